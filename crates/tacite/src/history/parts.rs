//! A history taken apart, so that it can be kept, and put together again, checked (HIS-1, INV-10).
//!
//! Closed before 1 January 2025, a history has events 1, 2 and 9 of nine: put together again it
//! refuses an event 9, and to retract event 5.
//!
//! A history that was never closed is its events: [`History::of`] makes it as well.

use alloc::boxed::Box;
use alloc::vec::Vec;

use chrono::NaiveDate;

use super::{Event, EventKind, History, HistoryError, HistoryRule};
use crate::contract::{ItemId, SubscriptionId};
use crate::money::Currency;

/// All that a history holds, as plain values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryParts {
    /// Whose it is.
    pub subscription: SubscriptionId,
    /// What it remembers of the events that it dropped, if it was closed.
    pub closing: Option<ClosingParts>,
    /// Its events, by rising sequence number.
    pub events: Vec<Event>,
}

/// What a history that was closed remembers of the events that it dropped (INV-10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosingParts {
    /// The first day that is open.
    pub before: NaiveDate,
    /// Sequence number of the newest event when it was closed.
    pub through: u64,
    /// Ids of items that are gone, by rising id: an item id is never used again (CHG-1).
    pub spent: Vec<ItemId>,
    /// Start of the contract when it was closed.
    pub start_on: Option<NaiveDate>,
    /// End of the contract when it was closed.
    pub end_on: Option<NaiveDate>,
    /// Currency of the contract, once there was one (MON-3).
    pub currency: Option<Currency>,
}

impl History {
    /// Takes the history apart. [`History::try_from`] puts it together again.
    pub fn into_parts(self) -> HistoryParts {
        let closing = self.closing.map(|closing| *closing);
        HistoryParts { subscription: self.subscription, closing, events: self.events }
    }
}

/// Puts parts together. Of events that were there when days were closed it is checked that they are in
/// order and legal by themselves: what they refer to may be dropped.
impl TryFrom<HistoryParts> for History {
    type Error = HistoryError;

    /// # Errors
    /// [`HistoryError`], at the first event that is not legal.
    fn try_from(parts: HistoryParts) -> Result<Self, HistoryError> {
        let mut history = Self::new(parts.subscription);
        let mut events = parts.events.into_iter();
        if let Some(mut closing) = parts.closing {
            closing.spent.sort_unstable();
            closing.spent.dedup();
            let through = closing.through;
            let is_kept = |event: &Event| event.sequence <= through;
            while events.as_slice().first().is_some_and(is_kept)
                && let Some(event) = events.next()
            {
                history.keep(event, closing.currency)?;
            }
            history.start_on = closing.start_on;
            history.end_on = closing.end_on;
            history.currency = closing.currency;
            history.facts_changed = false;
            history.closing = Some(Box::new(closing));
        }
        events.try_for_each(|event| history.push(event))?;
        Ok(history)
    }
}

impl History {
    /// Appends an event that was there when days were closed. Facts were checked then, against events
    /// that may be gone.
    fn keep(&mut self, event: Event, agreed: Option<Currency>) -> Result<(), HistoryError> {
        let fault = |rule| HistoryError { sequence: event.sequence, kind: event.kind.name(), rule };
        self.check_place(event.sequence).map_err(fault)?;
        event.kind.check().map_err(fault)?;
        if let EventKind::Started { contract } = &event.kind
            && let Some(agreed) = agreed.filter(|agreed| *agreed != contract.currency)
        {
            return Err(fault(HistoryRule::OtherCurrency { agreed, given: contract.currency }));
        }
        self.append(event);
        Ok(())
    }
}
