//! An exact value becomes an amount once, by a rounding that has a name (MON-2).
//!
//! 9.675 EUR is 9.68 half away from zero and 9.68 half to even; 9.665 EUR is 9.67 and 9.66; a
//! credit of 9.665 EUR is −9.67 and −9.66, the mirror of its charge.
//!
//! Where rounding happens is decided by [`crate::charge`] (a line) and [`crate::document`] (a tax).

/// How an exact value that lies between two minor units is rounded (MON-2).
///
/// ```
/// use tacite::money::Rounding;
///
/// assert_eq!(Rounding::HalfAwayFromZero.divide(-5, 2), -3);
/// assert_eq!(Rounding::HalfEven.divide(-5, 2), -2);
/// assert_eq!(Rounding::HalfEven.divide(7, 2), 4);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rounding {
    /// A half goes away from zero: 0.5 → 1, −0.5 → −1. The usual commercial rounding.
    #[default]
    HalfAwayFromZero,
    /// A half goes to the even neighbour: 0.5 → 0, 1.5 → 2.
    HalfEven,
}

impl Rounding {
    /// Divides and rounds to a whole number.
    ///
    /// A denominator of 0 or below counts as 1: every caller's denominator is a count of days times
    /// a power of ten.
    #[inline]
    pub const fn divide(self, numerator: i128, denominator: i128) -> i128 {
        let denominator = if denominator < 1 { 1 } else { denominator.unsigned_abs() };
        let magnitude = numerator.unsigned_abs();
        let (quotient, remainder) = div_rem(magnitude, denominator);
        // `remainder > denominator / 2`, written so that nothing overflows.
        let rest = denominator - remainder;
        let up = remainder > rest
            || (remainder == rest
                && match self {
                    Self::HalfAwayFromZero => true,
                    Self::HalfEven => quotient % 2 == 1,
                });
        let rounded = (quotient + up as u128).cast_signed();
        if numerator < 0 { rounded.wrapping_neg() } else { rounded }
    }
}

/// Multiplies, by one machine instruction where both numbers fit 64 bits; `None` if the product does
/// not fit 128.
#[inline]
pub(crate) fn product(left: i128, right: i128) -> Option<i128> {
    match (i64::try_from(left), i64::try_from(right)) {
        (Ok(left), Ok(right)) => Some(i128::from(left) * i128::from(right)),
        (_, _) => left.checked_mul(right),
    }
}

/// Returns a power of ten that fits 128 bits.
#[inline]
pub(crate) fn power_of_ten(exponent: u32) -> Option<i128> {
    const POWERS: [i128; 39] = {
        let mut powers = [1; 39];
        let mut index = 1;
        while index < powers.len() {
            powers[index] = powers[index - 1] * 10;
            index += 1;
        }
        powers
    };
    POWERS.get(exponent as usize).copied()
}

/// Divides, by one machine instruction where both numbers fit 64 bits.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "both values are checked to fit 64 bits")]
const fn div_rem(numerator: u128, denominator: u128) -> (u128, u128) {
    if numerator <= u64::MAX as u128 && denominator <= u64::MAX as u128 {
        let (n, d) = (numerator as u64, denominator as u64);
        ((n / d) as u128, (n % d) as u128)
    } else {
        (numerator / denominator, numerator % denominator)
    }
}
