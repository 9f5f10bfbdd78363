//! All shipped contracts together: they can be read, and a catch-up gives what the nights gave.

use tacite::books::Books;
use tacite::document::{Document, Line};
use tacite::history::History;
use tacite::run;

use crate::billing::{day, nights_of, shipped};

const NAMES: [&str; 24] = [
    "dokos/coworking",
    "eko-crm/four-monthly",
    "eko-crm/half-yearly",
    "eko-crm/maintenance",
    "eko-crm/monthly",
    "eko-crm/quarterly",
    "eko-crm/two-monthly",
    "eko-crm/two-yearly",
    "eko-crm/yearly",
    "exact-online/cleaning",
    "exact-online/coffee",
    "exact-online/meal-box",
    "exact-online/razor-blades",
    "initiative-crm/lift-maintenance",
    "initiative-crm/magazine",
    "lmb/entered-late",
    "lmb/future-start",
    "lmb/later-start",
    "lmb/mid-month",
    "saas/dinar",
    "saas/leap-day",
    "saas/team-seats",
    "saas/two-yearly-lease",
    "saas/yen",
];

/// What L3 compares: everything of a line but the date of its document.
fn lines(documents: &[Document]) -> Vec<&Line> {
    let mut lines: Vec<&Line> = documents.iter().flat_map(|document| &document.lines).collect();
    lines.sort_by_key(|line| (line.subscription, line.item, line.due_on, line.key()));
    lines
}

/// L3, L12: 413 documents either way, for the two years of the example `billing_run`.
#[test]
fn seven_hundred_nights_give_the_lines_of_one_catch_up() {
    let histories: Vec<History> = NAMES.iter().map(|name| shipped(name)).collect();
    let by_night = nights_of(&histories.iter().collect::<Vec<_>>(), "2025-01-01", "2026-12-31");
    assert_eq!(by_night.len(), 413);
    let nothing = Books::new();
    let pairs = histories.iter().map(|history| (history, &nothing));
    let caught_up = run(pairs, day("2026-12-31"));
    assert_eq!(caught_up.failures, []);
    let bare = |line: &&Line| {
        let mut line = (*line).clone();
        // The reference is that of the document's date, which a late run moves.
        line.reference = None;
        line
    };
    let by_night: Vec<Line> = lines(&by_night).iter().map(bare).collect();
    let caught_up: Vec<Line> = lines(&caught_up.documents).iter().map(bare).collect();
    assert_eq!(by_night, caught_up);
}

/// Every shipped contract is in the list above.
#[test]
fn every_shipped_contract_is_billed_here() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/contracts");
    let mut names = Vec::new();
    for source in std::fs::read_dir(folder).unwrap() {
        let source = source.unwrap().path();
        for file in std::fs::read_dir(&source).unwrap() {
            let path = file.unwrap().path().with_extension("");
            let of_source = source.file_name().unwrap().to_str().unwrap();
            let name = path.file_name().unwrap().to_str().unwrap();
            names.push(format!("{of_source}/{name}"));
        }
    }
    names.sort();
    assert_eq!(names, NAMES);
}
