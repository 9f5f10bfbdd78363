//! A magazine at 7.50 a month for 24 months, paid on the 5th.

use crate::billing::{dated, nights, printed, shipped};

/// INV-12 (3.8): the press has 2.1 % VAT, 0.1575
#[test]
fn the_first_issue_is_paid_on_the_next_fifth() {
    let documents = nights(&shipped("initiative-crm/magazine"), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 15 Jan 2025 · customer initiative-cust-201 · EUR
      Le Mensuel, print and online  15 Jan – 14 Feb 2025  7.50  7.50
                                                           Net  7.50
                                             VAT 2.1 % on 7.50  0.16
                                                         Total  7.66
                                                Due 5 Feb 2025  7.66
    ");
}

/// CAL-1, HIS-1 (3.8): the end is the first day without service
#[test]
fn a_subscription_of_24_months_gives_24_invoices() {
    let documents = nights(&shipped("initiative-crm/magazine"), "2025-01-01", "2027-12-31");
    assert_eq!(documents.len(), 24);
    insta::assert_snapshot!(printed(dated(&documents, "2026-12-01", "2027-12-31")), @"
    Invoice of 15 Dec 2026 · customer initiative-cust-201 · EUR
      Le Mensuel, print and online  15 Dec 2026 – 14 Jan 2027  7.50  7.50
                                                                Net  7.50
                                                  VAT 2.1 % on 7.50  0.16
                                                              Total  7.66
                                                     Due 5 Jan 2027  7.66
    ");
}
