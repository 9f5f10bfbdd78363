//! Numbers without a fraction: written as numbers, read in their own range only.
//!
//! 2 is written `2`; `2.0` and `"2"` are none, nor is `-1` where a count is needed.

use std::fmt;
use std::num::{NonZeroU32, NonZeroU64};

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use serde::ser::Serializer;

use crate::wire::{Wire, described};

macro_rules! whole_numbers {
    ($($number:ty => $wide:ty, $serialize:ident, $deserialize:ident;)*) => {$(
        described! {
            $number = |_| json_schema!({
                "type": "integer",
                "minimum": <$number>::MIN,
                "maximum": <$number>::MAX,
            })
        }

        impl Wire for $number {
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$serialize(<$wide>::from(*self))
            }

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Whole;

                impl Visitor<'_> for Whole {
                    type Value = $number;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        let (min, max) = (<$number>::MIN, <$number>::MAX);
                        write!(f, "a whole number from {min} to {max}")
                    }

                    fn visit_u64<E: Error>(self, value: u64) -> Result<$number, E> {
                        <$wide>::try_from(value)
                            .ok()
                            .and_then(|wide| <$number>::try_from(wide).ok())
                            .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
                    }

                    fn visit_i64<E: Error>(self, value: i64) -> Result<$number, E> {
                        <$wide>::try_from(value)
                            .ok()
                            .and_then(|wide| <$number>::try_from(wide).ok())
                            .ok_or_else(|| E::invalid_value(Unexpected::Signed(value), &self))
                    }
                }

                deserializer.$deserialize(Whole)
            }
        }
    )*};
}

whole_numbers! {
    NonZeroU64 => u64, serialize_u64, deserialize_u64;
    u64 => u64, serialize_u64, deserialize_u64;
    u32 => u64, serialize_u64, deserialize_u64;
    u16 => u64, serialize_u64, deserialize_u64;
    i64 => i64, serialize_i64, deserialize_i64;
    i32 => i64, serialize_i64, deserialize_i64;
}

described! {
    NonZeroU32 = |_| json_schema!({ "type": "integer", "minimum": 1, "maximum": u32::MAX })
}

impl Wire for NonZeroU32 {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.get().write(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let needed = "a whole number from 1 to 4294967295";
        let refused = || D::Error::invalid_value(Unexpected::Unsigned(0), &needed);
        u32::read(deserializer).and_then(|number| Self::new(number).ok_or_else(refused))
    }
}
