//! Amounts of what has one currency: written without it, `"36.00"` in place of
//! `{"amount":"36.00","currency":"EUR"}`.
//!
//! An amount in another currency, which only a document made by hand has, is written with it.

use std::fmt;

use rust_decimal::Decimal;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use tacite::books::Carried;
use tacite::money::{Amount, Currency};

use crate::spelled::Spelled;
use crate::wire::{As, Wire, described};

/// What is written of a value whose amounts are in a currency that is at hand.
pub(super) trait InCurrency<T>: Sized {
    fn of(value: &T, currency: Currency) -> Self;

    fn at(self, currency: Currency) -> Result<T, String>;
}

pub(super) fn all_of<'t, T: 't, W: InCurrency<T>>(
    values: impl IntoIterator<Item = &'t T>,
    currency: Currency,
) -> Vec<W> {
    values.into_iter().map(|value| W::of(value, currency)).collect()
}

pub(super) fn all_at<T, W: InCurrency<T>, C: FromIterator<T>>(
    written: Vec<W>,
    currency: Currency,
) -> Result<C, String> {
    written.into_iter().map(|written| written.at(currency)).collect()
}

/// An amount in the currency at hand, or in its own.
pub(super) enum Money {
    Known(Decimal),
    Own(Amount),
}

impl InCurrency<Amount> for Money {
    fn of(amount: &Amount, currency: Currency) -> Self {
        if amount.currency() == currency {
            Self::Known(amount.to_decimal())
        } else {
            Self::Own(*amount)
        }
    }

    fn at(self, currency: Currency) -> Result<Amount, String> {
        match self {
            Self::Known(decimal) => Amount::from_decimal(decimal, currency)
                .map_err(|error| format!("{decimal} {currency} is no amount: {error}")),
            Self::Own(amount) => Ok(amount),
        }
    }
}

impl Money {
    /// Returns what is written of an amount that is nearly always 0, and left out then.
    pub(super) fn unless_zero(amount: Amount, currency: Currency) -> Option<Self> {
        (amount != Amount::zero(currency)).then(|| Self::of(&amount, currency))
    }

    pub(super) fn or_zero(written: Option<Self>, currency: Currency) -> Result<Amount, String> {
        written.map_or(Ok(Amount::zero(currency)), |written| written.at(currency))
    }
}

described! {
    Money = |generator| {
        let known = generator.subschema_for::<As<Decimal>>();
        let own = generator.subschema_for::<As<Amount>>();
        json_schema!({ "anyOf": [known, own] })
    }
}

impl Wire for Money {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(decimal) => decimal.write(serializer),
            Self::Own(amount) => amount.write(serializer),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KnownOrOwn;

        impl<'de> Visitor<'de> for KnownOrOwn {
            type Value = Money;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount as a string, such as \"12.50\"")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Money, E> {
                Decimal::parse(text).map(Money::Known).map_err(E::custom)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Money, A::Error> {
                Amount::read(MapAccessDeserializer::new(map)).map(Money::Own)
            }
        }

        deserializer.deserialize_any(KnownOrOwn)
    }
}

/// Minor units where a currency is at hand.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CarriedAmounts"))]
#[serde(deny_unknown_fields, expecting = "what a line leaves to others")]
pub(super) struct CarriedTwin {
    #[serde(with = "As::<Option<Money>>", default, skip_serializing_if = "Option::is_none")]
    gross: Option<Money>,
    #[serde(with = "As::<Option<Money>>", default, skip_serializing_if = "Option::is_none")]
    net: Option<Money>,
}

impl InCurrency<Carried> for CarriedTwin {
    fn of(Carried { gross, net }: &Carried, currency: Currency) -> Self {
        let written = |minor| Money::unless_zero(Amount::new(minor, currency), currency);
        Self { gross: written(*gross), net: written(*net) }
    }

    fn at(self, currency: Currency) -> Result<Carried, String> {
        let minor = |written| {
            let amount = Money::or_zero(written, currency)?;
            if amount.currency() == currency {
                Ok(amount.minor())
            } else {
                Err(format!("{amount} is carried by a line in {currency} (MON-3)"))
            }
        };
        Ok(Carried { gross: minor(self.gross)?, net: minor(self.net)? })
    }
}
