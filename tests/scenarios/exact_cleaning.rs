//! Cleaning every 2 weeks in arrears: from a Wednesday to fortnights of Mondays, a new price in January,
//! the end inside a fortnight.

use crate::billing::{dated, nights, printed, shipped};

/// INV-2, CAL-6 (4.1): 5 of 14 days
#[test]
fn the_first_days_are_billed_when_their_fortnight_ends() {
    let documents = nights(&shipped("exact-online/cleaning"), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 13 Jan 2025 · customer exact-cust-103 · EUR
      Office cleaning  8 – 12 Jan 2025  6 h × 28.50 × 5/14  61.07
                                                       Net  61.07
                                         VAT 20 % on 61.07  12.21
                                                     Total  73.28
                                           Due 27 Jan 2025  73.28
    Invoice of 27 Jan 2025 · customer exact-cust-103 · EUR
      Office cleaning  13 – 26 Jan 2025  6 h × 28.50  171.00
                                                 Net  171.00
                                  VAT 20 % on 171.00   34.20
                                               Total  205.20
                                     Due 10 Feb 2025  205.20
    ");
}

/// CHG-5: the fortnight to 11 January 2026 is billed on the 12th at the old price
#[test]
fn the_price_of_the_fortnight_holds_and_not_that_of_the_billing_day() {
    let documents = nights(&shipped("exact-online/cleaning"), "2025-01-01", "2026-01-26");
    insta::assert_snapshot!(printed(dated(&documents, "2026-01-12", "2026-01-26")), @"
    Invoice of 12 Jan 2026 · customer exact-cust-103 · EUR
      Office cleaning  29 Dec 2025 – 11 Jan 2026  6 h × 28.50  171.00
                                                          Net  171.00
                                           VAT 20 % on 171.00   34.20
                                                        Total  205.20
                                              Due 26 Jan 2026  205.20
    Invoice of 26 Jan 2026 · customer exact-cust-103 · EUR
      Office cleaning  12 – 25 Jan 2026  6 h × 29.40  176.40
                                                 Net  176.40
                                  VAT 20 % on 176.40   35.28
                                               Total  211.68
                                      Due 9 Feb 2026  211.68
    ");
}

/// TRM-8, INV-2 (4.9): 5 of 14 days
#[test]
fn the_last_days_are_billed_on_the_day_after_the_service_ends() {
    let documents = nights(&shipped("exact-online/cleaning"), "2025-01-01", "2026-12-31");
    insta::assert_snapshot!(printed(dated(&documents, "2026-11-10", "2026-12-31")), @"
    Invoice of 16 Nov 2026 · customer exact-cust-103 · EUR
      Office cleaning  2 – 15 Nov 2026  6 h × 29.40  176.40
                                                Net  176.40
                                 VAT 20 % on 176.40   35.28
                                              Total  211.68
                                    Due 30 Nov 2026  211.68
    Invoice of 21 Nov 2026 · customer exact-cust-103 · EUR
      Office cleaning  16 – 20 Nov 2026  6 h × 29.40 × 5/14  63.00
                                                        Net  63.00
                                          VAT 20 % on 63.00  12.60
                                                      Total  75.60
                                             Due 5 Dec 2026  75.60
    ");
}
