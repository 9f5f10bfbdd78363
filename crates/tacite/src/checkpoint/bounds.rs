//! From which day on an item's events and lines are needed (CST-1).
//!
//! Monthly on the 1st, billed up to June 2025, closed before 15 March: March goes on after the 15th,
//! so its line stays, and what held on 1 March. Yearly in arrears: the year is not charged, so all of
//! it stays.
//!
//! Which events hold on that day is decided in [`super::events`].

use alloc::vec::Vec;

use super::events::own_item;
use crate::books::{BookLine, Books, Frontier};
use crate::calendar::{CalendarError, Day};
use crate::contract::{DiscountValue, ItemId, ItemSchedule};
use crate::history::{Event, EventKind, History};
use crate::schedule::{BillingPeriods, Reference};
use crate::timeline::{ItemTimeline, Life, Timeline};

/// What stays of a subscription that is closed before a day.
pub(super) struct Bounds {
    pub(super) before: Day,
    items: Vec<ItemBounds>,
    /// Days before it, and before those of every item, bear on nothing that stays.
    pub(super) needed_from: Day,
    /// Whether credits wait for the next invoice (INV-7): all stays until they are printed, since they
    /// say what any line and any event said.
    pub(super) is_waiting: bool,
    /// The first day on which an adjustment is not charged yet.
    uncharged_adjustment: Day,
}

/// What stays of an item that the history has.
struct ItemBounds {
    id: ItemId,
    /// Lines that reach this day stay.
    reached: Day,
    /// The reference period that holds it, or ends on it.
    current: Option<Reference>,
    /// Values on this day and later bear on what stays.
    needed_from: Day,
    stays: bool,
}

impl Bounds {
    pub(super) fn of(
        timeline: &Timeline<'_>,
        history: &History,
        books: &Books,
        before: Day,
    ) -> Result<Self, CalendarError> {
        // A plan change names items by their codes: what it may name stays.
        let is_planned = |kind: &EventKind| matches!(kind, EventKind::PlanChanged { .. });
        let may_go = !history.events().iter().any(|event| is_planned(&event.kind));
        let uncharged = books.frontier(ItemId::ADJUSTMENT).map_or(before, |known| known.uncharged);
        let is_waiting = books.waiting().next().is_some();
        let mut bounds = Self {
            is_waiting,
            before,
            items: Vec::new(),
            needed_from: before,
            uncharged_adjustment: uncharged,
        };
        if let Some(life) = &timeline.life {
            for item in &timeline.items {
                let frontier = books.frontier(item.id);
                let mut own = match (&item.item.schedule, &item.grid) {
                    (ItemSchedule::Recurring(recurrence), Some(grid)) => {
                        let periods = BillingPeriods { life, item, recurrence, grid };
                        recurring(&periods, books, (frontier, before))?
                    }
                    _ => one_off(item, life, (frontier, before)),
                };
                // An event of an open day may be retracted: it stays, and what it is about.
                let is_open = |event: &Event| {
                    own_item(&event.kind) == Some(item.id) && Day::of(event.effective_on) >= before
                };
                own.stays |=
                    !may_go || is_waiting || (!own.stays && history.events().iter().any(is_open));
                if own.stays {
                    bounds.needed_from = bounds.needed_from.min(own.needed_from);
                }
                bounds.items.push(own);
            }
            let granted = history.live_events().filter(|event| shares(event));
            if let Some(first) = granted.map(|event| Day::of(event.effective_on)).min() {
                bounds.need_together(timeline, first);
            }
        }
        for adjustment in &timeline.adjustments {
            let event = history.event(adjustment.sequence);
            if !event.is_some_and(|event| bounds.drops_adjustment(event)) {
                bounds.needed_from = bounds.needed_from.min(adjustment.on);
            }
        }
        Ok(bounds)
    }

    /// CHG-9: items that share an amount off the whole are weighed against each other on every day that
    /// is needed of any of them; and one that was there when it was granted counts its periods.
    #[cold]
    fn need_together(&mut self, timeline: &Timeline<'_>, granted: Day) {
        let recurring = || timeline.items.iter().filter(|item| item.grid.is_some());
        let is_needed = |id: ItemId, from: Day| {
            let mut weighed = recurring().filter(|item| item.id == id);
            weighed.any(|item| item.removed.is_none_or(|removed| from.min(granted) < removed))
        };
        // Each item that stays may need earlier days, on which more items are weighed.
        loop {
            let needed_from = self.needed_from;
            let mut dropped = self.items.iter_mut().filter(|own| !own.stays);
            let Some(weighed) = dropped.find(|own| is_needed(own.id, needed_from)) else {
                break;
            };
            weighed.stays = true;
            self.needed_from = needed_from.min(weighed.needed_from);
        }
        for own in self.items.iter_mut().filter(|own| recurring().any(|item| item.id == own.id)) {
            own.needed_from = own.needed_from.min(self.needed_from);
        }
    }

    fn item(&self, id: ItemId) -> Option<&ItemBounds> {
        self.items.iter().find(|item| item.id == id)
    }

    /// Tells whether an item of the history stays; what is only in the books does.
    pub(super) fn item_stays(&self, id: ItemId) -> bool {
        self.item(id).is_none_or(|item| item.stays)
    }

    /// Lists the items that don't stay.
    pub(super) fn dropped_items(&self) -> impl Iterator<Item = ItemId> + '_ {
        self.items.iter().filter(|item| !item.stays).map(|item| item.id)
    }

    /// Returns the first day whose values bear on what stays of an item; none if the history has no
    /// such item.
    pub(super) fn item_needed_from(&self, id: ItemId) -> Option<Day> {
        self.item(id).map(|item| item.needed_from)
    }

    /// Tells whether a manual adjustment is closed: its day is, and it is settled.
    pub(super) fn drops_adjustment(&self, event: &Event) -> bool {
        let on = Day::of(event.effective_on);
        matches!(event.kind, EventKind::ManualAdjustment { .. })
            && !self.is_waiting
            && on < self.before
            && on < self.uncharged_adjustment
    }

    /// Reference periods of an item that end before this day are closed.
    pub(super) fn open_from(&self, id: ItemId) -> Day {
        self.item(id).map_or(self.before, |item| item.reached)
    }

    /// Tells whether a line stays, given the history that does.
    pub(super) fn line_stays(&self, kept: &History, id: ItemId, line: &BookLine) -> bool {
        if self.is_waiting {
            return true;
        }
        match line.reference {
            Reference::Adjustment { sequence } => kept.event(sequence).is_some(),
            // A one-off has no date. One whose addition was retracted may be added again.
            Reference::Once => self.item_stays(id),
            Reference::Period(_) => match self.item(id) {
                Some(item) => {
                    item.current == Some(line.reference) || line.bears_until() >= item.reached
                }
                None => line.bears_until() >= self.before,
            },
        }
    }
}

/// A recurring item: periods that reach the day stay, and those that are not settled.
fn recurring(
    periods: &BillingPeriods<'_, '_>,
    books: &Books,
    (frontier, before): (Option<Frontier>, Day),
) -> Result<ItemBounds, CalendarError> {
    let item = periods.item;
    let settled = match frontier {
        Some(Frontier { uncharged, waiting }) => {
            waiting.map_or(uncharged, |day| day.min(uncharged))
        }
        None => item.from,
    };
    let reached = item.reached_from(before.min(settled));
    let mut needed_from = reached;
    let current = periods.holding(reached.saturating_plus_days(-1))?;
    let next = match &current {
        Some(current) => periods.next(current)?,
        None => None,
    };
    for billing in current.iter().chain(&next) {
        let begins = billing.period.start_day().min(billing.nominal.start_day());
        needed_from = needed_from.min(begins).min(billing.opens);
    }
    let current = current.map(|current| Reference::Period(current.nominal));
    let mut has_lines = false;
    for line in books.lines_of_item(item.id) {
        let stays = line.bears_until() >= reached || Some(line.reference) == current;
        if let (true, Some(start)) = (stays, line.reference.start_day()) {
            has_lines = true;
            needed_from = needed_from.min(start).min(line.billing.start_day());
        }
    }
    // A removal on the first open day may be retracted.
    let is_over = item.removed.is_some_and(|removed| removed < before && removed <= settled);
    let stays = has_lines || !is_over;
    Ok(ItemBounds { id: item.id, reached, current, needed_from, stays })
}

/// A one-off goes once its day is closed and it is settled.
fn one_off(
    item: &ItemTimeline<'_>,
    life: &Life<'_>,
    (frontier, before): (Option<Frontier>, Day),
) -> ItemBounds {
    let is_settled = frontier.is_some_and(|frontier| frontier.uncharged == Day::MAX);
    let needed_from = if is_settled { before } else { item.from.max(life.start).min(before) };
    // A plan may still name it by its code, unless it is removed.
    let is_removed = item.removed.is_some_and(|removed| removed < before);
    let is_planned = item.item.plan_item.is_some() && !is_removed;
    let stays = !is_settled || item.from >= before || is_planned;
    ItemBounds { id: item.id, reached: before, current: None, needed_from, stays }
}

/// Tells whether an event grants an amount that items share.
fn shares(event: &Event) -> bool {
    let EventKind::DiscountGranted { discount, .. } = &event.kind else {
        return false;
    };
    discount.item.is_none() && matches!(discount.value, DiscountValue::Amount(_))
}
