//! Posting is the moment at which a run's documents count as issued (INV-1, L5).
//!
//! Bill, look, and drop the result: nothing happened. Bill and post: billing again gives nothing
//! (L2). A posting fits only the books that it was made from, so it can't be posted twice.
//!
//! What a run posts is decided by [`super::difference`].

use alloc::vec::Vec;

use smallvec::SmallVec;

use super::waiting::Wait;
use super::{
    BookLine, Books, Cancellation, DocumentKind, Frontier, Issue, IssuedBy, IssuedDocument,
    ItemBooks, SharedDocument,
};
use crate::calendar::Day;
use crate::contract::{ItemId, SubscriptionId, Tax, Text};
use crate::history::History;
use crate::timeline::Terms;

/// What books become when the documents of a run are issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Whose run it was.
    pub(crate) subscription: SubscriptionId,
    /// [`Books::version`] of the books that the run was made from.
    pub(crate) version: u64,
    /// Newest event seen.
    pub(crate) seen: u64,
    /// Terms that the books don't have yet, in the order of their indices.
    pub(crate) terms: SmallVec<[Terms; 0]>,
    /// The lines issued, in order.
    // Inline for the usual run, which issues one line.
    pub(crate) lines: SmallVec<[(ItemId, BookLine); 1]>,
    /// Frontiers that moved.
    pub(crate) frontiers: SmallVec<[(ItemId, Frontier); 1]>,
    /// Documents whose first line is another subscription's.
    pub(crate) shared: Vec<SharedDocument>,
    /// Credits that waited when the run began, then those that may begin to (INV-7).
    pub(crate) waits: Vec<Wait>,
    /// The document that is cancelled, if one is (INV-7).
    pub(crate) cancelled: Option<Cancellation>,
    /// Decimals of the currency of the lines.
    pub(crate) exponent: u32,
}

impl Posting {
    /// Nothing is issued: the books stay as they are.
    #[inline]
    pub(crate) fn nothing(history: &History, books: &Books) -> Self {
        Self {
            subscription: history.subscription(),
            version: books.version,
            seen: books.seen,
            terms: SmallVec::new(),
            lines: SmallVec::new(),
            frontiers: SmallVec::new(),
            shared: Vec::new(),
            waits: Vec::new(),
            cancelled: None,
            exponent: books.exponent,
        }
    }

    /// Returns the number of the run. Only books that somebody tampered with are at the last one.
    #[inline]
    const fn next_run(&self) -> u64 {
        self.version.saturating_add(1)
    }

    /// Returns where the next line will be issued, before it is on a document.
    #[inline]
    pub(crate) fn next_issue(&self, dated: Day) -> Issue {
        let position = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        let known = self.seen;
        let by = IssuedBy::Run;
        Issue { run: self.next_run(), document: None, position, dated, known, by }
    }

    /// Returns a document of the run, counted from 0.
    #[inline]
    pub(crate) const fn document(&self, number: u32, kind: DocumentKind) -> IssuedDocument {
        IssuedDocument { run: self.next_run(), number, kind }
    }

    /// Notes on which document of the run a line is issued, and what it is dated.
    #[inline]
    pub(crate) fn issued_on(&mut self, position: u32, document: IssuedDocument, dated: Day) {
        if let Some((_, line)) = self.lines.get_mut(position as usize) {
            line.issue.document = Some(document);
            line.issue.dated = dated;
        }
        if !self.waits.is_empty() {
            self.printed_on(position, document, dated);
        }
    }

    /// Notes the key of a document whose first line is another subscription's, and what its lines
    /// before those of this one add up to.
    #[cold]
    pub(crate) fn share(&mut self, number: u32, key: &str, before: Vec<(Tax, i128)>) {
        let (run, key) = (self.next_run(), Text::from(key));
        self.shared.push(SharedDocument { run, number, key, before });
    }

    /// Tells whether the key of a document is noted.
    pub(crate) fn shares(&self, number: u32) -> bool {
        self.shared.iter().any(|known| known.number == number)
    }

    /// Returns whose run it was.
    pub const fn subscription(&self) -> SubscriptionId {
        self.subscription
    }

    /// Returns the [`version`](Books::version) of the books that it was made from and fits.
    pub const fn made_from(&self) -> u64 {
        self.version
    }

    /// Lists the lines issued, in order.
    pub fn lines(&self) -> impl Iterator<Item = (ItemId, &BookLine)> {
        self.lines.iter().map(|(item, line)| (*item, line))
    }

    /// Returns terms by their index in the books as they will be once this is posted.
    #[inline]
    pub(crate) fn terms_in<'t>(&'t self, books: &'t Books, index: u32) -> Option<&'t Terms> {
        let (index, known) = (index as usize, books.terms.len());
        if index < known { books.terms.get(index) } else { self.terms.get(index - known) }
    }
}

/// Why a posting does not fit the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PostError {
    /// The books have moved on since the run was made.
    #[error(
        "the run was made from books of version {made_from}, these have version {found}: bill again (INV-1)"
    )]
    Stale {
        /// Version of the books that the run was made from.
        made_from: u64,
        /// Version of these books.
        found: u64,
    },
    /// The books are another subscription's.
    #[error("the run is of subscription {run}, the books are of subscription {books} (INV-1)")]
    OtherSubscription {
        /// Whose run it was.
        run: SubscriptionId,
        /// Whose books these are.
        books: SubscriptionId,
    },
}

impl Books {
    /// Posts a run: its documents count as issued from now on.
    ///
    /// # Errors
    /// [`PostError`] if the run was made from other books than these; they are unchanged then.
    pub fn post(&mut self, posting: Posting) -> Result<(), PostError> {
        let run = posting.subscription;
        if let Some(books) = self.subscription.filter(|books| *books != run) {
            return Err(PostError::OtherSubscription { run, books });
        }
        if posting.version != self.version {
            return Err(PostError::Stale { made_from: posting.version, found: self.version });
        }
        self.subscription = Some(run);
        self.version = self.version.saturating_add(1);
        self.seen = posting.seen;
        self.terms.extend(posting.terms);
        for (id, line) in posting.lines {
            let item = self.item_mut(id);
            item.longest = item.longest.max(line.length());
            let lines = &mut item.lines;
            let after = match lines.last() {
                Some(last) if last.reference > line.reference => {
                    lines.partition_point(|known| known.reference <= line.reference)
                }
                Some(_) | None => lines.len(),
            };
            lines.insert(after, line);
        }
        for (id, frontier) in posting.frontiers {
            self.item_mut(id).frontier = Some(frontier);
        }
        self.shared.extend(posting.shared);
        self.cancelled.extend(posting.cancelled);
        if !posting.waits.is_empty() {
            self.post_waits(posting.waits);
        }
        self.exponent = posting.exponent;
        Ok(())
    }

    #[expect(clippy::indexing_slicing, reason = "invariant: the index was found or just pushed")]
    pub(super) fn item_mut(&mut self, id: ItemId) -> &mut ItemBooks {
        let index = self.items.iter().position(|item| item.id == id).unwrap_or_else(|| {
            self.items.push(ItemBooks::of(id));
            self.items.len() - 1
        });
        &mut self.items[index]
    }
}
