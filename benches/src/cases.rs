//! One question to the calendar at a distance, asked of a grid and of `chrono` alike.
//!
//! At distance 1 from 31 January 2024: the grid is asked which period holds 10 March, `chrono` what
//! 31 January and one month is.
//!
//! How often it is asked is decided by the caller.

use core::hint::black_box;

use chrono::{Days, Months, NaiveDate};
use tacite::calendar::{Anchor, Cadence, Grid, Overflow};

/// How many cases there are: every day of four years and each length of month comes up.
const CASES: u64 = 1_000;
const DAYS_OF_FOUR_YEARS: u64 = 1_461;

/// One way to ask all the cases.
pub type Sweep = fn(&[Case]);

/// A question that a grid and `chrono` both answer.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// Monthly from `base`.
    pub grid: Grid,
    /// Boundary 0.
    pub base: NaiveDate,
    /// A day of the period whose number is the distance.
    pub date: NaiveDate,
    /// The distance, in months.
    pub months: Months,
    /// The distance to the end of the period, in months.
    pub months_to_end: Months,
}

/// Makes 1,000 cases at a distance in months, in an order that no branch predictor learns at once.
///
/// # Panics
/// If a date leaves the calendar.
pub fn cases(distance: u32) -> Vec<Case> {
    let first = NaiveDate::from_ymd_opt(2024, 1, 1).expect("a date");
    (0..CASES)
        .map(|number| {
            // 389 and 1,461 have no common factor.
            let base = first + Days::new(number * 389 % DAYS_OF_FOUR_YEARS);
            let grid = Grid::new(Cadence::MONTHLY, Anchor::Start, Overflow::Backward, base);
            let grid = grid.expect("a monthly grid");
            let period = grid.period(distance.into()).expect("a period");
            let into = number * 17 % u64::from(period.days());
            Case {
                grid,
                base,
                date: period.start() + Days::new(into),
                months: Months::new(distance),
                months_to_end: Months::new(distance + 1),
            }
        })
        .collect()
}

/// Reads the cases and asks nothing: what the loop itself costs.
#[inline(never)]
pub fn read(cases: &[Case]) {
    for case in cases {
        black_box(black_box(case).date);
    }
}

/// Asks the grids which period holds the date.
///
/// # Panics
/// Never: the dates are in periods.
#[inline(never)]
pub fn look_up(cases: &[Case]) {
    for case in cases {
        let case = black_box(case);
        black_box(case.grid.period_of(case.date).expect("a period"));
    }
}

/// Asks `chrono` for one end of the period: `base + Months(k)`.
#[inline(never)]
pub fn add_months_once(cases: &[Case]) {
    for case in cases {
        let case = black_box(case);
        black_box(case.base + case.months);
    }
}

/// Asks `chrono` for both ends of the period.
#[inline(never)]
pub fn add_months_twice(cases: &[Case]) {
    for case in cases {
        let case = black_box(case);
        black_box((case.base + case.months, case.base + case.months_to_end));
    }
}
