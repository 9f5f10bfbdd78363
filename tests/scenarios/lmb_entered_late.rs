//! A fixed fee from 15 January, entered on 20 March 2025.

use crate::billing::{nights, printed, shipped};

/// HIS-6, INV-3 (1.6, 1.8, 1.9): 17 of 31 days; one document per due date, none is back-dated
#[test]
fn what_was_missed_is_billed_on_the_day_it_was_recorded() {
    let documents = nights(&shipped("lmb/entered-late"), "2025-01-01", "2025-04-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 20 Mar 2025 · customer lmb-cust-401 · EUR
      Cash register service (reference Caisse 7731)  15 – 31 Jan 2025  49.00 × 17/31  26.87
                                                                                 Net  26.87
                                                                   VAT 20 % on 26.87   5.37
                                                                               Total  32.24
                                                                     Due 20 Mar 2025  32.24
    Invoice of 20 Mar 2025 · customer lmb-cust-401 · EUR
      Cash register service (reference Caisse 7731)  1 – 28 Feb 2025  49.00  49.00
                                                                        Net  49.00
                                                          VAT 20 % on 49.00   9.80
                                                                      Total  58.80
                                                            Due 20 Mar 2025  58.80
    Invoice of 20 Mar 2025 · customer lmb-cust-401 · EUR
      Cash register service (reference Caisse 7731)  1 – 31 Mar 2025  49.00  49.00
                                                                        Net  49.00
                                                          VAT 20 % on 49.00   9.80
                                                                      Total  58.80
                                                            Due 20 Mar 2025  58.80
    Invoice of 1 Apr 2025 · customer lmb-cust-401 · EUR
      Cash register service (reference Caisse 7731)  1 – 30 Apr 2025  49.00  49.00
                                                                        Net  49.00
                                                          VAT 20 % on 49.00   9.80
                                                                      Total  58.80
                                                             Due 1 Apr 2025  58.80
    ");
}
