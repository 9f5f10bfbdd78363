//! INV-1: `next_on` is the next day on which anything is due, so that a run may skip to it.

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::history::History;

use super::compared::{difference, of_books};
use super::{Violation, billed, posted};

const LAW: &str = "INV-1 next on";

/// Billing every night from one day to another gives something exactly on the days that `next_on`
/// names, and the lines of billing in one go, and of billing on the days of `next_on` only.
///
/// The books may be those of earlier runs that knew less: what waits to be corrected counts too.
///
/// # Errors
/// [`Violation`] naming the night that gave too much or too little, or the lines that differ.
pub fn nightly(
    history: &History,
    made: &Books,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<(), Violation> {
    let mut books = made.clone();
    let mut next_on = posted(LAW, history, &mut books, first)?.next_on;
    check_next(first, next_on)?;
    let mut night = first;
    while let Some(tonight) = night.succ_opt().filter(|tonight| *tonight <= last) {
        let billing = posted(LAW, history, &mut books, tonight)?;
        let gave = billing.posting.lines().count();
        let expected = next_on == Some(tonight);
        if expected != (gave > 0) {
            return Err(Violation::new(
                LAW,
                format!("{gave} lines on {tonight}, the night before said {next_on:?}"),
            ));
        }
        if !expected && billing.next_on != next_on {
            return Err(Violation::new(
                LAW,
                format!(
                    "on {tonight} nothing was due, but next on {next_on:?} became {:?}",
                    billing.next_on
                ),
            ));
        }
        next_on = billing.next_on;
        check_next(tonight, next_on)?;
        night = tonight;
    }
    check_rest(history, &books, night, next_on)?;
    let nightly = of_books(&books);
    let mut in_one_go = made.clone();
    posted(LAW, history, &mut in_one_go, last.max(first))?;
    let skipping = skip(history, made, first, last)?;
    let pairs = [("in one go", of_books(&in_one_go)), ("by next_on only", of_books(&skipping))];
    for (name, lines) in pairs {
        if let Some(message) = difference(("night by night", &nightly), (name, &lines)) {
            return Err(Violation::new(LAW, format!("{first} to {last}:{message}")));
        }
    }
    Ok(())
}

/// Bills on the first day and then only when something is due.
fn skip(
    history: &History,
    made: &Books,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Books, Violation> {
    let mut books = made.clone();
    let mut next_on = posted(LAW, history, &mut books, first)?.next_on;
    while let Some(night) = next_on.filter(|night| *night <= last) {
        next_on = posted(LAW, history, &mut books, night)?.next_on;
        check_next(night, next_on)?;
    }
    Ok(books)
}

fn check_next(night: NaiveDate, next_on: Option<NaiveDate>) -> Result<(), Violation> {
    if next_on.is_some_and(|next| next <= night) {
        return Err(Violation::new(
            LAW,
            format!("as of {night}, next on {next_on:?} is not later"),
        ));
    }
    Ok(())
}

/// After the last night: nothing before `next_on`, something on it; or nothing ever.
fn check_rest(
    history: &History,
    books: &Books,
    night: NaiveDate,
    next_on: Option<NaiveDate>,
) -> Result<(), Violation> {
    let lines = |day| billed(LAW, history, books, day).map(|run| run.posting.lines().count());
    let fail = |message| Err(Violation::new(LAW, message));
    let Some(next) = next_on else {
        let later = night.checked_add_days(chrono::Days::new(20 * 366)).unwrap_or(night);
        return match lines(later)? {
            0 => Ok(()),
            count => {
                fail(format!("as of {night} nothing is ever due, but {count} lines are on {later}"))
            }
        };
    };
    let before = next.pred_opt().filter(|before| *before > night);
    if let Some(before) = before
        && lines(before)? > 0
    {
        return fail(format!("as of {night}, next on {next}, but lines on {before}"));
    }
    if lines(next)? == 0 {
        return fail(format!("as of {night}, next on {next}, but no line then"));
    }
    Ok(())
}
