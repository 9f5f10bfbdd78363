//! A scenario is a history and the days on which it is billed.

use core::fmt;

use chrono::NaiveDate;
use tacite::history::History;

use crate::sketch;

/// A history and the days on which it is billed; prints itself as a [`sketch`](sketch()).
#[derive(Clone, PartialEq, Eq)]
pub struct Scenario {
    /// The whole history.
    pub history: History,
    /// The days of the runs, rising, at least one.
    pub runs: Vec<NaiveDate>,
}

impl Scenario {
    /// Returns the day of the last run.
    pub fn last_run(&self) -> NaiveDate {
        self.runs.last().copied().unwrap_or(NaiveDate::MIN)
    }

    /// Returns the last day on which an event was recorded.
    pub fn last_recording(&self) -> NaiveDate {
        let events = self.history.events().iter();
        events.map(|event| event.recorded_on).max().unwrap_or(NaiveDate::MIN)
    }

    /// Returns what is known on a day: the events up to the first one recorded later (HIS-2).
    #[must_use]
    pub fn known_on(&self, day: NaiveDate) -> History {
        let known = self.history.events().iter();
        let last = known.take_while(|event| event.recorded_on <= day).last();
        self.history.until_sequence(last.map_or(0, |event| event.sequence))
    }
}

impl fmt::Debug for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}runs:", sketch(&self.history))?;
        self.runs.iter().try_for_each(|run| write!(f, " {run}"))
    }
}
