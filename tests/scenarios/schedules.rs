//! The schedule of instalments and how far each has come.

use tacite::bill;
use tacite::books::Books;
use tacite::query::instalments;

use crate::billing::{day, history, printed_schedule, range, schedule};

/// 14 days free, 31.00 a month after them, until 30 April.
const TRIAL: &str = r#"{"format":"tacite-events","version":1,"subscription":"states"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":"trial-end","phases":[{"length":"14 days","price":"free"}]}}}}}
{"sequence":3,"recorded_on":"2025-01-01","event":{"item-added":{"id":"setup","item":{"label":"Setup","price":{"flat":"80.00"},"tax":{"category":"standard","rate":"20"},"schedule":"once"}}}}
{"sequence":4,"recorded_on":"2025-01-01","effective_on":"2025-05-01","event":{"end-set":{}}}
"#;

/// 30.00 a month, 50.00 from 11 January.
const CHANGE: &str = r#"{"format":"tacite-events","version":1,"subscription":"two"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-11","event":{"price-changed":{"id":"fee","price":"50.00"}}}
"#;

/// INV-13 (0.30, 0.37): billed until 20 February, asked on 20 March
#[test]
fn an_instalment_is_skipped_billed_to_bill_or_planned() {
    let history = history(TRIAL);
    let mut books = Books::new();
    let billing = bill(&history, &books, day("2025-02-20")).unwrap();
    books.post(billing.posting).unwrap();
    let all = range("2025-01-01", "2026-01-01");
    let listed = instalments(&history, &books, all, day("2025-03-20")).unwrap();
    insta::assert_snapshot!(printed_schedule(&listed), @"
    Due          No  Item   Service                 Net       State
    1 Jan 2025    1  fee    1 – 14 Jan 2025        0.00  EUR  skipped
    1 Jan 2025    1  setup  1 Jan 2025            80.00  EUR  billed
    15 Jan 2025   2  fee    15 Jan – 14 Feb 2025  31.00  EUR  billed
    15 Feb 2025   3  fee    15 Feb – 14 Mar 2025  31.00  EUR  billed
    15 Mar 2025   4  fee    15 Mar – 14 Apr 2025  31.00  EUR  to bill
    15 Apr 2025   5  fee    15 – 30 Apr 2025      16.53  EUR  planned
    ");
    // The planned ones are what billing gives (L10).
    let rest = bill(&history, &books, day("2026-01-01")).unwrap().documents;
    let net: Vec<_> = rest.iter().map(|document| document.net).collect();
    let planned: Vec<_> = listed.iter().rev().take(2).rev().map(|known| known.net).collect();
    assert_eq!(net, planned);
}

/// INV-13, CHG-8: number 1 twice, due on the 1st and the 11th
#[test]
fn a_change_inside_a_period_is_an_instalment_of_its_own() {
    let listed = schedule(&history(CHANGE), "2025-01-05", range("2025-01-01", "2025-03-01"));
    insta::assert_snapshot!(printed_schedule(&listed), @"
    Due          No  Item  Service             Net       State
    1 Jan 2025    1  fee   1 – 10 Jan 2025    9.68  EUR  billed
    11 Jan 2025   1  fee   11 – 31 Jan 2025  33.87  EUR  planned
    1 Feb 2025    2  fee   1 – 28 Feb 2025   50.00  EUR  planned
    ");
}
