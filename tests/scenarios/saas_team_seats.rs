//! Seats by the month on the 31st, 3 and then 5, with yearly support in the same subscription.

use crate::billing::{dated, nights, printed, shipped};

/// CAL-3, CHG-6, CHG-8 (3.17): 15 of 31 days at 3 seats, 16 at 5
#[test]
fn month_ends_do_not_drift_and_two_more_seats_are_billed_from_their_day() {
    let documents = nights(&shipped("saas/team-seats"), "2025-01-01", "2025-05-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 31 Jan 2025 · customer saas-cust-601 · EUR
      Seats             31 Jan – 27 Feb 2025       3 × 12.00   36.00
      Priority support  31 Jan 2025 – 30 Jan 2026     240.00  240.00
                                                         Net  276.00
                                          VAT 20 % on 276.00   55.20
                                                       Total  331.20
                                              Due 2 Mar 2025  331.20
    Invoice of 28 Feb 2025 · customer saas-cust-601 · EUR
      Seats  28 Feb – 14 Mar 2025  3 × 12.00 × 15/31  17.42
                                                 Net  17.42
                                   VAT 20 % on 17.42   3.48
                                               Total  20.90
                                     Due 30 Mar 2025  20.90
    Invoice of 15 Mar 2025 · customer saas-cust-601 · EUR
      Seats  15 – 30 Mar 2025  5 × 12.00 × 16/31  30.97
                                             Net  30.97
                               VAT 20 % on 30.97   6.19
                                           Total  37.16
                                 Due 14 Apr 2025  37.16
    Invoice of 31 Mar 2025 · customer saas-cust-601 · EUR
      Seats  31 Mar – 29 Apr 2025  5 × 12.00  60.00
                                         Net  60.00
                           VAT 20 % on 60.00  12.00
                                       Total  72.00
                             Due 30 Apr 2025  72.00
    Invoice of 30 Apr 2025 · customer saas-cust-601 · EUR
      Seats  30 Apr – 30 May 2025  5 × 12.00  60.00
                                         Net  60.00
                           VAT 20 % on 60.00  12.00
                                       Total  72.00
                             Due 30 May 2025  72.00
    ");
}

/// CHG-1, INV-4: new price and, from February on, the customer's reference
#[test]
fn support_is_renewed_with_the_month_that_begins_on_its_day() {
    let documents = nights(&shipped("saas/team-seats"), "2025-01-01", "2026-02-28");
    insta::assert_snapshot!(printed(dated(&documents, "2026-01-01", "2026-02-28")), @"
    Invoice of 31 Jan 2026 · customer saas-cust-601 · EUR
      Seats             31 Jan – 27 Feb 2026       5 × 12.90   64.50
      Priority support  31 Jan 2026 – 30 Jan 2027     240.00  240.00
                                                         Net  304.50
                                          VAT 20 % on 304.50   60.90
                                                       Total  365.40
                                              Due 2 Mar 2026  365.40
    Invoice of 28 Feb 2026 · customer saas-cust-601 · EUR
      Seats (reference PO 2026-014)  28 Feb – 30 Mar 2026  5 × 12.90  64.50
                                                                 Net  64.50
                                                   VAT 20 % on 64.50  12.90
                                                               Total  77.40
                                                     Due 30 Mar 2026  77.40
    ");
}
