//! L10: a preview is billing with a later day, and the schedule lists what will be billed.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use tacite::books::Books;
use tacite::calendar::Period;
use tacite::contract::ItemId;
use tacite::history::History;
use tacite::query::{Instalment, InstalmentState, instalments};

use super::compared::{Compared, difference, of_books, reference};
use super::{Violation, billed, posted};
use crate::oracle::Reference;

const LAW: &str = "L10 preview";

/// One échéance: due date, item, reference period.
type Key = (NaiveDate, ItemId, Reference);

/// L10: after a run, the documents previewed and the instalments planned up to a later day are
/// what later runs bill, and the schedule stays the same, billed instead of planned.
///
/// # Errors
/// [`Violation`] listing what differs.
pub fn preview(history: &History, as_of: NaiveDate, later: NaiveDate) -> Result<(), Violation> {
    let mut books = Books::new();
    posted(LAW, history, &mut books, as_of)?;
    let before = of_books(&books);
    let previewed = billed(LAW, history, &books, later)?;
    let ahead = schedule(history, &books, as_of, later)?;

    let mut night = as_of;
    let mut then = books.clone();
    while night < later {
        night = night.checked_add_days(Days::new(45)).unwrap_or(later).min(later);
        posted(LAW, history, &mut then, night)?;
    }
    books.post(previewed.posting).map_err(|error| Violation::new(LAW, error.to_string()))?;
    let (planned, billed) = (of_books(&books), of_books(&then));
    if let Some(message) = difference(("previewed", &planned), ("billed", &billed)) {
        return Err(Violation::new(LAW, format!("{as_of} to {later}:{message}")));
    }
    let after = schedule(history, &then, later, later)?;
    check_same(&ahead, &after)?;
    check_lines(&ahead, &before, &planned, as_of)?;
    check_same(&schedule(history, &Books::new(), as_of, later)?, &after)
}

fn schedule(
    history: &History,
    books: &Books,
    as_of: NaiveDate,
    later: NaiveDate,
) -> Result<Vec<Instalment>, Violation> {
    let fail = |message: String| Violation::new(LAW, message);
    let first = as_of.checked_sub_days(Days::new(20 * 366)).unwrap_or(NaiveDate::MIN);
    let end = later.succ_opt().unwrap_or(later);
    let range = Period::new(first, end).map_err(|error| fail(error.to_string()))?;
    instalments(history, books, range, as_of).map_err(|error| fail(error.to_string()))
}

/// The same instalments, whatever their state; what was skipped stays so.
fn check_same(ahead: &[Instalment], after: &[Instalment]) -> Result<(), Violation> {
    let facts = |list: &[Instalment]| {
        let mut facts: Vec<_> = list
            .iter()
            .map(|instalment| {
                let skipped = instalment.state == InstalmentState::Skipped;
                let period = reference(instalment.period);
                let billing = (instalment.billing.start(), instalment.billing.end());
                let net = instalment.net.minor();
                let Instalment { due_on, item, number, .. } = *instalment;
                (due_on, item, number, period, billing, net, skipped)
            })
            .collect();
        facts.sort();
        facts
    };
    let (ahead, after) = (facts(ahead), facts(after));
    let odd = ahead.iter().find(|fact| !after.contains(fact));
    let odd = odd.or_else(|| after.iter().find(|fact| !ahead.contains(fact)));
    match odd {
        None if ahead.len() == after.len() => Ok(()),
        _ => Err(Violation::new(
            LAW,
            format!("the schedule changed by billing: {odd:?} is in one only"),
        )),
    }
}

/// What is listed as billed is in the books, what is planned in the preview, to the cent.
fn check_lines(
    listed: &[Instalment],
    before: &[Compared],
    planned: &[Compared],
    as_of: NaiveDate,
) -> Result<(), Violation> {
    let mut sums: BTreeMap<Key, (bool, i64)> = BTreeMap::new();
    for line in planned {
        let billed = before.contains(line);
        let key = (line.due_on, line.item, line.reference);
        let sum = sums.entry(key).or_insert((billed, 0));
        sum.1 += line.net;
    }
    let mut seen: BTreeMap<Key, (bool, i64)> = BTreeMap::new();
    for instalment in listed {
        let key = (instalment.due_on, instalment.item, reference(instalment.period));
        let billed = match instalment.state {
            InstalmentState::Skipped => continue,
            InstalmentState::Billed => true,
            InstalmentState::Planned if instalment.due_on > as_of => false,
            state @ (InstalmentState::Planned
            | InstalmentState::ToBill
            | InstalmentState::Credited) => {
                return Err(Violation::new(
                    LAW,
                    format!("after a run of {as_of}, {key:?} is {state:?}"),
                ));
            }
        };
        let entry = seen.entry(key).or_insert((billed, 0));
        entry.1 += instalment.net.minor();
    }
    if sums == seen {
        return Ok(());
    }
    let odd = sums.iter().find(|(key, value)| seen.get(key) != Some(value));
    let other = seen.iter().find(|(key, value)| sums.get(key) != Some(value));
    Err(Violation::new(
        LAW,
        format!("lines have {odd:?}, the schedule has {other:?} (billed, net)"),
    ))
}
