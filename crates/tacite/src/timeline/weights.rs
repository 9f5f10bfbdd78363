//! What the days of a reference period weigh is a part of the terms (CHG-5, CHG-6).
//!
//! Without proration the first day of the billing period weighs all: in January 2025 that is day 1,
//! and day 20 for what begins on the 20th.
//!
//! How much a set of days weighs is decided by [`crate::charge`].

use crate::calendar::DayCount;
use crate::contract::Basis;

/// How the days of a reference period share its price: a [`Basis`] in one billing period (CHG-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weights {
    /// Every day weighs the same.
    ActualDays,
    /// The days of months of 30, by a dialect.
    Thirty360(DayCount),
    /// Every month weighs the same, and so do the days of one.
    MonthsThenDays,
    /// One day weighs all: the first one of the billing period, by its number.
    OnDay(u32),
}

impl Weights {
    /// Makes the weights of a basis in a billing period that begins on a numbered day of its reference
    /// period.
    pub const fn of(basis: Basis, first: u32) -> Self {
        match basis {
            Basis::ActualDays => Self::ActualDays,
            Basis::Thirty360(dialect) => Self::Thirty360(dialect),
            Basis::MonthsThenDays => Self::MonthsThenDays,
            Basis::FirstDay => Self::OnDay(first),
        }
    }

    /// Returns the basis.
    pub const fn basis(self) -> Basis {
        match self {
            Self::ActualDays => Basis::ActualDays,
            Self::Thirty360(dialect) => Basis::Thirty360(dialect),
            Self::MonthsThenDays => Basis::MonthsThenDays,
            Self::OnDay(_) => Basis::FirstDay,
        }
    }
}
