//! What the host knows of a customer: an id on the documents, defaults for contracts, means of
//! payment that change, and notes that no document shows.

use tacite::contract::{Contract, CustomerId, DueRule, PaymentMeans, PaymentTerms};
use tacite::money::Currency;
use tacite_formats::events::read_events;

use crate::billing::{history, nights, printed};

/// 30.00 a month by card; once, for the instalment of March, by cheque.
const ONCE_BY_CHEQUE: &str = r#"{"format":"tacite-events","version":1,"subscription":"card"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Desk","customer":"cust-7","currency":"EUR","payment_means":"card"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"desk","item":{"label":"Desk","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
{"sequence":3,"recorded_on":"2025-02-26","effective_on":"2025-03-01","event":{"payment-means-changed":{"payment_means":"cheque"}},"comment":"The card expires."}
{"sequence":4,"recorded_on":"2025-02-26","effective_on":"2025-03-02","event":{"payment-means-changed":{"payment_means":"card"}}}
"#;

/// Registered on 3 March, charged for the first time a week later; by card from the second time on.
const CARD_FIRST: &str = r#"{"format":"tacite-events","version":1,"subscription":"registered"}
{"sequence":1,"recorded_on":"2025-03-03","event":{"started":{"contract":{"label":"Desk","customer":"cust-7","currency":"EUR","payment_means":"other"}}}}
{"sequence":2,"recorded_on":"2025-03-03","event":{"item-added":{"id":"desk","item":{"label":"Desk","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","offset_days":7}}}}}
{"sequence":3,"recorded_on":"2025-03-10","effective_on":"2025-03-11","event":{"payment-means-changed":{"payment_means":"card"}},"comment":"The gateway took the first payment and knows the card now."}
"#;

/// Who looks after the customer, and what must not be seen.
const NOTED: &str = r#"{"format":"tacite-events","version":1,"subscription":"noted","comment":"Looked after by Ms Durand. Pays late."}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Desk","customer":"cust-7","currency":"EUR"}}},"comment":"Ms Durand promised a plant."}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"desk","item":{"label":"Desk","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}},"comment":"Haggles."}
"#;

fn means(events: &str, until: &str) -> Vec<(String, PaymentMeans)> {
    let documents = nights(&history(events), "2025-01-01", until);
    let means =
        documents.iter().map(|document| (document.dated_on.to_string(), document.payment_means));
    means.collect()
}

fn on(date: &str, means: PaymentMeans) -> (String, PaymentMeans) {
    (String::from(date), means)
}

/// 0.9, 2.6, 2.7, 2.18: the host's defaults are a contract of its own, from which others are made
#[test]
fn a_contract_takes_the_customers_defaults_where_nothing_else_is_agreed() {
    let defaults = Contract {
        payment_means: PaymentMeans::DirectDebit,
        payment_terms: PaymentTerms::Single(DueRule::Net { days: 30 }),
        ..Contract::new("", CustomerId::new("cust-7").unwrap(), Currency::USD)
    };
    let agreed = Contract {
        label: "Desk".into(),
        reference: Some("Order 2025-117".into()),
        payment_means: PaymentMeans::Card,
        ..defaults.clone()
    };
    assert_eq!((agreed.customer, agreed.currency), (defaults.customer, Currency::USD));
    assert_eq!(agreed.payment_terms, defaults.payment_terms);
    assert_eq!(agreed.payment_means, PaymentMeans::Card);
}

/// INV-4 (2.20, 2.21)
#[test]
fn one_instalment_is_paid_by_cheque_and_the_next_by_card_again() {
    let expected = [
        on("2025-01-01", PaymentMeans::Card),
        on("2025-02-01", PaymentMeans::Card),
        on("2025-03-01", PaymentMeans::Cheque),
        on("2025-04-01", PaymentMeans::Card),
    ];
    assert_eq!(means(ONCE_BY_CHEQUE, "2025-04-30"), expected);
}

/// INV-2, INV-4 (2.25, 2.43)
#[test]
fn a_card_is_registered_a_week_before_the_first_charge_and_used_from_the_second_on() {
    let expected = [on("2025-03-10", PaymentMeans::Other), on("2025-04-10", PaymentMeans::Card)];
    assert_eq!(means(CARD_FIRST, "2025-04-30"), expected);
}

/// 0.14, 0.17: a note is in the file, the history and so the documents don't have it
#[test]
fn notes_are_kept_and_never_printed() {
    let file = read_events("noted", NOTED).unwrap();
    assert_eq!(file.comment.as_deref(), Some("Looked after by Ms Durand. Pays late."));
    assert_eq!(file.comments[&2], "Haggles.");
    let documents = nights(&file.history, "2025-01-01", "2025-01-31");
    let all = format!("{}{documents:?}{:?}", printed(&documents), file.history);
    for secret in ["Durand", "late", "plant", "Haggles"] {
        assert!(!all.contains(secret), "{secret}");
    }
}
