//! A commit is the only unit of writing: all of it is there, or nothing (L5).
//!
//! The nightly run of sub-1 appends a posting at version 2, has one invoice numbered, and leaves a message
//! for the mailer: one commit. Sent twice with its key, it is there once, and gets the same answer.
//!
//! What a ledger refuses is decided by [`LedgerError`](crate::LedgerError).

use std::fmt;

use tacite::contract::SubscriptionId;
use tacite::issuing::DocumentNumber;

use crate::{Message, NewDocument, Record, Snapshot, Version};

/// What is written at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// Names the commit, so that sending it again writes nothing.
    pub key: Key,
    /// What is recorded: at most one append a stream.
    pub appends: Vec<Append>,
    /// The documents to number and keep, in the order of their numbers.
    pub documents: Vec<NewDocument>,
    /// Caches of the streams; no part of the request. One that is kept gives way to one of the same or a
    /// later version.
    pub snapshots: Vec<Snapshot>,
    /// What others are to be told.
    pub outbox: Vec<Message>,
}

impl Commit {
    /// Makes a commit that writes nothing yet.
    pub const fn new(key: Key) -> Self {
        Self {
            key,
            appends: Vec::new(),
            documents: Vec::new(),
            snapshots: Vec::new(),
            outbox: Vec::new(),
        }
    }
}

/// Records for the end of one stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Append {
    /// Whose stream.
    pub subscription: SubscriptionId,
    /// The version that was read: if another one wrote meanwhile, nothing is written.
    pub expected: Version,
    /// What is recorded, in order; nothing if the commit only has to hold at that version.
    pub records: Vec<Record>,
}

/// An idempotency key: 1 to 255 characters without controls, chosen by who commits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// Takes a key.
    ///
    /// # Errors
    /// [`KeyError`] if it is empty, too long, or has a control character.
    pub fn new(key: impl Into<String>) -> Result<Self, KeyError> {
        let key = key.into();
        let length = key.chars().count();
        if length == 0 || length > 255 {
            return Err(KeyError::Length { length });
        }
        match key.chars().position(char::is_control) {
            Some(place) => Err(KeyError::Control { place }),
            None => Ok(Self(key)),
        }
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// It is empty or too long.
    #[error("a key of {length} characters: 1 to 255 are needed")]
    Length {
        /// Its characters.
        length: usize,
    },
    /// It has a control character.
    #[error("a key with a control character at place {place}, counted from 0")]
    Control {
        /// Where.
        place: usize,
    },
}

/// What a commit was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The versions of the streams after it, in the order of the appends.
    pub versions: Vec<(SubscriptionId, Version)>,
    /// The numbers of its documents, in their order.
    pub numbers: Vec<DocumentNumber>,
    /// Whether it was there already: this is the first answer again, nothing was written. Who sends a
    /// commit again since an answer was lost can't tell by it who wrote.
    pub replayed: bool,
}
