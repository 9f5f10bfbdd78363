//! A command becomes the events that it would record, words become dates on the way (HIS-3).
//!
//! "3 seats from the next period on", said on 20 February 2025, becomes one `quantity-changed`
//! effective 1 March 2025.
//!
//! What needs more than one event is composed in [`super::start`], [`super::plan_change`],
//! [`super::pause`] and [`super::ends`]; whether it may be recorded is decided by [`super::checks`].

use alloc::vec;

use chrono::NaiveDate;

use super::draft::Draft;
use super::ground::Ground;
use super::refusal::RefusalRule;
use super::request::Command;
use super::words::When;
use super::{State, dates, ends, pause, plan_change, start};
use crate::calendar::Anchor;
use crate::contract::{GridAnchor, ItemId};
use crate::history::EventKind;

/// Composes what a command would record.
///
/// Where the ground lacks what the command is about, such as a pause to be extended, the draft is
/// empty: a check says so.
#[expect(clippy::too_many_lines, reason = "one expression for each command")]
pub(super) fn compose(
    state: &State<'_>,
    ground: &Ground<'_>,
    command: &Command,
) -> Result<Draft, RefusalRule> {
    let today = state.today;
    let on = |on: NaiveDate, kind: EventKind| Ok(Draft::of(on, kind));
    let at = |when: When, id: Option<ItemId>, kind: EventKind| {
        Ok(Draft::of(dates::effective(ground, when, id, today)?, kind))
    };
    match command.clone() {
        Command::Subscribe { contract, start, content } => {
            start::subscribed(contract, start, content)
        }
        Command::AddItem { id, item, when } => at(when, None, EventKind::ItemAdded { id, item }),
        Command::RemoveItem { id, when } => at(when, Some(id), EventKind::ItemRemoved { id }),
        Command::ChangeQuantity { id, quantity, when } => {
            at(when, Some(id), EventKind::QuantityChanged { id, quantity })
        }
        Command::ChangePrice { id, price, when } => {
            at(when, Some(id), EventKind::PriceChanged { id, price })
        }
        Command::ChangePlan { plan, on, policy, proration } => {
            plan_change::changed(ground, plan, plan_change::How { on, policy, proration })
        }
        Command::ChangeTax { id, tax, when } => at(when, id, EventKind::TaxChanged { id, tax }),
        Command::ChangeCadence { id, cadence, when } => {
            at(when, Some(id), EventKind::CadenceChanged { id, cadence })
        }
        Command::ChangeTiming { id, timing, when } => {
            at(when, Some(id), EventKind::TimingChanged { id, timing })
        }
        Command::ChangeAnchor { id, anchor, on } => anchored(state, ground, (id, anchor, on)),
        Command::GrantDiscount { id, discount, when } => {
            at(when, discount.item, EventKind::DiscountGranted { id, discount })
        }
        Command::WithdrawDiscount { id, when } => {
            at(when, None, EventKind::DiscountWithdrawn { id })
        }
        Command::ChangePaymentTerms { payment_terms, on: day } => {
            on(day, EventKind::PaymentTermsChanged { payment_terms })
        }
        Command::ChangePaymentMeans { payment_means, on: day } => {
            on(day, EventKind::PaymentMeansChanged { payment_means })
        }
        Command::ChangeReference { reference, on: day } => {
            on(day, EventKind::ReferenceChanged { reference })
        }
        Command::Pause { from, length, shape, clocks } => {
            let until = dates::pause_end(ground, from, length)?;
            Ok(pause::paused(ground, from, crate::contract::Pause { shape, until, clocks }))
        }
        Command::ExtendPause { until } => Ok(pause::extended(ground, today, until)),
        Command::Resume { on: day } => on(day, EventKind::Resumed),
        Command::GiveNotice { on } => ends::notice(ground, on),
        Command::WithdrawNotice => on(today, EventKind::NoticeWithdrawn),
        Command::ChangeCommitment { until, on: day } => {
            on(day, EventKind::CommitmentChanged { until })
        }
        Command::Renew { term } => ends::renewed(ground, term, today),
        Command::SendRenewalNotice { on: day } => on(day, EventKind::RenewalNoticeSent),
        Command::SetEnd { on: day, last_period } => on(day, EventKind::EndSet { last_period }),
        Command::ClearEnd => on(today, EventKind::EndCleared),
        Command::Terminate { on: day, last_period, reason, accepted_fee: exit_fee } => {
            on(day, EventKind::Terminated { last_period, reason, exit_fee })
        }
        Command::Withdraw { on: day, credit } => on(day, EventKind::Withdrawn { credit }),
        Command::Transfer { to: customer, on: day } => on(day, EventKind::Transferred { customer }),
        Command::CorrectSigningDate { signed_on } => {
            on(today, EventKind::SigningDateChanged { signed_on })
        }
        Command::MoveStart { to } => Ok(start::moved(ground, to)),
        Command::Delete => Ok(start::deleted(ground)),
        Command::Adjust { amount, tax, label, on: day } => {
            on(day, EventKind::ManualAdjustment { amount, tax, label })
        }
        Command::Correct { sequence, effective_on, kind } => {
            Ok(Draft::replacement(vec![sequence], effective_on, kind))
        }
        Command::Retract { sequence } => Ok(Draft::retraction(sequence)),
    }
}

/// HIS-8: unless told otherwise, at the end of what is issued.
fn anchored(
    state: &State<'_>,
    ground: &Ground<'_>,
    (id, anchor, on): (ItemId, Anchor, Option<NaiveDate>),
) -> Result<Draft, RefusalRule> {
    let on = match (on, ground.item(id)) {
        (Some(on), _) => on,
        (None, Some(item)) => dates::issued_end(state.books, item).date(),
        (None, None) => return Err(RefusalRule::UnknownItem { id }),
    };
    Ok(Draft::of(on, EventKind::AnchorChanged { id, anchor: GridAnchor::Rule(anchor) }))
}
