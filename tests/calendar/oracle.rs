//! A calendar that only steps: from day to day with `chrono`, from month to month by one, counting
//! as it goes. It shares no function with the engine, and no formula.

use chrono::{Datelike, NaiveDate};
use tacite::calendar::Overflow;

/// 1 January 1900 counts 25,567 days before 1 January 1970.
const FIRST_NUMBER: i32 = -25_567;

pub(crate) struct Month {
    /// The number of its 1st.
    pub(crate) first: i32,
    pub(crate) length: i32,
}

/// Every date and every month from 1900 to 2100.
pub(crate) struct Calendar {
    pub(crate) dates: Vec<NaiveDate>,
    pub(crate) months: Vec<Month>,
}

impl Calendar {
    pub(crate) fn walk() -> Self {
        let mut dates = Vec::new();
        let mut months: Vec<Month> = Vec::new();
        let mut number = FIRST_NUMBER;
        let mut date = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a date");
        while date.year() <= 2100 {
            if date.day() == 1 {
                months.push(Month { first: number, length: 0 });
            }
            months.last_mut().expect("the walk begins on a 1st").length += 1;
            dates.push(date);
            date = date.succ_opt().expect("a date");
            number += 1;
        }
        Self { dates, months }
    }

    pub(crate) fn first_number(&self) -> i32 {
        self.months[0].first
    }

    /// The number of the day that stands for `day` in a month (CAL-3): counted off, day by day.
    pub(crate) fn day_in(&self, month: usize, day: i32, overflow: Overflow) -> i32 {
        let Month { first, length } = self.months[month];
        match overflow {
            _ if day <= length => first + day - 1,
            Overflow::Backward => first + length - 1,
            Overflow::Forward => first + length,
        }
    }

    /// The boundaries of every `step`-th month from the month `anchor`, with their numbers k: first
    /// forward, then backward.
    pub(crate) fn boundaries(
        &self,
        anchor: usize,
        step: usize,
        stand_in: impl Fn(usize) -> i32,
    ) -> Vec<(i64, i32)> {
        let mut found = Vec::new();
        let (mut month, mut k) = (anchor, 0);
        while month < self.months.len() {
            found.push((k, stand_in(month)));
            month += step;
            k += 1;
        }
        let (mut month, mut k) = (anchor, 0);
        while month >= step {
            month -= step;
            k -= 1;
            found.push((k, stand_in(month)));
        }
        found.sort_unstable();
        found
    }
}
