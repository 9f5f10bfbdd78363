//! From a draft to an issued document: words may be edited before, nothing after (INV-11, 0.34, 0.35).
//!
//! A [`Document`](crate::document::Document) is a draft without a number. [`Draft`] lets a person change
//! what it says, not what it costs; [`issue`] gives it the number that the store has reserved, the
//! parties as they are now, and freezes it.

mod draft;
mod number;
mod numbered;
mod sequence;

pub use draft::{Draft, DraftError, DraftParts};
pub use number::{DocumentNumber, NumberError, NumberFormat, NumberYear};
pub use numbered::{AmountOf, IssueError, Issuing, NumberedDocument, issue};
pub use sequence::{NumberedOn, SequenceFault, check_sequence};
