//! Three seats in yen, by calendar month from 10 May 2025; 30 days after the month end.

use crate::billing::{nights, printed, shipped};

/// MON-1, CHG-6, INV-12: 22 of 31 days are 3,150.97
#[test]
fn a_stub_in_yen_is_rounded_to_whole_yen() {
    let documents = nights(&shipped("saas/yen"), "2025-01-01", "2025-06-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 10 May 2025 · customer saas-cust-604 · JPY
      Seats  10 – 31 May 2025  3 × 1,480 × 22/31  3,151
                                             Net  3,151
                               VAT 10 % on 3,151    315
                                           Total  3,466
                                 Due 30 Jun 2025  3,466
    Invoice of 1 Jun 2025 · customer saas-cust-604 · JPY
      Seats  1 – 30 Jun 2025  3 × 1,480  4,440
                                    Net  4,440
                      VAT 10 % on 4,440    444
                                  Total  4,884
                        Due 30 Jul 2025  4,884
    ");
}
