//! The first anchor day on or after the start is boundary 0 (CAL-5).
//!
//! Example: quarterly "on the 10th" from 20 February 2025 counts from 10 March: 10 June,
//! 10 September. The days from 20 February on make a first stub, `[2025-02-20, 2025-03-10)`.
//!
//! How that stub is billed is decided by the schedule (CAL-6). An anchor at the end of a trial is
//! an [`Anchor::Date`] once the contract knows that end.

use chrono::{NaiveDate, Weekday};

use super::month::Month;
use super::{Cadence, CalendarError, Day, DayOfMonth, Overflow, Unit};

/// Chooses the day from which a grid counts (CAL-5).
///
/// ```
/// use chrono::{NaiveDate, Weekday};
/// use tacite::calendar::{Anchor, Cadence, CalendarError, DayOfMonth, Grid, Overflow};
///
/// # fn main() -> Result<(), CalendarError> {
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let first = |cadence, anchor, start| {
///     Grid::new(cadence, anchor, Overflow::Backward, date(start))?.boundary(0)
/// };
/// let tenth = Anchor::DayOfMonth(DayOfMonth::new(10)?);
/// assert_eq!(first(Cadence::QUARTERLY, tenth, "2025-02-20")?, date("2025-03-10"));
/// assert_eq!(first(Cadence::QUARTERLY, Anchor::Calendar, "2025-02-20")?, date("2025-04-01"));
/// let monday = Anchor::Weekday(Weekday::Mon);
/// assert_eq!(first(Cadence::WEEKLY, monday, "2025-02-20")?, date("2025-02-24"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// The start itself.
    #[default]
    Start,
    /// The start, and the month end from then on if the start is a month's last day. Every month
    /// has an end, so the overflow policy has nothing to decide then.
    StartOrMonthEnd,
    /// The first such day of a month on or after the start; a later boundary keeps the day asked
    /// for, even after a shorter month.
    DayOfMonth(DayOfMonth),
    /// This date, wherever it lies: boundary 0 may come before the start.
    Date(NaiveDate),
    /// The first such weekday on or after the start. A cadence of months counts from that date.
    Weekday(Weekday),
    /// The 1st of the month, quarter, half-year or year, or Monday: only for a divisor of
    /// 12 months, for 1 year and for 1 week.
    Calendar,
}

/// Where boundary 0 lies, and what a month cadence needs to find the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) day: Day,
    pub(super) month: Month,
    pub(super) day_of_month: DayOfMonth,
    pub(super) overflow: Overflow,
}

impl Origin {
    pub(super) fn find(
        cadence: Cadence,
        anchor: Anchor,
        overflow: Overflow,
        start: Day,
    ) -> Result<Self, CalendarError> {
        Ok(match anchor {
            Anchor::StartOrMonthEnd if start == start.month_end() => {
                Self { day_of_month: DayOfMonth::LAST, ..Self::at(start, Overflow::Backward) }
            }
            Anchor::Start | Anchor::StartOrMonthEnd => Self::at(start, overflow),
            Anchor::DayOfMonth(day_of_month) => {
                let (month, day) = day_of_month.first_not_before(start, overflow)?;
                Self { day, month, day_of_month, overflow }
            }
            Anchor::Date(date) => Self::at(Day::of(date), overflow),
            Anchor::Weekday(weekday) => Self::at(first_weekday(weekday, start)?, overflow),
            Anchor::Calendar => Self::at(first_calendar_day(cadence, start)?, overflow),
        })
    }

    fn at(day: Day, overflow: Overflow) -> Self {
        let (month, day_of_month) = Month::of_day(day);
        Self { day, month, day_of_month: DayOfMonth::within(day_of_month), overflow }
    }
}

fn first_weekday(weekday: Weekday, start: Day) -> Result<Day, CalendarError> {
    start.plus_days(weekday.days_since(start.weekday()).into())
}

fn first_calendar_day(cadence: Cadence, start: Day) -> Result<Day, CalendarError> {
    let months = match (cadence.count(), cadence.unit()) {
        (1, Unit::Week) => return first_weekday(Weekday::Mon, start),
        (count @ (1 | 2 | 3 | 4 | 6 | 12), Unit::Month) => i64::from(count),
        (1, Unit::Year) => 12,
        (count, unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year)) => {
            return Err(CalendarError::UnalignedCadence { count, unit });
        }
    };
    let (month, day_of_month) = Month::of_day(start);
    let since_aligned = i64::from(month.number()).rem_euclid(months);
    let ahead = match (since_aligned, day_of_month) {
        (0, 1) => 0,
        _ => months - since_aligned,
    };
    match month.plus(ahead) {
        Some(month) => Ok(month.day(1, Overflow::Backward)),
        None => Err(CalendarError::out_of_range(start.date(), ahead, Unit::Month)),
    }
}
