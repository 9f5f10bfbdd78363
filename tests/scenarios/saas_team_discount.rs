//! 10.00 a month off seats and support together; storage joins in March.

use crate::billing::{nights, printed, shipped};

/// CHG-9, MON-4, CAL-6 (1.18, 3.7): by hand
/// - 62.00 and 31.00: 10.00 × 62/93 = 6.666…, so 6.67 and 3.33. In the 10 days of January all of it:
///   20.00 − 6.67 = 13.33 and 10.00 − 3.33 = 6.67.
/// - From March on 62, 31 and 32 of 125: 4.96, 2.48 and 2.56.
#[test]
fn a_team_discount_is_shared_by_what_is_there() {
    let documents = nights(&shipped("saas/team-discount"), "2025-01-20", "2025-03-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 22 Jan 2025 · customer saas-cust-606 · EUR
      Seats    22 – 31 Jan 2025  5 × 12.40 × 10/31 − 6.67 (Team discount)  13.33
      Support  22 – 31 Jan 2025      31.00 × 10/31 − 3.33 (Team discount)   6.67
                                                                      Net  20.00
                                                        VAT 20 % on 20.00   4.00
                                                                    Total  24.00
                                                           Due 5 Feb 2025  24.00
    Invoice of 1 Feb 2025 · customer saas-cust-606 · EUR
      Seats    1 – 28 Feb 2025  5 × 12.40 − 6.67 (Team discount)  55.33
      Support  1 – 28 Feb 2025      31.00 − 3.33 (Team discount)  27.67
                                                             Net  83.00
                                               VAT 20 % on 83.00  16.60
                                                           Total  99.60
                                                 Due 15 Feb 2025  99.60
    Invoice of 1 Mar 2025 · customer saas-cust-606 · EUR
      Seats    1 – 31 Mar 2025  5 × 12.40 − 4.96 (Team discount)   57.04
      Support  1 – 31 Mar 2025      31.00 − 2.48 (Team discount)   28.52
      Storage  1 – 31 Mar 2025      32.00 − 2.56 (Team discount)   29.44
                                                             Net  115.00
                                              VAT 20 % on 115.00   23.00
                                                           Total  138.00
                                                 Due 15 Mar 2025  138.00
    ");
}

/// CHG-9: six periods from that of the grant: January to June
#[test]
fn the_discount_lasts_six_months() {
    let documents = nights(&shipped("saas/team-discount"), "2025-01-20", "2025-07-01");
    let off = |document: &tacite::document::Document| {
        document.lines.iter().map(|line| line.allowance.minor()).sum::<i64>()
    };
    let months: Vec<i64> = documents.iter().map(off).collect();
    assert_eq!(months, [1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 0]);
}
