//! A term that ends is followed by the next one, unless notice was given (TRM-1).
//!
//! A year from 1 January 2025, then tacitly by the year, a month's notice: the first renewal is on
//! 1 January 2026, up to 1 January 2027, and can be refused until 30 November 2025.
//!
//! Whether the customer was told in time is decided by [`super::renewal_notice`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::QueryError;
use super::agreed::Agreed;
use super::listing::Listing;
use super::notice::last_notice;
use crate::calendar::{Day, Period};
use crate::history::History;

/// Most renewals that a range may hold (CST-2).
pub const RENEWALS_MAX: usize = 100_000;

/// A tacit renewal (TRM-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NextRenewal {
    /// The first day of the new term, which is the end of the one before.
    pub on: NaiveDate,
    /// The end of the new term; none while an open pause keeps it from coming.
    pub new_term_end: Option<NaiveDate>,
    /// Counts renewals from 1.
    pub number: u32,
    /// The last day on which it can be refused; the day before it where no notice is agreed.
    pub last_refusal_day: NaiveDate,
}

/// Returns the first tacit renewal after a day (TRM-1, TRM-5). There is none after the end, nor for
/// a contract that ends, goes on without terms or is renewed by hand.
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
/// use tacite::query::next_renewal;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Insurance", CustomerId::new("cust-7")?, Currency::EUR);
/// let renewal = Renewal::Tacit { length: Length::years(1), at_most: None };
/// contract.term = Some(Term { first: Lasting::For(Length::years(1)), renewal });
/// let length = Length::months(1);
/// contract.notice = Some(NoticePolicy { length, ends: NoticeEnd::TermEnd });
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///     ],
/// )?;
/// let renewal = next_renewal(&history, date("2025-06-01"))?.expect("the first one is to come");
/// assert_eq!((renewal.on, renewal.number), (date("2026-01-01"), 1));
/// assert_eq!(renewal.new_term_end, Some(date("2027-01-01")));
/// assert_eq!(renewal.last_refusal_day, date("2025-11-30"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn next_renewal(
    history: &History,
    as_of: NaiveDate,
) -> Result<Option<NextRenewal>, QueryError> {
    match Agreed::of(history)? {
        Some(agreed) => agreed.renewal_from(Day::of(as_of).succ()?),
        None => Ok(None),
    }
}

/// Lists the tacit renewals inside a range, by date (TRM-1).
///
/// # Errors
/// [`QueryError::Calendar`] if a date lies outside the calendar, [`QueryError::TooManyRenewals`]
/// above [`RENEWALS_MAX`].
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{Length, Period};
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::Currency;
/// use tacite::query::renewals;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Insurance", CustomerId::new("cust-7")?, Currency::EUR);
/// let renewal = Renewal::Tacit { length: Length::years(1), at_most: None };
/// contract.term = Some(Term { first: Lasting::For(Length::years(1)), renewal });
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///     ],
/// )?;
/// let range = Period::new(date("2026-01-01"), date("2028-01-01"))?;
/// let on: Vec<NaiveDate> = renewals(&history, range)?.iter().map(|renewal| renewal.on).collect();
/// assert_eq!(on, [date("2026-01-01"), date("2027-01-01")]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn renewals(history: &History, range: Period) -> Result<Vec<NextRenewal>, QueryError> {
    let Some(agreed) = Agreed::of(history)? else {
        return Ok(Vec::new());
    };
    let mut renewals = Vec::new();
    let mut from = range.start_day();
    while let Some(renewal) = agreed.renewal_from(from)? {
        let on = Day::of(renewal.on);
        if on >= range.end_day() {
            break;
        }
        if renewals.len() == RENEWALS_MAX {
            return Err(QueryError::TooManyRenewals { max: RENEWALS_MAX });
        }
        renewals.push(renewal);
        from = on.succ()?;
    }
    Ok(renewals)
}

/// Lists the tacit renewals of many subscriptions inside a range (L12): a subscription that fails
/// is reported and stops no other.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{Length, Period};
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::Currency;
/// use tacite::query::renewals_due;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Insurance", CustomerId::new("cust-7")?, Currency::EUR);
/// let renewal = Renewal::Tacit { length: Length::years(1), at_most: None };
/// contract.term = Some(Term { first: Lasting::For(Length::years(1)), renewal });
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///     ],
/// )?;
/// let january = Period::new(date("2026-01-01"), date("2026-02-01"))?;
/// let listing = renewals_due([&history], january);
/// assert_eq!(listing.found[0].1[0].on, date("2026-01-01"));
/// assert!(listing.failures.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn renewals_due<'h>(
    histories: impl IntoIterator<Item = &'h History>,
    range: Period,
) -> Listing<Vec<NextRenewal>> {
    let answered = histories.into_iter().map(|history| {
        let renewals = renewals(history, range);
        let due = renewals.map(|renewals| (!renewals.is_empty()).then_some(renewals));
        (history.subscription(), due)
    });
    answered.collect()
}

impl Agreed<'_> {
    /// Returns the first renewal on or after a day.
    pub(super) fn renewal_from(&self, day: Day) -> Result<Option<NextRenewal>, QueryError> {
        let Some(renewals_max) = self.renewals_max() else {
            return Ok(None);
        };
        let number = self.first_term_ending_from(day, renewals_max);
        self.renewal(number, renewals_max)
    }

    /// Returns the renewal at the end of the term of a number, counted from 0, if it happens.
    pub(super) fn renewal(
        &self,
        number: u64,
        renewals_max: u64,
    ) -> Result<Option<NextRenewal>, QueryError> {
        if number >= renewals_max {
            return Ok(None);
        }
        let Some(on) = self.term_end(number)? else {
            return Ok(None);
        };
        if self.end_on().is_some_and(|end| end <= on) {
            return Ok(None);
        }
        let last_refusal = match self.contract.notice {
            Some(policy) => last_notice(policy, on)?,
            None => on.pred()?,
        };
        Ok(Some(NextRenewal {
            on: on.date(),
            new_term_end: self.term_end(number + 1)?.map(Day::date),
            number: u32::try_from(number + 1).unwrap_or(u32::MAX),
            last_refusal_day: last_refusal.date(),
        }))
    }
}
