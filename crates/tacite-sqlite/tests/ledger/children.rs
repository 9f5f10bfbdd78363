//! Other processes: this program, started again to do one thing with a file.
//!
//! What a child is told is in the environment, since the test runner takes no arguments of ours.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::Months;
use tacite_sqlite::SqliteLedger;
use tacite_store::LedgerError;

use crate::fixture::{bill, billing, in_series_of, on, start_monthly, stream};

/// Starts this program again, to run one of the functions below on a file.
pub(crate) fn child(function: &str, path: &Path, number: u32) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([function, "--exact", "--ignored", "--nocapture", "--test-threads", "1"]);
    command.env("TACITE_CHILD_FILE", path).env("TACITE_CHILD_NUMBER", number.to_string());
    command
}

fn told(name: &str) -> OsString {
    env::var_os(name).expect("it is started by another test")
}

fn file() -> PathBuf {
    PathBuf::from(told("TACITE_CHILD_FILE"))
}

fn number() -> u32 {
    told("TACITE_CHILD_NUMBER").to_str().unwrap().parse().unwrap()
}

/// Starts forty subscriptions and bills each once.
#[test]
#[ignore = "started by other tests"]
fn starts_forty() {
    let ledger = SqliteLedger::open(file()).unwrap();
    for one in 0..40 {
        let number = number() * 40 + one;
        start_monthly(&ledger, number);
        bill(&ledger, number, "2025-01-01");
    }
}

/// Bills a subscription that is there, month by month, until it is killed: each commit has a posting,
/// its documents and their messages, and a snapshot.
#[test]
#[ignore = "started by other tests"]
fn bills_for_ever() {
    let ledger = SqliteLedger::open(file()).unwrap();
    println!("begun");
    for month in 0..100_000 {
        let as_of = (on("2025-01-01") + Months::new(month)).to_string();
        let stream = stream(&ledger, number());
        let snapshot = stream.clone().account().unwrap().snapshot();
        // A series of its own: what is billed in another round may be dated later.
        let mut commit = in_series_of(number(), billing(stream, &as_of));
        commit.snapshots.push(snapshot);
        tacite_store::Ledger::commit(&ledger, &commit).unwrap();
    }
}

/// Tries to write a file that may not grow, or not be written, and says what it was answered.
#[test]
#[ignore = "started by other tests"]
fn tries_to_write() {
    let ledger = match SqliteLedger::open(file()) {
        Ok(ledger) => ledger,
        Err(error) => return println!("open: {error:?}"),
    };
    for month in 0..2_000 {
        let as_of = (on("2025-01-01") + Months::new(month)).to_string();
        let commit = billing(stream(&ledger, number()), &as_of);
        match tacite_store::Ledger::commit(&ledger, &commit) {
            Ok(_) => {}
            Err(LedgerError::Full { message }) => return println!("full: {message}"),
            Err(LedgerError::ReadOnly { message }) => return println!("read-only: {message}"),
            Err(LedgerError::Unavailable { message }) => return println!("unavailable: {message}"),
            Err(error) => panic!("{error:?}"),
        }
    }
    println!("written");
}

/// Opens a file for reading and says what it found.
#[test]
#[ignore = "started by other tests"]
fn reads_only() {
    match SqliteLedger::open_read_only(file()) {
        Ok(ledger) => println!("documents: {}", crate::fixture::numbers(&ledger).len()),
        Err(error) => println!("open: {error:?}"),
    }
}
