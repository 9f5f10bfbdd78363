//! What was paid ahead is set off against invoices, in their order (INV-12; EN 16931 BT-113).
//!
//! A deposit of 50.00 EUR, then invoices of 36.00 and 36.00: the first one is paid, 22.00 are due on
//! the second. What is due first is paid first.
//!
//! How a document comes to its total is decided by [`super::totals`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::{Document, DocumentKind, OneOrMore, Payable};
use crate::contract::{CustomerId, Text};
use crate::money::Amount;

/// What a customer paid ahead: a deposit, or a balance in its favour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepayment {
    /// Who paid.
    pub customer: CustomerId,
    /// What the customer reads.
    pub label: Text,
    /// The number of the deposit invoice, or what else it is known by.
    pub reference: Text,
    /// When it was paid.
    pub paid_on: NaiveDate,
    /// How much is left of it, above 0.
    pub amount: Amount,
}

/// A part of a document that was paid ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepaid {
    /// What the customer reads.
    pub label: Text,
    /// The number of the deposit invoice, or what else it is known by.
    pub reference: Text,
    /// When it was paid.
    pub paid_on: NaiveDate,
    /// How much of it is set off here, above 0; below 0 on what cancels an invoice, which sets it free.
    pub amount: Amount,
}

/// Sets off what was paid ahead against draft invoices of the same customer and currency, both in
/// their order; returns what is left of it.
///
/// What is due first on an invoice is paid first. Credit notes and invoices of 0 are left alone, as
/// is what is not above 0.
pub fn set_off(documents: &mut [Document], prepayments: Vec<Prepayment>) -> Vec<Prepayment> {
    let mut left = prepayments;
    for document in documents {
        for prepayment in &mut left {
            if document.customer == prepayment.customer
                && document.currency == prepayment.amount.currency()
                && document.kind == DocumentKind::Invoice
            {
                document.pay_ahead(prepayment);
            }
        }
    }
    left.retain(|prepayment| !prepayment.amount.is_zero());
    left
}

impl Document {
    fn pay_ahead(&mut self, prepayment: &mut Prepayment) {
        let paid = prepayment.amount.minor().min(self.amount_due.minor());
        if paid <= 0 {
            return;
        }
        let amount = |minor| Amount::new(minor, self.currency);
        prepayment.amount = amount(prepayment.amount.minor() - paid);
        self.amount_due = amount(self.amount_due.minor() - paid);
        self.prepaid.push(Prepaid {
            label: prepayment.label.clone(),
            reference: prepayment.reference.clone(),
            paid_on: prepayment.paid_on,
            amount: amount(paid),
        });
        self.payables = reduced(&self.payables, paid);
    }

    /// Adds up what was paid ahead.
    pub fn prepaid_total(&self) -> Amount {
        let sum = self.prepaid.iter().map(|prepaid| prepaid.amount.minor());
        Amount::new(sum.fold(0, i64::saturating_add), self.currency)
    }
}

/// Takes what is paid off the payables, the earliest first; those that nothing is left of are gone,
/// except for the last one of a document that is paid in full.
fn reduced(payables: &OneOrMore<Payable>, paid: i64) -> OneOrMore<Payable> {
    let mut left: Vec<Payable> = payables.iter().copied().collect();
    let mut order: Vec<usize> = (0..left.len()).collect();
    order.sort_by_key(|index| left.get(*index).map(|payable| payable.due_on));
    let mut paid = paid;
    for index in order {
        if let Some(payable) = left.get_mut(index) {
            let taken = paid.min(payable.amount.minor()).max(0);
            paid -= taken;
            payable.amount = Amount::new(payable.amount.minor() - taken, payable.amount.currency());
        }
    }
    let last = left.iter().copied().max_by_key(|payable| payable.due_on);
    OneOrMore::collected(left.into_iter().filter(|payable| !payable.amount.is_zero()))
        .unwrap_or_else(|| OneOrMore::new(last.unwrap_or(*payables.first())))
}
