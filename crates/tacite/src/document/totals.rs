//! Tax is summed per category and rate, and rounded once per document (INV-5).
//!
//! Three lines of 6.36 EUR at 21 %: the sum is 19.08, the tax 4.0068, so 4.01, not three times
//! 1.3356 rounded.
//!
//! Which rate a line has is passed in by the caller.

use super::{Line, OneOrMore};
use crate::contract::Tax;
use crate::money::{Amount, MoneyError, Percent, Rounding, power_of_ten, product};

/// The tax of one category and rate in a document (INV-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TaxTotal {
    /// Category and rate.
    pub tax: Tax,
    /// Sum of the lines' net amounts.
    pub taxable: Amount,
    /// Tax on it, rounded once; of corrections that add up, what they take back (INV-5).
    pub amount: Amount,
}

/// Net, tax by rate, tax and total of a document.
pub(super) struct Totals {
    pub(super) taxes: OneOrMore<TaxTotal>,
    pub(super) net: Amount,
    pub(super) tax: Amount,
    pub(super) total: Amount,
}

/// Adds up the lines of a document.
#[inline(always)]
#[expect(clippy::inline_always, reason = "a document is large: it is made where it stays")]
pub(super) fn totals(lines: &OneOrMore<Line>) -> Result<Totals, MoneyError> {
    let first = lines.first();
    let rounding = first.terms.rounding;
    let nothing = Amount::zero(first.net.currency());
    let mut net = first.net;
    let mut adds_up = first.own_tax().is_some();
    let mut taxes = OneOrMore::new(TaxTotal::of(first, nothing));
    for line in lines.rest() {
        net = net.checked_add(line.net)?;
        adds_up |= line.own_tax().is_some();
        match taxes.find_mut(|known| known.tax == line.terms.tax) {
            Some(known) => known.taxable = known.taxable.checked_add(line.net)?,
            None => taxes.push(TaxTotal::of(line, nothing)),
        }
    }
    let mut tax = nothing;
    for total in taxes.iter_mut() {
        total.amount = if adds_up {
            tax_that_adds_up(lines, total.tax, rounding)?
        } else {
            tax_on(total.taxable, total.tax, rounding)?
        };
        tax = tax.checked_add(total.amount)?;
    }
    Ok(Totals { taxes, net, tax, total: net.checked_add(tax)? })
}

impl TaxTotal {
    /// Begins the total of a line's category and rate; its tax is not computed yet.
    fn of(line: &Line, nothing: Amount) -> Self {
        Self { tax: line.terms.tax, taxable: line.net, amount: nothing }
    }
}

/// The tax of the lines of a category and rate: that of the corrections is theirs (INV-5).
#[cold]
fn tax_that_adds_up(
    lines: &OneOrMore<Line>,
    tax: Tax,
    rounding: Rounding,
) -> Result<Amount, MoneyError> {
    let mut rest = Amount::zero(lines.first().net.currency());
    let mut own = rest;
    for line in lines.iter().filter(|line| line.terms.tax == tax) {
        match line.own_tax() {
            Some(taken) => own = own.checked_add(taken)?,
            None => rest = rest.checked_add(line.net)?,
        }
    }
    tax_on(rest, tax, rounding)?.checked_add(own)
}

fn tax_on(taxable: Amount, tax: Tax, rounding: Rounding) -> Result<Amount, MoneyError> {
    let minor = percent_of(i128::from(taxable.minor()), tax.rate, rounding)?;
    Amount::from_minor_wide(minor, taxable.currency())
}

/// Returns a percentage of minor units, rounded.
pub(crate) fn percent_of(
    minor: i128,
    percent: Percent,
    rounding: Rounding,
) -> Result<i128, MoneyError> {
    let numerator = product(minor, percent.mantissa()).ok_or(MoneyError::OutOfRange)?;
    let hundred = power_of_ten(percent.scale() + 2).ok_or(MoneyError::OutOfRange)?;
    Ok(rounding.divide(numerator, hundred))
}
