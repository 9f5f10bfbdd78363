//! The ledger of [`tacite_store`], as one SQLite file (INV-11, L5).
//!
//! Eight programs bill into one file: F2025-0042 of 31.00 EUR is given once, and what the others commit gets
//! the numbers after it.
//!
//! What each function promises is decided by [`Ledger`].

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};
use tacite_store::rules::Answer;
use tacite_store::{
    Commit, Committed, DocumentName, Due, DueAfter, Key, LeaseRequest, LeasedMessage, Ledger,
    LedgerDocument, LedgerError, MessageId, Position, Recorded, SeriesId, SeriesState, Stream,
};

use crate::error::At;
use crate::write::Prepared;
use crate::{SqliteLedger, document, outbox, read, stored};

impl Ledger for SqliteLedger {
    fn commit(&self, commit: &Commit) -> Result<Committed, LedgerError> {
        let prepared = Prepared::of(commit);
        self.write(|transaction| prepared.commit(transaction))
    }

    fn committed(&self, key: &Key) -> Result<Option<Committed>, LedgerError> {
        let answer = self.read(|connection| stored::answer(connection, key))?;
        Ok(answer.map(Answer::again))
    }

    fn streams(&self, subscriptions: &[SubscriptionId]) -> Result<Vec<Stream>, LedgerError> {
        self.read(|connection| read::streams(connection, self.reader(), subscriptions))
    }

    fn records(&self, after: Position, at_most: usize) -> Result<Vec<Recorded>, LedgerError> {
        self.read(|connection| read::records(connection, self.reader(), after, at_most))
    }

    fn due(
        &self,
        on: NaiveDate,
        after: Option<DueAfter>,
        at_most: usize,
    ) -> Result<Vec<Due>, LedgerError> {
        self.read(|connection| read::due(connection, on, after, at_most))
    }

    fn documents(
        &self,
        after: Position,
        at_most: usize,
    ) -> Result<Vec<LedgerDocument>, LedgerError> {
        self.read(|connection| document::documents(connection, self.reader(), after, at_most))
    }

    fn document(&self, name: &DocumentName) -> Result<Option<LedgerDocument>, LedgerError> {
        self.read(|connection| document::document(connection, self.reader(), name))
    }

    fn series(&self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError> {
        self.read(|connection| stored::series(connection, series))
    }

    fn lease(&self, request: &LeaseRequest) -> Result<Vec<LeasedMessage>, LedgerError> {
        self.write(|transaction| outbox::lease(transaction, request))
    }

    fn acknowledge(
        &self,
        holder: &Text,
        messages: &[MessageId],
    ) -> Result<Vec<MessageId>, LedgerError> {
        self.write(|transaction| outbox::acknowledge(transaction, holder, messages))
    }

    fn drop_snapshots(&self) -> Result<(), LedgerError> {
        self.write(|transaction| {
            transaction.execute("DELETE FROM snapshots", []).map(|_| ()).at("the snapshots")
        })
    }
}
