//! A subscription that is recorded event by event and billed, its lines printed in one row each.

use chrono::NaiveDate;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::Cadence;
use tacite::contract::{
    Clocks, Contract, CustomerId, Item, ItemId, Pause, PauseShape, Price, Recurrence, ReducedPrice,
    SubscriptionId, Tax,
};
use tacite::document::Line;
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, Percent, UnitPrice};

/// Parses a date.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn id(text: &str) -> ItemId {
    ItemId::new(text).unwrap()
}

pub(crate) fn contract() -> Contract {
    Contract::new("Contract", CustomerId::new("cust-7").unwrap(), Currency::EUR)
}

/// Makes an item in advance at a flat price per period.
pub(crate) fn every(cadence: Cadence, price: u32) -> Item {
    recurring(Recurrence::every(cadence), price)
}

pub(crate) fn recurring(recurrence: Recurrence, price: u32) -> Item {
    Item::recurring("Fee", Price::Flat(UnitPrice::whole(price)), Tax::NONE, recurrence)
}

/// Reduces the price to whole euros.
pub(crate) fn to_price(price: u32) -> PauseShape {
    PauseShape::Reduced(ReducedPrice::Price(UnitPrice::whole(price)))
}

/// Reduces the price to 40 %.
pub(crate) const TO_40_PERCENT: PauseShape =
    PauseShape::Reduced(ReducedPrice::Percent(Percent::whole(40)));

/// A pause up to a day.
pub(crate) fn pause(shape: PauseShape, until: &str) -> EventKind {
    EventKind::Paused { pause: Pause::new(shape, Some(day(until))) }
}

/// A pause until it is resumed.
pub(crate) fn open(shape: PauseShape) -> EventKind {
    EventKind::Paused { pause: Pause::new(shape, None) }
}

/// A pause that stops some clocks.
pub(crate) fn pause_with(shape: PauseShape, until: &str, clocks: Clocks) -> EventKind {
    EventKind::Paused { pause: Pause { clocks, ..Pause::new(shape, Some(day(until))) } }
}

/// A subscription and how far it is billed.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) history: History,
    books: Books,
}

impl Account {
    /// Starts a subscription of one item, `fee`.
    pub(crate) fn of(contract: Contract, start: &str, item: Item) -> Self {
        let history = History::new(SubscriptionId::new("sub-1").unwrap());
        let mut made = Self { history, books: Books::new() };
        made.records(start, start, EventKind::Started { contract });
        made.records(start, start, EventKind::ItemAdded { id: id("fee"), item });
        made
    }

    /// Records an event; returns its number.
    pub(crate) fn records(&mut self, on: &str, effective_on: &str, kind: EventKind) -> u64 {
        let sequence = self.history.events().last().map_or(1, |last| last.sequence + 1);
        let (recorded_on, effective_on) = (day(on), day(effective_on));
        self.history.push(Event { sequence, recorded_on, effective_on, kind }).unwrap();
        sequence
    }

    /// Records an event on the day from which it holds.
    pub(crate) fn with(mut self, on: &str, kind: EventKind) -> Self {
        self.records(on, on, kind);
        self
    }

    /// Bills up to a day, issues the documents and prints their lines.
    pub(crate) fn bills(&mut self, as_of: &str) -> Vec<String> {
        let billing = bill(&self.history, &self.books, day(as_of)).unwrap();
        self.books.post(billing.posting).unwrap();
        let rows = |document: &tacite::document::Document| {
            let dated_on = document.dated_on;
            let rows = document.lines.iter().map(move |line| format!("{dated_on} {}", row(line)));
            rows.collect::<Vec<_>>()
        };
        billing.documents.iter().flat_map(rows).collect()
    }

    /// Prints the charges up to a day as if nothing were billed yet: the due date and the line.
    pub(crate) fn charges(&self, as_of: &str) -> Vec<String> {
        let billing = bill(&self.history, &Books::new(), day(as_of)).unwrap();
        let mut lines: Vec<&Line> =
            billing.documents.iter().flat_map(|document| &document.lines).collect();
        lines.sort_by_key(|line| line.due_on);
        lines.iter().map(|line| format!("{} {}", line.due_on, row(line))).collect()
    }
}

/// Prints the amount of a line, its day numbers, its reference period, and, where they differ, the
/// days on which its billing period is served.
fn row(line: &Line) -> String {
    let item = if line.item == id("fee") { String::new() } else { format!(" {}", line.item) };
    let moved = line.period.to_string() != line.billing.to_string();
    let served = if moved { format!(" served {}", line.billing) } else { String::new() };
    format!("{}{item} {:?} of {}{served}", line.net.to_decimal(), line.days, line.period)
}
