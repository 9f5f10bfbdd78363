//! What is checked of bytes that may be anything: reading them does not panic, and what is read is
//! written as something that is read as the same value, and is then written the same way.
//!
//! The first byte of an input chooses the kind, so that every kind gets its share; `0` is
//! `tacite-plan`. What follows is the text or the bytes. `docs/TESTING.md` says how to run it.

use std::fmt::Debug;
use std::sync::LazyLock;

use tacite::calendar::HolidayRule;
use tacite_formats::events::{self, write_events};
use tacite_formats::{EachKind, Reader, Value, cbor, each_kind, json, json_lines};

/// The rules that golden files name.
const RULES: &[HolidayRule] = &[
    HolidayRule { name: "a \"rule\"", is_holiday: |_| false },
    HolidayRule { name: "bavaria", is_holiday: |_| false },
];

/// What is checked of a kind.
pub struct Kind {
    /// The name in its envelope.
    pub name: &'static str,
    json: fn(&[u8]),
    cbor: fn(&[u8]),
    json_lines: fn(&[u8]),
}

/// Every kind, in the order of their numbers.
pub static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let mut all = All(Vec::new());
    each_kind(&mut all);
    all.0
});

struct All(Vec<Kind>);

impl EachKind for All {
    fn kind<T: Value + PartialEq + Debug>(&mut self) {
        self.0.push(Kind {
            name: T::KIND,
            json: of_json::<T>,
            cbor: of_cbor::<T>,
            json_lines: of_json_lines::<T>,
        });
    }
}

fn reader() -> Reader<'static> {
    Reader { holiday_rules: RULES, ..Reader::default() }
}

/// Splits the kind from what is to be read.
fn kind(input: &[u8]) -> Option<(&'static Kind, &[u8])> {
    let (number, rest) = input.split_first()?;
    Some((&KINDS[usize::from(*number) % KINDS.len()], rest))
}

/// Checks bytes as the JSON of a kind.
pub fn json(input: &[u8]) {
    if let Some((kind, text)) = kind(input) {
        (kind.json)(text);
    }
}

/// Checks bytes as the CBOR of a kind.
pub fn cbor(input: &[u8]) {
    if let Some((kind, bytes)) = kind(input) {
        (kind.cbor)(bytes);
    }
}

/// Checks bytes as JSON Lines of a kind.
pub fn json_lines(input: &[u8]) {
    if let Some((kind, text)) = kind(input) {
        (kind.json_lines)(text);
    }
}

/// Checks bytes as an event file.
pub fn event_file(input: &[u8]) {
    let reader = events::Reader { holiday_rules: RULES };
    let Ok(file) = reader.read("fuzzed", input) else { return };
    let text = write_events(&file);
    let again =
        reader.read("again", text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again, file);
    assert_eq!(write_events(&again), text);
}

fn of_json<T: Value + PartialEq + Debug>(text: &[u8]) {
    let Ok(value) = reader().json::<T>("fuzzed", text) else { return };
    let text = json::write(&value);
    let again: T = reader().json("again", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again, value);
    assert_eq!(json::write(&again), text);
}

fn of_cbor<T: Value + PartialEq + Debug>(bytes: &[u8]) {
    let Ok(value) = reader().cbor::<T>("fuzzed", bytes) else { return };
    let bytes = cbor::write(&value);
    let again: T =
        reader().cbor("again", &bytes).unwrap_or_else(|error| panic!("{error}\n{bytes:02x?}"));
    assert_eq!(again, value);
    assert_eq!(cbor::write(&again), bytes);
}

fn of_json_lines<T: Value + PartialEq + Debug>(text: &[u8]) {
    let Ok(values) = reader().json_lines::<T>("fuzzed", text) else { return };
    let text = json_lines::write(&values);
    let again: Vec<T> =
        reader().json_lines("again", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again, values);
    assert_eq!(json_lines::write(&again), text);
}
