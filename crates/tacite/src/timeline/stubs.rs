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
