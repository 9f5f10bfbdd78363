//! A posting taken apart, so that a store can keep it: books are what their postings make of them, in
//! order (INV-1, L5).
//!
//! Two runs of a subscription were posted, of 1 and of 31 January 2025: a store that kept both postings
//! has its books by posting them to [`Books::new`](super::Books::new), first one first.
//!
//! What a posting makes of books is decided by [`super::posting`]; books put together from a store are
//! checked by [`super::check`].

use alloc::vec::Vec;

use super::waiting::{Wait, WaitingLine};
use super::{
    BookLine, Cancellation, DocumentParts, Frontier, FrontierParts, IssuedDocument, LineName,
    Posting, SharedDocument,
};
use crate::calendar::Day;
use crate::contract::{ItemId, SubscriptionId};
use crate::timeline::Terms;

/// All that a posting holds, as plain values (INV-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostingParts {
    /// Whose run it was.
    pub subscription: SubscriptionId,
    /// [`Books::version`](super::Books::version) of the books that the run was made from.
    pub version: u64,
    /// Sequence number of the newest event seen, or 0.
    pub seen: u64,
    /// Terms that the books do not have yet: their places follow those of the books.
    pub terms: Vec<Terms>,
    /// The lines issued, in order.
    pub lines: Vec<(ItemId, BookLine)>,
    /// Frontiers that moved.
    pub frontiers: Vec<(ItemId, FrontierParts)>,
    /// Documents whose first line is another subscription's.
    pub documents: Vec<DocumentParts>,
    /// Lines that waited when the run began, or may begin to, in order (INV-7).
    pub waits: Vec<WaitParts>,
    /// The document that is cancelled, if one is (INV-7).
    pub cancelled: Option<Cancellation>,
    /// Decimals of the currency of the lines.
    pub exponent: u32,
}

/// A line that waited when a run began, or began to wait in it (INV-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitParts {
    /// Which line.
    pub line: LineName,
    /// The document of the run that it is on, and its date; none if it waits on.
    pub printed: Option<(IssuedDocument, Day)>,
}

impl Posting {
    /// Takes the posting apart.
    pub fn into_parts(self) -> PostingParts {
        let waits = self.waits.into_iter();
        PostingParts {
            subscription: self.subscription,
            version: self.version,
            seen: self.seen,
            terms: self.terms.into_vec(),
            lines: self.lines.into_vec(),
            frontiers: self.frontiers.into_iter().map(|(id, at)| (id, at.into())).collect(),
            documents: self.shared.into_iter().map(DocumentParts::from).collect(),
            waits: waits
                .map(|Wait { line, printed }| WaitParts { line: line.into(), printed })
                .collect(),
            cancelled: self.cancelled,
            exponent: self.exponent,
        }
    }
}

/// Puts parts together, unchecked: what they make of books is, by
/// [`Books::try_from`](super::Books::try_from).
impl From<PostingParts> for Posting {
    fn from(parts: PostingParts) -> Self {
        let waits = parts.waits.into_iter();
        Self {
            subscription: parts.subscription,
            version: parts.version,
            seen: parts.seen,
            terms: parts.terms.into(),
            lines: parts.lines.into(),
            frontiers: parts
                .frontiers
                .into_iter()
                .map(|(id, at)| (id, Frontier::from(at)))
                .collect(),
            shared: parts.documents.into_iter().map(SharedDocument::from).collect(),
            waits: waits
                .map(|WaitParts { line, printed }| Wait { line: WaitingLine::from(line), printed })
                .collect(),
            cancelled: parts.cancelled,
            exponent: parts.exponent,
        }
    }
}
