//! The reach of an event is the first day whose charge it can alter: a run looks no further back
//! (CST-1).
//!
//! A price of 1 March recorded on 5 May reaches 1 March. An end on 1 August that replaces one on
//! 1 June reaches 1 June. A start that is moved reaches every day; a retraction, what its target did.
//!
//! Which reference periods have a day that is reached is decided in [`super::review`].

use crate::calendar::Day;
use crate::history::{Event, EventKind, History};
use crate::timeline::facts::Facts;

/// The first day that events reach, and the event that reaches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reach {
    /// [`Day::MIN`] for every day.
    pub(super) first: Day,
    pub(super) sequence: u64,
}

/// What an event can alter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Altered {
    /// Every day.
    Everything,
    /// The day of an event, and what comes after it.
    From(Day),
    /// The end: what comes after the earlier of the old and the new one.
    End,
    /// No charge.
    Nothing,
}

/// Returns the reach of the newest events of a history; none if they alter no charge.
pub(super) fn reach(history: &History, new: &[Event]) -> Option<Reach> {
    let mut earliest: Option<Reach> = None;
    let mut ending = None;
    for event in new {
        let (sequence, target) = (event.sequence, history.target_of(event));
        let first = match altered(target) {
            Altered::Everything => Day::MIN,
            Altered::From(day) => day,
            Altered::End => {
                ending = Some(sequence);
                if target.sequence == sequence && !moves_prices(history, target) {
                    continue;
                }
                // A retraction reaches what its target did, whether that holds now or not.
                Day::of(target.effective_on)
            }
            Altered::Nothing => continue,
        };
        if earliest.is_none_or(|known| first < known.first) {
            earliest = Some(Reach { first, sequence });
        }
    }
    let Some(sequence) = ending else {
        return earliest;
    };
    let known = history.events().len().saturating_sub(new.len());
    let first = between(&Facts::of_first(history, known), &Facts::of(history));
    let ends = first.map(|first| Reach { first, sequence });
    earliest.into_iter().chain(ends).min_by_key(|reach| reach.first)
}

/// The first day that an end reaches which takes the place of another: the earlier of both. None if
/// there was none and is none.
fn between(old: &Facts<'_>, new: &Facts<'_>) -> Option<Day> {
    // An end outside the calendar is an error of its own; every day is looked at till then.
    let (Ok(old_end), Ok(new_end)) = (old.service_end(), new.service_end()) else {
        return Some(Day::MIN);
    };
    if old.refunds(old_end) != new.refunds(new_end) {
        return Some(Day::MIN);
    }
    old_end.into_iter().chain(new_end).min()
}

/// Tells whether an event moves the day from which a version of a price list holds: a renewal by hand,
/// where prices are firm for a term.
fn moves_prices(history: &History, event: &Event) -> bool {
    matches!(event.kind, EventKind::RenewedByHand { .. }) && history.has_firm_prices()
}

fn altered(event: &Event) -> Altered {
    match &event.kind {
        // What a withdrawal gives back was charged on any day.
        EventKind::Started { .. } | EventKind::Withdrawn { .. } => Altered::Everything,
        EventKind::EndSet { .. }
        | EventKind::EndCleared
        | EventKind::Terminated { .. }
        | EventKind::NoticeGiven { .. }
        | EventKind::NoticeWithdrawn
        | EventKind::RenewedByHand { .. } => Altered::End,
        EventKind::CommitmentChanged { .. }
        | EventKind::RenewalNoticeSent
        | EventKind::ReferenceChanged { .. }
        | EventKind::SigningDateChanged { .. }
        | EventKind::PaymentTermsChanged { .. }
        | EventKind::PaymentMeansChanged { .. }
        // Of nothing: a log takes no such event.
        | EventKind::Retracted { .. } => Altered::Nothing,
        EventKind::ItemAdded { .. }
        | EventKind::ItemRemoved { .. }
        | EventKind::QuantityChanged { .. }
        | EventKind::PriceChanged { .. }
        | EventKind::PlanChanged { .. }
        | EventKind::CadenceChanged { .. }
        | EventKind::TimingChanged { .. }
        | EventKind::AnchorChanged { .. }
        | EventKind::DiscountGranted { .. }
        | EventKind::DiscountWithdrawn { .. }
        | EventKind::TaxChanged { .. }
        | EventKind::Paused { .. }
        | EventKind::Resumed
        | EventKind::Transferred { .. }
        | EventKind::ManualAdjustment { .. } => Altered::From(Day::of(event.effective_on)),
    }
}
