//! Days weigh by the basis of their terms, and the days of a reference period weigh as much as it does
//! (CHG-6).
//!
//! March 2025 by 30/360, Eurobond basis: the 30th weighs nothing and the 31st 1, so that the days from
//! the 16th weigh 15 of 30. By the bond basis the 30th weighs 1 and the 31st nothing.
//!
//! Which basis holds is decided by [`crate::timeline`].

use super::Share;
use crate::calendar::{DayCount, Period, WholeMonths};
use crate::contract::BASIS_MONTHS_MAX;
use crate::schedule::{DayRange, DaySet, Reference};
use crate::timeline::Weights;

impl Share {
    /// Returns what days of a reference period weigh, of what all of them do (CHG-6); nothing if there is a
    /// day that it has not.
    ///
    /// A basis that counts months has no meaning in a period that is not of whole months, a leftover of a
    /// cadence that was changed: the days of such a period weigh the same.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite::calendar::{DayCount, Period};
    /// use tacite::charge::Share;
    /// use tacite::schedule::{DayRange, DaySet, Reference};
    /// use tacite::timeline::Weights;
    ///
    /// let date = |month, day| NaiveDate::from_ymd_opt(2025, month, day).unwrap();
    /// let quarter = Reference::Period(Period::new(date(1, 1), date(4, 1))?);
    /// // From 10 February, day 41 of 90.
    /// let days = DaySet::of(DayRange::new(41, 91).unwrap());
    /// let share = |weights| Share::of_days(weights, quarter, &days).unwrap().reduced().to_string();
    /// assert_eq!(share(Weights::ActualDays), "5/9"); // 50 of 90
    /// assert_eq!(share(Weights::Thirty360(DayCount::European)), "17/30"); // 51 of 90
    /// assert_eq!(share(Weights::MonthsThenDays), "47/84"); // 19 of 28 of a third, and a third
    /// assert_eq!(share(Weights::OnDay(41)), "1/1");
    /// # Ok::<(), tacite::calendar::CalendarError>(())
    /// ```
    #[inline]
    pub fn of_days(weights: Weights, reference: Reference, days: &DaySet) -> Option<Self> {
        match (weights, reference) {
            (Weights::ActualDays, _) | (_, Reference::Once | Reference::Adjustment { .. }) => {
                Self::new(days.len(), reference.days())
            }
            (weights, Reference::Period(period)) => {
                let is_within = days.last().is_none_or(|last| last.end() <= period.days() + 1);
                is_within.then(|| Scale::of(weights, period).share(days))?
            }
        }
    }

    /// Returns a part of the same period that weighs something else.
    pub(crate) const fn weighing(self, weight: u32) -> Option<Self> {
        Self::new(weight, self.of())
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

    fn share(&self, days: &DaySet) -> Option<Share> {
        Share::new(days.ranges().map(|range| self.weight(range)).sum(), self.total())
    }

    fn weight(&self, days: DayRange) -> u32 {
        match self {
            Self::Alike(_) => days.len(),
            Self::OnDay(number) => u32::from(days.contains(*number)),
            Self::Counted(dialect, period) => {
                let counted = |number: u32| {
                    let start = period.start_day();
                    let until = start.saturating_plus_days(i64::from(number) - 1);
                    dialect.days_between(start, until)
                };
                u32::try_from(counted(days.end()) - counted(days.start())).unwrap_or(0)
            }
            Self::Monthly(months, each) => {
                let mut next = 1;
                let parts = months.iter().map(|month| {
                    let number = next;
                    next += month.days();
                    let own = DayRange::new(number, next).and_then(|own| own.common(days));
                    own.map_or(0, |own| own.len() * (each / month.days()))
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
    let (mut divisor, mut rest) = (left, right);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    left / divisor * right
}
