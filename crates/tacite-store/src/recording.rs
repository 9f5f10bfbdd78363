//! Reading a stream, deciding, and appending what was decided, as one act (HIS-3, INV-11).
//!
//! Two people add a seat to sub-1 at the same time: the second one's append is a conflict, the stream is read
//! again, and what is asked for is decided once more, with the first seat there.
//!
//! What may be recorded is decided by [`tacite::command`] or by who calls; what a key promises by
//! [`Commit`].

use tacite::contract::SubscriptionId;
use tacite::history::{Event, HistoryError};

use crate::{
    Account, AccountError, Append, Commit, Committed, Key, Ledger, LedgerError, Record, Stream,
    Version,
};

/// How often a stream is read at most until what was decided is appended.
pub const ATTEMPTS_MAX: u32 = 32;

/// What every ledger can do besides, made of what it promises.
pub trait LedgerExt: Ledger {
    /// Reads one stream; an empty one at version 0 if it is not there.
    ///
    /// # Errors
    /// As [`Ledger::streams`].
    fn stream(&self, subscription: SubscriptionId) -> Result<Stream, LedgerError> {
        let empty =
            Stream { subscription, version: Version::NEW, snapshot: None, records: Vec::new() };
        Ok(self.streams(&[subscription])?.pop().unwrap_or(empty))
    }

    /// Reads a stream, decides which events follow, and appends them.
    ///
    /// If another one writes to the stream meanwhile, it is read and decided on again, up to
    /// [`ATTEMPTS_MAX`] times. If the key was used, nothing is decided and its first answer is given
    /// again, whatever it was for: a key belongs to one act of one user.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite::contract::{Contract, CustomerId, SubscriptionId};
    /// use tacite::history::{Event, EventKind};
    /// use tacite::money::Currency;
    /// use tacite_store::{Key, LedgerExt, MemoryLedger, Version};
    ///
    /// let ledger = MemoryLedger::new();
    /// let (sub, key) = (SubscriptionId::new("sub-1")?, Key::new("signup-7")?);
    /// let on = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
    /// let start = |account: &tacite_store::Account| {
    ///     if account.version != Version::NEW {
    ///         return Err("it has begun already");
    ///     }
    ///     let contract = Contract::new("Seats", CustomerId::new("cust-7").unwrap(), Currency::EUR);
    ///     Ok(vec![Event::on(on, 1, EventKind::Started { contract })])
    /// };
    /// let committed = ledger.record(sub, &key, start)?;
    /// assert_eq!(committed.versions, [(sub, Version(1))]);
    /// // The browser sends it twice.
    /// assert!(ledger.record(sub, &key, start)?.replayed);
    /// // Somebody else asks for the same.
    /// let refused = ledger.record(sub, &Key::new("signup-8")?, start).unwrap_err();
    /// assert_eq!(refused.to_string(), "it has begun already");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`RecordError`], with nothing written; see [`LedgerError::retry`].
    fn record<E>(
        &self,
        subscription: SubscriptionId,
        key: &Key,
        mut decide: impl FnMut(&Account) -> Result<Vec<Event>, E>,
    ) -> Result<Committed, RecordError<E>> {
        let mut attempt = 1;
        loop {
            if let Some(committed) = self.committed(key)? {
                return Ok(committed);
            }
            let account = self.stream(subscription)?.account()?;
            let events = decide(&account).map_err(RecordError::Refused)?;
            let expected = account.version;
            check(account, &events).map_err(RecordError::Event)?;
            let records = events.into_iter().map(Record::Event).collect();
            let mut commit = Commit::new(key.clone());
            commit.appends.push(Append { subscription, expected, records });
            match self.commit(&commit) {
                // Another one wrote to the stream, or used the key, since it was read.
                Err(LedgerError::Conflict { .. } | LedgerError::KeyReused { .. })
                    if attempt < ATTEMPTS_MAX =>
                {
                    attempt += 1;
                }
                answer => return Ok(answer?),
            }
        }
    }
}

impl<L: Ledger + ?Sized> LedgerExt for L {}

/// What a history does not take must not be recorded: it could never be read again.
fn check(mut account: Account, events: &[Event]) -> Result<(), HistoryError> {
    events.iter().try_for_each(|event| account.history.push(event.clone()))
}

/// Why nothing was recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError<E> {
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The stream does not add up.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The history does not take an event.
    #[error(transparent)]
    Event(HistoryError),
    /// Who decides refused.
    #[error("{0}")]
    Refused(E),
}
