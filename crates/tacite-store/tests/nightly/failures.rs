//! What can't be billed is reported and stops nothing else; what a ledger fails at ends the call, with what
//! was done before (L12).

use tacite::contract::{Price, Text};
use tacite::document::Document;
use tacite::history::EventKind;
use tacite::issuing::Draft;
use tacite::money::{Quantity, UnitPrice};
use tacite_store::nightly::{
    Batch, Issuer, Nightly, NightlyError, Unissued, nightly, nightly_through,
};
use tacite_store::{
    ByHand, Commit, Content, Key, Ledger, LedgerError, MemoryLedger, Message, NewDocument, Parties,
    Series,
};

use crate::faults::Faulty;
use crate::setup::{
    check_numbers, day, documents, fee_a_month, one_series, printed, record, record_fees, series,
    subscription,
};

/// Ten contracts of one customer each; the third one's price is beyond what an amount can hold.
fn with_a_bad_one() -> MemoryLedger {
    let ledger = MemoryLedger::new();
    for number in 0..10 {
        let mut events = fee_a_month(&format!("cust-{number}"), day(2025, 1, 1));
        if number == 2 {
            let EventKind::ItemAdded { item, .. } = &mut events[1].kind else { panic!("an item") };
            item.price = Price::PerUnit(UnitPrice::whole(u32::MAX));
            item.quantity = Quantity::whole(u32::MAX);
        }
        record(&ledger, subscription(number), events).unwrap();
    }
    ledger
}

#[test]
fn a_bad_subscription_is_reported_and_the_rest_is_billed() {
    for batch in [Batch::Customers(100), Batch::Customers(4), Batch::Subscription] {
        let (ledger, issuer) = (with_a_bad_one(), one_series());
        let mut job = Nightly::new(&issuer);
        job.batch = batch;
        let report = nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
        assert_eq!((report.looked_at, report.billed, report.invoices), (10, 9, 9));
        let [failure] = &report.failures[..] else { panic!("one failure") };
        assert_eq!(failure.subscription, subscription(2));
        assert!(matches!(failure.error, NightlyError::Bill(_)));
        assert!(failure.to_string().starts_with("subscription sub-00002, on 2025-01-01: item fee"));
        check_numbers(&documents(&ledger));
    }
}

/// It is due every night, and told once a call.
#[test]
fn what_fails_night_after_night_is_told_once() {
    let (ledger, issuer) = (with_a_bad_one(), one_series());
    let nights = (day(2025, 1, 1), day(2025, 1, 31));
    let report = nightly_through(&ledger, &Nightly::new(&issuer), nights).unwrap();
    assert_eq!((report.looked_at, report.billed, report.failures.len()), (10 + 30, 9, 1));
}

/// One unit of 4,294,967,295.00 is what was meant, told on 5 January: billed that night, dated on it, as
/// what is recorded late is.
#[test]
fn what_failed_is_billed_once_it_can_be() {
    let (ledger, issuer) = (with_a_bad_one(), one_series());
    let job = Nightly::new(&issuer);
    nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
    let quantity = Quantity::whole(1);
    let id = tacite::contract::ItemId::new("fee").unwrap();
    let mut event =
        tacite::history::Event::on(day(2025, 1, 1), 3, EventKind::QuantityChanged { id, quantity });
    event.recorded_on = day(2025, 1, 5);
    record(&ledger, subscription(2), vec![event]).unwrap();
    let report = nightly(&ledger, &job, day(2025, 1, 5)).unwrap();
    assert_eq!((report.failures.len(), report.billed), (0, 1));
    assert_eq!(
        printed(&documents(&ledger))[9],
        "F2025-0010 2025-01-05 5153960754.00 EUR: sub-00002"
    );
}

/// Knows all customers but cust-00001.
struct Customers;

impl Issuer for Customers {
    fn series(&self, _: &Document) -> Series {
        series("F")
    }

    fn parties(&self, document: &Document) -> Result<Option<Parties>, Unissued> {
        if document.customer.as_str() == "cust-00001" {
            let message = "customer cust-00001 has no address".to_owned();
            return Err(Unissued { key: document.key(), message });
        }
        Ok(None)
    }

    fn edit(&self, draft: &mut Draft) {
        draft.notes.push(Text::from("Merci"));
    }

    fn messages(&self, document: &NewDocument) -> Vec<Message> {
        vec![Message {
            topic: Text::from("issued"),
            body: Text::from(document.content.key().as_str()),
        }]
    }
}

#[test]
fn what_the_host_does_not_issue_is_reported_and_not_billed() {
    let ledger = MemoryLedger::new();
    record_fees(&ledger, 6, (2, day(2025, 1, 1)));
    let report = nightly(&ledger, &Nightly::new(&Customers), day(2025, 1, 1)).unwrap();
    let failed: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
    assert_eq!(failed.len(), 2);
    assert!(
        failed[0]
            .starts_with("subscription sub-00002, on 2025-01-01: document invoice:sub-00002/fee/")
    );
    assert!(failed[0].ends_with(" can't be issued: customer cust-00001 has no address"));
    assert!(
        failed[1]
            .starts_with("subscription sub-00003, on 2025-01-01: document invoice:sub-00002/fee/")
    );
    let issued = documents(&ledger);
    assert_eq!(
        printed(&issued),
        [
            "F2025-0001 2025-01-01 24.00 EUR: sub-00000 sub-00001",
            "F2025-0002 2025-01-01 24.00 EUR: sub-00004 sub-00005",
        ]
    );
    let Content::Billed(draft, _) = &issued[0].content else { panic!("it was billed") };
    assert_eq!(draft.notes, [Text::from("Merci")]);
    let told = ledger.lease(&tacite_store::LeaseRequest {
        holder: Text::from("mailer"),
        topic: None,
        now: day(2025, 1, 1).and_hms_opt(3, 0, 0).unwrap().and_utc(),
        until: day(2025, 1, 1).and_hms_opt(3, 10, 0).unwrap().and_utc(),
        at_most: 10,
    });
    let told: Vec<String> =
        told.unwrap().iter().map(|one| one.message.body.as_str().to_owned()).collect();
    assert_eq!(told, [issued[0].content.key(), issued[1].content.key()]);
}

/// Somebody made a document by hand that has the key of one of the bills: its customer alone fails.
#[test]
fn what_the_ledger_refuses_is_split_by_customer() {
    let (ledger, issuer) = (MemoryLedger::new(), one_series());
    record_fees(&ledger, 6, (2, day(2025, 1, 1)));
    let other = MemoryLedger::new();
    record_fees(&other, 6, (2, day(2025, 1, 1)));
    let mut job = Nightly::new(&issuer);
    nightly(&other, &job, day(2025, 1, 1)).unwrap();
    let taken = Text::from(documents(&other)[1].content.key().as_str());
    let mut by_hand = Commit::new(Key::new("by hand").unwrap());
    by_hand.documents.push(NewDocument {
        series: series("F"),
        content: Content::ByHand(ByHand {
            key: taken,
            dated_on: day(2025, 1, 1),
            body: Text::from("Desk"),
        }),
    });
    ledger.commit(&by_hand).unwrap();
    job.batch = Batch::Customers(100);
    let report = nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
    let failed: Vec<_> = report.failures.iter().map(|failure| failure.subscription).collect();
    assert_eq!(failed, [subscription(2), subscription(3)]);
    assert!(matches!(
        report.failures[0].error,
        NightlyError::Ledger(LedgerError::DocumentExists { .. })
    ));
    assert_eq!((report.billed, report.looked_at), (4, 6));
    let issued = documents(&ledger);
    check_numbers(&issued);
    assert_eq!(
        printed(&issued),
        [
            "F2025-0001 by hand",
            "F2025-0002 2025-01-01 24.00 EUR: sub-00000 sub-00001",
            "F2025-0003 2025-01-01 24.00 EUR: sub-00004 sub-00005",
        ]
    );
}

/// One stream of six can't be read: the other one of its customer is billed, as all others are.
#[test]
fn a_stream_that_cant_be_read_stops_no_other_of_its_customer() {
    for batch in [Batch::Customers(100), Batch::Customers(1), Batch::Subscription] {
        let mut ledger = Faulty::of(MemoryLedger::new());
        record_fees(&ledger.inner, 6, (2, day(2025, 1, 1)));
        ledger.unreadable = Some(subscription(2));
        let issuer = one_series();
        let mut job = Nightly::new(&issuer);
        job.batch = batch;
        let report = nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
        let [failure] = &report.failures[..] else { panic!("one failure") };
        assert_eq!(
            failure.to_string(),
            "subscription sub-00002, on 2025-01-01: stream sub-00002, version 1: injected"
        );
        assert_eq!((report.billed, report.looked_at), (5, 6));
        check_numbers(&documents(&ledger));
    }
}

/// Dates every document on 1 January, whatever it says: a host that writes dates of its own.
struct OnTheFirst;

impl Issuer for OnTheFirst {
    fn series(&self, _: &Document) -> Series {
        series("F")
    }

    fn edit(&self, draft: &mut Draft) {
        let mut document = draft.document().clone();
        document.dated_on = day(2025, 1, 1);
        *draft = Draft::of(document);
    }
}

/// The series is at 1 February: a date before it is refused, and the job comes to an end.
#[test]
fn a_date_that_the_host_sets_back_is_reported() {
    let ledger = MemoryLedger::new();
    record_fees(&ledger, 1, (1, day(2025, 1, 1)));
    let issuer = one_series();
    nightly(&ledger, &Nightly::new(&issuer), day(2025, 2, 1)).unwrap();
    let report = nightly(&ledger, &Nightly::new(&OnTheFirst), day(2025, 3, 1)).unwrap();
    let [failure] = &report.failures[..] else { panic!("one failure") };
    assert!(matches!(failure.error, NightlyError::Ledger(LedgerError::DateGoesBack { .. })));
    assert_eq!(documents(&ledger).len(), 2);
}

/// The disk is full after two commits of two customers: the third one ends the call.
#[test]
fn a_full_disk_ends_the_call_with_what_was_done() {
    let mut ledger = Faulty::of(MemoryLedger::new());
    record_fees(&ledger.inner, 10, (2, day(2025, 1, 1)));
    ledger.full_after = Some(2);
    let issuer = one_series();
    let mut job = Nightly::new(&issuer);
    job.batch = Batch::Customers(4);
    let stopped = nightly(&ledger, &job, day(2025, 1, 1)).unwrap_err();
    assert_eq!(stopped.to_string(), "stopped after 2 commits: there is no room to write: injected");
    assert_eq!((stopped.report.billed, stopped.report.invoices), (8, 4));
    let resume = stopped.report.resume.unwrap();
    assert_eq!(resume.after.unwrap().subscription, subscription(7));
    // Room was made.
    ledger.full_after = None;
    job.after = resume.after;
    let report = nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
    assert_eq!((report.billed, report.resume), (2, None));
    let issued = documents(&ledger);
    check_numbers(&issued);
    assert_eq!(issued.len(), 5);
}

/// Each time the ledger is asked it may be busy or lose the answer: what was lost is not done twice.
#[test]
fn a_lost_answer_is_asked_for_again() {
    let mut ledger = Faulty::of(MemoryLedger::new());
    record_fees(&ledger.inner, 100, (2, day(2025, 1, 1)));
    ledger.one_of = 3;
    let issuer = one_series();
    let mut job = Nightly::new(&issuer);
    (job.batch, job.tries_max) = (Batch::Customers(2), 40);
    let report = nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
    assert_eq!((report.billed, report.invoices, report.conflicts), (100, 50, 0));
    assert!(report.replayed > 5 && report.asked_again > report.replayed, "{}", report.replayed);
    let issued = documents(&ledger);
    check_numbers(&issued);
    assert_eq!(issued.len(), 50);
    // With one try it ends where the ledger fails first, and the next call goes on.
    job.tries_max = 1;
    let night = (day(2025, 2, 1), day(2025, 2, 1));
    let mut calls = 1;
    while nightly_through(&ledger, &job, night).is_err() {
        calls += 1;
    }
    assert!(calls > 5, "{calls}");
    check_numbers(&documents(&ledger));
    assert_eq!(documents(&ledger).len(), 100);
}
