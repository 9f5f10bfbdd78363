//! What the days of a reference period weigh is a part of the terms (CHG-5, CHG-6).
//!
//! Without proration the first day of the billing period weighs all: in January 2025 that is day 1,
//! and day 20 for what begins on the 20th.
//!
//! How much a set of days weighs is decided by [`crate::charge`].

use crate::calendar::{DayCount, Period, WholeMonths};
use crate::contract::{BASIS_MONTHS_MAX, Basis};

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

    /// Returns what numbered days of a reference period weigh, and what all of them do. The ranges end
    /// before their second number and lie within the period.
    pub(crate) fn weigh(
        self,
        period: Period,
        ranges: impl Iterator<Item = (u32, u32)>,
    ) -> (u32, u32) {
        let scale = Scale::of(self, period);
        (ranges.map(|range| scale.weight(range)).sum(), scale.total())
    }
}

/// What the days of a reference period weigh.
enum Scale {
    /// All the same.
    Alike(u32),
    /// What they add to a day count from the start.
    Counted(DayCount, Period),
    /// A part of what each month weighs.
    Monthly(WholeMonths, u32),
    /// One weighs all.
    OnDay(u32),
}

impl Scale {
    /// A basis that counts months has no meaning in a period that is not of whole months, a leftover of
    /// a cadence that was changed, nor in one of too many: its days weigh the same.
    #[cold]
    fn of(weights: Weights, period: Period) -> Self {
        let alike = Self::Alike(period.days());
        match (weights, WholeMonths::of(period)) {
            (Weights::OnDay(number), _) => Self::OnDay(number),
            (Weights::Thirty360(dialect), Some(_)) => Self::Counted(dialect, period),
            (Weights::MonthsThenDays, Some(months)) if months.count() <= BASIS_MONTHS_MAX => {
                let each = months.iter().map(Period::days).fold(1, common_multiple);
                Self::Monthly(months, each)
            }
            (Weights::ActualDays | Weights::Thirty360(_) | Weights::MonthsThenDays, _) => alike,
        }
    }

    /// What the days of a range of numbers weigh, its end excluded.
    fn weight(&self, (start, end): (u32, u32)) -> u32 {
        match self {
            Self::Alike(_) => end.saturating_sub(start),
            Self::OnDay(number) => u32::from(start <= *number && *number < end),
            Self::Counted(dialect, period) => {
                let counted = |number: u32| {
                    let first = period.start_day();
                    let until = first.saturating_plus_days(i64::from(number) - 1);
                    dialect.days_between(first, until)
                };
                u32::try_from(counted(end) - counted(start)).unwrap_or(0)
            }
            Self::Monthly(months, each) => {
                let mut next = 1;
                let parts = months.iter().map(|month| {
                    let number = next;
                    next += month.days();
                    let own = next.min(end).saturating_sub(number.max(start));
                    own * (each / month.days())
                });
                parts.sum()
            }
        }
    }

    fn total(&self) -> u32 {
        match self {
            Self::Alike(days) => *days,
            Self::OnDay(_) => 1,
            Self::Counted(dialect, period) => {
                let total = dialect.days_between(period.start_day(), period.end_day());
                u32::try_from(total).unwrap_or(0)
            }
            Self::Monthly(months, each) => each * months.count(),
        }
    }
}

/// The least common multiple of lengths of months: 377,580 at most.
fn common_multiple(left: u32, right: u32) -> u32 {
    left / common_divisor(left, right) * right
}

/// The greatest common divisor, at least 1 as the first number is.
pub(crate) const fn common_divisor(left: u32, right: u32) -> u32 {
    let (mut divisor, mut rest) = (if left == 0 { 1 } else { left }, right);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    divisor
}
