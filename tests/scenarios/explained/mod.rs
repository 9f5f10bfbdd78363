//! Lines explained: where the price comes from, what share, which rounding, why it is due, what is
//! corrected (EXP-1).

mod charges;
mod corrections;

use tacite::document::Document;
use tacite::explain::explain;
use tacite::history::History;
use tacite_formats::text::{self, Explained, Language};

use crate::written::Fee;

/// Explains the lines of one of the documents, counted from 0.
fn explained(history: &History, document: &Document, language: Language) -> String {
    let corrects = document.corrects.as_ref();
    let lines = document.lines.iter().map(|line| {
        let derivation = explain(history, line).unwrap();
        assert_eq!(derivation.evaluate().unwrap().net, line.net);
        let explained = Explained { derivation: &derivation, line, corrects };
        text::derivation(explained, language).to_string()
    });
    lines.collect()
}

/// Explains documents in English.
fn english<'d>(history: &History, documents: impl IntoIterator<Item = &'d Document>) -> String {
    let documents = documents.into_iter();
    documents.map(|document| explained(history, document, Language::English)).collect()
}

/// Explains documents in French; the narrow space of thousands and percents is shown as a plain one.
fn french<'d>(history: &History, documents: impl IntoIterator<Item = &'d Document>) -> String {
    let documents = documents.into_iter();
    let text: String =
        documents.map(|document| explained(history, document, Language::French)).collect();
    text.replace('\u{202f}', " ")
}

/// Periods that begin on the 1st.
const ON_THE_FIRST: &str = r#""every":"1 month","anchor":{"day-of-month":1}"#;

/// 30.00 a month.
const fn thirty() -> Fee {
    Fee::a_month(r#"{"flat":"30.00"}"#, "2025-01-01")
}
