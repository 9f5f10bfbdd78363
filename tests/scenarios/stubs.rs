//! Incomplete periods at the start and at the end, each end with a policy of its own.

use crate::billing::{dated, history, nights, printed};

/// 30.00 a month on the 1st, from 20 January.
const PRORATED: &str = r#"{"format":"tacite-events","version":1,"subscription":"stub"}
{"sequence":1,"recorded_on":"2025-01-20","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-20","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1},"timing":"advance","stubs":{}}}}}}
"#;

/// 300.00 a calendar quarter, from 10 February.
const QUARTER: &str = r#"{"format":"tacite-events","version":1,"subscription":"quarter"}
{"sequence":1,"recorded_on":"2025-02-10","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-02-10","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"300.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"3 months","anchor":"calendar"}}}}}
"#;

/// 30.00 a month on the 1st, from 20 January, in arrears, the first days with February.
const LONG_IN_ARREARS: &str = r#"{"format":"tacite-events","version":1,"subscription":"stub"}
{"sequence":1,"recorded_on":"2025-01-20","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-20","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1},"timing":"arrears","stubs":{"first_trigger":"long"}}}}}}
"#;

/// The first days cost the whole month.
const FULL_FIRST: &str = r#"{"format":"tacite-events","version":1,"subscription":"stub"}
{"sequence":1,"recorded_on":"2025-01-20","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-20","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1},"timing":"advance","stubs":{"first":"full"}}}}}}
"#;

/// The first days cost nothing.
const FREE_FIRST: &str = r#"{"format":"tacite-events","version":1,"subscription":"stub"}
{"sequence":1,"recorded_on":"2025-01-20","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-20","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1},"timing":"advance","stubs":{"first":"free"}}}}}}
"#;

/// 31.00 a month until 10 March.
const PRORATED_LAST: &str = r#"{"format":"tacite-events","version":1,"subscription":"end"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","stubs":{}}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-03-11","event":{"end-set":{}}}
"#;

/// The last days cost the whole month.
const FULL_LAST: &str = r#"{"format":"tacite-events","version":1,"subscription":"end"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","stubs":{"last":"full"}}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-03-11","event":{"end-set":{}}}
"#;

/// The last days cost nothing.
const FREE_LAST: &str = r#"{"format":"tacite-events","version":1,"subscription":"end"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","stubs":{"last":"free"}}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-03-11","event":{"end-set":{}}}
"#;

/// The item says Full, the event that ends the contract says Prorated.
const PRORATED_AFTER_ALL: &str = r#"{"format":"tacite-events","version":1,"subscription":"end"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","stubs":{"last":"full"}}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-03-11","event":{"end-set":{"last_period":"prorated"}}}
"#;

/// The item says Prorated, the event that ends the contract says Full.
const FULL_AFTER_ALL: &str = r#"{"format":"tacite-events","version":1,"subscription":"end"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","stubs":{}}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-03-11","event":{"end-set":{"last_period":"full"}}}
"#;

/// From 10 to 19 January, 31.00 a month on the 1st: both ends in one month.
const ONE_STUB: &str = r#"{"format":"tacite-events","version":1,"subscription":"short"}
{"sequence":1,"recorded_on":"2025-01-10","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-10","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1}}}}}}
{"sequence":3,"recorded_on":"2025-01-10","effective_on":"2025-01-20","event":{"end-set":{}}}
"#;

/// CHG-6, CAL-6: 11.61
#[test]
fn a_start_on_the_20th_costs_12_of_31_days() {
    let documents = nights(&history(PRORATED), "2025-01-20", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Fee  20 – 31 Jan 2025  30.00 × 12/31  11.61
                                       Net  11.61
                         VAT 20 % on 11.61   2.32
                                     Total  13.93
                           Due 20 Jan 2025  13.93
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  30.00  30.00
                              Net  30.00
                VAT 20 % on 30.00   6.00
                            Total  36.00
                   Due 1 Feb 2025  36.00
    ");
}

/// CHG-6, CAL-5: 166.67
#[test]
fn a_calendar_quarter_from_10_february_costs_50_of_90_days() {
    let documents = nights(&history(QUARTER), "2025-02-10", "2025-04-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 10 Feb 2025 · customer cust-7 · EUR
      Fee  10 Feb – 31 Mar 2025  300.00 × 50/90  166.67
                                            Net  166.67
                             VAT 20 % on 166.67   33.33
                                          Total  200.00
                                Due 10 Feb 2025  200.00
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 Apr – 30 Jun 2025  300.00  300.00
                                   Net  300.00
                    VAT 20 % on 300.00   60.00
                                 Total  360.00
                        Due 1 Apr 2025  360.00
    ");
}

/// CAL-6, INV-2
#[test]
fn a_long_stub_in_arrears_waits_for_the_end_of_the_next_period() {
    let documents = nights(&history(LONG_IN_ARREARS), "2025-01-20", "2025-03-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  20 – 31 Jan 2025  30.00 × 12/31  11.61
      Fee  1 – 28 Feb 2025           30.00  30.00
                                       Net  41.61
                         VAT 20 % on 41.61   8.32
                                     Total  49.93
                            Due 1 Mar 2025  49.93
    ");
}

/// CAL-6, CHG-7: the dates printed are those of the service
#[test]
fn a_full_first_stub_costs_a_whole_period() {
    let documents = nights(&history(FULL_FIRST), "2025-01-20", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Fee  20 – 31 Jan 2025  30.00  30.00
                               Net  30.00
                 VAT 20 % on 30.00   6.00
                             Total  36.00
                   Due 20 Jan 2025  36.00
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  30.00  30.00
                              Net  30.00
                VAT 20 % on 30.00   6.00
                            Total  36.00
                   Due 1 Feb 2025  36.00
    ");
}

/// CAL-6
#[test]
fn a_free_first_stub_gives_no_line() {
    let documents = nights(&history(FREE_FIRST), "2025-01-20", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  30.00  30.00
                              Net  30.00
                VAT 20 % on 30.00   6.00
                            Total  36.00
                   Due 1 Feb 2025  36.00
    ");
}

/// CAL-6: 10 of 31 days
#[test]
fn a_last_stub_costs_its_days() {
    let documents = nights(&history(PRORATED_LAST), "2025-01-01", "2025-12-31");
    insta::assert_snapshot!(printed(dated(&documents, "2025-03-01", "2025-12-31")), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 10 Mar 2025  31.00 × 10/31  10.00
                                      Net  10.00
                        VAT 20 % on 10.00   2.00
                                    Total  12.00
                           Due 1 Mar 2025  12.00
    ");
}

/// CAL-6, TRM-8
#[test]
fn a_full_last_stub_costs_a_whole_period() {
    let documents = nights(&history(FULL_LAST), "2025-01-01", "2025-12-31");
    insta::assert_snapshot!(printed(dated(&documents, "2025-03-01", "2025-12-31")), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 10 Mar 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Mar 2025  37.20
    ");
}

/// CAL-6
#[test]
fn a_free_last_stub_gives_no_line() {
    let documents = nights(&history(FREE_LAST), "2025-01-01", "2025-12-31");
    insta::assert_snapshot!(printed(dated(&documents, "2025-02-01", "2025-12-31")), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
}

/// TRM-8 (2.9)
#[test]
fn the_event_that_ends_the_contract_overrides_the_item() {
    let last = |events| printed(&nights(&history(events), "2025-01-01", "2025-12-31")[2..]);
    assert_eq!(last(PRORATED_AFTER_ALL), last(PRORATED_LAST));
    assert_eq!(last(FULL_AFTER_ALL), last(FULL_LAST));
}

/// CHG-4: 10 of 31 days
#[test]
fn both_stubs_in_one_period_cost_the_days_between() {
    let documents = nights(&history(ONE_STUB), "2025-01-10", "2025-12-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 10 Jan 2025 · customer cust-7 · EUR
      Fee  10 – 19 Jan 2025  31.00 × 10/31  10.00
                                       Net  10.00
                         VAT 20 % on 10.00   2.00
                                     Total  12.00
                           Due 10 Jan 2025  12.00
    ");
}
