//! Stands between a parser and the twins, whatever the format: counts, keeps the path, and refuses what
//! no format may have.
//!
//! `{"value":{"items":[{"id":null}]}}` is refused at `value.items[0].id`, read from JSON, from CBOR or
//! from an older version.
//!
//! What a value may be is decided by the twins; a parser is asked only what comes next.
//!
//! Every field of every twin is read by functions of its own: the generic ones here are kept thin, so that
//! they are compiled in reasonable time.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use crate::fault::Fault;
use crate::keys::{KeySeed, Keys};
use crate::limits::Limits;

/// What is known of the input so far.
pub(crate) struct Watch {
    limits: Limits,
    count: Cell<u64>,
    depth: Cell<usize>,
    /// Where reading failed, from the innermost value outwards: steps are made once it has.
    path: RefCell<Vec<Step>>,
    fault: RefCell<Option<Fault>>,
}

/// A step from a value into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Key(String),
    Index(usize),
}

impl Watch {
    pub(crate) const fn new(limits: Limits) -> Self {
        Self {
            limits,
            count: Cell::new(0),
            depth: Cell::new(0),
            path: RefCell::new(Vec::new()),
            fault: RefCell::new(None),
        }
    }

    /// Watches what was read once already, or made of it.
    pub(crate) const fn again(&self) -> Self {
        Self::new(self.limits)
    }

    /// Refuses what is being read. The first fault is the one that is told.
    #[cold]
    #[inline(never)]
    pub(crate) fn refuse<E: Error>(&self, fault: Fault) -> E {
        let error = E::custom(&fault);
        self.fault.borrow_mut().get_or_insert(fault);
        error
    }

    /// Returns the fault, if reading failed for one.
    pub(crate) fn take_fault(&self) -> Option<Fault> {
        self.fault.borrow_mut().take()
    }

    /// Returns where reading failed.
    pub(crate) fn path(&self) -> Vec<Step> {
        self.path.borrow().iter().rev().cloned().collect()
    }

    /// Remembers that reading failed in the value of an index.
    #[cold]
    #[inline(never)]
    fn failed_at(&self, index: usize) {
        self.path.borrow_mut().push(Step::Index(index));
    }

    /// Remembers that reading failed in the value of the key that was read last.
    #[cold]
    #[inline(never)]
    fn failed_in(&self, keys: &Keys<'_>) {
        self.path.borrow_mut().push(Step::Key(keys.last().to_owned()));
    }

    fn count<E: Error>(&self) -> Result<(), E> {
        let count_max = self.limits.count_max;
        self.count.set(self.count.get() + 1);
        if self.count.get() > count_max {
            Err(self.refuse(Fault::TooMany { count_max }))
        } else {
            Ok(())
        }
    }

    fn enter<E: Error>(&self) -> Result<(), E> {
        let depth_max = self.limits.depth_max;
        if self.depth.get() >= depth_max {
            return Err(self.refuse(Fault::TooDeep { depth_max }));
        }
        self.depth.set(self.depth.get() + 1);
        Ok(())
    }

    fn leave(&self) {
        self.depth.set(self.depth.get() - 1);
    }
}

impl Step {
    /// Writes a path: `value.events[2].recorded_on`; of the whole, `.`.
    #[cfg(feature = "cbor")]
    pub(crate) fn spelled(path: &[Self]) -> String {
        use crate::value::shortened;

        let mut text = String::new();
        for step in path {
            match step {
                Self::Key(key) if text.is_empty() => text.push_str(&shortened(key)),
                Self::Key(key) => text.extend([".", &shortened(key)]),
                Self::Index(index) => text.extend(["[", &index.to_string(), "]"]),
            }
        }
        if text.is_empty() { String::from(".") } else { text }
    }
}

/// A parser that is watched.
pub(crate) struct Guard<'w, D> {
    parser: D,
    watch: &'w Watch,
}

impl<'w, D> Guard<'w, D> {
    pub(crate) const fn new(parser: D, watch: &'w Watch) -> Self {
        Self { parser, watch }
    }
}

impl<'de, D: Deserializer<'de>> Guard<'_, D> {
    fn visit<V: Visitor<'de>>(self, visitor: V, needs: Needs) -> Result<V::Value, D::Error> {
        self.watch.count()?;
        self.parser.deserialize_any(Watched { visitor, watch: self.watch, needs })
    }
}

/// The parser is always asked what comes next: every format here says so itself.
impl<'de, D: Deserializer<'de>> Deserializer<'de> for Guard<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.visit(visitor, Needs::Anything)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.visit(visitor, Needs::Object)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.visit(visitor, Needs::Object)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.visit(Chosen(visitor), Needs::Object)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        visitor.visit_newtype_struct(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct identifier ignored_any
    }
}

/// Which of an object and an array will do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Needs {
    Anything,
    Object,
}

struct Watched<'w, V> {
    visitor: V,
    watch: &'w Watch,
    needs: Needs,
}

macro_rules! pass_on {
    ($($visit:ident: $value:ty;)*) => {$(
        fn $visit<E: Error>(self, value: $value) -> Result<V::Value, E> {
            self.visitor.$visit(value)
        }
    )*};
}

macro_rules! refuse {
    ($($visit:ident($($value:ty)?) => $fault:expr;)*) => {$(
        fn $visit<E: Error>(self $(, _: $value)?) -> Result<V::Value, E> {
            Err(self.watch.refuse($fault))
        }
    )*};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Watched<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(f)
    }

    pass_on! {
        visit_bool: bool;
        visit_u64: u64;
        visit_i64: i64;
        visit_u128: u128;
        visit_i128: i128;
        visit_str: &str;
        visit_borrowed_str: &'de str;
        visit_string: String;
        visit_bytes: &[u8];
    }

    refuse! {
        visit_f32(f32) => Fault::Float;
        visit_f64(f64) => Fault::Float;
        visit_unit() => Fault::Null;
        visit_none() => Fault::Null;
    }

    fn visit_seq<A: SeqAccess<'de>>(self, values: A) -> Result<V::Value, A::Error> {
        let Self { visitor, watch, needs } = self;
        if needs == Needs::Object {
            return Err(watch.refuse(Fault::Array));
        }
        watch.enter()?;
        let value = visitor.visit_seq(Values { parser: values, watch, index: 0 });
        watch.leave();
        value
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        let Self { visitor, watch, .. } = self;
        watch.enter()?;
        let value = visitor.visit_map(Fields { parser: fields, watch, keys: Keys::default() });
        watch.leave();
        value
    }
}

struct Values<'w, A> {
    parser: A,
    watch: &'w Watch,
    index: usize,
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Values<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let value = self.parser.next_element_seed(Seed { seed, watch: self.watch });
        if value.is_err() {
            self.watch.failed_at(self.index);
        }
        self.index += 1;
        value
    }
}

struct Fields<'w, 'de, A> {
    parser: A,
    watch: &'w Watch,
    keys: Keys<'de>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Fields<'_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let Self { parser, watch, keys } = self;
        parser.next_key_seed(KeySeed { seed, watch, keys })
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let value = self.parser.next_value_seed(Seed { seed, watch: self.watch });
        if value.is_err() {
            self.watch.failed_in(&self.keys);
        }
        value
    }
}

struct Seed<'w, S> {
    seed: S,
    watch: &'w Watch,
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Seed<'_, S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, parser: D) -> Result<S::Value, D::Error> {
        self.seed.deserialize(Guard { parser, watch: self.watch })
    }
}

/// Gives a derived reader of variants its name: a string, or the key of an object.
struct Chosen<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Chosen<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<V::Value, E> {
        let name: StrDeserializer<'_, E> = name.into_deserializer();
        self.0.visit_enum(name)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(MapAccessDeserializer::new(fields))
    }
}
