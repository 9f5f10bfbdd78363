//! A commit is one transaction: all of it is in the file, or nothing (L5, INV-11).
//!
//! The night's commit of sub-1 has a posting, an invoice of 31.00 EUR and a message for the mailer. The power
//! fails before the log is on the disk: none of them is there, and F2025-0042 is given to the next invoice.
//!
//! What is refused, and which numbers are given, is decided by [`tacite_store::rules`].

use rusqlite::{Connection, params};
use tacite::checkpoint::Checkpoint;
use tacite::issuing::NumberYear;
use tacite_store::rules::{Changes, Decision, decide};
use tacite_store::{
    Append, Commit, Committed, LedgerError, Message, NewDocument, Posted, Record, RequestHash,
    Series, Snapshot, Version,
};

use crate::encoding::{self, signed};
use crate::error::At;
use crate::rows::Encoded;
use crate::stored::{Rows, stream, write_answer, write_stream};

/// A commit whose values are encoded, and its request hashed, so that nobody waits for that.
pub(crate) struct Prepared<'c> {
    commit: &'c Commit,
    request: RequestHash,
    appends: Vec<Vec<EncodedRecord>>,
    documents: Vec<Encoded<'c>>,
    snapshots: Vec<EncodedSnapshot>,
}

enum EncodedRecord {
    Event(String),
    Posted { posting: Vec<u8>, next_on: Option<String> },
}

impl<'c> Prepared<'c> {
    pub(crate) fn of(commit: &'c Commit) -> Self {
        let records = |append: &Append| append.records.iter().map(EncodedRecord::of).collect();
        Self {
            commit,
            request: commit.request_hash(),
            appends: commit.appends.iter().map(records).collect(),
            documents: commit.documents.iter().map(Encoded::of).collect(),
            snapshots: commit.snapshots.iter().map(EncodedSnapshot::of).collect(),
        }
    }

    /// Decides and writes.
    pub(crate) fn commit(&self, connection: &Connection) -> Result<Committed, LedgerError> {
        let mut rows = Rows::new(connection);
        let changes = match decide(self.commit, self.request, &mut rows)? {
            Decision::Replay(committed) => return Ok(committed),
            Decision::Write(changes) => changes,
        };
        self.write_streams(&rows, &changes)?;
        self.write_documents(connection, &changes)?;
        self.write_snapshots(connection)?;
        for message in &self.commit.outbox {
            write_message(connection, message).at("the outbox")?;
        }
        let answer = write_answer(&changes.answer.committed)?;
        let sql = "INSERT INTO commits (key, request, answer) VALUES (?1, ?2, ?3)";
        let (key, request) = (self.commit.key.as_str(), changes.answer.request);
        let mut statement = connection.prepare_cached(sql).at("the commit")?;
        statement
            .execute(params![key, request.as_bytes(), answer])
            .at_place(|| format!("commit {key}"))?;
        Ok(changes.answer.committed)
    }

    fn write_streams(&self, rows: &Rows<'_>, changes: &Changes) -> Result<(), LedgerError> {
        let streams = self.commit.appends.iter().zip(&self.appends).zip(&changes.streams);
        for ((append, records), (subscription, state)) in streams {
            if records.is_empty() {
                continue;
            }
            let (first, last) = (append.expected.0.saturating_add(1), state.version);
            let place = || format!("stream {subscription}, versions {first} to {last}");
            let id = write_stream(rows, *subscription, state).at_place(place)?;
            for (version, record) in (first..).zip(records) {
                record.write(rows.connection, id, version).at_place(place)?;
            }
        }
        Ok(())
    }

    fn write_documents(
        &self,
        connection: &Connection,
        changes: &Changes,
    ) -> Result<(), LedgerError> {
        // The series first: documents refer to them.
        for (id, state) in &changes.series {
            let new = self.commit.documents.iter().map(|document| &document.series);
            let Some(Series { format, .. }) = new.rev().find(|series| series.id == *id) else {
                continue;
            };
            let year = year(format.year);
            let sql = "INSERT INTO series (issuer, name, prefix, year, separator, digits, \
                       last_number, last_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
                       ON CONFLICT DO UPDATE SET prefix = excluded.prefix, year = excluded.year, \
                       separator = excluded.separator, digits = excluded.digits, \
                       last_number = excluded.last_number, last_on = excluded.last_on";
            let values = params![
                id.issuer.as_str(),
                id.name.as_str(),
                format.prefix.as_str(),
                year,
                format.separator.as_str(),
                format.digits,
                state.last.as_str(),
                state.last_on.to_string(),
            ];
            let written = connection.prepare_cached(sql).and_then(|mut sql| sql.execute(values));
            written.at_place(|| format!("series {id}"))?;
        }
        let documents = self.documents.iter().zip(&self.commit.documents);
        for ((encoded, document), number) in documents.zip(&changes.answer.committed.numbers) {
            let NewDocument { series, .. } = document;
            let written = encoded.write(connection, number);
            written.at_place(|| format!("document {number} of series {}", series.id))?;
        }
        Ok(())
    }

    fn write_snapshots(&self, connection: &Connection) -> Result<(), LedgerError> {
        for (snapshot, encoded) in self.commit.snapshots.iter().zip(&self.snapshots) {
            let Snapshot { subscription, version, .. } = snapshot;
            let Some((id, state)) = stream(connection, *subscription)? else { continue };
            if *version > Version::NEW {
                encoded
                    .write(connection, (id, state.version))
                    .at_place(|| format!("snapshot of stream {subscription}"))?;
            }
        }
        Ok(())
    }
}

impl EncodedRecord {
    fn of(record: &Record) -> Self {
        match record {
            Record::Event(event) => Self::Event(encoding::text(event)),
            Record::Posted(Posted { posting, next_on }) => Self::Posted {
                posting: encoding::bytes(posting),
                next_on: next_on.map(|next_on| next_on.to_string()),
            },
        }
    }

    fn write(&self, connection: &Connection, stream: i64, version: u64) -> rusqlite::Result<()> {
        let (event, posting, next_on) = match self {
            Self::Event(event) => (Some(event), None, None),
            Self::Posted { posting, next_on } => (None, Some(posting), next_on.as_ref()),
        };
        let sql = "INSERT INTO records (stream, version, next_on, event, posting) \
                   VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = params![stream, signed(version), next_on, event, posting];
        connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }
}

/// A snapshot, encoded.
struct EncodedSnapshot {
    version: Version,
    history: Vec<u8>,
    books: Vec<u8>,
}

impl EncodedSnapshot {
    fn of(snapshot: &Snapshot) -> Self {
        let Checkpoint { history, books } = &snapshot.checkpoint;
        let (history, books) = (encoding::bytes(history), encoding::bytes(books));
        Self { version: snapshot.version, history, books }
    }

    /// Keeps it, unless a newer one is kept; one that is ahead of its stream can't be right.
    fn write(
        &self,
        connection: &Connection,
        (stream, newest): (i64, Version),
    ) -> rusqlite::Result<()> {
        let Self { version, history, books } = self;
        let sql = "INSERT INTO snapshots (stream, version, digest, history, books) \
                   VALUES (?1, ?2, ?3, ?4, ?5) \
                   ON CONFLICT DO UPDATE SET version = excluded.version, digest = excluded.digest, \
                   history = excluded.history, books = excluded.books \
                   WHERE snapshots.version <= excluded.version OR snapshots.version > ?6";
        let digest = encoding::digest(version.0, [history, books]);
        let values = params![stream, signed(version.0), digest, history, books, signed(newest.0)];
        connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }
}

fn write_message(connection: &Connection, message: &Message) -> rusqlite::Result<()> {
    let sql = "INSERT INTO outbox (topic, body) VALUES (?1, ?2)";
    connection.prepare_cached(sql)?.execute([message.topic.as_str(), message.body.as_str()])?;
    Ok(())
}

/// How a year is said in `series.year`.
pub(crate) const fn year(year: NumberYear) -> &'static str {
    match year {
        NumberYear::Absent => "absent",
        NumberYear::FourDigits => "four-digits",
        NumberYear::TwoDigits => "two-digits",
    }
}
