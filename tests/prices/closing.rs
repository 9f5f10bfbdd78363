//! INV-10, L13: what a checkpoint keeps of prices and taxes that something later seems to replace.

use std::fmt::Write;

use tacite::bill;
use tacite::books::Books;
use tacite::checkpoint::close;
use tacite::history::History;

use crate::billing::{day, history};

/// Monthly from 1 January 2025, 3 units at 30.00 flat, 20 % tax, and more events.
fn story(item: &str, billing: &str, more: &[&str]) -> History {
    let mut events = format!(
        r#"{{"format":"tacite-events","version":1,"subscription":"s"}}
{{"sequence":1,"recorded_on":"2025-01-01","event":{{"started":{{"contract":{{"label":"l","customer":"a","currency":"EUR","billing":{{{billing}}}}}}}}}}}
{{"sequence":2,"recorded_on":"2025-01-01","event":{{"item-added":{{"id":"i","item":{{"label":"Hosting","price":{{"flat":"30.00"}},{item}"quantity":"3","tax":{{"category":"standard","rate":"20"}},"schedule":{{"every":"1 month"}}}}}}}}}}
"#
    );
    for (number, event) in (3..).zip(more) {
        writeln!(events, "{{\"sequence\":{number},\"recorded_on\":\"2025-01-01\",{event}}}")
            .unwrap();
    }
    history(&events)
}

/// Closes a day after billing by it; net and tax of what is billed up to another day.
fn from_checkpoint(history: &History, closed: &str, until: &str) -> Vec<(i64, i64)> {
    let mut books = Books::new();
    books.post(bill(history, &books, day(closed)).unwrap().posting).unwrap();
    let checkpoint = close(history, &books, day(closed)).unwrap();
    let billed = bill(&checkpoint.history, &checkpoint.books, day(until)).unwrap();
    assert_eq!(billed.documents, bill(history, &books, day(until)).unwrap().documents);
    let totals = billed.documents.iter();
    totals.map(|document| (document.net.minor(), document.tax.minor())).collect()
}

/// A value is one of the price before it: 3 × 13.00 and not 13.00
#[test]
fn the_price_that_a_value_is_of_stays() {
    let model = r#""effective_on":"2025-02-01","event":{"price-changed":{"id":"i","price":{"per-unit":"12.00"}}}"#;
    let value =
        r#""effective_on":"2025-03-01","event":{"price-changed":{"id":"i","price":"13.00"}}"#;
    let history = story("", "", &[model, value]);
    assert_eq!(from_checkpoint(&history, "2025-04-15", "2025-05-01"), [(3_900, 780)]);
}

/// On 15 May the version of 2 April holds; that of 2 May, which replaces it, waits for 1 June
#[test]
fn a_version_that_holds_while_the_next_one_waits_stays() {
    let april = r#""effective_on":"2025-04-02","event":{"price-changed":{"id":"i","price":{"version":{"price":{"flat":"31.00"}}}}}"#;
    let may = r#""effective_on":"2025-05-02","event":{"price-changed":{"id":"i","price":{"version":{"price":{"flat":"32.00"}}}}}"#;
    let empty = r#""list":{"versions":[]},"#;
    let history = story(empty, "", &[april, may]);
    assert_eq!(from_checkpoint(&history, "2025-05-15", "2025-06-01"), [(3_200, 640)]);
    // The line of May stays, at the price of April's version.
    let mut books = Books::new();
    books.post(bill(&history, &books, day("2025-05-15")).unwrap().posting).unwrap();
    let checkpoint = close(&history, &books, day("2025-05-15")).unwrap();
    assert_eq!(checkpoint.history.events().len(), 4);
}

/// INV-5: the same of a tax, where the first day of a period decides
#[test]
fn a_tax_that_holds_while_the_next_one_waits_stays() {
    let april = r#""effective_on":"2025-04-02","event":{"tax-changed":{"tax":{"category":"standard","rate":"21"}}}"#;
    let may = r#""effective_on":"2025-05-02","event":{"tax-changed":{"tax":{"category":"standard","rate":"22"}}}"#;
    let history = story("", r#""tax_point":"period-start""#, &[april, may]);
    assert_eq!(from_checkpoint(&history, "2025-05-15", "2025-06-01"), [(3_000, 660)]);
}
