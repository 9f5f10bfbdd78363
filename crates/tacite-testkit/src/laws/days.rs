//! L6: a day is charged once.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use tacite::books::Books;
use tacite::history::History;

use super::compared::{numbers, span};
use super::{Violation, posted};

/// L6: over all runs, per item, reference period and day number at most one charge, and per item
/// and date at most one.
///
/// # Errors
/// [`Violation`] naming the day.
pub fn no_day_twice(history: &History, runs: &[NaiveDate]) -> Result<(), Violation> {
    const LAW: &str = "L6 no day twice";
    let mut books = Books::new();
    for run in runs {
        posted(LAW, history, &mut books, *run)?;
    }
    let mut charged = BTreeSet::new();
    for issued in books.lines() {
        let reference = span(issued.line.reference);
        for number in numbers(&issued.line.days) {
            let twice = |what: String| {
                Violation::new(LAW, format!("item {}: {what} charged twice", issued.item))
            };
            if number == 0 || number > issued.line.reference.days() {
                return Err(Violation::new(
                    LAW,
                    format!("item {}: no day {number} in {reference:?}", issued.item),
                ));
            }
            // A one-off has no date (INV-8).
            let date = reference
                .and_then(|(start, _)| start.checked_add_days(Days::new(u64::from(number) - 1)));
            if !charged.insert((issued.item, date)) {
                let day = date.map_or("the one-off".to_owned(), |date| date.to_string());
                return Err(twice(format!("{day}, day {number} of {reference:?},")));
            }
        }
    }
    Ok(())
}
