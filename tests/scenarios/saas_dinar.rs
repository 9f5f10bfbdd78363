//! One and a half terabytes at 9.875 dinars a quarter.

use crate::billing::{nights, printed, shipped};

/// MON-1, MON-2: 14.8125 is 14.812
#[test]
fn half_a_fils_goes_to_the_even_one() {
    let documents = nights(&shipped("saas/dinar"), "2025-01-01", "2025-05-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 15 Feb 2025 · customer saas-cust-605 · KWD
      Backup, terabytes  15 Feb – 14 May 2025  1.5 × 9.875  14.812
                                                       Net  14.812
                        Outside the scope of VAT on 14.812   0.000
                                                     Total  14.812
                                           Due 15 Feb 2025  14.812
    Invoice of 15 May 2025 · customer saas-cust-605 · KWD
      Backup, terabytes  15 May – 14 Aug 2025  1.5 × 9.875  14.812
                                                       Net  14.812
                        Outside the scope of VAT on 14.812   0.000
                                                     Total  14.812
                                           Due 15 May 2025  14.812
    ");
}
