//! Days weigh by the basis of their terms, and the days of a reference period weigh as much as it does
//! (CHG-6).
//!
//! March 2025 by 30/360, Eurobond basis: the 30th weighs nothing and the 31st 1, so that the days from
//! the 16th weigh 15 of 30. By the bond basis the 30th weighs 1 and the 31st nothing.
//!
//! Which basis holds is decided by [`crate::timeline`].

use super::Share;
use crate::schedule::{DaySet, Reference};
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
                is_within.then(|| {
                    let ranges = days.ranges().map(|range| (range.start(), range.end()));
                    let (weight, of) = weights.weigh(period, ranges);
                    Self::new(weight, of)
                })?
            }
        }
    }

    /// Returns a part of the same period that weighs something else.
    pub(crate) const fn weighing(self, weight: u32) -> Option<Self> {
        Self::new(weight, self.of())
    }
}
