//! What a gym sells: three plans. The crate is somebody else's: it is no member of the workspace and
//! knows only what `tacite` and `tacite-testkit` export.

use std::error::Error;

use rust_decimal::Decimal;
use tacite::calendar::{Anchor, Cadence, Length};
use tacite::contract::{
    Contract, CustomerId, GridAnchor, Item, ItemId, Phase, PhasePrice, Plan, PlanId, PlanItem,
    PlanItemCode, Price, Recurrence, Tax, Timing,
};
use tacite::money::{Currency, Percent, UnitPrice};

/// A plan of items, each with its id and the code by which a plan change matches it.
fn plan(name: &str, items: Vec<(&str, Item)>) -> Result<Plan, Box<dyn Error>> {
    let coded = |(code, item): (&str, Item)| -> Result<PlanItem, Box<dyn Error>> {
        let plan_item = Some(PlanItemCode::new(code)?);
        Ok(PlanItem { id: ItemId::new(code)?, item: Item { plan_item, ..item } })
    };
    let items: Result<Vec<PlanItem>, _> = items.into_iter().map(coded).collect();
    Ok(Plan { id: PlanId::new(name)?, items: items? })
}

/// 29.90 a month on the 1st; 24.90, with two weeks for free; 299.00 a year, and 4.50 a month for the
/// sauna, in arrears.
pub fn plans() -> Result<Vec<Plan>, Box<dyn Error>> {
    let vat = Tax::standard(Percent::whole(20));
    let fee = |cents: i64, recurrence| -> Result<Item, Box<dyn Error>> {
        let price = UnitPrice::new(Decimal::new(cents, 2))?;
        Ok(Item::recurring("Membership", Price::Flat(price), vat, recurrence))
    };
    let monthly = Recurrence::every(Cadence::MONTHLY);
    let on_the_1st = Recurrence { anchor: GridAnchor::Rule(Anchor::Calendar), ..monthly.clone() };
    let trial = Phase { length: Length::weeks(2), price: PhasePrice::Free };
    let after_trial = Recurrence { phases: vec![trial], ..monthly.clone() };
    let in_arrears = Recurrence { timing: Timing::Arrears, ..monthly };
    let yearly = Recurrence::every(Cadence::YEARLY);
    Ok(vec![
        plan("classic", vec![("membership", fee(2_990, on_the_1st)?)])?,
        plan("try", vec![("membership", fee(2_490, after_trial)?)])?,
        plan("gold", vec![("membership", fee(29_900, yearly)?), ("sauna", fee(450, in_arrears)?)])?,
    ])
}

/// The contract that all of them are sold under.
pub fn contract() -> Result<Contract, Box<dyn Error>> {
    Ok(Contract::new("Gym", CustomerId::new("member-1")?, Currency::EUR))
}
