//! What is effective before the start, or on or after the end, has no effect, so it is refused
//! (HIS-1, HIS-5).
//!
//! A contract that ends on 1 June 2025: a price effective 1 June is refused, an end set to 1 July is
//! not, since it moves the end; nor is goodwill, which is owed after the end too.
//!
//! Which end holds is decided by [`crate::timeline`].

use super::Case;
use crate::calendar::Day;
use crate::command::draft::Proposed;
use crate::command::ground::Ground;
use crate::command::refusal::RefusalRule;
use crate::history::EventKind;
use crate::money::Currency;

/// Between which days an event has effect.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bounds {
    /// From the start to the day before the end.
    Life,
    /// From the start on.
    FromTheStart,
    /// Up to the day before the end.
    UpToTheEnd,
    /// On any day.
    None,
}

const fn bounds(kind: &EventKind) -> Bounds {
    match kind {
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
        | EventKind::CommitmentChanged { .. }
        | EventKind::RenewalNoticeSent
        | EventKind::Withdrawn { .. }
        | EventKind::Transferred { .. }
        | EventKind::ReferenceChanged { .. }
        | EventKind::PaymentTermsChanged { .. }
        | EventKind::PaymentMeansChanged { .. } => Bounds::Life,
        EventKind::ManualAdjustment { .. } => Bounds::FromTheStart,
        // A customer may give notice before service starts.
        EventKind::NoticeGiven { .. }
        | EventKind::NoticeWithdrawn
        | EventKind::Terminated { .. } => Bounds::UpToTheEnd,
        EventKind::Started { .. }
        | EventKind::RenewedByHand { .. }
        | EventKind::EndSet { .. }
        | EventKind::EndCleared
        | EventKind::SigningDateChanged { .. }
        | EventKind::Retracted { .. } => Bounds::None,
    }
}

/// Returns the first proposed event that is effective on a day that fits, and has such bounds.
fn any(case: &Case<'_, '_>, bounded: [Bounds; 2], fits: impl Fn(Day) -> bool) -> bool {
    case.judged()
        .any(|proposed| bounded.contains(&bounds(&proposed.kind)) && fits(Day::of(proposed.on)))
}

pub(super) fn is_not_before_the_start(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    match case.base.start {
        Some(start) if any(case, [Bounds::Life, Bounds::FromTheStart], |on| on < start) => {
            Err(RefusalRule::BeforeStart { start: start.date() })
        }
        Some(_) | None => Ok(()),
    }
}

pub(super) fn is_not_past_the_end(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    match case.base.end {
        Some(end) if any(case, [Bounds::Life, Bounds::UpToTheEnd], |on| on >= end) => {
            Err(RefusalRule::Ended { end: end.date() })
        }
        Some(_) | None => Ok(()),
    }
}

/// An end, of whatever, lies on or after the start, and so does what a retraction brings back.
pub(super) fn ends_after_the_start(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let (start, ends) = standing(case);
    let stated = case.judged().filter_map(stated_end);
    let dated = case.proposed.iter().any(|proposed| dates_a_life(&proposed.kind));
    // What was so before is not held against a command that does not bear on it.
    let standing = ends.into_iter().flatten().filter(|_| dated || !ends_before_start(case.before));
    match (start, stated.chain(standing).min()) {
        (Some(start), Some(end)) if end < start => {
            Err(RefusalRule::EndBeforeStart { end: end.date(), start: start.date() })
        }
        _ => Ok(()),
    }
}

/// Returns the start, and the ends of events and of notice, that hold once the command is carried
/// out. Those that a term leads to move with the start.
fn standing(case: &Case<'_, '_>) -> (Option<Day>, [Option<Day>; 2]) {
    let [mut ended, mut notice] = ends(case.base);
    let mut start = case.base.start;
    for Proposed { on, kind } in case.proposed {
        if let EventKind::Started { .. } = kind {
            start = Some(Day::of(*on));
        }
        if let EventKind::EndSet { .. }
        | EventKind::Terminated { .. }
        | EventKind::Withdrawn { .. } = kind
        {
            ended = Some(Day::of(*on));
        }
        if let EventKind::EndCleared = kind {
            ended = None;
        }
        if let EventKind::NoticeGiven { end } = kind {
            notice = Some(Day::of(*end));
        }
        if let EventKind::NoticeWithdrawn = kind {
            notice = None;
        }
    }
    (start, [ended, notice])
}

fn ends(ground: &Ground<'_>) -> [Option<Day>; 2] {
    let facts = &ground.facts;
    [facts.ended.map(|ended| ended.on), facts.notice.map(|notice| notice.end)]
}

fn ends_before_start(ground: &Ground<'_>) -> bool {
    let ends = ends(ground).into_iter().flatten();
    ground.start.is_some_and(|start| ends.min().is_some_and(|end| end < start))
}

const fn dates_a_life(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Started { .. }
            | EventKind::EndSet { .. }
            | EventKind::Terminated { .. }
            | EventKind::NoticeGiven { .. }
    )
}

/// Returns the end of a commitment or of a term that an event states.
fn stated_end(proposed: &Proposed) -> Option<Day> {
    if let EventKind::CommitmentChanged { until } = proposed.kind {
        return until.map(Day::of);
    }
    if let EventKind::RenewedByHand { until } = proposed.kind {
        return Some(Day::of(until));
    }
    None
}

/// MON-3: the currency of the first start, even if that was retracted.
pub(super) fn currency_is_agreed(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let mut events = case.before.history.events().iter();
    let Some(agreed) = events.find_map(|event| currency(&event.kind)) else {
        return Ok(());
    };
    let given = case.proposed.iter().filter_map(|proposed| currency(&proposed.kind));
    match given.into_iter().find(|given| *given != agreed) {
        Some(given) => Err(RefusalRule::OtherCurrency { agreed, given }),
        None => Ok(()),
    }
}

/// Returns the currency that an event names: the first one of a history is that of its start.
const fn currency(kind: &EventKind) -> Option<Currency> {
    if let EventKind::Started { contract } = kind {
        return Some(contract.currency);
    }
    if let EventKind::ManualAdjustment { amount, .. }
    | EventKind::Terminated { exit_fee: Some(amount), .. } = kind
    {
        return Some(amount.currency());
    }
    None
}
