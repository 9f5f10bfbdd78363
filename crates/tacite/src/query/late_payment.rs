//! What is paid late bears interest from the day after it was due, at a rate fixed for each half-year,
//! and costs a business a fixed charge besides (INV-12).
//!
//! 10,000.00 EUR due on 31 December 2024 and paid on 31 March 2025, at 10.25 % a year: 90 days of 360
//! are 256.25, of 365 they are 252.74.
//!
//! When a document is due is decided by its payment terms; which rate and charge the law has, by whoever
//! passes them in.

use alloc::vec::Vec;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::calendar::{CalendarError, Day, Period};
use crate::contract::Tax;
use crate::money::{Amount, MoneyError, Percent, Rounding, power_of_ten};

/// What late payment costs, as agreed or as the law has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateInterestTerms {
    /// Rates of reference, each from a day on; a fixed rate is one from a day long ago.
    pub rates: Vec<ReferenceRate>,
    /// Points added to the rate of reference.
    pub margin: Percent,
    /// What days are counted of.
    pub basis: YearBasis,
    /// How the sum is rounded, once.
    pub rounding: Rounding,
}

/// A yearly rate from a day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReferenceRate {
    /// The first day on which it holds.
    pub from: NaiveDate,
    /// In percent a year.
    pub percent: Percent,
}

/// What the days of interest are counted of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum YearBasis {
    /// 365, in leap years too.
    #[default]
    Of365,
    /// 360.
    Of360,
    /// The days of the calendar year in which they lie: 365 or 366.
    Actual,
}

/// Interest for late payment, and how it comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LateInterest {
    /// The sum, rounded once.
    pub amount: Amount,
    /// What it is the sum of, in order; nothing if nothing is late.
    pub parts: Vec<InterestPart>,
}

/// Days of interest at one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InterestPart {
    /// The days: each bears interest.
    pub days: Period,
    /// The rate, margin included, in percent a year.
    pub percent: Percent,
    /// What a year is counted as.
    pub year: u32,
}

/// Why interest can't be computed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LateInterestError {
    /// The table has no rate for a half-year.
    #[error(
        "no rate holds on {on}, the first day of its half-year: the table begins later (INV-12)"
    )]
    NoRate {
        /// The first day of the half-year.
        on: NaiveDate,
    },
    /// What is owed is below 0.
    #[error("{owed} is no amount owed, at least 0 is needed (INV-12)")]
    NothingOwed {
        /// The amount as given.
        owed: Amount,
    },
    /// An amount or a rate does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A day lies outside the calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

/// Computes the interest on what was due on a day and paid on another: from the day after the due
/// date up to and including that of payment, no reminder needed.
///
/// Days from 1 January to 30 June bear the rate that holds on 1 January, days from 1 July on that of 1
/// July. The exact sum of all days is rounded once.
///
/// # Errors
/// [`LateInterestError`]: a half-year without a rate, an amount below 0, a sum that does not fit.
///
/// ```
/// use chrono::NaiveDate;
/// use rust_decimal::Decimal;
/// use tacite::money::{Amount, Currency, Percent, Rounding};
/// use tacite::query::{LateInterestTerms, ReferenceRate, YearBasis, late_interest};
///
/// let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let percent = Percent::new(Decimal::new(1025, 2))?;
/// let mut terms = LateInterestTerms {
///     rates: vec![ReferenceRate { from: date(2025, 1, 1), percent }],
///     margin: Percent::ZERO,
///     basis: YearBasis::Of360,
///     rounding: Rounding::HalfAwayFromZero,
/// };
/// let owed = Amount::new(1_000_000, Currency::EUR);
/// let interest = late_interest(owed, date(2024, 12, 31), date(2025, 3, 31), &terms)?;
/// assert_eq!(interest.amount.to_string(), "256.25 EUR");
///
/// terms.basis = YearBasis::Of365;
/// let interest = late_interest(owed, date(2024, 12, 31), date(2025, 3, 31), &terms)?;
/// assert_eq!(interest.amount.to_string(), "252.74 EUR");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn late_interest(
    owed: Amount,
    due_on: NaiveDate,
    paid_on: NaiveDate,
    terms: &LateInterestTerms,
) -> Result<LateInterest, LateInterestError> {
    if owed.minor() < 0 {
        return Err(LateInterestError::NothingOwed { owed });
    }
    let parts = parts(due_on, paid_on, terms)?;
    // Every part over one denominator, so that nothing is rounded before the sum is.
    let scale = parts.iter().map(|part| part.percent.scale()).max().unwrap_or(0);
    let years = match terms.basis {
        YearBasis::Of365 => 365,
        YearBasis::Of360 => 360,
        YearBasis::Actual => 365 * 366,
    };
    let mut sum: i128 = 0;
    for part in &parts {
        let over = i128::from(part.days.days()) * (years / i128::from(part.year));
        let factors = [part.percent.mantissa(), i128::from(owed.minor())];
        let steps = power_of_ten(scale - part.percent.scale()).and_then(|s| s.checked_mul(over));
        let exact = steps.and_then(|steps| factors.into_iter().try_fold(steps, i128::checked_mul));
        sum = exact.and_then(|exact| sum.checked_add(exact)).ok_or(MoneyError::OutOfRange)?;
    }
    let hundred = power_of_ten(scale + 2).and_then(|hundred| hundred.checked_mul(years));
    let minor = terms.rounding.divide(sum, hundred.ok_or(MoneyError::OutOfRange)?);
    Ok(LateInterest { amount: Amount::from_minor_wide(minor, owed.currency())?, parts })
}

/// Cuts the days that bear interest at the half-years.
fn parts(
    due_on: NaiveDate,
    paid_on: NaiveDate,
    terms: &LateInterestTerms,
) -> Result<Vec<InterestPart>, LateInterestError> {
    let mut parts = Vec::new();
    if paid_on <= due_on {
        return Ok(parts);
    }
    let end = Day::of(paid_on).plus_days(1)?;
    let mut from = Day::of(due_on).plus_days(1)?;
    while from < end {
        let (start, next) = half_year(from.date());
        let until = next.map_or(end, |next| Day::of(next).min(end));
        let year = match terms.basis {
            YearBasis::Of360 => 360,
            YearBasis::Actual if start.leap_year() => 366,
            YearBasis::Of365 | YearBasis::Actual => 365,
        };
        let percent = rate_on(start, terms)?;
        parts.push(InterestPart { days: Period::from_days(from, until)?, percent, year });
        from = until;
    }
    Ok(parts)
}

/// The rate of a day, with the margin.
fn rate_on(on: NaiveDate, terms: &LateInterestTerms) -> Result<Percent, LateInterestError> {
    let held = terms.rates.iter().filter(|rate| rate.from <= on);
    let rate = held.max_by_key(|rate| rate.from).ok_or(LateInterestError::NoRate { on })?;
    let margin: Decimal = terms.margin.to_decimal();
    let sum = rate.percent.to_decimal().checked_add(margin).ok_or(MoneyError::OutOfRange)?;
    Ok(Percent::new(sum)?)
}

/// Returns the first day of the half-year of a day, and that of the next one.
fn half_year(date: NaiveDate) -> (NaiveDate, Option<NaiveDate>) {
    let (year, is_second) = (date.year(), date.month() > 6);
    let start = NaiveDate::from_ymd_opt(year, if is_second { 7 } else { 1 }, 1);
    let next = if is_second { (year + 1, 1) } else { (year, 7) };
    // The half-year of a day that is there begins in its own year.
    (start.unwrap_or(date), NaiveDate::from_ymd_opt(next.0, next.1, 1))
}

/// Who owes: the fixed charge is not for consumers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Debtor {
    /// A business or a public body.
    Business,
    /// A consumer.
    Consumer,
}

/// The fixed charge for recovering what is paid late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecoveryFee {
    /// How much, for each invoice that is paid late.
    pub amount: Amount,
    /// It is compensation, not a price: no tax.
    pub tax: Tax,
}

/// Returns the fixed charge for an invoice of a business that is paid after the day on which it was
/// due; a consumer owes none. The amount is given (40.00 EUR in the European Union).
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::money::{Amount, Currency};
/// use tacite::query::{Debtor, recovery_fee};
///
/// let date = |d| NaiveDate::from_ymd_opt(2025, 3, d).unwrap();
/// let fee = Amount::new(4_000, Currency::EUR);
/// let late = recovery_fee(Debtor::Business, date(1), date(2), fee).unwrap();
/// assert_eq!((late.amount, late.tax.reason_code().unwrap().as_str()), (fee, "VATEX-EU-O"));
/// assert_eq!(recovery_fee(Debtor::Business, date(1), date(1), fee), None);
/// assert_eq!(recovery_fee(Debtor::Consumer, date(1), date(2), fee), None);
/// ```
pub fn recovery_fee(
    debtor: Debtor,
    due_on: NaiveDate,
    paid_on: NaiveDate,
    fee: Amount,
) -> Option<RecoveryFee> {
    match debtor {
        Debtor::Business if paid_on > due_on => Some(RecoveryFee { amount: fee, tax: Tax::NONE }),
        Debtor::Business | Debtor::Consumer => None,
    }
}
