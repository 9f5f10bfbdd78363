//! Any kind of document repeats along a grid, with any payload (CAL-9).
//!
//! Example: a purchase order every month on the 31st, 24 times from 31 January 2025, falls on
//! 28 February and lastly on 31 December 2026.
//!
//! What an occurrence makes of its payload, and on which business day, is decided by the caller.

use chrono::NaiveDate;

use super::{CalendarError, Day, Grid, Period};

/// Repeats a payload along a grid, from a boundary on, for ever or up to a limit (CAL-9).
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{
///     Anchor, Cadence, CalendarError, Grid, Overflow, Period, Rule, occurrences,
/// };
///
/// struct PurchaseOrder {
///     supplier: &'static str,
///     toner_cartridges: u32,
/// }
///
/// # fn main() -> Result<(), CalendarError> {
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let grid =
///     Grid::new(Cadence::MONTHLY, Anchor::Start, Overflow::Backward, date("2025-01-31"))?;
/// let order = PurchaseOrder { supplier: "Encres du Midi", toner_cartridges: 4 };
/// let rule = Rule::new(grid, order).times(24);
///
/// let spring = Period::new(date("2025-02-01"), date("2025-05-01"))?;
/// let mut printed = Vec::new();
/// for occurrence in occurrences(&rule, spring) {
///     let occurrence = occurrence?;
///     let order = occurrence.payload;
///     let (supplier, count) = (order.supplier, order.toner_cartridges);
///     printed.push(format!("{}: {count} cartridges from {supplier}", occurrence.on));
/// }
/// assert_eq!(
///     printed,
///     [
///         "2025-02-28: 4 cartridges from Encres du Midi",
///         "2025-03-31: 4 cartridges from Encres du Midi",
///         "2025-04-30: 4 cartridges from Encres du Midi",
///     ],
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rule<T> {
    /// Where the occurrences fall: on the boundaries.
    pub grid: Grid,
    /// The number of the boundary that carries the first occurrence.
    pub first: i64,
    /// How many occurrences there are in all; without bound if `None`.
    pub count: Option<u32>,
    /// The first date on which none may fall any more (half-open, CAL-1); without bound if `None`.
    pub until: Option<NaiveDate>,
    /// What is repeated.
    pub payload: T,
}

impl<T> Rule<T> {
    /// Repeats `payload` on boundary 0 and each later one, without end.
    #[inline]
    pub const fn new(grid: Grid, payload: T) -> Self {
        Self { grid, first: 0, count: None, until: None, payload }
    }

    /// Begins at boundary `first` instead; it may be negative.
    #[inline]
    #[must_use]
    pub fn from_boundary(self, first: i64) -> Self {
        Self { first, ..self }
    }

    /// Stops after `count` occurrences.
    #[inline]
    #[must_use]
    pub fn times(self, count: u32) -> Self {
        Self { count: Some(count), ..self }
    }

    /// Stops before `until`: no occurrence falls on that date or later.
    #[inline]
    #[must_use]
    pub fn until(self, until: NaiveDate) -> Self {
        Self { until: Some(until), ..self }
    }
}

/// Falls on one boundary of a rule's grid (CAL-9).
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Occurrence<'rule, T> {
    /// The number of the boundary, and of the period that begins there.
    pub index: i64,
    /// The date of the boundary.
    pub on: NaiveDate,
    /// The period that begins on it.
    pub period: Period,
    /// What is repeated.
    pub payload: &'rule T,
}

impl<T> Clone for Occurrence<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Occurrence<'_, T> {}

/// Lists the occurrences that fall within `range`, earliest first (CAL-9).
///
/// The first is found in constant time, however far `range` is from the grid's start. At the end
/// of the representable dates the iterator gives [`CalendarError::OutOfRange`] once (CAL-8), then
/// `None`.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{
///     Anchor, Cadence, CalendarError, Grid, Overflow, Period, Rule, occurrences,
/// };
///
/// # fn main() -> Result<(), CalendarError> {
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// // A salary on each month end, the last one in December 2026.
/// let grid = Grid::new(
///     Cadence::MONTHLY, Anchor::StartOrMonthEnd, Overflow::Backward, date("2025-02-28"),
/// )?;
/// let salary = Rule::new(grid, "salary").until(date("2027-01-01"));
/// let range = Period::new(date("2026-11-01"), date("2030-01-01"))?;
/// let dates = occurrences(&salary, range)
///     .map(|occurrence| Ok(occurrence?.on))
///     .collect::<Result<Vec<_>, CalendarError>>()?;
/// assert_eq!(dates, [date("2026-11-30"), date("2026-12-31")]);
/// # Ok(())
/// # }
/// ```
pub fn occurrences<T>(rule: &Rule<T>, range: Period) -> Occurrences<'_, T> {
    let first = rule.first.max(rule.grid.next_index(range.start_day()));
    let end = match rule.until {
        Some(until) => range.end_day().min(Day::of(until)),
        None => range.end_day(),
    };
    Occurrences { rule, next: first, end, ended: false }
}

/// Walks the occurrences that [`occurrences`] lists.
#[derive(Debug)]
#[must_use = "an iterator does nothing until it is asked"]
pub struct Occurrences<'rule, T> {
    rule: &'rule Rule<T>,
    next: i64,
    end: Day,
    ended: bool,
}

impl<'rule, T> Occurrences<'rule, T> {
    fn within_count(&self) -> bool {
        // From `first` on, so the difference is not negative; it may exceed an `i64`.
        self.rule
            .count
            .is_none_or(|count| i128::from(self.next) - i128::from(self.rule.first) < count.into())
    }

    fn occurrence(&self) -> Option<Result<Occurrence<'rule, T>, CalendarError>> {
        if self.ended || !self.within_count() {
            return None;
        }
        let on = match self.rule.grid.boundary_day(self.next) {
            Ok(day) if day < self.end => day,
            // The boundary is not before the range, so an error means later than every date.
            Ok(_) | Err(_) => return None,
        };
        let occurrence = self.rule.grid.period(self.next).map(|period| Occurrence {
            index: self.next,
            on: on.date(),
            period,
            payload: &self.rule.payload,
        });
        Some(occurrence)
    }
}

impl<'rule, T> Iterator for Occurrences<'rule, T> {
    type Item = Result<Occurrence<'rule, T>, CalendarError>;

    fn next(&mut self) -> Option<Self::Item> {
        let occurrence = self.occurrence();
        match occurrence {
            Some(Ok(_)) => self.next += 1,
            Some(Err(_)) | None => self.ended = true,
        }
        occurrence
    }
}

impl<T> core::iter::FusedIterator for Occurrences<'_, T> {}
