//! INV-11: what somebody changes in the tables by hand is found.

use rusqlite::Connection;
use tacite_sqlite::SqliteLedger;

use crate::fixture::{bill, billing, start_monthly, stream};

/// What is done to a file, and a part of what is found.
const CHANGES: &[(&str, &str)] = &[
    (
        "UPDATE lines SET net = 1300 WHERE document = 2",
        "document F2025-0002 of Bureaux Partagés: the lines do not add up",
    ),
    (
        "UPDATE lines SET label = 'Desk 12' WHERE document = 2",
        "document F2025-0002 of series invoices of Bureaux Partagés: its rows in lines",
    ),
    (
        "UPDATE payables SET due_on = '2026-01-01' WHERE document = 3",
        "document F2025-0003 of series invoices of Bureaux Partagés: its rows in payables",
    ),
    (
        "UPDATE taxes SET amount = 0 WHERE document = 1",
        "document F2025-0001 of Bureaux Partagés: the taxes do not add up",
    ),
    (
        "UPDATE documents SET total = total + 1 WHERE position = 1",
        "F2025-0001 of Bureaux Partagés: net and tax do not add up",
    ),
    (
        "UPDATE documents SET number = 'F2025-0009' WHERE position = 4",
        "5 missing before F2025-0009, from F2025-0004 on",
    ),
    (
        "UPDATE documents SET dated_on = '2025-01-15' WHERE position = 3",
        "F2025-0003 is dated 2025-01-15, F2025-0002 is dated 2025-02-01",
    ),
    (
        "UPDATE series SET last_number = 'F2025-0005'",
        "series invoices of Bureaux Partagés: its row does not name its last document",
    ),
    (
        "UPDATE records SET version = 7 WHERE position = 4",
        "stream sub-1, version 4: it is missing, version 7 follows",
    ),
    (
        "UPDATE records SET posting = zeroblob(9) WHERE position = 3",
        "stream sub-1, version 3: value: ",
    ),
    (
        "UPDATE records SET event = replace(event, '2025-01-01', '2025-02-30') WHERE position = 2",
        "stream sub-1, version 2: value:1:",
    ),
    (
        "UPDATE records SET event = replace(event, '\"sequence\":2', '\"sequence\":1') WHERE position = 2",
        "event 1 can't follow event 1 (HIS-1)",
    ),
    ("UPDATE streams SET postings = 9", "stream sub-1: its row says"),
    (
        "UPDATE contents SET draft = zeroblob(9) WHERE document = 2",
        "document F2025-0002 of series invoices of Bureaux Partagés: value: ",
    ),
    ("UPDATE commits SET answer = '{}' WHERE key = 'start of sub-1'", "commit start of sub-1: "),
    (
        "DELETE FROM taxes WHERE document = 4",
        "document F2025-0004 of series invoices of Bureaux Partagés: its rows in taxes",
    ),
    (
        "PRAGMA foreign_keys = OFF; DELETE FROM streams",
        "records: a row refers to one of streams that is not there",
    ),
];

#[test]
fn every_change_by_hand_is_found_where_it_was_made() {
    let directory = tempfile::tempdir().unwrap();
    let whole = directory.path().join("whole.db");
    {
        let ledger = SqliteLedger::open(&whole).unwrap();
        start_monthly(&ledger, 1);
        let snapshot = stream(&ledger, 1).account().unwrap().snapshot();
        let mut commit = billing(stream(&ledger, 1), "2025-03-01");
        commit.snapshots.push(snapshot);
        tacite_store::Ledger::commit(&ledger, &commit).unwrap();
        bill(&ledger, 1, "2025-04-01");
        assert_eq!(ledger.integrity_check().unwrap(), []);
    }
    for (place, (change, expected)) in CHANGES.iter().enumerate() {
        let path = directory.path().join(format!("{place}.db"));
        std::fs::copy(&whole, &path).unwrap();
        Connection::open(&path).unwrap().execute_batch(change).unwrap();
        let findings = SqliteLedger::open(&path).unwrap().integrity_check().unwrap();
        let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(found.iter().any(|found| found.contains(*expected)), "{change}: {found:#?}");
    }
}
