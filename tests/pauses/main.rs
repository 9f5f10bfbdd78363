//! What a pause does to every clock and every period, with dates written by hand (PAU-1 to PAU-5).
//!
//! Dates and amounts were worked out from the rule book before they were compared.
#![expect(clippy::unwrap_used, reason = "a test says which dates and histories there are")]

mod account;
mod charged;
mod clocks;
mod ends;
mod mixed;
mod moments;
mod recorded;
