//! The rule index of docs/ARCHITECTURE.md: every rule names the file that decides it and a test
//! that fails when it is broken.

use crate::tree::{exists, has_ending, read, rust_files};

struct Row {
    rules: Vec<String>,
    file: String,
    tests: Vec<String>,
}

/// Reads the rows of the table below "## Rule index": `| rule | question | file | test |`.
fn rows() -> Vec<Row> {
    let text = read("docs/ARCHITECTURE.md");
    let section = text.split("## Rule index").nth(1).unwrap_or_default();
    let section = section.split("\n## ").next().unwrap_or_default();
    section
        .lines()
        .filter(|line| {
            line.starts_with("| ") && !line.starts_with("| rule") && !line.contains("---")
        })
        .map(|line| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
            let code = |text: &str| -> Vec<String> {
                text.split('`').skip(1).step_by(2).map(String::from).collect()
            };
            Row {
                rules: cell(0).split(',').map(|rule| rule.trim().to_owned()).collect(),
                file: code(cell(2)).first().cloned().unwrap_or_default(),
                tests: code(cell(3)),
            }
        })
        .collect()
}

/// Lists what is wrong with the index.
pub(crate) fn faults() -> Vec<String> {
    let sources: Vec<(String, String)> = rust_files(&["crates", "tests", "examples"])
        .into_iter()
        .map(|path| (path.clone(), read(&path)))
        .collect();
    let rows = rows();
    let mut faults = Vec::new();
    if rows.len() < 40 {
        faults.push(format!("only {} rows found: is the table still there?", rows.len()));
    }
    for row in &rows {
        let rules = row.rules.join(", ");
        if !exists(&row.file) {
            faults.push(format!("{rules}: no file {}", row.file));
        } else if has_ending(&row.file, &["rs"]) {
            let text = read(&row.file);
            for rule in &row.rules {
                if !cites(&text, rule) {
                    faults.push(format!("{rules}: {} does not cite {rule}", row.file));
                }
            }
        }
        if row.tests.is_empty() {
            faults.push(format!("{rules}: no test"));
        }
        for test in &row.tests {
            let function = format!("fn {test}(");
            let is_there =
                sources.iter().any(|(path, text)| path == test || text.contains(&function));
            if !is_there {
                faults.push(format!("{rules}: no test {test}"));
            }
        }
    }
    faults
}

/// Lists the rules that the code cites and the index does not have.
pub(crate) fn cited_but_not_indexed() -> Vec<String> {
    let architecture = read("docs/ARCHITECTURE.md");
    let mut missing: Vec<String> = rust_files(&["crates", "tests", "examples"])
        .iter()
        .flat_map(|path| rule_ids(&read(path)))
        .filter(|rule| !cites(&architecture, rule))
        .collect();
    missing.sort();
    missing.dedup();
    missing
}

/// Tells whether a text names a rule, alone or as the end of a range such as `CAL-1 to CAL-9`.
fn cites(text: &str, rule: &str) -> bool {
    text.match_indices(rule).any(|(at, _)| {
        let after = text[at + rule.len()..].chars().next();
        let before = text[..at].chars().next_back();
        !after.is_some_and(|c| c.is_ascii_digit()) && !before.is_some_and(char::is_alphanumeric)
    })
}

/// Finds rule ids such as `CHG-6` in a text.
fn rule_ids(text: &str) -> Vec<String> {
    const BOOKS: [&str; 9] = ["CAL", "MON", "HIS", "CHG", "PAU", "TRM", "INV", "EXP", "CST"];
    let mut ids = Vec::new();
    for book in BOOKS {
        for (at, _) in text.match_indices(&format!("{book}-")) {
            let digits: String =
                text[at + book.len() + 1..].chars().take_while(char::is_ascii_digit).collect();
            if !digits.is_empty() {
                ids.push(format!("{book}-{digits}"));
            }
        }
    }
    ids
}
