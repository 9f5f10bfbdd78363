//! Reductions and allowances change the exact full-period price; gross and net are each rounded once
//! (CHG-9, PAU-1, MON-2).
//!
//! 30.00 EUR a month less 10 % and then 2.00 EUR: 25.00 for the month; for 10 days of 31, gross
//! 9.68 and net 8.06, so the allowance shown is 1.62.
//!
//! Which allowances hold on a day is decided by [`crate::timeline`].

use super::{Charge, Share};
use crate::money::{MoneyError, Percent, power_of_ten, product};
use crate::timeline::{Allowance, Terms};

/// A decimal: `digits ÷ 10^scale`.
#[derive(Clone, Copy)]
struct Exact {
    digits: i128,
    scale: u32,
}

/// Returns what days cost at terms that are reduced or have allowances.
pub(super) fn discounted(terms: &Terms, share: Share, exponent: u32) -> Result<Charge, MoneyError> {
    let price = terms.price.unit_price();
    let unit = Exact { digits: price.mantissa(), scale: price.scale() };
    let quantity = Exact { digits: terms.quantity.mantissa(), scale: terms.quantity.scale() };
    let mut full = unit.times(quantity)?;
    if let Some(kept) = terms.reduced {
        full = full.percent(kept)?;
    }
    let mut net = full;
    for allowance in terms.allowances.as_slice() {
        if net.digits < 0 {
            // A price below 0 gives already: nothing is taken off it.
            break;
        }
        net = match allowance {
            Allowance::Whole => Exact { digits: 0, scale: 0 },
            Allowance::Percent(off) => net.less(net.percent(*off)?)?,
            Allowance::Amount(off) => {
                net.less(Exact { digits: off.mantissa(), scale: off.scale() })?
            }
        };
        net.digits = net.digits.max(0);
    }
    let rounded = |value: Exact| value.rounded(terms, share, exponent);
    Ok(Charge { gross: rounded(full)?, net: rounded(net)? })
}

impl Exact {
    fn times(self, other: Self) -> Result<Self, MoneyError> {
        let digits = product(self.digits, other.digits).ok_or(MoneyError::OutOfRange)?;
        Ok(Self { digits, scale: self.scale + other.scale }.trimmed())
    }

    fn percent(self, percent: Percent) -> Result<Self, MoneyError> {
        self.times(Self { digits: percent.mantissa(), scale: percent.scale() + 2 })
    }

    fn less(self, other: Self) -> Result<Self, MoneyError> {
        let scale = self.scale.max(other.scale);
        let widened = |value: Self| {
            power_of_ten(scale - value.scale)
                .and_then(|power| product(value.digits, power))
                .ok_or(MoneyError::OutOfRange)
        };
        let digits = widened(self)?.checked_sub(widened(other)?).ok_or(MoneyError::OutOfRange)?;
        Ok(Self { digits, scale }.trimmed())
    }

    /// Drops trailing zeros, so that long chains of factors stay within 128 bits where they can.
    fn trimmed(mut self) -> Self {
        while self.scale > 0 && self.digits % 10 == 0 {
            self.digits /= 10;
            self.scale -= 1;
        }
        self
    }

    /// Takes a share and rounds it to minor units.
    fn rounded(self, terms: &Terms, share: Share, exponent: u32) -> Result<i64, MoneyError> {
        let out_of_range = MoneyError::OutOfRange;
        let (minor, divisor) = if self.scale <= exponent {
            (power_of_ten(exponent - self.scale).ok_or(out_of_range)?, 1)
        } else {
            (1, power_of_ten(self.scale - exponent).ok_or(MoneyError::OutOfRange)?)
        };
        let factors = [i128::from(share.days()), self.digits];
        let numerator = factors.into_iter().try_fold(minor, product);
        let divisor = product(divisor, i128::from(share.of()));
        let (Some(numerator), Some(divisor)) = (numerator, divisor) else {
            return Err(MoneyError::OutOfRange);
        };
        let rounded = terms.rounding.divide(numerator, divisor);
        let minor = i64::try_from(rounded).ok().filter(|minor| *minor != i64::MIN);
        minor.ok_or(MoneyError::OutOfRange)
    }
}
