//! The program as its users meet it: what it prints, what it says when something is wrong, how it
//! exits.

mod database;
mod documents;
mod explained;

use std::ffi::OsString;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use super::{DONE, NO_OUTPUT, SOME_FAILED, USAGE, run};

/// What a run prints, says and returns.
struct Ran {
    out: String,
    errors: String,
    code: u8,
}

/// The shipped contracts, without a file.
const IN_MEMORY: &[&str] = &["--db", ":memory:"];

fn billing_run(arguments: &[&str]) -> Ran {
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let code = run(arguments.iter().map(OsString::from), &mut out, &mut errors);
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { out: text(out), errors: text(errors), code }
}

fn event_file(folder: &Path, name: &str, item: &str) -> String {
    let path = folder.join(format!("{name}.jsonl"));
    let text = format!(
        r#"{{"format":"tacite-events","version":1,"subscription":"{name}"}}
{{"sequence":1,"recorded_on":"2025-01-01","event":{{"started":{{"contract":{{"label":"Fee","customer":"cust-{name}","currency":"EUR"}}}}}}}}
{item}
"#
    );
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

const FEE: &str = r#"{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"1250.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}"#;
/// More than an amount can hold.
const TOO_MUCH: &str = r#"{"sequence":2,"recorded_on":"2025-01-03","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"99999999999999999999"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}"#;

#[test]
fn the_shipped_contracts_are_billed_without_a_failure() {
    let ran = billing_run(IN_MEMORY);
    let summary = ":memory:: 549 invoices and 3 credit notes issued; it has 552 documents, F2025-0001 to \
                   F2026-0255\n";
    assert_eq!((ran.code, ran.errors.as_str()), (DONE, summary));
    assert_eq!(ran.out.matches("## Schedule").count(), 40);
    assert_eq!(ran.out.matches("Invoice of ").count(), 549);
    assert_eq!(ran.out.matches("Credit note of ").count(), 3);
    let sum = ran.out.lines().find(|line| line.trim_start().starts_with("Sum")).unwrap();
    let cells: Vec<&str> = sum.split_whitespace().collect();
    assert_eq!(cells, ["Sum", "524", "118,046.51", "19,803.36", "137,849.87"]);
}

#[test]
fn two_runs_print_the_same() {
    assert_eq!(billing_run(IN_MEMORY).out, billing_run(IN_MEMORY).out);
}

/// Three of the nights' documents are credit notes of invoices that a catch-up issues right at once.
#[test]
fn a_catch_up_needs_no_credit_notes_and_comes_to_the_same_net() {
    let net = |text: &str| -> Vec<String> {
        let sums = text.lines().filter(|line| line.starts_with("  Sum"));
        sums.map(|sum| sum.split_whitespace().nth(2).unwrap().to_owned()).collect()
    };
    let caught_up = billing_run(&["--as-of", "2026-12-31"]);
    assert_eq!((caught_up.code, caught_up.errors.as_str()), (DONE, ""));
    assert_eq!(caught_up.out.matches("Credit note of ").count(), 0);
    assert_eq!(caught_up.out.matches("Invoice of ").count(), 549);
    assert_eq!(net(&caught_up.out), net(&billing_run(IN_MEMORY).out));
    assert_eq!(billing_run(&["--db", ":memory:", "--json"]).out.lines().count(), 552);
}

#[test]
fn one_contract_is_printed_in_french() {
    let ran = billing_run(&["--contract", "lmb-mid-month", "--until", "2025-06-30", "--lang=fr"]);
    assert_eq!(ran.code, DONE);
    assert!(ran.out.contains("Facture du 01/06/2025 · client lmb-cust-402 · EUR"));
    assert!(ran.out.contains("du 16/05/2025 au 31/05/2025"));
    assert!(ran.out.contains("79,00 × 16/31"));
    assert!(ran.out.contains("Total TTC  143,72"));
    assert_eq!(ran.out.matches("Facture du").count(), 1);
}

#[test]
fn all_invoices_to_the_end_are_made_at_once() {
    let ran = billing_run(&["--to-end", "--contract", "eko-quarterly"]);
    assert_eq!((ran.code, ran.out.matches("Invoice of ").count()), (DONE, 8));
    assert!(ran.out.contains("Invoice of 1 Oct 2026"));
}

#[test]
fn a_contract_without_an_end_is_told_when_all_is_asked_for() {
    let ran = billing_run(&["--to-end", "--contract", "exact-coffee"]);
    assert_eq!(ran.code, SOME_FAILED);
    assert!(ran.errors.contains("subscription exact-coffee: the contract has no end"));
}

#[test]
fn decimals_are_strings_in_json() {
    let folder = tempfile::tempdir().unwrap();
    let file = event_file(folder.path(), "fee", FEE);
    let ran = billing_run(&["--data", &file, "--until", "2025-01-31", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(document["net"], "1250.00");
    assert_eq!((&document["kind"], &document["corrects"]), (&"invoice".into(), &().into()));
    assert_eq!(document["lines"][0]["period"]["end"], "2025-02-01");
    assert_eq!(document["payables"][0]["amount"], "1500.00");
}

#[test]
fn what_is_bad_is_listed_at_the_end_and_the_rest_is_billed() {
    let folder = tempfile::tempdir().unwrap();
    event_file(folder.path(), "a-fee", FEE);
    event_file(folder.path(), "b-too-much", TOO_MUCH);
    event_file(folder.path(), "c-broken", r#"{"sequence":2,"recorded_on":"2025-02-31"}"#);
    fs::copy(folder.path().join("a-fee.jsonl"), folder.path().join("d-again.jsonl")).unwrap();
    let data = folder.path().to_str().unwrap();
    let ran = billing_run(&["--data", data, "--until", "2025-01-31"]);
    assert_eq!(ran.code, SOME_FAILED);
    assert_eq!(ran.out.matches("Invoice of ").count(), 1);
    let told: Vec<&str> = ran.errors.lines().collect();
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told[0], "3 problems, the rest is billed:");
    assert!(told[1].contains("c-broken.jsonl:3:"));
    assert!(told[2].contains("d-again.jsonl: subscription a-fee is in"));
    assert!(told[3].contains("subscription b-too-much, on 2025-01-03: item fee, "));
}

#[test]
fn a_file_that_is_not_there_is_told() {
    let ran = billing_run(&["--data", "no/such/file.jsonl"]);
    assert_eq!(ran.code, SOME_FAILED);
    assert!(ran.errors.contains("no/such/file.jsonl: "));
}

#[test]
fn a_wrong_command_line_is_a_usage_error() {
    for wrong in [
        &["--nonsense"][..],
        &["--as-of"],
        &["--as-of", "2025-02-31"],
        &["--lang", "de"],
        &["--from", "2026-01-01", "--as-of", "2025-01-01"],
        &["--to-end", "--until", "2025-01-01"],
        &["--contract", "no-such-contract"],
        &["stray"],
        &["run"],
        &["run", "--as-of", "2025-02-31"],
        &["run", "stray", "--as-of", "2025-01-31"],
        &["import", "one", "two"],
        &["import", "--as-of", "2025-01-31"],
        &["document"],
        &["document", "F2025-0001", "--json"],
        &["explain", "--from", "2025-01-01"],
        &["export", "--format", "xml"],
        &["export", "--format", "cbor"],
        &["schedule", "--format", "csv"],
        &["--format", "csv"],
        &["--db"],
        &["--db", ":memory:", "--as-of", "2025-01-31"],
        &["--db", ":memory:", "--to-end"],
        &["--explain-end"],
        &["--explain-end", "telecom-phone"],
        &["--explain-end", "telecom-phone", "2026-02-31"],
        &["--explain-end", "telecom-phone", "24/08/2026"],
        &["--explain-end", "no-such-contract", "2026-08-24"],
        &["--explain-end", "telecom-phone", "2026-08-24", "--until", "2026-12-31"],
        &["--explain-end", "telecom-phone", "2026-08-24", "--json"],
        &["--explain-end", "telecom-phone", "2026-08-24", "--from", "2026-08-25"],
        &["--explain"],
        &["--explain", "no-such-contract/fee/2025-01-01..2025-02-01/0/+/1"],
        &["--explain", "telecom-phone/phone/2025-01-01..2025-02-01/0/+/1"],
        &["--explain", "telecom-phone"],
        &["--explain", "telecom-phone/x", "--json"],
        &["--explain", "telecom-phone/x", "--contract", "telecom-phone"],
        &["--explain", "telecom-phone/x", "--explain-end", "telecom-phone", "2026-08-24"],
        &["--why-not", "plan"],
        &["--why-not", "plan", "2026-08-24"],
        &["--why-not", "plan", "2026-02-31", "--contract", "telecom-phone"],
        &["--why-not", "no-such-item", "2026-08-24", "--contract", "telecom-phone"],
        &["--why-not", "plan", "2026-08-24", "--contract", "no-such-contract"],
        &["--why-not", "plan", "2026-08-24", "--contract", "telecom-phone", "--to-end"],
    ] {
        let ran = billing_run(wrong);
        assert_eq!((ran.code, ran.out.as_str()), (USAGE, ""), "{wrong:?}");
        assert!(ran.errors.starts_with("billing_run: "), "{}", ran.errors);
    }
}

#[test]
fn help_lists_the_options() {
    let ran = billing_run(&["--as-of", "2025-01-01", "--help"]);
    assert_eq!((ran.code, ran.out.as_str()), (DONE, super::HELP));
}

/// A reader that went away, or a disk that is full.
struct Closed(ErrorKind);

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let code = |kind| {
        let arguments = ["--contract", "saas-yen"].map(OsString::from);
        run(arguments, &mut Closed(kind), &mut Vec::new())
    };
    assert_eq!(code(ErrorKind::BrokenPipe), DONE);
    assert_eq!(code(ErrorKind::StorageFull), NO_OUTPUT);
}
