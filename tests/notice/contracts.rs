//! What these tests have in common: contracts and histories in a line or two.

use chrono::NaiveDate;
use tacite::calendar::{Cadence, Length, Period};
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Lasting, NoticeEnd, NoticePolicy, Pause, PauseShape, Price,
    Recurrence, Renewal, SubscriptionId, Tax, Term,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Amount, Currency, UnitPrice};

/// Parses a date.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Takes the days from one date up to and excluding another.
pub(crate) fn range(start: &str, end: &str) -> Period {
    Period::new(day(start), day(end)).unwrap()
}

/// A contract without term, commitment or notice.
pub(crate) fn contract() -> Contract {
    Contract::new("Contract", CustomerId::new("cust-7").unwrap(), Currency::EUR)
}

/// A term of a length, and then.
#[expect(clippy::unnecessary_wraps, reason = "a contract has one or none")]
pub(crate) fn term(first: Length, renewal: Renewal) -> Option<Term> {
    Some(Term { first: Lasting::For(first), renewal })
}

/// A tacit renewal, any number of times.
pub(crate) fn tacit(length: Length) -> Renewal {
    Renewal::Tacit { length, at_most: None }
}

/// Notice of a length to a kind of end.
#[expect(clippy::unnecessary_wraps, reason = "a contract has one or none")]
pub(crate) fn notice(length: Length, ends: NoticeEnd) -> Option<NoticePolicy> {
    Some(NoticePolicy { length, ends })
}

/// A year, then tacitly by the year.
pub(crate) fn by_the_year(ends: NoticeEnd, length: Length) -> Contract {
    let renewal = tacit(Length::years(1));
    Contract { term: term(Length::years(1), renewal), notice: notice(length, ends), ..contract() }
}

/// Whole euros.
pub(crate) fn euros(whole: i64) -> Amount {
    Amount::new(whole * 100, Currency::EUR)
}

/// An amount in cents.
pub(crate) fn cents(minor: i64) -> Amount {
    Amount::new(minor, Currency::EUR)
}

/// The item that [`started`] adds.
pub(crate) fn fee() -> ItemId {
    ItemId::new("fee").unwrap()
}

/// 30.00 a month in advance.
pub(crate) fn monthly() -> Item {
    recurring(Recurrence::every(Cadence::MONTHLY))
}

/// 30.00 each time.
pub(crate) fn recurring(recurrence: Recurrence) -> Item {
    Item::recurring("Fee", Price::Flat(UnitPrice::whole(30)), Tax::NONE, recurrence)
}

/// A contract that starts on a day, with 30.00 a month in advance from then on.
pub(crate) fn started(contract: Contract, start: &str) -> History {
    started_with(contract, start, monthly())
}

/// A contract that starts on a day, with an item from then on.
pub(crate) fn started_with(contract: Contract, start: &str, item: Item) -> History {
    let events = [EventKind::Started { contract }, EventKind::ItemAdded { id: fee(), item }];
    let history = History::new(SubscriptionId::new("sub-1").unwrap());
    events.into_iter().fold(history, |history, kind| with(history, start, kind))
}

/// A longer history: with an event recorded on the day from which it holds.
pub(crate) fn with(mut history: History, on: &str, kind: EventKind) -> History {
    let sequence = history.events().last().map_or(1, |last| last.sequence + 1);
    history.push(Event::on(day(on), sequence, kind)).unwrap();
    history
}

/// A pause that stops every clock.
pub(crate) fn pause(shape: PauseShape, until: Option<&str>) -> EventKind {
    EventKind::Paused { pause: Pause::new(shape, until.map(day)) }
}
