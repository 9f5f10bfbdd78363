//! A history is folded by two orders: facts of the whole life by sequence alone, values over time
//! by effective date and then sequence (HIS-1, HIS-2).
//!
//! Two prices effective 1 March: the one recorded last holds. Two ends: the one recorded last
//! holds, whichever is earlier. A price effective before the start, or on or after the end, has no
//! effect until start or end move.
//!
//! What an item's changes come to is decided in [`super::item_fold`].

use alloc::vec::Vec;

use smallvec::SmallVec;

use super::item_fold::{Change, Field, ItemFold};
use super::{HeaderChange, HeaderField, Life, Timeline, TimelineError};
use crate::calendar::Day;
use crate::contract::{Contract, LastPeriod};
use crate::history::{Event, EventKind, History};

/// What one pass over the log collects, before start and end are known.
#[derive(Default)]
struct Collected<'h> {
    started: Option<(&'h Contract, Day)>,
    end: Option<(Day, Option<LastPeriod>)>,
    added: Vec<ItemFold<'h>>,
    changes: Vec<Change>,
    headers: Vec<HeaderChange<'h>>,
}

impl<'h> Timeline<'h> {
    /// Folds a history.
    ///
    /// # Errors
    /// [`TimelineError::Unsupported`] for an event, not retracted, of a kind that is not billed
    /// yet; [`TimelineError::Item`] if a grid or a phase leaves the calendar.
    pub fn fold(history: &'h History) -> Result<Self, TimelineError> {
        let mut timeline = Self::empty();
        timeline.take(history)?;
        Ok(timeline)
    }

    /// Makes the timeline of a subscription that was not started.
    #[inline]
    pub(crate) fn empty() -> Self {
        Self {
            life: None,
            items: SmallVec::new(),
            segments: SmallVec::new(),
            terms: SmallVec::new(),
            headers: Vec::new(),
        }
    }

    /// Folds a history into an empty timeline. A run calls it in place of [`Timeline::fold`], since
    /// moving a timeline costs more than folding a short history.
    pub(crate) fn take(&mut self, history: &'h History) -> Result<(), TimelineError> {
        if let [Event { kind: EventKind::Started { contract }, effective_on, .. }, added @ ..] =
            history.events()
            && is_items_by_day(added)
        {
            // The usual history: started, then given its items, with nothing to put in order.
            let life = Life::of(contract, Day::of(*effective_on), None);
            self.life = Some(life);
            added.iter().filter_map(ItemFold::of).try_for_each(|item| self.add(&life, &item, &[]))
        } else {
            self.collect(history)
        }
    }

    /// Folds a history of any events in any order.
    #[inline(never)]
    fn collect(&mut self, history: &'h History) -> Result<(), TimelineError> {
        let mut collected = Collected::default();
        collected.read(history)?;
        let Some((contract, start)) = collected.started else {
            return Ok(());
        };
        let life = Life::of(contract, start, collected.end);
        self.life = Some(life);
        self.headers = collected.headers;
        self.headers.retain(|change| life.has_effect(change.from));
        self.headers.sort_by_key(|change| (change.from, change.sequence));
        self.fold_items(&life, &mut collected.added, collected.changes)
    }

    fn fold_items(
        &mut self,
        life: &Life<'h>,
        added: &mut [ItemFold<'h>],
        mut changes: Vec<Change>,
    ) -> Result<(), TimelineError> {
        changes.retain(|change| life.has_effect(change.from));
        changes.sort_by_key(|change| (change.from, change.sequence));
        added.sort_by_key(|item| (item.from, item.sequence));
        added.iter().try_for_each(|fold| self.add(life, fold, &changes))
    }

    /// Adds an item, if it has effect.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the usual history calls it once, with no changes")]
    fn add(
        &mut self,
        life: &Life<'h>,
        fold: &ItemFold<'h>,
        changes: &[Change],
    ) -> Result<(), TimelineError> {
        // An item id is never used again: the first item of an id is the one that counts.
        let is_new = self.items.iter().all(|known| known.id != *fold.id);
        if is_new && life.has_effect(fold.from) {
            self.fold_item(life, fold, changes)
                .map_err(|error| TimelineError::Item { item: *fold.id, error })?;
        }
        Ok(())
    }
}

/// Tells whether events add items and do nothing else, by rising day.
fn is_items_by_day(events: &[Event]) -> bool {
    events.iter().all(|event| matches!(event.kind, EventKind::ItemAdded { .. }))
        && events.is_sorted_by_key(|event| event.effective_on)
}

impl<'h> Life<'h> {
    /// Makes the life of a subscription from its start and from its end, if that is set.
    #[inline]
    fn of(contract: &'h Contract, start: Day, end: Option<(Day, Option<LastPeriod>)>) -> Self {
        let (end, last_period) = match end {
            Some((end, last_period)) => (Some(end), last_period),
            None => (None, None),
        };
        Self { contract, start, end, last_period, bill_from: contract.bill_from.map(Day::of) }
    }

    /// HIS-1: what is effective before the start, or on or after the end, has no effect.
    fn has_effect(&self, effective: Day) -> bool {
        effective >= self.start && self.end.is_none_or(|end| effective < end)
    }
}

impl<'h> Collected<'h> {
    fn read(&mut self, history: &'h History) -> Result<(), TimelineError> {
        let retracted = history.retracted();
        for (index, event) in history.events().iter().enumerate() {
            if retracted.get(index) != Some(&true) {
                self.take(event)?;
            }
        }
        Ok(())
    }

    /// Takes an event in the order of the log, so that the last fact of the whole life holds.
    fn take(&mut self, event: &'h Event) -> Result<(), TimelineError> {
        let sequence = event.sequence;
        let from = Day::of(event.effective_on);
        let mut change = |item, field| {
            self.changes.push(Change { from, sequence, item, field });
        };
        match &event.kind {
            EventKind::Started { contract } => self.started = Some((contract, from)),
            EventKind::ItemAdded { .. } => self.added.extend(ItemFold::of(event)),
            EventKind::ItemRemoved { id } => change(Some(*id), Field::Removed),
            EventKind::QuantityChanged { id, quantity } => {
                change(Some(*id), Field::Quantity(*quantity));
            }
            EventKind::PriceChanged { id, price } => change(Some(*id), Field::Price(*price)),
            EventKind::TaxChanged { id, tax } => change(*id, Field::Tax(*tax)),
            EventKind::Transferred { customer } => change(None, Field::Customer(*customer)),
            EventKind::EndSet { last_period } => self.end = Some((from, *last_period)),
            EventKind::EndCleared => self.end = None,
            EventKind::ReferenceChanged { reference } => {
                self.head(event, HeaderField::Reference(reference.as_ref()));
            }
            EventKind::PaymentTermsChanged { payment_terms } => {
                self.head(event, HeaderField::PaymentTerms(payment_terms));
            }
            EventKind::PaymentMeansChanged { payment_means } => {
                self.head(event, HeaderField::PaymentMeans(*payment_means));
            }
            // The day of signature changes nothing that is billed; a retraction that counts has
            // been resolved.
            EventKind::SigningDateChanged { .. } | EventKind::Retracted { .. } => {}
            EventKind::PlanChanged { .. }
            | EventKind::CadenceChanged { .. }
            | EventKind::TimingChanged { .. }
            | EventKind::AnchorChanged { .. }
            | EventKind::DiscountGranted { .. }
            | EventKind::DiscountWithdrawn { .. }
            | EventKind::Paused { .. }
            | EventKind::Resumed
            | EventKind::NoticeGiven { .. }
            | EventKind::NoticeWithdrawn
            | EventKind::CommitmentChanged { .. }
            | EventKind::RenewedByHand { .. }
            | EventKind::RenewalNoticeSent
            | EventKind::Terminated { .. }
            | EventKind::Withdrawn { .. }
            | EventKind::ManualAdjustment { .. } => {
                return Err(TimelineError::Unsupported { sequence, kind: event.kind.name() });
            }
        }
        Ok(())
    }

    fn head(&mut self, event: &'h Event, field: HeaderField<'h>) {
        let from = Day::of(event.effective_on);
        self.headers.push(HeaderChange { from, sequence: event.sequence, field });
    }
}
