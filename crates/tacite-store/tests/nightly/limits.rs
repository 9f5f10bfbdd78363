//! A call stops after so much work and says where to go on; batches are whole customers (INV-4, L5).

use tacite_store::nightly::{Batch, Nightly, Report, nightly, nightly_through};
use tacite_store::{Ledger, MemoryLedger};

use crate::setup::{check_numbers, day, documents, one_series, printed, record_fees, subscription};

/// Ten contracts of 10.00 and 2.00 of tax, two a customer, due since 1 January 2025.
fn ledger() -> MemoryLedger {
    let ledger = MemoryLedger::new();
    record_fees(&ledger, 10, (2, day(2025, 1, 1)));
    ledger
}

#[test]
fn all_of_a_night_is_billed_by_default() {
    let (ledger, issuer) = (ledger(), one_series());
    let report = nightly(&ledger, &Nightly::new(&issuer), day(2025, 1, 1)).unwrap();
    assert_eq!((report.looked_at, report.billed, report.commits), (10, 10, 1));
    assert_eq!((report.invoices, report.credit_notes, report.resume), (5, 0, None));
    let sums = report.sums.values().next().unwrap();
    assert_eq!((sums.net, sums.tax, sums.total), (10_000, 2_000, 12_000));
    let printed = printed(&documents(&ledger));
    assert_eq!(printed[0], "F2025-0001 2025-01-01 24.00 EUR: sub-00000 sub-00001");
    assert_eq!(printed[4], "F2025-0005 2025-01-01 24.00 EUR: sub-00008 sub-00009");
    let again = nightly(&ledger, &Nightly::new(&issuer), day(2025, 1, 31)).unwrap();
    assert_eq!(again, Report::default());
}

/// A page of 3 ends inside the second customer: it is billed whole all the same.
#[test]
fn a_batch_is_whole_customers_whatever_the_page() {
    for page in 1..=11 {
        let (ledger, issuer) = (ledger(), one_series());
        let mut job = Nightly::new(&issuer);
        (job.page, job.batch) = (page, Batch::Customers(3));
        let report = nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
        // 4, 4 and 2 subscriptions.
        assert_eq!((report.commits, report.invoices, report.looked_at), (3, 5, 10), "{page}");
    }
}

#[test]
fn subscriptions_alone_share_no_document() {
    let (ledger, issuer) = (ledger(), one_series());
    let mut job = Nightly::new(&issuer);
    job.batch = Batch::Subscription;
    let report = nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
    assert_eq!((report.commits, report.invoices), (10, 10));
    assert_eq!(printed(&documents(&ledger))[9], "F2025-0010 2025-01-01 12.00 EUR: sub-00009");
}

/// Three of one customer, two at most together: the third one is billed after them.
#[test]
fn a_customer_beyond_the_bound_gets_several_documents() {
    let (ledger, issuer) = (MemoryLedger::new(), one_series());
    record_fees(&ledger, 3, (3, day(2025, 1, 1)));
    let mut job = Nightly::new(&issuer);
    (job.batch, job.customer_max) = (Batch::Customers(1), 2);
    nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
    assert_eq!(
        printed(&documents(&ledger)),
        [
            "F2025-0001 2025-01-01 24.00 EUR: sub-00000 sub-00001",
            "F2025-0002 2025-01-01 12.00 EUR: sub-00002",
        ]
    );
}

/// At most 3 subscriptions a call, of customers that have 2: a call bills 4, as no customer is split.
#[test]
fn a_call_that_is_stopped_goes_on_where_it_was() {
    let (ledger, issuer) = (ledger(), one_series());
    let mut job = Nightly::new(&issuer);
    job.subscriptions_max = Some(3);
    let mut looked_at = Vec::new();
    loop {
        let report = nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
        looked_at.push(report.looked_at);
        let Some(resume) = report.resume else { break };
        assert_eq!(resume.as_of, day(2025, 1, 1));
        job.after = resume.after;
    }
    assert_eq!(looked_at, [4, 4, 2]);
    let issued = documents(&ledger);
    check_numbers(&issued);
    assert_eq!(issued.len(), 5);
}

/// One commit a call, over three nights: the months of January, February and March, five customers each.
#[test]
fn a_call_that_is_stopped_says_on_which_night() {
    let (ledger, issuer) = (ledger(), one_series());
    let mut job = Nightly::new(&issuer);
    (job.commits_max, job.batch) = (Some(1), Batch::Customers(8));
    let (mut from, to) = (day(2025, 1, 1), day(2025, 3, 1));
    let mut stops = Vec::new();
    while let Some(resume) = nightly_through(&ledger, &job, (from, to)).unwrap().resume {
        stops.push((resume.as_of.to_string(), resume.after.map(|after| after.subscription)));
        (from, job.after) = (resume.as_of, resume.after);
        assert!(stops.len() < 20, "it does not come to an end");
    }
    let last = Some(subscription(7));
    let months = ["2025-01-01", "2025-02-01", "2025-03-01"];
    let stopped: Vec<_> =
        stops.iter().filter(|stop| stop.1 == last).map(|stop| stop.0.as_str()).collect();
    assert_eq!(stopped, months);
    let dates: Vec<String> =
        documents(&ledger).iter().map(|one| one.content.dated_on().to_string()).collect();
    assert_eq!(dates, months.map(|month| [month; 5]).concat());
}

/// Books are a cache: the third posting and each third one after it come with a snapshot.
#[test]
fn a_stream_is_read_from_its_last_snapshot() {
    let (ledger, issuer) = (MemoryLedger::new(), one_series());
    record_fees(&ledger, 1, (1, day(2025, 1, 1)));
    let mut job = Nightly::new(&issuer);
    job.snapshot_every = std::num::NonZeroUsize::new(3);
    let read = |month| {
        nightly(&ledger, &job, day(2025, month, 1)).unwrap();
        let stream = ledger.streams(&[subscription(0)]).unwrap().remove(0);
        (stream.version.0, stream.records.len())
    };
    // Two events and a posting: version 3.
    assert_eq!([1, 2, 3, 4, 5].map(read), [(3, 0), (4, 1), (5, 2), (6, 0), (7, 1)]);
    ledger.drop_snapshots().unwrap();
    assert_eq!(read(6), (8, 0));
    assert_eq!(documents(&ledger).len(), 6);
}
