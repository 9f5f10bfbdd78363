//! Files of version 1 that every later reader must read, with the same meaning.
//!
//! They are never edited: a new version gets files of its own.

use std::collections::BTreeSet;
use std::fmt::Write;

use tacite::calendar::HolidayRule;
use tacite_formats::events::{EventFile, Reader, write_events};

const ALL_KINDS: &str = include_str!("golden/v1-all-kinds.jsonl");
const ALL_VALUES: &str = include_str!("golden/v1-all-values.jsonl");
const PRICES: &str = include_str!("golden/v1-prices.jsonl");
const WHOLE_LIFE: &str = include_str!("golden/v1-whole-life.jsonl");

fn read(name: &str, text: &str) -> EventFile {
    let rule = HolidayRule { name: "bavaria", is_holiday: |_| false };
    match (Reader { holiday_rules: &[rule] }).read(name, text.as_bytes()) {
        Ok(file) => file,
        Err(error) => panic!("{error}"),
    }
}

/// One event a line, as the core sees it.
fn meaning(file: &EventFile) -> String {
    let mut text = format!("{:?} {:?}\n", file.history.subscription(), file.comment);
    for event in file.history.events() {
        let comment = file.comments.get(&event.sequence);
        writeln!(text, "{event:?} {comment:?}").unwrap();
    }
    text
}

#[test]
fn the_golden_file_has_all_thirty_kinds() {
    let file = read("v1-all-kinds.jsonl", ALL_KINDS);
    let kinds: BTreeSet<_> = file.history.events().iter().map(|event| event.kind.name()).collect();
    assert_eq!(kinds.len(), 30);
}

#[test]
fn the_golden_files_mean_what_they_always_meant() {
    insta::assert_snapshot!("v1-all-kinds", meaning(&read("v1-all-kinds.jsonl", ALL_KINDS)));
    insta::assert_snapshot!("v1-all-values", meaning(&read("v1-all-values.jsonl", ALL_VALUES)));
    insta::assert_snapshot!("v1-prices", meaning(&read("v1-prices.jsonl", PRICES)));
    insta::assert_snapshot!("v1-whole-life", meaning(&read("v1-whole-life.jsonl", WHOLE_LIFE)));
}

#[test]
fn the_golden_files_are_written_as_they_are() {
    assert_eq!(write_events(&read("v1-all-kinds.jsonl", ALL_KINDS)), ALL_KINDS);
    assert_eq!(write_events(&read("v1-all-values.jsonl", ALL_VALUES)), ALL_VALUES);
    assert_eq!(write_events(&read("v1-prices.jsonl", PRICES)), PRICES);
    assert_eq!(write_events(&read("v1-whole-life.jsonl", WHOLE_LIFE)), WHOLE_LIFE);
}
