//! A [ledger](tacite_store::Ledger) of the tacite billing engine in one SQLite file.
//!
//! [`SqliteLedger`] keeps streams, documents, numbers and messages in tables that a person can query;
//! `docs/SQLITE.md` describes them, with views such as what is due by month. Any number of threads and
//! programs may use one file at once, and a commit that was answered survives a power cut.
#![forbid(unsafe_code)]

mod backup;
mod check;
mod check_document;
mod document;
mod encoding;
mod error;
mod ledger;
mod migration;
mod open;
mod outbox;
mod read;
mod rows;
mod stored;
mod write;

pub use backup::BackupError;
pub use check::Finding;
pub use error::OpenError;
pub use migration::SCHEMA_VERSION;
pub use open::{Access, Options, SqliteLedger};
