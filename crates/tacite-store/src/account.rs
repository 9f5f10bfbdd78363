//! A stream adds up to a history and books: those of its snapshot, if it has one, then its records in order
//! (INV-1, HIS-1).
//!
//! Sub-1 started on 1 January 2025 for 31.00 a month, and the posting of the night's run: a history of two
//! events, and books with one line of 31.00.
//!
//! What an event means is decided by [`tacite::timeline`], what a posting makes of books by
//! [`tacite::books`].

use tacite::books::{Books, BooksError, PostError};
use tacite::checkpoint::Checkpoint;
use tacite::contract::SubscriptionId;
use tacite::history::{History, HistoryError};

use crate::{Posted, Record, Snapshot, Stream, Version};

/// What a stream adds up to: what [`bill`](tacite::bill) asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The version of the stream: what an append expects.
    pub version: Version,
    /// The events.
    pub history: History,
    /// What is issued.
    pub books: Books,
    /// How many records were read after the snapshot, or in all: who writes a snapshot now and then
    /// asks this.
    pub since_snapshot: usize,
}

impl Stream {
    /// Adds the stream up.
    ///
    /// # Errors
    /// [`AccountError`] with the first record that does not follow. A ledger refuses those that break a
    /// rule of its own; what an event says is checked here, as [`History::push`] does.
    pub fn account(self) -> Result<Account, AccountError> {
        let Self { subscription, version, snapshot, records } = self;
        let at = |version, fault| AccountError { subscription, version, fault };
        let first = snapshot.as_ref().map_or(Version::NEW, |snapshot| snapshot.version);
        let is_whole = snapshot.is_none();
        let (mut history, mut books) = match snapshot {
            Some(Snapshot { checkpoint: Checkpoint { history, books }, .. }) => (history, books),
            None => (History::new(subscription), Books::new()),
        };
        if history.subscription() != subscription {
            let of = history.subscription();
            return Err(at(first, AccountFault::OtherSubscription { of }));
        }
        let (since_snapshot, mut reached) = (records.len(), first);
        for record in records {
            reached = Version(reached.0.saturating_add(1));
            let taken = match record {
                Record::Event(event) => {
                    history.push(event).map_err(|error| AccountFault::Event(Box::new(error)))
                }
                Record::Posted(Posted { posting, next_on: _ }) => {
                    books.post(posting).map_err(|error| AccountFault::Posting(Box::new(error)))
                }
            };
            taken.map_err(|fault| at(reached, fault))?;
        }
        if reached != version {
            return Err(at(version, AccountFault::Incomplete { found: reached }));
        }
        if is_whole {
            books = Books::try_from(books.into_parts())
                .map_err(|error| at(version, AccountFault::Books(Box::new(error))))?;
        }
        Ok(Account { version, history, books, since_snapshot })
    }
}

impl Account {
    /// Makes a snapshot of it.
    pub fn snapshot(&self) -> Snapshot {
        let (history, books) = (self.history.clone(), self.books.clone());
        let subscription = self.history.subscription();
        Snapshot { subscription, version: self.version, checkpoint: Checkpoint { history, books } }
    }
}

/// Why a stream does not add up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stream {subscription}, version {version}: {fault}")]
pub struct AccountError {
    /// Which stream.
    pub subscription: SubscriptionId,
    /// The version of the record that does not follow, or of the stream.
    pub version: Version,
    /// What is wrong.
    #[source]
    pub fault: AccountFault,
}

/// What is wrong with a stream.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AccountFault {
    /// The history does not take an event.
    #[error(transparent)]
    Event(Box<HistoryError>),
    /// The books do not take a posting.
    #[error(transparent)]
    Posting(Box<PostError>),
    /// The books that the postings make can't be.
    #[error(transparent)]
    Books(Box<BooksError>),
    /// The snapshot is another subscription's.
    #[error("the snapshot is of subscription {of}")]
    OtherSubscription {
        /// Whose it is.
        of: SubscriptionId,
    },
    /// Records are missing, or there are too many.
    #[error("snapshot and records reach to version {found}")]
    Incomplete {
        /// How far they reach.
        found: Version,
    },
}
