//! The days of a billing period that are owed, at which terms and from when they are due
//! (CHG-7, CHG-8).
//!
//! Monthly in advance from 1 January 2025, 3 seats, 5 from the 15th: the days 1 to 14 at 3 seats
//! are due on 1 January, the days 15 to 31 at 5 seats on 15 January. With the policy `WithPeriod`
//! all are due on 1 January.
//!
//! What is charged already, and so what is left to charge, is decided by [`crate::books`].

use smallvec::SmallVec;

use super::periods::NEVER;
use super::{BillingPeriod, BillingPeriods, DayRange};
use crate::calendar::{CalendarError, Day, Period};
use crate::contract::{DuePolicy, Refund, StubPrice, Timing};
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
    /// Adds the owed days of a billing period, by rising number.
    ///
    /// The days that a `Full` stub adds, before the start or on and after the end, are like the
    /// nearest day of service: they have its terms, and are free where it is.
    pub(crate) fn owed(&self, billing: &BillingPeriod, segments: &[Segment], owed: &mut OwedDays) {
        if let Some(whole) = self.whole(billing, segments) {
            owed.push(whole);
            return;
        }
        let (first, last) = (self.first_stub(billing), self.last_stub(billing));
        let is_free = first == Some(StubPrice::Free) || last == Some(StubPrice::Free);
        let pieces = billing.pieces.as_deref();
        let is_skipped = pieces.is_some_and(|pieces| pieces.skipped.is_some());
        if is_free || is_skipped || self.is_gone_by(billing.period.start_day()) {
            return;
        }
        let mut push = |days: Option<DayRange>, segment: Option<&Segment>| {
            if let (Some(days), Some(segment)) = (days, segment.filter(|own| own.freed.is_owed())) {
                let due = self.due(billing, segments, segment.terms);
                owed.push(Owed { days, terms: segment.terms, due });
            }
        };
        let (mut next, mut last_day) = (1, billing.period.start_day());
        for (index, piece) in billing.served().enumerate() {
            if index == 0 && first == Some(StubPrice::Full) {
                let segment = segments.get(segment_index(segments, piece.dates.start_day()));
                push(DayRange::new(1, piece.number), segment);
            }
            self.item.each_segment(piece.dates, segments, |dates, segment| {
                let number = |day| piece.number_of(day);
                let start = number(dates.start_day());
                let days = start.and_then(|start| DayRange::new(start, start + dates.days()));
                push(days, Some(segment));
            });
            next = piece.end_number();
            last_day = piece.dates.end_day().pred().unwrap_or(piece.dates.start_day());
        }
        if let Some((on, days)) = pieces.and_then(|pieces| pieces.held) {
            let is_there = !self.is_gone_by(on);
            let segment = segments.get(segment_index(segments, on));
            push(Some(days), segment.filter(|_| is_there));
        }
        if last == Some(StubPrice::Full) && !self.is_gone_by(last_day) {
            let segment = segments.get(segment_index(segments, last_day));
            push(DayRange::new(next, billing.nominal.days().saturating_add(1)), segment);
        }
    }

    /// Returns what is owed of the usual billing period: all days of its reference period, at terms
    /// that don't change. They are due on the trigger.
    #[inline]
    pub(crate) fn whole(&self, billing: &BillingPeriod, segments: &[Segment]) -> Option<Owed> {
        let [only] = segments else { return None };
        let is_whole = billing.period == billing.nominal
            && billing.pieces.is_none()
            && self.item.removed.is_none();
        let days = DayRange::new(1, billing.nominal.days().saturating_add(1))?;
        let due = billing.trigger;
        (is_whole && only.freed.is_owed()).then_some(Owed { days, terms: only.terms, due })
    }

    /// CHG-8: the due date of owed days.
    fn due(&self, billing: &BillingPeriod, segments: &[Segment], terms: u32) -> Day {
        match (self.timing_on(billing.period.start_day()), self.life.contract.billing.due) {
            (Timing::Arrears, _) | (Timing::Advance, DuePolicy::WithPeriod) => billing.trigger,
            (Timing::Advance, DuePolicy::OnEffect) => {
                let holds = self.item.first_day_at(billing, segments, terms);
                let from = holds.unwrap_or(billing.opens);
                if from == billing.opens { billing.trigger } else { billing.trigger.max(from) }
            }
        }
    }
}

impl ItemTimeline<'_> {
    /// Calls `each` for the parts of dates, up to the removal of the item, that lie in one segment.
    fn each_segment<'s>(
        &self,
        dates: Period,
        segments: &'s [Segment],
        mut each: impl FnMut(Period, &'s Segment),
    ) {
        let end = self.removed.map_or(dates.end_day(), |gone| gone.min(dates.end_day()));
        let mut from = dates.start_day();
        let first = segment_index(segments, from);
        for (index, segment) in segments.iter().enumerate().skip(first) {
            let until = segments.get(index + 1).map_or(end, |next| next.from.min(end));
            if let Ok(part) = Period::from_days(from, until) {
                each(part, segment);
            }
            from = from.max(until);
            if until >= end {
                break;
            }
        }
    }
}

impl ItemTimeline<'_> {
    /// Returns the first day of a billing period, and of a Long stub before it, on which terms hold.
    fn first_day_at(
        &self,
        billing: &BillingPeriod,
        segments: &[Segment],
        terms: u32,
    ) -> Option<Day> {
        let terms = self.unstubbed(terms);
        let opens = segment_index(segments, billing.opens);
        let mut at_terms = segments
            .iter()
            .enumerate()
            .skip(opens)
            .filter(|(_, segment)| self.unstubbed(segment.terms) == terms)
            .map(|(index, segment)| (segment.from, segments.get(index + 1).map(|next| next.from)));
        let Some(pieces) = &billing.pieces else {
            return at_terms.next().map(|(from, _)| from.max(billing.opens));
        };
        let held = pieces.held.and_then(|(on, _)| Period::from_days(on, on.succ().ok()?).ok());
        let served = pieces.dates.iter().map(|piece| piece.dates);
        let days = pieces.lead.iter().copied().chain(served).chain(held);
        at_terms.find_map(|(from, until)| {
            days.clone().find_map(|dates| {
                let day = dates.start_day().max(from);
                let is_in = day < dates.end_day() && until.is_none_or(|until| day < until);
                is_in.then_some(day)
            })
        })
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
    let given_back = life.refunds && item.item.refund == Refund::Refunded;
    if !there || given_back || !segment.freed.is_owed() {
        return Ok(None);
    }
    let due = super::trigger::trigger(&life.contract.billing, item.from, 0)?;
    Ok(Some((segment.terms, due.min(NEVER))))
}

/// Returns the index of the segment that holds on a day; the first one before all of them.
#[inline]
pub(super) fn segment_index(segments: &[Segment], day: Day) -> usize {
    if segments.len() < 2 {
        return 0;
    }
    segments.partition_point(|segment| segment.from <= day).saturating_sub(1)
}
