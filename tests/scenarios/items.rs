//! Items that come and go inside a period, and one-offs.

use tacite::bill;
use tacite::books::Books;

use crate::billing::{day, history, nights, printed};

/// A second item from 17 January on the grid of the first.
const ADDED: &str = r#"{"format":"tacite-events","version":1,"subscription":"added"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"desk","item":{"label":"Desk","price":{"flat":"310.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1}}}}}}
{"sequence":3,"recorded_on":"2025-01-10","effective_on":"2025-01-17","event":{"item-added":{"id":"screen","item":{"label":"Screen","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1}}}}}}
"#;

/// A second item that is removed on 17 January, announced before the month.
const REMOVED: &str = r#"{"format":"tacite-events","version":1,"subscription":"removed"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"desk","item":{"label":"Desk","price":{"flat":"310.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","event":{"item-added":{"id":"screen","item":{"label":"Screen","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":4,"recorded_on":"2025-01-01","effective_on":"2025-01-17","event":{"item-removed":{"id":"screen"}}}
"#;

/// An item in arrears that is removed on 17 January.
const REMOVED_IN_ARREARS: &str = r#"{"format":"tacite-events","version":1,"subscription":"gone"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"screen","item":{"label":"Screen","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","timing":"arrears"}}}}}
{"sequence":3,"recorded_on":"2025-01-12","effective_on":"2025-01-17","event":{"item-removed":{"id":"screen"}}}
"#;

/// 2.5 days of installation at 412.345 each on 20 January, and a rebate of 50.00.
const ONE_OFF: &str = r#"{"format":"tacite-events","version":1,"subscription":"once"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-15","effective_on":"2025-01-20","event":{"item-added":{"id":"setup","item":{"label":"Installation","price":{"per-unit":"412.345"},"quantity":"2.5","tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
{"sequence":4,"recorded_on":"2025-01-15","effective_on":"2025-01-20","event":{"item-added":{"id":"rebate","item":{"label":"Rebate","price":{"flat":"-50.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
"#;

/// One-offs before and on the end.
const ONE_OFF_AND_END: &str = r#"{"format":"tacite-events","version":1,"subscription":"once-end"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","effective_on":"2025-01-30","event":{"item-added":{"id":"kept","item":{"label":"On the last day","price":{"flat":"10.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-31","event":{"item-added":{"id":"late","item":{"label":"On the end","price":{"flat":"20.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
{"sequence":4,"recorded_on":"2025-01-01","effective_on":"2025-01-31","event":{"end-set":{}}}
"#;

/// A desk by the month, a locker by the quarter, a fee by the year.
const CADENCES: &str = r#"{"format":"tacite-events","version":1,"subscription":"three"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"desk","item":{"label":"Desk","price":{"flat":"250.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","event":{"item-added":{"id":"locker","item":{"label":"Locker","price":{"flat":"36.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"3 months"}}}}}
{"sequence":4,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"60.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 year"}}}}}
"#;

/// CHG-1, CAL-6: 15 of 31 days, billed on the 17th
#[test]
fn an_item_added_inside_a_period_costs_its_days() {
    let documents = nights(&history(ADDED), "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Desk  1 – 31 Jan 2025  310.00  310.00
                                Net  310.00
                 VAT 20 % on 310.00   62.00
                              Total  372.00
                     Due 1 Jan 2025  372.00
    Invoice of 17 Jan 2025 · customer cust-7 · EUR
      Screen  17 – 31 Jan 2025  31.00 × 15/31  15.00
                                          Net  15.00
                            VAT 20 % on 15.00   3.00
                                        Total  18.00
                              Due 17 Jan 2025  18.00
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Desk    1 – 28 Feb 2025  310.00  310.00
      Screen  1 – 28 Feb 2025   31.00   31.00
                                  Net  341.00
                   VAT 20 % on 341.00   68.20
                                Total  409.20
                       Due 1 Feb 2025  409.20
    ");
}

/// CHG-7: 16 of 31 days; no line in February
#[test]
fn an_item_removed_inside_a_period_costs_its_days() {
    let documents = nights(&history(REMOVED), "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Desk    1 – 31 Jan 2025         310.00  310.00
      Screen  1 – 16 Jan 2025  31.00 × 16/31   16.00
                                         Net  326.00
                          VAT 20 % on 326.00   65.20
                                       Total  391.20
                              Due 1 Jan 2025  391.20
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Desk  1 – 28 Feb 2025  310.00  310.00
                                Net  310.00
                 VAT 20 % on 310.00   62.00
                              Total  372.00
                     Due 1 Feb 2025  372.00
    ");
}

/// CHG-4, INV-2: a removal cuts no period, so 16 of 31 days on 1 February
#[test]
fn an_item_removed_in_arrears_is_billed_with_its_period() {
    let documents = nights(&history(REMOVED_IN_ARREARS), "2025-01-01", "2025-12-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Screen  1 – 16 Jan 2025  31.00 × 16/31  16.00
                                         Net  16.00
                           VAT 20 % on 16.00   3.20
                                       Total  19.20
                              Due 1 Feb 2025  19.20
    ");
}

/// INV-8, MON-1: 1,030.8625 is 1,030.86; a one-off may be negative
#[test]
fn a_one_off_is_billed_on_its_day() {
    let documents = nights(&history(ONE_OFF), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  30.00  30.00
                              Net  30.00
                VAT 20 % on 30.00   6.00
                            Total  36.00
                   Due 1 Jan 2025  36.00
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Installation  20 Jan 2025  2.5 × 412.345  1,030.86
      Rebate        20 Jan 2025         −50.00    −50.00
                                           Net    980.86
                            VAT 20 % on 980.86    196.17
                                         Total  1,177.03
                               Due 20 Jan 2025  1,177.03
    ");
}

/// INV-8, HIS-1
#[test]
fn a_one_off_on_the_end_is_not_owed() {
    let documents = nights(&history(ONE_OFF_AND_END), "2025-01-01", "2025-12-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 30 Jan 2025 · customer cust-7 · EUR
      On the last day  30 Jan 2025  10.00  10.00
                                      Net  10.00
                        VAT 20 % on 10.00   2.00
                                    Total  12.00
                          Due 30 Jan 2025  12.00
    ");
}

/// CHG-1, INV-4
#[test]
fn items_of_different_cadences_meet_on_one_document() {
    let documents = nights(&history(CADENCES), "2025-01-01", "2026-01-01");
    let lines: Vec<usize> = documents.iter().map(|known| known.lines.len()).collect();
    assert_eq!(lines, [3, 1, 1, 2, 1, 1, 2, 1, 1, 2, 1, 1, 3]);
    insta::assert_snapshot!(printed(&documents[..2]), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Desk    1 – 31 Jan 2025      250.00  250.00
      Locker  1 Jan – 31 Mar 2025   36.00   36.00
      Fee     1 Jan – 31 Dec 2025   60.00   60.00
                                      Net  346.00
                       VAT 20 % on 346.00   69.20
                                    Total  415.20
                           Due 1 Jan 2025  415.20
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Desk  1 – 28 Feb 2025  250.00  250.00
                                Net  250.00
                 VAT 20 % on 250.00   50.00
                              Total  300.00
                     Due 1 Feb 2025  300.00
    ");
}

/// CST-1, L2: an item that is gone costs nothing more, however often the contract is billed.
#[test]
fn a_removed_item_is_not_looked_at_again() {
    let history = history(REMOVED);
    let mut books = Books::new();
    for _ in 0..40 {
        let billing = bill(&history, &books, day("2025-03-31")).unwrap();
        books.post(billing.posting).unwrap();
    }
    let settled = bill(&history, &books, day("2025-03-31")).unwrap();
    let mut again = books.clone();
    again.post(settled.posting).unwrap();
    assert_eq!(again.version(), books.version() + 1);
    let next = |books: &Books| bill(&history, books, day("2025-04-01")).unwrap();
    assert_eq!(next(&books).documents, next(&again).documents);
    let quiet = format!("{:?}", bill(&history, &books, day("2025-03-31")).unwrap().posting);
    assert!(quiet.contains("frontiers: []"), "{quiet}");
}
