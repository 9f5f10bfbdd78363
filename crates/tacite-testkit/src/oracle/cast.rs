//! Which items are there, and what each event says about them (HIS-1, CHG-1, HIS-4).
//!
//! A plan change on 1 March: the seats, matched by code, take the price of the new plan's seats;
//! what the new plan does not have is removed, what only it has is added.
//!
//! What that comes to on a day is decided by [`super::member`].

use chrono::NaiveDate;
use tacite::contract::{CustomerId, Item, ItemId, PauseRule, Plan};
use tacite::history::EventKind;

use super::OracleError;
use super::life::Life;
use super::member::{Member, Said, phase_ends, recurrence, trial_end};
use super::pause::seen_from;

/// Lists the items that are there: the first addition of each id counts.
pub(super) fn members<'h>(life: &Life<'h>) -> Result<Vec<Member<'h>>, OracleError> {
    let mut members: Vec<Member<'h>> = Vec::new();
    let mut customer = life.contract.customer;
    for event in &life.values {
        let day = event.effective_on;
        let mut say = |id: &ItemId, said: Said<'h>| {
            let mut known = members.iter_mut();
            if let Some(member) = known.find(|member| member.id == *id && member.takes(said)) {
                member.said.push((day, said));
            }
        };
        match &event.kind {
            EventKind::ItemAdded { id, item } => {
                add(life, &mut members, (*id, item), (day, customer))?;
            }
            EventKind::Transferred { customer: other } => {
                customer = *other;
                for member in &mut members {
                    member.said.push((day, Said::Customer(customer)));
                }
            }
            EventKind::ItemRemoved { id } => {
                if let Some(member) = members.iter_mut().find(|member| member.id == *id) {
                    remove(member, day);
                }
            }
            EventKind::QuantityChanged { id, quantity } => say(id, Said::Quantity(*quantity)),
            EventKind::PriceChanged { id, price } => {
                say(id, Said::Price(price));
            }
            EventKind::CadenceChanged { id, cadence } => say(id, Said::Cadence(*cadence)),
            EventKind::AnchorChanged { id, anchor } => say(id, Said::Anchor(*anchor)),
            EventKind::TimingChanged { id, timing } => say(id, Said::Timing(*timing)),
            EventKind::TaxChanged { id: Some(id), tax } => say(id, Said::Tax(*tax)),
            EventKind::TaxChanged { id: None, tax } => {
                for member in &mut members {
                    member.said.push((day, Said::Tax(*tax)));
                }
            }
            EventKind::PlanChanged { plan } => {
                change_plan(life, &mut members, plan, (day, customer))?;
            }
            EventKind::Started { .. }
            | EventKind::DiscountGranted { .. }
            | EventKind::DiscountWithdrawn { .. }
            | EventKind::Paused { .. }
            | EventKind::Resumed
            | EventKind::NoticeGiven { .. }
            | EventKind::NoticeWithdrawn
            | EventKind::CommitmentChanged { .. }
            | EventKind::RenewedByHand { .. }
            | EventKind::RenewalNoticeSent
            | EventKind::EndSet { .. }
            | EventKind::EndCleared
            | EventKind::Terminated { .. }
            | EventKind::Withdrawn { .. }
            | EventKind::ReferenceChanged { .. }
            | EventKind::SigningDateChanged { .. }
            | EventKind::PaymentTermsChanged { .. }
            | EventKind::PaymentMeansChanged { .. }
            | EventKind::ManualAdjustment { .. }
            | EventKind::Retracted { .. } => {}
        }
    }
    Ok(members)
}

fn add<'h>(
    life: &Life<'h>,
    members: &mut Vec<Member<'h>>,
    (id, item): (ItemId, &'h Item),
    (from, first_customer): (NaiveDate, CustomerId),
) -> Result<(), OracleError> {
    if members.iter().any(|member| member.id == id) {
        return Ok(());
    }
    let recurring = recurrence(item);
    let windows = match (item.pausing, recurring) {
        (PauseRule::Follows, Some(_)) => seen_from(&life.windows, from),
        (PauseRule::OptsOut, _) | (PauseRule::Follows, None) => Vec::new(),
    };
    let phases = recurring.map_or(&[][..], |recurrence| &recurrence.phases);
    members.push(Member {
        id,
        item,
        from,
        removed: None,
        first_customer,
        said: Vec::new(),
        phases: phase_ends(phases, from, &windows)?,
        trial_end: trial_end(phases, from, &windows)?,
        windows,
    });
    Ok(())
}

/// The first removal counts.
fn remove(member: &mut Member<'_>, day: NaiveDate) {
    member.removed = member.removed.or(Some(day));
}

/// Matches the items that are there with those of a plan, by their codes.
fn change_plan<'h>(
    life: &Life<'h>,
    members: &mut Vec<Member<'h>>,
    plan: &'h Plan,
    (day, customer): (NaiveDate, CustomerId),
) -> Result<(), OracleError> {
    let there = |member: &&mut Member<'h>| member.removed.is_none();
    let mut matched = Vec::new();
    for member in members.iter_mut().filter(there) {
        let Some(code) = &member.item.plan_item else {
            continue;
        };
        matched.push(*code);
        match plan.items.iter().find(|planned| planned.item.plan_item == Some(*code)) {
            None => remove(member, day),
            // A one-off is not changed by a plan, nor does it change an item.
            Some(planned)
                if recurrence(&planned.item).is_none() || member.recurrence().is_none() => {}
            Some(planned) => member.said.push((day, Said::Plan(&planned.item))),
        }
    }
    for planned in &plan.items {
        if planned.item.plan_item.is_none_or(|code| !matched.contains(&code)) {
            add(life, members, (planned.id, &planned.item), (day, customer))?;
        }
    }
    Ok(())
}
