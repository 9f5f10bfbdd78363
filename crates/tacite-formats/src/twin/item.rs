//! Twins of items, their recurrence and its anchor.

use std::fmt;
use std::sync::Arc;

use chrono::{NaiveDate, Weekday};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use tacite::calendar::{Anchor, Cadence, DayOfMonth, Overflow};
use tacite::contract::{
    Basis, GridAnchor, Item, ItemSchedule, PauseRule, Phase, PlanItemCode, Price, PriceList,
    Recurrence, Refund, StubPrice, StubTrigger, Stubs, Supply, Tax, Text, Timing, UnitCode,
};
use tacite::money::Quantity;

use crate::wire::{Absent, As, Wire, absent, described, is_absent, is_default, twins};

twins! {
    object Item => ItemTwin;
    object Recurrence => RecurrenceTwin;
    object Stubs => StubsTwin;
}

twins! {
    choice Overflow => OverflowTwin, "an overflow";
    choice Timing => TimingTwin, "a timing";
    choice StubTrigger => StubTriggerTwin, "when a stub is billed";
    choice StubPrice => StubPriceTwin, "what a stub costs";
    choice Supply => SupplyTwin, "a supply";
    choice Weekday => WeekdayTwin, "a weekday";
}

twins! {
    choice into GridAnchor => AnchorTwin, "an anchor";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Item", deny_unknown_fields, expecting = "an item")]
struct ItemTwin {
    #[serde(with = "As::<Text>")]
    label: Text,
    #[serde(with = "As::<Option<PlanItemCode>>", default, skip_serializing_if = "is_default")]
    plan_item: Option<PlanItemCode>,
    #[serde(with = "As::<Supply>", default, skip_serializing_if = "is_default")]
    supply: Supply,
    #[serde(with = "As::<Price>")]
    price: Price,
    #[serde(with = "As::<Option<Arc<PriceList>>>", default, skip_serializing_if = "is_default")]
    list: Option<Arc<PriceList>>,
    #[serde(with = "As::<Quantity>", default = "absent", skip_serializing_if = "is_absent")]
    quantity: Quantity,
    #[serde(with = "As::<UnitCode>", default = "absent", skip_serializing_if = "is_absent")]
    unit: UnitCode,
    #[serde(with = "As::<Tax>")]
    tax: Tax,
    #[serde(with = "As::<ItemSchedule>")]
    schedule: ItemSchedule,
    #[serde(with = "As::<PauseRule>", default, skip_serializing_if = "is_default")]
    pausing: PauseRule,
    #[serde(with = "As::<Refund>", default, skip_serializing_if = "is_default")]
    refund: Refund,
}

impl Absent for Quantity {
    const ABSENT: Self = Self::whole(1);
}

impl Absent for UnitCode {
    const ABSENT: Self = Self::ONE;
}

described! {
    ItemSchedule = |generator| {
        let recurrence = generator.subschema_for::<As<Recurrence>>();
        json_schema!({ "anyOf": [{ "const": "once" }, recurrence] })
    }
}

/// `"once"`, or the recurrence itself.
impl Wire for ItemSchedule {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Once => serializer.serialize_str("once"),
            Self::Recurring(recurrence) => recurrence.write(serializer),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OnceOrRecurrence;

        impl<'de> Visitor<'de> for OnceOrRecurrence {
            type Value = ItemSchedule;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("\"once\" or a recurrence such as {\"every\":\"1 month\"}")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<ItemSchedule, E> {
                match text {
                    "once" => Ok(ItemSchedule::Once),
                    _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ItemSchedule, A::Error> {
                Recurrence::read(MapAccessDeserializer::new(map)).map(ItemSchedule::Recurring)
            }
        }

        deserializer.deserialize_any(OnceOrRecurrence)
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Recurrence", deny_unknown_fields, expecting = "a recurrence")]
struct RecurrenceTwin {
    #[serde(with = "As::<Cadence>", rename = "every")]
    cadence: Cadence,
    #[serde(with = "As::<GridAnchor>", default = "absent", skip_serializing_if = "is_absent")]
    anchor: GridAnchor,
    #[serde(with = "As::<Overflow>", default, skip_serializing_if = "is_default")]
    overflow: Overflow,
    #[serde(with = "As::<Timing>", default, skip_serializing_if = "is_default")]
    timing: Timing,
    #[serde(with = "As::<i32>", default, skip_serializing_if = "is_default")]
    offset_days: i32,
    #[serde(with = "As::<Stubs>", default = "absent", skip_serializing_if = "is_absent")]
    stubs: Stubs,
    #[serde(with = "As::<Vec<Phase>>", default, skip_serializing_if = "is_default")]
    phases: Vec<Phase>,
    #[serde(with = "As::<Basis>", default, skip_serializing_if = "is_default")]
    basis: Basis,
}

impl Absent for GridAnchor {
    const ABSENT: Self = Self::Rule(Anchor::Start);
}

impl Absent for Stubs {
    const ABSENT: Self = Self::PRORATED;
}

/// The anchors of the calendar and the one of the contract, side by side.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
enum AnchorTwin {
    Start,
    StartOrMonthEnd,
    DayOfMonth(#[serde(with = "As::<DayOfMonth>")] DayOfMonth),
    Date(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    Weekday(#[serde(with = "As::<Weekday>")] Weekday),
    Calendar,
    TrialEnd,
}

impl From<&GridAnchor> for AnchorTwin {
    fn from(anchor: &GridAnchor) -> Self {
        match *anchor {
            GridAnchor::Rule(Anchor::Start) => Self::Start,
            GridAnchor::Rule(Anchor::StartOrMonthEnd) => Self::StartOrMonthEnd,
            GridAnchor::Rule(Anchor::DayOfMonth(day)) => Self::DayOfMonth(day),
            GridAnchor::Rule(Anchor::Date(date)) => Self::Date(date),
            GridAnchor::Rule(Anchor::Weekday(weekday)) => Self::Weekday(weekday),
            GridAnchor::Rule(Anchor::Calendar) => Self::Calendar,
            GridAnchor::TrialEnd => Self::TrialEnd,
        }
    }
}

impl From<AnchorTwin> for GridAnchor {
    fn from(anchor: AnchorTwin) -> Self {
        Self::Rule(match anchor {
            AnchorTwin::Start => Anchor::Start,
            AnchorTwin::StartOrMonthEnd => Anchor::StartOrMonthEnd,
            AnchorTwin::DayOfMonth(day) => Anchor::DayOfMonth(day),
            AnchorTwin::Date(date) => Anchor::Date(date),
            AnchorTwin::Weekday(weekday) => Anchor::Weekday(weekday),
            AnchorTwin::Calendar => Anchor::Calendar,
            AnchorTwin::TrialEnd => return Self::TrialEnd,
        })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Overflow", rename_all = "kebab-case")]
enum OverflowTwin {
    Backward,
    Forward,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Timing", rename_all = "kebab-case")]
enum TimingTwin {
    Advance,
    Arrears,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Stubs", deny_unknown_fields, expecting = "what becomes of stubs")]
struct StubsTwin {
    #[serde(with = "As::<StubTrigger>", default, skip_serializing_if = "is_default")]
    first_trigger: StubTrigger,
    #[serde(with = "As::<StubPrice>", default, skip_serializing_if = "is_default")]
    first: StubPrice,
    #[serde(with = "As::<StubPrice>", default, skip_serializing_if = "is_default")]
    last: StubPrice,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "StubTrigger", rename_all = "kebab-case")]
enum StubTriggerTwin {
    Short,
    Long,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "StubPrice", rename_all = "kebab-case")]
enum StubPriceTwin {
    Prorated,
    Full,
    Free,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Supply", rename_all = "kebab-case")]
enum SupplyTwin {
    Services,
    Goods,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Weekday")]
enum WeekdayTwin {
    #[serde(rename = "monday")]
    Mon,
    #[serde(rename = "tuesday")]
    Tue,
    #[serde(rename = "wednesday")]
    Wed,
    #[serde(rename = "thursday")]
    Thu,
    #[serde(rename = "friday")]
    Fri,
    #[serde(rename = "saturday")]
    Sat,
    #[serde(rename = "sunday")]
    Sun,
}
