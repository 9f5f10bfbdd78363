//! Lengths counted from a date, both ways (CAL-2, CAL-3, CAL-8).

use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use tacite::calendar::{CalendarError, Day, Length, Overflow, Unit};

use crate::{date, day};

/// CAL-3
#[test]
fn a_length_after_a_date_is_counted_in_one_step() {
    for (start, length, backward, forward) in [
        ("2025-01-31", Length::days(0), "2025-01-31", "2025-01-31"),
        ("2025-01-31", Length::months(0), "2025-01-31", "2025-01-31"),
        ("2025-01-31", Length::days(28), "2025-02-28", "2025-02-28"),
        ("2025-01-31", Length::weeks(4), "2025-02-28", "2025-02-28"),
        ("2025-01-31", Length::months(1), "2025-02-28", "2025-03-01"),
        ("2025-01-31", Length::months(2), "2025-03-31", "2025-03-31"),
        ("2025-01-31", Length::months(3), "2025-04-30", "2025-05-01"),
        ("2024-01-31", Length::months(1), "2024-02-29", "2024-03-01"),
        ("2024-11-30", Length::months(3), "2025-02-28", "2025-03-01"),
        ("2024-12-31", Length::months(12), "2025-12-31", "2025-12-31"),
        ("2024-02-29", Length::years(1), "2025-02-28", "2025-03-01"),
        ("2024-02-29", Length::months(12), "2025-02-28", "2025-03-01"),
        ("2024-02-29", Length::years(4), "2028-02-29", "2028-02-29"),
        ("2096-02-29", Length::years(4), "2100-02-28", "2100-03-01"),
        ("2000-02-29", Length::years(400), "2400-02-29", "2400-02-29"),
    ] {
        assert_eq!(length.after(date(start), Overflow::Backward), Ok(date(backward)), "{length}");
        assert_eq!(length.after(date(start), Overflow::Forward), Ok(date(forward)), "{length}");
        assert_eq!(length.after_day(day(start), Overflow::Backward), Ok(day(backward)));
    }
}

/// CAL-3
#[test]
fn a_length_before_a_date_ends_on_the_last_day_of_a_shorter_month() {
    for (end, length, expected) in [
        ("2025-03-31", Length::months(0), "2025-03-31"),
        ("2025-03-31", Length::months(1), "2025-02-28"),
        ("2024-03-31", Length::months(1), "2024-02-29"),
        ("2025-05-31", Length::months(3), "2025-02-28"),
        ("2025-01-31", Length::months(2), "2024-11-30"),
        ("2025-01-15", Length::months(1), "2024-12-15"),
        ("2024-02-29", Length::years(1), "2023-02-28"),
        ("2024-02-29", Length::years(4), "2020-02-29"),
        ("2025-03-01", Length::days(1), "2025-02-28"),
        ("2025-03-01", Length::weeks(52), "2024-03-02"),
    ] {
        assert_eq!(length.before(date(end)), Ok(date(expected)), "{length} before {end}");
        assert_eq!(length.before_day(day(end)), Ok(day(expected)));
    }
}

/// CAL-8
#[test]
fn the_longest_lengths_are_refused_with_their_base() {
    for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
        let length = Length { count: u32::MAX, unit };
        let (base, count) = (date("2025-01-31"), i64::from(u32::MAX));
        for overflow in [Overflow::Backward, Overflow::Forward] {
            let refused = Err(CalendarError::OutOfRange { base, count, unit });
            assert_eq!(length.after(base, overflow), refused);
        }
        let refused = Err(CalendarError::OutOfRange { base, count: -count, unit });
        assert_eq!(length.before(base), refused);
    }
    // The last month of the range has a 31st: nothing goes forward out of it.
    let autumn = NaiveDate::MAX.with_day(30).expect("a date");
    let month_before = Length::months(1).before(autumn).expect("in range");
    assert_eq!(Length::months(1).after(month_before, Overflow::Forward), Ok(autumn));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    /// CAL-3: backward overflow is what `chrono` does, over the whole range.
    #[test]
    fn months_are_those_of_chrono(
        number in Day::MIN.number()..=Day::MAX.number(),
        count in prop_oneof![0..=500_u32, 0..=7_000_000_u32, any::<u32>()],
    ) {
        let base = Day::from_number(number).expect("in range").date();
        let months = chrono::Months::new(count);
        prop_assert_eq!(
            Length::months(count).after(base, Overflow::Backward).ok(),
            base.checked_add_months(months)
        );
        prop_assert_eq!(Length::months(count).before(base).ok(), base.checked_sub_months(months));
        let days = chrono::Days::new(u64::from(count));
        let counted = Length::days(count);
        prop_assert_eq!(
            counted.after(base, Overflow::Backward).ok(),
            base.checked_add_days(days)
        );
        prop_assert_eq!(counted.before(base).ok(), base.checked_sub_days(days));
    }
}
