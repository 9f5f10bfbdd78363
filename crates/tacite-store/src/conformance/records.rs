//! Streams and records: versions, order, pages.

use super::broken::{refused, same};
use super::look::{Asked, records};
use super::sample::{append, by_hand, day, event, invoices, key, night, posted, started, sub};
use super::{Broken, Fresh};
use crate::{
    Append, Commit, DocumentName, Ledger, LedgerError, LedgerExt, Position, Record, Stream, Version,
};
use tacite::contract::Text;

/// A ledger that was not written to has nothing, and pages of nothing are empty.
///
/// # Errors
/// [`Broken`].
pub fn an_empty_ledger_has_nothing<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let (ledger, one) = (fresh(), sub("sub-1")?);
    let empty =
        Stream { subscription: one, version: Version::NEW, snapshot: None, records: Vec::new() };
    same("a stream that is not there", &ledger.streams(&[one, one])?, &vec![empty.clone(), empty])?;
    same("no streams", &ledger.streams(&[])?, &Vec::new())?;
    same("records", &ledger.records(Position::default(), 10)?, &Vec::new())?;
    same("documents", &ledger.documents(Position::default(), 10)?, &Vec::new())?;
    same("what is due", &ledger.due(day(400), None, 10)?, &Vec::new())?;
    same("a series", &ledger.series(&invoices().id)?, &None)?;
    same("a key", &ledger.committed(&key("night-1")?)?, &None)?;
    let name = DocumentName::Key { issuer: invoices().id.issuer, key: Text::from("note-1") };
    same("a document", &ledger.document(&name)?, &None)?;
    ledger.drop_snapshots()?;
    ledger.commit(&append("sub-1", one, 0, started("cust-1")?)?)?;
    same("a page of no records", &ledger.records(Position::default(), 0)?, &Vec::new())?;
    same("a page of no documents", &ledger.documents(Position::default(), 0)?, &Vec::new())?;
    same("a page of nothing due", &ledger.due(day(400), None, 0)?, &Vec::new())
}

/// A stream is read as it was written: events, postings, and what a posting says of the next day.
///
/// # Errors
/// [`Broken`].
pub fn a_stream_is_read_as_it_was_written<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let (ledger, one) = (fresh(), sub("sub-1")?);
    let mut written = started("cust-1")?;
    ledger.commit(&append("sub-1", one, 0, written.clone())?)?;
    for (number, name) in [(1, "night-1"), (32, "night-32"), (60, "night-60")] {
        let commit = night(&ledger, name, one, day(number))?;
        written.extend(commit.appends.iter().flat_map(|append| append.records.clone()));
        ledger.commit(&commit)?;
    }
    let stream = ledger.stream(one)?;
    same("records", &stream.records, &written)?;
    same("version", &stream.version, &Version(5))?;
    let account = stream.account()?;
    same("postings", &account.books.version(), &3)?;
    let issued: Vec<i64> = account.books.lines().map(|issued| issued.line.net).collect();
    same("lines of 31.00", &issued, &vec![3100, 3100, 3100])
}

/// Each version of a stream is written once: who expects another one is told both.
///
/// # Errors
/// [`Broken`].
pub fn each_version_is_written_once<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let (ledger, one) = (fresh(), sub("sub-1")?);
    let conflict = |expected, found| LedgerError::Conflict {
        subscription: one,
        expected: Version(expected),
        found: Version(found),
    };
    let early = ledger.commit(&append("early", one, 1, vec![event(1)])?);
    refused("version 1 of a stream that is not there", &early, &conflict(1, 0))?;
    let first = ledger.commit(&append("first", one, 0, vec![event(1), event(4)])?)?;
    same("versions", &first.versions, &vec![(one, Version(2))])?;
    for expected in [0, 1, 3, u64::MAX] {
        let stale = ledger.commit(&append("stale", one, expected, vec![event(5)])?);
        refused("another version", &stale, &conflict(expected, 2))?;
    }
    let second = ledger.commit(&append("second", one, 2, vec![event(5)])?)?;
    same("versions", &second.versions, &vec![(one, Version(3))])?;
    same("records", &ledger.stream(one)?.records, &vec![event(1), event(4), event(5)])
}

/// Streams of one commit are written together, in the order of the appends.
///
/// # Errors
/// [`Broken`].
pub fn two_streams_are_written_together<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let (ledger, one, two) = (fresh(), sub("sub-1")?, sub("sub-2")?);
    let mut commit = append("both", two, 0, vec![event(1), event(2)])?;
    let records = vec![event(7)];
    commit.appends.push(Append { subscription: one, expected: Version::NEW, records });
    let versions = ledger.commit(&commit)?.versions;
    same("versions", &versions, &vec![(two, Version(2)), (one, Version(1))])?;
    let order: Vec<_> = records_of(&ledger, 10)?;
    let expected = vec![(two, 1, event(1)), (two, 2, event(2)), (one, 1, event(7))];
    same("records in the order of the appends", &order, &expected)?;
    let read = ledger.streams(&[one, two, one])?;
    let versions: Vec<u64> = read.iter().map(|stream| stream.version.0).collect();
    same("streams as they are asked for", &versions, &vec![1, 2, 1])
}

fn records_of(
    ledger: &impl Ledger,
    size: usize,
) -> Result<Vec<(tacite::contract::SubscriptionId, u64, Record)>, Broken> {
    let all = records(ledger, size)?.into_iter();
    Ok(all.map(|one| (one.subscription, one.version.0, one.record)).collect())
}

/// An append without records holds a commit to a version, and makes no stream.
///
/// # Errors
/// [`Broken`].
pub fn an_append_without_records_checks_the_version<L: Ledger>(
    fresh: Fresh<'_, L>,
) -> Result<(), Broken> {
    let (ledger, one, two) = (fresh(), sub("sub-1")?, sub("sub-2")?);
    ledger.commit(&append("first", one, 0, vec![event(1)])?)?;
    let asked = Asked { streams: vec![one, two], ..Asked::default() };
    let before = asked.of(&ledger)?;
    let mut holds = append("holds", one, 1, Vec::new())?;
    let (expected, records) = (Version::NEW, Vec::new());
    holds.appends.push(Append { subscription: two, expected, records });
    let versions = ledger.commit(&holds)?.versions;
    same("versions", &versions, &vec![(one, Version(1)), (two, Version::NEW)])?;
    same("what can be read", &asked.of(&ledger)?, &before)?;
    let mut fails = append("fails", one, 0, Vec::new())?;
    fails.documents.push(by_hand(invoices(), "note-1", day(1)));
    let conflict =
        LedgerError::Conflict { subscription: one, expected: Version::NEW, found: Version(1) };
    refused("another version", &ledger.commit(&fails), &conflict)?;
    same("what can be read", &asked.of(&ledger)?, &before)
}

/// Records of all streams come in the order of their commits, and a page goes on where the last one ended,
/// whatever its size.
///
/// # Errors
/// [`Broken`].
pub fn records_come_in_pages<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let (ledger, one, two) = (fresh(), sub("sub-1")?, sub("sub-2")?);
    let mut expected = Vec::new();
    for sequence in 1..=4 {
        for (of, name) in [(two, "two"), (one, "one")] {
            let key = format!("{name}-{sequence}");
            ledger.commit(&append(&key, of, sequence - 1, vec![event(sequence)])?)?;
            expected.push((of, sequence, event(sequence)));
        }
    }
    let mut last = Commit::new(key("last")?);
    let records = vec![posted(one, 0, None), event(9)];
    last.appends.push(Append { subscription: one, expected: Version(4), records });
    ledger.commit(&last)?;
    expected.extend([(one, 5, posted(one, 0, None)), (one, 6, event(9))]);
    for size in [1, 2, 3, 10, 11] {
        same("records", &records_of(&ledger, size)?, &expected)?;
    }
    let end = ledger.records(Position::default(), 100)?.last().map(|last| last.position);
    let beyond = ledger.records(end.unwrap_or_default(), 100)?;
    same("after the last one", &beyond, &Vec::new())?;
    same("far beyond", &ledger.records(Position(u64::MAX), 100)?, &Vec::new())
}
