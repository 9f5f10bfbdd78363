//! The calendar against the rule book (CAL-1 to CAL-9, L8).
//!
//! - `exhaustive`: all boundaries of 1900–2100 against an oracle that steps.
//! - `recurrence`: what RFC 5545 can say too, against the `rrule` crate.
//! - `tiling`: L8 over all representable dates, their ends included.
//! - `days`, `day_counts`, `anchors`, `iteration`, `lengths`, `business_days`, `occurrences`, `refusals`: tables
//!   with dates worked out by hand, and day numbers against `chrono`.

#![expect(clippy::expect_used, reason = "a test names values that exist")]

mod anchors;
mod business_days;
mod day_counts;
mod days;
mod exhaustive;
mod iteration;
mod lengths;
mod occurrences;
mod oracle;
mod recurrence;
mod refusals;
mod tiling;

use chrono::NaiveDate;
use tacite::calendar::Day;

/// Reads an ISO date.
fn date(text: &str) -> NaiveDate {
    text.parse().expect("a test names real dates")
}

/// Reads an ISO date.
fn day(text: &str) -> Day {
    Day::of(date(text))
}
