//! Lines of closed periods leave the books; what is left is as it was (INV-10, CST-1).
//!
//! Monthly since 2015, closed before 1 January 2025: the lines of 2025 stay, with their terms and the
//! keys of their documents; those of ten years go.
//!
//! Which lines may go is decided by [`crate::checkpoint`].

use alloc::vec::Vec;

use super::waiting::WaitingLine;
use super::{BookLine, Books, Frontier, IssuedDocument, ItemBooks, SharedDocument};
use crate::calendar::Day;
use crate::contract::{ItemId, Text};

/// What stays in books that are closed.
pub(crate) trait Kept {
    fn item(&self, id: ItemId) -> bool;
    fn line(&self, id: ItemId, line: &BookLine) -> bool;
    /// Reference periods of the item that end before this day are closed.
    fn open_from(&self, id: ItemId) -> Day;
    /// The key of a document: its first line may go while others stay.
    fn document_key(&self, document: IssuedDocument) -> Option<Text>;
}

impl Books {
    /// Returns the frontier of an item, if it was ever billed.
    pub(crate) fn frontier(&self, id: ItemId) -> Option<Frontier> {
        self.item(id).and_then(|item| item.frontier)
    }

    /// Returns the lines of an item, by reference period.
    pub(crate) fn lines_of_item(&self, id: ItemId) -> &[BookLine] {
        self.item(id).map_or(&[][..], |item| &item.lines)
    }

    /// Keeps the items and lines that are chosen, and closes the days before one.
    pub(crate) fn closed(&self, before: Day, kept: &impl Kept) -> Self {
        let mut books = Self {
            subscription: self.subscription,
            version: self.version,
            seen: self.seen,
            exponent: self.exponent,
            closed_before: Some(before),
            cancelled: self.cancelled.clone(),
            ..Self::new()
        };
        let mut indices: Vec<Option<u32>> = alloc::vec![None; self.terms.len()];
        for item in self.items.iter().filter(|item| kept.item(item.id)) {
            let mut lines = Vec::new();
            for line in item.lines.iter().filter(|line| kept.line(item.id, line)) {
                let Some(index) = indices.get_mut(line.terms as usize) else {
                    continue;
                };
                let terms = *index.get_or_insert_with(|| {
                    books.terms.extend(self.terms.get(line.terms as usize).cloned());
                    u32::try_from(books.terms.len() - 1).unwrap_or(u32::MAX)
                });
                books.share(self, line, kept);
                lines.push(BookLine { terms, ..line.clone() });
            }
            let longest = lines.iter().map(BookLine::length).max().unwrap_or(0);
            let (id, frontier) = (item.id, item.frontier);
            let open_from = item.open_from.max(kept.open_from(id));
            books.items.push(ItemBooks { id, frontier, lines, longest, open_from });
        }
        let waiting = self.waiting.iter().filter_map(|credit| {
            let terms = (*indices.get(credit.terms as usize)?)?;
            Some(WaitingLine { terms, ..*credit })
        });
        books.waiting = waiting.collect();
        books
    }

    /// Keeps of the document that a line was issued on what dropped lines would tell: its key, and what
    /// is left of it by category and rate (INV-5).
    fn share(&mut self, all: &Self, line: &BookLine, kept: &impl Kept) {
        let Some(document) = line.issue.document else {
            return;
        };
        if self.shared_document(document).is_some() {
            return;
        }
        let Some(key) = kept.document_key(document) else {
            return;
        };
        let known = all.shared_document(document).map_or(&[][..], |(_, before)| before);
        let mut before = known.to_vec();
        let on_it = |charge: &&BookLine| charge.issue.document == Some(document);
        for item in &all.items {
            let gone = item.lines.iter().filter(|line| !kept.line(item.id, line));
            let charges = gone.filter(|line| !line.is_credit()).filter(on_it);
            for charge in charges {
                let own = item.lines_of(charge.reference).iter().filter(|line| {
                    let named = line.corrects.unwrap_or(line.ordinal);
                    (line.terms, named) == (charge.terms, charge.ordinal)
                });
                let left = own.map(|line| i128::from(line.net)).sum::<i128>();
                let terms = all.terms.get(charge.terms as usize);
                let Some(tax) = terms.map(|terms| terms.tax).filter(|_| left != 0) else {
                    continue;
                };
                match before.iter_mut().find(|(known, _)| *known == tax) {
                    Some((_, net)) => *net += left,
                    None => before.push((tax, left)),
                }
            }
        }
        let IssuedDocument { run, number, .. } = document;
        self.shared.push(SharedDocument { run, number, key, before });
    }
}
