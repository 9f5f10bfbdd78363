//! A billing period that begins or ends in the middle of its reference period is incomplete: at the start, at the
//! end, or where the grid changes (CHG-4, CHG-9, CAL-6).
//!
//! Billed on the 1st, from 22 January to 11 March 2025: `[22 January, 1 February)` is 10 days of 31,
//! February is whole, `[1 March, 11 March)` is 10 days of 31. What a `Full` stub adds is charged too, so
//! that such a period is complete.
//!
//! What a discount takes off it is decided by [`super::discounts`].

use alloc::vec::Vec;

use super::grids::{Era, Eras};
use super::weights::common_divisor;
use super::{Life, Weights};
use crate::calendar::{CalendarError, Day, Period};
use crate::contract::{LastPeriod, StubPrice, Stubs};

/// The days on which an incomplete billing period runs, and how much of its reference period it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Incomplete {
    pub(crate) from: Day,
    /// The first day of the next billing period; none if there is none, or while an open Shift pause
    /// holds this one back.
    pub(crate) until: Option<Day>,
    /// The reference period.
    pub(crate) nominal: Period,
    /// The numbers of the days that it charges, from the first one to the one after the last.
    pub(crate) numbers: (u32, u32),
}

impl Incomplete {
    /// Returns what its days weigh, of what those of the reference period do, in lowest terms but by
    /// actual days; none if that is all of it, or nothing.
    pub(super) fn part(&self, weights: Weights) -> Option<(u32, u32)> {
        let (part, of) = weights.weigh(self.nominal, core::iter::once(self.numbers));
        let divisor = match weights {
            Weights::ActualDays => 1,
            Weights::Thirty360(_) | Weights::MonthsThenDays | Weights::OnDay(_) => {
                common_divisor(of, part)
            }
        };
        (0 < part && part < of).then_some((part / divisor, of / divisor))
    }

    /// Returns the incomplete billing period that runs on a day, of a list by rising day.
    pub(crate) fn on(list: &[Self], day: Day) -> Option<&Self> {
        let last = list.partition_point(|period| period.from <= day).checked_sub(1)?;
        list.get(last).filter(|period| period.until.is_none_or(|until| day < until))
    }
}

/// Where the contract cuts the periods of an item, and what that costs.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    end: Option<Day>,
    first: StubPrice,
    last: StubPrice,
}

impl Ends {
    pub(super) fn of(life: &Life<'_>, stubs: Stubs) -> Self {
        let last = match life.last_period {
            None => stubs.last,
            Some(LastPeriod::Prorated) => StubPrice::Prorated,
            Some(LastPeriod::Full) => StubPrice::Full,
        };
        Self { end: life.end, first: stubs.first, last }
    }
}

impl Eras {
    /// Lists the incomplete billing periods by rising day.
    pub(super) fn incomplete(&self, ends: Ends) -> Result<Vec<Incomplete>, CalendarError> {
        let mut cutting = Cutting { ends, has_begun: false, running: None, found: Vec::new() };
        let is_there = |era: &&Era| {
            era.until.is_none_or(|until| era.from < until)
                && ends.end.is_none_or(|end| era.from < end)
        };
        for era in self.list.iter().filter(is_there) {
            cutting.pass(era)?;
        }
        if let Some(mut last) = cutting.running.take() {
            match self.held.filter(|held| held.nominal == last.nominal) {
                Some(held) => {
                    last.days += last.nominal.days().saturating_add(1).saturating_sub(held.number);
                }
                None if ends.last == StubPrice::Full => {
                    let left = last.nominal.days().saturating_add(1);
                    last.days += left.saturating_sub(last.first.saturating_add(last.days));
                }
                None => {}
            }
            cutting.close(last, None);
        }
        Ok(cutting.found)
    }
}

/// A billing period that has begun.
#[derive(Clone, Copy)]
struct Running {
    nominal: Period,
    from: Day,
    /// The number of its first day.
    first: u32,
    days: u32,
    is_first: bool,
}

struct Cutting {
    ends: Ends,
    /// Whether the first billing period of the item has.
    has_begun: bool,
    running: Option<Running>,
    found: Vec<Incomplete>,
}

impl Cutting {
    /// Goes through the billing periods of an era: only its first and its last one can be cut.
    fn pass(&mut self, era: &Era) -> Result<(), CalendarError> {
        let end = era.until.into_iter().chain(self.ends.end).min();
        let nominal = nominal_on(era, era.from)?;
        let mut running = match self.running.take() {
            Some(known) if era.joins && known.nominal == nominal => known,
            cut => {
                if let Some(cut) = cut {
                    self.close(cut, Some(era.from));
                }
                let number = nominal.start_day().days_until(era.from) - era.moved + 1;
                let first = u32::try_from(number).unwrap_or(1);
                let is_first = !core::mem::replace(&mut self.has_begun, true);
                Running { nominal, from: era.from, first, days: 0, is_first }
            }
        };
        let whole = nominal.end_day().plus_days(era.moved)?;
        let stop = end.map_or(whole, |end| end.min(whole));
        running.days += dates(era.from, stop);
        if stop < whole {
            self.running = Some(running);
            return Ok(());
        }
        self.close(running, Some(whole));
        let Some(end) = end.filter(|end| *end > whole) else {
            return Ok(());
        };
        let last = nominal_on(era, end.pred()?)?;
        let from = last.start_day().plus_days(era.moved)?;
        if end < last.end_day().plus_days(era.moved)? {
            let days = dates(from, end);
            self.running = Some(Running { nominal: last, from, first: 1, days, is_first: false });
        }
        Ok(())
    }

    /// Notes a billing period that is over, if it charges less than a whole reference period.
    fn close(&mut self, mut period: Running, until: Option<Day>) {
        if period.is_first && self.ends.first == StubPrice::Full {
            period.days += period.first.saturating_sub(1);
            period.first = 1;
        }
        let Running { nominal, from, first, days, .. } = period;
        if days < nominal.days() {
            let numbers = (first, first.saturating_add(days));
            self.found.push(Incomplete { from, until, nominal, numbers });
        }
    }
}

/// Returns the reference period of a date of an era.
fn nominal_on(era: &Era, date: Day) -> Result<Period, CalendarError> {
    Ok(era.grid.period_of_day(date.plus_days(-era.moved)?)?.1)
}

fn dates(from: Day, until: Day) -> u32 {
    u32::try_from(from.days_until(until)).unwrap_or(0)
}
