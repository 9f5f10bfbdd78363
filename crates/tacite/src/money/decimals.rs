//! Prices, quantities and rates are exact decimals with at most 12 fractional digits (MON-1).
//!
//! 0.000000000001 is a legal unit price, 0.0000000000001 (13 digits) is an error; 3 and 3.00 are
//! the same quantity.
//!
//! They are kept as a normalised integer and a scale: comparing is comparing bits, and a charge
//! multiplies integers. What is charged for them is decided by [`crate::charge`].

use core::fmt;

use rust_decimal::Decimal;

use super::MoneyError;

/// How many fractional digits a price, quantity or rate may have (MON-1).
pub const FRACTIONAL_DIGITS_MAX: u32 = 12;

/// A decimal without trailing zeros, at most 96 bits of digits: equal values have equal bits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Digits {
    low: u64,
    high: u32,
    scale: u8,
    negative: bool,
}

impl Digits {
    #[expect(clippy::cast_possible_truncation, reason = "a decimal has 96 bits of digits")]
    fn of(value: Decimal) -> Result<Self, MoneyError> {
        let plain = value.normalize();
        if plain.scale() > FRACTIONAL_DIGITS_MAX {
            return Err(MoneyError::TooPrecise {
                value,
                digits: plain.scale(),
                max: FRACTIONAL_DIGITS_MAX,
            });
        }
        let magnitude = plain.mantissa().unsigned_abs();
        Ok(Self {
            low: magnitude as u64,
            high: (magnitude >> 64) as u32,
            scale: plain.scale() as u8,
            negative: plain.is_sign_negative() && magnitude != 0,
        })
    }

    const fn whole(value: u32) -> Self {
        // A trailing zero before the point stays: the scale is 0 either way.
        Self { low: value as u64, high: 0, scale: 0, negative: false }
    }

    #[inline]
    const fn mantissa(self) -> i128 {
        let magnitude = (((self.high as u128) << 64) | self.low as u128).cast_signed();
        if self.negative { -magnitude } else { magnitude }
    }

    fn decimal(self) -> Decimal {
        Decimal::from_i128_with_scale(self.mantissa(), u32::from(self.scale))
    }
}

macro_rules! decimal_newtype {
    ($(#[$docs:meta])* $name:ident, $negative:literal) => {
        $(#[$docs])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $name(Digits);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(Digits::whole(0));

            /// Makes the value from a decimal; trailing zeros don't count.
            ///
            /// # Errors
            /// [`MoneyError::TooPrecise`] above 12 fractional digits,
            #[doc = concat!("[`MoneyError::Negative`] below 0 where negative values are not allowed (here: ", stringify!($negative), ").")]
            pub fn new(value: Decimal) -> Result<Self, MoneyError> {
                let digits = Digits::of(value)?;
                if digits.negative && !$negative {
                    return Err(MoneyError::Negative { value });
                }
                Ok(Self(digits))
            }

            /// Makes a whole value.
            pub const fn whole(value: u32) -> Self {
                Self(Digits::whole(value))
            }

            /// Returns the value as a decimal without trailing zeros.
            pub fn to_decimal(self) -> Decimal {
                self.0.decimal()
            }

            /// Returns the digits as an integer: the value is `mantissa ÷ 10^scale`.
            #[inline]
            pub const fn mantissa(self) -> i128 {
                self.0.mantissa()
            }

            /// Returns the number of fractional digits, 0 to 12.
            #[inline]
            pub const fn scale(self) -> u32 {
                self.0.scale as u32
            }

            /// Tells whether the value is below 0.
            #[inline]
            pub const fn is_negative(self) -> bool {
                self.0.negative
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.to_decimal(), f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.to_decimal())
            }
        }
    };
}

decimal_newtype!(
    /// A price per unit in major units of the contract's currency; below 0 for one-offs only.
    ///
    /// ```
    /// use rust_decimal::Decimal;
    /// use tacite::money::UnitPrice;
    ///
    /// let price = UnitPrice::new(Decimal::new(3000, 2))?;
    /// assert_eq!(price, UnitPrice::whole(30));
    /// assert!(UnitPrice::new(Decimal::new(1, 13)).is_err());
    /// # Ok::<(), tacite::money::MoneyError>(())
    /// ```
    UnitPrice,
    true
);

decimal_newtype!(
    /// A number of units, 0 or more.
    ///
    /// ```
    /// use rust_decimal::Decimal;
    /// use tacite::money::Quantity;
    ///
    /// assert_eq!(Quantity::new(Decimal::new(250, 2))?.to_string(), "2.5");
    /// assert!(Quantity::new(Decimal::NEGATIVE_ONE).is_err());
    /// # Ok::<(), tacite::money::MoneyError>(())
    /// ```
    Quantity,
    false
);

decimal_newtype!(
    /// A rate in percent, 0 or more: 20 is 20 %.
    ///
    /// ```
    /// use rust_decimal::Decimal;
    /// use tacite::money::Percent;
    ///
    /// assert_eq!(Percent::new(Decimal::new(1025, 2))?.to_string(), "10.25");
    /// # Ok::<(), tacite::money::MoneyError>(())
    /// ```
    Percent,
    false
);
