//! Twins of plans, discounts and ends.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tacite::contract::{
    Discount, DiscountDuration, DiscountValue, Item, ItemId, LastPeriod, Plan, PlanId, PlanItem,
    StubDiscount, Text, WithdrawalCredit,
};
use tacite::money::{Percent, UnitPrice};

use crate::wire::{As, is_default, twins};

twins! {
    object Plan => PlanTwin;
    object PlanItem => PlanItemTwin;
    object Discount => DiscountTwin;
}

twins! {
    choice DiscountValue => DiscountValueTwin, "the value of a discount";
    choice DiscountDuration => DiscountDurationTwin, "how long a discount lasts";
    choice StubDiscount => StubDiscountTwin, "what a discount takes off incomplete periods";
    choice LastPeriod => LastPeriodTwin, "what the last period costs";
    choice WithdrawalCredit => WithdrawalCreditTwin, "what is credited";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Plan", deny_unknown_fields, expecting = "a plan")]
struct PlanTwin {
    #[serde(with = "As::<PlanId>")]
    id: PlanId,
    #[serde(with = "As::<Vec<PlanItem>>")]
    items: Vec<PlanItem>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PlanItem", deny_unknown_fields, expecting = "an item of a plan")]
struct PlanItemTwin {
    #[serde(with = "As::<ItemId>")]
    id: ItemId,
    #[serde(with = "As::<Item>")]
    item: Item,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Discount", deny_unknown_fields, expecting = "a discount")]
struct DiscountTwin {
    #[serde(with = "As::<Text>")]
    label: Text,
    #[serde(with = "As::<DiscountValue>")]
    value: DiscountValue,
    #[serde(with = "As::<Option<ItemId>>", default, skip_serializing_if = "is_default")]
    item: Option<ItemId>,
    #[serde(with = "As::<DiscountDuration>")]
    lasts: DiscountDuration,
    #[serde(with = "As::<u16>", default, skip_serializing_if = "is_default")]
    order: u16,
    #[serde(with = "As::<StubDiscount>", default, skip_serializing_if = "is_default")]
    in_stubs: StubDiscount,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "DiscountValue", rename_all = "kebab-case")]
enum DiscountValueTwin {
    Percent(#[serde(with = "As::<Percent>")] Percent),
    Amount(#[serde(with = "As::<UnitPrice>")] UnitPrice),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "DiscountDuration", rename_all = "kebab-case")]
enum DiscountDurationTwin {
    Forever,
    Until(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    Periods(#[serde(with = "As::<u32>")] u32),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "StubDiscount", rename_all = "kebab-case")]
enum StubDiscountTwin {
    Prorated,
    Full,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "LastPeriod", rename_all = "kebab-case")]
enum LastPeriodTwin {
    Prorated,
    Full,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "WithdrawalCredit", rename_all = "kebab-case")]
enum WithdrawalCreditTwin {
    Everything,
    LessDaysServed,
}
