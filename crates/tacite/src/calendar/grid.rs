//! Boundary k of a month cadence is in the anchor month plus k·n months, on the anchor day or the
//! day that stands for it, never chained (CAL-3); every question takes constant time (CAL-4).
//!
//! Example: yearly from 29 February 2024 has its boundaries on 28 February 2025, 2026 and 2027,
//! and on 29 February 2028.
//!
//! Which periods are billed, and the stub before boundary 0, are decided by the schedule (CAL-6).

use core::hash::{Hash, Hasher};

use chrono::NaiveDate;

use super::anchor::Origin;
use super::steps::Steps;
use super::{Anchor, Cadence, CalendarError, Day, Overflow, Period, Periods};

/// Tiles the time line with numbered periods, in both directions from boundary 0 (CAL-3 to CAL-5).
///
/// Period k lasts from boundary k up to and excluding boundary k + 1. Two grids are equal when they
/// count the same steps from the same day: 12 months and 1 year make equal grids, as 7 days and
/// 1 week do.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{Anchor, Cadence, CalendarError, Grid, Overflow};
///
/// # fn main() -> Result<(), CalendarError> {
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let yearly =
///     Grid::new(Cadence::YEARLY, Anchor::Start, Overflow::Backward, date("2024-02-29"))?;
/// assert_eq!(yearly.boundary(1)?, date("2025-02-28"));
/// assert_eq!(yearly.boundary(4)?, date("2028-02-29"));
/// assert_eq!(yearly.index_of(date("2028-02-28")), 3);
///
/// let forward =
///     Grid::new(Cadence::YEARLY, Anchor::Start, Overflow::Forward, date("2024-02-29"))?;
/// assert_eq!(forward.boundary(1)?, date("2025-03-01"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    cadence: Cadence,
    steps: Steps,
}

impl Grid {
    /// Places the boundaries of `cadence`: boundary 0 is the first anchor day on or after `start`.
    ///
    /// # Errors
    ///
    /// - [`CalendarError::UnalignedCadence`] for [`Anchor::Calendar`] unless the cadence is 1, 2,
    ///   3, 4, 6 or 12 months, 1 year or 1 week (CAL-5).
    /// - [`CalendarError::OutOfRange`] when the first anchor day lies after +262142-12-31 (CAL-8).
    pub fn new(
        cadence: Cadence,
        anchor: Anchor,
        overflow: Overflow,
        start: NaiveDate,
    ) -> Result<Self, CalendarError> {
        Self::from_day(cadence, anchor, overflow, Day::of(start))
    }

    /// Places the boundaries of `cadence`, as [`Grid::new`] does.
    ///
    /// # Errors
    ///
    /// Those of [`Grid::new`].
    pub fn from_day(
        cadence: Cadence,
        anchor: Anchor,
        overflow: Overflow,
        start: Day,
    ) -> Result<Self, CalendarError> {
        let origin = Origin::find(cadence, anchor, overflow, start)?;
        Ok(Self { cadence, steps: Steps::new(cadence, origin) })
    }

    /// Returns the cadence it was made with.
    #[inline]
    pub const fn cadence(self) -> Cadence {
        self.cadence
    }

    /// Returns boundary 0, which is always representable.
    #[inline]
    pub fn origin(self) -> NaiveDate {
        self.origin_day().date()
    }

    /// Returns boundary 0, which is always representable.
    #[inline]
    pub fn origin_day(self) -> Day {
        self.steps.origin()
    }

    /// Returns boundary `k`, the first day of period `k` (CAL-3).
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] outside the representable dates (CAL-8).
    #[inline]
    pub fn boundary(self, k: i64) -> Result<NaiveDate, CalendarError> {
        self.boundary_day(k).map(Day::date)
    }

    /// Returns boundary `k`, the first day of period `k` (CAL-3).
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] outside the representable dates (CAL-8).
    #[inline]
    pub fn boundary_day(self, k: i64) -> Result<Day, CalendarError> {
        self.steps.boundary(k).ok_or_else(|| self.beyond(k))
    }

    /// Returns period `k`, from boundary `k` up to and excluding boundary `k + 1` (CAL-4).
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] when either boundary is (CAL-8).
    #[inline]
    pub fn period(self, k: i64) -> Result<Period, CalendarError> {
        self.steps.period(k).ok_or_else(|| self.beyond_period(k))
    }

    /// Returns the number of the period that holds `date` (CAL-4).
    ///
    /// There is one even where an end of the representable dates cuts the period itself.
    #[inline]
    pub fn index_of(self, date: NaiveDate) -> i64 {
        self.steps.index_of(date)
    }

    /// Returns the number of the period that holds `day` (CAL-4).
    #[inline]
    pub fn index_of_day(self, day: Day) -> i64 {
        self.steps.index_of_day(day)
    }

    /// Returns the period that holds `date` (CAL-4).
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] when one of its boundaries is (CAL-8).
    #[inline]
    pub fn period_of(self, date: NaiveDate) -> Result<Period, CalendarError> {
        self.steps.period_of(date).ok_or_else(|| self.beyond_period(self.index_of(date)))
    }

    /// Returns the period that holds `day`, and its number (CAL-4).
    ///
    /// # Errors
    ///
    /// [`CalendarError::OutOfRange`] when one of its boundaries is (CAL-8).
    #[inline]
    pub fn period_of_day(self, day: Day) -> Result<(i64, Period), CalendarError> {
        let (index, period) = self.steps.period_of_day(day);
        match period {
            Some(period) => Ok((index, period)),
            None => Err(self.beyond_period(index)),
        }
    }

    /// Returns the number of the first boundary on or after `day` (CAL-5).
    #[inline]
    pub fn next_index(self, day: Day) -> i64 {
        let index = self.index_of_day(day);
        index + i64::from(self.boundary_day(index) != Ok(day))
    }

    /// Returns whether a period begins on `day`.
    #[inline]
    pub fn is_boundary(self, day: Day) -> bool {
        self.boundary_day(self.index_of_day(day)) == Ok(day)
    }

    /// Returns the periods from number `k` on, in both directions (CAL-4).
    #[inline]
    pub fn periods_from(self, k: i64) -> Periods {
        Periods::new(self, k)
    }

    #[cold]
    fn beyond(self, k: i64) -> CalendarError {
        let count = k.saturating_mul(self.cadence.count().into());
        CalendarError::out_of_range(self.origin(), count, self.cadence.unit())
    }

    /// Names the boundary of period `k` that lies outside.
    #[cold]
    fn beyond_period(self, k: i64) -> CalendarError {
        match self.boundary_day(k) {
            Ok(_) => self.beyond(k.saturating_add(1)),
            Err(error) => error,
        }
    }
}

impl PartialEq for Grid {
    fn eq(&self, other: &Self) -> bool {
        self.steps == other.steps
    }
}

impl Eq for Grid {}

impl Hash for Grid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.steps.hash(state);
    }
}
