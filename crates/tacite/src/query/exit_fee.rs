//! What leaving inside the commitment costs, quoted before it is charged (TRM-3).
//!
//! Bound until 1 January 2027 at 30.00 EUR a month in advance, half of what remains: leaving on
//! 1 October 2026 costs 45.00 EUR.
//!
//! Whether the customer accepts is decided by the host: the accepted amount is in the event.

use chrono::NaiveDate;

use super::QueryError;
use super::agreed::Agreed;
use super::commitment::whole_months;
use crate::books::{Books, fits};
use crate::calendar::Day;
use crate::contract::{ExitFeeValue, LastPeriod};
use crate::engine::bill;
use crate::error::BillError;
use crate::history::{Event, EventKind, History, HistoryError};
use crate::money::{Amount, Percent, Rounding, power_of_ten};
use crate::timeline::facts::Commitment;

/// Returns what leaving on a day costs, excluding tax unless the prices include it (TRM-3); none outside the commitment, where
/// no fee is agreed, or where exit is free on the day of asking (TRM-6).
///
/// A share of what remains is a share of what [`bill`] would give for the days from the end up to
/// the end of the commitment: all of it up to the one less all of it up to the other, rounded once,
/// half away from zero, never below 0. A table counts whole months from the start to the end; a
/// month that it does not have costs 0.
///
/// # Errors
/// [`QueryError::EndlessCommitment`] for a share while an open pause keeps the commitment from
/// ending; [`QueryError::History`] for an end before the start; [`QueryError::Bill`] as [`bill`]
/// would.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::books::Books;
/// use tacite::calendar::{Cadence, Length};
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Amount, Currency, Percent, UnitPrice};
/// use tacite::query::exit_fee;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Phone", CustomerId::new("cust-7")?, Currency::EUR);
/// contract.commitment = Some(Lasting::For(Length::months(24)));
/// let (label, tax) = (Text::from("Early exit"), Tax::NONE);
/// let value = ExitFeeValue::ShareOfRemaining(Percent::whole(50));
/// contract.exit_fee = Some(ExitFee { label, value, tax });
/// let price = Price::Flat(UnitPrice::whole(30));
/// let monthly = Recurrence::every(Cadence::MONTHLY);
/// let (id, item) = (ItemId::new("fee")?, Item::recurring("Fee", price, Tax::NONE, monthly));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///         Event::on(date("2025-01-01"), 2, EventKind::ItemAdded { id, item }),
///     ],
/// )?;
/// // Three months of 30.00 remain.
/// let end_on = date("2026-10-01");
/// let fee = exit_fee(&history, &Books::new(), end_on, date("2026-09-15"))?;
/// assert_eq!(fee, Some(Amount::new(4_500, Currency::EUR)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn exit_fee(
    history: &History,
    books: &Books,
    end_on: NaiveDate,
    asked_on: NaiveDate,
) -> Result<Option<Amount>, QueryError> {
    fits(history, books).map_err(BillError::from)?;
    match Agreed::of(history)? {
        Some(agreed) => agreed.exit_fee(history, Day::of(end_on), Day::of(asked_on)),
        None => Ok(None),
    }
}

impl Agreed<'_> {
    pub(super) fn exit_fee(
        &self,
        history: &History,
        end: Day,
        asked: Day,
    ) -> Result<Option<Amount>, QueryError> {
        let Some(fee) = &self.contract.exit_fee else {
            return Ok(None);
        };
        let until = match self.commitment_before(end)? {
            None => return Ok(None),
            Some(Commitment { end: Some(until) }) if until <= end => return Ok(None),
            Some(Commitment { end: until }) => until,
        };
        if self.has_free_exit(asked)? {
            return Ok(None);
        }
        let currency = self.contract.currency;
        let amount = match &fee.value {
            ExitFeeValue::Fixed(amount) => *amount,
            ExitFeeValue::ByMonth(table) => {
                let month = whole_months(self.start, end)?;
                let known = usize::try_from(month).ok().and_then(|month| table.get(month));
                known.copied().unwrap_or(Amount::zero(currency))
            }
            ExitFeeValue::ShareOfRemaining(share) => {
                let end_on = end.date();
                let until = until.ok_or(QueryError::EndlessCommitment { end_on })?;
                let remaining = net_until(history, until)? - net_until(history, end)?;
                Amount::from_minor_wide(share_of(*share, remaining.max(0)), currency)?
            }
        };
        Ok(Some(amount))
    }
}

/// Rounds a share in percent, once.
fn share_of(share: Percent, minor: i128) -> i128 {
    // A percentage has at most 12 fractional digits and amounts 64 bits: neither product overflows
    // for what `Contract::check` takes.
    let denominator = power_of_ten(share.scale()).unwrap_or(1).saturating_mul(100);
    let exact = minor.saturating_mul(share.mantissa());
    Rounding::HalfAwayFromZero.divide(exact, denominator)
}

/// Adds up, in minor units and as the prices are, all that would ever be billed if the contract ended
/// on a day.
fn net_until(history: &History, end: Day) -> Result<i128, QueryError> {
    let kind = EventKind::EndSet { last_period: Some(LastPeriod::Prorated) };
    let ended = with_event(history, (end.date(), end.date()), kind)?;
    let billing = bill(&ended, &Books::new(), NaiveDate::MAX)?;
    Ok(billing.posting.lines.iter().map(|(_, line)| i128::from(line.net)).sum())
}

/// Returns a longer history: with an event recorded on the first date, effective on the second.
pub(super) fn with_event(
    history: &History,
    (recorded_on, effective_on): (NaiveDate, NaiveDate),
    kind: EventKind,
) -> Result<History, HistoryError> {
    let sequence = history.newest().saturating_add(1);
    let mut longer = history.clone();
    longer.push(Event { sequence, recorded_on, effective_on, kind })?;
    Ok(longer)
}
