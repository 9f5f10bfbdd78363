//! What this version refuses, with the place and the rule.

use rust_decimal::Decimal;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::Cadence;
use tacite::contract::{
    DueRule, Item, ItemId, PartOfTotal, PaymentPart, PaymentTerms, Price, Recurrence, Tax,
    TaxCategory,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Percent, UnitPrice};

use crate::billing::{Nightly, day, history};

/// A pause.
const PAUSED: &str = r#"{"format":"tacite-events","version":1,"subscription":"paused"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-02","effective_on":"2025-01-10","event":{"paused":{"pause":{"shape":"by-days"}}}}
"#;

/// A change that is recorded after its days were billed.
const TOO_LATE: &str = r#"{"format":"tacite-events","version":1,"subscription":"too-late"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-15","effective_on":"2025-01-11","event":{"price-changed":{"id":"fee","price":"62.00"}}}
"#;

/// An amount off the whole with so many digits that it has no cents.
const OFF_THE_WHOLE: &str = r#"{"format":"tacite-events","version":1,"subscription":"gift"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","event":{"discount-granted":{"id":"gift","discount":{"label":"Gift","value":{"amount":"79228162514264337593543950335"},"lasts":"forever"}}}}
"#;

/// HIS-4: of every kind, none is ignored and none stops a run
#[test]
fn every_kind_of_event_is_billed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/formats/golden");
    let text = std::fs::read_to_string(format!("{folder}/v1-all-kinds.jsonl")).unwrap();
    let history = history(&text);
    let mut kinds: Vec<&str> = history.events().iter().map(|event| event.kind.name()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), 30);
    let mut job = Nightly::new([&history]);
    for tonight in day("2025-01-01").iter_days().take_while(|date| *date <= day("2026-12-31")) {
        assert_eq!(job.night(tonight).failures, [], "on {tonight}");
    }
}

/// CHG-9, MON-1: what can't be shared to the cent is a typed error, and nothing of the run is billed
#[test]
fn an_amount_off_the_whole_that_is_too_large_is_refused() {
    let error = bill(&history(OFF_THE_WHOLE), &Books::new(), day("2025-01-31")).unwrap_err();
    insta::assert_snapshot!(error, @"event 3: an amount is beyond ±9 223 372 036 854 775 807 minor units, or the exact product that it is rounded from beyond 128 bits (MON-1)");
}

/// INV-1: it can't be posted twice
#[test]
fn a_posting_fits_the_books_that_it_was_made_from() {
    let history = history(TOO_LATE).until_sequence(2);
    let mut books = Books::new();
    let billing = bill(&history, &books, day("2025-01-01")).unwrap();
    books.post(billing.posting.clone()).unwrap();
    insta::assert_snapshot!(books.post(billing.posting).unwrap_err(), @"the run was made from books of version 0, these have version 1: bill again (INV-1)");
}

/// INV-1: two subscriptions, one set of books
#[test]
fn books_belong_to_one_subscription() {
    let (mine, other) = (history(TOO_LATE).until_sequence(2), history(PAUSED).until_sequence(2));
    let mut books = Books::new();
    books.post(bill(&mine, &books, day("2025-01-01")).unwrap().posting).unwrap();
    let error = bill(&other, &books, day("2025-01-01")).unwrap_err();
    insta::assert_snapshot!(error, @"the history is of subscription paused, the books are of subscription too-late (INV-1)");
    let posting = bill(&other, &Books::new(), day("2025-01-01")).unwrap().posting;
    insta::assert_snapshot!(books.post(posting).unwrap_err(), @"the run is of subscription paused, the books are of subscription too-late (INV-1)");
    assert_eq!(books.version(), 1);
}

/// HIS-1, HIS-2: the checks follow retractions.
#[test]
fn an_end_is_checked_against_the_start_that_holds() {
    let mut log = history(TOO_LATE).until_sequence(2);
    let end =
        |sequence| Event::on(day("2024-12-31"), sequence, EventKind::EndSet { last_period: None });
    insta::assert_snapshot!(log.push(end(3)).unwrap_err(), @"event 3 (end-set): the end 2024-12-31 lies before the start 2025-01-01 (HIS-5)");
    log.push(Event::on(day("2025-01-01"), 4, EventKind::Retracted { sequence: 1 })).unwrap();
    log.push(end(5)).unwrap();
    insta::assert_snapshot!(log.push(end(5)).unwrap_err(), @"event 5 (end-set): the sequence number must be above 5, the one before it (HIS-1)");
    let first = Event::on(day("2025-01-01"), 0, EventKind::Resumed);
    let mut empty = History::new(log.subscription());
    insta::assert_snapshot!(empty.push(first).unwrap_err(), @"event 0 (resumed): the sequence number must be above 0, the one before it (HIS-1)");
}

/// INV-5, INV-12: values that only a program can build
#[test]
fn a_rate_without_a_category_and_shares_beyond_all_are_refused() {
    let mut log = history(TOO_LATE).until_sequence(2);
    let tax = Tax { rate: Percent::whole(20), ..Tax::without(TaxCategory::Exempt) };
    let changed = Event::on(day("2025-01-02"), 3, EventKind::TaxChanged { id: None, tax });
    insta::assert_snapshot!(log.push(changed).unwrap_err(), @"event 3 (tax-changed): tax category E has no rate, 20 % was given (INV-5)");
    let most = Percent::new(Decimal::MAX).unwrap();
    let part = PaymentPart { part: PartOfTotal::Percent(most), due: DueRule::OnReceipt };
    let payment_terms = PaymentTerms::Instalments(vec![part, part]);
    let changed = Event::on(day("2025-01-02"), 3, EventKind::PaymentTermsChanged { payment_terms });
    insta::assert_snapshot!(log.push(changed).unwrap_err(), @"event 3 (payment-terms-changed): instalments make 79228162514264337593543950335 % and no remainder: shares of 100 % or a remainder are needed (INV-12)");
    assert_eq!(log.events().len(), 2, "nothing is half-written");
}

/// MON-1: an item that was a one-off by mistake lends no sign to the recurring one.
#[test]
fn a_recurring_price_below_zero_is_refused_whatever_was_retracted() {
    let mut log = history(TOO_LATE).until_sequence(1);
    let id = ItemId::new("fee").unwrap();
    let price = Price::Flat(UnitPrice::whole(10));
    let once = Item::once("Fee", price.clone(), Tax::NONE);
    let monthly = Recurrence::every(Cadence::MONTHLY);
    let recurring = Item::recurring("Fee", price, Tax::NONE, monthly);
    let below_zero = UnitPrice::new(Decimal::NEGATIVE_ONE).unwrap();
    for (sequence, kind) in [
        (2, EventKind::ItemAdded { id, item: once }),
        (3, EventKind::PriceChanged { id, price: below_zero.into() }),
        (4, EventKind::Retracted { sequence: 2 }),
        (5, EventKind::ItemAdded { id, item: recurring }),
    ] {
        log.push(Event::on(day("2025-01-01"), sequence, kind)).unwrap();
    }
    let lower = EventKind::PriceChanged { id, price: below_zero.into() };
    let refused = log.push(Event::on(day("2025-01-01"), 6, lower)).unwrap_err();
    insta::assert_snapshot!(refused, @"event 6 (price-changed): recurring price -1 is negative, at least 0 is needed (MON-1)");
    let billing = bill(&log, &Books::new(), day("2025-01-01")).unwrap();
    assert_eq!(billing.documents[0].net.to_string(), "10.00 EUR");
}

/// INV-12: a share with 7 fractional digits has no weight in whole numbers.
#[test]
fn a_share_finer_than_six_digits_is_refused() {
    let share = Percent::new(Decimal::new(333_333_333, 7)).unwrap();
    let part = PaymentPart { part: PartOfTotal::Percent(share), due: DueRule::OnReceipt };
    let error = PaymentTerms::Instalments(vec![part]).check().unwrap_err();
    insta::assert_snapshot!(error, @"a share of 33.3333333 % has more than 6 fractional digits (INV-12)");
}
