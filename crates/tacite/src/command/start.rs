//! How a subscription starts, how its start moves, how it is deleted (HIS-1, HIS-2, HIS-5).
//!
//! Subscribed on 1 January 2025 from an order of a desk, monthly, and a key, once: a start and the
//! desk. Moved to 1 February 2025: the start and the desk are retracted and recorded again, since
//! an item of 1 January would lie before the start.
//!
//! Whether it may be is decided by [`super::checks`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::draft::{Draft, Proposed};
use super::ground::Ground;
use super::refusal::RefusalRule;
use super::words::{Content, NamedItem};
use crate::calendar::Day;
use crate::contract::{Contract, Item, ItemId, ItemSchedule, Recurrence};
use crate::document::Line;
use crate::history::EventKind;

/// A start and its items.
pub(super) fn subscribed(
    contract: Contract,
    start: NaiveDate,
    content: Content,
) -> Result<Draft, RefusalRule> {
    let may_be_empty = matches!(content, Content::Items(_));
    let items = items(content);
    if items.is_empty() && !may_be_empty {
        return Err(RefusalRule::NothingRecurs);
    }
    let mut draft = Draft::of(start, EventKind::Started { contract });
    draft.record.extend(items.into_iter().map(|NamedItem { id, item }| Proposed {
        on: start,
        kind: EventKind::ItemAdded { id, item },
    }));
    Ok(draft)
}

fn items(content: Content) -> Vec<NamedItem> {
    match content {
        Content::Plan(plan) => {
            let items = plan.items.into_iter();
            items.map(|planned| NamedItem { id: planned.id, item: planned.item }).collect()
        }
        Content::Items(items) => items,
        Content::Order(lines) => {
            let recurs =
                |line: &NamedItem| matches!(line.item.schedule, ItemSchedule::Recurring(_));
            lines.into_iter().filter(recurs).collect()
        }
        Content::Lines { lines, recurrence } => of_lines(&lines, &recurrence),
    }
}

/// One item for each item that the lines charge, as its last line has it.
fn of_lines(lines: &[Line], recurrence: &Recurrence) -> Vec<NamedItem> {
    let charges =
        || lines.iter().filter(|line| !line.is_credit() && line.item != ItemId::ADJUSTMENT);
    let of_same = |line: &Line, other: &Line| {
        (line.subscription, line.item) == (other.subscription, other.item)
    };
    let mut items: Vec<NamedItem> = Vec::new();
    for (index, line) in charges().enumerate() {
        if charges().skip(index + 1).all(|later| !of_same(line, later)) {
            let terms = &line.terms;
            let item = Item {
                supply: line.supply,
                quantity: terms.quantity,
                unit: terms.unit,
                ..Item::recurring(
                    line.label.as_str(),
                    terms.price.clone(),
                    terms.tax,
                    recurrence.clone(),
                )
            };
            items.push(NamedItem { id: line.item, item });
        }
    }
    items
}

/// The start and what was effective on it, taken back and recorded again on another day.
pub(super) fn moved(ground: &Ground<'_>, to: NaiveDate) -> Draft {
    let mut draft = Draft::default();
    let Some(start) = ground.start else {
        return draft;
    };
    for event in ground.history.live_events() {
        let comes_along =
            Day::of(event.effective_on) == start && is_bound_to_the_start(&event.kind);
        let is_start = matches!(event.kind, EventKind::Started { .. });
        if is_start || comes_along {
            draft.take_back.push(event.sequence);
            if Day::of(event.effective_on) == start {
                draft.record.push(Proposed { on: to, kind: event.kind.clone() });
            }
        }
    }
    // Of several starts, the one that holds is the last.
    let starts = |proposed: &Proposed| matches!(proposed.kind, EventKind::Started { .. });
    let last = draft.record.iter().rposition(starts);
    let mut index = 0;
    draft.record.retain(|proposed| {
        let keeps = !starts(proposed) || Some(index) == last;
        index += 1;
        keeps
    });
    draft
}

/// Tells whether an event of the day of the start begins with it: items and values over time.
const fn is_bound_to_the_start(kind: &EventKind) -> bool {
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
        | EventKind::Transferred { .. }
        | EventKind::CommitmentChanged { .. }
        | EventKind::ReferenceChanged { .. }
        | EventKind::PaymentTermsChanged { .. }
        | EventKind::PaymentMeansChanged { .. } => true,
        EventKind::Started { .. }
        | EventKind::Paused { .. }
        | EventKind::Resumed
        | EventKind::NoticeGiven { .. }
        | EventKind::NoticeWithdrawn
        | EventKind::RenewedByHand { .. }
        | EventKind::RenewalNoticeSent
        | EventKind::EndSet { .. }
        | EventKind::EndCleared
        | EventKind::Terminated { .. }
        | EventKind::Withdrawn { .. }
        | EventKind::SigningDateChanged { .. }
        | EventKind::ManualAdjustment { .. }
        | EventKind::Retracted { .. } => false,
    }
}

/// The start that holds, taken back.
pub(super) fn deleted(ground: &Ground<'_>) -> Draft {
    let starts = |kind: &EventKind| matches!(kind, EventKind::Started { .. });
    let events = ground.history.live_events();
    let starts = events.filter(|event| starts(&event.kind)).map(|event| event.sequence);
    Draft { take_back: starts.collect(), record: Vec::new() }
}
