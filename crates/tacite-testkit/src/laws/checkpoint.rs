//! L13: billing from a checkpoint equals billing from the full history.

use chrono::{Days, NaiveDate};
use tacite::books::{Books, BooksMismatch};
use tacite::checkpoint::{Checkpoint, close};
use tacite::history::{Event, EventKind, History, HistoryRule};
use tacite::{BillError, Billing, bill};

use super::{Violation, posted};
use crate::Scenario;

const LAW: &str = "L13 incremental";

/// How often a checkpoint was billed from, and how often it refused what reaches closed days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Incremental {
    /// Runs from a checkpoint that gave the documents of the full history.
    pub billed: u32,
    /// Runs that it refused, since an event reached a closed day.
    pub refused: u32,
}

/// L13: two programs bill a scenario run by run. One keeps all; the other closes, after every run, the
/// days before the run's day less `look_back` days. Their runs give the same documents and the same
/// next day; those that a closed day forbids are refused for it and for nothing else, and then the
/// second program begins again from what the first one has.
///
/// A last run follows `later` days after the scenario's.
///
/// # Errors
/// [`Violation`] naming the run, and the first document that differs.
pub fn incremental(
    scenario: &Scenario,
    look_back: u64,
    later: u64,
) -> Result<Incremental, Violation> {
    let mut books = Books::new();
    let mut checkpoint: Option<Checkpoint> = None;
    let mut counted = Incremental::default();
    let last = scenario.last_run().max(scenario.last_recording());
    let last = last.checked_add_days(Days::new(later)).unwrap_or(last);
    for run in scenario.runs.iter().copied().chain([last]) {
        let history = if run == last { scenario.history.clone() } else { scenario.known_on(run) };
        let seen = books.seen();
        let whole = posted(LAW, &history, &mut books, run)?;
        if let Some(mut closed) = checkpoint.take() {
            let new = history.events().iter().filter(|event| event.sequence > seen);
            let new: Vec<&Event> = new.collect();
            if let Some(billing) = from_checkpoint(&mut closed, &new, run)? {
                same(&billing, &whole, run)?;
                counted.billed += 1;
                must_not_reach(&history, &new, &closed, run)?;
                checkpoint = Some(closed);
            } else {
                counted.refused += 1;
                must_reach(&history, &new, &closed, run)?;
            }
        }
        let before = run.checked_sub_days(Days::new(look_back)).unwrap_or(run);
        let (kept_history, kept_books) = match &checkpoint {
            Some(closed) => (&closed.history, &closed.books),
            None => (&history, &books),
        };
        // Later events may have been recorded for earlier runs: closing never goes back.
        let before = kept_history.closed_before().map_or(before, |already| already.max(before));
        let closed = close(kept_history, kept_books, before);
        let fail = |error| Violation::new(LAW, format!("as of {run}, before {before}: {error}"));
        checkpoint = Some(closed.map_err(|error| fail(error.to_string()))?);
    }
    Ok(counted)
}

/// Records events and bills; none if a closed day forbids it.
fn from_checkpoint(
    closed: &mut Checkpoint,
    new: &[&Event],
    run: NaiveDate,
) -> Result<Option<Billing>, Violation> {
    let fail = |message: String| Err(Violation::new(LAW, format!("as of {run}: {message}")));
    for event in new {
        match closed.history.push((*event).clone()) {
            Ok(()) => {}
            Err(error) if matches!(error.rule, HistoryRule::Closed { .. }) => return Ok(None),
            Err(error) => return fail(error.to_string()),
        }
    }
    let billing = match bill(&closed.history, &closed.books, run) {
        Ok(billing) => billing,
        Err(BillError::Books(BooksMismatch::Closed { .. })) => return Ok(None),
        Err(error) => return fail(error.to_string()),
    };
    match closed.books.post(billing.posting.clone()) {
        Ok(()) => Ok(Some(billing)),
        Err(error) => fail(error.to_string()),
    }
}

fn same(closed: &Billing, whole: &Billing, run: NaiveDate) -> Result<(), Violation> {
    if closed.next_on != whole.next_on {
        let message = format!("as of {run}, next on {:?}, not {:?}", closed.next_on, whole.next_on);
        return Err(Violation::new(LAW, message));
    }
    if closed.documents == whole.documents {
        return Ok(());
    }
    let pairs = closed.documents.iter().zip(&whole.documents);
    let differs = pairs.into_iter().find(|(left, right)| left != right);
    let (from_closed, from_whole) = (closed.documents.len(), whole.documents.len());
    let message = format!(
        "as of {run}, {from_closed} documents from the checkpoint, {from_whole} from the history; the \
         first that differ: {differs:#?}"
    );
    Err(Violation::new(LAW, message))
}

/// Returns the event that a retraction is about in the end, or the event itself.
fn target<'h>(history: &'h History, event: &'h Event) -> &'h Event {
    if let EventKind::Retracted { sequence } = event.kind {
        history.event(sequence).map_or(event, |earlier| target(history, earlier))
    } else {
        event
    }
}

/// A refusal has a reason: an event of a closed day, or a fact of the whole life.
fn must_reach(
    history: &History,
    new: &[&Event],
    closed: &Checkpoint,
    run: NaiveDate,
) -> Result<(), Violation> {
    let before = closed.history.closed_before().unwrap_or(NaiveDate::MIN);
    let reaches = new.iter().any(|event| {
        let about = target(history, event);
        about.effective_on < before || is_of_the_whole_life(&about.kind)
    });
    if reaches {
        return Ok(());
    }
    Err(Violation::new(LAW, format!("as of {run}: refused, but nothing reaches before {before}")))
}

/// What alters a closed day is refused.
fn must_not_reach(
    history: &History,
    new: &[&Event],
    closed: &Checkpoint,
    run: NaiveDate,
) -> Result<(), Violation> {
    let before = closed.history.closed_before().unwrap_or(NaiveDate::MIN);
    let reaching = new.iter().find(|event| {
        let about = target(history, event);
        about.effective_on < before && is_of_a_day(&about.kind)
    });
    match reaching {
        None => Ok(()),
        Some(event) => {
            let message = format!(
                "as of {run}: event {} was billed, though the days before {before} are closed",
                event.sequence
            );
            Err(Violation::new(LAW, message))
        }
    }
}

fn is_of_the_whole_life(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Started { .. }
            | EventKind::Withdrawn { .. }
            | EventKind::EndSet { .. }
            | EventKind::EndCleared
            | EventKind::Terminated { .. }
            | EventKind::NoticeGiven { .. }
            | EventKind::NoticeWithdrawn
            | EventKind::RenewedByHand { .. }
    )
}

/// Tells whether an event alters charges from its day on.
fn is_of_a_day(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::ItemAdded { .. }
            | EventKind::ItemRemoved { .. }
            | EventKind::QuantityChanged { .. }
            | EventKind::PriceChanged { .. }
            | EventKind::PlanChanged { .. }
            | EventKind::CadenceChanged { .. }
            | EventKind::TimingChanged { .. }
            | EventKind::AnchorChanged { .. }
            | EventKind::DiscountGranted { .. }
            | EventKind::DiscountWithdrawn { .. }
            | EventKind::TaxChanged { .. }
            | EventKind::Paused { .. }
            | EventKind::Resumed
            | EventKind::Transferred { .. }
            | EventKind::ManualAdjustment { .. }
    )
}
