//! What this version refuses, with the place and the rule.

use tacite::bill;
use tacite::books::Books;

use crate::billing::{Nightly, day, history};

/// A pause.
const PAUSED: &str = r#"{"format":"tacite-events","version":1,"subscription":"paused"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-02","effective_on":"2025-01-10","event":{"paused":{"pause":{"shape":"by-days"}}}}
"#;

/// A change that is recorded after its days were billed.
const TOO_LATE: &str = r#"{"format":"tacite-events","version":1,"subscription":"too-late"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-15","effective_on":"2025-01-11","event":{"price-changed":{"id":"fee","price":"62.00"}}}
"#;

/// An end inside a month that is billed.
const ENDED_TOO_LATE: &str = r#"{"format":"tacite-events","version":1,"subscription":"ended"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-01-15","effective_on":"2025-01-21","event":{"end-set":{}}}
"#;

/// HIS-4: never ignored
#[test]
fn a_pause_is_refused_until_it_can_be_billed() {
    let error = bill(&history(PAUSED), &Books::new(), day("2025-01-31")).unwrap_err();
    insta::assert_snapshot!(error, @"event 3 is of kind paused, which this version does not bill yet (HIS-4)");
}

/// INV-6: nothing of the run is billed
#[test]
fn a_change_of_issued_days_needs_a_correction() {
    let night = |events, date| {
        let history = history(events);
        let mut job = Nightly::new([&history]);
        assert_eq!(job.night(day("2025-01-01")).documents.len(), 1);
        let night = job.night(day(date));
        assert_eq!(night.documents, []);
        night.failures[0].1.clone()
    };
    insta::assert_snapshot!(night(TOO_LATE, "2025-01-15"), @"item fee, period [2025-01-01, 2025-02-01): issued days 11-31 would need a credit note, which this version does not make yet (INV-6)");
    insta::assert_snapshot!(night(ENDED_TOO_LATE, "2025-01-15"), @"item fee, period [2025-01-01, 2025-02-01): issued days 21-31 would need a credit note, which this version does not make yet (INV-6)");
}

/// INV-1: it can't be posted twice
#[test]
fn a_posting_fits_the_books_that_it_was_made_from() {
    let history = history(TOO_LATE).until_sequence(2);
    let mut books = Books::new();
    let billing = bill(&history, &books, day("2025-01-01")).unwrap();
    books.post(billing.posting.clone()).unwrap();
    insta::assert_snapshot!(books.post(billing.posting).unwrap_err(), @"the run was made from books of version 0, these have version 1: bill again (INV-1)");
}
