//! An issued document printed in full: who sells to whom, what for, at which tax, to be paid when and how
//! (INV-5, INV-7, INV-11, INV-12; rules 11 and 14).
//!
//! `FACTURE n° F2025-0042`, seller and customer side by side, a row for each line, a total for each rate,
//! `Net à payer`, the mandate by which it is collected, what French law wants said.
//!
//! What it contains is decided by [`NumberedDocument`]; how a line's amount is made up by
//! [`super::calculation`].

mod head;
mod payment;
mod table;

use std::fmt;

use tacite::issuing::NumberedDocument;

use super::Language;
use super::words::Word;

/// An issued document and the language to print it in.
#[derive(Clone, Copy)]
pub(super) struct Printed<'d> {
    pub(super) issued: &'d NumberedDocument,
    pub(super) language: Language,
}

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_head(f)?;
        writeln!(f)?;
        self.write_table(f)?;
        writeln!(f)?;
        self.write_payment(f)?;
        self.write_notes(f)
    }
}

impl Printed<'_> {
    /// Says a word in the language of the document.
    fn say(&self, word: Word) -> &'static str {
        word.in_language(self.language)
    }

    fn write_notes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = self.issued.document();
        let agreed = document.notes().iter().map(|note| note.text.as_str());
        let own = self.issued.notes().iter().map(tacite::contract::Text::as_str);
        let notes: Vec<&str> = agreed.chain(own).collect();
        if !notes.is_empty() {
            writeln!(f)?;
        }
        notes.iter().try_for_each(|note| writeln!(f, "  {note}"))
    }
}

/// Indents a label and sets what follows off from it.
fn labelled(label: &str, language: Language) -> String {
    match language {
        Language::English => format!("{label}:"),
        Language::French => format!("{label}\u{a0}:"),
    }
}
