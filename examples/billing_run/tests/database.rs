//! What is kept in a file: found again, gone on with, told of by commands (INV-11, L2).

use std::fs;
use std::path::Path;

use tacite_sqlite::SqliteLedger;

use super::{DONE, FEE, NO_OUTPUT, Ran, SOME_FAILED, TOO_MUCH, USAGE, billing_run, event_file};

/// A database and event files in a folder that is gone afterwards.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// Runs on its database.
    fn run(&self, arguments: &[&str]) -> Ran {
        billing_run(&[arguments, &["--db", &self.path("tacite.db")]].concat())
    }
}

#[test]
fn a_job_that_is_run_again_finds_everything_done() {
    let place = Place::new();
    let job = ["--contract", "saas-team-seats"];
    let first = place.run(&job);
    assert_eq!(first.code, DONE);
    assert!(first.errors.contains("tacite.db: 25 invoices and 0 credit notes issued; it has 25"));
    let again = place.run(&job);
    assert_eq!((again.code, &again.out), (DONE, &first.out));
    assert!(
        again.errors.contains("tacite.db: everything was billed until 2026-12-31 already: "),
        "{}",
        again.errors
    );
    // The same as in memory, and the file is whole.
    assert_eq!(billing_run(&job).out, first.out);
    let ledger = SqliteLedger::open(place.path("tacite.db")).unwrap();
    assert!(ledger.integrity_check().unwrap().is_empty());
}

/// Stopped on 14 May 2025, it goes on with the 15th: the documents are those of one job.
#[test]
fn a_job_that_was_stopped_goes_on() {
    let place = Place::new();
    let until = |until| ["--contract", "saas-team-seats", "--until", until];
    let half = place.run(&until("2025-05-14"));
    let whole = place.run(&until("2026-12-31"));
    assert!(half.out.len() < whole.out.len());
    assert_eq!(whole.out, billing_run(&until("2026-12-31")).out);
}

/// A fee of 1,250.00 a month from 1 January 2025, imported, billed on two nights by the command.
#[test]
fn contracts_are_imported_and_billed_by_commands() {
    let place = Place::new();
    let data = event_file(place.folder.path(), "a-fee", FEE);
    let imported = place.run(&["import", &data]);
    assert_eq!(
        (imported.code, imported.out.as_str()),
        (DONE, "1 subscriptions read, 2 events recorded\n")
    );
    assert_eq!(place.run(&["import", &data]).out, "1 subscriptions read, 0 events recorded\n");
    let run = |arguments: &[&str]| place.run(&[&["run"], arguments].concat()).out;
    let january = "1 subscriptions looked at, 1 invoice and 0 credit notes issued\n  1500.00 EUR\n";
    assert_eq!(run(&["--as-of", "2025-01-31"]), january);
    let nothing = "0 subscriptions looked at, 0 invoices and 0 credit notes issued\n";
    assert_eq!(run(&["--as-of", "2025-01-31"]), nothing);
    assert_eq!(
        run(&["--from", "2025-02-01", "--as-of", "2025-03-31"]),
        "2 subscriptions looked at, 2 invoices and 0 credit notes issued\n  3000.00 EUR\n"
    );
    let schedule = place.run(&["schedule", "a-fee", "--until", "2025-04-30"]);
    assert_eq!(schedule.out.matches("billed").count(), 3);
    assert!(schedule.out.starts_with("# a-fee\n"), "{}", schedule.out);
    assert_eq!(place.run(&["schedule", "b-fee"]).code, USAGE);
    let document = place.run(&["document", "F2025-0002", "--lang", "fr"]);
    assert!(document.out.starts_with("FACTURE n°\u{a0}F2025-0002\n"), "{}", document.out);
    assert!(document.out.contains("     01/02/2025\n"), "{}", document.out);
    let none = place.run(&["document", "F2025-0004"]);
    assert_eq!(
        (none.code, none.errors.as_str()),
        (
            USAGE,
            "billing_run: there is no document F2025-0004; the run has F2025-0001 to F2025-0003\n"
        )
    );
}

#[test]
fn documents_are_exported_and_their_lines_explained() {
    let place = Place::new();
    place.run(&["--contract", "saas-team-seats", "--until", "2025-03-31"]);
    let lines = place.run(&["export", "--format", "csv"]).out;
    let key = lines.lines().nth(1).unwrap().split(',').nth(5).unwrap().to_owned();
    assert!(key.starts_with("saas-team-seats/seats/2025-01-31..2025-02-28/"), "{key}");
    let explained = place.run(&["explain", &key]);
    assert_eq!((explained.code, explained.errors.as_str()), (DONE, ""));
    assert_eq!(explained.out, billing_run(&["--explain", &key]).out);
    assert_eq!(place.run(&["explain", "saas-team-seats/nothing"]).code, USAGE);
    let documents = lines.lines().skip(1).map(|line| line.split(',').next().unwrap());
    let count = documents.collect::<std::collections::BTreeSet<_>>().len();
    let folder = place.path("out");
    for (format, name) in
        [("jsonl", "documents.jsonl"), ("json", "documents.json"), ("csv", "lines.csv")]
    {
        let ran = place.run(&["export", &folder, "--format", format]);
        assert_eq!(ran.out, format!("{count} documents exported to {folder}\n"));
        assert!(Path::new(&folder).join(name).is_file());
    }
    // A header, and a document a line.
    assert_eq!(place.run(&["export", "-"]).out.lines().count(), 1 + count);
    let json = fs::read_to_string(Path::new(&folder).join("documents.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json.as_array().unwrap().len(), count);
    place.run(&["export", &folder, "--format", "cbor"]);
    assert_eq!(fs::read_dir(Path::new(&folder).join("documents")).unwrap().count(), count);
    // The history is an event file again, which is billed alike.
    let events = Path::new(&folder).join("events/saas-team-seats.jsonl");
    let again =
        billing_run(&["--data", events.to_str().unwrap(), "--until", "2025-03-31", "--json"]);
    let first = billing_run(&["--contract", "saas-team-seats", "--until", "2025-03-31", "--json"]);
    assert_eq!((again.code, again.out), (DONE, first.out));
}

/// What failed on 3 January is told again, of the last night, and no other one is held up.
#[test]
fn what_can_not_be_billed_is_told_in_each_run() {
    let place = Place::new();
    event_file(place.folder.path(), "a-fee", FEE);
    event_file(place.folder.path(), "b-too-much", TOO_MUCH);
    let data = place.folder.path().to_str().unwrap().to_owned();
    let job = || place.run(&["--data", &data, "--until", "2025-01-31"]);
    for night in ["2025-01-03", "2025-01-31"] {
        let ran = job();
        assert_eq!((ran.code, ran.out.matches("Invoice of ").count()), (SOME_FAILED, 1));
        let told = format!("subscription b-too-much, on {night}: item fee, ");
        assert!(ran.errors.contains(&told), "{}", ran.errors);
    }
}

#[test]
fn a_file_that_says_something_else_is_told() {
    let place = Place::new();
    let data = event_file(place.folder.path(), "a-fee", FEE);
    place.run(&["import", &data]);
    event_file(place.folder.path(), "a-fee", TOO_MUCH);
    let ran = place.run(&["import", &data]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (SOME_FAILED, "1 subscriptions read, 0 events recorded\n")
    );
    assert!(
        ran.errors.contains("subscription a-fee is in the database with other events"),
        "{}",
        ran.errors
    );
}

#[test]
fn a_file_that_is_no_database_is_told() {
    let place = Place::new();
    fs::write(place.path("tacite.db"), "no database, but long enough to be looked at ".repeat(50))
        .unwrap();
    let ran = place.run(&["schedule"]);
    assert_eq!((ran.code, ran.out.as_str()), (NO_OUTPUT, ""));
    assert!(ran.errors.starts_with("billing_run: "), "{}", ran.errors);
    assert!(ran.errors.contains("tacite.db"), "{}", ran.errors);
}
