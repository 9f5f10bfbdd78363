//! L1, L2, L3: what runs that follow each other, or repeat each other, have in common.

use core::fmt::{self, Write as _};
use core::hash::Hasher;
use std::hash::DefaultHasher;
use std::thread;

use chrono::NaiveDate;
use tacite::bill;
use tacite::books::Books;
use tacite::history::History;

use super::compared::{difference, of_books};
use super::{Violation, billed, posted};
use crate::Scenario;

/// L1: the same history and day give the same result, on another thread too, and whether the books
/// are the same value or a copy.
///
/// # Errors
/// [`Violation`] if two results differ. A history that can't be billed must give the same error.
pub fn determinism(history: &History, as_of: NaiveDate) -> Result<(), Violation> {
    const LAW: &str = "L1 determinism";
    let first = bill(history, &Books::new(), as_of);
    let again = bill(&history.clone(), &Books::default(), as_of);
    let elsewhere = thread::scope(|scope| {
        scope
            .spawn(|| bill(history, &Books::new(), as_of))
            .join()
            .map_err(|_| Violation::new(LAW, format!("as of {as_of}: the other thread died")))
    })?;
    let same = first == again && first == elsewhere;
    if same && bytes(&first) == bytes(&elsewhere) {
        Ok(())
    } else {
        Err(Violation::new(
            LAW,
            format!("as of {as_of}: {first:?}\n  and then {again:?}\n  and {elsewhere:?}"),
        ))
    }
}

/// What a value prints as, as a number: two that print the same bytes have the same one.
fn bytes(value: &impl fmt::Debug) -> (u64, usize) {
    struct Counted(DefaultHasher, usize);

    impl fmt::Write for Counted {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.write(text.as_bytes());
            self.1 += text.len();
            Ok(())
        }
    }

    let mut counted = Counted(DefaultHasher::new(), 0);
    let written = write!(counted, "{value:?}");
    (counted.0.finish(), if written.is_ok() { counted.1 } else { 0 })
}

/// Bills on each day of a scenario, with what is known then, and returns the books: those that laws
/// about several runs begin with.
///
/// # Errors
/// [`Violation`] of no law of its own if a run fails.
pub fn books_of(scenario: &Scenario) -> Result<Books, Violation> {
    let mut books = Books::new();
    for run in &scenario.runs {
        posted("INV-1 books", &scenario.known_on(*run), &mut books, *run)?;
    }
    Ok(books)
}

/// L2: billing again with the books that a run returned gives no document, and no line.
///
/// # Errors
/// [`Violation`] if the second run gives anything, or the same `next_on` no more.
pub fn idempotence(history: &History, as_of: NaiveDate) -> Result<(), Violation> {
    const LAW: &str = "L2 idempotence";
    let mut books = Books::new();
    let first = posted(LAW, history, &mut books, as_of)?;
    let second = billed(LAW, history, &books, as_of)?;
    let lines = second.posting.lines().count();
    if !second.documents.is_empty() || lines > 0 {
        return Err(Violation::new(
            LAW,
            format!(
                "as of {as_of}, the second run gives {} documents and {lines} lines",
                second.documents.len()
            ),
        ));
    }
    if first.next_on != second.next_on {
        return Err(Violation::new(
            LAW,
            format!("as of {as_of}, next on {:?} and then {:?}", first.next_on, second.next_on),
        ));
    }
    Ok(())
}

/// L3: billing through each day in turn gives the same lines as billing through the last in one go.
///
/// The days are taken in order; the first is meant to be on or after every recording date. The books
/// may be those of earlier runs that knew less.
///
/// # Errors
/// [`Violation`] listing lines that only one of the two has.
pub fn split(history: &History, made: &Books, runs: &[NaiveDate]) -> Result<(), Violation> {
    const LAW: &str = "L3 split";
    let Some(last) = runs.last() else {
        return Ok(());
    };
    let mut in_steps = made.clone();
    for run in runs {
        posted(LAW, history, &mut in_steps, *run)?;
    }
    let mut in_one_go = made.clone();
    posted(LAW, history, &mut in_one_go, *last)?;
    match difference(("in steps", &of_books(&in_steps)), ("in one go", &of_books(&in_one_go))) {
        None => Ok(()),
        Some(message) => Err(Violation::new(LAW, format!("runs on {runs:?}:{message}"))),
    }
}
