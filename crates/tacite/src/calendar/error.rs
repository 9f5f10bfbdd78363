//! What can be wrong with a calendar question (CAL-1, CAL-2, CAL-5, CAL-7, CAL-8).
//!
//! Example: 31 January 2025 plus 9,000,000 months lies after the year 262142, so it is
//! [`CalendarError::OutOfRange`], never a panic and never a wrapped date.
//!
//! What the caller does about an error is not decided here.

use chrono::NaiveDate;

use super::Unit;

/// Names why a calendar question has no answer.
///
/// Each message carries the value, the bound and the rule.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{Length, Overflow};
///
/// let start = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
/// let error = Length::months(9_000_000).after(start, Overflow::Backward).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "2025-01-31 plus 9000000 month(s) is outside -262143-01-01..=+262142-12-31 (CAL-8)",
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// The answer lies outside the representable dates (CAL-8).
    #[error(
        "{base} plus {count} {unit}(s) is outside {min}..={max} (CAL-8)",
        min = NaiveDate::MIN,
        max = NaiveDate::MAX
    )]
    OutOfRange {
        /// The date that was counted from.
        base: NaiveDate,
        /// How many units were counted, negative for backward; saturated at the bounds of `i64`.
        count: i64,
        /// What was counted.
        unit: Unit,
    },

    /// A period without a day, or reversed (CAL-1).
    #[error("period [{start}, {end}) has no day: its end must lie after its start (CAL-1)")]
    EmptyPeriod {
        /// The first day asked for.
        start: NaiveDate,
        /// The first day that should no longer belong to it.
        end: NaiveDate,
    },

    /// A cadence of no unit at all (CAL-2).
    #[error("a cadence counts 0 units: the least is 1 (CAL-2)")]
    ZeroCount,

    /// A day of the month outside 1 to 31 (CAL-5).
    #[error("day of month {0} is outside 1..=31 (CAL-5)")]
    DayOfMonth(u32),

    /// A calendar anchor for a cadence that the calendar does not carry (CAL-5).
    #[error(
        "a calendar anchor needs 1 week or a divisor of 12 months, not {count} {unit}(s) (CAL-5)"
    )]
    UnalignedCadence {
        /// The count of the cadence.
        count: u32,
        /// Its unit.
        unit: Unit,
    },

    /// A holiday calendar without a business day within 366 days (CAL-7).
    #[error("no business day within 366 days of {from} (CAL-7)")]
    NoBusinessDay {
        /// The day from which the search started.
        from: NaiveDate,
    },
}

impl CalendarError {
    #[cold]
    #[inline(never)]
    pub(super) fn out_of_range(base: NaiveDate, count: i64, unit: Unit) -> Self {
        Self::OutOfRange { base, count, unit }
    }
}
