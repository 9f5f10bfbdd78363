//! An exact decimal of as many digits as 128 bits hold: what a price comes to before it is shared and
//! rounded (MON-2).
//!
//! 3 seats at 12.345678 EUR are 37.037034 EUR; 17 days of 31 of that are 20.31 EUR, rounded once.
//!
//! Where rounding happens is decided by [`crate::charge`].

use core::cmp::Ordering;

use super::{MoneyError, Percent, Quantity, Rounding, UnitPrice, power_of_ten, product};

/// A decimal: `digits ÷ 10^scale`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExactDecimal {
    digits: i128,
    scale: u32,
}

impl ExactDecimal {
    pub(crate) const ZERO: Self = Self { digits: 0, scale: 0 };

    pub(crate) const fn is_negative(self) -> bool {
        self.digits < 0
    }

    pub(crate) const fn is_zero(self) -> bool {
        self.digits == 0
    }

    /// Returns the value, or 0 if it is below.
    pub(crate) const fn at_least_zero(self) -> Self {
        if self.digits < 0 { Self::ZERO } else { self }
    }

    pub(crate) fn times(self, other: Self) -> Result<Self, MoneyError> {
        let digits = product(self.digits, other.digits).ok_or(MoneyError::OutOfRange)?;
        Ok(Self { digits, scale: self.scale + other.scale }.trimmed())
    }

    pub(crate) fn percent(self, percent: Percent) -> Result<Self, MoneyError> {
        self.times(Self { digits: percent.mantissa(), scale: percent.scale() + 2 })
    }

    pub(crate) fn plus(self, other: Self) -> Result<Self, MoneyError> {
        let (left, right, scale) = self.aligned(other)?;
        let digits = left.checked_add(right).ok_or(MoneyError::OutOfRange)?;
        Ok(Self { digits, scale }.trimmed())
    }

    pub(crate) fn less(self, other: Self) -> Result<Self, MoneyError> {
        let (left, right, scale) = self.aligned(other)?;
        let digits = left.checked_sub(right).ok_or(MoneyError::OutOfRange)?;
        Ok(Self { digits, scale }.trimmed())
    }

    pub(crate) fn compare(self, other: Self) -> Result<Ordering, MoneyError> {
        let (left, right, _) = self.aligned(other)?;
        Ok(left.cmp(&right))
    }

    /// Returns the digits of both at the larger of their scales, and that scale.
    pub(crate) fn aligned(self, other: Self) -> Result<(i128, i128, u32), MoneyError> {
        let scale = self.scale.max(other.scale);
        Ok((self.digits_at(scale)?, other.digits_at(scale)?, scale))
    }

    pub(crate) fn digits_at(self, scale: u32) -> Result<i128, MoneyError> {
        power_of_ten(scale - self.scale)
            .and_then(|power| product(self.digits, power))
            .ok_or(MoneyError::OutOfRange)
    }

    /// Returns the digits and the scale: the value is `digits ÷ 10^scale`.
    pub(crate) const fn parts(self) -> (i128, u32) {
        (self.digits, self.scale)
    }

    /// Drops trailing zeros, so that long chains of factors stay within 128 bits where they can.
    const fn trimmed(mut self) -> Self {
        while self.scale > 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.scale -= 1;
        }
        self
    }

    /// Returns how many packages of a size hold the value, the last one begun counted in full; 0 for
    /// nothing.
    pub(crate) fn packages_of(self, size: u32) -> Result<Self, MoneyError> {
        let power = power_of_ten(self.scale).ok_or(MoneyError::OutOfRange)?;
        let unit = product(power, i128::from(size.max(1))).ok_or(MoneyError::OutOfRange)?;
        let whole = self.digits.div_euclid(unit);
        let begun = i128::from(self.digits.rem_euclid(unit) > 0);
        Ok(Self { digits: whole + begun, scale: 0 })
    }

    /// Takes a share of it, so many of so many, and rounds that to minor units of a currency with
    /// `exponent` decimals.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] if it does not fit an amount, or a step 128 bits.
    pub(crate) fn shared(
        self,
        (part, of): (u32, u32),
        rounding: Rounding,
        exponent: u32,
    ) -> Result<i64, MoneyError> {
        let out_of_range = MoneyError::OutOfRange;
        let (minor, divisor) = if self.scale <= exponent {
            (power_of_ten(exponent - self.scale).ok_or(out_of_range)?, 1)
        } else {
            (1, power_of_ten(self.scale - exponent).ok_or(MoneyError::OutOfRange)?)
        };
        let factors = [i128::from(part), self.digits];
        let numerator = factors.into_iter().try_fold(minor, product);
        let divisor = product(divisor, i128::from(of));
        let (Some(numerator), Some(divisor)) = (numerator, divisor) else {
            return Err(MoneyError::OutOfRange);
        };
        let rounded = rounding.divide(numerator, divisor);
        let minor = i64::try_from(rounded).ok().filter(|minor| *minor != i64::MIN);
        minor.ok_or(MoneyError::OutOfRange)
    }
}

impl From<UnitPrice> for ExactDecimal {
    fn from(price: UnitPrice) -> Self {
        Self { digits: price.mantissa(), scale: price.scale() }
    }
}

impl From<Quantity> for ExactDecimal {
    fn from(quantity: Quantity) -> Self {
        Self { digits: quantity.mantissa(), scale: quantity.scale() }
    }
}
