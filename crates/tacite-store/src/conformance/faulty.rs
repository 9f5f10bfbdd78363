//! A ledger that fails when it is told to: before a call, after it, or since it is busy.
//!
//! The third call is a commit whose answer is lost: it is there, and who sent it is told that nobody knows.
//!
//! What helps against it is decided by [`LedgerError::retry`].

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};

use crate::through::{Through, ledger_through};
use crate::{
    Call, Commit, Committed, DocumentName, Due, DueAfter, Key, LeaseRequest, LeasedMessage, Ledger,
    LedgerDocument, LedgerError, MessageId, Position, Recorded, SeriesId, SeriesState, Stream,
};

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The ledger is not reached: [`LedgerError::Unavailable`], and nothing is done.
    NotReached,
    /// All is done, but the answer is lost: [`LedgerError::Unavailable`].
    AnswerLost,
    /// Others hold the storage: [`LedgerError::Busy`], and nothing is done.
    Busy,
}

type Schedule = dyn Fn(u64, Call) -> Option<Fault> + Send + Sync;

/// A ledger with faults.
pub struct Faulty<L> {
    ledger: L,
    calls: AtomicU64,
    schedule: Box<Schedule>,
}

impl<L> Faulty<L> {
    /// Makes a ledger that fails as a function says, of the number of the call, from 1, and what is asked for.
    pub fn new(
        ledger: L,
        schedule: impl Fn(u64, Call) -> Option<Fault> + Send + Sync + 'static,
    ) -> Self {
        Self { ledger, calls: AtomicU64::new(0), schedule: Box::new(schedule) }
    }

    /// Makes a ledger that fails at the calls given, counted from 1.
    pub fn at(ledger: L, faults: impl IntoIterator<Item = (u64, Fault)>) -> Self {
        let faults: BTreeMap<u64, Fault> = faults.into_iter().collect();
        Self::new(ledger, move |number, _| faults.get(&number).copied())
    }

    /// Makes a ledger of which one call in so many fails, in a way that follows from the seed. Answers of
    /// leases are not lost: what was leased would be held until its time is over.
    pub fn seeded(ledger: L, seed: u64, one_in: u64) -> Self {
        Self::new(ledger, move |number, call| {
            let random = mixed(seed ^ mixed(number));
            if !random.is_multiple_of(one_in.max(1)) {
                return None;
            }
            Some(match (random >> 32) % 3 {
                0 => Fault::NotReached,
                1 if call != Call::Lease => Fault::AnswerLost,
                _ => Fault::Busy,
            })
        })
    }

    /// Returns how many calls were made, those that failed included.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::SeqCst)
    }

    /// Returns the ledger.
    pub const fn inner(&self) -> &L {
        &self.ledger
    }
}

/// The finaliser of `SplitMix64`: as good as random, and the same on every machine.
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

impl<L> fmt::Debug for Faulty<L> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Faulty").field("calls", &self.calls).finish_non_exhaustive()
    }
}

impl<L: Ledger> Through for Faulty<L> {
    type To = L;

    fn through<T>(
        &self,
        which: Call,
        call: impl Fn(&L) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let number = self.calls.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        let unavailable = |message| LedgerError::Unavailable { message: String::from(message) };
        match (self.schedule)(number, which) {
            None => call(&self.ledger),
            Some(Fault::NotReached) => Err(unavailable("the connection was refused")),
            Some(Fault::Busy) => {
                Err(LedgerError::Busy { message: String::from("another one is writing") })
            }
            Some(Fault::AnswerLost) => {
                call(&self.ledger)?;
                Err(unavailable("the connection broke off"))
            }
        }
    }
}

ledger_through!([L: Ledger] Faulty<L>);
