//! The end that a notice leads to, and the end of a term renewed by hand, are computed once and
//! stored (HIS-3, TRM-1, TRM-4).
//!
//! Notice of three months to the end of a term that ends on 1 January 2027, given on 30 September
//! 2026: the event says 1 January 2027.
//!
//! Which ends are open is decided by [`crate::query`], whether notice may be given by
//! [`super::checks`].

use chrono::NaiveDate;

use super::draft::Draft;
use super::ground::Ground;
use super::refusal::RefusalRule;
use super::words::NewTerm;
use crate::calendar::{CalendarError, Day, Length, Overflow};
use crate::contract::{Lasting, Renewal};
use crate::history::EventKind;

/// A notice and the end that it leads to.
pub(super) fn notice(ground: &Ground<'_>, on: NaiveDate) -> Result<Draft, RefusalRule> {
    let end = crate::query::earliest_end(ground.history, on)?.end;
    let end = end.ok_or(RefusalRule::NoOpenEnd { day: on })?;
    Ok(Draft::of(on, EventKind::NoticeGiven { end }))
}

/// A renewal by hand, effective on the end of the term that it follows, so that only pauses after
/// that end move the new one.
pub(super) fn renewed(
    ground: &Ground<'_>,
    new: NewTerm,
    today: NaiveDate,
) -> Result<Draft, RefusalRule> {
    if !ends_with_its_term(ground) {
        return Ok(Draft::default());
    }
    let end = ground.end.ok_or(RefusalRule::NoRenewal { day: today })?;
    let until = match new {
        NewTerm::Until(date) => date,
        NewTerm::LikeTheFirst => next_end(ground, end)?.date(),
    };
    Ok(Draft::of(end.date(), EventKind::RenewedByHand { until }))
}

/// Tells whether a contract renews by hand, and no event says that it ends sooner.
pub(super) fn ends_with_its_term(ground: &Ground<'_>) -> bool {
    let term = ground.contract().and_then(|contract| contract.term);
    let renews = term.is_some_and(|term| term.renewal == Renewal::ByHand);
    renews && ground.facts.ended.is_none() && ground.facts.notice.is_none()
}

/// TRM-1: ends are counted from the start in one step; what pauses added so far stays added.
fn next_end(ground: &Ground<'_>, end: Day) -> Result<Day, RefusalRule> {
    let term = ground.contract().and_then(|contract| contract.term);
    let (Some(start), Some(Lasting::For(length))) = (ground.start, term.map(|term| term.first))
    else {
        return Err(RefusalRule::NoTermLength);
    };
    let terms_from_start = |count: u32| {
        let count = length.count.saturating_mul(count);
        Length { count, unit: length.unit }.after_day(start, Overflow::Backward)
    };
    let length_of_term = |number: u32| -> Result<i64, CalendarError> {
        Ok(terms_from_start(number)?.days_until(terms_from_start(number.saturating_add(1))?))
    };
    let mut renewals = 0;
    for event in ground.history.live_events() {
        if let EventKind::RenewedByHand { until } = event.kind {
            renewals += 1;
            let days = Day::of(event.effective_on).days_until(Day::of(until));
            if days != length_of_term(renewals)? {
                // A term of another length: from here on, each is counted from the one before.
                return Ok(length.after_day(end, Overflow::Backward)?);
            }
        }
    }
    Ok(end.plus_days(length_of_term(renewals.saturating_add(1))?)?)
}
