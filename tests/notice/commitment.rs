//! What is left of a commitment and what leaving inside it costs (TRM-2, TRM-3).

use tacite::books::Books;
use tacite::calendar::{Cadence, Length};
use tacite::contract::{
    Contract, ExitFee, ExitFeeValue, Lasting, NoticeEnd, PauseShape, Recurrence,
    RenewalNoticePolicy, Tax, Text, Timing,
};
use tacite::history::{EventKind, History};
use tacite::money::{Amount, Percent};
use tacite::query::{QueryError, RemainingCommitment, exit_fee, remaining_commitment};

use crate::contracts::{
    by_the_year, cents, contract, day, euros, monthly, pause, recurring, started, started_with,
    with,
};

/// Bound for so many months, with a fee.
fn bound(months: u32, value: ExitFeeValue) -> Contract {
    let label = Text::from("Early exit");
    Contract {
        commitment: Some(Lasting::For(Length::months(months))),
        exit_fee: Some(ExitFee { label, value, tax: Tax::NONE }),
        ..contract()
    }
}

fn remaining(history: &History, as_of: &str) -> Option<(String, u32, u32, u32)> {
    remaining_commitment(history, day(as_of)).unwrap().map(|left| {
        let end = left.end.unwrap().to_string();
        (end, left.days.unwrap(), left.whole_months.unwrap(), left.months_begun.unwrap())
    })
}

fn fee_of(history: &History, end_on: &str) -> Option<Amount> {
    exit_fee(history, &Books::new(), day(end_on), day(end_on)).unwrap()
}

/// TRM-2
#[test]
fn what_is_left_is_counted_in_days_and_months() {
    let history = started(bound(24, ExitFeeValue::Fixed(euros(50))), "2025-01-01");
    let left = |days, whole, begun| Some(("2027-01-01".to_owned(), days, whole, begun));
    assert_eq!(remaining(&history, "2026-10-15"), left(78, 2, 3));
    assert_eq!(remaining(&history, "2026-10-01"), left(92, 3, 3));
    assert_eq!(remaining(&history, "2026-12-31"), left(1, 0, 1));
    assert_eq!(remaining(&history, "2027-01-01"), None);
    // Nothing of it has run before the start.
    assert_eq!(remaining(&history, "2024-06-01"), left(730, 24, 24));
    let ended = with(history, "2026-06-01", EventKind::EndSet { last_period: None });
    assert_eq!(remaining(&ended, "2026-05-31"), left(215, 7, 8));
    assert_eq!(remaining(&ended, "2026-06-01"), None);
    assert_eq!(
        remaining_commitment(&started(contract(), "2025-01-01"), day("2025-02-01")),
        Ok(None)
    );
}

/// TRM-2: both ways
#[test]
fn a_commitment_is_what_was_agreed_last() {
    let history = started(bound(24, ExitFeeValue::Fixed(euros(50))), "2025-01-01");
    let until = Some(day("2025-07-01"));
    let shorter = with(history, "2025-03-01", EventKind::CommitmentChanged { until });
    assert_eq!(remaining(&shorter, "2025-02-28").unwrap().0, "2027-01-01");
    assert_eq!(remaining(&shorter, "2025-03-01").unwrap().0, "2025-07-01");
    let longer = EventKind::CommitmentChanged { until: Some(day("2028-01-01")) };
    let longer = with(shorter, "2025-04-01", longer);
    assert_eq!(remaining(&longer, "2025-04-01").unwrap().0, "2028-01-01");
    let none = with(longer, "2025-05-01", EventKind::CommitmentChanged { until: None });
    assert_eq!(remaining(&none, "2025-05-01"), None);
}

/// PAU-3
#[test]
fn a_pause_puts_the_end_of_the_commitment_off() {
    let history = started(bound(6, ExitFeeValue::Fixed(euros(50))), "2025-01-01");
    let paused = with(history, "2025-03-10", pause(PauseShape::ByDays, Some("2025-03-24")));
    assert_eq!(remaining(&paused, "2025-03-01").unwrap().0, "2025-07-15");
    // A second pause from 10 July is before that day, one from 15 July would not be.
    let again = with(paused.clone(), "2025-07-10", pause(PauseShape::ByDays, Some("2025-07-17")));
    assert_eq!(remaining(&again, "2025-03-01").unwrap().0, "2025-07-22");
    let later = with(paused.clone(), "2025-07-15", pause(PauseShape::ByDays, Some("2025-07-17")));
    assert_eq!(remaining(&later, "2025-03-01").unwrap().0, "2025-07-15");
    let open = with(paused, "2025-06-01", pause(PauseShape::ByDays, None));
    assert_eq!(
        remaining_commitment(&open, day("2025-06-10")),
        Ok(Some(RemainingCommitment {
            end: None,
            days: None,
            whole_months: None,
            months_begun: None
        }))
    );
}

/// TRM-3
#[test]
fn a_fixed_fee_is_owed_inside_the_commitment_only() {
    let history = started(bound(12, ExitFeeValue::Fixed(euros(50))), "2025-01-15");
    assert_eq!(fee_of(&history, "2025-01-15"), Some(euros(50)));
    assert_eq!(fee_of(&history, "2026-01-14"), Some(euros(50)));
    assert_eq!(fee_of(&history, "2026-01-15"), None);
    let without = Contract { exit_fee: None, ..bound(12, ExitFeeValue::Fixed(euros(50))) };
    assert_eq!(fee_of(&started(without, "2025-01-15"), "2025-06-01"), None);
}

/// TRM-3: a table by month from the start
#[test]
fn a_table_has_an_amount_for_each_month_and_none_after_its_last() {
    let table = ExitFeeValue::ByMonth(vec![euros(120), euros(110), euros(100)]);
    let history = started(bound(12, table), "2025-01-31");
    assert_eq!(fee_of(&history, "2025-02-27"), Some(euros(120)));
    assert_eq!(fee_of(&history, "2025-02-28"), Some(euros(110)));
    assert_eq!(fee_of(&history, "2025-03-30"), Some(euros(110)));
    assert_eq!(fee_of(&history, "2025-03-31"), Some(euros(100)));
    assert_eq!(fee_of(&history, "2025-04-30"), Some(euros(0)));
    assert_eq!(fee_of(&history, "2026-01-31"), None);
}

/// TRM-3: half of what would be billed from the end up to 1 January 2027
#[test]
fn a_share_of_what_remains_is_a_share_of_what_would_be_billed() {
    let half = || ExitFeeValue::ShareOfRemaining(Percent::whole(50));
    let history = started(bound(24, half()), "2025-01-01");
    assert_eq!(fee_of(&history, "2026-10-01"), Some(euros(45)));
    // Up to 16 October, October costs 15/31, which is 14.52: 15.48 of it and 60.00 remain.
    assert_eq!(fee_of(&history, "2026-10-16"), Some(cents(3_774)));
    // In arrears it is the same days.
    let arrears = Recurrence { timing: Timing::Arrears, ..Recurrence::every(Cadence::MONTHLY) };
    let history = started_with(bound(24, half()), "2025-01-01", recurring(arrears));
    assert_eq!(fee_of(&history, "2026-10-16"), Some(cents(3_774)));
    // A price that rises on 1 December 2026: 30 + 30 + 40.
    let price = tacite::money::UnitPrice::whole(40);
    let raised = EventKind::PriceChanged { id: crate::contracts::fee(), price: price.into() };
    let raised = with(history, "2026-12-01", raised);
    assert_eq!(fee_of(&raised, "2026-10-01"), Some(euros(50)));
}

/// TRM-3: 33.5 % of 90.01 is 30.15335
#[test]
fn a_share_is_rounded_once() {
    let share = Percent::new(rust_decimal::Decimal::new(335, 1)).unwrap();
    let price = tacite::contract::Price::Flat(
        tacite::money::UnitPrice::new(rust_decimal::Decimal::new(9_001, 2)).unwrap(),
    );
    let item = tacite::contract::Item { price, ..monthly() };
    let contract = bound(12, ExitFeeValue::ShareOfRemaining(share));
    let history = started_with(contract, "2025-01-01", item);
    assert_eq!(fee_of(&history, "2025-12-01"), Some(cents(3_015)));
}

/// PAU-3, TRM-3
#[test]
fn what_remains_without_end_has_no_share() {
    let contract = bound(24, ExitFeeValue::ShareOfRemaining(Percent::whole(50)));
    let open = with(started(contract, "2025-01-01"), "2025-03-01", pause(PauseShape::ByDays, None));
    let end_on = day("2025-06-01");
    assert_eq!(
        exit_fee(&open, &Books::new(), end_on, end_on),
        Err(QueryError::EndlessCommitment { end_on })
    );
    let fixed = bound(24, ExitFeeValue::Fixed(euros(50)));
    let open = with(started(fixed, "2025-01-01"), "2025-03-01", pause(PauseShape::ByDays, None));
    assert_eq!(fee_of(&open, "2025-06-01"), Some(euros(50)));
}

/// TRM-6
#[test]
fn a_free_exit_costs_nothing() {
    let mut contract = by_the_year(NoticeEnd::TermEnd, Length::months(1));
    let ExitFee { label, value, tax } = bound(24, ExitFeeValue::Fixed(euros(50))).exit_fee.unwrap();
    contract.exit_fee = Some(ExitFee { label, value, tax });
    contract.commitment = Some(Lasting::For(Length::months(24)));
    contract.renewal_notice =
        Some(RenewalNoticePolicy { opens: Length::months(3), closes: Length::months(1) });
    let history = started(contract, "2025-01-01");
    assert_eq!(fee_of(&history, "2025-12-31"), Some(euros(50)));
    assert_eq!(fee_of(&history, "2026-01-01"), None);
}
