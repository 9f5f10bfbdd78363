//! What is written is read again, the same, in every format; what was changed is refused.

use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use tacite_formats::{ReadError, Reader, Value, cbor, json, json_lines};

use crate::settings::config;
use crate::values::RULE;

/// A reader that has the holiday rule which random contracts name.
pub(crate) fn reader() -> Reader<'static> {
    Reader { holiday_rules: &[RULE], ..Reader::default() }
}

/// Checks random values of a kind, so many of them.
pub(crate) fn round_trips<T: Value + Clone + PartialEq + Debug>(
    cases: u32,
    strategy: impl Strategy<Value = T>,
) {
    TestRunner::new(config(cases))
        .run(&strategy, |value| back(&value).map(drop))
        .unwrap_or_else(|error| panic!("{}: {error}", T::KIND));
}

/// Writes a value, and returns what is read of it: the same value, written the same way.
pub(crate) fn back<T: Value + PartialEq + Debug>(value: &T) -> Result<T, TestCaseError> {
    let text = json::write(value);
    let fail = |error: ReadError| TestCaseError::fail(format!("{error}\n{text}"));
    let read: T = reader().json("written", &text).map_err(fail)?;
    prop_assert_eq!(&read, value);
    prop_assert_eq!(&json::write(&read), &text);

    let other_order: T = reader().json("another order", another_order(&text)).map_err(fail)?;
    prop_assert_eq!(&other_order, value);

    let lines = json_lines::write([value, &read]);
    let of_lines: Vec<T> = reader().json_lines("lines", &lines).map_err(fail)?;
    prop_assert!(of_lines.iter().eq([value, &read]));
    prop_assert_eq!(json_lines::write(&of_lines), lines);

    let bytes = cbor::write(value);
    let of_bytes: T = reader().cbor("bytes", &bytes).map_err(fail)?;
    prop_assert_eq!(&of_bytes, value);
    prop_assert_eq!(cbor::write(&of_bytes), bytes);
    Ok(read)
}

/// The value of an envelope before what says of what kind it is, as stores that sort keys have it.
fn another_order(text: &str) -> String {
    let (head, value) = text.split_once(",\"value\":").unwrap();
    let (head, value) = (head.strip_prefix('{').unwrap(), value.strip_suffix('}').unwrap());
    format!("{{ \"value\" : {value},\n\t{head} }}\n")
}

/// Writes a value, puts another text in the place of the first one like it, and returns why that is
/// not read.
pub(crate) fn refused<T: Value + Debug>(value: &T, old: &str, new: &str) -> String {
    let text = json::write(value);
    assert!(text.contains(old), "{old} is not in {text}");
    json::read::<T>("value.json", text.replacen(old, new, 1)).unwrap_err().to_string()
}
