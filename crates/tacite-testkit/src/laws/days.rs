//! L6: a day is charged once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::history::History;

use super::compared::charged_days;
use super::{Violation, posted};
use crate::Scenario;
use crate::oracle::{Reference, standings};

const LAW: &str = "L6 no day twice";

/// L6: over all runs, per item, reference period and day number the net charge is 0 or 1; and on
/// settled days per item and date at most 1, and 0 where freed.
///
/// Each run knows what was [known](Scenario::known_on) on its day.
///
/// # Errors
/// [`Violation`] naming the day.
pub fn no_day_twice(scenario: &Scenario) -> Result<(), Violation> {
    let mut books = Books::new();
    for run in &scenario.runs {
        let known = scenario.known_on(*run);
        posted(LAW, &known, &mut books, *run)?;
        check_dates(&known, &books, *run)?;
    }
    Ok(())
}

fn check_dates(history: &History, books: &Books, run: NaiveDate) -> Result<(), Violation> {
    let charged = charged_days(LAW, books)?;
    let standings = standings(history, &charged, run)
        .map_err(|error| Violation::new(LAW, format!("as of {run}: {error}")))?;
    let mut dates = BTreeMap::new();
    for standing in standings.iter().filter(|standing| standing.is_settled(run)) {
        let (item, reference) = standing.key;
        if standing.charged.is_none() {
            continue;
        }
        let day = (reference, standing.number);
        if standing.owed.is_none() {
            return Err(Violation::new(
                LAW,
                format!("as of {run}, item {item}: {day:?} is freed, due {:?}", standing.due),
            ));
        }
        let Some(date) = standing.date.filter(|_| matches!(reference, Reference::Period(_))) else {
            continue;
        };
        if let Some(other) = dates.insert((item, date), day) {
            return Err(Violation::new(
                LAW,
                format!("as of {run}, item {item}: {date} is charged as {other:?} and {day:?}"),
            ));
        }
    }
    Ok(())
}
