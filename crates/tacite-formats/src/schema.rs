//! JSON Schema 2020-12 of what is read and written, derived from the twins.
//!
//! A decimal is `{"type":"string","pattern":"^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$"}` there, as it is in the
//! files.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::events;
use crate::kind::{KINDS, SCHEMAS, Value};
use crate::spelled::Spelled;
use crate::tree::Tree;
use crate::twin;
use crate::wire::{As, Boxed};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Writes the schema of a kind: of the envelope and all that can be in it.
///
/// ```
/// use tacite::contract::Plan;
///
/// let schema = tacite_formats::schema::of::<Plan>();
/// assert_eq!(schema["properties"]["format"]["const"], "tacite-plan");
/// ```
pub fn of<T: Value>() -> Tree {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let value = generator.subschema_for::<As<T::Twin>>();
    let definitions = generator.take_definitions(true);
    let schema = json_schema!({
        "$schema": DIALECT,
        "title": T::KIND,
        "type": "object",
        "properties": {
            "format": { "const": T::KIND },
            "version": { "const": T::VERSION },
            "value": value,
        },
        "required": ["format", "version", "value"],
        "additionalProperties": false,
        "$defs": definitions,
    });
    schema.to_value()
}

/// Lists the schemas of all kinds, in the order of [`KINDS`].
pub fn all() -> impl Iterator<Item = (&'static str, Tree)> {
    KINDS.iter().copied().zip(SCHEMAS.iter().map(|schema| schema()))
}

/// Writes the schema of the lines of an event file: each line is its header or an event.
pub fn of_event_lines() -> Tree {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let header = generator.subschema_for::<twin::Header>();
    let event = generator.subschema_for::<twin::EventLine>();
    let definitions = generator.take_definitions(true);
    let schema = json_schema!({
        "$schema": DIALECT,
        "title": events::FORMAT,
        "anyOf": [header, event],
        "$defs": definitions,
    });
    schema.to_value()
}

/// A type that says what it looks like when it is written.
pub trait Described {
    /// The name of its definition; none if it is described wherever it stands.
    const NAME: Option<&'static str> = None;

    /// Says what it looks like.
    fn describe(generator: &mut SchemaGenerator) -> Schema;
}

impl<T: Described> JsonSchema for As<T> {
    fn inline_schema() -> bool {
        T::NAME.is_none()
    }

    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME.unwrap_or("value"))
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::describe(generator)
    }
}

impl<T: Spelled> Described for T {
    fn describe(_: &mut SchemaGenerator) -> Schema {
        let mut schema = json_schema!({ "type": "string" });
        if let Some(pattern) = T::PATTERN {
            schema.insert(String::from("pattern"), pattern.into());
        }
        schema
    }
}

impl<T: Described> Described for Option<T> {
    fn describe(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<As<T>>()
    }
}

impl<T: Described> Described for Arc<T> {
    fn describe(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<As<T>>()
    }
}

impl<T: Described> Described for Vec<T> {
    fn describe(generator: &mut SchemaGenerator) -> Schema {
        let items = generator.subschema_for::<As<T>>();
        json_schema!({ "type": "array", "items": items })
    }
}

impl<T: Described> JsonSchema for Boxed<T> {
    fn inline_schema() -> bool {
        As::<T>::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        As::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::describe(generator)
    }
}

impl<T: Described> Described for BTreeMap<String, T> {
    fn describe(generator: &mut SchemaGenerator) -> Schema {
        let values = generator.subschema_for::<As<T>>();
        json_schema!({ "type": "object", "additionalProperties": values })
    }
}

impl<T: Described> Described for BTreeSet<T> {
    fn describe(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::describe(generator)
    }
}
