//! What other systems are to be told is written with what happened, and told afterwards (the
//! transactional outbox): at least once, by one teller at a time.
//!
//! "F2025-0042 is issued" is committed with the invoice. A mailer leases it for ten minutes and dies; after
//! ten minutes another mailer gets it.
//!
//! Time is an argument here as everywhere: a ledger has no clock.

use chrono::{DateTime, Utc};
use tacite::contract::Text;

/// Something to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// To whom, or about what: who leases may ask for one topic.
    pub topic: Text,
    /// What: JSON as a rule.
    pub body: Text,
}

/// Names a message; it rises in the order in which they were committed, and may leave numbers out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MessageId(pub u64);

/// Asks for messages to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeaseRequest {
    /// Who asks: a name that no other teller has.
    pub holder: Text,
    /// Only messages of this topic, if one is given.
    pub topic: Option<Text>,
    /// The time as it is.
    pub now: DateTime<Utc>,
    /// Until when nobody else gets them.
    pub until: DateTime<Utc>,
    /// How many at most.
    pub at_most: u32,
}

/// A message that was leased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeasedMessage {
    /// Its name.
    pub id: MessageId,
    /// What to tell.
    pub message: Message,
    /// How often it was leased, this time included: above 1, it may have been told already.
    pub attempts: u32,
}
