//! Iteration goes both ways, and ends with one error (CAL-4, CAL-8).

use tacite::calendar::{Anchor, Cadence, Day, DayOfMonth, Grid, Overflow, Periods};

use crate::date;

fn monthly_on_the_last() -> Grid {
    let anchor = Anchor::DayOfMonth(DayOfMonth::LAST);
    Grid::new(Cadence::MONTHLY, anchor, Overflow::Backward, date("2025-01-31"))
        .expect("representable")
}

/// CAL-4
#[test]
fn iteration_goes_both_ways_and_ends_with_one_error() {
    let first = |periods: &mut Periods| periods.next().expect("a period").map(|p| p.to_string());
    let last = monthly_on_the_last();
    let mut periods = last.periods_from(1);
    assert_eq!(first(&mut periods).as_deref(), Ok("[2025-02-28, 2025-03-31)"));
    assert_eq!(periods.index(), 2);
    let before: Vec<String> = periods
        .clone()
        .backward()
        .take(3)
        .map(|period| period.expect("representable").to_string())
        .collect();
    assert_eq!(
        before,
        ["[2025-02-28, 2025-03-31)", "[2025-01-31, 2025-02-28)", "[2024-12-31, 2025-01-31)"]
    );
}

/// CAL-8
#[test]
fn an_end_gives_one_error_and_the_walk_can_turn_round() {
    let last = monthly_on_the_last();
    let mut periods = last.periods_from(last.index_of_day(Day::MAX) - 1);
    assert!(periods.next().is_some_and(|period| period.is_ok()));
    assert!(periods.next().is_some_and(|period| period.is_err()));
    assert!(periods.next().is_none() && periods.next().is_none());
    assert!(periods.previous().is_some_and(|period| period.is_ok()));
    assert!(periods.next().is_some_and(|period| period.is_ok()));

    let mut periods = last.periods_from(last.index_of_day(Day::MIN) + 2);
    assert!(periods.previous().is_some_and(|period| period.is_ok()));
    assert!(periods.previous().is_some_and(|period| period.is_err()));
    assert!(periods.previous().is_none() && periods.previous().is_none());
    assert!(periods.next().is_some_and(|period| period.is_ok()));

    for far in [i64::MIN, i64::MAX] {
        let mut periods = last.periods_from(far);
        assert!(periods.next().is_some_and(|period| period.is_err()));
        assert!(periods.next().is_none());
        assert!(periods.previous().is_some_and(|period| period.is_err()));
        assert!(periods.previous().is_none());
    }
}
