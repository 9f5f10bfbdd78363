//! A billing period that begins or ends in the middle of its reference period is incomplete: at the start, at the
//! end, or where the grid changes (CHG-4, CHG-9, CAL-6).
//!
//! Billed on the 1st, from 22 January to 11 March 2025: `[22 January, 1 February)` is 10 days of 31,
//! February is whole, `[1 March, 11 March)` is 10 days of 31. What a `Full` stub adds is charged too, so
//! that such a period is complete.
//!
//! What a discount takes off it is decided by [`super::discounts`], what its first day weighs by
//! [`Weights`].

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::grids::{Era, Eras};
use super::weights::common_divisor;
use super::{Life, Terms, Timeline, Weights};
use crate::calendar::{CalendarError, Day, Period};
use crate::contract::{LastPeriod, StubPrice, Stubs};

/// A billing period that has not all days of its reference period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Incomplete {
    pub(crate) from: Day,
    /// The first day of the next billing period; none if there is none, or while an open Shift pause
    /// holds this one back.
    pub(crate) until: Option<Day>,
    /// The reference period.
    pub(crate) nominal: Period,
    /// The number of its first day.
    pub(crate) first: u32,
    /// The numbers of the days that it charges, from the first one to the one after the last: what a
    /// `Full` stub adds too.
    pub(crate) charges: (u32, u32),
}

impl Incomplete {
    /// Returns what its days weigh, of what those of the reference period do, in lowest terms but by
    /// actual days; none if that is all of it, or nothing.
    pub(super) fn part(&self, weights: Weights) -> Option<(u32, u32)> {
        let (part, of) = weights.weigh(self.nominal, core::iter::once(self.charges));
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
                None => last.adds_rest = ends.last == StubPrice::Full,
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
    /// Whether what is left of the reference period is charged with it.
    adds_rest: bool,
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
        let nominal = era.nominal_on(era.from)?;
        let mut running = match self.running.take() {
            Some(known) if era.joins && known.nominal == nominal => known,
            cut => {
                if let Some(cut) = cut {
                    self.close(cut, Some(era.from));
                }
                let number = nominal.start_day().days_until(era.from) - era.moved + 1;
                let first = u32::try_from(number).unwrap_or(1);
                let is_first = !core::mem::replace(&mut self.has_begun, true);
                Running { nominal, from: era.from, first, days: 0, is_first, adds_rest: false }
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
        let last = era.nominal_on(end.pred()?)?;
        let from = last.start_day().plus_days(era.moved)?;
        if end < last.end_day().plus_days(era.moved)? {
            let days = dates(from, end);
            self.running = Some(Running {
                nominal: last,
                from,
                first: 1,
                days,
                is_first: false,
                adds_rest: false,
            });
        }
        Ok(())
    }

    /// Notes a billing period that is over, if it is less than a whole reference period.
    fn close(&mut self, period: Running, until: Option<Day>) {
        let Running { nominal, from, first, days, is_first, adds_rest } = period;
        if days >= nominal.days() {
            return;
        }
        let adds_before = is_first && self.ends.first == StubPrice::Full;
        let start = if adds_before { 1 } else { first };
        let end = if adds_rest { nominal.days() + 1 } else { first.saturating_add(days) };
        self.found.push(Incomplete { from, until, nominal, first, charges: (start, end) });
    }
}

impl Timeline<'_> {
    /// Lists the terms of the stubs of an item, whose segments begin at an index, each with the same terms of a
    /// billing period that is no stub.
    pub(super) fn stub_terms(&mut self, first: usize) -> Box<[(u32, u32)]> {
        let mut of_stubs: Vec<(u32, u32)> = Vec::new();
        for index in first..self.segments.len() {
            let Some(terms) = self.segments.get(index).map(|segment| segment.terms) else {
                continue;
            };
            let is_known = of_stubs.iter().any(|(stub, _)| *stub == terms);
            if let (Weights::OnDay(2..), false) = (self.terms_at(terms).weights, is_known) {
                let plain = Terms { weights: Weights::OnDay(1), ..self.terms_at(terms).clone() };
                of_stubs.push((terms, self.intern(plain)));
            }
        }
        of_stubs.into_boxed_slice()
    }
}

fn dates(from: Day, until: Day) -> u32 {
    u32::try_from(from.days_until(until)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::calendar::{Anchor, Cadence, DayOfMonth, Overflow};
    use crate::contract::{Clocks, PauseShape};
    use crate::timeline::grids::{GridChange, GridRules};
    use crate::timeline::pauses::PauseWindow;

    fn day(month: u32, day: u32) -> Day {
        NaiveDate::from_ymd_opt(2025, month, day).map_or(Day::MIN, Day::of)
    }

    /// A month on the 1st, from 20 January.
    fn incomplete(
        changes: &[GridChange],
        pauses: &[PauseWindow],
        end: Option<Day>,
    ) -> Result<Vec<Incomplete>, CalendarError> {
        let rules = GridRules {
            from: day(1, 20),
            end,
            cadence: Cadence::MONTHLY,
            anchor: DayOfMonth::new(1).map_or(Anchor::Start, Anchor::DayOfMonth),
            overflow: Overflow::Backward,
            changes,
            pauses,
        };
        let (first, last) = (StubPrice::Prorated, StubPrice::Prorated);
        rules.eras()?.incomplete(Ends { end, first, last })
    }

    fn shift(until: Option<Day>) -> PauseWindow {
        let shape = PauseShape::Shift;
        PauseWindow { from: day(1, 25), until, shape, clocks: Clocks::default(), sequence: 1 }
    }

    fn month(month: u32, anchored: u32) -> Period {
        let (start, end) = (day(month, anchored), day(month + 1, anchored));
        Period::from_days(start, end).unwrap_or_else(|_| unreachable!("a month is a period"))
    }

    fn first() -> Incomplete {
        let (from, until) = (day(1, 20), Some(day(2, 1)));
        Incomplete { from, until, nominal: month(1, 1), first: 20, charges: (20, 32) }
    }

    #[test]
    fn a_first_stub_lasts_up_to_the_boundary() {
        assert_eq!(incomplete(&[], &[], None), Ok(Vec::from([first()])));
    }

    #[test]
    fn the_end_cuts_a_first_stub_or_a_last_one() {
        let cut = Incomplete { until: None, charges: (20, 25), ..first() };
        assert_eq!(incomplete(&[], &[], Some(day(1, 25))), Ok(Vec::from([cut])));
        let last = Incomplete {
            from: day(3, 1),
            until: None,
            nominal: month(3, 1),
            first: 1,
            charges: (1, 11),
        };
        assert_eq!(incomplete(&[], &[], Some(day(3, 11))), Ok(Vec::from([first(), last])));
    }

    #[test]
    fn a_change_of_the_grid_ends_a_stub_and_begins_another() {
        let anchor = Some(Anchor::Date(day(1, 10).date()));
        let change = GridChange { from: day(1, 25), cadence: None, anchor };
        let before = Incomplete { until: Some(day(1, 25)), charges: (20, 25), ..first() };
        // Day 16 of [10 January, 10 February).
        let after = Incomplete {
            from: day(1, 25),
            until: Some(day(2, 10)),
            nominal: month(1, 10),
            first: 16,
            charges: (16, 32),
        };
        assert_eq!(incomplete(&[change], &[], None), Ok(Vec::from([before, after])));
    }

    #[test]
    fn a_shift_pause_puts_the_end_of_a_stub_off_and_an_open_one_holds_it() {
        let moved = Incomplete { until: Some(day(2, 8)), ..first() };
        assert_eq!(incomplete(&[], &[shift(Some(day(2, 1)))], None), Ok(Vec::from([moved])));
        let held = Incomplete { until: None, ..first() };
        assert_eq!(incomplete(&[], &[shift(None)], None), Ok(Vec::from([held])));
    }
}
