//! A file of each version that there was is kept for ever, and every later version opens it (L5).

use std::fs;
use std::path::{Path, PathBuf};

use tacite_sqlite::{SCHEMA_VERSION, SqliteLedger};
use tacite_store::{Ledger, Position};

use crate::fixture::{bill, numbers, start_monthly, stream};
use crate::views::example;

fn golden(version: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/v{version}.db"))
}

/// Makes the file of the version that is now the newest: once, when it becomes that.
///
/// `cargo test -p tacite-sqlite --test ledger -- --ignored makes_the_golden_file`
#[test]
#[ignore = "a golden file is made once and then never changed"]
fn makes_the_golden_file() {
    let path = golden(SCHEMA_VERSION);
    assert!(!path.exists(), "{} is there: it is never changed", path.display());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let ledger = SqliteLedger::in_memory().unwrap();
    example(&ledger);
    let snapshot = stream(&ledger, 2).account().unwrap().snapshot();
    let mut commit = crate::fixture::billing(stream(&ledger, 2), "2025-02-04");
    commit.snapshots.push(snapshot);
    ledger.commit(&commit).unwrap();
    ledger.backup(&path).unwrap();
}

#[test]
fn a_file_of_every_version_is_opened_and_goes_on() {
    for version in 1..=SCHEMA_VERSION {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("tacite.db");
        fs::copy(golden(version), &path).unwrap();
        let ledger = SqliteLedger::open(&path).unwrap();
        assert_eq!(ledger.schema_version().unwrap(), SCHEMA_VERSION);
        assert_eq!(ledger.integrity_check().unwrap(), [], "version {version}");
        let numbered = numbers(&ledger);
        assert_eq!(numbered, crate::fixture::gapless(7), "version {version}");
        // It says what it said: what the same acts make today is the same.
        let fresh = SqliteLedger::in_memory().unwrap();
        example(&fresh);
        let documents = |ledger: &SqliteLedger| ledger.documents(Position(0), 7).unwrap();
        assert_eq!(documents(&ledger), documents(&fresh), "version {version}");
        let records = |ledger: &SqliteLedger| ledger.records(Position(0), 12).unwrap();
        assert_eq!(records(&ledger)[..12], records(&fresh)[..12], "version {version}");
        assert!(stream(&ledger, 2).snapshot.is_some(), "version {version}");
        start_monthly(&ledger, 9);
        bill(&ledger, 1, "2025-03-01");
        assert_eq!(numbers(&ledger).len(), 8, "version {version}");
        assert_eq!(ledger.integrity_check().unwrap(), [], "version {version}");
    }
}
