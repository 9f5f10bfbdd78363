//! An event file is the history of one subscription as JSON Lines, version 1.
//!
//! The first line is a header, every other line one event; `docs/EVENT_FORMAT.md` lists every kind
//! and field. Decimals are strings, dates are ISO, unknown fields are refused, defaults are left
//! out. Reading what was written gives the same history, and writing what was read the same text,
//! if it was in the canonical form that [`write_events`] has.
//!
//! ```
//! use tacite_formats::events::{read_events, write_events};
//!
//! let text = concat!(
//!     r#"{"format":"tacite-events","version":1,"subscription":"saas-seats"}"#, "\n",
//!     r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"started":{"contract":"#,
//!     r#"{"label":"Team plan","customer":"cust-7","currency":"EUR"}}}}"#, "\n",
//! );
//! let file = read_events("seats.jsonl", text)?;
//! assert_eq!(file.history.events().len(), 1);
//! assert_eq!(write_events(&file), text);
//!
//! let error = read_events("seats.jsonl", text.replace("01-31", "02-31")).unwrap_err();
//! assert_eq!(
//!     error.to_string(),
//!     "seats.jsonl:2:29: \"2025-02-31\" is no date: a day of the calendar as YYYY-MM-DD is \
//!      needed (CAL-1)",
//! );
//! # Ok::<(), tacite_formats::events::EventFileError>(())
//! ```
//!
//! What the events mean is decided by [`tacite::timeline`], whether they are legal by
//! [`History::push`](tacite::history::History::push).

mod error;
mod file;
mod json;

pub use error::{EventFault, EventFileError};
pub use file::{EventFile, Reader, read_events, write_events};

/// What the `format` of a header says.
pub const FORMAT: &str = "tacite-events";

/// The version that is read and written.
pub const VERSION: u64 = 1;

/// Bytes that a line may have: 1 MiB.
pub const LINE_BYTES_MAX: usize = 1 << 20;
