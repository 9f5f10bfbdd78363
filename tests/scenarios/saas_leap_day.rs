//! Yearly from 29 February 2024, billed by another program until 27 February 2025.

use crate::billing::{nights, printed, shipped};

/// CAL-3, HIS-6: no line before 28 February 2025
#[test]
fn a_year_from_a_leap_day_ends_on_28_february() {
    let documents = nights(&shipped("saas/leap-day"), "2025-01-01", "2028-12-31");
    assert_eq!(documents.len(), 4);
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 28 Feb 2025 · customer saas-cust-602 · EUR
      Domain and mail  28 Feb 2025 – 27 Feb 2026  118.80  118.80
                                                     Net  118.80
                                      VAT 20 % on 118.80   23.76
                                                   Total  142.56
                                         Due 15 Mar 2025  142.56
    Invoice of 28 Feb 2026 · customer saas-cust-602 · EUR
      Domain and mail  28 Feb 2026 – 27 Feb 2027  118.80  118.80
                                                     Net  118.80
                                      VAT 20 % on 118.80   23.76
                                                   Total  142.56
                                         Due 15 Mar 2026  142.56
    Invoice of 28 Feb 2027 · customer saas-cust-602 · EUR
      Domain and mail  28 Feb 2027 – 28 Feb 2028  118.80  118.80
                                                     Net  118.80
                                      VAT 20 % on 118.80   23.76
                                                   Total  142.56
                                         Due 15 Mar 2027  142.56
    Invoice of 29 Feb 2028 · customer saas-cust-602 · EUR
      Domain and mail  29 Feb 2028 – 27 Feb 2029  118.80  118.80
                                                     Net  118.80
                                      VAT 20 % on 118.80   23.76
                                                   Total  142.56
                                         Due 15 Mar 2028  142.56
    ");
}
