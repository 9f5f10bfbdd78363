//! On which document a line was issued, and what that document was (INV-1, INV-7, INV-11).
//!
//! "Second line of the subscription in run 7, on document 0 of that run, an invoice dated 1 April
//! 2025" is an issue. A line that is hidden, or waits for the next invoice, is on no document.
//!
//! What shares a document is decided by [`crate::document`].

use crate::calendar::Day;

/// What a document is, as its total says: a credit note gives back, an invoice asks for payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// An invoice (380 of UNTDID 1001): a total of 0 or more.
    Invoice,
    /// A credit note (381): a total below 0, or corrections that come to 0.
    CreditNote,
}

/// What had a line issued.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IssuedBy {
    /// What the history owes: a run.
    #[default]
    Run,
    /// The cancellation of a document, whatever the history owes (INV-7).
    Cancellation,
}

/// How a line was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The run that settled it, counted from 1: [`Books::version`](super::Books::version) once it was
    /// posted.
    pub run: u64,
    /// None if the line was hidden (INV-4), or waits for the next invoice (INV-7).
    pub document: Option<IssuedDocument>,
    /// Counts the lines of the subscription in the run from 0.
    pub position: u32,
    /// The date that the document bears; that of the line alone while it is on none.
    pub dated: Day,
    /// Sequence number of the newest event that the run knew: what the line says follows from the
    /// history up to it.
    pub known: u64,
    /// What had it issued.
    pub by: IssuedBy,
}

/// The document on which a line was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct IssuedDocument {
    /// The run that issued it: the run that settled the line, or a later one if the line waited.
    pub run: u64,
    /// Counts the documents of the run from 0.
    pub number: u32,
    /// Invoice or credit note.
    pub kind: DocumentKind,
}
