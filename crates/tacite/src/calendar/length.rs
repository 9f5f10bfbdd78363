//! A length of time is *n* days, weeks, months or years, counted from a date in one step (CAL-2,
//! CAL-3).
//!
//! Example: three months after 30 November 2024 is 28 February 2025, or 1 March under
//! [`Overflow::Forward`]; three months before 31 May 2025 is 28 February.
//!
//! What lasts that long – a phase, a notice, a term – is decided by the contract.

use core::fmt;

use chrono::NaiveDate;

use super::month::Month;
use super::{CalendarError, Day, Overflow, Unit};

/// Measures time for phases, notice and terms; zero is a legal length.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{CalendarError, Length, Overflow};
///
/// # fn main() -> Result<(), CalendarError> {
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let quarter = Length::months(3);
/// assert_eq!(quarter.after(date("2024-11-30"), Overflow::Backward)?, date("2025-02-28"));
/// assert_eq!(quarter.after(date("2024-11-30"), Overflow::Forward)?, date("2025-03-01"));
/// assert_eq!(quarter.before(date("2025-05-31"))?, date("2025-02-28"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length {
    /// How many units, 0 included.
    pub count: u32,
    /// What is counted.
    pub unit: Unit,
}

impl Length {
    /// Counts days.
    #[inline]
    pub const fn days(count: u32) -> Self {
        Self { count, unit: Unit::Day }
    }

    /// Counts weeks.
    #[inline]
    pub const fn weeks(count: u32) -> Self {
        Self { count, unit: Unit::Week }
    }

    /// Counts months.
    #[inline]
    pub const fn months(count: u32) -> Self {
        Self { count, unit: Unit::Month }
    }

    /// Counts years.
    #[inline]
    pub const fn years(count: u32) -> Self {
        Self { count, unit: Unit::Year }
    }

    /// Returns whether it is no time at all.
    #[inline]
    pub const fn is_zero(self) -> bool {
        self.count == 0
    }

    /// Returns the date this long after `date` (CAL-3).
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] after +262142-12-31 (CAL-8).
    #[inline]
    pub fn after(self, date: NaiveDate, overflow: Overflow) -> Result<NaiveDate, CalendarError> {
        self.after_day(Day::of(date), overflow).map(Day::date)
    }

    /// Returns the date this long before `date` (CAL-3).
    ///
    /// A day that the month does not have is its last day.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] before -262143-01-01 (CAL-8).
    #[inline]
    pub fn before(self, date: NaiveDate) -> Result<NaiveDate, CalendarError> {
        self.before_day(Day::of(date)).map(Day::date)
    }

    /// Returns the day this long after `day` (CAL-3).
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] after [`Day::MAX`] (CAL-8).
    #[inline]
    pub fn after_day(self, day: Day, overflow: Overflow) -> Result<Day, CalendarError> {
        self.counted(day, i64::from(self.count), overflow)
    }

    /// Returns the day this long before `day` (CAL-3).
    ///
    /// A day that the month does not have is its last day.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] before [`Day::MIN`] (CAL-8).
    #[inline]
    pub fn before_day(self, day: Day) -> Result<Day, CalendarError> {
        self.counted(day, -i64::from(self.count), Overflow::Backward)
    }

    #[inline]
    fn counted(self, day: Day, count: i64, overflow: Overflow) -> Result<Day, CalendarError> {
        let out_of_range = || CalendarError::out_of_range(day.date(), count, self.unit);
        let months = match self.unit {
            Unit::Day => return day.plus_days(count),
            Unit::Week => return day.plus_days(count * 7).map_err(|_| out_of_range()),
            Unit::Month => count,
            Unit::Year => count * 12,
        };
        let (month, day_of_month) = Month::of_day(day);
        let month = month.plus(months).ok_or_else(out_of_range)?;
        Ok(month.day(day_of_month, overflow))
    }
}

/// Prints `1 month` or `3 months`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.count, self.unit)
    }
}
