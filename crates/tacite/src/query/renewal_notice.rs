//! A customer who is not told in time about a tacit renewal may leave at any time after it (TRM-6).
//!
//! A term up to 1 January 2026, a month's notice: the renewal can be refused until 30 November 2025,
//! and in France the customer is told from 30 August to 30 October 2025, both days included.
//!
//! Sending is the host's; what leaving costs otherwise is decided by [`super::exit_fee`].

use chrono::NaiveDate;

use super::QueryError;
use super::agreed::Agreed;
use crate::calendar::{CalendarError, Day};
use crate::contract::RenewalNoticePolicy;
use crate::history::History;

/// When the customer must be told about a renewal (TRM-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RenewalNoticeWindow {
    /// The first day of the new term.
    pub renewal_on: NaiveDate,
    /// The last day on which the renewal can be refused.
    pub last_refusal_day: NaiveDate,
    /// The first day on which the notice counts.
    pub opens: NaiveDate,
    /// The last day on which it does.
    pub closes: NaiveDate,
}

/// Returns when the customer must be told about the first renewal after a day (TRM-6); none if
/// there is no such renewal, or nothing is agreed about it.
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
/// use tacite::query::renewal_notice_window;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Box", CustomerId::new("cust-7")?, Currency::EUR);
/// let renewal = Renewal::Tacit { length: Length::years(1), at_most: None };
/// contract.term = Some(Term { first: Lasting::For(Length::years(1)), renewal });
/// let length = Length::months(1);
/// contract.notice = Some(NoticePolicy { length, ends: NoticeEnd::TermEnd });
/// contract.renewal_notice =
///     Some(RenewalNoticePolicy { opens: Length::months(3), closes: Length::months(1) });
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///     ],
/// )?;
/// let window = renewal_notice_window(&history, date("2025-06-01"))?.expect("it renews itself");
/// assert_eq!(window.last_refusal_day, date("2025-11-30"));
/// assert_eq!((window.opens, window.closes), (date("2025-08-30"), date("2025-10-30")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn renewal_notice_window(
    history: &History,
    as_of: NaiveDate,
) -> Result<Option<RenewalNoticeWindow>, QueryError> {
    let Some(agreed) = Agreed::of(history)? else {
        return Ok(None);
    };
    let Some(policy) = agreed.contract.renewal_notice else {
        return Ok(None);
    };
    let Some(renewal) = agreed.renewal_from(Day::of(as_of).succ()?)? else {
        return Ok(None);
    };
    let (opens, closes) = window(policy, Day::of(renewal.last_refusal_day))?;
    Ok(Some(RenewalNoticeWindow {
        renewal_on: renewal.on,
        last_refusal_day: renewal.last_refusal_day,
        opens: opens.date(),
        closes: closes.date(),
    }))
}

/// Tells whether the customer may leave on a day, on any day and for nothing, because the last
/// renewal was not announced inside its window (TRM-6).
///
/// It is so from that renewal on, up to the next one that was announced in time, or the end. It
/// never is where no such notice is agreed.
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
/// use tacite::query::free_exit;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Box", CustomerId::new("cust-7")?, Currency::EUR);
/// let renewal = Renewal::Tacit { length: Length::years(1), at_most: None };
/// contract.term = Some(Term { first: Lasting::For(Length::years(1)), renewal });
/// let length = Length::months(1);
/// contract.notice = Some(NoticePolicy { length, ends: NoticeEnd::TermEnd });
/// contract.renewal_notice =
///     Some(RenewalNoticePolicy { opens: Length::months(3), closes: Length::months(1) });
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///         // A day too late.
///         Event::on(date("2025-10-31"), 2, EventKind::RenewalNoticeSent),
///     ],
/// )?;
/// assert!(!free_exit(&history, date("2025-12-31"))?);
/// assert!(free_exit(&history, date("2026-01-01"))?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn free_exit(history: &History, as_of: NaiveDate) -> Result<bool, QueryError> {
    match Agreed::of(history)? {
        Some(agreed) => agreed.has_free_exit(Day::of(as_of)),
        None => Ok(false),
    }
}

impl Agreed<'_> {
    /// Tells whether exit is free on a day.
    pub(super) fn has_free_exit(&self, day: Day) -> Result<bool, QueryError> {
        let (Some(policy), Some(renewals_max)) =
            (self.contract.renewal_notice, self.renewals_max())
        else {
            return Ok(false);
        };
        let later = self.first_term_ending_from(day.succ()?, renewals_max);
        let Some(last) = later.checked_sub(1).filter(|_| self.is_running(day)) else {
            return Ok(false);
        };
        let Some(renewal) = self.renewal(last, renewals_max)? else {
            return Ok(false);
        };
        let (opens, closes) = window(policy, Day::of(renewal.last_refusal_day))?;
        let mut told = self.facts.renewal_notices.iter();
        Ok(!told.any(|day| opens <= *day && *day <= closes))
    }
}

fn window(policy: RenewalNoticePolicy, last_refusal: Day) -> Result<(Day, Day), CalendarError> {
    Ok((policy.opens.before_day(last_refusal)?, policy.closes.before_day(last_refusal)?))
}
