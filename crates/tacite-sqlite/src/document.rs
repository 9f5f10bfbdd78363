//! Documents are read as they were committed: what was issued never changes (L5).
//!
//! F2025-0042 of 1 January, 31.00 EUR, is found by its number or its key, with the parties as they were then.
//!
//! What may be in it is decided by [`tacite_store::Content`].

use rusqlite::{Connection, Row, params};
use tacite::contract::Text;
use tacite::issuing::{DocumentNumber, Draft};
use tacite_formats::Reader;
use tacite_store::{
    ByHand, Content, DocumentName, LedgerDocument, LedgerError, Parties, Position, SeriesId,
};

use crate::encoding::{self, unreadable, unsigned};
use crate::error::At;
use crate::read::{collect, limit, number};

/// What [`read`] reads, without its condition.
macro_rules! select_documents {
    ($condition:literal) => {
        concat!(
            "SELECT position, issuer, series, number, key, dated_on, draft, seller, ",
            "contents.customer, mandate, body ",
            "FROM documents JOIN contents ON contents.document = documents.position WHERE ",
            $condition
        )
    };
}

/// Lists the documents of all series.
pub(crate) fn documents(
    connection: &Connection,
    reader: Reader<'_>,
    after: Position,
    at_most: usize,
) -> Result<Vec<LedgerDocument>, LedgerError> {
    let place = || format!("the documents after position {after}");
    let sql = select_documents!("position > ?1 ORDER BY position LIMIT ?2");
    let mut statement = connection.prepare_cached(sql).at_place(place)?;
    collect(&mut statement, params![number(after.0), limit(at_most)], place, |row| {
        read(row, reader)
    })
}

/// Finds a document.
pub(crate) fn document(
    connection: &Connection,
    reader: Reader<'_>,
    name: &DocumentName,
) -> Result<Option<LedgerDocument>, LedgerError> {
    let found = match name {
        DocumentName::Number(series, number) => {
            let place = || format!("document {number} of series {series}");
            let sql = select_documents!(
                "documents.issuer = ?1 AND documents.series = ?2 AND number = ?3"
            );
            let mut statement = connection.prepare_cached(sql).at_place(place)?;
            let values = params![series.issuer.as_str(), series.name.as_str(), number.as_str()];
            collect(&mut statement, values, place, |row| read(row, reader))?
        }
        DocumentName::Key { issuer, key } => {
            let place = || format!("document {key} of {issuer}");
            let sql = select_documents!("documents.key = ?1 AND documents.issuer = ?2");
            let mut statement = connection.prepare_cached(sql).at_place(place)?;
            let values = params![key.as_str(), issuer.as_str()];
            collect(&mut statement, values, place, |row| read(row, reader))?
        }
    };
    Ok(found.into_iter().next())
}

fn read(row: &Row<'_>, reader: Reader<'_>) -> Result<LedgerDocument, LedgerError> {
    let position = Position(unsigned(row.get(0).at("a document")?));
    let place = || format!("document at position {position}");
    let text = |index: usize| -> Result<Text, LedgerError> {
        let column = row.get_ref(index).at_place(place)?;
        Ok(Text::from(column.as_str().map_err(|error| unreadable(place(), &error))?))
    };
    let blob = |index: usize| -> Result<Option<&[u8]>, LedgerError> {
        let column = row.get_ref(index).at_place(place)?;
        column.as_blob_or_null().map_err(|error| unreadable(place(), &error))
    };
    let series = SeriesId { issuer: text(1)?, name: text(2)? };
    let number = text(3)?;
    let number =
        DocumentNumber::new(number.as_str()).map_err(|error| unreadable(place(), &error))?;
    let place = || format!("document {number} of series {series}");
    let content = if let Some(draft) = blob(6)? {
        let draft: Draft = encoding::of_bytes(reader, place, draft)?;
        let parties = match (blob(7)?, blob(8)?) {
            (Some(seller), Some(customer)) => Some(Box::new(Parties {
                seller: encoding::of_bytes(reader, place, seller)?,
                customer: encoding::of_bytes(reader, place, customer)?,
                mandate: blob(9)?
                    .map(|mandate| encoding::of_bytes(reader, place, mandate))
                    .transpose()?,
            })),
            _ => None,
        };
        Content::Billed(Box::new(draft), parties)
    } else {
        let dated_on = text(5)?.as_str().parse();
        let dated_on = dated_on.map_err(|error| unreadable(place(), &error))?;
        Content::ByHand(ByHand { key: text(4)?, dated_on, body: text(10)? })
    };
    Ok(LedgerDocument { position, series: series.clone(), number: number.clone(), content })
}
