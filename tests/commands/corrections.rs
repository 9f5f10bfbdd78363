//! Correcting a mistake: retract, or retract and replace (HIS-2).

use tacite::command::Command;
use tacite::history::EventKind;
use tacite::money::UnitPrice;

use crate::asking::{Subscription, contract, day, id, on, price, quantity, seats, terminate};

#[test]
fn an_event_is_retracted_and_the_retraction_too() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.does("2025-01-10", &price("seats", 10, on("2025-02-01")));
    assert_eq!(
        subscription.does("2025-01-11", &Command::Retract { sequence: 3 }),
        ["#4 2025-01-11 retracted #3"]
    );
    assert_eq!(
        subscription.does("2025-01-12", &Command::Retract { sequence: 4 }),
        ["#5 2025-01-12 retracted #4"]
    );
    // Retraction 4 holds no more: event 3 can be retracted anew.
    assert_eq!(
        subscription.does("2025-01-13", &Command::Retract { sequence: 3 }),
        ["#6 2025-01-13 retracted #3"]
    );
}

#[test]
fn a_price_is_corrected() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.does("2025-01-10", &price("seats", 10, on("2025-02-01")));
    let kind = EventKind::PriceChanged { id: id("seats"), price: UnitPrice::whole(11).into() };
    let correct = Command::Correct { sequence: 3, effective_on: day("2025-03-01"), kind };
    assert_eq!(
        subscription.does("2025-01-11", &correct),
        ["#4 2025-01-11 retracted #3", "#5 2025-03-01 price-changed seats"]
    );
}

/// CHG-1: what is corrected keeps its id, billed or not
#[test]
fn an_item_is_corrected_under_its_own_id() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.bills("2025-01-01");
    let kind = EventKind::ItemAdded { id: id("seats"), item: seats() };
    let correct = Command::Correct { sequence: 2, effective_on: day("2025-01-05"), kind };
    assert_eq!(
        subscription.does("2025-01-11", &correct),
        ["#3 2025-01-11 retracted #2", "#4 2025-01-05 item-added seats"]
    );
    subscription.does("2025-01-11", &quantity("seats", 4, on("2025-01-05")));
}

/// An end that is corrected frees the days after it for the correction itself.
#[test]
fn a_termination_is_corrected_to_a_later_day() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.does("2025-01-10", &terminate("2025-02-01"));
    let kind = EventKind::Terminated { last_period: None, reason: None, exit_fee: None };
    let correct = Command::Correct { sequence: 3, effective_on: day("2025-04-01"), kind };
    subscription.does("2025-01-11", &correct);
    assert_eq!(subscription.ends_on(), Some(day("2025-04-01")));
}

/// The contract is part of the start: it is corrected with it, the items stay.
#[test]
fn a_contract_is_corrected() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.bills("2025-01-01");
    let mut better = contract();
    better.label = "Team plan 2025".into();
    let kind = EventKind::Started { contract: better };
    let correct = Command::Correct { sequence: 1, effective_on: day("2025-01-01"), kind };
    assert_eq!(
        subscription.does("2025-01-11", &correct),
        ["#3 2025-01-11 retracted #1", "#4 2025-01-01 started"]
    );
    subscription.does("2025-01-11", &quantity("seats", 4, on("2025-01-05")));
}
