//! A checkpoint is a history and its books without what is closed: billing from it gives the same
//! documents, and costs what is new (INV-10, CST-1, L13).
//!
//! Monthly since 2015 with a price change each year, closed before 1 January 2025: the events that
//! hold in 2025 stay, and the lines of 2025; an event that would change December 2024 is refused.
//!
//! What is billed from it is decided, as ever, by [`bill`](crate::bill).

mod bounds;
mod events;

use chrono::NaiveDate;

use crate::books::{BookLine, Books, BooksMismatch, IssuedDocument, Kept, fits};
use crate::calendar::{CalendarError, Day};
use crate::contract::{ItemId, Text};
use crate::document::identity::issued_key;
use crate::history::History;
use crate::timeline::{Timeline, TimelineError};
use bounds::Bounds;
use events::Events;

/// A history and its books, closed before a day (INV-10).
///
/// They belong together: billing one with books or a history that were closed before another day is
/// an error. Keep the whole history too: what it alone can answer is what was so on closed days, such
/// as why an old line costs what it costs, or how often somebody paused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The events that bear on open days.
    pub history: History,
    /// The lines that concern open days.
    pub books: Books,
}

/// Closes the days before a date: drops the events that only they depend on, and the lines of
/// reference periods that end before it and are settled (INV-10).
///
/// From then on an event that reaches a closed day is refused when it is billed
/// ([`BooksMismatch::Closed`]), or when it retracts a dropped event, when it is pushed. For all other
/// events, billing gives what it would give from the whole history (L13). The days before the date
/// may be in a period that goes on, or not be charged yet: what is needed for those stays.
///
/// What grows with time and is kept all the same: changes of cadence and anchor, plan changes, Shift
/// pauses, what stands at the head of documents, and the pauses that a running clock counts (a term,
/// a phase, a discount).
///
/// # Errors
/// [`CloseError`]: books that are not those of the history or have not seen all of it, or were closed
/// before a later day.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::books::Books;
/// use tacite::calendar::Cadence;
/// use tacite::checkpoint::close;
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Currency, UnitPrice};
/// use tacite::bill;
///
/// let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let contract = Contract::new("Fee", CustomerId::new("cust-1")?, Currency::EUR);
/// let price = Price::Flat(UnitPrice::whole(10));
/// let item = Item::recurring("Fee", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
/// let id = ItemId::new("fee")?;
/// let mut history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date(2015, 1, 1), 1, EventKind::Started { contract }),
///         Event::on(date(2015, 1, 1), 2, EventKind::ItemAdded { id, item }),
///     ],
/// )?;
/// for (sequence, year) in (3..).zip(2016..=2025) {
///     let price = UnitPrice::whole(7 + sequence);
///     let on = date(year, 1, 1);
///     history.push(Event::on(on, sequence.into(), EventKind::PriceChanged { id, price: price.into() }))?;
/// }
/// let mut books = Books::new();
/// books.post(bill(&history, &books, date(2025, 6, 1))?.posting)?;
///
/// let mut closed = close(&history, &books, date(2025, 1, 1))?;
/// assert_eq!((history.events().len(), closed.history.events().len()), (12, 4));
/// assert_eq!((books.lines().count(), closed.books.lines().count()), (126, 7));
/// let july = bill(&closed.history, &closed.books, date(2025, 7, 1))?;
/// assert_eq!(july.documents, bill(&history, &books, date(2025, 7, 1))?.documents);
///
/// // December 2024 is closed.
/// let late = EventKind::PriceChanged { id, price: UnitPrice::whole(1).into() };
/// closed.history.push(Event::on(date(2024, 12, 31), 13, late))?;
/// let refused = bill(&closed.history, &closed.books, date(2025, 7, 1)).unwrap_err();
/// assert!(refused.to_string().starts_with("event 13 alters days before 2025-01-01"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn close(
    history: &History,
    books: &Books,
    closed_before: NaiveDate,
) -> Result<Checkpoint, CloseError> {
    let newest = fits(history, books)?;
    if books.seen() < newest {
        return Err(CloseError::Unseen { seen: books.seen(), newest });
    }
    if let Some(already) = history.closed_before().filter(|already| *already > closed_before) {
        return Err(CloseError::Reopened { closed_before, already });
    }
    let timeline = Timeline::fold(history)?;
    let before = Day::of(closed_before);
    let bounds = Bounds::of(&timeline, history, books, before)?;
    let events = Events::of(&timeline, history, &bounds);
    let spent = bounds.dropped_items();
    let history_kept = history.closed(closed_before, |event| events.stays(event), spent);
    let kept = KeptBooks { books, bounds: &bounds, history: &history_kept };
    let books = books.closed(before, &kept);
    Ok(Checkpoint { history: history_kept, books })
}

/// The part of books that stays, beside the history that does.
struct KeptBooks<'k> {
    books: &'k Books,
    bounds: &'k Bounds,
    history: &'k History,
}

impl Kept for KeptBooks<'_> {
    fn item(&self, id: ItemId) -> bool {
        self.bounds.item_stays(id)
    }

    fn line(&self, id: ItemId, line: &BookLine) -> bool {
        self.bounds.line_stays(self.history, id, line)
    }

    fn open_from(&self, id: ItemId) -> Day {
        self.bounds.open_from(id)
    }

    fn document_key(&self, document: IssuedDocument) -> Option<Text> {
        let key = issued_key(self.books, self.history.subscription(), document)?;
        Some(Text::from(key.as_str()))
    }
}

/// Why days can't be closed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CloseError {
    /// The books are not those of the history.
    #[error(transparent)]
    Books(#[from] BooksMismatch),
    /// The history can't be folded.
    #[error(transparent)]
    Timeline(#[from] TimelineError),
    /// A date lies outside the calendar.
    #[error(transparent)]
    Date(#[from] CalendarError),
    /// The books have not seen the newest events.
    #[error(
        "the books have seen event {seen}, the newest is {newest}: bill and post before closing (INV-10)"
    )]
    Unseen {
        /// Sequence number of the newest event that they have seen.
        seen: u64,
        /// Sequence number of the newest event.
        newest: u64,
    },
    /// Days that are closed can't be opened.
    #[error(
        "the days before {already} are closed: they can't be opened from {closed_before} on (INV-10)"
    )]
    Reopened {
        /// The first day that was to be open.
        closed_before: NaiveDate,
        /// The first day that is open.
        already: NaiveDate,
    },
}
