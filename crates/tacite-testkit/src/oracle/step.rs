//! A calendar that only steps: days by `succ_opt`, months one by one, as CAL-3 to CAL-7 say.
//!
//! The month end of February 2024 is found by asking for the 30th and not getting it.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use tacite::calendar::{Anchor, Cadence, Convention, HolidayCalendar, Length, Overflow, Unit};
use tacite::contract::{BusinessDays, SendingDay};

use super::OracleError;

/// Days that the search for a business day takes at most.
const SEARCH_MAX: u32 = 366;

pub(super) fn next(date: NaiveDate) -> Result<NaiveDate, OracleError> {
    date.succ_opt().ok_or(OracleError::OutOfCalendar)
}

pub(super) fn previous(date: NaiveDate) -> Result<NaiveDate, OracleError> {
    date.pred_opt().ok_or(OracleError::OutOfCalendar)
}

/// The date so many days later, earlier if negative.
pub(super) fn walk(date: NaiveDate, days: i64) -> Result<NaiveDate, OracleError> {
    let count = Days::new(days.unsigned_abs());
    let found = if days < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) };
    found.ok_or(OracleError::OutOfCalendar)
}

/// Days from one date to another, negative if it lies before.
pub(super) fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// A month of a year, from 1 to 12.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct YearMonth {
    year: i32,
    month: u32,
}

impl YearMonth {
    pub(super) fn of(date: NaiveDate) -> Self {
        Self { year: date.year(), month: date.month() }
    }

    pub(super) fn step(self, months: i64) -> Self {
        let mut at = self;
        for _ in 0..months.unsigned_abs() {
            at = match (months > 0, at.month) {
                (true, 12) => Self { year: at.year + 1, month: 1 },
                (true, month) => Self { month: month + 1, ..at },
                (false, 1) => Self { year: at.year - 1, month: 12 },
                (false, month) => Self { month: month - 1, ..at },
            };
        }
        at
    }

    /// The day that stands for `day` in this month (CAL-3).
    pub(super) fn place(self, day: u32, overflow: Overflow) -> Result<NaiveDate, OracleError> {
        if let Some(date) = NaiveDate::from_ymd_opt(self.year, self.month, day) {
            return Ok(date);
        }
        let last = self.last()?;
        match overflow {
            Overflow::Backward => Ok(last),
            Overflow::Forward => next(last),
        }
    }

    fn last(self) -> Result<NaiveDate, OracleError> {
        let mut found = None;
        for day in 28..=31 {
            found = NaiveDate::from_ymd_opt(self.year, self.month, day).or(found);
        }
        found.ok_or(OracleError::OutOfCalendar)
    }
}

fn is_month_end(date: NaiveDate) -> Result<bool, OracleError> {
    Ok(next(date)?.day() == 1)
}

/// A length of time after a date, clamped to the month's end.
pub(super) fn months_after(date: NaiveDate, months: u32) -> Result<NaiveDate, OracleError> {
    YearMonth::of(date).step(i64::from(months)).place(date.day(), Overflow::Backward)
}

/// A length in months, or nothing if it is one in days.
pub(super) fn in_months(length: Length) -> Option<u32> {
    match length.unit {
        Unit::Day | Unit::Week => None,
        Unit::Month => Some(length.count),
        Unit::Year => Some(length.count * 12),
    }
}

/// A length in days, 0 if it is one in months.
pub(super) fn in_days(length: Length) -> i64 {
    match length.unit {
        Unit::Day => i64::from(length.count),
        Unit::Week => i64::from(length.count) * 7,
        Unit::Month | Unit::Year => 0,
    }
}

/// Whether the calendar has periods of a cadence (CAL-5).
pub(super) fn is_aligned(cadence: Cadence) -> bool {
    match cadence.unit() {
        Unit::Day => false,
        Unit::Month => 12_u32.is_multiple_of(cadence.count()),
        Unit::Week | Unit::Year => cadence.count() == 1,
    }
}

/// One period of a grid, and how to get to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tile {
    pub(super) start: NaiveDate,
    pub(super) end: NaiveDate,
    pub(super) cadence: Cadence,
    steps: Steps,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Steps {
    Days(i64),
    Months {
        each: i64,
        /// Month in which the tile starts, by the anchor's count.
        month: YearMonth,
        day: u32,
        overflow: Overflow,
    },
}

impl Tile {
    /// The period of a grid that holds the start, stepping from the anchor (CAL-3, CAL-5).
    pub(super) fn holding(
        start: NaiveDate,
        cadence: Cadence,
        anchor: Anchor,
        overflow: Overflow,
    ) -> Result<Self, OracleError> {
        let mut tile = Self::zero(cadence, anchor, overflow, start)?;
        while start < tile.start {
            tile = tile.stepped(-1)?;
        }
        while tile.end <= start {
            tile = tile.stepped(1)?;
        }
        Ok(tile)
    }

    pub(super) fn following(self) -> Result<Self, OracleError> {
        self.stepped(1)
    }

    /// The period that begins at boundary 0.
    fn zero(
        cadence: Cadence,
        anchor: Anchor,
        overflow: Overflow,
        start: NaiveDate,
    ) -> Result<Self, OracleError> {
        let plain = |date: NaiveDate| (date, YearMonth::of(date), date.day(), overflow);
        let (origin, month, day, overflow) = match anchor {
            Anchor::StartOrMonthEnd if is_month_end(start)? => {
                (start, YearMonth::of(start), 31, Overflow::Backward)
            }
            Anchor::Start | Anchor::StartOrMonthEnd => plain(start),
            Anchor::DayOfMonth(wanted) => {
                let wanted = wanted.get();
                let mut month = YearMonth::of(start).step(-1);
                while month.place(wanted, overflow)? < start {
                    month = month.step(1);
                }
                (month.place(wanted, overflow)?, month, wanted, overflow)
            }
            Anchor::Date(date) => plain(date),
            Anchor::Weekday(weekday) => plain(first_weekday(weekday, start)?),
            Anchor::Calendar => plain(first_calendar_day(cadence, start)?),
        };
        let count = i64::from(cadence.count());
        let months = |each| Steps::Months { each, month, day, overflow };
        let steps = match cadence.unit() {
            Unit::Day => Steps::Days(count),
            Unit::Week => Steps::Days(count * 7),
            Unit::Month => months(count),
            Unit::Year => months(count * 12),
        };
        let tile = Self { start: origin, end: origin, cadence, steps };
        tile.stepped(0)
    }

    /// The tile so many periods on.
    fn stepped(self, by: i64) -> Result<Self, OracleError> {
        match self.steps {
            Steps::Days(each) => {
                let start = walk(self.start, by * each)?;
                Ok(Self { start, end: walk(start, each)?, ..self })
            }
            Steps::Months { each, month, day, overflow } => {
                let month = month.step(by * each);
                Ok(Self {
                    start: month.place(day, overflow)?,
                    end: month.step(each).place(day, overflow)?,
                    steps: Steps::Months { each, month, day, overflow },
                    ..self
                })
            }
        }
    }
}

fn first_weekday(weekday: Weekday, mut date: NaiveDate) -> Result<NaiveDate, OracleError> {
    while date.weekday() != weekday {
        date = next(date)?;
    }
    Ok(date)
}

/// The 1st of the month, quarter, half-year or year, or Monday.
fn first_calendar_day(cadence: Cadence, mut date: NaiveDate) -> Result<NaiveDate, OracleError> {
    let months = match cadence.unit() {
        Unit::Week | Unit::Day => return first_weekday(Weekday::Mon, date),
        Unit::Month => cadence.count(),
        Unit::Year => 12,
    };
    while !(date.day() == 1 && date.month0().is_multiple_of(months)) {
        date = next(date)?;
    }
    Ok(date)
}

/// Moves a date to the next sending day, then to a business day (INV-2).
pub(super) fn document_date(
    mut date: NaiveDate,
    sending_day: Option<SendingDay>,
    business_days: &BusinessDays,
) -> Result<NaiveDate, OracleError> {
    match sending_day {
        None => {}
        Some(SendingDay::Weekday(weekday)) => date = first_weekday(weekday, date)?,
        Some(SendingDay::DayOfMonth(day)) => {
            // Clamped to the month's length.
            while date.day() != day.get() && !(date.day() < day.get() && is_month_end(date)?) {
                date = next(date)?;
            }
        }
    }
    business_day(date, business_days)
}

fn business_day(date: NaiveDate, days: &BusinessDays) -> Result<NaiveDate, OracleError> {
    let search = |step: fn(NaiveDate) -> Result<NaiveDate, OracleError>| {
        let mut found = date;
        for _ in 0..=SEARCH_MAX {
            if !is_holiday(found, &days.holidays) {
                return Ok(found);
            }
            found = step(found)?;
        }
        Err(OracleError::OutOfCalendar)
    };
    match days.documents {
        Convention::Unadjusted => Ok(date),
        Convention::Following => search(next),
        Convention::Preceding => search(previous),
        Convention::ModifiedFollowing => match search(next) {
            Ok(found) if YearMonth::of(found) == YearMonth::of(date) => Ok(found),
            Ok(_) | Err(_) => search(previous),
        },
    }
}

fn is_holiday(date: NaiveDate, holidays: &HolidayCalendar) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    match holidays {
        HolidayCalendar::WeekendsOnly => weekend,
        HolidayCalendar::Target2 => weekend || target2(date.year()).contains(&date),
        HolidayCalendar::Listed(days) => weekend || days.contains(&date),
        HolidayCalendar::Rule(rule) => (rule.is_holiday)(date),
    }
}

/// New Year, Good Friday, Easter Monday, Labour Day, 25 and 26 December.
fn target2(year: i32) -> BTreeSet<NaiveDate> {
    let fixed = [(1, 1), (5, 1), (12, 25), (12, 26)];
    let mut days: BTreeSet<NaiveDate> = fixed
        .iter()
        .filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, *month, *day))
        .collect();
    if let Some(sunday) = easter(year) {
        days.extend(walk(sunday, -2));
        days.extend(walk(sunday, 1));
    }
    days
}

/// The first Sunday after the ecclesiastical full moon, itself found from the epact (Oudin).
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year % 19;
    let century = year / 100;
    let epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    let moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11));
    let equinox = NaiveDate::from_ymd_opt(year, 3, 21)?;
    let after = next(walk(equinox, i64::from(moon)).ok()?).ok()?;
    first_weekday(Weekday::Sun, after).ok()
}
