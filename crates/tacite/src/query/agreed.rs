//! What was agreed about the life of a subscription, read once for all questions about its end
//! (TRM-1, TRM-2).
//!
//! From 1 January 2025, a year and then by the year: the terms end on 1 January 2026, 2027 …, each
//! put off by the days of pauses that stop their clock.
//!
//! What a customer may do about it is decided by the questions beside this file.

use alloc::vec::Vec;

use super::QueryError;
use crate::calendar::{CalendarError, Day};
use crate::contract::{Contract, Renewal};
use crate::history::History;
use crate::timeline::facts::{Commitment, End, Facts};
use crate::timeline::pauses::PauseWindow;

/// What a history says of the life of a subscription that was started.
pub(super) struct Agreed<'h> {
    pub(super) facts: Facts<'h>,
    pub(super) contract: &'h Contract,
    pub(super) start: Day,
    /// How it ends, as things stand.
    pub(super) end: Option<End>,
    /// The pauses, as if there were no end: one from the end on moves no date before it.
    pub(super) pauses: Vec<PauseWindow>,
}

/// Whether the commitment allows an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// It does.
    Free,
    /// Not before another day, on which it is asked again.
    Until(Day),
    /// Never: an open pause keeps its end from coming.
    Forever,
}

impl<'h> Agreed<'h> {
    /// Reads a history; there is nothing to read in one without a start.
    pub(super) fn of(history: &'h History) -> Result<Option<Self>, QueryError> {
        let facts = Facts::of(history);
        let Some(started) = facts.started else {
            return Ok(None);
        };
        let (contract, start) = (started.contract, started.on);
        let (end, pauses) = (facts.end()?, facts.windows(None));
        Ok(Some(Self { facts, contract, start, end, pauses }))
    }

    /// Returns the first day without service, if it is known.
    pub(super) fn end_on(&self) -> Option<Day> {
        self.end.map(|end| end.on)
    }

    /// Tells whether a day is one of service, a pause included.
    pub(super) fn is_running(&self, day: Day) -> bool {
        self.start <= day && self.end_on().is_none_or(|end| day < end)
    }

    /// Returns the end of the term of a number, counted from 0.
    pub(super) fn term_end(&self, number: u64) -> Result<Option<Day>, CalendarError> {
        self.facts.term_end(number, &self.pauses)
    }

    /// Returns the end of the last term, if terms come to an end and nothing else was set.
    pub(super) fn last_term_end(&self) -> Result<Option<Day>, CalendarError> {
        let facts = Facts { ended: None, notice: None, ..self.facts.clone() };
        Ok(facts.end()?.map(|end| end.on))
    }

    /// Returns how many terms there are at most beyond the first, for a tacit renewal.
    pub(super) fn renewals_max(&self) -> Option<u64> {
        match self.contract.term.map(|term| term.renewal) {
            Some(Renewal::Tacit { at_most, .. }) => Some(at_most.unwrap_or(u32::MAX).into()),
            Some(Renewal::None | Renewal::OpenEnded | Renewal::ByHand) | None => None,
        }
    }

    /// Returns the number of the first term that does not end before a day, at most one more than
    /// there are renewals.
    pub(super) fn first_term_ending_from(&self, day: Day, renewals_max: u64) -> u64 {
        self.facts.first_term_ending_from(day, renewals_max, &self.pauses)
    }

    /// Returns the commitment as it stands on the last day of service before an end (TRM-2): what
    /// is effective on the end itself has no effect (HIS-1).
    pub(super) fn commitment_before(&self, end: Day) -> Result<Option<Commitment>, CalendarError> {
        self.facts.commitment_end(end.saturating_plus_days(-1), &self.pauses)
    }

    /// Tells whether the commitment allows an end.
    pub(super) fn bound(&self, end: Day) -> Result<Bound, CalendarError> {
        let until = match self.commitment_before(end)? {
            None => return Ok(Bound::Free),
            Some(Commitment { end: Some(until) }) if until <= end => return Ok(Bound::Free),
            Some(Commitment { end: until }) => until,
        };
        let changes = self.facts.commitments.iter().map(|change| change.from);
        let changed = changes.filter(|from| *from >= end).min();
        let changed = changed.map(Day::succ).transpose()?;
        let asked_again = [until, changed].into_iter().flatten().min();
        Ok(asked_again.map_or(Bound::Forever, Bound::Until))
    }
}
