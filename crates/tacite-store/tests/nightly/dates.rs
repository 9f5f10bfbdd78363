//! Documents of a series are dated in the order of their numbers, whoever is billed first (INV-3, INV-11).

use std::collections::BTreeMap;

use tacite::contract::Text;
use tacite::document::Document;
use tacite_store::nightly::{Batch, Issuer, Nightly, nightly, nightly_through};
use tacite_store::{ByHand, Commit, Content, Key, Ledger, MemoryLedger, NewDocument, Series};

use crate::setup::{
    check_numbers, day, documents, fee_a_month, one_series, printed, record, series, subscription,
};

/// The first customer's month begins on Thursday 9 January 2025, the second one's on Monday the 6th.
fn two_customers() -> MemoryLedger {
    let ledger = MemoryLedger::new();
    for (number, start) in [(0, day(2025, 1, 9)), (1, day(2025, 1, 6))] {
        let mut events = fee_a_month(&format!("cust-{number}"), start);
        // Both were told of on 1 January.
        for event in &mut events {
            event.recorded_on = day(2025, 1, 1);
        }
        record(&ledger, subscription(number), events).unwrap();
    }
    ledger
}

/// In one go after a missed week, customer by customer, the second one's invoice is dated on Thursday.
#[test]
fn in_one_go_what_comes_later_is_dated_no_earlier() {
    let (ledger, issuer) = (two_customers(), one_series());
    let mut job = Nightly::new(&issuer);
    job.batch = Batch::Customers(1);
    nightly(&ledger, &job, day(2025, 1, 12)).unwrap();
    let issued = documents(&ledger);
    assert_eq!(
        printed(&issued),
        [
            "F2025-0001 2025-01-09 12.00 EUR: sub-00000",
            "F2025-0002 2025-01-09 12.00 EUR: sub-00001",
        ]
    );
    check_numbers(&issued);
    // In one commit they are numbered in the order of their dates.
    let ledger = two_customers();
    nightly(&ledger, &Nightly::new(&issuer), day(2025, 1, 12)).unwrap();
    assert_eq!(
        printed(&documents(&ledger)),
        [
            "F2025-0001 2025-01-06 12.00 EUR: sub-00001",
            "F2025-0002 2025-01-09 12.00 EUR: sub-00000",
        ]
    );
}

/// Night by night, each is dated as it would have been, however small the batches.
#[test]
fn a_missed_week_is_billed_night_by_night() {
    let (ledger, issuer) = (two_customers(), one_series());
    let mut job = Nightly::new(&issuer);
    job.batch = Batch::Customers(1);
    let nights = (day(2025, 1, 6), day(2025, 1, 12));
    let report = nightly_through(&ledger, &job, nights).unwrap();
    // On the first night both are looked at, as events of both are new.
    assert_eq!((report.looked_at, report.invoices), (3, 2));
    assert_eq!(
        printed(&documents(&ledger)),
        [
            "F2025-0001 2025-01-06 12.00 EUR: sub-00001",
            "F2025-0002 2025-01-09 12.00 EUR: sub-00000",
        ]
    );
}

/// A person made an invoice of 20 January; the month of 9 January is billed on the 10th, as it was due.
#[test]
fn a_document_by_hand_holds_later_ones_to_its_date() {
    let (ledger, issuer) = (two_customers(), one_series());
    let mut by_hand = Commit::new(Key::new("by hand").unwrap());
    let body = Text::from("Desk");
    let content =
        Content::ByHand(ByHand { key: Text::from("desk"), dated_on: day(2025, 1, 20), body });
    by_hand.documents.push(NewDocument { series: series("F"), content });
    ledger.commit(&by_hand).unwrap();
    nightly(&ledger, &Nightly::new(&issuer), day(2025, 1, 10)).unwrap();
    let issued = documents(&ledger);
    assert_eq!(
        printed(&issued),
        [
            "F2025-0001 by hand",
            "F2025-0002 2025-01-20 12.00 EUR: sub-00000",
            "F2025-0003 2025-01-20 12.00 EUR: sub-00001",
        ]
    );
    check_numbers(&issued);
}

/// The first customer has a series of its own.
struct ByCustomer;

impl Issuer for ByCustomer {
    fn series(&self, document: &Document) -> Series {
        series(if document.customer.as_str() == "cust-0" { "A" } else { "F" })
    }
}

#[test]
fn a_series_does_not_hold_another_one_to_its_dates() {
    let ledger = two_customers();
    let mut job = Nightly::new(&ByCustomer);
    job.batch = Batch::Customers(1);
    nightly(&ledger, &job, day(2025, 1, 12)).unwrap();
    assert_eq!(
        printed(&documents(&ledger)),
        [
            "A2025-0001 2025-01-09 12.00 EUR: sub-00000",
            "F2025-0001 2025-01-06 12.00 EUR: sub-00001",
        ]
    );
    let last = ["A", "F"].map(|name| {
        let state = ledger.series(&series(name).id).unwrap().unwrap();
        (name, state.last_on)
    });
    let last = BTreeMap::from(last);
    assert_eq!(last["F"], day(2025, 1, 6));
}
