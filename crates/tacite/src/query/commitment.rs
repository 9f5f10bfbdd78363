//! How long the customer is still bound (TRM-2).
//!
//! Bound for 24 months from 1 January 2025, asked on 15 October 2026: up to 1 January 2027, 78 days,
//! 2 whole months and a third that has begun.
//!
//! What leaving before costs is decided by [`super::exit_fee`].

use chrono::NaiveDate;

use super::QueryError;
use super::agreed::Agreed;
use crate::calendar::{CalendarError, Day, Length, Overflow};
use crate::history::History;
use crate::timeline::facts::Commitment;

/// What is left of a commitment (TRM-2, TRM-5).
///
/// All are none while an open pause keeps the commitment from ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RemainingCommitment {
    /// The first day without it.
    pub end: Option<NaiveDate>,
    /// Days left, the day of asking included.
    pub days: Option<u32>,
    /// Whole months left.
    pub whole_months: Option<u32>,
    /// Months left, one that has begun counted as whole.
    pub months_begun: Option<u32>,
}

/// Returns what is left of the commitment on a day, as it stands then (TRM-2); none if there is
/// none, it is over, or the contract is. Before the start: what is left from the start.
///
/// # Errors
/// [`QueryError::Calendar`] if a date lies outside the calendar.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::Length;
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::Currency;
/// use tacite::query::remaining_commitment;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Phone", CustomerId::new("cust-7")?, Currency::EUR);
/// contract.commitment = Some(Lasting::For(Length::months(24)));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///     ],
/// )?;
/// let left = remaining_commitment(&history, date("2026-10-15"))?.expect("still bound");
/// assert_eq!((left.end, left.days), (Some(date("2027-01-01")), Some(78)));
/// assert_eq!((left.whole_months, left.months_begun), (Some(2), Some(3)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn remaining_commitment(
    history: &History,
    as_of: NaiveDate,
) -> Result<Option<RemainingCommitment>, QueryError> {
    let Some(agreed) = Agreed::of(history)? else {
        return Ok(None);
    };
    let day = Day::of(as_of).max(agreed.start);
    if !agreed.is_running(day) {
        return Ok(None);
    }
    let commitment = agreed.facts.commitment_end(day, &agreed.pauses)?;
    Ok(remaining(commitment, day)?)
}

/// Counts what is left of a commitment from a day on.
pub(super) fn remaining(
    commitment: Option<Commitment>,
    from: Day,
) -> Result<Option<RemainingCommitment>, CalendarError> {
    let Some(Commitment { end }) = commitment else {
        return Ok(None);
    };
    let Some(end) = end else {
        let none = None;
        let endless =
            RemainingCommitment { end: none, days: None, whole_months: None, months_begun: None };
        return Ok(Some(endless));
    };
    if end <= from {
        return Ok(None);
    }
    let whole = whole_months(from, end)?;
    let is_whole = Length::months(whole).after_day(from, Overflow::Backward)? == end;
    Ok(Some(RemainingCommitment {
        end: Some(end.date()),
        days: u32::try_from(from.days_until(end)).ok(),
        whole_months: Some(whole),
        months_begun: Some(if is_whole { whole } else { whole.saturating_add(1) }),
    }))
}

/// Counts the months from a day that are over by another; 0 if that lies before.
pub(super) fn whole_months(from: Day, until: Day) -> Result<u32, CalendarError> {
    let number = |day: Day| {
        let (year, month, _) = day.year_month_day();
        i64::from(year) * 12 + i64::from(month)
    };
    let Ok(months) = u32::try_from(number(until) - number(from)) else {
        return Ok(0);
    };
    let is_over = Length::months(months).after_day(from, Overflow::Backward)? <= until;
    Ok(if is_over { months } else { months.saturating_sub(1) })
}
