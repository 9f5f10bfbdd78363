//! The repository keeps its own rules: floors, file sizes, headers, the rule index, the coverage, the
//! changelog.
//!
//! A failure names the file and says what to do.
#![expect(clippy::panic, reason = "a file that can't be read fails the test with its path")]

mod coverage;
mod floors;
mod index;
mod tree;

use tree::{read, rust_files, text_files};

/// Longest file of library code; a rule that outgrows it is split by rule.
const LINES_MAX: usize = 500;

#[test]
fn a_source_file_stays_under_500_lines() {
    let long: Vec<_> = rust_files(&["crates", "examples", "benches"])
        .into_iter()
        .map(|path| (read(&path).lines().count(), path))
        .filter(|(lines, _)| *lines > LINES_MAX)
        .collect();
    assert!(long.is_empty(), "split by rule: {long:?}");
}

#[test]
fn a_source_file_begins_with_what_it_is_about() {
    let bare: Vec<_> = rust_files(&["crates", "examples", "benches", "tests"])
        .into_iter()
        .filter(|path| !read(path).starts_with("//!"))
        .collect();
    assert!(bare.is_empty(), "begin with a `//!` header: {bare:?}");
}

#[test]
fn no_file_is_called_utils_or_helpers() {
    let vague: Vec<_> = rust_files(&["crates", "examples", "benches", "tests"])
        .into_iter()
        .filter(|path| {
            let stem = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".rs");
            ["util", "utils", "helper", "helpers", "common", "misc"].contains(&stem)
        })
        .collect();
    assert!(vague.is_empty(), "name it after its rule: {vague:?}");
}

#[test]
fn a_module_uses_lower_floors_only() {
    let climbing = floors::climbing();
    assert!(climbing.is_empty(), "a module may use lower floors only:\n{}", climbing.join("\n"));
}

#[test]
fn the_rule_index_is_true() {
    let faults = index::faults();
    assert!(faults.is_empty(), "docs/ARCHITECTURE.md, rule index:\n{}", faults.join("\n"));
}

#[test]
fn every_rule_that_the_code_cites_is_in_the_index() {
    let missing = index::cited_but_not_indexed();
    assert!(missing.is_empty(), "cited, but not in the rule index: {missing:?}");
}

#[test]
fn every_line_of_the_five_sources_is_shown_or_says_why_not() {
    let faults = coverage::faults();
    assert!(faults.is_empty(), "docs/COVERAGE.md:\n{}", faults.join("\n"));
}

#[test]
fn the_changelog_says_which_amounts_changed() {
    let changelog = read("CHANGELOG.md");
    assert!(changelog.contains("## [Unreleased]"), "CHANGELOG.md needs an Unreleased section");
    assert!(changelog.contains("### Amounts changed"), "CHANGELOG.md needs \"Amounts changed\"");
}

/// The project stands alone: nothing in it points out of the repository.
#[test]
fn nothing_points_out_of_the_repository() {
    // Put together here, so that this file does not name them itself.
    let outside =
        [["..", "shared"].join("/"), ["", "work", ""].join("/"), ["", "root", ""].join("/")];
    let pointing: Vec<_> = text_files()
        .into_iter()
        .filter(|path| outside.iter().any(|place| read(path).contains(place.as_str())))
        .collect();
    assert!(pointing.is_empty(), "points out of the repository: {pointing:?}");
}
