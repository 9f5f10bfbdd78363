//! L6: a day is charged once.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::contract::ItemId;
use tacite::history::History;

use super::compared::charged_days;
use super::{Violation, posted};
use crate::Scenario;
use crate::oracle::{Reckoning, Reference};

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
    let reckoning = Reckoning::of(history, &charged, run)
        .map_err(|error| Violation::new(LAW, format!("as of {run}: {error}")))?;
    let mut dates: BTreeMap<ItemId, Vec<(NaiveDate, Reference, u32)>> = BTreeMap::new();
    for standing in reckoning.standings(&charged).filter(|standing| standing.is_settled(run)) {
        let (item, reference) = standing.key;
        if standing.charged.is_none() {
            continue;
        }
        if standing.owed.is_none() {
            let (number, due) = (standing.number, standing.due);
            let message =
                format!("as of {run}, item {item}: {number} of {reference} is freed, due {due:?}");
            return Err(Violation::new(LAW, message));
        }
        if let (Some(date), Reference::Period(_)) = (standing.date, reference) {
            dates.entry(item).or_default().push((date, reference, standing.number));
        }
    }
    for (item, mut dates) in dates {
        dates.sort_unstable_by_key(|(date, _, _)| *date);
        let twice =
            dates.windows(2).find(|pair| matches!(pair, [(one, ..), (other, ..)] if one == other));
        if let Some(days) = twice {
            let message = format!("as of {run}, item {item}: a date is charged twice, as {days:?}");
            return Err(Violation::new(LAW, message));
        }
    }
    Ok(())
}
