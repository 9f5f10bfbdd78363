//! The pauses of a subscription as they turned out (PAU-1).
//!
//! Paused on 10 March 2025 until 24 March, resumed on the 17th: one pause, from 10 to 16 March, 7
//! days.
//!
//! What they do to amounts and dates is decided by [`crate::timeline`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::QueryError;
use super::agreed::Agreed;
use crate::calendar::Day;
use crate::contract::{Clocks, PauseShape};
use crate::history::History;

/// A pause (PAU-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PauseSpan {
    /// Its first day.
    pub from: NaiveDate,
    /// The day of resumption; none if it is open.
    pub until: Option<NaiveDate>,
    /// What it does to what is charged.
    pub shape: PauseShape,
    /// Which clocks it stops.
    pub clocks: Clocks,
    /// How many days it lasts; none if it is open.
    pub days: Option<u32>,
    /// How many of its days have come by the day of asking, that day included.
    pub days_so_far: u32,
    /// Sequence number of the event that began it.
    pub sequence: u64,
}

/// Lists the pauses that have effect, those to come included, by first day (PAU-1, HIS-1).
///
/// # Errors
/// [`QueryError::Calendar`] if the end of the contract lies outside the calendar.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::Currency;
/// use tacite::query::pauses;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let contract = Contract::new("Box", CustomerId::new("cust-7")?, Currency::EUR);
/// // Until the 24th, but resumed a week early.
/// let pause = Pause::new(PauseShape::ByDays, Some(date("2025-03-24")));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///         Event::on(date("2025-03-10"), 2, EventKind::Paused { pause }),
///         Event::on(date("2025-03-17"), 3, EventKind::Resumed),
///     ],
/// )?;
/// let spans = pauses(&history, date("2025-03-12"))?;
/// assert_eq!((spans[0].from, spans[0].until), (date("2025-03-10"), Some(date("2025-03-17"))));
/// assert_eq!((spans[0].days, spans[0].days_so_far), (Some(7), 3));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pauses(history: &History, as_of: NaiveDate) -> Result<Vec<PauseSpan>, QueryError> {
    let Some(agreed) = Agreed::of(history)? else {
        return Ok(Vec::new());
    };
    let after = Day::of(as_of).saturating_plus_days(1);
    let windows = agreed.facts.windows(agreed.end_on()).into_iter();
    let days = |from: Day, until: Day| u32::try_from(from.days_until(until)).unwrap_or(0);
    let spans = windows.map(|window| PauseSpan {
        from: window.from.date(),
        until: window.until.map(Day::date),
        shape: window.shape,
        clocks: window.clocks,
        days: window.until.map(|until| days(window.from, until)),
        days_so_far: days(window.from, window.until.map_or(after, |until| until.min(after))),
        sequence: window.sequence,
    });
    Ok(spans.collect())
}
