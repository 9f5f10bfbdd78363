//! Storage of the tacite billing engine: what a database has to do, as two small traits over plain data.
//!
//! A [`Ledger`] keeps one *stream* a subscription: its events and the postings of its billing, in order,
//! each with a version. The only unit of writing is a [`Commit`]: all of it is there, or nothing. What
//! is written never changes; [`AsyncLedger`] is the same for programs that wait without a thread.
//!
//! Books are what their postings make of them, so nothing here decides an amount: any ledger that keeps
//! what it was given, in order, bills alike (L1).
#![forbid(unsafe_code)]

mod account;
mod cancelling;
mod commit;
#[cfg(feature = "conformance")]
pub mod conformance;
mod document;
mod error;
mod ledger;
mod memory;
pub mod nightly;
mod numbered;
mod outbox;
mod record;
mod recording;
mod request;
pub mod rules;
mod stream;
mod threads;
mod through;

pub use account::{Account, AccountError, AccountFault};
pub use cancelling::{CancelDocumentError, cancel};
pub use commit::{Append, Commit, Committed, Key, KeyError};
pub use document::{
    ByHand, Content, DocumentName, LedgerDocument, NewDocument, Parties, Series, SeriesId,
    SeriesState,
};
pub use error::{CommitFault, LedgerError, RecordRule, Retry};
pub use ledger::{AsyncLedger, Ledger};
pub use memory::MemoryLedger;
pub use numbered::NumberedError;
pub use outbox::{LeaseRequest, LeasedMessage, Message, MessageId};
pub use record::{Position, Posted, Record, Recorded, Version};
pub use recording::{ATTEMPTS_MAX, LedgerExt, RecordError};
pub use request::RequestHash;
pub use stream::{Due, DueAfter, Snapshot, Stream};
pub use threads::{Blocking, OnThread};
pub use through::{Call, Retrying, retrying};
