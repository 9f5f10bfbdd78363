//! When several rules are broken, the first in the documented order is named (HIS-5).

use std::fs;
use std::path::Path;

use tacite::calendar::Length;
use tacite::command::{Command, PauseLength, RefusalRule, When};
use tacite::contract::{Contract, ItemId, PauseLimits, WithdrawalCredit};
use tacite::history::EventKind;
use tacite::money::{Amount, Currency, UnitPrice};

use crate::asking::{
    Subscription, contract, day, id, on, pause, quantity, seats, subscribe, terminate, vat,
};
use crate::ends::{bound, fee, leave_for};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

/// The order is written down twice, for people and for the compiler: it is the same.
#[test]
fn the_documented_order_is_that_of_the_code() {
    let page = read("docs/rules/commands.md");
    let table = page.split("## What is refused").nth(1).unwrap();
    let documented: Vec<&str> =
        table.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let code = rules_of_the_code();
    assert_eq!(documented, code);
    assert!(code.len() > 40, "{code:?}");
}

/// Lists the rules in the order of the code.
pub(crate) fn rules_of_the_code() -> Vec<String> {
    let code = read("crates/tacite/src/command/refusal.rs");
    let rules = code.split("pub enum RefusalRule {").nth(1).unwrap().split("\n}\n").next().unwrap();
    rules
        .lines()
        .filter(|line| line.starts_with("    ") && line[4..].starts_with(char::is_uppercase))
        .map(|line| line.trim().split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned())
        .collect()
}

#[test]
fn that_nothing_is_started_comes_before_all_else() {
    let subscription = Subscription::new();
    for command in [
        quantity("desk", 5, When::NextPeriod),
        pause("2025-01-10", PauseLength::Days(0)),
        Command::WithdrawNotice,
        leave_for("2025-01-10", Some(fee(1))),
    ] {
        assert_eq!(subscription.refuses("2025-01-10", &command), RefusalRule::NotStarted);
    }
}

#[test]
fn that_it_is_started_comes_before_the_ids_of_its_items() {
    let items = vec![crate::asking::named("adjustment", seats())];
    let command = subscribe(contract(), "2025-03-01", items);
    assert_eq!(
        Subscription::of_seats(contract()).refuses("2025-01-10", &command),
        RefusalRule::AlreadyStarted { start: day("2025-01-01") }
    );
}

/// An item under a used id, past the end, then before it.
#[test]
fn the_end_comes_before_the_item() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.does("2025-01-10", &terminate("2025-06-01"));
    let add =
        |name: ItemId, date: &str| Command::AddItem { id: name, item: seats(), when: on(date) };
    let end = day("2025-06-01");
    assert_eq!(
        subscription.refuses("2025-01-10", &add(ItemId::ADJUSTMENT, "2025-07-01")),
        RefusalRule::Ended { end }
    );
    assert_eq!(
        subscription.refuses("2025-01-10", &quantity("desk", 1, on("2025-07-01"))),
        RefusalRule::Ended { end }
    );
    assert_eq!(
        subscription.refuses("2025-01-10", &add(id("seats"), "2025-05-01")),
        RefusalRule::ItemIdUsed { id: id("seats") }
    );
}

/// The start comes before the end: a contract that ends where it starts has no day at all.
#[test]
fn the_start_comes_before_the_end() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.does("2025-01-10", &terminate("2025-01-01"));
    assert_eq!(
        subscription.refuses("2025-01-10", &quantity("seats", 1, on("2024-12-01"))),
        RefusalRule::BeforeStart { start: day("2025-01-01") }
    );
}

/// Each time, the first rule is mended and the next one comes to light.
#[test]
fn a_pause_that_breaks_every_rule_is_told_them_one_by_one() {
    let limits = PauseLimits {
        longest: Some(Length::weeks(2)),
        per_year: Some(1),
        notice: Some(Length::weeks(1)),
    };
    let mut subscription = Subscription::of_seats(Contract { pauses: limits, ..contract() });
    subscription.does("2025-01-02", &pause("2025-03-01", PauseLength::Days(7)));
    let until = Some(day("2025-03-08"));
    let overlapping = RefusalRule::OverlappingPause { from: day("2025-03-01"), until };
    let (longest, notice) = (Length::weeks(2), Length::weeks(1));
    for (from, length, rule) in [
        ("2024-12-31", PauseLength::Days(0), RefusalRule::BeforeStart { start: day("2025-01-01") }),
        ("2025-03-01", PauseLength::Days(0), RefusalRule::EmptyPause { until: day("2025-03-01") }),
        ("2025-02-20", PauseLength::Days(28), overlapping),
        ("2025-03-08", PauseLength::Days(28), RefusalRule::PauseTooLong { longest }),
        (
            "2025-03-08",
            PauseLength::Days(7),
            RefusalRule::TooManyPauses { per_year: 1, year: 2025 },
        ),
    ] {
        assert_eq!(subscription.refuses("2025-03-08", &pause(from, length)), rule);
    }
    let next_year = pause("2026-01-05", PauseLength::Days(7));
    let last = day("2025-12-29");
    assert_eq!(
        subscription.refuses("2026-01-05", &next_year),
        RefusalRule::PauseTooLate { last, notice }
    );
}

/// An end before the start, the wrong fee, the wrong currency.
#[test]
fn a_termination_that_breaks_every_rule_is_told_them_one_by_one() {
    let subscription = Subscription::of_seats(bound());
    let dollars = Amount::new(5_000, Currency::USD);
    let leave = |date: &str| leave_for(date, Some(dollars));
    assert_eq!(
        subscription.refuses("2025-01-10", &leave("2024-12-31")),
        RefusalRule::EndBeforeStart { end: day("2024-12-31"), start: day("2025-01-01") }
    );
    assert_eq!(
        subscription.refuses("2025-01-10", &leave("2025-06-01")),
        RefusalRule::OtherFee { fee: Some(fee(5_000)), accepted: dollars }
    );
}

/// HIS-5: an ended contract gives no second right of withdrawal; without one, no day is too late.
#[test]
fn withdrawing_asks_for_the_end_then_the_right_then_the_day() {
    let withdraw =
        Command::Withdraw { on: day("2025-06-01"), credit: WithdrawalCredit::Everything };
    let mut subscription = Subscription::of_seats(contract());
    assert_eq!(subscription.refuses("2025-06-01", &withdraw), RefusalRule::NoWithdrawalRight);
    subscription.does("2025-05-01", &terminate("2025-06-01"));
    assert_eq!(
        subscription.refuses("2025-06-01", &withdraw),
        RefusalRule::Ended { end: day("2025-06-01") }
    );
}

/// A correction of what is retracted, to an item that is not there, past the end.
#[test]
fn a_correction_asks_for_its_target_first() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.does("2025-01-10", &quantity("seats", 1, When::Now));
    subscription.does("2025-01-10", &Command::Retract { sequence: 3 });
    subscription.does("2025-01-10", &terminate("2025-06-01"));
    let correct = |sequence: u64, date: &str| Command::Correct {
        sequence,
        effective_on: day(date),
        kind: EventKind::PriceChanged { id: id("desk"), price: UnitPrice::whole(1).into() },
    };
    for (sequence, date, rule) in [
        (9, "2025-07-01", RefusalRule::NothingToRetract { sequence: 9 }),
        (3, "2025-07-01", RefusalRule::RetractedAlready { sequence: 3, by: 4 }),
        (2, "2025-07-01", RefusalRule::Ended { end: day("2025-06-01") }),
        (2, "2025-05-01", RefusalRule::UnknownItem { id: id("desk") }),
    ] {
        assert_eq!(subscription.refuses("2025-01-11", &correct(sequence, date)), rule);
    }
}

/// The currency comes last of the rules, what the history refuses by itself after it.
#[test]
fn the_currency_comes_before_what_a_history_refuses() {
    let tax = tacite::contract::Tax { category: tacite::contract::TaxCategory::Exempt, ..vat() };
    let adjust = |currency: Currency| Command::Adjust {
        amount: Amount::new(100, currency),
        tax,
        label: "Sorry".into(),
        on: day("2025-01-10"),
    };
    let subscription = Subscription::of_seats(contract());
    let (agreed, given) = (Currency::EUR, Currency::USD);
    assert_eq!(
        subscription.refuses("2025-01-10", &adjust(given)),
        RefusalRule::OtherCurrency { agreed, given }
    );
    assert!(matches!(subscription.refuses("2025-01-10", &adjust(agreed)), RefusalRule::Invalid(_)));
}
