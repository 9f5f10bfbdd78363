//! Iteration over a grid goes both ways (CAL-4) and ends with one typed error (CAL-8).
//!
//! Example: monthly from 31 January 2025, `next` gives `[2025-01-31, 2025-02-28)`; `previous` then
//! gives it again, and after it `[2024-12-31, 2025-01-31)`.
//!
//! Where the iteration should stop within the representable dates is decided by the caller.

use core::iter::FusedIterator;

use super::{CalendarError, Grid, Period};

/// Walks the periods of a grid from a place between two of them.
///
/// Where a period is not representable the walk gives the error once, then `None`; it can still
/// turn round.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{Anchor, Cadence, CalendarError, Grid, Overflow};
///
/// # fn main() -> Result<(), CalendarError> {
/// let start = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
/// let grid = Grid::new(Cadence::MONTHLY, Anchor::Start, Overflow::Backward, start)?;
/// let mut periods = grid.periods_from(0);
/// assert_eq!(periods.next().unwrap()?.to_string(), "[2025-01-31, 2025-02-28)");
/// assert_eq!(periods.next().unwrap()?.to_string(), "[2025-02-28, 2025-03-31)");
/// assert_eq!(periods.previous().unwrap()?.to_string(), "[2025-02-28, 2025-03-31)");
/// assert_eq!(periods.previous().unwrap()?.to_string(), "[2025-01-31, 2025-02-28)");
/// assert_eq!(periods.previous().unwrap()?.to_string(), "[2024-12-31, 2025-01-31)");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "an iterator does nothing until it is asked"]
pub struct Periods {
    grid: Grid,
    /// The period that `next` gives; `previous` gives the one before it.
    next: i64,
    ended: Ended,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Not,
    Forward,
    Backward,
}

impl Periods {
    #[inline]
    pub(super) fn new(grid: Grid, next: i64) -> Self {
        Self { grid, next, ended: Ended::Not }
    }

    /// Returns the number of the period that `next` gives.
    #[inline]
    pub fn index(&self) -> i64 {
        self.next
    }

    /// Steps back over one period and gives it.
    ///
    /// # Errors
    ///
    /// Gives [`CalendarError::OutOfRange`] once where the representable dates begin (CAL-8), then
    /// `None`.
    #[inline]
    pub fn previous(&mut self) -> Option<Result<Period, CalendarError>> {
        if self.ended == Ended::Backward {
            return None;
        }
        let index = self.next.saturating_sub(1);
        let period = self.grid.period(index);
        match period {
            Ok(_) => (self.next, self.ended) = (index, Ended::Not),
            Err(_) => self.ended = Ended::Backward,
        }
        Some(period)
    }

    /// Turns round, to give the periods before this place, the nearest first.
    #[inline]
    pub fn backward(mut self) -> impl FusedIterator<Item = Result<Period, CalendarError>> {
        core::iter::from_fn(move || self.previous()).fuse()
    }
}

impl Iterator for Periods {
    type Item = Result<Period, CalendarError>;

    /// Gives the next period; [`CalendarError::OutOfRange`] once where the representable dates end
    /// (CAL-8), then `None`.
    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        if self.ended == Ended::Forward {
            return None;
        }
        let period = self.grid.period(self.next);
        match period {
            // A period that exists has a number far below the bounds of `i64`.
            Ok(_) => (self.next, self.ended) = (self.next + 1, Ended::Not),
            Err(_) => self.ended = Ended::Forward,
        }
        Some(period)
    }
}

impl FusedIterator for Periods {}
