//! A document is a draft until its posting is kept: it can change, wait for its payment, be made
//! ahead, and gets its number from the host.

use tacite::bill;
use tacite::books::Books;
use tacite::contract::ItemId;
use tacite::history::{Event, EventKind, History};
use tacite::money::Quantity;

use crate::billing::{day, history, nights_of, printed, shipped};

/// Three seats from 1 January, paid within 14 days.
const SEATS: &str = r#"{"format":"tacite-events","version":1,"subscription":"seats"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Team plan","customer":"cust-7","currency":"EUR","payment_terms":{"net":{"days":14}}}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"seats","item":{"label":"Seats","price":{"per-unit":"12.00"},"quantity":"3","tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// INV-1 (0.34, 0.35, 2.34, 2.35, 3.15): a run of every hour; what is said before the draft is posted
/// is in it, and what is posted is given once
#[test]
fn a_draft_changes_until_it_is_posted_and_is_issued_once() {
    let mut history = history(SEATS);
    let mut books = Books::new();
    let draft = bill(&history, &books, day("2025-01-01")).unwrap();
    assert_eq!(draft.documents[0].total.to_string(), "43.20 EUR");
    let id = ItemId::new("seats").unwrap();
    let kind = EventKind::QuantityChanged { id, quantity: Quantity::whole(4) };
    history.push(Event::on(day("2025-01-01"), 3, kind)).unwrap();
    let draft = bill(&history, &books, day("2025-01-01")).unwrap();
    insta::assert_snapshot!(printed(&draft.documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Seats  1 – 31 Jan 2025  4 × 12.00  48.00
                                    Net  48.00
                      VAT 20 % on 48.00   9.60
                                  Total  57.60
                        Due 15 Jan 2025  57.60
    ");
    books.post(draft.posting).unwrap();
    assert_eq!(bill(&history, &books, day("2025-01-01")).unwrap().documents, []);
}

/// INV-1 (0.33): on 10 January, the invoice of 1 February
#[test]
fn the_next_invoice_of_one_subscription_is_made_on_demand() {
    let history = history(SEATS);
    let mut books = Books::new();
    let january = bill(&history, &books, day("2025-01-10")).unwrap();
    let next_on = january.next_on.unwrap();
    books.post(january.posting).unwrap();
    let next = bill(&history, &books, next_on).unwrap();
    assert_eq!(next.documents.len(), 1);
    assert_eq!(next.documents[0].dated_on, day("2025-02-01"));
    books.post(next.posting).unwrap();
    assert_eq!(bill(&history, &books, day("2025-02-28")).unwrap().documents, []);
}

/// INV-1, INV-11, INV-12 (2.23, 2.24, 2.26, 2.36): the draft is the request for payment; it is issued
/// when the money is there, under the key that the payment names
#[test]
fn an_invoice_can_wait_for_its_payment() {
    let history = history(SEATS);
    let mut books = Books::new();
    let request = bill(&history, &books, day("2025-01-01")).unwrap();
    let payable = &request.documents[0].payables[0];
    assert_eq!(
        (payable.amount.to_string(), payable.due_on),
        ("43.20 EUR".into(), day("2025-01-15"))
    );
    let key = request.documents[0].key();
    // Not paid yet on the 2nd nor on the 9th: the same request.
    for tonight in ["2025-01-02", "2025-01-09"] {
        assert_eq!(bill(&history, &books, day(tonight)).unwrap().documents[0].key(), key);
    }
    // Paid: the host finds the request by its key, and posts. A second message changes nothing.
    let paid = bill(&history, &books, day("2025-01-10")).unwrap();
    assert_eq!(paid.documents[0].key(), key);
    books.post(paid.posting.clone()).unwrap();
    assert!(books.post(paid.posting).is_err());
}

/// INV-1, L1 (0.35, 3.12): after the host's own invoice 41
#[test]
fn documents_come_in_the_order_in_which_they_are_numbered() {
    let names = ["saas/team-seats", "exact-online/coffee", "telecom/phone", "press/weekly"];
    let histories: Vec<History> = names.iter().map(|name| shipped(name)).collect();
    let documents = nights_of(&histories.iter().collect::<Vec<_>>(), "2025-01-01", "2025-03-31");
    assert!(documents.is_sorted_by_key(|document| document.dated_on));
    let numbered: Vec<String> = (42..)
        .zip(&documents)
        .map(|(number, document)| format!("{number} {} {}", document.dated_on, document.customer))
        .collect();
    insta::assert_snapshot!(numbered.join("\n"), @"
    42 2025-01-13 exact-cust-102
    43 2025-01-31 saas-cust-601
    44 2025-02-10 exact-cust-102
    45 2025-02-10 telecom-cust-701
    46 2025-02-28 saas-cust-601
    47 2025-03-10 exact-cust-102
    48 2025-03-10 telecom-cust-701
    49 2025-03-15 saas-cust-601
    50 2025-03-31 saas-cust-601
    ");
}
