//! CHG-6 in exact fractions of any size, rounded once (MON-2); reductions and allowances change the
//! exact price of the full period (PAU-1, CHG-9).
//!
//! 30.00 a month less 10 % and then 2.00: 10 days of 31 cost 9.68 before and 8.06 after allowances.
//!
//! Which of them hold on a day is decided by [`super::member`] and [`super::discount`].

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};
use tacite::contract::Price;
use tacite::money::{Percent, Rounding};
use tacite::timeline::{Allowance, Terms};

use super::OracleError;

/// Gross and net, in minor units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) gross: i64,
    pub(super) net: i64,
}

impl Cost {
    pub(super) const fn minus(self, other: Self) -> Self {
        Self { gross: self.gross - other.gross, net: self.net - other.net }
    }
}

/// A(w) for w = days ÷ of.
pub(super) fn cost(
    terms: &Terms,
    days: usize,
    of: u32,
    exponent: u32,
) -> Result<Cost, OracleError> {
    let price = match terms.price {
        Price::Flat(price) | Price::PerUnit(price) => price,
    };
    let mut full = decimal(price.mantissa(), price.scale())
        * decimal(terms.quantity.mantissa(), terms.quantity.scale());
    if let Some(kept) = terms.reduced {
        full *= share(kept);
    }
    let mut left = full.clone();
    for allowance in terms.allowances.as_slice() {
        if full.is_negative() {
            // A price below 0 gives already: nothing is taken off it.
            break;
        }
        left = match allowance {
            Allowance::Whole => BigRational::zero(),
            Allowance::Percent(percent) => left.clone() - left * share(*percent),
            Allowance::Amount(amount) => left - decimal(amount.mantissa(), amount.scale()),
        };
        if left.is_negative() {
            left = BigRational::zero();
        }
    }
    let part = BigRational::new(BigInt::from(days), BigInt::from(of))
        * BigRational::from_integer(ten_to(exponent));
    let minor = |exact: BigRational| {
        rounded(&(exact * &part), terms.rounding)
            .to_i64()
            .filter(|minor| *minor != i64::MIN)
            .ok_or(OracleError::AmountOutOfRange)
    };
    Ok(Cost { gross: minor(full)?, net: minor(left)? })
}

/// Gross and net of A(w), for laws that need no more than an amount.
pub(crate) fn exact_cost(
    terms: &Terms,
    (days, of): (u32, u32),
    exponent: u32,
) -> Result<(i64, i64), OracleError> {
    let Cost { gross, net } = cost(terms, days as usize, of, exponent)?;
    Ok((gross, net))
}

fn share(percent: Percent) -> BigRational {
    decimal(percent.mantissa(), percent.scale() + 2)
}

fn decimal(mantissa: i128, scale: u32) -> BigRational {
    BigRational::new(BigInt::from(mantissa), ten_to(scale))
}

fn ten_to(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

fn rounded(exact: &BigRational, rounding: Rounding) -> BigInt {
    let below = exact.floor().to_integer();
    let above = &below + BigInt::from(1);
    let half = BigRational::new(BigInt::from(1), BigInt::from(2));
    let rest = exact - BigRational::from_integer(below.clone());
    if rest < half {
        return below;
    }
    if rest > half {
        return above;
    }
    match rounding {
        Rounding::HalfAwayFromZero if exact.is_negative() => below,
        Rounding::HalfAwayFromZero => above,
        Rounding::HalfEven if below.bit(0) => above,
        Rounding::HalfEven => below,
    }
}
