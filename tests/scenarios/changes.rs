//! Changes of price and quantity inside a period: each day at its terms, each charge rounded once.

use crate::billing::{history, nights, printed};

/// 30.00 a month, 50.00 from 11 January.
const PRICE: &str = r#"{"format":"tacite-events","version":1,"subscription":"price"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-11","event":{"price-changed":{"id":"fee","price":"50.00"}}}
"#;

/// 3 seats, 5 from 10 January, 3 again from the 20th.
const THERE_AND_BACK: &str = r#"{"format":"tacite-events","version":1,"subscription":"seats"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"seats","item":{"label":"Seats","price":{"per-unit":"12.00"},"quantity":"3","tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-10","event":{"quantity-changed":{"id":"seats","quantity":"5"}}}
{"sequence":4,"recorded_on":"2025-01-01","effective_on":"2025-01-20","event":{"quantity-changed":{"id":"seats","quantity":"3"}}}
"#;

/// 12.00, then 12.000: the same price.
const NO_CHANGE: &str = r#"{"format":"tacite-events","version":1,"subscription":"same"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"12.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-11","event":{"price-changed":{"id":"fee","price":"12.000"}}}
"#;

/// Two prices for the same day: the one recorded last holds.
const SAME_DAY: &str = r#"{"format":"tacite-events","version":1,"subscription":"twice"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-11","event":{"price-changed":{"id":"fee","price":"90.00"}}}
{"sequence":4,"recorded_on":"2025-01-01","effective_on":"2025-01-11","event":{"price-changed":{"id":"fee","price":"50.00"}}}
"#;

/// The rate of the tax changes on 16 January.
const TAX: &str = r#"{"format":"tacite-events","version":1,"subscription":"tax"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-16","event":{"tax-changed":{"tax":{"category":"standard","rate":"10"}}}}
"#;

/// CHG-6, CHG-8: 10/31 of 30.00 and 21/31 of 50.00
#[test]
fn a_price_changed_on_the_11th_is_billed_on_the_11th() {
    let documents = nights(&history(PRICE), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 10 Jan 2025  30.00 × 10/31   9.68
                                      Net   9.68
                         VAT 20 % on 9.68   1.94
                                    Total  11.62
                           Due 1 Jan 2025  11.62
    Invoice of 11 Jan 2025 · customer cust-7 · EUR
      Fee  11 – 31 Jan 2025  50.00 × 21/31  33.87
                                       Net  33.87
                         VAT 20 % on 33.87   6.77
                                     Total  40.64
                           Due 11 Jan 2025  40.64
    ");
}

/// CHG-5, CHG-6: 21/31 of 36.00 on 1 January, 10/31 of 60.00 on the 10th
#[test]
fn three_then_five_then_three_seats_are_one_charge_for_the_days_at_three() {
    let documents = nights(&history(THERE_AND_BACK), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Seats  1 – 9 Jan 2025    3 × 12.00 × 21/31  24.39
             20 – 31 Jan 2025
                                             Net  24.39
                               VAT 20 % on 24.39   4.88
                                           Total  29.27
                                  Due 1 Jan 2025  29.27
    Invoice of 10 Jan 2025 · customer cust-7 · EUR
      Seats  10 – 19 Jan 2025  5 × 12.00 × 10/31  19.35
                                             Net  19.35
                               VAT 20 % on 19.35   3.87
                                           Total  23.22
                                 Due 10 Jan 2025  23.22
    ");
}

/// CHG-4, CHG-5
#[test]
fn a_change_that_changes_nothing_cuts_nothing() {
    let documents = nights(&history(NO_CHANGE), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  12.00  12.00
                              Net  12.00
                VAT 20 % on 12.00   2.40
                            Total  14.40
                   Due 1 Jan 2025  14.40
    ");
}

/// HIS-1
#[test]
fn the_last_of_two_prices_for_a_day_holds() {
    let documents = nights(&history(SAME_DAY), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 10 Jan 2025  30.00 × 10/31   9.68
                                      Net   9.68
                         VAT 20 % on 9.68   1.94
                                    Total  11.62
                           Due 1 Jan 2025  11.62
    Invoice of 11 Jan 2025 · customer cust-7 · EUR
      Fee  11 – 31 Jan 2025  50.00 × 21/31  33.87
                                       Net  33.87
                         VAT 20 % on 33.87   6.77
                                     Total  40.64
                           Due 11 Jan 2025  40.64
    ");
}

/// CHG-5, INV-5: 15 days at 20 %, 16 at 10 %
#[test]
fn another_rate_of_tax_is_another_charge() {
    let documents = nights(&history(TAX), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 15 Jan 2025  31.00 × 15/31  15.00
                                      Net  15.00
                        VAT 20 % on 15.00   3.00
                                    Total  18.00
                           Due 1 Jan 2025  18.00
    Invoice of 16 Jan 2025 · customer cust-7 · EUR
      Fee  16 – 31 Jan 2025  31.00 × 16/31  16.00
                                       Net  16.00
                         VAT 10 % on 16.00   1.60
                                     Total  17.60
                           Due 16 Jan 2025  17.60
    ");
}
