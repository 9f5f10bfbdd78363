//! L9: events that touch different fields, items or dates, and no fact of the whole life, may
//! arrive in any order.

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::contract::{DiscountValue, ItemId};
use tacite::history::{Event, EventKind, History};

use super::compared::{difference, of_books};
use super::{Violation, posted};

const LAW: &str = "L9 order";

/// L9: swapping neighbours that commute, one swap after the other, changes no line.
///
/// `swaps` are places in the log: each stands for the event there and the one after it, and is
/// passed over if these two do not commute. Sequence numbers and recording dates stay where they
/// are; retractions follow their targets.
///
/// # Errors
/// [`Violation`] listing lines that only one of the two histories has.
pub fn order(history: &History, as_of: NaiveDate, swaps: &[usize]) -> Result<(), Violation> {
    let mut events = history.events().to_vec();
    let is_shared = events.iter().any(is_off_the_whole);
    for place in swaps {
        swap(&mut events, *place, is_shared);
    }
    // A history may refuse an order: a negative price of what is not known to be a one-off yet.
    let Ok(other) = History::of(history.subscription(), events) else {
        return Ok(());
    };
    let lines = |history: &History| {
        let mut books = Books::new();
        posted(LAW, history, &mut books, as_of).map(|_| of_books(&books))
    };
    match difference(("in order", &lines(history)?), ("swapped", &lines(&other)?)) {
        None => Ok(()),
        Some(message) => {
            Err(Violation::new(LAW, format!("swaps {swaps:?}, as of {as_of}:{message}")))
        }
    }
}

/// CHG-9: an amount off the whole goes by the order in which items were added.
fn is_off_the_whole(event: &Event) -> bool {
    let EventKind::DiscountGranted { discount, .. } = &event.kind else { return false };
    discount.item.is_none() && matches!(discount.value, DiscountValue::Amount(_))
}

fn swap(events: &mut [Event], place: usize, is_shared: bool) {
    let Some([first, second]) = place.checked_add(2).and_then(|end| events.get_mut(place..end))
    else {
        return;
    };
    let both_add =
        [&*first, &*second].iter().all(|event| matches!(event.kind, EventKind::ItemAdded { .. }));
    let is_ordered = is_shared && both_add && first.effective_on == second.effective_on;
    if is_ordered || !commute(first, second) {
        return;
    }
    core::mem::swap(&mut first.kind, &mut second.kind);
    core::mem::swap(&mut first.effective_on, &mut second.effective_on);
    let (old, new) = (first.sequence, second.sequence);
    for event in events {
        if let EventKind::Retracted { sequence } = &mut event.kind {
            *sequence = match *sequence {
                target if target == old => new,
                target if target == new => old,
                target => target,
            };
        }
    }
}

/// What an event touches, besides its date.
#[derive(PartialEq, Eq)]
enum Touched {
    /// All fields of an item.
    Item(ItemId),
    /// One field of one item, or of all.
    Field(&'static str, Option<ItemId>),
    /// All fields of all items.
    Items,
    /// A fact of the whole life, or the log itself.
    Everything,
}

fn touched(kind: &EventKind) -> Touched {
    let name = kind.name();
    match kind {
        EventKind::ItemAdded { id, .. } | EventKind::ItemRemoved { id } => Touched::Item(*id),
        EventKind::QuantityChanged { id, .. }
        | EventKind::PriceChanged { id, .. }
        | EventKind::CadenceChanged { id, .. }
        | EventKind::TimingChanged { id, .. }
        | EventKind::AnchorChanged { id, .. } => Touched::Field(name, Some(*id)),
        EventKind::Paused { .. } | EventKind::Resumed => Touched::Field("pause", None),
        EventKind::DiscountGranted { .. } | EventKind::DiscountWithdrawn { .. } => {
            Touched::Field("discount", None)
        }
        EventKind::PlanChanged { .. } => Touched::Items,
        EventKind::TaxChanged { id, .. } => Touched::Field(name, *id),
        EventKind::Transferred { .. }
        | EventKind::ReferenceChanged { .. }
        | EventKind::PaymentTermsChanged { .. }
        | EventKind::PaymentMeansChanged { .. }
        | EventKind::CommitmentChanged { .. }
        | EventKind::RenewalNoticeSent => Touched::Field(name, None),
        EventKind::Started { .. }
        | EventKind::NoticeGiven { .. }
        | EventKind::NoticeWithdrawn
        | EventKind::RenewedByHand { .. }
        | EventKind::EndSet { .. }
        | EventKind::EndCleared
        | EventKind::Terminated { .. }
        | EventKind::Withdrawn { .. }
        | EventKind::SigningDateChanged { .. }
        | EventKind::ManualAdjustment { .. }
        | EventKind::Retracted { .. } => Touched::Everything,
    }
}

fn commute(left: &Event, right: &Event) -> bool {
    let apart = |one: Option<ItemId>, other: Option<ItemId>| {
        one.is_some() && other.is_some() && one != other
    };
    // Discounts of one order are taken in the order in which they were granted (CHG-9).
    if let (
        EventKind::DiscountGranted { discount, .. },
        EventKind::DiscountGranted { discount: other, .. },
    ) = (&left.kind, &right.kind)
        && discount.order == other.order
    {
        return false;
    }
    match (touched(&left.kind), touched(&right.kind)) {
        (Touched::Everything, _) | (_, Touched::Everything) => false,
        _ if left.effective_on != right.effective_on => true,
        (Touched::Items, _) | (_, Touched::Items) => false,
        (Touched::Item(one), Touched::Item(other)) => one != other,
        (Touched::Item(item), Touched::Field(name, id))
        | (Touched::Field(name, id), Touched::Item(item)) => {
            // The customer is the contract's, the tax of all is every item's.
            name != "tax-changed" && id != Some(item) || apart(id, Some(item))
        }
        (Touched::Field(one, id), Touched::Field(other, other_id)) => {
            one != other || apart(id, other_id)
        }
    }
}
