//! The event format: what is written is read again, what was written once is read for ever.
//!
//! - `round_trip`: random histories of all kinds.
//! - `billed`, `broken_books`: what random histories are billed at, and books that are refused.
//! - `golden`: files of version 1 that must always be read and mean the same.
//! - `credit_notes`, `calculations`: what is printed of corrections, and that it can be checked by
//!   hand.
//! - `defaults`: what absence means, field by field, and the examples of `docs/EVENT_FORMAT.md`.
//! - `parties`, `issued`, `explained`, `answers`: what is no event comes back too.
//! - `wholes`: events, histories, plans and checkpoints come back.
//! - `kinds`: golden files of every kind, and what is changed in them.
//! - `refused`, `upcasts`: what is no value, and what was one of an older version.
//! - `schemas`, `tables`: the schemas, and CSV.
//! - `settings`, `written`: how many cases, and what is checked of each.
//! - `random`, `values`, `whole_life`: the histories and what their events carry.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test names files that are read")]

mod answers;
mod billed;
mod broken_books;
mod calculations;
mod credit_notes;
mod defaults;
mod explained;
mod golden;
mod issued;
mod kinds;
mod parties;
mod random;
mod refused;
mod round_trip;
mod schemas;
mod settings;
mod tables;
mod upcasts;
mod values;
mod whole_life;
mod wholes;
mod written;
