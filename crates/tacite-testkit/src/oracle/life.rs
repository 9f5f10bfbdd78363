//! The facts of a subscription's whole life: from when to when it runs, and what has an effect in
//! it (HIS-1, HIS-2, TRM-1, TRM-7, TRM-8).
//!
//! An end set in #4 and a notice given in #7: the notice holds, whichever is earlier. Nothing set,
//! a first term of a year and no renewal: the contract ends after that year.
//!
//! Which items are there is decided by [`super::member`].

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tacite::calendar::Length;
use tacite::contract::{
    Clock, Contract, CustomerId, LastPeriod, Lasting, Renewal, Tax, WithdrawalCredit,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::Amount;

use super::OracleError;
use super::pause::{Window, moved, windows};
use super::step::{in_days, in_months, months_after, walk};

const LESS_DAYS_SERVED: WithdrawalCredit = WithdrawalCredit::LessDaysServed;

/// A started subscription.
pub(super) struct Life<'h> {
    pub(super) contract: &'h Contract,
    start: NaiveDate,
    /// What renewals by hand led to, and on which day they were.
    by_hand: Vec<(NaiveDate, NaiveDate)>,
    pub(super) end: Option<NaiveDate>,
    pub(super) last_period: Option<LastPeriod>,
    /// One-offs before it that are refunded are not owed (TRM-7).
    pub(super) refunded_before: Option<NaiveDate>,
    /// Values over time that have an effect, by (effective, sequence).
    pub(super) values: Vec<&'h Event>,
    pub(super) windows: Vec<Window>,
    pub(super) adjustments: Vec<Adjustment>,
}

/// An amount outside every rule (INV-9), or an exit fee (TRM-3).
pub(super) struct Adjustment {
    pub(super) sequence: u64,
    pub(super) on: NaiveDate,
    pub(super) amount: Amount,
    pub(super) tax: Tax,
}

impl<'h> Life<'h> {
    /// Reads the facts of the whole life; none if nothing ever started.
    pub(super) fn of(history: &'h History) -> Result<Option<Self>, OracleError> {
        let live = live(history);
        let mut started = None;
        for event in &live {
            if let EventKind::Started { contract } = &event.kind {
                started = Some((contract, event.effective_on));
            }
        }
        let Some((contract, start)) = started else {
            return Ok(None);
        };
        let end_fact = live.iter().rev().find(|event| is_end_fact(&event.kind)).copied();
        let mut values = live.clone();
        values.retain(|event| event.effective_on >= start);
        values.sort_by_key(|event| (event.effective_on, event.sequence));
        let (end, last_period) = match stated_end(&live, end_fact, start) {
            Some((end, last_period)) => (Some(end), last_period),
            None => (term_end(contract, start, &live, &windows(&values))?, None),
        };
        values.retain(|event| end.is_none_or(|end| event.effective_on < end));
        Ok(Some(Self {
            contract,
            start,
            by_hand: by_hand(&live),
            end,
            last_period,
            refunded_before: end_fact
                .filter(|fact| fact.kind == EventKind::Withdrawn { credit: LESS_DAYS_SERVED })
                .filter(|fact| end == Some(fact.effective_on))
                .map(|fact| fact.effective_on),
            windows: windows(&values),
            values,
            adjustments: adjustments(contract, start, &live, end_fact),
        }))
    }

    /// The first day on which a term ends, and another one may begin, on or after a day (TRM-1).
    pub(super) fn term_begins_from(
        &self,
        day: NaiveDate,
    ) -> Result<Option<NaiveDate>, OracleError> {
        let Some(term) = self.contract.term else {
            return Ok(None);
        };
        let stopping = || self.windows.iter().filter(|window| window.clocks.term == Clock::Stops);
        let mut ends =
            vec![moved(after_terms(self.start, term.first, None)?, self.start, stopping())?];
        match term.renewal {
            Renewal::None | Renewal::OpenEnded => {}
            Renewal::ByHand => {
                for (until, set_on) in &self.by_hand {
                    ends.push(moved(*until, *set_on, stopping())?);
                }
            }
            Renewal::Tacit { length, at_most } => {
                for number in 1..=at_most.unwrap_or(u32::MAX) {
                    if ends.last().is_some_and(|end| end.is_none_or(|end| end >= day)) {
                        break;
                    }
                    // Nothing begins beyond the calendar.
                    let Ok(end) = after_terms(self.start, term.first, Some((length, number)))
                    else {
                        break;
                    };
                    ends.push(moved(end, self.start, stopping()).unwrap_or(None));
                }
            }
        }
        Ok(ends.into_iter().flatten().filter(|end| *end >= day).min())
    }

    /// Who pays on a day.
    pub(super) fn customer(&self, day: NaiveDate) -> CustomerId {
        let mut customer = self.contract.customer;
        for event in &self.values {
            if let EventKind::Transferred { customer: other } = event.kind
                && event.effective_on <= day
            {
                customer = other;
            }
        }
        customer
    }
}

fn is_end_fact(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::EndSet { .. }
            | EventKind::EndCleared
            | EventKind::Terminated { .. }
            | EventKind::Withdrawn { .. }
    )
}

/// The end that an event names: of the end fact and the notice, the one recorded last.
fn stated_end(
    live: &[&Event],
    end_fact: Option<&Event>,
    start: NaiveDate,
) -> Option<(NaiveDate, Option<LastPeriod>)> {
    let mut end = None;
    if let Some(fact) = end_fact {
        let on = fact.effective_on;
        if let EventKind::EndSet { last_period } | EventKind::Terminated { last_period, .. } =
            fact.kind
        {
            end = Some((fact.sequence, on, last_period));
        } else if let EventKind::Withdrawn { credit } = fact.kind {
            let on = if credit == LESS_DAYS_SERVED { on } else { start };
            // What was served is paid by the day.
            end = Some((fact.sequence, on, Some(LastPeriod::Prorated)));
        }
    }
    let mut notice = None;
    for event in live {
        if let EventKind::NoticeGiven { end } = event.kind {
            notice = Some((event.sequence, end, None));
        } else if event.kind == EventKind::NoticeWithdrawn {
            notice = None;
        }
    }
    let facts = end.into_iter().chain(notice);
    let last = facts.max_by_key(|(sequence, _, _)| *sequence);
    last.map(|(_, end, last_period)| (end, last_period))
}

/// TRM-1: the end that the term leads to, if no event names one.
fn term_end(
    contract: &Contract,
    start: NaiveDate,
    live: &[&Event],
    windows: &[Window],
) -> Result<Option<NaiveDate>, OracleError> {
    let Some(term) = contract.term else {
        return Ok(None);
    };
    let stopping = || windows.iter().filter(|window| window.clocks.term == Clock::Stops);
    match term.renewal {
        Renewal::OpenEnded | Renewal::Tacit { at_most: None, .. } => Ok(None),
        Renewal::None => moved(after_terms(start, term.first, None)?, start, stopping()),
        Renewal::Tacit { length, at_most: Some(times) } => {
            moved(after_terms(start, term.first, Some((length, times)))?, start, stopping())
        }
        Renewal::ByHand => {
            let first = moved(after_terms(start, term.first, None)?, start, stopping())?;
            let mut renewed = None;
            for event in live {
                if let EventKind::RenewedByHand { until } = event.kind {
                    renewed = Some((until, event.effective_on));
                }
            }
            let renewed = match renewed {
                Some((until, set_on)) => moved(until, set_on, stopping())?,
                None => return Ok(first),
            };
            // What never comes is later than any date.
            Ok(first.zip(renewed).map(|(first, renewed)| first.max(renewed)))
        }
    }
}

/// Renewals by hand that lead to a later day than their own.
fn by_hand(live: &[&Event]) -> Vec<(NaiveDate, NaiveDate)> {
    let mut renewals = Vec::new();
    for event in live {
        if let EventKind::RenewedByHand { until } = event.kind
            && until > event.effective_on
        {
            renewals.push((until, event.effective_on));
        }
    }
    renewals
}

/// The end of the first term, or of so many more: months are added up before they are counted.
fn after_terms(
    start: NaiveDate,
    first: Lasting,
    more: Option<(Length, u32)>,
) -> Result<NaiveDate, OracleError> {
    let (renewal, times) = more.unwrap_or((Length::days(0), 0));
    let (first_end, first_months) = match first {
        Lasting::Until(date) => (date, None),
        Lasting::For(length) => (after(start, length, 1)?, in_months(length)),
    };
    match (first_months, in_months(renewal)) {
        (Some(months), Some(more)) => {
            months_after(start, months.saturating_add(more.saturating_mul(times)))
        }
        _ => after(first_end, renewal, times),
    }
}

fn after(date: NaiveDate, length: Length, times: u32) -> Result<NaiveDate, OracleError> {
    match in_months(length) {
        Some(months) => months_after(date, months.saturating_mul(times)),
        None => walk(date, in_days(length) * i64::from(times)),
    }
}

/// INV-9, TRM-3: adjustments from the start on, also after the end; the fee of the termination that
/// is the end fact.
fn adjustments(
    contract: &Contract,
    start: NaiveDate,
    live: &[&Event],
    end_fact: Option<&Event>,
) -> Vec<Adjustment> {
    let mut adjustments = Vec::new();
    for event in live.iter().filter(|event| event.effective_on >= start) {
        let (sequence, on) = (event.sequence, event.effective_on);
        if let EventKind::ManualAdjustment { amount, tax, .. } = event.kind {
            adjustments.push(Adjustment { sequence, on, amount, tax });
        }
        if let EventKind::Terminated { exit_fee: Some(amount), .. } = event.kind
            && end_fact.is_some_and(|fact| fact.sequence == sequence)
        {
            let tax = contract.exit_fee.as_ref().map_or(Tax::NONE, |fee| fee.tax);
            adjustments.push(Adjustment { sequence, on, amount, tax });
        }
    }
    adjustments
}

/// The events that are not retracted, by sequence: retractions are resolved newest first.
fn live(history: &History) -> Vec<&Event> {
    let mut gone = BTreeSet::new();
    for event in history.events().iter().rev() {
        if let EventKind::Retracted { sequence } = event.kind
            && !gone.contains(&event.sequence)
        {
            gone.insert(sequence);
        }
    }
    let events = history.events().iter();
    events.filter(|event| !gone.contains(&event.sequence)).collect()
}
