//! What terminating would do, without doing it: the end, the fee, the last documents (TRM-5, L10).
//!
//! 30.00 EUR a month in advance, billed up to 31 March 2025, terminated on 17 March: 15 of 31 days,
//! 14.52 EUR, would be credited.
//!
//! What is billed is decided by [`bill`] itself; whether the end is allowed by commands.

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::QueryError;
use super::agreed::Agreed;
use super::commitment::{RemainingCommitment, remaining};
use super::exit_fee::with_event;
use super::notice::{earliest_end, last_notice};
use crate::books::Books;
use crate::calendar::Day;
use crate::contract::LastPeriod;
use crate::document::Document;
use crate::engine::bill;
use crate::history::{EventKind, History};
use crate::money::Amount;

/// What is asked about leaving (TRM-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TerminationAsk {
    /// Today: when notice would be given.
    pub asked_on: NaiveDate,
    /// The first day without service; the earliest possible one if absent.
    pub end_on: Option<NaiveDate>,
    /// What the last period costs; what the items say if absent (TRM-8).
    pub last_period: Option<LastPeriod>,
}

impl TerminationAsk {
    /// Asks, on a day, about the earliest end, with the last period as the items say.
    pub const fn on(asked_on: NaiveDate) -> Self {
        Self { asked_on, end_on: None, last_period: None }
    }
}

/// What leaving would do (TRM-5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminationQuote {
    /// The first day without service.
    pub end: NaiveDate,
    /// The last day on which notice leads to this end; none where no notice is agreed.
    pub last_notice_day: Option<NaiveDate>,
    /// What would be left of the commitment from the end on; none if the end lies outside it.
    pub remaining: Option<RemainingCommitment>,
    /// What leaving inside the commitment costs, excluding tax unless the prices include it (TRM-3).
    pub exit_fee: Option<Amount>,
    /// What would be given back, excluding tax unless the prices include it: the credit lines of the
    /// documents, as an amount of 0 or more.
    pub credit: Amount,
    /// The documents that would be issued, up to the later of the day of asking and the end.
    pub documents: Vec<Document>,
}

/// Tells what terminating would do (TRM-5, L10): the documents are those that [`bill`] gives for the
/// history with a `Terminated` event recorded on the day of asking. Nothing is written.
///
/// Without a date, the end is the one that notice of that day leads to, or the day itself where exit
/// is free (TRM-6). A date is taken as it is, even if it is not open to notice of that day or lies
/// inside the commitment: compare `last_notice_day`, see `exit_fee`.
///
/// # Errors
/// [`QueryError::NotStarted`]; [`QueryError::NeverEnds`] without a date while an open pause keeps
/// every end from coming; [`QueryError::History`] for an end before the start; otherwise as
/// [`exit_fee`](super::exit_fee()) and [`bill`].
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::bill;
/// use tacite::books::Books;
/// use tacite::calendar::Cadence;
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Amount, Currency, UnitPrice};
/// use tacite::query::{TerminationAsk, termination_quote};
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let contract = Contract::new("Fee", CustomerId::new("cust-7")?, Currency::EUR);
/// let price = Price::Flat(UnitPrice::whole(30));
/// let monthly = Recurrence::every(Cadence::MONTHLY);
/// let (id, item) = (ItemId::new("fee")?, Item::recurring("Fee", price, Tax::NONE, monthly));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-03-01"), 1, EventKind::Started { contract }),
///         Event::on(date("2025-03-01"), 2, EventKind::ItemAdded { id, item }),
///     ],
/// )?;
/// let mut books = Books::new();
/// books.post(bill(&history, &books, date("2025-03-01"))?.posting)?;
///
/// let ask = TerminationAsk { end_on: Some(date("2025-03-17")), ..TerminationAsk::on(date("2025-03-10")) };
/// let quote = termination_quote(&history, &books, ask)?;
/// // 15 of 31 days of 30.00.
/// assert_eq!(quote.credit, Amount::new(1_452, Currency::EUR));
/// assert_eq!(quote.documents.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn termination_quote(
    history: &History,
    books: &Books,
    ask: TerminationAsk,
) -> Result<TerminationQuote, QueryError> {
    let agreed = Agreed::of(history)?.ok_or(QueryError::NotStarted)?;
    let asked = Day::of(ask.asked_on);
    let end = match ask.end_on {
        Some(end) => Day::of(end),
        None if agreed.has_free_exit(asked)? => asked,
        None => {
            let end = earliest_end(history, ask.asked_on)?.end;
            Day::of(end.ok_or(QueryError::NeverEnds { asked_on: ask.asked_on })?)
        }
    };
    let exit_fee = agreed.exit_fee(history, end, asked)?;
    let kind = EventKind::Terminated {
        last_period: ask.last_period,
        reason: None,
        exit_fee: exit_fee.filter(|fee| !fee.is_zero()),
    };
    let terminated = with_event(history, (ask.asked_on, end.date()), kind)?;
    let billing = bill(&terminated, books, asked.max(end).date())?;
    let lines = billing.posting.lines.iter().map(|(_, line)| line);
    let credit =
        lines.filter(|line| line.is_credit()).map(|line| i128::from(line.net)).sum::<i128>();
    let last_notice_day = agreed.contract.notice.map(|policy| last_notice(policy, end));
    Ok(TerminationQuote {
        end: end.date(),
        last_notice_day: last_notice_day.transpose()?.map(Day::date),
        remaining: remaining(agreed.commitment_before(end)?, end)?,
        exit_fee,
        credit: Amount::from_minor_wide(-credit, agreed.contract.currency)?,
        documents: billing.documents,
    })
}
