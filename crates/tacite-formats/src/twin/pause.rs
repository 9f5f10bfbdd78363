//! Twins of pauses, the clocks that they stop and their limits.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tacite::calendar::Length;
use tacite::contract::{Clock, Clocks, Pause, PauseLimits, PauseRule, PauseShape, ReducedPrice};
use tacite::money::{Percent, UnitPrice};

use crate::wire::{As, is_default, twins};

twins! {
    object Pause => PauseTwin;
    object Clocks => ClocksTwin;
    object PauseLimits => PauseLimitsTwin;
}

twins! {
    choice PauseShape => PauseShapeTwin, "the shape of a pause";
    choice ReducedPrice => ReducedPriceTwin, "a reduced price";
    choice Clock => ClockTwin, "what a clock does in a pause";
    choice PauseRule => PauseRuleTwin, "whether an item is paused";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Pause", deny_unknown_fields, expecting = "a pause")]
struct PauseTwin {
    #[serde(with = "As::<PauseShape>")]
    shape: PauseShape,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    until: Option<NaiveDate>,
    #[serde(with = "As::<Clocks>", default, skip_serializing_if = "is_default")]
    clocks: Clocks,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PauseShape", rename_all = "kebab-case")]
enum PauseShapeTwin {
    ByDays,
    WholePeriods,
    Reduced(#[serde(with = "As::<ReducedPrice>")] ReducedPrice),
    Shift,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ReducedPrice", rename_all = "kebab-case")]
enum ReducedPriceTwin {
    Price(#[serde(with = "As::<UnitPrice>")] UnitPrice),
    Percent(#[serde(with = "As::<Percent>")] Percent),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Clocks", deny_unknown_fields, expecting = "which clocks a pause stops")]
struct ClocksTwin {
    #[serde(with = "As::<Clock>", default, skip_serializing_if = "is_default")]
    commitment: Clock,
    #[serde(with = "As::<Clock>", default, skip_serializing_if = "is_default")]
    term: Clock,
    #[serde(with = "As::<Clock>", default, skip_serializing_if = "is_default")]
    discounts: Clock,
    #[serde(with = "As::<Clock>", default, skip_serializing_if = "is_default")]
    phases: Clock,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Clock", rename_all = "kebab-case")]
enum ClockTwin {
    Stops,
    Runs,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PauseRule", rename_all = "kebab-case")]
enum PauseRuleTwin {
    Follows,
    OptsOut,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PauseLimits", deny_unknown_fields, expecting = "limits on pauses")]
struct PauseLimitsTwin {
    #[serde(with = "As::<Option<Length>>", default, skip_serializing_if = "is_default")]
    longest: Option<Length>,
    #[serde(with = "As::<Option<u32>>", default, skip_serializing_if = "is_default")]
    per_year: Option<u32>,
    #[serde(with = "As::<Option<Length>>", default, skip_serializing_if = "is_default")]
    notice: Option<Length>,
}
