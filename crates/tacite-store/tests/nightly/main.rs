//! The nightly job on a ledger in memory: it bills what is billed without a ledger, whatever goes wrong
//! between (INV-1, INV-11, L1, L2, L5, L12, L13).
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it says, also in its functions"
)]

mod dates;
mod failures;
mod faults;
mod law;
mod limits;
mod setup;
mod undone;
mod workers;
