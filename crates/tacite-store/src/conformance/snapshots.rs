//! Snapshots: caches, whose loss changes nothing.

use super::broken::same;
use super::sample::{append, day, event, night, started, sub};
use super::{Broken, Fresh};
use crate::{Commit, Key, Ledger, LedgerExt, Snapshot, Version};

/// Every night a snapshot: streams add up to the same, read from a snapshot or from all records.
///
/// # Errors
/// [`Broken`].
pub fn snapshots_change_no_answer<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let (with, without, one) = (fresh(), fresh(), sub("sub-1")?);
    for ledger in [&with, &without] {
        ledger.commit(&append("sub-1", one, 0, started("cust-1")?)?)?;
    }
    for number in [1, 32, 60, 91] {
        let name = format!("night-{number}");
        let mut commit = night(&with, &name, one, day(number))?;
        same("the night's commit", &commit, &night(&without, &name, one, day(number))?)?;
        without.commit(&commit)?;
        // A snapshot of what the commit itself makes of the stream.
        let mut stream = with.stream(one)?;
        stream.records.extend(commit.appends.iter().flat_map(|append| append.records.clone()));
        stream.version.0 += 1;
        commit.snapshots.push(stream.account()?.snapshot());
        with.commit(&commit)?;
        let read = with.stream(one)?;
        same("the records after the snapshot", &read.records, &Vec::new())?;
        let (read, plain) = (read.account()?, without.stream(one)?.account()?);
        same("the history", &read.history, &plain.history)?;
        same("the books", &read.books, &plain.books)?;
    }
    let due = with.due(day(400), None, 10)?;
    with.drop_snapshots()?;
    let read = with.stream(one)?;
    same("no snapshot any more", &read.snapshot, &None)?;
    same("the stream", &read, &without.stream(one)?)?;
    same("what is due", &with.due(day(400), None, 10)?, &due)
}

/// Of the snapshots of a stream the one of the latest version stays, in whatever order they come.
///
/// # Errors
/// [`Broken`].
pub fn the_newest_snapshot_stays<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let (ledger, one) = (fresh(), sub("sub-1")?);
    let mut versions = Vec::new();
    for version in 0..4 {
        versions.push(ledger.stream(one)?.account()?.snapshot());
        let name = format!("event-{version}");
        ledger.commit(&append(&name, one, version, vec![event(version + 1)])?)?;
    }
    let keep = |name: &str, snapshots: Vec<Snapshot>| -> Result<Option<u64>, Broken> {
        let commit = Commit { snapshots, ..Commit::new(Key::new(name)?) };
        ledger.commit(&commit)?;
        let read = ledger.stream(one)?;
        let kept = read.snapshot.as_ref().map_or(Version::NEW, |kept| kept.version);
        let after = read.version.0.saturating_sub(kept.0);
        same("the records after the snapshot", &(read.records.len() as u64), &after)?;
        let account = read.account()?;
        same("events", &account.history.events().len(), &4)?;
        Ok((kept > Version::NEW).then_some(kept.0))
    };
    let of = |version: usize| versions.get(version).cloned().into_iter().collect::<Vec<_>>();
    same("one of nothing is not kept", &keep("none", of(0))?, &None)?;
    same("version 2", &keep("two", of(2))?, &Some(2))?;
    same("version 1 after 2", &keep("one", of(1))?, &Some(2))?;
    same("versions 3 and 1 at once", &keep("both", [of(3), of(1)].concat())?, &Some(3))?;
    ledger.drop_snapshots()?;
    same("version 1 after all were dropped", &keep("anew", of(1))?, &Some(1))
}
