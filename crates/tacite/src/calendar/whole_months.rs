//! A period of whole months falls into its months, counted from its start (CHG-6, CAL-3).
//!
//! `[2025-02-28, 2025-05-31)`, a quarter of a grid on the 31st: 31, 30 and 31 days from 28 February,
//! 31 March and 30 April. Four weeks from 3 March are no whole months.
//!
//! What a month weighs is decided by [`crate::charge`].

use super::month::Month;
use super::{Day, Overflow, Period};

/// The months of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct WholeMonths {
    period: Period,
    /// In which the start is due by the day of the grid, and that day.
    first: Month,
    day: u32,
    count: u32,
}

impl WholeMonths {
    /// Finds the months of a period; none if its ends do not lie on one day of the month, as far as
    /// their months have it.
    pub(crate) fn of(period: Period) -> Option<Self> {
        let (start, end) = (Month::of_day(period.start_day()), Month::of_day(period.end_day()));
        let day = start.1.max(end.1);
        let (first, last) = (due_in(start, day)?, due_in(end, day)?);
        let count =
            u32::try_from(last.number() - first.number()).ok().filter(|count| *count > 0)?;
        Some(Self { period, first, day, count })
    }

    /// Returns how many months there are, at least 1.
    pub(crate) const fn count(&self) -> u32 {
        self.count
    }

    /// Lists the months.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Period> + '_ {
        (0..self.count).filter_map(|index| {
            Period::from_days(self.boundary(index), self.boundary(index + 1)).ok()
        })
    }

    /// Day by day of the month between the ends; a day that a month lacks is its last one.
    fn boundary(&self, index: u32) -> Day {
        if index == 0 {
            return self.period.start_day();
        }
        let month = self.first.plus(index.into()).filter(|_| index < self.count);
        month.map_or(self.period.end_day(), |month| month.day(self.day, Overflow::Backward))
    }
}

/// Returns the month in which a day of the month fell that a date stands for: its own, or the one
/// before if that lacks the day and the date is the 1st after it (CAL-3).
fn due_in((month, on): (Month, u32), day: u32) -> Option<Month> {
    if on == day || on == month.length() {
        return Some(month);
    }
    let before = month.plus(-1)?;
    (on == 1 && before.length() < day).then_some(before)
}
