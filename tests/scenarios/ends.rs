//! Ends on a boundary, beside it, on the first day, and ends that are taken back.

use crate::billing::{history, nights, printed};

/// 31.00 a month from 1 January to 28 February.
const ON_A_BOUNDARY: &str = r#"{"format":"tacite-events","version":1,"subscription":"ends"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-03-01","event":{"end-set":{}}}
"#;

/// To 30 March: one day is missing.
const BEFORE_THE_LAST_DAY: &str = r#"{"format":"tacite-events","version":1,"subscription":"ends"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-03-31","event":{"end-set":{}}}
"#;

/// To 1 March: one day more.
const AFTER_THE_FIRST_DAY: &str = r#"{"format":"tacite-events","version":1,"subscription":"ends"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-03-02","event":{"end-set":{}}}
"#;

/// The end is the start.
const ON_THE_START: &str = r#"{"format":"tacite-events","version":1,"subscription":"ends"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","event":{"end-set":{}}}
"#;

/// An end set for March and cleared in February.
const CLEARED: &str = r#"{"format":"tacite-events","version":1,"subscription":"ends"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-03-11","event":{"end-set":{}}}
{"sequence":4,"recorded_on":"2025-02-10","event":"end-cleared"}
"#;

/// An end that was set by mistake.
const RETRACTED: &str = r#"{"format":"tacite-events","version":1,"subscription":"ends"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-03-11","event":{"end-set":{}}}
{"sequence":4,"recorded_on":"2025-02-10","event":{"retracted":{"sequence":3}}}
"#;

/// A price that would hold from the end on.
const AFTER_THE_END: &str = r#"{"format":"tacite-events","version":1,"subscription":"ends"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-02-11","event":{"end-set":{}}}
{"sequence":4,"recorded_on":"2025-01-01","effective_on":"2025-02-11","event":{"price-changed":{"id":"fee","price":"99.00"}}}
"#;

/// CAL-1: January and February, 31.00 each
#[test]
fn an_end_on_a_boundary_leaves_no_stub() {
    let documents = nights(&history(ON_A_BOUNDARY), "2025-01-01", "2025-12-31");
    assert_eq!(documents.len(), 2);
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
}

/// CHG-6: 30 of 31 days
#[test]
fn an_end_before_the_last_day_saves_one_day() {
    let documents = nights(&history(BEFORE_THE_LAST_DAY), "2025-01-01", "2025-12-31");
    insta::assert_snapshot!(printed(&documents[2..]), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 30 Mar 2025  31.00 × 30/31  30.00
                                      Net  30.00
                        VAT 20 % on 30.00   6.00
                                    Total  36.00
                           Due 1 Mar 2025  36.00
    ");
}

/// CHG-6: 1 of 31 days
#[test]
fn an_end_after_the_first_day_costs_one_day() {
    let documents = nights(&history(AFTER_THE_FIRST_DAY), "2025-01-01", "2025-12-31");
    insta::assert_snapshot!(printed(&documents[2..]), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 Mar 2025  31.00 × 1/31  1.00
                                Net  1.00
                   VAT 20 % on 1.00  0.20
                              Total  1.20
                     Due 1 Mar 2025  1.20
    ");
}

/// HIS-1, CHG-7
#[test]
fn a_contract_that_ends_on_its_first_day_costs_nothing() {
    assert_eq!(nights(&history(ON_THE_START), "2025-01-01", "2025-12-31"), []);
}

/// HIS-1, HIS-2
#[test]
fn an_end_that_is_cleared_or_retracted_never_was() {
    for events in [CLEARED, RETRACTED] {
        let documents = nights(&history(events), "2025-01-01", "2025-04-01");
        let totals: Vec<String> = documents.iter().map(|known| known.net.to_string()).collect();
        assert_eq!(totals, ["31.00 EUR"; 4]);
    }
}

/// HIS-1: 10 of 28 days of February at 31.00
#[test]
fn a_change_on_the_end_has_no_effect() {
    let documents = nights(&history(AFTER_THE_END), "2025-01-01", "2025-12-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 10 Feb 2025  31.00 × 10/28  11.07
                                      Net  11.07
                        VAT 20 % on 11.07   2.21
                                    Total  13.28
                           Due 1 Feb 2025  13.28
    ");
}
