//! CHG-6 in exact fractions of any size, rounded once (MON-2); reductions and allowances change the
//! exact price of the full period (PAU-1, CHG-9).
//!
//! 30.00 a month less 10 % and then 2.00: 10 days of 31 cost 9.68 before and 8.06 after allowances.
//!
//! Which of them hold on a day is decided by [`super::member`] and [`super::discount`].

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use tacite::money::{Percent, Rounding};
use tacite::timeline::{Allowance, Terms};

use super::OracleError;
use super::price::period_price;

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

/// A(w) of a share w of a reference period.
pub(super) fn cost(terms: &Terms, share: &Fraction, exponent: u32) -> Result<Cost, OracleError> {
    let full = full_price(terms);
    let mut left = full.clone();
    for allowance in terms.allowances.as_slice() {
        if full.is_negative() {
            // A price below 0 gives already: nothing is taken off it.
            break;
        }
        left = match allowance {
            Allowance::Whole => Fraction::zero(),
            Allowance::Percent(percent) => left.minus(&left.times(&percentage(*percent))),
            Allowance::Amount(amount) => left.minus(&decimal(amount.mantissa(), amount.scale())),
            Allowance::AmountInStub { amount, days, of } => {
                // Spread over the days of the billing period instead of those of the reference period.
                let whole = decimal(amount.mantissa(), amount.scale());
                let spread = Fraction { over: BigInt::from(*of), under: BigInt::from(*days) };
                left.minus(&whole.times(&spread))
            }
        };
        if left.is_negative() {
            left = Fraction::zero();
        }
    }
    let part = share.times(&Fraction { over: ten_to(exponent), under: BigInt::from(1) });
    let minor = |exact: Fraction| {
        rounded(&exact.times(&part), terms.rounding)
            .to_i64()
            .filter(|minor| *minor != i64::MIN)
            .ok_or(OracleError::AmountOutOfRange)
    };
    Ok(Cost { gross: minor(full)?, net: minor(left)? })
}

/// What a full period costs before allowances.
pub(super) fn full_price(terms: &Terms) -> Fraction {
    let full = period_price(&terms.price, terms.quantity);
    terms.reduced.map_or_else(|| full.clone(), |kept| full.times(&percentage(kept)))
}

/// Gross and net of A(w), for laws that need no more than an amount.
pub(crate) fn exact_cost(
    terms: &Terms,
    (weight, of): (u32, u32),
    exponent: u32,
) -> Result<(i64, i64), OracleError> {
    let share = Fraction::of(weight.into(), of.into());
    let Cost { gross, net } = cost(terms, &share, exponent)?;
    Ok((gross, net))
}

/// A fraction that is never shortened; what is under the line is above 0.
#[derive(Clone)]
pub(super) struct Fraction {
    over: BigInt,
    under: BigInt,
}

impl Fraction {
    pub(super) fn zero() -> Self {
        Self::of(0, 1)
    }

    /// What is under the line is above 0.
    pub(super) fn of(over: i64, under: i64) -> Self {
        Self { over: BigInt::from(over), under: BigInt::from(under) }
    }

    /// In lowest terms.
    pub(super) fn lowest(&self) -> Result<(u32, u32), OracleError> {
        let (mut divisor, mut rest) = (self.under.clone(), self.over.clone());
        while !rest.is_zero() {
            (divisor, rest) = (rest.clone(), &divisor % &rest);
        }
        let parts = ((&self.over / &divisor).to_u32(), (&self.under / &divisor).to_u32());
        parts.0.zip(parts.1).ok_or(OracleError::AmountOutOfRange)
    }

    pub(super) fn is_zero(&self) -> bool {
        self.over.is_zero()
    }

    pub(super) fn whole(number: BigInt) -> Self {
        Self { over: number, under: BigInt::from(1) }
    }

    /// The largest whole number not above it; it is not below 0.
    pub(super) fn floor(&self) -> BigInt {
        &self.over / &self.under
    }

    pub(super) fn plus(&self, other: &Self) -> Self {
        Self {
            over: &self.over * &other.under + &other.over * &self.under,
            under: &self.under * &other.under,
        }
    }

    pub(super) fn is_positive(&self) -> bool {
        self.over.is_positive()
    }

    /// Divides by what is above 0.
    pub(super) fn over(&self, other: &Self) -> Self {
        Self { over: &self.over * &other.under, under: &self.under * &other.over }
    }

    pub(super) fn times(&self, other: &Self) -> Self {
        Self { over: &self.over * &other.over, under: &self.under * &other.under }
    }

    pub(super) fn minus(&self, other: &Self) -> Self {
        Self {
            over: &self.over * &other.under - &other.over * &self.under,
            under: &self.under * &other.under,
        }
    }

    fn is_negative(&self) -> bool {
        self.over.is_negative()
    }
}

fn percentage(percent: Percent) -> Fraction {
    decimal(percent.mantissa(), percent.scale() + 2)
}

pub(super) fn decimal(mantissa: i128, scale: u32) -> Fraction {
    Fraction { over: BigInt::from(mantissa), under: ten_to(scale) }
}

fn ten_to(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

fn rounded(exact: &Fraction, rounding: Rounding) -> BigInt {
    let towards_zero = &exact.over / &exact.under;
    let rest = &exact.over - &towards_zero * &exact.under;
    let below = if rest.is_negative() { towards_zero - 1 } else { towards_zero };
    // How far above it, in halves.
    let halves = (&exact.over - &below * &exact.under) * 2;
    if halves < exact.under {
        return below;
    }
    let above = &below + 1;
    if halves > exact.under {
        return above;
    }
    match rounding {
        Rounding::HalfAwayFromZero if exact.is_negative() => below,
        Rounding::HalfAwayFromZero => above,
        Rounding::HalfEven if below.bit(0) => above,
        Rounding::HalfEven => below,
    }
}
