//! Who is charged for what, at which terms, day by day (HIS-1, HIS-2, CHG-5, CHG-7).
//!
//! A [`Timeline`] is a history folded: every event has taken its place, and what is left are items
//! with a first day, a grid and stretches of days with the same terms. For 3 seats from 31 January
//! and 5 from 15 March 2025 that is one item with two segments: 31 January at 3, 15 March at 5.
//!
//! Into which periods the days fall is decided by [`crate::schedule`].

mod fold;
mod item_fold;
mod terms;

pub use terms::{Allowance, Terms};

use alloc::vec::Vec;
use core::ops::Range;

use smallvec::SmallVec;

use crate::calendar::{CalendarError, Day, Grid};
use crate::contract::{Contract, Item, ItemId, LastPeriod, PaymentMeans, PaymentTerms, Text};

/// A history folded: what holds on which day (HIS-1).
#[derive(Clone, Debug)]
pub struct Timeline<'h> {
    pub(crate) life: Option<Life<'h>>,
    // Inline for the usual subscription of one item: folding it allocates nothing.
    pub(crate) items: SmallVec<[ItemTimeline<'h>; 1]>,
    pub(crate) segments: SmallVec<[Segment; 2]>,
    pub(crate) terms: SmallVec<[Terms; 1]>,
    pub(crate) headers: Vec<HeaderChange<'h>>,
}

/// The facts of the whole life of a subscription that was started (HIS-1).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Life<'h> {
    pub(crate) contract: &'h Contract,
    pub(crate) start: Day,
    /// First day without service.
    pub(crate) end: Option<Day>,
    pub(crate) last_period: Option<LastPeriod>,
    /// Days before it are freed (HIS-6).
    pub(crate) bill_from: Option<Day>,
}

/// An item from its first day on.
#[derive(Clone, Debug)]
pub(crate) struct ItemTimeline<'h> {
    pub(crate) id: ItemId,
    pub(crate) item: &'h Item,
    /// The first day on which it is there.
    pub(crate) from: Day,
    /// The first day on which it is there no more, if it is removed.
    pub(crate) removed: Option<Day>,
    /// Its grid; none for a one-off.
    pub(crate) grid: Option<Grid>,
    /// Its segments, in [`Timeline::segments`], by rising day, the first on `from`.
    pub(crate) segments: Range<usize>,
}

/// From this day to the next segment's, an item has these terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) from: Day,
    /// Index in [`Timeline::terms`]: equal terms have equal indices.
    pub(crate) terms: u32,
    /// Whether its days are freed by a phase or by `bill_from` (CHG-7).
    pub(crate) freed: bool,
}

/// What stands at the head of documents from a day on; changes no amount.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HeaderChange<'h> {
    pub(crate) from: Day,
    pub(crate) sequence: u64,
    pub(crate) field: HeaderField<'h>,
}

/// One field of a document's head.
#[derive(Clone, Copy, Debug)]
pub(crate) enum HeaderField<'h> {
    Reference(Option<&'h Text>),
    PaymentTerms(&'h PaymentTerms),
    PaymentMeans(PaymentMeans),
}

/// What stands at the head of a document of one date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header<'h> {
    pub(crate) reference: Option<&'h Text>,
    pub(crate) payment_terms: &'h PaymentTerms,
    pub(crate) payment_means: PaymentMeans,
}

impl<'h> Timeline<'h> {
    /// Returns what stands at the head of documents dated on a day.
    pub(crate) fn header(&self, life: &Life<'h>, dated_on: Day) -> Header<'h> {
        let mut header = Header {
            reference: life.contract.reference.as_ref(),
            payment_terms: &life.contract.payment_terms,
            payment_means: life.contract.payment_means,
        };
        for change in self.headers.iter().take_while(|change| change.from <= dated_on) {
            match change.field {
                HeaderField::Reference(reference) => header.reference = reference,
                HeaderField::PaymentTerms(terms) => header.payment_terms = terms,
                HeaderField::PaymentMeans(means) => header.payment_means = means,
            }
        }
        header
    }

    /// Returns the segments of an item, by rising day.
    #[inline]
    pub(crate) fn segments_of(&self, item: &ItemTimeline<'_>) -> &[Segment] {
        self.segments.get(item.segments.clone()).unwrap_or_default()
    }

    /// Returns terms by their index.
    #[inline]
    #[expect(clippy::indexing_slicing, reason = "invariant: indices come from `intern`")]
    pub(crate) fn terms_at(&self, index: u32) -> &Terms {
        &self.terms[index as usize]
    }
}

/// Why a history can't be folded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimelineError {
    /// The kind of event is in the format but the engine does not handle it yet.
    #[error("event {sequence} is of kind {kind}, which this version does not bill yet (HIS-4)")]
    Unsupported {
        /// Its sequence number.
        sequence: u64,
        /// Its kind.
        kind: &'static str,
    },
    /// A date of an item lies outside the calendar.
    #[error("item {item}: {error}")]
    Item {
        /// Which item.
        item: ItemId,
        /// What is wrong.
        #[source]
        error: CalendarError,
    },
}
