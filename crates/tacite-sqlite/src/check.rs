//! Whether a file still is what was committed: the pages, the rows, and what the rows say (INV-11, L5).
//!
//! F2025-0041 and F2025-0043 are there: F2025-0042 is missing. A line of 31.00 EUR was made 13.00 by hand:
//! the document does not add up.
//!
//! What a series may look like is decided by [`tacite::issuing::check_sequence`].

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use rusqlite::{Connection, Row};
use tacite::contract::{SubscriptionId, Text};
use tacite::issuing::{DocumentNumber, NumberFormat, NumberYear, NumberedOn, check_sequence};
use tacite_formats::Reader;
use tacite_store::rules::StreamState;
use tacite_store::{Append, LedgerError, SeriesId, Version};

use crate::check_document::check_documents;
use crate::encoding::unsigned;
use crate::error::At;
use crate::{SqliteLedger, read, stored, write};

/// Something that is not as it was committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where: a stream and version, a document, a series, a table.
    pub place: String,
    /// What is wrong.
    pub message: String,
}

impl Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)
    }
}

/// What was found so far.
#[derive(Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn push(&mut self, place: &dyn Display, message: &dyn Display) {
        self.0.push(Finding { place: place.to_string(), message: message.to_string() });
    }

    /// Notes what can't be read, and goes on; what can't be reached ends the check.
    pub(crate) fn readable<T>(
        &mut self,
        read: Result<T, LedgerError>,
    ) -> Result<Option<T>, LedgerError> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(LedgerError::Corrupt { place, message }) => {
                self.push(&place, &message);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

impl SqliteLedger {
    /// Lists what is not as it was committed; nothing if all is well. It reads everything, as of one
    /// moment, while others write.
    ///
    /// Checked are: the pages and indexes, by SQLite; that rows refer to rows that are there; that
    /// each stream's versions have no gap, its records can be read and add up to its row; that the
    /// numbers of each series have no gap and their dates never go back; that each document can be
    /// read, adds up, and has the rows that it was given; that keys have answers and snapshots are
    /// whole.
    ///
    /// # Errors
    /// [`LedgerError`] if the file can't be reached, or is damaged so that SQLite can't go on.
    pub fn integrity_check(&self) -> Result<Vec<Finding>, LedgerError> {
        let mut findings = Findings::default();
        self.read(|connection| {
            check_pages(connection, &mut findings)?;
            check_streams(connection, self.reader(), &mut findings)?;
            check_positions(connection, &mut findings)?;
            check_series(connection, &mut findings)?;
            check_documents(connection, self.reader(), &mut findings)?;
            check_commits(connection, &mut findings)?;
            check_snapshots(connection, self.reader(), &mut findings)
        })?;
        Ok(findings.0)
    }
}

fn check_pages(connection: &Connection, findings: &mut Findings) -> Result<(), LedgerError> {
    let mut found = Vec::new();
    let pages = "the file";
    let mut statement = connection.prepare("PRAGMA integrity_check").at(pages)?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).at(pages)?;
    for row in rows {
        found.push(row.at(pages)?);
    }
    for message in found.iter().filter(|message| *message != "ok") {
        findings.push(&pages, &message);
    }
    let mut statement = connection.prepare("PRAGMA foreign_key_check").at(pages)?;
    let mut rows = statement.query([]).at(pages)?;
    while let Some(row) = rows.next().at(pages)? {
        let (table, parent): (String, String) =
            row.get(0).and_then(|table| Ok((table, row.get(2)?))).at(pages)?;
        findings.push(&table, &format!("a row refers to one of {parent} that is not there"));
    }
    Ok(())
}

/// Adds every stream up again.
fn check_streams(
    connection: &Connection,
    reader: Reader<'_>,
    findings: &mut Findings,
) -> Result<(), LedgerError> {
    let place = "the streams";
    let sql = "SELECT version, sequence, postings, is_unbilled, due_day, customer, subscription, id \
               FROM streams ORDER BY id";
    let mut streams = connection.prepare(sql).at(place)?;
    let sql =
        "SELECT version, event, posting, next_on FROM records WHERE stream = ?1 ORDER BY version";
    let mut records = connection.prepare(sql).at(place)?;
    let mut rows = streams.query([]).at(place)?;
    while let Some(row) = rows.next().at(place)? {
        let (name, id): (String, i64) =
            row.get(6).and_then(|name| Ok((name, row.get(7)?))).at(place)?;
        let place = format!("stream {name}");
        let subscription = match SubscriptionId::new(&name) {
            Ok(subscription) => subscription,
            Err(error) => {
                findings.push(&place, &error);
                continue;
            }
        };
        let mut state = StreamState::NEW;
        let mut rows = records.query([id]).at(&place)?;
        let mut is_whole = true;
        while let Some(row) = rows.next().at(&place)? {
            let expected = state.version;
            let next = || format!("{place}, version {}", expected.0.saturating_add(1));
            let version = unsigned(row.get(0).at(&place)?);
            if version != expected.0.saturating_add(1) {
                findings.push(&next(), &format!("it is missing, version {version} follows"));
                is_whole = false;
                break;
            }
            let record = read::record(row, 1, reader, &next);
            let Some(record) = findings.readable(record)? else {
                is_whole = false;
                break;
            };
            let append = Append { subscription, expected, records: vec![record] };
            match state.after(&append) {
                Ok(after) => state = after,
                Err(error) => {
                    findings.push(&next(), &error);
                    is_whole = false;
                    break;
                }
            }
        }
        match stored::state(row).at(&place)? {
            Ok(kept) if is_whole && kept != state => {
                findings.push(&place, &format!("its row says {kept:?}, its records {state:?}"));
            }
            Ok(_) => {}
            Err(message) => findings.push(&place, &message),
        }
    }
    Ok(())
}

/// Positions are counted from 1, and nothing is ever taken away.
fn check_positions(connection: &Connection, findings: &mut Findings) -> Result<(), LedgerError> {
    for table in ["records", "documents"] {
        let sql = format!("SELECT count(*), coalesce(max(position), 0) FROM {table}");
        let (count, last): (i64, i64) =
            connection.query_row(&sql, [], |row| Ok((row.get(0)?, row.get(1)?))).at(table)?;
        if count != last {
            findings.push(&table, &format!("{count} rows, the last one at position {last}"));
        }
    }
    Ok(())
}

fn check_series(connection: &Connection, findings: &mut Findings) -> Result<(), LedgerError> {
    let mut given: BTreeMap<(String, String), Vec<NumberedOn>> = BTreeMap::new();
    let place = "the documents";
    let sql = "SELECT issuer, series, number, dated_on FROM documents ORDER BY position";
    let mut statement = connection.prepare(sql).at(place)?;
    let mut rows = statement.query([]).at(place)?;
    while let Some(row) = rows.next().at(place)? {
        let text = |index| row.get::<_, String>(index).at(place);
        let (number, dated_on) = (text(2)?, text(3)?);
        match (DocumentNumber::new(&number), dated_on.parse()) {
            (Ok(number), Ok(dated_on)) => {
                let numbers = given.entry((text(0)?, text(1)?)).or_default();
                numbers.push(NumberedOn { number, dated_on });
            }
            _ => findings.push(&format!("document {number}"), &format!("it is dated {dated_on}")),
        }
    }
    let place = "the series";
    let sql =
        "SELECT issuer, name, prefix, year, separator, digits, last_number, last_on FROM series";
    let mut statement = connection.prepare(sql).at(place)?;
    let mut rows = statement.query([]).at(place)?;
    while let Some(row) = rows.next().at(place)? {
        let text = |index| row.get::<_, String>(index).at(place);
        let (issuer, name) = (text(0)?, text(1)?);
        let id = SeriesId { issuer: Text::from(issuer.as_str()), name: Text::from(name.as_str()) };
        let place = format!("series {id}");
        let numbers = given.remove(&(issuer, name)).unwrap_or_default();
        let last = numbers.last().map(|last| (last.number.to_string(), last.dated_on.to_string()));
        if last != Some((text(6)?, text(7)?)) {
            findings.push(&place, &"its row does not name its last document");
        }
        match format(row).at(&place)? {
            Some(format) => {
                for fault in check_sequence(&format, &numbers) {
                    findings.push(&place, &fault);
                }
            }
            None => findings.push(&place, &"how its numbers are written can't be read"),
        }
    }
    Ok(())
}

/// Reads how the numbers of a series are written.
fn format(row: &Row<'_>) -> rusqlite::Result<Option<NumberFormat>> {
    let (prefix, kept, separator): (String, String, String) =
        (row.get(2)?, row.get(3)?, row.get(4)?);
    let years = [NumberYear::Absent, NumberYear::FourDigits, NumberYear::TwoDigits];
    let year = years.into_iter().find(|year| write::year(*year) == kept);
    let digits = row.get(5)?;
    let text = |text: String| Text::from(text.as_str());
    Ok(year.map(|year| NumberFormat {
        prefix: text(prefix),
        year,
        separator: text(separator),
        digits,
    }))
}

fn check_commits(connection: &Connection, findings: &mut Findings) -> Result<(), LedgerError> {
    let place = "the commits";
    let mut statement = connection.prepare("SELECT key, answer FROM commits").at(place)?;
    let mut rows = statement.query([]).at(place)?;
    while let Some(row) = rows.next().at(place)? {
        let (key, answer): (String, String) =
            row.get(0).and_then(|key| Ok((key, row.get(1)?))).at(place)?;
        if let Err(message) = stored::read_answer(&answer) {
            findings.push(&format!("commit {key}"), &message);
        }
    }
    Ok(())
}

fn check_snapshots(
    connection: &Connection,
    reader: Reader<'_>,
    findings: &mut Findings,
) -> Result<(), LedgerError> {
    let place = "the snapshots";
    let sql = "SELECT snapshots.version, digest, history, books, subscription, streams.version \
               FROM snapshots JOIN streams ON streams.id = snapshots.stream";
    let mut statement = connection.prepare(sql).at(place)?;
    let mut rows = statement.query([]).at(place)?;
    while let Some(row) = rows.next().at(place)? {
        let subscription: String = row.get(4).at(place)?;
        let place = || format!("snapshot of stream {subscription}");
        let newest = Version(unsigned(row.get(5).at_place(place)?));
        match findings.readable(read::read_snapshot(row, reader, place))? {
            Some(Some((version, _))) if version > newest => {
                findings.push(&place(), &format!("it has {version} records, the stream {newest}"));
            }
            Some(None) => findings.push(&place(), &"it is not what was written"),
            Some(Some(_)) | None => {}
        }
    }
    Ok(())
}
