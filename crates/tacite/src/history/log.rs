//! A history is the append-only log of one subscription's events (HIS-1, HIS-2).
//!
//! Started on 1 January (#1), item added (#2), price changed (#3), #3 retracted (#4): #3 and #4
//! have no effect; retract #4 in #5 and the price change holds again.
//!
//! What the events mean together is decided by [`crate::timeline`].

use alloc::boxed::Box;
use alloc::vec::Vec;

use chrono::NaiveDate;

use super::{ClosingParts, Event, EventKind, HistoryError, HistoryRule};
use crate::contract::{Item, ItemError, ItemId, ItemSchedule, SubscriptionId, VersionHolds};
use crate::money::Currency;

/// Most events that a history may have (CST-2).
pub const EVENTS_MAX: usize = 100_000;

/// The events of one subscription, by rising sequence number.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::contract::{Contract, CustomerId, SubscriptionId};
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::Currency;
///
/// let day = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
/// let contract = Contract::new("Seats", CustomerId::new("cust-7")?, Currency::EUR);
/// let started = Event {
///     sequence: 1,
///     recorded_on: day,
///     effective_on: day,
///     kind: EventKind::Started { contract },
/// };
/// let mut history = History::new(SubscriptionId::new("sub-1")?);
/// history.push(started.clone())?;
/// assert!(history.push(started).is_err(), "a sequence number is given once");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct History {
    pub(super) subscription: SubscriptionId,
    pub(super) events: Vec<Event>,
    /// How many of them are retractions: usually none, and then there is nothing to resolve.
    pub(super) retractions: usize,
    /// Start, end and currency as they stand, so that pushing an event does not read all others.
    pub(super) start_on: Option<NaiveDate>,
    pub(super) end_on: Option<NaiveDate>,
    pub(super) currency: Option<Currency>,
    /// Whether a retraction may have changed start or end since.
    pub(super) facts_changed: bool,
    /// What it was closed with, if it was.
    pub(super) closing: Option<Box<ClosingParts>>,
}

impl History {
    /// Makes the empty history of a subscription.
    pub const fn new(subscription: SubscriptionId) -> Self {
        Self {
            subscription,
            events: Vec::new(),
            retractions: 0,
            start_on: None,
            end_on: None,
            currency: None,
            facts_changed: false,
            closing: None,
        }
    }

    /// Makes a history of events in order.
    ///
    /// # Errors
    /// The first [`HistoryError`] that [`push`](Self::push) meets.
    pub fn of(
        subscription: SubscriptionId,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<Self, HistoryError> {
        let mut history = Self::new(subscription);
        for event in events {
            history.push(event)?;
        }
        Ok(history)
    }

    /// Appends an event.
    ///
    /// # Errors
    /// [`HistoryError`]: a sequence number that does not rise, a retraction of what is not before
    /// it, an illegal contract, item, discount or pause, a negative recurring price, payment terms
    /// that make no whole, an end before the start, an amount in another currency, more than
    /// [`EVENTS_MAX`] events. The history is unchanged then.
    pub fn push(&mut self, event: Event) -> Result<(), HistoryError> {
        let fault = |rule| HistoryError { sequence: event.sequence, kind: event.kind.name(), rule };
        self.check_place(event.sequence).map_err(fault)?;
        if matches!(event.kind, EventKind::NoticeGiven { .. }) || is_start(&event) || is_end(&event)
        {
            self.refresh_facts();
        }
        self.check(&event).map_err(fault)?;
        self.append(event);
        Ok(())
    }

    /// Tells whether an event of a sequence number may come next.
    pub(super) fn check_place(&self, sequence: u64) -> Result<(), HistoryRule> {
        if self.events.len() >= EVENTS_MAX {
            return Err(HistoryRule::TooManyEvents);
        }
        // The first sequence number is at least 1: books that have seen nothing are at 0.
        let after = self.newest();
        if sequence <= after {
            return Err(HistoryRule::SequenceNotRising { after });
        }
        Ok(())
    }

    pub(super) fn append(&mut self, event: Event) {
        if let EventKind::Started { contract } = &event.kind {
            self.start_on = Some(event.effective_on);
            self.currency = self.currency.or(Some(contract.currency));
        } else if is_end(&event) {
            self.end_on = named_end(&event);
        } else if let EventKind::Retracted { sequence } = event.kind {
            self.retractions += 1;
            let target = self.events.binary_search_by_key(&sequence, |known| known.sequence);
            let target = target.ok().and_then(|index| self.events.get(index));
            self.facts_changed |= target.is_some_and(|target| {
                is_start(target)
                    || is_end(target)
                    || matches!(target.kind, EventKind::Retracted { .. })
            });
        }
        self.events.push(event);
    }

    /// Reads the log again for start and end, if a retraction may have changed them.
    fn refresh_facts(&mut self) {
        (self.start_on, self.end_on) = self.facts();
        self.facts_changed = false;
    }

    /// Returns start and end as they stand.
    pub(super) fn facts(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        if !self.facts_changed {
            return (self.start_on, self.end_on);
        }
        let start_on = self.newest_live(is_start).map(|event| event.effective_on);
        (start_on, self.newest_live(is_end).and_then(named_end))
    }

    /// Returns the subscription's id.
    pub const fn subscription(&self) -> SubscriptionId {
        self.subscription
    }

    /// Returns the events by rising sequence number.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Returns the event of a sequence number.
    pub fn event(&self, sequence: u64) -> Option<&Event> {
        let index = self.events.binary_search_by_key(&sequence, |event| event.sequence).ok()?;
        self.events.get(index)
    }

    /// Returns the event itself or, of a retraction, what is in the end retracted or holds again.
    pub(crate) fn target_of<'h>(&'h self, event: &'h Event) -> &'h Event {
        let mut target = event;
        // A target lies before its retraction, so this ends.
        while let EventKind::Retracted { sequence } = target.kind {
            match self.event(sequence) {
                Some(earlier) => target = earlier,
                None => break,
            }
        }
        target
    }

    /// Returns what was known when the event of a sequence number had been recorded (HIS-2).
    #[must_use]
    pub fn until_sequence(&self, sequence: u64) -> Self {
        let mut known = Self { closing: self.closing.clone(), ..Self::new(self.subscription) };
        let until = self.events.partition_point(|event| event.sequence <= sequence);
        for event in self.events.iter().take(until) {
            known.append(event.clone());
        }
        known
    }

    fn check(&self, event: &Event) -> Result<(), HistoryRule> {
        event.kind.check()?;
        match &event.kind {
            EventKind::Started { contract } => {
                self.check_currency(contract.currency)?;
                contract.check_start(event.effective_on)?;
                match self.end_on {
                    Some(end) if end < event.effective_on => {
                        Err(HistoryRule::EndBeforeStart { end, start: event.effective_on })
                    }
                    _ => Ok(()),
                }
            }
            EventKind::PriceChanged { id, price } => {
                let lowest = price.lowest();
                if lowest.is_negative() && !self.is_one_off(*id) {
                    let price = lowest.to_decimal();
                    return Err(HistoryRule::Item(ItemError::NegativePrice { price }));
                }
                Ok(())
            }
            EventKind::EndSet { .. } => self.check_end(event.effective_on),
            EventKind::Terminated { exit_fee, .. } => {
                self.check_end(event.effective_on)?;
                exit_fee.map_or(Ok(()), |fee| self.check_currency(fee.currency()))
            }
            EventKind::NoticeGiven { end } => self.check_end(*end),
            EventKind::ManualAdjustment { amount, .. } => self.check_currency(amount.currency()),
            EventKind::Retracted { sequence } => {
                if self.event(*sequence).is_none() {
                    return Err(self.nothing_to_retract(*sequence));
                }
                Ok(())
            }
            EventKind::ItemAdded { .. }
            | EventKind::PlanChanged { .. }
            | EventKind::DiscountGranted { .. }
            | EventKind::Paused { .. }
            | EventKind::PaymentTermsChanged { .. }
            | EventKind::TaxChanged { .. }
            | EventKind::ItemRemoved { .. }
            | EventKind::QuantityChanged { .. }
            | EventKind::CadenceChanged { .. }
            | EventKind::TimingChanged { .. }
            | EventKind::AnchorChanged { .. }
            | EventKind::DiscountWithdrawn { .. }
            | EventKind::Resumed
            | EventKind::NoticeWithdrawn
            | EventKind::CommitmentChanged { .. }
            | EventKind::RenewedByHand { .. }
            | EventKind::RenewalNoticeSent
            | EventKind::EndCleared
            | EventKind::Withdrawn { .. }
            | EventKind::Transferred { .. }
            | EventKind::ReferenceChanged { .. }
            | EventKind::SigningDateChanged { .. }
            | EventKind::PaymentMeansChanged { .. } => Ok(()),
        }
    }

    /// MON-3: one contract, one currency, whatever was retracted since.
    fn check_currency(&self, currency: Currency) -> Result<(), HistoryRule> {
        match self.currency {
            Some(agreed) if agreed != currency => {
                Err(HistoryRule::OtherCurrency { agreed, given: currency })
            }
            _ => Ok(()),
        }
    }

    fn check_end(&self, end: NaiveDate) -> Result<(), HistoryRule> {
        match self.start_on {
            Some(start) if end < start => Err(HistoryRule::EndBeforeStart { end, start }),
            _ => Ok(()),
        }
    }

    /// Tells whether an item was only ever added as a one-off.
    fn is_one_off(&self, wanted: ItemId) -> bool {
        if self.is_spent(wanted) {
            // Whatever it was, nothing of it can change.
            return true;
        }
        let mut schedules = self.events.iter().filter_map(|event| match_item(event, wanted));
        let first = schedules.next();
        first == Some(&ItemSchedule::Once) && schedules.all(|other| *other == ItemSchedule::Once)
    }

    /// Lists the events that are not retracted, in the order of the log (HIS-2).
    pub(crate) fn live_events(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.live_events_of_first(usize::MAX)
    }

    /// Lists the events that were not retracted when so many had been recorded.
    pub(crate) fn live_events_of_first(
        &self,
        events: usize,
    ) -> impl DoubleEndedIterator<Item = &Event> {
        let events = self.events.get(..events).unwrap_or(&self.events);
        let retracted = if self.retractions == 0 { Vec::new() } else { resolved(events) };
        let live = move |index: usize| retracted.get(index) != Some(&true);
        events.iter().enumerate().filter(move |(index, _)| live(*index)).map(|(_, event)| event)
    }

    /// Tells whether any item, there now or not, has a price list whose versions hold from renewals.
    pub(crate) fn has_firm_prices(&self) -> bool {
        let is_firm = |item: &Item| {
            item.list.as_ref().is_some_and(|list| list.holds == VersionHolds::FrozenAtRenewal)
        };
        self.events.iter().any(|event| {
            if let EventKind::ItemAdded { item, .. } = &event.kind {
                is_firm(item)
            } else if let EventKind::PlanChanged { plan } = &event.kind {
                plan.items.iter().any(|planned| is_firm(&planned.item))
            } else {
                false
            }
        })
    }

    fn newest_live(&self, wanted: impl Fn(&Event) -> bool) -> Option<&Event> {
        self.live_events().rev().find(|event| wanted(event))
    }
}

/// Marks which events of a log are retracted, by index; empty if none is (HIS-2: newest first, so a
/// retraction that is itself retracted retracts nothing).
fn resolved(events: &[Event]) -> Vec<bool> {
    let mut marks = Vec::new();
    for (index, event) in events.iter().enumerate().rev() {
        let EventKind::Retracted { sequence } = event.kind else {
            continue;
        };
        if marks.is_empty() {
            marks.resize(events.len(), false);
        }
        if !marks[index]
            && let Ok(target) = events.binary_search_by_key(&sequence, |event| event.sequence)
        {
            marks[target] = true;
        }
    }
    marks
}

/// Returns the schedule of an item, if the event adds it.
fn match_item(event: &Event, wanted: ItemId) -> Option<&ItemSchedule> {
    if let EventKind::ItemAdded { id, item } = &event.kind
        && *id == wanted
    {
        return Some(&item.schedule);
    }
    None
}

/// Tells whether an event is a fact about the start of the contract.
const fn is_start(event: &Event) -> bool {
    matches!(event.kind, EventKind::Started { .. })
}

/// Tells whether an event is a fact about the end of the contract.
const fn is_end(event: &Event) -> bool {
    matches!(
        event.kind,
        EventKind::EndSet { .. } | EventKind::Terminated { .. } | EventKind::EndCleared
    )
}

/// Returns the end that a fact about the end sets, if it sets one.
fn named_end(event: &Event) -> Option<NaiveDate> {
    (event.kind != EventKind::EndCleared).then_some(event.effective_on)
}

impl PartialEq for History {
    /// Compares subscription and events; all else follows from them.
    fn eq(&self, other: &Self) -> bool {
        let same_events = self.subscription == other.subscription && self.events == other.events;
        same_events && self.closing == other.closing
    }
}

impl Eq for History {}
