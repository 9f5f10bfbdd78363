//! Twins of prices, phases and taxes.

use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use tacite::calendar::Length;
use tacite::contract::{
    BoundedPrice, CustomerId, NewPrice, Phase, PhasePrice, Price, PriceList, PriceVersion, Tax,
    TaxCategory, TaxReason, Tier, Tiers, VersionHolds, ZeroQuantity,
};
use tacite::money::{Percent, Quantity, UnitPrice};

use crate::spelled::Spelled;
use crate::wire::{Absent, As, Wire, absent, described, is_absent, is_default, twins};

twins! {
    choice Price => PriceTwin, "a price such as {\"flat\":\"30.00\"}";
    choice PhasePrice => PhasePriceTwin, "the price of a phase";
    choice VersionHolds => VersionHoldsTwin, "when a version of a price list holds";
    choice ZeroQuantity => ZeroQuantityTwin, "what a quantity of 0 costs";
    choice TaxCategory => TaxCategoryTwin, "a tax category";
}

twins! {
    object Phase => PhaseTwin;
    object Tax => TaxTwin;
    object Tier => TierTwin;
    object PriceList => PriceListTwin;
    object PriceVersion => PriceVersionTwin;
    object BoundedPrice => BoundedPriceTwin;
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Price", rename_all = "kebab-case", deny_unknown_fields)]
enum PriceTwin {
    Flat(#[serde(with = "As::<UnitPrice>")] UnitPrice),
    PerUnit(#[serde(with = "As::<UnitPrice>")] UnitPrice),
    Package {
        #[serde(with = "As::<UnitPrice>")]
        price: UnitPrice,
        #[serde(with = "As::<NonZeroU32>")]
        size: NonZeroU32,
    },
    Graduated(#[serde(with = "As::<Tiers>")] Tiers),
    Volume(#[serde(with = "As::<Tiers>")] Tiers),
    StairStep(#[serde(with = "As::<Tiers>")] Tiers),
    Percentage(#[serde(with = "As::<Percent>")] Percent),
    Bounded(#[serde(with = "As::<Arc<BoundedPrice>>")] Arc<BoundedPrice>),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "BoundedPrice", deny_unknown_fields, expecting = "a price and its bounds")]
struct BoundedPriceTwin {
    #[serde(with = "As::<Price>")]
    price: Price,
    #[serde(with = "As::<Option<UnitPrice>>", default, skip_serializing_if = "is_default")]
    at_least: Option<UnitPrice>,
    #[serde(with = "As::<Option<UnitPrice>>", default, skip_serializing_if = "is_default")]
    at_most: Option<UnitPrice>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PriceList", deny_unknown_fields, expecting = "a price list")]
struct PriceListTwin {
    #[serde(with = "As::<Vec<PriceVersion>>")]
    versions: Vec<PriceVersion>,
    #[serde(with = "As::<VersionHolds>", default, skip_serializing_if = "is_default")]
    holds: VersionHolds,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PriceVersion", deny_unknown_fields, expecting = "a version of a price list")]
struct PriceVersionTwin {
    #[serde(with = "As::<NaiveDate>")]
    from: NaiveDate,
    #[serde(with = "As::<Option<CustomerId>>", default, skip_serializing_if = "is_default")]
    customer: Option<CustomerId>,
    #[serde(with = "As::<Price>")]
    price: Price,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "VersionHolds", rename_all = "kebab-case")]
enum VersionHoldsTwin {
    AtPeriodStart,
    OnTheDay,
    FrozenAtStart,
    FrozenAtRenewal,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Tier", deny_unknown_fields, expecting = "a tier")]
struct TierTwin {
    #[serde(with = "As::<Option<Quantity>>", default, skip_serializing_if = "is_default")]
    up_to: Option<Quantity>,
    #[serde(with = "As::<UnitPrice>", default = "absent", skip_serializing_if = "is_absent")]
    unit_price: UnitPrice,
    #[serde(with = "As::<UnitPrice>", default = "absent", skip_serializing_if = "is_absent")]
    flat_fee: UnitPrice,
}

impl Absent for UnitPrice {
    const ABSENT: Self = Self::ZERO;
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ZeroQuantity", rename_all = "kebab-case")]
enum ZeroQuantityTwin {
    Nothing,
    FirstFee,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "tiers such as {\"tiers\":[{\"unit_price\":\"10.00\"}]}")]
struct TiersTwin {
    #[serde(with = "As::<Vec<Tier>>")]
    tiers: Vec<Tier>,
    #[serde(with = "As::<ZeroQuantity>", default, skip_serializing_if = "is_default")]
    zero: ZeroQuantity,
}

described! { Tiers => TiersTwin; }

impl Wire for Tiers {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let twin = TiersTwin { tiers: self.as_slice().to_vec(), zero: self.zero() };
        twin.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let TiersTwin { tiers, zero } = TiersTwin::deserialize(deserializer)?;
        Self::new(&tiers, zero).map_err(D::Error::custom)
    }
}

described! {
    NewPrice = |generator| {
        let value = generator.subschema_for::<As<UnitPrice>>();
        let model = generator.subschema_for::<ObjectTwin>();
        json_schema!({ "anyOf": [value, model] })
    }
}

/// `"50.00"` is another value of the same kind of price, an object another price, or a new version of
/// the price list.
impl Wire for NewPrice {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.write(serializer),
            Self::Model(price) => price.write(serializer),
            Self::Listed { price, customer } => {
                let twin = ObjectTwin::Listed { price: price.clone(), customer: *customer };
                twin.serialize(serializer)
            }
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ValueOrModel;

        impl<'de> Visitor<'de> for ValueOrModel {
            type Value = NewPrice;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a price such as \"30.00\" or {\"per-unit\":\"30.00\"}")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<NewPrice, E> {
                <UnitPrice as Spelled>::parse(text).map(NewPrice::Value).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<NewPrice, A::Error> {
                let twin = ObjectTwin::deserialize(MapAccessDeserializer::new(map))?;
                Ok(twin.into())
            }
        }

        deserializer.deserialize_any(ValueOrModel)
    }
}

/// The prices and the new version of a list, side by side.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(
    rename_all = "kebab-case",
    deny_unknown_fields,
    expecting = "a price such as {\"flat\":\"30.00\"}"
)]
enum ObjectTwin {
    Flat(#[serde(with = "As::<UnitPrice>")] UnitPrice),
    PerUnit(#[serde(with = "As::<UnitPrice>")] UnitPrice),
    Package {
        #[serde(with = "As::<UnitPrice>")]
        price: UnitPrice,
        #[serde(with = "As::<NonZeroU32>")]
        size: NonZeroU32,
    },
    Graduated(#[serde(with = "As::<Tiers>")] Tiers),
    Volume(#[serde(with = "As::<Tiers>")] Tiers),
    StairStep(#[serde(with = "As::<Tiers>")] Tiers),
    Percentage(#[serde(with = "As::<Percent>")] Percent),
    Bounded(#[serde(with = "As::<Arc<BoundedPrice>>")] Arc<BoundedPrice>),
    #[serde(rename = "version")]
    Listed {
        #[serde(with = "As::<Price>")]
        price: Price,
        #[serde(with = "As::<Option<CustomerId>>", default, skip_serializing_if = "is_default")]
        customer: Option<CustomerId>,
    },
}

impl From<ObjectTwin> for NewPrice {
    fn from(twin: ObjectTwin) -> Self {
        Self::Model(match twin {
            ObjectTwin::Flat(price) => Price::Flat(price),
            ObjectTwin::PerUnit(price) => Price::PerUnit(price),
            ObjectTwin::Package { price, size } => Price::Package { price, size },
            ObjectTwin::Graduated(tiers) => Price::Graduated(tiers),
            ObjectTwin::Volume(tiers) => Price::Volume(tiers),
            ObjectTwin::StairStep(tiers) => Price::StairStep(tiers),
            ObjectTwin::Percentage(percent) => Price::Percentage(percent),
            ObjectTwin::Bounded(bounded) => Price::Bounded(bounded),
            ObjectTwin::Listed { price, customer } => return Self::Listed { price, customer },
        })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Phase", deny_unknown_fields, expecting = "a phase")]
struct PhaseTwin {
    #[serde(with = "As::<Length>")]
    length: Length,
    #[serde(with = "As::<PhasePrice>")]
    price: PhasePrice,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PhasePrice", rename_all = "kebab-case")]
enum PhasePriceTwin {
    Free,
    FreeAsAllowance,
    Price(#[serde(with = "As::<UnitPrice>")] UnitPrice),
    Percent(#[serde(with = "As::<Percent>")] Percent),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Tax", deny_unknown_fields, expecting = "a tax")]
struct TaxTwin {
    #[serde(with = "As::<TaxCategory>")]
    category: TaxCategory,
    #[serde(with = "As::<Percent>", default = "absent", skip_serializing_if = "is_absent")]
    rate: Percent,
    #[serde(with = "As::<Option<TaxReason>>", default, skip_serializing_if = "is_default")]
    reason: Option<TaxReason>,
}

impl Absent for Percent {
    const ABSENT: Self = Self::ZERO;
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "TaxCategory", rename_all = "kebab-case")]
enum TaxCategoryTwin {
    Standard,
    ZeroRated,
    Exempt,
    ReverseCharge,
    IntraCommunity,
    Export,
    OutOfScope,
}
