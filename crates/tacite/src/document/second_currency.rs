//! The tax of a document in the currency in which it is accounted for (INV-5, EN 16931
//! BT-6, BT-111).
//!
//! 20.03 EUR of tax at 0.8345 pounds a euro is 16.72 GBP.
//!
//! Which rate holds on which day is the caller's to know; what the tax is, is decided by
//! [`super::totals`].

use rust_decimal::Decimal;

use super::{Document, OneOrMore};
use crate::contract::Tax;
use crate::money::{Amount, Currency, MoneyError, Rounding, power_of_ten};

/// The tax of a document in another currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignTax {
    /// What one unit of the document's currency is in the other one.
    pub rate: Decimal,
    /// The tax of each category and rate, in the order of the document, rounded once each.
    pub taxes: OneOrMore<(Tax, Amount)>,
    /// Their sum (EN 16931 BT-111).
    pub total: Amount,
}

impl Document {
    /// Returns its tax in another currency: that of each rate, converted and rounded once, and their
    /// sum, so that the parts add up.
    ///
    /// # Errors
    /// [`MoneyError::ExchangeRate`] if the rate is not above 0, [`MoneyError::OutOfRange`] if an
    /// amount does not fit.
    pub fn tax_in(
        &self,
        currency: Currency,
        rate: Decimal,
        rounding: Rounding,
    ) -> Result<ForeignTax, MoneyError> {
        let mut total = Amount::zero(currency);
        let mut converted = |tax: &super::TaxTotal| {
            let amount = exchanged(tax.amount, currency, rate, rounding)?;
            total = total.checked_add(amount)?;
            Ok::<_, MoneyError>((tax.tax, amount))
        };
        let mut taxes = OneOrMore::new(converted(self.taxes.first())?);
        for tax in self.taxes.rest() {
            taxes.push(converted(tax)?);
        }
        Ok(ForeignTax { rate, taxes, total })
    }
}

/// Converts an amount, rounding once.
fn exchanged(
    amount: Amount,
    currency: Currency,
    rate: Decimal,
    rounding: Rounding,
) -> Result<Amount, MoneyError> {
    if rate <= Decimal::ZERO {
        return Err(MoneyError::ExchangeRate { rate });
    }
    let rate = rate.normalize();
    let power = |exponent| power_of_ten(exponent).ok_or(MoneyError::OutOfRange);
    let steps = power(currency.exponent())?.checked_mul(amount.minor().into());
    let numerator = steps.and_then(|steps| steps.checked_mul(rate.mantissa()));
    let denominator = power(rate.scale() + amount.currency().exponent())?;
    let minor = rounding.divide(numerator.ok_or(MoneyError::OutOfRange)?, denominator);
    Amount::from_minor_wide(minor, currency)
}
