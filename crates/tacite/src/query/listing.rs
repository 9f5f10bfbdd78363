//! A question asked of many subscriptions: one that fails stops no other (L12).
//!
//! Of three subscriptions, one renews in January 2026, one does not, one can't be folded: one is
//! found, one is left out, one is a failure.

use alloc::vec::Vec;

use super::QueryError;
use crate::contract::SubscriptionId;

/// What many subscriptions answered, in the order in which they were given (L12).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    /// The subscriptions that the question is true of.
    pub found: Vec<(SubscriptionId, T)>,
    /// The subscriptions that have no answer.
    pub failures: Vec<QueryFailure>,
}

/// A subscription without an answer (L12).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("subscription {subscription}: {error}")]
pub struct QueryFailure {
    /// Which subscription.
    pub subscription: SubscriptionId,
    /// Why.
    #[source]
    pub error: QueryError,
}

impl<T> FromIterator<(SubscriptionId, Result<Option<T>, QueryError>)> for Listing<T> {
    fn from_iter<I>(answers: I) -> Self
    where
        I: IntoIterator<Item = (SubscriptionId, Result<Option<T>, QueryError>)>,
    {
        let mut listing = Self { found: Vec::new(), failures: Vec::new() };
        for (subscription, answer) in answers {
            match answer {
                Ok(Some(found)) => listing.found.push((subscription, found)),
                Ok(None) => {}
                Err(error) => listing.failures.push(QueryFailure { subscription, error }),
            }
        }
        listing
    }
}
