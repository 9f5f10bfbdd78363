//! A document in a file adds up, and its rows are those that it was given when it was issued (INV-11, L15).
//!
//! F2025-0042 has a line of 31.00 EUR and 6.20 of tax: `documents.total` is 3720, and so is what `payables`
//! add up to.
//!
//! Which rows a document has is decided by [`super::rows`].

use rusqlite::Connection;
use rusqlite::types::Value;
use tacite::contract::Text;
use tacite::issuing::{NumberFormat, NumberYear};
use tacite_formats::Reader;
use tacite_store::{LedgerDocument, LedgerError, NewDocument, Position, Series};

use crate::check::Findings;
use crate::document::documents;
use crate::encoding::{signed, unsigned};
use crate::error::At;
use crate::migration;
use crate::rows::Encoded;

/// The tables that a document has rows in, and the column that says which document it is.
const TABLES: [(&str, &str); 5] = [
    ("gaps", "document"),
    ("lines", "document"),
    ("payables", "document"),
    ("taxes", "document"),
    ("documents", "position"),
];

/// The amounts of a document that are sums of others, and the sums.
const SUMS: [(&str, &str); 5] = [
    ("the lines", "lines_total <> (SELECT sum(net) FROM lines WHERE document = position)"),
    ("the taxable amounts", "net <> (SELECT sum(taxable) FROM taxes WHERE document = position)"),
    ("the taxes", "tax <> (SELECT sum(amount) FROM taxes WHERE document = position)"),
    ("net and tax", "total <> net + tax"),
    ("the payables", "amount_due <> (SELECT sum(amount) FROM payables WHERE document = position)"),
];

pub(crate) fn check_documents(
    connection: &Connection,
    reader: Reader<'_>,
    findings: &mut Findings,
) -> Result<(), LedgerError> {
    for (name, condition) in SUMS {
        let sql = format!("SELECT number, issuer FROM documents WHERE {condition}");
        let mut statement = connection.prepare(&sql).at(name)?;
        let mut rows = statement.query([]).at(name)?;
        while let Some(row) = rows.next().at(name)? {
            let (number, issuer): (String, String) =
                row.get(0).and_then(|number| Ok((number, row.get(1)?))).at(name)?;
            let place = format!("document {number} of {issuer}");
            findings.push(&place, &format!("{name} do not add up (INV-11)"));
        }
    }
    let scratch = migration::scratch().at("a database in memory")?;
    let place = "the documents";
    let mut statement =
        connection.prepare("SELECT position FROM documents ORDER BY position").at(place)?;
    let mut rows = statement.query([]).at(place)?;
    while let Some(row) = rows.next().at(place)? {
        let position = unsigned(row.get(0).at(place)?);
        let before = Position(position.saturating_sub(1));
        let read = findings.readable(documents(connection, reader, before, 1))?;
        if let Some(document) = read.unwrap_or_default().pop() {
            check_rows(connection, &scratch, document, findings)?;
        } else {
            findings.push(&format!("document at position {position}"), &"it can't be read");
        }
    }
    Ok(())
}

/// Writes the rows of a document once more, elsewhere, and compares.
fn check_rows(
    connection: &Connection,
    scratch: &Connection,
    document: LedgerDocument,
    findings: &mut Findings,
) -> Result<(), LedgerError> {
    let LedgerDocument { position, series, number, content } = document;
    let place = format!("document {number} of series {series}");
    let no_format = NumberFormat {
        prefix: Text::from(""),
        year: NumberYear::Absent,
        separator: Text::from(""),
        digits: 1,
    };
    let document = NewDocument { series: Series { id: series, format: no_format }, content };
    let written = Encoded::of(&document).write(scratch, &number).at(&place)?;
    for (table, column) in TABLES {
        let found = rows_of(connection, (table, column), signed(position.0)).at(&place)?;
        if found != rows_of(scratch, (table, column), written).at(&place)? {
            findings.push(&place, &format!("its rows in {table} are not those of what it says"));
        }
    }
    for (table, column) in TABLES {
        let sql = format!("DELETE FROM {table} WHERE {column} = ?1");
        scratch.execute(&sql, [written]).at(&place)?;
    }
    scratch.execute("DELETE FROM contents", []).at(&place)?;
    Ok(())
}

/// Lists the rows of a document in a table, without the column that says which document it is.
fn rows_of(
    connection: &Connection,
    (table, column): (&str, &str),
    position: i64,
) -> rusqlite::Result<Vec<Vec<Value>>> {
    // Everything is ordered by its key, of which the place within the document comes next.
    let sql = format!("SELECT * FROM {table} WHERE {column} = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([position])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        let values = (1..columns).map(|index| row.get::<_, Value>(index));
        list.push(values.collect::<rusqlite::Result<_>>()?);
    }
    Ok(list)
}
