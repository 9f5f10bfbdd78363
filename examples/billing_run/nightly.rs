//! The nightly job: each night it records what its files have recorded so far, bills what is due, and notes
//! that the night is done (3.10, 3.11, 4.17).
//!
//! Killed on the way, it goes on with the night that is not done: whatever was committed is there once.

use std::io;

use chrono::NaiveDate;
use indicatif::{ProgressBar, ProgressStyle};
use tacite_store::nightly::{Interrupted, Nightly, Report, nightly, nightly_through};
use tacite_store::{Commit, Key, Ledger};

use crate::contracts::Shipped;
use crate::database::failed;
use crate::host::Host;
use crate::recorder::Recorder;

/// Records and bills, from one night to another. What can't be is added to `problems`.
pub(crate) fn bill(
    ledger: &dyn Ledger,
    contracts: &[Shipped],
    (from, until): (NaiveDate, NaiveDate),
    problems: &mut Vec<String>,
) -> io::Result<Report> {
    let Some(host) = host(problems) else { return Ok(Report::default()) };
    let job = Nightly::new(&host);
    let mut recorder = Recorder::new(ledger, contracts, problems)?;
    let mut all = Report::default();
    let progress = progress_bar(from, until);
    for tonight in from.iter_days().take_while(|night| *night <= until) {
        let is_done = is_done(tonight)?;
        // The last night is looked at in any case: there may be a new file.
        let known = ledger.committed(&is_done).map_err(|error| failed(&error))?;
        if known.is_none() || tonight == until {
            recorder.until(ledger, tonight)?;
            all.absorb(nightly(ledger, &job, tonight).map_err(|error| interrupted(&error))?);
            if known.is_none() {
                ledger.commit(&Commit::new(is_done)).map_err(|error| failed(&error))?;
            }
        }
        progress.inc(1);
    }
    progress.finish_and_clear();
    problems.extend(all.failures.iter().map(ToString::to_string));
    Ok(all)
}

/// Bills what is recorded, from one night to another. What can't be is added to `problems`.
pub(crate) fn bill_recorded(
    ledger: &dyn Ledger,
    nights: (NaiveDate, NaiveDate),
    problems: &mut Vec<String>,
) -> io::Result<Report> {
    let Some(host) = host(problems) else { return Ok(Report::default()) };
    let report = nightly_through(ledger, &Nightly::new(&host), nights);
    let report = report.map_err(|error| interrupted(&error))?;
    problems.extend(report.failures.iter().map(ToString::to_string));
    Ok(report)
}

/// Reads what the host says of documents; that it can't be read is added to `problems`.
fn host(problems: &mut Vec<String>) -> Option<Host> {
    Host::shipped().map_err(|problem| problems.push(problem)).ok()
}

/// The key of a commit that writes nothing but its key: the night is done.
fn is_done(night: NaiveDate) -> io::Result<Key> {
    Key::new(format!("night/{night}")).map_err(|error| failed(&error))
}

fn interrupted(error: &Interrupted) -> io::Error {
    failed(error)
}

/// A bar on stderr; hidden where that is no terminal.
fn progress_bar(from: NaiveDate, until: NaiveDate) -> ProgressBar {
    let nights = u64::try_from((until - from).num_days() + 1).unwrap_or(0);
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} nights")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(nights).with_style(style)
}
