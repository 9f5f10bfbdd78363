//! Each anchor at its boundary cases (CAL-3, CAL-5).

use chrono::Weekday;
use tacite::calendar::{Anchor, Cadence, CalendarError, DayOfMonth, Grid, Overflow, Unit};

use crate::{date, day};

use Overflow::{Backward, Forward};

fn on(number: u32) -> Anchor {
    Anchor::DayOfMonth(DayOfMonth::new(number).expect("1 to 31"))
}

/// Boundaries 0 to 3.
fn first_four(cadence: Cadence, anchor: Anchor, overflow: Overflow, start: &str) -> String {
    let grid = Grid::new(cadence, anchor, overflow, date(start)).expect("representable");
    [0, 1, 2, 3].map(|k| grid.boundary(k).expect("representable").to_string()).join(" ")
}

/// Each row: cadence, anchor, policy, start, boundaries 0 to 3.
fn table(rows: &[(Cadence, Anchor, Overflow, &str, &str)]) {
    for (cadence, anchor, overflow, start, expected) in rows {
        let found = first_four(*cadence, *anchor, *overflow, start);
        assert_eq!(&found, expected, "{cadence} {anchor:?} {overflow:?} from {start}");
    }
}

const MONTHLY: Cadence = Cadence::MONTHLY;
const QUARTERLY: Cadence = Cadence::QUARTERLY;
const YEARLY: Cadence = Cadence::YEARLY;
const HALF_YEARLY: Cadence = Cadence::HALF_YEARLY;
const WEEKLY: Cadence = Cadence::WEEKLY;
const START: Anchor = Anchor::Start;
const MONTH_END: Anchor = Anchor::StartOrMonthEnd;

/// CAL-3
#[test]
fn a_month_without_the_start_day_ends_on_its_last_day_or_begins_the_next_month() {
    table(&[
        (MONTHLY, START, Backward, "2025-01-31", "2025-01-31 2025-02-28 2025-03-31 2025-04-30"),
        (MONTHLY, START, Forward, "2025-01-31", "2025-01-31 2025-03-01 2025-03-31 2025-05-01"),
        (MONTHLY, START, Forward, "2024-01-30", "2024-01-30 2024-03-01 2024-03-30 2024-04-30"),
        (YEARLY, START, Backward, "2024-02-29", "2024-02-29 2025-02-28 2026-02-28 2027-02-28"),
        (YEARLY, START, Forward, "2024-02-29", "2024-02-29 2025-03-01 2026-03-01 2027-03-01"),
        (HALF_YEARLY, START, Backward, "2025-08-31", "2025-08-31 2026-02-28 2026-08-31 2027-02-28"),
    ]);
}

/// CAL-5
#[test]
fn a_start_on_a_month_end_may_stay_on_month_ends() {
    let ends = "2025-02-28 2025-03-31 2025-04-30 2025-05-31";
    table(&[
        (MONTHLY, MONTH_END, Backward, "2025-02-28", ends),
        // A month always has an end, so the policy has nothing to decide.
        (MONTHLY, MONTH_END, Forward, "2025-02-28", ends),
        (MONTHLY, START, Backward, "2025-02-28", "2025-02-28 2025-03-28 2025-04-28 2025-05-28"),
        // In a leap year the 28th is no month end.
        (MONTHLY, MONTH_END, Backward, "2024-02-28", "2024-02-28 2024-03-28 2024-04-28 2024-05-28"),
        (
            QUARTERLY,
            MONTH_END,
            Backward,
            "2024-11-30",
            "2024-11-30 2025-02-28 2025-05-31 2025-08-31",
        ),
        (MONTHLY, MONTH_END, Forward, "2025-01-30", "2025-01-30 2025-03-01 2025-03-30 2025-04-30"),
        (WEEKLY, MONTH_END, Backward, "2025-02-28", "2025-02-28 2025-03-07 2025-03-14 2025-03-21"),
    ]);
}

/// CAL-5
#[test]
fn a_day_of_the_month_counts_from_its_first_date_on_or_after_the_start() {
    let from_tenth = "2025-03-10 2025-06-10 2025-09-10 2025-12-10";
    table(&[
        (QUARTERLY, on(10), Backward, "2025-02-20", from_tenth),
        (QUARTERLY, on(10), Backward, "2025-02-11", from_tenth),
        (QUARTERLY, on(10), Backward, "2025-03-10", from_tenth),
        (QUARTERLY, on(10), Backward, "2025-02-10", "2025-02-10 2025-05-10 2025-08-10 2025-11-10"),
        (MONTHLY, on(1), Backward, "2025-12-02", "2026-01-01 2026-02-01 2026-03-01 2026-04-01"),
        // 31 stays 31 after a boundary on 28 February.
        (MONTHLY, on(31), Backward, "2025-02-20", "2025-02-28 2025-03-31 2025-04-30 2025-05-31"),
        (MONTHLY, on(30), Backward, "2025-01-31", "2025-02-28 2025-03-30 2025-04-30 2025-05-30"),
    ]);
}

/// CAL-3, CAL-5: the 1st that stands for a missing day counts for the month that lacks it.
#[test]
fn a_day_that_goes_forward_counts_for_the_month_that_lacks_it() {
    let from_february = "2025-03-01 2025-03-31 2025-05-01 2025-05-31";
    table(&[
        (MONTHLY, on(31), Forward, "2025-02-01", from_february),
        (MONTHLY, on(31), Forward, "2025-02-28", from_february),
        (MONTHLY, on(31), Forward, "2025-03-01", from_february),
        (MONTHLY, on(31), Forward, "2025-03-02", "2025-03-31 2025-05-01 2025-05-31 2025-07-01"),
        (QUARTERLY, on(31), Forward, "2025-03-01", "2025-03-01 2025-05-31 2025-08-31 2025-12-01"),
        // 2024 has a 29 February, 2025 does not.
        (YEARLY, on(29), Forward, "2025-03-01", "2025-03-01 2026-03-01 2027-03-01 2028-02-29"),
    ]);
    let grid = Grid::new(MONTHLY, on(31), Forward, date("2025-02-01")).expect("representable");
    for (on, k) in [
        ("2025-01-30", -2),
        ("2025-01-31", -1),
        ("2025-02-28", -1),
        ("2025-03-01", 0),
        ("2025-03-30", 0),
        ("2025-03-31", 1),
        ("2025-04-30", 1),
        ("2025-05-01", 2),
    ] {
        assert_eq!((grid.index_of(date(on)), grid.index_of_day(day(on))), (k, k), "{on}");
    }
}

/// CAL-5
#[test]
fn a_full_date_is_boundary_zero_wherever_it_lies() {
    let grid = |anchor: &str, start: &str| {
        Grid::new(QUARTERLY, Anchor::Date(date(anchor)), Backward, date(start))
            .expect("representable")
    };
    for anchor in ["2020-01-31", "2025-02-20", "2031-10-31"] {
        let grid = grid(anchor, "2025-02-20");
        assert_eq!((grid.origin(), grid.boundary(0)), (date(anchor), Ok(date(anchor))));
    }
    let grid = grid("2020-01-31", "2025-02-20");
    assert_eq!(grid.index_of(date("2025-02-20")), 20);
    assert_eq!(grid.boundary(20), Ok(date("2025-01-31")));
    assert_eq!(grid.boundary(-1), Ok(date("2019-10-31")));
}

/// CAL-5
#[test]
fn a_weekday_counts_from_its_first_date_on_or_after_the_start() {
    use Weekday::{Mon, Sun, Thu, Wed};
    // 20 February 2025 is a Thursday.
    for (weekday, first, second) in [
        (Thu, "2025-02-20", "2025-03-06"),
        (Sun, "2025-02-23", "2025-03-09"),
        (Mon, "2025-02-24", "2025-03-10"),
        (Wed, "2025-02-26", "2025-03-12"),
    ] {
        let anchor = Anchor::Weekday(weekday);
        let found = first_four(Cadence::TWO_WEEKLY, anchor, Backward, "2025-02-20");
        assert!(found.starts_with(&format!("{first} {second} ")), "{found}");
    }
    // Monthly, it counts from the day of the month that the weekday falls on.
    let found = first_four(MONTHLY, Anchor::Weekday(Weekday::Fri), Backward, "2025-01-27");
    assert_eq!(found, "2025-01-31 2025-02-28 2025-03-31 2025-04-30");
}

/// CAL-5
#[test]
fn the_calendar_begins_each_month_quarter_half_year_year_or_monday() {
    for (cadence, start, first, second) in [
        (MONTHLY, "2025-02-01", "2025-02-01", "2025-03-01"),
        (MONTHLY, "2025-02-02", "2025-03-01", "2025-04-01"),
        (Cadence::TWO_MONTHLY, "2025-02-01", "2025-03-01", "2025-05-01"),
        (QUARTERLY, "2025-01-01", "2025-01-01", "2025-04-01"),
        (QUARTERLY, "2025-01-02", "2025-04-01", "2025-07-01"),
        (QUARTERLY, "2025-12-31", "2026-01-01", "2026-04-01"),
        (Cadence::FOUR_MONTHLY, "2025-02-20", "2025-05-01", "2025-09-01"),
        (Cadence::HALF_YEARLY, "2025-02-20", "2025-07-01", "2026-01-01"),
        (YEARLY, "2025-01-01", "2025-01-01", "2026-01-01"),
        (YEARLY, "2025-02-20", "2026-01-01", "2027-01-01"),
        (Cadence::WEEKLY, "2025-02-24", "2025-02-24", "2025-03-03"),
        (Cadence::WEEKLY, "2025-02-25", "2025-03-03", "2025-03-10"),
    ] {
        let found = first_four(cadence, Anchor::Calendar, Backward, start);
        let expected = format!("{first} {second} ");
        assert!(found.starts_with(&expected), "{cadence} from {start}: {found}");
    }
    let twelve = Cadence::new(12, Unit::Month).expect("n ≥ 1");
    let found = first_four(twelve, Anchor::Calendar, Forward, "2025-02-20");
    assert!(found.starts_with("2026-01-01 2027-01-01"), "{found}");
}

/// CAL-5
#[test]
fn the_calendar_carries_no_other_cadence() {
    for (count, unit) in [
        (5, Unit::Month),
        (7, Unit::Month),
        (8, Unit::Month),
        (24, Unit::Month),
        (2, Unit::Year),
        (2, Unit::Week),
        (52, Unit::Week),
        (1, Unit::Day),
        (7, Unit::Day),
    ] {
        let cadence = Cadence::new(count, unit).expect("n ≥ 1");
        let refused = Grid::new(cadence, Anchor::Calendar, Backward, date("2025-01-01"));
        assert_eq!(refused, Err(CalendarError::UnalignedCadence { count, unit }));
    }
}

/// CAL-2
#[test]
fn the_named_cadences_are_what_they_are_called() {
    for (cadence, printed, second) in [
        (Cadence::WEEKLY, "1 week", "2025-02-07"),
        (Cadence::TWO_WEEKLY, "2 weeks", "2025-02-14"),
        (Cadence::FOUR_WEEKLY, "4 weeks", "2025-02-28"),
        (Cadence::SIX_WEEKLY, "6 weeks", "2025-03-14"),
        (Cadence::MONTHLY, "1 month", "2025-02-28"),
        (Cadence::TWO_MONTHLY, "2 months", "2025-03-31"),
        (Cadence::QUARTERLY, "3 months", "2025-04-30"),
        (Cadence::FOUR_MONTHLY, "4 months", "2025-05-31"),
        (Cadence::HALF_YEARLY, "6 months", "2025-07-31"),
        (Cadence::YEARLY, "1 year", "2026-01-31"),
        (Cadence::TWO_YEARLY, "2 years", "2027-01-31"),
    ] {
        assert_eq!(cadence.to_string(), printed);
        let found = first_four(cadence, Anchor::Start, Backward, "2025-01-31");
        assert!(found.starts_with(&format!("2025-01-31 {second}")), "{found}");
    }
}

/// CAL-4: a grid is a small value.
#[test]
fn a_grid_takes_at_most_24_bytes() {
    assert!(size_of::<Grid>() <= 24, "{}", size_of::<Grid>());
}
