//! L5: what is opened for reading is not written, by nobody and in no way.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;

use tacite_sqlite::{Access, OpenError, Options, SqliteLedger};
use tacite_store::{Ledger, LedgerError, Retry};

use crate::children::child;
use crate::fixture::{bill, billing, gapless, numbers, start_monthly, stream};

#[test]
fn a_ledger_opened_for_reading_sees_what_others_commit_and_writes_nothing() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let writing = SqliteLedger::open(&path).unwrap();
    start_monthly(&writing, 1);
    let reading = SqliteLedger::open_read_only(&path).unwrap();
    assert_eq!(numbers(&reading), gapless(0));
    bill(&writing, 1, "2025-01-01");
    assert_eq!(numbers(&reading), gapless(1));

    let commit = billing(stream(&reading, 1), "2025-02-01");
    let error = reading.commit(&commit).unwrap_err();
    assert!(matches!(error, LedgerError::ReadOnly { .. }), "{error:?}");
    assert_eq!(error.retry(), Retry::Useless);
    assert!(matches!(reading.drop_snapshots(), Err(LedgerError::ReadOnly { .. })));
    assert_eq!(numbers(&writing), gapless(1));
    assert_eq!(reading.integrity_check().unwrap(), []);
}

#[test]
fn there_is_nothing_to_read_where_no_ledger_is() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let error = SqliteLedger::open_read_only(&path).unwrap_err();
    assert!(matches!(error, OpenError::Ledger(LedgerError::Unavailable { .. })), "{error:?}");
    assert!(!path.exists(), "reading makes no file");
    fs::write(&path, b"").unwrap();
    let error = SqliteLedger::open_read_only(&path).unwrap_err();
    assert_eq!(error, OpenError::Older { found: 0, known: tacite_sqlite::SCHEMA_VERSION });
    assert_eq!(SqliteLedger::open("").unwrap_err(), OpenError::NoPath);
}

#[test]
fn a_file_with_an_odd_name_is_read_as_unchanging() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("100 % é?#.db");
    {
        let ledger = SqliteLedger::open(&path).unwrap();
        start_monthly(&ledger, 1);
        bill(&ledger, 1, "2025-01-01");
    }
    let mut options = Options::default();
    options.access = Access::ReadUnchanging;
    let ledger = SqliteLedger::open_with(&path, options).unwrap();
    assert_eq!(numbers(&ledger), gapless(1));
    let copy = directory.path().join("copy.db");
    ledger.backup(&copy).unwrap();
    assert_eq!(numbers(&SqliteLedger::open(&copy).unwrap()), gapless(1));
}

/// A copy of the file with the log that a killed process left: what is in the log alone would be missing.
#[test]
fn a_file_with_a_log_beside_it_is_not_read_as_unchanging() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let copy = directory.path().join("copy.db");
    let ledger = SqliteLedger::open(&path).unwrap();
    start_monthly(&ledger, 1);
    bill(&ledger, 1, "2025-01-01");
    fs::copy(&path, &copy).unwrap();
    fs::copy(directory.path().join("tacite.db-wal"), directory.path().join("copy.db-wal")).unwrap();
    let mut options = Options::default();
    options.access = Access::ReadUnchanging;
    let error = SqliteLedger::open_with(&copy, options.clone()).unwrap_err();
    assert!(error.to_string().contains("copy.db-wal"), "{error}");
    // Once it is written back, it can be read.
    assert_eq!(numbers(&SqliteLedger::open(&copy).unwrap()), gapless(1));
    assert_eq!(numbers(&SqliteLedger::open_with(&copy, options).unwrap()), gapless(1));
}

/// Runs a child as a user for whom permission bits hold; none if that is not permitted, or that user
/// can't reach this program.
fn as_nobody(function: &str, path: &Path) -> Option<String> {
    let output = child(function, path, 1).uid(65_534).gid(65_534).output().ok()?;
    let said = String::from_utf8(output.stdout).unwrap();
    said.contains("running 1 test").then_some(said)
}

#[test]
fn a_file_and_a_directory_that_may_not_be_written_are_told_as_such() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    {
        let ledger = SqliteLedger::open(&path).unwrap();
        start_monthly(&ledger, 1);
        bill(&ledger, 1, "2025-01-01");
    }
    let mode = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    if chown(directory.path(), Some(65_534), Some(65_534)).is_err() {
        println!("not tested: only root may give files away");
        return;
    }
    // A directory that may be written, a file that may not.
    mode(directory.path(), 0o755);
    mode(&path, 0o444);
    let Some(said) = as_nobody("children::tries_to_write", &path) else {
        println!("not tested: another user can't run this program");
        return;
    };
    assert!(said.contains("open: Ledger(ReadOnly"), "{said}");
    let said = as_nobody("children::reads_only", &path).unwrap();
    assert!(said.contains("documents: 1"), "{said}");

    // Neither may be written, nobody who may has it open, and nobody left an index of the log.
    chown(directory.path(), Some(0), Some(0)).unwrap();
    for name in ["tacite.db-shm", "tacite.db-wal"] {
        drop(fs::remove_file(directory.path().join(name)));
    }
    let said = as_nobody("children::tries_to_write", &path).unwrap();
    assert!(said.contains("open: Ledger(ReadOnly"), "{said}");
    let said = as_nobody("children::reads_only", &path).unwrap();
    // The index of the log would have to be made.
    assert!(said.contains("open: Ledger(ReadOnly"), "{said}");
    let ledger = SqliteLedger::open(&path).unwrap();
    assert_eq!(numbers(&ledger), gapless(1));
    assert_eq!(ledger.integrity_check().unwrap(), []);
}
