//! An office at 3,000.00 a calendar quarter from 10 February 2025, 3,090.00 from 10 February 2026; parts of a
//! quarter by whole months, then days.

use crate::billing::{dated, nights, printed, shipped};

/// CHG-6: 19 of 28 days of February and March are 19/84 + 28/84 of a quarter: 47/84 × 3,000.00 = 1,678.571…
#[test]
fn the_first_quarter_costs_its_months_and_days() {
    let documents = nights(&shipped("lease/office"), "2025-01-01", "2025-06-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 10 Feb 2025 · customer lease-cust-701 · EUR
      Rent (reference Suite 12)  10 Feb – 31 Mar 2025  3,000.00 × 47/84  1,678.57
                                                                    Net  1,678.57
                                                   VAT 20 % on 1,678.57    335.71
                                                                  Total  2,014.28
                                                        Due 10 Feb 2025  2,014.28
    Invoice of 1 Apr 2025 · customer lease-cust-701 · EUR
      Rent (reference Suite 12)  1 Apr – 30 Jun 2025  3,000.00  3,000.00
                                                           Net  3,000.00
                                          VAT 20 % on 3,000.00    600.00
                                                         Total  3,600.00
                                                Due 1 Apr 2025  3,600.00
    ");
}

/// CHG-6, CHG-8: until 9 February 2026 28/84 + 9/84 of 3,000.00 = 1,321.428…; from the 10th 47/84 of
/// 3,090.00 = 1,728.928…
#[test]
fn an_indexed_rent_splits_its_quarter_by_months_and_days() {
    let documents = nights(&shipped("lease/office"), "2025-01-01", "2026-04-30");
    insta::assert_snapshot!(printed(dated(&documents, "2026-01-01", "2026-04-30")), @"
    Invoice of 1 Jan 2026 · customer lease-cust-701 · EUR
      Rent (reference Suite 12)  1 Jan – 9 Feb 2026  3,000.00 × 37/84  1,321.43
                                                                  Net  1,321.43
                                                 VAT 20 % on 1,321.43    264.29
                                                                Total  1,585.72
                                                       Due 1 Jan 2026  1,585.72
    Invoice of 10 Feb 2026 · customer lease-cust-701 · EUR
      Rent (reference Suite 12)  10 Feb – 31 Mar 2026  3,090.00 × 47/84  1,728.93
                                                                    Net  1,728.93
                                                   VAT 20 % on 1,728.93    345.79
                                                                  Total  2,074.72
                                                        Due 10 Feb 2026  2,074.72
    Invoice of 1 Apr 2026 · customer lease-cust-701 · EUR
      Rent (reference Suite 12)  1 Apr – 30 Jun 2026  3,090.00  3,090.00
                                                           Net  3,090.00
                                          VAT 20 % on 3,090.00    618.00
                                                         Total  3,708.00
                                                Due 1 Apr 2026  3,708.00
    ");
}
