//! L11: a day is said to be charged if and only if it is (EXP-2).

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use tacite::books::{BookLine, Books};
use tacite::contract::{ItemId, PauseShape};
use tacite::explain::{AbsenceReason, Unowed, explain_absence};
use tacite::history::{EventKind, History};
use tacite::query::{SubscriptionState, status};
use tacite::schedule::{DaySet, Reference};

use super::explained::{LAW, fail};
use super::sources::items;
use super::{Violation, posted};

/// L11: a date of an item is said to be owed and due if and only if a run charges it (EXP-2).
///
/// `after` are days after the start, or before it; each is asked of each item. If a Shift pause is open
/// or the contract ends in one, dates from the first Shift pause on are left out: the days that it holds
/// back, and those that a `Full` stub adds then, stand on no date that their line knows.
///
/// # Errors
/// [`Violation`] naming the date.
pub fn absent(history: &History, as_of: NaiveDate, after: &[i64]) -> Result<(), Violation> {
    let mut books = Books::new();
    posted(LAW, history, &mut books, as_of)?;
    let events = history.events();
    let ids: BTreeSet<ItemId> =
        events.iter().flat_map(|event| items(&event.kind)).map(|(id, _)| id).collect();
    let start = events.first().map_or(as_of, |event| event.effective_on);
    let unplaced = unplaced_from(history, start);
    for id in ids {
        let lines = books.lines().filter(|issued| issued.item == id);
        let charged: BTreeSet<NaiveDate> = lines.flat_map(|issued| dates(issued.line)).collect();
        for days in after {
            let date = moved(start, *days);
            let Some(date) = date.filter(|date| unplaced.is_none_or(|from| *date < from)) else {
                continue;
            };
            let place = format!("as of {as_of}, item {id}, {date}");
            let absence = explain_absence(history, id, date, as_of);
            let reason = absence.map_err(|error| fail(&place, &error))?.reason;
            let is_charged = charged.contains(&date);
            // These are reasons of credits only.
            let is_of_credits = matches!(
                reason,
                AbsenceReason::Unowed(
                    Unowed::OtherTerms
                        | Unowed::Replaced
                        | Unowed::OtherSchedule
                        | Unowed::AdjustmentGone
                        | Unowed::Remainder
                )
            );
            if is_of_credits || matches!(reason, AbsenceReason::Owed { .. }) != is_charged {
                let told = format!("charged: {is_charged}, and it is said that {reason:?}");
                return Err(fail(&place, &told));
            }
        }
    }
    Ok(())
}

/// The first day of a Shift pause after which days may have no date.
fn unplaced_from(history: &History, start: NaiveDate) -> Option<NaiveDate> {
    let far = start.checked_add_days(Days::new(400 * 366))?;
    let status = status(history, far).ok().filter(|now| now.state == SubscriptionState::Ended);
    let end = status.and_then(|ended| ended.since);
    let shifts = history.events().iter().filter_map(|event| {
        let EventKind::Paused { pause } = &event.kind else { return None };
        (pause.shape == PauseShape::Shift).then_some((event.effective_on, pause.until))
    });
    let goes_on =
        |until: Option<NaiveDate>| until.is_none_or(|until| end.is_some_and(|end| end <= until));
    // One that ends as the next begins holds back what the next does.
    let is_unplaced = shifts.clone().any(|(_, until)| goes_on(until));
    shifts.map(|(from, _)| from).filter(|_| is_unplaced).min()
}

/// The dates that a line charges.
fn dates(line: &BookLine) -> Vec<NaiveDate> {
    let BookLine { reference, days, moved: places, .. } = line;
    match reference {
        Reference::Once => vec![line.billing.start()],
        Reference::Adjustment { .. } => Vec::new(),
        Reference::Period(period) => numbers(days)
            .filter_map(|number| {
                let place = places.iter().rev().find(|(first, _)| *first <= number);
                let (first, date) =
                    place.map_or((1, period.start()), |(first, day)| (*first, day.date()));
                moved(date, i64::from(number) - i64::from(first))
            })
            .collect(),
    }
}

fn numbers(days: &DaySet) -> impl Iterator<Item = u32> + '_ {
    days.ranges().flat_map(|range| range.start()..range.end())
}

fn moved(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { date.checked_sub_days(by) } else { date.checked_add_days(by) }
}
