//! A cadence is *n* days, weeks, months or years, n ≥ 1; weeks and months never convert (CAL-2).
//!
//! Example: four-weekly from 1 January 2025 has its second boundary on 29 January, monthly on
//! 1 February. Thirteen four-weekly periods fit in a year, twelve monthly ones.
//!
//! Where the boundaries fall is decided by [`Grid`](super::Grid).

use core::fmt;
use core::num::NonZeroU32;

use super::CalendarError;

/// Names what is counted (CAL-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Civil days.
    Day,
    /// Seven days.
    Week,
    /// Calendar months of 28 to 31 days.
    Month,
    /// Twelve calendar months.
    Year,
}

/// Prints `day`, `week`, `month` or `year`.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        })
    }
}

/// Counts how far apart the boundaries of a grid lie: n units, n ≥ 1 (CAL-2).
///
/// Two cadences are equal when count and unit are: 12 months and 1 year differ as values, although
/// they make the same grid.
///
/// ```
/// use tacite::calendar::{Cadence, CalendarError, Unit};
///
/// assert_eq!(Cadence::new(3, Unit::Month), Ok(Cadence::QUARTERLY));
/// assert_eq!(Cadence::QUARTERLY.to_string(), "3 months");
/// assert_eq!(Cadence::new(0, Unit::Month), Err(CalendarError::ZeroCount));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cadence {
    count: NonZeroU32,
    unit: Unit,
}

impl Cadence {
    /// Every week.
    pub const WEEKLY: Self = Self::known::<1>(Unit::Week);
    /// Every two weeks.
    pub const TWO_WEEKLY: Self = Self::known::<2>(Unit::Week);
    /// Every four weeks, thirteen times in most years.
    pub const FOUR_WEEKLY: Self = Self::known::<4>(Unit::Week);
    /// Every six weeks.
    pub const SIX_WEEKLY: Self = Self::known::<6>(Unit::Week);
    /// Every month.
    pub const MONTHLY: Self = Self::known::<1>(Unit::Month);
    /// Every two months.
    pub const TWO_MONTHLY: Self = Self::known::<2>(Unit::Month);
    /// Every three months.
    pub const QUARTERLY: Self = Self::known::<3>(Unit::Month);
    /// Every four months.
    pub const FOUR_MONTHLY: Self = Self::known::<4>(Unit::Month);
    /// Every six months.
    pub const HALF_YEARLY: Self = Self::known::<6>(Unit::Month);
    /// Every year.
    pub const YEARLY: Self = Self::known::<1>(Unit::Year);
    /// Every two years.
    pub const TWO_YEARLY: Self = Self::known::<2>(Unit::Year);

    /// Takes `count` units, any count from 1 on.
    ///
    /// # Errors
    ///
    /// [`CalendarError::ZeroCount`] when `count` is 0.
    #[inline]
    pub fn new(count: u32, unit: Unit) -> Result<Self, CalendarError> {
        match NonZeroU32::new(count) {
            Some(count) => Ok(Self { count, unit }),
            None => Err(CalendarError::ZeroCount),
        }
    }

    /// Returns how many units, at least 1 (CAL-2).
    #[inline]
    pub const fn count(self) -> u32 {
        self.count.get()
    }

    /// Returns what is counted.
    #[inline]
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// For the named cadences: a zero does not compile.
    const fn known<const COUNT: u32>(unit: Unit) -> Self {
        const { assert!(COUNT > 0, "invariant: a named cadence counts from 1") };
        Self { count: NonZeroU32::MIN.saturating_add(COUNT - 1), unit }
    }
}

/// Prints `1 month` or `3 months`.
impl fmt::Display for Cadence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count() == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.count, self.unit)
    }
}
