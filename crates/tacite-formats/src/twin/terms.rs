//! Twins of the terms at which days are charged.

use std::fmt::Display;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tacite::contract::{Basis, CustomerId, Price, PriceMode, Tax, UnitCode};
use tacite::money::{Percent, Quantity, Rounding, UnitPrice};
use tacite::timeline::{Allowance, Allowances, Terms, Weights};

use crate::spelled::Spelled;
use crate::twin::schedule::count;
use crate::value::shortened;
use crate::wire::{Absent, As, Wire, absent, described, is_absent, is_default, twins};

twins! {
    object Terms => TermsTwin;
}

twins! {
    choice Allowance => AllowanceTwin, "an allowance such as {\"percent\":\"10\"}";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Terms", deny_unknown_fields, expecting = "terms")]
struct TermsTwin {
    #[serde(with = "As::<Price>")]
    price: Price,
    #[serde(with = "As::<Quantity>", default = "absent", skip_serializing_if = "is_absent")]
    quantity: Quantity,
    #[serde(with = "As::<Option<Percent>>", default, skip_serializing_if = "is_default")]
    reduced: Option<Percent>,
    #[serde(with = "As::<UnitCode>", default = "absent", skip_serializing_if = "is_absent")]
    unit: UnitCode,
    #[serde(with = "As::<Allowances>", default, skip_serializing_if = "is_default")]
    allowances: Allowances,
    #[serde(with = "As::<CustomerId>")]
    customer: CustomerId,
    #[serde(with = "As::<Tax>")]
    tax: Tax,
    #[serde(with = "As::<PriceMode>", default, skip_serializing_if = "is_default")]
    prices: PriceMode,
    #[serde(with = "As::<Weights>", default = "absent", skip_serializing_if = "is_absent")]
    weights: Weights,
    #[serde(with = "As::<Rounding>", default, skip_serializing_if = "is_default")]
    rounding: Rounding,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Allowance", rename_all = "kebab-case", deny_unknown_fields)]
enum AllowanceTwin {
    Whole,
    Percent(#[serde(with = "As::<Percent>")] Percent),
    Amount(#[serde(with = "As::<UnitPrice>")] UnitPrice),
    AmountInStub {
        #[serde(with = "As::<UnitPrice>")]
        amount: UnitPrice,
        #[serde(with = "As::<u32>")]
        days: u32,
        #[serde(with = "As::<u32>")]
        of: u32,
    },
}

described! {
    Allowances = |generator| {
        let items = generator.subschema_for::<As<Allowance>>();
        json_schema!({ "type": "array", "items": items })
    }
}

/// A list, in the order in which they are taken.
impl Wire for Allowances {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_slice().to_vec().write(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::read(deserializer).map(|list| Self::of(&list))
    }
}

impl Absent for Weights {
    const ABSENT: Self = Self::ActualDays;
}

/// The name of the basis, and of `first-day` the number of that day: `"first-day 20"`.
impl Spelled for Weights {
    const NEEDED: &'static str = "how days weigh as a string, such as \"actual-days\"";

    fn spell(&self) -> impl Display {
        match self {
            Self::OnDay(day) => format!("{} {day}", Basis::FirstDay.name()),
            Self::ActualDays | Self::Thirty360(_) | Self::MonthsThenDays => {
                self.basis().name().to_owned()
            }
        }
    }

    fn parse(text: &str) -> Result<Self, String> {
        match text.split_once(' ') {
            Some((name, day)) if name == Basis::FirstDay.name() => {
                count(day).map(Self::OnDay).ok_or_else(|| {
                    let given = shortened(text);
                    format!("{given:?} names no day: \"first-day 20\" is the 20th (CHG-6)")
                })
            }
            _ => match Basis::parse(text)? {
                Basis::FirstDay => {
                    Err("\"first-day\" needs the number of the day: \"first-day 20\" (CHG-6)"
                        .into())
                }
                basis @ (Basis::ActualDays | Basis::Thirty360(_) | Basis::MonthsThenDays) => {
                    Ok(Self::of(basis, 1))
                }
            },
        }
    }
}
