//! Days that are closed: what may still be recorded, and what is refused (INV-10, CST-1).
//!
//! That billing from a checkpoint is billing from the history is law L13, in `tests/laws`.

use chrono::NaiveDate;
use tacite::books::{Books, BooksMismatch};
use tacite::calendar::Cadence;
use tacite::checkpoint::{Checkpoint, CloseError, close};
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax,
};
use tacite::history::{Event, EventKind, History, HistoryRule};
use tacite::money::{Currency, UnitPrice};
use tacite::{BillError, bill};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(text: &str) -> ItemId {
    ItemId::new(text).unwrap()
}

fn price(euros: u32) -> EventKind {
    EventKind::PriceChanged { id: id("fee"), price: UnitPrice::whole(euros).into() }
}

fn one_off() -> EventKind {
    let item = Item::once("Set-up", Price::Flat(UnitPrice::whole(50)), Tax::NONE);
    EventKind::ItemAdded { id: id("set-up"), item }
}

/// Monthly at 10.00 from 1 January 2024, a set-up on that day, 11.00 from July, 12.00 from 2025 on;
/// billed up to 1 June 2025.
fn billed() -> (History, Books) {
    let contract = Contract::new("Fee", CustomerId::new("cust-1").unwrap(), Currency::EUR);
    let monthly = Recurrence::every(Cadence::MONTHLY);
    let item = Item::recurring("Fee", Price::Flat(UnitPrice::whole(10)), Tax::NONE, monthly);
    let start = day("2024-01-01");
    let events = [
        Event::on(start, 1, EventKind::Started { contract }),
        Event::on(start, 2, EventKind::ItemAdded { id: id("fee"), item }),
        Event::on(start, 3, one_off()),
        Event::on(day("2024-07-01"), 4, price(11)),
        Event::on(day("2025-01-01"), 5, price(12)),
    ];
    let history = History::of(SubscriptionId::new("sub-1").unwrap(), events).unwrap();
    let mut books = Books::new();
    books.post(bill(&history, &books, day("2025-06-01")).unwrap().posting).unwrap();
    (history, books)
}

fn closed(before: &str) -> Checkpoint {
    let (history, books) = billed();
    close(&history, &books, day(before)).unwrap()
}

/// Records an event from a day on and bills on 1 July 2025: the totals, or the error.
fn july(mut from: Checkpoint, on: &str, kind: EventKind) -> Result<Vec<String>, BillError> {
    from.history.push(Event::on(day(on), 6, kind)).unwrap();
    let billing = bill(&from.history, &from.books, day("2025-07-01"))?;
    Ok(billing.documents.iter().map(|document| document.total.to_string()).collect())
}

#[test]
fn what_only_closed_days_need_is_gone() {
    let Checkpoint { history, books } = closed("2025-06-01");
    let kept: Vec<u64> = history.events().iter().map(|event| event.sequence).collect();
    assert_eq!(kept, [1, 2, 5]);
    // May ends on the first open day: an event of that day might have cut it short.
    let lines: Vec<String> =
        books.lines().map(|issued| issued.line.reference.to_string()).collect();
    assert_eq!(lines, ["[2025-05-01, 2025-06-01)", "[2025-06-01, 2025-07-01)"]);
    assert_eq!((history.closed_before(), books.closed_before()), {
        let before = Some(day("2025-06-01"));
        (before, before)
    });
}

#[test]
fn from_the_first_open_day_on_all_may_change() {
    assert_eq!(
        july(closed("2025-06-01"), "2025-06-01", price(15)).unwrap(),
        ["-12.00 EUR", "15.00 EUR", "15.00 EUR"]
    );
    // A retraction of what holds on the first open day brings back what was before it.
    let retracted = EventKind::Retracted { sequence: 5 };
    let from = closed("2025-01-01");
    assert_eq!(july(from, "2025-06-20", retracted).unwrap().len(), 6 + 6 + 1);
}

#[test]
fn an_event_of_a_closed_day_is_refused_and_named() {
    let refused = july(closed("2025-06-01"), "2025-05-31", price(15)).unwrap_err();
    let before = day("2025-06-01");
    let expected = BooksMismatch::Closed { sequence: 6, closed_before: before };
    assert_eq!(refused, BillError::Books(expected));
    // So is an end before it, and a start anywhere.
    let end = EventKind::EndSet { last_period: None };
    assert!(july(closed("2025-06-01"), "2025-05-31", end.clone()).is_err());
    assert_eq!(july(closed("2025-06-01"), "2025-06-16", end).unwrap(), ["-6.00 EUR"]);
    let contract = Contract::new("Fee", CustomerId::new("cust-1").unwrap(), Currency::EUR);
    assert!(july(closed("2025-06-01"), "2026-01-01", EventKind::Started { contract }).is_err());
}

#[test]
fn what_changes_no_charge_may_be_of_a_closed_day() {
    let reference = EventKind::ReferenceChanged { reference: None };
    assert_eq!(july(closed("2025-06-01"), "2024-02-01", reference).unwrap(), ["12.00 EUR"]);
}

#[test]
fn a_dropped_event_is_not_retracted() {
    let mut from = closed("2025-06-01");
    let retracted = Event::on(day("2025-06-20"), 6, EventKind::Retracted { sequence: 4 });
    let error = from.history.push(retracted).unwrap_err();
    assert_eq!(
        error.to_string(),
        "event 6 (retracted): event 4 belongs to the days before 2025-06-01, which are closed (INV-10)"
    );
    // An event that never was is another error.
    let retracted = Event::on(day("2025-06-20"), 7, EventKind::Retracted { sequence: 6 });
    let error = from.history.push(retracted).unwrap_err();
    assert_eq!(error.rule, HistoryRule::NothingToRetract { target: 6 });
}

#[test]
fn the_id_of_a_dropped_item_makes_no_new_item() {
    assert_eq!(july(closed("2025-06-01"), "2025-06-20", one_off()).unwrap(), ["12.00 EUR"]);
}

#[test]
fn sequence_numbers_go_on_after_the_dropped_ones() {
    let mut from = closed("2025-06-01");
    assert!(from.history.push(Event::on(day("2025-06-20"), 5, price(15))).is_err());
    assert!(from.history.push(Event::on(day("2025-06-20"), 6, price(15))).is_ok());
}

#[test]
fn a_checkpoint_is_closed_again_later_but_not_earlier() {
    let Checkpoint { history, books } = closed("2025-03-01");
    let error = close(&history, &books, day("2025-02-28")).unwrap_err();
    let (closed_before, already) = (day("2025-02-28"), day("2025-03-01"));
    assert_eq!(error, CloseError::Reopened { closed_before, already });
    // In two goes or in one: the same.
    assert_eq!(close(&history, &books, day("2025-06-01")).unwrap(), closed("2025-06-01"));
}

#[test]
fn books_are_closed_when_they_have_seen_all() {
    let (mut history, books) = billed();
    history.push(Event::on(day("2025-06-20"), 6, price(15))).unwrap();
    let error = close(&history, &books, day("2025-01-01")).unwrap_err();
    assert_eq!(error, CloseError::Unseen { seen: 5, newest: 6 });
}

#[test]
fn history_and_books_of_two_checkpoints_do_not_fit() {
    let (history, books) = billed();
    let march = closed("2025-03-01");
    let june = closed("2025-06-01");
    for (history, books) in [
        (&history, &june.books),
        (&june.history, &books),
        (&march.history, &june.books),
        (&june.history, &march.books),
    ] {
        let error = bill(history, books, day("2025-07-01")).unwrap_err();
        assert!(matches!(error, BillError::Books(BooksMismatch::OtherClosing { .. })), "{error}");
    }
    let error = bill(&history, &june.books, day("2025-07-01")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the history is closed before no day, the books are closed before 2025-06-01: they belong to different checkpoints (INV-10)"
    );
}
