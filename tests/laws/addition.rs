//! INV-5, INV-12: every document adds up, by an arithmetic of its own, in currencies of 0, 2, 3 and 4
//! decimals; rows 0.16, 1.19 and 3.7, rules 12 and 14.

use proptest::prelude::*;
use proptest::sample::Index;
use tacite::contract::Text;
use tacite::document::{Document, DocumentKind, Prepayment, set_off};
use tacite::money::Amount;
use tacite_testkit::{Scenario, addition, strategies};

use crate::settings::{CASES, LONG_CASES, config};

const FAILURES: &str = "laws/regressions/addition.txt";

/// The documents of all runs of a scenario, each of which knows what was known on its day.
fn documents(scenario: &Scenario) -> Vec<Document> {
    let mut books = tacite::books::Books::new();
    let mut documents = Vec::new();
    for run in &scenario.runs {
        let billing = tacite::bill(&scenario.known_on(*run), &books, *run);
        let billing = billing.expect("such histories are billed");
        books.post(billing.posting).expect("the posting is of these books");
        documents.extend(billing.documents);
    }
    documents
}

/// A part of an amount above 0, sometimes all of it or more.
fn part(amount: Amount, index: Index) -> Amount {
    let most = usize::try_from(amount.minor().max(0)).unwrap_or(usize::MAX - 2);
    let part = i64::try_from(index.index(most + 2)).unwrap_or(i64::MAX);
    Amount::new(part, amount.currency())
}

proptest! {
    #![proptest_config(config(CASES, FAILURES))]

    #[test]
    fn every_document_adds_up(scenario in strategies::scenarios()) {
        for document in documents(&scenario) {
            addition::check(&document)?;
        }
    }
}

proptest! {
    #![proptest_config(config(LONG_CASES, FAILURES))]

    #[test]
    fn documents_add_up_after_amounts_are_taken_off_and_set_off(
        scenario in strategies::scenarios(),
        parts in prop::collection::vec((any::<Index>(), any::<Index>()), 1..4),
    ) {
        let mut documents = documents(&scenario);
        for document in &mut documents {
            for (label, (off, _)) in ["first", "second", "third"].into_iter().zip(&parts) {
                let before = document.clone();
                let asked = part(document.lines_total, *off);
                if document.allow(label, asked).is_ok() {
                    prop_assert!(document.kind == DocumentKind::Invoice);
                } else {
                    prop_assert_eq!(&before, &*document);
                }
                addition::check(document)?;
            }
        }
        let deposits: Vec<Prepayment> = documents.iter().zip(parts.iter().cycle())
            .filter(|(document, _)| document.total.minor() > 0)
            .map(|(document, (_, paid))| Prepayment {
                customer: document.customer,
                label: Text::from("Deposit"),
                reference: Text::from("D-1"),
                paid_on: document.dated_on,
                amount: part(document.total, *paid),
            })
            .collect();
        let sum = |amounts: Vec<Amount>| -> i128 {
            amounts.iter().map(|amount| i128::from(amount.minor())).sum()
        };
        let paid = sum(deposits.iter().map(|deposit| deposit.amount).collect());
        let asked = sum(documents.iter().map(|document| document.amount_due).collect());
        let left = set_off(&mut documents, deposits);
        for document in &documents {
            addition::check(document)?;
        }
        // What is no longer left of the deposits is no longer asked for.
        let used = paid - sum(left.iter().map(|deposit| deposit.amount).collect());
        let asks = sum(documents.iter().map(|document| document.amount_due).collect());
        prop_assert_eq!(asked - asks, used);
    }
}
