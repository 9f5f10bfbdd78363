//! What the scenarios have in common: reading events, billing night by night, printing.

use chrono::NaiveDate;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::Period;
use tacite::document::Document;
use tacite::history::History;
use tacite::query::{Instalment, instalments};
use tacite_formats::events::read_events;
use tacite_formats::text::{self, Language};

/// A nightly job in memory.
#[path = "nightly.rs"]
mod nightly;

pub(crate) use nightly::Nightly;

/// Parses a date.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Takes the days from one date up to and excluding another.
pub(crate) fn range(start: &str, end: &str) -> Period {
    Period::new(day(start), day(end)).unwrap()
}

/// Reads events.
pub(crate) fn history(events: &str) -> History {
    read_events("scenario", events).unwrap().history
}

/// Reads a shipped contract.
pub(crate) fn shipped(name: &str) -> History {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/contracts");
    let events = std::fs::read(format!("{folder}/{name}.jsonl")).unwrap();
    read_events(name, events).unwrap().history
}

/// Bills one subscription each night of a range, both nights included.
pub(crate) fn nights(history: &History, from: &str, until: &str) -> Vec<Document> {
    nights_of(&[history], from, until)
}

/// Bills subscriptions each night of a range, both nights included.
pub(crate) fn nights_of(histories: &[&History], from: &str, until: &str) -> Vec<Document> {
    let mut job = Nightly::new(histories.iter().copied());
    let mut documents = Vec::new();
    for tonight in day(from).iter_days().take_while(|date| *date <= day(until)) {
        let night = job.night(tonight);
        assert_eq!(night.failures, [], "on {tonight}");
        documents.extend(night.documents);
    }
    documents
}

/// Bills one subscription from nothing, once, up to a day.
pub(crate) fn as_of(events: &str, date: &str) -> Vec<Document> {
    let billing = bill(&history(events), &Books::new(), day(date));
    billing.unwrap().documents
}

/// Returns the books of a contract after its nightly job, up to a night.
pub(crate) fn billed_until(history: &History, last_night: &str) -> Books {
    let first_night = history.events().first().unwrap().recorded_on;
    let mut job = Nightly::new([history]);
    for tonight in first_night.iter_days().take_while(|date| *date <= day(last_night)) {
        assert_eq!(job.night(tonight).failures, [], "on {tonight}");
    }
    job.account(history.subscription()).unwrap().books.clone()
}

/// Bills what a contract's nightly job gives up to a day, and lists the schedule of a range as of
/// that day.
pub(crate) fn schedule(history: &History, billed_until: &str, range: Period) -> Vec<Instalment> {
    let first_night = history.events().first().unwrap().recorded_on;
    let mut job = Nightly::new([history]);
    for tonight in first_night.iter_days().take_while(|date| *date <= day(billed_until)) {
        assert_eq!(job.night(tonight).failures, [], "on {tonight}");
    }
    let account = job.account(history.subscription()).unwrap();
    instalments(&account.known, &account.books, range, day(billed_until)).unwrap()
}

/// Keeps the documents that bear a date of a range, both dates included.
pub(crate) fn dated<'d>(documents: &'d [Document], from: &str, until: &str) -> Vec<&'d Document> {
    documents
        .iter()
        .filter(|document| (day(from)..=day(until)).contains(&document.dated_on))
        .collect()
}

/// Prints documents in English.
pub(crate) fn printed<'d>(documents: impl IntoIterator<Item = &'d Document>) -> String {
    let print = |document| text::document(document, Language::English).to_string();
    documents.into_iter().map(print).collect()
}

/// Prints a schedule in English.
pub(crate) fn printed_schedule(schedule: &[Instalment]) -> String {
    text::schedule(schedule, Language::English).to_string()
}
