//! What a history does not take, and why (HIS-1 to HIS-3): one typed error that names the event, its
//! kind and the rule.
//!
//! "event 4 (retracted): there is no event 9 before it to retract (HIS-2)".
//!
//! What a user may not do is decided by [`crate::command`].

use chrono::NaiveDate;

use super::log::EVENTS_MAX;
use crate::contract::{ContractError, ItemError, PaymentTermsError};
use crate::money::Currency;

/// An event that a history does not take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("event {sequence} ({kind}): {rule}")]
pub struct HistoryError {
    /// Sequence number of the event.
    pub sequence: u64,
    /// Its kind.
    pub kind: &'static str,
    /// What it breaks.
    #[source]
    pub rule: HistoryRule,
}

/// What an event breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryRule {
    /// The sequence number is not above the one before.
    #[error("the sequence number must be above {after}, the one before it (HIS-1)")]
    SequenceNotRising {
        /// The sequence number before it.
        after: u64,
    },
    /// The retracted event is not in the log before this one.
    #[error("there is no event {target} before it to retract (HIS-2)")]
    NothingToRetract {
        /// The sequence number to be retracted.
        target: u64,
    },
    /// The retracted event was dropped when the days before a date were closed.
    #[error("event {target} belongs to the days before {closed_before}, which are closed (INV-10)")]
    Closed {
        /// The sequence number to be retracted.
        target: u64,
        /// The first day that is open.
        closed_before: NaiveDate,
    },
    /// The contract would end before it starts.
    #[error("the end {end} lies before the start {start} (HIS-5)")]
    EndBeforeStart {
        /// First day without service.
        end: NaiveDate,
        /// First day of service.
        start: NaiveDate,
    },
    /// An amount is not in the contract's currency.
    #[error("{given} is not the contract's currency {agreed} (MON-3)")]
    OtherCurrency {
        /// The contract's currency.
        agreed: Currency,
        /// The event's currency.
        given: Currency,
    },
    /// What was agreed is not legal.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// The item is not legal.
    #[error(transparent)]
    Item(#[from] ItemError),
    /// The payment terms are not legal.
    #[error(transparent)]
    PaymentTerms(#[from] PaymentTermsError),
    /// The log is full.
    #[error("a history has at most {EVENTS_MAX} events (CST-2)")]
    TooManyEvents,
}
