//! 30/360 counts days as if every month had 30; three dialects differ on the 31st and on the end of
//! February (CHG-6).
//!
//! From 28 February to 31 August 2006: 183 days by [`DayCount::Bond`], 182 by [`DayCount::European`],
//! 180 by [`DayCount::German`].
//!
//! How the days of a period share its price by it is decided by [`crate::charge`].

use chrono::NaiveDate;

use super::Day;

/// A dialect of 30/360: 360 × years + 30 × months + days, with days of the month that are adjusted
/// first (2006 ISDA Definitions, section 4.16).
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::DayCount;
///
/// let date = |month, day| NaiveDate::from_ymd_opt(2006, month, day).unwrap();
/// let days = |count: DayCount| count.days(date(2, 28), date(8, 31));
/// assert_eq!(days(DayCount::Bond), 183);
/// assert_eq!(days(DayCount::European), 182);
/// assert_eq!(days(DayCount::German), 180);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayCount {
    /// 30/360, bond basis, 4.16(f): a start on the 31st counts as the 30th, and so does an end on the
    /// 31st after a start on the 30th or 31st.
    Bond,
    /// 30E/360, Eurobond basis, 4.16(g): the 31st counts as the 30th.
    European,
    /// 30E/360 (ISDA), German method, 4.16(h): the 31st and the last day of February count as the 30th.
    ///
    /// The exception for an end in February that is a bond's maturity is left out: a subscription has
    /// no maturity.
    German,
}

impl DayCount {
    /// Returns the days from a start to an end; negative if the end lies before.
    pub fn days(self, start: NaiveDate, end: NaiveDate) -> i64 {
        self.days_between(Day::of(start), Day::of(end))
    }

    pub(crate) fn days_between(self, start: Day, end: Day) -> i64 {
        let (first, mut from) = self.adjusted(start);
        let (last, mut to) = self.adjusted(end);
        if self == Self::Bond && from >= 30 {
            (from, to) = (30, to.min(30));
        }
        let months = i64::from(last) - i64::from(first);
        30 * months + i64::from(to) - i64::from(from)
    }

    /// Numbers the month of a day, and adjusts its day of the month by what that day alone decides.
    fn adjusted(self, day: Day) -> (i32, u32) {
        let (year, month, on) = day.year_month_day();
        let is_month_end = day == day.month_end();
        let counts_as_30 = match self {
            Self::Bond => false,
            Self::European => on == 31,
            Self::German => on == 31 || (month == 2 && is_month_end),
        };
        (year * 12 + month.cast_signed(), if counts_as_30 { 30 } else { on })
    }
}
