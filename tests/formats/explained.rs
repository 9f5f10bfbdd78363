//! Why a line costs what it costs, and why a day costs nothing, come back as they were written
//! (EXP-1, EXP-2).

use std::collections::BTreeSet;

use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::prelude::*;
use tacite::bill;
use tacite::books::Books;
use tacite::contract::ItemId;
use tacite::explain::{ExactCost, Fraction, RoundedCost, explain, explain_absence};
use tacite::history::{EventKind, History};
use tacite_testkit::strategies;

use crate::settings::{CASES, SMALL_CASES, config};
use crate::written::{back, refused};

/// The items of a history, and one that it has not.
pub(crate) fn items(history: &History) -> BTreeSet<ItemId> {
    let added = history.events().iter().filter_map(|event| {
        if let EventKind::ItemAdded { id, .. } = &event.kind { Some(*id) } else { None }
    });
    added.chain([ItemId::new("nowhere").unwrap()]).collect()
}

proptest! {
    #![proptest_config(config(CASES))]

    /// What is read evaluates to what the line costs.
    #[test]
    fn derivations_come_back(scenario in strategies::scenarios()) {
        let mut books = Books::new();
        for run in &scenario.runs {
            let billing = bill(&scenario.known_on(*run), &books, *run).unwrap();
            for line in billing.documents.iter().flat_map(|document| &document.lines) {
                let derivation = back(&explain(&scenario.history, line).unwrap())?;
                let evaluated = back(&derivation.evaluate().unwrap())?;
                prop_assert_eq!(evaluated.net, line.net);
                back(&derivation.cost(derivation.share.days()).unwrap())?;
                for rule in derivation.rules() {
                    back(&rule)?;
                }
            }
            books.post(billing.posting).unwrap();
        }
    }

    #[test]
    fn absences_come_back(scenario in strategies::scenarios(), after in vec(-40..900_i64, 1..12)) {
        let (history, as_of) = (&scenario.history, scenario.last_run());
        let start = history.events().first().map_or(as_of, |first| first.effective_on);
        for id in items(history) {
            for days in &after {
                let date = start.checked_add_signed(TimeDelta::days(*days)).unwrap();
                back(&explain_absence(history, id, date, as_of).unwrap())?;
            }
        }
    }
}

proptest! {
    #![proptest_config(config(SMALL_CASES))]

    /// 128 bits are written out, whatever a reader's numbers can hold.
    #[test]
    fn costs_of_any_size_come_back(numerator: i128, denominator in 1..=i128::MAX, minor: i64) {
        let cost = Fraction::new(numerator, denominator).unwrap();
        back(&ExactCost { gross: cost, net: cost })?;
        back(&RoundedCost { gross: minor, net: minor })?;
    }
}

#[test]
fn a_cost_is_a_fraction_in_its_lowest_terms() {
    let cost = Fraction::new(36_000, 31).unwrap();
    let cost = ExactCost { gross: cost, net: cost };
    insta::assert_snapshot!(tacite_formats::json::write(&cost), @r#"{"format":"tacite-exact-cost","version":1,"value":{"gross":"36000/31","net":"36000/31"}}"#);
    for wrong in ["72000/62", "36000/0", "36000", "+36000/31", "1161.29"] {
        let told = refused(&cost, "36000/31", wrong);
        assert!(told.starts_with("value.json:1:") && told.ends_with("(EXP-1)"), "{told}");
    }
    insta::assert_snapshot!(refused(&cost, "36000/31", "72000/62"), @r#"value.json:1:60: "72000/62" is written "36000/31" (EXP-1)"#);
    insta::assert_snapshot!(refused(&cost, "36000/31", "36000/0"), @"value.json:1:60: 36000/0 is no fraction, a denominator of at least 1 is needed (EXP-1)");
    insta::assert_snapshot!(refused(&cost, "\"36000/31\"", "1161.29"), @r#"value.json:1:60: floats carry no money: a decimal is a string such as "12.50" (MON-1)"#);
}
