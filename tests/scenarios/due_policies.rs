//! When a change inside a period falls due.

use crate::billing::{history, nights, printed};

/// 30.00 a month in advance, 50.00 from 11 January, each on its day.
const ON_EFFECT: &str = r#"{"format":"tacite-events","version":1,"subscription":"policy"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"due":"on-effect"}}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","timing":"advance"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-11","event":{"price-changed":{"id":"fee","price":"50.00"}}}
"#;

/// The same, billed with the period.
const WITH_PERIOD: &str = r#"{"format":"tacite-events","version":1,"subscription":"policy"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"due":"with-period"}}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","timing":"advance"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-11","event":{"price-changed":{"id":"fee","price":"50.00"}}}
"#;

/// The same in arrears.
const ARREARS: &str = r#"{"format":"tacite-events","version":1,"subscription":"policy"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"due":"on-effect"}}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","timing":"arrears"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-11","event":{"price-changed":{"id":"fee","price":"50.00"}}}
"#;

/// CHG-8
#[test]
fn on_effect_bills_a_change_on_its_day() {
    let documents = nights(&history(ON_EFFECT), "2025-01-01", "2025-01-31");
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

/// CHG-8: one document of two lines
#[test]
fn with_period_bills_a_change_with_its_period() {
    let documents = nights(&history(WITH_PERIOD), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 10 Jan 2025   30.00 × 10/31   9.68
      Fee  11 – 31 Jan 2025  50.00 × 21/31  33.87
                                       Net  43.55
                         VAT 20 % on 43.55   8.71
                                     Total  52.26
                            Due 1 Jan 2025  52.26
    ");
}

/// CHG-8, INV-2
#[test]
fn in_arrears_all_of_a_period_falls_due_at_its_end() {
    let documents = nights(&history(ARREARS), "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 10 Jan 2025   30.00 × 10/31   9.68
      Fee  11 – 31 Jan 2025  50.00 × 21/31  33.87
                                       Net  43.55
                         VAT 20 % on 43.55   8.71
                                     Total  52.26
                            Due 1 Feb 2025  52.26
    ");
}
