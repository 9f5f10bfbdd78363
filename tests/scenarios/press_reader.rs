//! A daily at prices that include tax, 2.1 % for the press and 20 % for its games (INV-5, CHG-2).

use tacite_testkit::addition;

use crate::billing::{dated, nights, printed, shipped};

/// 9.90 × 2.1 ÷ 102.1 = 0.2036 and 4.99 × 20 ÷ 120 = 0.8317; from April on 29.90 × 2.1 ÷ 102.1 =
/// 0.6150.
#[test]
fn what_is_on_the_poster_is_what_is_paid() {
    let documents = nights(&shipped("press/reader"), "2025-01-01", "2026-01-31");
    for document in &documents {
        addition::check(document).unwrap();
    }
    insta::assert_snapshot!(printed(dated(&documents, "2025-03-01", "2025-04-30")), @"");
    let totals: Vec<_> = documents.iter().map(|document| document.total.minor()).collect();
    assert_eq!(totals, [vec![14_89; 3], vec![34_89; 9]].concat());
}
