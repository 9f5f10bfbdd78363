//! The words that a command may use in place of dates and of lists of items (HIS-3).
//!
//! "At the next period", said on 20 February 2025 of an item that is billed on the 1st, is 1 March
//! 2025; the event says 1 March.
//!
//! Which date a word stands for is decided by [`super::dates`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::contract::{Item, ItemId, Plan, Recurrence};
use crate::document::Line;

/// From when on a change holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// From today on.
    Now,
    /// From a date on: past, present or future.
    On(NaiveDate),
    /// From the first period of the item that begins after today; of the first recurring item, if
    /// the change is not of one item.
    NextPeriod,
    /// From the next renewal of the term on (TRM-1).
    NextRenewal,
}

/// How long a pause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PauseLength {
    /// So many days.
    Days(u32),
    /// So many times 7 days.
    Weeks(u32),
    /// So many periods of the first recurring item that follows pauses. From a boundary of its grid,
    /// up to the n-th boundary after it; from another day, n times its cadence in one step: one
    /// monthly period from 10 March is up to 10 April.
    Periods(u32),
    /// Up to a date, on which service resumes.
    Until(NaiveDate),
    /// Until it is resumed.
    Open,
}

/// When a plan changes and what becomes of the running period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlanPolicy {
    /// At once: the running period has days of the old and of the new plan. Without proration, at
    /// the end of the running period instead, as nothing else leaves it as it was billed.
    Now,
    /// At once: the running period of every item of the plan ends and a new one begins. Without
    /// proration, the unused days of the old ones stay charged, by a manual adjustment for each
    /// item.
    RestartPeriod,
    /// At the end of the running period of the first recurring item that comes from a plan.
    AtPeriodEnd,
    /// At the end of the running term, when it renews.
    AtTermEnd,
}

/// Whether the unused days of the old plan are credited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Proration {
    /// Day by day.
    With,
    /// They stay charged.
    Without,
}

/// How long a term renewed by hand is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NewTerm {
    /// As long as the first term, counted from the start in one step (TRM-1): six months from
    /// 31 August 2025 end on 28 February 2026, and renewed once, on 31 August 2026.
    LikeTheFirst,
    /// Up to a date, on which the term has ended.
    Until(NaiveDate),
}

/// Where the items of a new subscription come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Copies of the items of a plan (CHG-1).
    Plan(Plan),
    /// Single items; none makes a subscription that is filled later.
    Items(Vec<NamedItem>),
    /// The lines of an order: those that recur, the others are the order's own.
    Order(Vec<NamedItem>),
    /// The lines of an existing document: its charges, one item for each, at the same price,
    /// quantity, unit and tax. The newest line of an item counts; credits and adjustments don't.
    Lines {
        /// The lines.
        lines: Vec<Line>,
        /// How often they are charged from now on.
        recurrence: Recurrence,
    },
}

/// An item and the id that it will have in the subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedItem {
    /// Its id.
    pub id: ItemId,
    /// What it is.
    pub item: Item,
}
