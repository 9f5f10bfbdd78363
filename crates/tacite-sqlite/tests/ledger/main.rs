//! The SQLite ledger: what every ledger promises, and what a file has besides.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says which files and histories there are"
)]

mod backup;
mod children;
mod disk_full;
mod documented;
mod fixture;
mod golden;
mod holidays;
mod killed;
mod other_files;
mod reading_only;
mod snapshots;
mod tampering;
mod views;
mod writers;
