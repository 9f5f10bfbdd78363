//! What the books have not seen decides how far a run looks back and how its documents are dated
//! (CST-1, INV-3).
//!
//! A price change effective 1 March, recorded on 20 February: the next run looks back to 1 March,
//! or to the first uncharged day if that is earlier, and dates nothing before 20 February.
//!
//! What is charged then is decided by [`super::difference`].

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
    pub(crate) fn of(history: &History, books: &Books) -> Result<Self, BooksMismatch> {
        let whose = history.subscription();
        if let Some(books) = books.subscription.filter(|books| *books != whose) {
            return Err(BooksMismatch::OtherSubscription { history: whose, books });
        }
        let events = history.events();
        let seen = events.last().map_or(0, |event| event.sequence);
        if books.seen() > seen {
            return Err(BooksMismatch::Ahead { seen: books.seen(), newest: seen });
        }
        if books.seen() == seen {
            return Ok(Self { examined: Examined::FromFrontier, seen, recorded: None });
        }
        let known = events.partition_point(|event| event.sequence <= books.seen());
        let mut examined = Examined::FromFrontier;
        let mut recorded: Option<Day> = None;
        for event in events.iter().skip(known) {
            let day = Day::of(event.recorded_on);
            recorded = Some(recorded.map_or(day, |latest| latest.max(day)));
            examined = match (examined, event.kind.is_of_the_whole_life()) {
                (Examined::Everything, _) | (_, true) => Examined::Everything,
                (Examined::FromFrontier, false) => Examined::From(Day::of(event.effective_on)),
                (Examined::From(reach), false) => {
                    Examined::From(reach.min(Day::of(event.effective_on)))
                }
            };
        }
        Ok(Self { examined, seen, recorded })
    }
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
