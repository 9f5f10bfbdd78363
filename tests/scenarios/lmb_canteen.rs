//! Meals and wine at two rates, a discount on the whole, order, contract and notes (INV-4, INV-5, INV-12).

use tacite_formats::text::{self, Language};
use tacite_testkit::addition;

use crate::billing::{dated, nights, shipped};

/// 160 × 11.35 = 1,816.00 and 24 × 7.90 = 189.60; 5 % are 90.80 and 9.48; 10 % of 1,725.20 is
/// 172.52, 20 % of 180.12 is 36.024; from 1 March, 30 days are 31 March, the month's end.
#[test]
fn a_discount_on_the_whole_is_taken_off_meals_and_wine() {
    let documents = nights(&shipped("lmb/canteen"), "2025-01-01", "2026-01-31");
    for document in &documents {
        addition::check(document).unwrap();
    }
    assert_eq!(documents.len(), 12);
    let print = |document| text::document(document, Language::French).to_string();
    let march: String =
        dated(&documents, "2025-03-01", "2025-03-31").into_iter().map(print).collect();
    insta::assert_snapshot!(march, @"");
}
