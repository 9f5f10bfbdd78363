//! A module entered in December 2025 that starts in September 2026, billed by calendar quarter.

use crate::billing::{nights, printed, shipped};

/// HIS-6 (1.7): September is 30 of the 92 days of its quarter
#[test]
fn nothing_is_billed_before_the_start() {
    let documents = nights(&shipped("lmb/later-start"), "2025-01-01", "2026-12-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Sep 2026 · customer lmb-cust-403 · EUR
      Stock module  1 – 30 Sep 2026  35.00 × 30/92  11.41
                                               Net  11.41
                                 VAT 20 % on 11.41   2.28
                                             Total  13.69
                                    Due 1 Sep 2026  13.69
    Invoice of 1 Oct 2026 · customer lmb-cust-403 · EUR
      Stock module  1 Oct – 31 Dec 2026  35.00  35.00
                                           Net  35.00
                             VAT 20 % on 35.00   7.00
                                         Total  42.00
                                Due 1 Oct 2026  42.00
    ");
}
