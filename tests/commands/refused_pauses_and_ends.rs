//! One test for each refusal about pauses, notice, renewal and ends (PAU-4, TRM-2, HIS-5).

use tacite::calendar::{Cadence, Length};
use tacite::command::{Command, NewTerm, PauseLength, RefusalRule, When};
use tacite::contract::{Clocks, Contract, PauseLimits, PauseShape, Renewal, WithdrawalCredit};
use tacite::history::EventKind;

use crate::asking::{
    Subscription, contract, day, for_a_year, id, pause, quantity, set_end, tacit, terminate,
};
use crate::ends::{bound, fee, leave_for};
use crate::refusals::{monthly, notice, resume};

#[test]
fn not_paused() {
    let mut subscription = monthly();
    subscription.does("2025-01-10", &pause("2025-02-01", PauseLength::Days(7)));
    for date in ["2025-01-31", "2025-02-08"] {
        assert_eq!(subscription.refuses("2025-01-10", &resume(date)), RefusalRule::NotPaused);
    }
    let extend = Command::ExtendPause { until: day("2025-03-01") };
    assert_eq!(subscription.refuses("2025-02-08", &extend), RefusalRule::NotPaused);
}

#[test]
fn pause_not_longer() {
    let extend = Command::ExtendPause { until: day("2025-02-08") };
    let mut subscription = monthly();
    subscription.does("2025-01-10", &pause("2025-02-01", PauseLength::Days(7)));
    let until = Some(day("2025-02-08"));
    assert_eq!(subscription.refuses("2025-02-01", &extend), RefusalRule::PauseNotLonger { until });
    let mut open = monthly();
    open.does("2025-01-10", &pause("2025-02-01", PauseLength::Open));
    assert_eq!(open.refuses("2025-02-01", &extend), RefusalRule::PauseNotLonger { until: None });
}

#[test]
fn empty_pause() {
    let rule = |until: &str| RefusalRule::EmptyPause { until: day(until) };
    let none = pause("2025-02-01", PauseLength::Days(0));
    assert_eq!(monthly().refuses("2025-01-10", &none), rule("2025-02-01"));
    let reversed = pause("2025-02-01", PauseLength::Until(day("2025-01-31")));
    assert_eq!(monthly().refuses("2025-01-10", &reversed), rule("2025-01-31"));
}

#[test]
fn overlapping_pauses() {
    let mut subscription = monthly();
    subscription.does("2025-01-10", &pause("2025-02-10", PauseLength::Days(7)));
    let until = Some(day("2025-02-17"));
    let rule = RefusalRule::OverlappingPause { from: day("2025-02-10"), until };
    let overlapping = [
        pause("2025-02-16", PauseLength::Days(1)),
        pause("2025-02-01", PauseLength::Days(10)),
        pause("2025-02-01", PauseLength::Open),
    ];
    for command in overlapping {
        assert_eq!(subscription.refuses("2025-01-10", &command), rule);
    }
    subscription.does("2025-01-10", &pause("2025-02-01", PauseLength::Days(9)));
    subscription.does("2025-01-10", &pause("2025-02-17", PauseLength::Open));
    // A pause is not extended into another one either.
    let extend = Command::ExtendPause { until: day("2025-02-11") };
    assert_eq!(subscription.refuses("2025-01-10", &extend), rule);
}

fn whole_periods(from: &str, length: PauseLength) -> Command {
    let (shape, clocks) = (PauseShape::WholePeriods, Clocks::STOPPED);
    Command::Pause { from: day(from), length, shape, clocks }
}

/// PAU-1: 28 days are a whole February, not a whole March
#[test]
fn shorter_than_a_period() {
    let rule = RefusalRule::ShorterThanPeriod { id: id("seats"), cadence: Cadence::MONTHLY };
    let four_weeks = PauseLength::Weeks(4);
    assert_eq!(monthly().refuses("2025-01-10", &whole_periods("2025-03-01", four_weeks)), rule);
    let mut subscription = monthly();
    subscription.does("2025-01-10", &whole_periods("2025-02-01", four_weeks));
    assert_eq!(subscription.refuses("2025-02-10", &resume("2025-02-15")), rule);
    subscription.does("2025-02-10", &resume("2025-02-01"));
    subscription.does("2025-02-10", &whole_periods("2025-02-10", PauseLength::Periods(1)));
}

fn limited(pauses: PauseLimits) -> Subscription {
    Subscription::of_seats(Contract { pauses, ..contract() })
}

/// PAU-4
#[test]
fn pause_too_long() {
    let longest = Length::weeks(4);
    let limits = PauseLimits { longest: Some(longest), ..PauseLimits::default() };
    let rule = RefusalRule::PauseTooLong { longest };
    let mut subscription = limited(limits);
    let days = |days: u32| pause("2025-02-01", PauseLength::Days(days));
    assert_eq!(subscription.refuses("2025-01-10", &days(29)), rule);
    assert_eq!(subscription.refuses("2025-01-10", &pause("2025-02-01", PauseLength::Open)), rule);
    subscription.does("2025-01-10", &days(14));
    let extend = |date: &str| Command::ExtendPause { until: day(date) };
    assert_eq!(subscription.refuses("2025-01-10", &extend("2025-03-02")), rule);
    subscription.does("2025-01-10", &extend("2025-03-01"));
}

/// PAU-4
#[test]
fn too_many_pauses() {
    let limits = PauseLimits { per_year: Some(2), ..PauseLimits::default() };
    let mut subscription = limited(limits);
    let day_off = |date: &str| pause(date, PauseLength::Days(1));
    subscription.does("2025-01-10", &day_off("2025-02-01"));
    subscription.does("2025-01-10", &day_off("2025-12-31"));
    assert_eq!(
        subscription.refuses("2025-01-10", &day_off("2025-05-01")),
        RefusalRule::TooManyPauses { per_year: 2, year: 2025 }
    );
    subscription.does("2025-01-10", &day_off("2026-01-01"));
    // One that is extended is no other one.
    subscription.does("2025-01-10", &Command::ExtendPause { until: day("2025-02-08") });
}

/// PAU-4
#[test]
fn pause_too_late() {
    let notice = Length::weeks(1);
    let limits = PauseLimits { notice: Some(notice), ..PauseLimits::default() };
    let mut subscription = limited(limits);
    let command = pause("2025-02-10", PauseLength::Days(7));
    assert_eq!(
        subscription.refuses("2025-02-04", &command),
        RefusalRule::PauseTooLate { last: day("2025-02-03"), notice }
    );
    subscription.does("2025-02-03", &command);
    subscription.does("2025-02-16", &Command::ExtendPause { until: day("2025-02-20") });
}

#[test]
fn no_notice() {
    assert_eq!(monthly().refuses("2025-01-10", &Command::WithdrawNotice), RefusalRule::NoNotice);
}

#[test]
fn notice_given_already() {
    let mut subscription = Subscription::of_seats(for_a_year(tacit()));
    subscription.does("2025-01-10", &notice("2025-01-10"));
    assert_eq!(
        subscription.refuses("2025-02-10", &notice("2025-02-10")),
        RefusalRule::NoticeGivenAlready { end: day("2026-01-01") }
    );
}

/// A renewal does not undo an end that an event set, a notice does not put one off.
#[test]
fn ends_already() {
    let mut subscription = Subscription::of_seats(for_a_year(Renewal::ByHand));
    subscription.does("2025-01-10", &set_end("2025-06-01"));
    let rule = RefusalRule::EndsAlready { end: day("2025-06-01") };
    let renew = Command::Renew { term: NewTerm::LikeTheFirst };
    assert_eq!(subscription.refuses("2025-01-10", &renew), rule);
    subscription.does("2025-01-10", &quantity("seats", 2, When::Now));
    let kind = EventKind::NoticeGiven { end: day("2025-06-02") };
    let correct = Command::Correct { sequence: 4, effective_on: day("2025-01-10"), kind };
    assert_eq!(subscription.refuses("2025-01-10", &correct), rule);
}

#[test]
fn no_end_set() {
    let mut subscription = Subscription::of_seats(for_a_year(tacit()));
    assert_eq!(subscription.refuses("2025-01-10", &Command::ClearEnd), RefusalRule::NoEndSet);
    subscription.does("2025-01-10", &notice("2025-01-10"));
    assert_eq!(subscription.refuses("2025-01-10", &Command::ClearEnd), RefusalRule::NoEndSet);
}

#[test]
fn not_by_hand() {
    let renew = Command::Renew { term: NewTerm::LikeTheFirst };
    assert_eq!(monthly().refuses("2025-01-10", &renew), RefusalRule::NotByHand);
    let tacit = Subscription::of_seats(for_a_year(tacit()));
    assert_eq!(tacit.refuses("2025-01-10", &renew), RefusalRule::NotByHand);
}

#[test]
fn renewal_not_later() {
    let subscription = Subscription::of_seats(for_a_year(Renewal::ByHand));
    let renew = Command::Renew { term: NewTerm::Until(day("2026-01-01")) };
    assert_eq!(
        subscription.refuses("2025-01-10", &renew),
        RefusalRule::RenewalNotLater { end: day("2026-01-01") }
    );
}

/// TRM-2: nor can an end be set in place of a termination
#[test]
fn fee_not_accepted() {
    let subscription = Subscription::of_seats(bound());
    let rule = RefusalRule::FeeNotAccepted { fee: fee(5_000) };
    assert_eq!(subscription.refuses("2025-01-10", &terminate("2025-12-31")), rule);
    assert_eq!(subscription.refuses("2025-01-10", &set_end("2025-12-31")), rule);
}

#[test]
fn other_fee() {
    let subscription = Subscription::of_seats(bound());
    let accepted = fee(4_999);
    assert_eq!(
        subscription.refuses("2025-01-10", &leave_for("2025-12-31", Some(accepted))),
        RefusalRule::OtherFee { fee: Some(fee(5_000)), accepted }
    );
    assert_eq!(
        subscription.refuses("2025-01-10", &leave_for("2026-01-01", Some(accepted))),
        RefusalRule::OtherFee { fee: None, accepted }
    );
}

fn withdraw(date: &str) -> Command {
    Command::Withdraw { on: day(date), credit: WithdrawalCredit::Everything }
}

#[test]
fn no_withdrawal_right() {
    let rule = RefusalRule::NoWithdrawalRight;
    assert_eq!(monthly().refuses("2025-01-10", &withdraw("2025-01-10")), rule);
}

/// TRM-7
#[test]
fn withdrawal_too_late() {
    let subscription = Subscription::of_seats(Contract { withdrawal_days: Some(14), ..contract() });
    assert_eq!(
        subscription.refuses("2025-01-15", &withdraw("2025-01-15")),
        RefusalRule::WithdrawalTooLate { last: day("2025-01-14") }
    );
}
