//! INV-3, INV-11: a date before which no document is wanted moves dates, and nothing else.

use chrono::NaiveDate;
use tacite::books::{Books, PostingParts};
use tacite::document::Document;
use tacite::history::History;
use tacite::{Billing, Limits, bill_within};

use super::{Violation, billed};
use crate::Scenario;

const LAW: &str = "INV-11 dates in series";

/// INV-3, INV-11: each run of a scenario dates no document before the last one of its series, which
/// begins with `first`.
///
/// The lines, their amounts and due dates and what the run says of the next one are those of a run
/// without it. No document is dated before it, and none is moved further than to it: what falls due
/// later keeps its date. Billing again gives nothing (L2).
///
/// # Errors
/// [`Violation`] naming the run and what is wrong.
pub fn dated_from(scenario: &Scenario, first: NaiveDate) -> Result<(), Violation> {
    let (mut floored, mut plain, mut floor) = (Books::new(), Books::new(), first);
    for run in &scenario.runs {
        let fail = |message: &str| {
            Violation::new(LAW, format!("as of {run}, dated from {floor}: {message}"))
        };
        let known = scenario.known_on(*run);
        let limits = Limits::dated_from(floor);
        let billing = within(&known, &floored, *run, limits)?;
        let free = billed(LAW, &known, &floored, *run)?;
        if parts(&billing) != parts(&free) || billing.next_on != free.next_on {
            return Err(fail("it gives other lines than a run without that date"));
        }
        check_dates(&billing, &free, floor).map_err(|error| fail(&error))?;

        // Books that never knew of such a date have the same lines.
        let other = billed(LAW, &known, &plain, *run)?;
        if parts(&other) != parts(&billing) {
            return Err(fail("earlier runs that dated documents later change its lines"));
        }
        let last = billing.documents.iter().map(|document| document.dated_on).max();
        for (books, posting) in [(&mut floored, billing.posting), (&mut plain, other.posting)] {
            books.post(posting).map_err(|error| fail(&error.to_string()))?;
        }
        for limits in [limits, Limits::default()] {
            let again = within(&known, &floored, *run, limits)?;
            if !again.documents.is_empty() || again.posting.lines().next().is_some() {
                return Err(fail("billing again gives something (L2)"));
            }
        }
        floor = floor.max(last.unwrap_or(floor));
    }
    Ok(())
}

fn within(
    history: &History,
    books: &Books,
    as_of: NaiveDate,
    limits: Limits,
) -> Result<Billing, Violation> {
    bill_within(history, books, as_of, limits)
        .map_err(|error| Violation::new(LAW, format!("as of {as_of}: {error}")))
}

/// What a run settled, without the documents that its lines are on.
fn parts(billing: &Billing) -> PostingParts {
    let mut parts = billing.posting.clone().into_parts();
    for (_, line) in &mut parts.lines {
        line.issue.document = None;
        line.issue.dated = line.due;
    }
    // Which document takes what waits may differ: the date is one of the things that decide it.
    parts.waits.clear();
    parts
}

fn check_dates(billing: &Billing, free: &Billing, floor: NaiveDate) -> Result<(), String> {
    let mut last = floor;
    for document in &billing.documents {
        let dated_on = document.dated_on;
        if dated_on < last {
            return Err(format!("a document of {dated_on} follows one of {last}"));
        }
        last = dated_on;
    }
    let waits = |billing: &Billing| !billing.posting.clone().into_parts().waits.is_empty();
    if waits(billing) || waits(free) {
        return Ok(());
    }
    for document in &billing.documents {
        let own = document.lines.iter().filter_map(|line| date_of(&free.documents, &line.key()));
        let latest = own.max().map_or(floor, |own| own.max(floor));
        if document.dated_on > latest {
            let dated_on = document.dated_on;
            return Err(format!("a document of {dated_on} would bear {latest} at the latest"));
        }
        for line in document.lines.iter().filter(|line| line.due_on > floor) {
            let own = date_of(&free.documents, &line.key());
            if own.is_some_and(|own| own != document.dated_on) {
                let (key, dated_on) = (line.key(), document.dated_on);
                return Err(format!("line {key} moves from {own:?} to {dated_on}"));
            }
        }
    }
    Ok(())
}

/// Returns the date of the document that has a line.
fn date_of(documents: &[Document], key: &str) -> Option<NaiveDate> {
    let mut with_line =
        documents.iter().filter(|document| document.lines.iter().any(|line| line.key() == key));
    with_line.next().map(|document| document.dated_on)
}
