//! INV-11, L5: several writers of one file, as threads with a ledger each and as processes.

use std::thread;

use tacite::history::{Event, EventKind};
use tacite::money::UnitPrice;
use tacite_sqlite::{Options, SqliteLedger};
use tacite_store::{Append, Commit, Key, Ledger, LedgerError, Position, Record, Version};

use crate::children::child;
use crate::fixture::{bill, gapless, item, numbers, on, start_monthly, stream, sub};

#[test]
fn eight_threads_with_a_ledger_each_get_gapless_numbers() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    thread::scope(|scope| {
        for thread in 0..8 {
            let path = &path;
            scope.spawn(move || {
                // All open a file that is not there: one of them makes the tables.
                let ledger = SqliteLedger::open(path).unwrap();
                for number in 0..12 {
                    let number = thread * 12 + number;
                    start_monthly(&ledger, number);
                    bill(&ledger, number, "2025-01-01");
                }
            });
        }
    });
    let ledger = SqliteLedger::open(&path).unwrap();
    assert_eq!(numbers(&ledger), gapless(96));
    // 96 starts of two events, and 96 postings.
    let records = ledger.records(Position(0), usize::MAX).unwrap();
    let positions: Vec<u64> = records.iter().map(|record| record.position.0).collect();
    assert_eq!(positions, (1..=288).collect::<Vec<_>>());
    assert_eq!(ledger.integrity_check().unwrap(), []);
}

/// One makes the tables while the other looks what the file is: it is never another program's.
#[test]
fn a_file_that_is_being_made_is_opened_by_all() {
    let directory = tempfile::tempdir().unwrap();
    for round in 0..40 {
        let path = directory.path().join(format!("{round}.db"));
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| SqliteLedger::open(&path).unwrap());
            }
        });
    }
}

#[test]
fn of_eight_threads_one_wins_each_version() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    start_monthly(&SqliteLedger::open(&path).unwrap(), 1);
    let price = |version: u64| {
        let price = UnitPrice::whole(31).into();
        let kind = EventKind::PriceChanged { id: item(), price };
        Record::Event(Event::on(on("2025-01-15"), version + 1, kind))
    };
    let won: Vec<usize> = thread::scope(|scope| {
        let write = |thread| {
            let ledger = SqliteLedger::open(&path).unwrap();
            let mut won = 0;
            for version in 2..22 {
                let key = Key::new(format!("thread {thread}, {version}")).unwrap();
                let mut commit = Commit::new(key);
                let records = vec![price(version)];
                let expected = Version(version);
                commit.appends.push(Append { subscription: sub(1), expected, records });
                match ledger.commit(&commit) {
                    Ok(_) => won += 1,
                    // Others may be further on, and nobody is behind: the version was won by one.
                    Err(LedgerError::Conflict { found, .. }) => assert!(found > expected),
                    Err(error) => panic!("{error}"),
                }
            }
            won
        };
        let threads: Vec<_> = (0..8).map(|thread| scope.spawn(move || write(thread))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(won.iter().sum::<usize>(), 20, "{won:?}");
    let ledger = SqliteLedger::open(&path).unwrap();
    assert_eq!(stream(&ledger, 1).version, Version(22));
    assert_eq!(ledger.integrity_check().unwrap(), []);
}

#[test]
fn two_processes_write_one_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let run = |number| child("children::starts_forty", &path, number).spawn().unwrap();
    let children = [run(0), run(1)];
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let ledger = SqliteLedger::open(&path).unwrap();
    assert_eq!(numbers(&ledger), gapless(80));
    assert_eq!(ledger.integrity_check().unwrap(), []);
}

#[test]
fn who_waits_too_long_is_told_that_it_is_busy_and_has_written_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let mut options = Options::default();
    options.busy_timeout = std::time::Duration::from_millis(20);
    let ledger = SqliteLedger::open_with(&path, options).unwrap();
    start_monthly(&ledger, 1);

    let mut other = rusqlite::Connection::open(&path).unwrap();
    let immediate = rusqlite::TransactionBehavior::Immediate;
    let held = other.transaction_with_behavior(immediate).unwrap();
    let commit = crate::fixture::billing(stream(&ledger, 1), "2025-01-01");
    let error = ledger.commit(&commit).unwrap_err();
    assert!(matches!(error, LedgerError::Busy { .. }), "{error:?}");
    assert_eq!(error.retry(), tacite_store::Retry::Same);
    assert_eq!(numbers(&ledger), gapless(0));

    drop(held);
    ledger.commit(&commit).unwrap();
    assert_eq!(numbers(&ledger), gapless(1));
}
