//! What is still to be billed, month by month (INV-13).
//!
//! A magazine at 7.50 EUR a month for 24 months from 1 January 2025, three of them billed: 7.50 EUR in
//! April, May, June …
//!
//! What an instalment costs is decided by [`instalments`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::QueryError;
use super::instalments::{InstalmentState, instalments};
use crate::books::Books;
use crate::calendar::{Day, Period};
use crate::history::History;
use crate::money::Amount;

/// What falls due in a month and is not billed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthForecast {
    /// The first day of the month.
    pub month: NaiveDate,
    /// The sum of its instalments, excluding tax unless the prices include it.
    pub net: Amount,
}

/// Adds up what falls due inside a range and is not billed yet, by month (INV-13). Months without
/// an instalment are left out.
///
/// # Errors
/// [`QueryError::Bill`] as [`instalments`] would, [`QueryError::Amount`] if a sum is too large.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::books::Books;
/// use tacite::calendar::{Cadence, Period};
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Currency, UnitPrice};
/// use tacite::query::forecast;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let contract = Contract::new("Fee", CustomerId::new("cust-7")?, Currency::EUR);
/// let price = Price::Flat(UnitPrice::whole(30));
/// let monthly = Recurrence::every(Cadence::MONTHLY);
/// let (id, item) = (ItemId::new("fee")?, Item::recurring("Fee", price, Tax::NONE, monthly));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-15"), 1, EventKind::Started { contract }),
///         Event::on(date("2025-01-15"), 2, EventKind::ItemAdded { id, item }),
///     ],
/// )?;
/// let range = Period::new(date("2025-03-01"), date("2025-05-01"))?;
/// let months = forecast(&history, &Books::new(), range, date("2025-02-01"))?;
/// assert_eq!(months.len(), 2);
/// assert_eq!((months[0].month, months[0].net.minor()), (date("2025-03-01"), 3_000));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn forecast(
    history: &History,
    books: &Books,
    range: Period,
    as_of: NaiveDate,
) -> Result<Vec<MonthForecast>, QueryError> {
    let mut months: Vec<MonthForecast> = Vec::new();
    for instalment in instalments(history, books, range, as_of)? {
        match instalment.state {
            InstalmentState::Planned | InstalmentState::ToBill => {}
            InstalmentState::Billed | InstalmentState::Skipped | InstalmentState::Credited => {
                continue;
            }
        }
        let month = month_of(instalment.due_on);
        match months.last_mut().filter(|last| last.month == month) {
            Some(last) => last.net = last.net.checked_add(instalment.net)?,
            None => months.push(MonthForecast { month, net: instalment.net }),
        }
    }
    Ok(months)
}

/// Tells whether a subscription may be deleted: no document was ever issued for it (HIS-5).
///
/// ```
/// use tacite::books::Books;
/// use tacite::query::can_delete;
///
/// assert!(can_delete(&Books::new()), "nothing was billed by 1 January 2025");
/// ```
pub fn can_delete(books: &Books) -> bool {
    books.lines().next().is_none()
}

fn month_of(date: NaiveDate) -> NaiveDate {
    let day = Day::of(date);
    let (_, _, number) = day.year_month_day();
    day.saturating_plus_days(1 - i64::from(number)).date()
}
