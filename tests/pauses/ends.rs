//! Pauses and the ends of contracts, terms and commitments (PAU-2, PAU-3, TRM-1, TRM-2).

use chrono::NaiveDate;
use tacite::calendar::{Cadence, Length, Period};
use tacite::contract::{
    Clock, Clocks, Contract, Lasting, PauseShape, Recurrence, Renewal, Term, Timing,
};
use tacite::history::EventKind;
use tacite::query::{next_renewal, remaining_commitment, renewals};

use crate::account::{
    Account, TO_40_PERCENT, contract, day, every, open, pause, pause_with, recurring,
};

const NOTHING: [&str; 0] = [];

/// A year from 1 January 2025, 31.00 a month.
fn year(renewal: Renewal) -> Account {
    let term = Some(Term { first: Lasting::For(Length::years(1)), renewal });
    Account::of(Contract { term, ..contract() }, "2025-01-01", every(Cadence::MONTHLY, 31))
}

fn by_the_year() -> Account {
    year(Renewal::Tacit { length: Length::years(1), at_most: None })
}

fn charges_from(account: &Account, from: &str) -> Vec<String> {
    let charges = account.charges("2026-12-31").into_iter();
    charges.filter(|row| row.as_str() >= from).collect()
}

fn renewed_on(account: &Account) -> Vec<NaiveDate> {
    let range = Period::new(day("2025-01-01"), day("2027-12-31")).unwrap();
    renewals(&account.history, range).unwrap().iter().map(|renewal| renewal.on).collect()
}

/// PAU-3: 31 days put the end off to 1 February
#[test]
fn a_pause_across_the_end_of_the_only_term_puts_it_off() {
    let charges = |shape| {
        let account = year(Renewal::None).with("2025-12-15", pause(shape, "2026-01-15"));
        charges_from(&account, "2025-12-01")
    };
    assert_eq!(
        charges(PauseShape::ByDays),
        [
            "2025-12-01 14.00 [1-14] of [2025-12-01, 2026-01-01)",
            "2026-01-01 17.00 [15-31] of [2026-01-01, 2026-02-01)",
        ]
    );
    // January begins in the pause and is skipped; the contract ends with it.
    assert_eq!(
        charges(PauseShape::WholePeriods),
        ["2025-12-01 31.00 [1-31] of [2025-12-01, 2026-01-01)"]
    );
    assert_eq!(
        charges(TO_40_PERCENT),
        [
            "2025-12-01 14.00 [1-14] of [2025-12-01, 2026-01-01)",
            "2025-12-15 6.80 [15-31] of [2025-12-01, 2026-01-01)",
            "2026-01-01 5.60 [1-14] of [2026-01-01, 2026-02-01)",
            "2026-01-15 17.00 [15-31] of [2026-01-01, 2026-02-01)",
        ]
    );
    // The rest of December is served from 15 to 31 January.
    assert_eq!(
        charges(PauseShape::Shift),
        ["2025-12-01 31.00 [1-31] of [2025-12-01, 2026-01-01) served [2025-12-01, 2026-02-01)"]
    );
}

/// If the term runs on, the contract ends inside the pause. Shifted, the days held back are never
/// served.
#[test]
fn a_contract_ends_inside_a_pause_whose_term_runs_on() {
    let charges = |shape| {
        let clocks = Clocks { term: Clock::Runs, ..Clocks::STOPPED };
        let pause = pause_with(shape, "2026-01-15", clocks);
        charges_from(&year(Renewal::None).with("2025-12-15", pause), "2025-12-01")
    };
    for shape in [PauseShape::ByDays, PauseShape::Shift] {
        assert_eq!(charges(shape), ["2025-12-01 14.00 [1-14] of [2025-12-01, 2026-01-01)"]);
    }
}

/// PAU-3, TRM-1: around the renewal of 1 January 2026, and where it and the next one are then
#[test]
fn pauses_around_a_renewal() {
    let on = |windows: &[(&str, &str)]| {
        let account = windows.iter().fold(by_the_year(), |account, (from, until)| {
            account.with(from, pause(PauseShape::ByDays, until))
        });
        renewed_on(&account).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    // Up to the renewal; its last day only; across it.
    assert_eq!(on(&[("2025-12-22", "2026-01-01")]), ["2026-01-11", "2027-01-11"]);
    assert_eq!(on(&[("2025-12-31", "2026-01-01")]), ["2026-01-02", "2027-01-02"]);
    assert_eq!(on(&[("2025-12-15", "2026-01-15")]), ["2026-02-01", "2027-02-01"]);
    // From the renewal on: it happens; the next one is put off.
    assert_eq!(on(&[("2026-01-01", "2026-01-11")]), ["2026-01-01", "2027-01-11"]);
    // A second one in the days put off, and one from the renewal as it was put off.
    let across = ("2025-12-15", "2026-01-15");
    assert_eq!(on(&[across, ("2026-01-20", "2026-01-25")]), ["2026-02-06", "2027-02-06"]);
    assert_eq!(on(&[across, ("2026-02-01", "2026-02-11")]), ["2026-02-01", "2027-02-11"]);
    // The first term is over: only the second one is put off.
    assert_eq!(on(&[("2026-06-01", "2026-07-01")]), ["2026-01-01", "2027-01-31"]);
}

/// TRM-5: while it is open, no end of a term and of the commitment is known
#[test]
fn an_open_pause_hides_what_is_to_come() {
    let renewal = Renewal::Tacit { length: Length::years(1), at_most: None };
    let term = Some(Term { first: Lasting::For(Length::years(1)), renewal });
    let commitment = Some(Lasting::For(Length::months(6)));
    let contract = Contract { term, commitment, ..contract() };
    let account = Account::of(contract, "2025-01-01", every(Cadence::MONTHLY, 31));
    let open = account.with("2025-03-10", open(PauseShape::ByDays));
    assert_eq!(next_renewal(&open.history, day("2025-03-01")).unwrap(), None);
    let left = remaining_commitment(&open.history, day("2025-03-01")).unwrap().unwrap();
    assert_eq!((left.end, left.days, left.whole_months), (None, None, None));
    let resumed = open.with("2025-03-20", EventKind::Resumed);
    assert_eq!(renewed_on(&resumed), ["2026-01-11", "2027-01-11"].map(day));
    let left = remaining_commitment(&resumed.history, day("2025-03-01")).unwrap().unwrap();
    assert_eq!(left.end, Some(day("2025-07-11")));
}

/// TRM-1: the only term never ends while the pause is open; nothing is charged either
#[test]
fn an_open_pause_keeps_the_only_term_from_ending() {
    let open = year(Renewal::None).with("2025-12-15", open(PauseShape::ByDays));
    assert_eq!(
        charges_from(&open, "2025-12-01"),
        ["2025-12-01 14.00 [1-14] of [2025-12-01, 2026-01-01)"]
    );
    let resumed = open.with("2026-03-01", EventKind::Resumed);
    // 17 days of December are left.
    assert_eq!(
        charges_from(&resumed, "2026-01-01"),
        ["2026-03-01 17.00 [1-17] of [2026-03-01, 2026-04-01) served [2026-03-01, 2026-03-18)"]
    );
}

/// PAU-2, CHG-8: an open shift ends with the contract. The days that it holds back will never be
/// served: they go back as soon as that is known, due on the first day of the pause.
#[test]
fn an_open_shift_ends_with_the_contract() {
    let mut account = Account::of(contract(), "2025-03-01", every(Cadence::MONTHLY, 31));
    assert_eq!(account.bills("2025-03-01").len(), 1);
    account.records("2025-03-10", "2025-03-10", open(PauseShape::Shift));
    assert_eq!(account.bills("2025-03-10"), NOTHING);
    account.records("2025-03-15", "2025-06-01", EventKind::EndSet { last_period: None });
    assert_eq!(
        account.bills("2025-03-15"),
        ["2025-03-15 -22.00 [10-31] of [2025-03-01, 2025-04-01)"]
    );
    assert_eq!(account.bills("2025-06-01"), NOTHING);
    // The end is cleared: the days are paid again, and stand still.
    account.records("2025-03-20", "2025-03-20", EventKind::EndCleared);
    assert_eq!(
        account.bills("2025-06-01"),
        ["2025-03-20 22.00 [10-31] of [2025-03-01, 2025-04-01)"]
    );
}

/// In arrears the nine days served are due on the end.
#[test]
fn an_open_shift_in_arrears_ends_with_the_contract() {
    let recurrence = Recurrence { timing: Timing::Arrears, ..Recurrence::every(Cadence::MONTHLY) };
    let account = Account::of(contract(), "2025-03-01", recurring(recurrence, 31))
        .with("2025-03-10", open(PauseShape::Shift));
    assert_eq!(account.charges("2026-12-31"), NOTHING);
    let mut ended = account;
    ended.records("2025-03-15", "2025-06-01", EventKind::EndSet { last_period: None });
    assert_eq!(
        ended.charges("2026-12-31"),
        ["2025-06-01 9.00 [1-9] of [2025-03-01, 2025-04-01) served [2025-03-01, 2025-06-01)"]
    );
}

/// An open pause by days and an end: it is simply over then.
#[test]
fn an_open_pause_by_days_ends_with_the_contract() {
    let mut account = Account::of(contract(), "2025-03-01", every(Cadence::MONTHLY, 31));
    account.records("2025-03-10", "2025-03-10", open(PauseShape::ByDays));
    account.records("2025-03-15", "2025-06-01", EventKind::EndSet { last_period: None });
    assert_eq!(
        account.charges("2026-12-31"),
        ["2025-03-01 9.00 [1-9] of [2025-03-01, 2025-04-01)"]
    );
}

/// PAU-3: ends that were agreed don't move
#[test]
fn an_end_that_was_set_and_a_notice_do_not_move() {
    let (end, last_period) = (day("2025-07-01"), None);
    for (on, kind) in [
        ("2025-07-01", EventKind::EndSet { last_period }),
        ("2025-03-05", EventKind::NoticeGiven { end }),
        ("2025-07-01", EventKind::Terminated { last_period, reason: None, exit_fee: None }),
    ] {
        let account = by_the_year()
            .with(on, kind)
            .with("2025-03-10", pause(PauseShape::ByDays, "2025-03-24"));
        assert_eq!(
            charges_from(&account, "2025-06-01"),
            ["2025-06-01 31.00 [1-30] of [2025-06-01, 2025-07-01)"]
        );
    }
}

/// PAU-3, TRM-2: counted from the day on which the commitment was changed
#[test]
fn a_changed_commitment_is_put_off_from_its_change_on() {
    let end = |from: &str, until: &str| {
        let commitment = Some(Lasting::For(Length::months(6)));
        let contract = Contract { commitment, ..contract() };
        let account = Account::of(contract, "2025-01-01", every(Cadence::MONTHLY, 31))
            .with("2025-04-01", EventKind::CommitmentChanged { until: Some(day("2025-10-01")) })
            .with(from, pause(PauseShape::ByDays, until));
        remaining_commitment(&account.history, day("2025-04-01")).unwrap().unwrap().end
    };
    assert_eq!(end("2025-03-10", "2025-03-24"), Some(day("2025-10-01")));
    assert_eq!(end("2025-03-25", "2025-04-05"), Some(day("2025-10-05")));
    assert_eq!(end("2025-05-01", "2025-05-11"), Some(day("2025-10-11")));
}

/// PAU-3, TRM-1: the end of the first term is counted from the start, that of a renewal by hand
/// from the renewal
#[test]
fn a_renewal_by_hand_is_put_off_from_its_own_first_day_on() {
    let last = |from: &str, until: &str| {
        let term = Term { first: Lasting::For(Length::months(6)), renewal: Renewal::ByHand };
        let contract = Contract { term: Some(term), ..contract() };
        let account = Account::of(contract, "2025-01-01", every(Cadence::MONTHLY, 31))
            .with("2025-07-01", EventKind::RenewedByHand { until: day("2026-01-01") })
            .with(from, pause(PauseShape::ByDays, until));
        account.charges("2026-12-31").pop().unwrap()
    };
    assert_eq!(
        last("2025-08-01", "2025-08-11"),
        "2026-01-01 10.00 [1-10] of [2026-01-01, 2026-02-01) served [2026-01-01, 2026-01-11)"
    );
    assert_eq!(
        last("2025-03-10", "2025-03-20"),
        "2025-12-01 31.00 [1-31] of [2025-12-01, 2026-01-01)"
    );
}
