//! Tax is summed per category and rate, and rounded once per document (INV-5).
//!
//! Three lines of 6.36 EUR at 21 %: the sum is 19.08, the tax 4.0068, so 4.01, not three times
//! 1.3356 rounded.
//!
//! Which rate a line has is passed in by the caller.

use alloc::vec::Vec;

use super::Line;
use crate::contract::Tax;
use crate::money::{Amount, Currency, MoneyError, Percent, Rounding, power_of_ten, product};

/// The tax of one category and rate in a document (INV-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxTotal {
    /// Category and rate.
    pub tax: Tax,
    /// Sum of the lines' net amounts.
    pub taxable: Amount,
    /// Tax on it, rounded once.
    pub amount: Amount,
}

/// Net, tax by rate, tax and total of a document.
pub(super) struct Totals {
    pub(super) taxes: Vec<TaxTotal>,
    pub(super) net: Amount,
    pub(super) tax: Amount,
    pub(super) total: Amount,
}

/// Adds up the lines of a document.
pub(super) fn totals(
    lines: &[Line],
    currency: Currency,
    rounding: Rounding,
) -> Result<Totals, MoneyError> {
    let mut taxes: Vec<TaxTotal> = Vec::with_capacity(1);
    let mut net = Amount::zero(currency);
    for line in lines {
        net = net.checked_add(line.net)?;
        match taxes.iter_mut().find(|known| known.tax == line.terms.tax) {
            Some(known) => known.taxable = known.taxable.checked_add(line.net)?,
            None => taxes.push(TaxTotal {
                tax: line.terms.tax,
                taxable: line.net,
                amount: Amount::zero(currency),
            }),
        }
    }
    let mut tax = Amount::zero(currency);
    for total in &mut taxes {
        total.amount = tax_on(total.taxable, total.tax, rounding)?;
        tax = tax.checked_add(total.amount)?;
    }
    Ok(Totals { taxes, net, tax, total: net.checked_add(tax)? })
}

fn tax_on(taxable: Amount, tax: Tax, rounding: Rounding) -> Result<Amount, MoneyError> {
    let minor = percent_of(i128::from(taxable.minor()), tax.rate, rounding)?;
    Amount::from_minor_wide(minor, taxable.currency())
}

/// Returns a percentage of minor units, rounded.
pub(super) fn percent_of(
    minor: i128,
    percent: Percent,
    rounding: Rounding,
) -> Result<i128, MoneyError> {
    let numerator = product(minor, percent.mantissa()).ok_or(MoneyError::OutOfRange)?;
    let hundred = power_of_ten(percent.scale() + 2).ok_or(MoneyError::OutOfRange)?;
    Ok(rounding.divide(numerator, hundred))
}
