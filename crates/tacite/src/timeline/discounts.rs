//! A discount holds from its grant up to a date: the one agreed, or the n-th boundary of the item's
//! grid, moved by the days stopped (CHG-9, PAU-3).
//!
//! Granted on 10 January 2025 for 2 periods of a monthly item on the 1st: up to 1 March; up to
//! 15 March if a pause stops its clock for 14 days in between.
//!
//! What it takes off is decided by [`crate::charge`].

use alloc::vec::Vec;

use super::change::{Change, Field};
use super::clock::moved;
use super::grids::Eras;
use super::incomplete::Incomplete;
use super::pauses::PauseWindow;
use super::sharing::{Share, Shared};
use super::{Allowance, ClockEnd, Weights};
use crate::calendar::{Anchor, CalendarError, Day, Grid, Overflow};
use crate::contract::{
    Discount, DiscountDuration, DiscountId, DiscountValue, ItemId, StubDiscount,
};
use crate::money::UnitPrice;

/// The days on which a discount holds for an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DiscountWindow {
    pub(crate) from: Day,
    pub(crate) until: Option<Day>,
    value: DiscountValue,
    in_stubs: StubDiscount,
    /// Of an amount off the whole: what the item has of it.
    share: Option<Share>,
    order: (u16, u64),
}

impl DiscountWindow {
    /// Returns the sequence number of the event that granted it.
    pub(super) const fn sequence(&self) -> u64 {
        self.order.1
    }

    /// Returns the amount off the whole that it is, if it is one.
    pub(super) fn shared(&self) -> Option<UnitPrice> {
        match self.value {
            DiscountValue::Amount(amount) => self.share.as_ref().map(|_| amount),
            DiscountValue::Percent(_) => None,
        }
    }

    /// Tells whether it takes off an incomplete billing period what it takes off a whole one.
    pub(super) fn is_full_in_stubs(&self) -> bool {
        match (self.value, self.in_stubs) {
            (DiscountValue::Amount(_), StubDiscount::Full) => true,
            (DiscountValue::Amount(_), StubDiscount::Prorated) | (DiscountValue::Percent(_), _) => {
                false
            }
        }
    }

    /// Returns what it takes off on a day, given the incomplete billing periods of the item and what its days weigh; none if
    /// it does not hold or the item has no share of it.
    pub(super) fn allowance_on(
        &self,
        day: Day,
        (incomplete, weights): (&[Incomplete], Weights),
    ) -> Option<Allowance> {
        if !self.contains(day) {
            return None;
        }
        let amount = match (self.value, &self.share) {
            (DiscountValue::Percent(percent), _) => return Some(Allowance::Percent(percent)),
            (DiscountValue::Amount(amount), None) => amount,
            (DiscountValue::Amount(_), Some(share)) => {
                let last = share.partition_point(|(from, _)| *from <= day).checked_sub(1)?;
                share.get(last).map(|(_, part)| *part).filter(|part| *part != UnitPrice::ZERO)?
            }
        };
        let stub = Incomplete::on(incomplete, day).filter(|_| self.is_full_in_stubs());
        Some(match stub.and_then(|stub| stub.part(weights)) {
            Some((days, of)) => Allowance::AmountInStub { amount, days, of },
            None => Allowance::Amount(amount),
        })
    }

    /// Tells whether it takes anything off a day.
    pub(super) fn gives_on(&self, day: Day) -> bool {
        self.allowance_on(day, (&[], Weights::ActualDays)).is_some()
    }

    /// Returns the next day after one on which what it takes off changes.
    pub(super) fn turns_after(&self, day: Day) -> Option<Day> {
        let own = [Some(self.from), self.until].into_iter().flatten();
        let share = self.share.as_deref().unwrap_or_default();
        let next = share.get(share.partition_point(|(from, _)| *from <= day));
        own.chain(next.map(|(from, _)| *from)).filter(|next| *next > day).min()
    }

    pub(super) const fn clock_end(&self, item: ItemId) -> ClockEnd {
        ClockEnd { item, granted: Some(self.order.1), from: self.from, until: self.until }
    }

    pub(crate) fn contains(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// What the discounts of an item are counted by.
pub(super) struct Counting<'c> {
    pub(super) eras: &'c Eras,
    pub(super) overflow: Overflow,
    /// The pauses of the item.
    pub(super) pauses: &'c [PauseWindow],
}

/// Lists the discounts of an item in the order in which they are taken, from all changes by rising
/// day and sequence and from those of them that reach the item.
pub(super) fn discounts<'h>(
    changes: &[Change<'h>],
    reaches: impl Fn(&Change<'h>) -> bool,
    counting: &Counting<'_>,
    shared: impl Fn(u64) -> Option<Shared>,
) -> Result<Vec<DiscountWindow>, CalendarError> {
    let mut windows = Vec::new();
    for (index, change) in changes.iter().enumerate() {
        let Field::Granted(id, discount) = change.field else {
            continue;
        };
        if !reaches(change) {
            continue;
        }
        let mut until = counting.end(change.from, discount.lasts)?;
        let later = changes.get(index + 1..).unwrap_or_default();
        if let Some(over) = later.iter().find(|change| is_of(change, id)) {
            until = Some(until.map_or(over.from, |until| until.min(over.from)));
        }
        let Discount { value, in_stubs, order, .. } = *discount;
        let of_all = discount.item.is_none() && matches!(value, DiscountValue::Amount(_));
        let mut share = None;
        if of_all {
            // What is shared ends for all items at once. Before that is known, nobody has a share.
            let shared = shared(change.sequence);
            until = shared.as_ref().map_or(until, |shared| shared.until);
            share = Some(shared.map_or_else(|| Share::from([]), |shared| shared.share));
        }
        let (from, order) = (change.from, (order, change.sequence));
        windows.push(DiscountWindow { from, until, value, in_stubs, share, order });
    }
    windows.sort_by_key(|window| window.order);
    Ok(windows)
}

/// Tells whether a change is about a discount: granted again, or withdrawn.
fn is_of(change: &Change<'_>, id: DiscountId) -> bool {
    match change.field {
        Field::Granted(other, _) | Field::Withdrawn(other) => other == id,
        Field::Removed
        | Field::Quantity(_)
        | Field::Price(_)
        | Field::Tax(_)
        | Field::Customer(_)
        | Field::Cadence(_)
        | Field::Anchor(_)
        | Field::Timing(_)
        | Field::Planned(_) => false,
    }
}

impl Counting<'_> {
    fn end(&self, from: Day, lasts: DiscountDuration) -> Result<Option<Day>, CalendarError> {
        let (date, set_on) = match lasts {
            DiscountDuration::Forever => return Ok(None),
            DiscountDuration::Until(date) => (Day::of(date), from),
            DiscountDuration::Periods(0) => return Ok(Some(from)),
            DiscountDuration::Periods(count) => match self.boundary(from, count)? {
                Some(counted) => counted,
                // What has no periods, or none that is to come, has the discount for good.
                None => return Ok(None),
            },
        };
        Ok(moved(date, set_on, self.pauses, |clocks| clocks.discounts))
    }

    /// Returns the n-th boundary after the first day that the item has from a day on, as the grid is
    /// on it, and that day: a grant while nothing runs counts from the resumption.
    fn boundary(&self, granted: Day, count: u32) -> Result<Option<(Day, Day)>, CalendarError> {
        let mut eras = self.eras.list.iter();
        let Some(era) = eras.find(|era| era.until.is_none_or(|until| granted < until)) else {
            return Ok(None);
        };
        let on = granted.max(era.from);
        let (number, period) = era.grid.period_of_day(on.plus_days(-era.moved)?)?;
        let count = i64::from(count);
        let boundary = if era.moved == 0 {
            era.grid.boundary_day(number.saturating_add(count))?
        } else {
            // The moved end of the period is the anchor of what follows (PAU-2).
            let end = period.end_day().plus_days(era.moved)?;
            let anchor = Anchor::Date(end.date());
            let grid = Grid::from_day(era.grid.cadence(), anchor, self.overflow, end)?;
            grid.boundary_day(count - 1)?
        };
        Ok(Some((boundary, on)))
    }
}
