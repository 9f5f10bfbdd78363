//! CHG-6: whatever the basis, the weights of the days of a period sum to the whole.

use chrono::Datelike;
use proptest::prelude::*;
use tacite::calendar::{Anchor, Cadence, Day, Grid, Overflow, Period, Unit};
use tacite::charge::Share;
use tacite::contract::Basis;
use tacite::schedule::{DayRange, DaySet, Reference};
use tacite::timeline::Weights;
use tacite_testkit::strategies;

use crate::settings::{SMALL_CASES, config};

/// What the days of a period from one number up to another weigh.
fn share(basis: Basis, period: Period, (first, end): (u32, u32)) -> Share {
    let days = DayRange::new(first, end).map_or(DaySet::EMPTY, DaySet::of);
    let share = Share::of_days(Weights::of(basis, 1), Reference::Period(period), &days);
    share.expect("the days are of the period")
}

proptest! {
    #![proptest_config(config(SMALL_CASES, "laws/regressions/weights.txt"))]

    #[test]
    fn the_weights_of_a_period_sum_to_the_whole(
        cadence in strategies::cadences(),
        anchor in strategies::anchors(),
        forward in any::<bool>(),
        (start, day) in (strategies::dates(), strategies::dates()),
        basis in strategies::bases(),
        cuts in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
    ) {
        let overflow = if forward { Overflow::Forward } else { Overflow::Backward };
        let grid = Grid::new(cadence, anchor, overflow, start)
            .or_else(|_| Grid::new(cadence, Anchor::Start, overflow, start))
            .expect("every cadence can count from a start");
        let period = grid.period_of(day).expect("a period of the calendar");
        let all = period.days() + 1;
        let mut cuts = [cuts.0, cuts.1].map(|cut| {
            1 + u32::try_from(cut.index(all as usize)).expect("a number of days")
        });
        cuts.sort_unstable();
        let [first, second] = cuts;
        let whole = share(basis, period, (1, all));
        prop_assert!(whole.is_whole(), "{basis:?} of {period}: {whole}");
        let parts = [(1, first), (first, second), (second, all)];
        let parts = parts.map(|part| share(basis, period, part));
        let sum: u32 = parts.iter().map(|part| part.days()).sum();
        prop_assert_eq!(sum, whole.of(), "{:?} of {}: {:?}", basis, period, parts);
        prop_assert!(parts.iter().all(|part| part.of() == whole.of()));
    }

    /// A twelfth of a year is a month of the same anchor, whatever its days.
    #[test]
    fn every_month_of_a_period_weighs_the_same(
        count in 1..30_u32,
        (start, day) in (strategies::dates(), strategies::dates()),
    ) {
        let anchor = Anchor::Date(start);
        let cadence = Cadence::new(count, Unit::Month).expect("at least one month");
        let grid = |cadence| Grid::new(cadence, anchor, Overflow::Backward, start);
        let (periods, months) = (grid(cadence), grid(Cadence::MONTHLY));
        let (periods, months) = (periods.expect("a grid"), months.expect("a grid"));
        let period = periods.period_of(day).expect("a period of the calendar");
        // Where months lack the day of both ends, they are counted by a day that both have.
        if period.start().day().max(period.end().day()) != start.day() {
            return Ok(());
        }
        let mut on = period.start();
        while on < period.end() {
            let month = months.period_of(on).expect("a month of the calendar");
            let number = |day: Day| {
                let days = period.start_day().days_until(day) + 1;
                u32::try_from(days).expect("a day of the period")
            };
            let own = (number(month.start_day()), number(month.end_day()));
            let share = share(Basis::MonthsThenDays, period, own);
            prop_assert_eq!(share.days() * count, share.of(), "{} of {}", month, period);
            on = month.end();
        }
    }
}
