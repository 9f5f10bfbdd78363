//! What is issued already, and the difference to what is owed (INV-1, INV-6, INV-7, CST-1).
//!
//! [`Books`] are a value: a run reads them and returns a [`Posting`], what they become once all
//! documents of the run are issued. Two tables hold them: the terms ever charged, and for each item
//! its lines by reference period together with a *frontier*, the reference period from which days
//! may be uncharged. A run in which nothing new was recorded looks no further back than that.

mod book_line;
mod cancelling;
mod check;
mod closing;
mod credit;
mod difference;
mod issue;
mod ledger;
mod news;
mod parts;
mod posting;
mod posting_parts;
mod reach;
mod review;
mod settle;
mod waiting;

pub(crate) use book_line::served;
pub use book_line::{AllowanceName, BookLine, Carried, IssuedLine};
pub use cancelling::Cancellation;
pub use check::{BooksError, BooksRule, LineName};
pub(crate) use closing::Kept;
pub use issue::{DocumentKind, Issue, IssuedBy, IssuedDocument};
pub use news::{BooksMismatch, Limits};
pub(crate) use news::{News, fits};
pub use parts::{BooksParts, DocumentParts, FrontierParts, ItemParts};
pub use posting::{PostError, Posting};
pub use posting_parts::{PostingParts, WaitParts};
pub use settle::SettleError;
pub(crate) use settle::{Examined, Until, settle};

use alloc::vec::Vec;

use chrono::NaiveDate;

use self::waiting::WaitingLine;
use crate::calendar::Day;
use crate::contract::{ItemId, SubscriptionId, Tax, Text};
use crate::schedule::Reference;
use crate::timeline::Terms;

/// The books of one subscription: its issued lines and how far they go (INV-1).
///
/// They assume that all documents of the runs posted to them are issued.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// Whose they are, once anything is posted to them.
    subscription: Option<SubscriptionId>,
    /// Postings so far.
    version: u64,
    /// The sequence number of the newest event seen; 0 before the first.
    seen: u64,
    /// Terms of the lines, each once.
    terms: Vec<Terms>,
    /// By order of first issue.
    items: Vec<ItemBooks>,
    /// Documents whose first line is another subscription's, by run.
    shared: Vec<SharedDocument>,
    /// Credits that wait for the next invoice (INV-7).
    waiting: Vec<WaitingLine>,
    /// Documents that were cancelled, in that order (INV-7).
    cancelled: Vec<Cancellation>,
    /// Decimals of the currency of the lines.
    exponent: u32,
    /// The first day that is open, if earlier ones are closed (INV-10).
    closed_before: Option<Day>,
}

/// A document of a run over many subscriptions, known by the key of its first line (INV-11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SharedDocument {
    run: u64,
    number: u32,
    key: Text,
    /// What the charges of the subscriptions before this one add up to, by category and rate: credits
    /// of its own lines go on from there, so that the tax of all adds up (INV-5).
    before: Vec<(Tax, i128)>,
}

/// The books of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ItemBooks {
    id: ItemId,
    frontier: Option<Frontier>,
    /// By reference period, then by order of issue.
    lines: Vec<BookLine>,
    /// Days from the start of a reference period to the last day of it that was ever charged or
    /// served, at most: which lines may reach a day is found by it.
    longest: i64,
    /// Reference periods that end before it are closed: their lines may be gone (INV-10).
    open_from: Day,
}

/// From where a run looks, if nothing new was recorded (CST-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frontier {
    /// First day of the first billing period that may have an uncharged owed day; [`Day::MAX`] if
    /// none will have one.
    pub(crate) uncharged: Day,
    /// First day of the first reference period in which a charged day waits to be credited or
    /// charged otherwise, if any does.
    pub(crate) waiting: Option<Day>,
}

impl Books {
    /// Makes the books of a subscription of which nothing is issued.
    pub const fn new() -> Self {
        Self {
            subscription: None,
            version: 0,
            seen: 0,
            terms: Vec::new(),
            items: Vec::new(),
            shared: Vec::new(),
            waiting: Vec::new(),
            cancelled: Vec::new(),
            exponent: 0,
            closed_before: None,
        }
    }

    /// Returns the day before which they are closed, if they are (INV-10): see
    /// [`close`](crate::checkpoint::close).
    pub fn closed_before(&self) -> Option<NaiveDate> {
        self.closed_before.map(Day::date)
    }

    /// Returns whose books these are, once anything is posted to them.
    pub const fn subscription(&self) -> Option<SubscriptionId> {
        self.subscription
    }

    /// Returns how many runs were posted.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Returns the sequence number of the newest event that a posted run has seen, or 0.
    pub const fn seen(&self) -> u64 {
        self.seen
    }

    /// Returns the terms at which anything was charged, each once, in order of first use.
    pub fn terms(&self) -> &[Terms] {
        &self.terms
    }

    fn item(&self, id: ItemId) -> Option<&ItemBooks> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Returns the lines of an item and reference period, in order of issue.
    pub(crate) fn lines_of(&self, id: ItemId, reference: Reference) -> &[BookLine] {
        self.item(id).map_or(&[][..], |item| item.lines_of(reference))
    }

    /// Returns the key of a document whose first line is another subscription's, and what its lines
    /// before those of this one add up to.
    pub(crate) fn shared_document(
        &self,
        issued: IssuedDocument,
    ) -> Option<(&Text, &[(Tax, i128)])> {
        let IssuedDocument { run, number, .. } = issued;
        let known = self.shared.iter().find(|known| (known.run, known.number) == (run, number));
        known.map(|known| (&known.key, known.before.as_slice()))
    }
}

impl ItemBooks {
    const fn of(id: ItemId) -> Self {
        Self { id, frontier: None, lines: Vec::new(), longest: 0, open_from: Day::MIN }
    }

    /// Returns the lines of one reference period.
    fn lines_of(&self, reference: Reference) -> &[BookLine] {
        let start = self.lines.partition_point(|line| line.reference < reference);
        let rest = self.lines.get(start..).unwrap_or_default();
        let end = rest.partition_point(|line| line.reference == reference);
        rest.get(..end).unwrap_or_default()
    }
}
