//! What is read of a stream, and what is due (INV-1, CST-1).
//!
//! Of a stream of 400 records with a snapshot at version 390, the snapshot and ten records are read.
//!
//! How the records become a history and books is decided by `Stream::account`.

use chrono::NaiveDate;
use tacite::checkpoint::Checkpoint;
use tacite::contract::{CustomerId, SubscriptionId};

use crate::{Record, Version};

/// What the records of a stream up to a version add up to: a cache, whose loss changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Of which stream.
    pub subscription: SubscriptionId,
    /// How many of its records are in it.
    pub version: Version,
    /// The history and the books.
    pub checkpoint: Checkpoint,
}

/// A stream as it is read: the newest snapshot, if there is one, and the records after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// Whose it is.
    pub subscription: SubscriptionId,
    /// Its version; [`Version::NEW`] if there is none.
    pub version: Version,
    /// The newest snapshot.
    pub snapshot: Option<Snapshot>,
    /// The records after the snapshot, or all.
    pub records: Vec<Record>,
}

/// A subscription that is due: something of it falls due, or its newest record is an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// Who pays, as the newest record says that speaks of it (see [`Record::customer`]).
    pub customer: Option<CustomerId>,
    /// Which subscription.
    pub subscription: SubscriptionId,
    /// The version of its stream.
    pub version: Version,
    /// Since when; none if it has events that no run has seen, which may be due at once.
    pub due_on: Option<NaiveDate>,
}

/// Where a page of what is due begins: after this customer and subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueAfter {
    /// The customer of the last one of the page before.
    pub customer: Option<CustomerId>,
    /// Its subscription.
    pub subscription: SubscriptionId,
}

impl From<&Due> for DueAfter {
    fn from(due: &Due) -> Self {
        Self { customer: due.customer, subscription: due.subscription }
    }
}
