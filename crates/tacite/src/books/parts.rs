//! Books taken apart, so that a store can keep them, and put together again, checked (INV-10).
//!
//! A store wrote "credit 1 of days 10 to 23, which corrects charge 2" and lost charge 2: putting the
//! books together fails, and the error names the credit.
//!
//! How parts are written is decided by the host; what is checked in [`super::check`].

use alloc::vec::Vec;

use super::waiting::WaitingLine;
use super::{BookLine, Books, Cancellation, Frontier, ItemBooks, LineName, SharedDocument};
use crate::calendar::Day;
use crate::contract::{ItemId, SubscriptionId, Tax, Text};
use crate::timeline::Terms;

/// All that books hold, as plain values (INV-1, INV-10).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BooksParts {
    /// Whose they are, once anything was posted.
    pub subscription: Option<SubscriptionId>,
    /// Runs posted so far.
    pub version: u64,
    /// Sequence number of the newest event seen, or 0.
    pub seen: u64,
    /// Decimals of the currency of the lines.
    pub exponent: u32,
    /// The first open day, if earlier ones are closed.
    pub closed_before: Option<Day>,
    /// Terms of the lines, each once; lines name them by their place.
    pub terms: Vec<Terms>,
    /// The items, by order of first issue.
    pub items: Vec<ItemParts>,
    /// Documents of which the books do not have all lines.
    pub documents: Vec<DocumentParts>,
    /// Lines on no document yet, in the order in which they were settled (INV-7).
    pub waiting: Vec<LineName>,
    /// Documents that were cancelled, in that order (INV-7).
    pub cancelled: Vec<Cancellation>,
}

/// What books hold of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemParts {
    /// Which item.
    pub id: ItemId,
    /// From where a run looks if nothing new was recorded; none before the first run (CST-1).
    pub frontier: Option<FrontierParts>,
    /// Reference periods that end before it are closed; [`Day::MIN`] if none are.
    pub open_from: Day,
    /// Its lines. Those of one reference period stand in order of issue.
    pub lines: Vec<BookLine>,
}

/// From where a run looks, if nothing new was recorded (CST-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrontierParts {
    /// First day of the first billing period that may have an uncharged owed day; [`Day::MAX`] if none
    /// will have one.
    pub uncharged: Day,
    /// First day of the first reference period in which a charged day waits to be credited or charged
    /// otherwise, if any does.
    pub waiting: Option<Day>,
}

/// A document of which the books do not have all lines: the others are another subscription's, or were
/// dropped when days were closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentParts {
    /// The run that issued it.
    pub run: u64,
    /// Counts the documents of the run from 0.
    pub number: u32,
    /// Its key.
    pub key: Text,
    /// What those lines add up to, by category and rate, in minor units (INV-5).
    pub before: Vec<(Tax, i128)>,
}

impl From<Frontier> for FrontierParts {
    fn from(Frontier { uncharged, waiting }: Frontier) -> Self {
        Self { uncharged, waiting }
    }
}

impl From<FrontierParts> for Frontier {
    fn from(FrontierParts { uncharged, waiting }: FrontierParts) -> Self {
        Self { uncharged, waiting }
    }
}

impl From<SharedDocument> for DocumentParts {
    fn from(SharedDocument { run, number, key, before }: SharedDocument) -> Self {
        Self { run, number, key, before }
    }
}

impl From<DocumentParts> for SharedDocument {
    fn from(DocumentParts { run, number, key, before }: DocumentParts) -> Self {
        Self { run, number, key, before }
    }
}

impl Books {
    /// Takes the books apart. [`Books::try_from`] puts them together again.
    pub fn into_parts(self) -> BooksParts {
        let items = self.items.into_iter().map(|item| ItemParts {
            id: item.id,
            frontier: item.frontier.map(FrontierParts::from),
            open_from: item.open_from,
            lines: item.lines,
        });
        let documents = self.shared.into_iter().map(DocumentParts::from);
        let waiting = self.waiting.into_iter().map(LineName::from);
        BooksParts {
            subscription: self.subscription,
            version: self.version,
            seen: self.seen,
            exponent: self.exponent,
            closed_before: self.closed_before,
            terms: self.terms,
            items: items.collect(),
            documents: documents.collect(),
            waiting: waiting.collect(),
            cancelled: self.cancelled,
        }
    }

    /// Puts parts together, unchecked.
    pub(super) fn of_parts(parts: BooksParts) -> Self {
        let items = parts.items.into_iter().map(|item| {
            let mut lines = item.lines;
            lines.sort_by_key(|line| line.reference);
            let longest = lines.iter().map(BookLine::length).max().unwrap_or(0);
            let frontier = item.frontier.map(Frontier::from);
            ItemBooks { id: item.id, frontier, lines, longest, open_from: item.open_from }
        });
        let shared = parts.documents.into_iter().map(SharedDocument::from);
        let waiting = parts.waiting.into_iter().map(WaitingLine::from);
        Self {
            subscription: parts.subscription,
            version: parts.version,
            seen: parts.seen,
            terms: parts.terms,
            items: items.collect(),
            shared: shared.collect(),
            waiting: waiting.collect(),
            cancelled: parts.cancelled,
            exponent: parts.exponent,
            closed_before: parts.closed_before,
        }
    }
}
