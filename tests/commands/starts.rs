//! Subscribing, from whatever there is; moving the start; deleting.

use tacite::bill;
use tacite::calendar::Cadence;
use tacite::command::{Command, Content};
use tacite::contract::{
    CustomerId, Discount, DiscountDuration, DiscountId, DiscountValue, ItemSchedule, Plan, PlanId,
    PlanItem, Recurrence, StubDiscount, Timing,
};
use tacite::history::EventKind;
use tacite::money::{Percent, Quantity};

use crate::asking::{
    Subscription, contract, day, every, id, in_arrears, named, on, once, quantity, seats, set_end,
    subscribe,
};

fn subscribe_to(content: Content) -> Command {
    Command::Subscribe { contract: contract(), start: day("2025-01-01"), content }
}

/// 2.14, 1.3
#[test]
fn subscribing_to_single_items_starts_and_adds_them() {
    let mut subscription = Subscription::new();
    let items = vec![named("seats", seats()), named("set-up", once())];
    assert_eq!(
        subscription.does("2024-12-20", &subscribe(contract(), "2025-01-01", items)),
        [
            "#1 2025-01-01 started",
            "#2 2025-01-01 item-added seats",
            "#3 2025-01-01 item-added set-up"
        ]
    );
    assert_eq!(subscription.history.events()[0].recorded_on, day("2024-12-20"));
}

/// 0.10: a blank subscription, filled later
#[test]
fn a_blank_subscription_is_filled_later() {
    let mut subscription = Subscription::of(contract(), "2025-01-01", vec![]);
    let add = Command::AddItem { id: id("seats"), item: seats(), when: on("2025-01-01") };
    assert_eq!(subscription.does("2025-01-01", &add), ["#2 2025-01-01 item-added seats"]);
}

/// 2.13, CHG-1: subscribing copies the plan's items
#[test]
fn subscribing_from_a_plan_copies_its_items() {
    let plan = Plan {
        id: PlanId::new("team").unwrap(),
        items: vec![PlanItem { id: id("seats"), item: seats() }],
    };
    let mut subscription = Subscription::new();
    assert_eq!(
        subscription.does("2025-01-01", &subscribe_to(Content::Plan(plan))),
        ["#1 2025-01-01 started", "#2 2025-01-01 item-added seats"]
    );
}

/// 2.4: recurring lines only
#[test]
fn an_order_subscribes_to_its_recurring_lines() {
    let lines = vec![named("set-up", once()), named("seats", seats())];
    let mut subscription = Subscription::new();
    assert_eq!(
        subscription.does("2025-01-01", &subscribe_to(Content::Order(lines))),
        ["#1 2025-01-01 started", "#2 2025-01-01 item-added seats"]
    );
}

/// 0.10, 2.42: from an invoice, at the same price, quantity, unit and tax
#[test]
fn an_invoice_becomes_a_subscription() {
    let mut old = Subscription::of_seats(contract());
    old.does("2025-01-01", &quantity("seats", 5, on("2025-02-01")));
    let invoices = bill(&old.history, &old.books, day("2025-02-01")).unwrap().documents;
    let lines = invoices.iter().flat_map(|invoice| &invoice.lines).cloned().collect();
    let mut new = Subscription::new();
    let quarterly = Recurrence { timing: Timing::Arrears, ..Recurrence::every(Cadence::QUARTERLY) };
    let content = Content::Lines { lines, recurrence: quarterly.clone() };
    new.does("2025-03-01", &subscribe_to(content));
    let EventKind::ItemAdded { id: named, item } = &new.history.events()[1].kind else {
        panic!("the second event adds the item");
    };
    assert_eq!((new.history.events().len(), *named), (2, id("seats")));
    assert_eq!((item.price.clone(), item.quantity), (seats().price, Quantity::whole(5)));
    assert_eq!((item.unit, item.tax), (seats().unit, seats().tax));
    assert_eq!(item.schedule, ItemSchedule::Recurring(quarterly));
}

/// HIS-1: what started with the contract starts with it when its start moves
#[test]
fn moving_the_start_takes_what_began_with_it_along() {
    let items = vec![named("seats", seats()), named("desk", every(Cadence::MONTHLY, 250))];
    let mut subscription = Subscription::of(contract(), "2025-01-01", items);
    let ten_percent = Discount {
        label: "Welcome".into(),
        value: DiscountValue::Percent(Percent::whole(10)),
        item: None,
        lasts: DiscountDuration::Forever,
        order: 0,
        in_stubs: StubDiscount::Prorated,
    };
    let welcome = DiscountId::new("welcome").unwrap();
    let grant =
        Command::GrantDiscount { id: welcome, discount: ten_percent, when: on("2025-01-01") };
    subscription.does("2025-01-01", &grant);
    subscription.does("2025-01-01", &quantity("seats", 5, on("2025-04-01")));
    assert_eq!(
        subscription.does("2025-01-10", &Command::MoveStart { to: day("2025-02-01") }),
        [
            "#6 2025-01-10 retracted #1",
            "#7 2025-01-10 retracted #2",
            "#8 2025-01-10 retracted #3",
            "#9 2025-01-10 retracted #4",
            "#10 2025-02-01 started",
            "#11 2025-02-01 item-added seats",
            "#12 2025-02-01 item-added desk",
            "#13 2025-02-01 discount-granted welcome",
        ]
    );
    // Back again, and nothing is left behind.
    subscription.does("2025-01-10", &Command::MoveStart { to: day("2025-01-01") });
    let there = subscription.decide("2025-01-10", &quantity("desk", 2, on("2025-01-01")));
    assert!(there.is_ok());
}

/// HIS-1: an end that was set does not move with the start, a start after it is refused
#[test]
fn moving_the_start_keeps_the_end_that_was_set() {
    let mut subscription = Subscription::of_seats(contract());
    subscription.does("2025-01-02", &set_end("2025-06-01"));
    subscription.does("2025-01-02", &Command::MoveStart { to: day("2025-03-01") });
    assert_eq!(subscription.ends_on(), Some(day("2025-06-01")));
}

/// 0.32, HIS-5: without a document, and undone by retracting the retraction
#[test]
fn a_subscription_without_lines_is_deleted_and_brought_back() {
    let mut subscription =
        Subscription::of(contract(), "2025-01-01", vec![named("fee", in_arrears(seats()))]);
    subscription.bills("2025-01-15");
    assert_eq!(subscription.does("2025-01-15", &Command::Delete), ["#3 2025-01-15 retracted #1"]);
    assert_eq!(
        subscription.does("2025-01-16", &Command::Retract { sequence: 3 }),
        ["#4 2025-01-16 retracted #3"]
    );
    let customer = CustomerId::new("cust-8").unwrap();
    let transfer = Command::Transfer { to: customer, on: day("2025-02-01") };
    subscription.does("2025-01-16", &transfer);
}
