//! Notice is given once, a term is renewed if it renews so, and who leaves inside the commitment
//! accepts the fee (TRM-1 to TRM-4, TRM-7, HIS-5).
//!
//! Bound until 1 January 2026 with a fee of 50.00 EUR: terminated on 1 October 2025, the fee of 50.00
//! must be accepted, no other, and it must be accepted by a termination, not by an end that is set.
//!
//! What leaving costs is decided by [`crate::query`].

use super::Case;
use crate::calendar::Day;
use crate::command::draft::Proposed;
use crate::command::ends::ends_with_its_term;
use crate::command::refusal::RefusalRule;
use crate::command::request::Command;
use crate::contract::Renewal;
use crate::history::EventKind;
use crate::money::Amount;
use crate::query::exit_fee;

pub(super) fn notice_is_given(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let withdraws = |proposed: &Proposed| proposed.kind == EventKind::NoticeWithdrawn;
    if case.proposed.iter().any(withdraws) && case.base.facts.notice.is_none() {
        return Err(RefusalRule::NoNotice);
    }
    Ok(())
}

pub(super) fn notice_is_not_given_yet(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let gives = |proposed: &Proposed| matches!(proposed.kind, EventKind::NoticeGiven { .. });
    match case.base.facts.notice.filter(|_| case.proposed.iter().any(gives)) {
        Some(notice) => Err(RefusalRule::NoticeGivenAlready { end: notice.end.date() }),
        None => Ok(()),
    }
}

/// A notice does not put off an end that was set; what ends by an event is not renewed.
pub(super) fn ends_not_sooner(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let facts = &case.base.facts;
    let is_fixed = facts.ended.is_some() || facts.notice.is_some();
    let fixed = case.base.end.filter(|_| is_fixed);
    let puts_off = |proposed: &Proposed| {
        if let EventKind::NoticeGiven { end } = proposed.kind {
            return fixed.is_some_and(|fixed| fixed < Day::of(end));
        }
        matches!(proposed.kind, EventKind::RenewedByHand { .. })
    };
    let renews = matches!(case.command, Command::Renew { .. });
    match fixed {
        Some(end) if renews || case.proposed.iter().any(puts_off) => {
            Err(RefusalRule::EndsAlready { end: end.date() })
        }
        Some(_) | None => Ok(()),
    }
}

pub(super) fn end_is_set(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let clears = |proposed: &Proposed| proposed.kind == EventKind::EndCleared;
    if case.proposed.iter().any(clears) && case.base.facts.ended.is_none() {
        return Err(RefusalRule::NoEndSet);
    }
    Ok(())
}

pub(super) fn renews_by_hand(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let renewal = case.base.contract().and_then(|contract| contract.term).map(|term| term.renewal);
    let renews = |proposed: &Proposed| matches!(proposed.kind, EventKind::RenewedByHand { .. });
    let is_asked = matches!(case.command, Command::Renew { .. });
    if (is_asked || case.proposed.iter().any(renews)) && renewal != Some(Renewal::ByHand) {
        return Err(RefusalRule::NotByHand);
    }
    for proposed in case.proposed {
        if let (EventKind::RenewedByHand { until }, Some(end)) = (&proposed.kind, case.base.end)
            && ends_with_its_term(case.base)
            && Day::of(*until) <= end
        {
            return Err(RefusalRule::RenewalNotLater { end: end.date() });
        }
    }
    Ok(())
}

/// TRM-2, TRM-3: leaving inside the commitment costs the fee that is quoted today, no other.
pub(super) fn fee_is_accepted(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    for proposed in case.proposed {
        let accepted = if let EventKind::Terminated { exit_fee, .. } = proposed.kind {
            exit_fee
        } else if let EventKind::EndSet { .. } = proposed.kind {
            None
        } else {
            continue;
        };
        let (history, books) = (case.base.history, case.state.books);
        let fee = exit_fee(history, books, proposed.on, case.state.today)?;
        let owed = |fee: &Amount| !fee.is_zero();
        match (fee.filter(owed), accepted.filter(owed)) {
            (Some(fee), None) => return Err(RefusalRule::FeeNotAccepted { fee }),
            (fee, Some(accepted)) if fee != Some(accepted) => {
                return Err(RefusalRule::OtherFee { fee, accepted });
            }
            (Some(_) | None, _) => {}
        }
    }
    Ok(())
}

pub(super) fn may_withdraw(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    for proposed in case.proposed {
        if !matches!(proposed.kind, EventKind::Withdrawn { .. }) {
            continue;
        }
        let days = case.base.contract().and_then(|contract| contract.withdrawal_days);
        let (Some(days @ 1..), Some(start)) = (days, case.base.start) else {
            return Err(RefusalRule::NoWithdrawalRight);
        };
        let last = start.plus_days(i64::from(days) - 1)?;
        if Day::of(proposed.on) > last {
            return Err(RefusalRule::WithdrawalTooLate { last: last.date() });
        }
    }
    Ok(())
}
