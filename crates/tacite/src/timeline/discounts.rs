//! A discount holds from its grant up to a date: the one agreed, or the n-th boundary of the item's
//! grid, moved by the days stopped (CHG-9, PAU-3).
//!
//! Granted on 10 January 2025 for 2 periods of a monthly item on the 1st: up to 1 March; up to
//! 15 March if a pause stops its clock for 14 days in between.
//!
//! What it takes off is decided by [`crate::charge`].

use alloc::vec::Vec;

use super::ClockEnd;
use super::change::{Change, Field};
use super::clock::moved;
use super::grids::Eras;
use super::pauses::PauseWindow;
use crate::calendar::{Anchor, CalendarError, Day, Grid, Overflow};
use crate::contract::{DiscountDuration, DiscountId, DiscountValue, ItemId};

/// The days on which a discount holds for an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DiscountWindow {
    pub(crate) from: Day,
    pub(crate) until: Option<Day>,
    pub(crate) value: DiscountValue,
    order: (u16, u64),
}

impl DiscountWindow {
    /// Returns the sequence number of the event that granted it.
    pub(super) const fn sequence(&self) -> u64 {
        self.order.1
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
        let (from, value) = (change.from, discount.value);
        let order = (discount.order, change.sequence);
        windows.push(DiscountWindow { from, until, value, order });
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
