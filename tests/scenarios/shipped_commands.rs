//! What users said to get the events of the shipped contracts: `decide` records the very events that
//! the files have, on their day and with the books of the night before.

use tacite::command::{Command, PauseLength, State, When, decide};
use tacite::contract::{Clocks, CustomerId, ItemId, PauseShape};
use tacite::money::{Amount, Currency, UnitPrice};

use crate::billing::{billed_until, day, shipped};

/// Checks that a command, said when an event of a shipped contract was recorded, gives that event.
#[track_caller]
fn said(name: &str, sequence: u64, command: &Command) {
    let whole = shipped(name);
    let event = whole.event(sequence).unwrap().clone();
    let before = whole.until_sequence(sequence - 1);
    let night_before = event.recorded_on.pred_opt().unwrap().to_string();
    let books = billed_until(&before, &night_before);
    let state = State::of(&before, &books, event.recorded_on);
    assert_eq!(decide(&state, command), Ok(vec![event]));
}

fn pause(from: &str, shape: PauseShape) -> Command {
    let (length, clocks) = (PauseLength::Weeks(3), Clocks::STOPPED);
    Command::Pause { from: day(from), length, shape, clocks }
}

/// PAU-1, PAU-4 (4.7): three weeks, two of which are three too
#[test]
fn a_meal_box_and_coffee_are_paused_for_three_weeks() {
    said("exact-online/meal-box", 5, &pause("2026-07-23", PauseShape::WholePeriods));
    said("exact-online/coffee", 3, &pause("2026-04-20", PauseShape::Shift));
    let periods = Command::Pause {
        from: day("2026-07-23"),
        length: PauseLength::Periods(3),
        shape: PauseShape::WholePeriods,
        clocks: Clocks::STOPPED,
    };
    said("exact-online/meal-box", 5, &periods);
}

/// TRM-2, TRM-3 (1.13, 1.22)
#[test]
fn a_phone_is_bound_again_and_left_for_the_fee() {
    let again = Command::ChangeCommitment { until: Some(day("2027-02-10")), on: day("2026-02-10") };
    said("telecom/phone", 4, &again);
    let leave = Command::Terminate {
        on: day("2026-09-04"),
        last_period: None,
        reason: Some("Moves abroad".into()),
        accepted_fee: Some(Amount::new(3_000, Currency::EUR)),
    };
    said("telecom/phone", 5, &leave);
}

/// 1.11
#[test]
fn a_weekly_passes_to_the_daughter_ten_days_late() {
    let to = CustomerId::new("press-cust-802").unwrap();
    said("press/weekly", 3, &Command::Transfer { to, on: day("2026-03-10") });
}

/// TRM-4, TRM-1 (1.12, 1.13, 1.14, 1.16, 1.20)
#[test]
fn a_shop_gives_notice_takes_it_back_and_gets_a_renewal_price() {
    let name = "lmb/renewal-price";
    said(name, 4, &Command::CorrectSigningDate { signed_on: Some(day("2025-02-14")) });
    let shorter =
        Command::ChangeCommitment { until: Some(day("2026-03-01")), on: day("2025-11-03") };
    said(name, 5, &shorter);
    said(name, 6, &Command::GiveNotice { on: day("2026-01-20") });
    said(name, 7, &Command::WithdrawNotice);
    let id = ItemId::new("till").unwrap();
    let price = UnitPrice::whole(85);
    said(name, 8, &Command::ChangePrice { id, price: price.into(), when: When::NextRenewal });
    let reference = Some("Caisse 12 bis".into());
    said(name, 9, &Command::ChangeReference { reference, on: day("2026-05-04") });
}

/// TRM-6 (3.13, 4.11)
#[test]
fn condominiums_are_told_in_time_or_too_late() {
    let tell = |on| Command::SendRenewalNotice { on: day(on) };
    said("initiative-crm/lift-maintenance", 3, &tell("2025-07-15"));
    said("initiative-crm/lift-maintenance", 5, &tell("2026-07-06"));
    said("initiative-crm/lift-not-told", 3, &tell("2025-12-02"));
    let leave = Command::Terminate {
        on: day("2026-06-16"),
        last_period: None,
        reason: Some("Another firm; the renewal was not announced in time.".into()),
        accepted_fee: None,
    };
    said("initiative-crm/lift-not-told", 4, &leave);
}
