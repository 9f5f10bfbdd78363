//! Reading what was written gives the same file, and writing that the same text.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tacite_formats::events::{EventFile, Reader, write_events};

use crate::random::file;
use crate::values::RULE;

const READER: Reader<'_> = Reader { holiday_rules: &[RULE] };

/// Counts the events of each kind.
type Seen = BTreeMap<&'static str, u32>;

fn check(file: &EventFile) -> Result<(), TestCaseError> {
    let text = write_events(file);
    prop_assert!(text.ends_with('\n'));
    prop_assert_eq!(text.lines().count(), file.history.events().len() + 1);
    match READER.read("written", text.as_bytes()) {
        Ok(read) => {
            prop_assert_eq!(&read, file);
            prop_assert_eq!(write_events(&read), text);
            Ok(())
        }
        Err(error) => Err(TestCaseError::fail(format!("{error}\n{text}"))),
    }
}

#[test]
fn ten_thousand_random_files_of_all_kinds_come_back() {
    let config = Config { cases: 10_000, failure_persistence: None, ..Config::default() };
    let seen = std::cell::RefCell::new(Seen::new());
    TestRunner::new(config)
        .run(&file(), |file| {
            for event in file.history.events() {
                *seen.borrow_mut().entry(event.kind.name()).or_default() += 1;
            }
            check(&file)
        })
        .unwrap();
    let seen = seen.into_inner();
    assert_eq!(seen.len(), 30, "{seen:?}");
    assert!(seen.values().all(|count| *count >= 200), "{seen:?}");
}
