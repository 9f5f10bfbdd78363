//! Notice given on a day leads to the first end that is far enough away (TRM-4).
//!
//! A year from 1 January 2026, then by the year, three months' notice to the term's end: notice on
//! 30 September 2026 ends the contract on 1 January 2027, notice on 1 October on 1 January 2028.
//!
//! What leaving costs is decided by [`super::exit_fee`], what is billed then by
//! [`bill`](crate::bill).

use alloc::boxed::Box;

use chrono::NaiveDate;

use super::QueryError;
use super::agreed::{Agreed, Bound};
use crate::calendar::{CalendarError, Day, Overflow};
use crate::contract::{NoticeEnd, NoticePolicy, Renewal};
use crate::history::History;
use crate::schedule::period_end_after;
use crate::timeline::Timeline;

/// Returns the last day on which notice leads to an end: the end less the length less a day
/// (TRM-4). Months that are too short go back to their last day.
///
/// # Errors
/// [`CalendarError::OutOfRange`] before -262143-01-01 (CAL-8).
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::Length;
/// use tacite::contract::{NoticeEnd, NoticePolicy};
/// use tacite::query::last_notice_day;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let policy = NoticePolicy { length: Length::months(3), ends: NoticeEnd::TermEnd };
/// assert_eq!(last_notice_day(policy, date("2027-01-01"))?, date("2026-09-30"));
/// assert_eq!(last_notice_day(policy, date("2026-05-31"))?, date("2026-02-27"));
/// # Ok::<(), tacite::calendar::CalendarError>(())
/// ```
pub fn last_notice_day(policy: NoticePolicy, end: NaiveDate) -> Result<NaiveDate, CalendarError> {
    last_notice(policy, Day::of(end)).map(Day::date)
}

pub(super) fn last_notice(policy: NoticePolicy, end: Day) -> Result<Day, CalendarError> {
    policy.length.before_day(end)?.pred()
}

/// The end that notice leads to (TRM-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EarliestEnd {
    /// The first day without service; none if it never comes, as while an open pause stops the
    /// clock of the term.
    pub end: Option<NaiveDate>,
    /// The last day on which notice leads to this end; none if the contract ends then without
    /// notice. Where no notice is agreed, the end itself.
    pub last_notice_day: Option<NaiveDate>,
}

/// Returns the end that notice given on a day leads to: the first one of the agreed kind that is
/// open to it and not inside the commitment (TRM-2, TRM-4).
///
/// An end E is open to notice of a day x if x < E − length. Whether E lies inside the commitment is
/// judged by the commitment as it stands on the last day before E, so that asking later never gives
/// an earlier end. Where no notice is agreed every day from the one of asking on is open. Asked
/// before the start: no end before the start. A contract that ends anyway, by its last term or by an
/// event, ends then at the latest. A free exit (TRM-6) is a right to terminate, not a notice, and
/// changes nothing here.
///
/// # Errors
/// [`QueryError::NotStarted`]; [`QueryError::Timeline`] or [`QueryError::Calendar`] as folding the
/// history would.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::Length;
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::Currency;
/// use tacite::query::earliest_end;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Lift maintenance", CustomerId::new("cust-7")?, Currency::EUR);
/// let renewal = Renewal::Tacit { length: Length::years(1), at_most: None };
/// contract.term = Some(Term { first: Lasting::For(Length::years(1)), renewal });
/// let length = Length::months(3);
/// contract.notice = Some(NoticePolicy { length, ends: NoticeEnd::TermEnd });
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2026-01-01"), 1, EventKind::Started { contract }),
///     ],
/// )?;
/// let in_time = earliest_end(&history, date("2026-09-30"))?;
/// assert_eq!(in_time.end, Some(date("2027-01-01")));
/// assert_eq!(in_time.last_notice_day, Some(date("2026-09-30")));
/// let late = earliest_end(&history, date("2026-10-01"))?;
/// assert_eq!(late.end, Some(date("2028-01-01")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn earliest_end(history: &History, asked_on: NaiveDate) -> Result<EarliestEnd, QueryError> {
    earliest(history, asked_on, Leaving::AfterCommitment)
}

/// Returns the end that notice given on a day leads to if the customer accepts to pay for leaving
/// inside the commitment: as [`earliest_end`], without the commitment (TRM-3).
///
/// # Errors
/// As [`earliest_end`].
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::Length;
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::Currency;
/// use tacite::query::{earliest_end, earliest_end_with_fee};
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Phone", CustomerId::new("cust-7")?, Currency::EUR);
/// contract.commitment = Some(Lasting::For(Length::months(24)));
/// let length = Length::days(10);
/// contract.notice = Some(NoticePolicy { length, ends: NoticeEnd::AnyDay });
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///     ],
/// )?;
/// let asked_on = date("2025-03-01");
/// assert_eq!(earliest_end(&history, asked_on)?.end, Some(date("2027-01-01")));
/// assert_eq!(earliest_end_with_fee(&history, asked_on)?.end, Some(date("2025-03-12")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn earliest_end_with_fee(
    history: &History,
    asked_on: NaiveDate,
) -> Result<EarliestEnd, QueryError> {
    earliest(history, asked_on, Leaving::WithFee)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Leaving {
    AfterCommitment,
    WithFee,
}

fn earliest(
    history: &History,
    asked_on: NaiveDate,
    leaving: Leaving,
) -> Result<EarliestEnd, QueryError> {
    let agreed = Agreed::of(history)?.ok_or(QueryError::NotStarted)?;
    let ends = Ends::of(history, &agreed)?;
    let mut from = first_open(&agreed, Day::of(asked_on))?.max(agreed.start);
    let open = loop {
        let Some(end) = ends.first_from(from)? else {
            break None;
        };
        let bound = match leaving {
            Leaving::AfterCommitment => agreed.bound(end)?,
            Leaving::WithFee => Bound::Free,
        };
        match bound {
            Bound::Free => break Some(end),
            Bound::Until(later) => from = later,
            Bound::Forever => break None,
        }
    };
    let own = agreed.end_on();
    if let Some(own) = own.filter(|own| open.is_none_or(|open| *own <= open)) {
        return Ok(EarliestEnd { end: Some(own.date()), last_notice_day: None });
    }
    let last = open.map(|open| match agreed.contract.notice {
        Some(policy) => last_notice(policy, open),
        None => Ok(open),
    });
    Ok(EarliestEnd { end: open.map(Day::date), last_notice_day: last.transpose()?.map(Day::date) })
}

/// Returns the first day that is open to notice of a day, as an end. Later ones are open too.
fn first_open(agreed: &Agreed<'_>, asked: Day) -> Result<Day, CalendarError> {
    match agreed.contract.notice {
        Some(policy) => policy.length.after_day(asked.succ()?, Overflow::Forward),
        None => Ok(asked),
    }
}

/// The ends that notice can lead to.
enum Ends<'a, 'h> {
    AnyDay,
    Months,
    Terms(&'a Agreed<'h>),
    Periods(Box<Timeline<'h>>),
}

impl<'a, 'h> Ends<'a, 'h> {
    fn of(history: &'h History, agreed: &'a Agreed<'h>) -> Result<Self, QueryError> {
        Ok(match agreed.contract.notice.map(|policy| policy.ends) {
            Some(NoticeEnd::TermEnd) => Self::Terms(agreed),
            Some(NoticeEnd::PeriodEnd) => Self::Periods(Box::new(Timeline::fold(history)?)),
            Some(NoticeEnd::MonthEnd) => Self::Months,
            Some(NoticeEnd::AnyDay) | None => Self::AnyDay,
        })
    }

    /// Returns the first end on or after a day.
    fn first_from(&self, day: Day) -> Result<Option<Day>, CalendarError> {
        match self {
            Self::AnyDay => Ok(Some(day)),
            Self::Months => first_of_month_from(day).map(Some),
            Self::Terms(agreed) => term_end_from(agreed, day),
            Self::Periods(timeline) => {
                match timeline.items.iter().find(|item| item.grid.is_some()) {
                    Some(item) => period_end_after(item, day.saturating_plus_days(-1)),
                    // Without periods, any day is as good.
                    None => Ok(Some(day)),
                }
            }
        }
    }
}

fn first_of_month_from(day: Day) -> Result<Day, CalendarError> {
    match day.year_month_day() {
        (_, _, 1) => Ok(day),
        _ => day.month_end().succ(),
    }
}

/// Returns the first end of a term on or after a day; after the last term, any day.
fn term_end_from(agreed: &Agreed<'_>, day: Day) -> Result<Option<Day>, CalendarError> {
    let Some(term) = agreed.contract.term else {
        return Ok(Some(day));
    };
    let Some(renewals_max) = agreed.renewals_max() else {
        let Some(first) = agreed.term_end(0)? else {
            return Ok(None);
        };
        let last = match term.renewal {
            _ if day <= first => return Ok(Some(first)),
            Renewal::ByHand => agreed.last_term_end()?,
            Renewal::None | Renewal::OpenEnded | Renewal::Tacit { .. } => Some(first),
        };
        return Ok(last.map(|last| last.max(day)));
    };
    let number = agreed.first_term_ending_from(day, renewals_max);
    if number > renewals_max { Ok(Some(day)) } else { agreed.term_end(number) }
}
