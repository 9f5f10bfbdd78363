//! A document as rows that a person can add up: amounts in whole minor units, days as dates (INV-5, INV-12,
//! CHG-10).
//!
//! An invoice of one line of 31.00 EUR and 6.20 of tax, to be paid on 2 March: a row of `documents` with 3100,
//! 620 and 3720, one of `lines`, one of `taxes`, one of `payables`.
//!
//! What the columns mean is told by `docs/SQLITE.md`; what a line is worth a month is decided by
//! [`Line::monthly`].

use rusqlite::{Connection, params};
use tacite::document::{Document, DocumentKind, Line};
use tacite::issuing::DocumentNumber;
use tacite::money::Amount;
use tacite::schedule::Reference;
use tacite_store::{Content, NewDocument, Parties};

use crate::encoding;

/// A document of a commit, encoded before the database is locked.
pub(crate) struct Encoded<'d> {
    document: &'d NewDocument,
    key: String,
    draft: Option<Vec<u8>>,
    parties: Option<EncodedParties>,
}

struct EncodedParties {
    seller: Vec<u8>,
    customer: Vec<u8>,
    mandate: Option<Vec<u8>>,
}

impl<'d> Encoded<'d> {
    pub(crate) fn of(document: &'d NewDocument) -> Self {
        let (draft, parties) = match &document.content {
            Content::Billed(draft, parties) => {
                let parties = parties.as_deref().map(EncodedParties::of);
                (Some(encoding::bytes(&**draft)), parties)
            }
            Content::ByHand(_) => (None, None),
        };
        Self { document, key: document.content.key(), draft, parties }
    }

    /// Writes the document and what is said of it, and returns its position.
    pub(crate) fn write(
        &self,
        connection: &Connection,
        number: &DocumentNumber,
    ) -> rusqlite::Result<i64> {
        let position = match &self.document.content {
            Content::Billed(draft, _) => self.write_billed(connection, number, draft.document())?,
            Content::ByHand(by_hand) => {
                let sql = "INSERT INTO documents (issuer, series, number, key, kind, dated_on) \
                           VALUES (?1, ?2, ?3, ?4, 'by-hand', ?5)";
                let series = &self.document.series.id;
                connection.prepare_cached(sql)?.insert(params![
                    series.issuer.as_str(),
                    series.name.as_str(),
                    number.as_str(),
                    self.key,
                    by_hand.dated_on.to_string(),
                ])?
            }
        };
        self.write_content(connection, position)?;
        Ok(position)
    }

    fn write_billed(
        &self,
        connection: &Connection,
        number: &DocumentNumber,
        document: &Document,
    ) -> rusqlite::Result<i64> {
        let sql = "INSERT INTO documents (issuer, series, number, key, kind, dated_on, corrects, \
                   customer, currency, exponent, lines_total, net, tax, total, amount_due) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
        let series = &self.document.series.id;
        let position = connection.prepare_cached(sql)?.insert(params![
            series.issuer.as_str(),
            series.name.as_str(),
            number.as_str(),
            self.key,
            kind(document.kind),
            document.dated_on.to_string(),
            document.corrects.as_ref().map(|corrected| &corrected.key),
            document.customer.as_str(),
            document.currency.code(),
            document.currency.exponent(),
            document.lines_total.minor(),
            document.net.minor(),
            document.tax.minor(),
            document.total.minor(),
            document.amount_due.minor(),
        ])?;
        for (place, line) in (1_i64..).zip(&document.lines) {
            write_line(connection, (position, place), line)?;
        }
        for (place, tax) in (1_i64..).zip(&document.taxes) {
            let sql = "INSERT INTO taxes (document, place, category, rate, taxable, amount) \
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            connection.prepare_cached(sql)?.execute(params![
                position,
                place,
                tax.tax.category.code(),
                tax.tax.rate.to_string(),
                tax.taxable.minor(),
                tax.amount.minor(),
            ])?;
        }
        for (place, payable) in (1_i64..).zip(&document.payables) {
            let sql =
                "INSERT INTO payables (document, place, due_on, amount) VALUES (?1, ?2, ?3, ?4)";
            connection.prepare_cached(sql)?.execute(params![
                position,
                place,
                payable.due_on.to_string(),
                payable.amount.minor(),
            ])?;
        }
        Ok(position)
    }

    fn write_content(&self, connection: &Connection, position: i64) -> rusqlite::Result<()> {
        let body = match &self.document.content {
            Content::Billed(..) => None,
            Content::ByHand(by_hand) => Some(by_hand.body.as_str()),
        };
        let parties = self.parties.as_ref();
        let sql = "INSERT INTO contents (document, draft, seller, customer, mandate, body) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        connection.prepare_cached(sql)?.execute(params![
            position,
            self.draft,
            parties.map(|parties| &parties.seller),
            parties.map(|parties| &parties.customer),
            parties.and_then(|parties| parties.mandate.as_ref()),
            body,
        ])?;
        Ok(())
    }
}

impl EncodedParties {
    fn of(parties: &Parties) -> Self {
        Self {
            seller: encoding::bytes(&parties.seller),
            customer: encoding::bytes(&parties.customer),
            mandate: parties.mandate.as_ref().map(encoding::bytes),
        }
    }
}

/// What a document is called in `documents.kind`.
pub(crate) const fn kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Invoice => "invoice",
        DocumentKind::CreditNote => "credit-note",
    }
}

fn write_line(
    connection: &Connection,
    (position, place): (i64, i64),
    line: &Line,
) -> rusqlite::Result<()> {
    let (period_start, period_end) = match line.period {
        Reference::Period(period) => {
            (Some(period.start().to_string()), Some(period.end().to_string()))
        }
        Reference::Once | Reference::Adjustment { .. } => (None, None),
    };
    let mut served: Vec<_> = line.served().collect();
    served.sort_by_key(|days| days.start());
    let sql = "INSERT INTO lines (document, place, subscription, item, label, quantity, period_start, \
               period_end, first_day, end_day, tax_category, tax_rate, gross, allowance, net, monthly) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
    connection.prepare_cached(sql)?.execute(params![
        position,
        place,
        line.subscription.as_str(),
        line.item.as_str(),
        line.label.as_str(),
        line.terms.quantity.to_string(),
        period_start,
        period_end,
        served.first().map(|first| first.start().to_string()),
        served.last().map(|last| last.end().to_string()),
        line.terms.tax.category.code(),
        line.terms.tax.rate.to_string(),
        line.gross.minor(),
        line.allowance.minor(),
        line.net.minor(),
        monthly(line).map(Amount::minor),
    ])?;
    for (before, after) in served.iter().zip(served.iter().skip(1)) {
        if before.end() < after.start() {
            let sql =
                "INSERT INTO gaps (document, place, first_day, end_day) VALUES (?1, ?2, ?3, ?4)";
            connection.prepare_cached(sql)?.execute(params![
                position,
                place,
                before.end().to_string(),
                after.start().to_string(),
            ])?;
        }
    }
    Ok(())
}

/// What a line is worth a month; nothing is said of one whose worth no amount can hold.
fn monthly(line: &Line) -> Option<Amount> {
    line.monthly().ok().flatten()
}
