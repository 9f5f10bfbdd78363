//! When a contract can end, what that costs and what must be said before: terms, commitment, notice,
//! renewal, and the questions about how a subscription stands (TRM-1 to TRM-9).
//!
//! Dates were worked out by hand, or by a model that walks day by day and shares no code with the
//! engine.

#![expect(clippy::unwrap_used, reason = "a test says which dates and histories there are")]

mod checks;
mod commitment;
mod contracts;
mod ends;
mod monotone;
mod quotes;
mod random;
mod renewals;
mod standing;
mod walked;
