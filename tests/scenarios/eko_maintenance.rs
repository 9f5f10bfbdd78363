//! A maintenance contract from 6 January 2025 to 5 January 2026, invoiced on the 25th, or on the next
//! TARGET2 business day; paid 30 days end of month.

use crate::billing::{dated, nights, printed, shipped};

/// INV-2, INV-12 (0.16, 0.27): 25 January is a Saturday
#[test]
fn the_invoice_date_is_another_than_the_start_of_the_period() {
    let documents = nights(&shipped("eko-crm/maintenance"), "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 27 Jan 2025 · customer eko-cust-301 · EUR
      IT maintenance (reference Commande 2024-118)  6 Jan – 5 Feb 2025  320.00  320.00
                                                                           Net  320.00
                                                            VAT 20 % on 320.00   64.00
                                                                         Total  384.00
                                                               Due 28 Feb 2025  384.00
    Invoice of 25 Feb 2025 · customer eko-cust-301 · EUR
      IT maintenance (reference Commande 2024-118)  6 Feb – 5 Mar 2025  320.00  320.00
                                                                           Net  320.00
                                                            VAT 20 % on 320.00   64.00
                                                                         Total  384.00
                                                               Due 31 Mar 2025  384.00
    ");
}

/// CAL-7 (0.26): 25 and 26 December are closed, then comes a weekend
#[test]
fn an_invoice_of_christmas_day_is_dated_after_the_holidays() {
    let documents = nights(&shipped("eko-crm/maintenance"), "2025-01-01", "2026-12-31");
    assert_eq!(documents.len(), 12);
    insta::assert_snapshot!(printed(dated(&documents, "2025-12-01", "2026-12-31")), @"
    Invoice of 29 Dec 2025 · customer eko-cust-301 · EUR
      IT maintenance (reference Commande 2024-118)  6 Dec 2025 – 5 Jan 2026  320.00  320.00
                                                                                Net  320.00
                                                                 VAT 20 % on 320.00   64.00
                                                                              Total  384.00
                                                                    Due 31 Jan 2026  384.00
    ");
}
