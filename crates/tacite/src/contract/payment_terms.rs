//! Payment terms give the day on which a document is to be paid (INV-12).
//!
//! 45 days end of month from 10 March 2026: days first, 30 April; month end first, 15 May.
//! 30 days end of month, the 10th, from 15 January 2026: 10 March.
//!
//! How a due day avoids holidays is decided by [`BusinessDays`](super::BusinessDays), how much of
//! the total each part is by [`crate::document`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::calendar::{CalendarError, Day, DayOfMonth};
use crate::money::{Currency, Percent};

/// How many fractional digits the share of an instalment may have.
pub(crate) const SHARE_DIGITS_MAX: u32 = 6;

/// When a document is to be paid: at once, or in parts (INV-12).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PaymentTerms {
    /// All of it by one rule.
    Single(DueRule),
    /// In parts, each by a rule of its own.
    Instalments(Vec<PaymentPart>),
}

impl Default for PaymentTerms {
    fn default() -> Self {
        Self::Single(DueRule::OnReceipt)
    }
}

impl PaymentTerms {
    /// Checks that the parts make a whole.
    ///
    /// # Errors
    /// [`PaymentTermsError`] if there is no part, more than one remainder, shares above 100 % or
    /// finer than 6 fractional digits, or no remainder and not shares alone of 100 % together.
    pub fn check(&self) -> Result<(), PaymentTermsError> {
        let Self::Instalments(parts) = self else {
            return Ok(());
        };
        let hundred = rust_decimal::Decimal::ONE_HUNDRED;
        let mut percent = rust_decimal::Decimal::ZERO;
        let (mut remainders, mut amounts) = (0_usize, 0_usize);
        for part in parts {
            match part.part {
                // Each share is at most 100, so that their sum can't overflow.
                PartOfTotal::Percent(share) if share.to_decimal() > hundred => {
                    return Err(PaymentTermsError::NotWhole { percent: share.to_decimal() });
                }
                PartOfTotal::Percent(share) if share.scale() > SHARE_DIGITS_MAX => {
                    return Err(PaymentTermsError::TooPrecise { percent: share.to_decimal() });
                }
                PartOfTotal::Percent(share) => percent += share.to_decimal(),
                PartOfTotal::MinorUnits(_) => amounts += 1,
                PartOfTotal::Remainder => remainders += 1,
            }
        }
        if parts.is_empty() {
            Err(PaymentTermsError::NoPart)
        } else if remainders > 1 {
            Err(PaymentTermsError::Remainders { count: remainders })
        } else if percent > hundred || (remainders == 0 && (amounts > 0 || percent != hundred)) {
            Err(PaymentTermsError::NotWhole { percent })
        } else {
            Ok(())
        }
    }
}

/// A part of the total and when it is to be paid (INV-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PaymentPart {
    /// How much of the total.
    pub part: PartOfTotal,
    /// When.
    pub due: DueRule,
}

/// How much of a total a payment part is (INV-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartOfTotal {
    /// A share in percent.
    Percent(Percent),
    /// An amount in minor units of the document's currency, or what is left if that is less.
    MinorUnits(u32),
    /// What the other parts leave.
    Remainder,
}

/// One rule that leads from the date of a document to the day on which it is to be paid (INV-12).
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::DayOfMonth;
/// use tacite::contract::{DueRule, MonthEndOrder::{DaysFirst, MonthEndFirst}};
///
/// let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let end_of_month = |days, order| DueRule::EndOfMonth { days, order, on_the: None };
///
/// let march = date(2026, 3, 10);
/// assert_eq!(end_of_month(45, DaysFirst).due_on(march)?, date(2026, 4, 30));
/// assert_eq!(end_of_month(45, MonthEndFirst).due_on(march)?, date(2026, 5, 15));
///
/// let january = date(2026, 1, 15);
/// assert_eq!(end_of_month(45, DaysFirst).due_on(january)?, date(2026, 3, 31));
/// assert_eq!(end_of_month(45, MonthEndFirst).due_on(january)?, date(2026, 3, 17));
///
/// let tenth = Some(DayOfMonth::new(10)?);
/// let on_the_tenth = DueRule::EndOfMonth { days: 30, order: DaysFirst, on_the: tenth };
/// assert_eq!(on_the_tenth.due_on(january)?, date(2026, 3, 10));
/// # Ok::<(), tacite::calendar::CalendarError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueRule {
    /// On the day of the document.
    OnReceipt,
    /// So many days after it.
    Net {
        /// Days after the document's date.
        days: u32,
    },
    /// At a month end, by days.
    EndOfMonth {
        /// Days added.
        days: u32,
        /// Before or after going to the month end: contracts must say which.
        order: MonthEndOrder,
        /// The first such day of a month on or after the result, if any ("le 10").
        on_the: Option<DayOfMonth>,
    },
    /// The next such day of a month after the document's date, clamped to the month's length.
    NextDay {
        /// Day of the month.
        day: DayOfMonth,
    },
}

/// The two readings of "n days end of month" (INV-12).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MonthEndOrder {
    /// Add the days, then go to the month end.
    #[default]
    DaysFirst,
    /// Go to the month end, then add the days.
    MonthEndFirst,
}

impl DueRule {
    /// Returns the day on which a document of this date is to be paid.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] past the last representable day.
    pub fn due_on(self, dated_on: NaiveDate) -> Result<NaiveDate, CalendarError> {
        self.due_day(Day::of(dated_on)).map(Day::date)
    }

    pub(crate) fn due_day(self, dated_on: Day) -> Result<Day, CalendarError> {
        match self {
            Self::OnReceipt => Ok(dated_on),
            Self::Net { days } => dated_on.plus_days(i64::from(days)),
            Self::EndOfMonth { days, order, on_the } => {
                let month_end = match order {
                    MonthEndOrder::DaysFirst => dated_on.plus_days(i64::from(days))?.month_end(),
                    MonthEndOrder::MonthEndFirst => {
                        dated_on.month_end().plus_days(i64::from(days))?
                    }
                };
                on_the.map_or(Ok(month_end), |day| day.next_on_or_after(month_end))
            }
            Self::NextDay { day } => day.next_after(dated_on),
        }
    }

    /// Tells whether the rule keeps to a legal ceiling for a document of this date (INV-12).
    ///
    /// Plain terms keep to it up to `ceiling.days` after the document. Terms at the end of a month
    /// keep to it up to the same reading of `ceiling.end_of_month_days` days end of month, so
    /// "60 days end of month" never does under [`Ceiling::FRANCE`].
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] past the last representable day.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite::contract::{Ceiling, DueRule, MonthEndOrder};
    ///
    /// let invoice = NaiveDate::from_ymd_opt(2026, 1, 15).unwrap();
    /// let keeps = |rule: DueRule| rule.keeps_to(Ceiling::FRANCE, invoice);
    /// let end_of_month =
    ///     |days| DueRule::EndOfMonth { days, order: MonthEndOrder::DaysFirst, on_the: None };
    /// assert!(keeps(DueRule::Net { days: 60 })?);
    /// assert!(!keeps(DueRule::Net { days: 61 })?);
    /// assert!(keeps(end_of_month(45))?);
    /// assert!(!keeps(end_of_month(60))?);
    /// # Ok::<(), tacite::calendar::CalendarError>(())
    /// ```
    pub fn keeps_to(self, ceiling: Ceiling, dated_on: NaiveDate) -> Result<bool, CalendarError> {
        let dated_on = Day::of(dated_on);
        let due = self.due_day(dated_on)?;
        match self {
            Self::OnReceipt | Self::Net { .. } | Self::NextDay { .. } => {
                Ok(due <= dated_on.plus_days(i64::from(ceiling.days))?)
            }
            Self::EndOfMonth { days, order, .. } => {
                let days_max = ceiling.end_of_month_days;
                let latest = Self::EndOfMonth { days: days_max, order, on_the: None };
                Ok(days <= days_max && due <= latest.due_day(dated_on)?)
            }
        }
    }
}

/// A legal ceiling of payment terms: data, since laws change (INV-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// Most days after the document.
    pub days: u32,
    /// Most days of an end-of-month term.
    pub end_of_month_days: u32,
}

impl Ceiling {
    /// Between businesses in France: 60 days, or 45 days end of month (code de commerce, L441-10).
    pub const FRANCE: Self = Self { days: 60, end_of_month_days: 45 };
}

/// Why payment parts make no whole (INV-12).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PaymentTermsError {
    /// There is no part.
    #[error("payment terms have no instalment, at least 1 is needed (INV-12)")]
    NoPart,
    /// More than one part is the remainder.
    #[error("{count} instalments are the remainder, at most 1 can be (INV-12)")]
    Remainders {
        /// How many.
        count: usize,
    },
    /// A share is too fine to be weighed.
    #[error("a share of {percent} % has more than {SHARE_DIGITS_MAX} fractional digits (INV-12)")]
    TooPrecise {
        /// The share.
        percent: rust_decimal::Decimal,
    },
    /// The shares are not a whole.
    #[error(
        "instalments make {percent} % and no remainder: shares of 100 % or a remainder are needed (INV-12)"
    )]
    NotWhole {
        /// What the shares add up to.
        percent: rust_decimal::Decimal,
    },
}

/// How a document is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaymentMeans {
    /// Credit transfer.
    #[default]
    Transfer,
    /// SEPA direct debit.
    DirectDebit,
    /// Card.
    Card,
    /// Cheque.
    Cheque,
    /// Cash.
    Cash,
    /// Anything else.
    Other,
}

impl PaymentMeans {
    /// Returns its code of UNTDID 4461: in euros, transfers (58) and direct debits (59) are those of
    /// SEPA, in other currencies they are 30 and 49.
    ///
    /// ```
    /// use tacite::contract::PaymentMeans;
    /// use tacite::money::Currency;
    ///
    /// assert_eq!(PaymentMeans::DirectDebit.code(Currency::EUR), "59");
    /// assert_eq!(PaymentMeans::Transfer.code(Currency::USD), "30");
    /// assert_eq!(PaymentMeans::Card.code(Currency::USD), "48");
    /// ```
    pub fn code(self, currency: Currency) -> &'static str {
        let is_sepa = currency == Currency::EUR;
        match self {
            Self::Transfer if is_sepa => "58",
            Self::Transfer => "30",
            Self::DirectDebit if is_sepa => "59",
            Self::DirectDebit => "49",
            Self::Card => "48",
            Self::Cheque => "20",
            Self::Cash => "10",
            Self::Other => "1",
        }
    }
}
