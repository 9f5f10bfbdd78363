//! One test for each refusal about items and discounts (CHG-1, CAL-5, HIS-5).

use tacite::calendar::{Anchor, Cadence, DayCount, Unit};
use tacite::command::{Command, PlanPolicy, RefusalRule, When};
use tacite::contract::{
    Basis, Discount, DiscountDuration, DiscountValue, GridAnchor, ItemError, ItemId, ItemSchedule,
    PlanItem,
};
use tacite::history::EventKind;
use tacite::money::{Percent, UnitPrice};

use crate::asking::{
    Subscription, contract, day, every, id, named, on, once, quantity, seats, subscribe,
};
use crate::refusals::{change_plan, monthly, on_a_plan, planned, standing, ten_euros_off};

#[test]
fn unknown_item() {
    let rule = RefusalRule::UnknownItem { id: id("desk") };
    assert_eq!(monthly().refuses("2025-01-10", &quantity("desk", 5, When::Now)), rule);
    assert_eq!(monthly().refuses("2025-01-10", &quantity("desk", 5, When::NextPeriod)), rule);
    let anchor = Command::ChangeAnchor { id: id("desk"), anchor: Anchor::Start, on: None };
    assert_eq!(monthly().refuses("2025-01-10", &anchor), rule);
    let kind = EventKind::PriceChanged { id: id("desk"), price: UnitPrice::whole(1).into() };
    let correct = Command::Correct { sequence: 2, effective_on: day("2025-01-10"), kind };
    assert_eq!(monthly().refuses("2025-01-10", &correct), rule);
    let (discount, when) = (ten_euros_off(Some(id("desk"))), When::Now);
    let grant = Command::GrantDiscount { id: standing(), discount, when };
    assert_eq!(monthly().refuses("2025-01-10", &grant), rule);
}

#[test]
fn not_recurring() {
    let items = vec![named("set-up", once())];
    let subscription = Subscription::of(contract(), "2025-01-01", items);
    let rule = RefusalRule::NotRecurring { id: id("set-up") };
    let (id, when) = (id("set-up"), When::Now);
    let cadence = Command::ChangeCadence { id, cadence: Cadence::WEEKLY, when };
    assert_eq!(subscription.refuses("2025-01-01", &cadence), rule);
    let anchor = Command::ChangeAnchor { id, anchor: Anchor::Start, on: None };
    assert_eq!(subscription.refuses("2025-01-01", &anchor), rule);
    assert_eq!(subscription.refuses("2025-01-01", &quantity("set-up", 5, When::NextPeriod)), rule);
}

#[test]
fn item_id_reserved() {
    let adjustment = ItemId::ADJUSTMENT;
    let rule = RefusalRule::ItemIdReserved { id: adjustment };
    let add = Command::AddItem { id: adjustment, item: seats(), when: When::Now };
    assert_eq!(monthly().refuses("2025-01-10", &add), rule);
    let items = vec![named("adjustment", seats())];
    let command = subscribe(contract(), "2025-01-01", items);
    assert_eq!(Subscription::new().refuses("2025-01-01", &command), rule);
}

/// CHG-1: never again, not even after it was removed
#[test]
fn item_id_used() {
    let rule = |name: &str| RefusalRule::ItemIdUsed { id: id(name) };
    let add = |name: &str| Command::AddItem { id: id(name), item: seats(), when: When::Now };
    let mut subscription = monthly();
    assert_eq!(subscription.refuses("2025-01-10", &add("seats")), rule("seats"));
    subscription.does("2025-01-10", &Command::RemoveItem { id: id("seats"), when: When::Now });
    assert_eq!(subscription.refuses("2025-02-10", &add("seats")), rule("seats"));
    let twice = vec![named("seats", seats()), named("seats", seats())];
    let command = subscribe(contract(), "2025-01-01", twice);
    assert_eq!(Subscription::new().refuses("2025-01-01", &command), rule("seats"));
}

/// CHG-1: an item that was billed and retracted keeps its id
#[test]
fn item_id_used_in_the_books() {
    let add = |name: &str| Command::AddItem { id: id(name), item: seats(), when: When::Now };
    let mut subscription = monthly();
    subscription.does("2025-01-10", &add("desk"));
    let mut unbilled = subscription.clone();
    unbilled.does("2025-01-10", &Command::Retract { sequence: 3 });
    unbilled.does("2025-01-10", &add("desk"));
    // Now the first desk can't come back.
    let rule = RefusalRule::ItemIdUsed { id: id("desk") };
    assert_eq!(unbilled.refuses("2025-01-10", &Command::Retract { sequence: 4 }), rule);
    subscription.bills("2025-01-10");
    subscription.does("2025-01-10", &Command::Retract { sequence: 3 });
    assert_eq!(subscription.refuses("2025-01-10", &add("desk")), rule);
}

/// CHG-1: a plan brings no second item of an id, be it its own or an item that was removed
#[test]
fn item_id_used_by_a_plan() {
    let rule = |name: &str| RefusalRule::ItemIdUsed { id: id(name) };
    let (desk, locker) = (planned("desk", seats()), planned("locker", seats()));
    let mut subscription = on_a_plan(vec![desk.clone(), locker.clone()]);
    let without_locker = change_plan(vec![desk.clone()], PlanPolicy::RestartPeriod);
    subscription.does("2025-01-11", &without_locker);
    let back = change_plan(vec![desk.clone(), locker.clone()], PlanPolicy::RestartPeriod);
    assert_eq!(subscription.refuses("2025-01-12", &back), rule("locker"));
    let twice = PlanItem { id: id("chair"), ..planned("stool", seats()) };
    let twice = vec![desk, planned("chair", seats()), twice];
    assert_eq!(
        subscription.refuses("2025-01-12", &change_plan(twice, PlanPolicy::RestartPeriod)),
        rule("chair")
    );
}

#[test]
fn item_not_yet() {
    let mut subscription = monthly();
    let add = Command::AddItem { id: id("desk"), item: seats(), when: on("2025-02-01") };
    subscription.does("2025-01-10", &add);
    assert_eq!(
        subscription.refuses("2025-01-10", &quantity("desk", 2, When::Now)),
        RefusalRule::ItemNotYet { id: id("desk"), from: day("2025-02-01") }
    );
}

#[test]
fn item_gone() {
    let mut subscription = monthly();
    let remove = |date: &str| Command::RemoveItem { id: id("seats"), when: on(date) };
    subscription.does("2025-01-10", &remove("2025-02-01"));
    let rule = RefusalRule::ItemGone { id: id("seats"), removed: day("2025-02-01") };
    assert_eq!(subscription.refuses("2025-01-10", &quantity("seats", 2, on("2025-02-01"))), rule);
    assert_eq!(subscription.refuses("2025-01-10", &remove("2025-02-01")), rule);
    subscription.does("2025-01-10", &remove("2025-01-31"));
}

/// CAL-5: an anchor, a cadence or a plan that the calendar does not carry
#[test]
fn calendar_lacks() {
    let five_weeks = Cadence::new(5, Unit::Week).unwrap();
    let rule = RefusalRule::CalendarLacks { id: id("desk"), cadence: five_weeks };
    let when = When::NextPeriod;
    let calendar = |on: Option<&str>| Command::ChangeAnchor {
        id: id("desk"),
        anchor: Anchor::Calendar,
        on: on.map(day),
    };
    let lengthen = Command::ChangeCadence { id: id("desk"), cadence: five_weeks, when };

    let items = vec![named("desk", every(five_weeks, 30))];
    let subscription = Subscription::of(contract(), "2025-01-01", items);
    assert_eq!(subscription.refuses("2025-01-10", &calendar(None)), rule);

    let mut subscription =
        Subscription::of(contract(), "2025-01-01", vec![named("desk", every(Cadence::WEEKLY, 30))]);
    subscription.does("2025-01-10", &calendar(Some("2025-01-13")));
    assert_eq!(subscription.refuses("2025-01-14", &lengthen), rule);
    // Anchored at a date again, five weeks are fine.
    let (id, anchor) = (id("desk"), Anchor::Start);
    let at_start = Command::ChangeAnchor { id, anchor, on: Some(day("2025-01-15")) };
    subscription.does("2025-01-14", &at_start);
    subscription.does("2025-01-15", &lengthen);
}

#[test]
fn calendar_lacks_a_plans_cadence() {
    let five_weeks = Cadence::new(5, Unit::Week).unwrap();
    let mut weekly = every(Cadence::WEEKLY, 30);
    if let ItemSchedule::Recurring(recurrence) = &mut weekly.schedule {
        recurrence.anchor = GridAnchor::Rule(Anchor::Calendar);
    }
    let subscription = on_a_plan(vec![planned("desk", weekly)]);
    let longer = vec![planned("desk", every(five_weeks, 30))];
    assert_eq!(
        subscription.refuses("2025-01-11", &change_plan(longer.clone(), PlanPolicy::AtPeriodEnd)),
        RefusalRule::CalendarLacks { id: id("desk"), cadence: five_weeks }
    );
    // A new period is anchored at its own start.
    subscription.clone().does("2025-01-11", &change_plan(longer, PlanPolicy::RestartPeriod));
}

/// CHG-6: weeks are not of whole months, and 101 years have too many of them
#[test]
fn basis_lacks() {
    let on_basis = |basis| {
        let mut item = every(Cadence::MONTHLY, 30);
        if let ItemSchedule::Recurring(recurrence) = &mut item.schedule {
            recurrence.basis = basis;
        }
        item
    };
    let change =
        |cadence| Command::ChangeCadence { id: id("desk"), cadence, when: When::NextPeriod };
    let rule = |error| RefusalRule::BasisLacks { id: id("desk"), error: Box::new(error) };
    for basis in [Basis::Thirty360(DayCount::Bond), Basis::MonthsThenDays] {
        let items = vec![named("desk", on_basis(basis))];
        let mut subscription = Subscription::of(contract(), "2025-01-01", items);
        let (basis, cadence) = (basis.name(), Cadence::WEEKLY);
        let refused = subscription.refuses("2025-01-10", &change(cadence));
        assert_eq!(refused, rule(ItemError::BasisWithoutMonths { basis, cadence }));
        subscription.does("2025-01-10", &change(Cadence::QUARTERLY));
    }
    let century = Cadence::new(101, Unit::Year).unwrap();
    let months = vec![named("desk", on_basis(Basis::MonthsThenDays))];
    let refused = Subscription::of(contract(), "2025-01-01", months);
    let (basis, cadence) = ("months-then-days", century);
    assert_eq!(
        refused.refuses("2025-01-10", &change(century)),
        rule(ItemError::BasisOfTooManyMonths { basis, cadence })
    );
    // Days, and the first day, are in every period.
    for basis in [Basis::ActualDays, Basis::FirstDay] {
        let items = vec![named("desk", on_basis(basis))];
        let mut subscription = Subscription::of(contract(), "2025-01-01", items);
        subscription.does("2025-01-10", &change(Cadence::WEEKLY));
    }
}

/// CHG-6: from the plan on, its basis holds, and goes with its cadence
#[test]
fn basis_lacks_a_cadence_after_a_plan_with_another_basis() {
    let mut by_months = every(Cadence::MONTHLY, 30);
    if let ItemSchedule::Recurring(recurrence) = &mut by_months.schedule {
        recurrence.basis = Basis::MonthsThenDays;
    }
    let mut subscription = on_a_plan(vec![planned("desk", every(Cadence::WEEKLY, 10))]);
    let plan = vec![planned("desk", by_months)];
    subscription.does("2025-01-11", &change_plan(plan, PlanPolicy::RestartPeriod));
    let weekly =
        Command::ChangeCadence { id: id("desk"), cadence: Cadence::WEEKLY, when: When::NextPeriod };
    let (basis, cadence) = ("months-then-days", Cadence::WEEKLY);
    let error = Box::new(ItemError::BasisWithoutMonths { basis, cadence });
    assert_eq!(
        subscription.refuses("2025-01-12", &weekly),
        RefusalRule::BasisLacks { id: id("desk"), error }
    );
}

#[test]
fn nothing_off() {
    let rule = RefusalRule::NothingOff { id: standing() };
    let grant = |discount| Command::GrantDiscount { id: standing(), discount, when: When::Now };
    let ten = ten_euros_off(None);
    for value in [DiscountValue::Amount(UnitPrice::ZERO), DiscountValue::Percent(Percent::ZERO)] {
        let nothing = grant(Discount { value, ..ten.clone() });
        assert_eq!(monthly().refuses("2025-01-10", &nothing), rule);
    }
    let over = DiscountDuration::Until(day("2025-01-10"));
    for lasts in [DiscountDuration::Periods(0), over] {
        let endless = grant(Discount { lasts, ..ten.clone() });
        assert_eq!(monthly().refuses("2025-01-10", &endless), rule);
    }
    // A discount of 0 that is recorded again in the place of another one is one too.
    let mut subscription = monthly();
    subscription.does("2025-01-10", &grant(ten.clone()));
    let discount = Discount { lasts: DiscountDuration::Periods(0), ..ten };
    let kind = EventKind::DiscountGranted { id: standing(), discount };
    let correct = Command::Correct { sequence: 3, effective_on: day("2025-01-10"), kind };
    assert_eq!(subscription.refuses("2025-01-10", &correct), rule);
}

#[test]
fn unknown_discount() {
    let rule = RefusalRule::UnknownDiscount { id: standing() };
    let withdraw = |date: &str| Command::WithdrawDiscount { id: standing(), when: on(date) };
    let mut subscription = monthly();
    assert_eq!(subscription.refuses("2025-01-10", &withdraw("2025-01-10")), rule);
    let (discount, when) = (ten_euros_off(Some(id("seats"))), on("2025-02-01"));
    subscription.does("2025-01-10", &Command::GrantDiscount { id: standing(), discount, when });
    assert_eq!(subscription.refuses("2025-01-10", &withdraw("2025-01-31")), rule);
    subscription.does("2025-01-10", &withdraw("2025-03-01"));
    assert_eq!(subscription.refuses("2025-01-10", &withdraw("2025-04-01")), rule);
}
