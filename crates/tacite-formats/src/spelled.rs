//! What is written as a string: every spelled value is read by one visitor.
//!
//! The date `2025-01-31` is written `"2025-01-31"`, the amount 12.50 `"12.50"`: a number is none of them.
//!
//! How single types are spelled is said in [`crate::value`] and beside the twins.

use std::fmt::{self, Display};

use serde::de::{Deserializer, Error, Visitor};
use serde::ser::Serializer;

use crate::value::shortened;
use crate::wire::Wire;

/// A value written as a string.
pub trait Spelled: Sized {
    /// What is needed, with an example: "a date such as "2025-01-31"".
    const NEEDED: &'static str;

    /// What such strings match, as a regular expression, where that is short.
    const PATTERN: Option<&'static str> = None;

    fn spell(&self) -> impl Display;

    fn parse(text: &str) -> Result<Self, String>;
}

impl<T: Spelled> Wire for T {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(&self.spell());
        }
        // Whole, not piece by piece: a string of CBOR begins with its length.
        serializer.serialize_str(&self.spell().to_string())
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut spelled = None;
        let mut parse = |text: &str| {
            spelled = Some(T::parse(text)?);
            Ok(())
        };
        deserializer.deserialize_str(Speller { needed: T::NEEDED, parse: &mut parse })?;
        spelled.ok_or_else(|| D::Error::custom(T::NEEDED))
    }
}

/// Reads a string; one for all that is spelled, so that parsers are compiled for one and not for each.
struct Speller<'p> {
    needed: &'static str,
    parse: &'p mut dyn FnMut(&str) -> Result<(), String>,
}

impl Visitor<'_> for Speller<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.needed)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        (self.parse)(text).map_err(E::custom)
    }
}

/// Sums, which may be larger than the numbers of some parsers, are strings.
impl Spelled for i128 {
    const NEEDED: &'static str = "a whole number as a string, such as \"1234\"";

    const PATTERN: Option<&'static str> = Some(r"^(0|-?[1-9][0-9]*)$");

    fn spell(&self) -> impl Display {
        self
    }

    fn parse(text: &str) -> Result<Self, String> {
        text.parse().ok().filter(|number: &Self| number.to_string() == text).ok_or_else(|| {
            let given = shortened(text);
            format!("{given:?} is no whole number of 128 bits: \"1234\" or \"-3\" is needed")
        })
    }
}
