//! All boundaries of 1900–2100 against the stepping oracle (CAL-3, CAL-4).
//!
//! What is exhaustive:
//!
//! - boundaries: n = 1..=36 months, each anchor day 1..=31, both overflow policies, and each of
//!   the n possible anchor months from January 2000 on; k negative and positive. Each is checked
//!   as a boundary, as the first date of its period, and the date before as the last of the period
//!   before; the middle of each period as a member of it;
//! - dates: every date of 1900–2100, for n = 1..=36 months, each anchor day 1..=31, both
//!   policies, one anchor month; and for all cadences of 1..=60 days and 1..=60 weeks;
//! - years: n = 1..=3, against the grid of 12·n months, boundaries only.

use tacite::calendar::{Anchor, Cadence, Day, DayOfMonth, Grid, Overflow, Unit};

use crate::oracle::Calendar;

const POLICIES: [Overflow; 2] = [Overflow::Backward, Overflow::Forward];
/// January 2000.
const MIDDLE: usize = 1200;

fn numbered(number: i32) -> Day {
    Day::from_number(number).expect("1900 to 2100 is representable")
}

/// Every `months` months on `day`, from the month numbered `anchor` on.
#[derive(Clone, Copy)]
struct MonthCase {
    months: u32,
    anchor: usize,
    day: u32,
    overflow: Overflow,
}

impl MonthCase {
    fn grid(self, calendar: &Calendar) -> Grid {
        // The 1st may itself stand for the 29th to 31st of the month before.
        let skipped = i32::from(self.day > 28);
        let start = numbered(calendar.months[self.anchor].first + skipped);
        let anchor = Anchor::DayOfMonth(DayOfMonth::new(self.day).expect("1 to 31"));
        let cadence = Cadence::new(self.months, Unit::Month).expect("n ≥ 1");
        Grid::from_day(cadence, anchor, self.overflow, start).expect("representable")
    }

    fn boundaries(self, calendar: &Calendar) -> Vec<(i64, i32)> {
        let day = self.day.cast_signed();
        let stand_in = |month| calendar.day_in(month, day, self.overflow);
        calendar.boundaries(self.anchor, self.months as usize, stand_in)
    }
}

fn agrees(grid: Grid, boundaries: &[(i64, i32)]) {
    for pair in boundaries.windows(2) {
        let [(k, start), (_, end)] = *pair else { unreachable!("windows of two") };
        let period = grid.period(k).expect("representable");
        assert_eq!((period.start_day().number(), period.end_day().number()), (start, end));
        assert_eq!(grid.index_of_day(period.start_day()), k, "{grid:?}");
        assert_eq!(grid.index_of_day(numbered(end - 1)), k, "{grid:?}");
        let middle = numbered(start + (end - start) / 2);
        assert_eq!(grid.period_of_day(middle), Ok((k, period)), "{grid:?}");
    }
    for (k, start) in [boundaries[0], boundaries[boundaries.len() - 1]] {
        assert_eq!(grid.boundary_day(k).map(Day::number), Ok(start), "{grid:?}");
    }
}

fn month_boundaries_agree(counts: impl Iterator<Item = u32>) {
    let calendar = Calendar::walk();
    for months in counts {
        for day in 1..=31 {
            for overflow in POLICIES {
                for anchor in MIDDLE..MIDDLE + months as usize {
                    let case = MonthCase { months, anchor, day, overflow };
                    agrees(case.grid(&calendar), &case.boundaries(&calendar));
                }
            }
        }
    }
}

/// CAL-3
#[test]
fn boundaries_of_odd_counts_of_months_are_those_of_stepping() {
    month_boundaries_agree((1..=36).step_by(2));
}

/// CAL-3
#[test]
fn boundaries_of_even_counts_of_months_are_those_of_stepping() {
    month_boundaries_agree((2..=36).step_by(2));
}

/// CAL-3
#[test]
fn a_year_is_twelve_months() {
    let calendar = Calendar::walk();
    for years in 1..=3 {
        let yearly = Cadence::new(years, Unit::Year).expect("n ≥ 1");
        for day in 1..=31 {
            for overflow in POLICIES {
                for anchor in MIDDLE..MIDDLE + 12 {
                    let case = MonthCase { months: years * 12, anchor, day, overflow };
                    let monthly = case.grid(&calendar);
                    let start = monthly.origin_day();
                    let anchor = Anchor::DayOfMonth(DayOfMonth::new(day).expect("1 to 31"));
                    let grid = Grid::from_day(yearly, anchor, overflow, start).expect("in range");
                    assert_eq!(grid, monthly, "equal grids");
                    assert_ne!(grid.cadence(), monthly.cadence(), "different values");
                    for k in -33..=33 {
                        assert_eq!(grid.boundary_day(k), monthly.boundary_day(k));
                    }
                }
            }
        }
    }
}

/// Walks every date of 1900–2100 and steps from boundary to boundary beside it.
fn every_date_agrees(calendar: &Calendar, grid: Grid, boundaries: &[(i64, i32)]) {
    let mut ahead = boundaries.iter().peekable();
    let mut expected = boundaries[0].0 - 1;
    for (number, &date) in (calendar.first_number()..).zip(&calendar.dates) {
        if let Some((k, _)) = ahead.next_if(|(_, start)| *start == number) {
            expected = *k;
        }
        assert_eq!(grid.index_of(date), expected, "{date} {grid:?}");
    }
}

fn every_date_agrees_by_months(overflow: Overflow) {
    let calendar = Calendar::walk();
    for months in 1..=36 {
        for day in 1..=31 {
            let case = MonthCase { months, anchor: MIDDLE, day, overflow };
            every_date_agrees(&calendar, case.grid(&calendar), &case.boundaries(&calendar));
        }
    }
}

/// CAL-4
#[test]
fn every_date_lies_in_the_period_that_stepping_finds_backward() {
    every_date_agrees_by_months(Overflow::Backward);
}

/// CAL-4
#[test]
fn every_date_lies_in_the_period_that_stepping_finds_forward() {
    every_date_agrees_by_months(Overflow::Forward);
}

/// CAL-2, CAL-4
#[test]
fn every_date_lies_in_the_period_of_days_or_weeks_that_stepping_finds() {
    let calendar = Calendar::walk();
    let (first, last) = (calendar.first_number(), calendar.dates.len());
    for (unit, length) in [(Unit::Day, 1), (Unit::Week, 7)] {
        for count in 1..=60_u32 {
            let step = length * count as usize;
            let cadence = Cadence::new(count, unit).expect("n ≥ 1");
            // Begin a good way in, so that k is negative as well.
            let (origin, mut place, mut k) = (20_000, 20_000, 0);
            while place >= step {
                (place, k) = (place - step, k - 1);
            }
            let mut boundaries = Vec::new();
            while place < last {
                boundaries.push((k, first + i32::try_from(place).expect("small")));
                (place, k) = (place + step, k + 1);
            }
            let start = calendar.dates[origin];
            let grid = Grid::new(cadence, Anchor::Start, Overflow::Backward, start);
            let grid = grid.expect("representable");
            agrees(grid, &boundaries);
            every_date_agrees(&calendar, grid, &boundaries);
        }
    }
}

/// CAL-4
#[test]
fn the_two_ways_of_asking_for_a_period_give_the_same() {
    let calendar = Calendar::walk();
    for overflow in POLICIES {
        for months in [1, 3, 12, 36] {
            for day in [1, 28, 29, 30, 31] {
                let grid = MonthCase { months, anchor: MIDDLE, day, overflow }.grid(&calendar);
                for &date in &calendar.dates {
                    let (k, period) = grid.period_of_day(date.into()).expect("representable");
                    assert_eq!(grid.period_of(date), Ok(period));
                    assert_eq!((grid.index_of(date), grid.index_of_day(date.into())), (k, k));
                    assert!(period.contains(date));
                }
            }
        }
    }
}
