//! L12: a bad subscription gives one typed error and stops no other.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tacite::books::{BookLine, Books, Issue, Posting};
use tacite::contract::{ItemId, SubscriptionId};
use tacite::history::History;
use tacite::{BillError, Run, bill, run};

use super::Violation;

const LAW: &str = "L12 isolation";

/// L12: a run over many subscriptions posts for each what it would alone; it reports each of those
/// that fail alone, once, with the same error; and nothing of them is in the documents.
///
/// A subscription may also fail with a [`BillError::Document`] that it does not have alone, if it
/// shares a document with others whose total is too large; all that share it must be reported.
///
/// # Errors
/// [`Violation`] naming the subscription. Subscription ids must differ.
pub fn isolation(subscriptions: &[(History, Books)], as_of: NaiveDate) -> Result<(), Violation> {
    let fail = |id: SubscriptionId, what: &str| {
        Err(Violation::new(LAW, format!("subscription {id}: {what}")))
    };
    let together = run(subscriptions.iter().map(|(history, books)| (history, books)), as_of);
    let shown = lines_by_subscription(&together);
    for (history, books) in subscriptions {
        let id = history.subscription();
        let alone = bill(history, books, as_of);
        let mut failures = together.failures.iter().filter(|failure| failure.subscription == id);
        let failure = failures.next();
        if failures.next().is_some() {
            return fail(id, "it is reported twice");
        }
        let mut billed = together.billed.iter().filter(|billed| billed.subscription == id);
        let billed = (billed.next(), billed.next());
        match (alone, failure, billed) {
            (Err(error), Some(failure), (None, None)) if error == failure.error => {}
            // A total too large, alone or with what others put on the document.
            (Ok(_) | Err(BillError::Document(_)), Some(failure), (None, None))
                if matches!(failure.error, BillError::Document(_)) => {}
            (Ok(alone), None, (Some(billed), None)) => {
                let posted = (charged(&alone.posting), alone.next_on);
                if posted != (charged(&billed.posting), billed.next_on) {
                    return fail(id, "it is posted otherwise than alone");
                }
                let lines: usize = alone.documents.iter().map(|own| own.lines.len()).sum();
                if shown.get(&id).copied().unwrap_or(0) != lines {
                    return fail(id, "it has other lines than alone");
                }
                continue;
            }
            (alone, failure, (billed, _)) => {
                return Err(Violation::new(
                    LAW,
                    format!(
                        "subscription {id}: alone {:?}, reported {failure:?}, billed {}",
                        alone.map(|alone| alone.documents.len()),
                        billed.is_some(),
                    ),
                ));
            }
        }
        if shown.contains_key(&id) {
            return fail(id, "it fails, but lines of it are on documents");
        }
    }
    Ok(())
}

/// The lines of a posting, wherever they were issued: a run over many has more documents.
fn charged(posting: &Posting) -> Vec<(ItemId, BookLine)> {
    let nowhere = |line: &BookLine| Issue { document: None, dated: line.due, ..line.issue };
    let lines = posting.lines();
    lines.map(|(item, line)| (item, BookLine { issue: nowhere(line), ..line.clone() })).collect()
}

fn lines_by_subscription(run: &Run) -> BTreeMap<SubscriptionId, usize> {
    let mut counts = BTreeMap::new();
    for line in run.documents.iter().flat_map(|document| &document.lines) {
        *counts.entry(line.subscription).or_insert(0) += 1;
    }
    counts
}
