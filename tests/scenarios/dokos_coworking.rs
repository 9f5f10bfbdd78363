//! A coworking plan: a desk by the month, a locker by the quarter, a meeting-room pack once, after a trial
//! of 14 days.

use crate::billing::{dated, nights, printed, shipped};

/// CHG-2, CAL-5 (2.13, 2.47)
#[test]
fn the_trial_is_shown_as_charge_less_allowance_and_the_grid_begins_at_its_end() {
    let documents = nights(&shipped("dokos/coworking"), "2025-01-01", "2025-04-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 3 Mar 2025 · customer dokos-cust-501 · EUR
      Desk  3 – 16 Mar 2025  250.00 × 14/28 − 125.00 (free phase)  0.00
                                                              Net  0.00
                                                 VAT 20 % on 0.00  0.00
                                                            Total  0.00
                                                   Due 3 Mar 2025  0.00
    Invoice of 17 Mar 2025 · customer dokos-cust-501 · EUR
      Desk    17 Mar – 16 Apr 2025  250.00  250.00
      Locker  17 Mar – 16 Jun 2025   36.00   36.00
                                       Net  286.00
                        VAT 20 % on 286.00   57.20
                                     Total  343.20
                           Due 17 Mar 2025  343.20
    Invoice of 17 Apr 2025 · customer dokos-cust-501 · EUR
      Desk                                17 Apr – 16 May 2025  250.00  250.00
      Meeting room, pack of 10 half-days  17 Apr 2025           180.00  180.00
                                                                   Net  430.00
                                                    VAT 20 % on 430.00   86.00
                                                                 Total  516.00
                                                       Due 17 Apr 2025  516.00
    ");
}

/// TRM-8 (2.9): the items say Full, the event that ends the contract says Prorated; 76 of 92 and 15 of 31 days
#[test]
fn the_last_periods_are_prorated_on_request() {
    let documents = nights(&shipped("dokos/coworking"), "2025-01-01", "2026-12-31");
    assert_eq!(documents.len(), 19);
    insta::assert_snapshot!(printed(dated(&documents, "2026-06-01", "2026-12-31")), @"
    Invoice of 17 Jun 2026 · customer dokos-cust-501 · EUR
      Desk    17 Jun – 16 Jul 2026         250.00  250.00
      Locker  17 Jun – 31 Aug 2026  36.00 × 76/92   29.74
                                              Net  279.74
                               VAT 20 % on 279.74   55.95
                                            Total  335.69
                                  Due 17 Jun 2026  335.69
    Invoice of 17 Jul 2026 · customer dokos-cust-501 · EUR
      Desk  17 Jul – 16 Aug 2026  250.00  250.00
                                     Net  250.00
                      VAT 20 % on 250.00   50.00
                                   Total  300.00
                         Due 17 Jul 2026  300.00
    Invoice of 17 Aug 2026 · customer dokos-cust-501 · EUR
      Desk  17 – 31 Aug 2026  250.00 × 15/31  120.97
                                         Net  120.97
                          VAT 20 % on 120.97   24.19
                                       Total  145.16
                             Due 17 Aug 2026  145.16
    ");
}
