//! Coffee every 4 weeks, 1.5 kg at a time: thirteen deliveries a year, never twelve.

use crate::billing::{dated, nights, printed, shipped};

/// CAL-2 (4.2, 4.4)
#[test]
fn four_weeks_are_not_a_month() {
    let documents = nights(&shipped("exact-online/coffee"), "2025-01-01", "2025-03-10");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 13 Jan 2025 · customer exact-cust-102 · EUR
      Coffee beans  13 Jan – 9 Feb 2025  1.5 kg × 23.90  35.85
                                                    Net  35.85
                                     VAT 5.5 % on 35.85   1.97
                                                  Total  37.82
                                        Due 27 Jan 2025  37.82
    Invoice of 10 Feb 2025 · customer exact-cust-102 · EUR
      Coffee beans  10 Feb – 9 Mar 2025  1.5 kg × 23.90  35.85
                                                    Net  35.85
                                     VAT 5.5 % on 35.85   1.97
                                                  Total  37.82
                                        Due 24 Feb 2025  37.82
    Invoice of 10 Mar 2025 · customer exact-cust-102 · EUR
      Coffee beans  10 Mar – 6 Apr 2025  1.5 kg × 23.90  35.85
                                                    Net  35.85
                                     VAT 5.5 % on 35.85   1.97
                                                  Total  37.82
                                        Due 24 Mar 2025  37.82
    ");
}

/// CAL-2 (4.4): every 28 days from 13 January to 15 December 2025
#[test]
fn a_year_has_thirteen_deliveries() {
    let documents = nights(&shipped("exact-online/coffee"), "2025-01-01", "2025-12-31");
    assert_eq!(documents.len(), 13);
    insta::assert_snapshot!(printed(dated(&documents, "2025-12-01", "2025-12-31")), @"
    Invoice of 15 Dec 2025 · customer exact-cust-102 · EUR
      Coffee beans  15 Dec 2025 – 11 Jan 2026  1.5 kg × 23.90  35.85
                                                          Net  35.85
                                           VAT 5.5 % on 35.85   1.97
                                                        Total  37.82
                                              Due 29 Dec 2025  37.82
    ");
}
