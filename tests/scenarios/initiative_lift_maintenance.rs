//! Lift maintenance of a condominium, by calendar year from 1 March 2025, revised each January.

use crate::billing::{nights, printed, shipped};

/// CAL-5, CAL-6, CHG-6 (3.9): 306 of 365 days
#[test]
fn the_first_year_is_prorated_to_its_end_and_the_next_has_the_revised_price() {
    let documents = nights(&shipped("initiative-crm/lift-maintenance"), "2025-01-01", "2026-12-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Mar 2025 · customer copro-12-rue-des-lilas · EUR
      Lift maintenance, extended contract  1 Mar – 31 Dec 2025  1,850.00 × 306/365  1,550.96
                                                                               Net  1,550.96
                                                              VAT 10 % on 1,550.96    155.10
                                                                             Total  1,706.06
                                                                   Due 31 Mar 2025  1,706.06
    Invoice of 1 Jan 2026 · customer copro-12-rue-des-lilas · EUR
      Lift maintenance, extended contract  1 Jan – 31 Dec 2026  1,905.50  1,905.50
                                                                     Net  1,905.50
                                                    VAT 10 % on 1,905.50    190.55
                                                                   Total  2,096.05
                                                         Due 31 Jan 2026  2,096.05
    ");
}
