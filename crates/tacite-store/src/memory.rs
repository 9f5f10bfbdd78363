//! A ledger in memory: what every other one is compared with.
//!
//! For tests, for examples, and for programs that keep everything elsewhere. It is gone when it is dropped.
//!
//! What is refused is decided by [`crate::rules`]; nothing is changed before that is known.

mod outbox;
mod stored;

use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};

use crate::rules::{Decision, decide};
use crate::{
    Commit, Committed, DocumentName, Due, DueAfter, Key, LeaseRequest, LeasedMessage, Ledger,
    LedgerDocument, LedgerError, MessageId, Position, Recorded, SeriesId, SeriesState, Stream,
};
use stored::Kept;

/// A ledger in memory, shared between threads by reference.
#[derive(Debug, Default)]
pub struct MemoryLedger {
    kept: Mutex<Kept>,
}

impl MemoryLedger {
    /// Makes an empty ledger.
    pub fn new() -> Self {
        Self::default()
    }

    /// A thread that panicked while it held the lock has changed nothing by halves: what is written is
    /// decided before the first change, and changes can't fail.
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger for MemoryLedger {
    fn commit(&self, commit: &Commit) -> Result<Committed, LedgerError> {
        let request = commit.request_hash();
        let mut kept = self.lock();
        match decide(commit, request, &mut *kept)? {
            Decision::Replay(committed) => Ok(committed),
            Decision::Write(changes) => Ok(kept.write(commit, changes)),
        }
    }

    fn committed(&self, key: &Key) -> Result<Option<Committed>, LedgerError> {
        Ok(self.lock().committed(key))
    }

    fn streams(&self, subscriptions: &[SubscriptionId]) -> Result<Vec<Stream>, LedgerError> {
        let kept = self.lock();
        Ok(subscriptions.iter().map(|subscription| kept.read(*subscription)).collect())
    }

    fn records(&self, after: Position, at_most: usize) -> Result<Vec<Recorded>, LedgerError> {
        Ok(self.lock().records(after, at_most))
    }

    fn due(
        &self,
        on: NaiveDate,
        after: Option<DueAfter>,
        at_most: usize,
    ) -> Result<Vec<Due>, LedgerError> {
        Ok(self.lock().due(on, after).take(at_most).collect())
    }

    fn documents(
        &self,
        after: Position,
        at_most: usize,
    ) -> Result<Vec<LedgerDocument>, LedgerError> {
        Ok(self.lock().documents(after, at_most))
    }

    fn document(&self, name: &DocumentName) -> Result<Option<LedgerDocument>, LedgerError> {
        Ok(self.lock().document(name).cloned())
    }

    fn series(&self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError> {
        Ok(self.lock().series_state(series).cloned())
    }

    fn lease(&self, request: &LeaseRequest) -> Result<Vec<LeasedMessage>, LedgerError> {
        Ok(self.lock().outbox.lease(request))
    }

    fn acknowledge(
        &self,
        holder: &Text,
        messages: &[MessageId],
    ) -> Result<Vec<MessageId>, LedgerError> {
        Ok(self.lock().outbox.acknowledge(holder, messages))
    }

    fn drop_snapshots(&self) -> Result<(), LedgerError> {
        self.lock().drop_snapshots();
        Ok(())
    }
}
