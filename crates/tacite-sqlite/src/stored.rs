//! What a commit asks of the database before it is written: keys, streams, documents, series (INV-11).
//!
//! Stream sub-1 is at version 3, its next number is after F2025-0041: a row each, read in the transaction that
//! writes F2025-0042 of 31.00 EUR.
//!
//! What is refused is decided by [`tacite_store::rules`].

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, params};
use tacite::calendar::Day;
use tacite::contract::{CustomerId, SubscriptionId, Text};
use tacite::issuing::DocumentNumber;
use tacite_store::rules::{Answer, DueState, Stored, StreamState};
use tacite_store::{Committed, Key, LedgerError, RequestHash, SeriesId, SeriesState, Version};

use crate::encoding::{signed, unreadable, unsigned};
use crate::error::At;

/// The rows that a commit asks for.
pub(crate) struct Rows<'c> {
    pub(crate) connection: &'c Connection,
    /// Where the streams are that were asked for.
    pub(crate) ids: BTreeMap<SubscriptionId, i64>,
}

impl<'c> Rows<'c> {
    pub(crate) const fn new(connection: &'c Connection) -> Self {
        Self { connection, ids: BTreeMap::new() }
    }
}

impl Stored for Rows<'_> {
    fn answer(&mut self, key: &Key) -> Result<Option<Answer>, LedgerError> {
        answer(self.connection, key)
    }

    fn stream(&mut self, subscription: SubscriptionId) -> Result<StreamState, LedgerError> {
        match stream(self.connection, subscription)? {
            None => Ok(StreamState::NEW),
            Some((id, state)) => {
                self.ids.insert(subscription, id);
                Ok(state)
            }
        }
    }

    fn number(&mut self, issuer: &Text, key: &str) -> Result<Option<DocumentNumber>, LedgerError> {
        let place = || format!("document {key} of {issuer}");
        let sql = "SELECT number FROM documents WHERE key = ?1 AND issuer = ?2";
        let mut statement = self.connection.prepare_cached(sql).at_place(place)?;
        let found = statement.query_row(params![key, issuer.as_str()], |row| {
            row.get_ref(0).map(|number| number.as_str().map(DocumentNumber::new))
        });
        match found.optional().at_place(place)? {
            None => Ok(None),
            Some(Ok(Ok(number))) => Ok(Some(number)),
            Some(Ok(Err(error))) => Err(unreadable(place(), &error)),
            Some(Err(error)) => Err(unreadable(place(), &error)),
        }
    }

    fn series(&mut self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError> {
        self::series(self.connection, series)
    }
}

/// Finds what a key was answered.
pub(crate) fn answer(connection: &Connection, key: &Key) -> Result<Option<Answer>, LedgerError> {
    let place = || format!("commit {key}");
    let sql = "SELECT request, answer FROM commits WHERE key = ?1";
    let mut statement = connection.prepare_cached(sql).at_place(place)?;
    let row = statement.query_row([key.as_str()], |row| {
        Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, String>(1)?))
    });
    let Some((request, committed)) = row.optional().at_place(place)? else { return Ok(None) };
    let committed = read_answer(&committed).map_err(|message| unreadable(place(), &message))?;
    Ok(Some(Answer { request: RequestHash::of_bytes(request), committed }))
}

/// Versions of streams and numbers of documents.
type Written<'w> = (Vec<(&'w str, u64)>, Vec<&'w str>);

/// Writes an answer: `[[["sub-1",3]],["F2025-0042"]]`.
pub(crate) fn write_answer(committed: &Committed) -> Result<String, LedgerError> {
    let versions = committed.versions.iter().map(|(stream, version)| (stream.as_str(), version.0));
    let numbers = committed.numbers.iter().map(DocumentNumber::as_str);
    let written: Written<'_> = (versions.collect(), numbers.collect());
    serde_json::to_string(&written).map_err(|error| unreadable(String::from("the answer"), &error))
}

/// Reads an answer.
pub(crate) fn read_answer(text: &str) -> Result<Committed, String> {
    let (versions, numbers): (Vec<(String, u64)>, Vec<String>) =
        serde_json::from_str(text).map_err(|error| error.to_string())?;
    let versions = versions.into_iter().map(|(stream, version)| {
        let stream = SubscriptionId::new(&stream).map_err(|error| error.to_string())?;
        Ok((stream, Version(version)))
    });
    let numbers =
        numbers.iter().map(|number| DocumentNumber::new(number).map_err(|error| error.to_string()));
    Ok(Committed {
        versions: versions.collect::<Result<_, String>>()?,
        numbers: numbers.collect::<Result<_, String>>()?,
        replayed: false,
    })
}

/// Finds where a stream is, and how far.
pub(crate) fn stream(
    connection: &Connection,
    subscription: SubscriptionId,
) -> Result<Option<(i64, StreamState)>, LedgerError> {
    let place = || format!("stream {subscription}");
    let sql = "SELECT version, sequence, postings, is_unbilled, due_day, customer, id FROM streams \
               WHERE subscription = ?1";
    let mut statement = connection.prepare_cached(sql).at_place(place)?;
    let found = statement
        .query_row([subscription.as_str()], |row| Ok((row.get(6)?, state(row)?)))
        .optional()
        .at_place(place)?;
    let Some((id, state)) = found else { return Ok(None) };
    Ok(Some((id, state.map_err(|message| unreadable(place(), &message))?)))
}

/// Reads how far a stream is from `version, sequence, postings, is_unbilled, due_day, customer`.
pub(crate) fn state(row: &Row<'_>) -> rusqlite::Result<Result<StreamState, String>> {
    let due = due_state(row.get(3)?, row.get(4)?);
    let customer = customer(row.get_ref(5)?.as_str()?);
    let (version, newest_sequence, postings) = (row.get(0)?, row.get(1)?, row.get(2)?);
    Ok(due.and_then(|due| {
        Ok(StreamState {
            version: Version(unsigned(version)),
            newest_sequence: unsigned(newest_sequence),
            postings: unsigned(postings),
            customer: customer?,
            due,
        })
    }))
}

/// Reads who pays; nobody is known to while the text is empty.
pub(crate) fn customer(text: &str) -> Result<Option<CustomerId>, String> {
    let some = (!text.is_empty()).then(|| CustomerId::new(text));
    some.transpose().map_err(|error| error.to_string())
}

/// Reads when a stream is due.
pub(crate) fn due_state(is_unbilled: bool, due_day: Option<i32>) -> Result<DueState, String> {
    match due_day {
        _ if is_unbilled => Ok(DueState::AtOnce),
        None => Ok(DueState::Never),
        Some(number) => {
            let day = Day::from_number(number).map_err(|error| error.to_string())?;
            Ok(DueState::On(day.date()))
        }
    }
}

/// Makes or changes the row of a stream, and returns where it is.
pub(crate) fn write_stream(
    rows: &Rows<'_>,
    subscription: SubscriptionId,
    state: &StreamState,
) -> rusqlite::Result<i64> {
    let (is_unbilled, due_day) = match state.due {
        DueState::Never => (false, None),
        DueState::AtOnce => (true, None),
        DueState::On(on) => (false, Some(Day::of(on).number())),
    };
    let customer = state.customer.as_ref().map_or("", CustomerId::as_str);
    let (version, sequence, postings) =
        (signed(state.version.0), signed(state.newest_sequence), signed(state.postings));
    if let Some(id) = rows.ids.get(&subscription) {
        let sql = "UPDATE streams SET version = ?1, sequence = ?2, postings = ?3, is_unbilled = ?4, \
                   due_day = ?5, customer = ?6 WHERE id = ?7";
        let values = params![version, sequence, postings, is_unbilled, due_day, customer, id];
        rows.connection.prepare_cached(sql)?.execute(values)?;
        return Ok(*id);
    }
    let sql = "INSERT INTO streams (version, sequence, postings, is_unbilled, due_day, customer, \
               subscription) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let subscription = subscription.as_str();
    let values = params![version, sequence, postings, is_unbilled, due_day, customer, subscription];
    rows.connection.prepare_cached(sql)?.insert(values)
}

/// Tells how far a series is.
pub(crate) fn series(
    connection: &Connection,
    series: &SeriesId,
) -> Result<Option<SeriesState>, LedgerError> {
    let place = || format!("series {series}");
    let sql = "SELECT last_number, last_on FROM series WHERE issuer = ?1 AND name = ?2";
    let mut statement = connection.prepare_cached(sql).at_place(place)?;
    let row = statement.query_row([series.issuer.as_str(), series.name.as_str()], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    });
    let Some((last, last_on)) = row.optional().at_place(place)? else { return Ok(None) };
    let last = DocumentNumber::new(&last).map_err(|error| unreadable(place(), &error))?;
    let last_on = last_on.parse().map_err(|error| unreadable(place(), &error))?;
    Ok(Some(SeriesState { last, last_on }))
}
