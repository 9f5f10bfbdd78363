//! Values written as a string or a number of their own: dates, decimals, ids, codes, lengths.
//!
//! One value has one spelling, trailing zeros of decimals aside: `2025-01-05` is a date and
//! `2025-1-5` is none, `"1 month"` is a cadence and `"1 months"` is none.

use std::fmt::{self, Display};
use std::num::NonZeroU64;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use tacite::calendar::{Cadence, DayOfMonth, Length, Unit};
use tacite::contract::{
    Basis, CustomerId, DiscountId, GroupingKey, ItemId, PlanId, PlanItemCode, SubscriptionId,
    TaxReason, Text, UnitCode,
};
use tacite::money::{Amount, Currency, Percent, Quantity, UnitPrice};

use crate::spelled::Spelled;
use crate::wire::{As, Wire, described};

/// What decimals match; how many digits are too many is not said.
const DECIMAL: &str = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$";

const LENGTH: &str = "^(0|[1-9][0-9]*) (day|week|month|year)s?$";

/// What ids match; they are counted in bytes.
const ID: &str = r"^[^\u0000-\u001F\u007F]{1,39}$";

impl Spelled for NaiveDate {
    const NEEDED: &'static str = "a date as a string, such as \"2025-01-31\"";
    const PATTERN: Option<&'static str> = Some(r"^([0-9]{4}|[+-][0-9]{4,6})-[0-9]{2}-[0-9]{2}$");

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        // The day must be printed as it was written: chrono alone takes `2025-1-5` and ` 2025-01-05`.
        let is_written_so = |date: &Self| has_shape_of_date(text) || date.to_string() == text;
        text.parse().ok().filter(is_written_so).ok_or_else(|| {
            let given = shortened(text);
            format!("{given:?} is no date: a day of the calendar as YYYY-MM-DD is needed (CAL-1)")
        })
    }
}

/// Tells whether a text has the digits and dashes of the years 0000 to 9999, which most dates are of.
fn has_shape_of_date(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    text.len() == 10 && text.bytes().enumerate().all(fits)
}

impl Spelled for Decimal {
    const NEEDED: &'static str = "a decimal as a string, such as \"12.50\"";
    const PATTERN: Option<&'static str> = Some(DECIMAL);

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        let magnitude = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = magnitude.split_once('.').unwrap_or((magnitude, "0"));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let given = shortened(text);
        if !digits(whole) || !digits(fraction) || (whole.len() > 1 && whole.starts_with('0')) {
            return Err(format!(
                "{given:?} is no decimal: digits such as \"12.50\" or \"-3\" are needed (MON-1)"
            ));
        }
        Self::from_str_exact(text)
            .map_err(|_| format!("{given:?} has more digits than a decimal of 96 bits (MON-1)"))
    }
}

macro_rules! decimals {
    ($($number:ty, $needed:literal;)*) => {$(
        impl Spelled for $number {
            const NEEDED: &'static str = $needed;
            const PATTERN: Option<&'static str> = Some(DECIMAL);

            fn spell(&self) -> impl Display {
                self
            }

            fn parse(text: &str) -> Result<Self, String> {
                Self::new(Decimal::parse(text)?).map_err(|error| error.to_string())
            }
        }
    )*};
}

decimals! {
    UnitPrice, "a price as a string, such as \"12.50\"";
    Quantity, "a quantity as a string, such as \"3\"";
    Percent, "a percentage as a string, such as \"20\"";
}

macro_rules! names {
    (@pattern) => { None };
    (@pattern $pattern:expr) => { Some($pattern) };
    ($($name:ty: $make:path, $needed:literal $(, $pattern:expr)?;)*) => {$(
        impl Spelled for $name {
            const NEEDED: &'static str = $needed;
            const PATTERN: Option<&'static str> = names!(@pattern $($pattern)?);

            fn spell(&self) -> impl Display {
                self.as_str()
            }

            fn parse(text: &str) -> Result<Self, String> {
                $make(text).map_err(|error| error.to_string())
            }
        }
    )*};
}
pub(crate) use names;

names! {
    SubscriptionId: Self::new, "the id of a subscription as a string", ID;
    CustomerId: Self::new, "the id of a customer as a string", ID;
    ItemId: Self::new, "the id of an item as a string", ID;
    PlanItemCode: Self::new, "the code of a plan item as a string", ID;
    PlanId: Self::new, "the id of a plan as a string", ID;
    DiscountId: Self::new, "the id of a discount as a string", ID;
    GroupingKey: Self::new, "a grouping key as a string", ID;
    TaxReason: tax_reason, "a tax reason as a string, such as \"VATEX-EU-AE\"", ID;
    UnitCode: unit_code, "a unit code as a string, such as \"C62\"", "^[A-Z0-9]{2,3}$";
}

/// The core quotes the whole text, which a file can make long.
fn unit_code(text: &str) -> Result<UnitCode, tacite::contract::ItemError> {
    UnitCode::new(&shortened(text))
}

fn tax_reason(text: &str) -> Result<TaxReason, tacite::contract::ItemError> {
    TaxReason::new(&shortened(text))
}

impl Spelled for Text {
    const NEEDED: &'static str = "a string";

    fn spell(&self) -> impl Display {
        self.as_str()
    }

    fn parse(text: &str) -> Result<Self, String> {
        Ok(Self::from(text))
    }
}

impl Spelled for String {
    const NEEDED: &'static str = "a string";

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

impl Spelled for Currency {
    const NEEDED: &'static str = "a currency as a string, such as \"EUR\"";
    const PATTERN: Option<&'static str> = Some("^[A-Z]{3}$");

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        Self::of(text).map_err(|error| error.to_string())
    }
}

impl Spelled for Basis {
    const NEEDED: &'static str = "a basis as a string, such as \"30/360-european\"";

    fn spell(&self) -> impl Display {
        self.name()
    }

    fn parse(text: &str) -> Result<Self, String> {
        Self::named(&shortened(text)).map_err(|error| error.to_string())
    }
}

impl Spelled for Length {
    const NEEDED: &'static str = "a length as a string, such as \"14 days\"";
    const PATTERN: Option<&'static str> = Some(LENGTH);

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        let given = shortened(text);
        let unknown = || {
            format!(
                "{given:?} is no length of time: a whole number and days, weeks, months or years \
                 are needed, such as \"1 month\" or \"14 days\" (CAL-2)"
            )
        };
        let (count, unit) = text.split_once(' ').ok_or_else(unknown)?;
        let unit = match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "year" => Unit::Year,
            _ => return Err(unknown()),
        };
        if count.is_empty() || !count.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(unknown());
        }
        let max = u32::MAX;
        let count = count.parse().map_err(|_| format!("{given:?} counts above {max} (CAL-2)"))?;
        let length = Self { count, unit };
        if length.to_string() != text {
            return Err(format!("{given:?} is written \"{length}\" (CAL-2)"));
        }
        Ok(length)
    }
}

impl Spelled for Cadence {
    const NEEDED: &'static str = "a cadence as a string, such as \"1 month\"";
    const PATTERN: Option<&'static str> = Some(LENGTH);

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        let Length { count, unit } = Length::parse(text)?;
        Self::new(count, unit).map_err(|error| format!("{text:?} is no cadence: {error}"))
    }
}

described! {
    DayOfMonth = |_| json_schema!({ "type": "integer", "minimum": 1, "maximum": 31 })
}

impl Wire for DayOfMonth {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(self.get())
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Day;

        impl Visitor<'_> for Day {
            type Value = DayOfMonth;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a day of the month from 1 to 31")
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<DayOfMonth, E> {
                DayOfMonth::new(u32::try_from(value).unwrap_or(u32::MAX)).map_err(E::custom)
            }
        }

        deserializer.deserialize_u64(Day)
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "an amount")]
struct AmountTwin {
    #[serde(with = "As::<Decimal>")]
    amount: Decimal,
    #[serde(with = "As::<Currency>")]
    currency: Currency,
}

described! { Amount => AmountTwin; }

impl Wire for Amount {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        AmountTwin { amount: self.to_decimal(), currency: self.currency() }.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Amount;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an amount such as {\"amount\":\"50.00\",\"currency\":\"EUR\"}")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Amount, A::Error> {
                let twin = AmountTwin::deserialize(MapAccessDeserializer::new(map))?;
                let AmountTwin { amount, currency } = twin;
                Amount::from_decimal(amount, currency).map_err(|error| {
                    A::Error::custom(format_args!("{amount} {currency} is no amount: {error}"))
                })
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// For `#[serde(with = "Sequence")]`: sequence numbers count from 1 (HIS-1).
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
pub(crate) struct Sequence(#[cfg_attr(feature = "schema", schemars(with = "As::<NonZeroU64>"))] ());

impl Sequence {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "the signature is that of a derived writer"
    )]
    pub(crate) fn serialize<S: Serializer>(
        sequence: &u64,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(*sequence)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
        NonZeroU64::read(deserializer).map(NonZeroU64::get)
    }
}

/// The first characters of a text, for a message.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(48) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
