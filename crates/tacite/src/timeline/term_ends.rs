//! On or after which day a term begins anew: the end of the first term, of the n-th, or the one that
//! was agreed by hand (TRM-1).
//!
//! A year from 1 January 2025, then tacitly by the year: from 1 March 2026 on, the next term begins on
//! 1 January 2027. Renewed by hand up to 1 July 2027 instead: on that day.
//!
//! Whether the contract goes on by then is decided by [`super::facts`].

use alloc::vec::Vec;

use super::clock::moved;
use super::facts::Facts;
use super::pauses::PauseWindow;
use crate::calendar::{CalendarError, Day};
use crate::contract::Renewal;

impl Facts<'_> {
    /// Returns the number of the first term that does not end before a day, at most one more than
    /// there are renewals. Ends rise with the number, so it is found by halving.
    pub(crate) fn first_term_ending_from(
        &self,
        day: Day,
        renewals_max: u64,
        pauses: &[PauseWindow],
    ) -> u64 {
        let ends_before =
            |number| matches!(self.term_end(number, pauses), Ok(Some(end)) if end < day);
        let (mut low, mut high) = (0, 1);
        while high <= renewals_max && ends_before(high) {
            (low, high) = (high, high * 2);
        }
        high = high.min(renewals_max + 1);
        while low < high {
            let middle = low + (high - low) / 2;
            if ends_before(middle) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Returns the day on which the term began that runs on a day: the last end of one by then, else
    /// the start.
    pub(crate) fn term_begin_by(
        &self,
        day: Day,
        pauses: &[PauseWindow],
    ) -> Result<Option<Day>, CalendarError> {
        let Some(started) = self.started else {
            return Ok(None);
        };
        let Some(term) = started.contract.term else {
            return Ok(Some(started.on));
        };
        let after = day.succ()?;
        let last = match term.renewal {
            Renewal::Tacit { at_most, .. } => {
                let renewals_max = at_most.unwrap_or(u32::MAX).into();
                let next = self.first_term_ending_from(after, renewals_max, pauses);
                match next.checked_sub(1) {
                    Some(last) => self.term_end(last, pauses)?,
                    None => None,
                }
            }
            Renewal::None | Renewal::OpenEnded | Renewal::ByHand => {
                let known = self.stated_ends(pauses)?;
                known.into_iter().filter(|end| *end <= day).max()
            }
        };
        Ok(Some(last.map_or(started.on, |last| last.max(started.on))))
    }

    /// Lists the end of the first term and, where terms are renewed by hand, those agreed since.
    fn stated_ends(&self, pauses: &[PauseWindow]) -> Result<Vec<Day>, CalendarError> {
        let mut ends: Vec<Day> = self.term_end(0, pauses)?.into_iter().collect();
        let term = self.started.and_then(|started| started.contract.term);
        if term.is_some_and(|term| term.renewal == Renewal::ByHand) {
            ends.extend(self.renewals_by_hand.iter().filter_map(|renewed| {
                moved(renewed.date, renewed.set_on, pauses, |clocks| clocks.term)
            }));
        }
        Ok(ends)
    }

    /// Returns the first day on or after another on which a term ends and the next one may begin.
    pub(crate) fn term_end_from(
        &self,
        day: Day,
        pauses: &[PauseWindow],
    ) -> Result<Option<Day>, CalendarError> {
        let Some(term) = self.started.and_then(|started| started.contract.term) else {
            return Ok(None);
        };
        match term.renewal {
            Renewal::Tacit { at_most, .. } => {
                let renewals_max = at_most.unwrap_or(u32::MAX).into();
                let number = self.first_term_ending_from(day, renewals_max, pauses);
                match self.term_end(number, pauses) {
                    // Beyond the calendar nothing begins.
                    Err(CalendarError::OutOfRange { .. }) if number > 0 => Ok(None),
                    found => found,
                }
            }
            Renewal::None | Renewal::OpenEnded | Renewal::ByHand => {
                Ok(self.stated_ends(pauses)?.into_iter().filter(|end| *end >= day).min())
            }
        }
    }
}
