//! A document or payment date that falls on a day off moves to a business day of a holiday
//! calendar; a service period never moves (CAL-7).
//!
//! Example: Sunday 31 August 2025 becomes Monday 1 September under [`Convention::Following`] and
//! Friday 29 August under [`Convention::ModifiedFollowing`], which stays in the month.
//!
//! Which dates are adjusted, by which calendar, is decided by the contract.

use alloc::collections::BTreeSet;
use core::fmt;

use chrono::{NaiveDate, Weekday};

use super::{CalendarError, Day, target2};

/// How far a search goes before it gives up, in days.
const SEARCH_DAYS_MAX: u32 = 366;

/// Says which days are business days (CAL-7); a value, equal when it says the same in the same way.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{CalendarError, Convention, HolidayCalendar};
///
/// # fn main() -> Result<(), CalendarError> {
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let target2 = HolidayCalendar::Target2;
/// assert!(!target2.is_business_day(date("2024-03-29"))); // Good Friday
/// assert_eq!(target2.adjust(date("2024-03-29"), Convention::Following)?, date("2024-04-02"));
/// assert_eq!(
///     target2.adjust(date("2024-03-29"), Convention::ModifiedFollowing)?,
///     date("2024-03-28"),
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum HolidayCalendar {
    /// Saturdays and Sundays are off.
    #[default]
    WeekendsOnly,
    /// The days on which TARGET2 is closed are off.
    Target2,
    /// Saturdays, Sundays and the listed days are off.
    Listed(BTreeSet<NaiveDate>),
    /// Exactly the days that the caller's rule names are off; its weekends are its own affair.
    Rule(HolidayRule),
}

/// Names a rule that the caller supplies (CAL-7); two rules are equal when their names are.
///
/// ```
/// use chrono::{Datelike, NaiveDate, Weekday};
/// use tacite::calendar::{HolidayCalendar, HolidayRule};
///
/// // A weekend of Friday and Saturday.
/// let rule = HolidayRule {
///     name: "friday and saturday",
///     is_holiday: |date| matches!(date.weekday(), Weekday::Fri | Weekday::Sat),
/// };
/// let calendar = HolidayCalendar::Rule(rule);
/// assert!(calendar.is_business_day(NaiveDate::from_ymd_opt(2025, 8, 31).unwrap()));
/// ```
#[derive(Clone, Copy)]
pub struct HolidayRule {
    /// What the rule is called; it must be unique among the rules of a program.
    pub name: &'static str,
    /// Whether a date is off. It must give the same answer each time it is asked.
    pub is_holiday: fn(NaiveDate) -> bool,
}

impl PartialEq for HolidayRule {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for HolidayRule {}

/// Prints the name.
impl fmt::Debug for HolidayRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("HolidayRule").field(&self.name).finish()
    }
}

/// Chooses the business day that stands for a day off (CAL-7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Convention {
    /// The date stays.
    #[default]
    Unadjusted,
    /// The next business day.
    Following,
    /// The next business day, or the one before if that is in another month.
    ModifiedFollowing,
    /// The business day before.
    Preceding,
}

#[derive(Clone, Copy)]
enum Direction {
    Later,
    Earlier,
}

impl HolidayCalendar {
    /// Returns whether `date` is a business day (CAL-7).
    #[inline]
    pub fn is_business_day(&self, date: NaiveDate) -> bool {
        self.is_business(Day::of(date))
    }

    /// Returns the date that stands for `date`: itself when it is a business day (CAL-7).
    ///
    /// # Errors
    ///
    /// - [`CalendarError::NoBusinessDay`] when the next 366 days are all off.
    /// - [`CalendarError::OutOfRange`] when the search leaves the representable dates (CAL-8).
    #[inline]
    pub fn adjust(
        &self,
        date: NaiveDate,
        convention: Convention,
    ) -> Result<NaiveDate, CalendarError> {
        self.adjust_day(Day::of(date), convention).map(Day::date)
    }

    /// Returns the day that stands for `day`, as [`HolidayCalendar::adjust`] finds it.
    ///
    /// # Errors
    ///
    /// Those of [`HolidayCalendar::adjust`].
    pub fn adjust_day(&self, day: Day, convention: Convention) -> Result<Day, CalendarError> {
        match convention {
            Convention::Unadjusted => Ok(day),
            Convention::Following => self.nearest(day, Direction::Later),
            Convention::Preceding => self.nearest(day, Direction::Earlier),
            Convention::ModifiedFollowing => {
                // Past the end of the month nothing is worth looking at.
                let month_end = day.month_end();
                match self.nearest(day, Direction::Later) {
                    Ok(found) if found <= month_end => Ok(found),
                    Ok(_) | Err(_) => self.nearest(day, Direction::Earlier),
                }
            }
        }
    }

    /// Returns the `count`-th business day after `date`, or before it when negative (CAL-7).
    ///
    /// A count of 0 gives `date`, or the business day that follows a day off. The call takes
    /// time in proportion to `count`.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite::calendar::HolidayCalendar;
    ///
    /// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
    /// let after = HolidayCalendar::Target2.plus_business_days(date("2024-03-28"), 2);
    /// assert_eq!(after, Ok(date("2024-04-03"))); // 2 and 3 April
    /// ```
    ///
    /// # Errors
    ///
    /// - [`CalendarError::NoBusinessDay`] when 366 days in a row are off.
    /// - [`CalendarError::OutOfRange`] when the search leaves the representable dates (CAL-8).
    pub fn plus_business_days(
        &self,
        date: NaiveDate,
        count: i32,
    ) -> Result<NaiveDate, CalendarError> {
        self.plus_business_days_from(Day::of(date), count).map(Day::date)
    }

    /// Returns the `count`-th business day after `day` (CAL-7).
    ///
    /// It is the one that [`HolidayCalendar::plus_business_days`] finds.
    ///
    /// # Errors
    ///
    /// Those of [`HolidayCalendar::plus_business_days`].
    pub fn plus_business_days_from(&self, day: Day, count: i32) -> Result<Day, CalendarError> {
        // At least that many days: what cannot succeed is refused before a long walk.
        day.plus_days(count.into())?;
        let direction = match count {
            0 => return self.nearest(day, Direction::Later),
            1.. => Direction::Later,
            ..0 => Direction::Earlier,
        };
        let mut found = day;
        for _ in 0..count.unsigned_abs() {
            found = self.nearest(direction.step(found)?, direction)?;
        }
        Ok(found)
    }

    fn is_business(&self, day: Day) -> bool {
        match self {
            Self::WeekendsOnly => !is_weekend(day),
            Self::Target2 => !target2::is_closed(day),
            Self::Listed(holidays) => !is_weekend(day) && !holidays.contains(&day.date()),
            Self::Rule(rule) => !(rule.is_holiday)(day.date()),
        }
    }

    fn nearest(&self, day: Day, direction: Direction) -> Result<Day, CalendarError> {
        let mut found = day;
        for _ in 0..=SEARCH_DAYS_MAX {
            if self.is_business(found) {
                return Ok(found);
            }
            found = direction.step(found)?;
        }
        Err(CalendarError::NoBusinessDay { from: day.date() })
    }
}

impl Direction {
    fn step(self, day: Day) -> Result<Day, CalendarError> {
        match self {
            Self::Later => day.succ(),
            Self::Earlier => day.pred(),
        }
    }
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}
