//! Documents get their numbers when they are committed: gapless, in order of date, one counter a series
//! (INV-11, rule 10).
//!
//! The last document of series F of Bureaux Partagés is F2025-0041 of 31 January; the next one committed
//! is F2025-0042, and can't be dated 30 January.
//!
//! How numbers are written is decided by [`NumberFormat`]; what a document says by [`tacite::document`].

use std::fmt;

use chrono::NaiveDate;
use tacite::contract::Text;
use tacite::issuing::{DocumentNumber, Draft, NumberFormat};
use tacite::party::{Customer, Mandate, Seller};

use crate::Position;

/// Names a series: numbers count up within it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeriesId {
    /// Who issues: one legal person of those that a host bills for.
    pub issuer: Text,
    /// Which of its series: "invoices", say, and "credit notes" if those are counted apart.
    pub name: Text,
}

impl fmt::Display for SeriesId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}", self.name, self.issuer)
    }
}

/// A series and how its numbers are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// Which series.
    pub id: SeriesId,
    /// How its numbers are written.
    pub format: NumberFormat,
}

/// How far a series is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesState {
    /// Its last number.
    pub last: DocumentNumber,
    /// The date of that document: no later number is dated before it.
    pub last_on: NaiveDate,
}

/// A document to issue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDocument {
    /// The series that numbers it.
    pub series: Series,
    /// What it is.
    pub content: Content,
}

/// What a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// It comes from billing.
    Billed(Box<Draft>, Option<Box<Parties>>),
    /// A person made it: it shares the numbers (3.12).
    ByHand(ByHand),
}

/// The parties of a document as they are when it is issued (0.38).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parties {
    /// Who sells.
    pub seller: Seller,
    /// Who buys.
    pub customer: Customer,
    /// By which it is collected, if it is.
    pub mandate: Option<Mandate>,
}

/// A document that a person made, of which the engine knows nothing but its date (3.12).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// What names it in the host's program.
    pub key: Text,
    /// The date that it bears.
    pub dated_on: NaiveDate,
    /// What it says, in a form of the host's.
    pub body: Text,
}

impl Content {
    /// Returns what names it: at most one document of an issuer has it (INV-11).
    pub fn key(&self) -> String {
        match self {
            Self::Billed(draft, _) => draft.document().key(),
            Self::ByHand(by_hand) => by_hand.key.as_str().to_owned(),
        }
    }

    /// Returns the date that it bears.
    pub fn dated_on(&self) -> NaiveDate {
        match self {
            Self::Billed(draft, _) => draft.document().dated_on,
            Self::ByHand(by_hand) => by_hand.dated_on,
        }
    }
}

/// A document that is issued: it has a number and never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerDocument {
    /// Its place among the documents of all series, in the order in which they were committed.
    pub position: Position,
    /// The series that numbered it.
    pub series: SeriesId,
    /// Its number.
    pub number: DocumentNumber,
    /// What it is.
    pub content: Content,
}

/// What finds a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentName {
    /// Its number in a series.
    Number(SeriesId, DocumentNumber),
    /// Its key, among those of an issuer.
    Key {
        /// Who issued it.
        issuer: Text,
        /// [`Content::key`].
        key: Text,
    },
}

impl fmt::Display for DocumentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(series, number) => write!(f, "{number} in series {series}"),
            Self::Key { issuer, key } => write!(f, "{key} of {issuer}"),
        }
    }
}
