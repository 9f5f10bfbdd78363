//! TARGET2 closes on Saturdays, Sundays, 1 January, Good Friday, Easter Monday, 1 May, 25 and
//! 26 December (CAL-7).
//!
//! Example: in 2024 Good Friday is 29 March and Easter Monday 1 April; the business day after
//! Thursday 28 March is Tuesday 2 April.
//!
//! The list is the one in force since 2002 (European Central Bank, press release of 14 December
//! 2000 on the long-term calendar of TARGET), applied to every year. Which date moves, and in which
//! direction, is decided by [`Convention`](super::Convention).

use chrono::{Datelike, NaiveDate, Weekday};

use super::month::Month;
use super::{CalendarError, Day, Overflow, Unit};

/// Returns the date of Easter Sunday in the Gregorian calendar (CAL-7), extended to every year.
///
/// By the anonymous computus of "A New York correspondent", Nature 13 (1876), 487, as printed in
/// J. Meeus, "Astronomical Algorithms" (1991), chapter 8.
///
/// ```
/// use tacite::calendar::easter;
///
/// assert_eq!(easter(2024).unwrap().to_string(), "2024-03-31");
/// assert_eq!(easter(2025).unwrap().to_string(), "2025-04-20");
/// assert_eq!(easter(2026).unwrap().to_string(), "2026-04-05");
/// ```
///
/// # Errors
///
/// [`CalendarError::OutOfRange`] outside the years -262143..=262142 (CAL-8).
pub fn easter(year: i32) -> Result<NaiveDate, CalendarError> {
    if (NaiveDate::MIN.year()..=NaiveDate::MAX.year()).contains(&year) {
        return Ok(easter_day(year).date());
    }
    let base = NaiveDate::default();
    Err(CalendarError::out_of_range(base, i64::from(year) - i64::from(base.year()), Unit::Year))
}

/// Returns whether TARGET2 is closed, weekends included (CAL-7).
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::is_target2_closing_day;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// assert!(is_target2_closing_day(date("2025-04-18"))); // Good Friday
/// assert!(is_target2_closing_day(date("2025-04-21"))); // Easter Monday
/// assert!(!is_target2_closing_day(date("2025-04-17")));
/// ```
pub fn is_target2_closing_day(date: NaiveDate) -> bool {
    is_closed(Day::of(date))
}

pub(super) fn is_closed(day: Day) -> bool {
    let weekday = day.weekday();
    let (year, month, day_of_month) = day.year_month_day();
    match (month, day_of_month) {
        (1 | 5, 1) | (12, 25 | 26) => true,
        // Good Friday is 20 March at the earliest, Easter Monday 26 April at the latest.
        (3 | 4, _) => match weekday {
            Weekday::Sat | Weekday::Sun => true,
            Weekday::Fri => day.days_until(easter_day(year)) == 2,
            Weekday::Mon => day.days_until(easter_day(year)) == -1,
            Weekday::Tue | Weekday::Wed | Weekday::Thu => false,
        },
        _ => matches!(weekday, Weekday::Sat | Weekday::Sun),
    }
}

/// Easter of a representable year. The computus depends on the year modulo 5,700,000 only, a
/// multiple of which is added so that every division is of positive numbers.
#[expect(clippy::many_single_char_names, reason = "the letters of the source")]
fn easter_day(year: i32) -> Day {
    let shifted = year + 5_700_000;
    let a = shifted % 19;
    let (b, c) = (shifted / 100, shifted % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31);
    let month = Month::new(year, month.cast_unsigned());
    month.day((day + 1).cast_unsigned(), Overflow::Backward)
}
