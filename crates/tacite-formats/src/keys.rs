//! The keys of an object: read where they stand, and refused when they come twice.
//!
//! `{"id":"basic","id":"extra"}` is refused at the second `id`.
//!
//! Which keys an object may have is decided by the twins.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, Visitor};

use crate::fault::Fault;
use crate::guard::Watch;
use crate::value::shortened;

/// The keys of one object. Most have few, which are compared one by one sooner than they are sorted.
#[derive(Default)]
pub(crate) struct Keys<'de> {
    few: Vec<Cow<'de, str>>,
    more: BTreeSet<Cow<'de, str>>,
}

impl<'de> Keys<'de> {
    const FEW: usize = 16;

    fn contains(&self, key: &str) -> bool {
        self.few.iter().any(|known| known == key) || self.more.contains(key)
    }

    pub(crate) fn insert(&mut self, key: Cow<'de, str>) {
        if self.few.len() < Self::FEW {
            self.few.push(key);
        } else {
            self.more.insert(key);
        }
    }
}

/// Reads a key, and remembers it: where it stands, if the parser lets it.
pub(crate) struct KeySeed<'w, 'k, 'de, S> {
    pub(crate) seed: S,
    pub(crate) watch: &'w Watch,
    pub(crate) known: &'k Keys<'de>,
}

impl<'de, S: DeserializeSeed<'de>> KeySeed<'_, '_, 'de, S> {
    fn read<E: Error>(self, key: Cow<'de, str>) -> Result<(S::Value, Cow<'de, str>), E> {
        if self.known.contains(&key) {
            return Err(self.watch.refuse(Fault::DuplicateKey { key: shortened(&key) }));
        }
        let parser: StrDeserializer<'_, E> = key.as_ref().into_deserializer();
        Ok((self.seed.deserialize(parser)?, key))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for KeySeed<'_, '_, 'de, S> {
    type Value = (S::Value, Cow<'de, str>);

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<Self::Value, D::Error> {
        parser.deserialize_str(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for KeySeed<'_, '_, 'de, S> {
    type Value = (S::Value, Cow<'de, str>);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key as a string")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        self.read(Cow::Borrowed(key))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        self.read(Cow::Owned(key.to_owned()))
    }
}
