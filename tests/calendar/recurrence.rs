//! The grid against RFC 5545 recurrence rules, as the `rrule` crate computes them, where those can
//! say the same (CAL-2, CAL-3, CAL-5, CAL-9).
//!
//! An RFC rule skips a month that lacks the day. `BYMONTHDAY=28,29,30,31;BYSETPOS=-1` says "the
//! last of these that exists", which is `Overflow::Backward`; nothing says `Forward`.

use chrono::{NaiveDate, Weekday};
use rrule::RRuleSet;
use tacite::calendar::{
    Anchor, Cadence, DayOfMonth, Grid, Overflow, Period, Rule, Unit, occurrences,
};

use crate::date;

/// The first `limit` dates of a recurrence rule from `start` on.
fn recurrence(start: NaiveDate, rule: &str, limit: u16) -> Vec<NaiveDate> {
    let text = format!("DTSTART:{}T000000Z\nRRULE:{rule}", start.format("%Y%m%d"));
    let rules: RRuleSet = text.parse().expect("a rule of RFC 5545");
    rules.all(limit).dates.iter().map(chrono::DateTime::date_naive).collect()
}

fn boundaries(cadence: Cadence, anchor: Anchor, start: NaiveDate, count: usize) -> Vec<NaiveDate> {
    let grid = Grid::new(cadence, anchor, Overflow::Backward, start).expect("representable");
    (0..).take(count).map(|k| grid.boundary(k).expect("representable")).collect()
}

/// "The last of these that exists" for a day of the month.
fn by_month_day(day: u32) -> String {
    let days: Vec<String> = (day.min(28)..=day).map(|day| day.to_string()).collect();
    format!("BYMONTHDAY={};BYSETPOS=-1", days.join(","))
}

/// CAL-3, CAL-5
#[test]
fn months_on_each_day_of_the_month_are_those_of_rfc_5545() {
    // Before, in and after the 28 days of February 2023, and of the 29 of 2024.
    for start in ["2023-01-20", "2023-02-10", "2024-02-29", "2024-12-31"].map(date) {
        for months in 1..=24 {
            for day in 1..=31 {
                let anchor = Anchor::DayOfMonth(DayOfMonth::new(day).expect("1 to 31"));
                let cadence = Cadence::new(months, Unit::Month).expect("n ≥ 1");
                let found = boundaries(cadence, anchor, start, 40);
                let rule = format!("FREQ=MONTHLY;INTERVAL={months};{}", by_month_day(day));
                assert_eq!(recurrence(found[0], &rule, 40), found, "{rule} from {start}");
            }
        }
    }
}

/// CAL-5
#[test]
fn month_ends_are_day_minus_one_of_rfc_5545() {
    for start in ["2023-02-28", "2024-02-29", "2025-04-30", "2025-01-31"].map(date) {
        for months in 1..=24 {
            let cadence = Cadence::new(months, Unit::Month).expect("n ≥ 1");
            let rule = format!("FREQ=MONTHLY;INTERVAL={months};BYMONTHDAY=-1");
            let found = boundaries(cadence, Anchor::StartOrMonthEnd, start, 120);
            assert_eq!(recurrence(start, &rule, 120), found, "{rule} from {start}");
        }
    }
}

/// CAL-3: yearly from 29 February 2024.
#[test]
fn leap_day_years_are_the_last_of_28_and_29_february_in_rfc_5545() {
    let rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1";
    let found = boundaries(Cadence::YEARLY, Anchor::Start, date("2024-02-29"), 100);
    assert_eq!(recurrence(date("2024-02-29"), rule, 100), found);
}

/// CAL-2
#[test]
fn days_and_weeks_are_those_of_rfc_5545() {
    for start in ["2023-12-29", "2024-02-27", "2025-06-15"].map(date) {
        for count in 1..=60 {
            for (unit, frequency) in [(Unit::Day, "DAILY"), (Unit::Week, "WEEKLY")] {
                let cadence = Cadence::new(count, unit).expect("n ≥ 1");
                let rule = format!("FREQ={frequency};INTERVAL={count}");
                let found = boundaries(cadence, Anchor::Start, start, 100);
                assert_eq!(recurrence(start, &rule, 100), found, "{rule} from {start}");
            }
        }
    }
}

/// CAL-5
#[test]
fn weekday_anchors_are_by_day_of_rfc_5545() {
    let weekdays = [
        (Weekday::Mon, "MO"),
        (Weekday::Tue, "TU"),
        (Weekday::Wed, "WE"),
        (Weekday::Thu, "TH"),
        (Weekday::Fri, "FR"),
        (Weekday::Sat, "SA"),
        (Weekday::Sun, "SU"),
    ];
    for start in ["2025-02-20", "2025-02-23", "2025-02-24"].map(date) {
        for (weekday, name) in weekdays {
            let found = boundaries(Cadence::WEEKLY, Anchor::Weekday(weekday), start, 60);
            let rule = format!("FREQ=WEEKLY;BYDAY={name}");
            assert_eq!(recurrence(start, &rule, 60), found, "{rule} from {start}");
        }
    }
}

/// CAL-9
#[test]
fn a_count_and_an_end_are_those_of_rfc_5545() {
    let start = date("2025-01-31");
    let grid = Grid::new(Cadence::MONTHLY, Anchor::Start, Overflow::Backward, start);
    let rule = Rule::new(grid.expect("representable"), ());
    let range = Period::new(start, date("2040-01-01")).expect("a period");
    let dates = |rule: &Rule<()>| -> Vec<NaiveDate> {
        occurrences(rule, range).map(|occurrence| occurrence.expect("in range").on).collect()
    };
    let last = by_month_day(31);
    assert_eq!(
        dates(&rule.times(24)),
        recurrence(start, &format!("FREQ=MONTHLY;COUNT=24;{last}"), 1000)
    );
    // Their end is inclusive, ours is not.
    let text = format!("FREQ=MONTHLY;UNTIL=20280229T000000Z;{last}");
    assert_eq!(dates(&rule.until(date("2028-03-01"))), recurrence(start, &text, 1000));
}
