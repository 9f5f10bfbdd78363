//! Twins of derivations and absences: why a line costs what it costs, and why a day costs nothing.
//!
//! An exact cost is `"15300/31"`, in minor units and in its lowest terms.

use std::fmt::Display;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tacite::books::Carried;
use tacite::calendar::{Convention, Period};
use tacite::charge::Share;
use tacite::contract::{ItemId, SendingDay};
use tacite::explain::{
    Absence, AbsenceReason, CreditCause, Derivation, DueMoves, DueReason, Evaluated, ExactCost,
    Fraction, OwedTerms, RoundedCost, Rule, TermsSources, Unowed,
};
use tacite::money::{Amount, Currency};
use tacite::schedule::{DayRange, Reference};
use tacite::timeline::Terms;

use crate::spelled::Spelled;
use crate::value::{Sequence, shortened};
use crate::wire::{As, Boxed, is_default, twins};

twins! {
    object Derivation => DerivationTwin;
    object ExactCost => ExactCostTwin;
    object RoundedCost => RoundedCostTwin;
    object Evaluated => EvaluatedTwin;
    object CreditCause => CreditCauseTwin;
    object DueMoves => DueMovesTwin;
    object Absence => AbsenceTwin;
    object OwedTerms => OwedTermsTwin;
}

twins! {
    choice DueReason => DueReasonTwin, "why a line is due";
    choice AbsenceReason => AbsenceReasonTwin, "how a date stands";
    choice Rule => RuleTwin, "a rule such as \"CHG-6\"";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Derivation", deny_unknown_fields, expecting = "a derivation")]
struct DerivationTwin {
    #[serde(with = "As::<ItemId>")]
    item: ItemId,
    #[serde(with = "As::<Currency>")]
    currency: Currency,
    #[serde(with = "Sequence")]
    known: u64,
    #[serde(with = "Sequence")]
    terms_known: u64,
    #[serde(with = "As::<Vec<Period>>")]
    served: Vec<Period>,
    #[serde(with = "As::<Reference>")]
    reference: Reference,
    #[serde(with = "As::<Period>")]
    billing: Period,
    #[serde(with = "As::<u32>")]
    days: u32,
    #[serde(with = "As::<Share>")]
    share: Share,
    #[serde(with = "As::<Terms>")]
    terms: Terms,
    #[serde(with = "As::<TermsSources>")]
    sources: TermsSources,
    #[serde(with = "As::<Vec<TermsSources>>", default, skip_serializing_if = "is_default")]
    again: Vec<TermsSources>,
    #[serde(with = "As::<ExactCost>")]
    exact: ExactCost,
    #[serde(with = "As::<u32>", default, skip_serializing_if = "is_default")]
    before: u32,
    #[serde(with = "As::<Carried>", default, skip_serializing_if = "is_default")]
    carried: Carried,
    #[serde(with = "As::<Option<u32>>", default, skip_serializing_if = "is_default")]
    corrects: Option<u32>,
    #[serde(with = "As::<NaiveDate>")]
    due_on: NaiveDate,
    #[serde(with = "As::<DueReason>")]
    due: DueReason,
    #[serde(with = "As::<Option<DueMoves>>", default, skip_serializing_if = "is_default")]
    due_moves: Option<DueMoves>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ExactCost", deny_unknown_fields, expecting = "a cost before rounding")]
struct ExactCostTwin {
    #[serde(with = "As::<Fraction>")]
    gross: Fraction,
    #[serde(with = "As::<Fraction>")]
    net: Fraction,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "RoundedCost", deny_unknown_fields, expecting = "a cost in minor units")]
struct RoundedCostTwin {
    #[serde(with = "As::<i64>")]
    gross: i64,
    #[serde(with = "As::<i64>")]
    net: i64,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Evaluated", deny_unknown_fields, expecting = "what a derivation comes to")]
struct EvaluatedTwin {
    #[serde(with = "As::<Amount>")]
    gross: Amount,
    #[serde(with = "As::<Amount>")]
    net: Amount,
    #[serde(with = "As::<Amount>")]
    rounding: Amount,
}

impl Spelled for Fraction {
    const NEEDED: &'static str = "a fraction as a string, such as \"15300/31\"";
    const PATTERN: Option<&'static str> = Some("^-?(0|[1-9][0-9]*)/[1-9][0-9]*$");

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        let given = shortened(text);
        let parts = text.split_once('/').and_then(|(numerator, denominator)| {
            Some((numerator.parse().ok()?, denominator.parse().ok()?))
        });
        let (numerator, denominator) = parts.ok_or_else(|| {
            format!(
                "{given:?} is no fraction: two whole numbers are needed, such as \"15300/31\" (EXP-1)"
            )
        })?;
        let fraction = Self::new(numerator, denominator).map_err(|error| error.to_string())?;
        if fraction.to_string() != text {
            return Err(format!("{given:?} is written \"{fraction}\" (EXP-1)"));
        }
        Ok(fraction)
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "DueReason", rename_all = "kebab-case")]
enum DueReasonTwin {
    PeriodStart(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    PeriodEnd(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    NextPeriodStart(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    NextPeriodEnd(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    TermsHold(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    OneOff(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    Adjustment(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    ExitFee(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    Cancellation(#[serde(with = "As::<NaiveDate>")] NaiveDate),
    Credit(#[serde(with = "As::<Vec<CreditCause>>")] Vec<CreditCause>),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "CreditCause", deny_unknown_fields, expecting = "why days are credited")]
struct CreditCauseTwin {
    #[serde(with = "As::<Option<DayRange>>", default, skip_serializing_if = "is_default")]
    days: Option<DayRange>,
    #[serde(with = "As::<Unowed>")]
    why: Unowed,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    due_on: Option<NaiveDate>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "DueMoves", deny_unknown_fields, expecting = "what moves a due date")]
struct DueMovesTwin {
    #[serde(with = "As::<i32>", default, skip_serializing_if = "is_default")]
    offset_days: i32,
    #[serde(with = "As::<Option<SendingDay>>", default, skip_serializing_if = "is_default")]
    sending_day: Option<SendingDay>,
    #[serde(with = "As::<Convention>", default, skip_serializing_if = "is_default")]
    business_days: Convention,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Absence", deny_unknown_fields, expecting = "why a date has no charge")]
struct AbsenceTwin {
    #[serde(with = "As::<ItemId>")]
    item: ItemId,
    #[serde(with = "As::<NaiveDate>")]
    date: NaiveDate,
    #[serde(with = "As::<NaiveDate>")]
    as_of: NaiveDate,
    #[serde(with = "As::<AbsenceReason>")]
    reason: AbsenceReason,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "AbsenceReason", rename_all = "kebab-case", deny_unknown_fields)]
enum AbsenceReasonTwin {
    Unowed(#[serde(with = "As::<Unowed>")] Unowed),
    NotDueYet {
        #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
        due_on: Option<NaiveDate>,
        #[serde(with = "As::<OwedTerms>")]
        owed: OwedTerms,
    },
    Owed {
        #[serde(with = "As::<NaiveDate>")]
        due_on: NaiveDate,
        #[serde(with = "As::<OwedTerms>")]
        owed: OwedTerms,
    },
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "OwedTerms", deny_unknown_fields, expecting = "the terms at which a day is owed")]
struct OwedTermsTwin {
    #[serde(with = "Boxed::<Terms>")]
    terms: Box<Terms>,
    #[serde(with = "As::<NaiveDate>")]
    since: NaiveDate,
    #[serde(with = "As::<Currency>")]
    currency: Currency,
    #[serde(with = "Boxed::<TermsSources>")]
    sources: Box<TermsSources>,
}

/// A rule is written as its id.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Rule")]
enum RuleTwin {
    #[serde(rename = "CAL-6")]
    Cal6,
    #[serde(rename = "MON-2")]
    Mon2,
    #[serde(rename = "HIS-1")]
    His1,
    #[serde(rename = "HIS-6")]
    His6,
    #[serde(rename = "CHG-2")]
    Chg2,
    #[serde(rename = "CHG-6")]
    Chg6,
    #[serde(rename = "CHG-7")]
    Chg7,
    #[serde(rename = "CHG-8")]
    Chg8,
    #[serde(rename = "CHG-9")]
    Chg9,
    #[serde(rename = "PAU-1")]
    Pau1,
    #[serde(rename = "PAU-2")]
    Pau2,
    #[serde(rename = "TRM-3")]
    Trm3,
    #[serde(rename = "TRM-7")]
    Trm7,
    #[serde(rename = "TRM-8")]
    Trm8,
    #[serde(rename = "INV-2")]
    Inv2,
    #[serde(rename = "INV-6")]
    Inv6,
    #[serde(rename = "INV-7")]
    Inv7,
    #[serde(rename = "INV-8")]
    Inv8,
    #[serde(rename = "INV-9")]
    Inv9,
}
