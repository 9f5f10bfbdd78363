//! What this crate makes of a ledger: accounts, records, requests, threads, retries; and that the conformance
//! suite finds a ledger out that breaks a promise.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a sample that can't be made fails its test"
)]

mod accounts;
mod found_out;
mod lost_answers;
mod random;
mod requests;
mod sample;
mod threads;
