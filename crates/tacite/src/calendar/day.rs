//! A civil date is the number of its day (CAL-1), and never leaves the range of `chrono` (CAL-8).
//!
//! Example: 1 January 1970 is day 0, 29 February 2024 is day 19,782, and one day before
//! [`Day::MIN`] is an error.
//!
//! What the days are grouped into is decided by [`Period`](super::Period) and
//! [`Grid`](super::Grid).
//!
//! The conversions are those of C. Neri and L. Schneider, "Euclidean affine functions and their
//! application to calendar algorithms", Software: Practice and Experience 53 (2023), 937–970:
//! years begin in March, so that the leap day is a year's last, and each division is by a constant.

use core::fmt;

use chrono::{Datelike, NaiveDate, Weekday};

use super::month::Month;
use super::{CalendarError, Unit};

/// Years are shifted by a multiple of 400 so that every date of `chrono` counts from zero.
pub(super) const YEAR_SHIFT: i32 = 400 * 656;
/// Days from 1 March of the year `-YEAR_SHIFT` to 1 January 1970.
pub(super) const DAY_SHIFT: i32 = 719_468 + 146_097 * 656;

/// Counts the days since 1 January 1970 (CAL-1); always a date that [`NaiveDate`] can show.
///
/// ```
/// use chrono::{NaiveDate, Weekday};
/// use tacite::calendar::Day;
///
/// let leap = Day::of(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap());
/// assert_eq!(leap.number(), 19_782);
/// assert_eq!(leap.year_month_day(), (2024, 2, 29));
/// assert_eq!(leap.weekday(), Weekday::Thu);
/// assert_eq!(leap.succ().unwrap().to_string(), "2024-03-01");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub(super) i32);

impl Day {
    /// The first representable day, -262143-01-01.
    pub const MIN: Self = Self(-96_465_292);
    /// The last representable day, +262142-12-31.
    pub const MAX: Self = Self(95_026_236);

    /// Numbers a civil date.
    #[inline]
    pub fn of(date: NaiveDate) -> Self {
        // Whole years before this one, then the day's place in it.
        let year = (date.year() - 1 + YEAR_SHIFT).cast_unsigned();
        let century = year / 100;
        let before = year * 1461 / 4 - century + century / 4;
        let number = (before + date.ordinal()).cast_signed();
        Self(number - DAY_SHIFT + JANUARY_FIRST.cast_signed() - 1)
    }

    /// Takes a day by its number.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] outside -96,465,292..=95,026,236 (CAL-8).
    #[inline]
    pub fn from_number(number: i32) -> Result<Self, CalendarError> {
        Self::at(number.into()).ok_or_else(|| {
            CalendarError::out_of_range(NaiveDate::default(), number.into(), Unit::Day)
        })
    }

    /// Returns the civil date.
    #[inline]
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "invariant: a Day lies in chrono's range"
    )]
    pub fn date(self) -> NaiveDate {
        let (year, day_of_year) = self.march_year();
        let date = if day_of_year >= JANUARY_FIRST {
            NaiveDate::from_yo_opt(year + 1, day_of_year - JANUARY_FIRST + 1)
        } else {
            let leap = u32::from(is_leap((year + YEAR_SHIFT).cast_unsigned()));
            NaiveDate::from_yo_opt(year, day_of_year + MARCH_FIRST + leap)
        };
        date.expect("invariant: a Day lies in chrono's range")
    }

    /// Returns the days since 1 January 1970, negative before.
    #[inline]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// Returns the year, the month 1..=12 and the day of the month 1..=31.
    #[inline]
    pub fn year_month_day(self) -> (i32, u32, u32) {
        let (year, day_of_year) = self.march_year();
        let scaled = 2141 * day_of_year + 197_913;
        let (month, day) = (scaled >> 16, (scaled & 0xFFFF) / 2141);
        if day_of_year >= JANUARY_FIRST {
            (year + 1, month - 12, day + 1)
        } else {
            (year, month, day + 1)
        }
    }

    /// Returns the day of the week; 1 January 1970 was a Thursday.
    #[inline]
    pub fn weekday(self) -> Weekday {
        match (self.0 + 3).rem_euclid(7) {
            0 => Weekday::Mon,
            1 => Weekday::Tue,
            2 => Weekday::Wed,
            3 => Weekday::Thu,
            4 => Weekday::Fri,
            5 => Weekday::Sat,
            _ => Weekday::Sun,
        }
    }

    /// Returns the last day of its month.
    #[inline]
    #[must_use]
    pub fn month_end(self) -> Self {
        let (year, month, _) = self.year_month_day();
        Month::new(year, month).last_day()
    }

    /// Returns the day that lies `days` later, or earlier when negative.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] before [`Day::MIN`] or after [`Day::MAX`] (CAL-8).
    #[inline]
    pub fn plus_days(self, days: i64) -> Result<Self, CalendarError> {
        match Self::at(i64::from(self.0).saturating_add(days)) {
            Some(day) => Ok(day),
            None => Err(CalendarError::out_of_range(self.date(), days, Unit::Day)),
        }
    }

    /// Returns the day that lies `days` later, stopped at [`Day::MIN`] and [`Day::MAX`].
    #[inline]
    #[must_use]
    pub fn saturating_plus_days(self, days: i64) -> Self {
        match Self::at(i64::from(self.0).saturating_add(days)) {
            Some(day) => day,
            None if days < 0 => Self::MIN,
            None => Self::MAX,
        }
    }

    /// Returns the next day.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] after [`Day::MAX`] (CAL-8).
    #[inline]
    pub fn succ(self) -> Result<Self, CalendarError> {
        self.plus_days(1)
    }

    /// Returns the day before.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] before [`Day::MIN`] (CAL-8).
    #[inline]
    pub fn pred(self) -> Result<Self, CalendarError> {
        self.plus_days(-1)
    }

    /// Returns the days from this one to `other`, negative when `other` lies before.
    #[inline]
    pub const fn days_until(self, other: Self) -> i64 {
        other.0 as i64 - self.0 as i64
    }

    /// The day of a number, if it is representable.
    #[inline]
    pub(super) fn at(number: i64) -> Option<Self> {
        let number = i32::try_from(number).ok()?;
        (Self::MIN.0..=Self::MAX.0).contains(&number).then_some(Self(number))
    }

    /// The year that began in March, and the days since its 1 March.
    #[inline]
    fn march_year(self) -> (i32, u32) {
        let number = (self.0 + DAY_SHIFT).cast_unsigned();
        let quarter_days = 4 * number + 3;
        let (century, day_of_century) = (quarter_days / 146_097, quarter_days % 146_097 / 4);
        let product = 2_939_745 * u64::from(4 * day_of_century + 3);
        let year_of_century = high(product);
        let day_of_year = low(product) / 2_939_745 / 4;
        ((100 * century + year_of_century).cast_signed() - YEAR_SHIFT, day_of_year)
    }
}

/// The place of 1 March in a year without a leap day.
const MARCH_FIRST: u32 = 60;
/// Days from 1 March to 1 January.
const JANUARY_FIRST: u32 = 306;

#[inline]
const fn high(product: u64) -> u32 {
    (product >> 32) as u32
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "the low half is what is asked for")]
const fn low(product: u64) -> u32 {
    product as u32
}

/// Whether a year has 366 days; a shift by a multiple of 400 years changes nothing.
#[inline]
pub(super) const fn is_leap(year: u32) -> bool {
    // A year divisible by 100 and by 16 is divisible by 400.
    if year.is_multiple_of(100) { year.is_multiple_of(16) } else { year.is_multiple_of(4) }
}

impl From<NaiveDate> for Day {
    #[inline]
    fn from(date: NaiveDate) -> Self {
        Self::of(date)
    }
}

impl From<Day> for NaiveDate {
    #[inline]
    fn from(day: Day) -> Self {
        day.date()
    }
}

/// Prints the ISO 8601 date.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.date(), f)
    }
}

/// Prints the ISO 8601 date, as [`NaiveDate`] does.
impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
