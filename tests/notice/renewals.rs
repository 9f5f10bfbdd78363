//! Renewals, when they can be refused, and what the customer must be told before (TRM-1, TRM-6).

use tacite::calendar::Length;
use tacite::contract::{
    Contract, NoticeEnd, PauseShape, Renewal, RenewalNoticePolicy, SubscriptionId,
};
use tacite::history::{EventKind, History};
use tacite::query::{
    Coming, NextRenewal, Reminder, RenewalNoticeWindow, free_exit, next_renewal, reminders,
    renewal_notice_window, renewals, renewals_due,
};

use crate::contracts::{
    by_the_year, contract, day, notice, pause, range, started, tacit, term, with,
};

/// France, L215-1.
const FRANCE: RenewalNoticePolicy =
    RenewalNoticePolicy { opens: Length::months(3), closes: Length::months(1) };

/// A year from 1 January 2025, then by the year, a month's notice, under L215-1.
fn consumer() -> History {
    let contract = Contract {
        renewal_notice: Some(FRANCE),
        ..by_the_year(NoticeEnd::TermEnd, Length::months(1))
    };
    started(contract, "2025-01-01")
}

fn told(history: History, on: &str) -> History {
    with(history, on, EventKind::RenewalNoticeSent)
}

fn renewed(on: &str, new_term_end: &str, number: u32, last_refusal_day: &str) -> NextRenewal {
    NextRenewal {
        on: day(on),
        new_term_end: Some(day(new_term_end)),
        number,
        last_refusal_day: day(last_refusal_day),
    }
}

/// TRM-1
#[test]
fn a_contract_renews_itself_year_after_year() {
    let history = consumer();
    let first = renewed("2026-01-01", "2027-01-01", 1, "2025-11-30");
    let second = renewed("2027-01-01", "2028-01-01", 2, "2026-11-30");
    assert_eq!(next_renewal(&history, day("2024-06-01")), Ok(Some(first)));
    assert_eq!(next_renewal(&history, day("2025-12-31")), Ok(Some(first)));
    assert_eq!(next_renewal(&history, day("2026-01-01")), Ok(Some(second)));
    assert_eq!(renewals(&history, range("2026-01-01", "2027-01-02")), Ok(vec![first, second]));
    assert_eq!(renewals(&history, range("2026-01-02", "2027-01-01")), Ok(vec![]));
    let far = next_renewal(&history, day("9999-06-01")).unwrap().unwrap();
    assert_eq!((far.on, far.number), ("+10000-01-01".parse().unwrap(), 7975));
}

/// TRM-1: notice given in time refuses it
#[test]
fn a_contract_that_ends_is_not_renewed() {
    let end = day("2026-01-01");
    let noticed = with(consumer(), "2025-11-30", EventKind::NoticeGiven { end });
    assert_eq!(next_renewal(&noticed, day("2025-12-01")), Ok(None));
    let end = day("2027-01-01");
    let late = with(consumer(), "2025-12-01", EventKind::NoticeGiven { end });
    let first = renewed("2026-01-01", "2027-01-01", 1, "2025-11-30");
    assert_eq!(renewals(&late, range("2025-01-01", "2030-01-01")), Ok(vec![first]));
}

/// TRM-1
#[test]
fn a_contract_renews_at_most_as_often_as_agreed() {
    let renewal = Renewal::Tacit { length: Length::months(6), at_most: Some(2) };
    let contract = Contract { term: term(Length::months(12), renewal), ..contract() };
    let history = started(contract, "2025-01-31");
    let found = renewals(&history, range("2025-01-01", "2040-01-01")).unwrap();
    let expected = [
        renewed("2026-01-31", "2026-07-31", 1, "2026-01-30"),
        renewed("2026-07-31", "2027-01-31", 2, "2026-07-30"),
    ];
    assert_eq!(found, expected);
    for renewal in [Renewal::None, Renewal::OpenEnded, Renewal::ByHand] {
        let contract =
            Contract { term: term(Length::months(12), renewal), ..crate::contracts::contract() };
        let history = started(contract, "2025-01-31");
        assert_eq!(next_renewal(&history, day("2025-02-01")), Ok(None));
    }
}

/// PAU-3
#[test]
fn a_pause_puts_renewals_off() {
    let paused = with(consumer(), "2025-03-10", pause(PauseShape::ByDays, Some("2025-03-24")));
    let first = renewed("2026-01-15", "2027-01-15", 1, "2025-12-14");
    assert_eq!(next_renewal(&paused, day("2025-06-01")), Ok(Some(first)));
    let open = with(paused, "2026-03-01", pause(PauseShape::ByDays, None));
    let first = next_renewal(&open, day("2025-06-01")).unwrap().unwrap();
    assert_eq!((first.on, first.new_term_end), (day("2026-01-15"), None));
    assert_eq!(next_renewal(&open, day("2026-01-15")), Ok(None));
}

/// TRM-6, REQUIREMENTS (c) 1: refusal by 30 November 2025, so told from 30 August to 30 October
#[test]
fn the_renewal_notice_window_counts_back_from_the_last_day_of_refusal() {
    let window = RenewalNoticeWindow {
        renewal_on: day("2026-01-01"),
        last_refusal_day: day("2025-11-30"),
        opens: day("2025-08-30"),
        closes: day("2025-10-30"),
    };
    assert_eq!(renewal_notice_window(&consumer(), day("2025-06-01")), Ok(Some(window)));
    // Three months before 31 May is the last day of February.
    let policy = notice(Length::days(31), NoticeEnd::TermEnd);
    let mut contract = by_the_year(NoticeEnd::TermEnd, Length::months(1));
    (contract.notice, contract.renewal_notice) = (policy, Some(FRANCE));
    let history = started(contract, "2024-07-02");
    let window = renewal_notice_window(&history, day("2025-01-01")).unwrap().unwrap();
    assert_eq!(window.last_refusal_day, day("2025-05-31"));
    assert_eq!((window.opens, window.closes), (day("2025-02-28"), day("2025-04-30")));
    // Where nothing is agreed, there is nothing to say.
    let silent = started(by_the_year(NoticeEnd::TermEnd, Length::months(1)), "2025-01-01");
    assert_eq!(renewal_notice_window(&silent, day("2025-06-01")), Ok(None));
    assert_eq!(free_exit(&silent, day("2026-06-01")), Ok(false));
}

/// TRM-6: both days included
#[test]
fn exit_is_free_after_a_renewal_that_was_not_announced_in_time() {
    for (on, is_free) in [
        ("2025-08-29", true),
        ("2025-08-30", false),
        ("2025-09-15", false),
        ("2025-10-30", false),
        ("2025-10-31", true),
    ] {
        let history = told(consumer(), on);
        assert_eq!(free_exit(&history, day("2025-12-31")), Ok(false), "told on {on}");
        assert_eq!(free_exit(&history, day("2026-01-01")), Ok(is_free), "told on {on}");
        assert_eq!(free_exit(&history, day("2026-12-31")), Ok(is_free), "told on {on}");
    }
    assert_eq!(free_exit(&consumer(), day("2026-01-01")), Ok(true));
}

/// TRM-6: the second renewal was announced, the third was not
#[test]
fn a_free_exit_ends_with_the_next_renewal_that_was_announced() {
    let history = told(consumer(), "2026-09-15");
    assert_eq!(free_exit(&history, day("2026-12-31")), Ok(true));
    assert_eq!(free_exit(&history, day("2027-01-01")), Ok(false));
    assert_eq!(free_exit(&history, day("2027-12-31")), Ok(false));
    assert_eq!(free_exit(&history, day("2028-01-01")), Ok(true));
}

/// TRM-6: there is nothing to leave any more
#[test]
fn exit_is_not_free_after_the_end() {
    let end = day("2026-03-01");
    let ended = with(consumer(), "2026-02-10", EventKind::NoticeGiven { end });
    assert_eq!(free_exit(&ended, day("2026-02-28")), Ok(true));
    assert_eq!(free_exit(&ended, day("2026-03-01")), Ok(false));
}

/// PAU-3, TRM-6: the window moves with the renewal
#[test]
fn a_pause_moves_the_window_of_the_renewal_notice() {
    let paused = with(consumer(), "2025-03-10", pause(PauseShape::ByDays, Some("2025-03-24")));
    let window = renewal_notice_window(&paused, day("2025-06-01")).unwrap().unwrap();
    assert_eq!((window.opens, window.closes), (day("2025-09-14"), day("2025-11-14")));
    assert_eq!(free_exit(&told(paused.clone(), "2025-08-30"), day("2026-02-01")), Ok(true));
    assert_eq!(free_exit(&told(paused, "2025-11-14"), day("2026-02-01")), Ok(false));
}

/// 0.6, L12
#[test]
fn renewals_of_many_subscriptions_are_listed_and_failures_stop_none() {
    let mut far = by_the_year(NoticeEnd::TermEnd, Length::months(1));
    far.term = term(Length::years(400_000), tacit(Length::years(1)));
    let (first, none, fails) =
        (consumer(), started(contract(), "2025-01-01"), started(far, "2025-01-01"));
    let listing = renewals_due([&first, &none, &fails], range("2026-01-01", "2026-02-01"));
    let due = renewed("2026-01-01", "2027-01-01", 1, "2025-11-30");
    assert_eq!(listing.found, [(SubscriptionId::new("sub-1").unwrap(), vec![due])]);
    assert_eq!(listing.failures.len(), 1);
    assert_eq!(
        listing.failures[0].to_string(),
        "subscription sub-1: 2025-01-01 plus 400000 year(s) is outside \
         -262143-01-01..=+262142-12-31 (CAL-8)"
    );
}

/// 3.13, 0.20: 30, 7 and 1 days before
#[test]
fn reminders_come_before_renewals_and_before_the_end() {
    let reminder = |on: &str, days_before, of| Reminder { on: day(on), days_before, of };
    let renewal = Coming::Renewal(day("2026-01-01"));
    assert_eq!(
        reminders(&consumer(), &[1, 7, 30], range("2025-12-01", "2026-03-01")).unwrap(),
        [
            reminder("2025-12-02", 30, renewal),
            reminder("2025-12-25", 7, renewal),
            reminder("2025-12-31", 1, renewal),
        ]
    );
    let end = day("2026-01-01");
    let ending = with(consumer(), "2025-11-30", EventKind::NoticeGiven { end });
    assert_eq!(
        reminders(&ending, &[7, 0, 7], range("2025-12-20", "2026-01-02")).unwrap(),
        [reminder("2025-12-25", 7, Coming::End(end)), reminder("2026-01-01", 0, Coming::End(end))]
    );
}
