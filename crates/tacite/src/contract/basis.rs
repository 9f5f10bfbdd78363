//! A basis says how the days of a reference period share its price; the shares sum to the whole
//! (CHG-6).
//!
//! 300.00 EUR for the first quarter of 2025, from 10 February: 50/90 by actual days (166.67), 51/90 by
//! 30/360 (170.00), 47/84 by whole months, then days (167.86), and all of it without proration.
//!
//! What the days of a period weigh is decided by [`crate::charge`].

use super::{ItemError, Text};
use crate::calendar::{Cadence, DayCount, Unit};

/// Most months of a period whose months weigh the same: with more, weights would not fit 32 bits.
pub const BASIS_MONTHS_MAX: u32 = 1_200;

/// How the days of a reference period share its price (CHG-6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Every day weighs 1 ÷ the days of the reference period.
    #[default]
    ActualDays,
    /// A day weighs what it adds to the 30/360 count from the start of the reference period, ÷ that
    /// count over the period; only for cadences of months and years.
    Thirty360(DayCount),
    /// Each of the n months of the reference period, counted from its start, weighs 1 ÷ n, shared
    /// equally by its days; only for cadences of months and years.
    MonthsThenDays,
    /// No proration: the first day of the billing period weighs all.
    FirstDay,
}

impl Basis {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ActualDays,
        Self::Thirty360(DayCount::Bond),
        Self::Thirty360(DayCount::European),
        Self::Thirty360(DayCount::German),
        Self::MonthsThenDays,
        Self::FirstDay,
    ];

    /// Returns its name, as the event format writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ActualDays => "actual-days",
            Self::Thirty360(DayCount::Bond) => "30/360-bond",
            Self::Thirty360(DayCount::European) => "30/360-european",
            Self::Thirty360(DayCount::German) => "30/360-german",
            Self::MonthsThenDays => "months-then-days",
            Self::FirstDay => "first-day",
        }
    }

    /// Returns the basis of a name.
    ///
    /// # Errors
    /// [`BasisError`]: a convention whose days do not sum to the period, or an unknown name.
    ///
    /// ```
    /// use tacite::calendar::DayCount;
    /// use tacite::contract::Basis;
    ///
    /// assert_eq!(Basis::named("30/360-german"), Ok(Basis::Thirty360(DayCount::German)));
    /// assert_eq!(
    ///     Basis::named("fixed-30").unwrap_err().to_string(),
    ///     "basis fixed-30 divides by 30 whatever the month, so that 31 days would cost more than \
    ///      the month and 28 less: use one whose days sum to the period (CHG-6)",
    /// );
    /// ```
    pub fn named(name: &str) -> Result<Self, BasisError> {
        match Self::ALL.into_iter().find(|basis| basis.name() == name) {
            Some(basis) => Ok(basis),
            None => Err(match name {
                "fixed-30" | "actual/30" => BasisError::FixedThirty,
                "actual/360" => BasisError::FixedYear { days: 360 },
                "actual/365" => BasisError::FixedYear { days: 365 },
                _ => BasisError::Unknown { name: Text::from(name) },
            }),
        }
    }

    /// Checks that the weights of a basis sum to 1 over the periods of a cadence.
    ///
    /// # Errors
    /// [`ItemError::BasisWithoutMonths`], [`ItemError::BasisOfTooManyMonths`].
    pub fn check(self, cadence: Cadence) -> Result<(), ItemError> {
        let counts_months = match self {
            Self::ActualDays | Self::FirstDay => false,
            Self::Thirty360(_) | Self::MonthsThenDays => true,
        };
        if !counts_months {
            return Ok(());
        }
        let basis = self.name();
        let months = match cadence.unit() {
            Unit::Day | Unit::Week => {
                return Err(ItemError::BasisWithoutMonths { basis, cadence });
            }
            Unit::Month => cadence.count(),
            Unit::Year => cadence.count().saturating_mul(12),
        };
        if self == Self::MonthsThenDays && months > BASIS_MONTHS_MAX {
            return Err(ItemError::BasisOfTooManyMonths { basis, cadence });
        }
        Ok(())
    }
}

/// Why a name is no basis (CHG-6).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BasisError {
    /// A month always counts as 30 days, a day as one.
    #[error(
        "basis fixed-30 divides by 30 whatever the month, so that 31 days would cost more than the month and 28 less: use one whose days sum to the period (CHG-6)"
    )]
    FixedThirty,
    /// A year always has so many days.
    #[error(
        "basis actual/{days} divides by a year of {days} days, which periods do not sum to: use one whose days sum to the period (CHG-6)"
    )]
    FixedYear {
        /// Days of the year.
        days: u32,
    },
    /// No such basis is known.
    #[error(
        "\"{name}\" is no basis: actual-days, 30/360-bond, 30/360-european, 30/360-german, months-then-days or first-day is needed (CHG-6)"
    )]
    Unknown {
        /// The name as given.
        name: Text,
    },
}
