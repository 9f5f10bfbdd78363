//! A meal box every week, delivered on Thursdays, invoiced on Mondays; two boxes over Christmas, none for
//! three weeks of summer.

use tacite::query::{SubscriptionState, active};

use crate::billing::{dated, day, nights, printed, printed_schedule, range, schedule, shipped};

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

/// PAU-1 (4.7): the boxes of 23 and 30 July and 6 August are not packed and not charged; that of
/// 16 July begins before the pause, that of 13 August when it is over
#[test]
fn a_pause_of_three_weeks_skips_three_boxes() {
    let box_of_summer = shipped("exact-online/meal-box");
    let documents = nights(&box_of_summer, "2025-01-01", "2026-08-31");
    insta::assert_snapshot!(printed(dated(&documents, "2026-07-14", "2026-08-20")), @"
    Invoice of 20 Jul 2026 · customer exact-cust-101 · EUR
      Meal box, four dinners  16 – 22 Jul 2026  1 × 59.90  59.90
                                                      Net  59.90
                                       VAT 5.5 % on 59.90   3.29
                                                    Total  63.19
                                          Due 20 Jul 2026  63.19
    Invoice of 17 Aug 2026 · customer exact-cust-101 · EUR
      Meal box, four dinners  13 – 19 Aug 2026  1 × 59.90  59.90
                                                      Net  59.90
                                       VAT 5.5 % on 59.90   3.29
                                                    Total  63.19
                                          Due 17 Aug 2026  63.19
    ");
    let summer = schedule(&box_of_summer, "2026-08-31", range("2026-07-20", "2026-08-18"));
    insta::assert_snapshot!(printed_schedule(&summer), @"
    Due          No  Item  Service                Net       State
    20 Jul 2026  81  box   16 – 22 Jul 2026     59.90  EUR  billed
    27 Jul 2026  82  box   23 – 29 Jul 2026      0.00  EUR  skipped
    3 Aug 2026   83  box   30 Jul – 5 Aug 2026   0.00  EUR  skipped
    10 Aug 2026  84  box   6 – 12 Aug 2026       0.00  EUR  skipped
    17 Aug 2026  85  box   13 – 19 Aug 2026     59.90  EUR  billed
    ");
}

/// TRM-9 (4.8): paused is not left
#[test]
fn a_paused_box_still_counts_among_the_active_ones() {
    let history = shipped("exact-online/meal-box");
    let paused = active([&history], day("2026-08-12")).found;
    assert_eq!(paused[0].1.state, SubscriptionState::Paused);
    assert_eq!(paused[0].1.until, Some(day("2026-08-13")));
    assert_eq!(active([&history], day("2026-08-13")).found[0].1.state, SubscriptionState::Active);
}

/// CAL-2 (4.2): 104 Mondays from 6 January 2025 to 28 December 2026, less three of the pause
#[test]
fn two_years_of_weeks_are_one_hundred_and_four_invoices_less_three_paused() {
    let documents = nights(&shipped("exact-online/meal-box"), "2025-01-01", "2026-12-31");
    assert_eq!(documents.len(), 101);
    insta::assert_snapshot!(printed(dated(&documents, "2026-12-28", "2026-12-31")), @"
    Invoice of 28 Dec 2026 · customer exact-cust-101 · EUR
      Meal box, four dinners  24 – 30 Dec 2026  1 × 59.90  59.90
                                                      Net  59.90
                                       VAT 5.5 % on 59.90   3.29
                                                    Total  63.19
                                          Due 28 Dec 2026  63.19
    ");
}
