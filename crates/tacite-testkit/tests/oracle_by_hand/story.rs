//! A story is a history told in a few words, and what the oracle's lines look like.

use chrono::NaiveDate;
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Pause, PauseShape, Price, Recurrence, SubscriptionId, Tax,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, UnitPrice};
use tacite_testkit::oracle::{Charge, Ledger, Reference};

pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(crate) fn id(name: &str) -> ItemId {
    ItemId::new(name).expect("an id")
}

/// A flat price in minor units of euros.
pub(crate) fn cents(cents: i64) -> UnitPrice {
    UnitPrice::new(rust_decimal::Decimal::new(cents, 2)).expect("a price")
}

pub(crate) fn monthly() -> Recurrence {
    Recurrence::every(Cadence::MONTHLY)
}

/// A history in the making; events are recorded on their effective dates unless told otherwise.
pub(crate) struct Story {
    history: History,
    ledger: Ledger,
    sequence: u64,
}

impl Story {
    /// A contract in euros of one item, `fee`, at a flat price.
    pub(crate) fn of(start: &str, price: i64, recurrence: Recurrence) -> Self {
        Self::under(start, price, recurrence, |_| {})
    }

    /// The same, with other policies.
    pub(crate) fn under(
        start: &str,
        price: i64,
        recurrence: Recurrence,
        agreed: impl FnOnce(&mut Contract),
    ) -> Self {
        let customer = CustomerId::new("customer").expect("an id");
        let mut contract = Contract::new("contract", customer, Currency::EUR);
        agreed(&mut contract);
        let subscription = SubscriptionId::new("subscription").expect("an id");
        let (history, ledger) = (History::new(subscription), Ledger::new());
        let mut story = Self { history, ledger, sequence: 0 };
        story.tell(start, EventKind::Started { contract });
        let item = Item::recurring("Fee", Price::Flat(cents(price)), Tax::NONE, recurrence);
        story.tell(start, EventKind::ItemAdded { id: id("fee"), item });
        story
    }

    /// Adds an event and returns its sequence number.
    pub(crate) fn tell(&mut self, day: &str, kind: EventKind) -> u64 {
        self.sequence += 1;
        self.history.push(Event::on(date(day), self.sequence, kind)).expect("it is legal");
        self.sequence
    }

    pub(crate) fn pause(&mut self, shape: PauseShape, from: &str, until: Option<&str>) -> u64 {
        let pause = Pause::new(shape, until.map(date));
        self.tell(from, EventKind::Paused { pause })
    }

    pub(crate) fn retract(&mut self, sequence: u64) {
        self.tell("2025-01-01", EventKind::Retracted { sequence });
    }

    /// Bills on what is told so far; one text a line: due date, period, days, net, rounding.
    pub(crate) fn bill(&mut self, as_of: &str) -> Vec<String> {
        let charges = self.ledger.bill(&self.history, date(as_of)).expect("it is billed");
        let mut charges: Vec<&Charge> = charges.iter().collect();
        charges.sort_by_key(|charge| charge.due_on);
        charges.into_iter().map(line).collect()
    }
}

/// `11.06 01.06..01.07 11-20: -334 (rounding -1) of #1`.
fn line(charge: &Charge) -> String {
    let days = match ranges(charge).as_slice() {
        [] => "no days".to_owned(),
        ranges => ranges.join(", "),
    };
    let reference = match charge.reference {
        Reference::Period((start, end)) => format!("{}..{}", short(start), short(end)),
        other @ (Reference::Once | Reference::Adjustment(_)) => other.to_string(),
    };
    let rounding = match charge.rounding {
        0 => String::new(),
        part => format!(" (rounding {part})"),
    };
    let corrects = charge.corrects.map_or(String::new(), |ordinal| format!(" of #{ordinal}"));
    format!("{} {reference} {days}: {}{rounding}{corrects}", short(charge.due_on), charge.net)
}

/// `1-9` and `24-31`.
fn ranges(charge: &Charge) -> Vec<String> {
    let days: Vec<u32> = charge.days.iter().copied().collect();
    let runs = days.chunk_by(|left, right| left + 1 == *right);
    let text = |run: &[u32]| match run {
        [only] => only.to_string(),
        [first, .., last] => format!("{first}-{last}"),
        [] => String::new(),
    };
    runs.map(text).collect()
}

fn short(date: NaiveDate) -> String {
    date.format("%d.%m").to_string()
}
