//! A history is folded by two orders: facts of the whole life by sequence alone, values over time
//! by effective date and then sequence (HIS-1, HIS-2).
//!
//! Two prices effective 1 March: the one recorded last holds. Two ends: the one recorded last
//! holds, whichever is earlier. A price effective before the start, or on or after the end, has no
//! effect until start or end move.
//!
//! What an item's changes come to is decided in [`super::item_fold`], which end holds in
//! [`super::facts`].

use alloc::vec::Vec;

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::change::{Change, Field};
use super::facts::{End, Ended, Ending, Facts};
use super::item_fold::{ItemFold, Surroundings};
use super::pauses::PauseWindow;
use super::plan::{PlanChange, expand};
use super::sharing::Shares;
use super::trace::Traced;
use super::{
    Adjustment, Allowances, HeaderChange, HeaderField, Life, Terms, Timeline, TimelineError,
    Weights,
};
use crate::calendar::Day;
use crate::contract::{Contract, CustomerId, ItemId, Price, Tax, UnitCode};
use crate::history::{Event, EventKind, History};
use crate::money::{Amount, Quantity, UnitPrice};

/// What one pass over the log collects, before start and end are known.
#[derive(Default)]
struct Collected<'h> {
    facts: Facts<'h>,
    added: Vec<ItemFold<'h>>,
    changes: Vec<Change<'h>>,
    plans: Vec<PlanChange<'h>>,
    headers: Vec<HeaderChange<'h>>,
    adjustments: Vec<Charged>,
}

/// An amount that an event charges outside every item.
#[derive(Clone, Copy)]
struct Charged {
    on: Day,
    sequence: u64,
    amount: Amount,
    tax: Tax,
}

impl<'h> Timeline<'h> {
    /// Folds a history.
    ///
    /// # Errors
    /// [`TimelineError`]: a date outside the calendar, an adjustment with more digits than a price can
    /// have, an amount off the whole that can't be shared in 128 bits.
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
            labels: Vec::new(),
            adjustments: Vec::new(),
            clock_ends: Vec::new(),
            grantors: Vec::new(),
        }
    }

    /// Folds a history into an empty timeline. A run calls it in place of [`Timeline::fold`], since
    /// moving a timeline costs more than folding a short history.
    pub(crate) fn take(&mut self, history: &'h History) -> Result<(), TimelineError> {
        if let [Event { kind: EventKind::Started { contract }, effective_on, .. }, added @ ..] =
            history.events()
            && contract.term.is_none()
            && is_items_by_day(added)
            && !history.has_spent()
        {
            // The usual history: started, then given its items, with nothing to put in order.
            let life = Life::of(contract, Day::of(*effective_on), None);
            self.life = Some(life);
            let nothing = Surroundings { facts: None, changes: &[], pauses: &[], shares: None };
            added
                .iter()
                .filter_map(ItemFold::of)
                .try_for_each(|item| self.add(&life, &item, nothing))
        } else {
            self.collect(history)
        }
    }

    /// Folds a history of any events in any order.
    #[inline(never)]
    fn collect(&mut self, history: &'h History) -> Result<(), TimelineError> {
        let mut collected = Collected::default();
        let Some((life, pauses)) = collected.order(history)? else {
            return Ok(());
        };
        self.life = Some(life);
        self.headers = core::mem::take(&mut collected.headers);
        let shares = collected.shares(&life, &pauses)?;
        let around = collected.around(&pauses, shares.as_ref());
        collected.added.iter().try_for_each(|fold| self.add(&life, fold, around))?;
        if shares.is_some() {
            self.reach_together();
        }
        let ended = collected.facts.ended;
        if let Some(fee) = ended.and_then(|ended| exit_fee(&ended, life.contract)) {
            collected.adjustments.push(fee);
        }
        self.adjust(&life, &mut collected.adjustments, &collected.changes)
    }

    /// Folds one item again, if the history has it, and tells which events set what holds on which
    /// day (EXP-1). A run never does.
    pub(crate) fn trace(history: &'h History, id: ItemId) -> Result<Option<Traced>, TimelineError> {
        let mut collected = Collected::default();
        let Some((life, pauses)) = collected.order(history)? else {
            return Ok(None);
        };
        // The first item of an id is the one that counts.
        let Some(fold) = collected.added.iter().find(|fold| *fold.id == id) else {
            return Ok(None);
        };
        let started = collected.facts.started.map_or(0, |started| started.sequence);
        let shares = collected.shares(&life, &pauses)?;
        let around = collected.around(&pauses, shares.as_ref());
        let traced = Self::empty().trace_item(&life, (fold, started), around);
        traced.map(Some).map_err(|error| TimelineError::Item { item: id, error })
    }

    /// Adds an item, if it has effect.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the usual history calls it once, with no changes")]
    fn add(
        &mut self,
        life: &Life<'h>,
        fold: &ItemFold<'h>,
        around: Surroundings<'_, 'h>,
    ) -> Result<(), TimelineError> {
        // An item id is never used again: the first item of an id is the one that counts.
        let is_new = self.items.iter().all(|known| known.id != *fold.id);
        if is_new && life.has_effect(fold.from) {
            self.fold_item(life, fold, around)
                .map_err(|error| TimelineError::Item { item: *fold.id, error })?;
        }
        Ok(())
    }

    /// Adds what is charged outside every item: from the start on, and after the end too.
    fn adjust(
        &mut self,
        life: &Life<'h>,
        charged: &mut Vec<Charged>,
        changes: &[Change<'h>],
    ) -> Result<(), TimelineError> {
        charged.retain(|charged| charged.on >= life.start);
        charged.sort_by_key(|charged| charged.sequence);
        for Charged { on, sequence, amount, tax } in charged.iter().copied() {
            let transfers = changes.iter().take_while(|change| change.from <= on);
            let agreed = (life.contract.customer, None);
            let (customer, transferred) = transfers.fold(agreed, |known, change| {
                let Field::Customer(next) = change.field else { return known };
                (next, Some(change.sequence))
            });
            let terms = adjusted(life.contract, (amount, tax), customer)
                .map_err(|error| TimelineError::Amount { sequence, error })?;
            let terms = self.intern(terms);
            self.adjustments.push(Adjustment { sequence, on, terms, transferred });
        }
        Ok(())
    }
}

/// The terms of an amount outside every item.
fn adjusted(
    contract: &Contract,
    (amount, tax): (Amount, Tax),
    customer: CustomerId,
) -> Result<Terms, crate::money::MoneyError> {
    let major = Decimal::from_i128_with_scale(amount.minor().into(), amount.currency().exponent());
    Ok(Terms {
        price: Price::Flat(UnitPrice::new(major)?),
        quantity: Quantity::whole(1),
        reduced: None,
        unit: UnitCode::ONE,
        allowances: Allowances::NONE,
        customer,
        tax,
        weights: Weights::ActualDays,
        prices: contract.prices,
        rounding: contract.rounding,
    })
}

/// What an event that ends the contract charges for it.
fn exit_fee(ended: &Ended, contract: &Contract) -> Option<Charged> {
    let Ending::Terminated { exit_fee: Some(amount) } = ended.by else {
        return None;
    };
    let tax = contract.exit_fee.as_ref().map_or(Tax::NONE, |fee| fee.tax);
    Some(Charged { on: ended.on, sequence: ended.sequence, amount, tax })
}

/// Tells whether events add items and do nothing else, by rising day.
fn is_items_by_day(events: &[Event]) -> bool {
    events.iter().all(|event| matches!(event.kind, EventKind::ItemAdded { .. }))
        && events.is_sorted_by_key(|event| event.effective_on)
}

impl<'h> Life<'h> {
    /// Makes the life of a subscription from its start and from its end, if there is one.
    #[inline]
    fn of(contract: &'h Contract, start: Day, end: Option<End>) -> Self {
        let bill_from = contract.bill_from.map(Day::of);
        let mut life =
            Self { contract, start, end: None, last_period: None, bill_from, refunds: false };
        if let Some(end) = end {
            life.end = Some(end.service_end(start));
            life.last_period = end.last_period;
        }
        life
    }

    /// HIS-1: what is effective before the start, or on or after the end, has no effect.
    pub(crate) fn has_effect(&self, effective: Day) -> bool {
        effective >= self.start && self.end.is_none_or(|end| effective < end)
    }
}

impl<'h> HeaderField<'h> {
    /// Returns what an event changes at the head of documents, if it does.
    const fn of(kind: &'h EventKind) -> Option<Self> {
        if let EventKind::ReferenceChanged { reference } = kind {
            Some(Self::Reference(reference.as_ref()))
        } else if let EventKind::PaymentTermsChanged { payment_terms } = kind {
            Some(Self::PaymentTerms(payment_terms))
        } else if let EventKind::PaymentMeansChanged { payment_means } = kind {
            Some(Self::PaymentMeans(*payment_means))
        } else {
            None
        }
    }
}

impl<'h> Collected<'h> {
    /// Reads a log and puts in order what has effect; returns the life and its pauses, if it began.
    fn order(
        &mut self,
        history: &'h History,
    ) -> Result<Option<(Life<'h>, Vec<PauseWindow>)>, TimelineError> {
        for event in history.live_events() {
            self.take(event);
        }
        let Some(started) = self.facts.started else {
            return Ok(None);
        };
        let end = self.facts.end().map_err(|error| TimelineError::Date { error })?;
        let mut life = Life::of(started.contract, started.on, end);
        life.refunds = self.facts.refunds(life.end);
        self.headers.retain(|change| life.has_effect(change.from));
        self.headers.sort_by_key(|change| (change.from, change.sequence));
        self.changes.retain(|change| life.has_effect(change.from));
        self.plans.retain(|change| life.has_effect(change.from));
        self.plans.sort_by_key(|change| (change.from, change.sequence));
        self.added.retain(|item| life.has_effect(item.from) && !history.is_spent(*item.id));
        expand(&self.plans, &mut self.added, &mut self.changes);
        if history.has_spent() {
            self.added.retain(|item| !history.is_spent(*item.id));
        }
        self.changes.sort_by_key(|change| (change.from, change.sequence));
        self.added.sort_by_key(|item| (item.from, item.sequence));
        let pauses = self.facts.windows(life.end);
        Ok(Some((life, pauses)))
    }

    /// Takes an event in the order of the log, so that the last fact of the whole life holds.
    fn take(&mut self, event: &'h Event) {
        let (on, sequence) = (Day::of(event.effective_on), event.sequence);
        self.facts.take(event);
        if let Some(change) = Change::of(event) {
            self.changes.push(change);
            return;
        }
        if let EventKind::PlanChanged { plan } = &event.kind {
            self.plans.push(PlanChange { from: on, sequence, plan });
        } else if let EventKind::ManualAdjustment { amount, tax, .. } = event.kind {
            self.adjustments.push(Charged { on, sequence, amount, tax });
        }
        // All else are facts and pauses, taken above; the day of signature, which changes nothing
        // that is billed; and retractions, which are resolved.
        self.added.extend(ItemFold::of(event));
        let field = HeaderField::of(&event.kind);
        self.headers.extend(field.map(|field| HeaderChange { from: on, sequence, field }));
    }

    /// Shares the amounts off the whole, if there are any.
    fn shares(
        &self,
        life: &Life<'h>,
        pauses: &[PauseWindow],
    ) -> Result<Option<Shares>, TimelineError> {
        Shares::find(life, &self.added, self.around(pauses, None))
    }

    fn around<'s>(
        &'s self,
        pauses: &'s [PauseWindow],
        shares: Option<&'s Shares>,
    ) -> Surroundings<'s, 'h> {
        Surroundings { facts: Some(&self.facts), changes: &self.changes, pauses, shares }
    }
}
