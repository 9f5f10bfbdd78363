//! L5, INV-11: a process that is killed while it commits leaves whole commits behind.

use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use chrono::Months;
use tacite_sqlite::SqliteLedger;
use tacite_store::{Ledger, Position};

use crate::children::child;
use crate::fixture::{billing, in_series_of, numbers, on, start_monthly, stream};

#[test]
fn what_a_killed_process_was_committing_is_there_or_is_not() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("tacite.db");
    // Each round kills at another moment: a commit takes some milliseconds at most.
    for round in 0..20_u32 {
        start_monthly(&SqliteLedger::open(&path).unwrap(), round);
        let mut command = child("children::bills_for_ever", &path, round);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        assert!(said.any(|line| line.unwrap().contains("begun")));
        sleep(Duration::from_micros(u64::from(1_300 * round + 700)));
        child.kill().unwrap();
        child.wait().unwrap();

        let ledger = SqliteLedger::open(&path).unwrap();
        let documents = numbers(&ledger).len();
        // Every commit has one posting, one invoice and one message: none has a part of them.
        let records = ledger.records(Position(0), usize::MAX).unwrap().len();
        let starts = 2 * usize::try_from(round + 1).unwrap();
        assert_eq!(records - starts, documents, "round {round}");
        let messages = rusqlite::Connection::open(&path).unwrap().query_row(
            "SELECT count(*) FROM outbox",
            [],
            |row| row.get::<_, u32>(0),
        );
        assert_eq!(usize::try_from(messages.unwrap()), Ok(documents), "round {round}");
        assert_eq!(ledger.integrity_check().unwrap(), [], "round {round}");
    }
    let ledger = SqliteLedger::open(&path).unwrap();
    let killed = numbers(&ledger).len();
    assert!(killed > 0, "no round committed anything");
    // And each goes on where it was.
    for round in 0..20 {
        let stream = stream(&ledger, round);
        // Two events, and a posting for each month that was billed.
        let months = u32::try_from(stream.version.0 - 2).unwrap();
        let next = (on("2025-01-01") + Months::new(months)).to_string();
        ledger.commit(&in_series_of(round, billing(stream, &next))).unwrap();
    }
    assert_eq!(numbers(&ledger).len(), killed + 20);
    assert_eq!(ledger.integrity_check().unwrap(), []);
}
