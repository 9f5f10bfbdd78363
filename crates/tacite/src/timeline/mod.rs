//! Who is charged for what, at which terms, day by day (HIS-1, HIS-2, CHG-5, CHG-7).
//!
//! A [`Timeline`] is a history folded: every event has taken its place, and what is left are items
//! with a first day, a grid and stretches of days with the same terms. For 3 seats from 31 January
//! and 5 from 15 March 2025 that is one item with two segments: 31 January at 3, 15 March at 5.
//!
//! Into which periods the days fall is decided by [`crate::schedule`].

mod change;
pub(crate) mod clock;
pub(crate) mod course;
pub(crate) mod discounts;
pub(crate) mod facts;
mod fold;
mod grantors;
pub(crate) mod grids;
mod held;
mod incomplete;
mod item_fold;
pub(crate) mod pauses;
mod phases;
mod plan;
mod sharing;
mod term_ends;
mod terms;
pub(crate) mod trace;
pub(crate) mod weights;

pub(crate) use course::{Course, DayWindow};
pub(crate) use grantors::{Grantor, Grantors};
pub use terms::{Allowance, Allowances, Terms};
pub use weights::Weights;

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::ops::Range;

use smallvec::SmallVec;

use crate::calendar::{CalendarError, Day, Grid};
use crate::contract::{Contract, Item, ItemId, LastPeriod, PaymentMeans, PaymentTerms, Text};
use crate::money::MoneyError;

/// A history folded: what holds on which day (HIS-1).
#[derive(Clone, Debug)]
pub struct Timeline<'h> {
    pub(crate) life: Option<Life<'h>>,
    // Inline for the usual subscription of one item: folding it allocates nothing.
    pub(crate) items: SmallVec<[ItemTimeline<'h>; 1]>,
    pub(crate) segments: SmallVec<[Segment; 2]>,
    pub(crate) terms: SmallVec<[Terms; 1]>,
    pub(crate) headers: Vec<HeaderChange<'h>>,
    /// Labels that plan changes gave to items, by rising day.
    pub(crate) labels: Vec<(ItemId, Day, &'h Text)>,
    /// By rising sequence.
    pub(crate) adjustments: Vec<Adjustment>,
    /// Where the clocks of phases and discounts of recurring items lead to.
    pub(crate) clock_ends: Vec<ClockEnd>,
    /// What gives the allowances of terms, by item and rising day.
    pub(crate) grantors: Vec<Grantors>,
}

/// Where a clock leads to that pauses may stop (PAU-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClockEnd {
    pub(crate) item: ItemId,
    /// Of the event that granted the discount; none for phases, which come with the item.
    pub(crate) granted: Option<u64>,
    /// The day on which it was set.
    pub(crate) from: Day,
    /// The first day after it; none if it does not come.
    pub(crate) until: Option<Day>,
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
    /// Whether one-offs that are given back on withdrawal are (TRM-7).
    pub(crate) refunds: bool,
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
    /// Its first grid; none for a one-off.
    pub(crate) grid: Option<Grid>,
    /// What makes its periods other than those of that grid, if anything does.
    pub(crate) course: Option<Box<Course>>,
    /// The end of its trial, if a grid of it is anchored there; the last day of the calendar if a pause
    /// without an end keeps it from coming.
    pub(crate) anchored: Option<AnchoredTrial>,
    /// Terms of stubs that are not prorated, each with the same terms but for the day that weighs all.
    pub(crate) stub_terms: Option<Box<[(u32, u32)]>>,
    /// Its segments, in [`Timeline::segments`], by rising day, the first on `from`.
    pub(crate) segments: Range<usize>,
}

/// A trial at the end of which a grid is anchored (CAL-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AnchoredTrial {
    /// Its end.
    pub(crate) end: Day,
    /// The first day that is altered when it moves: of the item or, if items share an amount off the
    /// whole, of the first one of them that has such a trial.
    pub(crate) alters_from: Day,
}

impl ItemTimeline<'_> {
    /// Returns terms as they are in a billing period that is no stub: to the question since when they hold, it
    /// does not matter which day weighs all (CHG-8).
    pub(crate) fn unstubbed(&self, terms: u32) -> u32 {
        let of_stubs = self.stub_terms.as_deref().unwrap_or_default();
        of_stubs.iter().find(|(stub, _)| *stub == terms).map_or(terms, |(_, plain)| *plain)
    }

    /// Returns the day from which its periods are reached when a change reaches a day (CST-1).
    ///
    /// A pause in a trial moves the end of the trial, and with it every period of a grid that is
    /// anchored there, those before the pause too.
    pub(crate) fn reached_from(&self, day: Day) -> Day {
        let day = match self.anchored {
            Some(trial) if day <= trial.end => day.min(trial.alters_from),
            Some(_) | None => day,
        };
        self.course.as_ref().map_or(day, |course| course.reached_from(day))
    }
}

/// From this day to the next segment's, an item has these terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) from: Day,
    /// Index in [`Timeline::terms`]: equal terms have equal indices.
    pub(crate) terms: u32,
    /// Whether its days are freed, and by what (CHG-7).
    pub(crate) freed: Freed,
}

/// Why days are not owed, if they are not (CHG-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Freed {
    /// They are owed.
    No,
    /// A free phase, or days before `bill_from`.
    Free,
    /// A pause by days, from its first day for the item.
    Paused(Day),
}

impl Freed {
    #[inline]
    pub(crate) const fn is_owed(self) -> bool {
        matches!(self, Self::No)
    }
}

/// A line that belongs to no item: a manual adjustment or an exit fee (INV-9, TRM-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Adjustment {
    /// Sequence number of its event.
    pub(crate) sequence: u64,
    /// The day on which it is due.
    pub(crate) on: Day,
    /// Index in [`Timeline::terms`].
    pub(crate) terms: u32,
    /// Sequence number of the transfer to the customer who pays, if there was one.
    pub(crate) transferred: Option<u64>,
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
    pub(crate) fn header(&self, contract: &'h Contract, dated_on: Day) -> Header<'h> {
        let mut header = Header {
            reference: contract.reference.as_ref(),
            payment_terms: &contract.payment_terms,
            payment_means: contract.payment_means,
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

    /// Returns the label that a plan change gave to an item, if one did by that day.
    pub(crate) fn label(&self, id: ItemId, on: Day) -> Option<&'h Text> {
        let mut changes = self.labels.iter().rev();
        let last = changes.find(|(item, from, _)| *item == id && *from <= on);
        last.map(|(_, _, label)| *label)
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
    /// A date of the contract lies outside the calendar.
    #[error("{error}")]
    Date {
        /// What is wrong.
        #[source]
        error: CalendarError,
    },
    /// An amount has more digits than a price can have, or does not fit 128 bits when it is shared.
    #[error("event {sequence}: {error}")]
    Amount {
        /// Its sequence number.
        sequence: u64,
        /// What is wrong.
        #[source]
        error: MoneyError,
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
