//! Files that were good until a few bytes changed: read or refused, never a panic.

use proptest::prelude::*;
use tacite_formats::events::{EventFileError, read_events, write_events};

const GOOD: [&[u8]; 2] = [
    include_bytes!("../formats/golden/v1-all-kinds.jsonl"),
    include_bytes!("../formats/golden/v1-whole-life.jsonl"),
];

/// Pieces that are likelier to break something than a random byte.
const PIECES: [&str; 24] = [
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\n",
    "null",
    "-",
    "0",
    "9",
    "1e9",
    ".",
    "\u{0}",
    "\\u0000",
    "\\ud800",
    "99999999999999999999",
    "79228162514264337593543950335",
    "2025-02-29",
    "é",
    "EUR",
    "0 days",
];

/// What is done to the bytes at a place.
#[derive(Clone, Copy, Debug)]
enum Change {
    Put(u8),
    Insert(&'static str),
    Replace(usize, &'static str),
    Cut(usize),
    /// Copies bytes from elsewhere over those at the place.
    Copy(usize, usize),
    End,
}

fn change() -> impl Strategy<Value = Change> {
    let piece = || proptest::sample::select(PIECES.to_vec());
    prop_oneof![
        3 => any::<u8>().prop_map(Change::Put),
        3 => piece().prop_map(Change::Insert),
        3 => (1_usize..24, piece()).prop_map(|(count, piece)| Change::Replace(count, piece)),
        2 => (1_usize..40).prop_map(Change::Cut),
        2 => (any::<usize>(), 1_usize..60).prop_map(|(from, count)| Change::Copy(from, count)),
        1 => Just(Change::End),
    ]
}

fn apply(text: &mut Vec<u8>, at: usize, change: Change) {
    let at = at % (text.len() + 1);
    let end = |count: usize| (at + count).min(text.len());
    match change {
        Change::Put(byte) => {
            if let Some(place) = text.get_mut(at) {
                *place = byte;
            }
        }
        Change::Insert(piece) => drop(text.splice(at..at, piece.bytes())),
        Change::Replace(count, piece) => drop(text.splice(at..end(count), piece.bytes())),
        Change::Cut(count) => drop(text.drain(at..end(count))),
        Change::Copy(from, count) => {
            let from = from % (text.len() + 1);
            let copied = text[from..(from + count).min(text.len())].to_vec();
            drop(text.splice(at..end(count), copied));
        }
        Change::End => text.truncate(at),
    }
}

fn place_exists(text: &[u8], error: &EventFileError) -> bool {
    let line = text.split(|byte| *byte == b'\n').nth(error.line - 1);
    line.is_some_and(|line| (1..=line.len() + 1).contains(&error.column))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(10_000))]

    #[test]
    fn a_changed_file_is_read_or_refused(
        good in proptest::sample::select(GOOD.to_vec()),
        changes in prop::collection::vec((any::<usize>(), change()), 1..4)
    ) {
        let mut text = good.to_vec();
        for (at, change) in changes {
            apply(&mut text, at, change);
        }
        match read_events("changed", &text) {
            Err(error) => prop_assert!(place_exists(&text, &error), "{error}"),
            Ok(file) => prop_assert_eq!(read_events("written", write_events(&file)), Ok(file)),
        }
    }
}

/// Each line on its own, cut at each byte: only the whole line is an event.
#[test]
fn a_line_cut_anywhere_is_refused() {
    for good in GOOD {
        cut_anywhere(std::str::from_utf8(good).unwrap());
    }
}

fn cut_anywhere(text: &str) {
    let lines: Vec<&str> = text.lines().collect();
    for count in 1..=lines.len() {
        let line = lines[count - 1];
        for end in (1..line.len()).filter(|end| line.is_char_boundary(*end)) {
            let mut cut = lines[..count - 1].join("\n");
            cut.push('\n');
            cut.push_str(&line[..end]);
            let error = read_events("cut", &cut).unwrap_err();
            assert!(place_exists(cut.as_bytes(), &error), "{error}");
        }
    }
}
