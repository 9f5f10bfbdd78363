//! Dates, biased to month ends, leap days, year ends and days that other events have.

use chrono::{Datelike, Days, Months, NaiveDate};
use proptest::prelude::*;

/// Makes a date; the calendar has it for every year from 1 to 9999.
pub(super) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}

/// Dates from 2023 to 2028: one in two is an edge of a month, a year or a leap February.
pub fn dates() -> impl Strategy<Value = NaiveDate> + Clone {
    let edge = prop::sample::select(vec![
        date(2025, 1, 1),
        date(2025, 1, 31),
        date(2025, 2, 28),
        date(2025, 3, 31),
        date(2025, 4, 30),
        date(2024, 2, 29),
        date(2024, 2, 28),
        date(2024, 3, 1),
        date(2023, 12, 31),
        date(2024, 1, 1),
        date(2024, 12, 31),
        date(2023, 2, 28),
        date(2024, 1, 31),
        date(2025, 1, 30),
        date(2025, 1, 29),
    ]);
    prop_oneof![
        edge,
        (2023..=2028_i32, 1..=12_u32, 1..=31_u32).prop_map(|(year, month, day)| {
            (0..4)
                .find_map(|less| NaiveDate::from_ymd_opt(year, month, day - less))
                .unwrap_or(NaiveDate::MIN)
        }),
    ]
}

/// A day relative to another one; shrinks to the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// So many days later, or earlier.
    Days(i32),
    /// The same day, so many months later; clamped to the month's end.
    Months(u32),
    /// The last day of a month, so many months later.
    MonthEnd(u32),
    /// The 1st of a month, so many months later.
    MonthStart(u32),
    /// The 29th of February that follows.
    LeapDay,
    /// The last day of the year, so many years later.
    YearEnd(u32),
}

impl Moment {
    /// Returns the day that the moment is, counted from another one.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite_testkit::strategies::Moment;
    ///
    /// let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
    /// assert_eq!(Moment::Months(1).after(date(2025, 1, 31)), date(2025, 2, 28));
    /// assert_eq!(Moment::LeapDay.after(date(2025, 1, 31)), date(2028, 2, 29));
    /// ```
    #[must_use]
    pub fn after(self, base: NaiveDate) -> NaiveDate {
        let months = |count| base.checked_add_months(Months::new(count)).unwrap_or(base);
        match self {
            Self::Days(days) => shifted(base, days),
            Self::Months(count) => months(count),
            Self::MonthStart(count) => months(count).with_day(1).unwrap_or(base),
            Self::MonthEnd(count) => {
                let first = months(count).with_day(1).unwrap_or(base);
                shifted(first.checked_add_months(Months::new(1)).unwrap_or(base), -1)
            }
            Self::LeapDay => (base.year()..=base.year() + 8)
                .filter_map(|year| NaiveDate::from_ymd_opt(year, 2, 29))
                .find(|day| *day >= base)
                .unwrap_or(base),
            Self::YearEnd(years) => {
                NaiveDate::from_ymd_opt(base.year() + years.cast_signed(), 12, 31).unwrap_or(base)
            }
        }
    }
}

pub(super) fn shifted(base: NaiveDate, days: i32) -> NaiveDate {
    let count = Days::new(u64::from(days.unsigned_abs()));
    let moved = if days < 0 { base.checked_sub_days(count) } else { base.checked_add_days(count) };
    moved.unwrap_or(base)
}

/// Moments from the same day to two years later, some before; one in five is the same day.
pub fn moments() -> impl Strategy<Value = Moment> + Clone {
    prop_oneof![
        2 => Just(Moment::Days(0)),
        2 => (0..40_i32).prop_map(Moment::Days),
        1 => (-45..800_i32).prop_map(Moment::Days),
        2 => (0..26_u32).prop_map(Moment::Months),
        1 => (0..26_u32).prop_map(Moment::MonthEnd),
        1 => (0..26_u32).prop_map(Moment::MonthStart),
        1 => Just(Moment::LeapDay),
        1 => (0..3_u32).prop_map(Moment::YearEnd),
    ]
}
