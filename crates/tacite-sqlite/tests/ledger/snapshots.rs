//! L13, CST-1: snapshots are a cache: one that is gone or damaged changes no answer.

use rusqlite::Connection;
use tacite_sqlite::SqliteLedger;
use tacite_store::{Ledger, Version};

use crate::fixture::{bill, billing, start_monthly, stream};

/// A file with a subscription of three months, and a snapshot of the first three records.
fn with_snapshot(path: &std::path::Path) -> SqliteLedger {
    let ledger = SqliteLedger::open(path).unwrap();
    start_monthly(&ledger, 1);
    bill(&ledger, 1, "2025-01-01");
    let snapshot = stream(&ledger, 1).account().unwrap().snapshot();
    let mut commit = billing(stream(&ledger, 1), "2025-02-01");
    commit.snapshots.push(snapshot);
    ledger.commit(&commit).unwrap();
    let read = stream(&ledger, 1);
    assert_eq!(read.snapshot.map(|snapshot| snapshot.version), Some(Version(3)));
    assert_eq!((read.version, read.records.len()), (Version(4), 1));
    ledger
}

#[test]
fn a_snapshot_that_is_damaged_is_passed_over_and_replaced() {
    let directory = tempfile::tempdir().unwrap();
    let damages = [
        "UPDATE snapshots SET books = zeroblob(20)",
        "UPDATE snapshots SET history = substr(history, 1, 40)",
        "UPDATE snapshots SET books = CAST(replace(CAST(books AS TEXT), 'desk', 'disk') AS BLOB)",
        "UPDATE snapshots SET version = 2",
        "UPDATE snapshots SET version = 99",
        "UPDATE snapshots SET digest = zeroblob(3)",
        "DELETE FROM snapshots",
    ];
    for (place, damage) in damages.into_iter().enumerate() {
        let path = directory.path().join(format!("{place}.db"));
        let ledger = with_snapshot(&path);
        let before = stream(&ledger, 1).account().unwrap();
        let damaged = Connection::open(&path).unwrap().execute(damage, []).unwrap();
        assert_eq!(damaged, 1, "{damage}");

        let read = stream(&ledger, 1);
        assert_eq!(read.snapshot, None, "{damage}");
        assert_eq!(read.records.len(), 4, "{damage}");
        let again = read.account().unwrap();
        assert_eq!((&again.history, &again.books), (&before.history, &before.books), "{damage}");
        let findings = ledger.integrity_check().unwrap().len();
        assert_eq!(findings, usize::from(!damage.starts_with("DELETE")), "{damage}");

        // The next snapshot takes its place.
        let mut commit = billing(stream(&ledger, 1), "2025-03-01");
        commit.snapshots.push(again.snapshot());
        ledger.commit(&commit).unwrap();
        let read = stream(&ledger, 1);
        assert_eq!(read.snapshot.map(|snapshot| snapshot.version), Some(Version(4)), "{damage}");
        assert_eq!(ledger.integrity_check().unwrap(), [], "{damage}");
    }
}
