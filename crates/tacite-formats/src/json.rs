//! One value as JSON, in its envelope.
//!
//! `{"format":"tacite-plan","version":1,"value":{"id":"basic","items":[]}}`, without white space and
//! without a line feed at the end, is what is written; white space and any order of fields are read.
//!
//! Many values of one kind are written as [`json_lines`](crate::json_lines).

use serde::Serialize;
use serde_json::Error;
use serde_json::de::StrRead;
use serde_json::error::Category;

use crate::envelope::{self, Enveloped};
use crate::fault::{Fault, Place, ReadError};
use crate::guard::Watch;
use crate::kind::Value;
use crate::place;
use crate::reader::Reader;
use crate::words;

/// Writes a value in its one canonical form: defaults left out, fields in order, no white space.
///
/// ```
/// use tacite::contract::{Plan, PlanId};
/// use tacite_formats::json;
///
/// let plan = Plan { id: PlanId::new("basic")?, items: Vec::new() };
/// let text = json::write(&plan);
/// assert_eq!(text, r#"{"format":"tacite-plan","version":1,"value":{"id":"basic","items":[]}}"#);
/// assert_eq!(json::read::<Plan>("plan.json", &text)?, plan);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write<T: Value>(value: &T) -> String {
    text_of(&Enveloped(value))
}

/// Reads a value that names no holiday rule.
///
/// # Errors
/// Those of [`Reader::json`].
pub fn read<T: Value>(name: &str, text: impl AsRef<[u8]>) -> Result<T, ReadError> {
    Reader::default().json(name, text)
}

impl Reader<'_> {
    /// Reads a value; `name` is what errors call it.
    ///
    /// # Errors
    /// [`ReadError`], at the first thing that is not JSON, not of the kind, or beyond the limits.
    pub fn json<T: Value>(&self, name: &str, text: impl AsRef<[u8]>) -> Result<T, ReadError> {
        let bytes = text.as_ref();
        self.json_value(bytes).map_err(|(offset, fault)| {
            let (line, column) = place::line_and_column(bytes, offset);
            let place = Place::Text { line, column };
            ReadError { file: name.to_owned(), kind: T::KIND, place, fault }
        })
    }

    fn json_value<T: Value>(&self, bytes: &[u8]) -> Result<T, Flaw> {
        let text = place::text(bytes, &self.limits)?;
        let watch = Watch::new(self.limits);
        let envelope = parsed(text, &watch, |parser| envelope::read::<T, _>(parser, &watch))?;
        envelope
            .open(self, &watch)
            .map_err(|(path, fault)| (place::value_at(text, &path).unwrap_or_default(), fault))
    }
}

/// The byte at which something is wrong, and what.
pub(crate) type Flaw = (usize, Fault);

#[expect(clippy::expect_used, reason = "keys are strings and writing to memory does not fail")]
pub(crate) fn text_of(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("invariant: a twin is JSON")
}

/// Reads one value, and nothing after it.
pub(crate) fn parsed<'t, V>(
    text: &'t str,
    watch: &Watch,
    read: impl FnOnce(&mut serde_json::Deserializer<StrRead<'t>>) -> Result<V, Error>,
) -> Result<V, Flaw> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let value = read(&mut parser).and_then(|value| parser.end().map(|()| value));
    value.map_err(|error| flaw(text, &error, watch))
}

/// Says what a parser met, and at which byte.
fn flaw(text: &str, error: &Error, watch: &Watch) -> Flaw {
    let read = place::offset_of(text, error.line(), error.column());
    let message = words::of_json(error);
    match (watch.take_fault(), error.classify()) {
        // The key is what the parser has just read.
        (Some(fault @ Fault::DuplicateKey { .. }), _) => (place::value_start(text, read), fault),
        (Some(fault), _) => (place::value_at(text, &watch.path()).unwrap_or_default(), fault),
        (None, Category::Eof) => (text.len(), Fault::CutOff { message }),
        (None, Category::Syntax | Category::Io) => {
            (read.saturating_sub(1), Fault::Syntax { message })
        }
        (None, Category::Data) => (place::value_start(text, read), Fault::Value { message }),
    }
}
