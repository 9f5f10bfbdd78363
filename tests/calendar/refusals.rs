//! What is refused says the value, the bound and the rule (CAL-1, CAL-2, CAL-5, CAL-7, CAL-8).

use chrono::NaiveDate;
use tacite::calendar::{
    Anchor, Cadence, CalendarError, Day, DayOfMonth, Grid, HolidayCalendar, HolidayRule, Overflow,
    Period, Unit,
};

use crate::date;

fn message<T: std::fmt::Debug>(refused: Result<T, CalendarError>) -> String {
    refused.expect_err("refused").to_string()
}

/// CAL-1
#[test]
fn an_empty_or_reversed_period_is_refused() {
    let (early, late) = (date("2025-01-31"), date("2025-02-28"));
    assert_eq!(
        Period::new(late, early),
        Err(CalendarError::EmptyPeriod { start: late, end: early })
    );
    assert_eq!(
        message(Period::new(early, early)),
        "period [2025-01-31, 2025-01-31) has no day: its end must lie after its start (CAL-1)"
    );
}

/// CAL-2
#[test]
fn a_cadence_of_nothing_is_refused() {
    for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
        assert_eq!(Cadence::new(0, unit), Err(CalendarError::ZeroCount));
    }
    assert_eq!(
        message(Cadence::new(0, Unit::Month)),
        "a cadence counts 0 units: the least is 1 (CAL-2)"
    );
}

/// CAL-5
#[test]
fn a_day_outside_1_to_31_is_refused() {
    for day in [0, 32, 256, 257, u32::MAX] {
        assert_eq!(DayOfMonth::new(day), Err(CalendarError::DayOfMonth(day)));
    }
    assert_eq!(message(DayOfMonth::new(32)), "day of month 32 is outside 1..=31 (CAL-5)");
}

/// CAL-5
#[test]
fn a_calendar_anchor_for_five_months_is_refused() {
    let five = Cadence::new(5, Unit::Month).expect("n ≥ 1");
    let refused = Grid::new(five, Anchor::Calendar, Overflow::Backward, date("2025-01-01"));
    assert_eq!(
        message(refused),
        "a calendar anchor needs 1 week or a divisor of 12 months, not 5 month(s) (CAL-5)"
    );
}

/// CAL-7
#[test]
fn a_year_off_is_refused() {
    let never = HolidayRule { name: "never open", is_holiday: |_| true };
    let refused = HolidayCalendar::Rule(never).plus_business_days(date("2025-01-01"), 0);
    assert_eq!(message(refused), "no business day within 366 days of 2025-01-01 (CAL-7)");
}

/// CAL-8
#[test]
fn a_boundary_beyond_the_ends_is_refused_with_its_origin() {
    let monthly =
        Grid::new(Cadence::QUARTERLY, Anchor::Start, Overflow::Backward, date("2025-01-31"))
            .expect("representable");
    assert_eq!(
        message(monthly.boundary(3_000_000)),
        "2025-01-31 plus 9000000 month(s) is outside -262143-01-01..=+262142-12-31 (CAL-8)"
    );
    assert_eq!(
        message(monthly.boundary(-3_000_000)),
        "2025-01-31 plus -9000000 month(s) is outside -262143-01-01..=+262142-12-31 (CAL-8)"
    );
    let refused = monthly.boundary(i64::MAX);
    let (base, unit) = (date("2025-01-31"), Unit::Month);
    assert_eq!(refused, Err(CalendarError::OutOfRange { base, count: i64::MAX, unit }));
}

/// CAL-5, CAL-8
#[test]
fn an_anchor_after_the_last_date_is_refused() {
    // +262142-12-31 is a Monday at most once in seven: ask for each weekday from it.
    let sunday_to_saturday = (0..7).map(|day| chrono::Weekday::try_from(day).expect("0 to 6"));
    let found = sunday_to_saturday.filter(|weekday| {
        let anchor = Anchor::Weekday(*weekday);
        Grid::new(Cadence::WEEKLY, anchor, Overflow::Backward, NaiveDate::MAX).is_ok()
    });
    assert_eq!(found.collect::<Vec<_>>(), [Day::MAX.weekday()]);
    for anchor in [
        Anchor::Calendar,
        Anchor::DayOfMonth(DayOfMonth::FIRST),
        Anchor::DayOfMonth(DayOfMonth::new(30).expect("1 to 31")),
    ] {
        for overflow in [Overflow::Backward, Overflow::Forward] {
            let refused = Grid::new(Cadence::MONTHLY, anchor, overflow, NaiveDate::MAX);
            assert!(matches!(refused, Err(CalendarError::OutOfRange { .. })), "{refused:?}");
        }
    }
    let last = Anchor::DayOfMonth(DayOfMonth::LAST);
    let grid = Grid::new(Cadence::MONTHLY, last, Overflow::Forward, NaiveDate::MAX);
    assert_eq!(grid.map(Grid::origin), Ok(NaiveDate::MAX));
}
