//! What was agreed is checked before it enters a history, so that its dates have a meaning (HIS-3,
//! TRM-1 to TRM-6, CHG-9, PAU-1).
//!
//! Three days at a time, tacitly, with a month's notice is refused: notice of 27 February 2026 would
//! be in time for 28 and for 31 March, and the last day for each of them would be the same (TRM-4).
//!
//! Items are checked in [`super::check`].

use alloc::vec::Vec;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{
    Contract, Discount, DiscountValue, ExitFeeValue, ItemError, ItemId, Lasting, Pause, PauseShape,
    ReducedPrice, Renewal,
};
use crate::calendar::{Day, Length, Unit};
use crate::money::{Amount, Currency, Percent};

/// What is wrong with what was agreed (TRM-1 to TRM-6, CHG-9, PAU-1).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ContractError {
    /// A term or a commitment lasts no time.
    #[error("the {what} has no length, at least 1 day is needed (TRM-1, TRM-2)")]
    NoLength {
        /// Which.
        what: Span,
    },
    /// A term or a commitment ends before it begins.
    #[error("the {what} until {until} ends on or before the start {start} (TRM-1, TRM-2)")]
    UntilStart {
        /// Which.
        what: Span,
        /// Its end.
        until: NaiveDate,
        /// The start of the contract.
        start: NaiveDate,
    },
    /// Months back from the ends of such terms are the same day.
    #[error(
        "a term of {days} days is too short for {notice} of notice: at least {DAYS_MIN} days are needed where notice counts in months (TRM-4)"
    )]
    ShortTerm {
        /// Days of the term.
        days: u32,
        /// Length of the notice.
        notice: Length,
    },
    /// The window of the renewal notice closes before it opens.
    #[error(
        "the renewal notice opens {opens} and closes {closes} before the last day of refusal: it must not close before it opens (TRM-6)"
    )]
    WindowReversed {
        /// How long before that day it opens.
        opens: Length,
        /// How long before that day it closes.
        closes: Length,
    },
    /// The exit fee is in another currency.
    #[error("the exit fee is in {given}, not in the contract's currency {agreed} (MON-3)")]
    FeeCurrency {
        /// The contract's currency.
        agreed: Currency,
        /// The fee's.
        given: Currency,
    },
    /// The exit fee is below 0.
    #[error("the exit fee {fee} is negative, at least 0 is needed (TRM-3)")]
    NegativeFee {
        /// The fee.
        fee: Amount,
    },
    /// The tax of the exit fee is not legal.
    #[error("exit fee: {0}")]
    FeeTax(#[source] ItemError),
    /// A share is more than the whole.
    #[error("the {what} is {percent} %, at most 100 % is allowed ({rule})")]
    AboveTheWhole {
        /// Which share.
        what: &'static str,
        /// The percentage.
        percent: Decimal,
        /// The rule that bounds it.
        rule: &'static str,
    },
    /// An amount per period is below 0.
    #[error("the {what} {value} is negative, at least 0 is needed ({rule})")]
    Negative {
        /// Which amount.
        what: &'static str,
        /// The amount, in major units.
        value: Decimal,
        /// The rule that bounds it.
        rule: &'static str,
    },
    /// An item has the id that belongs to lines of no item.
    #[error(
        "the item id \"{}\" is kept for lines that belong to no item (INV-9)",
        ItemId::ADJUSTMENT
    )]
    ReservedItem,
}

/// A time that a contract names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// The first term.
    FirstTerm,
    /// The term of a tacit renewal.
    Renewal,
    /// The commitment.
    Commitment,
}

impl core::fmt::Display for Span {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.pad(match self {
            Self::FirstTerm => "first term",
            Self::Renewal => "renewal",
            Self::Commitment => "commitment",
        })
    }
}

/// Fewest days of a term where notice counts in months: up to 4 days at the end of a month go back
/// to one and the same last day of February, the first and the last of them 3 days apart.
const DAYS_MIN: u32 = 4;

impl Contract {
    /// Checks that lengths, shares and amounts have a meaning, whenever the contract starts.
    ///
    /// # Errors
    /// [`ContractError`], the first one of: a term, a renewal or a commitment of no length; a term
    /// under 4 days with a notice in months; a renewal notice that closes before it opens; a discount
    /// on the document above the whole; an exit fee in another currency, below 0, above the whole, or
    /// with a tax that does not fit.
    ///
    /// ```
    /// use tacite::calendar::Length;
    /// use tacite::contract::*;
    /// use tacite::money::Currency;
    ///
    /// let mut contract = Contract::new("Stand", CustomerId::new("cust-7")?, Currency::EUR);
    /// let renewal = Renewal::Tacit { length: Length::days(3), at_most: None };
    /// contract.term = Some(Term { first: Lasting::For(Length::months(1)), renewal });
    /// assert_eq!(contract.check(), Ok(()));
    ///
    /// let length = Length::months(1);
    /// contract.notice = Some(NoticePolicy { length, ends: NoticeEnd::TermEnd });
    /// assert_eq!(contract.check(), Err(ContractError::ShortTerm { days: 3, notice: length }));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check(&self) -> Result<(), ContractError> {
        for (what, length) in self.lengths() {
            if length.is_zero() {
                return Err(ContractError::NoLength { what });
            }
            if what != Span::Commitment {
                self.check_term(days(length))?;
            }
        }
        if let Some(policy) = self.renewal_notice
            && is_surely_shorter(policy.opens, policy.closes)
        {
            let (opens, closes) = (policy.opens, policy.closes);
            return Err(ContractError::WindowReversed { opens, closes });
        }
        if let Some(discount) = &self.billing.document_discount {
            check_share("document discount", discount.percent, "INV-5")?;
        }
        self.check_exit_fee()
    }

    /// Checks that the dates that the contract names lie after its start.
    ///
    /// # Errors
    /// [`ContractError::UntilStart`], or [`ContractError::ShortTerm`] for a first term that ends
    /// under 4 days later where notice counts in months.
    pub fn check_start(&self, start: NaiveDate) -> Result<(), ContractError> {
        let first = self.term.map(|term| (Span::FirstTerm, term.first));
        let commitment = self.commitment.map(|commitment| (Span::Commitment, commitment));
        for (what, lasting) in first.into_iter().chain(commitment) {
            let Lasting::Until(until) = lasting else {
                continue;
            };
            if until <= start {
                return Err(ContractError::UntilStart { what, until, start });
            }
            if what == Span::FirstTerm {
                let days = Day::of(start).days_until(Day::of(until));
                self.check_term(u32::try_from(days).ok())?;
            }
        }
        Ok(())
    }

    /// The lengths that the contract names.
    fn lengths(&self) -> impl Iterator<Item = (Span, Length)> {
        let lasting = |lasting: Lasting| match lasting {
            Lasting::For(length) => Some(length),
            Lasting::Until(_) => None,
        };
        let first = self.term.and_then(|term| lasting(term.first));
        let renewal = self.term.and_then(|term| match term.renewal {
            Renewal::Tacit { length, .. } => Some(length),
            Renewal::None | Renewal::OpenEnded | Renewal::ByHand => None,
        });
        let commitment = self.commitment.and_then(lasting);
        let spans =
            [(Span::FirstTerm, first), (Span::Renewal, renewal), (Span::Commitment, commitment)];
        spans.into_iter().filter_map(|(what, length)| length.map(|length| (what, length)))
    }

    fn check_term(&self, days: Option<u32>) -> Result<(), ContractError> {
        let notice = self.notice.map(|policy| policy.length);
        match (days, notice) {
            (Some(days), Some(notice)) if days < DAYS_MIN && is_in_months(notice) => {
                Err(ContractError::ShortTerm { days, notice })
            }
            _ => Ok(()),
        }
    }

    fn check_exit_fee(&self) -> Result<(), ContractError> {
        let Some(fee) = &self.exit_fee else {
            return Ok(());
        };
        fee.tax.check().map_err(ContractError::FeeTax)?;
        let amounts: Vec<Amount> = match &fee.value {
            ExitFeeValue::Fixed(amount) => Vec::from([*amount]),
            ExitFeeValue::ByMonth(amounts) => amounts.clone(),
            ExitFeeValue::ShareOfRemaining(share) => {
                return check_share("exit fee", *share, "TRM-3");
            }
        };
        for fee in amounts {
            if fee.currency() != self.currency {
                let (agreed, given) = (self.currency, fee.currency());
                return Err(ContractError::FeeCurrency { agreed, given });
            }
            if fee.minor() < 0 {
                return Err(ContractError::NegativeFee { fee });
            }
        }
        Ok(())
    }
}

impl Discount {
    /// Checks that it takes off no more than the whole, and no less than nothing (CHG-9).
    ///
    /// # Errors
    /// [`ContractError::AboveTheWhole`] above 100 %, [`ContractError::Negative`] for an amount
    /// below 0.
    pub fn check(&self) -> Result<(), ContractError> {
        match self.value {
            DiscountValue::Percent(percent) => check_share("discount", percent, "CHG-9"),
            DiscountValue::Amount(amount) if amount.is_negative() => {
                let value = amount.to_decimal();
                Err(ContractError::Negative { what: "discount", value, rule: "CHG-9" })
            }
            DiscountValue::Amount(_) => Ok(()),
        }
    }
}

impl Pause {
    /// Checks that a reduced price is no more than the whole, and no less than nothing (PAU-1).
    ///
    /// # Errors
    /// [`ContractError::AboveTheWhole`] above 100 %, [`ContractError::Negative`] for a price below
    /// 0.
    pub fn check(&self) -> Result<(), ContractError> {
        match self.shape {
            PauseShape::Reduced(ReducedPrice::Percent(percent)) => {
                check_share("reduced price", percent, "PAU-1")
            }
            PauseShape::Reduced(ReducedPrice::Price(price)) if price.is_negative() => {
                let value = price.to_decimal();
                Err(ContractError::Negative { what: "reduced price", value, rule: "PAU-1" })
            }
            PauseShape::Reduced(ReducedPrice::Price(_))
            | PauseShape::ByDays
            | PauseShape::WholePeriods
            | PauseShape::Shift => Ok(()),
        }
    }
}

impl ItemId {
    /// Checks that an item may have this id: that of lines that belong to no item is kept (INV-9).
    ///
    /// # Errors
    /// [`ContractError::ReservedItem`] for [`ItemId::ADJUSTMENT`].
    pub fn check(self) -> Result<(), ContractError> {
        if self == Self::ADJUSTMENT { Err(ContractError::ReservedItem) } else { Ok(()) }
    }
}

fn check_share(
    what: &'static str,
    percent: Percent,
    rule: &'static str,
) -> Result<(), ContractError> {
    let percent = percent.to_decimal();
    if percent > Decimal::ONE_HUNDRED {
        return Err(ContractError::AboveTheWhole { what, percent, rule });
    }
    Ok(())
}

const fn is_in_months(length: Length) -> bool {
    match length.unit {
        Unit::Month | Unit::Year => true,
        Unit::Day | Unit::Week => false,
    }
}

/// Returns how many days a length has, if that is always the same.
const fn days(length: Length) -> Option<u32> {
    match length.unit {
        Unit::Day => Some(length.count),
        Unit::Week => Some(length.count.saturating_mul(7)),
        Unit::Month | Unit::Year => None,
    }
}

/// Tells whether one length is shorter than another wherever they are counted from. Of days and
/// months that is only sure where they are far enough apart; in doubt it is not.
fn is_surely_shorter(left: Length, right: Length) -> bool {
    let [least, most] = [left, right].map(|length| {
        let count = u64::from(length.count);
        match length.unit {
            Unit::Day => [count, count],
            Unit::Week => [count * 7, count * 7],
            Unit::Month => [count * 28, count * 31],
            Unit::Year => [count * 365, count * 366],
        }
    });
    let months = |length: Length| match length.unit {
        Unit::Month => Some(u64::from(length.count)),
        Unit::Year => Some(u64::from(length.count) * 12),
        Unit::Day | Unit::Week => None,
    };
    match (months(left), months(right)) {
        (Some(left), Some(right)) => left < right,
        _ => least[1] < most[0],
    }
}
