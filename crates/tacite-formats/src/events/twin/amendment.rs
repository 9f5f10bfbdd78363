//! Twins of plans, discounts and ends.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tacite::contract::{
    Discount, DiscountDuration, DiscountValue, Item, ItemId, LastPeriod, Plan, PlanId, PlanItem,
    StubDiscount, Text, WithdrawalCredit,
};
use tacite::money::{Percent, UnitPrice};

use crate::events::wire::{self, is_default, twins};

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
#[serde(remote = "Plan", deny_unknown_fields, expecting = "a plan")]
struct PlanTwin {
    #[serde(with = "wire")]
    id: PlanId,
    #[serde(with = "wire")]
    items: Vec<PlanItem>,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "PlanItem", deny_unknown_fields, expecting = "an item of a plan")]
struct PlanItemTwin {
    #[serde(with = "wire")]
    id: ItemId,
    #[serde(with = "wire")]
    item: Item,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Discount", deny_unknown_fields, expecting = "a discount")]
struct DiscountTwin {
    #[serde(with = "wire")]
    label: Text,
    #[serde(with = "wire")]
    value: DiscountValue,
    #[serde(with = "wire", default, skip_serializing_if = "is_default")]
    item: Option<ItemId>,
    #[serde(with = "wire")]
    lasts: DiscountDuration,
    #[serde(with = "wire", default, skip_serializing_if = "is_default")]
    order: u16,
    #[serde(with = "wire", default, skip_serializing_if = "is_default")]
    in_stubs: StubDiscount,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "DiscountValue", rename_all = "kebab-case")]
enum DiscountValueTwin {
    Percent(#[serde(with = "wire")] Percent),
    Amount(#[serde(with = "wire")] UnitPrice),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "DiscountDuration", rename_all = "kebab-case")]
enum DiscountDurationTwin {
    Forever,
    Until(#[serde(with = "wire")] NaiveDate),
    Periods(#[serde(with = "wire")] u32),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "StubDiscount", rename_all = "kebab-case")]
enum StubDiscountTwin {
    Prorated,
    Full,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "LastPeriod", rename_all = "kebab-case")]
enum LastPeriodTwin {
    Prorated,
    Full,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "WithdrawalCredit", rename_all = "kebab-case")]
enum WithdrawalCreditTwin {
    Everything,
    LessDaysServed,
}
