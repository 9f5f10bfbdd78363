//! Lines and schedules as CSV (RFC 4180), for spreadsheets and ledgers: written, not read.
//!
//! A header row, then one row a line: `…,2025-01-31,…,seats,Seats,…,36.00,0.00,36.00,`. Decimals have a
//! point and no grouping, dates are ISO, periods are `2025-01-01/2025-02-01` with the end excluded, rows
//! end with CR LF.
//!
//! # Formulas
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and a label may be what a
//! stranger typed. So a *text* (an id, a key, a label, a reference) that begins with one of these, their
//! full-width forms, a tab, a carriage return, a line feed or an apostrophe is written with an apostrophe
//! before it. Nothing is lost: a text that begins with an apostrophe has one too many. Numbers, dates and
//! names of the format are written as they are.

use csv::{Terminator, WriterBuilder};
use tacite::document::{Document, Line};
use tacite::query::Instalment;

use crate::spelled::Spelled;
use crate::wire::Wire;

/// The columns of [`lines`].
const LINES: [&str; 27] = [
    "document",
    "kind",
    "dated_on",
    "customer",
    "currency",
    "line",
    "subscription",
    "item",
    "label",
    "reference",
    "supply",
    "period",
    "billing",
    "served",
    "weight",
    "weight_of",
    "quantity",
    "unit",
    "unit_price",
    "tax_category",
    "tax_rate",
    "prices",
    "due_on",
    "gross",
    "allowance",
    "net",
    "corrects",
];

/// The columns of [`schedule`].
const SCHEDULE: [&str; 9] =
    ["due_on", "item", "number", "period", "billing", "served", "net", "currency", "state"];

/// Writes the lines of documents, one a row, with what their documents say of all of them.
///
/// `served` lists the periods charged, with a space between; `unit_price` is empty if the price is
/// more than one number. What is taken off a document as a whole is no line.
///
/// ```
/// assert!(tacite_formats::csv::lines(&[]).starts_with("document,kind,dated_on,customer,"));
/// ```
pub fn lines(documents: &[Document]) -> String {
    let documents = documents.iter();
    table(
        LINES,
        documents.flat_map(|document| document.lines.iter().map(|line| row(document, line))),
    )
}

fn row(document: &Document, line: &Line) -> [String; 27] {
    let terms = &line.terms;
    let served: Vec<String> = line.served().map(|period| spelled(&period)).collect();
    [
        text(&document.key()),
        name(&document.kind),
        spelled(&document.dated_on),
        text(document.customer.as_str()),
        spelled(&document.currency),
        text(&line.key()),
        text(line.subscription.as_str()),
        text(line.item.as_str()),
        text(line.label.as_str()),
        text(line.reference.as_ref().map_or("", |reference| reference.as_str())),
        name(&line.supply),
        spelled(&line.period),
        spelled(&line.billing),
        served.join(" "),
        line.share.days().to_string(),
        line.share.of().to_string(),
        spelled(&terms.quantity),
        text(terms.unit.as_str()),
        terms.price.unit_price().map(|price| spelled(&price)).unwrap_or_default(),
        name(&terms.tax.category),
        spelled(&terms.tax.rate),
        name(&terms.prices),
        spelled(&line.due_on),
        line.gross.to_decimal().to_string(),
        line.allowance.to_decimal().to_string(),
        line.net.to_decimal().to_string(),
        text(&line.corrected_key().unwrap_or_default()),
    ]
}

/// Writes the instalments of a subscription, one a row.
///
/// ```
/// let header = "due_on,item,number,period,billing,served,net,currency,state\r\n";
/// assert_eq!(tacite_formats::csv::schedule(&[]), header);
/// ```
pub fn schedule(instalments: &[Instalment]) -> String {
    table(
        SCHEDULE,
        instalments.iter().map(|instalment| {
            [
                spelled(&instalment.due_on),
                text(instalment.item.as_str()),
                instalment.number.to_string(),
                spelled(&instalment.period),
                spelled(&instalment.billing),
                spelled(&instalment.served),
                instalment.net.to_decimal().to_string(),
                spelled(&instalment.net.currency()),
                name(&instalment.state),
            ]
        }),
    )
}

#[expect(clippy::expect_used, reason = "writing text to memory does not fail")]
fn table<const N: usize>(
    columns: [&'static str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(columns).expect("invariant: memory takes every row");
    for row in rows {
        writer.write_record(row).expect("invariant: memory takes every row");
    }
    let bytes = writer.into_inner().expect("invariant: memory takes every row");
    String::from_utf8(bytes).expect("invariant: text is written as text")
}

/// A text that no spreadsheet takes for a formula.
fn text(text: &str) -> String {
    let is_live = |first: char| {
        matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\'')
            || matches!(first, '\u{FF1D}' | '\u{FF0B}' | '\u{FF0D}' | '\u{FF20}')
    };
    if text.starts_with(is_live) { format!("'{text}") } else { text.to_owned() }
}

/// A value as the other formats write it.
fn spelled<T: Spelled>(value: &T) -> String {
    value.spell().to_string()
}

/// The name of a variant without fields, as the other formats write it.
fn name<T: Wire>(value: &T) -> String {
    let name = value.write(serde_json::value::Serializer).ok();
    name.as_ref().and_then(|name| name.as_str()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_may_be_a_formula_is_marked_and_can_be_unmarked() {
        for live in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'s", "\u{FF1D}1"] {
            assert_eq!(text(live).strip_prefix('\''), Some(live));
        }
        for dead in ["", "Seats = 3", "12-month term", "\"=1\""] {
            assert_eq!(text(dead), dead);
        }
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows = [[String::from("a, \"b\""), String::from("c\nd")]];
        assert_eq!(table(["x", "y"], rows.into_iter()), "x,y\r\n\"a, \"\"b\"\"\",\"c\nd\"\r\n");
    }
}
