//! Histories of 1 to 25 events of every kind, recorded in 1 to 8 steps: a start, none to three items,
//! and what happens to them.
//!
//! A history is built from a recipe of small parts, so that it shrinks part by part. Events that a
//! history refuses (an end before the start, say) are left out.

use chrono::NaiveDate;
use proptest::prelude::*;
use tacite::contract::{
    Contract, Discount, DiscountDuration, DiscountId, ItemId, Pause, PaymentMeans, Plan, PlanItem,
    SubscriptionId, Text,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::Amount;

use super::catalogue::Stock;
use super::changes::{Change, Granting, Lasts, changes};
use super::contracts::customer;
use super::dates::shifted;
use super::{Moment, dates, moments};
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
    plan: Plan,
    /// From the start to the first days of the items.
    added_after: Vec<Moment>,
    steps: Vec<Step>,
    reopened: Option<Reopening>,
}

/// Most steps in which a history is recorded: days on which something was recorded.
const STEPS_MAX: u32 = 8;

/// An end or a removal known from the first day, and taken back later: the days after it are added
/// to a period that may be billed already, and need no correction.
#[derive(Clone, Copy, Debug)]
struct Reopening {
    ends: bool,
    moment: Moment,
    /// Days between the last recording and the one that takes it back.
    recorded_after: u16,
}

/// Histories of 1 to 25 events of every kind, recorded on 1 to 8 days, effective from long before to two years
/// after the start, recorded from half a year before to three years after it, in order of sequence.
pub fn histories() -> impl Strategy<Value = History> + Clone {
    told(&Stock::anything())
}

pub(super) fn told(stock: &Stock) -> impl Strategy<Value = History> + Clone + use<> {
    let leaves_out = stock.leaves_out;
    recipes(stock)
        .prop_filter_map("a subscription has a name", move |recipe| recipe.tell(leaves_out))
}

/// Scenarios whose runs lie anywhere: later events may need corrections of what was billed when
/// runs see [what was known](Scenario::known_on) only.
pub fn scenarios() -> impl Strategy<Value = Scenario> + Clone {
    with_runs(histories())
}

pub(super) fn with_runs(
    histories: impl Strategy<Value = History> + Clone,
) -> impl Strategy<Value = Scenario> + Clone {
    let gaps = prop::collection::vec(gap(), 1..8);
    (histories, gaps).prop_map(|(history, gaps)| {
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
    without_corrections(histories())
}

pub(super) fn without_corrections(
    histories: impl Strategy<Value = History> + Clone,
) -> impl Strategy<Value = Scenario> + Clone {
    let gaps = prop::collection::vec(gap(), 1..5);
    (histories, gaps).prop_map(|(history, gaps)| {
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

fn recipes(stock: &Stock) -> impl Strategy<Value = Recipe> + Clone + use<> {
    let moment = prop_oneof![3 => Just(Moment::Days(0)), 1 => moments()];
    let recorded = prop_oneof![3 => Just(0), 1 => -180..180_i32];
    let steps = prop_oneof![
        1 => Just(Vec::new()),
        4 => prop::collection::vec(steps(stock), 1..8),
        2 => prop::collection::vec(steps(stock), 8..20),
    ];
    let added_after = prop::collection::vec(moment, 3);
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
    let sold = (stock.contracts.clone(), stock.first_plans.clone(), added_after);
    (sold, dates(), recorded, steps.boxed(), reopened).prop_map(
        |((contract, plan, added_after), start, recorded_after, steps, reopened)| Recipe {
            contract,
            start,
            recorded_after,
            plan,
            added_after,
            steps,
            reopened,
        },
    )
}

fn steps(stock: &Stock) -> impl Strategy<Value = Step> + Clone + use<> {
    let recorded = prop_oneof![6 => Just(0), 1 => 0..10_u16, 2 => 0..150_u16];
    let index = any::<prop::sample::Index>();
    (changes(stock).boxed(), index, moments(), prop::bool::weighted(0.3), recorded).prop_map(
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
    /// Days on which something was recorded.
    steps: u32,
    items: Vec<ItemId>,
    leaves_out: fn(&EventKind) -> bool,
}

impl Recipe {
    fn tell(&self, leaves_out: fn(&EventKind) -> bool) -> Option<History> {
        let mut teller = Teller {
            history: History::new(SubscriptionId::new("subscription").ok()?),
            sequence: 0,
            recorded_on: shifted(self.start, self.recorded_after),
            steps: 1,
            items: Vec::new(),
            leaves_out,
        };
        let contract = startable(self.contract.clone(), self.start);
        teller.event(self.start, EventKind::Started { contract });
        let moments = self.added_after.iter().chain(core::iter::repeat(&Moment::Days(0)));
        for (PlanItem { id, item }, moment) in self.plan.items.iter().zip(moments) {
            let (id, item) = (teller.named(*id)?, item.clone());
            teller.event(moment.after(self.start), EventKind::ItemAdded { id, item });
        }
        let early = self.reopened.and_then(|reopening| {
            let kind = match teller.items.first() {
                Some(id) if !reopening.ends => EventKind::ItemRemoved { id: *id },
                _ => EventKind::EndSet { last_period: None },
            };
            let taken = teller.happens(reopening.moment.after(self.start), kind);
            taken.map(|sequence| (sequence, reopening.recorded_after))
        });
        let mut last = self.start;
        for step in &self.steps {
            let base = if step.from_last { last } else { self.start };
            last = step.moment.after(base);
            // The last step is kept for what reopens it.
            teller.step(step.recorded_after, STEPS_MAX - 1);
            let kind = self.kind(step, last, &mut teller)?;
            teller.happens(last, kind);
        }
        if let Some((sequence, recorded_after)) = early {
            teller.step(recorded_after, STEPS_MAX);
            teller.happens(teller.recorded_on, EventKind::Retracted { sequence });
        }
        Some(teller.history)
    }

    /// The event of a step that is effective on a day.
    #[expect(clippy::too_many_lines, reason = "one arm for each kind of event")]
    fn kind(&self, step: &Step, day: NaiveDate, teller: &mut Teller) -> Option<EventKind> {
        // Of no items, one that is not there: what is said of it has no meaning.
        let id = match teller.items.as_slice() {
            [] => ItemId::new("item-1").ok()?,
            items => *step.item.get(items),
        };
        Some(match &step.change {
            Change::Quantity(quantity) => EventKind::QuantityChanged { id, quantity: *quantity },
            Change::Price(price) => EventKind::PriceChanged { id, price: price.clone() },
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
            Change::Plan(plan) => EventKind::PlanChanged { plan: teller.plan(plan)? },
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
            Change::RetractionTakenBack => {
                let mut events = teller.history.events().iter().rev();
                let is_retraction =
                    |event: &&Event| matches!(event.kind, EventKind::Retracted { .. });
                let target = events.clone().find(is_retraction).or_else(|| events.next())?;
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
        let item = (!self.on_all).then_some(id);
        let lasts = match self.lasts {
            Lasts::Until(moment) => DiscountDuration::Until(moment.after(day)),
            Lasts::Other(lasts) => lasts,
        };
        let Self { value, order, in_stubs, .. } = *self;
        let label = Text::from("discount");
        let id = discount(self.number)?;
        let discount = Discount { label, value, item, lasts, order, in_stubs };
        Some(EventKind::DiscountGranted { id, discount })
    }
}

/// The n-th discount.
fn discount(number: u8) -> Option<DiscountId> {
    DiscountId::new(&format!("discount-{number}")).ok()
}

impl Teller {
    /// Goes on to a later day of recording, unless there were so many already.
    fn step(&mut self, days: u16, steps_max: u32) {
        if days > 0 && self.steps < steps_max {
            self.recorded_on = shifted(self.recorded_on, i32::from(days));
            self.steps += 1;
        }
    }

    /// An id for an item: its own, or a new one if that is taken.
    fn named(&mut self, own: ItemId) -> Option<ItemId> {
        if self.items.contains(&own) {
            return self.new_item();
        }
        self.items.push(own);
        Some(own)
    }

    fn new_item(&mut self) -> Option<ItemId> {
        let numbers = self.items.len() + 1..;
        let id = numbers
            .filter_map(|number| ItemId::new(&format!("item-{number}")).ok())
            .find(|id| !self.items.contains(id))?;
        self.items.push(id);
        Some(id)
    }

    /// A plan whose items have ids that no item had before.
    fn plan(&mut self, plan: &Plan) -> Option<Plan> {
        let named = |PlanItem { id, item }: &PlanItem| {
            Some(PlanItem { id: self.named(*id)?, item: item.clone() })
        };
        let items: Option<Vec<PlanItem>> = plan.items.iter().map(named).collect();
        Some(Plan { id: plan.id, items: items? })
    }

    /// Appends what happens later, unless it is left out.
    fn happens(&mut self, effective_on: NaiveDate, kind: EventKind) -> Option<u64> {
        if (self.leaves_out)(&kind) { None } else { self.event(effective_on, kind) }
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
