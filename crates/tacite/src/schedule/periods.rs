//! A billing period is the run of an item's days in one reference period (CHG-4).
//!
//! A monthly item on the 1st from 20 January to 10 March 2025 has three: `[20 Jan, 1 Feb)`,
//! `[1 Feb, 1 Mar)` and `[1 Mar, 10 Mar)`. The first and the last are stubs (CAL-6). Only start,
//! end and grid cut; an item that is removed keeps its period, its later days are freed.
//!
//! Which of its days are owed, and when they fall due, is decided by [`super::owed`].

use super::trigger::trigger;
use crate::calendar::{CalendarError, Day, Grid, Period};
use crate::contract::{LastPeriod, Recurrence, StubPrice, StubTrigger, Timing};
use crate::timeline::{ItemTimeline, Life};

/// The billing periods of a recurring item.
#[derive(Clone, Copy)]
pub(crate) struct BillingPeriods<'t, 'h> {
    pub(crate) life: &'t Life<'h>,
    pub(crate) item: &'t ItemTimeline<'h>,
    pub(crate) recurrence: &'h Recurrence,
    pub(crate) grid: &'t Grid,
}

/// One billing period (CHG-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BillingPeriod {
    /// The reference period that it is in.
    pub(crate) nominal: Period,
    /// Its days of service.
    pub(crate) period: Period,
    /// INV-2.
    pub(crate) trigger: Day,
    /// The first day for CHG-8: a Long stub and the period after it count as one.
    pub(crate) opens: Day,
}

impl BillingPeriods<'_, '_> {
    /// Returns the index of the first billing period.
    pub(crate) fn first_index(&self) -> i64 {
        self.grid.index_of_day(self.item.from)
    }

    /// Returns the billing period in the reference period of an index, if the item has days there.
    pub(crate) fn at(&self, index: i64) -> Result<Option<BillingPeriod>, CalendarError> {
        self.within(index, self.grid.period(index)?)
    }

    /// Returns the reference period that follows the one of an index: one boundary, not two.
    #[inline]
    pub(crate) fn after(&self, index: i64, nominal: Period) -> Result<Period, CalendarError> {
        let end = self.grid.boundary_day(index.saturating_add(2))?;
        Period::from_days(nominal.end_day(), end)
    }

    /// Returns the billing period in a reference period and its index, if the item has days there.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "every run asks it twice, and what it returns is large"
    )]
    pub(crate) fn within(
        &self,
        index: i64,
        nominal: Period,
    ) -> Result<Option<BillingPeriod>, CalendarError> {
        let Some(period) = self.served(nominal) else {
            return Ok(None);
        };
        let (trigger, opens) = (self.own_trigger(period)?, period.start_day());
        let mut billing = BillingPeriod { nominal, period, trigger, opens };
        if self.recurrence.stubs.first_trigger == StubTrigger::Long {
            self.join_long_stub(index, &mut billing)?;
        }
        Ok(Some(billing))
    }

    /// A Long stub falls due with the period after it, and the two count as one.
    fn join_long_stub(&self, index: i64, billing: &mut BillingPeriod) -> Result<(), CalendarError> {
        if self.is_first_stub(billing.nominal) {
            let next = self.grid.period(index.saturating_add(1))?;
            if let Some(next) = self.served(next) {
                billing.trigger = self.own_trigger(next)?;
            }
        } else if billing.nominal.start_day() > self.item.from {
            let before = self.grid.period(index.saturating_sub(1))?;
            if self.is_first_stub(before) && before.contains_day(self.item.from) {
                billing.opens = self.item.from;
            }
        }
        Ok(())
    }

    /// Tells what the stub at the start costs; a whole period at its start is no stub.
    pub(crate) fn first_stub(&self, nominal: Period) -> Option<StubPrice> {
        self.is_first_stub(nominal).then_some(self.recurrence.stubs.first)
    }

    /// Tells what the stub at the end costs; a whole period at its end is no stub (TRM-8).
    pub(crate) fn last_stub(&self, nominal: Period) -> Option<StubPrice> {
        let cut = self.life.end.is_some_and(|end| end < nominal.end_day());
        cut.then_some(match self.life.last_period {
            Some(LastPeriod::Prorated) => StubPrice::Prorated,
            Some(LastPeriod::Full) => StubPrice::Full,
            None => self.recurrence.stubs.last,
        })
    }

    /// Tells whether the item is there no more on a day and after it.
    pub(crate) fn is_gone_by(&self, day: Day) -> bool {
        self.item.removed.is_some_and(|removed| removed <= day)
    }

    fn is_first_stub(&self, nominal: Period) -> bool {
        self.item.from > nominal.start_day()
    }

    #[inline]
    fn served(&self, nominal: Period) -> Option<Period> {
        let start = nominal.start_day().max(self.item.from);
        let end = self.life.end.map_or(nominal.end_day(), |end| end.min(nominal.end_day()));
        if start < end { Period::from_days(start, end).ok() } else { None }
    }

    #[inline]
    fn own_trigger(&self, period: Period) -> Result<Day, CalendarError> {
        let from = match self.recurrence.timing {
            Timing::Advance => period.start_day(),
            Timing::Arrears => period.end_day(),
        };
        trigger(&self.life.contract.billing, from, self.recurrence.offset_days)
    }
}
