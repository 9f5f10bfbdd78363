//! A line that is settled waits for the next invoice, where the contract says so: a credit (INV-7), or
//! a charge that comes to less than an invoice is made for (INV-4).
//!
//! 10.33 EUR are credited on 10 April, a day without an invoice: the line is in the books from then
//! on, and on the invoice of 1 May. Of 9.00 EUR a month where 20.00 is the least, the lines of January
//! and February are on the invoice of March.
//!
//! Which invoice takes it is decided by [`crate::document`]; when it waits no longer, by
//! `crate::rating`.

use alloc::vec::Vec;

use super::{BookLine, Books, IssuedDocument, IssuedLine, LineName, Posting};
use crate::calendar::Day;
use crate::contract::ItemId;
use crate::schedule::Reference;

/// A line of the books that is on no document yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WaitingLine {
    pub(crate) item: ItemId,
    pub(super) reference: Reference,
    /// Index in [`Books::terms`].
    pub(super) terms: u32,
    pub(super) ordinal: u32,
    pub(super) is_credit: bool,
}

/// A line that waited when a run began, or began to wait in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wait {
    pub(crate) line: WaitingLine,
    /// The document of the run that it is on, and its date; none if it waits on.
    pub(super) printed: Option<(IssuedDocument, Day)>,
}

impl From<WaitingLine> for LineName {
    fn from(line: WaitingLine) -> Self {
        let WaitingLine { item, reference, terms, ordinal, is_credit } = line;
        Self { item, reference, terms, is_credit, ordinal }
    }
}

impl From<LineName> for WaitingLine {
    fn from(name: LineName) -> Self {
        let LineName { item, reference, terms, is_credit, ordinal } = name;
        Self { item, reference, terms, ordinal, is_credit }
    }
}

impl WaitingLine {
    const fn of(item: ItemId, line: &BookLine) -> Self {
        let BookLine { reference, terms, ordinal, .. } = *line;
        Self { item, reference, terms, ordinal, is_credit: line.is_credit() }
    }

    pub(super) fn is(&self, line: &BookLine) -> bool {
        (line.reference, line.terms, line.ordinal, line.is_credit())
            == (self.reference, self.terms, self.ordinal, self.is_credit)
    }
}

impl Posting {
    /// Lets what waited wait on, and lines of this run begin to, given by their places and dates.
    pub(crate) fn wait(&mut self, books: &Books, begin: impl IntoIterator<Item = (usize, Day)>) {
        let still = |line: &WaitingLine| Wait { line: *line, printed: None };
        self.waits = books.waiting.iter().map(still).collect();
        for (place, dated) in begin {
            if let Some((item, line)) = self.lines.get_mut(place) {
                line.issue.dated = dated;
                let line = WaitingLine::of(*item, line);
                self.waits.push(Wait { line, printed: None });
            }
        }
    }

    /// Tells whether a line of this run is one that may wait.
    pub(crate) fn may_wait(&self, item: ItemId, line: &BookLine) -> bool {
        self.waits.iter().any(|wait| wait.line.item == item && wait.line.is(line))
    }

    /// Lists what waited when the run began, with the places that follow those of its lines.
    pub(crate) fn waited<'b>(
        &'b self,
        books: &'b Books,
    ) -> impl Iterator<Item = (u32, ItemId, &'b BookLine)> + 'b {
        let first = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        (first..).zip(&books.waiting).filter_map(|(position, waiting)| {
            Some((position, waiting.item, books.waiting_line(waiting)?))
        })
    }

    /// Notes that what may wait does not: it is on a document.
    #[cold]
    pub(super) fn printed_on(&mut self, position: u32, document: IssuedDocument, dated: Day) {
        let position = position as usize;
        let wait = match self.lines.get(position) {
            Some((item, line)) => {
                self.waits.iter_mut().find(|wait| wait.line.item == *item && wait.line.is(line))
            }
            None => self.waits.get_mut(position - self.lines.len()),
        };
        if let Some(wait) = wait {
            wait.printed = Some((document, dated));
        }
    }
}

impl Books {
    /// Lists the lines that wait for the next invoice, in the order in which they were settled (INV-4,
    /// INV-7): they count in the books, and are on no document yet.
    pub fn waiting(&self) -> impl Iterator<Item = IssuedLine<'_>> {
        self.waiting.iter().filter_map(|waiting| {
            let line = self.waiting_line(waiting)?;
            let terms = self.terms.get(line.terms as usize)?;
            Some(IssuedLine { item: waiting.item, terms, line })
        })
    }

    /// Tells whether a line of an item waits.
    pub(crate) fn waits(&self, item: ItemId, line: &BookLine) -> bool {
        self.waiting.iter().any(|waiting| waiting.item == item && waiting.is(line))
    }

    fn waiting_line(&self, waiting: &WaitingLine) -> Option<&BookLine> {
        self.lines_of(waiting.item, waiting.reference).iter().find(|line| waiting.is(line))
    }

    /// Posts what became of what waited: where it was printed is all that changes of a line (L5).
    #[cold]
    pub(super) fn post_waits(&mut self, waits: Vec<Wait>) {
        self.waiting.clear();
        for Wait { line: waiting, printed } in waits {
            let Some((document, dated)) = printed else {
                self.waiting.push(waiting);
                continue;
            };
            let lines = &mut self.item_mut(waiting.item).lines;
            if let Some(line) = lines.iter_mut().rev().find(|line| waiting.is(line)) {
                line.issue.document = Some(document);
                line.issue.dated = dated;
            }
        }
    }
}
