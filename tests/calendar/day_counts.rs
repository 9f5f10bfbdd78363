//! 30/360 in its three dialects (CHG-6): the examples that ISDA publishes for section 4.16(f), (g) and (h)
//! of its 2006 definitions (<https://www.isda.org/2008/12/22/30-360-day-count-conventions/>), as other
//! libraries check them too, and what must hold for day weights.
//!
//! Of (h) those are left out whose end in February is the termination date: that exception is for bonds.

use proptest::prelude::*;
use tacite::calendar::{Day, DayCount};

use crate::date;

type Example = (&'static str, &'static str, i64);

fn check(count: DayCount, examples: &[Example]) {
    for (start, end, days) in examples {
        assert_eq!(count.days(date(start), date(end)), *days, "{count:?} from {start} to {end}");
    }
}

/// On the 20th, all agree.
const NO_MONTH_END: [Example; 6] = [
    ("2006-08-20", "2007-02-20", 180),
    ("2007-02-20", "2007-08-20", 180),
    ("2007-08-20", "2008-02-20", 180),
    ("2008-02-20", "2008-08-20", 180),
    ("2008-08-20", "2009-02-20", 180),
    ("2009-02-20", "2009-08-20", 180),
];

#[test]
fn without_month_ends_the_dialects_agree() {
    for count in [DayCount::Bond, DayCount::European, DayCount::German] {
        check(count, &NO_MONTH_END);
    }
}

#[test]
fn bond_basis() {
    check(
        DayCount::Bond,
        &[
            ("2006-08-31", "2007-02-28", 178),
            ("2007-02-28", "2007-08-31", 183),
            ("2007-08-31", "2008-02-29", 179),
            ("2008-02-29", "2008-08-31", 182),
            ("2008-08-31", "2009-02-28", 178),
            ("2009-02-28", "2009-08-31", 183),
            ("2006-01-31", "2006-02-28", 28),
            ("2006-01-30", "2006-02-28", 28),
            ("2006-02-28", "2006-03-03", 5),
            ("2006-02-14", "2006-02-28", 14),
            ("2006-09-30", "2006-10-31", 30),
            ("2006-10-31", "2006-11-28", 28),
            ("2007-08-31", "2008-02-28", 178),
            ("2008-02-28", "2008-08-28", 180),
            ("2008-02-28", "2008-08-30", 182),
            ("2008-02-28", "2008-08-31", 183),
            ("2007-02-26", "2008-02-28", 362),
            ("2007-02-26", "2008-02-29", 363),
            ("2008-02-29", "2009-02-28", 359),
            ("2008-02-28", "2008-03-30", 32),
            ("2008-02-28", "2008-03-31", 33),
        ],
    );
}

#[test]
fn eurobond_basis() {
    check(
        DayCount::European,
        &[
            ("2006-02-28", "2006-08-31", 182),
            ("2006-08-31", "2007-02-28", 178),
            ("2007-02-28", "2007-08-31", 182),
            ("2007-08-31", "2008-02-29", 179),
            ("2008-02-29", "2008-08-31", 181),
            ("2008-08-31", "2009-02-28", 178),
            ("2009-02-28", "2009-08-31", 182),
            ("2009-08-31", "2010-02-28", 178),
            ("2010-02-28", "2010-08-31", 182),
            ("2010-08-31", "2011-02-28", 178),
            ("2011-02-28", "2011-08-31", 182),
            ("2011-08-31", "2012-02-29", 179),
            ("2006-01-31", "2006-02-28", 28),
            ("2006-01-30", "2006-02-28", 28),
            ("2006-02-28", "2006-03-03", 5),
            ("2006-02-14", "2006-02-28", 14),
            ("2006-09-30", "2006-10-31", 30),
            ("2006-10-31", "2006-11-28", 28),
            ("2007-08-31", "2008-02-28", 178),
            ("2008-02-28", "2008-08-28", 180),
            ("2008-02-28", "2008-08-30", 182),
            ("2008-02-28", "2008-08-31", 182),
            ("2007-02-26", "2008-02-28", 362),
            ("2007-02-26", "2008-02-29", 363),
            ("2008-02-29", "2009-02-28", 359),
            ("2008-02-28", "2008-03-30", 32),
            ("2008-02-28", "2008-03-31", 32),
        ],
    );
}

#[test]
fn german_method() {
    check(
        DayCount::German,
        &[
            ("2006-02-28", "2006-08-31", 180),
            ("2006-08-31", "2007-02-28", 180),
            ("2007-02-28", "2007-08-31", 180),
            ("2007-08-31", "2008-02-29", 180),
            ("2008-02-29", "2008-08-31", 180),
            ("2008-08-31", "2009-02-28", 180),
            ("2009-02-28", "2009-08-31", 180),
            ("2009-08-31", "2010-02-28", 180),
            ("2010-02-28", "2010-08-31", 180),
            ("2010-08-31", "2011-02-28", 180),
            ("2011-02-28", "2011-08-31", 180),
            ("2006-01-31", "2006-02-28", 30),
            ("2006-01-30", "2006-02-28", 30),
            ("2006-02-28", "2006-03-03", 3),
            ("2006-02-14", "2006-02-28", 16),
            ("2006-09-30", "2006-10-31", 30),
            ("2006-10-31", "2006-11-28", 28),
            ("2007-08-31", "2008-02-28", 178),
            ("2008-02-28", "2008-08-28", 180),
            ("2008-02-28", "2008-08-30", 182),
            ("2008-02-28", "2008-08-31", 182),
            ("2007-02-28", "2008-02-28", 358),
            ("2008-02-29", "2009-02-28", 360),
            ("2008-02-29", "2008-03-30", 30),
            ("2008-02-29", "2008-03-31", 30),
        ],
    );
}

/// What (h) counts as a day less if the end is a bond's maturity.
#[test]
fn the_german_method_makes_no_exception_for_a_maturity_in_february() {
    check(
        DayCount::German,
        &[("2011-08-31", "2012-02-29", 180), ("2007-02-28", "2008-02-29", 360)],
    );
}

#[test]
fn an_end_before_the_start_counts_below_zero() {
    for count in [DayCount::Bond, DayCount::European, DayCount::German] {
        assert_eq!(count.days(date("2006-08-20"), date("2006-02-20")), -180);
        assert_eq!(count.days(date("2006-08-31"), date("2006-08-31")), 0);
    }
}

proptest! {
    /// From any start on, no day takes back what days before it counted: each has a weight.
    #[test]
    fn the_count_never_falls_as_the_end_moves_on(start in -40_000..60_000_i32, days in 0..800_i64) {
        let start = Day::from_number(start).expect("a day of the calendar").date();
        let end = Day::of(start).plus_days(days).expect("a day of the calendar");
        let next = end.succ().expect("a day of the calendar");
        for count in [DayCount::Bond, DayCount::European, DayCount::German] {
            let steps = count.days(start, next.date()) - count.days(start, end.date());
            prop_assert!((0..=3).contains(&steps), "{count:?} on {end}: {steps}");
        }
    }
}
