//! Twins of payment terms and means.

use std::fmt::Display;

use serde::{Deserialize, Serialize};
use tacite::calendar::DayOfMonth;
use tacite::contract::{
    DueRule, MonthEndOrder, PartOfTotal, PaymentMeans, PaymentPart, PaymentTerms,
};
use tacite::money::Percent;

use crate::spelled::Spelled;
use crate::wire::{As, is_default, twins};

twins! {
    choice DueRule => DueRuleTwin, "a due rule";
    choice MonthEndOrder => MonthEndOrderTwin, "an order of days and month end";
    choice PaymentMeans => PaymentMeansTwin, "payment means";
}

twins! {
    object PaymentPart => PaymentPartTwin;
}

twins! {
    choice into PaymentTerms => PaymentTermsTwin, "payment terms";
    choice into PartOfTotal => PartOfTotalTwin, "a part of the total";
}

/// A due rule or instalments, side by side.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum PaymentTermsTwin {
    OnReceipt,
    Net {
        #[serde(with = "As::<u32>")]
        days: u32,
    },
    EndOfMonth {
        #[serde(with = "As::<u32>")]
        days: u32,
        #[serde(with = "As::<MonthEndOrder>", default, skip_serializing_if = "is_default")]
        order: MonthEndOrder,
        #[serde(with = "As::<Option<DayOfMonth>>", default, skip_serializing_if = "is_default")]
        on_the: Option<DayOfMonth>,
    },
    NextDay {
        #[serde(with = "As::<DayOfMonth>")]
        day: DayOfMonth,
    },
    Instalments(#[serde(with = "As::<Vec<PaymentPart>>")] Vec<PaymentPart>),
}

impl From<&PaymentTerms> for PaymentTermsTwin {
    fn from(terms: &PaymentTerms) -> Self {
        match terms {
            PaymentTerms::Instalments(parts) => Self::Instalments(parts.clone()),
            PaymentTerms::Single(rule) => match *rule {
                DueRule::OnReceipt => Self::OnReceipt,
                DueRule::Net { days } => Self::Net { days },
                DueRule::EndOfMonth { days, order, on_the } => {
                    Self::EndOfMonth { days, order, on_the }
                }
                DueRule::NextDay { day } => Self::NextDay { day },
            },
        }
    }
}

impl From<PaymentTermsTwin> for PaymentTerms {
    fn from(terms: PaymentTermsTwin) -> Self {
        Self::Single(match terms {
            PaymentTermsTwin::OnReceipt => DueRule::OnReceipt,
            PaymentTermsTwin::Net { days } => DueRule::Net { days },
            PaymentTermsTwin::EndOfMonth { days, order, on_the } => {
                DueRule::EndOfMonth { days, order, on_the }
            }
            PaymentTermsTwin::NextDay { day } => DueRule::NextDay { day },
            PaymentTermsTwin::Instalments(parts) => return Self::Instalments(parts),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "DueRule", rename_all = "kebab-case", deny_unknown_fields)]
enum DueRuleTwin {
    OnReceipt,
    Net {
        #[serde(with = "As::<u32>")]
        days: u32,
    },
    EndOfMonth {
        #[serde(with = "As::<u32>")]
        days: u32,
        #[serde(with = "As::<MonthEndOrder>", default, skip_serializing_if = "is_default")]
        order: MonthEndOrder,
        #[serde(with = "As::<Option<DayOfMonth>>", default, skip_serializing_if = "is_default")]
        on_the: Option<DayOfMonth>,
    },
    NextDay {
        #[serde(with = "As::<DayOfMonth>")]
        day: DayOfMonth,
    },
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "MonthEndOrder", rename_all = "kebab-case")]
enum MonthEndOrderTwin {
    DaysFirst,
    MonthEndFirst,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PaymentPart", deny_unknown_fields, expecting = "an instalment")]
struct PaymentPartTwin {
    #[serde(with = "As::<PartOfTotal>")]
    part: PartOfTotal,
    #[serde(with = "As::<DueRule>")]
    due: DueRule,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
enum PartOfTotalTwin {
    #[serde(rename = "percent")]
    Percent(#[serde(with = "As::<Share>")] Share),
    #[serde(rename = "minor_units")]
    MinorUnits(#[serde(with = "As::<u32>")] u32),
    #[serde(rename = "remainder")]
    Remainder,
}

impl From<&PartOfTotal> for PartOfTotalTwin {
    fn from(part: &PartOfTotal) -> Self {
        match *part {
            PartOfTotal::Percent(percent) => Self::Percent(Share(percent)),
            PartOfTotal::MinorUnits(minor_units) => Self::MinorUnits(minor_units),
            PartOfTotal::Remainder => Self::Remainder,
        }
    }
}

impl From<PartOfTotalTwin> for PartOfTotal {
    fn from(part: PartOfTotalTwin) -> Self {
        match part {
            PartOfTotalTwin::Percent(Share(percent)) => Self::Percent(percent),
            PartOfTotalTwin::MinorUnits(minor_units) => Self::MinorUnits(minor_units),
            PartOfTotalTwin::Remainder => Self::Remainder,
        }
    }
}

/// A part of a whole: at most 100 %, so that the core can add parts without a care.
struct Share(Percent);

impl Spelled for Share {
    const NEEDED: &'static str = Percent::NEEDED;

    fn spell(&self) -> impl Display {
        self.0.spell()
    }

    fn parse(text: &str) -> Result<Self, String> {
        let percent = Percent::parse(text)?;
        if percent.to_decimal() > rust_decimal::Decimal::ONE_HUNDRED {
            return Err(format!("an instalment of {percent} % is above 100 % (INV-12)"));
        }
        Ok(Self(percent))
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PaymentMeans", rename_all = "kebab-case")]
enum PaymentMeansTwin {
    Transfer,
    DirectDebit,
    Card,
    Cheque,
    Cash,
    Other,
}
