//! A billing period is the run of an item's days in one reference period (CHG-4).
//!
//! A monthly item on the 1st from 20 January to 10 March 2025 has three: `[20 Jan, 1 Feb)`,
//! `[1 Feb, 1 Mar)` and `[1 Mar, 10 Mar)`. The first and the last are stubs (CAL-6). Only start,
//! end and grid cut; an item that is removed keeps its period, its later days are freed.
//!
//! Which of its days are owed, and when they fall due, is decided by [`super::owed`].

use alloc::boxed::Box;

use super::pieces::{Piece, Pieces};
use super::trigger::trigger;
use crate::calendar::{CalendarError, Day, Grid, Period};
use crate::contract::{LastPeriod, Recurrence, StubPrice, StubTrigger, Timing};
use crate::timeline::{ItemTimeline, Life, Segment};

/// The due date of what never falls due: later than any day that a run may be asked for.
pub(crate) const NEVER: Day = Day::MAX;

/// The billing periods of a recurring item.
#[derive(Clone, Copy)]
pub(crate) struct BillingPeriods<'t, 'h> {
    pub(crate) life: &'t Life<'h>,
    pub(crate) item: &'t ItemTimeline<'h>,
    pub(crate) recurrence: &'h Recurrence,
    /// The grid of an item without a course; the first one of an item with one.
    pub(crate) grid: &'t Grid,
}

/// One billing period (CHG-4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BillingPeriod {
    /// The reference period that it is in.
    pub(crate) nominal: Period,
    /// From its first day of service to the end of service in it.
    pub(crate) period: Period,
    /// INV-2; [`NEVER`] while its end is not known and it is billed in arrears.
    pub(crate) trigger: Day,
    /// The first day for CHG-8: a Long stub and the period after it count as one.
    pub(crate) opens: Day,
    /// What it is made of, if its days of service are not simply those from the first to the last.
    pub(crate) pieces: Option<Box<Pieces>>,
}

impl BillingPeriod {
    /// Lists the runs of dates of service, by rising day, with the number of the first of each.
    pub(crate) fn served(&self) -> impl Iterator<Item = Piece> + Clone + '_ {
        let (plain, pieces) = match &self.pieces {
            Some(pieces) => (None, pieces.dates.as_slice()),
            None => (Some(Piece::within(self.nominal, self.period)), &[][..]),
        };
        plain.into_iter().chain(pieces.iter().copied())
    }
}

impl BillingPeriods<'_, '_> {
    /// Returns the billing period that holds a day or, if none does, the first one after it.
    pub(crate) fn holding(&self, day: Day) -> Result<Option<BillingPeriod>, CalendarError> {
        if let Some(course) = &self.item.course {
            return self.course_holding(course, day);
        }
        let (index, nominal) = self.grid.period_of_day(day.max(self.item.from))?;
        self.within(index, nominal)
    }

    /// Returns the billing period after another one.
    pub(crate) fn next(
        &self,
        billing: &BillingPeriod,
    ) -> Result<Option<BillingPeriod>, CalendarError> {
        if let Some(course) = &self.item.course {
            return self.course_next(course, billing);
        }
        let index = self.grid.index_of_day(billing.nominal.start_day());
        let nominal = self.after(index, billing.nominal)?;
        self.within(index.saturating_add(1), nominal)
    }

    /// Returns the reference period that follows the one of an index: one boundary, not two.
    #[inline]
    pub(crate) fn after(&self, index: i64, nominal: Period) -> Result<Period, CalendarError> {
        let end = self.grid.boundary_day(index.saturating_add(2))?;
        Period::from_days(nominal.end_day(), end)
    }

    /// Returns the billing period in a reference period and its index, if the item has days there.
    /// Only an item without a course can be asked.
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
        let mut billing = BillingPeriod { nominal, period, trigger, opens, pieces: None };
        if self.recurrence.stubs.first_trigger == StubTrigger::Long {
            self.join_long_stub(index, &mut billing)?;
        }
        Ok(Some(billing))
    }

    /// A Long stub falls due with the period after it, and the two count as one.
    fn join_long_stub(&self, index: i64, billing: &mut BillingPeriod) -> Result<(), CalendarError> {
        if self.begins_inside(billing.nominal) {
            let next = self.grid.period(index.saturating_add(1))?;
            if let Some(next) = self.served(next) {
                billing.trigger = self.own_trigger(next)?;
            }
        } else if billing.nominal.start_day() > self.item.from {
            let before = self.grid.period(index.saturating_sub(1))?;
            if self.begins_inside(before) && before.contains_day(self.item.from) {
                billing.opens = self.item.from;
            }
        }
        Ok(())
    }

    /// Tells what the stub at the start costs; a whole period at its start is no stub.
    pub(crate) fn first_stub(&self, billing: &BillingPeriod) -> Option<StubPrice> {
        let is_stub = match &billing.pieces {
            Some(pieces) => pieces.is_first_stub,
            None => self.begins_inside(billing.nominal),
        };
        is_stub.then_some(self.recurrence.stubs.first)
    }

    /// Tells what the stub at the end costs; a whole period at its end is no stub (TRM-8).
    pub(crate) fn last_stub(&self, billing: &BillingPeriod) -> Option<StubPrice> {
        let uncut = billing.uncut_end();
        let cut = self.life.end.is_some_and(|end| end < uncut);
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

    /// Tells whether nothing of the billing periods that begin on a day and after it is owed: the
    /// item is gone, or its days are freed from then on for good.
    #[inline]
    pub(crate) fn is_freed_from(&self, day: Day, segments: &[Segment]) -> bool {
        let skipped_from = self.item.course.as_ref().and_then(|course| course.skipped_from);
        let is_freed =
            |last: &Segment| !last.freed.is_owed() && last.from <= day && self.life.end.is_none();
        self.is_gone_by(day)
            || skipped_from.is_some_and(|from| from <= day)
            || segments.last().is_some_and(is_freed)
    }

    /// Returns the timing of the billing period that begins on a day.
    #[inline]
    pub(crate) fn timing_on(&self, start: Day) -> Timing {
        let agreed = self.recurrence.timing;
        self.item.course.as_ref().map_or(agreed, |course| course.timing(agreed, start))
    }

    fn begins_inside(&self, nominal: Period) -> bool {
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
        self.trigger_of(period, self.recurrence.timing)
    }

    #[inline]
    pub(super) fn trigger_of(&self, period: Period, timing: Timing) -> Result<Day, CalendarError> {
        let from = match timing {
            Timing::Advance => period.start_day(),
            Timing::Arrears => period.end_day(),
        };
        trigger(&self.life.contract.billing, from, self.recurrence.offset_days)
    }
}
