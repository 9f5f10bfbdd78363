//! Issuing gives a draft its number and its parties, and freezes it (INV-11, 0.35, 0.38).
//!
//! The draft of 31 January 2025 for cust-7 becomes `F2025-0042`, from Bureaux Partagés SAS to Durand SARL;
//! what it says and costs can only be read from then on. To undo it, [cancel](crate::cancel) it.
//!
//! Numbers are given by the store, see [`NumberFormat`](super::NumberFormat).

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::{DocumentNumber, Draft};
use crate::contract::{CustomerId, PriceMode, Text};
use crate::document::{CorrectedDocument, Document};
use crate::money::{Amount, MoneyError};
use crate::party::{Customer, Delivery, Mandate, Seller};

/// What issuing adds to a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuing {
    /// Its number.
    pub number: DocumentNumber,
    /// Who sells.
    pub seller: Seller,
    /// Who buys; its id is that of the document.
    pub customer: Customer,
    /// By which it is collected, if it is.
    pub mandate: Option<Mandate>,
    /// The numbers of the documents that it corrects, by their keys (INV-7).
    pub corrected: BTreeMap<String, DocumentNumber>,
}

/// A document that is issued: it has a number, and can't be changed.
///
/// It differs from [`books::IssuedDocument`](crate::books::IssuedDocument), by which the books know on
/// which document of a run a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedDocument {
    document: Document,
    notes: Vec<Text>,
    delivery: Option<Delivery>,
    issuing: Issuing,
}

impl NumberedDocument {
    /// Returns its number.
    pub const fn number(&self) -> &DocumentNumber {
        &self.issuing.number
    }

    /// Returns what it says and costs.
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// Returns who sells.
    pub const fn seller(&self) -> &Seller {
        &self.issuing.seller
    }

    /// Returns who buys.
    pub const fn customer(&self) -> &Customer {
        &self.issuing.customer
    }

    /// Returns the mandate by which it is collected, if it is.
    pub const fn mandate(&self) -> Option<&Mandate> {
        self.issuing.mandate.as_ref()
    }

    /// Returns what is printed below the lines.
    pub fn notes(&self) -> &[Text] {
        &self.notes
    }

    /// Returns where it is delivered, if that is not the customer's address.
    pub fn delivery(&self) -> Option<&Delivery> {
        self.delivery.as_ref().or(self.issuing.customer.delivery.as_ref())
    }

    /// Returns the number of a document that it corrects (INV-7).
    pub fn corrected_number(&self, corrected: &CorrectedDocument) -> Option<&DocumentNumber> {
        self.issuing.corrected.get(&corrected.key)
    }

    /// Takes it apart, so that a store can keep it; [`issue`] makes it again of the two. The draft has
    /// no private note.
    pub fn into_parts(self) -> (Draft, Issuing) {
        let Self { document, notes, delivery, issuing } = self;
        (Draft { document, notes, delivery, private_note: None }, issuing)
    }
}

/// Issues a draft.
///
/// # Errors
/// [`IssueError`]: the customer is another one, a document that it corrects has no number, or its
/// amounts don't add up, which those of a run do.
pub fn issue(draft: Draft, issuing: Issuing) -> Result<NumberedDocument, IssueError> {
    let Draft { document, notes, delivery, private_note: _ } = draft;
    let (expected, found) = (document.customer, issuing.customer.id);
    if expected != found {
        return Err(IssueError::OtherCustomer { expected, found });
    }
    let unknown = document.corrected().find(|one| !issuing.corrected.contains_key(&one.key));
    if let Some(unknown) = unknown {
        return Err(IssueError::CorrectedUnknown { key: unknown.key.clone() });
    }
    check_amounts(&document)?;
    Ok(NumberedDocument { document, notes, delivery, issuing })
}

/// A document is a plain value: what is issued is checked once more.
fn check_amounts(document: &Document) -> Result<(), IssueError> {
    let nothing = Amount::zero(document.currency);
    let sum = |amounts: &mut dyn Iterator<Item = Amount>| {
        let sum = amounts.map(Ok).reduce(|sum, next| sum?.checked_add(next?));
        sum.unwrap_or(Ok(nothing)).map_err(IssueError::Amount)
    };
    let less = |amount: Amount, off: Amount| amount.checked_sub(off).map_err(IssueError::Amount);
    let lines = sum(&mut document.lines.iter().map(|line| line.net))?;
    let off = sum(&mut document.allowances.iter().map(|allowance| allowance.amount))?;
    let taxable = sum(&mut document.taxes.iter().map(|tax| tax.taxable))?;
    let tax = sum(&mut document.taxes.iter().map(|tax| tax.amount))?;
    let total = document.net.checked_add(document.tax).map_err(IssueError::Amount)?;
    let prepaid = sum(&mut document.prepaid.iter().map(|prepaid| prepaid.amount))?;
    let payable = sum(&mut document.payables.iter().map(|payable| payable.amount))?;
    let of_lines = match document.prices() {
        PriceMode::ExcludingTax => document.net,
        PriceMode::IncludingTax => document.total,
    };
    let compared = [
        (AmountOf::Lines, document.lines_total, lines),
        (AmountOf::Net, of_lines, less(document.lines_total, off)?),
        (AmountOf::Taxable, document.net, taxable),
        (AmountOf::Tax, document.tax, tax),
        (AmountOf::Total, document.total, total),
        (AmountOf::Due, document.amount_due, less(document.total, prepaid)?),
        (AmountOf::Payable, document.amount_due, payable),
    ];
    match compared.into_iter().find(|(_, stated, found)| stated != found) {
        Some((of, stated, found)) => Err(IssueError::DoesNotAddUp { of, stated, found }),
        None => Ok(()),
    }
}

/// An amount of a document that others add up to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AmountOf {
    /// The lines.
    Lines,
    /// The lines, less what is taken off the document as a whole.
    Net,
    /// What tax is computed on.
    Taxable,
    /// The taxes.
    Tax,
    /// Net and tax.
    Total,
    /// The total, less what is prepaid.
    Due,
    /// What is to be paid when.
    Payable,
}

impl fmt::Display for AmountOf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lines => "the lines",
            Self::Net => "the lines less the allowances",
            Self::Taxable => "the taxable amounts",
            Self::Tax => "the taxes",
            Self::Total => "net and tax",
            Self::Due => "the total less what is prepaid",
            Self::Payable => "the payables",
        })
    }
}

/// Why a draft can't be issued (INV-11).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum IssueError {
    /// The customer is not the one of the document.
    #[error("the document is for customer {expected}, not for {found} (INV-11)")]
    OtherCustomer {
        /// Who pays the document.
        expected: CustomerId,
        /// Who was given.
        found: CustomerId,
    },
    /// A document that it corrects has no number here.
    #[error("it corrects {key}, whose number is not given (INV-7)")]
    CorrectedUnknown {
        /// The key of that document.
        key: String,
    },
    /// Amounts of the document contradict each other.
    #[error("{of} add up to {found}, the document says {stated} (INV-11)")]
    DoesNotAddUp {
        /// What is added up.
        of: AmountOf,
        /// What the document says.
        stated: Amount,
        /// What they add up to.
        found: Amount,
    },
    /// Amounts can't be added up: too large, or of different currencies.
    #[error(transparent)]
    Amount(MoneyError),
}
