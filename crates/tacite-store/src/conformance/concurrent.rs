//! Many at a time: eight threads write, and each version, number and position is given once.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Barrier;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use tacite::issuing::DocumentNumber;

use super::broken::same;
use super::documents::gapless;
use super::look::records;
use super::sample::{append, by_hand, day, event, invoices, key, sub};
use super::{Broken, Fresh};
use crate::{
    Commit, Committed, Ledger, LedgerError, LedgerExt, Position, Recorded, Version, retrying,
};

const WRITERS: u64 = 8;

/// How often a ledger may say that it is busy.
const ATTEMPTS: u32 = 1_000;

/// Runs eight writers at once, and gives what each of them found.
fn eight<T: Send>(writer: impl Fn(u64) -> Result<T, Broken> + Sync) -> Result<Vec<T>, Broken> {
    thread::scope(|scope| {
        let writer = &writer;
        let threads: Vec<_> =
            (0..WRITERS).map(|number| scope.spawn(move || caught(|| writer(number)))).collect();
        let joined = threads.into_iter().map(|thread| {
            thread.join().unwrap_or_else(|_| Err(Broken::new("a thread of the suite panicked")))
        });
        joined.collect()
    })
}

/// A ledger that panics in one thread must not keep the others waiting for it.
fn caught<T>(call: impl FnOnce() -> Result<T, Broken>) -> Result<T, Broken> {
    let panicked = |_| Err(Broken::new("the ledger panicked"));
    catch_unwind(AssertUnwindSafe(call)).unwrap_or_else(panicked)
}

/// Eight writers want each version of one stream: one of them gets it, the others are told that they came too
/// late.
///
/// # Errors
/// [`Broken`].
pub fn eight_writers_win_each_version_once<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    const VERSIONS: u64 = 24;
    let (ledger, one, start) = (fresh(), sub("sub-1")?, Barrier::new(8));
    let ledger = retrying(ledger, ATTEMPTS);
    let won = eight(|writer| {
        let commit = |version| {
            let name = format!("writer-{writer}-{version}");
            append(&name, one, version, vec![event(version * WRITERS + writer + 1)])
        };
        let commits: Result<Vec<Commit>, Broken> = (0..VERSIONS).map(commit).collect();
        // All of them before the first look: who left early would be waited for at the start.
        let answers: Vec<Result<Result<Committed, LedgerError>, Broken>> = commits?
            .iter()
            .map(|commit| {
                start.wait();
                caught(|| Ok(ledger.commit(commit)))
            })
            .collect();
        let mut won = Vec::new();
        for (version, answer) in (0..VERSIONS).zip(answers) {
            match answer? {
                Ok(committed) => {
                    same("versions", &committed.versions, &vec![(one, Version(version + 1))])?;
                    won.push((version, writer));
                }
                Err(LedgerError::Conflict { expected, found, .. }) => {
                    same("expected", &expected, &Version(version))?;
                    same("found", &found, &Version(version + 1))?;
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(won)
    })?;
    let mut won: Vec<(u64, u64)> = won.concat();
    won.sort_unstable();
    let versions: Vec<u64> = won.iter().map(|(version, _)| *version).collect();
    same("versions won", &versions, &(0..VERSIONS).collect())?;
    let written = won.iter().map(|(version, writer)| event(version * WRITERS + writer + 1));
    same("what was won is there", &ledger.stream(one)?.records, &written.collect())
}

/// Eight writers issue documents of one series: each number is given once, and none is left out.
///
/// # Errors
/// [`Broken`].
pub fn eight_writers_number_without_gaps<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = retrying(fresh(), ATTEMPTS);
    let numbers = eight(|writer| {
        let mut numbers: Vec<DocumentNumber> = Vec::new();
        for note in 0..6 {
            let name = |part| format!("note-{writer}-{note}-{part}");
            let documents = (0..2).map(|part| by_hand(invoices(), &name(part), day(1)));
            let commit = Commit { documents: documents.collect(), ..Commit::new(key(&name(0))?) };
            numbers.extend(ledger.commit(&commit)?.numbers);
        }
        Ok(numbers)
    })?;
    let distinct: BTreeSet<DocumentNumber> = numbers.concat().into_iter().collect();
    same("numbers given", &distinct.len(), &96)?;
    same("documents", &gapless(&ledger, &invoices())?, &96)
}

/// Who reads from position to position while others write sees every record, once, in the order in which it
/// stays.
///
/// # Errors
/// [`Broken`].
pub fn a_reader_from_position_to_position_misses_nothing<L: Ledger>(
    fresh: Fresh<'_, L>,
) -> Result<(), Broken> {
    const EVENTS: u64 = 30;
    let (ledger, ended) = (retrying(fresh(), ATTEMPTS), AtomicU64::new(0));
    let write = |writer: u64| -> Result<(), Broken> {
        let of = sub(&format!("sub-{writer}"))?;
        for version in 0..EVENTS {
            let name = format!("event-{writer}-{version}");
            ledger.commit(&append(&name, of, version, vec![event(version + 1)])?)?;
        }
        Ok(())
    };
    let read = || -> Result<Vec<Recorded>, Broken> {
        let mut seen: Vec<Recorded> = Vec::new();
        loop {
            // Asked first: what is written before the last writer ends is on a page read after it.
            let is_last = ended.load(Ordering::SeqCst) == WRITERS - 1;
            let after = seen.last().map_or(Position::default(), |last| last.position);
            let page = ledger.records(after, 5)?;
            if page.is_empty() && is_last {
                return Ok(seen);
            }
            seen.extend(page);
            thread::yield_now();
        }
    };
    let seen = eight(|number| {
        // One reads, seven write.
        if number == 0 {
            return read();
        }
        let written = caught(|| write(number));
        ended.fetch_add(1, Ordering::SeqCst);
        written.map(|()| Vec::new())
    })?;
    let all = usize::try_from((WRITERS - 1) * EVENTS).unwrap_or(usize::MAX);
    same("records seen", &seen.concat().len(), &all)?;
    same("what was seen while it was written", &seen.concat(), &records(&ledger, 50)?)
}
