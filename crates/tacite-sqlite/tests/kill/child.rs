//! The job of a host: it records what is told, bills, and notes that a night is done. Wherever it is killed,
//! started again it goes on with the night that is not done.

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use chrono::NaiveDate;
use tacite_sqlite::SqliteLedger;
use tacite_store::nightly::{Batch, Nightly, OneSeries, Report, Watch, nightly};
use tacite_store::{Append, Commit, Key, Ledger, Record, Version};

use crate::world::{FIRST, LAST, series, subscription, told};

/// Subscriptions in a commit.
const TOGETHER: usize = 10;

/// Tells the parent that a commit is done.
struct Lines;

impl Watch for Lines {
    fn batch(&self, _: NaiveDate, _: &Report) {
        line();
    }
}

fn line() {
    let mut out = io::stdout().lock();
    // A parent that is gone needs no line.
    let _gone = writeln!(out, "done").and_then(|()| out.flush());
}

/// Works through all nights that are not done yet.
pub(crate) fn work(path: &Path, subscriptions: usize) -> Result<(), Box<dyn Error>> {
    let ledger = SqliteLedger::open(path)?;
    let issuer = OneSeries(series());
    let mut job = Nightly::new(&issuer);
    job.batch = Batch::Customers(TOGETHER);
    job.watch = Some(&Lines);
    for night in FIRST.iter_days().take_while(|night| *night <= LAST) {
        let is_done = Key::new(format!("night/{night}"))?;
        if ledger.committed(&is_done)?.is_some() {
            continue;
        }
        record(&ledger, subscriptions, night)?;
        let report = nightly(&ledger, &job, night)?;
        if let Some(failure) = report.failures.first() {
            return Err(failure.to_string().into());
        }
        ledger.commit(&Commit::new(is_done))?;
        line();
    }
    Ok(())
}

/// Records what is told on a night, unless it is recorded.
fn record(
    ledger: &SqliteLedger,
    subscriptions: usize,
    night: NaiveDate,
) -> Result<(), Box<dyn Error>> {
    for first in (0..subscriptions).step_by(TOGETHER * 10) {
        let mut commit = Commit::new(Key::new(format!("told/{night}/{first}"))?);
        for number in first..subscriptions.min(first + TOGETHER * 10) {
            let events = told(number, night)?;
            if events.is_empty() {
                continue;
            }
            let subscription = subscription(number)?;
            let records = events.into_iter().map(Record::Event).collect();
            commit.appends.push(Append { subscription, expected: Version::NEW, records });
        }
        if commit.appends.is_empty() || ledger.committed(&commit.key)?.is_some() {
            continue;
        }
        let ids: Vec<_> = commit.appends.iter().map(|append| append.subscription).collect();
        for (append, stream) in commit.appends.iter_mut().zip(ledger.streams(&ids)?) {
            append.expected = stream.version;
        }
        ledger.commit(&commit)?;
        line();
    }
    Ok(())
}
