//! A subscription that changes without end: an event or two for every step, a run after it, and the
//! days of long ago closed now and then.
//!
//! Step 1: on 2 January 2025 the seats are 4 from 20 December on; the run credits and charges. Step 500:
//! two years later, of which the last four months are open.
//!
//! What must stay bounded is decided by `tests/laws/steps.rs`, what a step costs is counted by
//! `count-instructions.sh`.

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::Cadence;
use tacite::checkpoint::{Checkpoint, close};
use tacite::contract::{
    Contract, CustomerId, Discount, DiscountDuration, DiscountId, DiscountValue, Item, ItemId,
    Pause, PauseShape, Price, Recurrence, ReducedPrice, StubDiscount, SubscriptionId, Tax, Text,
};
use tacite::document::Document;
use tacite::history::{Event, EventKind, History};
use tacite::money::{Amount, Currency, Percent, Quantity, UnitPrice};

/// Days that stay open behind the newest run.
const OPEN_DAYS: u64 = 120;
/// Steps after which the same changes come again, some three years later.
pub const STEPS_OF_A_ROUND: u64 = 500;
const SEED: u64 = 20_251_126;
/// Steps between two closings.
const STEPS_BETWEEN_CLOSINGS: u64 = 25;

/// The subscription, and what made it so.
#[derive(Clone, Debug)]
pub struct Changing {
    /// What is billed from.
    pub checkpoint: Checkpoint,
    /// The newest run.
    pub today: NaiveDate,
    /// Steps so far.
    pub steps: u64,
    /// Every event ever recorded, if it is to be kept.
    pub log: Option<Vec<Event>>,
    sequence: u64,
    random: u64,
}

impl Changing {
    /// Starts one with two items; keeps the whole log or not.
    ///
    /// # Panics
    /// Never: it is legal.
    pub fn new(keeps_log: bool) -> Self {
        let start = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date");
        let history = History::new(SubscriptionId::new("sub-1").expect("an id"));
        let checkpoint = Checkpoint { history, books: Books::new() };
        let log = keeps_log.then(Vec::new);
        let mut changing =
            Self { checkpoint, today: start, steps: 0, log, sequence: 0, random: SEED };
        let contract = Contract::new("Workspace", customer(0), Currency::EUR);
        changing.record(start, EventKind::Started { contract });
        changing
            .record(start, EventKind::ItemAdded { id: id("seats"), item: item(Cadence::MONTHLY) });
        let visits = item(Cadence::WEEKLY);
        changing.record(start, EventKind::ItemAdded { id: id("visits"), item: visits });
        let quantity = Quantity::whole(2);
        changing.record(start, EventKind::QuantityChanged { id: id("seats"), quantity });
        changing
    }

    /// Takes steps; returns the documents of the last one.
    ///
    /// # Panics
    /// If a run fails.
    pub fn step(&mut self, steps: u64) -> Vec<Document> {
        let mut documents = Vec::new();
        for _ in 0..steps {
            documents = self.one();
        }
        documents
    }

    fn one(&mut self) -> Vec<Document> {
        if self.steps.is_multiple_of(STEPS_OF_A_ROUND) {
            // The same changes again: what a round costs can be compared with another one.
            self.random = SEED;
        }
        self.steps += 1;
        self.today = self.today + Days::new(self.next(3));
        for _ in 0..=self.next(2) {
            let on = self.day();
            let kind = self.change();
            self.record(on, kind);
        }
        let Checkpoint { history, books } = &self.checkpoint;
        let billing = bill(history, books, self.today).expect("a billing");
        self.checkpoint.books.post(billing.posting).expect("a fresh posting");
        if self.steps.is_multiple_of(STEPS_BETWEEN_CLOSINGS) {
            let before = self.today - Days::new(OPEN_DAYS);
            let Checkpoint { history, books } = &self.checkpoint;
            self.checkpoint = close(history, books, before).expect("a checkpoint");
        }
        billing.documents
    }

    /// A day that is open: up to 40 days ago, or up to 20 to come.
    fn day(&mut self) -> NaiveDate {
        let start = NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date");
        let back = self.next(60);
        (self.today + Days::new(20) - Days::new(back)).max(start)
    }

    fn change(&mut self) -> EventKind {
        let which = if self.next(2) == 0 { id("seats") } else { id("visits") };
        let number = self.next(97);
        match self.next(14) {
            0 | 1 => EventKind::QuantityChanged {
                id: which,
                quantity: Quantity::whole(1 + u32::try_from(number % 9).expect("small")),
            },
            2 | 3 => EventKind::PriceChanged { id: which, price: price(1_000 + number * 7).into() },
            4 => EventKind::TaxChanged { id: Some(which), tax: tax(number) },
            5 => EventKind::DiscountGranted {
                id: DiscountId::new(&format!("discount-{}", number % 5)).expect("an id"),
                discount: Discount {
                    label: Text::from("Goodwill"),
                    value: DiscountValue::Percent(Percent::whole(5)),
                    item: Some(which),
                    lasts: DiscountDuration::Periods(2),
                    order: 0,
                    in_stubs: StubDiscount::Prorated,
                },
            },
            6 => EventKind::DiscountWithdrawn {
                id: DiscountId::new(&format!("discount-{}", number % 5)).expect("an id"),
            },
            7 => EventKind::Paused {
                pause: Pause::new(
                    PauseShape::ByDays,
                    Some(self.today + Days::new(21 + number % 9)),
                ),
            },
            8 => EventKind::Paused {
                pause: Pause::new(
                    PauseShape::Reduced(ReducedPrice::Percent(Percent::whole(50))),
                    Some(self.today + Days::new(21 + number % 9)),
                ),
            },
            9 => EventKind::Resumed,
            10 => EventKind::ItemAdded {
                id: id(&format!("once-{}", self.sequence)),
                item: Item::once("Set-up", Price::Flat(price(500 + number)), tax(number)),
            },
            11 => EventKind::ManualAdjustment {
                amount: Amount::new(-100, Currency::EUR),
                tax: tax(number),
                label: Text::from("Goodwill"),
            },
            12 => EventKind::Transferred { customer: customer(number % 2) },
            // Of the newest few events; the start and the first items stay.
            _ => EventKind::Retracted { sequence: (self.sequence - number % 4).max(4) },
        }
    }

    fn record(&mut self, effective_on: NaiveDate, kind: EventKind) {
        let event =
            Event { sequence: self.sequence + 1, recorded_on: self.today, effective_on, kind };
        let pushed = self.checkpoint.history.push(event.clone());
        pushed.expect("a legal event");
        self.sequence += 1;
        if let Some(log) = &mut self.log {
            log.push(event);
        }
    }

    /// A small linear congruential generator: the same steps on every machine.
    fn next(&mut self, below: u64) -> u64 {
        let (factor, added) = (6_364_136_223_846_793_005, 1_442_695_040_888_963_407);
        self.random = self.random.wrapping_mul(factor).wrapping_add(added);
        (self.random >> 33) % below
    }
}

fn id(text: &str) -> ItemId {
    ItemId::new(text).expect("an id")
}

fn customer(number: u64) -> CustomerId {
    CustomerId::new(&format!("cust-{number}")).expect("an id")
}

fn item(cadence: Cadence) -> Item {
    let price = Price::PerUnit(price(990));
    Item::recurring("Seats", price, Tax::standard(Percent::whole(20)), Recurrence::every(cadence))
}

/// A price in cents.
fn price(cents: u64) -> UnitPrice {
    let cents = i64::try_from(cents).expect("small");
    UnitPrice::new(Decimal::new(cents, 2)).expect("a price")
}

fn tax(number: u64) -> Tax {
    Tax::standard(Percent::whole(if number.is_multiple_of(2) { 20 } else { 10 }))
}
