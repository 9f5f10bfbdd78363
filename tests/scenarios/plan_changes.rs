//! A subscription passes to another plan: at once, with a new period, at the end of the period or
//! of the term; with or without proration (HIS-3, HIS-4).
//!
//! Basic is a desk at 310.00 EUR a month and a locker at 90.00 EUR a quarter; Plus is the desk at
//! 400.00 EUR and a parking place at 62.00 EUR a month. From 1 January 2025, asked on the 11th.
//!
//! A credit is printed with the label of the line that it corrects.

use tacite::calendar::{Cadence, Length};
use tacite::command::{Command, Content, PlanPolicy, Proration, When};
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Lasting, Plan, PlanId, PlanItem, PlanItemCode, Price,
    Recurrence, Renewal, SubscriptionId, Tax, Term,
};
use tacite::history::History;
use tacite::money::{Currency, Percent, Quantity, UnitPrice};

use crate::billing::{dated, day, nights, printed};
use crate::written::says;

fn item(label: &str, price: u32, cadence: Cadence) -> Item {
    let tax = Tax::standard(Percent::whole(20));
    let price = Price::PerUnit(UnitPrice::whole(price));
    Item::recurring(label, price, tax, Recurrence::every(cadence))
}

fn planned(name: &str, item: Item) -> PlanItem {
    let code = PlanItemCode::new(name).unwrap();
    PlanItem { id: ItemId::new(name).unwrap(), item: Item { plan_item: Some(code), ..item } }
}

fn plan(name: &str, items: Vec<PlanItem>) -> Plan {
    Plan { id: PlanId::new(name).unwrap(), items }
}

fn basic() -> Plan {
    let desk = planned("desk", item("Desk, Basic", 310, Cadence::MONTHLY));
    plan("basic", vec![desk, planned("locker", item("Locker, Basic", 90, Cadence::QUARTERLY))])
}

fn plus() -> Plan {
    let desk = planned("desk", item("Desk, Plus", 400, Cadence::MONTHLY));
    plan("plus", vec![desk, planned("parking", item("Parking, Plus", 62, Cadence::MONTHLY))])
}

/// The desk alone, at a price a month or a year.
fn desk(label: &str, price: u32, cadence: Cadence) -> Plan {
    plan("desk", vec![planned("desk", item(label, price, cadence))])
}

fn contract() -> Contract {
    Contract::new("Office", CustomerId::new("cust-7").unwrap(), Currency::EUR)
}

fn subscribed(contract: Contract, plan: Plan) -> History {
    let mut history = History::new(SubscriptionId::new("office").unwrap());
    let (start, content) = (day("2025-01-01"), Content::Plan(plan));
    says(&mut history, "2025-01-01", &Command::Subscribe { contract, start, content });
    history
}

fn to(plan: Plan, on: &str, policy: PlanPolicy, proration: Proration) -> Command {
    Command::ChangePlan { plan, on: day(on), policy, proration }
}

/// Subscribes to Basic and passes to Plus on 11 January.
fn changed(policy: PlanPolicy, proration: Proration) -> History {
    let mut history = subscribed(contract(), basic());
    says(&mut history, "2025-01-11", &to(plus(), "2025-01-11", policy, proration));
    history
}

/// CHG-6, CHG-8: 21/31 of 310.00 go back and 21/31 of 400.00 are charged, on the day. The locker is
/// removed: 80 of 90 days go back at once. The parking place begins with months of its own.
#[test]
fn now_with_proration_the_month_has_days_of_both_plans() {
    let documents = nights(&changed(PlanPolicy::Now, Proration::With), "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Desk, Basic    1 – 31 Jan 2025      1 × 310.00  310.00
      Locker, Basic  1 Jan – 31 Mar 2025   1 × 90.00   90.00
                                                 Net  400.00
                                  VAT 20 % on 400.00   80.00
                                               Total  480.00
                                      Due 1 Jan 2025  480.00
    Credit note of 11 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Desk, Basic    11 – 31 Jan 2025      − 1 × 310.00 × 21/31  −210.00
      Locker, Basic  11 Jan – 31 Mar 2025   − 1 × 90.00 × 80/90   −80.00
                                                            Net  −290.00
                                            VAT 20 % on −290.00   −58.00
                                                          Total  −348.00
                                          To refund 11 Jan 2025   348.00
    Invoice of 11 Jan 2025 · customer cust-7 · EUR
      Desk, Plus     11 – 31 Jan 2025      1 × 400.00 × 21/31  270.97
      Parking, Plus  11 Jan – 10 Feb 2025           1 × 62.00   62.00
                                                          Net  332.97
                                           VAT 20 % on 332.97   66.59
                                                        Total  399.56
                                              Due 11 Jan 2025  399.56
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Desk, Plus  1 – 28 Feb 2025  1 × 400.00  400.00
                                          Net  400.00
                           VAT 20 % on 400.00   80.00
                                        Total  480.00
                               Due 1 Feb 2025  480.00
    Invoice of 11 Feb 2025 · customer cust-7 · EUR
      Parking, Plus  11 Feb – 10 Mar 2025  1 × 62.00  62.00
                                                 Net  62.00
                                   VAT 20 % on 62.00  12.40
                                               Total  74.40
                                     Due 11 Feb 2025  74.40
    ");
}

/// From 1 February. The locker's days of February and March go back at once, on the 11th.
#[test]
fn without_proration_or_at_the_end_of_the_period_the_month_stays() {
    let history = changed(PlanPolicy::AtPeriodEnd, Proration::With);
    let documents = nights(&history, "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 11 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Locker, Basic  1 Feb – 31 Mar 2025  − 1 × 90.00 × 59/90  −59.00
                                                          Net  −59.00
                                           VAT 20 % on −59.00  −11.80
                                                        Total  −70.80
                                        To refund 11 Jan 2025   70.80
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Desk, Plus     1 – 28 Feb 2025  1 × 400.00  400.00
      Parking, Plus  1 – 28 Feb 2025   1 × 62.00   62.00
                                             Net  462.00
                              VAT 20 % on 462.00   92.40
                                           Total  554.40
                                  Due 1 Feb 2025  554.40
    ");
    for (policy, proration) in
        [(PlanPolicy::Now, Proration::Without), (PlanPolicy::AtPeriodEnd, Proration::Without)]
    {
        assert_eq!(nights(&changed(policy, proration), "2025-01-01", "2025-02-28"), documents);
    }
}

/// CHG-4: the month of the desk ends on the 11th and a new one begins
#[test]
fn a_period_restarts_with_proration() {
    let history = changed(PlanPolicy::RestartPeriod, Proration::With);
    let documents = nights(&history, "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 11 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Desk, Basic    11 – 31 Jan 2025      − 1 × 310.00 × 21/31  −210.00
      Locker, Basic  11 Jan – 31 Mar 2025   − 1 × 90.00 × 80/90   −80.00
                                                            Net  −290.00
                                            VAT 20 % on −290.00   −58.00
                                                          Total  −348.00
                                          To refund 11 Jan 2025   348.00
    Invoice of 11 Jan 2025 · customer cust-7 · EUR
      Desk, Plus     11 Jan – 10 Feb 2025  1 × 400.00  400.00
      Parking, Plus  11 Jan – 10 Feb 2025   1 × 62.00   62.00
                                                  Net  462.00
                                   VAT 20 % on 462.00   92.40
                                                Total  554.40
                                      Due 11 Jan 2025  554.40
    Invoice of 11 Feb 2025 · customer cust-7 · EUR
      Desk, Plus     11 Feb – 10 Mar 2025  1 × 400.00  400.00
      Parking, Plus  11 Feb – 10 Mar 2025   1 × 62.00   62.00
                                                  Net  462.00
                                   VAT 20 % on 462.00   92.40
                                                Total  554.40
                                      Due 11 Feb 2025  554.40
    ");
}

/// The unused days are credited and charged again: 210.00 and 80.00.
#[test]
fn a_period_restarts_without_proration() {
    let history = changed(PlanPolicy::RestartPeriod, Proration::Without);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 11 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Desk, Basic    11 – 31 Jan 2025      − 1 × 310.00 × 21/31  −210.00
      Locker, Basic  11 Jan – 31 Mar 2025   − 1 × 90.00 × 80/90   −80.00
                                                            Net  −290.00
                                            VAT 20 % on −290.00   −58.00
                                                          Total  −348.00
                                          To refund 11 Jan 2025   348.00
    Invoice of 11 Jan 2025 · customer cust-7 · EUR
      Desk, Plus                                                             11 Jan – 10 Feb 2025  1 × 400.00  400.00
      Parking, Plus                                                          11 Jan – 10 Feb 2025   1 × 62.00   62.00
      Desk, Basic: unused days from 2025-01-11 to 2025-01-31 stay charged    11 Jan 2025               210.00  210.00
      Locker, Basic: unused days from 2025-01-11 to 2025-03-31 stay charged  11 Jan 2025                80.00   80.00
                                                                                                          Net  752.00
                                                                                           VAT 20 % on 752.00  150.40
                                                                                                        Total  902.40
                                                                                              Due 11 Jan 2025  902.40
    ");
}

/// TRM-1: the term ends on 1 January 2026
#[test]
fn at_the_end_of_the_term_the_year_stays() {
    let renewal = Renewal::Tacit { length: Length::years(1), at_most: None };
    let term = Term { first: Lasting::For(Length::years(1)), renewal };
    let mut history = subscribed(Contract { term: Some(term), ..contract() }, basic());
    let change = to(plus(), "2025-01-11", PlanPolicy::AtTermEnd, Proration::With);
    says(&mut history, "2025-01-11", &change);
    let documents = nights(&history, "2025-01-01", "2026-01-31");
    insta::assert_snapshot!(printed(dated(&documents, "2025-12-01", "2026-01-31")), @"
    Invoice of 1 Dec 2025 · customer cust-7 · EUR
      Desk, Basic  1 – 31 Dec 2025  1 × 310.00  310.00
                                           Net  310.00
                            VAT 20 % on 310.00   62.00
                                         Total  372.00
                                Due 1 Dec 2025  372.00
    Invoice of 1 Jan 2026 · customer cust-7 · EUR
      Desk, Plus     1 – 31 Jan 2026  1 × 400.00  400.00
      Parking, Plus  1 – 31 Jan 2026   1 × 62.00   62.00
                                             Net  462.00
                              VAT 20 % on 462.00   92.40
                                           Total  554.40
                                  Due 1 Jan 2026  554.40
    ");
}

/// HIS-4: the quantity is the customer's, not the plan's; an item that comes from no plan stays
#[test]
fn a_quantity_and_items_of_no_plan_are_kept() {
    let mut history = subscribed(contract(), desk("Desk, Basic", 310, Cadence::MONTHLY));
    let (id, quantity) = (ItemId::new("desk").unwrap(), Quantity::whole(2));
    let when = When::On(day("2025-01-01"));
    says(&mut history, "2025-01-01", &Command::ChangeQuantity { id, quantity, when });
    let (id, item) = (ItemId::new("phone").unwrap(), item("Phone", 31, Cadence::MONTHLY));
    says(&mut history, "2025-01-01", &Command::AddItem { id, item, when });
    let change = to(plus(), "2025-01-11", PlanPolicy::Now, Proration::With);
    says(&mut history, "2025-01-11", &change);
    let documents = nights(&history, "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Desk, Basic  1 – 31 Jan 2025  2 × 310.00  620.00
      Phone        1 – 31 Jan 2025   1 × 31.00   31.00
                                           Net  651.00
                            VAT 20 % on 651.00  130.20
                                         Total  781.20
                                Due 1 Jan 2025  781.20
    Credit note of 11 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Desk, Basic  11 – 31 Jan 2025  − 2 × 310.00 × 21/31  −420.00
                                                      Net  −420.00
                                      VAT 20 % on −420.00   −84.00
                                                    Total  −504.00
                                    To refund 11 Jan 2025   504.00
    Invoice of 11 Jan 2025 · customer cust-7 · EUR
      Desk, Plus     11 – 31 Jan 2025      2 × 400.00 × 21/31  541.94
      Parking, Plus  11 Jan – 10 Feb 2025           1 × 62.00   62.00
                                                          Net  603.94
                                           VAT 20 % on 603.94  120.79
                                                        Total  724.73
                                              Due 11 Jan 2025  724.73
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Desk, Plus  1 – 28 Feb 2025  2 × 400.00  800.00
      Phone       1 – 28 Feb 2025   1 × 31.00   31.00
                                          Net  831.00
                           VAT 20 % on 831.00  166.20
                                        Total  997.20
                               Due 1 Feb 2025  997.20
    ");
}

/// INV-6: to Plus on the 11th, back on the 21st: the days of Basic are one charge again
#[test]
fn a_plan_changes_and_changes_back() {
    let mut history = subscribed(contract(), desk("Desk, Basic", 310, Cadence::MONTHLY));
    let there = desk("Desk, Plus", 400, Cadence::MONTHLY);
    let change = to(there, "2025-01-11", PlanPolicy::Now, Proration::With);
    says(&mut history, "2025-01-11", &change);
    let back = desk("Desk, Basic", 310, Cadence::MONTHLY);
    let change = to(back, "2025-01-21", PlanPolicy::Now, Proration::With);
    says(&mut history, "2025-01-21", &change);
    let documents = nights(&history, "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 11 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Desk, Basic  11 – 31 Jan 2025  − 1 × 310.00 × 21/31  −210.00
                                                      Net  −210.00
                                      VAT 20 % on −210.00   −42.00
                                                    Total  −252.00
                                    To refund 11 Jan 2025   252.00
    Invoice of 11 Jan 2025 · customer cust-7 · EUR
      Desk, Plus  11 – 31 Jan 2025  1 × 400.00 × 21/31  270.97
                                                   Net  270.97
                                    VAT 20 % on 270.97   54.19
                                                 Total  325.16
                                       Due 11 Jan 2025  325.16
    Credit note of 21 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 11 Jan 2025
      Desk, Plus  21 – 31 Jan 2025  − 1 × 400.00 × 11/31  −141.94
                                                     Net  −141.94
                                     VAT 20 % on −141.94   −28.39
                                                   Total  −170.33
                                   To refund 21 Jan 2025   170.33
    Invoice of 21 Jan 2025 · customer cust-7 · EUR
      Desk, Basic  21 – 31 Jan 2025  1 × 310.00 × 11/31  110.00
                                                    Net  110.00
                                     VAT 20 % on 110.00   22.00
                                                  Total  132.00
                                        Due 21 Jan 2025  132.00
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Desk, Basic  1 – 28 Feb 2025  1 × 310.00  310.00
                                           Net  310.00
                            VAT 20 % on 310.00   62.00
                                         Total  372.00
                                Due 1 Feb 2025  372.00
    ");
}

/// The same as on the day itself, dated on the day on which it is recorded.
#[test]
fn a_plan_change_is_recorded_late() {
    let mut history = subscribed(contract(), basic());
    let change = to(plus(), "2025-01-11", PlanPolicy::Now, Proration::With);
    says(&mut history, "2025-01-20", &change);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 20 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Desk, Basic    11 – 31 Jan 2025      − 1 × 310.00 × 21/31  −210.00
      Locker, Basic  11 Jan – 31 Mar 2025   − 1 × 90.00 × 80/90   −80.00
                                                            Net  −290.00
                                            VAT 20 % on −290.00   −58.00
                                                          Total  −348.00
                                          To refund 20 Jan 2025   348.00
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Desk, Plus     11 – 31 Jan 2025      1 × 400.00 × 21/31  270.97
      Parking, Plus  11 Jan – 10 Feb 2025           1 × 62.00   62.00
                                                          Net  332.97
                                           VAT 20 % on 332.97   66.59
                                                        Total  399.56
                                              Due 20 Jan 2025  399.56
    ");
}

/// The new plan's lines go back, the old plan's days are charged again.
#[test]
fn a_plan_change_is_retracted() {
    let mut history = changed(PlanPolicy::Now, Proration::With);
    says(&mut history, "2025-01-20", &Command::Retract { sequence: 4 });
    let documents = nights(&history, "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(dated(&documents, "2025-01-20", "2025-02-01")), @"
    Credit note of 20 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 11 Jan 2025
      Desk, Basic    11 – 31 Jan 2025      − 1 × 400.00 × 21/31  −270.97
      Parking, Plus  11 Jan – 10 Feb 2025           − 1 × 62.00   −62.00
                                                            Net  −332.97
                                            VAT 20 % on −332.97   −66.59
                                                          Total  −399.56
                                          To refund 20 Jan 2025   399.56
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Desk, Basic    11 – 31 Jan 2025      1 × 310.00 × 21/31  210.00
      Locker, Basic  11 Jan – 31 Mar 2025   1 × 90.00 × 80/90   80.00
                                                          Net  290.00
                                           VAT 20 % on 290.00   58.00
                                                        Total  348.00
                                              Due 20 Jan 2025  348.00
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Desk, Basic  1 – 28 Feb 2025  1 × 310.00  310.00
                                           Net  310.00
                            VAT 20 % on 310.00   62.00
                                         Total  372.00
                                Due 1 Feb 2025  372.00
    ");
}

/// CHG-3: another cadence is another grid: the year begins on the day of the change
#[test]
fn a_plan_by_the_month_becomes_one_by_the_year() {
    let mut history = subscribed(contract(), desk("Desk, monthly", 310, Cadence::MONTHLY));
    let yearly = desk("Desk, yearly", 3650, Cadence::YEARLY);
    let change = to(yearly, "2025-01-11", PlanPolicy::Now, Proration::With);
    says(&mut history, "2025-01-11", &change);
    let documents = nights(&history, "2025-01-01", "2026-01-11");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 11 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Desk, monthly  11 – 31 Jan 2025  − 1 × 310.00 × 21/31  −210.00
                                                        Net  −210.00
                                        VAT 20 % on −210.00   −42.00
                                                      Total  −252.00
                                      To refund 11 Jan 2025   252.00
    Invoice of 11 Jan 2025 · customer cust-7 · EUR
      Desk, yearly  11 Jan 2025 – 10 Jan 2026  1 × 3,650.00  3,650.00
                                                        Net  3,650.00
                                       VAT 20 % on 3,650.00    730.00
                                                      Total  4,380.00
                                            Due 11 Jan 2025  4,380.00
    Invoice of 11 Jan 2026 · customer cust-7 · EUR
      Desk, yearly  11 Jan 2026 – 10 Jan 2027  1 × 3,650.00  3,650.00
                                                        Net  3,650.00
                                       VAT 20 % on 3,650.00    730.00
                                                      Total  4,380.00
                                            Due 11 Jan 2026  4,380.00
    ");
}
