//! L5: a backup that is made while others write is whole, and of one moment.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tacite_sqlite::{BackupError, SqliteLedger};
use tacite_store::{Ledger, Position};

use crate::fixture::{bill, gapless, numbers, start_monthly};

#[test]
fn a_backup_made_while_four_threads_write_is_of_one_moment() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let ledger = SqliteLedger::open(&path).unwrap();
    let is_done = AtomicBool::new(false);
    let copies = thread::scope(|scope| {
        for thread in 0..4 {
            let (path, is_done) = (&path, &is_done);
            scope.spawn(move || {
                let ledger = SqliteLedger::open(path).unwrap();
                for number in 0.. {
                    if is_done.load(Ordering::Relaxed) {
                        return;
                    }
                    let number = number * 4 + thread;
                    start_monthly(&ledger, number);
                    bill(&ledger, number, "2025-01-01");
                }
            });
        }
        let mut copies = Vec::new();
        while copies.len() < 5 || numbers(&ledger).len() < 40 {
            let copy = directory.path().join(format!("copy-{}.db", copies.len()));
            let before = numbers(&ledger).len();
            ledger.backup(&copy).unwrap();
            copies.push((before, copy, numbers(&ledger).len()));
        }
        is_done.store(true, Ordering::Relaxed);
        copies
    });
    for (before, copy, after) in copies {
        let copy = SqliteLedger::open(&copy).unwrap();
        assert_eq!(copy.integrity_check().unwrap(), []);
        let count = numbers(&copy).len();
        assert!(before <= count && count <= after, "{before} {count} {after}");
        assert_eq!(numbers(&copy), gapless(count));
        // It goes on as a ledger of its own.
        start_monthly(&copy, 1_000_000);
        bill(&copy, 1_000_000, "2025-01-01");
        assert_eq!(numbers(&copy), gapless(count + 1));
    }
    assert_eq!(ledger.integrity_check().unwrap(), []);
}

#[test]
fn a_backup_writes_nothing_over_and_leaves_nothing_half_done() {
    let directory = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::in_memory().unwrap();
    start_monthly(&ledger, 1);
    let path = directory.path().join("copy.db");
    std::fs::write(&path, "a letter").unwrap();
    assert_eq!(ledger.backup(&path), Err(BackupError::Exists { path: path.clone() }));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "a letter");

    // What an earlier one left behind does not stop it.
    let path = directory.path().join("other.db");
    std::fs::write(directory.path().join("other.db.part"), "half a copy").unwrap();
    ledger.backup(&path).unwrap();
    let copy = SqliteLedger::open(&path).unwrap();
    let all = |ledger: &SqliteLedger| ledger.records(Position(0), usize::MAX).unwrap();
    assert_eq!(all(&copy), all(&ledger));
    assert!(!directory.path().join("other.db.part").exists());

    let nowhere = directory.path().join("no such directory").join("copy.db");
    assert!(matches!(ledger.backup(&nowhere), Err(BackupError::Ledger(_))));
}
