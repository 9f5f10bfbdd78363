//! The days of a billing period that are owed, at which terms and from when they are due
//! (CHG-7, CHG-8).
//!
//! Monthly in advance from 1 January 2025, 3 seats, 5 from the 15th: the days 1 to 14 at 3 seats
//! are due on 1 January, the days 15 to 31 at 5 seats on 15 January. With the policy `WithPeriod`
//! all are due on 1 January.
//!
//! What is charged already, and so what is left to charge, is decided by [`crate::books`].

use smallvec::SmallVec;

use super::{BillingPeriod, BillingPeriods, DayRange};
use crate::calendar::{CalendarError, Day};
use crate::contract::{DuePolicy, StubPrice, Timing};
use crate::timeline::{ItemTimeline, Life, Segment};

/// Days that are owed at the same terms and due on the same day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owed {
    pub(crate) days: DayRange,
    /// Index in the timeline's terms.
    pub(crate) terms: u32,
    pub(crate) due: Day,
}

/// What is owed of one billing period.
pub(crate) type OwedDays = SmallVec<[Owed; 2]>;

impl BillingPeriods<'_, '_> {
    /// Lists the owed days of a billing period, by rising day.
    ///
    /// The days that a `Full` stub adds, before the start or on and after the end, are like the
    /// nearest day of service: they have its terms, and are free where it is.
    pub(crate) fn owed(&self, billing: &BillingPeriod, segments: &[Segment], owed: &mut OwedDays) {
        owed.clear();
        if let Some(whole) = self.whole(billing, segments) {
            owed.push(whole);
            return;
        }
        let (nominal, period) = (billing.nominal, billing.period);
        let (first, last) = (self.first_stub(nominal), self.last_stub(nominal));
        if first == Some(StubPrice::Free) || last == Some(StubPrice::Free) {
            return;
        }
        if self.is_gone_by(period.start_day()) {
            return;
        }
        let start = match first {
            Some(StubPrice::Full) => nominal.start_day(),
            Some(StubPrice::Prorated | StubPrice::Free) | None => period.start_day(),
        };
        let end = match last {
            Some(StubPrice::Full) => nominal.end_day(),
            Some(StubPrice::Prorated | StubPrice::Free) | None => period.end_day(),
        };
        let end = self.item.removed.map_or(end, |removed| removed.min(end));
        let current = segment_index(segments, period.start_day());
        let mut from = start;
        for (index, segment) in segments.iter().enumerate().skip(current) {
            let until = segments.get(index + 1).map_or(end, |next| next.from.min(end));
            if let Some(days) = numbers(nominal.start_day(), from, until)
                && !segment.freed
            {
                let due = self.due(billing, segments, segment.terms);
                owed.push(Owed { days, terms: segment.terms, due });
            }
            from = until;
            if until >= end {
                break;
            }
        }
    }

    /// Returns what is owed of the usual billing period: all days of its reference period, at terms
    /// that don't change. They are due on the trigger.
    #[inline]
    pub(crate) fn whole(&self, billing: &BillingPeriod, segments: &[Segment]) -> Option<Owed> {
        let [only] = segments else { return None };
        let is_whole = billing.period == billing.nominal && self.item.removed.is_none();
        let days = DayRange::new(1, billing.nominal.days().saturating_add(1))?;
        (is_whole && !only.freed).then_some(Owed { days, terms: only.terms, due: billing.trigger })
    }

    /// CHG-8: the due date of owed days.
    fn due(&self, billing: &BillingPeriod, segments: &[Segment], terms: u32) -> Day {
        match (self.recurrence.timing, self.life.contract.billing.due) {
            (Timing::Arrears, _) | (Timing::Advance, DuePolicy::WithPeriod) => billing.trigger,
            (Timing::Advance, DuePolicy::OnEffect) => {
                let opens = segment_index(segments, billing.opens);
                let held = segments.iter().skip(opens).find(|segment| segment.terms == terms);
                let from = held.map_or(billing.opens, |segment| segment.from.max(billing.opens));
                if from == billing.opens { billing.trigger } else { billing.trigger.max(from) }
            }
        }
    }
}

/// Returns the day on which a one-off is due, if it is owed (INV-8).
pub(crate) fn one_off_due(
    life: &Life<'_>,
    item: &ItemTimeline<'_>,
    segments: &[Segment],
) -> Result<Option<(u32, Day)>, CalendarError> {
    let Some(segment) = segments.get(segment_index(segments, item.from)) else {
        return Ok(None);
    };
    let there = item.removed.is_none_or(|removed| removed > item.from);
    if !there || segment.freed {
        return Ok(None);
    }
    let due = super::trigger::trigger(&life.contract.billing, item.from, 0)?;
    Ok(Some((segment.terms, due)))
}

/// Returns the index of the segment that holds on a day; the first one before all of them.
#[inline]
fn segment_index(segments: &[Segment], day: Day) -> usize {
    if segments.len() < 2 {
        return 0;
    }
    segments.partition_point(|segment| segment.from <= day).saturating_sub(1)
}

/// Turns days into day numbers, counted from 1 on the reference period's first day.
#[inline]
fn numbers(first: Day, start: Day, end: Day) -> Option<DayRange> {
    let number = |day: Day| u32::try_from(first.days_until(day) + 1).ok();
    DayRange::new(number(start)?, number(end)?)
}
