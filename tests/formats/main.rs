//! The event format: what is written is read again, what was written once is read for ever.
//!
//! - `round_trip`: random histories of all kinds.
//! - `golden`: files of version 1 that must always be read and mean the same.
//! - `defaults`: what absence means, field by field, and the examples of `docs/EVENT_FORMAT.md`.
//! - `random`, `values`: the histories and what their events carry.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test names files that are read")]

mod defaults;
mod golden;
mod random;
mod round_trip;
mod values;
