//! A stream is what was recorded of one subscription: events, and the postings of its billing (HIS-1,
//! INV-1).
//!
//! Subscription sub-1: started and seats added on 1 January 2025 are records 1 and 2, the posting of the
//! night's run is record 3, and a new quantity on 15 January is record 4. Its version is 4.
//!
//! What events mean is decided by [`tacite::timeline`], what a posting makes of books by
//! [`tacite::books`].

use std::fmt;

use chrono::NaiveDate;
use tacite::books::Posting;
use tacite::contract::{CustomerId, SubscriptionId};
use tacite::history::{Event, EventKind};

/// How many records a stream has: who writes says which version they have read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u64);

impl Version {
    /// The version of a stream that is not there yet.
    pub const NEW: Self = Self(0);
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A place in the order in which everything was committed: it rises, from 1 or more, and may leave
/// places out; 0 is before all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(pub u64);

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a stream is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// Something happened, or was agreed.
    Event(Event),
    /// Documents were issued, or it was found that none are due.
    Posted(Posted),
}

impl Record {
    /// Returns who pays from this record on, if it says so: a ledger lists what is due by the customer
    /// that the newest such record names, so that what may share a document stands together (INV-4).
    ///
    /// It is the order of work only: who pays which line is decided by the engine.
    pub const fn customer(&self) -> Option<CustomerId> {
        match self {
            Self::Event(Event { kind: EventKind::Started { contract }, .. }) => {
                Some(contract.customer)
            }
            Self::Event(Event { kind: EventKind::Transferred { customer }, .. }) => Some(*customer),
            Self::Event(_) | Self::Posted(_) => None,
        }
    }
}

/// The posting of a run, or of a cancellation (INV-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// What the books became.
    pub posting: Posting,
    /// The next day on which anything will be due, if nothing else is recorded; none if nothing ever
    /// will.
    pub next_on: Option<NaiveDate>,
}

/// A record and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its place among the records of all streams.
    pub position: Position,
    /// Whose stream it is in.
    pub subscription: SubscriptionId,
    /// Its place in the stream, from 1: the version of the stream once it was there.
    pub version: Version,
    /// The record.
    pub record: Record,
}
