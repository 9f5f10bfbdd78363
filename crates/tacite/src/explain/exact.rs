//! Exact fractions of minor units, so that a derivation can be evaluated by itself (EXP-1, MON-2).
//!
//! 9.00 EUR for 17 days of 31 is 15,300/31 cents, which is 493.548…; rounded once, 494.
//!
//! The amounts of lines are made by [`crate::charge`], which this shares no arithmetic with.

use core::fmt;

use crate::contract::{Price, ZeroQuantity};
use crate::money::{MoneyError, Percent, Quantity, Rounding, UnitPrice};
use crate::timeline::{Allowance, Terms};

/// An exact number of minor units: a fraction in its lowest terms, its denominator above 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

/// Why two whole numbers are no fraction (EXP-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FractionError {
    /// The denominator is below 1.
    #[error(
        "{numerator}/{denominator} is no fraction, a denominator of at least 1 is needed (EXP-1)"
    )]
    Denominator {
        /// The numerator.
        numerator: i128,
        /// The denominator.
        denominator: i128,
    },
}

impl Fraction {
    const ZERO: Self = Self { numerator: 0, denominator: 1 };

    /// Makes a fraction, and reduces it to its lowest terms.
    ///
    /// ```
    /// use tacite::explain::Fraction;
    ///
    /// assert_eq!(Fraction::new(15_300, 31)?.to_string(), "15300/31");
    /// assert_eq!(Fraction::new(-4, 6)?, Fraction::new(-2, 3)?);
    /// assert!(Fraction::new(1, 0).is_err());
    /// # Ok::<(), tacite::explain::FractionError>(())
    /// ```
    ///
    /// # Errors
    /// [`FractionError`] if the denominator is below 1.
    pub fn new(numerator: i128, denominator: i128) -> Result<Self, FractionError> {
        if denominator < 1 {
            return Err(FractionError::Denominator { numerator, denominator });
        }
        Ok(Self::of(numerator, denominator))
    }

    /// Returns the numerator, which has the sign.
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// Returns the denominator, at least 1.
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// Reduces a fraction; a denominator below 1 counts as 1.
    fn of(numerator: i128, denominator: i128) -> Self {
        let denominator = denominator.max(1);
        let common = common_divisor(numerator, denominator);
        Self { numerator: numerator / common, denominator: denominator / common }
    }

    fn decimal(digits: i128, scale: u32) -> Result<Self, MoneyError> {
        Ok(Self::of(digits, ten_to(scale)?))
    }

    fn times(self, other: Self) -> Result<Self, MoneyError> {
        // Reduced crosswise first, so that nothing grows that would be cancelled after.
        let (left, right) = (
            Self::of(self.numerator, other.denominator),
            Self::of(other.numerator, self.denominator),
        );
        let product = |a: i128, b: i128| a.checked_mul(b).ok_or(MoneyError::OutOfRange);
        Ok(Self {
            numerator: product(left.numerator, right.numerator)?,
            denominator: product(left.denominator, right.denominator)?,
        })
    }

    fn less(self, other: Self) -> Result<Self, MoneyError> {
        let common = common_divisor(self.denominator, other.denominator);
        let widened = |value: Self, by: i128| {
            value.numerator.checked_mul(by / common).ok_or(MoneyError::OutOfRange)
        };
        let left = widened(self, other.denominator)?;
        let right = widened(other, self.denominator)?;
        let numerator = left.checked_sub(right).ok_or(MoneyError::OutOfRange)?;
        let denominator = self.denominator.checked_mul(other.denominator / common);
        Ok(Self::of(numerator, denominator.ok_or(MoneyError::OutOfRange)?))
    }

    fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.less(Self { numerator: -other.numerator, ..other })
    }

    fn percent(self, percent: Percent) -> Result<Self, MoneyError> {
        self.times(Self::decimal(percent.mantissa(), percent.scale() + 2)?)
    }

    /// Returns the value for a weight of so much.
    pub(super) fn shared(self, weight: u32, of: u32) -> Result<Self, MoneyError> {
        self.times(Self::of(weight.into(), of.into()))
    }

    /// Rounds to whole minor units.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] if they do not fit an amount.
    pub fn rounded(self, rounding: Rounding) -> Result<i64, MoneyError> {
        let minor = rounding.divide(self.numerator, self.denominator);
        let minor = i64::try_from(minor).ok().filter(|minor| *minor != i64::MIN);
        minor.ok_or(MoneyError::OutOfRange)
    }
}

/// Prints numerator and denominator, `15300/31`, also where that is 1.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator, self.denominator)
    }
}

/// What a whole period costs at some terms, exactly: before and after allowances.
pub(super) fn full_period(
    terms: &Terms,
    exponent: u32,
) -> Result<(Fraction, Fraction), MoneyError> {
    let minor = Fraction::of(ten_to(exponent)?, 1);
    let mut gross = whole_period(&terms.price, terms.quantity)?;
    if let Some(kept) = terms.reduced {
        gross = gross.percent(kept)?;
    }
    let mut net = gross;
    for allowance in terms.allowances.as_slice() {
        if gross.numerator < 0 {
            // A price below 0 gives already: nothing is taken off it.
            break;
        }
        net = match allowance {
            Allowance::Whole => Fraction::ZERO,
            Allowance::Percent(off) => net.less(net.percent(*off)?)?,
            Allowance::Amount(off) => net.less(major(*off)?)?,
            Allowance::AmountInStub { amount, days, of } => {
                // All of it for the days of the billing period, of so many of the reference period.
                net.less(major(*amount)?.shared(*of, *days)?)?
            }
        };
        if net.numerator < 0 {
            net = Fraction::ZERO;
        }
    }
    Ok((gross.times(minor)?, net.times(minor)?))
}

/// What a price comes to for a quantity, in major units.
fn whole_period(price: &Price, quantity: Quantity) -> Result<Fraction, MoneyError> {
    let units = Fraction::decimal(quantity.mantissa(), quantity.scale())?;
    match price {
        Price::Flat(price) => major(*price),
        Price::PerUnit(price) => major(*price)?.times(units),
        Price::Package { price, size } => {
            let packages = units.times(Fraction::of(1, size.get().into()))?;
            let begun = packages.numerator.div_euclid(packages.denominator)
                + i128::from(packages.denominator > 1);
            major(*price)?.times(Fraction::of(begun, 1))
        }
        Price::Graduated(tiers) | Price::Volume(tiers) | Price::StairStep(tiers)
            if quantity == Quantity::ZERO =>
        {
            match (tiers.zero(), tiers.as_slice()) {
                (ZeroQuantity::FirstFee, [first, ..]) => major(first.flat_fee),
                (ZeroQuantity::FirstFee, []) | (ZeroQuantity::Nothing, _) => Ok(Fraction::ZERO),
            }
        }
        Price::Graduated(tiers) => {
            let (mut total, mut below) = (Fraction::ZERO, Fraction::ZERO);
            for tier in tiers.as_slice() {
                let bound = match tier.up_to {
                    Some(bound) => Fraction::decimal(bound.mantissa(), bound.scale())?,
                    None => units,
                };
                let is_last = units.less(bound)?.numerator <= 0;
                let reached = if is_last { units } else { bound };
                let cost = major(tier.unit_price)?.times(reached.less(below)?)?;
                total = total.plus(cost)?.plus(major(tier.flat_fee)?)?;
                if is_last {
                    break;
                }
                below = bound;
            }
            Ok(total)
        }
        Price::Volume(tiers) => {
            let tier = tiers.holding(quantity);
            major(tier.unit_price)?.times(units)?.plus(major(tier.flat_fee)?)
        }
        Price::StairStep(tiers) => major(tiers.holding(quantity).flat_fee),
        Price::Percentage(percent) => units.percent(*percent),
        Price::Bounded(bounded) => {
            let mut cost = whole_period(&bounded.price, quantity)?;
            if let Some(least) = bounded.at_least.map(major).transpose()?
                && cost.less(least)?.numerator < 0
            {
                cost = least;
            }
            if let Some(most) = bounded.at_most.map(major).transpose()?
                && most.less(cost)?.numerator < 0
            {
                cost = most;
            }
            Ok(cost)
        }
    }
}

fn major(price: UnitPrice) -> Result<Fraction, MoneyError> {
    Fraction::decimal(price.mantissa(), price.scale())
}

fn ten_to(exponent: u32) -> Result<i128, MoneyError> {
    10_i128.checked_pow(exponent).ok_or(MoneyError::OutOfRange)
}

/// The greatest common divisor, at least 1 as the second number is.
fn common_divisor(left: i128, right: i128) -> i128 {
    let (mut left, mut right) = (left.unsigned_abs(), right.unsigned_abs());
    while right != 0 {
        (left, right) = (right, left % right);
    }
    // It divides a denominator, so it fits.
    i128::try_from(left).unwrap_or(1).max(1)
}
