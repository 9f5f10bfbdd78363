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
    insta::assert_snapshot!(printed(dated(&documents, "2025-03-01", "2025-04-30")), @"
    Invoice of 15 Mar 2025 · customer press-reader-31 · EUR · prices include tax
      Daily  15 Mar – 14 Apr 2025  9.90   9.90
      Games  15 Mar – 14 Apr 2025  4.99   4.99
                                    Net  13.86
                      VAT 2.1 % on 9.70   0.20
                       VAT 20 % on 4.16   0.83
                                  Total  14.89
                        Due 15 Mar 2025  14.89
    Invoice of 15 Apr 2025 · customer press-reader-31 · EUR · prices include tax
      Daily  15 Apr – 14 May 2025  29.90  29.90
      Games  15 Apr – 14 May 2025   4.99   4.99
                                     Net  33.45
                      VAT 2.1 % on 29.29   0.61
                        VAT 20 % on 4.16   0.83
                                   Total  34.89
                         Due 15 Apr 2025  34.89
    ");
    let totals: Vec<_> = documents.iter().map(|document| document.total.minor()).collect();
    assert_eq!(totals, [vec![1_489; 3], vec![3_489; 9]].concat());
}
