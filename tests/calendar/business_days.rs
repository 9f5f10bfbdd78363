//! Business days, TARGET2 and the conventions (CAL-7).

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use tacite::calendar::{CalendarError, Convention, Day, HolidayCalendar, HolidayRule};

use crate::{date, day};

use Convention::{Following, ModifiedFollowing, Preceding, Unadjusted};

const TARGET2: HolidayCalendar = HolidayCalendar::Target2;
const WEEKENDS: HolidayCalendar = HolidayCalendar::WeekendsOnly;

/// CAL-7: the closing days on Monday to Friday, year by year.
#[test]
fn target2_closes_on_its_six_days() {
    for (year, closed) in [
        (
            2024,
            &["2024-01-01", "2024-03-29", "2024-04-01", "2024-05-01", "2024-12-25", "2024-12-26"][..],
        ),
        (
            2025,
            &["2025-01-01", "2025-04-18", "2025-04-21", "2025-05-01", "2025-12-25", "2025-12-26"],
        ),
        // 26 December 2026 is a Saturday.
        (2026, &["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25"]),
        // 1 January and 1 May 2022 are weekend days, 25 December a Sunday.
        (2022, &["2022-04-15", "2022-04-18", "2022-12-26"]),
    ] {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).expect("a date");
        let found: Vec<NaiveDate> = first
            .iter_days()
            .take_while(|date| date.year() == year)
            .filter(|date| WEEKENDS.is_business_day(*date))
            .filter(|date| !TARGET2.is_business_day(*date))
            .collect();
        assert_eq!(found, closed.iter().map(|text| date(text)).collect::<Vec<_>>());
        for date in first.iter_days().take_while(|date| date.year() == year) {
            let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
            assert!(!(weekend && TARGET2.is_business_day(date)), "{date}");
            assert_eq!(WEEKENDS.is_business_day(date), !weekend);
        }
    }
}

/// CAL-7
#[test]
fn each_convention_moves_a_day_off_its_own_way() {
    let table = [
        // A Wednesday stays.
        (&WEEKENDS, "2025-08-27", ["2025-08-27", "2025-08-27", "2025-08-27", "2025-08-27"]),
        // A Saturday in the middle of a month.
        (&WEEKENDS, "2025-08-16", ["2025-08-16", "2025-08-18", "2025-08-18", "2025-08-15"]),
        // A Sunday that ends a month.
        (&WEEKENDS, "2025-08-31", ["2025-08-31", "2025-09-01", "2025-08-29", "2025-08-29"]),
        // A Sunday that begins a month goes back into the month before.
        (&WEEKENDS, "2025-06-01", ["2025-06-01", "2025-06-02", "2025-06-02", "2025-05-30"]),
        // Good Friday, with Easter Monday in the next month.
        (&TARGET2, "2024-03-29", ["2024-03-29", "2024-04-02", "2024-03-28", "2024-03-28"]),
        // Easter Saturday to Monday in one month.
        (&TARGET2, "2025-04-19", ["2025-04-19", "2025-04-22", "2025-04-22", "2025-04-17"]),
        // Christmas, then a weekend.
        (&TARGET2, "2025-12-25", ["2025-12-25", "2025-12-29", "2025-12-29", "2025-12-24"]),
        // New Year of a Thursday.
        (&TARGET2, "2026-01-01", ["2026-01-01", "2026-01-02", "2026-01-02", "2025-12-31"]),
    ];
    for (calendar, on, expected) in table {
        let conventions = [Unadjusted, Following, ModifiedFollowing, Preceding];
        for (convention, expected) in conventions.into_iter().zip(expected) {
            let found = calendar.adjust(date(on), convention);
            assert_eq!(found, Ok(date(expected)), "{on} {convention:?}");
            assert_eq!(calendar.adjust_day(day(on), convention), Ok(day(expected)));
        }
    }
    assert_eq!(Convention::default(), Unadjusted);
}

/// CAL-7
#[test]
fn a_listed_calendar_keeps_its_weekends() {
    let listed = HolidayCalendar::Listed(BTreeSet::from(["2025-07-14", "2025-08-15"].map(date)));
    assert!(!listed.is_business_day(date("2025-07-14")));
    assert!(!listed.is_business_day(date("2025-07-13")));
    assert!(listed.is_business_day(date("2025-05-01")));
    // Friday 15 August, then a weekend.
    assert_eq!(listed.adjust(date("2025-08-15"), Following), Ok(date("2025-08-18")));
    assert_eq!(listed.clone(), listed);
}

/// CAL-7
#[test]
fn business_days_count_from_the_date_on() {
    for (calendar, from, count, expected) in [
        (&WEEKENDS, "2025-08-29", 1, "2025-09-01"),
        (&WEEKENDS, "2025-08-30", 1, "2025-09-01"),
        (&WEEKENDS, "2025-08-31", 1, "2025-09-01"),
        (&WEEKENDS, "2025-08-29", 10, "2025-09-12"),
        (&WEEKENDS, "2025-09-01", -1, "2025-08-29"),
        (&WEEKENDS, "2025-08-31", -1, "2025-08-29"),
        (&WEEKENDS, "2025-08-29", 0, "2025-08-29"),
        (&WEEKENDS, "2025-08-31", 0, "2025-09-01"),
        (&TARGET2, "2024-03-28", 1, "2024-04-02"),
        (&TARGET2, "2024-03-28", 2, "2024-04-03"),
        (&TARGET2, "2024-04-02", -1, "2024-03-28"),
        (&TARGET2, "2025-12-24", 3, "2025-12-31"),
        (&TARGET2, "2025-12-24", 4, "2026-01-02"),
    ] {
        let found = calendar.plus_business_days(date(from), count);
        assert_eq!(found, Ok(date(expected)), "{from} and {count}");
        assert_eq!(calendar.plus_business_days_from(day(from), count), Ok(day(expected)));
    }
}

fn never(_: NaiveDate) -> bool {
    true
}

/// CAL-7
#[test]
fn a_rule_of_the_caller_decides_every_day_itself() {
    let weekend = HolidayRule {
        name: "friday and saturday",
        is_holiday: |date| matches!(date.weekday(), Weekday::Fri | Weekday::Sat),
    };
    let calendar = HolidayCalendar::Rule(weekend);
    assert!(calendar.is_business_day(date("2025-08-31")));
    assert_eq!(calendar.adjust(date("2025-08-29"), Following), Ok(date("2025-08-31")));
    let namesake = HolidayRule { name: "friday and saturday", is_holiday: never };
    assert_eq!(HolidayCalendar::Rule(namesake), calendar, "rules compare by name");
    assert_ne!(HolidayCalendar::Rule(HolidayRule { name: "other", ..weekend }), calendar);
}

/// CAL-7
#[test]
fn a_calendar_without_business_days_is_refused() {
    let calendar = HolidayCalendar::Rule(HolidayRule { name: "never", is_holiday: never });
    let from = date("2025-01-01");
    for convention in [Following, ModifiedFollowing, Preceding] {
        let refused = Err(CalendarError::NoBusinessDay { from });
        assert_eq!(calendar.adjust(from, convention), refused);
    }
    assert_eq!(calendar.adjust(from, Unadjusted), Ok(from));
    assert!(calendar.plus_business_days(from, 1).is_err());
}

/// CAL-8
#[test]
fn business_days_beyond_the_ends_are_refused() {
    for (end, count) in [(Day::MAX, 1), (Day::MAX, i32::MAX), (Day::MIN, -1), (Day::MIN, i32::MIN)]
    {
        for calendar in [WEEKENDS, TARGET2] {
            let refused = calendar.plus_business_days_from(end, count);
            assert!(matches!(refused, Err(CalendarError::OutOfRange { .. })), "{refused:?}");
        }
    }
    // The last representable days are a weekend's or not; no convention panics on them.
    for back in 0..14 {
        for convention in [Unadjusted, Following, ModifiedFollowing, Preceding] {
            let last = Day::MAX.saturating_plus_days(-back);
            let first = Day::MIN.saturating_plus_days(back);
            let found = [last, first].map(|day| TARGET2.adjust_day(day, convention));
            assert!(found.iter().all(|day| {
                day.is_ok() || matches!(day, Err(CalendarError::OutOfRange { .. }))
            }));
        }
    }
}
