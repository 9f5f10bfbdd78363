//! From a ledger that blocks to one that is waited for, and back.
//!
//! A web server awaits `OnThread<SqliteLedger>`; a script calls `Blocking<OnThread<SqliteLedger>>` as it would
//! call the ledger itself.
//!
//! What a call does is decided by the ledger inside.

use std::fmt;
use std::sync::mpsc::{Sender, channel};
use std::thread::{Builder, JoinHandle, current};

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};

use crate::{
    AsyncLedger, Commit, Committed, DocumentName, Due, DueAfter, Key, LeaseRequest, LeasedMessage,
    Ledger, LedgerDocument, LedgerError, MessageId, Position, Recorded, SeriesId, SeriesState,
    Stream,
};

type Task<L> = Box<dyn FnOnce(&L) + Send>;

/// A ledger that works on a thread of its own, one call after the other.
///
/// A call begins when it is first polled. From then on it is made, even if nobody waits for it any more.
/// Dropping the value waits for the calls that were begun, and ends the thread.
pub struct OnThread<L> {
    /// Gone once the thread is to end.
    tasks: Option<Sender<Task<L>>>,
    thread: Option<JoinHandle<L>>,
}

impl<L: Ledger + 'static> OnThread<L> {
    /// Starts the thread.
    ///
    /// # Errors
    /// What the system says if it has no thread to give.
    pub fn start(ledger: L) -> std::io::Result<Self> {
        let (tasks, todo) = channel::<Task<L>>();
        let thread = Builder::new().name(String::from("tacite-ledger")).spawn(move || {
            for task in todo {
                task(&ledger);
            }
            ledger
        })?;
        Ok(Self { tasks: Some(tasks), thread: Some(thread) })
    }

    /// Ends the thread once the calls that were begun are made, and returns the ledger. It blocks until
    /// then.
    ///
    /// # Errors
    /// [`LedgerError::Unavailable`] if the thread died.
    pub fn stop(mut self) -> Result<L, LedgerError> {
        self.tasks = None;
        self.thread.take().ok_or_else(died)?.join().map_err(|_| died())
    }

    async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&L) -> Result<T, LedgerError> + Send + 'static,
    ) -> Result<T, LedgerError> {
        let (answer, answered) = oneshot::async_channel();
        let task: Task<L> = Box::new(move |ledger| {
            // Whether anybody still waits for it is their business.
            drop(answer.send(call(ledger)));
        });
        self.tasks.as_ref().ok_or_else(died)?.send(task).map_err(|_| died())?;
        answered.await.map_err(|_| died())?
    }
}

/// A call that panicked took the thread with it; whether it had written is unknown.
fn died() -> LedgerError {
    LedgerError::Unavailable {
        message: String::from("the thread of the ledger died: a call panicked"),
    }
}

impl<L> Drop for OnThread<L> {
    fn drop(&mut self) {
        self.tasks = None;
        if let Some(thread) = self.thread.take()
            // What is woken by the last answer may drop this on the thread itself.
            && thread.thread().id() != current().id()
        {
            // That it died was told to who asked.
            drop(thread.join());
        }
    }
}

impl<L> fmt::Debug for OnThread<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnThread").field("thread", &self.thread).finish_non_exhaustive()
    }
}

impl<L: Ledger + 'static> AsyncLedger for OnThread<L> {
    async fn commit(&self, commit: Commit) -> Result<Committed, LedgerError> {
        self.ask(move |ledger| ledger.commit(&commit)).await
    }

    async fn committed(&self, key: Key) -> Result<Option<Committed>, LedgerError> {
        self.ask(move |ledger| ledger.committed(&key)).await
    }

    async fn streams(
        &self,
        subscriptions: Vec<SubscriptionId>,
    ) -> Result<Vec<Stream>, LedgerError> {
        self.ask(move |ledger| ledger.streams(&subscriptions)).await
    }

    async fn records(&self, after: Position, at_most: usize) -> Result<Vec<Recorded>, LedgerError> {
        self.ask(move |ledger| ledger.records(after, at_most)).await
    }

    async fn due(
        &self,
        on: NaiveDate,
        after: Option<DueAfter>,
        at_most: usize,
    ) -> Result<Vec<Due>, LedgerError> {
        self.ask(move |ledger| ledger.due(on, after, at_most)).await
    }

    async fn documents(
        &self,
        after: Position,
        at_most: usize,
    ) -> Result<Vec<LedgerDocument>, LedgerError> {
        self.ask(move |ledger| ledger.documents(after, at_most)).await
    }

    async fn document(&self, name: DocumentName) -> Result<Option<LedgerDocument>, LedgerError> {
        self.ask(move |ledger| ledger.document(&name)).await
    }

    async fn series(&self, series: SeriesId) -> Result<Option<SeriesState>, LedgerError> {
        self.ask(move |ledger| ledger.series(&series)).await
    }

    async fn lease(&self, request: LeaseRequest) -> Result<Vec<LeasedMessage>, LedgerError> {
        self.ask(move |ledger| ledger.lease(&request)).await
    }

    async fn acknowledge(
        &self,
        holder: Text,
        messages: Vec<MessageId>,
    ) -> Result<Vec<MessageId>, LedgerError> {
        self.ask(move |ledger| ledger.acknowledge(&holder, &messages)).await
    }

    async fn drop_snapshots(&self) -> Result<(), LedgerError> {
        self.ask(Ledger::drop_snapshots).await
    }
}

/// An async ledger that blocks the thread while it works. Not for use inside an async program, whose
/// thread it would hold up.
#[derive(Clone, Debug)]
pub struct Blocking<A>(pub A);

impl<A: AsyncLedger> Ledger for Blocking<A> {
    fn commit(&self, commit: &Commit) -> Result<Committed, LedgerError> {
        pollster::block_on(self.0.commit(commit.clone()))
    }

    fn committed(&self, key: &Key) -> Result<Option<Committed>, LedgerError> {
        pollster::block_on(self.0.committed(key.clone()))
    }

    fn streams(&self, subscriptions: &[SubscriptionId]) -> Result<Vec<Stream>, LedgerError> {
        pollster::block_on(self.0.streams(subscriptions.to_vec()))
    }

    fn records(&self, after: Position, at_most: usize) -> Result<Vec<Recorded>, LedgerError> {
        pollster::block_on(self.0.records(after, at_most))
    }

    fn due(
        &self,
        on: NaiveDate,
        after: Option<DueAfter>,
        at_most: usize,
    ) -> Result<Vec<Due>, LedgerError> {
        pollster::block_on(self.0.due(on, after, at_most))
    }

    fn documents(
        &self,
        after: Position,
        at_most: usize,
    ) -> Result<Vec<LedgerDocument>, LedgerError> {
        pollster::block_on(self.0.documents(after, at_most))
    }

    fn document(&self, name: &DocumentName) -> Result<Option<LedgerDocument>, LedgerError> {
        pollster::block_on(self.0.document(name.clone()))
    }

    fn series(&self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError> {
        pollster::block_on(self.0.series(series.clone()))
    }

    fn lease(&self, request: &LeaseRequest) -> Result<Vec<LeasedMessage>, LedgerError> {
        pollster::block_on(self.0.lease(request.clone()))
    }

    fn acknowledge(
        &self,
        holder: &Text,
        messages: &[MessageId],
    ) -> Result<Vec<MessageId>, LedgerError> {
        pollster::block_on(self.0.acknowledge(holder.clone(), messages.to_vec()))
    }

    fn drop_snapshots(&self) -> Result<(), LedgerError> {
        pollster::block_on(self.0.drop_snapshots())
    }
}
