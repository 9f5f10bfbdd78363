//! Every broken file and its error.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use tacite_formats::events::{EventFileError, read_events};

/// Lists the broken files, name and content, by name.
fn broken_files() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bad_events/files");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

fn refusal(name: &str, text: &[u8]) -> EventFileError {
    match read_events(name, text) {
        Ok(_) => panic!("{name} is read, but it is broken"),
        Err(error) => error,
    }
}

/// The line of an error from its column on, cut after 32 characters.
fn place(text: &[u8], error: &EventFileError) -> String {
    let line = text.split(|byte| *byte == b'\n').nth(error.line - 1);
    let line = String::from_utf8_lossy(line.expect("the line exists")).into_owned();
    let columns = line.chars().count() + 1;
    assert!(error.column <= columns, "{error}: the line ends at column {columns}");
    line.chars().skip(error.column - 1).take(32).collect::<String>().trim_end().to_owned()
}

#[test]
fn every_broken_file_is_refused_where_it_is_broken() {
    let files = broken_files();
    assert!(files.len() >= 40, "{} files", files.len());
    let mut table = String::new();
    for (name, text) in &files {
        let error = refusal(name, text);
        assert!(
            error.to_string().starts_with(&format!("{name}:{}:{}: ", error.line, error.column))
        );
        writeln!(table, "{error}\n    at {}", place(text, &error)).unwrap();
    }
    insta::assert_snapshot!("errors", table);
}

#[test]
fn a_file_named_for_a_rule_has_an_error_that_names_it() {
    let mut named = 0;
    for (name, text) in broken_files() {
        let mut words = name.split('-');
        let (Some(chapter), Some(number)) = (words.next(), words.next()) else {
            panic!("{name} has no two words");
        };
        let is_rule = matches!(chapter, "cal" | "chg" | "his" | "inv" | "mon");
        if is_rule && number.parse::<u32>().is_ok() {
            let rule = format!("({}-{number})", chapter.to_uppercase());
            let error = refusal(&name, &text).to_string();
            assert!(error.ends_with(&rule), "{error} does not end with {rule}");
            named += 1;
        }
    }
    assert!(named >= 40, "{named} files name a rule");
}

#[test]
fn a_file_with_its_defect_mended_is_read() {
    let (_, text) = broken_files()
        .into_iter()
        .find(|(name, _)| name == "cal-1-thirty-first-of-february.jsonl")
        .unwrap();
    let mended = String::from_utf8(text).unwrap().replace("02-31", "02-28");
    assert_eq!(read_events("mended", mended).unwrap().history.events().len(), 2);
}
