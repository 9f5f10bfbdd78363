//! What the books have not seen decides how far a run looks back and how its documents are dated
//! (CST-1, INV-3).
//!
//! A price change effective 1 March, recorded on 20 February: the next run looks back to 1 March,
//! or to the first uncharged day if that is earlier, and dates nothing before 20 February.
//!
//! What is charged then is decided by [`super::difference`].

use super::reach::{Reach, reach};
use super::{Books, Examined};
use crate::calendar::Day;
use crate::contract::SubscriptionId;
use crate::history::History;

/// Bounds of a run (CST-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Most periods of one item to look at. Default 100,000: 273 years of days.
    pub periods_max: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { periods_max: 100_000 }
    }
}

/// What the books have not seen (INV-3, CST-1).
pub(crate) struct News {
    pub(crate) examined: Examined,
    /// Sequence number of the newest event.
    pub(crate) seen: u64,
    /// The latest recording date among the new events.
    pub(crate) recorded: Option<Day>,
}

impl News {
    /// Compares a history with the books.
    pub(crate) fn of(history: &History, books: &Books) -> Result<Self, BooksMismatch> {
        let seen = fits(history, books)?;
        if books.seen() == seen {
            return Ok(Self { examined: Examined::FromFrontier, seen, recorded: None });
        }
        let events = history.events();
        let known = events.partition_point(|event| event.sequence <= books.seen());
        let new = events.get(known..).unwrap_or_default();
        let recorded = new.iter().map(|event| Day::of(event.recorded_on)).max();
        let examined = match reach(history, new) {
            None => Examined::FromFrontier,
            Some(Reach { first: Day::MIN, .. }) => Examined::Everything,
            Some(Reach { first, .. }) => Examined::From(first),
        };
        Ok(Self { examined, seen, recorded })
    }
}

/// Tells whether books may be those of a history; returns the sequence number of its newest event.
pub(crate) fn fits(history: &History, books: &Books) -> Result<u64, BooksMismatch> {
    let whose = history.subscription();
    if let Some(books) = books.subscription.filter(|books| *books != whose) {
        return Err(BooksMismatch::OtherSubscription { history: whose, books });
    }
    let newest = history.events().last().map_or(0, |event| event.sequence);
    if books.seen() > newest {
        return Err(BooksMismatch::Ahead { seen: books.seen(), newest });
    }
    Ok(newest)
}

/// Why books don't fit a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BooksMismatch {
    /// The books come from a longer history than this one.
    #[error(
        "the books have seen event {seen}, the newest event of the history is {newest} (INV-1)"
    )]
    Ahead {
        /// Sequence number of the newest event that the books have seen.
        seen: u64,
        /// Sequence number of the newest event of the history; 0 if it has none.
        newest: u64,
    },
    /// The books are another subscription's.
    #[error(
        "the history is of subscription {history}, the books are of subscription {books} (INV-1)"
    )]
    OtherSubscription {
        /// Whose history it is.
        history: SubscriptionId,
        /// Whose books these are.
        books: SubscriptionId,
    },
}
