//! Every kind has golden files of version 1, which are read for ever, and which nothing that is changed
//! in them passes for.
//!
//! The files are never edited: a new version gets files of its own.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use serde_json::Value as Tree;
use tacite::calendar::HolidayRule;
use tacite::history::Event;
use tacite_formats::{EachKind, KINDS, Reader, Value, cbor, each_kind, json};

use crate::settings::{SMALL_CASES, config};
use crate::written::reader;

/// What is tested of a kind.
struct Kind {
    name: &'static str,
    /// Reads its golden files, of JSON and of CBOR, and writes them again.
    is_golden: fn(&str, &[u8]),
    /// Tells whether JSON is read.
    reads: fn(&str) -> bool,
    /// Reads what may be no JSON of it: gives what is wrong, if it is read.
    json: fn(&[u8]) -> Option<String>,
    /// Reads what may be no CBOR of it.
    cbor: fn(&[u8]) -> Option<String>,
}

/// The tests of all kinds.
static ALL: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    let mut all = All(Vec::new());
    each_kind(&mut all);
    all.0
});

struct All(Vec<Kind>);

impl EachKind for All {
    fn kind<T: Value + PartialEq + Debug>(&mut self) {
        self.0.push(Kind {
            name: T::KIND,
            is_golden: is_golden::<T>,
            reads: reads::<T>,
            json: misread_json::<T>,
            cbor: misread_cbor::<T>,
        });
    }
}

fn is_golden<T: Value + PartialEq + Debug>(text: &str, bytes: &[u8]) {
    let of_text: T = reader().json(T::KIND, text).unwrap_or_else(|error| panic!("{error}"));
    let of_bytes: T = reader().cbor(T::KIND, bytes).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(of_text, of_bytes);
    assert_eq!(json::write(&of_text), text);
    assert_eq!(cbor::write(&of_bytes), bytes);
}

fn reads<T: Value>(text: &str) -> bool {
    reader().json::<T>("changed", text).is_ok()
}

/// What was read must be written as something that is read as the same.
fn misread_json<T: Value + PartialEq + Debug>(text: &[u8]) -> Option<String> {
    let value: T = reader().json("changed", text).ok()?;
    let again = reader().json("again", json::write(&value));
    (again.as_ref() != Ok(&value)).then(|| format!("{value:?} is written as {again:?}"))
}

fn misread_cbor<T: Value + PartialEq + Debug>(bytes: &[u8]) -> Option<String> {
    let value: T = reader().cbor("changed", bytes).ok()?;
    let again = reader().cbor("again", cbor::write(&value));
    (again.as_ref() != Ok(&value)).then(|| format!("{value:?} is written as {again:?}"))
}

/// Reads a golden file, without the line feed at its end.
fn golden(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("formats/golden/v1");
    let text =
        fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    text.strip_suffix('\n').unwrap_or_else(|| panic!("{name}: no line feed at its end")).to_owned()
}

fn golden_json(kind: &Kind) -> String {
    golden(&format!("{}.json", kind.name))
}

/// Hexadecimal, 32 bytes a line.
fn golden_cbor(kind: &Kind) -> Vec<u8> {
    let text = golden(&format!("{}.cbor.hex", kind.name));
    let digits: Vec<u32> = text.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|byte| u8::try_from(byte[0] << 4 | byte[1]).unwrap()).collect()
}

#[test]
fn every_kind_is_tested() {
    let tested: BTreeSet<_> = ALL.iter().map(|kind| kind.name).collect();
    assert_eq!(tested, KINDS.iter().copied().collect());
    assert_eq!(KINDS.len(), tested.len(), "a name stands for one kind");
}

#[test]
fn golden_files_of_values_are_read_and_written_as_they_are() {
    for kind in ALL.iter() {
        (kind.is_golden)(&golden_json(kind), &golden_cbor(kind));
    }
}

/// Every text that has one key more in one object, in front of the others or behind them.
fn with_a_key_more(text: &str) -> Vec<String> {
    let tree: Tree = serde_json::from_str(text).unwrap();
    let (mut texts, mut is_string, mut is_escaped) = (Vec::new(), false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if !is_escaped => is_string = !is_string,
            // Before what is in an object, or behind it; an object in these files is never empty.
            b'{' if !is_string => {
                texts.push(format!("{}\"x-more\":1,{}", &text[..=at], &text[at + 1..]));
            }
            b'}' if !is_string => {
                texts.push(format!("{},\"x-more\":1{}", &text[..at], &text[at..]));
            }
            _ => {}
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    assert_eq!(texts.len(), 2 * objects(&tree), "{text}");
    texts
}

fn objects(tree: &Tree) -> usize {
    match tree {
        Tree::Object(fields) => 1 + fields.values().map(objects).sum::<usize>(),
        Tree::Array(values) => values.iter().map(objects).sum(),
        Tree::Null | Tree::Bool(_) | Tree::Number(_) | Tree::String(_) => 0,
    }
}

#[test]
fn a_key_that_is_not_known_is_refused_in_every_object_of_every_golden_file() {
    let mut dropped = Vec::new();
    for kind in ALL.iter() {
        let text = golden_json(kind);
        assert!((kind.reads)(&text), "{}", kind.name);
        let changed = with_a_key_more(&text);
        dropped.extend(changed.into_iter().filter(|changed| (kind.reads)(changed)));
    }
    assert_eq!(dropped, Vec::<String>::new());
}

/// The event files have every variant of every value that an event can carry.
#[test]
fn a_key_that_is_not_known_is_refused_in_every_object_of_every_golden_event() {
    let mut dropped = Vec::new();
    for name in ["all-kinds", "all-values", "prices", "whole-life"] {
        let file = golden(&format!("../v1-{name}.jsonl"));
        for line in file.lines().filter(|line| line.contains("\"event\":")) {
            // An event by itself may have a comment in a file only.
            let Ok(Tree::Object(mut event)) = serde_json::from_str(line) else {
                panic!("{name}: {line}");
            };
            event.remove("comment");
            let event = Tree::Object(event);
            let text = format!(r#"{{"format":"tacite-event","version":1,"value":{event}}}"#);
            let bavaria = HolidayRule { name: "bavaria", is_holiday: |_| false };
            let reader = Reader { holiday_rules: &[bavaria], ..Reader::default() };
            let reads = |text: &str| reader.json::<Event>("changed", text);
            reads(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
            let changed = with_a_key_more(&text);
            dropped.extend(changed.into_iter().filter(|changed| reads(changed).is_ok()));
        }
    }
    assert_eq!(dropped, Vec::<String>::new());
}

/// A change of a few bytes.
#[derive(Clone, Debug)]
enum Change {
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Copy(Index, Index, usize),
    Cut(Index),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        (at(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (at(), "[\\[\\]{}\",:0-9a-z-]{1,3}").prop_map(|(at, text)| Change::Insert(at, text.into())),
        (at(), proptest::collection::vec(any::<u8>(), 1..4))
            .prop_map(|(at, it)| Change::Insert(at, it)),
        (at(), 1..9_usize).prop_map(|(at, length)| Change::Remove(at, length)),
        (at(), at(), 1..40_usize).prop_map(|(from, to, length)| Change::Copy(from, to, length)),
        at().prop_map(Change::Cut),
    ]
}

fn changed(bytes: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for change in changes {
        let length = bytes.len();
        if length == 0 {
            break;
        }
        match change {
            Change::Set(at, byte) => bytes[at.index(length)] = *byte,
            Change::Insert(at, more) => {
                let at = at.index(length);
                bytes.splice(at..at, more.iter().copied());
            }
            Change::Remove(at, count) => {
                let at = at.index(length);
                bytes.drain(at..(at + count).min(length));
            }
            Change::Copy(from, to, count) => {
                let (from, to) = (from.index(length), to.index(length));
                let copy = bytes[from..(from + count).min(length)].to_vec();
                bytes.splice(to..to, copy);
            }
            Change::Cut(at) => bytes.truncate(at.index(length)),
        }
    }
    bytes
}

#[test]
fn changed_files_are_refused_or_mean_what_they_say() {
    let files: Vec<_> =
        ALL.iter().map(|kind| (kind, golden_json(kind), golden_cbor(kind))).collect();
    let changes = proptest::collection::vec(change(), 1..4);
    TestRunner::new(config(SMALL_CASES))
        .run(&(any::<Index>(), changes), |(at, changes)| {
            let (kind, text, bytes) = at.get(&files);
            prop_assert_eq!((kind.json)(&changed(text.as_bytes(), &changes)), None);
            prop_assert_eq!((kind.cbor)(&changed(bytes, &changes)), None);
            Ok(())
        })
        .unwrap();
}

#[test]
fn random_bytes_are_refused() {
    let bytes = proptest::collection::vec(any::<u8>(), 0..200);
    TestRunner::new(config(SMALL_CASES))
        .run(&(any::<Index>(), bytes), |(at, bytes)| {
            let kind = at.get(&ALL);
            prop_assert_eq!((kind.json)(&bytes), None);
            prop_assert_eq!((kind.cbor)(&bytes), None);
            Ok(())
        })
        .unwrap();
}
