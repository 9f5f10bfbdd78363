//! Histories: a start, one to three items, and up to 21 events of every kind, recorded in a few steps.
//!
//! A history is built from a recipe of small parts, so that it shrinks part by part. Events that a
//! history refuses (an end before the start, say) are left out.

use chrono::NaiveDate;
use proptest::prelude::*;
use tacite::contract::{
    Contract, Discount, DiscountDuration, DiscountId, DiscountValue, Item, ItemId, Pause,
    PaymentMeans, Plan, PlanId, PlanItem, SubscriptionId, Text,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::Amount;

use super::changes::{Change, Granting, Lasts, changes};
use super::contracts::customer;
use super::dates::shifted;
use super::{Moment, contracts, dates, items, moments};
use crate::Scenario;

#[derive(Clone, Debug)]
struct Step {
    change: Change,
    item: prop::sample::Index,
    /// From the start, or from the step before.
    moment: Moment,
    from_last: bool,
    /// Days between this recording and the one before.
    recorded_after: u16,
}

#[derive(Clone, Debug)]
struct Recipe {
    contract: Contract,
    start: NaiveDate,
    /// First recording date, in days from the start.
    recorded_after: i32,
    items: Vec<(Item, Moment)>,
    steps: Vec<Step>,
    reopened: Option<Reopening>,
}

/// An end or a removal known from the first day, and taken back later: the days after it are added
/// to a period that may be billed already, and need no correction.
#[derive(Clone, Copy, Debug)]
struct Reopening {
    ends: bool,
    moment: Moment,
    /// Days between the last recording and the one that takes it back.
    recorded_after: u16,
}

/// Histories with events of every kind, effective from long before to two years
/// after the start, recorded from half a year before to three years after it, in order of sequence.
pub fn histories() -> impl Strategy<Value = History> + Clone {
    recipes().prop_filter_map("a subscription has a name", |recipe| recipe.tell())
}

/// Scenarios whose runs lie anywhere: later events may need corrections of what was billed when
/// runs see [what was known](Scenario::known_on) only.
pub fn scenarios() -> impl Strategy<Value = Scenario> + Clone {
    let gaps = prop::collection::vec(gap(), 1..8);
    (histories(), gaps).prop_map(|(history, gaps)| {
        let first = history.events().first().map_or(NaiveDate::MIN, |event| event.recorded_on);
        let runs = runs(first, &gaps);
        Scenario { history, runs }
    })
}

/// Days that a law looks further ahead than the runs of a scenario: mostly some months, at times
/// three years and more, when all is due that waits.
pub fn days_ahead() -> impl Strategy<Value = u64> + Clone {
    prop_oneof![3 => 0..120_u64, 1 => 0..1_200_u64]
}

/// Scenarios whose first run is on or after every recording date: no run needs a correction.
///
/// Events may be effective at any time, also long before the first run.
pub fn histories_without_corrections() -> impl Strategy<Value = Scenario> + Clone {
    let gaps = prop::collection::vec(gap(), 1..5);
    (histories(), gaps).prop_map(|(history, gaps)| {
        let recorded = history.events().iter().map(|event| event.recorded_on);
        let runs = runs(recorded.max().unwrap_or(NaiveDate::MIN), &gaps);
        Scenario { history, runs }
    })
}

fn gap() -> impl Strategy<Value = i32> + Clone {
    prop_oneof![5 => 0..40_i32, 1 => 0..400_i32]
}

fn runs(first: NaiveDate, gaps: &[i32]) -> Vec<NaiveDate> {
    let mut day = first;
    let later = gaps.iter().map(|gap| {
        day = shifted(day, *gap);
        day
    });
    later.collect()
}

fn recipes() -> impl Strategy<Value = Recipe> + Clone {
    let moment = prop_oneof![3 => Just(Moment::Days(0)), 1 => moments()];
    let recorded = prop_oneof![3 => Just(0), 1 => -180..180_i32];
    let steps = prop_oneof![
        1 => Just(Vec::new()),
        4 => prop::collection::vec(steps(), 1..8),
        2 => prop::collection::vec(steps(), 8..22),
    ];
    let items = prop::collection::vec((items(), moment), 1..=3);
    let reopened = prop_oneof![
        3 => Just(None),
        1 => (any::<bool>(), moments(), 0..200_u16).prop_map(|(ends, moment, recorded_after)| {
            Some(Reopening {
                ends,
                moment,
                recorded_after,
            })
        }),
    ];
    (contracts().boxed(), dates(), recorded, items.boxed(), steps.boxed(), reopened).prop_map(
        |(contract, start, recorded_after, items, steps, reopened)| Recipe {
            contract,
            start,
            recorded_after,
            items,
            steps,
            reopened,
        },
    )
}

fn steps() -> impl Strategy<Value = Step> + Clone {
    let recorded = prop_oneof![6 => Just(0), 1 => 0..10_u16, 2 => 0..150_u16];
    let index = any::<prop::sample::Index>();
    (changes().boxed(), index, moments(), prop::bool::weighted(0.3), recorded).prop_map(
        |(change, item, moment, from_last, recorded_after)| Step {
            change,
            item,
            moment,
            from_last,
            recorded_after,
        },
    )
}

/// A history in the making.
struct Teller {
    history: History,
    sequence: u64,
    recorded_on: NaiveDate,
    items: Vec<ItemId>,
}

impl Recipe {
    fn tell(&self) -> Option<History> {
        let mut teller = Teller {
            history: History::new(SubscriptionId::new("subscription").ok()?),
            sequence: 0,
            recorded_on: shifted(self.start, self.recorded_after),
            items: Vec::new(),
        };
        let contract = startable(self.contract.clone(), self.start);
        teller.event(self.start, EventKind::Started { contract });
        for (item, moment) in &self.items {
            let id = teller.new_item()?;
            let item = item.clone();
            teller.event(moment.after(self.start), EventKind::ItemAdded { id, item });
        }
        let early = self.reopened.and_then(|reopening| {
            let kind = match teller.items.first() {
                Some(id) if !reopening.ends => EventKind::ItemRemoved { id: *id },
                _ => EventKind::EndSet { last_period: None },
            };
            let taken = teller.event(reopening.moment.after(self.start), kind);
            taken.map(|sequence| (sequence, reopening.recorded_after))
        });
        let mut last = self.start;
        for step in &self.steps {
            let base = if step.from_last { last } else { self.start };
            last = step.moment.after(base);
            teller.recorded_on = shifted(teller.recorded_on, i32::from(step.recorded_after));
            let kind = self.kind(step, last, &mut teller)?;
            teller.event(last, kind);
        }
        if let Some((sequence, recorded_after)) = early {
            teller.recorded_on = shifted(teller.recorded_on, i32::from(recorded_after));
            teller.event(teller.recorded_on, EventKind::Retracted { sequence });
        }
        Some(teller.history)
    }

    /// The event of a step that is effective on a day.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of event")]
    fn kind(&self, step: &Step, day: NaiveDate, teller: &mut Teller) -> Option<EventKind> {
        let id = *step.item.get(&teller.items);
        Some(match &step.change {
            Change::Quantity(quantity) => EventKind::QuantityChanged { id, quantity: *quantity },
            Change::Price(price) => EventKind::PriceChanged { id, price: *price },
            Change::Removed => EventKind::ItemRemoved { id },
            Change::Paused(pause, days) => {
                let until = days.map(|days| shifted(day, days.cast_signed()));
                EventKind::Paused { pause: Pause { until, ..*pause } }
            }
            Change::Resumed => EventKind::Resumed,
            Change::Cadence(cadence) => EventKind::CadenceChanged { id, cadence: *cadence },
            Change::Anchor(anchor) => EventKind::AnchorChanged { id, anchor: *anchor },
            Change::Timing(timing) => EventKind::TimingChanged { id, timing: *timing },
            Change::Discount(granting) => granting.kind(id, day)?,
            Change::DiscountWithdrawn(number) => {
                EventKind::DiscountWithdrawn { id: discount(*number)? }
            }
            Change::Plan(items) => EventKind::PlanChanged { plan: teller.plan(items)? },
            Change::End(last_period) => EventKind::EndSet { last_period: *last_period },
            Change::EndCleared => EventKind::EndCleared,
            Change::Terminated(last_period, fee) => EventKind::Terminated {
                last_period: *last_period,
                reason: None,
                exit_fee: fee.map(|minor| Amount::new(minor.into(), self.contract.currency)),
            },
            Change::Withdrawn(credit) => EventKind::Withdrawn { credit: *credit },
            Change::Notice(moment) => EventKind::NoticeGiven { end: moment.after(day) },
            Change::NoticeWithdrawn => EventKind::NoticeWithdrawn,
            Change::Renewed(moment) => EventKind::RenewedByHand { until: moment.after(day) },
            Change::Commitment(moment) => {
                EventKind::CommitmentChanged { until: moment.map(|moment| moment.after(day)) }
            }
            Change::RenewalNotice => EventKind::RenewalNoticeSent,
            Change::Adjustment(minor, tax) => EventKind::ManualAdjustment {
                amount: Amount::new((*minor).into(), self.contract.currency),
                tax: *tax,
                label: Text::from("adjustment"),
            },
            Change::Tax(tax) => EventKind::TaxChanged { id: Some(id), tax: *tax },
            Change::TaxOfAll(tax) => EventKind::TaxChanged { id: None, tax: *tax },
            Change::Transferred(number) => {
                EventKind::Transferred { customer: customer(*number).ok()? }
            }
            Change::Added(item) => {
                EventKind::ItemAdded { id: teller.new_item()?, item: (**item).clone() }
            }
            Change::AddedAgain(item) => EventKind::ItemAdded { id, item: (**item).clone() },
            Change::Retracted(index) => {
                let target = index.get(teller.history.events());
                EventKind::Retracted { sequence: target.sequence }
            }
            Change::TakenBack => {
                EventKind::Retracted { sequence: teller.history.events().last()?.sequence }
            }
            Change::Restarted(contract) => {
                let mut contract = contract
                    .as_ref()
                    .map_or_else(|| self.contract.clone(), |contract| (**contract).clone());
                contract.currency = self.contract.currency;
                EventKind::Started { contract: startable(contract, day) }
            }
            Change::Reference => {
                EventKind::ReferenceChanged { reference: Some(Text::from("reference")) }
            }
            Change::SigningDate => EventKind::SigningDateChanged { signed_on: Some(day) },
            Change::PaymentTerms(terms) => {
                EventKind::PaymentTermsChanged { payment_terms: terms.clone() }
            }
            Change::PaymentMeans => {
                EventKind::PaymentMeansChanged { payment_means: PaymentMeans::Card }
            }
        })
    }
}

/// A contract that may start on a day: its term ends later, and a first term of a few days bears no
/// notice in months (TRM-4).
fn startable(mut contract: Contract, start: NaiveDate) -> Contract {
    if contract.check_start(start).is_err() {
        contract.notice = None;
    }
    if contract.check_start(start).is_err() {
        contract.term = None;
    }
    contract
}

impl Granting {
    fn kind(&self, id: ItemId, day: NaiveDate) -> Option<EventKind> {
        let item = match self.value {
            DiscountValue::Percent(_) if self.on_all => None,
            DiscountValue::Percent(_) | DiscountValue::Amount(_) => Some(id),
        };
        let lasts = match self.lasts {
            Lasts::Until(moment) => DiscountDuration::Until(moment.after(day)),
            Lasts::Other(lasts) => lasts,
        };
        let Self { value, order, .. } = *self;
        let label = Text::from("discount");
        let id = discount(self.number)?;
        let discount = Discount { label, value, item, lasts, order };
        Some(EventKind::DiscountGranted { id, discount })
    }
}

/// The n-th discount.
fn discount(number: u8) -> Option<DiscountId> {
    DiscountId::new(&format!("discount-{number}")).ok()
}

impl Teller {
    fn new_item(&mut self) -> Option<ItemId> {
        let id = ItemId::new(&format!("item-{}", self.items.len() + 1)).ok()?;
        self.items.push(id);
        Some(id)
    }

    /// A plan of items, each with a new id.
    fn plan(&mut self, items: &[Item]) -> Option<Plan> {
        let items: Option<Vec<PlanItem>> = items
            .iter()
            .map(|item| Some(PlanItem { id: self.new_item()?, item: item.clone() }))
            .collect();
        Some(Plan { id: PlanId::new("plan").ok()?, items: items? })
    }

    /// Appends an event and returns its sequence number, unless the history refuses it.
    fn event(&mut self, effective_on: NaiveDate, kind: EventKind) -> Option<u64> {
        self.sequence += 1;
        let event =
            Event { sequence: self.sequence, recorded_on: self.recorded_on, effective_on, kind };
        // A refused event leaves a gap in the sequence, which is legal.
        self.history.push(event).ok().map(|()| self.sequence)
    }
}
