//! When a document is to be paid, at once or in parts.

use crate::billing::{as_of, history, nights, printed};

/// 45 days end of month, days first.
const DAYS_FIRST: &str = r#"{"format":"tacite-events","version":1,"subscription":"paid"}
{"sequence":1,"recorded_on":"2026-01-15","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","payment_terms":{"end-of-month":{"days":45}}}}}}
{"sequence":2,"recorded_on":"2026-01-15","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"100.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
"#;

/// 45 days end of month, month end first.
const MONTH_END_FIRST: &str = r#"{"format":"tacite-events","version":1,"subscription":"paid"}
{"sequence":1,"recorded_on":"2026-01-15","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","payment_terms":{"end-of-month":{"days":45,"order":"month-end-first"}}}}}}
{"sequence":2,"recorded_on":"2026-01-15","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"100.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
"#;

/// 30 days end of month, the 10th.
const ON_THE_TENTH: &str = r#"{"format":"tacite-events","version":1,"subscription":"paid"}
{"sequence":1,"recorded_on":"2026-01-15","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","payment_terms":{"end-of-month":{"days":30,"on_the":10}}}}}}
{"sequence":2,"recorded_on":"2026-01-15","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"100.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
"#;

/// The next 31st after the document.
const NEXT_31ST: &str = r#"{"format":"tacite-events","version":1,"subscription":"paid"}
{"sequence":1,"recorded_on":"2026-01-31","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","payment_terms":{"next-day":{"day":31}}}}}}
{"sequence":2,"recorded_on":"2026-01-31","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"100.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
"#;

/// Three parts of 120.01 by share.
const THREE_PARTS: &str = r#"{"format":"tacite-events","version":1,"subscription":"paid"}
{"sequence":1,"recorded_on":"2026-01-15","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","payment_terms":{"instalments":[{"part":{"percent":"33.3333"},"due":"on-receipt"},{"part":{"percent":"33.3333"},"due":{"net":{"days":30}}},{"part":{"percent":"33.3334"},"due":{"net":{"days":60}}}]}}}}}
{"sequence":2,"recorded_on":"2026-01-15","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"100.01"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
"#;

/// 50.00 at once, 30 % after 30 days, the rest at the end of the next month.
const AMOUNT_AND_REST: &str = r#"{"format":"tacite-events","version":1,"subscription":"paid"}
{"sequence":1,"recorded_on":"2026-01-15","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","payment_terms":{"instalments":[{"part":{"minor_units":5000},"due":"on-receipt"},{"part":{"percent":"30"},"due":{"net":{"days":30}}},{"part":"remainder","due":{"end-of-month":{"days":30}}}]}}}}}
{"sequence":2,"recorded_on":"2026-01-15","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"100.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
"#;

/// Terms that change in March: the document's date decides.
const CHANGED: &str = r#"{"format":"tacite-events","version":1,"subscription":"new-terms"}
{"sequence":1,"recorded_on":"2026-01-15","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","payment_terms":{"net":{"days":10}}}}}}
{"sequence":2,"recorded_on":"2026-01-15","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"100.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2026-02-20","effective_on":"2026-03-01","event":{"payment-terms-changed":{"payment_terms":"on-receipt"}}}
"#;

/// INV-12: from 15 January 31 March or 17 March
#[test]
fn forty_five_days_end_of_month_has_two_readings() {
    let due = |events| as_of(events, "2026-01-31")[0].payables[0].due_on.to_string();
    assert_eq!(due(DAYS_FIRST), "2026-03-31");
    assert_eq!(due(MONTH_END_FIRST), "2026-03-17");
    assert_eq!(due(ON_THE_TENTH), "2026-03-10");
    assert_eq!(due(NEXT_31ST), "2026-02-28");
}

/// INV-12, MON-4: 120.01 in three
#[test]
fn parts_by_share_add_up_to_the_total() {
    insta::assert_snapshot!(printed(&as_of(THREE_PARTS, "2026-01-15")), @"
    Invoice of 15 Jan 2026 · customer cust-7 · EUR
      Fee  15 Jan 2026  100.01  100.01
                           Net  100.01
            VAT 20 % on 100.01   20.00
                         Total  120.01
               Due 15 Jan 2026   40.00
               Due 14 Feb 2026   40.00
               Due 16 Mar 2026   40.01
    ");
}

/// INV-12, L15: 50.00, 36.00 and 34.00
#[test]
fn an_amount_a_share_and_the_rest_add_up_to_the_total() {
    insta::assert_snapshot!(printed(&as_of(AMOUNT_AND_REST, "2026-01-15")), @"
    Invoice of 15 Jan 2026 · customer cust-7 · EUR
      Fee  15 Jan 2026  100.00  100.00
                           Net  100.00
            VAT 20 % on 100.00   20.00
                         Total  120.00
               Due 15 Jan 2026   50.00
               Due 14 Feb 2026   36.00
               Due 28 Feb 2026   34.00
    ");
}

/// HIS-1, CHG-5: payment terms are no terms of the charge
#[test]
fn new_terms_hold_from_the_first_document_on_their_day() {
    let documents = nights(&history(CHANGED), "2026-01-15", "2026-03-31");
    let due: Vec<String> =
        documents.iter().map(|known| known.payables[0].due_on.to_string()).collect();
    assert_eq!(due, ["2026-01-25", "2026-02-25", "2026-03-15"]);
}
