//! What is prepaid and what is to be paid when add up to the total (INV-12, L15).

use num_bigint::BigInt;
use tacite::contract::PaymentTerms;
use tacite::document::{Document, DocumentKind, Prepaid};

use super::{Misadded, big, expect};

pub(super) fn check(document: &Document) -> Result<(), Misadded> {
    // A credit note that cancels an invoice sets free what was set off against it.
    let sign = match document.kind {
        DocumentKind::Invoice => 1,
        DocumentKind::CreditNote => -1,
    };
    let is_off = |prepaid: &&Prepaid| prepaid.amount.minor().signum() != sign;
    if let Some(prepaid) = document.prepaid.iter().find(is_off) {
        let message = format!("{} was paid ahead", prepaid.amount);
        return Err(Misadded::new("prepaid", message));
    }
    let prepaid: BigInt = document.prepaid.iter().map(|prepaid| big(prepaid.amount)).sum();
    if !document.prepaid.is_empty() && prepaid.magnitude() > big(document.total).magnitude() {
        let message = format!("{prepaid} minor units for a total of {}", document.total);
        return Err(Misadded::new("prepaid", message));
    }
    expect("amount_due", &(big(document.total) - prepaid), document.amount_due)?;
    let payables: BigInt = document.payables.iter().map(|payable| big(payable.amount)).sum();
    expect("payables", &payables, document.amount_due)?;
    let sign = document.amount_due.minor().signum();
    for payable in &document.payables {
        let is_empty = payable.amount.is_zero() && document.payables.len() > 1;
        if is_empty || !payable.amount.is_zero() && payable.amount.minor().signum() != sign {
            let message = format!("{} of {}", payable.amount, document.amount_due);
            return Err(Misadded::new("payables", message));
        }
    }
    match &document.payment_terms {
        PaymentTerms::Single(_) if document.payables.len() > 1 => {
            let message = format!("{} parts of terms that have one", document.payables.len());
            Err(Misadded::new("payables", message))
        }
        PaymentTerms::Single(_) | PaymentTerms::Instalments(_) => Ok(()),
    }
}
