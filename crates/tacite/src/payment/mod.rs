//! How an issued document comes to be paid: by a debit of the creditor, by a gateway, by the customer,
//! or not before the customer has said how (INV-12).
//!
//! Nothing is sent and nothing is paid here: a [`PaymentRequest`] says what a host is to do, and when.

mod collection;
mod request;

pub use collection::{Collection, CollectionError, DebitRules, collection, collections};
pub use request::{GatewayReference, OnFile, PaymentBy, PaymentRequest, payment_requests};
