//! Why a line is due on its day (EXP-1, CHG-8, INV-2).
//!
//! Monthly in advance from 1 January 2025, 3 seats, 5 from the 15th: the days at 3 are due on
//! 1 January, when the period begins, those at 5 on the 15th, when these terms begin to hold.
//!
//! When days fall due is decided by [`crate::schedule`].

use alloc::vec;
use alloc::vec::Vec;

use chrono::NaiveDate;

use super::ExplainError;
use super::asked::Asked;
use super::unowed::{Ground, Unowed};
use crate::calendar::{Convention, Day};
use crate::contract::{
    BillingPolicy, DuePolicy, ItemId, ItemSchedule, SendingDay, StubTrigger, Timing,
};
use crate::history::EventKind;
use crate::schedule::{
    BillingPeriod, BillingPeriods, DayRange, Due, OwedDays, Reference, Standing,
};

/// Why a line is due on its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueReason {
    /// A billing period in advance begins.
    PeriodStart(NaiveDate),
    /// A billing period in arrears ends; its first day after.
    PeriodEnd(NaiveDate),
    /// The period after a first stub begins, and the stub is billed with it (CAL-6).
    NextPeriodStart(NaiveDate),
    /// The period after a first stub ends, and the stub is billed with it; its first day after.
    NextPeriodEnd(NaiveDate),
    /// The terms begin to hold inside a billing period.
    TermsHold(NaiveDate),
    /// The day of a one-off.
    OneOff(NaiveDate),
    /// The day of a manual adjustment.
    Adjustment(NaiveDate),
    /// The end of the contract, on which the exit fee is due.
    ExitFee(NaiveDate),
    /// The document is cancelled that charged or credited it, on this day.
    Cancellation(NaiveDate),
    /// What was charged is not owed any more, by runs of days.
    Credit(Vec<CreditCause>),
}

/// Why days are credited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CreditCause {
    /// The days, as numbers of the reference period; none for a remainder, which has no days.
    pub days: Option<DayRange>,
    /// Why they are not owed.
    pub why: Unowed,
    /// The day on which that makes the credit due; none for at once, which counts as the day on which
    /// the line that is corrected was due.
    pub due_on: Option<NaiveDate>,
}

/// What moves a due date from the start or the end of a billing period (INV-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DueMoves {
    /// Days added, below 0 for early.
    pub offset_days: i32,
    /// The day on which documents are sent.
    pub sending_day: Option<SendingDay>,
    /// How holidays are avoided.
    pub business_days: Convention,
}

/// A due date, why, and by what it is moved, if it is.
pub(super) type Dated = (DueReason, Option<DueMoves>);

impl Ground<'_> {
    /// Says why a charge is due.
    pub(super) fn charge_due(&self, asked: &Asked<'_>) -> Result<Option<Dated>, ExplainError> {
        let (Some(life), due) = (self.life(), asked.due.date()) else {
            return Ok(None);
        };
        let policy = &life.contract.billing;
        if let Reference::Adjustment { sequence } = asked.reference {
            let event = self.history.event(sequence);
            return Ok(event.map(|event| {
                let is_manual = matches!(event.kind, EventKind::ManualAdjustment { .. });
                let reason =
                    if is_manual { DueReason::Adjustment(due) } else { DueReason::ExitFee(due) };
                (reason, None)
            }));
        }
        let Some(item) = self.item() else { return Ok(None) };
        if item.item.schedule == ItemSchedule::Once {
            let moves = (item.from != asked.due).then(|| DueMoves::of(policy, 0));
            return Ok(Some((DueReason::OneOff(item.from.date()), moves)));
        }
        let Some(periods) = self.periods() else { return Ok(None) };
        let Some(billing) = periods.holding(asked.billing.start_day())? else { return Ok(None) };
        if asked.due != billing.trigger {
            return Ok(Some((DueReason::TermsHold(due), None)));
        }
        let (reason, from) = triggered(&periods, &billing)?;
        let offset_days = periods.recurrence.offset_days;
        let moves = (from != asked.due).then(|| DueMoves::of(policy, offset_days));
        Ok(Some((reason, moves)))
    }

    /// Says why a credit is due, by runs of days for the same reason.
    pub(super) fn credit_due(&self, asked: &Asked<'_>) -> Result<Dated, ExplainError> {
        let mut causes: Vec<CreditCause> = Vec::new();
        if asked.days.is_empty() {
            // It is due with the credit that it is left over of.
            let due_on = Some(asked.due.date());
            causes = vec![CreditCause { days: None, why: Unowed::Remainder, due_on }];
        }
        let periods = self.periods();
        let mut judging = match (&periods, asked.reference) {
            (Some(periods), Reference::Period(nominal)) => {
                let segments = self.timeline.segments_of(periods.item);
                let standing = Standing::new(periods, segments);
                let owed = standing.owed_of(nominal)?;
                Some(Judging { standing, owed })
            }
            (Some(_), Reference::Once | Reference::Adjustment { .. }) | (None, _) => None,
        };
        for number in asked.days.ranges().flat_map(|days| days.start()..days.end()) {
            let (why, due_on) = self.judged(&mut judging, asked, number)?;
            let follows = |last: &CreditCause| {
                (last.why, last.due_on) == (why, due_on)
                    && last.days.is_some_and(|days| days.end() == number)
            };
            let last = causes.last_mut().filter(|last| follows(last));
            let start = last.as_ref().and_then(|last| last.days).map(DayRange::start);
            let days = DayRange::new(start.unwrap_or(number), number.saturating_add(1));
            match last {
                Some(last) => last.days = days,
                None => causes.push(CreditCause { days, why, due_on }),
            }
        }
        Ok((DueReason::Credit(causes), None))
    }

    /// Why a charged day is not owed, or at other terms, and when that is due.
    fn judged(
        &self,
        judging: &mut Option<Judging<'_, '_>>,
        asked: &Asked<'_>,
        number: u32,
    ) -> Result<(Unowed, Option<NaiveDate>), ExplainError> {
        let Some(Judging { standing, owed }) = judging else {
            let other_terms = self.dateless_due(asked);
            return Ok(other_terms.unwrap_or((self.dateless(asked), None)));
        };
        let is_at_once =
            self.life().is_some_and(|life| life.contract.billing.due == DuePolicy::WithPeriod);
        let dated = |day: Day| (!is_at_once).then(|| day.date());
        if let Some(part) = owed.iter().find(|part| part.days.contains(number)) {
            return Ok((Unowed::OtherTerms, dated(part.due)));
        }
        let (why, date) = standing.unowed(asked.reference, number)?;
        let due_on = match why.due() {
            Due::AtOnce => None,
            Due::On(day) => dated(day),
        };
        let date = date.unwrap_or_else(|| asked.billing.start_day());
        Ok((self.unowed(why, date), due_on))
    }

    /// Why a line that belongs to no period is credited, if its day is owed at other terms now.
    fn dateless_due(&self, asked: &Asked<'_>) -> Option<(Unowed, Option<NaiveDate>)> {
        let due = match asked.reference {
            Reference::Period(_) => None,
            Reference::Once => {
                let (life, item) = (self.life()?, self.item()?);
                let segments = self.timeline.segments_of(item);
                let is_once = item.item.schedule == ItemSchedule::Once;
                let due = crate::schedule::one_off_due(life, item, segments).ok()?;
                due.filter(|_| is_once).map(|(_, due)| due)
            }
            Reference::Adjustment { sequence } => {
                let mut adjustments = self.timeline.adjustments.iter();
                let own = adjustments.find(|adjustment| adjustment.sequence == sequence);
                own.map(|adjustment| adjustment.on)
            }
        };
        let policy = self.life()?.contract.billing.due;
        due.map(|due| (Unowed::OtherTerms, (policy == DuePolicy::OnEffect).then(|| due.date())))
    }

    /// Why a line that belongs to no period, or whose item has none now, is credited.
    fn dateless(&self, asked: &Asked<'_>) -> Unowed {
        if self.life().is_none() {
            return Unowed::NotStarted;
        }
        if asked.item == ItemId::ADJUSTMENT {
            return Unowed::AdjustmentGone;
        }
        let Some(item) = self.item() else {
            return self.without_item(asked.billing.start_day());
        };
        match (asked.reference, &item.item.schedule) {
            (Reference::Once, ItemSchedule::Once) => self.one_off_unowed(item.from),
            (Reference::Once, ItemSchedule::Recurring(_))
            | (Reference::Period(_) | Reference::Adjustment { .. }, _) => Unowed::OtherSchedule,
        }
    }
}

/// What days of a reference period are judged by.
struct Judging<'s, 'h> {
    standing: Standing<'s, 's, 'h>,
    /// What is owed of the reference period.
    owed: OwedDays,
}

impl DueMoves {
    const fn of(policy: &BillingPolicy, offset_days: i32) -> Self {
        Self {
            offset_days,
            sending_day: policy.sending_day,
            business_days: policy.business_days.documents,
        }
    }
}

/// The day that triggers a billing period, before it is moved, and what it is.
fn triggered(
    periods: &BillingPeriods<'_, '_>,
    billing: &BillingPeriod,
) -> Result<(DueReason, Day), ExplainError> {
    let is_long = periods.recurrence.stubs.first_trigger == StubTrigger::Long
        && periods.first_stub(billing).is_some();
    let next = if is_long { periods.next(billing)? } else { None };
    let period = next.as_ref().map_or(billing.period, |next| next.period);
    let timing = periods.timing_on(period.start_day());
    let from = match timing {
        Timing::Advance => period.start_day(),
        Timing::Arrears => period.end_day(),
    };
    let date = from.date();
    let reason = match (timing, next.is_some()) {
        (Timing::Advance, false) => DueReason::PeriodStart(date),
        (Timing::Arrears, false) => DueReason::PeriodEnd(date),
        (Timing::Advance, true) => DueReason::NextPeriodStart(date),
        (Timing::Arrears, true) => DueReason::NextPeriodEnd(date),
    };
    Ok((reason, from))
}
