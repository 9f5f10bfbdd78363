//! A pure subscription-billing engine: billing as a function of history.
//!
//! The way data flows is the way the modules read. A [`history`] of events is folded into a
//! [`timeline`] (who, what, at which terms, day by day), cut into periods by the [`schedule`],
//! turned into exact [`charge`]s, compared with the [`books`] (what is issued already), and what is
//! missing becomes [`document`]s. Every arrow is a pure function, every noun a plain value: there is
//! no clock, no randomness, no environment, no I/O, no float.
//!
//! [`bill`] is the one function that most programs need; [`run`] bills many subscriptions. The
//! [`calendar`] and [`money`] modules stand alone.
//!
//! Rule ids such as CHG-6 refer to `docs/rules/` and to the rule index in `docs/ARCHITECTURE.md`.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

pub mod books;
pub mod calendar;
mod cancelling;
pub mod charge;
pub mod checkpoint;
pub mod command;
pub mod contract;
pub mod document;
mod engine;
mod error;
pub mod explain;
pub mod history;
pub mod issuing;
pub mod money;
pub mod party;
pub mod payment;
pub mod query;
mod rating;
pub mod schedule;
pub mod timeline;

pub use books::Limits;
pub use cancelling::{CancelError, Cancelled, CancelledShared, cancel, cancel_shared};
pub use engine::{Billed, Billing, Run, bill, bill_to_end, bill_within, run, run_within};
pub use error::{BillError, Failure};
