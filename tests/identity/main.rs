//! Identities of lines and documents (INV-11), and what extends a charge (INV-6): the same keys
//! whenever a line is billed, each key once, for ever.
#![expect(clippy::unwrap_used, reason = "a test says which events are billed")]

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use tacite::books::Books;
use tacite::calendar::{Cadence, Length};
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Phase, PhasePrice, Price, Recurrence, SubscriptionId, Tax,
};
use tacite::document::{Document, Line};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, Percent, Quantity, UnitPrice};
use tacite::{Billing, bill};

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn seats() -> Item {
    let price = Price::PerUnit(UnitPrice::whole(12));
    let vat = Tax::standard(Percent::whole(20));
    Item::recurring("Seats", price, vat, Recurrence::every(Cadence::MONTHLY))
        .times(Quantity::whole(3))
}

fn history(subscription: &str, item: &str, more: &[EventKind]) -> History {
    let start = date(2025, 1, 1);
    let contract = Contract::new("Team", CustomerId::new("cust-7").unwrap(), Currency::EUR);
    let id = ItemId::new(item).unwrap();
    let mut recurrence = Recurrence::every(Cadence::QUARTERLY);
    let price = PhasePrice::Price(UnitPrice::whole(5));
    recurrence.phases = vec![Phase { length: Length::days(40), price }];
    let support = Item::recurring(
        "Support",
        Price::Flat(UnitPrice::whole(90)),
        Tax::standard(Percent::whole(20)),
        recurrence,
    );
    let setup = Item::once("Set-up", Price::Flat(UnitPrice::whole(50)), Tax::NONE);
    let events = [
        EventKind::Started { contract },
        EventKind::ItemAdded { id, item: seats() },
        EventKind::ItemAdded { id: ItemId::new("support").unwrap(), item: support },
        EventKind::ItemAdded { id: ItemId::new("set-up").unwrap(), item: setup },
    ];
    let events = events.iter().chain(more).cloned();
    let numbered = (1..).zip(events).map(|(sequence, kind)| Event::on(start, sequence, kind));
    History::of(SubscriptionId::new(subscription).unwrap(), numbered).unwrap()
}

fn keys(documents: &[Document]) -> Vec<String> {
    documents.iter().flat_map(|document| &document.lines).map(Line::key).collect()
}

/// INV-11, L3
#[test]
fn a_key_does_not_depend_on_the_night_of_the_run() {
    let history = history("sub-1", "seats", &[]);
    let end = date(2026, 12, 31);
    let at_once = bill(&history, &Books::new(), end).unwrap();
    let (mut books, mut nightly) = (Books::new(), Vec::new());
    let mut night = date(2025, 1, 1);
    while night <= end {
        let Billing { documents, posting, .. } = bill(&history, &books, night).unwrap();
        books.post(posting).unwrap();
        nightly.extend(documents);
        night = night + Days::new(1);
    }
    let sorted = |documents: &[Document]| keys(documents).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(sorted(&at_once.documents), sorted(&nightly));
    let documents = |list: &[Document]| list.iter().map(Document::key).collect::<BTreeSet<_>>();
    assert_eq!(documents(&at_once.documents), documents(&nightly));
}

/// INV-11
#[test]
fn a_key_is_given_once() {
    let billing = bill(&history("sub-1", "seats", &[]), &Books::new(), date(2030, 12, 31)).unwrap();
    let keys = keys(&billing.documents);
    assert_eq!(keys.len(), 72 + 25 + 1, "months, quarters (the first at two prices), set-up");
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
}

/// INV-11: hosts store keys, so they never change. A change of this test is a breaking change.
#[test]
fn a_key_stays_what_it_is() {
    let billing = bill(&history("sub-1", "seats", &[]), &Books::new(), date(2025, 1, 1)).unwrap();
    assert_eq!(
        keys(&billing.documents),
        [
            "sub-1/seats/2025-01-01..2025-02-01/a671a430010c4288/+/1",
            "sub-1/support/2025-01-01..2025-04-01/d77346c84732f401/+/1",
            "sub-1/set-up/once/62cb90634a07a6aa/+/1",
        ]
    );
    assert_eq!(billing.documents[0].key(), format!("invoice:{}", keys(&billing.documents)[0]));
}

/// INV-11: a slash in a name is escaped, so `a/b` + `c` and `a` + `b/c` differ.
#[test]
fn names_with_slashes_do_not_run_into_each_other() {
    let first_key = |subscription, item| {
        let history = history(subscription, item, &[]);
        let billing = bill(&history, &Books::new(), date(2025, 1, 1)).unwrap();
        keys(&billing.documents)[0].clone()
    };
    assert!(first_key("a/b", "c").starts_with("a%2Fb/c/"));
    assert!(first_key("a", "b/c").starts_with("a/b%2Fc/"));
    assert_ne!(first_key("a%2Fb", "c"), first_key("a/b", "c"));
}

/// INV-6, INV-11: an end that is cleared after it was billed. January at 36.00: 14 days cost 16.26,
/// the 17 others 36.00 − 16.26 = 19.74.
#[test]
fn days_that_come_back_extend_the_charge_and_have_a_key_of_their_own() {
    let start = date(2025, 1, 1);
    let contract = Contract::new("Team", CustomerId::new("cust-7").unwrap(), Currency::EUR);
    let id = ItemId::new("seats").unwrap();
    let ended = [
        Event::on(start, 1, EventKind::Started { contract }),
        Event::on(start, 2, EventKind::ItemAdded { id, item: seats() }),
        Event {
            effective_on: date(2025, 1, 15),
            ..Event::on(start, 3, EventKind::EndSet { last_period: None })
        },
    ];
    let mut history = History::of(SubscriptionId::new("sub-1").unwrap(), ended).unwrap();
    let mut books = Books::new();
    let first = bill(&history, &books, start).unwrap();
    assert_eq!(first.next_on, None);
    books.post(first.posting).unwrap();

    history.push(Event::on(date(2025, 1, 10), 4, EventKind::EndCleared)).unwrap();
    let second = bill(&history, &books, date(2025, 1, 10)).unwrap();
    let line = &second.documents[0].lines[0];
    assert_eq!(first.documents[0].lines[0].net.to_string(), "16.26 EUR");
    assert_eq!(
        (line.net.to_string().as_str(), line.share.to_string().as_str()),
        ("19.74 EUR", "17/31")
    );
    assert_eq!(line.ordinal, 2);
    assert!(line.key().ends_with("/+/2"), "{}", line.key());
    assert_eq!(second.documents[0].dated_on, date(2025, 1, 10), "INV-3: recorded on the 10th");
    assert_eq!(second.next_on, Some(date(2025, 2, 1)));
}
