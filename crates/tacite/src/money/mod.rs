//! Money: exact amounts, decimals for prices, rounding named and done once (MON-1 to MON-4).
//!
//! | type | is | operators |
//! | --- | --- | --- |
//! | [`Currency`] | an ISO 4217 code and its exponent | `==`, order by code |
//! | [`Amount`] | a whole number of minor units of one currency | `checked_add`, `checked_sub`, `negated`, `split` |
//! | [`UnitPrice`] | a price per unit, up to 12 fractional digits | to and from [`Decimal`] |
//! | [`Quantity`] | a number of units, 0 or more, up to 12 fractional digits | to and from [`Decimal`] |
//! | [`Percent`] | a rate such as a tax rate, 0 or more, up to 12 fractional digits | to and from [`Decimal`] |
//! | [`Rounding`] | how an exact value becomes minor units | [`Rounding::divide`] |
//!
//! For example 30.00 a month for 10 days of January is `3000 × 10 ÷ 31 = 967.74…` cents,
//! rounded once to 9.68 EUR.
//!
//! Which days a price is charged for is not decided here but in [`crate::charge`].
//!
//! [`Decimal`]: rust_decimal::Decimal

mod amount;
mod currency;
mod decimals;
mod exact;
mod rounding;
mod split;

pub use amount::Amount;
pub use currency::Currency;
pub use decimals::{FRACTIONAL_DIGITS_MAX, Percent, Quantity, UnitPrice};
pub(crate) use exact::ExactDecimal;
pub use rounding::Rounding;
pub(crate) use rounding::{power_of_ten, product};
pub(crate) use split::split_whole;

use rust_decimal::Decimal;

/// What is wrong with a money value (MON-1, MON-3, MON-4).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MoneyError {
    /// The code is no ISO 4217 currency with a minor unit.
    #[error("\"{code}\" is no ISO 4217 currency code in use (MON-1)")]
    UnknownCurrency {
        /// The code as given.
        code: alloc::string::String,
    },
    /// A decimal has more fractional digits than the value can hold.
    #[error("{value} needs {digits} fractional digits, at most {max} are allowed (MON-1)")]
    TooPrecise {
        /// The value as given.
        value: Decimal,
        /// Its fractional digits, trailing zeros aside.
        digits: u32,
        /// How many are allowed.
        max: u32,
    },
    /// A value that can't be negative is.
    #[error("{value} is negative, at least 0 is needed (MON-1)")]
    Negative {
        /// The value as given.
        value: Decimal,
    },
    /// A result does not fit an amount: 64 bits of minor units.
    #[error(
        "an amount is beyond ±9 223 372 036 854 775 807 minor units, or the exact product that it is rounded from beyond 128 bits (MON-1)"
    )]
    OutOfRange,
    /// Two amounts of different currencies met.
    #[error("an amount in {left} and one in {right} never add (MON-3)")]
    CurrencyMismatch {
        /// Currency of the first amount.
        left: Currency,
        /// Currency of the second amount.
        right: Currency,
    },
    /// An exchange rate is 0 or below.
    #[error("an exchange rate of {rate} is not above 0 (MON-3)")]
    ExchangeRate {
        /// The rate as given.
        rate: Decimal,
    },
    /// A split was asked for with no weight above 0.
    #[error("a split needs at least one weight above 0 (MON-4)")]
    NoWeight,
}
