//! Twins of what queries answer about the course of a contract: instalments, status, ends, renewals.

use std::fmt::Display;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tacite::calendar::Period;
use tacite::contract::{Clocks, Coefficient, IndexValue, ItemId, PauseShape, Price};
use tacite::money::{Amount, Quantity};
use tacite::query::{
    Coming, EarliestEnd, IndexUsed, Instalment, InstalmentState, MonthForecast, NextRenewal,
    PauseSpan, RemainingCommitment, Reminder, RenewalNoticeWindow, RevisedPrice, Standing, Status,
    Stretch, SubscriptionState,
};
use tacite::schedule::Reference;
use tacite::timeline::Terms;

use crate::spelled::Spelled;
use crate::value::{Sequence, shortened};
use crate::wire::{As, is_default, twins};

twins! {
    object Instalment => InstalmentTwin;
    object MonthForecast => MonthForecastTwin;
    object Status => StatusTwin;
    object Stretch => StretchTwin;
    object RemainingCommitment => RemainingCommitmentTwin;
    object EarliestEnd => EarliestEndTwin;
    object PauseSpan => PauseSpanTwin;
    object Reminder => ReminderTwin;
    object NextRenewal => NextRenewalTwin;
    object RenewalNoticeWindow => RenewalNoticeWindowTwin;
    object RevisedPrice => RevisedPriceTwin;
    object IndexUsed => IndexUsedTwin;
    object IndexValue => IndexValueTwin;
}

twins! {
    choice InstalmentState => InstalmentStateTwin, "how far an instalment has come";
    choice SubscriptionState => SubscriptionStateTwin, "the state of a subscription";
    choice Standing => StandingTwin, "how days stand";
    choice Coming => ComingTwin, "what comes";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Instalment", deny_unknown_fields, expecting = "an instalment")]
struct InstalmentTwin {
    #[serde(with = "As::<NaiveDate>")]
    due_on: NaiveDate,
    #[serde(with = "As::<ItemId>")]
    item: ItemId,
    #[serde(with = "As::<u32>")]
    number: u32,
    #[serde(with = "As::<Reference>")]
    period: Reference,
    #[serde(with = "As::<Period>")]
    billing: Period,
    #[serde(with = "As::<Period>")]
    served: Period,
    #[serde(with = "As::<Amount>")]
    net: Amount,
    #[serde(with = "As::<InstalmentState>")]
    state: InstalmentState,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "MonthForecast", deny_unknown_fields, expecting = "the forecast of a month")]
struct MonthForecastTwin {
    #[serde(with = "As::<NaiveDate>")]
    month: NaiveDate,
    #[serde(with = "As::<Amount>")]
    net: Amount,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Status", deny_unknown_fields, expecting = "a status")]
struct StatusTwin {
    #[serde(with = "As::<SubscriptionState>")]
    state: SubscriptionState,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    since: Option<NaiveDate>,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    until: Option<NaiveDate>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Stretch", deny_unknown_fields, expecting = "days at the same terms")]
struct StretchTwin {
    #[serde(with = "As::<Period>")]
    period: Period,
    #[serde(with = "As::<Terms>")]
    terms: Terms,
    #[serde(with = "As::<Standing>")]
    standing: Standing,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    remote = "RemainingCommitment",
    deny_unknown_fields,
    expecting = "what remains of a commitment"
)]
struct RemainingCommitmentTwin {
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    end: Option<NaiveDate>,
    #[serde(with = "As::<Option<u32>>", default, skip_serializing_if = "is_default")]
    days: Option<u32>,
    #[serde(with = "As::<Option<u32>>", default, skip_serializing_if = "is_default")]
    whole_months: Option<u32>,
    #[serde(with = "As::<Option<u32>>", default, skip_serializing_if = "is_default")]
    months_begun: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "EarliestEnd", deny_unknown_fields, expecting = "the earliest end")]
struct EarliestEndTwin {
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    end: Option<NaiveDate>,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    last_notice_day: Option<NaiveDate>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PauseSpan", deny_unknown_fields, expecting = "a pause and its days")]
struct PauseSpanTwin {
    #[serde(with = "As::<NaiveDate>")]
    from: NaiveDate,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    until: Option<NaiveDate>,
    #[serde(with = "As::<PauseShape>")]
    shape: PauseShape,
    #[serde(with = "As::<Clocks>", default, skip_serializing_if = "is_default")]
    clocks: Clocks,
    #[serde(with = "As::<Option<u32>>", default, skip_serializing_if = "is_default")]
    days: Option<u32>,
    #[serde(with = "As::<u32>")]
    days_so_far: u32,
    #[serde(with = "Sequence")]
    sequence: u64,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Reminder", deny_unknown_fields, expecting = "a reminder")]
struct ReminderTwin {
    #[serde(with = "As::<NaiveDate>")]
    on: NaiveDate,
    #[serde(with = "As::<u32>")]
    days_before: u32,
    #[serde(with = "As::<Coming>")]
    of: Coming,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "NextRenewal", deny_unknown_fields, expecting = "a renewal to come")]
struct NextRenewalTwin {
    #[serde(with = "As::<NaiveDate>")]
    on: NaiveDate,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    new_term_end: Option<NaiveDate>,
    #[serde(with = "As::<u32>")]
    number: u32,
    #[serde(with = "As::<NaiveDate>")]
    last_refusal_day: NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    remote = "RenewalNoticeWindow",
    deny_unknown_fields,
    expecting = "when a renewal is announced"
)]
struct RenewalNoticeWindowTwin {
    #[serde(with = "As::<NaiveDate>")]
    renewal_on: NaiveDate,
    #[serde(with = "As::<NaiveDate>")]
    last_refusal_day: NaiveDate,
    #[serde(with = "As::<NaiveDate>")]
    opens: NaiveDate,
    #[serde(with = "As::<NaiveDate>")]
    closes: NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "RevisedPrice", deny_unknown_fields, expecting = "a revised price")]
struct RevisedPriceTwin {
    #[serde(with = "As::<NaiveDate>")]
    on: NaiveDate,
    #[serde(with = "As::<Price>")]
    from: Price,
    #[serde(with = "As::<Price>")]
    to: Price,
    #[serde(with = "As::<Option<IndexUsed>>", default, skip_serializing_if = "is_default")]
    index: Option<IndexUsed>,
    #[serde(with = "As::<Coefficient>")]
    coefficient: Coefficient,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "IndexUsed", deny_unknown_fields, expecting = "the values of an index")]
struct IndexUsedTwin {
    #[serde(with = "As::<IndexValue>")]
    base: IndexValue,
    #[serde(with = "As::<IndexValue>")]
    current: IndexValue,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "IndexValue", deny_unknown_fields, expecting = "a value of an index")]
struct IndexValueTwin {
    #[serde(with = "As::<NaiveDate>")]
    published_on: NaiveDate,
    #[serde(with = "As::<Quantity>")]
    value: Quantity,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "InstalmentState", rename_all = "kebab-case")]
enum InstalmentStateTwin {
    Planned,
    ToBill,
    Billed,
    Skipped,
    Credited,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "SubscriptionState", rename_all = "kebab-case")]
enum SubscriptionStateTwin {
    NotStarted,
    Ended,
    Pending,
    Paused,
    NoticeGiven,
    Terminated,
    Trial,
    Active,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Standing", rename_all = "kebab-case")]
enum StandingTwin {
    Owed,
    Free,
    Paused,
    BilledElsewhere,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Coming", rename_all = "kebab-case")]
enum ComingTwin {
    End(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    Renewal(#[serde(with = "As::<NaiveDate>")] NaiveDate),
}

/// Numerator and denominator as they are, not in their lowest terms.
impl Spelled for Coefficient {
    const NEEDED: &'static str = "a coefficient as a string, such as \"1030/1000\"";
    const PATTERN: Option<&'static str> = Some("^(0|[1-9][0-9]*)/[1-9][0-9]*$");

    fn spell(&self) -> impl Display {
        let (numerator, denominator) = self.parts();
        format!("{numerator}/{denominator}")
    }

    fn parse(text: &str) -> Result<Self, String> {
        let given = shortened(text);
        let parts = text.split_once('/').and_then(|(numerator, denominator)| {
            Some((numerator.parse().ok()?, denominator.parse().ok()?))
        });
        let coefficient = parts
            .map(|(numerator, denominator)| Self::new(numerator, denominator))
            .transpose()
            .map_err(|error| error.to_string())?;
        coefficient.filter(|value| value.spell().to_string() == text).ok_or_else(|| {
            format!(
                "{given:?} is no coefficient: two whole numbers are needed, such as \"1030/1000\" \
                 (CHG-2)"
            )
        })
    }
}
