//! Why a ledger did not do what it was asked, and whether asking again helps.
//!
//! sub-1 was read at version 4 and written at version 4 by another worker: conflict, expected 4, found 5.
//! Read it again and bill again; sending the same commit again can't help.
//!
//! A commit that fails has written nothing, except that of [`LedgerError::Unavailable`] nobody knows:
//! send the same commit again, by its key it is there once.

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};
use tacite::issuing::{DocumentNumber, NumberError};

use crate::{Key, SeriesId, Version};

/// Why a ledger refused or failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LedgerError {
    /// Another one wrote to the stream since it was read.
    #[error("stream {subscription} is at version {found}, {expected} was read: read it again")]
    Conflict {
        /// Which stream.
        subscription: SubscriptionId,
        /// The version that was read.
        expected: Version,
        /// The version that it has.
        found: Version,
    },
    /// The key was used for another request.
    #[error("key {key} belongs to another request: a new request needs a new key")]
    KeyReused {
        /// The key.
        key: Key,
    },
    /// The document is there already.
    #[error("document {key} of {issuer} is issued already, as {number} (INV-11)")]
    DocumentExists {
        /// Who issued it.
        issuer: Text,
        /// What names it.
        key: Text,
        /// Its number.
        number: DocumentNumber,
    },
    /// A document is dated before the last one of its series.
    #[error(
        "a document of {dated_on} can't follow {last} of {last_on} in series {series} (INV-11)"
    )]
    DateGoesBack {
        /// The series.
        series: SeriesId,
        /// Its last number.
        last: DocumentNumber,
        /// The date of that document.
        last_on: NaiveDate,
        /// The date of the document refused.
        dated_on: NaiveDate,
    },
    /// The series has no next number.
    #[error("series {series}: {error}")]
    Number {
        /// The series.
        series: SeriesId,
        /// Why.
        #[source]
        error: NumberError,
    },
    /// A record does not follow from those before it.
    #[error("stream {subscription}, version {version}: {rule}")]
    Record {
        /// Which stream.
        subscription: SubscriptionId,
        /// The version that the record would have had.
        version: Version,
        /// What it breaks.
        rule: RecordRule,
    },
    /// The commit contradicts itself.
    #[error("commit {key}: {fault}")]
    Commit {
        /// Which commit.
        key: Key,
        /// How.
        fault: CommitFault,
    },
    /// The ledger was opened, or its file is kept, for reading only.
    #[error("the ledger can only be read: {message}")]
    ReadOnly {
        /// What the storage says.
        message: String,
    },
    /// There is no room left.
    #[error("there is no room to write: {message}")]
    Full {
        /// What the storage says.
        message: String,
    },
    /// Others held the storage for longer than was waited.
    #[error("the ledger is busy: {message}")]
    Busy {
        /// What the storage says.
        message: String,
    },
    /// The storage could not be reached, or broke off: whether the commit is there is unknown.
    #[error("the ledger can't be reached: {message}")]
    Unavailable {
        /// What the storage says.
        message: String,
    },
    /// What is stored can't be read: it was damaged, or written by a newer program.
    #[error("{place}: {message}")]
    Corrupt {
        /// Where: a stream and version, a document, a position.
        place: String,
        /// What is wrong.
        message: String,
    },
}

/// Whether asking again helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Retry {
    /// Not as things are: the request, the disk or the data must change first.
    Useless,
    /// With the same request: it is there once at most.
    Same,
    /// After reading again, with what follows from that.
    Reread,
}

impl LedgerError {
    /// Tells whether asking again helps.
    pub const fn retry(&self) -> Retry {
        match self {
            Self::Conflict { .. } | Self::DateGoesBack { .. } => Retry::Reread,
            Self::Busy { .. } | Self::Unavailable { .. } => Retry::Same,
            Self::KeyReused { .. }
            | Self::DocumentExists { .. }
            | Self::Number { .. }
            | Self::Record { .. }
            | Self::Commit { .. }
            | Self::ReadOnly { .. }
            | Self::Full { .. }
            | Self::Corrupt { .. } => Retry::Useless,
        }
    }
}

/// What a record breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordRule {
    /// Sequence numbers rise.
    #[error("event {sequence} can't follow event {newest} (HIS-1)")]
    Sequence {
        /// The sequence number of the event.
        sequence: u64,
        /// That of the newest event of the stream.
        newest: u64,
    },
    /// A posting fits the books that it was made from.
    #[error("the posting was made from books of version {made_from}, these have {found} (INV-1)")]
    Posting {
        /// The version of the books that it was made from.
        made_from: u64,
        /// How many postings the stream has.
        found: u64,
    },
    /// A posting is of the stream's subscription.
    #[error("the posting is of subscription {of} (INV-1)")]
    OtherSubscription {
        /// Whose posting it is.
        of: SubscriptionId,
    },
}

/// How a commit contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CommitFault {
    /// One stream is appended to twice.
    #[error("stream {subscription} is appended to twice")]
    StreamTwice {
        /// Which stream.
        subscription: SubscriptionId,
    },
    /// A snapshot has records that the stream does not have.
    #[error("the snapshot of stream {subscription} has {version} records, the stream has {found}")]
    SnapshotAhead {
        /// Which stream.
        subscription: SubscriptionId,
        /// The version of the snapshot.
        version: Version,
        /// The version of the stream after the commit.
        found: Version,
    },
    /// A snapshot is of a history or books of another subscription.
    #[error("the snapshot of stream {subscription} is of subscription {of}")]
    OtherSnapshot {
        /// Which stream.
        subscription: SubscriptionId,
        /// Whose history or books it has.
        of: SubscriptionId,
    },
    /// Two documents have one key.
    #[error("documents {first} and {place} of the commit, counted from 0, have one key (INV-11)")]
    DocumentTwice {
        /// The place of the first one.
        first: usize,
        /// The place of the second one.
        place: usize,
    },
    /// A document has no key, or a date that is not in the years 1 to 9999.
    #[error("document {place} of the commit, counted from 0: {message}")]
    Document {
        /// Its place.
        place: usize,
        /// What is wrong.
        message: String,
    },
    /// It is larger than the ledger takes.
    #[error("{found} records, documents and messages, at most {at_most} are taken at once")]
    TooLarge {
        /// How many there are.
        found: usize,
        /// How many are taken.
        at_most: usize,
    },
}
