//! A plan changes at once, with a new period, at the end of the period or of the term; its unused days are
//! credited or stay charged (HIS-3, HIS-4).
//!
//! From a desk at 310.00 EUR to one at 400.00 EUR a month on 11 January 2025, restarting the period
//! without proration: a `plan-changed` and an `anchor-changed` effective 11 January, and since the
//! engine credits 21/31 of 310.00, a manual adjustment of 210.00 that charges them again.
//!
//! Which items match is decided by the fold, in [`crate::timeline`].

use alloc::format;

use chrono::NaiveDate;

use super::dates::{period_end, renewal};
use super::draft::{Draft, Proposed};
use super::ground::{Ground, is_there};
use super::refusal::RefusalRule;
use super::words::{PlanPolicy, Proration};
use crate::calendar::{Anchor, CalendarError, Day, Period};
use crate::charge::{Share, charge};
use crate::contract::{GridAnchor, ItemSchedule, Plan, Tax, Text};
use crate::history::EventKind;
use crate::money::{Amount, MoneyError};
use crate::schedule::{DayRange, DaySet, Reference};
use crate::timeline::ItemTimeline;

/// How a plan changes.
#[derive(Clone, Copy)]
pub(super) struct How {
    pub(super) on: NaiveDate,
    pub(super) policy: PlanPolicy,
    pub(super) proration: Proration,
}

/// A plan change, and what restarting the periods takes.
pub(super) fn changed(ground: &Ground<'_>, plan: Plan, how: How) -> Result<Draft, RefusalRule> {
    let on = match (how.policy, how.proration) {
        (PlanPolicy::RestartPeriod, _) | (PlanPolicy::Now, Proration::With) => how.on,
        (PlanPolicy::AtPeriodEnd, _) | (PlanPolicy::Now, Proration::Without) => {
            let day = Day::of(how.on);
            let planned = |item: &ItemTimeline<'_>| item.item.plan_item.is_some();
            let item = ground.first_recurring(day, planned).ok_or(RefusalRule::NothingRecurs)?;
            period_end(item, day)?
        }
        (PlanPolicy::AtTermEnd, _) => renewal(ground, how.on)?,
    };
    let mut draft = Draft::default();
    if how.policy == PlanPolicy::RestartPeriod {
        let day = Day::of(on);
        let running = || {
            let items = ground.items().iter();
            items.filter(|item| is_there(item, day) && item.item.plan_item.is_some())
        };
        for item in running().filter(|item| matches(item, &plan)) {
            let kind =
                EventKind::AnchorChanged { id: item.id, anchor: GridAnchor::Rule(Anchor::Start) };
            draft.record.push(Proposed { on, kind });
        }
        if how.proration == Proration::Without {
            for item in running() {
                draft.record.extend(kept(ground, item, day)?);
            }
        }
    }
    draft.record.insert(0, Proposed { on, kind: EventKind::PlanChanged { plan } });
    Ok(draft)
}

/// Tells whether an item takes the values of a recurring one of the plan.
fn matches(item: &ItemTimeline<'_>, plan: &Plan) -> bool {
    let recurs = |schedule: &ItemSchedule| matches!(schedule, ItemSchedule::Recurring(_));
    let code = item.item.plan_item;
    let mut planned = plan.items.iter().map(|planned| &planned.item);
    let same = planned.find(|planned| planned.plan_item == code);
    recurs(&item.item.schedule) && same.is_some_and(|planned| recurs(&planned.schedule))
}

/// Charges the unused days of an item's running period again: at each of their terms, price ×
/// quantity × share, rounded once (CHG-6). Days that are not owed stay so.
fn kept(
    ground: &Ground<'_>,
    item: &ItemTimeline<'_>,
    on: Day,
) -> Result<Option<Proposed>, RefusalRule> {
    let (Ok(timeline), Some(contract)) = (&ground.timeline, ground.contract()) else {
        return Ok(None);
    };
    let Some(running) = running_period(item, on)? else {
        return Ok(None);
    };
    let ends = [item.removed, ground.end].into_iter().flatten();
    let end = ends.fold(running.end, Day::min);
    let segments = timeline.segments_of(item);
    let (mut minor, mut tax) = (0_i64, Tax::NONE);
    for (index, segment) in segments.iter().enumerate() {
        let until = segments.get(index + 1).map_or(end, |next| next.from.min(end));
        let terms = timeline.terms_at(segment.terms);
        let days = running.numbers(segment.from.max(on), until).map(DaySet::of);
        let reference = Reference::Period(running.nominal);
        let share = days.and_then(|days| Share::of_days(terms.weights, reference, &days));
        let Some(share) = share.filter(|share| share.days() > 0 && segment.freed.is_owed()) else {
            continue;
        };
        let amount = charge(terms, share, contract.currency.exponent())?.net;
        minor = minor.checked_add(amount).ok_or(MoneyError::OutOfRange)?;
        tax = terms.tax;
    }
    if minor == 0 {
        return Ok(None);
    }
    let label = timeline.label(item.id, on).unwrap_or(&item.item.label);
    let label =
        format!("{label}: unused days from {} to {} stay charged", on.date(), end.pred()?.date());
    let (amount, label) = (Amount::new(minor, contract.currency), Text::from(label.as_str()));
    let kind = EventKind::ManualAdjustment { amount, tax, label };
    Ok(Some(Proposed { on: on.date(), kind }))
}

/// The period that a day runs in.
struct RunningPeriod {
    nominal: Period,
    /// By how many days Shift pauses moved its dates.
    moved: i64,
    end: Day,
}

impl RunningPeriod {
    /// Numbers the days from one up to another.
    fn numbers(&self, from: Day, until: Day) -> Option<DayRange> {
        let number =
            |day| u32::try_from(self.nominal.start_day().days_until(day) - self.moved + 1).ok();
        DayRange::new(number(from)?, number(until)?)
    }
}

/// Returns the period that a day runs in; none where none runs.
fn running_period(
    item: &ItemTimeline<'_>,
    on: Day,
) -> Result<Option<RunningPeriod>, CalendarError> {
    let eras = item.course.as_deref().map_or(&[][..], |course| &course.eras);
    let era = eras.iter().rev().find(|era| era.from <= on);
    let (grid, moved, until) = match (era, item.grid) {
        (Some(era), _) => (era.grid, era.moved, era.until),
        (None, Some(grid)) => (grid, 0, None),
        (None, None) => return Ok(None),
    };
    let nominal = grid.period_of_day(on.plus_days(-moved)?)?.1;
    let end = nominal.end_day().plus_days(moved)?;
    let end = until.map_or(end, |until| until.min(end));
    // A period that begins on the day has no used days: it is replaced by the new one as a whole.
    let begins = nominal.start_day().plus_days(moved)? == on;
    Ok((on < end && !begins).then_some(RunningPeriod { nominal, moved, end }))
}
