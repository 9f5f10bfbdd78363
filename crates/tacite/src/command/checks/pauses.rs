//! Pauses don't overlap, have a day, last as long as whole periods need, and keep to their limits
//! (PAU-1, PAU-4, HIS-5).
//!
//! At most 4 weeks and two a year, a week ahead: a pause recorded on 5 March 2025 from 10 March is
//! too late, one from 12 March to 9 April is not.
//!
//! What a pause does is decided by [`crate::timeline`].

use super::Case;
use crate::calendar::{Day, Overflow};
use crate::command::dates::periods_after;
use crate::command::ground::{cadence, is_gone};
use crate::command::refusal::RefusalRule;
use crate::command::request::Command;
use crate::contract::{Pause, PauseRule, PauseShape};
use crate::history::EventKind;

/// Lists the proposed pauses and their first days.
fn proposed<'c>(case: &Case<'c, '_>) -> impl Iterator<Item = (Day, &'c Pause)> {
    case.judged().filter_map(|proposed| {
        let EventKind::Paused { pause } = &proposed.kind else {
            return None;
        };
        Some((Day::of(proposed.on), pause))
    })
}

/// Lists the proposed days of resumption.
fn resumptions<'c>(case: &Case<'c, '_>) -> impl Iterator<Item = Day> + 'c {
    let resumes = case.judged().filter(|proposed| proposed.kind == EventKind::Resumed);
    resumes.map(|proposed| Day::of(proposed.on))
}

pub(super) fn is_paused(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let nothing_to_extend =
        matches!(case.command, Command::ExtendPause { .. }) && case.proposed.is_empty();
    let nothing_to_resume = resumptions(case).any(|on| case.base.pause_on(on).is_none());
    if nothing_to_extend || nothing_to_resume { Err(RefusalRule::NotPaused) } else { Ok(()) }
}

pub(super) fn becomes_longer(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let Command::ExtendPause { until } = case.command else {
        return Ok(());
    };
    match case.before.pause_from(Day::of(case.state.today)) {
        Some(pause) if pause.until.is_none_or(|end| end >= Day::of(*until)) => {
            Err(RefusalRule::PauseNotLonger { until: pause.until.map(Day::date) })
        }
        Some(_) | None => Ok(()),
    }
}

pub(super) fn has_a_day(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    for (from, pause) in proposed(case) {
        if let Some(until) = pause.until.filter(|until| Day::of(*until) <= from) {
            return Err(RefusalRule::EmptyPause { until });
        }
    }
    Ok(())
}

pub(super) fn overlaps_no_other(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    for (from, pause) in proposed(case) {
        let until = pause.until.map(Day::of);
        let overlapping = case.base.pauses.iter().find(|other| {
            until.is_none_or(|until| other.from < until)
                && other.until.is_none_or(|other_until| from < other_until)
        });
        if let Some(other) = overlapping {
            return Err(RefusalRule::OverlappingPause {
                from: other.from.date(),
                until: other.until.map(Day::date),
            });
        }
    }
    Ok(())
}

/// PAU-1: a pause of whole periods lasts at least as long as a period of every item that follows it;
/// so does one that is resumed early, unless it never was.
pub(super) fn spans_a_period(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    for (from, pause) in proposed(case).filter(|(_, pause)| is_whole(pause.shape)) {
        if let Some(until) = pause.until {
            spans(case, from, Day::of(until))?;
        }
    }
    for on in resumptions(case) {
        let resumed = case.base.pause_on(on).filter(|pause| is_whole(pause.shape));
        if let Some(pause) = resumed.filter(|pause| pause.from < on) {
            spans(case, pause.from, on)?;
        }
    }
    Ok(())
}

fn is_whole(shape: PauseShape) -> bool {
    shape == PauseShape::WholePeriods
}

fn spans(case: &Case<'_, '_>, from: Day, until: Day) -> Result<(), RefusalRule> {
    let items = case.base.items().iter();
    let paused = items.filter(|item| {
        item.item.pausing == PauseRule::Follows && item.from < until && !is_gone(item, from)
    });
    for item in paused {
        let Some(cadence) = cadence(item, from) else {
            continue;
        };
        if until < periods_after(item, from, 1)? {
            return Err(RefusalRule::ShorterThanPeriod { id: item.id, cadence });
        }
    }
    Ok(())
}

pub(super) fn is_not_too_long(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let Some(longest) = case.base.contract().and_then(|contract| contract.pauses.longest) else {
        return Ok(());
    };
    for (from, pause) in proposed(case) {
        let last = longest.after_day(from, Overflow::Backward)?;
        if pause.until.is_none_or(|until| Day::of(until) > last) {
            return Err(RefusalRule::PauseTooLong { longest });
        }
    }
    Ok(())
}

pub(super) fn are_not_too_many(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let Some(per_year) = case.base.contract().and_then(|contract| contract.pauses.per_year) else {
        return Ok(());
    };
    for (from, _) in proposed(case) {
        let year = from.year_month_day().0;
        let others = case.base.pauses.iter();
        let others = others.filter(|other| other.from.year_month_day().0 == year).count();
        if u32::try_from(others).is_ok_and(|others| others >= per_year) {
            return Err(RefusalRule::TooManyPauses { per_year, year });
        }
    }
    Ok(())
}

/// A pause that is extended was recorded in time when it was recorded first.
pub(super) fn is_recorded_in_time(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let limits = case.base.contract().map(|contract| contract.pauses);
    let Some(notice) = limits.and_then(|limits| limits.notice) else {
        return Ok(());
    };
    if matches!(case.command, Command::ExtendPause { .. }) {
        return Ok(());
    }
    for (from, _) in proposed(case) {
        let last = notice.before_day(from)?;
        if Day::of(case.state.today) > last {
            return Err(RefusalRule::PauseTooLate { last: last.date(), notice });
        }
    }
    Ok(())
}
