//! What can go wrong in a run: one typed error per subscription, naming value, place and rule (L12).

use crate::books::{BooksMismatch, SettleError};
use crate::contract::SubscriptionId;
use crate::document::DocumentError;
use crate::timeline::TimelineError;

/// Why a subscription can't be billed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BillError {
    /// The history can't be folded.
    #[error(transparent)]
    Timeline(#[from] TimelineError),
    /// What is owed can't be settled.
    #[error(transparent)]
    Settle(#[from] SettleError),
    /// The lines make no document.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// The books don't fit the history.
    #[error(transparent)]
    Books(#[from] BooksMismatch),
    /// A run was given the same subscription more than once.
    #[error("the run was given this subscription more than once (L6)")]
    GivenTwice,
    /// Everything up to the end was asked for, and there is no end.
    #[error("the contract has no end: name a day to bill up to (INV-3)")]
    OpenEnded,
}

/// A subscription that could not be billed (L12).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("subscription {subscription}: {error}")]
pub struct Failure {
    /// Which subscription.
    pub subscription: SubscriptionId,
    /// Why.
    #[source]
    pub error: BillError,
}
