//! What a document says can be edited before it is issued, what it costs can't (INV-11, 0.34).
//!
//! "Desk" becomes "Desk 12, first floor", a note is added: the line still costs 36.00.
//!
//! What it costs is decided by [`crate::document`]. To change that, change the history and bill again.

use alloc::vec::Vec;

use crate::contract::Text;
use crate::document::Document;
use crate::party::Delivery;

/// A document that is not issued yet, with what a person may still change of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    pub(super) document: Document,
    /// What is printed below the lines: conditions, thanks, what the law wants.
    pub notes: Vec<Text>,
    /// Where this document's goods or services are delivered, if not where the customer usually has
    /// them.
    pub delivery: Option<Delivery>,
    /// For the seller's eyes: it is no part of the issued document, so that it can't be printed (0.17).
    pub private_note: Option<Text>,
}

/// All that a draft holds, as plain values (INV-11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftParts {
    /// What it says and costs.
    pub document: Document,
    /// As [`Draft::notes`].
    pub notes: Vec<Text>,
    /// As [`Draft::delivery`].
    pub delivery: Option<Delivery>,
    /// As [`Draft::private_note`].
    pub private_note: Option<Text>,
}

impl From<DraftParts> for Draft {
    fn from(parts: DraftParts) -> Self {
        let DraftParts { document, notes, delivery, private_note } = parts;
        Self { document, notes, delivery, private_note }
    }
}

impl Draft {
    /// Begins to edit a document of a run.
    pub const fn of(document: Document) -> Self {
        Self { document, notes: Vec::new(), delivery: None, private_note: None }
    }

    /// Returns the document as it would be issued.
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// Takes it apart, so that a store can keep it; [`Draft::from`] puts it together again.
    pub fn into_parts(self) -> DraftParts {
        let Self { document, notes, delivery, private_note } = self;
        DraftParts { document, notes, delivery, private_note }
    }

    /// Changes what the customer reads on a line, given by its place from 0. The key of the line stays.
    ///
    /// # Errors
    /// [`DraftError::NoSuchLine`], and nothing is changed.
    pub fn relabel(&mut self, line: usize, label: Text) -> Result<(), DraftError> {
        let lines = self.document.lines.len();
        match self.document.lines.iter_mut().nth(line) {
            Some(found) => {
                found.label = label;
                Ok(())
            }
            None => Err(DraftError::NoSuchLine { line, lines }),
        }
    }
}

/// Why a draft can't be edited so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// There is no such line.
    #[error("there is no line at place {line}, the document has {lines}, counted from 0 (INV-11)")]
    NoSuchLine {
        /// The place, counted from 0.
        line: usize,
        /// How many lines there are.
        lines: usize,
    },
}
