//! L14: notice given on the last notice day of an end leads to it; one day later it does not.

use chrono::{Days, Months, NaiveDate, TimeDelta};
use proptest::prelude::*;
use tacite::calendar::{Length, Unit};
use tacite::contract::{
    Contract, CustomerId, Lasting, NoticeEnd, NoticePolicy, Renewal, SubscriptionId, Term,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::Currency;
use tacite::query::{earliest_end, last_notice_day};
use tacite_testkit::{laws, strategies};

use crate::settings::{CASES, config};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

proptest! {
    #![proptest_config(config(CASES, "laws/regressions/notice.txt"))]

    #[test]
    fn l14_notice(history in strategies::histories(), asked_after in -60..1_500_i64) {
        let first = history.events().iter().map(|event| event.effective_on).min();
        laws::notice(&history, first.unwrap_or_default() + TimeDelta::days(asked_after))?;
    }
}

/// The rule as it is written: an end is open to notice of a day before the end less the length.
fn is_open(given_on: NaiveDate, end: NaiveDate, length: Length) -> bool {
    let limit = match length.unit {
        Unit::Day => end - Days::new(length.count.into()),
        Unit::Week => end - Days::new(7 * u64::from(length.count)),
        Unit::Month => end - Months::new(length.count),
        Unit::Year => end - Months::new(12 * length.count),
    };
    given_on < limit
}

fn check(end: NaiveDate, length: Length) {
    let policy = NoticePolicy { length, ends: NoticeEnd::TermEnd };
    let last = last_notice_day(policy, end).expect("it is asked of a contract with a term");
    let late = last.succ_opt().expect("it is asked of a contract with a term");
    assert!(is_open(last, end, length), "{end}, {length}: {last} is too late");
    assert!(!is_open(late, end, length), "{end}, {length}: {late} is in time");
}

/// All ends 1999 to 2030, all lengths: 5.8 million pairs.
#[test]
fn l14_notice_on_the_last_day_is_in_time_and_one_day_later_is_not() {
    let ends = || day("1999-01-01").iter_days().take_while(|end| *end <= day("2030-12-31"));
    assert_eq!(ends().count(), 11_688);
    for end in ends() {
        (1..=36).for_each(|months| check(end, Length::months(months)));
        (1..=60).for_each(|weeks| check(end, Length::weeks(weeks)));
        (1..=400).for_each(|days| check(end, Length::days(days)));
    }
}

/// Real contracts: each term end of ten years is reached by notice of its last day, not by notice of
/// the day after it.
#[test]
fn l14_notice_ends_a_real_contract_at_the_end_that_it_was_in_time_for() {
    let starts = ["1999-01-31", "2023-11-30", "2024-02-29", "2026-01-01", "2025-08-29"];
    let terms = [
        Length::days(4),
        Length::days(5),
        Length::weeks(1),
        Length::days(29),
        Length::months(1),
        Length::months(3),
        Length::years(1),
    ];
    let lengths = [
        Length::days(1),
        Length::days(31),
        Length::weeks(6),
        Length::months(1),
        Length::months(3),
        Length::months(11),
        Length::years(2),
    ];
    for start in starts {
        for renewed in terms {
            for length in lengths {
                ends_are_reached(start, renewed, length);
            }
        }
    }
}

fn ends_are_reached(start: &str, renewed: Length, length: Length) {
    let customer = CustomerId::new("cust-7").expect("an id");
    let mut contract = Contract::new("Contract", customer, Currency::EUR);
    let renewal = Renewal::Tacit { length: renewed, at_most: None };
    contract.term = Some(Term { first: Lasting::For(renewed), renewal });
    let policy = NoticePolicy { length, ends: NoticeEnd::TermEnd };
    contract.notice = Some(policy);
    let mut asked = day(start);
    let started = Event::on(asked, 1, EventKind::Started { contract });
    let id = SubscriptionId::new("sub-1").expect("an id");
    let history = History::of(id, [started]).expect("a history");
    for _ in 0..40 {
        let found = earliest_end(&history, asked).expect("it is asked of a contract with a term");
        let (end, last) = (
            found.end.expect("it is asked of a contract with a term"),
            found.last_notice_day.expect("it is asked of a contract with a term"),
        );
        assert_eq!(
            last,
            last_notice_day(policy, end).expect("it is asked of a contract with a term")
        );
        assert!(last >= asked, "{start}, {renewed}, {length}: {end} is not open on {asked}");
        assert_eq!(
            earliest_end(&history, last).expect("it is asked of a contract with a term"),
            found
        );
        asked = last.succ_opt().expect("it is asked of a contract with a term");
        let later = earliest_end(&history, asked)
            .expect("it is asked of a contract with a term")
            .end
            .expect("it is asked of a contract with a term");
        assert!(later > end, "{start}, {renewed}, {length}: {end} is open on {asked}");
    }
}
