//! Notice, commitment, renewal by hand, ends, termination, withdrawal.

use tacite::calendar::Length;
use tacite::command::{Command, NewTerm, PauseLength};
use tacite::contract::{
    Contract, ExitFee, ExitFeeValue, LastPeriod, Lasting, NoticeEnd, NoticePolicy, Renewal,
    RenewalNoticePolicy, Term, WithdrawalCredit,
};
use tacite::money::{Amount, Currency};
use tacite::query::{free_exit, remaining_commitment};

use crate::asking::{
    Subscription, contract, day, for_a_year, pause, seats, set_end, tacit, terminate, vat,
};

/// Bound for a year, 50.00 EUR to leave sooner.
pub(crate) fn bound() -> Contract {
    let value = ExitFeeValue::Fixed(fee(5_000));
    Contract {
        commitment: Some(Lasting::For(Length::years(1))),
        exit_fee: Some(ExitFee { label: "Early exit".into(), value, tax: vat() }),
        ..contract()
    }
}

pub(crate) fn fee(minor: i64) -> Amount {
    Amount::new(minor, Currency::EUR)
}

pub(crate) fn leave_for(date: &str, accepted_fee: Option<Amount>) -> Command {
    let (last_period, reason) = (Some(LastPeriod::Prorated), Some("Moves away".into()));
    Command::Terminate { on: day(date), last_period, reason, accepted_fee }
}

fn notice(date: &str) -> Command {
    Command::GiveNotice { on: day(date) }
}

/// 1.14, TRM-4: three months to the term's end
#[test]
fn notice_leads_to_an_end_that_is_stored() {
    let subscription = Subscription::of_seats(for_a_year(tacit()));
    assert_eq!(
        subscription.clone().does("2025-10-05", &notice("2025-09-30")),
        ["#3 2025-09-30 notice-given to 2026-01-01"]
    );
    assert_eq!(
        subscription.clone().does("2025-10-05", &notice("2025-10-01")),
        ["#3 2025-10-01 notice-given to 2027-01-01"]
    );
}

/// HIS-3: the date is stored and does not move, neither with pauses nor with the start
#[test]
fn the_end_of_a_notice_does_not_move() {
    let mut subscription = Subscription::of_seats(for_a_year(tacit()));
    subscription.does("2025-03-01", &notice("2025-03-01"));
    subscription.does("2025-03-01", &pause("2025-03-10", PauseLength::Weeks(2)));
    assert_eq!(subscription.ends_on(), Some(day("2026-01-01")));
}

/// Before service starts, notice may be given too.
#[test]
fn notice_before_the_start_is_taken() {
    let month = NoticePolicy { length: Length::months(1), ends: NoticeEnd::AnyDay };
    let contract = Contract { notice: Some(month), ..contract() };
    let mut subscription = Subscription::of_seats(contract);
    assert_eq!(
        subscription.does("2024-12-20", &notice("2024-12-20")),
        ["#3 2024-12-20 notice-given to 2025-01-21"]
    );
}

#[test]
fn notice_is_withdrawn_and_given_again() {
    let mut subscription = Subscription::of_seats(for_a_year(tacit()));
    subscription.does("2025-03-01", &notice("2025-03-01"));
    assert_eq!(
        subscription.does("2025-04-01", &Command::WithdrawNotice),
        ["#4 2025-04-01 notice-withdrawn"]
    );
    assert_eq!(subscription.ends_on(), None);
    subscription.does("2025-11-01", &notice("2025-11-01"));
    assert_eq!(subscription.ends_on(), Some(day("2027-01-01")));
}

/// 1.13
#[test]
fn the_commitment_is_shortened_lengthened_and_lifted() {
    let mut subscription = Subscription::of_seats(bound());
    let until = |until: Option<&str>| Command::ChangeCommitment {
        until: until.map(day),
        on: day("2025-02-01"),
    };
    let end = |subscription: &Subscription| {
        let remaining = remaining_commitment(&subscription.history, day("2025-02-01")).unwrap();
        remaining.and_then(|remaining| remaining.end)
    };
    assert_eq!(
        subscription.does("2025-02-01", &until(Some("2025-07-01"))),
        ["#3 2025-02-01 commitment-changed until 2025-07-01"]
    );
    assert_eq!(end(&subscription), Some(day("2025-07-01")));
    subscription.does("2025-02-01", &until(Some("2026-07-01")));
    assert_eq!(end(&subscription), Some(day("2026-07-01")));
    subscription.does("2025-02-01", &until(None));
    assert_eq!(end(&subscription), None);
    subscription.does("2025-02-02", &terminate("2025-03-01"));
}

/// TRM-3: quoted before it is charged, the accepted amount is in the event
#[test]
fn leaving_inside_the_commitment_costs_the_fee_that_is_quoted() {
    let mut subscription = Subscription::of_seats(bound());
    assert_eq!(
        subscription.clone().does("2025-03-01", &leave_for("2025-06-01", Some(fee(5_000)))),
        ["#3 2025-06-01 terminated for 50.00 EUR"]
    );
    assert_eq!(
        subscription.does("2025-03-01", &terminate("2026-01-01")),
        ["#3 2026-01-01 terminated"],
        "the commitment is over then"
    );
}

/// TRM-6: exit is free after a renewal that was not announced
#[test]
fn exit_is_free_after_a_renewal_that_nobody_announced() {
    let policy = RenewalNoticePolicy { opens: Length::months(3), closes: Length::months(1) };
    let contract = Contract {
        renewal_notice: Some(policy),
        commitment: Some(Lasting::For(Length::years(3))),
        exit_fee: bound().exit_fee,
        ..for_a_year(tacit())
    };
    let mut subscription = Subscription::of_seats(contract);
    let told = |date: &str| Command::SendRenewalNotice { on: day(date) };
    let mut announced = subscription.clone();
    assert_eq!(
        announced.does("2025-08-01", &told("2025-08-01")),
        ["#3 2025-08-01 renewal-notice-sent"]
    );
    assert!(!free_exit(&announced.history, day("2026-02-01")).unwrap());
    assert!(free_exit(&subscription.history, day("2026-02-01")).unwrap());
    subscription.does("2026-02-01", &terminate("2026-02-02"));
}

/// 1.15, 2.8
#[test]
fn an_end_is_set_moved_and_cleared() {
    let mut subscription = Subscription::of_seats(contract());
    assert_eq!(subscription.does("2025-01-10", &set_end("2025-06-01")), ["#3 2025-06-01 end-set"]);
    subscription.does("2025-01-10", &set_end("2025-08-01"));
    assert_eq!(subscription.ends_on(), Some(day("2025-08-01")));
    subscription.does("2025-01-10", &set_end("2025-04-01"));
    assert_eq!(subscription.ends_on(), Some(day("2025-04-01")));
    // After the end too: this is how an ended contract is opened again.
    assert_eq!(subscription.does("2025-05-01", &Command::ClearEnd), ["#6 2025-05-01 end-cleared"]);
    assert_eq!(subscription.ends_on(), None);
}

/// 1.22: a termination needs no notice, and may come before the end of one
#[test]
fn a_contract_under_notice_is_terminated_sooner() {
    let mut subscription = Subscription::of_seats(for_a_year(tacit()));
    subscription.does("2025-03-01", &notice("2025-03-01"));
    subscription.does("2025-03-02", &terminate("2025-04-01"));
    assert_eq!(subscription.ends_on(), Some(day("2025-04-01")));
}

/// TRM-7: fourteen days from the start, the start included
#[test]
fn a_consumer_withdraws_on_the_last_day() {
    let contract = Contract { withdrawal_days: Some(14), ..contract() };
    let mut subscription = Subscription::of_seats(contract);
    let withdraw =
        Command::Withdraw { on: day("2025-01-14"), credit: WithdrawalCredit::LessDaysServed };
    assert_eq!(subscription.does("2025-01-14", &withdraw), ["#3 2025-01-14 withdrawn"]);
    assert_eq!(subscription.ends_on(), Some(day("2025-01-14")));
}

fn six_months_by_hand() -> Contract {
    let first = Lasting::For(Length::months(6));
    Contract { term: Some(Term { first, renewal: Renewal::ByHand }), ..contract() }
}

const LIKE_THE_FIRST: Command = Command::Renew { term: NewTerm::LikeTheFirst };

/// 1.21, TRM-1: counted from the start in one step, effective where the last term ends
#[test]
fn a_term_is_renewed_by_hand_without_drift() {
    let items = vec![crate::asking::named("seats", seats())];
    let mut subscription = Subscription::of(six_months_by_hand(), "2025-08-31", items);
    assert_eq!(subscription.ends_on(), Some(day("2026-02-28")));
    assert_eq!(
        subscription.does("2026-01-10", &LIKE_THE_FIRST),
        ["#3 2026-02-28 renewed-by-hand until 2026-08-31"]
    );
    assert_eq!(
        subscription.does("2026-01-11", &LIKE_THE_FIRST),
        ["#4 2026-08-31 renewed-by-hand until 2027-02-28"]
    );
    let until = Command::Renew { term: NewTerm::Until(day("2027-03-31")) };
    assert_eq!(
        subscription.does("2026-01-12", &until),
        ["#5 2027-02-28 renewed-by-hand until 2027-03-31"]
    );
    // From a term of another length on, each is counted from the one before.
    assert_eq!(
        subscription.does("2026-01-12", &LIKE_THE_FIRST),
        ["#6 2027-03-31 renewed-by-hand until 2027-09-30"]
    );
}

/// PAU-3: pauses of the running term are counted once
#[test]
fn a_renewal_by_hand_counts_a_pause_once() {
    let mut subscription = Subscription::of_seats(six_months_by_hand());
    subscription.does("2025-03-01", &pause("2025-03-10", PauseLength::Weeks(2)));
    assert_eq!(subscription.ends_on(), Some(day("2025-07-15")));
    subscription.does("2025-03-01", &LIKE_THE_FIRST);
    assert_eq!(
        subscription.ends_on(),
        Some(day("2026-01-15")),
        "184 days from 1 July to 1 January"
    );
    subscription.does("2025-03-01", &pause("2025-12-01", PauseLength::Weeks(1)));
    assert_eq!(subscription.ends_on(), Some(day("2026-01-22")));
}

/// The first end has come: a contract is renewed late.
#[test]
fn a_term_is_renewed_after_it_ended() {
    let mut subscription = Subscription::of_seats(six_months_by_hand());
    assert_eq!(
        subscription.does("2025-07-20", &LIKE_THE_FIRST),
        ["#3 2025-07-01 renewed-by-hand until 2026-01-01"]
    );
}
