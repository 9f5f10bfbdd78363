//! What is sent: lines, grouped into documents with tax, totals and due dates (INV-1 to INV-5, INV-11,
//! INV-12).
//!
//! Grouping is a pure step after rating: lines of one subscription or of many go in, documents come
//! out, in an order that depends on nothing but them.

mod allowance;
mod cancelled;
pub(crate) mod grouping;
pub(crate) mod identity;
mod least;
mod line;
pub(crate) mod line_allowance;
mod mentions;
mod monthly;
mod one_or_more;
mod payable;
mod prepaid;
mod second_currency;
pub(crate) mod totals;
mod waiting;

pub use crate::books::{AllowanceName, DocumentKind};
pub use allowance::{AllowanceError, DocumentAllowance};
pub use line::{Correction, Line};
pub use line_allowance::LineAllowance;
pub use mentions::Nature;
pub use one_or_more::OneOrMore;
pub use payable::Payable;
pub use prepaid::{Prepaid, Prepayment, set_off};
pub use second_currency::ForeignTax;
pub use totals::TaxTotal;

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::contract::{CustomerId, GroupingKey, Mentions, PaymentMeans, PaymentTerms, TaxRounding};
use crate::money::{Amount, Currency, MoneyError};

/// A draft: a document that has no number yet (INV-11).
///
/// All amounts are in its currency. The lines, less the allowances, are `net` where prices exclude
/// tax and `total` where they include it (see [`prices`](Self::prices)); `net + tax = total`, and
/// `total` less what is prepaid is `amount_due`, to which the payables add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Invoice or credit note.
    pub kind: DocumentKind,
    /// The issued document that it corrects; none if it corrects none, or several (INV-7).
    pub corrects: Option<CorrectedDocument>,
    /// Who pays.
    pub customer: CustomerId,
    /// Its one currency.
    pub currency: Currency,
    /// The date that it bears (INV-3).
    pub dated_on: NaiveDate,
    /// The terms that the payables follow from.
    pub payment_terms: PaymentTerms,
    /// How it is paid.
    pub payment_means: PaymentMeans,
    /// The key that kept its lines apart from others, if any (INV-4).
    pub grouping_key: Option<GroupingKey>,
    /// Its lines.
    pub lines: OneOrMore<Line>,
    /// Sum of the lines' `net`.
    pub lines_total: Amount,
    /// What is taken off it as a whole, by category and rate; nothing as a rule.
    pub allowances: Vec<DocumentAllowance>,
    /// What is rounded: the tax of a rate, or that of a line (INV-5).
    pub tax_rounding: TaxRounding,
    /// Tax by category and rate, in order of first use.
    pub taxes: OneOrMore<TaxTotal>,
    /// What is left of the lines after the allowances, excluding tax.
    pub net: Amount,
    /// Sum of the taxes.
    pub tax: Amount,
    /// Including tax.
    pub total: Amount,
    /// What of it was paid ahead; nothing as a rule.
    pub prepaid: Vec<Prepaid>,
    /// What is to be paid.
    pub amount_due: Amount,
    /// How much of it is to be paid when.
    pub payables: OneOrMore<Payable>,
    /// What the contract has printed beside amounts, if there is anything.
    pub mentions: Option<Arc<Mentions>>,
}

/// An issued document that is corrected (INV-7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectedDocument {
    /// Invoice or credit note: goodwill that is taken back corrects a credit note.
    pub kind: DocumentKind,
    /// Its [`Document::key`]; who numbers documents knows its number by it.
    pub key: String,
    /// The date that it bears.
    pub dated_on: NaiveDate,
}

impl Document {
    /// Returns the identity of the document, fit as an idempotency key (INV-11): that of its first
    /// line, since a line is on one document only.
    pub fn key(&self) -> String {
        document_key(self.kind, &self.lines.first().key())
    }

    /// Lists the documents that it corrects, as a whole or by a line; one is named as often as lines
    /// correct it (INV-7).
    pub fn corrected(&self) -> impl Iterator<Item = &CorrectedDocument> {
        let corrections = self.lines.iter().filter_map(|line| line.correction.as_ref());
        self.corrects.iter().chain(corrections.filter_map(|line| line.document.as_ref()))
    }
}

/// Makes the key of a document from its kind and the key of its first line.
pub(crate) fn document_key(kind: DocumentKind, first_line: &str) -> String {
    let mut key = String::from(match kind {
        DocumentKind::Invoice => "invoice:",
        DocumentKind::CreditNote => "credit-note:",
    });
    key.push_str(first_line);
    key
}

/// Why lines can't be made into documents.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// A total is too large.
    #[error("document of customer {customer} dated {dated_on}: {error}")]
    Total {
        /// Who pays.
        customer: CustomerId,
        /// The date of the document.
        dated_on: NaiveDate,
        /// What is wrong.
        #[source]
        error: MoneyError,
    },
    /// A payment date lies outside the calendar.
    #[error("document of customer {customer} dated {dated_on}: {error}")]
    PaymentDate {
        /// Who pays.
        customer: CustomerId,
        /// The date of the document.
        dated_on: NaiveDate,
        /// What is wrong.
        #[source]
        error: crate::calendar::CalendarError,
    },
}
