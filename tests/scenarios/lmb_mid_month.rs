//! A fixed fee from 16 May, then from the 1st; the first days are billed with June.

use crate::billing::{nights, printed, shipped};

/// CAL-6 (1.8, 1.9): a Long stub, 16 of 31 days
#[test]
fn the_prorata_and_the_first_month_share_the_first_instalment() {
    let documents = nights(&shipped("lmb/mid-month"), "2025-01-01", "2025-07-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jun 2025 · customer lmb-cust-402 · EUR
      Web shop (reference https://boutique.example)  16 – 31 May 2025  79.00 × 16/31   40.77
      Web shop (reference https://boutique.example)  1 – 30 Jun 2025           79.00   79.00
                                                                                 Net  119.77
                                                                  VAT 20 % on 119.77   23.95
                                                                               Total  143.72
                                                                     Due 11 Jun 2025  143.72
    Invoice of 1 Jul 2025 · customer lmb-cust-402 · EUR
      Web shop (reference https://boutique.example)  1 – 31 Jul 2025  79.00  79.00
                                                                        Net  79.00
                                                          VAT 20 % on 79.00  15.80
                                                                      Total  94.80
                                                            Due 11 Jul 2025  94.80
    ");
}
