//! Any document, repeated with any payload (CAL-9).

use chrono::NaiveDate;
use tacite::calendar::{
    Anchor, Cadence, CalendarError, Convention, Day, Grid, HolidayCalendar, Overflow, Period, Rule,
    occurrences,
};

use crate::date;

fn month_ends(start: &str) -> Grid {
    Grid::new(Cadence::MONTHLY, Anchor::StartOrMonthEnd, Overflow::Backward, date(start))
        .expect("representable")
}

fn range(start: &str, end: &str) -> Period {
    Period::new(date(start), date(end)).expect("a period")
}

fn dates<T>(rule: &Rule<T>, range: Period) -> Vec<String> {
    occurrences(rule, range)
        .map(|occurrence| occurrence.expect("representable").on.to_string())
        .collect()
}

/// CAL-9
#[test]
fn each_occurrence_carries_its_number_its_period_and_the_payload() {
    #[derive(Debug, PartialEq)]
    struct PurchaseOrder {
        supplier: &'static str,
    }
    let order = PurchaseOrder { supplier: "Encres du Midi" };
    let rule = Rule::new(month_ends("2025-01-31"), order);
    let found: Vec<_> = occurrences(&rule, range("2025-02-01", "2025-04-01"))
        .collect::<Result<_, CalendarError>>()
        .expect("representable");
    assert_eq!(found.len(), 2);
    assert_eq!((found[0].index, found[0].on), (1, date("2025-02-28")));
    assert_eq!(found[0].period, range("2025-02-28", "2025-03-31"));
    assert_eq!((found[1].index, found[1].on), (2, date("2025-03-31")));
    assert_eq!(found[1].payload.supplier, "Encres du Midi");
}

/// CAL-9
#[test]
fn twenty_four_occurrences_are_twenty_four_wherever_the_range_begins() {
    let rule = Rule::new(month_ends("2025-01-31"), "lease").times(24);
    let all = dates(&rule, range("2000-01-01", "2100-01-01"));
    assert_eq!(all.len(), 24);
    assert_eq!((all[0].as_str(), all[23].as_str()), ("2025-01-31", "2026-12-31"));
    assert_eq!(dates(&rule, range("2026-11-01", "2100-01-01")), ["2026-11-30", "2026-12-31"]);
    assert!(dates(&rule, range("2027-01-01", "2100-01-01")).is_empty());
    assert!(dates(&rule, range("2000-01-01", "2025-01-31")).is_empty());
    assert!(dates(&rule.times(0), range("2000-01-01", "2100-01-01")).is_empty());
}

/// CAL-1, CAL-9: ranges and ends are half-open.
#[test]
fn an_occurrence_on_the_end_is_outside() {
    let rule = Rule::new(month_ends("2025-01-31"), ());
    let spring = range("2025-02-28", "2025-04-30");
    assert_eq!(dates(&rule, spring), ["2025-02-28", "2025-03-31"]);
    assert_eq!(dates(&rule.until(date("2025-03-31")), spring), ["2025-02-28"]);
    assert_eq!(dates(&rule.until(date("2025-04-01")), spring), ["2025-02-28", "2025-03-31"]);
    assert!(dates(&rule.until(date("2025-02-28")), spring).is_empty());
}

/// CAL-9
#[test]
fn the_first_occurrence_may_be_any_boundary() {
    let rule = Rule::new(month_ends("2025-01-31"), ());
    let year = range("2024-11-01", "2025-05-01");
    assert_eq!(dates(&rule.from_boundary(2), year), ["2025-03-31", "2025-04-30"]);
    assert_eq!(
        dates(&rule.from_boundary(-2).times(3), year),
        ["2024-11-30", "2024-12-31", "2025-01-31"]
    );
}

/// CAL-7, CAL-9: a salary on the last business day of each month.
#[test]
fn occurrences_meet_business_days() {
    let rule = Rule::new(month_ends("2025-01-31"), "salary");
    let paid: Vec<NaiveDate> = occurrences(&rule, range("2025-05-01", "2025-09-01"))
        .map(|occurrence| {
            let on = occurrence?.on;
            HolidayCalendar::Target2.adjust(on, Convention::Preceding)
        })
        .collect::<Result<_, _>>()
        .expect("representable");
    assert_eq!(paid, ["2025-05-30", "2025-06-30", "2025-07-31", "2025-08-29"].map(date));
}

/// CAL-8, CAL-9
#[test]
fn occurrences_at_the_ends_of_time_end_with_one_error() {
    let rule = Rule::new(month_ends("2025-01-31"), ());
    let start = Day::MAX.saturating_plus_days(-60);
    let mut last = occurrences(&rule, Period::from_days(start, Day::MAX).expect("a period"));
    assert!(last.next().is_some_and(|occurrence| occurrence.is_ok()));
    // The next boundary is the last representable day, which no half-open range holds.
    assert!(last.next().is_none());

    let tenth = Grid::new(Cadence::MONTHLY, Anchor::Start, Overflow::Backward, date("2025-01-10"));
    let rule = Rule::new(tenth.expect("representable"), ());
    let mut last = occurrences(&rule, Period::from_days(start, Day::MAX).expect("a period"));
    assert!(last.next().is_some_and(|occurrence| occurrence.is_ok()));
    assert!(last.next().is_some_and(|occurrence| occurrence.is_err()), "its period has no end");
    assert!(last.next().is_none() && last.next().is_none());

    let whole = Period::from_days(Day::MIN, Day::MAX).expect("a period");
    let mut first = occurrences(&rule, whole);
    assert!(first.next().is_some_and(|occurrence| occurrence.is_ok_and(|it| it.index == 0)));
    for far in [i64::MIN, i64::MAX] {
        let rule = rule.from_boundary(far).times(u32::MAX);
        let found = occurrences(&rule, whole).take(3).filter(Result::is_err).count();
        assert_eq!(found, 0, "out of reach, not wrong");
    }
}
