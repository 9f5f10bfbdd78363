//! A ledger that fails now and then: busy before it writes, or out of reach after it did.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};
use tacite_store::{
    Commit, Committed, DocumentName, Due, DueAfter, Key, LeaseRequest, LeasedMessage, Ledger,
    LedgerDocument, LedgerError, MessageId, Position, Recorded, SeriesId, SeriesState, Stream,
};

/// Wraps a ledger.
pub(crate) struct Faulty<L> {
    pub(crate) inner: L,
    /// One call of so many fails; none if it is 0.
    pub(crate) one_of: u64,
    /// How often the snapshots are dropped before streams are read: one time of so many.
    pub(crate) drops_one_of: u64,
    /// After how many commits there is no room left.
    pub(crate) full_after: Option<u64>,
    /// A stream that can't be read.
    pub(crate) unreadable: Option<SubscriptionId>,
    /// How many commits there were.
    commits: AtomicU64,
    /// What the faults are drawn from.
    pub(crate) state: AtomicU64,
}

impl<L: Ledger> Faulty<L> {
    /// Without a fault as yet.
    pub(crate) const fn of(inner: L) -> Self {
        let (commits, state) = (AtomicU64::new(0), AtomicU64::new(1));
        Self {
            inner,
            one_of: 0,
            drops_one_of: 0,
            full_after: None,
            unreadable: None,
            commits,
            state,
        }
    }

    fn draws(&self, one_of: u64) -> bool {
        let step = |state: u64| Some(state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1));
        let state = self.state.fetch_update(Ordering::SeqCst, Ordering::SeqCst, step).unwrap();
        one_of > 0 && (state >> 33).is_multiple_of(one_of)
    }

    fn busy(&self) -> Result<(), LedgerError> {
        if self.draws(self.one_of) {
            return Err(LedgerError::Busy { message: "injected".to_owned() });
        }
        Ok(())
    }
}

impl<L: Ledger> Ledger for Faulty<L> {
    fn commit(&self, commit: &Commit) -> Result<Committed, LedgerError> {
        self.busy()?;
        let commits = self.commits.fetch_add(1, Ordering::SeqCst);
        if self.full_after.is_some_and(|most| commits >= most) {
            return Err(LedgerError::Full { message: "injected".to_owned() });
        }
        let committed = self.inner.commit(commit)?;
        if self.draws(self.one_of) {
            return Err(LedgerError::Unavailable { message: "the answer is lost".to_owned() });
        }
        Ok(committed)
    }

    fn committed(&self, key: &Key) -> Result<Option<Committed>, LedgerError> {
        self.inner.committed(key)
    }

    fn streams(&self, subscriptions: &[SubscriptionId]) -> Result<Vec<Stream>, LedgerError> {
        self.busy()?;
        if self.draws(self.drops_one_of) {
            self.inner.drop_snapshots()?;
        }
        if let Some(of) = self.unreadable.filter(|of| subscriptions.contains(of)) {
            let place = format!("stream {of}, version 1");
            return Err(LedgerError::Corrupt { place, message: "injected".to_owned() });
        }
        self.inner.streams(subscriptions)
    }

    fn records(&self, after: Position, at_most: usize) -> Result<Vec<Recorded>, LedgerError> {
        self.inner.records(after, at_most)
    }

    fn due(
        &self,
        on: NaiveDate,
        after: Option<DueAfter>,
        at_most: usize,
    ) -> Result<Vec<Due>, LedgerError> {
        self.busy()?;
        self.inner.due(on, after, at_most)
    }

    fn documents(
        &self,
        after: Position,
        at_most: usize,
    ) -> Result<Vec<LedgerDocument>, LedgerError> {
        self.inner.documents(after, at_most)
    }

    fn document(&self, name: &DocumentName) -> Result<Option<LedgerDocument>, LedgerError> {
        self.inner.document(name)
    }

    fn series(&self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError> {
        self.busy()?;
        self.inner.series(series)
    }

    fn lease(&self, request: &LeaseRequest) -> Result<Vec<LeasedMessage>, LedgerError> {
        self.inner.lease(request)
    }

    fn acknowledge(
        &self,
        holder: &Text,
        messages: &[MessageId],
    ) -> Result<Vec<MessageId>, LedgerError> {
        self.inner.acknowledge(holder, messages)
    }

    fn drop_snapshots(&self) -> Result<(), LedgerError> {
        self.inner.drop_snapshots()
    }
}
