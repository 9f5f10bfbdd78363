//! Many subscriptions are billed in one go: one that fails stops no other, and only what the user
//! chooses is issued.

use tacite::books::Books;
use tacite::history::History;
use tacite::run;

use crate::billing::{day, history};

fn fee(subscription: &str, more: &str) -> History {
    history(&format!(
        r#"{{"format":"tacite-events","version":1,"subscription":"{subscription}"}}
{{"sequence":1,"recorded_on":"2025-01-01","event":{{"started":{{"contract":{{"label":"Contract","customer":"cust-{subscription}","currency":"EUR"}}}}}}}}
{{"sequence":2,"recorded_on":"2025-01-01","event":{{"item-added":{{"id":"fee","item":{{"label":"Fee","price":{{"flat":"10.00"}},"tax":{{"category":"standard","rate":"20"}},"schedule":{{"every":"1 month"}}}}}}}}}}
{more}"#
    ))
}

/// An amount off all items together that is too large to be shared to the cent.
const UNSHARED: &str = r#"{"sequence":3,"recorded_on":"2025-01-01","event":{"discount-granted":{"id":"off","discount":{"label":"Off","value":{"amount":"79228162514264337593543950335"},"lasts":"forever"}}}}"#;

/// L12, INV-1 (0.36, 0.38): of four, one fails, one is left as a draft, two are issued
#[test]
fn a_batch_bills_the_rest_and_issues_what_is_chosen() {
    let histories = [fee("a", ""), fee("b", UNSHARED), fee("c", ""), fee("d", "")];
    let mut books = [(); 4].map(|()| Books::new());
    let batch = run(histories.iter().zip(&books), day("2025-01-01"));
    let failed: Vec<String> = batch.failures.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(failed.join("\n"), @"subscription b: event 3: an amount is beyond ±9 223 372 036 854 775 807 minor units, or the exact product that it is rounded from beyond 128 bits (MON-1)");
    assert_eq!(batch.documents.len(), 3);
    for billed in batch.billed {
        if billed.subscription.as_str() == "c" {
            continue;
        }
        let of = histories.iter().position(|known| known.subscription() == billed.subscription);
        books[of.unwrap()].post(billed.posting).unwrap();
    }
    // The night after, the one that was left is still to be billed.
    let again = run(histories.iter().zip(&books), day("2025-01-02"));
    let customers: Vec<&str> = again.documents.iter().map(|left| left.customer.as_str()).collect();
    assert_eq!((customers, again.failures.len()), (vec!["cust-c"], 1));
}
