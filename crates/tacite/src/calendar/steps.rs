//! The arithmetic of a grid: each boundary, and the period of each date, in a handful of integer
//! operations (CAL-3, CAL-4).
//!
//! Example: monthly on the 31st, 30 March 2025 lies before its own month's boundary, so it belongs
//! to the period of February, `[2025-02-28, 2025-03-31)`.
//!
//! What lies outside the representable dates is `None` here; [`Grid`](super::Grid) names it.

use chrono::{Datelike, NaiveDate};

use super::anchor::Origin;
use super::month::Month;
use super::{Cadence, Day, DayOfMonth, Overflow, Period, Unit};

/// Both kinds of step stop at [`STEP_MAX`], which is longer than the representable range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Steps {
    Days(DaySteps),
    Months(MonthSteps),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct DaySteps {
    /// Boundary 0.
    origin: Day,
    step: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct MonthSteps {
    /// The month that boundary 0 counts for.
    origin: Month,
    step: i32,
    day: DayOfMonth,
    overflow: Overflow,
}

/// From any day a longer step leaves the range at once, so nothing is lost by stopping here.
const STEP_MAX: i32 = 1 << 28;
/// From any day an index beyond leaves the range even by single days.
const INDEX_MAX: i64 = 1 << 32;

impl Steps {
    pub(super) fn new(cadence: Cadence, origin: Origin) -> Self {
        let unit_step = match cadence.unit() {
            Unit::Day | Unit::Month => 1,
            Unit::Week => 7,
            Unit::Year => 12,
        };
        let step = cadence.count().saturating_mul(unit_step).min(STEP_MAX.cast_unsigned());
        let step = step.cast_signed();
        match cadence.unit() {
            Unit::Day | Unit::Week => Self::Days(DaySteps { origin: origin.day, step }),
            Unit::Month | Unit::Year => Self::Months(MonthSteps {
                origin: origin.month,
                step,
                day: origin.day_of_month,
                overflow: origin.overflow,
            }),
        }
    }

    #[inline]
    pub(super) fn origin(self) -> Day {
        match self {
            Self::Days(steps) => steps.origin,
            Self::Months(steps) => steps.boundary_in(steps.origin),
        }
    }

    #[inline]
    pub(super) fn boundary(self, k: i64) -> Option<Day> {
        match self {
            Self::Days(steps) => Day::at(steps.number(k)),
            Self::Months(steps) => steps.boundary_for(steps.number(k)),
        }
    }

    #[inline]
    pub(super) fn period(self, k: i64) -> Option<Period> {
        match self {
            Self::Days(steps) => steps.period_from(steps.number(k)),
            Self::Months(steps) => steps.period_from(steps.number(k)),
        }
    }

    #[inline]
    pub(super) fn index_of(self, date: NaiveDate) -> i64 {
        match self {
            Self::Days(steps) => steps.index_of(Day::of(date)),
            Self::Months(steps) => steps.locate(Month::of(date), date.day()).0,
        }
    }

    #[inline]
    pub(super) fn index_of_day(self, day: Day) -> i64 {
        match self {
            Self::Days(steps) => steps.index_of(day),
            Self::Months(steps) => {
                let (month, day_of_month) = Month::of_day(day);
                steps.locate(month, day_of_month).0
            }
        }
    }

    #[inline]
    pub(super) fn period_of(self, date: NaiveDate) -> Option<Period> {
        match self {
            Self::Days(steps) => {
                let day = Day::of(date);
                steps.period_from(steps.number(steps.index_of(day)))
            }
            Self::Months(steps) => steps.period_from(steps.locate(Month::of(date), date.day()).1),
        }
    }

    #[inline]
    pub(super) fn period_of_day(self, day: Day) -> (i64, Option<Period>) {
        match self {
            Self::Days(steps) => {
                let index = steps.index_of(day);
                (index, steps.period_from(steps.number(index)))
            }
            Self::Months(steps) => {
                let (month, day_of_month) = Month::of_day(day);
                let (index, start) = steps.locate(month, day_of_month);
                let is_boundary =
                    start == i64::from(month.number()) && day_of_month == steps.day.get();
                // A boundary starts its own period; only the end is left to find.
                let period = if is_boundary {
                    let end = steps.boundary_for(start + i64::from(steps.step));
                    end.map(|end| Period::ordered(day, end))
                } else {
                    steps.period_from(start)
                };
                (index, period)
            }
        }
    }
}

impl DaySteps {
    #[inline]
    fn number(self, index: i64) -> i64 {
        i64::from(self.origin.0) + index.clamp(-INDEX_MAX, INDEX_MAX) * i64::from(self.step)
    }

    #[inline]
    fn index_of(self, day: Day) -> i64 {
        i64::from((day.0 - self.origin.0).div_euclid(self.step))
    }

    #[inline]
    fn period_from(self, start: i64) -> Option<Period> {
        Some(Period::ordered(Day::at(start)?, Day::at(start + i64::from(self.step))?))
    }
}

impl MonthSteps {
    #[inline]
    fn number(self, index: i64) -> i64 {
        i64::from(self.origin.number()) + index.clamp(-INDEX_MAX, INDEX_MAX) * i64::from(self.step)
    }

    #[inline]
    fn boundary_in(self, month: Month) -> Day {
        month.day(self.day.get(), self.overflow)
    }

    /// The boundary that counts for the month of a number.
    #[inline]
    fn boundary_for(self, month: i64) -> Option<Day> {
        Some(self.boundary_in(Month::at(month)?))
    }

    #[inline]
    fn period_from(self, start: i64) -> Option<Period> {
        let end = self.boundary_for(start + i64::from(self.step))?;
        Some(Period::ordered(self.boundary_for(start)?, end))
    }

    /// The number of the period that holds a date, and the month its start counts for.
    #[inline]
    fn locate(self, month: Month, day_of_month: u32) -> (i64, i64) {
        let (since, step) = (month.number() - self.origin.number(), self.step);
        let (index, rest) = (since.div_euclid(step), since.rem_euclid(step));
        let early = i32::from(rest == 0 && self.precedes_boundary(month, day_of_month));
        let start = month.number() - rest - early * step;
        (i64::from(index - early), i64::from(start))
    }

    /// Whether a date lies before the boundary that counts for its month. One that goes forward
    /// falls after the whole month.
    #[inline]
    fn precedes_boundary(self, month: Month, day_of_month: u32) -> bool {
        day_of_month < self.day.get()
            && match self.overflow {
                Overflow::Backward => day_of_month < 28 || day_of_month < month.length(),
                Overflow::Forward => true,
            }
    }
}
