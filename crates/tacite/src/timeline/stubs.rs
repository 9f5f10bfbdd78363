//! A billing period that begins in the middle of its reference period is a stub: the first one of an
//! item, or one that a change of the grid begins (CAL-6, CHG-4).
//!
//! Billed on the 1st, from 20 January 2025: `[20 January, 1 February)` is a stub of 12 days of 31, and
//! its first day has the number 20. Anchored on the 10th from 10 March on: `[10 March, 10 April)` is none.
//!
//! What a stub costs is decided by the item's stubs, its basis and its discounts.

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::grids::{Era, Eras};
use super::{Terms, Timeline, Weights};
use crate::calendar::{CalendarError, Day, Period};

/// A billing period that begins in the middle of its reference period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stub {
    pub(crate) from: Day,
    /// The first day after it; none while an open Shift pause holds it.
    pub(crate) until: Option<Day>,
    /// The number of its first day in the reference period.
    pub(crate) first: u32,
    /// Days of the billing period, up to the end of the contract.
    pub(crate) days: u32,
    /// Days of the reference period.
    pub(crate) of: u32,
}

impl Stub {
    pub(crate) fn contains(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

impl Eras {
    /// Lists the stubs by rising day, of a contract that ends on a day.
    pub(crate) fn stubs(&self, end: Option<Day>) -> Result<Vec<Stub>, CalendarError> {
        let mut stubs = Vec::new();
        for (index, era) in self.list.iter().enumerate().filter(|(_, era)| !era.joins) {
            let nominal = era.grid.period_of_day(era.from.plus_days(-era.moved)?)?.1;
            let first = nominal.start_day().days_until(era.from) - era.moved + 1;
            match u32::try_from(first) {
                Ok(first) if first > 1 => {
                    let running = Running { eras: self, index, nominal };
                    stubs.push(running.stub(first, end)?);
                }
                Ok(_) | Err(_) => {}
            }
        }
        Ok(stubs)
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

/// A billing period that begins with an era.
struct Running<'e> {
    eras: &'e Eras,
    index: usize,
    nominal: Period,
}

impl Running<'_> {
    fn stub(&self, first: u32, end: Option<Day>) -> Result<Stub, CalendarError> {
        let eras = self.eras.list.get(self.index..).unwrap_or_default();
        let from = eras.first().map_or(Day::MAX, |era| era.from);
        let (mut until, mut days) = (None, 0);
        for (index, era) in eras.iter().enumerate() {
            let whole = self.nominal.end_day().plus_days(era.moved)?;
            let stop = era.until.map_or(whole, |until| until.min(whole));
            days += dates(era.from, end.map_or(stop, |end| end.min(stop)));
            if stop == whole {
                until = Some(whole);
                break;
            }
            let next = eras.get(index + 1);
            if next.is_none_or(|next| !next.joins) {
                // What cuts it, or the open pause that holds the rest of it back.
                until = next.map(|next: &Era| next.from);
                break;
            }
        }
        let of = self.nominal.days();
        if until.is_none()
            && let Some(held) = self.eras.held
        {
            days += of.saturating_add(1).saturating_sub(held.number);
        }
        Ok(Stub { from, until, first, days, of })
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
    fn stubs(
        changes: &[GridChange],
        pauses: &[PauseWindow],
        end: Option<Day>,
    ) -> Result<Vec<Stub>, CalendarError> {
        let rules = GridRules {
            from: day(1, 20),
            end,
            cadence: Cadence::MONTHLY,
            anchor: DayOfMonth::new(1).map_or(Anchor::Start, Anchor::DayOfMonth),
            overflow: Overflow::Backward,
            changes,
            pauses,
        };
        rules.eras()?.stubs(end)
    }

    fn shift(until: Option<Day>) -> PauseWindow {
        let shape = PauseShape::Shift;
        PauseWindow { from: day(1, 25), until, shape, clocks: Clocks::default(), sequence: 1 }
    }

    const FIRST: fn() -> Stub =
        || Stub { from: day(1, 20), until: Some(day(2, 1)), first: 20, days: 12, of: 31 };

    #[test]
    fn a_first_stub_lasts_up_to_the_boundary_and_is_cut_by_the_end() {
        assert_eq!(stubs(&[], &[], None), Ok(alloc::vec![FIRST()]));
        // The end cuts its days, not the dates on which it would run.
        assert_eq!(stubs(&[], &[], Some(day(1, 25))), Ok(alloc::vec![Stub { days: 5, ..FIRST() }]));
    }

    #[test]
    fn a_change_of_the_grid_ends_a_stub_and_begins_another() {
        let anchor = Some(Anchor::Date(day(1, 10).date()));
        let change = GridChange { from: day(1, 25), cadence: None, anchor };
        let before = Stub { until: Some(day(1, 25)), days: 5, ..FIRST() };
        // Day 16 of [10 January, 10 February).
        let after = Stub { from: day(1, 25), until: Some(day(2, 10)), first: 16, days: 16, of: 31 };
        assert_eq!(stubs(&[change], &[], None), Ok(alloc::vec![before, after]));
    }

    #[test]
    fn a_shift_pause_puts_the_end_of_a_stub_off_and_an_open_one_holds_it() {
        let moved = Stub { until: Some(day(2, 8)), ..FIRST() };
        assert_eq!(stubs(&[], &[shift(Some(day(2, 1)))], None), Ok(alloc::vec![moved]));
        let held = Stub { until: None, ..FIRST() };
        assert_eq!(stubs(&[], &[shift(None)], None), Ok(alloc::vec![held]));
    }
}
