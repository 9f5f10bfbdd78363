//! Twins of prices, phases and taxes.

use serde::{Deserialize, Serialize};
use tacite::calendar::Length;
use tacite::contract::{Phase, PhasePrice, Price, Tax, TaxCategory, TaxReason};
use tacite::money::{Percent, UnitPrice};

use crate::events::wire::{self, Absent, absent, is_absent, is_default, twins};

twins! {
    choice Price => PriceTwin, "a price such as {\"flat\":\"30.00\"}";
    choice PhasePrice => PhasePriceTwin, "the price of a phase";
    choice TaxCategory => TaxCategoryTwin, "a tax category";
}

twins! {
    object Phase => PhaseTwin;
    object Tax => TaxTwin;
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Price", rename_all = "kebab-case")]
enum PriceTwin {
    Flat(#[serde(with = "wire")] UnitPrice),
    PerUnit(#[serde(with = "wire")] UnitPrice),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Phase", deny_unknown_fields, expecting = "a phase")]
struct PhaseTwin {
    #[serde(with = "wire")]
    length: Length,
    #[serde(with = "wire")]
    price: PhasePrice,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "PhasePrice", rename_all = "kebab-case")]
enum PhasePriceTwin {
    Free,
    FreeAsAllowance,
    Price(#[serde(with = "wire")] UnitPrice),
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Tax", deny_unknown_fields, expecting = "a tax")]
struct TaxTwin {
    #[serde(with = "wire")]
    category: TaxCategory,
    #[serde(with = "wire", default = "absent", skip_serializing_if = "is_absent")]
    rate: Percent,
    #[serde(with = "wire", default, skip_serializing_if = "is_default")]
    reason: Option<TaxReason>,
}

impl Absent for Percent {
    const ABSENT: Self = Self::ZERO;
}

#[derive(Serialize, Deserialize)]
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
