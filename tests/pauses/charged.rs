//! Each shape × three cadences: which days of which period are charged, when they fall due, and
//! where the periods after the pause begin (PAU-1, PAU-2, CHG-8).
//!
//! A row is the due date, the amount, the day numbers and the reference period; and the days on
//! which it is served, where a Shift pause has moved them or something has cut the period.

use tacite::calendar::Cadence;
use tacite::contract::{PauseShape, ReducedPrice};
use tacite::money::UnitPrice;
use tacite::query::{Standing, stretches};

use crate::account::{Account, TO_40_PERCENT, contract, day, every, id, pause};

/// Reduces the price to an amount.
fn to_half(units: i64, scale: u32) -> PauseShape {
    let price = UnitPrice::new(rust_decimal::Decimal::new(units, scale)).unwrap();
    PauseShape::Reduced(ReducedPrice::Price(price))
}

/// 7.00 a week from Monday, 6 January 2025; paused from Wednesday, the 15th.
fn weekly(shape: PauseShape, until: &str, as_of: &str) -> Vec<String> {
    let account = Account::of(contract(), "2025-01-06", every(Cadence::WEEKLY, 7));
    account.with("2025-01-15", pause(shape, until)).charges(as_of)
}

/// 31.00 a month from 31 January 2025; paused from 10 March.
fn monthly(shape: PauseShape, until: &str, as_of: &str) -> Vec<String> {
    let account = Account::of(contract(), "2025-01-31", every(Cadence::MONTHLY, 31));
    account.with("2025-03-10", pause(shape, until)).charges(as_of)
}

/// 365.00 a year from 29 February 2024; paused from 1 December 2024.
fn yearly(shape: PauseShape, until: &str, as_of: &str) -> Vec<String> {
    let account = Account::of(contract(), "2024-02-29", every(Cadence::YEARLY, 365));
    account.with("2024-12-01", pause(shape, until)).charges(as_of)
}

/// Two days of one week and two of the next are left.
#[test]
fn by_days_a_week_is_charged_for_the_days_outside() {
    assert_eq!(
        weekly(PauseShape::ByDays, "2025-01-25", "2025-01-27"),
        [
            "2025-01-06 7.00 [1-7] of [2025-01-06, 2025-01-13)",
            "2025-01-13 2.00 [1-2] of [2025-01-13, 2025-01-20)",
            "2025-01-20 2.00 [6-7] of [2025-01-20, 2025-01-27)",
            "2025-01-27 7.00 [1-7] of [2025-01-27, 2025-02-03)",
        ]
    );
}

/// 10 of 31 days; then 20 of 30: 20.67.
#[test]
fn by_days_a_month_is_charged_for_the_days_outside() {
    assert_eq!(
        monthly(PauseShape::ByDays, "2025-04-10", "2025-04-30"),
        [
            "2025-01-31 31.00 [1-28] of [2025-01-31, 2025-02-28)",
            "2025-02-28 10.00 [1-10] of [2025-02-28, 2025-03-31)",
            "2025-03-31 20.67 [11-30] of [2025-03-31, 2025-04-30)",
            "2025-04-30 31.00 [1-31] of [2025-04-30, 2025-05-31)",
        ]
    );
}

/// 276 days up to 1 December; 28 February and March are 32 days.
#[test]
fn by_days_a_year_is_charged_for_the_days_outside() {
    assert_eq!(
        yearly(PauseShape::ByDays, "2025-04-01", "2026-02-28"),
        [
            "2024-02-29 276.00 [1-276] of [2024-02-29, 2025-02-28)",
            "2025-02-28 333.00 [33-365] of [2025-02-28, 2026-02-28)",
            "2026-02-28 365.00 [1-365] of [2026-02-28, 2027-02-28)",
        ]
    );
}

/// 4.7: three weeks from a Wednesday on: the weeks of 20 and 27 January and of 3 February are
/// skipped
#[test]
fn whole_weeks_that_begin_in_the_pause_are_skipped() {
    assert_eq!(
        weekly(PauseShape::WholePeriods, "2025-02-05", "2025-02-10"),
        [
            "2025-01-06 7.00 [1-7] of [2025-01-06, 2025-01-13)",
            "2025-01-13 7.00 [1-7] of [2025-01-13, 2025-01-20)",
            "2025-02-10 7.00 [1-7] of [2025-02-10, 2025-02-17)",
        ]
    );
}

/// Two months from 10 March on: those of 31 March and of 30 April are skipped.
#[test]
fn whole_months_that_begin_in_the_pause_are_skipped() {
    assert_eq!(
        monthly(PauseShape::WholePeriods, "2025-05-10", "2025-05-31"),
        [
            "2025-01-31 31.00 [1-28] of [2025-01-31, 2025-02-28)",
            "2025-02-28 31.00 [1-31] of [2025-02-28, 2025-03-31)",
            "2025-05-31 31.00 [1-30] of [2025-05-31, 2025-06-30)",
        ]
    );
}

/// A year from 1 December 2024 on: the year of 28 February 2025 is skipped.
#[test]
fn a_whole_year_that_begins_in_the_pause_is_skipped() {
    assert_eq!(
        yearly(PauseShape::WholePeriods, "2025-12-01", "2026-02-28"),
        [
            "2024-02-29 365.00 [1-365] of [2024-02-29, 2025-02-28)",
            "2026-02-28 365.00 [1-365] of [2026-02-28, 2027-02-28)",
        ]
    );
}

/// 5/7 of 3.50 are 2.50, twice. The price on the first day of a week is due with the week, another
/// one on its own day.
#[test]
fn a_reduced_week_is_charged_at_two_prices() {
    assert_eq!(
        weekly(to_half(350, 2), "2025-01-25", "2025-01-27"),
        [
            "2025-01-06 7.00 [1-7] of [2025-01-06, 2025-01-13)",
            "2025-01-13 2.00 [1-2] of [2025-01-13, 2025-01-20)",
            "2025-01-15 2.50 [3-7] of [2025-01-13, 2025-01-20)",
            "2025-01-20 2.50 [1-5] of [2025-01-20, 2025-01-27)",
            "2025-01-25 2.00 [6-7] of [2025-01-20, 2025-01-27)",
            "2025-01-27 7.00 [1-7] of [2025-01-27, 2025-02-03)",
        ]
    );
}

/// 21/31 of 15.50 are 10.50, 10/30 are 5.17.
#[test]
fn a_reduced_month_is_charged_at_two_prices() {
    assert_eq!(
        monthly(to_half(1550, 2), "2025-04-10", "2025-04-30"),
        [
            "2025-01-31 31.00 [1-28] of [2025-01-31, 2025-02-28)",
            "2025-02-28 10.00 [1-10] of [2025-02-28, 2025-03-31)",
            "2025-03-10 10.50 [11-31] of [2025-02-28, 2025-03-31)",
            "2025-03-31 5.17 [1-10] of [2025-03-31, 2025-04-30)",
            "2025-04-10 20.67 [11-30] of [2025-03-31, 2025-04-30)",
            "2025-04-30 31.00 [1-31] of [2025-04-30, 2025-05-31)",
        ]
    );
}

/// 0.20 a day: 89 days up to 28 February, 32 after.
#[test]
fn a_reduced_year_is_charged_at_two_prices() {
    assert_eq!(
        yearly(to_half(73, 0), "2025-04-01", "2026-02-28"),
        [
            "2024-02-29 276.00 [1-276] of [2024-02-29, 2025-02-28)",
            "2024-12-01 17.80 [277-365] of [2024-02-29, 2025-02-28)",
            "2025-02-28 6.40 [1-32] of [2025-02-28, 2026-02-28)",
            "2025-04-01 333.00 [33-365] of [2025-02-28, 2026-02-28)",
            "2026-02-28 365.00 [1-365] of [2026-02-28, 2027-02-28)",
        ]
    );
}

/// 40 % of 7.00 are 2.80, of which 5/7 are 2.00.
#[test]
fn a_week_at_40_percent() {
    assert_eq!(
        weekly(TO_40_PERCENT, "2025-01-25", "2025-01-27"),
        [
            "2025-01-06 7.00 [1-7] of [2025-01-06, 2025-01-13)",
            "2025-01-13 2.00 [1-2] of [2025-01-13, 2025-01-20)",
            "2025-01-15 2.00 [3-7] of [2025-01-13, 2025-01-20)",
            "2025-01-20 2.00 [1-5] of [2025-01-20, 2025-01-27)",
            "2025-01-25 2.00 [6-7] of [2025-01-20, 2025-01-27)",
            "2025-01-27 7.00 [1-7] of [2025-01-27, 2025-02-03)",
        ]
    );
}

/// 40 % of 31.00 are 12.40, of which 21/31 are 8.40 and 10/30 are 4.13.
#[test]
fn a_month_at_40_percent() {
    assert_eq!(
        monthly(TO_40_PERCENT, "2025-04-10", "2025-04-30"),
        [
            "2025-01-31 31.00 [1-28] of [2025-01-31, 2025-02-28)",
            "2025-02-28 10.00 [1-10] of [2025-02-28, 2025-03-31)",
            "2025-03-10 8.40 [11-31] of [2025-02-28, 2025-03-31)",
            "2025-03-31 4.13 [1-10] of [2025-03-31, 2025-04-30)",
            "2025-04-10 20.67 [11-30] of [2025-03-31, 2025-04-30)",
            "2025-04-30 31.00 [1-31] of [2025-04-30, 2025-05-31)",
        ]
    );
}

/// 0.40 a day.
#[test]
fn a_year_at_40_percent() {
    assert_eq!(
        yearly(TO_40_PERCENT, "2025-04-01", "2026-02-28"),
        [
            "2024-02-29 276.00 [1-276] of [2024-02-29, 2025-02-28)",
            "2024-12-01 35.60 [277-365] of [2024-02-29, 2025-02-28)",
            "2025-02-28 12.80 [1-32] of [2025-02-28, 2026-02-28)",
            "2025-04-01 333.00 [33-365] of [2025-02-28, 2026-02-28)",
            "2026-02-28 365.00 [1-365] of [2026-02-28, 2027-02-28)",
        ]
    );
}

/// Ten days: the week of the 13th ends on Thursday, the 30th; from then on weeks begin on
/// Thursdays.
#[test]
fn shifted_by_ten_days_weeks_begin_on_another_weekday() {
    assert_eq!(
        weekly(PauseShape::Shift, "2025-01-25", "2025-02-06"),
        [
            "2025-01-06 7.00 [1-7] of [2025-01-06, 2025-01-13)",
            "2025-01-13 7.00 [1-7] of [2025-01-13, 2025-01-20) served [2025-01-13, 2025-01-30)",
            "2025-01-30 7.00 [1-7] of [2025-01-30, 2025-02-06)",
            "2025-02-06 7.00 [1-7] of [2025-02-06, 2025-02-13)",
        ]
    );
}

/// Three weeks: the weekday stays, three Mondays pass without a charge.
#[test]
fn shifted_by_weeks_weeks_keep_their_weekday() {
    assert_eq!(
        weekly(PauseShape::Shift, "2025-02-05", "2025-02-17"),
        [
            "2025-01-06 7.00 [1-7] of [2025-01-06, 2025-01-13)",
            "2025-01-13 7.00 [1-7] of [2025-01-13, 2025-01-20) served [2025-01-13, 2025-02-10)",
            "2025-02-10 7.00 [1-7] of [2025-02-10, 2025-02-17)",
            "2025-02-17 7.00 [1-7] of [2025-02-17, 2025-02-24)",
        ]
    );
}

/// 31 days: the month of 28 February ends on 1 May instead of 31 March; from then on months begin
/// on the 1st.
#[test]
fn a_shifted_month_moves_the_day_of_the_month() {
    assert_eq!(
        monthly(PauseShape::Shift, "2025-04-10", "2025-06-01"),
        [
            "2025-01-31 31.00 [1-28] of [2025-01-31, 2025-02-28)",
            "2025-02-28 31.00 [1-31] of [2025-02-28, 2025-03-31) served [2025-02-28, 2025-05-01)",
            "2025-05-01 31.00 [1-31] of [2025-05-01, 2025-06-01)",
            "2025-06-01 31.00 [1-30] of [2025-06-01, 2025-07-01)",
        ]
    );
}

/// 121 days after 28 February 2025 is 29 June 2025.
#[test]
fn a_shifted_year_begins_in_june() {
    assert_eq!(
        yearly(PauseShape::Shift, "2025-04-01", "2026-06-29"),
        [
            "2024-02-29 365.00 [1-365] of [2024-02-29, 2025-02-28) served [2024-02-29, 2025-06-29)",
            "2025-06-29 365.00 [1-365] of [2025-06-29, 2026-06-29)",
            "2026-06-29 365.00 [1-365] of [2026-06-29, 2027-06-29)",
        ]
    );
}

/// PAU-1, CHG-7: who is served and who pays, day by day
#[test]
fn the_days_of_a_pause_are_not_owed_unless_they_are_reduced() {
    let days = |shape, until| {
        let account = Account::of(contract(), "2025-01-06", every(Cadence::WEEKLY, 7));
        let account = account.with("2025-01-15", pause(shape, until));
        let range = tacite::calendar::Period::new(day("2025-01-13"), day("2025-02-20")).unwrap();
        let found = stretches(&account.history, id("fee"), range).unwrap();
        let paused = found.iter().filter(|stretch| stretch.standing == Standing::Paused);
        paused.map(|stretch| stretch.period.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(days(PauseShape::ByDays, "2025-02-05"), ["[2025-01-15, 2025-02-05)"]);
    assert_eq!(days(PauseShape::Shift, "2025-02-05"), ["[2025-01-15, 2025-02-05)"]);
    assert_eq!(days(PauseShape::WholePeriods, "2025-02-05"), ["[2025-01-20, 2025-02-10)"]);
    assert_eq!(days(TO_40_PERCENT, "2025-02-05"), [] as [String; 0]);
}
