//! Subscriptions written in a few words: a fee, and what was recorded later.

use tacite::books::Books;
use tacite::command::{Command, State, decide};
use tacite::document::Document;
use tacite::history::History;

use crate::billing::{Nightly, day, history};

/// A fee of 31.00 a month in advance from 1 January 2025, taxed at 20 %.
pub(crate) const FEE: Fee = Fee {
    subscription: "fee",
    start: "2025-01-01",
    contract: "",
    price: r#"{"flat":"31.00"}"#,
    quantity: "1",
    schedule: r#""every":"1 month""#,
};

/// A subscription of one item, `fee`.
#[derive(Clone, Copy)]
pub(crate) struct Fee {
    pub(crate) subscription: &'static str,
    pub(crate) start: &'static str,
    /// What the contract says besides its label, customer and currency.
    pub(crate) contract: &'static str,
    pub(crate) price: &'static str,
    pub(crate) quantity: &'static str,
    pub(crate) schedule: &'static str,
}

impl Fee {
    /// Makes a flat fee a month from a day on.
    pub(crate) const fn a_month(price: &'static str, start: &'static str) -> Self {
        Self { start, price, ..FEE }
    }

    /// Adds what was recorded: the recording date, the effective date and the event. The start is
    /// number 1, the item number 2.
    pub(crate) fn then(self, recorded: &[(&str, &str, &str)]) -> History {
        let Self { subscription, start, contract, price, quantity, schedule } = self;
        let mut events = format!(
            r#"{{"format":"tacite-events","version":1,"subscription":"{subscription}"}}
{{"sequence":1,"recorded_on":"{start}","event":{{"started":{{"contract":{{"label":"Contract","customer":"cust-7","currency":"EUR"{contract}}}}}}}}}
{{"sequence":2,"recorded_on":"{start}","event":{{"item-added":{{"id":"fee","item":{{"label":"Fee","price":{price},"quantity":"{quantity}","tax":{{"category":"standard","rate":"20"}},"schedule":{{{schedule}}}}}}}}}}}
"#
        );
        for (sequence, (recorded_on, effective_on, event)) in (3..).zip(recorded) {
            let line = format!(
                r#"{{"sequence":{sequence},"recorded_on":"{recorded_on}","effective_on":"{effective_on}","event":{event}}}"#
            );
            events.push_str(&line);
            events.push('\n');
        }
        history(&events)
    }
}

/// Bills one subscription on some nights only.
pub(crate) fn nights_on(history: &History, nights: &[&str]) -> Vec<Document> {
    let mut job = Nightly::new([history]);
    let mut documents = Vec::new();
    for tonight in nights {
        let night = job.night(day(tonight));
        assert_eq!(night.failures, [], "on {tonight}");
        documents.extend(night.documents);
    }
    documents
}

/// A pause by days.
pub(crate) fn by_days(until: &str) -> String {
    format!(r#"{{"paused":{{"pause":{{"shape":"by-days","until":"{until}"}}}}}}"#)
}

/// Takes an event back.
pub(crate) fn retracted(sequence: u64) -> String {
    format!(r#"{{"retracted":{{"sequence":{sequence}}}}}"#)
}

/// Another price of the fee.
pub(crate) fn price(price: &str) -> String {
    format!(r#"{{"price-changed":{{"id":"fee","price":"{price}"}}}}"#)
}

/// Another quantity of the fee.
pub(crate) fn quantity(quantity: &str) -> String {
    format!(r#"{{"quantity-changed":{{"id":"fee","quantity":"{quantity}"}}}}"#)
}

/// An end.
pub(crate) const END_SET: &str = r#"{"end-set":{}}"#;

/// Takes an end back.
pub(crate) const END_CLEARED: &str = r#""end-cleared""#;

/// Records what a command becomes.
pub(crate) fn says(history: &mut History, today: &str, command: &Command) {
    let books = Books::new();
    for event in decide(&State::of(history, &books, day(today)), command).unwrap() {
        history.push(event).unwrap();
    }
}
