//! What the books have not seen decides how far a run looks back and how its documents are dated
//! (CST-1, INV-3).
//!
//! A price change effective 1 March, recorded on 20 February: the next run looks back to 1 March,
//! or to the first uncharged day if that is earlier, and dates nothing before 20 February.
//!
//! What is charged then is decided by [`super::difference`].

use alloc::string::{String, ToString};

use chrono::NaiveDate;

use super::reach::reach;
use super::{Books, Examined};
use crate::calendar::Day;
use crate::contract::SubscriptionId;
use crate::history::History;

/// Bounds of a run (CST-2, INV-3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Most periods of one item to look at. Default 100,000: 273 years of days.
    pub periods_max: u32,
    /// The earliest date that a document may bear: that of the last one of its series, as numbers and
    /// dates go up together (INV-11). What falls due before is dated on it, as what is recorded late
    /// is; lines and amounts are the same. Default none.
    pub dated_from: Option<NaiveDate>,
}

impl Limits {
    /// Bounds by which no document is dated before a day, otherwise as by default.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite::books::Books;
    /// use tacite::calendar::Cadence;
    /// use tacite::contract::*;
    /// use tacite::history::{Event, EventKind, History};
    /// use tacite::money::{Currency, UnitPrice};
    /// use tacite::{Limits, bill_within};
    ///
    /// let march = |d| NaiveDate::from_ymd_opt(2025, 3, d).unwrap();
    /// let contract = Contract::new("Fee", CustomerId::new("cust-7")?, Currency::EUR);
    /// let price = Price::Flat(UnitPrice::whole(36));
    /// let item = Item::recurring("Fee", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
    /// let id = ItemId::new("fee")?;
    /// let history = History::of(
    ///     SubscriptionId::new("sub-1")?,
    ///     [
    ///         Event::on(march(1), 1, EventKind::Started { contract }),
    ///         Event::on(march(1), 2, EventKind::ItemAdded { id, item }),
    ///     ],
    /// )?;
    /// // The last invoice of the series is dated 4 March.
    /// let limits = Limits::dated_from(march(4));
    /// let billing = bill_within(&history, &Books::new(), march(5), limits)?;
    /// assert_eq!(billing.documents[0].dated_on, march(4));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn dated_from(day: NaiveDate) -> Self {
        Self { dated_from: Some(day), ..Self::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { periods_max: 100_000, dated_from: None }
    }
}

/// What the books have not seen (INV-3, CST-1).
pub(crate) struct News {
    pub(crate) examined: Examined,
    /// Sequence number of the newest event.
    pub(crate) seen: u64,
    /// The latest recording date among the new events, or day on which a document was cancelled since
    /// the last run.
    pub(crate) recorded: Option<Day>,
}

impl News {
    /// Compares a history with the books.
    pub(crate) fn of(history: &History, books: &Books) -> Result<Self, BooksMismatch> {
        let seen = fits(history, books)?;
        let cancelled = books.newly_cancelled();
        if books.seen() == seen {
            let examined = Examined::after(cancelled);
            return Ok(Self { examined, seen, recorded: cancelled });
        }
        let events = history.events();
        let known = events.partition_point(|event| event.sequence <= books.seen());
        let new = events.get(known..).unwrap_or_default();
        let recorded = new.iter().map(|event| Day::of(event.recorded_on)).max().max(cancelled);
        let reach = reach(history, new);
        if let (Some(reach), Some(closed)) = (reach, books.closed_before)
            && reach.first < closed
        {
            let (sequence, closed_before) = (reach.sequence, closed.date());
            return Err(BooksMismatch::Closed { sequence, closed_before });
        }
        let examined =
            reach.map_or_else(|| Examined::after(cancelled), |reach| Examined::From(reach.first));
        Ok(Self { examined, seen, recorded })
    }
}

/// Tells whether books may be those of a history; returns the sequence number of its newest event.
pub(crate) fn fits(history: &History, books: &Books) -> Result<u64, BooksMismatch> {
    let whose = history.subscription();
    if let Some(books) = books.subscription.filter(|books| *books != whose) {
        return Err(BooksMismatch::OtherSubscription { history: whose, books });
    }
    let (closed, books_closed) = (history.closed_before(), books.closed_before());
    if closed != books_closed {
        return Err(BooksMismatch::OtherClosing { history: closed, books: books_closed });
    }
    let newest = history.newest();
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
    /// An event reaches days that are closed.
    #[error(
        "event {sequence} alters days before {closed_before}, which are closed: record it from that day on, or bill from the whole history (INV-10)"
    )]
    Closed {
        /// Sequence number of the event.
        sequence: u64,
        /// The first day that is open.
        closed_before: NaiveDate,
    },
    /// History and books are closed before different days: they are no checkpoint together.
    #[error(
        "the history is closed before {}, the books are closed before {}: they belong to different checkpoints (INV-10)",
        on(*history), on(*books)
    )]
    OtherClosing {
        /// First open day of the history, if it is closed.
        history: Option<NaiveDate>,
        /// First open day of the books, if they are.
        books: Option<NaiveDate>,
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

fn on(day: Option<NaiveDate>) -> String {
    day.map_or_else(|| String::from("no day"), |day| day.to_string())
}
