//! A history may be closed before a day: it keeps the events that bear on open days, and remembers that
//! there were others (INV-10, CHG-1).
//!
//! Closed before 1 January 2025: to retract a price of 2019 is refused, and the id of an item that was
//! removed in 2020 makes no new item.
//!
//! Which events stay is decided by [`crate::checkpoint`].

use alloc::boxed::Box;
use alloc::vec::Vec;

use chrono::NaiveDate;

use super::{ClosingParts, Event, EventKind, History, HistoryRule};
use crate::contract::ItemId;

impl History {
    /// Returns the day before which it is closed, if it is: see [`close`](crate::checkpoint::close).
    pub fn closed_before(&self) -> Option<NaiveDate> {
        self.closing.as_ref().map(|closing| closing.before)
    }

    /// Tells whether an id was that of an item that was dropped.
    pub(crate) fn is_spent(&self, id: ItemId) -> bool {
        let closing = self.closing.as_ref();
        closing.is_some_and(|closing| closing.spent.binary_search(&id).is_ok())
    }

    /// Tells whether any item was dropped.
    pub(crate) fn has_spent(&self) -> bool {
        self.closing.as_ref().is_some_and(|closing| !closing.spent.is_empty())
    }

    /// Keeps the events that are chosen, and closes the days before a date.
    pub(crate) fn closed(
        &self,
        before: NaiveDate,
        chosen: impl Fn(&Event) -> bool,
        spent: impl Iterator<Item = ItemId>,
    ) -> Self {
        let earlier = self.closing.iter().flat_map(|closing| &closing.spent).copied();
        let mut spent: Vec<ItemId> = earlier.chain(spent).collect();
        spent.sort_unstable();
        spent.dedup();
        let (through, currency) = (self.newest(), self.currency);
        let (start_on, end_on) = self.facts();
        let closing = ClosingParts { before, through, spent, start_on, end_on, currency };
        let mut kept = Self {
            events: Vec::new(),
            retractions: 0,
            start_on,
            end_on,
            facts_changed: false,
            closing: Some(Box::new(closing)),
            ..*self
        };
        for event in self.events.iter().filter(|event| chosen(event)) {
            kept.retractions += usize::from(matches!(event.kind, EventKind::Retracted { .. }));
            kept.events.push(event.clone());
        }
        kept
    }

    /// Why an event that is not here can't be retracted.
    pub(super) fn nothing_to_retract(&self, target: u64) -> HistoryRule {
        match self.closing.as_ref().filter(|closing| target <= closing.through) {
            Some(closing) => HistoryRule::Closed { target, closed_before: closing.before },
            None => HistoryRule::NothingToRetract { target },
        }
    }

    /// Returns the sequence number of the newest event, dropped ones included, or 0.
    #[inline]
    pub(crate) fn newest(&self) -> u64 {
        let dropped = self.closing.as_ref().map_or(0, |closing| closing.through);
        self.events.last().map_or(dropped, |last| last.sequence.max(dropped))
    }
}
