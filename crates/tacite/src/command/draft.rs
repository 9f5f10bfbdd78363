//! A draft is what a command would record: events taken back, events added, each on its date.
//!
//! "Correct event 4: the price is 12.00 from 1 March 2025" takes back event 4 and records one
//! `price-changed` effective 1 March 2025.
//!
//! Whether it may be recorded is decided by [`super::checks`].

use alloc::vec;
use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::history::EventKind;

/// An event that a command would record.
#[derive(Clone, Debug)]
pub(super) struct Proposed {
    pub(super) on: NaiveDate,
    pub(super) kind: EventKind,
}

/// What a command would record.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Sequence numbers of events to retract.
    pub(super) take_back: Vec<u64>,
    pub(super) record: Vec<Proposed>,
}

impl Draft {
    /// Makes a draft of one event.
    pub(super) fn of(on: NaiveDate, kind: EventKind) -> Self {
        Self::replacement(Vec::new(), on, kind)
    }

    /// Makes a draft of one event in place of others.
    pub(super) fn replacement(take_back: Vec<u64>, on: NaiveDate, kind: EventKind) -> Self {
        Self { take_back, record: vec![Proposed { on, kind }] }
    }

    /// Makes a draft of a retraction.
    pub(super) fn retraction(sequence: u64) -> Self {
        Self { take_back: vec![sequence], record: Vec::new() }
    }
}
