//! INV-10: books are checked when they are put together: each rule that a line can break, and none of
//! those that an engine makes.

use chrono::NaiveDate;
use proptest::prelude::*;
use tacite::bill;
use tacite::books::{BookLine, Books, BooksParts, BooksRule, LineName};
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Pause, PauseShape, Price, Recurrence, SubscriptionId, Tax,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, UnitPrice};
use tacite::schedule::{DayRange, DaySet};
use tacite_testkit::{laws, strategies};

use crate::settings::{NIGHTLY_CASES, config};

const FAILURES: &str = "laws/regressions/books.txt";

proptest! {
    #![proptest_config(config(NIGHTLY_CASES, FAILURES))]

    #[test]
    fn books_that_runs_made_pass_their_check(scenario in strategies::scenarios()) {
        laws::sound_books(&scenario)?;
    }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).expect("a date")
}

/// June at 10.00: charged on the 1st, days 11 to 20 credited on the 11th for 3.33.
fn june() -> BooksParts {
    let contract = Contract::new("Fee", CustomerId::new("cust-1").expect("an id"), Currency::EUR);
    let price = Price::Flat(UnitPrice::whole(10));
    let item = Item::recurring("Fee", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
    let id = ItemId::new("fee").expect("an id");
    let mut history = History::new(SubscriptionId::new("sub-1").expect("an id"));
    let mut books = Books::new();
    let pause = Pause::new(PauseShape::ByDays, Some(day(6, 21)));
    for (on, sequence, kind) in [
        (day(6, 1), 1, EventKind::Started { contract }),
        (day(6, 1), 2, EventKind::ItemAdded { id, item }),
        (day(6, 11), 3, EventKind::Paused { pause }),
    ] {
        history.push(Event::on(on, sequence, kind)).expect("a legal event");
        let billing = bill(&history, &books, on).expect("a billing");
        books.post(billing.posting).expect("a fresh posting");
    }
    books.into_parts()
}

/// Puts June together after a change of its lines: what is wrong, in words.
fn refused(change: impl FnOnce(&mut Vec<BookLine>)) -> (BooksRule, String) {
    let mut parts = june();
    change(&mut parts.items[0].lines);
    let error = Books::try_from(parts).expect_err("books that can't be");
    (error.rule, error.to_string())
}

fn days(start: u32, end: u32) -> DaySet {
    DaySet::of(DayRange::new(start, end).expect("days"))
}

#[test]
fn books_at_the_last_version_are_billed_without_a_panic() {
    let contract = Contract::new("Fee", CustomerId::new("cust-1").expect("an id"), Currency::EUR);
    let price = Price::Flat(UnitPrice::whole(10));
    let item = Item::recurring("Fee", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
    let id = ItemId::new("fee").expect("an id");
    let mut history = History::new(SubscriptionId::new("sub-1").expect("an id"));
    let start = day(6, 1);
    history.push(Event::on(start, 1, EventKind::Started { contract })).expect("an event");
    history.push(Event::on(start, 2, EventKind::ItemAdded { id, item })).expect("an event");
    let parts = BooksParts { version: u64::MAX, exponent: 2, ..BooksParts::default() };
    let mut books = Books::try_from(parts).expect("books");
    let billing = bill(&history, &books, start).expect("a run");
    assert_eq!(billing.documents.len(), 1);
    books.post(billing.posting).expect("posted");
    assert!(bill(&history, &books, start).expect("a run").documents.is_empty());
}

#[test]
fn a_charge_and_its_credit_are_sound() {
    let parts = june();
    let [charge, credit] = parts.items[0].lines.as_slice() else { panic!("two lines") };
    assert_eq!((charge.net, credit.net), (1_000, -333));
    assert!(Books::try_from(june()).is_ok());
}

#[test]
fn a_day_charged_twice_is_named() {
    // What is credited may be charged again, the other days may not.
    let again = |lines: &mut Vec<BookLine>, charged| {
        let other = BookLine { ordinal: 2, days: charged, ..lines[0].clone() };
        lines.push(other);
    };
    let (rule, text) = refused(|lines| again(lines, days(20, 22)));
    assert_eq!(rule, BooksRule::DayTwice { day: 21 });
    assert_eq!(
        text,
        "charge 2 of item fee, period [2025-06-01, 2025-07-01), terms 0: day 21 is charged already (INV-10)"
    );
    let mut parts = june();
    again(&mut parts.items[0].lines, days(11, 21));
    assert!(Books::try_from(parts).is_ok());
}

#[test]
fn a_credit_beyond_its_line_is_named() {
    let (rule, _) = refused(|lines| lines[1].net = -1_001);
    assert_eq!(rule, BooksRule::CreditBeyond { taken: 1_001, left: 1_000, corrects: 1 });
    let (rule, _) = refused(|lines| lines[1].gross = 1);
    assert_eq!(rule, BooksRule::CreditBeyond { taken: -1, left: 1_000, corrects: 1 });
    // To the cent it is allowed: so is all.
    let mut parts = june();
    (parts.items[0].lines[1].gross, parts.items[0].lines[1].net) = (-1_000, -1_000);
    assert!(Books::try_from(parts).is_ok());
    // Two credits, each within the line, together beyond it.
    let (rule, text) = refused(|lines| {
        let days = days(1, 2);
        lines.push(BookLine { ordinal: 2, days, net: -668, gross: -668, ..lines[1].clone() });
    });
    assert_eq!(rule, BooksRule::CreditBeyond { taken: 668, left: 667, corrects: 1 });
    assert!(text.starts_with("credit 2 of item fee"), "{text}");
}

#[test]
fn a_dangling_credit_is_named() {
    let (rule, text) = refused(|lines| lines[1].corrects = Some(2));
    assert_eq!(rule, BooksRule::Dangling { corrects: 2 });
    assert!(text.starts_with("credit 1 of item fee"), "{text}");
    // A credit comes after its charge.
    let (rule, _) = refused(|lines| lines.swap(0, 1));
    assert_eq!(rule, BooksRule::Dangling { corrects: 1 });
    let (rule, _) = refused(|lines| drop(lines.remove(0)));
    assert_eq!(rule, BooksRule::Dangling { corrects: 1 });
}

#[test]
fn days_are_those_of_the_line_and_of_the_period() {
    let (rule, _) = refused(|lines| lines[0].days = days(1, 32));
    assert_eq!(rule, BooksRule::NoSuchDay { day: 31, days: 30 });
    let (rule, _) = refused(|lines| lines[0].days = days(1, 20));
    assert_eq!(rule, BooksRule::DayNotCharged { day: 20, corrects: 1 });
    let (rule, _) = refused(|lines| lines[0].days = DaySet::EMPTY);
    assert_eq!(rule, BooksRule::NoDay);
}

#[test]
fn a_name_is_given_once_and_terms_are_there() {
    let (rule, _) = refused(|lines| {
        let twice = BookLine { days: days(11, 21), ..lines[0].clone() };
        lines.push(twice);
    });
    assert_eq!(rule, BooksRule::NamedTwice);
    let (rule, _) = refused(|lines| lines[1].terms = 1);
    assert_eq!(rule, BooksRule::NoTerms { terms: 1 });
}

#[test]
fn what_waits_is_a_credit_on_no_document() {
    let mut parts = june();
    let credit = &parts.items[0].lines[1];
    let (reference, terms, ordinal) = (credit.reference, credit.terms, credit.ordinal);
    let waiting = LineName { item: parts.items[0].id, reference, terms, is_credit: true, ordinal };
    parts.waiting = vec![waiting];
    let error = Books::try_from(parts.clone()).expect_err("it is on a document");
    assert_eq!(error.rule, BooksRule::NotWaiting);
    parts.items[0].lines[1].issue.document = None;
    assert!(Books::try_from(parts).is_ok());
}
