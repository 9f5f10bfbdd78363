//! A catalogue is what a seller sells: the contracts and the plans of which histories are made.
//!
//! Plans of 10.00 and 25.00 a month: a history starts on one of them, changes to the other, takes
//! their items on and off, and is paused, discounted, ended and corrected like any other.
//!
//! What happens to a subscription is decided by [`super::changes`], on which days by
//! [`super::histories`].

use core::fmt;
use core::ops::RangeInclusive;

use proptest::prelude::*;
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, ContractError, GridAnchor, Item, ItemError, ItemId, ItemSchedule, NewPrice, Plan,
    PlanId, PlanItem, Recurrence, Tax, Text, Timing,
};
use tacite::history::{EventKind, History};

use super::contracts::customer;
use super::histories::{told, with_runs, without_corrections};
use super::{anchors, cadences, contracts, items, price_models, prices, taxes};
use crate::Scenario;

/// What a seller sells: contracts, and plans of items.
///
/// The histories made of it start on one of the contracts with all the items of one of the plans.
/// Whatever is the seller's to say (prices, cadences, anchors, timings, taxes, plans, items added)
/// is taken from the catalogue; whatever is the customer's or the day's (dates, quantities, pauses,
/// discounts, notice, ends, transfers, retractions) is random. A plan's items keep their ids; used
/// again in one history they get new ones, `item-7` say.
///
/// ```
/// use proptest::strategy::{Strategy, ValueTree};
/// use proptest::test_runner::TestRunner;
/// use tacite::calendar::Cadence;
/// use tacite::contract::*;
/// use tacite::history::EventKind;
/// use tacite::money::{Currency, UnitPrice};
/// use tacite_testkit::{laws, strategies::Catalogue};
///
/// let price = Price::PerUnit(UnitPrice::whole(12));
/// let seats = Item::recurring("Seats", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
/// let plan = Plan {
///     id: PlanId::new("team")?,
///     items: vec![PlanItem { id: ItemId::new("seats")?, item: seats }],
/// };
/// let contract = Contract::new("Team", CustomerId::new("cust-1")?, Currency::EUR);
/// let catalogue = Catalogue::new(vec![contract], vec![plan])?
///     .leaving_out(|kind| matches!(kind, EventKind::ManualAdjustment { .. }));
///
/// let mut runner = TestRunner::deterministic();
/// let scenario = catalogue.scenarios().new_tree(&mut runner).unwrap().current();
/// laws::no_credit_beyond(&scenario)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Catalogue {
    contracts: Vec<Contract>,
    plans: Vec<Plan>,
    leaves_out: fn(&EventKind) -> bool,
}

impl Catalogue {
    /// Makes a catalogue of contracts and plans; each history starts with one of each.
    ///
    /// Contracts of several currencies are fine: a history has one, that of its first contract.
    ///
    /// # Errors
    /// [`CatalogueError`] if there is no contract or no plan, or a contract or an item of a plan is
    /// none that a history takes.
    pub fn new(contracts: Vec<Contract>, plans: Vec<Plan>) -> Result<Self, CatalogueError> {
        if contracts.is_empty() {
            return Err(CatalogueError::NoContract);
        }
        if plans.is_empty() {
            return Err(CatalogueError::NoPlan);
        }
        for contract in &contracts {
            contract.check().map_err(|error| CatalogueError::Contract {
                label: contract.label.clone(),
                error: Box::new(error),
            })?;
        }
        for plan in &plans {
            for PlanItem { id, item } in &plan.items {
                item.check().map_err(|error| CatalogueError::Item {
                    plan: plan.id,
                    item: *id,
                    error: Box::new(error),
                })?;
            }
        }
        Ok(Self { contracts, plans, leaves_out: |_| false })
    }

    /// Leaves out what happens later and a function says yes to; the start and the items that it
    /// brings stay. Of several functions the last one given holds.
    #[must_use]
    pub fn leaving_out(self, leaves_out: fn(&EventKind) -> bool) -> Self {
        Self { leaves_out, ..self }
    }

    /// Histories of the catalogue, as [`histories`](super::histories()) are of anything.
    pub fn histories(&self) -> impl Strategy<Value = History> + Clone + use<> {
        told(&self.stock())
    }

    /// Scenarios whose runs lie anywhere, as [`scenarios`](super::scenarios()).
    pub fn scenarios(&self) -> impl Strategy<Value = Scenario> + Clone + use<> {
        with_runs(self.histories())
    }

    /// Scenarios whose first run is on or after every recording date, as
    /// [`histories_without_corrections`](super::histories_without_corrections()).
    pub fn histories_without_corrections(&self) -> impl Strategy<Value = Scenario> + Clone + use<> {
        without_corrections(self.histories())
    }

    fn stock(&self) -> Stock {
        let items: Vec<Item> =
            self.plans.iter().flat_map(|plan| &plan.items).map(|item| item.item.clone()).collect();
        let recurrences: Vec<&Recurrence> = items.iter().filter_map(recurrence).collect();
        Stock {
            contracts: one_of(self.contracts.clone(), contracts),
            first_plans: one_of(self.plans.clone(), || plans(1..=3)),
            plans: one_of(self.plans.clone(), || plans(0..=3)),
            prices: one_of(items.iter().map(own_price).collect(), new_prices),
            cadences: one_of(recurrences.iter().map(|own| own.cadence).collect(), cadences),
            anchors: one_of(recurrences.iter().map(|own| own.anchor).collect(), grid_anchors),
            timings: one_of(recurrences.iter().map(|own| own.timing).collect(), timings),
            taxes: one_of(items.iter().map(|item| item.tax).collect(), taxes),
            items: one_of(items, super::items),
            leaves_out: self.leaves_out,
        }
    }
}

/// What is wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CatalogueError {
    /// There is no contract to start with.
    NoContract,
    /// There is no plan to start with.
    NoPlan,
    /// A contract that no history takes.
    Contract {
        /// Its label.
        label: Text,
        /// What is wrong with it.
        error: Box<ContractError>,
    },
    /// An item that no history takes.
    Item {
        /// The plan that has it.
        plan: PlanId,
        /// The item.
        item: ItemId,
        /// What is wrong with it.
        error: Box<ItemError>,
    },
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoContract => f.write_str("a catalogue needs a contract to start with (HIS-4)"),
            Self::NoPlan => f.write_str("a catalogue needs a plan to start with (CHG-1)"),
            Self::Contract { label, error } => write!(f, "contract \"{label}\": {error}"),
            Self::Item { plan, item, error } => write!(f, "plan {plan}, item {item}: {error}"),
        }
    }
}

impl std::error::Error for CatalogueError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoContract | Self::NoPlan => None,
            Self::Contract { error, .. } => Some(&**error),
            Self::Item { error, .. } => Some(&**error),
        }
    }
}

/// Where what is the seller's to say is taken from.
#[derive(Clone, Debug)]
pub(super) struct Stock {
    pub(super) contracts: BoxedStrategy<Contract>,
    /// Those that a history starts with.
    pub(super) first_plans: BoxedStrategy<Plan>,
    pub(super) plans: BoxedStrategy<Plan>,
    pub(super) items: BoxedStrategy<Item>,
    pub(super) prices: BoxedStrategy<NewPrice>,
    pub(super) cadences: BoxedStrategy<Cadence>,
    pub(super) anchors: BoxedStrategy<GridAnchor>,
    pub(super) timings: BoxedStrategy<Timing>,
    pub(super) taxes: BoxedStrategy<Tax>,
    pub(super) leaves_out: fn(&EventKind) -> bool,
}

impl Stock {
    /// Anything that can be sold.
    pub(super) fn anything() -> Self {
        Self {
            contracts: contracts().boxed(),
            first_plans: prop_oneof![19 => plans(1..=3), 1 => plans(0..=0)].boxed(),
            plans: plans(0..=3).boxed(),
            items: items().boxed(),
            prices: new_prices().boxed(),
            cadences: cadences().boxed(),
            anchors: grid_anchors().boxed(),
            timings: timings().boxed(),
            taxes: taxes().boxed(),
            leaves_out: |_| false,
        }
    }
}

/// The price of an item, as an event sets it: its value if it has one.
fn own_price(item: &Item) -> NewPrice {
    match item.price.unit_price() {
        Some(value) => NewPrice::Value(value),
        None => NewPrice::Model(item.price.clone()),
    }
}

/// Prices that events set: mostly another value, sometimes another kind.
fn new_prices() -> impl Strategy<Value = NewPrice> + Clone {
    let whose = prop_oneof![
        3 => Just(None),
        1 => (0..3_u8).prop_map(|number| customer(number).ok()),
    ];
    prop_oneof![
        4 => prices().prop_map(NewPrice::Value),
        1 => price_models().prop_map(NewPrice::Model),
        2 => (price_models(), whose).prop_map(|(price, customer)| {
            NewPrice::Listed { price, customer }
        }),
    ]
}

/// One of a list; of an empty one, anything: no event takes what is made of it.
fn one_of<T: Clone + fmt::Debug + 'static, S: Strategy<Value = T> + 'static>(
    list: Vec<T>,
    otherwise: impl FnOnce() -> S,
) -> BoxedStrategy<T> {
    if list.is_empty() { otherwise().boxed() } else { prop::sample::select(list).boxed() }
}

/// Plans of so many items.
fn plans(items_in_it: RangeInclusive<usize>) -> impl Strategy<Value = Plan> + Clone {
    prop::collection::vec(items(), items_in_it).prop_filter_map("a plan has a name", |items| {
        let id = ItemId::new("item-1").ok()?;
        let items = items.into_iter().map(|item| PlanItem { id, item }).collect();
        Some(Plan { id: PlanId::new("plan").ok()?, items })
    })
}

fn grid_anchors() -> impl Strategy<Value = GridAnchor> + Clone {
    prop_oneof![8 => anchors().prop_map(GridAnchor::Rule), 1 => Just(GridAnchor::TrialEnd)]
}

fn timings() -> impl Strategy<Value = Timing> + Clone {
    prop::sample::select(vec![Timing::Advance, Timing::Arrears])
}

fn recurrence(item: &Item) -> Option<&Recurrence> {
    match &item.schedule {
        ItemSchedule::Recurring(recurrence) => Some(recurrence),
        ItemSchedule::Once => None,
    }
}
