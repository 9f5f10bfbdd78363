//! An event goes if nothing that stays depends on it: a later one has taken its place by the first day
//! that is needed, or all that it says is over (HIS-1, INV-10).
//!
//! Prices of January 2023, 2024 and 2025, closed before June 2025: the one of 2025 stays.
//!
//! Which day is needed is decided in [`super::bounds`].

use alloc::vec::Vec;

use super::bounds::Bounds;
use crate::calendar::Day;
use crate::contract::{
    DiscountDuration, DiscountId, DiscountValue, ItemId, NewPrice, PauseShape, TaxPoint,
};
use crate::history::{Event, EventKind, History};
use crate::timeline::{ClockEnd, Timeline, facts::Facts};

/// The events that go, by sequence number.
pub(super) struct Events {
    /// By rising number.
    going: Vec<u64>,
}

/// What a later event of the same kind takes the place of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    Quantity(ItemId),
    /// A value of whatever price it is.
    Price(ItemId),
    /// Another price: what values after it are values of.
    PriceModel(ItemId),
    Timing(ItemId),
    Tax(Option<ItemId>),
    Customer,
    Discount(DiscountId),
}

/// A chain of facts of the whole life, of which the last one holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fact {
    Start,
    End,
    Notice,
    Renewal,
}

impl Events {
    pub(super) fn of(timeline: &Timeline<'_>, history: &History, bounds: &Bounds) -> Self {
        let mut events = Self { going: Vec::new() };
        if bounds.is_waiting {
            return events;
        }
        let mut live: Vec<&Event> = history.live_events().collect();
        events.drop_retracted(history, &live, bounds.before);
        events.drop_facts(history, &live, bounds.before);
        live.sort_by_key(|event| (event.effective_on, event.sequence));
        let running = events.drop_discounts(timeline, &live, bounds);
        events.drop_values(timeline, &live, bounds);
        events.drop_pauses(timeline, history, (&live, bounds, running));
        events.going.sort_unstable();
        events
    }

    pub(super) fn stays(&self, event: &Event) -> bool {
        self.going.binary_search(&event.sequence).is_err()
    }

    fn drop(&mut self, event: &Event) {
        self.going.push(event.sequence);
    }

    /// What was retracted, and what retracted it, if nothing can bring it back: that would reach a
    /// closed day.
    fn drop_retracted(&mut self, history: &History, live: &[&Event], before: Day) {
        for event in history.events() {
            let target = history.target_of(event);
            let is_closed = is_start(target) || Day::of(target.effective_on) < before;
            let is_retraction = target.sequence != event.sequence;
            let is_live =
                live.binary_search_by_key(&event.sequence, |known| known.sequence).is_ok();
            if is_closed && (is_retraction || !is_live) {
                self.drop(event);
            }
        }
    }

    /// Facts of the whole life: what comes before one that can't be retracted any more. Those that
    /// change no charge go once their day is closed.
    fn drop_facts(&mut self, history: &History, live: &[&Event], before: Day) {
        // Versions of a price list that are firm for a term hold from the renewals.
        let renewal = (!history.has_firm_prices()).then_some(Fact::Renewal);
        for chain in [Fact::Start, Fact::End, Fact::Notice].into_iter().chain(renewal) {
            let of_chain = |event: &&&Event| fact(event) == Some(chain);
            let is_firm = |event: &&&Event| is_start(event) || Day::of(event.effective_on) < before;
            let firm = live.iter().filter(of_chain).rfind(is_firm);
            let firm = firm.map_or(0, |event| event.sequence);
            for event in live.iter().filter(of_chain).filter(|event| event.sequence < firm) {
                self.drop(event);
            }
        }
        for event in live {
            let is_silent = matches!(
                event.kind,
                EventKind::CommitmentChanged { .. }
                    | EventKind::RenewalNoticeSent
                    | EventKind::SigningDateChanged { .. }
            );
            if is_silent && Day::of(event.effective_on) < before {
                self.drop(event);
            }
        }
    }

    /// Values over time, by rising day: those that a later one replaces by the first day that is
    /// needed; all those of items that go; adjustments that are closed.
    fn drop_values(&mut self, timeline: &Timeline<'_>, live: &[&Event], bounds: &Bounds) {
        let waiting = Waiting::of(timeline, live);
        let mut holding: Vec<(Value, u64)> = Vec::new();
        for event in live {
            if let Some(id) = own_item(&event.kind)
                && !bounds.item_stays(id)
            {
                self.drop(event);
                continue;
            }
            if bounds.drops_adjustment(event) {
                self.drop(event);
            }
            let Some(value) = value(&event.kind).filter(|value| !waiting.may_have(*value)) else {
                continue;
            };
            let needed_from = match value {
                Value::Quantity(id)
                | Value::Price(id)
                | Value::PriceModel(id)
                | Value::Timing(id)
                | Value::Tax(Some(id)) => bounds.item_needed_from(id),
                Value::Tax(None) | Value::Customer | Value::Discount(_) => Some(bounds.needed_from),
            };
            // One on the first open day may be retracted: then the one before it holds again.
            let on = Day::of(event.effective_on);
            if needed_from.is_none_or(|day| on > day) || on >= bounds.before {
                continue;
            }
            if let Value::PriceModel(id) = value
                && let Some(at) = holding.iter().position(|(known, _)| *known == Value::Price(id))
            {
                self.going.push(holding.swap_remove(at).1);
            }
            match holding.iter_mut().find(|(known, _)| *known == value) {
                Some((_, before)) => {
                    self.going.push(*before);
                    *before = event.sequence;
                }
                None => holding.push((value, event.sequence)),
            }
        }
        // A discount that was withdrawn by then is over, and so is its withdrawal.
        let withdrawn = live.iter().filter(|event| {
            matches!(event.kind, EventKind::DiscountWithdrawn { .. })
                && holding.iter().any(|(_, sequence)| *sequence == event.sequence)
        });
        self.going.extend(withdrawn.map(|event| event.sequence));
    }

    /// Discounts of one item that are over by the first day that is needed of it. Returns the day on
    /// which the oldest clock was set that still runs.
    fn drop_discounts(
        &mut self,
        timeline: &Timeline<'_>,
        live: &[&Event],
        bounds: &Bounds,
    ) -> Option<Day> {
        let mut running: Option<Day> = None;
        for ClockEnd { item, granted, from, until } in timeline.clock_ends.iter().copied() {
            if !bounds.item_stays(item) {
                continue;
            }
            // A discount that goes may have ended another one, which must be gone too.
            let needed_from = bounds.needed_from;
            let is_over = until.is_some_and(|until| until <= needed_from && until < bounds.before);
            let grant = live.iter().find(|event| Some(event.sequence) == granted);
            match grant.map(|event| (event, granted_on(event))) {
                Some((event, Some(granted))) if is_over && granted.ends_for_all => self.drop(event),
                Some((_, Some(Granted { has_clock: false, .. }))) => {}
                None if is_over => {}
                // Whom a discount of all items will still be counted for is not known.
                Some(_) | None => running = Some(running.map_or(from, |known| known.min(from))),
            }
        }
        running
    }

    /// Pauses that are over, and that no clock counts and no grid depends on.
    fn drop_pauses(
        &mut self,
        timeline: &Timeline<'_>,
        history: &History,
        (live, bounds, running): (&[&Event], &Bounds, Option<Day>),
    ) {
        let Some(life) = &timeline.life else {
            return;
        };
        let agreed = life.contract.term.map(|_| life.start);
        let staying = timeline.items.iter().filter(|item| bounds.item_stays(item.id));
        let trials = staying.filter_map(|item| Some(item.anchored?.alters_from));
        let windows = Facts::of(history).windows(None);
        let shifts = windows.iter().filter(|window| window.shape == PauseShape::Shift);
        let shifts = shifts.map(|window| window.from);
        let needed = running.into_iter().chain(agreed).chain(trials).chain(shifts);
        let needed_from = needed.fold(bounds.needed_from, Day::min);
        let across = windows.iter().find(|window| {
            window.from < needed_from && window.until.is_none_or(|until| needed_from <= until)
        });
        let needed_from = across.map_or(needed_from, |window| window.from);
        for event in live {
            let is_pause = matches!(event.kind, EventKind::Paused { .. } | EventKind::Resumed);
            if is_pause && Day::of(event.effective_on) < needed_from {
                self.drop(event);
            }
        }
    }
}

/// What may hold from a later day than its own, so that another one that comes after it has not taken
/// its place by that day (CHG-2, INV-5).
struct Waiting {
    taxes: bool,
    all_prices: bool,
    prices: Vec<ItemId>,
}

impl Waiting {
    fn of(timeline: &Timeline<'_>, live: &[&Event]) -> Self {
        let life = timeline.life.as_ref();
        let tax_point = life.map(|life| life.contract.billing.tax_point);
        let mut waiting = Self {
            taxes: tax_point == Some(TaxPoint::PeriodStart),
            all_prices: false,
            prices: Vec::new(),
        };
        for event in live {
            if let EventKind::PriceChanged { id, price: NewPrice::Listed { .. } } = &event.kind {
                waiting.prices.push(*id);
            } else if let EventKind::ItemAdded { id, item } = &event.kind {
                waiting.prices.extend(item.list.as_ref().map(|_| *id));
            } else if let EventKind::PlanChanged { plan } = &event.kind {
                waiting.all_prices |= plan.items.iter().any(|planned| planned.item.list.is_some());
            }
        }
        waiting
    }

    fn may_have(&self, value: Value) -> bool {
        match value {
            Value::Price(id) | Value::PriceModel(id) => {
                self.all_prices || self.prices.contains(&id)
            }
            Value::Tax(_) => self.taxes,
            Value::Quantity(_) | Value::Timing(_) | Value::Customer | Value::Discount(_) => false,
        }
    }
}

fn is_start(event: &Event) -> bool {
    fact(event) == Some(Fact::Start)
}

/// A discount as it was granted.
#[derive(Clone, Copy)]
struct Granted {
    /// Whether it ends for all items at once: it is for one, or an amount that they share.
    ends_for_all: bool,
    /// Whether it comes to an end by itself.
    has_clock: bool,
}

fn granted_on(event: &Event) -> Option<Granted> {
    let EventKind::DiscountGranted { discount, .. } = &event.kind else {
        return None;
    };
    let has_clock = discount.lasts != DiscountDuration::Forever;
    let is_amount = matches!(discount.value, DiscountValue::Amount(_));
    Some(Granted { ends_for_all: discount.item.is_some() || is_amount, has_clock })
}

/// Returns the chain of facts that an event belongs to.
fn fact(event: &Event) -> Option<Fact> {
    let kind = &event.kind;
    if matches!(kind, EventKind::Started { .. }) {
        Some(Fact::Start)
    } else if matches!(
        kind,
        EventKind::EndSet { .. }
            | EventKind::EndCleared
            | EventKind::Terminated { .. }
            | EventKind::Withdrawn { .. }
    ) {
        Some(Fact::End)
    } else if matches!(kind, EventKind::NoticeGiven { .. } | EventKind::NoticeWithdrawn) {
        Some(Fact::Notice)
    } else if matches!(kind, EventKind::RenewedByHand { .. }) {
        Some(Fact::Renewal)
    } else {
        None
    }
}

/// Returns the item that an event is about alone.
pub(super) const fn own_item(kind: &EventKind) -> Option<ItemId> {
    match kind {
        EventKind::ItemAdded { id, .. }
        | EventKind::ItemRemoved { id }
        | EventKind::QuantityChanged { id, .. }
        | EventKind::PriceChanged { id, .. }
        | EventKind::CadenceChanged { id, .. }
        | EventKind::TimingChanged { id, .. }
        | EventKind::AnchorChanged { id, .. } => Some(*id),
        EventKind::TaxChanged { id, .. } => *id,
        EventKind::DiscountGranted { discount, .. } => discount.item,
        EventKind::Started { .. }
        | EventKind::PlanChanged { .. }
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
        | EventKind::Transferred { .. }
        | EventKind::ReferenceChanged { .. }
        | EventKind::SigningDateChanged { .. }
        | EventKind::PaymentTermsChanged { .. }
        | EventKind::PaymentMeansChanged { .. }
        | EventKind::ManualAdjustment { .. }
        | EventKind::Retracted { .. } => None,
    }
}

/// Returns the value that an event sets, if a later one of the same kind takes its place.
fn value(kind: &EventKind) -> Option<Value> {
    match kind {
        EventKind::QuantityChanged { id, .. } => Some(Value::Quantity(*id)),
        // Below 0 it may have no meaning, and so take no place.
        EventKind::PriceChanged { id, price } => (!price.is_negative()).then_some(match price {
            NewPrice::Value(_) => Value::Price(*id),
            NewPrice::Model(_) | NewPrice::Listed { .. } => Value::PriceModel(*id),
        }),
        EventKind::TimingChanged { id, .. } => Some(Value::Timing(*id)),
        EventKind::TaxChanged { id, .. } => Some(Value::Tax(*id)),
        EventKind::Transferred { .. } => Some(Value::Customer),
        EventKind::DiscountGranted { id, .. } | EventKind::DiscountWithdrawn { id } => {
            Some(Value::Discount(*id))
        }
        EventKind::Started { .. }
        | EventKind::ItemAdded { .. }
        | EventKind::ItemRemoved { .. }
        | EventKind::PlanChanged { .. }
        | EventKind::CadenceChanged { .. }
        | EventKind::AnchorChanged { .. }
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
        | EventKind::Retracted { .. } => None,
    }
}
