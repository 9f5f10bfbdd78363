//! L4: whatever was billed before, what is due ends up as the final history says.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::{Days, NaiveDate};
use tacite::books::Books;
use tacite::history::History;
use tacite::timeline::Terms;

use super::compared::{charged_days, key, terms};
use super::{Violation, posted};
use crate::Scenario;
use crate::oracle::{Key, Reckoning, Standing};

const LAW: &str = "L4 convergence";

/// L4: after each run every settled day is charged exactly as the history known then says; and for
/// every item and reference period all of whose days are due, gross and net per terms are those of
/// billing from nothing, to the cent. The last of the runs lies `later` days after those of the
/// scenario, on the whole history.
///
/// # Errors
/// [`Violation`] naming the day or the amount.
pub fn convergence(scenario: &Scenario, later: u64) -> Result<(), Violation> {
    let mut books = Books::new();
    for run in &scenario.runs {
        let known = scenario.known_on(*run);
        posted(LAW, &known, &mut books, *run)?;
        check(&known, &books, *run)?;
    }
    let last = scenario.last_run().max(scenario.last_recording());
    let last = last.checked_add_days(Days::new(later)).unwrap_or(last);
    posted(LAW, &scenario.history, &mut books, last)?;
    check(&scenario.history, &books, last)
}

pub(super) fn check(history: &History, books: &Books, run: NaiveDate) -> Result<(), Violation> {
    let fail = |message: String| Violation::new(LAW, format!("as of {run}, {message}"));
    let charged = charged_days(LAW, books)?;
    let reckoning =
        Reckoning::of(history, &charged, run).map_err(|error| fail(error.to_string()))?;
    let mut waiting: BTreeSet<Key> = BTreeSet::new();
    for standing in reckoning.standings(&charged) {
        let is_same = standing.charged == standing.owed;
        if standing.is_settled(run) && !is_same {
            return Err(fail(describe(&standing)));
        }
        // A key waits for what is not settled, or would not be due yet in billing from nothing.
        let touched = standing.charged.is_some() || standing.owed.is_some();
        if touched && !(standing.is_settled(run) && standing.due_from_nothing.is_by(run)) {
            waiting.insert(standing.key);
        }
    }
    let expected = reckoning.amounts().map_err(|error| fail(error.to_string()))?;
    let found = amounts(books);
    let keys: BTreeSet<Key> = expected.keys().chain(found.keys()).copied().collect();
    for key in keys.difference(&waiting) {
        let expected = expected.get(key).map(|amounts| {
            amounts.iter().map(|(at, gross, net)| (terms(at), (*gross, *net))).collect()
        });
        let expected: BTreeMap<String, (i64, i64)> = expected.unwrap_or_default();
        let mut found = found.get(key).cloned().unwrap_or_default();
        // What was credited in full leaves nothing behind.
        found.retain(|at, sum| *sum != (0, 0) || expected.contains_key(at));
        if found != expected {
            let (item, reference) = key;
            return Err(fail(format!(
                "item {item}, {reference}: the books come to {found:?}, billing from nothing to \
                 {expected:?}"
            )));
        }
    }
    Ok(())
}

/// Gross and net of the books, per key and terms.
fn amounts(books: &Books) -> BTreeMap<Key, BTreeMap<String, (i64, i64)>> {
    let mut amounts: BTreeMap<Key, BTreeMap<String, (i64, i64)>> = BTreeMap::new();
    for issued in books.lines() {
        let of_key = amounts.entry(key(&issued)).or_default();
        let sum = of_key.entry(terms(issued.terms)).or_default();
        sum.0 += issued.line.gross;
        sum.1 += issued.line.net;
    }
    amounts
}

fn describe(standing: &Standing) -> String {
    let Standing { key: (item, reference), number, date, charged, owed, due, .. } = standing;
    let at = |side: &Option<Rc<Terms>>| side.as_deref().map_or("nothing".to_owned(), terms);
    format!(
        "item {item}: day {number} of {reference}, on {date:?}, is due {due:?} and charged at {}, \
         owed at {}",
        at(charged),
        at(owed),
    )
}
