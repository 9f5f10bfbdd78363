//! Day numbers against `chrono`, and Easter against another algorithm (CAL-1, CAL-7, CAL-8).

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use tacite::calendar::{CalendarError, Day, DayOfMonth, Period, Unit, easter};

use crate::oracle::Calendar;
use crate::{date, day};

fn agrees_with_chrono(number: i32, date: NaiveDate) {
    let day = Day::of(date);
    assert_eq!(day.number(), number);
    assert_eq!(Day::from_number(number), Ok(day));
    assert_eq!((day.date(), NaiveDate::from(day), Day::from(date)), (date, date, day));
    assert_eq!(day.year_month_day(), (date.year(), date.month(), date.day()));
    assert_eq!(day.weekday(), date.weekday());
    let length = date.num_days_in_month();
    assert_eq!(day.month_end().date(), date.with_day(length.into()).expect("a month end"));
}

/// CAL-1: every day of 1900–2100, numbered by counting.
#[test]
fn each_day_of_two_centuries_has_the_number_that_counting_gives() {
    let calendar = Calendar::walk();
    for (number, &date) in (calendar.first_number()..).zip(&calendar.dates) {
        agrees_with_chrono(number, date);
    }
}

/// CAL-1: the first and last years, each turn of a century and each leap day of the whole range.
#[test]
fn each_year_begins_and_ends_where_chrono_says() {
    let epoch = NaiveDate::default();
    for year in NaiveDate::MIN.year()..=NaiveDate::MAX.year() {
        for (month, day) in [(1, 1), (2, 28), (2, 29), (3, 1), (12, 31)] {
            if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
                let number = date.signed_duration_since(epoch).num_days();
                agrees_with_chrono(i32::try_from(number).expect("fits"), date);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// CAL-1
    #[test]
    fn any_day_has_the_number_that_chrono_gives(
        number in Day::MIN.number()..=Day::MAX.number(),
    ) {
        let date =
            NaiveDate::default().checked_add_signed(chrono::TimeDelta::days(number.into()));
        agrees_with_chrono(number, date.expect("representable"));
    }

    /// CAL-8
    #[test]
    fn counting_days_stops_at_the_ends_and_never_wraps(
        number in Day::MIN.number()..=Day::MAX.number(),
        days in prop_oneof![any::<i64>(), -200_000_000..=200_000_000_i64],
    ) {
        let day = Day::from_number(number).expect("in range");
        let exact = i128::from(number) + i128::from(days);
        let (min, max) = (i128::from(Day::MIN.number()), i128::from(Day::MAX.number()));
        let found = day.plus_days(days);
        if (min..=max).contains(&exact) {
            let found = found.expect("in range");
            prop_assert_eq!(i128::from(found.number()), exact);
            prop_assert_eq!(day.days_until(found), days);
        } else {
            let (base, unit) = (day.date(), Unit::Day);
            prop_assert_eq!(found, Err(CalendarError::OutOfRange { base, count: days, unit }));
        }
        let saturated = day.saturating_plus_days(days).number();
        prop_assert_eq!(i128::from(saturated), exact.clamp(min, max));
    }

    /// CAL-1
    #[test]
    fn an_intersection_holds_the_days_of_both_periods(
        bounds in proptest::array::uniform2((0..40_i32, 1..30_i32)),
    ) {
        let period = |start: i32, end: i32| {
            let day = |number| Day::from_number(number).expect("in range");
            Period::from_days(day(start), day(end))
        };
        let [left, right] = bounds.map(|(start, days)| {
            period(start, start + days).expect("at least a day")
        });
        let both: Vec<Day> = left.each_day().filter(|day| right.contains_day(*day)).collect();
        let found: Vec<Day> =
            left.intersection(right).into_iter().flat_map(Period::each_day).collect();
        prop_assert_eq!(&found, &both);
        prop_assert_eq!(left.intersection(right), right.intersection(left));
        prop_assert_eq!(left.days() as usize, left.each_day().count());
    }
}

/// CAL-8
#[test]
fn the_first_and_last_days_are_those_of_chrono() {
    assert_eq!((Day::MIN.date(), Day::MAX.date()), (NaiveDate::MIN, NaiveDate::MAX));
    assert_eq!((Day::of(NaiveDate::MIN), Day::of(NaiveDate::MAX)), (Day::MIN, Day::MAX));
    assert!(Day::MIN.pred().is_err());
    assert!(Day::MAX.succ().is_err());
    assert!(Day::from_number(Day::MIN.number() - 1).is_err());
    assert!(Day::from_number(Day::MAX.number() + 1).is_err());
    assert!(Day::from_number(i32::MIN).is_err());
    assert!(Day::from_number(i32::MAX).is_err());
    assert_eq!(Day::MAX.month_end(), Day::MAX);
    assert_eq!(Day::MIN.to_string(), "-262143-01-01");
    assert_eq!(format!("{:?}", Day::MAX), "+262142-12-31");
}

/// CAL-1
#[test]
fn a_period_knows_its_first_and_last_day() {
    let period = Period::new(date("2024-02-28"), date("2024-03-02")).expect("a period");
    assert_eq!(period.days(), 3);
    assert_eq!(period.last_day(), date("2024-03-01"));
    assert_eq!((period.start(), period.end()), (date("2024-02-28"), date("2024-03-02")));
    assert_eq!(period.to_string(), "[2024-02-28, 2024-03-02)");
    let whole = Period::from_days(Day::MIN, Day::MAX).expect("a period");
    assert_eq!(whole.days(), 191_491_528);
    assert_eq!(whole.intersection(period), Some(period));
    let next = Period::new(date("2024-03-02"), date("2024-03-03")).expect("a period");
    assert_eq!(period.intersection(next), None);
    assert!(period < next);
}

/// CAL-5: 31 is the month end.
#[test]
fn a_day_of_the_month_is_the_last_day_of_a_shorter_month() {
    let thirtieth = DayOfMonth::new(30).expect("1 to 31");
    for (from, on_or_after, after) in [
        ("2025-01-29", "2025-01-30", "2025-01-30"),
        ("2025-01-30", "2025-01-30", "2025-02-28"),
        ("2025-01-31", "2025-02-28", "2025-02-28"),
        ("2025-02-28", "2025-02-28", "2025-03-30"),
        ("2024-02-28", "2024-02-29", "2024-02-29"),
        ("2025-12-31", "2026-01-30", "2026-01-30"),
    ] {
        assert_eq!(thirtieth.next_on_or_after(day(from)), Ok(day(on_or_after)), "{from}");
        assert_eq!(thirtieth.next_after(day(from)), Ok(day(after)), "{from}");
    }
    assert_eq!(DayOfMonth::LAST.in_month_of(day("2024-02-01")), day("2024-02-29"));
    assert_eq!(DayOfMonth::FIRST.in_month_of(day("2024-02-29")), day("2024-02-01"));
    assert_eq!(DayOfMonth::of(day("2024-02-29")).get(), 29);
    assert!(DayOfMonth::FIRST.next_after(Day::MAX).is_err());
    assert_eq!(DayOfMonth::LAST.next_on_or_after(Day::MAX), Ok(Day::MAX));
    assert!(DayOfMonth::new(30).is_ok_and(|day| day.next_on_or_after(Day::MAX).is_err()));
}

/// The Sunday after the paschal full moon, by golden number and epact, after Clavius (as in
/// D. Knuth, "The Art of Computer Programming", volume 1, 1.3.2, exercise 14), walking to the
/// Sunday day by day.
fn easter_by_epact(year: i32) -> NaiveDate {
    let golden = year % 19 + 1;
    let century = year / 100 + 1;
    let (solar, lunar) = (3 * century / 4 - 12, (8 * century + 5) / 25 - 5);
    let mut epact = (11 * golden + 20 + lunar - solar).rem_euclid(30);
    if epact == 24 || epact == 25 && golden > 11 {
        epact += 1;
    }
    // The full moon of epact e is on March 44 − e, or a moon later if that is before the 21st.
    let mut full_moon = NaiveDate::from_ymd_opt(year, 3, 1).expect("a date");
    let days = if epact <= 23 { 43 - epact } else { 73 - epact };
    for _ in 0..days {
        full_moon = full_moon.succ_opt().expect("a date");
    }
    loop {
        full_moon = full_moon.succ_opt().expect("a date");
        if full_moon.weekday() == chrono::Weekday::Sun {
            return full_moon;
        }
    }
}

/// CAL-7
#[test]
fn easter_is_the_sunday_after_the_paschal_full_moon() {
    for year in 1583..=4099 {
        assert_eq!(easter(year), Ok(easter_by_epact(year)), "{year}");
    }
}

/// CAL-7: as almanacs print it; 1818 and 2285 are the earliest possible, 1943 and 2038 the latest.
#[test]
fn easter_falls_where_almanacs_print_it() {
    for (year, printed) in [
        (1818, "1818-03-22"),
        (1900, "1900-04-15"),
        (1943, "1943-04-25"),
        (1954, "1954-04-18"),
        (1981, "1981-04-19"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2019, "2019-04-21"),
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2038, "2038-04-25"),
        (2049, "2049-04-18"),
        (2076, "2076-04-19"),
        (2100, "2100-03-28"),
        (2285, "2285-03-22"),
    ] {
        assert_eq!(easter(year), Ok(date(printed)));
    }
}

/// CAL-8
#[test]
fn easter_exists_in_each_representable_year_and_in_no_other() {
    for year in NaiveDate::MIN.year()..=NaiveDate::MAX.year() {
        let easter = easter(year).expect("representable");
        assert_eq!((easter.year(), easter.weekday()), (year, chrono::Weekday::Sun));
        let earliest = NaiveDate::from_ymd_opt(year, 3, 22).expect("a date");
        assert!((0..=34).contains(&easter.signed_duration_since(earliest).num_days()));
    }
    for year in [i32::MIN, NaiveDate::MIN.year() - 1, NaiveDate::MAX.year() + 1, i32::MAX] {
        assert!(easter(year).is_err());
    }
}
