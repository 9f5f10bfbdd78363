//! A ledger that is reached through another value: by reference, with retries, with faults.
//!
//! [`Retrying`] asks again where [`LedgerError::retry`] says that the same request helps: a commit whose
//! answer was lost is there once, by its key.
//!
//! Whether asking again helps is decided by [`LedgerError::retry`].

use std::sync::Arc;

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};

use crate::{
    Commit, Committed, DocumentName, Due, DueAfter, Key, LeaseRequest, LeasedMessage, Ledger,
    LedgerDocument, LedgerError, MessageId, Position, Recorded, Retry, SeriesId, SeriesState,
    Stream,
};

/// What a ledger is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Call {
    /// [`Ledger::commit`].
    Commit,
    /// A function that reads.
    Read,
    /// [`Ledger::lease`].
    Lease,
    /// [`Ledger::acknowledge`].
    Acknowledge,
    /// [`Ledger::drop_snapshots`].
    DropSnapshots,
}

/// Reaches a ledger, call by call.
pub(crate) trait Through: Send + Sync {
    /// What is reached.
    type To: Ledger + ?Sized;

    /// Makes one call.
    fn through<T>(
        &self,
        which: Call,
        call: impl Fn(&Self::To) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError>;
}

/// Makes a ledger of what reaches one.
macro_rules! ledger_through {
    ([$($parameters:tt)*] $of:ty) => {
        impl<$($parameters)*> Ledger for $of {
            fn commit(&self, commit: &Commit) -> Result<Committed, LedgerError> {
                self.through(Call::Commit, |ledger| ledger.commit(commit))
            }

            fn committed(&self, key: &Key) -> Result<Option<Committed>, LedgerError> {
                self.through(Call::Read, |ledger| ledger.committed(key))
            }

            fn streams(
                &self,
                subscriptions: &[SubscriptionId],
            ) -> Result<Vec<Stream>, LedgerError> {
                self.through(Call::Read, |ledger| ledger.streams(subscriptions))
            }

            fn records(
                &self,
                after: Position,
                at_most: usize,
            ) -> Result<Vec<Recorded>, LedgerError> {
                self.through(Call::Read, |ledger| ledger.records(after, at_most))
            }

            fn due(
                &self,
                on: NaiveDate,
                after: Option<DueAfter>,
                at_most: usize,
            ) -> Result<Vec<Due>, LedgerError> {
                self.through(Call::Read, |ledger| ledger.due(on, after, at_most))
            }

            fn documents(
                &self,
                after: Position,
                at_most: usize,
            ) -> Result<Vec<LedgerDocument>, LedgerError> {
                self.through(Call::Read, |ledger| ledger.documents(after, at_most))
            }

            fn document(
                &self,
                name: &DocumentName,
            ) -> Result<Option<LedgerDocument>, LedgerError> {
                self.through(Call::Read, |ledger| ledger.document(name))
            }

            fn series(&self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError> {
                self.through(Call::Read, |ledger| ledger.series(series))
            }

            fn lease(&self, request: &LeaseRequest) -> Result<Vec<LeasedMessage>, LedgerError> {
                self.through(Call::Lease, |ledger| ledger.lease(request))
            }

            fn acknowledge(
                &self,
                holder: &Text,
                messages: &[MessageId],
            ) -> Result<Vec<MessageId>, LedgerError> {
                self.through(Call::Acknowledge, |ledger| ledger.acknowledge(holder, messages))
            }

            fn drop_snapshots(&self) -> Result<(), LedgerError> {
                self.through(Call::DropSnapshots, Ledger::drop_snapshots)
            }
        }
    };
}

/// A ledger behind a pointer.
macro_rules! ledger_behind {
    ($($pointer:ty),*) => {$(
        impl<L: Ledger + ?Sized> Through for $pointer {
            type To = L;

            fn through<T>(
                &self,
                _: Call,
                call: impl Fn(&L) -> Result<T, LedgerError>,
            ) -> Result<T, LedgerError> {
                call(self)
            }
        }

        ledger_through!([L: Ledger + ?Sized] $pointer);
    )*};
}

ledger_behind!(&L, Box<L>, Arc<L>);

/// A ledger that asks again while that helps.
#[derive(Clone, Debug)]
pub struct Retrying<L> {
    ledger: L,
    attempts: u32,
}

/// Makes a ledger that asks up to so many times where the same request helps ([`Retry::Same`]), one try after
/// the other: how long to wait for others is a setting of the storage.
///
/// A commit whose answer was lost is found by its key, and `replayed` then. Messages whose lease was lost on
/// the way back are held until it ends, and come again.
pub const fn retrying<L: Ledger>(ledger: L, attempts: u32) -> Retrying<L> {
    Retrying { ledger, attempts }
}

impl<L> Retrying<L> {
    /// Returns the ledger.
    pub fn into_inner(self) -> L {
        self.ledger
    }
}

impl<L: Ledger> Through for Retrying<L> {
    type To = L;

    fn through<T>(
        &self,
        _: Call,
        call: impl Fn(&L) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let mut attempt = 1;
        loop {
            match call(&self.ledger) {
                Err(error) if error.retry() == Retry::Same && attempt < self.attempts => {
                    attempt += 1;
                }
                answer => return answer,
            }
        }
    }
}

ledger_through!([L: Ledger] Retrying<L>);
#[cfg(feature = "conformance")]
pub(crate) use ledger_through;
