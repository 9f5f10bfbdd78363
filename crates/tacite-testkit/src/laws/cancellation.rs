//! INV-7: a document that is cancelled leaves nothing, and the next run charges what is owed.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::document::Document;
use tacite::explain::explain_issued;
use tacite::history::History;
use tacite::{CancelError, cancel};

use super::{Violation, convergence, posted};
use crate::Scenario;

const LAW: &str = "INV-7 cancellation";

/// INV-7: after each run of a scenario a document is cancelled, chosen among all that are issued by
/// then, and what is owed is billed again.
///
/// What cancels it adds up with it to 0 if nothing of it was corrected before; it takes back no more
/// than is left (L7) and charges no day twice (L6); no issued line is altered (L5); the next run charges
/// what the history owes, to the cent (L4), dated on the day of the cancellation at the earliest, and
/// the one after it nothing (L2). Every line can be explained (L11). Cancelling it again is refused.
///
/// Returns how many documents were cancelled.
///
/// # Errors
/// [`Violation`] naming the run and what is wrong.
pub fn cancellation(scenario: &Scenario, choice: usize) -> Result<usize, Violation> {
    let mut books = Books::new();
    let mut documents: Vec<Document> = Vec::new();
    let mut cancelled = 0;
    for (number, run) in scenario.runs.iter().enumerate() {
        let known = scenario.known_on(*run);
        documents.extend(posted(LAW, &known, &mut books, *run)?.documents);
        let Some(chosen) = choice.wrapping_add(number).checked_rem(documents.len()) else {
            continue;
        };
        let Some(chosen) = documents.get(chosen).cloned() else { continue };
        let on = chosen.dated_on.max(*run);
        let fail = |message: &str| {
            let key = chosen.key();
            Violation::new(LAW, format!("as of {run}, {key} cancelled on {on}: {message}"))
        };
        let made = match cancel(&known, &books, &chosen.key(), on) {
            Ok(made) => made,
            Err(CancelError::AlreadyCancelled { .. } | CancelError::NothingLeft { .. }) => continue,
            Err(error) => return Err(fail(&error.to_string())),
        };
        cancelled += 1;
        if is_untouched(&books, &chosen) {
            adds_up_to_nothing(&chosen, &made.document).map_err(|error| fail(&error))?;
        }
        if documents.iter().any(|document| document.key() == made.document.key()) {
            return Err(fail("the key of what cancels it is used"));
        }
        let before = books.clone();
        let is_posted = books.post(made.posting.clone());
        is_posted.map_err(|error| fail(&error.to_string()))?;
        keeps(&before, &books).map_err(|error| fail(&error))?;
        match cancel(&known, &books, &chosen.key(), on) {
            Err(CancelError::AlreadyCancelled { .. }) => {}
            Err(error) => return Err(fail(&format!("again: {error}"))),
            Ok(_) => return Err(fail("it can be cancelled again")),
        }
        documents.push(made.document);
        let again = posted(LAW, &known, &mut books, *run)?;
        let early = again.documents.iter().find(|document| document.dated_on < on);
        if let Some(early) = early {
            return Err(fail(&format!("charged again by a document of {}", early.dated_on)));
        }
        documents.extend(again.documents);
        settled(&known, &mut books, *run).map_err(|error| fail(&error.to_string()))?;
    }
    Ok(cancelled)
}

/// Tells whether all that a document charged is charged still, and all that it credited is not: no charge
/// of it was credited, and nothing of the periods of its credits was charged since, nor by their run.
fn is_untouched(books: &Books, document: &Document) -> bool {
    document.lines.iter().all(|line| {
        let key = (line.item, line.period);
        let mut others = books.lines().filter(|it| (it.item, it.line.reference) == key);
        if !line.is_credit() {
            return !others.any(|it| it.line.is_credit());
        }
        let own = books.lines().find(|it| {
            (it.item, it.line.reference) == key
                && (it.line.corrects, it.line.ordinal) == (line.corrects, line.ordinal)
                && *it.terms == line.terms
        });
        own.is_some_and(|own| {
            others.all(|it| it.line.is_credit() || it.line.issue.run < own.line.issue.run)
        })
    })
}

fn adds_up_to_nothing(document: &Document, cancelling: &Document) -> Result<(), String> {
    let amounts = [
        ("lines", document.lines_total, cancelling.lines_total),
        ("net", document.net, cancelling.net),
        ("tax", document.tax, cancelling.tax),
        ("total", document.total, cancelling.total),
    ];
    for (name, charged, credited) in amounts {
        if charged.checked_add(credited).map_or(true, |sum| !sum.is_zero()) {
            return Err(format!("{name} of {charged} and {credited} leave something"));
        }
    }
    if document.lines.len() != cancelling.lines.len() {
        return Err(format!("{} lines for {}", cancelling.lines.len(), document.lines.len()));
    }
    if cancelling.corrects.as_ref().map(|corrects| &corrects.key) != Some(&document.key()) {
        return Err("it does not name what it cancels".to_owned());
    }
    Ok(())
}

/// Issued lines stay, and the books can be.
fn keeps(before: &Books, after: &Books) -> Result<(), String> {
    let known: Vec<_> = after.lines().collect();
    if let Some(gone) = before.lines().find(|issued| !known.contains(issued)) {
        return Err(format!("a line of item {} is altered", gone.item));
    }
    Books::try_from(after.clone().into_parts()).map_err(|error| error.to_string()).map(drop)
}

/// What is owed is charged, once, and every line says why it costs what it does.
fn settled(history: &History, books: &mut Books, run: NaiveDate) -> Result<(), Violation> {
    convergence::check(history, books, run)?;
    let sound = Books::try_from(books.clone().into_parts());
    sound.map_err(|error| Violation::new(LAW, error.to_string()))?;
    for issued in books.lines() {
        let place = || format!("item {}, {}", issued.item, issued.line.reference);
        let derivation = explain_issued(history, &issued)
            .map_err(|error| Violation::new(LAW, format!("{}: {error}", place())))?;
        let amounts = derivation.evaluate().map(|it| (it.gross.minor(), it.net.minor()));
        if amounts != Ok((issued.line.gross, issued.line.net)) {
            let message = format!("{}: explained as {amounts:?}", place());
            return Err(Violation::new(LAW, message));
        }
    }
    let keys: BTreeSet<String> =
        posted(LAW, history, books, run)?.documents.iter().map(Document::key).collect();
    if keys.is_empty() {
        Ok(())
    } else {
        Err(Violation::new(LAW, format!("billed again: {keys:?}")))
    }
}
