//! All invoices to the end, now.

use tacite::bill_to_end;
use tacite::books::Books;

use crate::billing::{history, nights, printed};

/// 31.00 a month from 1 January to 10 April 2025.
const FIXED: &str = r#"{"format":"tacite-events","version":1,"subscription":"fixed"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-04-11","event":{"end-set":{}}}
"#;

/// 31.00 a month, without an end.
const OPEN: &str = r#"{"format":"tacite-events","version":1,"subscription":"open"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// A one-off, without an end.
const ONCE: &str = r#"{"format":"tacite-events","version":1,"subscription":"once-only"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"setup","item":{"label":"Setup","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
"#;

/// INV-3, L10 (0.29)
#[test]
fn all_invoices_to_the_end_are_those_that_the_nights_will_give() {
    let history = history(FIXED);
    let mut books = Books::new();
    let billing = bill_to_end(&history, &books).unwrap();
    assert_eq!(billing.documents, nights(&history, "2025-01-01", "2025-12-31"));
    insta::assert_snapshot!(printed(&billing.documents[3..]), @"
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 10 Apr 2025  31.00 × 10/30  10.33
                                      Net  10.33
                        VAT 20 % on 10.33   2.07
                                    Total  12.40
                           Due 1 Apr 2025  12.40
    ");
    books.post(billing.posting).unwrap();
    assert_eq!(bill_to_end(&history, &books).unwrap().documents, []);
}

/// INV-3 (0.28)
#[test]
fn a_contract_without_an_end_needs_a_horizon() {
    let error = bill_to_end(&history(OPEN), &Books::new()).unwrap_err();
    insta::assert_snapshot!(error, @"the contract has no end: name a day to bill up to (INV-3)");
    let once = bill_to_end(&history(ONCE), &Books::new()).unwrap();
    assert_eq!(once.documents.len(), 1);
}
