//! A day of the month is 1 to 31; where a month is shorter its last day stands for it, so that 31
//! is the month end (CAL-5).
//!
//! Example: day 31 of February 2025 is the 28th; the first day 31 on or after 1 March 2025 is
//! 31 March.
//!
//! Whether such a day is a boundary, a sending day or a due date is decided by the caller.

use core::fmt;

use super::month::Month;
use super::{CalendarError, Day, Overflow, Unit};

/// Names a day of the month, 1..=31 (CAL-5).
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{CalendarError, Day, DayOfMonth};
///
/// # fn main() -> Result<(), CalendarError> {
/// let day = |text: &str| Day::of(text.parse::<NaiveDate>().unwrap());
/// let last = DayOfMonth::new(31)?;
/// assert_eq!(last.in_month_of(day("2025-02-03")), day("2025-02-28"));
/// assert_eq!(last.next_on_or_after(day("2025-02-28"))?, day("2025-02-28"));
/// assert_eq!(last.next_after(day("2025-02-28"))?, day("2025-03-31"));
/// assert_eq!(DayOfMonth::new(32), Err(CalendarError::DayOfMonth(32)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayOfMonth(u8);

impl DayOfMonth {
    /// The 1st.
    pub const FIRST: Self = Self(1);
    /// The month end.
    pub const LAST: Self = Self(31);

    /// Takes a day of the month.
    ///
    /// # Errors
    ///
    /// [`CalendarError::DayOfMonth`] outside 1..=31.
    #[inline]
    pub fn new(day: u32) -> Result<Self, CalendarError> {
        match u8::try_from(day) {
            Ok(number @ 1..=31) => Ok(Self(number)),
            Ok(_) | Err(_) => Err(CalendarError::DayOfMonth(day)),
        }
    }

    /// Returns the day of the month that `day` is.
    #[inline]
    pub fn of(day: Day) -> Self {
        let (_, _, day_of_month) = day.year_month_day();
        Self::within(day_of_month)
    }

    /// Returns the number, 1..=31.
    #[inline]
    pub fn get(self) -> u32 {
        self.0.into()
    }

    /// Returns this day in the month of `day`, or that month's last day (CAL-5).
    #[inline]
    pub fn in_month_of(self, day: Day) -> Day {
        Month::of_day(day).0.day(self.get(), Overflow::Backward)
    }

    /// Returns the first such day from `day` on, `day` included (CAL-5).
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] after [`Day::MAX`] (CAL-8).
    #[inline]
    pub fn next_on_or_after(self, day: Day) -> Result<Day, CalendarError> {
        self.first_not_before(day, Overflow::Backward).map(|(_, found)| found)
    }

    /// Returns the first such day later than `day`.
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] after [`Day::MAX`] (CAL-8).
    #[inline]
    pub fn next_after(self, day: Day) -> Result<Day, CalendarError> {
        self.next_on_or_after(day.succ()?)
    }

    /// The first such day from `start` on, and the month it counts for. A day that went forward
    /// still counts for the month that lacks it.
    pub(super) fn first_not_before(
        self,
        start: Day,
        overflow: Overflow,
    ) -> Result<(Month, Day), CalendarError> {
        let (month, _) = Month::of_day(start);
        [-1, 0, 1]
            .into_iter()
            .filter_map(|months| month.plus(months))
            .map(|month| (month, month.day(self.get(), overflow)))
            .find(|(_, day)| *day >= start)
            .ok_or_else(|| CalendarError::out_of_range(start.date(), 1, Unit::Month))
    }

    /// For a number known to be a day of the month.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "a day of the month is at most 31")]
    pub(super) fn within(day: u32) -> Self {
        debug_assert!((1..=31).contains(&day), "invariant: a day of the month is 1..=31");
        Self(day as u8)
    }
}

/// Prints the number.
impl fmt::Display for DayOfMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
