//! Reminders so many days before the end or a renewal, so that neither is missed (TRM-1).
//!
//! A contract that ends on 1 January 2026, reminders 30, 7 and 1 days before: 2, 25 and 31 December
//! 2025.
//!
//! Sending them is the host's.

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::QueryError;
use super::agreed::Agreed;
use super::renewal::renewals;
use crate::calendar::{Day, Period};
use crate::history::History;

/// A day on which somebody should be told about what comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reminder {
    /// The day of the reminder.
    pub on: NaiveDate,
    /// How many days later it comes.
    pub days_before: u32,
    /// What comes.
    pub of: Coming,
}

/// What a reminder is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Coming {
    /// The contract ends: the first day without service.
    End(NaiveDate),
    /// The contract is renewed tacitly: the first day of the new term.
    Renewal(NaiveDate),
}

/// Lists the reminders inside a range, by day: so many days before the end and before each tacit
/// renewal.
///
/// # Errors
/// As [`renewals`].
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{Length, Period};
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::Currency;
/// use tacite::query::{Coming, reminders};
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Box", CustomerId::new("cust-7")?, Currency::EUR);
/// let first = Lasting::For(Length::years(1));
/// contract.term = Some(Term { first, renewal: Renewal::None });
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///     ],
/// )?;
/// let december = Period::new(date("2025-12-01"), date("2026-01-01"))?;
/// let found = reminders(&history, &[30, 7, 1], december)?;
/// let days: Vec<NaiveDate> = found.iter().map(|reminder| reminder.on).collect();
/// assert_eq!(days, [date("2025-12-02"), date("2025-12-25"), date("2025-12-31")]);
/// assert_eq!(found[0].of, Coming::End(date("2026-01-01")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn reminders(
    history: &History,
    offsets_days: &[u32],
    range: Period,
) -> Result<Vec<Reminder>, QueryError> {
    let Some(agreed) = Agreed::of(history)? else {
        return Ok(Vec::new());
    };
    let furthest = offsets_days.iter().copied().max().unwrap_or(0);
    let until = range.end_day().saturating_plus_days(furthest.into());
    let mut coming = Vec::new();
    if let Some(end) = agreed.end_on() {
        coming.push((end, Coming::End(end.date())));
    }
    for renewal in renewals(history, Period::from_days(range.start_day(), until)?)? {
        coming.push((Day::of(renewal.on), Coming::Renewal(renewal.on)));
    }
    let mut reminders = Vec::new();
    for (day, of) in coming {
        for days_before in offsets_days.iter().copied() {
            let on = day.saturating_plus_days(-i64::from(days_before));
            if range.contains_day(on) {
                reminders.push(Reminder { on: on.date(), days_before, of });
            }
        }
    }
    reminders.sort_unstable();
    reminders.dedup();
    Ok(reminders)
}
