//! A pause is a window with one of four shapes; it stops clocks and has limits (PAU-1 to PAU-4).
//!
//! "Paused from 10 March, by days, until 24 March 2025" is a [`Pause`] in an event effective
//! 10 March: the days 10 to 23 are not charged, and a commitment that ended on 1 July ends on
//! 15 July.
//!
//! What a pause does to an amount is decided by [`crate::timeline`] and [`crate::schedule`].

use chrono::NaiveDate;

use crate::calendar::Length;
use crate::money::{Percent, UnitPrice};

/// A pause from the event's effective date (PAU-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pause {
    /// What it does to what is charged.
    pub shape: PauseShape,
    /// The day on which service resumes; open-ended if absent.
    pub until: Option<NaiveDate>,
    /// Which clocks stop while it lasts (PAU-3).
    pub clocks: Clocks,
}

impl Pause {
    /// Makes a pause that stops every clock.
    pub const fn new(shape: PauseShape, until: Option<NaiveDate>) -> Self {
        Self { shape, until, clocks: Clocks::STOPPED }
    }
}

/// What a pause does to what is charged (PAU-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PauseShape {
    /// Its days are freed.
    ByDays,
    /// Billing periods that begin inside it are freed.
    WholePeriods,
    /// Other terms hold inside it.
    Reduced(ReducedPrice),
    /// Day numbers keep, dates move.
    Shift,
}

/// What a reduced price is during a pause (PAU-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReducedPrice {
    /// Another price per period.
    Price(UnitPrice),
    /// The share of the price that is still charged, in percent, at most 100.
    Percent(Percent),
}

/// Which clocks a pause stops (PAU-3): all of them, unless told otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Clocks {
    /// The end of the commitment moves by the days stopped.
    pub commitment: Clock,
    /// The ends of terms move.
    pub term: Clock,
    /// The ends of discounts move.
    pub discounts: Clock,
    /// The ends of phases move.
    pub phases: Clock,
}

impl Clocks {
    /// Every clock stops.
    pub const STOPPED: Self = Self::all(Clock::Stops);
    /// Every clock runs on.
    pub const RUNNING: Self = Self::all(Clock::Runs);

    const fn all(clock: Clock) -> Self {
        Self { commitment: clock, term: clock, discounts: clock, phases: clock }
    }
}

/// What a clock does during a pause (PAU-3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clock {
    /// It stops: the date that it leads to moves by the days stopped.
    #[default]
    Stops,
    /// It runs on.
    Runs,
}

/// Whether an item takes part in pauses (PAU-4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PauseRule {
    /// It is paused with the subscription.
    #[default]
    Follows,
    /// It goes on.
    OptsOut,
}

/// Limits on pauses, checked by commands (PAU-4); none unless set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct PauseLimits {
    /// The longest a pause may last; one without an end is longer than any.
    pub longest: Option<Length>,
    /// How many pauses may begin in a calendar year.
    pub per_year: Option<u32>,
    /// How long before its first day a pause must be recorded.
    pub notice: Option<Length>,
}
