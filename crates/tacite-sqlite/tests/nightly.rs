//! Several nightly jobs on one SQLite file, each with a connection of its own: no document twice (L5, INV-11).
#![expect(clippy::unwrap_used, reason = "a test ends where something is not as it says")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Barrier;
use std::thread;

use chrono::NaiveDate;
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax, Text,
};
use tacite::history::{Event, EventKind};
use tacite::issuing::{NumberFormat, NumberedOn, check_sequence};
use tacite::money::{Currency, UnitPrice};
use tacite_sqlite::SqliteLedger;
use tacite_store::nightly::{Batch, Nightly, OneSeries, Report, Share, nightly};
use tacite_store::{
    Append, Commit, Key, Ledger, LedgerDocument, Position, Record, Series, SeriesId, Version,
};

/// Subscriptions of 10.00 a month, three a customer.
const SUBSCRIPTIONS: usize = 120;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

fn series() -> Series {
    let id = SeriesId { issuer: Text::from("Bureaux Partagés"), name: Text::from("F") };
    let format = NumberFormat::yearly("F", 4);
    Series { id, format }
}

fn append(number: usize) -> Append {
    let customer = CustomerId::new(&format!("cust-{:03}", number / 3)).unwrap();
    let contract = Contract::new("Fee", customer, Currency::EUR);
    let price = Price::Flat(UnitPrice::whole(10));
    let item = Item::recurring("Fee", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
    let id = ItemId::new("fee").unwrap();
    let events = [
        Event::on(day(1, 1), 1, EventKind::Started { contract }),
        Event::on(day(1, 1), 2, EventKind::ItemAdded { id, item }),
    ];
    Append {
        subscription: SubscriptionId::new(&format!("sub-{number:03}")).unwrap(),
        expected: Version::NEW,
        records: events.into_iter().map(Record::Event).collect(),
    }
}

/// Bills two months by three jobs at once; each begins a night once all are through with the one before.
fn billed(path: &Path, share: impl Fn(u32) -> Share + Sync) -> (Vec<LedgerDocument>, Report) {
    let ledger = SqliteLedger::open(path).unwrap();
    let mut commit = Commit::new(Key::new("fees").unwrap());
    commit.appends = (0..SUBSCRIPTIONS).map(append).collect();
    ledger.commit(&commit).unwrap();
    let (issuer, together) = (OneSeries(series()), Barrier::new(3));
    let mut all = Report::default();
    thread::scope(|scope| {
        let (issuer, together, share) = (&issuer, &together, &share);
        let work = |worker| {
            let ledger = SqliteLedger::open(path).unwrap();
            let mut job = Nightly::new(issuer);
            (job.batch, job.page, job.share) = (Batch::Customers(5), 20, share(worker));
            job.tries_max = 100;
            let mut all = Report::default();
            for night in [day(1, 1), day(1, 2), day(2, 1)] {
                together.wait();
                all.absorb(nightly(&ledger, &job, night).unwrap());
            }
            all
        };
        let jobs: Vec<_> = (0..3).map(|worker| scope.spawn(move || work(worker))).collect();
        for job in jobs {
            all.absorb(job.join().unwrap());
        }
    });
    assert!(ledger.integrity_check().unwrap().is_empty());
    (ledger.documents(Position(0), 1_000).unwrap(), all)
}

fn check(documents: &[LedgerDocument], report: &Report) {
    let keys: BTreeSet<String> = documents.iter().map(|one| one.content.key()).collect();
    // Forty customers, two months.
    assert_eq!((documents.len(), keys.len()), (80, 80));
    assert_eq!((report.billed, report.invoices, report.failures.len()), (240, 80, 0));
    let given: Vec<NumberedOn> = documents
        .iter()
        .map(|one| NumberedOn { number: one.number.clone(), dated_on: one.content.dated_on() })
        .collect();
    assert_eq!(check_sequence(&series().format, &given), []);
    let january = given.iter().filter(|one| one.dated_on == day(1, 1)).count();
    assert_eq!((january, given[79].number.as_str()), (40, "F2025-0080"));
}

#[test]
fn three_jobs_on_one_file_bill_each_customer_once() {
    let folder = tempfile::tempdir().unwrap();
    let (documents, report) = billed(&folder.path().join("tacite.db"), |_| Share::ALL);
    check(&documents, &report);
}

#[test]
fn three_jobs_with_shares_of_their_own_do_not_conflict() {
    let folder = tempfile::tempdir().unwrap();
    let share = |worker| Share::of(worker, 3).unwrap();
    let (documents, report) = billed(&folder.path().join("tacite.db"), share);
    check(&documents, &report);
    assert_eq!(report.conflicts, 0);
}
