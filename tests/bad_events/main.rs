//! A broken event file is refused with file, line, column, value and rule, and never a panic.
//!
//! Each file in `files/` has one defect, which its name says. A name that begins with a rule, such
//! as `cal-1-…`, has an error that names the rule. All errors stand in one snapshot, each with the
//! text at its place.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test names files and lines that exist"
)]

mod files;
mod limits;
mod mutations;
