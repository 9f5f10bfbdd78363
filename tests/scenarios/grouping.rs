//! Which lines share a document.

use tacite::books::Books;
use tacite::history::History;
use tacite::run;

use crate::billing::{as_of, day, history, nights, nights_of, printed};

/// A gift in January, a fee from February on.
const SHOWN: &str = r#"{"format":"tacite-events","version":1,"subscription":"zero"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"zero_lines":"shown"}}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"gift","item":{"label":"Gift","price":{"flat":"0.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-02-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// The same, lines of 0 hidden.
const HIDDEN: &str = r#"{"format":"tacite-events","version":1,"subscription":"zero"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"zero_lines":"hidden"}}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"gift","item":{"label":"Gift","price":{"flat":"0.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","effective_on":"2025-02-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// A fee by the month and a box every two weeks.
const PER_DUE_DATE: &str = r#"{"format":"tacite-events","version":1,"subscription":"missed"}
{"sequence":1,"recorded_on":"2025-01-10","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{}}}}}
{"sequence":2,"recorded_on":"2025-01-10","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-10","event":{"item-added":{"id":"box","item":{"label":"Box","price":{"flat":"7.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"2 weeks"}}}}}
"#;

/// The same, what was missed on one document.
const ALL_ON_ONE: &str = r#"{"format":"tacite-events","version":1,"subscription":"missed"}
{"sequence":1,"recorded_on":"2025-01-10","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"catch_up":"all-on-one"}}}}}
{"sequence":2,"recorded_on":"2025-01-10","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-10","event":{"item-added":{"id":"box","item":{"label":"Box","price":{"flat":"7.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"2 weeks"}}}}}
"#;

/// The same, one document for each month.
const BY_MONTH: &str = r#"{"format":"tacite-events","version":1,"subscription":"missed"}
{"sequence":1,"recorded_on":"2025-01-10","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"window":"month"}}}}}
{"sequence":2,"recorded_on":"2025-01-10","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-10","event":{"item-added":{"id":"box","item":{"label":"Box","price":{"flat":"7.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"2 weeks"}}}}}
"#;

/// A fee of customer cust-7.
const FIRST: &str = r#"{"format":"tacite-events","version":1,"subscription":"first"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"10.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// Another subscription of cust-7.
const SECOND: &str = r#"{"format":"tacite-events","version":1,"subscription":"second"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"box","item":{"label":"Box","price":{"flat":"20.03"},"tax":{"category":"standard","rate":"5.5"},"schedule":{"every":"1 month"}}}}}
"#;

/// A third one, kept apart by its key.
const APART: &str = r#"{"format":"tacite-events","version":1,"subscription":"third"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","billing":{"grouping_key":"site-b"}}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// A fourth one, with other payment terms.
const OTHER_TERMS: &str = r#"{"format":"tacite-events","version":1,"subscription":"fourth"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR","payment_terms":{"net":{"days":30}}}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"40.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

/// A fifth one, with an amount off the whole that is too large to be shared to the cent.
const BAD: &str = r#"{"format":"tacite-events","version":1,"subscription":"fifth"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"50.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-01","event":{"discount-granted":{"id":"gift","discount":{"label":"Gift","value":{"amount":"79228162514264337593543950335"},"lasts":"forever"}}}}
"#;

/// INV-4: hidden, January has no document at all
#[test]
fn zero_lines_are_shown_or_hidden() {
    let count = |events| nights(&history(events), "2025-01-01", "2025-02-01").len();
    assert_eq!((count(SHOWN), count(HIDDEN)), (2, 1));
    insta::assert_snapshot!(printed(&nights(&history(SHOWN), "2025-01-01", "2025-02-01")[1..]), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Gift  1 – 28 Feb 2025   0.00   0.00
      Fee   1 – 28 Feb 2025  30.00  30.00
                               Net  30.00
                 VAT 20 % on 30.00   6.00
                             Total  36.00
                    Due 1 Feb 2025  36.00
    ");
    insta::assert_snapshot!(printed(&nights(&history(HIDDEN), "2025-01-01", "2025-02-01")), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  30.00  30.00
                              Net  30.00
                VAT 20 % on 30.00   6.00
                            Total  36.00
                   Due 1 Feb 2025  36.00
    ");
}

/// INV-3
#[test]
fn a_late_run_makes_one_document_for_each_due_date() {
    let documents = as_of(PER_DUE_DATE, "2025-02-28");
    let dates: Vec<String> = documents.iter().map(|known| known.dated_on.to_string()).collect();
    assert_eq!(dates, ["2025-01-10", "2025-01-24", "2025-02-07", "2025-02-10", "2025-02-21"]);
}

/// INV-3: it bears the latest date
#[test]
fn a_late_run_can_put_all_on_one_document() {
    insta::assert_snapshot!(printed(&as_of(ALL_ON_ONE, "2025-02-28")), @"
    Invoice of 21 Feb 2025 · customer cust-7 · EUR
      Fee  10 Jan – 9 Feb 2025  30.00   30.00
      Fee  10 Feb – 9 Mar 2025  30.00   30.00
      Box  10 – 23 Jan 2025      7.00    7.00
      Box  24 Jan – 6 Feb 2025   7.00    7.00
      Box  7 – 20 Feb 2025       7.00    7.00
      Box  21 Feb – 6 Mar 2025   7.00    7.00
                                  Net   88.00
                    VAT 20 % on 88.00   17.60
                                Total  105.60
                      Due 21 Feb 2025  105.60
    ");
}

/// INV-4
#[test]
fn a_window_puts_a_month_on_one_document() {
    insta::assert_snapshot!(printed(&as_of(BY_MONTH, "2025-02-28")), @"
    Invoice of 24 Jan 2025 · customer cust-7 · EUR
      Fee  10 Jan – 9 Feb 2025  30.00  30.00
      Box  10 – 23 Jan 2025      7.00   7.00
      Box  24 Jan – 6 Feb 2025   7.00   7.00
                                  Net  44.00
                    VAT 20 % on 44.00   8.80
                                Total  52.80
                      Due 24 Jan 2025  52.80
    Invoice of 21 Feb 2025 · customer cust-7 · EUR
      Fee  10 Feb – 9 Mar 2025  30.00  30.00
      Box  7 – 20 Feb 2025       7.00   7.00
      Box  21 Feb – 6 Mar 2025   7.00   7.00
                                  Net  44.00
                    VAT 20 % on 44.00   8.80
                                Total  52.80
                      Due 21 Feb 2025  52.80
    ");
}

/// INV-4
#[test]
fn subscriptions_of_a_customer_share_a_document_unless_something_keeps_them_apart() {
    let histories = [FIRST, SECOND, APART, OTHER_TERMS].map(history);
    let documents = nights_of(&histories.each_ref(), "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  10.00  10.00
      Box  1 – 31 Jan 2025  20.03  20.03
                              Net  30.03
                VAT 20 % on 10.00   2.00
               VAT 5.5 % on 20.03   1.10
                            Total  33.13
                   Due 1 Jan 2025  33.13
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  40.00  40.00
                              Net  40.00
                VAT 20 % on 40.00   8.00
                            Total  48.00
                  Due 31 Jan 2025  48.00
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  30.00  30.00
                              Net  30.00
                VAT 20 % on 30.00   6.00
                            Total  36.00
                   Due 1 Jan 2025  36.00
    ");
}

/// L12, HIS-4
#[test]
fn a_subscription_that_fails_stops_no_other() {
    let histories = [FIRST, BAD, SECOND].map(history);
    let books = Books::new();
    let pairs = histories.iter().map(|history| (history, &books));
    let run = run(pairs, day("2025-01-01"));
    let failures: Vec<String> = run.failures.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(failures.join("\n"), @"subscription fifth: event 3: an amount is beyond ±9 223 372 036 854 775 807 minor units, or the exact product that it is rounded from beyond 128 bits (MON-1)");
    let billed: Vec<&str> = run.billed.iter().map(|billed| billed.subscription.as_str()).collect();
    assert_eq!(billed, ["first", "second"]);
    assert_eq!(run.documents.len(), 1);
    assert_eq!(run.documents[0].lines.len(), 2);
}

/// INV-11, L1: whatever order the subscriptions come in, the documents and their keys are the same.
#[test]
fn the_order_of_the_subscriptions_makes_no_difference() {
    let mut histories = [FIRST, SECOND, APART, OTHER_TERMS].map(history);
    let books = Books::new();
    let documents = |histories: &[History]| {
        run(histories.iter().map(|history| (history, &books)), day("2025-01-01")).documents
    };
    let forwards = documents(&histories);
    histories.reverse();
    assert_eq!(forwards, documents(&histories));
}

/// L6, L12: a subscription given twice is not billed twice.
#[test]
fn a_subscription_given_twice_is_reported_and_the_rest_is_billed() {
    let (first, second, books) = (history(FIRST), history(SECOND), Books::new());
    let run = run([(&first, &books), (&second, &books), (&first, &books)], day("2025-01-01"));
    let failures: Vec<String> = run.failures.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(failures.join("\n"), @"subscription first: the run was given this subscription more than once (L6)");
    let billed: Vec<&str> = run.billed.iter().map(|billed| billed.subscription.as_str()).collect();
    assert_eq!(billed, ["second"]);
}

/// L12: documents that can't be dated are reported at once, however many.
#[test]
fn payment_dates_outside_the_calendar_stop_no_other() {
    let late = |id: usize| {
        let never = r#""payment_terms":{"net":{"days":4294967295}},"currency":"EUR""#;
        let events =
            FIRST.replace(r#""subscription":"first""#, &format!(r#""subscription":"late-{id}""#));
        history(
            &events.replace(r#""currency":"EUR""#, never).replace("cust-7", &format!("cust-{id}")),
        )
    };
    let histories: Vec<History> = (0..3).map(late).chain([history(SECOND)]).collect();
    let books = Books::new();
    let run = run(histories.iter().map(|history| (history, &books)), day("2025-01-01"));
    let failures: Vec<String> = run.failures.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(failures[2], @"subscription late-2: document of customer cust-2 dated 2025-01-01: 2025-01-01 plus 4294967295 day(s) is outside -262143-01-01..=+262142-12-31 (CAL-8)");
    assert_eq!((failures.len(), run.billed.len(), run.documents.len()), (3, 1, 1));
}
