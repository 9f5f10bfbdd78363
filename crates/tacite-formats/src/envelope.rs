//! The envelope of a value: what it is, of which version, and the value.
//!
//! `{"format":"tacite-plan","version":1,"value":{…}}`. Written in this order, read in any.
//!
//! How a value of an older version becomes one of the newest is decided by the upcasters.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::fault::Fault;
use crate::guard::{Guard, Step, Watch};
use crate::kind::{Unresolved, Value, Whole};
use crate::reader::Reader;
use crate::tree::{self, Tree};
use crate::value::shortened;
use crate::wire::Wire;
use crate::words;

/// A value in its envelope, to be written.
pub(crate) struct Enveloped<'v, T>(pub(crate) &'v T);

impl<T: Value> Serialize for Enveloped<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("format", T::KIND)?;
        map.serialize_entry("version", &T::VERSION)?;
        map.serialize_entry("value", &Bare(self.0))?;
        map.end()
    }
}

/// An envelope without a value, to be written: the values follow it.
pub(crate) struct Header<T>(PhantomData<T>);

impl<T: Value> Header<T> {
    pub(crate) const NEW: Self = Self(PhantomData);
}

impl<T: Value> Serialize for Header<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("format", T::KIND)?;
        map.serialize_entry("version", &T::VERSION)?;
        map.end()
    }
}

/// A value alone, to be written.
pub(crate) struct Bare<'v, T>(pub(crate) &'v T);

impl<T: Whole> Serialize for Bare<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write_whole(serializer)
    }
}

/// A value that isn't of its kind, or names what can't be looked up, and where.
pub(crate) type Misfit = (Vec<Step>, Fault);

/// What an envelope says, its value not looked up yet.
pub(crate) struct Envelope<T: Value> {
    pub(crate) version: u64,
    body: Option<Body<T::Twin>>,
}

/// A value as it was read: of the newest version, or still to be turned into one.
pub(crate) enum Body<W> {
    Twin(W),
    Tree(Tree),
}

/// Reads an envelope from a parser that is watched.
pub(crate) fn read<'de, T: Value, D: Deserializer<'de>>(
    parser: D,
    watch: &Watch,
) -> Result<Envelope<T>, D::Error> {
    let envelope = EnvelopeVisitor { watch, kind: PhantomData::<T> };
    Guard::new(parser, watch).deserialize_map(envelope)
}

/// Reads a bare value of a version from a parser that is watched.
pub(crate) fn read_bare<'de, T: Value, D: Deserializer<'de>>(
    parser: D,
    watch: &Watch,
    version: u64,
) -> Result<Body<T::Twin>, D::Error> {
    let parser = Guard::new(parser, watch);
    if version == T::VERSION {
        return T::Twin::read(parser).map(Body::Twin);
    }
    tree::Seed.deserialize(parser).map(Body::Tree)
}

impl<T: Value> Envelope<T> {
    /// Tells whether there is a value, or the envelope is the header of what follows it.
    pub(crate) const fn has_value(&self) -> bool {
        self.body.is_some()
    }

    /// Returns the value, what it names looked up.
    pub(crate) fn open(self, reader: &Reader<'_>, watch: &Watch) -> Result<T, Misfit> {
        let Some(body) = self.body else {
            let message = String::from("the field \"value\" is missing");
            return Err((Vec::new(), Fault::NoEnvelope { message }));
        };
        resolve(body, self.version, reader, watch).map_err(|(mut path, fault)| {
            path.insert(0, Step::Key(String::from("value")));
            (path, fault)
        })
    }
}

/// Turns what was read into a value: of the newest version, and what it names looked up.
pub(crate) fn resolve<T: Value>(
    body: Body<T::Twin>,
    version: u64,
    reader: &Reader<'_>,
    watch: &Watch,
) -> Result<T, Misfit> {
    let twin = match body {
        Body::Twin(twin) => twin,
        Body::Tree(tree) => {
            let tree = reader.upcast::<T>(tree, version).map_err(|fault| (Vec::new(), fault))?;
            // As text, so that twins are compiled for no parser of trees.
            let text = tree.to_string();
            let again = Watch::again(watch);
            let mut parser = serde_json::Deserializer::from_str(&text);
            T::Twin::read(Guard::new(&mut parser, &again)).map_err(|error| {
                let message = || words::of_json(&error);
                let fault = again.take_fault();
                (again.path(), fault.unwrap_or_else(|| Fault::Value { message: message() }))
            })?
        }
    };
    T::resolve(twin, reader.holiday_rules).map_err(|Unresolved { path, fault }| (path, fault))
}

struct EnvelopeVisitor<'w, T> {
    watch: &'w Watch,
    kind: PhantomData<T>,
}

impl<'de, T: Value> Visitor<'de> for EnvelopeVisitor<'_, T> {
    type Value = Envelope<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an envelope")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Envelope<T>, A::Error> {
        let watch = self.watch;
        let (mut is_kind, mut version, mut body) = (false, None, None);
        let refuse = |message: String| watch.refuse(Fault::NoEnvelope { message });
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "format" => {
                    map.next_value_seed(FormatSeed::<T>(watch, PhantomData))?;
                    is_kind = true;
                }
                "version" => {
                    version = Some(map.next_value_seed(VersionSeed::<T>(watch, PhantomData))?);
                }
                "value" if is_kind && version == Some(T::VERSION) => {
                    let twin = map.next_value_seed(TwinSeed::<T>(PhantomData))?;
                    body = Some(Body::Twin(twin));
                }
                // What it is, or of which version, stands behind it.
                "value" => body = Some(Body::Tree(map.next_value_seed(tree::Seed)?)),
                other => return Err(refuse(format!("unknown field {:?}", shortened(other)))),
            }
        }
        if !is_kind {
            return Err(refuse(String::from("the field \"format\" is missing")));
        }
        match version {
            Some(version) => Ok(Envelope { version, body }),
            None => Err(refuse(String::from("the field \"version\" is missing"))),
        }
    }
}

struct TwinSeed<T>(PhantomData<T>);

impl<'de, T: Whole> DeserializeSeed<'de> for TwinSeed<T> {
    type Value = T::Twin;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<T::Twin, D::Error> {
        T::Twin::read(parser)
    }
}

struct FormatSeed<'w, T>(&'w Watch, PhantomData<T>);

impl<'de, T: Value> DeserializeSeed<'de> for FormatSeed<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<(), D::Error> {
        parser.deserialize_str(self)
    }
}

impl<T: Value> Visitor<'_> for FormatSeed<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the format {:?}", T::KIND)
    }

    fn visit_str<E: Error>(self, found: &str) -> Result<(), E> {
        if found == T::KIND {
            return Ok(());
        }
        Err(self.0.refuse(Fault::OtherKind { found: shortened(found), needed: T::KIND }))
    }
}

struct VersionSeed<'w, T>(&'w Watch, PhantomData<T>);

impl<'de, T: Value> DeserializeSeed<'de> for VersionSeed<'_, T> {
    type Value = u64;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<u64, D::Error> {
        parser.deserialize_u64(self)
    }
}

impl<T: Value> Visitor<'_> for VersionSeed<'_, T> {
    type Value = u64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the number of a version")
    }

    fn visit_u64<E: Error>(self, found: u64) -> Result<u64, E> {
        if found <= T::VERSION {
            return Ok(found);
        }
        Err(self.0.refuse(Fault::UnsupportedVersion { kind: T::KIND, found, newest: T::VERSION }))
    }
}
