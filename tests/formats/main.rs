//! The event format: what is written is read again, what was written once is read for ever.
//!
//! - `round_trip`: random histories of all kinds.
//! - `golden`: files of version 1 that must always be read and mean the same.
//! - `credit_notes`, `calculations`: what is printed of corrections, and that it can be checked by
//!   hand.
//! - `defaults`: what absence means, field by field, and the examples of `docs/EVENT_FORMAT.md`.
//! - `random`, `values`, `whole_life`: the histories and what their events carry.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test names files that are read")]

mod calculations;
mod credit_notes;
mod defaults;
mod golden;
mod random;
mod round_trip;
mod values;
mod whole_life;
