//! docs/COVERAGE.md: each of the 145 lines of the five source systems, and each rule that users in
//! France and the EU expect, is shown by a test or a file that exists, or says whose business it is,
//! or when it comes.

use core::ops::RangeInclusive;

use crate::tree::{exists, read, rust_files};

/// How many lines each source system has, by its number.
const LINES: [u32; 5] = [39, 23, 48, 17, 18];

/// The rules that users expect, by number.
const RULES: RangeInclusive<u32> = 7..=16;

struct Row {
    id: String,
    what: String,
    shown_by: String,
}

/// Reads the rows `| 0.1 | what | shown by |` and `| rule 7 | what | shown by |`.
fn rows() -> Vec<Row> {
    let is_row = |line: &&str| {
        line.strip_prefix("| ").is_some_and(|rest| {
            let number = rest.strip_prefix("rule ").unwrap_or(rest);
            number.starts_with(|c: char| c.is_ascii_digit())
        })
    };
    let text = read("docs/COVERAGE.md");
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default().to_owned();
        Row { id: cell(0), what: cell(1), shown_by: cells.get(2..).unwrap_or_default().join("|") }
    };
    text.lines().filter(is_row).map(row).collect()
}

/// Lists what is wrong with the table.
pub(crate) fn faults() -> Vec<String> {
    let rows = rows();
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let expected: Vec<String> = (0..)
        .zip(LINES)
        .flat_map(|(source, lines)| (1..=lines).map(move |line| format!("{source}.{line}")))
        .chain(RULES.map(|number| format!("rule {number}")))
        .collect();
    let mut faults = Vec::new();
    if ids != expected {
        let wrong = ids.iter().zip(&expected).find(|(id, expected)| *id != expected);
        faults.push(match wrong {
            Some((id, expected)) => format!("{id} stands where {expected} should"),
            None => format!("{} rows instead of {}", ids.len(), expected.len()),
        });
    }
    let sources: Vec<String> =
        rust_files(&["crates", "tests", "examples"]).iter().map(|path| read(path)).collect();
    for row in &rows {
        if row.what.is_empty() {
            faults.push(format!("{}: what is it?", row.id));
        }
        faults.extend(fault(&row.shown_by, &sources).map(|fault| format!("{}: {fault}", row.id)));
    }
    faults
}

/// Tells what is wrong with a cell that says what shows a line.
fn fault(shown_by: &str, sources: &[String]) -> Option<String> {
    for word in ["host:", "later:"] {
        if let Some(reason) = shown_by.strip_prefix(word) {
            let is_empty = reason.trim().is_empty();
            return is_empty.then(|| format!("{word} and then?"));
        }
    }
    let cited: Vec<&str> = shown_by.split('`').skip(1).step_by(2).collect();
    if cited.is_empty() {
        return Some(String::from("no test, no example, no `host:` and no `later:`"));
    }
    let is_missing = |name: &&str| {
        let is_there =
            exists(name) || !name.contains('/') && sources.iter().any(|text| has_test(text, name));
        !is_there
    };
    cited.into_iter().find(is_missing).map(|name| format!("no test or file {name}"))
}

/// Tells whether a source has a test of this name: `#[test]` stands right above it, attributes of
/// its own aside.
fn has_test(text: &str, name: &str) -> bool {
    text.match_indices(&format!("fn {name}(")).any(|(at, _)| {
        let mut above = text[..at].trim_end().lines().rev().map(str::trim);
        above.find(|line| !line.starts_with("#[") || *line == "#[test]") == Some("#[test]")
    })
}

#[test]
fn a_cell_without_a_test_is_told() {
    let sources = [String::from("#[test]\nfn there() {}\n\nfn no_test() {}\n")];
    let fault = |cell| fault(cell, &sources);
    assert_eq!(fault("`there`"), None);
    assert_eq!(fault("`there`, `docs/COVERAGE.md`"), None);
    assert_eq!(fault("host: it has a reason"), None);
    assert_eq!(fault("later:"), Some("later: and then?".into()));
    assert_eq!(fault("`no_test`"), Some("no test or file no_test".into()));
    assert_eq!(fault("`gone`"), Some("no test or file gone".into()));
    assert_eq!(fault("`there`, `docs/gone.md`"), Some("no test or file docs/gone.md".into()));
    assert!(fault("there").is_some());
}
