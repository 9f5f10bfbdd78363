//! CHG-6 in exact fractions of any size, rounded once (MON-2).

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};
use tacite::contract::Price;
use tacite::money::Rounding;
use tacite::timeline::{Allowance, Terms};

use super::OracleError;

/// Gross and net, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cost {
    pub(super) gross: i64,
    pub(super) net: i64,
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
    let exact = decimal(price.mantissa(), price.scale())
        * decimal(terms.quantity.mantissa(), terms.quantity.scale())
        * BigRational::new(BigInt::from(days), BigInt::from(of))
        * BigRational::from_integer(ten_to(exponent));
    let gross = rounded(&exact, terms.rounding)
        .to_i64()
        .filter(|minor| *minor != i64::MIN)
        .ok_or(OracleError::AmountOutOfRange)?;
    let net = match terms.allowance {
        Allowance::None => gross,
        Allowance::Whole => 0,
    };
    Ok(Cost { gross, net })
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
