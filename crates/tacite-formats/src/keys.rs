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

/// The keys of one object, in so far as it was read.
#[derive(Default)]
pub(crate) struct Keys<'de> {
    /// Most objects have few, which are compared one by one sooner than they are sorted.
    few: Vec<Cow<'de, str>>,
    more: BTreeSet<Cow<'de, str>>,
    last: Option<Cow<'de, str>>,
}

impl<'de> Keys<'de> {
    const FEW: usize = 16;

    /// Returns the key that was read last.
    pub(crate) fn last(&self) -> &str {
        self.last.as_deref().unwrap_or_default()
    }

    fn duplicate(&self) -> Fault {
        Fault::DuplicateKey { key: shortened(self.last()) }
    }

    /// Takes the next key, and tells whether it is new.
    fn take(&mut self, key: Cow<'de, str>) -> bool {
        match self.last.take() {
            Some(last) if self.few.len() < Self::FEW => self.few.push(last),
            Some(last) => {
                self.more.insert(last);
            }
            None => {}
        }
        let is_new = !self.few.contains(&key) && !self.more.contains(&key);
        self.last = Some(key);
        is_new
    }
}

/// Reads a key, and remembers it: where it stands, if the parser lets it.
pub(crate) struct KeySeed<'w, 'k, 'de, S> {
    pub(crate) seed: S,
    pub(crate) watch: &'w Watch,
    pub(crate) keys: &'k mut Keys<'de>,
}

impl<'de, S: DeserializeSeed<'de>> KeySeed<'_, '_, 'de, S> {
    fn read<E: Error>(self, key: Cow<'de, str>) -> Result<S::Value, E> {
        if !self.keys.take(key) {
            return Err(self.watch.refuse(self.keys.duplicate()));
        }
        let parser: StrDeserializer<'_, E> = self.keys.last().into_deserializer();
        self.seed.deserialize(parser)
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for KeySeed<'_, '_, 'de, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<S::Value, D::Error> {
        parser.deserialize_str(self)
    }
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for KeySeed<'_, '_, 'de, S> {
    type Value = S::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key as a string")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<S::Value, E> {
        self.read(Cow::Borrowed(key))
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<S::Value, E> {
        self.read(Cow::Owned(key.to_owned()))
    }
}
