//! The laws of the rule book on random histories, one test a law.
//!
//! A failed case is written to `laws/regressions`: commit it, it runs first from then on.

#![expect(clippy::expect_used, reason = "a test says which histories are billed")]

mod corrections;
mod explained;
mod found;
mod isolation;
mod oracle;
mod periods;
mod runs;
mod settings;
mod splitting;
