//! Many values of one kind as JSON Lines: a header, then one value a line.
//!
//! `{"format":"tacite-plan","version":1}`, then `{"id":"basic","items":[]}`, then the next plan, a line
//! feed after each. Blank lines are passed over.

use serde::Serialize;

use crate::envelope::{self, Bare, Header};
use crate::fault::{Fault, Place, ReadError};
use crate::guard::Watch;
use crate::json::{Flaw, parsed, text_of};
use crate::kind::Value;
use crate::place;
use crate::reader::Reader;

/// Writes values in their one canonical form, one a line.
///
/// ```
/// use tacite::contract::{Plan, PlanId};
/// use tacite_formats::json_lines;
///
/// let plan = Plan { id: PlanId::new("basic")?, items: Vec::new() };
/// let text = json_lines::write([&plan, &plan]);
/// assert_eq!(text.lines().next(), Some(r#"{"format":"tacite-plan","version":1}"#));
/// assert_eq!(json_lines::read::<Plan>("plans.jsonl", &text)?, [plan.clone(), plan]);
///
/// let error = json_lines::read::<Plan>("plans.jsonl", text.replace("basic", "")).unwrap_err();
/// assert_eq!(error.to_string(), "plans.jsonl:2:7: an identifier is empty, 1 to 39 bytes are needed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn write<'v, T: Value + 'v>(values: impl IntoIterator<Item = &'v T>) -> String {
    let mut text = String::new();
    push_line(&mut text, &Header::<T>::NEW);
    for value in values {
        push_line(&mut text, &Bare(value));
    }
    text
}

/// Reads values that name no holiday rule.
///
/// # Errors
/// Those of [`Reader::json_lines`].
pub fn read<T: Value>(name: &str, text: impl AsRef<[u8]>) -> Result<Vec<T>, ReadError> {
    Reader::default().json_lines(name, text)
}

fn push_line(text: &mut String, value: &impl Serialize) {
    text.push_str(&text_of(value));
    text.push('\n');
}

impl Reader<'_> {
    /// Reads values, one a line; `name` is what errors call the file. The limits are those of the whole
    /// file.
    ///
    /// # Errors
    /// [`ReadError`], at the first line that is not of the kind, or beyond the limits.
    pub fn json_lines<T: Value>(
        &self,
        name: &str,
        text: impl AsRef<[u8]>,
    ) -> Result<Vec<T>, ReadError> {
        let bytes = text.as_ref();
        let error = |offset: usize, fault: Fault| {
            let (line, column) = place::line_and_column(bytes, offset);
            let place = Place::Text { line, column };
            ReadError { file: name.to_owned(), kind: T::KIND, place, fault }
        };
        let text = place::text(bytes, &self.limits).map_err(|(at, fault)| error(at, fault))?;
        let watch = Watch::new(self.limits);
        let (mut version, mut values, mut start) = (None, Vec::new(), 0);
        for whole in text.split_inclusive('\n') {
            let line = whole.trim_end();
            let read = match version {
                _ if line.is_empty() => Ok(()),
                None => header::<T>(line, &watch).map(|known| version = Some(known)),
                Some(version) => {
                    self.json_line(line, version, &watch).map(|value| values.push(value))
                }
            };
            read.map_err(|(at, fault)| error(start + at, fault))?;
            start += whole.len();
        }
        Ok(values)
    }

    fn json_line<T: Value>(&self, line: &str, version: u64, watch: &Watch) -> Result<T, Flaw> {
        let body =
            parsed(line, watch, |parser| envelope::read_bare::<T, _>(parser, watch, version))?;
        envelope::resolve(body, version, self, watch)
            .map_err(|(path, fault)| (place::value_at(line, &path).unwrap_or_default(), fault))
    }
}

fn header<T: Value>(line: &str, watch: &Watch) -> Result<u64, Flaw> {
    let envelope = parsed(line, watch, |parser| envelope::read::<T, _>(parser, watch))?;
    if envelope.has_value() {
        let message = String::from("a header has no value: the values follow, one a line");
        return Err((0, Fault::NoEnvelope { message }));
    }
    Ok(envelope.version)
}
