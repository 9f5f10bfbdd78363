//! Property-test kit of the tacite billing engine: random histories and the laws they keep.
//!
//! [`strategies`] make contracts, histories and scenarios, biased to where billing goes wrong: month
//! ends, leap days, year ends, changes on one day. [`laws`] are functions that any program can run
//! on histories of its own: each gives a [`Violation`](laws::Violation) that says what was expected
//! and what was found. [`oracle`] is a second engine, naive on purpose, that the first is compared
//! with. [`sketch`](sketch()) prints a history in a few lines.
//!
//! ```
//! use proptest::strategy::{Strategy, ValueTree};
//! use proptest::test_runner::TestRunner;
//! use tacite::books::Books;
//! use tacite_testkit::{laws, strategies};
//!
//! let mut runner = TestRunner::deterministic();
//! for _ in 0..8 {
//!     let scenario =
//!         strategies::histories_without_corrections().new_tree(&mut runner).unwrap().current();
//!     laws::matches_oracle(&scenario.history, scenario.last_run())?;
//!     laws::split(&scenario.history, &Books::new(), &scenario.runs)?;
//! }
//! # Ok::<(), laws::Violation>(())
//! ```
#![forbid(unsafe_code)]

pub mod laws;
pub mod oracle;
mod scenario;
mod sketch;
pub mod strategies;

pub use scenario::Scenario;
pub use sketch::sketch;
