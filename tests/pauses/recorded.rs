//! When a pause is known: open and resumed, recorded late, resumed early, extended, taken back;
//! what was billed by then is corrected (PAU-2, PAU-3, CHG-8, INV-6).
//!
//! A row is the date of the document, the amount, the days and the reference period.

use tacite::books::Books;
use tacite::calendar::{Cadence, Length};
use tacite::command::{Command, State, decide};
use tacite::contract::{Contract, Lasting, PauseShape, Recurrence, Timing};
use tacite::history::EventKind;
use tacite::query::{pauses, remaining_commitment};

use crate::account::{Account, TO_40_PERCENT, contract, day, every, open, pause, recurring};

const NOTHING: [&str; 0] = [];

/// 31.00 a month from 1 March 2025, billed for March.
fn march() -> Account {
    let mut account = Account::of(contract(), "2025-03-01", every(Cadence::MONTHLY, 31));
    assert_eq!(
        account.bills("2025-03-01"),
        ["2025-03-01 31.00 [1-31] of [2025-03-01, 2025-04-01)"]
    );
    account
}

/// From 10 March on nothing is owed. On 5 April it is known that service resumes on the 11th: 20/30
/// of April, due on 1 April.
#[test]
fn an_open_pause_by_days_is_resumed() {
    let mut account = march();
    account.records("2025-03-08", "2025-03-10", open(PauseShape::ByDays));
    assert_eq!(account.bills("2025-03-09"), NOTHING);
    assert_eq!(
        account.bills("2025-03-10"),
        ["2025-03-10 -22.00 [10-31] of [2025-03-01, 2025-04-01)"]
    );
    assert_eq!(account.bills("2025-04-01"), NOTHING);
    account.records("2025-04-05", "2025-04-11", EventKind::Resumed);
    assert_eq!(
        account.bills("2025-04-05"),
        ["2025-04-05 20.67 [11-30] of [2025-04-01, 2025-05-01)"]
    );
    assert_eq!(
        account.bills("2025-05-01"),
        ["2025-05-01 31.00 [1-31] of [2025-05-01, 2025-06-01)"]
    );
}

/// Open from 10 March to 20 May: April and May are skipped, June is not.
#[test]
fn an_open_pause_of_whole_periods_is_resumed() {
    let mut account = march();
    account.records("2025-03-08", "2025-03-10", open(PauseShape::WholePeriods));
    assert_eq!(account.bills("2025-05-14"), NOTHING);
    account.records("2025-05-15", "2025-05-20", EventKind::Resumed);
    assert_eq!(account.bills("2025-05-31"), NOTHING);
    assert_eq!(
        account.bills("2025-06-01"),
        ["2025-06-01 31.00 [1-30] of [2025-06-01, 2025-07-01)"]
    );
}

/// On the first day of May service is back: May is charged, with a word on 20 April, due on 1 May.
#[test]
fn an_open_pause_of_whole_periods_is_resumed_on_a_boundary() {
    let mut account = march();
    account.records("2025-03-08", "2025-03-10", open(PauseShape::WholePeriods));
    account.records("2025-04-20", "2025-05-01", EventKind::Resumed);
    assert_eq!(account.bills("2025-04-30"), NOTHING);
    assert_eq!(
        account.bills("2025-05-01"),
        ["2025-05-01 31.00 [1-31] of [2025-05-01, 2025-06-01)"]
    );
}

/// 12.40 a month from 10 March on: 22/31 are 8.80. Back at 31.00 from 11 April on: 20/30 are 20.67;
/// of the 12.40 that were charged for April, A(30) − A(10) = 12.40 − 4.13 go back.
#[test]
fn an_open_pause_at_a_reduced_price_is_resumed() {
    let mut account = march();
    account.records("2025-03-08", "2025-03-10", open(TO_40_PERCENT));
    assert_eq!(
        account.bills("2025-03-10"),
        [
            "2025-03-10 -22.00 [10-31] of [2025-03-01, 2025-04-01)",
            "2025-03-10 8.80 [10-31] of [2025-03-01, 2025-04-01)",
        ]
    );
    assert_eq!(
        account.bills("2025-04-01"),
        ["2025-04-01 12.40 [1-30] of [2025-04-01, 2025-05-01)"]
    );
    account.records("2025-04-05", "2025-04-11", EventKind::Resumed);
    assert_eq!(account.bills("2025-04-10"), NOTHING);
    assert_eq!(
        account.bills("2025-04-11"),
        [
            "2025-04-11 -8.27 [11-30] of [2025-04-01, 2025-05-01)",
            "2025-04-11 20.67 [11-30] of [2025-04-01, 2025-05-01)",
        ]
    );
}

/// PAU-2: March is paid, its days stand still; 41 days later they go on, so that it ends on 12 May.
#[test]
fn an_open_shift_is_resumed() {
    let mut account = march();
    account.records("2025-03-10", "2025-03-10", open(PauseShape::Shift));
    assert_eq!(account.bills("2025-04-19"), NOTHING);
    account.records("2025-04-20", "2025-04-20", EventKind::Resumed);
    assert_eq!(account.bills("2025-05-11"), NOTHING);
    assert_eq!(
        account.bills("2025-05-12"),
        ["2025-05-12 31.00 [1-31] of [2025-05-12, 2025-06-12)"]
    );
}

/// PAU-2: in arrears March is due when its moved days are over
#[test]
fn an_open_shift_in_arrears_is_resumed() {
    let recurrence = Recurrence { timing: Timing::Arrears, ..Recurrence::every(Cadence::MONTHLY) };
    let mut account = Account::of(contract(), "2025-03-01", recurring(recurrence, 31));
    account.records("2025-03-10", "2025-03-10", open(PauseShape::Shift));
    assert_eq!(account.bills("2025-04-19"), NOTHING);
    account.records("2025-04-20", "2025-04-20", EventKind::Resumed);
    assert_eq!(account.bills("2025-05-11"), NOTHING);
    assert_eq!(
        account.bills("2025-05-12"),
        ["2025-05-12 31.00 [1-31] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-05-12)"]
    );
}

/// April was billed when it turns out that service has stood still since 10 March: it goes back.
#[test]
fn an_open_shift_recorded_late_credits_the_periods_after_it() {
    let mut account = march();
    assert_eq!(account.bills("2025-04-01").len(), 1);
    account.records("2025-04-05", "2025-03-10", open(PauseShape::Shift));
    assert_eq!(
        account.bills("2025-04-05"),
        ["2025-04-05 -31.00 [1-30] of [2025-04-01, 2025-05-01)"]
    );
    account.records("2025-04-20", "2025-04-20", EventKind::Resumed);
    assert_eq!(
        account.bills("2025-05-12"),
        ["2025-05-12 31.00 [1-31] of [2025-05-12, 2025-06-12)"]
    );
}

/// Shifted by 14 days: 1 to 14 April are days of March, paid in March, so they go back at once; the
/// others when the period of 15 April is charged. A(30) − A(16) = 31.00 − 16.53.
#[test]
fn a_shift_recorded_late_moves_what_was_billed() {
    let mut account = march();
    assert_eq!(account.bills("2025-04-01").len(), 1);
    account.records("2025-04-05", "2025-03-10", pause(PauseShape::Shift, "2025-03-24"));
    assert_eq!(
        account.bills("2025-04-05"),
        ["2025-04-05 -14.47 [1-14] of [2025-04-01, 2025-05-01)"]
    );
    assert_eq!(
        account.bills("2025-04-15"),
        [
            "2025-04-15 -16.53 [15-30] of [2025-04-01, 2025-05-01)",
            "2025-04-15 31.00 [1-30] of [2025-04-15, 2025-05-15)",
        ]
    );
}

/// April and May were billed.
#[test]
fn whole_periods_recorded_late_are_credited_whole() {
    let mut account = march();
    assert_eq!(account.bills("2025-05-01").len(), 2);
    account.records("2025-05-15", "2025-03-10", pause(PauseShape::WholePeriods, "2025-05-10"));
    assert_eq!(
        account.bills("2025-05-15"),
        [
            "2025-05-15 -31.00 [1-30] of [2025-04-01, 2025-05-01)",
            "2025-05-15 -31.00 [1-31] of [2025-05-01, 2025-06-01)",
        ]
    );
}

/// 14/31 of 31.00 go back, 14/31 of 12.40 are charged.
#[test]
fn a_reduced_price_recorded_late_is_credited_and_charged() {
    let mut account = march();
    account.records("2025-03-28", "2025-03-10", pause(TO_40_PERCENT, "2025-03-24"));
    assert_eq!(
        account.bills("2025-03-28"),
        [
            "2025-03-28 -14.00 [10-23] of [2025-03-01, 2025-04-01)",
            "2025-03-28 5.60 [10-23] of [2025-03-01, 2025-04-01)",
        ]
    );
}

/// The 17th to the 23rd are charged again, due with March, on the day on which it is known.
#[test]
fn a_pause_by_days_is_resumed_early() {
    let mut account = march();
    account.records("2025-03-05", "2025-03-10", pause(PauseShape::ByDays, "2025-03-24"));
    assert_eq!(
        account.bills("2025-03-10"),
        ["2025-03-10 -14.00 [10-23] of [2025-03-01, 2025-04-01)"]
    );
    account.records("2025-03-14", "2025-03-17", EventKind::Resumed);
    assert_eq!(
        account.bills("2025-03-14"),
        ["2025-03-14 7.00 [17-23] of [2025-03-01, 2025-04-01)"]
    );
}

/// A week instead of two: March ends on 8 April.
#[test]
fn a_shift_is_resumed_early() {
    let mut account = march();
    account.records("2025-03-05", "2025-03-10", pause(PauseShape::Shift, "2025-03-24"));
    account.records("2025-03-14", "2025-03-17", EventKind::Resumed);
    assert_eq!(account.bills("2025-04-07"), NOTHING);
    assert_eq!(
        account.bills("2025-04-08"),
        ["2025-04-08 31.00 [1-30] of [2025-04-08, 2025-05-08)"]
    );
}

/// The same, known on 16 April, after the period of the 15th was billed: its first 23 days lie in
/// the period of the 8th, A(30) − A(7) = 31.00 − 7.23; the others in that of 8 May.
#[test]
fn a_shift_is_known_late_to_have_ended_early() {
    let mut account = march();
    account.records("2025-03-05", "2025-03-10", pause(PauseShape::Shift, "2025-03-24"));
    assert_eq!(
        account.bills("2025-04-15"),
        ["2025-04-15 31.00 [1-30] of [2025-04-15, 2025-05-15)"]
    );
    account.records("2025-04-16", "2025-03-17", EventKind::Resumed);
    assert_eq!(
        account.bills("2025-04-16"),
        [
            "2025-04-16 -23.77 [1-23] of [2025-04-15, 2025-05-15)",
            "2025-04-16 31.00 [1-30] of [2025-04-08, 2025-05-08)",
        ]
    );
    assert_eq!(
        account.bills("2025-05-08"),
        [
            "2025-05-08 -7.23 [24-30] of [2025-04-15, 2025-05-15)",
            "2025-05-08 31.00 [1-31] of [2025-05-08, 2025-06-08)",
        ]
    );
}

/// A week more: seven days more go back, due on the first day of the pause.
#[test]
fn a_pause_is_extended() {
    let mut account = march();
    account.records("2025-03-05", "2025-03-10", pause(PauseShape::ByDays, "2025-03-17"));
    assert_eq!(
        account.bills("2025-03-10"),
        ["2025-03-10 -7.00 [10-16] of [2025-03-01, 2025-04-01)"]
    );
    let books = Books::new();
    let state = State::of(&account.history, &books, day("2025-03-16"));
    let events = decide(&state, &Command::ExtendPause { until: day("2025-03-24") }).unwrap();
    for event in events {
        account.history.push(event).unwrap();
    }
    assert_eq!(
        account.bills("2025-03-16"),
        ["2025-03-16 -7.00 [17-23] of [2025-03-01, 2025-04-01)"]
    );
}

/// A resumption on the first day of the pause, on its end or later, or without a pause.
#[test]
fn a_resumption_ends_a_pause_only_while_it_lasts() {
    let spans = |resumed_on: &str| {
        let mut account = march();
        account.records("2025-03-05", "2025-03-10", pause(PauseShape::ByDays, "2025-03-24"));
        account.records("2025-03-05", resumed_on, EventKind::Resumed);
        let found = pauses(&account.history, day("2025-03-05")).unwrap();
        found.iter().map(|span| span.until.unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(spans("2025-03-09"), ["2025-03-24"]);
    assert_eq!(spans("2025-03-10"), NOTHING);
    assert_eq!(spans("2025-03-11"), ["2025-03-11"]);
    assert_eq!(spans("2025-03-23"), ["2025-03-23"]);
    assert_eq!(spans("2025-03-24"), ["2025-03-24"]);
}

/// L4: what was credited is charged again
#[test]
fn a_pause_by_days_that_never_was() {
    let mut account = march();
    let pause =
        account.records("2025-03-10", "2025-03-10", pause(PauseShape::ByDays, "2025-03-24"));
    assert_eq!(account.bills("2025-03-10").len(), 1);
    account.records("2025-03-20", "2025-03-20", EventKind::Retracted { sequence: pause });
    assert_eq!(
        account.bills("2025-03-20"),
        ["2025-03-20 14.00 [10-23] of [2025-03-01, 2025-04-01)"]
    );
}

/// CHG-8: the period of 15 April was billed. Its days up to the 30th are days of April again, which
/// is charged at once; the others go back when May is charged. A(30) − A(14) = 31.00 − 14.47.
#[test]
fn a_shift_that_never_was() {
    let mut account = march();
    let shift = account.records("2025-03-10", "2025-03-10", pause(PauseShape::Shift, "2025-03-24"));
    assert_eq!(account.bills("2025-04-15").len(), 1);
    account.records("2025-04-20", "2025-04-20", EventKind::Retracted { sequence: shift });
    assert_eq!(
        account.bills("2025-04-20"),
        [
            "2025-04-20 -16.53 [1-16] of [2025-04-15, 2025-05-15)",
            "2025-04-20 31.00 [1-30] of [2025-04-01, 2025-05-01)",
        ]
    );
    assert_eq!(
        account.bills("2025-05-01"),
        [
            "2025-05-01 -14.47 [17-30] of [2025-04-15, 2025-05-15)",
            "2025-05-01 31.00 [1-31] of [2025-05-01, 2025-06-01)",
        ]
    );
}

/// PAU-3: derived, so a pause taken back gives the days back
#[test]
fn a_commitment_moves_with_every_change_of_a_pause() {
    let contract = Contract { commitment: Some(Lasting::For(Length::months(6))), ..contract() };
    let mut account = Account::of(contract, "2025-03-01", every(Cadence::MONTHLY, 31));
    let end = |account: &Account| {
        let left = remaining_commitment(&account.history, day("2025-03-01")).unwrap();
        left.unwrap().end.map(|end| end.to_string())
    };
    let on = |date: &str| Some(date.to_owned());
    assert_eq!(end(&account), on("2025-09-01"));
    let open = account.records("2025-03-10", "2025-03-10", open(PauseShape::ByDays));
    assert_eq!(end(&account), None);
    let resumed = account.records("2025-04-20", "2025-04-20", EventKind::Resumed);
    assert_eq!(end(&account), on("2025-10-12")); // 41 days
    account.records("2025-04-21", "2025-04-21", EventKind::Retracted { sequence: resumed });
    assert_eq!(end(&account), None);
    account.records("2025-04-22", "2025-04-22", EventKind::Retracted { sequence: open });
    assert_eq!(end(&account), on("2025-09-01"));
    account.records("2025-10-05", "2025-08-25", pause(PauseShape::ByDays, "2025-09-04"));
    assert_eq!(end(&account), on("2025-09-11")); // 10 days, recorded late
    account.records("2025-10-06", "2025-09-08", pause(PauseShape::ByDays, "2025-09-10"));
    assert_eq!(end(&account), on("2025-09-13")); // 2 more, in the days put off
    account.records("2025-10-07", "2025-09-13", pause(PauseShape::ByDays, "2025-09-20"));
    assert_eq!(end(&account), on("2025-09-13")); // from the end on
}
