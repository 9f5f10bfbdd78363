//! Razor blades every 6 weeks, the first pack at an introductory price.

use crate::billing::{dated, nights, printed, shipped};

/// CHG-2 (4.4, 4.18)
#[test]
fn the_first_pack_has_the_introductory_price() {
    let documents = nights(&shipped("exact-online/razor-blades"), "2025-01-01", "2025-04-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 15 Jan 2025 · customer exact-cust-104 · EUR
      Razor blades, pack of eight  15 Jan – 25 Feb 2025  1 × 4.90  4.90
                                                              Net  4.90
                                                 VAT 20 % on 4.90  0.98
                                                            Total  5.88
                                                  Due 15 Jan 2025  5.88
    Invoice of 26 Feb 2025 · customer exact-cust-104 · EUR
      Razor blades, pack of eight  26 Feb – 8 Apr 2025  1 × 14.90  14.90
                                                              Net  14.90
                                                VAT 20 % on 14.90   2.98
                                                            Total  17.88
                                                  Due 26 Feb 2025  17.88
    Invoice of 9 Apr 2025 · customer exact-cust-104 · EUR
      Razor blades, pack of eight  9 Apr – 20 May 2025  1 × 14.90  14.90
                                                              Net  14.90
                                                VAT 20 % on 14.90   2.98
                                                            Total  17.88
                                                   Due 9 Apr 2025  17.88
    ");
}

/// CAL-2: every 42 days from 15 January 2025 to 30 December 2026
#[test]
fn eighteen_packs_are_sent_in_two_years() {
    let documents = nights(&shipped("exact-online/razor-blades"), "2025-01-01", "2026-12-31");
    assert_eq!(documents.len(), 18);
    insta::assert_snapshot!(printed(dated(&documents, "2026-11-01", "2026-12-31")), @"
    Invoice of 18 Nov 2026 · customer exact-cust-104 · EUR
      Razor blades, pack of eight  18 Nov – 29 Dec 2026  1 × 14.90  14.90
                                                               Net  14.90
                                                 VAT 20 % on 14.90   2.98
                                                             Total  17.88
                                                   Due 18 Nov 2026  17.88
    Invoice of 30 Dec 2026 · customer exact-cust-104 · EUR
      Razor blades, pack of eight  30 Dec 2026 – 9 Feb 2027  1 × 14.90  14.90
                                                                   Net  14.90
                                                     VAT 20 % on 14.90   2.98
                                                                 Total  17.88
                                                       Due 30 Dec 2026  17.88
    ");
}
