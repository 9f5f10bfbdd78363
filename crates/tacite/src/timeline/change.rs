//! What events change over time, and the values that an item has from one day on (HIS-1).
//!
//! Two prices effective 1 March: both are changes of one field, the one recorded last is set last.
//!
//! Which changes reach an item is decided in [`super::item_fold`].

use super::discounts::DiscountWindow;
use super::held::{Asked, Held, HeldTax, Order};
use super::incomplete::Incomplete;
use super::pauses::PauseWindow;
use super::trace::{Part, Trace, Version};
use super::{Allowance, Allowances, Life, Terms, Weights};
use crate::calendar::{Cadence, Day};
use crate::contract::{
    Basis, Contract, CustomerId, Discount, DiscountId, GridAnchor, Item, ItemId, ItemSchedule,
    NewPrice, PauseShape, PhasePrice, Price, ReducedPrice, Tax, Timing, UnitCode,
};
use crate::history::{Event, EventKind};
use crate::money::{Percent, Quantity};

/// A value over time, of one item or of all.
#[derive(Clone, Copy)]
pub(super) struct Change<'h> {
    pub(super) from: Day,
    pub(super) sequence: u64,
    pub(super) item: Option<ItemId>,
    pub(super) field: Field<'h>,
}

/// The field that a change sets.
#[derive(Clone, Copy)]
pub(super) enum Field<'h> {
    Removed,
    Quantity(Quantity),
    Price(&'h NewPrice),
    Tax(Tax),
    Customer(CustomerId),
    Cadence(Cadence),
    Anchor(GridAnchor),
    Timing(Timing),
    /// All that a plan says of an item: price, unit, tax, basis, label, cadence and timing.
    Planned(&'h Item),
    Granted(DiscountId, &'h Discount),
    Withdrawn(DiscountId),
}

impl<'h> Change<'h> {
    /// Returns the change of a value over time that an event makes, if it is one of one field.
    pub(super) fn of(event: &'h Event) -> Option<Self> {
        let (item, field) = match &event.kind {
            EventKind::ItemRemoved { id } => (Some(*id), Field::Removed),
            EventKind::QuantityChanged { id, quantity } => (Some(*id), Field::Quantity(*quantity)),
            EventKind::PriceChanged { id, price } => (Some(*id), Field::Price(price)),
            EventKind::CadenceChanged { id, cadence } => (Some(*id), Field::Cadence(*cadence)),
            EventKind::TimingChanged { id, timing } => (Some(*id), Field::Timing(*timing)),
            EventKind::AnchorChanged { id, anchor } => (Some(*id), Field::Anchor(*anchor)),
            EventKind::TaxChanged { id, tax } => (*id, Field::Tax(*tax)),
            EventKind::Transferred { customer } => (None, Field::Customer(*customer)),
            EventKind::DiscountGranted { id, discount } => {
                (discount.item, Field::Granted(*id, discount))
            }
            EventKind::DiscountWithdrawn { id } => (None, Field::Withdrawn(*id)),
            EventKind::Started { .. }
            | EventKind::ItemAdded { .. }
            | EventKind::PlanChanged { .. }
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
            | EventKind::Retracted { .. } => return None,
        };
        let (from, sequence) = (Day::of(event.effective_on), event.sequence);
        Some(Self { from, sequence, item, field })
    }

    /// Tells whether it holds for items that were added after it: what is agreed for all of the
    /// contract, the tax aside, which an item brings along.
    pub(super) const fn is_of_the_contract(&self) -> bool {
        match self.field {
            Field::Customer(_) | Field::Granted(..) | Field::Withdrawn(_) => true,
            Field::Removed
            | Field::Quantity(_)
            | Field::Price(_)
            | Field::Tax(_)
            | Field::Cadence(_)
            | Field::Anchor(_)
            | Field::Timing(_)
            | Field::Planned(_) => false,
        }
    }
}

/// The values of an item from one day on.
#[derive(Clone)]
pub(super) struct Values<'h> {
    pub(super) from: Day,
    pub(super) removed: Option<Day>,
    /// The price agreed, or the one before the first version of the list.
    price: Price,
    /// The event that agreed it, if one did.
    agreed: Option<Order>,
    /// What goes before it: a version of the list.
    listed: Option<(&'h Price, Version)>,
    /// What brought the list: the item, or the plan that changed it.
    list: Order,
    /// The event that set the tax.
    taxed: Order,
    quantity: Quantity,
    unit: UnitCode,
    tax: Tax,
    basis: Basis,
    customer: CustomerId,
}

/// What else bears on the terms of a day: a phase, a pause, discounts.
#[derive(Clone, Copy)]
pub(super) struct Circumstances<'c> {
    pub(super) phase: Option<PhasePrice>,
    pub(super) pause: Option<&'c PauseWindow>,
    /// In the order in which they are taken.
    pub(super) discounts: &'c [DiscountWindow],
    /// The number of the first day of the billing period.
    pub(super) first: u32,
    /// By rising day; empty unless a discount takes the same off them as off whole ones.
    pub(super) incomplete: &'c [Incomplete],
    /// The version of the price list that gives the price.
    pub(super) version: Option<Version>,
    /// What a phase and a pause put their own price over.
    pub(super) agreed: &'c Price,
}

impl<'h> Values<'h> {
    pub(super) fn of(life: &Life<'_>, item: &Item, (from, sequence): Order) -> Self {
        Self {
            from,
            removed: None,
            price: item.price.clone(),
            agreed: None,
            listed: None,
            list: (from, sequence),
            taxed: (from, sequence),
            quantity: item.quantity,
            unit: item.unit,
            tax: item.tax,
            basis: basis(item),
            customer: life.contract.customer,
        }
    }

    /// Takes a change, and tells the trace which parts of the terms it sets.
    pub(super) fn set(&mut self, change: &Change<'h>, held: &Held<'h>, trace: &mut impl Trace) {
        let order = (change.from, change.sequence);
        let mut sets = |part| trace.sets(part, change.sequence);
        match change.field {
            // The first removal counts: an id is never used again.
            Field::Removed => {
                if self.removed.is_none() {
                    self.removed = Some(change.from);
                    sets(Part::Removal);
                }
            }
            Field::Quantity(quantity) => {
                self.quantity = quantity;
                sets(Part::Quantity);
            }
            Field::Price(price @ (NewPrice::Value(_) | NewPrice::Model(_))) => {
                self.list_by(order, held);
                self.price = price.after(self.price());
                (self.agreed, self.listed) = (Some(order), None);
                sets(Part::Price);
            }
            Field::Tax(_) if held.moves_taxes() => {}
            Field::Tax(tax) => {
                (self.tax, self.taxed) = (tax, order);
                sets(Part::Tax);
            }
            Field::Customer(customer) => {
                self.customer = customer;
                sets(Part::Customer);
            }
            Field::Planned(item) => {
                self.price = item.price.clone();
                (self.agreed, self.listed, self.list) = (None, None, order);
                self.unit = item.unit;
                // As the unit: an item or a plan says both.
                self.basis = basis(item);
                [Part::Price, Part::Unit].into_iter().for_each(&mut sets);
                if order > self.taxed {
                    (self.tax, self.taxed) = (item.tax, order);
                    sets(Part::Tax);
                }
            }
            // Grids, timings and discounts are folded apart; a version holds from a day of its own.
            Field::Price(NewPrice::Listed { .. })
            | Field::Cadence(_)
            | Field::Anchor(_)
            | Field::Timing(_)
            | Field::Granted(..)
            | Field::Withdrawn(_) => {}
        }
    }

    /// Takes what holds by the day from other days than its own.
    pub(super) fn take_held(&mut self, held: &Held<'h>, trace: &mut impl Trace) {
        self.list_by((self.from, u64::MAX), held);
        for HeldTax { order, tax, .. } in held.taxes_by(self.from) {
            if order > self.taxed {
                (self.tax, self.taxed) = (tax, order);
                trace.sets(Part::Tax, order.1);
            }
        }
    }

    /// Looks up the list as it is known at a place in the order of values.
    fn list_by(&mut self, now: Order, held: &Held<'h>) {
        if held.has_versions() {
            let Self { list, agreed, customer, .. } = *self;
            self.listed = held.version(Asked { now, list, agreed, customer });
        }
    }

    /// The version of the list that gives the price, if one does.
    pub(super) fn version(&self) -> Option<Version> {
        self.listed.map(|(_, version)| version)
    }

    pub(super) fn price(&self) -> &Price {
        self.listed.map_or(&self.price, |(price, _)| price)
    }

    /// CHG-2, PAU-1, CHG-9: a phase overrides the price, a pause at a reduced price overrides that,
    /// discounts are taken off what comes of it. Terms hold on through freed days (CHG-8).
    pub(super) fn terms(
        &self,
        contract: &Contract,
        item: &Item,
        circumstances: Circumstances<'_>,
    ) -> Terms {
        let (mut price, mut reduced) = (circumstances.agreed.clone(), None);
        match circumstances.phase {
            Some(PhasePrice::Price(new)) => price = price.at(new),
            Some(PhasePrice::Percent(kept)) => reduced = Some(kept),
            Some(PhasePrice::Free | PhasePrice::FreeAsAllowance) | None => {}
        }
        match circumstances.pause.map(|window| window.shape) {
            // A pause goes before a phase.
            Some(PauseShape::Reduced(ReducedPrice::Price(new))) => {
                (price, reduced) = (price.at(new), None);
            }
            Some(PauseShape::Reduced(ReducedPrice::Percent(kept))) => reduced = Some(kept),
            Some(PauseShape::ByDays | PauseShape::WholePeriods | PauseShape::Shift) | None => {}
        }
        let weights = Weights::of(self.basis, circumstances.first);
        let is_given = circumstances.phase == Some(PhasePrice::FreeAsAllowance);
        let allowances = if is_given {
            Allowances::of(&[Allowance::Whole])
        } else {
            allowances(circumstances, (self.from, weights))
        };
        Terms {
            quantity: charged_quantity(&price, self.quantity),
            price,
            reduced: reduced.filter(|kept| *kept != Percent::whole(100)),
            unit: self.unit,
            allowances,
            customer: self.customer,
            tax: self.tax,
            weights,
            ..Terms::agreed(contract, item)
        }
    }
}

fn allowances(circumstances: Circumstances<'_>, (on, weights): (Day, Weights)) -> Allowances {
    let Circumstances { discounts, incomplete, .. } = circumstances;
    if discounts.is_empty() {
        return Allowances::NONE;
    }
    let around = (incomplete, weights);
    let running = discounts.iter().filter_map(|discount| discount.allowance_on(on, around));
    Allowances::of(&running.collect::<alloc::vec::Vec<Allowance>>())
}

impl Terms {
    /// Makes the terms of an item as it was added.
    #[inline]
    pub(super) fn agreed(contract: &Contract, item: &Item) -> Self {
        Self {
            price: item.price.clone(),
            quantity: charged_quantity(&item.price, item.quantity),
            reduced: None,
            unit: item.unit,
            allowances: Allowances::NONE,
            customer: contract.customer,
            tax: item.tax,
            weights: Weights::of(basis(item), 1),
            prices: contract.prices,
            rounding: contract.rounding,
        }
    }
}

fn basis(item: &Item) -> Basis {
    match &item.schedule {
        ItemSchedule::Once => Basis::default(),
        ItemSchedule::Recurring(recurrence) => recurrence.basis,
    }
}

/// CHG-2: a flat price is for one, whatever the quantity.
fn charged_quantity(price: &Price, quantity: Quantity) -> Quantity {
    if price.is_flat() { Quantity::whole(1) } else { quantity }
}
