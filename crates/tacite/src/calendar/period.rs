//! Periods are half-open and never empty (CAL-1).
//!
//! Example: from 31 January up to and excluding 28 February 2025 is `[2025-01-31, 2025-02-28)`,
//! 28 days, the last of which is 27 February.
//!
//! Which periods a cadence makes is decided by [`Grid`](super::Grid); the inclusive last days of
//! printed documents are decided where they are printed.

use core::fmt;

use chrono::NaiveDate;

use super::{CalendarError, Day};

/// Holds at least one day: from `start` up to and excluding `end` (CAL-1).
///
/// Periods order by start, then by end.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{CalendarError, Period};
///
/// # fn main() -> Result<(), CalendarError> {
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let period = Period::new(date("2025-01-31"), date("2025-02-28"))?;
/// assert_eq!(period.days(), 28);
/// assert!(period.contains(date("2025-02-27")));
/// assert!(!period.contains(date("2025-02-28")));
/// assert!(Period::new(date("2025-01-31"), date("2025-01-31")).is_err());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    start: Day,
    end: Day,
}

impl Period {
    /// Takes the days from `start` up to and excluding `end`.
    ///
    /// # Errors
    ///
    /// [`CalendarError::EmptyPeriod`] unless `start < end`.
    #[inline]
    pub fn new(start: NaiveDate, end: NaiveDate) -> Result<Self, CalendarError> {
        Self::from_days(Day::of(start), Day::of(end))
    }

    /// Takes the days from `start` up to and excluding `end`.
    ///
    /// # Errors
    ///
    /// [`CalendarError::EmptyPeriod`] unless `start < end`.
    #[inline]
    pub fn from_days(start: Day, end: Day) -> Result<Self, CalendarError> {
        if start < end {
            Ok(Self { start, end })
        } else {
            Err(CalendarError::EmptyPeriod { start: start.date(), end: end.date() })
        }
    }

    /// For bounds known to be in order.
    #[inline]
    pub(super) fn ordered(start: Day, end: Day) -> Self {
        debug_assert!(start < end, "invariant: a period has a day");
        Self { start, end }
    }

    /// Returns the first day.
    #[inline]
    pub fn start(self) -> NaiveDate {
        self.start.date()
    }

    /// Returns the first day after it.
    #[inline]
    pub fn end(self) -> NaiveDate {
        self.end.date()
    }

    /// Returns the first day.
    #[inline]
    pub const fn start_day(self) -> Day {
        self.start
    }

    /// Returns the first day after it.
    #[inline]
    pub const fn end_day(self) -> Day {
        self.end
    }

    /// Returns the last day that belongs to it.
    #[inline]
    pub fn last_day(self) -> NaiveDate {
        Day(self.end.0 - 1).date()
    }

    /// Returns how many days it holds, at least 1.
    #[inline]
    pub const fn days(self) -> u32 {
        (self.end.0 - self.start.0).cast_unsigned()
    }

    /// Returns whether the date belongs to it.
    #[inline]
    pub fn contains(self, date: NaiveDate) -> bool {
        self.contains_day(Day::of(date))
    }

    /// Returns whether the day belongs to it.
    #[inline]
    pub const fn contains_day(self, day: Day) -> bool {
        self.start.0 <= day.0 && day.0 < self.end.0
    }

    /// Returns the days that belong to both, if there are any (CAL-1).
    #[inline]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Self { start, end })
    }

    /// Returns the period from the earlier start to the later end of two.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite::calendar::Period;
    ///
    /// let date = |month| NaiveDate::from_ymd_opt(2025, month, 1).unwrap();
    /// let (january, quarter) = (Period::new(date(1), date(2))?, Period::new(date(2), date(4))?);
    /// assert_eq!(january.spanning(quarter), Period::new(date(1), date(4))?);
    /// # Ok::<(), tacite::calendar::CalendarError>(())
    /// ```
    #[must_use]
    pub fn spanning(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns each of its days, first to last; the iteration goes both ways.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite::calendar::Period;
    ///
    /// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    /// let period = Period::new(date("2024-02-28"), date("2024-03-02")).unwrap();
    /// let days: Vec<String> = period.each_day().map(|day| day.to_string()).collect();
    /// assert_eq!(days, ["2024-02-28", "2024-02-29", "2024-03-01"]);
    /// ```
    #[inline]
    pub fn each_day(self) -> impl DoubleEndedIterator<Item = Day> + ExactSizeIterator {
        (self.start.0..self.end.0).map(Day)
    }
}

/// Prints `[2025-01-31, 2025-02-28)`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {})", self.start, self.end)
    }
}

/// Prints what [`Display`](fmt::Display) prints.
impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
