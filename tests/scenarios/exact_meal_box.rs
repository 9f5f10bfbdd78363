//! A meal box every week, delivered on Thursdays, invoiced on Mondays; two boxes over Christmas.

use crate::billing::{dated, nights, printed, shipped};

/// CAL-2, INV-2 (4.1, 4.3, 4.6)
#[test]
fn a_week_from_thursday_is_invoiced_on_the_monday_in_it() {
    let documents = nights(&shipped("exact-online/meal-box"), "2025-01-01", "2025-01-19");
    assert_eq!(documents.len(), 2);
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 6 Jan 2025 · customer exact-cust-101 · EUR
      Meal box, four dinners  2 – 8 Jan 2025  1 × 59.90  59.90
                                                    Net  59.90
                                     VAT 5.5 % on 59.90   3.29
                                                  Total  63.19
                                         Due 6 Jan 2025  63.19
    Invoice of 13 Jan 2025 · customer exact-cust-101 · EUR
      Meal box, four dinners  9 – 15 Jan 2025  1 × 59.90  59.90
                                                     Net  59.90
                                      VAT 5.5 % on 59.90   3.29
                                                   Total  63.19
                                         Due 13 Jan 2025  63.19
    ");
}

/// CHG-5 (4.18)
#[test]
fn two_boxes_are_charged_for_the_three_weeks_of_christmas() {
    let documents = nights(&shipped("exact-online/meal-box"), "2025-01-01", "2026-01-18");
    insta::assert_snapshot!(printed(dated(&documents, "2025-12-15", "2026-01-18")), @"
    Invoice of 15 Dec 2025 · customer exact-cust-101 · EUR
      Meal box, four dinners  11 – 17 Dec 2025  1 × 59.90  59.90
                                                      Net  59.90
                                       VAT 5.5 % on 59.90   3.29
                                                    Total  63.19
                                          Due 15 Dec 2025  63.19
    Invoice of 22 Dec 2025 · customer exact-cust-101 · EUR
      Meal box, four dinners  18 – 24 Dec 2025  2 × 59.90  119.80
                                                      Net  119.80
                                      VAT 5.5 % on 119.80    6.59
                                                    Total  126.39
                                          Due 22 Dec 2025  126.39
    Invoice of 29 Dec 2025 · customer exact-cust-101 · EUR
      Meal box, four dinners  25 – 31 Dec 2025  2 × 59.90  119.80
                                                      Net  119.80
                                      VAT 5.5 % on 119.80    6.59
                                                    Total  126.39
                                          Due 29 Dec 2025  126.39
    Invoice of 5 Jan 2026 · customer exact-cust-101 · EUR
      Meal box, four dinners  1 – 7 Jan 2026  2 × 59.90  119.80
                                                    Net  119.80
                                    VAT 5.5 % on 119.80    6.59
                                                  Total  126.39
                                         Due 5 Jan 2026  126.39
    Invoice of 12 Jan 2026 · customer exact-cust-101 · EUR
      Meal box, four dinners  8 – 14 Jan 2026  1 × 59.90  59.90
                                                     Net  59.90
                                      VAT 5.5 % on 59.90   3.29
                                                   Total  63.19
                                         Due 12 Jan 2026  63.19
    ");
}

/// CAL-2 (4.2): 104 Mondays from 6 January 2025 to 28 December 2026
#[test]
fn two_years_of_weeks_are_one_hundred_and_four_invoices() {
    let documents = nights(&shipped("exact-online/meal-box"), "2025-01-01", "2026-12-31");
    assert_eq!(documents.len(), 104);
    insta::assert_snapshot!(printed(dated(&documents, "2026-12-28", "2026-12-31")), @"
    Invoice of 28 Dec 2026 · customer exact-cust-101 · EUR
      Meal box, four dinners  24 – 30 Dec 2026  1 × 59.90  59.90
                                                      Net  59.90
                                       VAT 5.5 % on 59.90   3.29
                                                    Total  63.19
                                          Due 28 Dec 2026  63.19
    ");
}
