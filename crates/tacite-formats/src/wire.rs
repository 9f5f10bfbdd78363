//! How a core value is written and read: one trait, so that every field of a twin is written `As` it.
//!
//! Errors are raised while the parser stands at the value, so that they get its place. No twin is
//! flattened, untagged or internally tagged: those read into a buffer first and lose it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::value::{self, MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserialize, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::value::shortened;

/// Without the feature `schema` nothing is described.
#[cfg(not(feature = "schema"))]
pub trait Described {}

#[cfg(not(feature = "schema"))]
impl<T> Described for T {}

#[cfg(feature = "schema")]
pub(crate) use crate::schema::Described;

/// A value that the format knows.
pub trait Wire: Described + Sized {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// For `#[serde(with = "As::<T>")]`: a field of a twin is written as the core's own type is.
pub(crate) struct As<T>(PhantomData<T>);

impl<T: Wire> As<T> {
    pub(crate) fn serialize<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// For `#[serde(with = "Boxed::<T>")]`: as [`As`], of what is kept in a box.
pub(crate) struct Boxed<T>(PhantomData<T>);

impl<T: Wire> Boxed<T> {
    pub(crate) fn serialize<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.write(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Box<T>, D::Error> {
        T::read(deserializer).map(Box::new)
    }
}

/// Tells that a field may be left out, as its value is what absence means.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// What absence means for a core type without a default of its own.
pub(crate) trait Absent: PartialEq {
    const ABSENT: Self;
}

/// For `#[serde(default = "absent")]`.
pub(crate) fn absent<T: Absent>() -> T {
    T::ABSENT
}

/// For `#[serde(skip_serializing_if = "is_absent")]`.
pub(crate) fn is_absent<T: Absent>(value: &T) -> bool {
    *value == T::ABSENT
}

/// One of several names, each alone as a string or as the one key of an object.
pub(crate) trait Choice: Wire {
    /// What is needed, for errors.
    const NEEDED: &'static str;

    fn choose<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Reads a choice and says, at its place, what a derived reader would say of a place further on:
/// that the name needs fields, has none, or is not the only one.
pub(crate) fn choice<'de, T: Choice, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    struct Name<T>(PhantomData<T>);

    impl<'de, T: Choice> Visitor<'de> for Name<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(T::NEEDED)
        }

        fn visit_str<E: Error>(self, name: &str) -> Result<T, E> {
            let by_name: StrDeserializer<'_, value::Error> = name.into_deserializer();
            T::choose(by_name).map_err(|error| {
                let message = error.to_string();
                if message.starts_with("unknown variant") {
                    E::custom(message)
                } else {
                    E::custom(format_args!("\"{name}\" needs a value: {{\"{name}\": …}}"))
                }
            })
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
            let chosen = T::choose(MapAccessDeserializer::new(&mut map))?;
            match map.next_key::<String>()? {
                None => Ok(chosen),
                Some(key) => {
                    let (needed, key) = (T::NEEDED, shortened(&key));
                    Err(A::Error::custom(format_args!("{key:?} is one too many for {needed}")))
                }
            }
        }
    }

    deserializer.deserialize_any(Name(PhantomData))
}

/// Describes core types whose `Wire` is written by hand: as the twin that they are written with.
///
/// `described! { Amount => AmountTwin; }`, with a name of its own if the type has none, or by a function of a schema generator:
/// `described! { DayOfMonth = |_| json_schema!({ "type": "integer" }) }`. Without the feature `schema`
/// it is nothing.
macro_rules! described {
    ($core:ty = |$generator:tt| $schema:expr) => {
        #[cfg(feature = "schema")]
        impl $crate::schema::Described for $core {
            fn describe($generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                use schemars::json_schema;

                $schema
            }
        }
    };
    ($($core:ty => $twin:ty as $name:literal;)*) => {$(
        #[cfg(feature = "schema")]
        impl $crate::schema::Described for $core {
            const NAME: Option<&'static str> = Some($name);

            fn describe(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                <$twin as schemars::JsonSchema>::json_schema(generator)
            }
        }
    )*};
    ($($core:ty => $twin:ty;)*) => {$(
        #[cfg(feature = "schema")]
        impl $crate::schema::Described for $core {
            const NAME: Option<&'static str> = Some(stringify!($core));

            fn describe(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                <$twin as schemars::JsonSchema>::json_schema(generator)
            }
        }
    )*};
}
pub(crate) use described;

/// Reads an object as a twin and makes a value of it while the parser stands at it, so that what is
/// wrong with it as a whole gets its place. `needed` is told where there is no object.
pub(crate) fn made<'de, W: Deserialize<'de>, T, D: Deserializer<'de>>(
    deserializer: D,
    needed: &'static str,
    make: fn(W) -> Result<T, String>,
) -> Result<T, D::Error> {
    struct Maker<W, T> {
        needed: &'static str,
        make: fn(W) -> Result<T, String>,
    }

    impl<'de, W: Deserialize<'de>, T> Visitor<'de> for Maker<W, T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.needed)
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            let twin = W::deserialize(MapAccessDeserializer::new(map))?;
            (self.make)(twin).map_err(A::Error::custom)
        }
    }

    deserializer.deserialize_map(Maker { needed, make })
}

/// Gives core types the form of their twins: `object` if the twin is derived for the core type
/// field by field, `choice` if variant by variant, `choice into` if there are conversions both
/// ways.
macro_rules! twins {
    ($(object $core:ty => $twin:ty;)*) => {$(
        $crate::wire::described! { $core => $twin; }

        impl $crate::wire::Wire for $core {
            fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$twin>::serialize(self, serializer)
            }

            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$twin>::deserialize(deserializer)
            }
        }
    )*};
    ($(choice $core:ty => $twin:ty, $needed:literal;)*) => {$(
        $crate::wire::described! { $core => $twin; }

        impl $crate::wire::Wire for $core {
            fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$twin>::serialize(self, serializer)
            }

            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::choice(deserializer)
            }
        }

        impl $crate::wire::Choice for $core {
            const NEEDED: &'static str = $needed;

            fn choose<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$twin>::deserialize(deserializer)
            }
        }
    )*};
    ($(choice into $core:ty => $twin:ty, $needed:literal;)*) => {$(
        $crate::wire::described! { $core => $twin; }

        impl $crate::wire::Wire for $core {
            fn write<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                <$twin>::from(self).serialize(serializer)
            }

            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::wire::choice(deserializer)
            }
        }

        impl $crate::wire::Choice for $core {
            const NEEDED: &'static str = $needed;

            fn choose<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <$twin>::deserialize(deserializer).map(Self::from)
            }
        }
    )*};
}
pub(crate) use twins;

/// Present, never `null`; what is absent is left out by the field's own attributes.
impl<T: Wire> Wire for Option<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(serializer),
            None => serializer.serialize_none(),
        }
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Some)
    }
}

/// What is shared is written as it is.
impl<T: Wire> Wire for Arc<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(self, serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = Vec::<Read<T>>::deserialize(deserializer)?;
        Ok(values.into_iter().map(|value| value.0).collect())
    }
}

impl<T: Wire + Ord> Wire for BTreeSet<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::read(deserializer).map(Self::from_iter)
    }
}

/// An object whose keys are those of the map, each once.
impl<T: Wire> Wire for BTreeMap<String, T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Written(value))))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);

        impl<'de, T: Wire> Visitor<'de> for Entries<T> {
            type Value = BTreeMap<String, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = BTreeMap::new();
                while let Some(key) = map.next_key::<String>()? {
                    if entries.contains_key(&key) {
                        let key = shortened(&key);
                        return Err(A::Error::custom(format_args!("{key:?} is there twice")));
                    }
                    entries.insert(key, map.next_value::<Read<T>>()?.0);
                }
                Ok(entries)
            }
        }

        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Read<T>(T);

impl<'de, T: Wire> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self)
    }
}

struct Written<'v, T>(&'v T);

impl<T: Wire> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}
