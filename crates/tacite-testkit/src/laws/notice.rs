//! L14: notice given on the last notice day of an end leads to it; one day later it does not.
//!
//! A year from 1 January 2026, three months' notice: notice of 30 September 2026 ends the contract on
//! 1 January 2027, notice of 1 October does not.
//!
//! Whether an end is the right one of its kind is not asked here.

use chrono::NaiveDate;
use tacite::history::{Event, EventKind, History};
use tacite::query::{EarliestEnd, QueryError, earliest_end};

use super::Violation;

const LAW: &str = "L14 notice";

/// L14: of the end that notice of a day leads to, the last notice day is not before that day; notice
/// of the last day leads to the same end, and once given the contract ends then; notice of the day
/// after leads to another end, or to none.
///
/// A history that never started, or that ends without notice, has no last notice day: it passes.
///
/// # Errors
/// [`Violation`] naming the day and the end.
pub fn notice(history: &History, asked_on: NaiveDate) -> Result<(), Violation> {
    let fail =
        |message: String| Err(Violation::new(LAW, format!("asked on {asked_on}: {message}")));
    let Some(found) = ask(history, asked_on)? else { return Ok(()) };
    let EarliestEnd { end: Some(end), last_notice_day: Some(last) } = found else {
        return Ok(());
    };
    if last < asked_on {
        return fail(format!("the end is {end}, its last notice day {last} is over"));
    }
    let on_the_last_day = ask(history, last)?;
    if on_the_last_day != Some(found) {
        return fail(format!("notice of {last} leads to {on_the_last_day:?} instead of {found:?}"));
    }
    let late = last.succ_opt().unwrap_or(last);
    if let Some(later) = ask(history, late)?.and_then(|later| later.end)
        && later <= end
    {
        return fail(format!(
            "the last day for {end} is {last}, but notice of {late} ends on {later}"
        ));
    }
    let ended = ask(&given(history, last, end)?, last)?;
    if ended != Some(EarliestEnd { end: Some(end), last_notice_day: None }) {
        return fail(format!("notice to {end} is given on {last}, and then it is {ended:?}"));
    }
    Ok(())
}

fn ask(history: &History, on: NaiveDate) -> Result<Option<EarliestEnd>, Violation> {
    match earliest_end(history, on) {
        Ok(found) => Ok(Some(found)),
        Err(QueryError::NotStarted) => Ok(None),
        Err(error) => Err(Violation::new(LAW, format!("asked on {on}: {error}"))),
    }
}

/// The history with the notice in it.
fn given(history: &History, on: NaiveDate, end: NaiveDate) -> Result<History, Violation> {
    let mut longer = history.clone();
    let sequence = history.events().last().map_or(1, |last| last.sequence + 1);
    longer
        .push(Event::on(on, sequence, EventKind::NoticeGiven { end }))
        .map_err(|error| Violation::new(LAW, format!("notice to {end} on {on}: {error}")))?;
    Ok(longer)
}
