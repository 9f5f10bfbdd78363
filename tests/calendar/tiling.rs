//! L8 over all representable dates: periods tile, `period_of` and `period` are inverse, and beyond
//! the ends there is a typed error, never a panic (CAL-4, CAL-8).

use chrono::Weekday;
use proptest::prelude::*;
use tacite::calendar::{Anchor, Cadence, CalendarError, Day, DayOfMonth, Grid, Overflow, Unit};

fn any_day() -> impl Strategy<Value = Day> {
    let (min, max) = (Day::MIN.number(), Day::MAX.number());
    prop_oneof![
        4 => -25_567..=47_846_i32, // 1900 to 2100
        2 => min..=max,
        1 => min..=min + 800,
        1 => max - 800..=max,
    ]
    .prop_map(|number| Day::from_number(number).expect("in range"))
}

fn any_anchor() -> impl Strategy<Value = Anchor> {
    prop_oneof![
        Just(Anchor::Start),
        Just(Anchor::StartOrMonthEnd),
        (1..=31_u32).prop_map(|day| Anchor::DayOfMonth(DayOfMonth::new(day).expect("1 to 31"))),
        (28..=31_u32).prop_map(|day| Anchor::DayOfMonth(DayOfMonth::new(day).expect("1 to 31"))),
        any_day().prop_map(|day| Anchor::Date(day.date())),
        (0..7_u8).prop_map(|day| Anchor::Weekday(Weekday::try_from(day).expect("0 to 6"))),
        Just(Anchor::Calendar),
    ]
}

fn any_grid() -> impl Strategy<Value = Result<Grid, CalendarError>> {
    let count = prop_oneof![8 => 1..=36_u32, 2 => 1..=10_000_u32, 1 => 1..=u32::MAX];
    let unit = proptest::sample::select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Year]);
    let overflow = proptest::sample::select(vec![Overflow::Backward, Overflow::Forward]);
    (count, unit, any_anchor(), overflow, any_day()).prop_map(
        |(count, unit, anchor, overflow, start)| {
            let cadence = Cadence::new(count, unit).expect("n ≥ 1");
            Grid::from_day(cadence, anchor, overflow, start)
        },
    )
}

fn any_index() -> impl Strategy<Value = i64> {
    prop_oneof![
        -40..=40_i64,
        -7_000_000..=7_000_000_i64,
        any::<i64>(),
        Just(i64::MIN),
        Just(i64::MAX)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// L8: the period that a date's number names holds the date.
    #[test]
    fn each_date_lies_in_the_period_of_its_number(grid in any_grid(), day in any_day()) {
        let Ok(grid) = grid else { return Ok(()) };
        let k = grid.index_of_day(day);
        prop_assert_eq!(grid.index_of(day.date()), k);
        match grid.period_of_day(day) {
            Ok((index, period)) => {
                prop_assert_eq!(index, k);
                prop_assert!(period.contains_day(day), "{} in {}", day, period);
                prop_assert_eq!(grid.period(k), Ok(period));
                prop_assert_eq!(grid.period_of(day.date()), Ok(period));
            }
            // Only where one of the two boundaries is beyond an end.
            Err(error) => {
                prop_assert_eq!(grid.period(k), Err(error));
                prop_assert_eq!(grid.period_of(day.date()), Err(error));
                prop_assert!(grid.boundary_day(k).is_err() || grid.boundary_day(k + 1).is_err());
            }
        }
        if let Ok(start) = grid.boundary_day(k) {
            prop_assert!(start <= day);
        }
        if let Ok(end) = grid.boundary_day(k + 1) {
            prop_assert!(day < end);
        }
    }

    /// L8: each period begins where the one before ends, and each of its days has its number.
    #[test]
    fn periods_tile_the_time_line(grid in any_grid(), k in any_index()) {
        let Ok(grid) = grid else { return Ok(()) };
        let Ok(period) = grid.period(k) else { return Ok(()) };
        prop_assert_eq!(grid.boundary_day(k), Ok(period.start_day()));
        prop_assert_eq!(grid.boundary_day(k + 1), Ok(period.end_day()));
        prop_assert_eq!(grid.index_of_day(period.start_day()), k);
        prop_assert_eq!(grid.index_of(period.last_day()), k);
        prop_assert_eq!(grid.index_of_day(period.end_day()), k + 1);
        prop_assert!(grid.is_boundary(period.start_day()));
        prop_assert_eq!(grid.next_index(period.start_day()), k);
        if period.days() > 1 {
            let second = period.start_day().succ().expect("in the period");
            prop_assert_eq!(grid.next_index(second), k + 1);
            prop_assert!(!grid.is_boundary(second));
        }
        if let Ok(next) = grid.period(k + 1) {
            prop_assert_eq!(next.start_day(), period.end_day());
        }
    }

    /// CAL-5: boundary 0 is the first anchor day on or after the start.
    #[test]
    fn no_boundary_of_an_anchored_month_lies_between_the_start_and_boundary_zero(
        start in any_day(),
        day in 1..=31_u32,
        overflow in proptest::sample::select(vec![Overflow::Backward, Overflow::Forward]),
    ) {
        let anchor = Anchor::DayOfMonth(DayOfMonth::new(day).expect("1 to 31"));
        let Ok(grid) = Grid::from_day(Cadence::MONTHLY, anchor, overflow, start) else {
            prop_assert!(start > Day::MAX.saturating_plus_days(-31));
            return Ok(());
        };
        prop_assert!(start <= grid.origin_day());
        if let Ok(before) = grid.boundary_day(-1) {
            prop_assert!(before < start);
        }
    }

    /// CAL-8: an error names a boundary that does not exist, and all between are representable.
    #[test]
    fn beyond_the_ends_is_a_typed_error(grid in any_grid(), k in any_index()) {
        let grid = match grid {
            Ok(grid) => grid,
            Err(CalendarError::OutOfRange { base, .. }) => {
                prop_assert!(Day::of(base) > Day::MAX.saturating_plus_days(-366));
                return Ok(());
            }
            Err(error) => {
                let unaligned = matches!(error, CalendarError::UnalignedCadence { .. });
                prop_assert!(unaligned, "{}", error);
                return Ok(());
            }
        };
        let (first, last) = (grid.index_of_day(Day::MIN), grid.index_of_day(Day::MAX));
        prop_assert!(first <= last);
        match grid.boundary_day(k) {
            Ok(day) => {
                prop_assert!((first..=last).contains(&k));
                prop_assert_eq!(grid.index_of_day(day), k);
            }
            Err(CalendarError::OutOfRange { base, unit, .. }) => {
                prop_assert!(k <= first || k > last);
                prop_assert_eq!((base, unit), (grid.origin(), grid.cadence().unit()));
            }
            Err(error) => prop_assert!(false, "{}", error),
        }
        prop_assert!(grid.periods_from(k).take(3).count() > 0);
        prop_assert!(grid.periods_from(k).backward().take(3).count() > 0);
    }
}

/// L8, CAL-8: the whole range in one go, for a few grids: the periods join from end to end.
#[test]
fn periods_join_from_the_first_representable_to_the_last() {
    for (cadence, overflow) in [
        (Cadence::YEARLY, Overflow::Backward),
        (Cadence::YEARLY, Overflow::Forward),
        (Cadence::QUARTERLY, Overflow::Forward),
    ] {
        let start = Day::from_number(19_782).expect("29 February 2024");
        let grid = Grid::from_day(cadence, Anchor::Start, overflow, start).expect("in range");
        let (first, last) = (grid.index_of_day(Day::MIN) + 1, grid.index_of_day(Day::MAX) - 1);
        let mut reached = grid.period(first).expect("representable").start_day();
        assert!(Day::MIN.days_until(reached) <= 366);
        for (k, period) in (first..).zip(grid.periods_from(first)) {
            let Ok(period) = period else {
                assert_eq!(k, last + 1);
                break;
            };
            assert_eq!(period.start_day(), reached);
            reached = period.end_day();
        }
        assert!(reached.days_until(Day::MAX) < 366);
    }
}
