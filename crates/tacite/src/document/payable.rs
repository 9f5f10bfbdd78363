//! A document is to be paid at once or in parts that add up to its total (INV-12, L15).
//!
//! 120.00 EUR: 30 % on receipt and the rest after 30 days is 36.00 and 84.00.
//!
//! When each part is due is decided by its [`DueRule`](crate::contract::DueRule).

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::OneOrMore;
use super::totals::percent_of;
use crate::calendar::{CalendarError, Convention, Day};
use crate::contract::{
    BusinessDays, DueRule, PartOfTotal, PaymentPart, PaymentTerms, SHARE_DIGITS_MAX,
};
use crate::money::{Amount, MoneyError, Rounding};

/// A part of a document's total and the day on which it is to be paid (INV-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payable {
    /// The day.
    pub due_on: NaiveDate,
    /// The amount, of the total's sign.
    pub amount: Amount,
}

/// Why a document's payables can't be made.
pub(super) enum PayableError {
    Amount(MoneyError),
    Date(CalendarError),
}

impl From<MoneyError> for PayableError {
    fn from(error: MoneyError) -> Self {
        Self::Amount(error)
    }
}

impl From<CalendarError> for PayableError {
    fn from(error: CalendarError) -> Self {
        Self::Date(error)
    }
}

/// Splits a total into what is to be paid when.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a document is large: it is made where it stays")]
pub(super) fn payables(
    total: Amount,
    dated_on: NaiveDate,
    terms: &PaymentTerms,
    business_days: &BusinessDays,
) -> Result<OneOrMore<Payable>, PayableError> {
    let payable = |due: DueRule, amount: Amount| -> Result<Payable, PayableError> {
        let due_on = match due {
            // The usual terms ask nothing of the calendar.
            DueRule::OnReceipt => dated_on,
            later
            @ (DueRule::Net { .. } | DueRule::EndOfMonth { .. } | DueRule::NextDay { .. }) => {
                later.due_on(dated_on)?
            }
        };
        let due_on = match business_days.payments {
            Convention::Unadjusted => due_on,
            moved @ (Convention::Following
            | Convention::ModifiedFollowing
            | Convention::Preceding) => {
                business_days.holidays.adjust_day(Day::of(due_on), moved)?.date()
            }
        };
        Ok(Payable { due_on, amount })
    };
    match terms {
        PaymentTerms::Single(due) => Ok(OneOrMore::new(payable(*due, total)?)),
        PaymentTerms::Instalments(parts) => {
            let amounts = part_amounts(total, parts)?;
            let payables: Vec<Payable> = parts
                .iter()
                .zip(amounts)
                .filter(|(_, amount)| !amount.is_zero())
                .map(|(part, amount)| payable(part.due, amount))
                .collect::<Result<_, _>>()?;
            // A total of 0 is to be paid by the first part's rule, as nothing is left to share.
            match (OneOrMore::collected(payables), parts.first()) {
                (Some(payables), _) => Ok(payables),
                (None, first) => {
                    let due = first.map_or(DueRule::OnReceipt, |part| part.due);
                    Ok(OneOrMore::new(payable(due, total)?))
                }
            }
        }
    }
}

/// Gives each part its amount: shares and fixed amounts in order, none more than what is left, then
/// the remainder. Shares alone are split so that none of them is more than a minor unit off.
pub(super) fn part_amounts(
    total: Amount,
    parts: &[PaymentPart],
) -> Result<Vec<Amount>, MoneyError> {
    let shares: Option<Vec<u32>> = parts.iter().map(|part| share_weight(part.part)).collect();
    if let Some(weights) = shares {
        return total.split(&weights);
    }
    let sign = if total.minor() < 0 { -1 } else { 1 };
    let whole = i128::from(total.minor()) * sign;
    let mut left = whole;
    let mut magnitudes = Vec::with_capacity(parts.len());
    for part in parts {
        let wanted = match part.part {
            PartOfTotal::Percent(share) => percent_of(whole, share, Rounding::HalfAwayFromZero)?,
            PartOfTotal::MinorUnits(minor) => i128::from(minor),
            PartOfTotal::Remainder => 0,
        };
        let given = wanted.min(left);
        left -= given;
        magnitudes.push(given);
    }
    let remainder = parts.iter().position(|part| part.part == PartOfTotal::Remainder);
    if let Some(last) = magnitudes.get_mut(remainder.unwrap_or(0)) {
        *last += left;
    }
    magnitudes
        .into_iter()
        .map(|magnitude| Amount::from_minor_wide(magnitude * sign, total.currency()))
        .collect()
}

/// A share as a weight, if it is one.
fn share_weight(part: PartOfTotal) -> Option<u32> {
    match part {
        PartOfTotal::Percent(share) => {
            let steps = SHARE_DIGITS_MAX.checked_sub(share.scale())?;
            u32::try_from(share.mantissa().checked_mul(10_i128.pow(steps))?).ok()
        }
        PartOfTotal::MinorUnits(_) | PartOfTotal::Remainder => None,
    }
}
