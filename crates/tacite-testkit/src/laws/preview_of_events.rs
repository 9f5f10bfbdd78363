//! L10: what a preview says that events would change is what billing gives once they are recorded.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use tacite::books::Books;
use tacite::document::Document;
use tacite::history::History;
use tacite::query::{CustomerChange, Outlook, PreviewRange, preview};

use super::{Violation, posted};
use crate::Scenario;

const LAW: &str = "L10 preview of events";

/// L10: what was recorded between two runs of a scenario is previewed on the day of the later one,
/// some days ahead. Then it is recorded and billed, every night: the documents are those previewed,
/// and the difference is that to the nights that would have been.
///
/// # Errors
/// [`Violation`] saying which documents or sums differ.
pub fn preview_of_events(scenario: &Scenario, ahead: u64) -> Result<(), Violation> {
    let mut books = Books::new();
    for (run, next) in scenario.runs.iter().zip(scenario.runs.iter().skip(1)) {
        let known = scenario.known_on(*run);
        posted(LAW, &known, &mut books, *run)?;
        let longer = scenario.known_on(*next);
        let until = next.checked_add_days(Days::new(ahead)).unwrap_or(*next);
        let range = PreviewRange { asked_on: *next, until };
        let events = longer.events().iter().skip(known.events().len()).cloned();
        let found = preview(&known, &books, events, range)
            .map_err(|error| Violation::new(LAW, error.to_string()))?;
        let with = nights(&longer, &books, range)?;
        let without = nights(&known, &books, range)?;
        same("with the events", (&found.with, &with), range)?;
        same("without them", (&found.without, &without), range)?;
        let change = &found.difference;
        sums("now", &change.now, (&with.now, &without.now))?;
        sums("later", &change.later, (&with.later, &without.later))?;
        let said = change.lines_added.iter().map(|line| i128::from(line.net.minor())).sum::<i128>()
            - change.lines_removed.iter().map(|line| i128::from(line.net.minor())).sum::<i128>();
        let is = net(&with) - net(&without);
        if said != is {
            let message = format!("the lines that change come to {said}, the documents to {is}");
            return Err(Violation::new(LAW, message));
        }
        if found.with == found.without && !change.is_empty() {
            return Err(Violation::new(
                LAW,
                "nothing changes, and a difference is told".to_owned(),
            ));
        }
    }
    Ok(())
}

/// Bills and posts every night of a range.
fn nights(history: &History, books: &Books, range: PreviewRange) -> Result<Outlook, Violation> {
    let mut books = books.clone();
    let mut outlook = Outlook::default();
    for night in range.asked_on.iter_days().take_while(|night| *night <= range.until) {
        let issued = if night == range.asked_on { &mut outlook.now } else { &mut outlook.later };
        issued.extend(posted(LAW, history, &mut books, night)?.documents);
    }
    Ok(outlook)
}

fn same(
    name: &str,
    (previewed, issued): (&Outlook, &Outlook),
    range: PreviewRange,
) -> Result<(), Violation> {
    if previewed == issued {
        return Ok(());
    }
    let dates = |list: &[Document]| -> Vec<(NaiveDate, i64)> {
        list.iter().map(|document| (document.dated_on, document.total.minor())).collect()
    };
    let both = |outlook: &Outlook| (dates(&outlook.now), dates(&outlook.later));
    let (previewed, issued) = (both(previewed), both(issued));
    let message = format!("{name}, {range:?}: previewed {previewed:?}, issued {issued:?}");
    Err(Violation::new(LAW, message))
}

fn net(outlook: &Outlook) -> i128 {
    outlook.documents().map(|document| i128::from(document.lines_total.minor())).sum()
}

/// Net, tax and total of each customer who is not asked for the same.
type Sums = BTreeMap<String, [i128; 3]>;

fn sums(
    name: &str,
    said: &[CustomerChange],
    (with, without): (&[Document], &[Document]),
) -> Result<(), Violation> {
    let mut is = Sums::new();
    for (sign, documents) in [(1, with), (-1, without)] {
        for document in documents {
            let sums = is.entry(document.customer.to_string()).or_default();
            for (sum, amount) in sums.iter_mut().zip([document.net, document.tax, document.total]) {
                *sum += sign * i128::from(amount.minor());
            }
        }
    }
    is.retain(|_, sums| *sums != [0; 3]);
    let amounts = |change: &CustomerChange| {
        [change.net, change.tax, change.total].map(|amount| i128::from(amount.minor()))
    };
    let said: Sums =
        said.iter().map(|change| (change.customer.to_string(), amounts(change))).collect();
    if said == is {
        return Ok(());
    }
    Err(Violation::new(LAW, format!("{name}: told {said:?}, is {is:?}")))
}
