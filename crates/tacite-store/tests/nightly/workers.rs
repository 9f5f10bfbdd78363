//! Several jobs at once on one ledger: no document twice, whoever wins (L5, INV-11).

use std::collections::BTreeSet;
use std::sync::Barrier;
use std::thread;

use tacite_store::MemoryLedger;
use tacite_store::nightly::{Batch, Nightly, Report, Share, nightly};

use crate::setup::{check_numbers, day, documents, one_series, record_fees};

/// Bills 300 contracts of 100 customers through three months, by so many workers. Each begins with a night
/// once all are through with the one before.
fn billed_by(workers: u32, share: impl Fn(u32) -> Share + Sync) -> (MemoryLedger, Report) {
    let ledger = MemoryLedger::new();
    record_fees(&ledger, 300, (3, day(2025, 1, 1)));
    let issuer = one_series();
    let together = Barrier::new(workers as usize);
    let report = thread::scope(|scope| {
        let (ledger, issuer, share, together) = (&ledger, &issuer, &share, &together);
        let work = |worker| {
            let mut job = Nightly::new(issuer);
            (job.batch, job.page, job.share) = (Batch::Customers(5), 20, share(worker));
            job.tries_max = 100;
            let mut all = Report::default();
            for night in day(2025, 1, 1).iter_days().take(90) {
                together.wait();
                all.absorb(nightly(ledger, &job, night).unwrap());
            }
            all
        };
        let jobs: Vec<_> = (0..workers).map(|worker| scope.spawn(move || work(worker))).collect();
        let mut all = Report::default();
        for job in jobs {
            all.absorb(job.join().unwrap());
        }
        all
    });
    (ledger, report)
}

fn check(ledger: &MemoryLedger, report: &Report) {
    let issued = documents(ledger);
    check_numbers(&issued);
    // A hundred customers, three months.
    let keys: BTreeSet<String> = issued.iter().map(|one| one.content.key()).collect();
    assert_eq!((issued.len(), keys.len()), (300, 300));
    let months = [1, 2, 3].map(|month| {
        issued.iter().filter(|one| one.content.dated_on() == day(2025, month, 1)).count()
    });
    assert_eq!(months, [100; 3]);
    assert_eq!((report.billed, report.invoices), (900, 300));
    assert_eq!(report.failures, []);
    assert_eq!(report.sums.values().next().unwrap().total, 900 * 1_200);
}

#[test]
fn four_jobs_on_the_same_customers_bill_each_once() {
    let (ledger, report) = billed_by(4, |_| Share::ALL);
    check(&ledger, &report);
}

#[test]
fn four_jobs_on_customers_of_their_own_do_not_get_in_each_others_way() {
    let (ledger, report) = billed_by(4, |worker| Share::of(worker, 4).unwrap());
    check(&ledger, &report);
    assert_eq!(report.conflicts, 0);
}

/// Workers of two versions of a program share customers out alike. `SipHash` 1-3 of the name, with a key of
/// zeros, by hand: 0x9158b7b67224bd55, 0x0d16a71d10ff3c5f and 0x4bdb3db4ae2b81db, modulo 3.
#[test]
fn a_name_stays_in_its_share() {
    for (name, worker) in [("cust-00000", 2), ("cust-00001", 0), ("cust-00002", 2)] {
        assert!(Share::of(worker, 3).unwrap().has(name), "{name}");
    }
}

/// The parts are those of everybody, and none is empty.
#[test]
fn each_customer_is_in_one_share() {
    assert_eq!(Share::of(3, 3), None);
    let mut sizes = [0; 3];
    for number in 0..300 {
        let name = format!("cust-{number:05}");
        assert!(Share::ALL.has(&name));
        let shares = (0..3).filter(|worker| Share::of(*worker, 3).unwrap().has(&name));
        let shares: Vec<u32> = shares.collect();
        assert_eq!(shares.len(), 1, "{name}");
        sizes[shares[0] as usize] += 1;
    }
    assert!(sizes.into_iter().all(|size| size > 70), "{sizes:?}");
}
