//! What the benches and the instruction counts work on, so that both measure the same thing.
//!
//! "3 seats at 9.90 EUR a month from 1 January 2025, billed for 12 months" is a
//! [`Subscription`]; "30 March 2025 in the grid monthly from 31 January" is a [`Case`].
//!
//! What is measured is decided by `benches/` (time) and `count-instructions.sh` (instructions).
#![expect(clippy::expect_used, reason = "a fixture that is not legal has to stop the measurement")]

mod cases;
mod changing;
mod subscription;

pub use cases::{Case, Sweep, add_months_once, add_months_twice, cases, look_up, read};
pub use changing::Changing;
pub use subscription::{Subscription, first_of, portfolio};
