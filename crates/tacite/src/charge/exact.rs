//! Reductions and allowances change the exact full-period price; gross and net are each rounded once
//! (CHG-9, PAU-1, MON-2).
//!
//! 30.00 EUR a month less 10 % and then 2.00 EUR: 25.00 for the month; for 10 days of 31, gross
//! 9.68 and net 8.06, so the allowance shown is 1.62.
//!
//! Which allowances hold on a day is decided by [`crate::timeline`].

use super::{Charge, Share};
use crate::money::{ExactDecimal, MoneyError};
use crate::timeline::{Allowance, Terms};

/// Returns what days cost at terms whose price has tiers, or that are reduced or have allowances.
#[inline(never)]
pub(super) fn discounted(terms: &Terms, share: Share, exponent: u32) -> Result<Charge, MoneyError> {
    let full = full_price(terms)?;
    let mut net = full;
    for allowance in terms.allowances.as_slice() {
        if net.is_negative() {
            // A price below 0 gives already: nothing is taken off it.
            break;
        }
        net = match allowance {
            Allowance::Whole => ExactDecimal::ZERO,
            Allowance::Percent(off) => net.less(net.percent(*off)?)?,
            Allowance::Amount(off) => net.less((*off).into())?,
        };
        net = net.at_least_zero();
    }
    let share = (share.days(), share.of());
    let rounded = |value: ExactDecimal| value.shared(share, terms.rounding, exponent);
    Ok(Charge { gross: rounded(full)?, net: rounded(net)? })
}

/// Returns the exact price of a whole period at some terms, before allowances, in major units.
fn full_price(terms: &Terms) -> Result<ExactDecimal, MoneyError> {
    let full = terms.price.of(terms.quantity)?;
    terms.reduced.map_or(Ok(full), |kept| full.percent(kept))
}
