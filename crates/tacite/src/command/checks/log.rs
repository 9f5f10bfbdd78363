//! Whether the subscription was started, and whether what is retracted is there (HIS-2, HIS-5).
//!
//! Event 4 retracted by event 5: to retract 4 again is refused, to retract 5 is not.
//!
//! What a retraction undoes is decided by [`crate::history`].

use alloc::boxed::Box;

use super::Case;
use crate::command::draft::Proposed;
use crate::command::refusal::RefusalRule;
use crate::command::request::Command;
use crate::history::{Event, EventKind};

/// Corrections are for every history, a start for one without.
pub(super) fn is_started(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let needs_none = matches!(
        case.command,
        Command::Subscribe { .. } | Command::Correct { .. } | Command::Retract { .. }
    );
    if needs_none || case.before.start.is_some() { Ok(()) } else { Err(RefusalRule::NotStarted) }
}

pub(super) fn is_not_started_yet(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    match (case.command, case.before.start) {
        (Command::Subscribe { .. }, Some(start)) => {
            Err(RefusalRule::AlreadyStarted { start: start.date() })
        }
        _ => Ok(()),
    }
}

/// The items of a deleted subscription are still in its log: they would come back.
pub(super) fn is_not_deleted(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let is_start = |event: &&Event| matches!(event.kind, EventKind::Started { .. });
    match (case.command, case.before.history.events().iter().rfind(is_start)) {
        (Command::Subscribe { .. }, Some(start)) => {
            Err(RefusalRule::Deleted { sequence: start.sequence })
        }
        _ => Ok(()),
    }
}

pub(super) fn is_readable(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let corrects = matches!(case.command, Command::Correct { .. } | Command::Retract { .. });
    match &case.before.timeline {
        Err(error) if !corrects => Err(RefusalRule::Unreadable(Box::new(error.clone()))),
        Err(_) | Ok(_) => Ok(()),
    }
}

/// Returns the sequence number of the event that the command is to retract.
const fn target(case: &Case<'_, '_>) -> Option<u64> {
    if let Command::Correct { sequence, .. } | Command::Retract { sequence } = case.command {
        return Some(*sequence);
    }
    None
}

pub(super) fn is_there_to_retract(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    match target(case).filter(|sequence| case.before.history.event(*sequence).is_none()) {
        Some(sequence) => Err(RefusalRule::NothingToRetract { sequence }),
        None => Ok(()),
    }
}

pub(super) fn is_not_retracted(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let Some(target) = target(case) else {
        return Ok(());
    };
    let retracts = |event: &&Event| event.kind == EventKind::Retracted { sequence: target };
    match case.before.history.live_events().find(retracts) {
        Some(event) => Err(RefusalRule::RetractedAlready { sequence: target, by: event.sequence }),
        None => Ok(()),
    }
}

/// HIS-5: what a document is linked to is not deleted.
pub(super) fn is_not_linked(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let starts = |proposed: &Proposed| matches!(proposed.kind, EventKind::Started { .. });
    let deletes = case.before.start.is_some()
        && case.base.start.is_none()
        && !case.proposed.iter().any(starts);
    let lines = case.state.books.lines().count();
    if deletes && lines > 0 { Err(RefusalRule::Linked { lines }) } else { Ok(()) }
}

pub(super) fn start_moves(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    let start = case.before.start.map(crate::calendar::Day::date);
    match (case.command, start) {
        (Command::MoveStart { to }, Some(start)) if *to == start => {
            Err(RefusalRule::StartUnmoved { start })
        }
        _ => Ok(()),
    }
}

pub(super) fn words_are_dates(case: &Case<'_, '_>) -> Result<(), RefusalRule> {
    case.words.clone()
}
