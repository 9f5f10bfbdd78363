//! The laws of the rule book on random histories, one test a law.
//!
//! `cargo test --release --workspace laws` runs each law once: the tests are in the module `laws`, and
//! no test elsewhere has that in its name. A failed case is written to `laws/regressions`: commit it,
//! it runs first from then on. docs/TESTING.md says how to hunt for more.

#![expect(clippy::expect_used, reason = "a test says which histories are billed")]

mod settings;

#[path = "."]
mod laws {
    mod addition;
    mod books;
    mod checkpoint;
    mod corrections;
    mod days;
    mod explained;
    mod found;
    mod isolation;
    mod notice;
    mod oracle;
    mod periods;
    mod postings;
    mod rates;
    mod runs;
    mod splitting;
    mod steps;
    mod weights;
}
