//! What a host is to do so that an issued document is paid (2.18 to 2.21, 2.36, INV-12).
//!
//! 120.00 due on 1 May, a mandate on file: a debit. No method on file: a link by which the customer pays
//! and says how the next ones are paid. A card that fails: this document by cheque, the next as agreed.
//!
//! Links, e-mails and gateways are the host's: requests are values.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::collection::{Collection, CollectionError, DebitRules, collections};
use crate::contract::{CustomerId, PaymentMeans, Text};
use crate::document::{Document, Payable};
use crate::party::{Identification, Mandate, PartyError, check_characters};

/// What a payment gateway knows a method by: a token that means nothing here (2.25).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GatewayReference(Text);

impl GatewayReference {
    /// Takes 1 to 255 printable characters.
    ///
    /// # Errors
    /// [`PartyError`] otherwise.
    pub fn new(token: &str) -> Result<Self, PartyError> {
        let of = (Identification::GatewayReference, token);
        check_characters(of, (1, 255), |_, character| !character.is_control())?;
        Ok(Self(Text::from(token)))
    }

    /// Returns the token.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Prints that there is one: a token is none of a log's business.
impl fmt::Debug for GatewayReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GatewayReference(…)")
    }
}

/// The method that is on file for a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnFile {
    /// None: the customer has to say (2.19).
    Nothing,
    /// The customer pays by itself: transfer, cheque, cash (2.20).
    Manual(PaymentMeans),
    /// A mandate of direct debits.
    Mandate(Mandate),
    /// A card or an account that a gateway charges.
    Gateway(GatewayReference),
}

/// A payment that a host is to bring about (2.36).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRequest {
    /// Who pays.
    pub customer: CustomerId,
    /// The [`key`](Document::key) of the document, fit as an idempotency key with the place of the
    /// payable.
    pub document: String,
    /// Counts the payables of the document from 1, by due day.
    pub number: u32,
    /// How much is to be paid, and when.
    pub payable: Payable,
    /// How.
    pub by: PaymentBy,
}

/// How a payment comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentBy {
    /// The seller's bank collects it.
    Debit(Collection),
    /// A gateway charges it.
    Gateway(GatewayReference),
    /// The customer pays it.
    Customer(PaymentMeans),
    /// The customer is sent a link; what it chooses there is on file from then on (2.19).
    AskForMethod,
}

/// Lists what is to be done so that a document is paid: nothing if it asks for nothing.
///
/// `this_time` are means that take the place of what is on file for this document alone: a card that is
/// refused, a mandate that comes too late (2.21).
///
/// # Errors
/// [`CollectionError`] if a mandate is on file by which it can't be collected.
pub fn payment_requests(
    document: &Document,
    on_file: &OnFile,
    this_time: Option<PaymentMeans>,
    rules: &DebitRules,
) -> Result<Vec<PaymentRequest>, CollectionError> {
    let mut payables: Vec<Payable> =
        document.payables.iter().copied().filter(|payable| payable.amount.minor() > 0).collect();
    payables.sort_by_key(|payable| payable.due_on);
    let ways: Vec<PaymentBy> = match (this_time, on_file) {
        (Some(means), _) => same(&PaymentBy::Customer(means), payables.len()),
        (None, OnFile::Manual(means)) => same(&PaymentBy::Customer(*means), payables.len()),
        (None, OnFile::Nothing) => same(&PaymentBy::AskForMethod, payables.len()),
        (None, OnFile::Gateway(token)) => same(&PaymentBy::Gateway(token.clone()), payables.len()),
        (None, OnFile::Mandate(_)) if payables.is_empty() => Vec::new(),
        (None, OnFile::Mandate(mandate)) => {
            let debits = collections(document, mandate, rules)?;
            debits.into_iter().map(PaymentBy::Debit).collect()
        }
    };
    let key = document.key();
    let numbered = (1..).zip(payables).zip(ways);
    let requests = numbered.map(|((number, payable), by)| PaymentRequest {
        customer: document.customer,
        document: key.clone(),
        number,
        payable,
        by,
    });
    Ok(requests.collect())
}

fn same(by: &PaymentBy, count: usize) -> Vec<PaymentBy> {
    core::iter::repeat_n(by, count).cloned().collect()
}
