//! A day that a month does not have goes back to the month's last day, or forward to the 1st of
//! the next month (CAL-3).
//!
//! Example: day 31 of April 2025 is 30 April under [`Overflow::Backward`] and 1 May under
//! [`Overflow::Forward`].
//!
//! Which month and which day are asked for is decided by [`Grid`](super::Grid) and
//! [`Length`](super::Length).

use chrono::{Datelike, NaiveDate};

use super::Day;
use super::day::{DAY_SHIFT, YEAR_SHIFT, is_leap};

/// Chooses the day that stands for one the month does not have (CAL-3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Overflow {
    /// The month's last day: 31 January and one month is 28 February.
    #[default]
    Backward,
    /// The 1st of the next month: 31 January and one month is 1 March.
    Forward,
}

/// A month, numbered from January of year 0; always one of a representable year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Month(i32);

impl Month {
    pub(super) const MIN: Self = Self(-262_143 * 12);
    pub(super) const MAX: Self = Self(262_142 * 12 + 11);

    /// A month of a representable year, `month` 1..=12.
    #[inline]
    pub(super) const fn new(year: i32, month: u32) -> Self {
        Self(year * 12 + month.cast_signed() - 1)
    }

    #[inline]
    pub(super) fn of(date: NaiveDate) -> Self {
        Self(date.year() * 12 + date.month0().cast_signed())
    }

    #[inline]
    pub(super) fn of_day(day: Day) -> (Self, u32) {
        let (year, month, day) = day.year_month_day();
        (Self::new(year, month), day)
    }

    #[inline]
    pub(super) fn at(number: i64) -> Option<Self> {
        let number = i32::try_from(number).ok()?;
        (Self::MIN.0..=Self::MAX.0).contains(&number).then_some(Self(number))
    }

    #[inline]
    pub(super) const fn number(self) -> i32 {
        self.0
    }

    #[inline]
    pub(super) fn plus(self, months: i64) -> Option<Self> {
        Self::at(i64::from(self.0).checked_add(months)?)
    }

    /// The day that stands for `day` 1..=31 here. It is always representable: only a day that is
    /// missing goes forward, and the last month of the range, a December, has 31 days.
    #[inline]
    pub(super) const fn day(self, day: u32, overflow: Overflow) -> Day {
        let (year, month) = self.march_year();
        let century = year / 100;
        let year_start = year * 1461 / 4 - century + century / 4;
        let month_start = (979 * (month + 3) - 2919) / 32;
        let first = (year_start + month_start).cast_signed() - DAY_SHIFT;
        let last = length(year, month);
        let asked = day.cast_signed() - 1;
        let bound = match overflow {
            Overflow::Backward => last - 1,
            Overflow::Forward => last,
        };
        Day(first + if asked < bound { asked } else { bound })
    }

    #[inline]
    pub(super) const fn last_day(self) -> Day {
        self.day(31, Overflow::Backward)
    }

    /// Days in the month.
    #[inline]
    pub(super) const fn length(self) -> u32 {
        let (year, month) = self.march_year();
        length(year, month).cast_unsigned()
    }

    /// The shifted year that began in March, and the months since.
    #[inline]
    const fn march_year(self) -> (u32, u32) {
        let shifted = (self.0 + YEAR_SHIFT * 12 - 2).cast_unsigned();
        (shifted / 12, shifted % 12)
    }
}

/// Months since March that have 30 days: April, June, September, November.
const THIRTY_DAYS: u32 = 1 << 1 | 1 << 3 | 1 << 6 | 1 << 8;
const FEBRUARY: u32 = 11;

#[inline]
const fn length(year: u32, month: u32) -> i32 {
    if month == FEBRUARY {
        28 + is_leap(year + 1) as i32
    } else {
        31 - (THIRTY_DAYS >> month & 1).cast_signed()
    }
}
