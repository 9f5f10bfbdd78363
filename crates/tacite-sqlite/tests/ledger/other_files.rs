//! What is no ledger, or not one that this program knows, is refused with a reason and left as it is.

use std::fs;

use rusqlite::Connection;
use tacite_sqlite::{OpenError, SCHEMA_VERSION, SqliteLedger};
use tacite_store::{Ledger, LedgerError, Position};

use crate::fixture::{bill, start_monthly};

#[test]
fn a_database_of_another_program_is_not_touched() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("contacts.db");
    let other = Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE contacts (name TEXT); PRAGMA user_version = 7").unwrap();
    drop(other);
    let before = fs::read(&path).unwrap();
    let refused = OpenError::OtherProgram { application_id: 0, user_version: 7 };
    assert_eq!(SqliteLedger::open(&path).unwrap_err(), refused);
    assert_eq!(SqliteLedger::open_read_only(&path).unwrap_err(), refused);
    assert_eq!(fs::read(&path).unwrap(), before);

    // Not even one without a version, if it has a table.
    let path = directory.path().join("notes.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE notes (text TEXT)").unwrap();
    let refused = OpenError::OtherProgram { application_id: 0, user_version: 0 };
    assert_eq!(SqliteLedger::open(&path).unwrap_err(), refused);
}

#[test]
fn a_file_that_is_no_database_is_corrupt() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    let text = "Dear Sir or Madam, ".repeat(100);
    fs::write(&path, &text).unwrap();
    let error = SqliteLedger::open(&path).unwrap_err();
    assert!(matches!(error, OpenError::Ledger(LedgerError::Corrupt { .. })), "{error:?}");
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    let error = SqliteLedger::open(directory.path()).unwrap_err();
    assert!(matches!(error, OpenError::Ledger(LedgerError::Unavailable { .. })), "{error:?}");
}

#[test]
fn a_newer_version_is_refused_by_its_number() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    drop(SqliteLedger::open(&path).unwrap());
    let newer = SCHEMA_VERSION + 1;
    Connection::open(&path).unwrap().pragma_update(None, "user_version", newer).unwrap();
    let refused = OpenError::Newer { found: newer, known: SCHEMA_VERSION };
    assert_eq!(SqliteLedger::open(&path).unwrap_err(), refused);
    assert_eq!(SqliteLedger::open_read_only(&path).unwrap_err(), refused);
}

#[test]
fn a_file_that_was_cut_off_is_corrupt_wherever_it_was_cut() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("whole.db");
    {
        let ledger = SqliteLedger::open(&path).unwrap();
        for number in 0..60 {
            start_monthly(&ledger, number);
            bill(&ledger, number, "2025-01-01");
        }
    }
    let whole = fs::read(&path).unwrap();
    for parts in 1..20 {
        let path = directory.path().join(format!("cut-{parts}.db"));
        fs::write(&path, &whole[..whole.len() * parts / 20]).unwrap();
        let ledger = match SqliteLedger::open(&path) {
            Err(OpenError::Ledger(LedgerError::Corrupt { .. })) => continue,
            opened => opened.unwrap(),
        };
        match ledger.integrity_check() {
            Err(LedgerError::Corrupt { .. }) => {}
            findings => assert_ne!(findings.unwrap(), [], "cut to {parts}/20"),
        }
        // Reading gives what is there, or says that it is damaged.
        match ledger.documents(Position(0), usize::MAX) {
            Err(LedgerError::Corrupt { .. }) => {}
            read => assert!(read.unwrap().len() <= 60, "cut to {parts}/20"),
        }
    }
}
