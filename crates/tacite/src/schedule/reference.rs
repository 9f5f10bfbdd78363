//! A reference period is an item's grid period; it and the item name what a day belongs to (CHG-3).
//!
//! The 20th of January of a monthly item is day 20 of `[2025-01-01, 2025-02-01)`. A one-off has no
//! period: its one day belongs to the item alone (INV-8).
//!
//! Which part of it is billed is decided by [`super::periods`].

use core::fmt;

use crate::calendar::{Day, Period};

/// What the day numbers of an item count in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// A one-off: one day, numbered 1, on no date.
    Once,
    /// A manual adjustment or an exit fee, by the event that made it: one day (INV-9, TRM-3).
    Adjustment {
        /// Sequence number of the event.
        sequence: u64,
    },
    /// A period of the item's grid.
    Period(Period),
}

impl Reference {
    /// Returns the first day of a period; what is no period has none.
    #[inline]
    pub(crate) const fn start_day(self) -> Option<Day> {
        match self {
            Self::Period(period) => Some(period.start_day()),
            Self::Once | Self::Adjustment { .. } => None,
        }
    }

    /// Returns the number of days, R of CHG-3.
    #[inline]
    pub fn days(self) -> u32 {
        match self {
            Self::Once | Self::Adjustment { .. } => 1,
            Self::Period(period) => period.days(),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once => f.pad("once"),
            Self::Adjustment { sequence } => write!(f, "adjustment {sequence}"),
            Self::Period(period) => fmt::Display::fmt(period, f),
        }
    }
}
