//! Starts before, on and after the day on which they are recorded.

use crate::billing::{as_of, history, nights, printed};

/// Since 15 November 2024; another program billed it until 9 January 2025.
const BILL_FROM: &str = r#"{"format":"tacite-events","version":1,"subscription":"taken-over"}
{"sequence":1,"recorded_on":"2025-01-08","effective_on":"2024-11-15","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","bill_from":"2025-01-10"}}}}
{"sequence":2,"recorded_on":"2025-01-08","effective_on":"2024-11-15","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1}}}}}}
"#;

/// From 5 January, recorded on 20 March 2025.
const BACK_DATED: &str = r#"{"format":"tacite-events","version":1,"subscription":"late"}
{"sequence":1,"recorded_on":"2025-03-20","effective_on":"2025-01-05","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-03-20","effective_on":"2025-01-05","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// An item without a start.
const NO_START: &str = r#"{"format":"tacite-events","version":1,"subscription":"no-start"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// A start recorded twice: the last one holds.
const MOVED: &str = r#"{"format":"tacite-events","version":1,"subscription":"moved"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1}}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-01-17","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":4,"recorded_on":"2025-01-01","effective_on":"2025-01-17","event":{"item-added":{"id":"other","item":{"label":"Other","price":{"flat":"62.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1}}}}}}
"#;

/// HIS-6: 22 of 31 days, due with the month, dated when it was recorded
#[test]
fn days_before_bill_from_are_not_billed() {
    let documents = nights(&history(BILL_FROM), "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 8 Jan 2025 · customer cust-7 · EUR
      Fee  10 – 31 Jan 2025  31.00 × 22/31  22.00
                                       Net  22.00
                         VAT 20 % on 22.00   4.40
                                     Total  26.40
                            Due 8 Jan 2025  26.40
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
}

/// HIS-6, INV-3: due on 5 January, February and March; from April on the due date
#[test]
fn documents_of_a_back_dated_start_bear_the_recording_date() {
    let documents = nights(&history(BACK_DATED), "2025-01-01", "2025-04-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 20 Mar 2025 · customer cust-7 · EUR
      Fee  5 Jan – 4 Feb 2025  30.00  30.00
                                 Net  30.00
                   VAT 20 % on 30.00   6.00
                               Total  36.00
                     Due 20 Mar 2025  36.00
    Invoice of 20 Mar 2025 · customer cust-7 · EUR
      Fee  5 Feb – 4 Mar 2025  30.00  30.00
                                 Net  30.00
                   VAT 20 % on 30.00   6.00
                               Total  36.00
                     Due 20 Mar 2025  36.00
    Invoice of 20 Mar 2025 · customer cust-7 · EUR
      Fee  5 Mar – 4 Apr 2025  30.00  30.00
                                 Net  30.00
                   VAT 20 % on 30.00   6.00
                               Total  36.00
                     Due 20 Mar 2025  36.00
    Invoice of 5 Apr 2025 · customer cust-7 · EUR
      Fee  5 Apr – 4 May 2025  30.00  30.00
                                 Net  30.00
                   VAT 20 % on 30.00   6.00
                               Total  36.00
                      Due 5 Apr 2025  36.00
    ");
}

/// INV-3: as of 31 December the April invoice is of 5 April
#[test]
fn a_catch_up_bears_the_due_dates_and_not_the_day_of_the_run() {
    insta::assert_snapshot!(printed(&as_of(BACK_DATED, "2025-12-31")[3..4]), @"
    Invoice of 5 Apr 2025 · customer cust-7 · EUR
      Fee  5 Apr – 4 May 2025  30.00  30.00
                                 Net  30.00
                   VAT 20 % on 30.00   6.00
                               Total  36.00
                      Due 5 Apr 2025  36.00
    ");
}

/// HIS-2
#[test]
fn nothing_is_owed_without_a_start() {
    assert_eq!(nights(&history(NO_START), "2025-01-01", "2025-12-31"), []);
}

/// HIS-1: the start that was recorded last is the 17th; 15 of 31 days
#[test]
fn an_item_effective_before_the_start_has_no_effect() {
    let documents = nights(&history(MOVED), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 17 Jan 2025 · customer cust-7 · EUR
      Other  17 – 31 Jan 2025  62.00 × 15/31  30.00
                                         Net  30.00
                           VAT 20 % on 30.00   6.00
                                       Total  36.00
                             Due 17 Jan 2025  36.00
    ");
}
