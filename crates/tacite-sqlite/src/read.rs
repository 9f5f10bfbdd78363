//! Reading: streams from their newest snapshot on, everything in the order of the commits, what is due
//! (INV-1, CST-1).
//!
//! Of sub-1's 400 records, the last of them an invoice of 31.00 EUR, a snapshot at version 390 and ten records
//! are read. Is the snapshot damaged, 400 are, and the answer is the same.
//!
//! What a stream adds up to is decided by [`tacite_store::Stream::account`].

use std::fmt::Display;

use chrono::NaiveDate;
use rusqlite::{CachedStatement, Connection, Row, params};
use tacite::checkpoint::Checkpoint;
use tacite::contract::{CustomerId, SubscriptionId};
use tacite_formats::Reader;
use tacite_store::rules::StreamState;
use tacite_store::{
    Due, DueAfter, LedgerError, Position, Posted, Record, Recorded, Snapshot, Stream, Version,
};

use crate::encoding::{self, signed, unreadable, unsigned};
use crate::error::{At, failed};
use crate::stored;

/// Reads streams, of which one transaction sees the same commits.
pub(crate) fn streams(
    connection: &Connection,
    reader: Reader<'_>,
    subscriptions: &[SubscriptionId],
) -> Result<Vec<Stream>, LedgerError> {
    subscriptions.iter().map(|subscription| stream(connection, reader, *subscription)).collect()
}

fn stream(
    connection: &Connection,
    reader: Reader<'_>,
    subscription: SubscriptionId,
) -> Result<Stream, LedgerError> {
    let Some((id, StreamState { version, .. })) = stored::stream(connection, subscription)? else {
        let records = Vec::new();
        return Ok(Stream { subscription, version: Version::NEW, snapshot: None, records });
    };
    let snapshot = snapshot(connection, reader, (id, subscription, version))?;
    let after = snapshot.as_ref().map_or(Version::NEW, |snapshot| snapshot.version);
    let place = |at: u64| move || format!("stream {subscription}, version {at}");
    let sql = "SELECT version, event, posting, next_on FROM records \
               WHERE stream = ?1 AND version > ?2 ORDER BY version";
    let mut statement = connection.prepare_cached(sql).at_place(place(after.0))?;
    let mut rows = statement.query(params![id, signed(after.0)]).at_place(place(after.0))?;
    let (mut records, mut expected) = (Vec::new(), after.0);
    loop {
        expected = expected.saturating_add(1);
        let Some(row) = rows.next().at_place(place(expected))? else { break };
        let found = unsigned(row.get(0).at_place(place(expected))?);
        if found != expected {
            return Err(unreadable(place(expected)(), &format!("version {found} follows")));
        }
        records.push(record(row, 1, reader, &place(expected))?);
    }
    if expected != version.0.saturating_add(1) {
        let message = format!("the stream has version {version}, its records end before");
        return Err(unreadable(place(expected)(), &message));
    }
    Ok(Stream { subscription, version, snapshot, records })
}

/// Reads the snapshot of a stream, unless it is damaged: it is a cache.
fn snapshot(
    connection: &Connection,
    reader: Reader<'_>,
    (id, subscription, newest): (i64, SubscriptionId, Version),
) -> Result<Option<Snapshot>, LedgerError> {
    let place = || format!("snapshot of stream {subscription}");
    let sql = "SELECT version, digest, history, books FROM snapshots WHERE stream = ?1";
    let mut statement = connection.prepare_cached(sql).at_place(place)?;
    let mut rows = statement.query([id]).at_place(place)?;
    let Some(row) = rows.next().at_place(place)? else { return Ok(None) };
    let checkpoint = read_snapshot(row, reader, place).ok().flatten();
    let fits = |(version, checkpoint): &(Version, Checkpoint)| {
        *version <= newest && checkpoint.history.subscription() == subscription
    };
    Ok(checkpoint.filter(fits).map(|(version, checkpoint)| Snapshot {
        subscription,
        version,
        checkpoint,
    }))
}

/// Reads a snapshot of `version, digest, history, books`; none if it is not what was written.
pub(crate) fn read_snapshot(
    row: &Row<'_>,
    reader: Reader<'_>,
    place: impl Fn() -> String,
) -> Result<Option<(Version, Checkpoint)>, LedgerError> {
    let part = |index| row.get::<_, Vec<u8>>(index).at_place(&place);
    let version = unsigned(row.get(0).at_place(&place)?);
    let (digest, history, books) = (part(1)?, part(2)?, part(3)?);
    if digest != encoding::digest(version, [&history, &books]) {
        return Ok(None);
    }
    let history = encoding::of_bytes(reader, &place, &history)?;
    let books = encoding::of_bytes(reader, &place, &books)?;
    Ok(Some((Version(version), Checkpoint { history, books })))
}

/// Reads a record of `event, posting, next_on`, the first of which is column `first`.
pub(crate) fn record(
    row: &Row<'_>,
    first: usize,
    reader: Reader<'_>,
    place: &impl Fn() -> String,
) -> Result<Record, LedgerError> {
    let column = |index: usize| row.get_ref(first + index).at_place(place);
    let unreadable = |error: &dyn Display| unreadable(place(), &error);
    if let Some(event) = column(0)?.as_str_or_null().map_err(|error| unreadable(&error))? {
        return encoding::of_text(reader, place, event).map(Record::Event);
    }
    let posting = column(1)?;
    let posting = posting.as_blob().map_err(|error| unreadable(&error))?;
    let posting = encoding::of_bytes(reader, place, posting)?;
    let next_on = column(2)?.as_str_or_null().map_err(|error| unreadable(&error))?;
    let next_on = next_on.map(str::parse::<NaiveDate>).transpose();
    let next_on = next_on.map_err(|error| unreadable(&error))?;
    Ok(Record::Posted(Posted { posting, next_on }))
}

/// Lists the records of all streams.
pub(crate) fn records(
    connection: &Connection,
    reader: Reader<'_>,
    after: Position,
    at_most: usize,
) -> Result<Vec<Recorded>, LedgerError> {
    let place = || format!("the records after position {after}");
    let sql = "SELECT position, subscription, records.version, event, posting, next_on \
               FROM records JOIN streams ON streams.id = records.stream \
               WHERE position > ?1 ORDER BY position LIMIT ?2";
    let mut statement = connection.prepare_cached(sql).at_place(place)?;
    collect(&mut statement, params![number(after.0), limit(at_most)], place, |row| {
        let position = unsigned(row.get(0).at_place(place)?);
        let place = || format!("record at position {position}");
        let subscription: String = row.get(1).at_place(place)?;
        let subscription =
            SubscriptionId::new(&subscription).map_err(|error| unreadable(place(), &error))?;
        let version = Version(unsigned(row.get(2).at_place(place)?));
        let place = || format!("stream {subscription}, version {version}");
        let record = record(row, 3, reader, &place)?;
        Ok(Recorded { position: Position(position), subscription, version, record })
    })
}

/// Lists what is due. The customers are gone through in order: a page costs what it passes over.
pub(crate) fn due(
    connection: &Connection,
    on: NaiveDate,
    after: Option<DueAfter>,
    at_most: usize,
) -> Result<Vec<Due>, LedgerError> {
    let place = || format!("what is due on {on}");
    let sql = "SELECT version, sequence, postings, is_unbilled, due_day, customer, subscription \
               FROM streams INDEXED BY streams_by_customer \
               WHERE (customer, subscription) > (?1, ?2) AND (is_unbilled = 1 OR due_day <= ?3) \
               ORDER BY customer, subscription LIMIT ?4";
    let customer = after.as_ref().and_then(|after| after.customer.as_ref());
    let customer = customer.map_or("", CustomerId::as_str);
    let subscription = after.as_ref().map_or("", |after| after.subscription.as_str());
    let day = tacite::calendar::Day::of(on).number();
    let mut statement = connection.prepare_cached(sql).at_place(place)?;
    let values = params![customer, subscription, day, limit(at_most)];
    collect(&mut statement, values, place, |row| {
        let subscription: String = row.get(6).at_place(place)?;
        let place = || format!("stream {subscription}");
        let state = stored::state(row).at_place(place)?;
        let state = state.map_err(|message| unreadable(place(), &message))?;
        let subscription =
            SubscriptionId::new(&subscription).map_err(|error| unreadable(place(), &error))?;
        let (customer, version) = (state.customer, state.version);
        Ok(Due { customer, subscription, version, due_on: state.due.due_on() })
    })
}

/// Reads row by row.
pub(crate) fn collect<T>(
    statement: &mut CachedStatement<'_>,
    values: impl rusqlite::Params,
    place: impl Fn() -> String,
    mut read: impl FnMut(&Row<'_>) -> Result<T, LedgerError>,
) -> Result<Vec<T>, LedgerError> {
    let mut rows = statement.query(values).at_place(&place)?;
    let mut list = Vec::new();
    while let Some(row) = rows.next().map_err(|error| failed(&place(), &error))? {
        list.push(read(row)?);
    }
    Ok(list)
}

/// As many as are asked for, which may be all.
pub(crate) fn limit(at_most: usize) -> i64 {
    i64::try_from(at_most).unwrap_or(i64::MAX)
}

/// A position to begin after; there is none beyond what SQLite counts.
pub(crate) fn number(position: u64) -> i64 {
    i64::try_from(position).unwrap_or(i64::MAX)
}
