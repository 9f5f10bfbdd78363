//! A lease billed every two years, 30 % on receipt, the rest after 30 days on a TARGET2 business day.

use crate::billing::{nights, printed, shipped};

/// INV-12, CAL-7, L15 (4.13): 30 days after 1 April is 1 May, a TARGET2 holiday
#[test]
fn the_rest_is_paid_after_labour_day() {
    let documents = nights(&shipped("saas/two-yearly-lease"), "2025-01-01", "2026-12-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Apr 2025 · customer saas-cust-603 · EUR
      Server lease  1 Apr 2025 – 31 Mar 2027  9,600.00   9,600.00
                                                   Net   9,600.00
                                  VAT 20 % on 9,600.00   1,920.00
                                                 Total  11,520.00
                                        Due 1 Apr 2025   3,456.00
                                        Due 2 May 2025   8,064.00
    ");
}
