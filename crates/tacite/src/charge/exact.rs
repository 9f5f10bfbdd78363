//! Reductions and allowances change the exact full-period price; gross and net are each rounded once
//! (CHG-9, PAU-1, MON-2).
//!
//! 30.00 EUR a month less 10 % and then 2.00 EUR: 25.00 for the month; for 10 days of 31, gross
//! 9.68 and net 8.06, so the allowance shown is 1.62. Less 2.00 in full for those 10 days, the first of
//! a subscription: 30.00 − 2.00 × 31/10 = 23.80, of which 10/31 are 7.68.
//!
//! Which allowances hold on a day is decided by [`crate::timeline`].

use alloc::vec::Vec;

use super::{Charge, Share};
use crate::money::{ExactDecimal, MoneyError, UnitPrice};
use crate::timeline::weights::common_divisor;
use crate::timeline::{Allowance, Terms};

/// Returns what days cost at terms whose price has tiers, or that are reduced or have allowances.
#[inline(never)]
pub(super) fn discounted(terms: &Terms, share: Share, exponent: u32) -> Result<Charge, MoneyError> {
    let mut steps = Steps::of(terms, share, exponent)?;
    let gross = steps.rounded()?;
    for allowance in terms.allowances.as_slice() {
        steps.take_off(*allowance)?;
    }
    Ok(Charge { gross, net: steps.rounded()? })
}

/// Returns what days cost before all allowances and after each of them, in minor units.
pub(crate) fn steps(terms: &Terms, share: Share, exponent: u32) -> Result<Vec<i64>, MoneyError> {
    let mut steps = Steps::of(terms, share, exponent)?;
    let mut costs = Vec::from([steps.rounded()?]);
    for allowance in terms.allowances.as_slice() {
        steps.take_off(*allowance)?;
        costs.push(steps.rounded()?);
    }
    Ok(costs)
}

/// The price of the full period on its way through the allowances.
struct Steps<'t> {
    terms: &'t Terms,
    share: Share,
    exponent: u32,
    /// What is left, times `parts`.
    left: ExactDecimal,
    /// A multiple of the days of each billing period that an amount is spread over: usually 1.
    parts: u32,
}

impl<'t> Steps<'t> {
    fn of(terms: &'t Terms, share: Share, exponent: u32) -> Result<Self, MoneyError> {
        let allowances = terms.allowances.as_slice();
        let parts = allowances.iter().try_fold(1, |parts, allowance| match allowance {
            Allowance::AmountInStub { days, .. } => multiple(parts, (*days).max(1)),
            Allowance::Whole | Allowance::Percent(_) | Allowance::Amount(_) => Ok(parts),
        })?;
        let left = terms.full_price()?.times(whole(parts))?;
        Ok(Self { terms, share, exponent, left, parts })
    }

    fn take_off(&mut self, allowance: Allowance) -> Result<(), MoneyError> {
        if self.left.is_negative() {
            // A price below 0 gives already: nothing is taken off it.
            return Ok(());
        }
        let left = match allowance {
            Allowance::Whole => ExactDecimal::ZERO,
            Allowance::Percent(off) => self.left.less(self.left.percent(off)?)?,
            Allowance::Amount(off) => self.left.less(whole(self.parts).times(off.into())?)?,
            Allowance::AmountInStub { amount, days, of } => {
                let spread = whole(of).times(whole(self.parts / days.max(1)))?;
                self.left.less(spread.times(amount.into())?)?
            }
        };
        self.left = left.at_least_zero();
        Ok(())
    }

    fn rounded(&self) -> Result<i64, MoneyError> {
        let of = self.share.of().checked_mul(self.parts).ok_or(MoneyError::OutOfRange)?;
        self.left.shared((self.share.days(), of), self.terms.rounding, self.exponent)
    }
}

fn whole(number: u32) -> ExactDecimal {
    UnitPrice::whole(number).into()
}

/// Returns the least common multiple of two numbers above 0.
fn multiple(left: u32, right: u32) -> Result<u32, MoneyError> {
    (left / common_divisor(left, right)).checked_mul(right).ok_or(MoneyError::OutOfRange)
}
