//! An item id is given once; what is changed is there on that day (CHG-1, CAL-5, HIS-5).
//!
//! Seats from 15 January to 1 June 2025: a quantity effective 10 January is too early, one effective
//! 1 June too late, and no other item is ever called seats.
//!
//! What a change does is decided by [`crate::timeline`].

use alloc::boxed::Box;
use alloc::vec::Vec;

use chrono::NaiveDate;

use super::Case;
use crate::calendar::{Anchor, Cadence, CalendarError, Day, Grid, Overflow};
use crate::command::ground::{Ground, cadence, is_gone, is_there};
use crate::command::refusal::RefusalRule;
use crate::command::request::Command;
use crate::contract::{
    Discount, DiscountDuration, DiscountId, DiscountValue, GridAnchor, ItemId, ItemSchedule, Plan,
    PlanItem,
};
use crate::history::{Event, EventKind};
use crate::money::{Percent, UnitPrice};
use crate::timeline::ItemTimeline;

/// Returns the item that a command is about.
fn named(command: &Command) -> Option<ItemId> {
    if let Command::RemoveItem { id, .. }
    | Command::ChangeQuantity { id, .. }
    | Command::ChangePrice { id, .. }
    | Command::ChangeCadence { id, .. }
    | Command::ChangeTiming { id, .. }
    | Command::ChangeAnchor { id, .. } = command
    {
        return Some(*id);
    }
    if let Command::ChangeTax { id, .. } = command {
        return *id;
    }
    if let Command::GrantDiscount { discount, .. } = command {
        return discount.item;
    }
    if let Command::Correct { kind, .. } = command { changed(kind) } else { None }
}

/// Returns the item that an event changes.
fn changed(kind: &EventKind) -> Option<ItemId> {
    if let EventKind::ItemRemoved { id }
    | EventKind::QuantityChanged { id, .. }
    | EventKind::PriceChanged { id, .. }
    | EventKind::CadenceChanged { id, .. }
    | EventKind::TimingChanged { id, .. }
    | EventKind::AnchorChanged { id, .. } = kind
    {
        return Some(*id);
    }
    if let EventKind::TaxChanged { id, .. } = kind {
        return *id;
    }
    if let EventKind::DiscountGranted { discount, .. } = kind { discount.item } else { None }
}

/// Tells whether a command changes periods, which a one-off has not.
const fn is_of_periods(command: &Command) -> bool {
    matches!(
        command,
        Command::ChangeCadence { .. }
            | Command::ChangeTiming { .. }
            | Command::ChangeAnchor { .. }
            | Command::Correct {
                kind: EventKind::CadenceChanged { .. }
                    | EventKind::TimingChanged { .. }
                    | EventKind::AnchorChanged { .. },
                ..
            }
    )
}

pub(super) fn is_known(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let Some(id) = named(case.command) else {
        return Ok(());
    };
    match case.base.item(id) {
        None => Err(RefusalRule::UnknownItem { id }),
        Some(item) if item.grid.is_none() && is_of_periods(case.command) => {
            Err(RefusalRule::NotRecurring { id })
        }
        Some(_) => Ok(()),
    }
}

/// Lists the ids that the proposed events give to new items.
fn given(case: &Case<'_, '_>) -> Vec<ItemId> {
    let mut given = Vec::new();
    for proposed in case.judged() {
        if let EventKind::ItemAdded { id, .. } = &proposed.kind {
            given.push(*id);
        }
        if let EventKind::PlanChanged { plan } = &proposed.kind {
            given.extend(added_by(case.base, plan, Day::of(proposed.on)));
        }
    }
    given
}

/// Lists the items of a plan that no item matches on a day: they are added.
fn added_by<'p>(
    ground: &'p Ground<'_>,
    plan: &'p Plan,
    on: Day,
) -> impl Iterator<Item = ItemId> + 'p {
    let is_matched = move |planned: &PlanItem| {
        let code = planned.item.plan_item;
        let mut there = ground.items().iter().filter(|item| is_there(item, on));
        code.is_some() && there.any(|item| item.item.plan_item == code)
    };
    plan.items.iter().filter(move |planned| !is_matched(planned)).map(|planned| planned.id)
}

pub(super) fn id_is_free_for_items(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    match given(case).into_iter().find(|id| *id == ItemId::ADJUSTMENT) {
        Some(id) => Err(RefusalRule::ItemIdReserved { id }),
        None => Ok(()),
    }
}

pub(super) fn id_is_new(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let given = given(case);
    for (index, id) in given.iter().enumerate() {
        let is_twice = given.get(..index).is_some_and(|before| before.contains(id));
        if is_twice || is_used(case, *id) {
            return Err(RefusalRule::ItemIdUsed { id: *id });
        }
    }
    match revived(case).filter(|id| case.before.item(*id).is_some()) {
        Some(id) => Err(RefusalRule::ItemIdUsed { id }),
        None => Ok(()),
    }
}

/// An id is used if an item has it, or had it when lines were issued. What is corrected may keep it.
fn is_used(case: &Case<'_, '_>, wanted: ItemId) -> bool {
    let adds =
        |event: &Event| matches!(event.kind, EventKind::ItemAdded { id, .. } if id == wanted);
    let is_there = case.base.item(wanted).is_some() || case.base.history.live_events().any(adds);
    let is_issued = case.state.books.lines().any(|issued| issued.item == wanted);
    is_there || (is_issued && !is_corrected(case, wanted))
}

/// Tells whether the event that is corrected gave an item its id.
fn is_corrected(case: &Case<'_, '_>, wanted: ItemId) -> bool {
    let Command::Correct { sequence, .. } = case.command else {
        return false;
    };
    let kind = case.before.history.event(*sequence).map(|event| &event.kind);
    if let Some(EventKind::PlanChanged { plan }) = kind {
        return plan.items.iter().any(|item| item.id == wanted);
    }
    matches!(kind, Some(EventKind::ItemAdded { id, .. }) if *id == wanted)
}

/// Returns the id of the item whose addition comes back when a retraction is retracted.
fn revived(case: &Case<'_, '_>) -> Option<ItemId> {
    let Command::Retract { sequence } = case.command else {
        return None;
    };
    let history = case.before.history;
    let EventKind::Retracted { sequence } = history.event(*sequence)?.kind else {
        return None;
    };
    if let EventKind::ItemAdded { id, .. } = history.event(sequence)?.kind {
        Some(id)
    } else {
        None
    }
}

/// Calls a check for each item that the proposed events change, and the day of the change.
fn each_changed(
    case: &Case<'_, '_>,
    check: impl Fn(&ItemTimeline<'_>, Day) -> Result<(), RefusalRule>,
) -> Result<(), RefusalRule> {
    for proposed in case.judged() {
        if let Some(item) = changed(&proposed.kind).and_then(|id| case.base.item(id)) {
            check(item, Day::of(proposed.on))?;
        }
    }
    Ok(())
}

pub(super) fn is_there_already(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    each_changed(case, |item, on| {
        if on < item.from {
            return Err(RefusalRule::ItemNotYet { id: item.id, from: item.from.date() });
        }
        Ok(())
    })
}

pub(super) fn is_there_still(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    each_changed(case, |item, on| match item.removed {
        Some(removed) if is_gone(item, on) => {
            Err(RefusalRule::ItemGone { id: item.id, removed: removed.date() })
        }
        Some(_) | None => Ok(()),
    })
}

/// CAL-5: a calendar anchor goes with cadences that the calendar has.
pub(super) fn calendar_has_the_cadence(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    for proposed in case.judged() {
        let on = Day::of(proposed.on);
        if let EventKind::AnchorChanged { id, anchor: GridAnchor::Rule(anchor) } = proposed.kind
            && let Some(cadence) = case.base.item(id).and_then(|item| cadence(item, on))
        {
            check_anchor(id, anchor, cadence)?;
        }
        if let EventKind::CadenceChanged { id, cadence } = proposed.kind
            && let Some(item) = case.base.item(id)
        {
            check_cadence(case, item, (cadence, on))?;
        }
        if let EventKind::PlanChanged { plan } = &proposed.kind {
            let there = case.base.items().iter().filter(|item| is_there(item, on));
            for item in there.filter(|item| !restarts(case, item.id)) {
                if let Some(cadence) = planned_cadence(item, plan) {
                    check_cadence(case, item, (cadence, on))?;
                }
            }
        }
    }
    Ok(())
}

/// Tells whether the command gives an item another anchor.
fn restarts(case: &Case<'_, '_>, item: ItemId) -> bool {
    case.proposed
        .iter()
        .any(|other| matches!(other.kind, EventKind::AnchorChanged { id, .. } if id == item))
}

/// Returns the cadence that a plan gives to an item that it matches.
fn planned_cadence(item: &ItemTimeline<'_>, plan: &Plan) -> Option<Cadence> {
    let code = item.item.plan_item?;
    let planned = plan.items.iter().find(|planned| planned.item.plan_item == Some(code))?;
    match &planned.item.schedule {
        ItemSchedule::Recurring(recurrence) => Some(recurrence.cadence),
        ItemSchedule::Once => None,
    }
}

fn check_cadence(
    case: &Case<'_, '_>,
    item: &ItemTimeline<'_>,
    (cadence, on): (Cadence, Day),
) -> Result<(), RefusalRule> {
    let anchor = case.base.anchor(item, on);
    anchor.map_or(Ok(()), |anchor| check_anchor(item.id, anchor, cadence))
}

fn check_anchor(id: ItemId, anchor: Anchor, cadence: Cadence) -> Result<(), RefusalRule> {
    let any_day = Day::from_number(0)?;
    match Grid::from_day(cadence, anchor, Overflow::Backward, any_day) {
        Err(CalendarError::UnalignedCadence { .. }) => {
            Err(RefusalRule::CalendarLacks { id, cadence })
        }
        Err(_) | Ok(_) => Ok(()),
    }
}

/// CHG-6: a basis that counts months goes with cadences of months. A plan brings a basis of its own.
pub(super) fn basis_has_the_cadence(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    for proposed in case.judged() {
        if let EventKind::CadenceChanged { id, cadence } = proposed.kind
            && let Some(item) = case.base.item(id)
            && let Some(basis) = case.base.basis(item, Day::of(proposed.on))
        {
            let refused = |error| RefusalRule::BasisLacks { id, error: Box::new(error) };
            basis.check(cadence).map_err(refused)?;
        }
    }
    Ok(())
}

/// CHG-9: a discount of nothing, or of no day, has no meaning.
pub(super) fn discount_takes_something_off(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    for proposed in case.judged() {
        if let EventKind::DiscountGranted { id, discount } = &proposed.kind
            && is_nothing(discount, proposed.on)
        {
            return Err(RefusalRule::NothingOff { id: *id });
        }
    }
    Ok(())
}

fn is_nothing(discount: &Discount, from: NaiveDate) -> bool {
    let takes_nothing = match discount.value {
        DiscountValue::Percent(percent) => percent == Percent::ZERO,
        DiscountValue::Amount(amount) => amount == UnitPrice::ZERO,
    };
    let has_no_day = match discount.lasts {
        DiscountDuration::Forever => false,
        DiscountDuration::Until(date) => date <= from,
        DiscountDuration::Periods(count) => count == 0,
    };
    takes_nothing || has_no_day
}

pub(super) fn discount_is_granted(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    for proposed in case.judged() {
        if let EventKind::DiscountWithdrawn { id } = proposed.kind
            && !holds(case.base, id, Day::of(proposed.on))
        {
            return Err(RefusalRule::UnknownDiscount { id });
        }
    }
    Ok(())
}

/// Tells whether a discount was granted by a day and not withdrawn since.
fn holds(ground: &Ground<'_>, wanted: DiscountId, on: Day) -> bool {
    let of_it = ground.history.live_events().filter(|event| {
        matches!(
            event.kind,
            EventKind::DiscountGranted { id, .. } | EventKind::DiscountWithdrawn { id }
                if id == wanted
        )
    });
    let by_then = of_it.filter(|event| Day::of(event.effective_on) <= on);
    let newest = by_then.max_by_key(|event| (event.effective_on, event.sequence));
    newest.is_some_and(|event| matches!(event.kind, EventKind::DiscountGranted { .. }))
}
