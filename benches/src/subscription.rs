//! The steady subscription: one monthly item in advance, no change since it began.
//!
//! 3 seats at 9.90 EUR from 1 January 2025, VAT 20 %: 35.64 EUR on the 1st of each month.
//!
//! How many there are and how much of them is billed is decided by the caller.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;
use tacite::books::Books;
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, Percent, Quantity, UnitPrice};
use tacite::{Billing, bill};

/// A subscription in memory: what happened and what is issued.
#[derive(Clone, Debug)]
pub struct Subscription {
    /// Started and item added, on one day.
    pub history: History,
    /// What is issued.
    pub books: Books,
}

/// Returns the 1st of a month, counted from January 2025 as 0.
///
/// # Panics
/// If the calendar ends before it.
pub fn first_of(month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date") + Months::new(month)
}

/// Makes subscriptions of one line each, shared evenly among customers, with some months billed.
///
/// # Panics
/// If there is no customer.
pub fn portfolio(subscriptions: u32, customers: u32, months: u32) -> Vec<Subscription> {
    (0..subscriptions)
        .map(|number| Subscription::new(number, number % customers).billed(months))
        .collect()
}

impl Subscription {
    /// Makes a subscription of which nothing is billed.
    ///
    /// # Panics
    /// Never: it is legal.
    pub fn new(number: u32, customer: u32) -> Self {
        let start = first_of(0);
        let customer = CustomerId::new(&format!("cust-{customer:06}")).expect("an id");
        let contract = Contract::new("Workspace", customer, Currency::EUR);
        let price = UnitPrice::new(Decimal::new(990, 2)).expect("a price");
        let vat = Tax::standard(Percent::whole(20));
        let monthly = Recurrence::every(Cadence::MONTHLY);
        let item =
            Item::recurring("Seats", Price::PerUnit(price), vat, monthly).times(Quantity::whole(3));
        let mut subscription = Self {
            history: History::new(SubscriptionId::new(&format!("sub-{number:06}")).expect("an id")),
            books: Books::new(),
        };
        subscription.record(start, EventKind::Started { contract });
        let id = Self::seats();
        subscription.record(start, EventKind::ItemAdded { id, item });
        subscription
    }

    /// Returns the id of its one item.
    ///
    /// # Panics
    /// Never: it is legal.
    pub fn seats() -> ItemId {
        ItemId::new("seats").expect("an id")
    }

    /// Records an event on its effective day.
    ///
    /// # Panics
    /// If the event is not legal.
    pub fn record(&mut self, effective_on: NaiveDate, kind: EventKind) {
        let last = self.history.events().last();
        let sequence = last.map_or(1, |event| event.sequence + 1);
        let event = Event::on(effective_on, sequence, kind);
        self.history.push(event).expect("a legal event");
    }

    /// Adds events up to a number of them, a price change on the 1st of each month from the second.
    ///
    /// # Panics
    /// Never: prices are legal.
    #[must_use]
    pub fn with_events(mut self, events: usize) -> Self {
        for month in 1.. {
            if self.history.events().len() >= events {
                break;
            }
            let id = Self::seats();
            let price = UnitPrice::whole(10 + month % 7);
            self.record(first_of(month), EventKind::PriceChanged { id, price: price.into() });
        }
        self
    }

    /// Bills and posts the first months, one after the other.
    #[must_use]
    pub fn billed(mut self, months: u32) -> Self {
        for month in 0..months {
            self.bill_and_post(first_of(month));
        }
        self
    }

    /// Bills up to a day.
    ///
    /// # Panics
    /// Never: it can be billed.
    pub fn bill(&self, as_of: NaiveDate) -> Billing {
        bill(&self.history, &self.books, as_of).expect("a billing")
    }

    /// Bills up to a day and posts.
    ///
    /// # Panics
    /// Never: it can be billed.
    pub fn bill_and_post(&mut self, as_of: NaiveDate) {
        let billing = self.bill(as_of);
        self.books.post(billing.posting).expect("a fresh posting");
    }
}
