//! An amount is a whole number of minor units of one currency (MON-1, MON-3).
//!
//! 12.34 EUR is 1,234; 12 JPY is 12; 1.234 KWD is 1,234. `12.345 EUR` is no amount but an error.
//!
//! How an exact value becomes an amount is decided by [`Rounding`](super::Rounding).

use core::fmt;

use rust_decimal::Decimal;

use super::{Currency, MoneyError};

/// An amount of money: minor units and a currency.
///
/// ```
/// use rust_decimal::Decimal;
/// use tacite::money::{Amount, Currency};
///
/// let net = Amount::from_decimal(Decimal::new(1234, 2), Currency::EUR)?;
/// let tax = Amount::new(247, Currency::EUR);
/// assert_eq!(net.checked_add(tax)?.to_string(), "14.81 EUR");
/// assert!(net.checked_add(Amount::new(1, Currency::JPY)).is_err());
/// assert!(Amount::from_decimal(Decimal::new(12345, 3), Currency::EUR).is_err());
/// # Ok::<(), tacite::money::MoneyError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    minor: i64,
    currency: Currency,
}

impl Amount {
    /// Makes an amount from minor units: 1,234 is 12.34 EUR and 1,234 JPY.
    #[inline]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Makes an amount of nothing.
    #[inline]
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// Makes an amount from a decimal of major units, exactly.
    ///
    /// # Errors
    /// [`MoneyError::TooPrecise`] if the value has more decimals than the currency (trailing zeros
    /// aside), [`MoneyError::OutOfRange`] if it does not fit 64 bits of minor units.
    pub fn from_decimal(value: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let plain = value.normalize();
        if plain.scale() > currency.exponent() {
            return Err(MoneyError::TooPrecise {
                value,
                digits: plain.scale(),
                max: currency.exponent(),
            });
        }
        let minor = plain
            .mantissa()
            .checked_mul(10_i128.pow(currency.exponent() - plain.scale()))
            .ok_or(MoneyError::OutOfRange)?;
        Self::from_minor_wide(minor, currency)
    }

    /// Narrows minor units computed in 128 bits.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] if they don't fit 64 bits.
    #[inline]
    pub fn from_minor_wide(minor: i128, currency: Currency) -> Result<Self, MoneyError> {
        Self::of_minor(i64::try_from(minor).ok(), currency)
    }

    /// Takes a result that may have overflowed. `i64::MIN` has no mirror: a credit of it could not
    /// be written.
    #[inline]
    fn of_minor(minor: Option<i64>, currency: Currency) -> Result<Self, MoneyError> {
        match minor {
            Some(minor) if minor != i64::MIN => Ok(Self { minor, currency }),
            Some(_) | None => Err(MoneyError::OutOfRange),
        }
    }

    /// Returns the amount as a decimal of major units, with the currency's decimals.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.exponent())
    }

    /// Returns the minor units.
    #[inline]
    pub const fn minor(self) -> i64 {
        self.minor
    }

    /// Returns the currency.
    #[inline]
    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// Tells whether the amount is 0.
    #[inline]
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Adds.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] or [`MoneyError::OutOfRange`].
    #[inline]
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch {
                left: self.currency,
                right: other.currency,
            });
        }
        Self::of_minor(self.minor.checked_add(other.minor), self.currency)
    }

    /// Subtracts.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] or [`MoneyError::OutOfRange`].
    #[inline]
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch {
                left: self.currency,
                right: other.currency,
            });
        }
        Self::of_minor(self.minor.checked_sub(other.minor), self.currency)
    }

    /// Returns the amount with the other sign; that of [`i64::MIN`] minor units, which no result
    /// of this crate has, is [`i64::MAX`].
    #[inline]
    #[must_use]
    pub const fn negated(self) -> Self {
        Self { minor: self.minor.saturating_neg(), currency: self.currency }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.to_decimal(), self.currency)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
