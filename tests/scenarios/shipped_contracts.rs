//! All shipped contracts together: they can be read, and a catch-up gives what the nights gave.

use std::collections::BTreeMap;

use tacite::books::Books;
use tacite::document::{Document, Line};
use tacite::history::History;
use tacite::run;
use tacite::schedule::Reference;

use crate::billing::{day, nights_of, shipped};

const NAMES: [&str; 40] = [
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
    "initiative-crm/lift-not-told",
    "initiative-crm/magazine",
    "lease/office",
    "lmb/canteen",
    "lmb/entered-late",
    "lmb/future-start",
    "lmb/later-start",
    "lmb/mid-month",
    "lmb/renewal-price",
    "press/reader",
    "press/weekly",
    "prices/graduated",
    "prices/package",
    "prices/percentage",
    "prices/price-list",
    "prices/ramp",
    "prices/revision",
    "prices/stair-step",
    "prices/volume",
    "saas/dinar",
    "saas/leap-day",
    "saas/team-discount",
    "saas/team-seats",
    "saas/two-yearly-lease",
    "saas/yen",
    "telecom/phone",
];

/// The contracts that change after they were billed, and what their nights credit.
const CORRECTED: [(&str, i64); 3] =
    [("initiative-lift-not-told", -7_912), ("press-weekly", -3_789), ("telecom-phone", -387)];

fn is_corrected(line: &Line) -> bool {
    CORRECTED.iter().any(|(id, _)| line.subscription.as_str() == *id)
}

/// What L3 compares: everything of a line but the date of its document and what its run knew.
fn lines(documents: &[Document]) -> Vec<Line> {
    let lines = documents.iter().flat_map(|document| &document.lines);
    let mut lines: Vec<Line> = lines.filter(|line| !is_corrected(line)).cloned().collect();
    lines.sort_by_key(|line| (line.subscription, line.item, line.due_on, line.key()));
    for line in &mut lines {
        // The reference is that of the document's date, which a late run moves.
        line.reference = None;
        // A late run knows more.
        line.known = 0;
        // The bag of 6 April lasts longer by a pause that was recorded after it was billed.
        if let ("exact-coffee", Reference::Period(named)) =
            (line.subscription.as_str(), line.period)
        {
            line.billing = named;
            line.moved.clear();
        }
    }
    lines
}

/// What stands in the end: the net of each customer, item and period, credits taken off.
fn standing(documents: &[Document]) -> BTreeMap<String, i64> {
    let mut standing = BTreeMap::new();
    for document in documents {
        for line in &document.lines {
            let Line { subscription, item, period, .. } = line;
            let place = format!("{subscription} {} {item} {period:?}", document.customer);
            *standing.entry(place).or_default() += line.net.minor();
        }
    }
    standing
}

/// L3, L12: 552 documents by night for the two years of the example `billing_run`. Line by line the
/// same where nothing is corrected; the same net for every customer and period where something is.
#[test]
fn seven_hundred_nights_give_what_one_catch_up_gives() {
    let histories: Vec<History> = NAMES.iter().map(|name| shipped(name)).collect();
    let by_night = nights_of(&histories.iter().collect::<Vec<_>>(), "2025-01-01", "2026-12-31");
    assert_eq!(by_night.len(), 552);
    let nothing = Books::new();
    let pairs = histories.iter().map(|history| (history, &nothing));
    let caught_up = run(pairs, day("2026-12-31"));
    assert_eq!(caught_up.failures, []);
    assert_eq!(lines(&by_night), lines(&caught_up.documents));
    assert_eq!(standing(&by_night), standing(&caught_up.documents));
}

/// INV-6: three credit lines in two years, and no others
#[test]
fn only_three_contracts_are_corrected() {
    let histories: Vec<History> = NAMES.iter().map(|name| shipped(name)).collect();
    let by_night = nights_of(&histories.iter().collect::<Vec<_>>(), "2025-01-01", "2026-12-31");
    let credited = by_night.iter().flat_map(|document| &document.lines);
    let mut credited: Vec<(&str, i64)> = credited
        .filter(|line| line.is_credit())
        .map(|line| (line.subscription.as_str(), line.net.minor()))
        .collect();
    credited.sort_unstable();
    assert_eq!(credited, CORRECTED);
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
