//! The status of a subscription follows from its history and a day; it is never stored (TRM-9).
//!
//! From 1 January 2025 with 14 free days: pending on 31 December, in trial on 1 January, active on
//! the 15th, paused from 10 to 23 March, ended from the end on.
//!
//! Labels and colours are the host's.

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::QueryError;
use super::agreed::Agreed;
use super::listing::Listing;
use crate::calendar::{CalendarError, Day, Overflow};
use crate::contract::{ItemSchedule, PauseRule, PhasePrice};
use crate::history::{EventKind, History};
use crate::timeline::clock::moved;
use crate::timeline::facts::EndCause;
use crate::timeline::pauses::PauseWindow;
use crate::timeline::{ItemTimeline, Timeline};

/// How a subscription stands on a day (TRM-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Status {
    /// The state.
    pub state: SubscriptionState,
    /// The first day of this state, where it is known.
    pub since: Option<NaiveDate>,
    /// The first day that will be otherwise, as far as the history says.
    pub until: Option<NaiveDate>,
}

/// The states of a subscription (TRM-9), in the order in which they are looked for: the first one
/// that fits is the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubscriptionState {
    /// There is no start, or it was retracted.
    NotStarted,
    /// The end has come.
    Ended,
    /// The start lies ahead.
    Pending,
    /// A pause is running.
    Paused,
    /// Notice was given; service goes on until the end.
    NoticeGiven,
    /// The contract was terminated; service goes on until the end.
    Terminated,
    /// An item is in the free phase with which it begins.
    Trial,
    /// None of these.
    Active,
}

/// Returns how a subscription stands on a day (TRM-9).
///
/// Notice and termination count from the day on which they were given: the effective day of the
/// notice, the recording day of the termination.
///
/// # Errors
/// [`QueryError::Timeline`] or [`QueryError::Calendar`], as folding the history would.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::Currency;
/// use tacite::query::{SubscriptionState, status};
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let contract = Contract::new("Box", CustomerId::new("cust-7")?, Currency::EUR);
/// // Until the 24th, but resumed a week early.
/// let pause = Pause::new(PauseShape::ByDays, Some(date("2025-03-24")));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///         Event::on(date("2025-03-10"), 2, EventKind::Paused { pause }),
///         Event::on(date("2025-03-17"), 3, EventKind::Resumed),
///     ],
/// )?;
/// assert_eq!(status(&history, date("2024-12-31"))?.state, SubscriptionState::Pending);
/// let paused = status(&history, date("2025-03-10"))?;
/// assert_eq!(paused.state, SubscriptionState::Paused);
/// assert_eq!(paused.until, Some(date("2025-03-17")));
/// assert_eq!(status(&history, date("2025-03-17"))?.state, SubscriptionState::Active);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn status(history: &History, as_of: NaiveDate) -> Result<Status, QueryError> {
    let Some(agreed) = Agreed::of(history)? else {
        let state = SubscriptionState::NotStarted;
        return Ok(Status { state, since: None, until: None });
    };
    let day = Day::of(as_of);
    let status = |state, since: Option<Day>, until: Option<Day>| {
        Ok(Status { state, since: since.map(Day::date), until: until.map(Day::date) })
    };
    let end = agreed.end_on();
    if let Some(end) = end.filter(|end| *end <= day) {
        return status(SubscriptionState::Ended, Some(end), None);
    }
    if day < agreed.start {
        return status(SubscriptionState::Pending, None, Some(agreed.start));
    }
    let pauses = agreed.facts.windows(end);
    if let Some(pause) = pauses.iter().find(|pause| pause.contains(day)) {
        let until = [pause.until, end].into_iter().flatten().min();
        return status(SubscriptionState::Paused, Some(pause.from), until);
    }
    let next_pause = pauses.iter().map(|pause| pause.from).find(|from| *from > day);
    let until = [next_pause, end].into_iter().flatten().min();
    if let Some((state, given)) = leaving(history, &agreed)
        && given <= day
    {
        return status(state, Some(given), until);
    }
    let trials = trials(history, &pauses)?;
    let current = trials.iter().filter(|trial| trial.from <= day && day < trial.until);
    if let Some(from) = current.clone().map(|trial| trial.from).min() {
        let over = current.map(|trial| trial.until).max();
        let until = [until, over].into_iter().flatten().min();
        return status(SubscriptionState::Trial, Some(from), until);
    }
    let resumed = pauses.iter().filter_map(|pause| pause.until);
    let over = trials.iter().map(|trial| trial.until);
    let since = resumed.chain(over).filter(|since| *since <= day).max();
    let since = since.map_or(agreed.start, |since| since.max(agreed.start));
    status(SubscriptionState::Active, Some(since), until)
}

/// Lists the subscriptions that are started and not ended on a day, with their status (TRM-9, L12).
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::Currency;
/// use tacite::query::active;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let contract = Contract::new("Box", CustomerId::new("cust-7")?, Currency::EUR);
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///     ],
/// )?;
/// assert_eq!(active([&history], date("2024-12-31")).found, []);
/// assert_eq!(active([&history], date("2025-01-01")).found.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn active<'h>(
    histories: impl IntoIterator<Item = &'h History>,
    as_of: NaiveDate,
) -> Listing<Status> {
    let answered = histories.into_iter().map(|history| {
        let status = status(history, as_of);
        (history.subscription(), status.map(|status| Some(status).filter(Status::is_running)))
    });
    answered.collect()
}

impl Status {
    /// Tells whether the subscription is started and not ended, be it paused or not.
    pub const fn is_running(&self) -> bool {
        match self.state {
            SubscriptionState::NotStarted
            | SubscriptionState::Ended
            | SubscriptionState::Pending => false,
            SubscriptionState::Paused
            | SubscriptionState::NoticeGiven
            | SubscriptionState::Terminated
            | SubscriptionState::Trial
            | SubscriptionState::Active => true,
        }
    }
}

/// Returns how the contract is being left, and from which day on that is known.
fn leaving(history: &History, agreed: &Agreed<'_>) -> Option<(SubscriptionState, Day)> {
    match agreed.end?.cause {
        EndCause::Notice => {
            let notice = agreed.facts.notice?;
            Some((SubscriptionState::NoticeGiven, notice.given_on))
        }
        EndCause::Set | EndCause::Withdrawn(_) => {
            let event = history.event(agreed.facts.ended?.sequence)?;
            let is_termination =
                matches!(event.kind, EventKind::Terminated { .. } | EventKind::Withdrawn { .. });
            let given = Day::of(event.recorded_on);
            is_termination.then_some((SubscriptionState::Terminated, given))
        }
        EndCause::Term => None,
    }
}

/// The days of an item's trial.
#[derive(Clone, Copy)]
struct Trial {
    from: Day,
    until: Day,
}

/// Lists the trials of all items.
fn trials(history: &History, pauses: &[PauseWindow]) -> Result<Vec<Trial>, QueryError> {
    let timeline = Timeline::fold(history)?;
    let trials = timeline.items.iter().map(|item| trial(item, pauses));
    Ok(trials.filter_map(Result::transpose).collect::<Result<_, _>>()?)
}

/// Returns the trial of an item: its first phase, if that is free, put off by pauses that stop its
/// clock (PAU-3).
fn trial(item: &ItemTimeline<'_>, pauses: &[PauseWindow]) -> Result<Option<Trial>, CalendarError> {
    let ItemSchedule::Recurring(recurrence) = &item.item.schedule else {
        return Ok(None);
    };
    let Some(phase) = recurrence.phases.first() else {
        return Ok(None);
    };
    match phase.price {
        PhasePrice::Free | PhasePrice::FreeAsAllowance => {}
        PhasePrice::Price(_) | PhasePrice::Percent(_) => return Ok(None),
    }
    let pauses = match item.item.pausing {
        PauseRule::Follows => pauses,
        PauseRule::OptsOut => &[],
    };
    let from = item.from;
    let agreed = phase.length.after_day(from, Overflow::Backward)?;
    let until = moved(agreed, from, pauses, |clocks| clocks.phases).unwrap_or(Day::MAX);
    let until = item.removed.map_or(until, |removed| removed.min(until));
    Ok(Some(Trial { from, until }))
}
