//! Passing to another plan: at once, with a new period, at the end of the period, at the end of the
//! term; with or without proration.

use tacite::calendar::{Cadence, DayCount, Length};
use tacite::command::{Command, Content, PlanPolicy, Proration};
use tacite::contract::{
    Basis, Contract, Item, ItemSchedule, Phase, PhasePrice, Plan, PlanId, PlanItem, PlanItemCode,
};

use crate::asking::{
    Subscription, contract, day, every, for_a_year, id, in_arrears, tacit, terminate,
};

fn planned(name: &str, item: Item) -> PlanItem {
    let code = PlanItemCode::new(name).unwrap();
    PlanItem { id: id(name), item: Item { plan_item: Some(code), ..item } }
}

fn plan(name: &str, items: Vec<PlanItem>) -> Plan {
    Plan { id: PlanId::new(name).unwrap(), items }
}

/// A desk at 310.00 EUR a month and a locker at 90.00 EUR a quarter.
fn desk_and_locker() -> Plan {
    let locker = planned("locker", every(Cadence::QUARTERLY, 90));
    plan("basic", vec![planned("desk", every(Cadence::MONTHLY, 310)), locker])
}

/// The desk at 400.00 EUR, no locker, a parking place.
fn desk_and_parking() -> Plan {
    let parking = planned("parking", every(Cadence::MONTHLY, 60));
    plan("plus", vec![planned("desk", every(Cadence::MONTHLY, 400)), parking])
}

fn subscribed(contract: Contract, plan: Plan) -> Subscription {
    let mut subscription = Subscription::new();
    let (start, content) = (day("2025-01-01"), Content::Plan(plan));
    subscription.does("2025-01-01", &Command::Subscribe { contract, start, content });
    subscription
}

fn change(on: &str, policy: PlanPolicy, proration: Proration) -> Command {
    Command::ChangePlan { plan: desk_and_parking(), on: day(on), policy, proration }
}

#[test]
fn a_plan_changes_at_once_with_days_of_both_plans() {
    let mut subscription = subscribed(contract(), desk_and_locker());
    let now = change("2025-01-11", PlanPolicy::Now, Proration::With);
    assert_eq!(subscription.does("2025-01-11", &now), ["#4 2025-01-11 plan-changed"]);
}

/// Without proration, the running period stays as it was billed.
#[test]
fn a_plan_changes_without_proration_at_the_end_of_the_running_period() {
    let mut subscription = subscribed(contract(), desk_and_locker());
    let now = change("2025-01-11", PlanPolicy::Now, Proration::Without);
    assert_eq!(subscription.does("2025-01-11", &now), ["#4 2025-02-01 plan-changed"]);
}

#[test]
fn a_plan_changes_at_the_end_of_the_period_or_of_the_term() {
    let subscription = subscribed(for_a_year(tacit()), desk_and_locker());
    for proration in [Proration::With, Proration::Without] {
        let period_end = change("2025-02-01", PlanPolicy::AtPeriodEnd, proration);
        assert_eq!(
            subscription.clone().does("2025-01-11", &period_end),
            ["#4 2025-03-01 plan-changed"]
        );
        let term_end = change("2025-01-11", PlanPolicy::AtTermEnd, proration);
        assert_eq!(
            subscription.clone().does("2025-01-11", &term_end),
            ["#4 2026-01-01 plan-changed"]
        );
    }
}

/// The desk is matched: its period restarts. The locker goes, the parking place begins by itself.
#[test]
fn a_plan_changes_with_a_new_period() {
    let mut subscription = subscribed(contract(), desk_and_locker());
    let restart = change("2025-01-11", PlanPolicy::RestartPeriod, Proration::With);
    assert_eq!(
        subscription.does("2025-01-11", &restart),
        ["#4 2025-01-11 plan-changed", "#5 2025-01-11 anchor-changed desk"]
    );
}

/// 21/31 of 310.00 are 210.00, 80/90 of 90.00 are 80.00.
#[test]
fn a_new_period_without_proration_charges_the_unused_days_again() {
    let mut subscription = subscribed(contract(), desk_and_locker());
    let restart = change("2025-01-11", PlanPolicy::RestartPeriod, Proration::Without);
    assert_eq!(
        subscription.does("2025-01-11", &restart),
        [
            "#4 2025-01-11 plan-changed",
            "#5 2025-01-11 anchor-changed desk",
            "#6 2025-01-11 manual-adjustment 210.00 EUR Fee: unused days from 2025-01-11 to 2025-01-31 stay charged",
            "#7 2025-01-11 manual-adjustment 80.00 EUR Fee: unused days from 2025-01-11 to 2025-03-31 stay charged",
        ]
    );
}

/// CHG-6: what stays charged weighs what is credited: 20/30 of 300.00 from 11 January by 30/360; without
/// proration nothing is credited, and nothing stays charged.
#[test]
fn unused_days_stay_charged_by_the_weights_of_their_basis() {
    let desk = |basis| {
        let mut item = every(Cadence::MONTHLY, 300);
        if let ItemSchedule::Recurring(recurrence) = &mut item.schedule {
            recurrence.basis = basis;
        }
        subscribed(contract(), plan("desk", vec![planned("desk", item)]))
    };
    let restart = change("2025-01-11", PlanPolicy::RestartPeriod, Proration::Without);
    let lines = desk(Basis::Thirty360(DayCount::European)).does("2025-01-11", &restart);
    assert_eq!(
        lines[2],
        "#5 2025-01-11 manual-adjustment 200.00 EUR Fee: unused days from 2025-01-11 to 2025-01-31 stay charged"
    );
    let lines = desk(Basis::FirstDay).does("2025-01-11", &restart);
    assert_eq!(lines.len(), 2, "{lines:?}");
}

/// On a boundary nothing is unused; in arrears the same days stay charged; free days stay free.
#[test]
fn what_is_not_owed_does_not_stay_charged() {
    let restart = |date: &str| change(date, PlanPolicy::RestartPeriod, Proration::Without);
    let desk = |item: Item| plan("desk", vec![planned("desk", item)]);
    let mut subscription = subscribed(contract(), desk(every(Cadence::MONTHLY, 310)));
    assert_eq!(subscription.does("2025-02-01", &restart("2025-02-01")).len(), 2);

    let mut arrears = subscribed(contract(), desk(in_arrears(every(Cadence::MONTHLY, 310))));
    let lines = arrears.does("2025-01-30", &restart("2025-01-30"));
    assert_eq!(
        lines[2],
        "#5 2025-01-30 manual-adjustment 20.00 EUR Fee: unused days from 2025-01-30 to 2025-01-31 stay charged"
    );

    let mut trial = every(Cadence::MONTHLY, 310);
    if let ItemSchedule::Recurring(recurrence) = &mut trial.schedule {
        recurrence.phases = vec![Phase { length: Length::days(20), price: PhasePrice::Free }];
    }
    let mut trial = subscribed(contract(), desk(trial));
    // From the 11th to the 20th the desk is free; 11 days of 310.00 / 31 are owed.
    let lines = trial.does("2025-01-11", &restart("2025-01-11"));
    assert!(lines[2].starts_with("#5 2025-01-11 manual-adjustment 110.00 EUR"), "{lines:?}");

    let mut ending = subscribed(contract(), desk(every(Cadence::MONTHLY, 310)));
    ending.does("2025-01-02", &terminate("2025-01-16"));
    let lines = ending.does("2025-01-11", &restart("2025-01-11"));
    assert!(lines[2].starts_with("#6 2025-01-11 manual-adjustment 50.00 EUR"), "{lines:?}");
}
