//! What is taken off a document as a whole is taken off each of its categories and rates (INV-5,
//! MON-4; EN 16931 BG-20).
//!
//! Lines of 200.00 at 20 % and 50.00 at 5.5 %: 10 % off are 20.00 and 5.00, an amount of 15.00 off is
//! 12.00 and 3.00, by the weight of the rates' sums. What is left is taxed.
//!
//! What is taken off a line is decided by [`crate::charge`].

use alloc::vec::Vec;

use super::payable::part_amounts;
use super::totals::{percent_of, summed};
use super::{Document, DocumentKind, Line, OneOrMore, Payable};
use crate::contract::{DocumentDiscount, PaymentTerms, Tax, Text};
use crate::money::{Amount, MoneyError, Percent};

/// What is taken off the lines of one category and rate of a document (EN 16931 BG-20).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentAllowance {
    /// What the customer reads.
    pub label: Text,
    /// Category and rate.
    pub tax: Tax,
    /// What it is taken off: the sum of the lines of that category and rate.
    pub base: Amount,
    /// How much of the base it is, if that was agreed by percent.
    pub percent: Option<Percent>,
    /// What is taken off, including tax if the lines do; on a credit note below 0, as its lines are.
    pub amount: Amount,
}

/// Why an amount can't be taken off a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AllowanceError {
    /// It is below 0.
    #[error("an allowance of {amount} is negative, at least 0 is needed (INV-5)")]
    Negative {
        /// The amount as given.
        amount: Amount,
    },
    /// It is more than there is.
    #[error("an allowance of {amount} is more than the {left} that are left of the lines (INV-5)")]
    AboveTheRest {
        /// The amount as given.
        amount: Amount,
        /// What is left of the lines.
        left: Amount,
    },
    /// The document gives back, or is paid in part already.
    #[error(
        "an allowance of {amount} is taken off an invoice that nothing is set off against, and this document is none (INV-5)"
    )]
    NotADraftInvoice {
        /// The amount as given.
        amount: Amount,
    },
    /// Tax that is rounded per line leaves less than nothing to pay.
    #[error("an allowance of {amount} leaves a total of {total}, at least 0 is needed (INV-5)")]
    TotalBelowZero {
        /// The amount as given.
        amount: Amount,
        /// What would be left to pay.
        total: Amount,
    },
    /// A sum is too large, or the currency is another one.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl Document {
    /// Takes an amount off the whole of a draft invoice, by the weight of what each of its rates
    /// still comes to (MON-4), and adds it up again. It includes tax if the lines do.
    ///
    /// The books do not know of it: what is credited of the lines later is credited as it was
    /// charged. What a credit must give back as well is agreed upon as
    /// [`document_discount`](crate::contract::BillingPolicy::document_discount).
    ///
    /// # Errors
    /// [`AllowanceError`], with the document as it was: below 0, more than is left, more than the
    /// rounding of tax leaves, of a credit note,
    /// after something was [`set_off`](super::set_off), or in another currency.
    pub fn allow(&mut self, label: &str, amount: Amount) -> Result<(), AllowanceError> {
        if amount.minor() < 0 {
            return Err(AllowanceError::Negative { amount });
        }
        if self.kind == DocumentKind::CreditNote || !self.prepaid.is_empty() {
            return Err(AllowanceError::NotADraftInvoice { amount });
        }
        let bases = self.left_by_rate();
        let left: i128 = bases.iter().map(|(_, left)| left).sum();
        let left = Amount::from_minor_wide(left, self.currency)?;
        if left.checked_sub(amount)?.minor() < 0 {
            return Err(AllowanceError::AboveTheRest { amount, left });
        }
        if amount.is_zero() {
            return Ok(());
        }
        let mut allowances = self.allowances.clone();
        let weights: Vec<i128> = bases.iter().map(|(_, left)| *left).collect();
        for ((tax, base), part) in bases.iter().zip(amount.split_by(&weights)?) {
            if !part.is_zero() {
                let (label, base) =
                    (Text::from(label), Amount::from_minor_wide(*base, self.currency)?);
                let (tax, percent) = (*tax, None);
                allowances.push(DocumentAllowance { label, tax, base, percent, amount: part });
            }
        }
        let totals = summed(&self.lines, allowances, self.tax_rounding)?;
        if totals.total.minor() < 0 {
            return Err(AllowanceError::TotalBelowZero { amount, total: totals.total });
        }
        let payables = self.payables_of(totals.total)?;
        self.payables = payables;
        self.allowances = totals.allowances;
        self.taxes = totals.taxes;
        (self.net, self.tax, self.total) = (totals.net, totals.tax, totals.total);
        self.amount_due = totals.total;
        Ok(())
    }

    /// Adds up what is taken off it as a whole.
    pub fn allowances_total(&self) -> Amount {
        let sum = self.allowances.iter().map(|allowance| allowance.amount.minor());
        Amount::new(sum.fold(0, i64::saturating_add), self.currency)
    }

    /// What each category and rate comes to, in order of first use, less what is taken off already.
    fn left_by_rate(&self) -> Vec<(Tax, i128)> {
        let mut left = sums(&self.lines);
        for (tax, sum) in &mut left {
            let off = self.allowances.iter().filter(|allowance| allowance.tax == *tax);
            *sum -= off.map(|allowance| i128::from(allowance.amount.minor())).sum::<i128>();
        }
        left
    }

    /// Splits another total into payables on the days of the ones that are there.
    fn payables_of(&self, total: Amount) -> Result<OneOrMore<Payable>, MoneyError> {
        let last = self.payables.iter().last().map_or(self.dated_on, |payable| payable.due_on);
        let mut days = self.payables.iter().map(|payable| payable.due_on).peekable();
        let amounts = match &self.payment_terms {
            PaymentTerms::Single(_) => Vec::from([(true, total)]),
            PaymentTerms::Instalments(parts) => {
                let had = part_amounts(self.total, parts)?;
                let amounts = part_amounts(total, parts)?;
                had.iter().map(|amount| !amount.is_zero()).zip(amounts).collect()
            }
        };
        // A part that had nothing to pay had no day; it has the next one if it gets a cent.
        let payables: Vec<Payable> = amounts
            .into_iter()
            .map(|(had_day, amount)| {
                let due_on = if had_day { days.next() } else { days.peek().copied() };
                Payable { due_on: due_on.unwrap_or(last), amount }
            })
            .collect();
        let first = self.payables.first().due_on;
        let listed = payables.into_iter().filter(|payable| !payable.amount.is_zero());
        Ok(OneOrMore::collected(listed)
            .unwrap_or_else(|| OneOrMore::new(Payable { due_on: first, amount: total })))
    }
}

/// Takes a percentage off each category and rate. What corrections that add up give back of it is
/// theirs (INV-5).
pub(super) fn by_discount(
    lines: &OneOrMore<Line>,
    discount: &DocumentDiscount,
) -> Result<Vec<DocumentAllowance>, MoneyError> {
    let first = lines.first();
    let mut allowances = Vec::new();
    for (tax, base) in sums(lines) {
        let of_rate = || lines.iter().filter(|line| line.terms.tax == tax);
        let computed = of_rate().filter(|line| line.own_tax().is_none());
        let computed: i128 = computed.map(|line| i128::from(line.net.minor())).sum();
        let theirs: i128 = of_rate().map(Line::own_allowance).sum();
        let off = percent_of(computed, discount.percent, first.terms.rounding)? + theirs;
        if off != 0 {
            let amount = |minor| Amount::from_minor_wide(minor, first.net.currency());
            allowances.push(DocumentAllowance {
                label: discount.label.clone(),
                tax,
                base: amount(base)?,
                percent: Some(discount.percent),
                amount: amount(off)?,
            });
        }
    }
    Ok(allowances)
}

/// Adds up lines by category and rate, in order of first use.
fn sums(lines: &OneOrMore<Line>) -> Vec<(Tax, i128)> {
    let mut sums: Vec<(Tax, i128)> = Vec::new();
    for line in lines {
        let net = i128::from(line.net.minor());
        match sums.iter_mut().find(|(tax, _)| *tax == line.terms.tax) {
            Some((_, sum)) => *sum += net,
            None => sums.push((line.terms.tax, net)),
        }
    }
    sums
}
