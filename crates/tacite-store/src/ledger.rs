//! What a database has to do (INV-11, L5).
//!
//! Eleven functions over plain data. No transaction is handed out: what belongs together is one
//! [`Commit`]. Pages go forward by the last thing of the page before.
//!
//! Whether an implementation keeps its word is decided by the conformance suite.

use std::future::Future;

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};

use crate::{
    Commit, Committed, DocumentName, Due, DueAfter, Key, LeaseRequest, LeasedMessage,
    LedgerDocument, LedgerError, MessageId, Position, Recorded, SeriesId, SeriesState, Stream,
};

/// A ledger that blocks the thread while it works.
///
/// It is shared between threads by reference; an implementation locks inside, or opens a connection a
/// thread. Every read sees whole commits only.
pub trait Ledger: Send + Sync {
    /// Writes all of a commit, or nothing.
    ///
    /// What is checked, and in which order, is decided by [`rules::decide`](crate::rules::decide). The
    /// first thing wrong is the error.
    ///
    /// # Errors
    /// [`LedgerError`], with nothing written; see [`LedgerError::retry`].
    fn commit(&self, commit: &Commit) -> Result<Committed, LedgerError>;

    /// Tells what a key was answered, if it was used: whoever lost an answer, or makes a commit from
    /// what is read and can't make the same one again, asks for it.
    ///
    /// # Errors
    /// As [`streams`](Self::streams).
    fn committed(&self, key: &Key) -> Result<Option<Committed>, LedgerError>;

    /// Reads streams, in the order asked for; one that is not there is empty, at version 0.
    ///
    /// # Errors
    /// [`LedgerError`] if the storage fails or what it has can't be read.
    fn streams(&self, subscriptions: &[SubscriptionId]) -> Result<Vec<Stream>, LedgerError>;

    /// Lists the records of all streams in the order of their commits, from after a position on.
    ///
    /// # Errors
    /// As [`streams`](Self::streams).
    fn records(&self, after: Position, at_most: usize) -> Result<Vec<Recorded>, LedgerError>;

    /// Lists the subscriptions that are due on a day or before, ordered by customer and id: those whose
    /// newest record is an event, and those whose newest posting says so. Those without a customer
    /// come first.
    ///
    /// # Errors
    /// As [`streams`](Self::streams).
    fn due(
        &self,
        on: NaiveDate,
        after: Option<DueAfter>,
        at_most: usize,
    ) -> Result<Vec<Due>, LedgerError>;

    /// Lists the documents of all series in the order of their commits, from after a position on.
    ///
    /// # Errors
    /// As [`streams`](Self::streams).
    fn documents(
        &self,
        after: Position,
        at_most: usize,
    ) -> Result<Vec<LedgerDocument>, LedgerError>;

    /// Finds a document.
    ///
    /// # Errors
    /// As [`streams`](Self::streams).
    fn document(&self, name: &DocumentName) -> Result<Option<LedgerDocument>, LedgerError>;

    /// Tells how far a series is; none if it has no number yet.
    ///
    /// # Errors
    /// As [`streams`](Self::streams).
    fn series(&self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError>;

    /// Hands out messages that nobody holds, oldest first, and keeps others from them for a while.
    ///
    /// # Errors
    /// [`LedgerError`], with nothing handed out.
    fn lease(&self, request: &LeaseRequest) -> Result<Vec<LeasedMessage>, LedgerError>;

    /// Notes that messages were told: they are never handed out again. Returns those of them that were
    /// handed to the holder last, in the order given; what was handed to another one meanwhile stays that
    /// one's. Noting it again changes nothing and gives the same answer.
    ///
    /// # Errors
    /// [`LedgerError`], with nothing noted.
    fn acknowledge(
        &self,
        holder: &Text,
        messages: &[MessageId],
    ) -> Result<Vec<MessageId>, LedgerError>;

    /// Drops all snapshots: everything else stays, and every answer is the same.
    ///
    /// # Errors
    /// [`LedgerError`].
    fn drop_snapshots(&self) -> Result<(), LedgerError>;
}

/// A [`Ledger`] whose work is waited for without a thread: each function is that of the same name.
pub trait AsyncLedger: Send + Sync {
    /// See [`Ledger::commit`].
    fn commit(&self, commit: Commit)
    -> impl Future<Output = Result<Committed, LedgerError>> + Send;

    /// See [`Ledger::committed`].
    fn committed(
        &self,
        key: Key,
    ) -> impl Future<Output = Result<Option<Committed>, LedgerError>> + Send;

    /// See [`Ledger::streams`].
    fn streams(
        &self,
        subscriptions: Vec<SubscriptionId>,
    ) -> impl Future<Output = Result<Vec<Stream>, LedgerError>> + Send;

    /// See [`Ledger::records`].
    fn records(
        &self,
        after: Position,
        at_most: usize,
    ) -> impl Future<Output = Result<Vec<Recorded>, LedgerError>> + Send;

    /// See [`Ledger::due`].
    fn due(
        &self,
        on: NaiveDate,
        after: Option<DueAfter>,
        at_most: usize,
    ) -> impl Future<Output = Result<Vec<Due>, LedgerError>> + Send;

    /// See [`Ledger::documents`].
    fn documents(
        &self,
        after: Position,
        at_most: usize,
    ) -> impl Future<Output = Result<Vec<LedgerDocument>, LedgerError>> + Send;

    /// See [`Ledger::document`].
    fn document(
        &self,
        name: DocumentName,
    ) -> impl Future<Output = Result<Option<LedgerDocument>, LedgerError>> + Send;

    /// See [`Ledger::series`].
    fn series(
        &self,
        series: SeriesId,
    ) -> impl Future<Output = Result<Option<SeriesState>, LedgerError>> + Send;

    /// See [`Ledger::lease`].
    fn lease(
        &self,
        request: LeaseRequest,
    ) -> impl Future<Output = Result<Vec<LeasedMessage>, LedgerError>> + Send;

    /// See [`Ledger::acknowledge`].
    fn acknowledge(
        &self,
        holder: Text,
        messages: Vec<MessageId>,
    ) -> impl Future<Output = Result<Vec<MessageId>, LedgerError>> + Send;

    /// See [`Ledger::drop_snapshots`].
    fn drop_snapshots(&self) -> impl Future<Output = Result<(), LedgerError>> + Send;
}
