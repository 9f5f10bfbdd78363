//! `decide(state, command)` gives the events that a command records, or the first rule that it
//! breaks (HIS-3, HIS-5).
//!
//! Started on 1 January 2025, monthly; "pause from 10 March for two weeks" gives one `paused`
//! effective 10 March, until 24 March. Said twice, the second is refused: they would overlap.
//!
//! What the events mean together is decided by [`crate::timeline`].

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::vec::Vec;

use chrono::NaiveDate;

use super::checks::{CHECKS, Case};
use super::compose::compose;
use super::draft::{Draft, Proposed};
use super::ground::Ground;
use super::refusal::{Refusal, RefusalRule};
use super::request::Command;
use crate::books::Books;
use crate::history::{Event, EventKind, History, HistoryError};
use crate::timeline::Timeline;

/// What a command is judged by.
#[derive(Clone, Copy, Debug)]
pub struct State<'s> {
    /// What happened so far.
    pub history: &'s History,
    /// What is issued so far.
    pub books: &'s Books,
    /// The day on which the events are recorded; what "now" means.
    pub today: NaiveDate,
}

impl<'s> State<'s> {
    /// Makes the state of a subscription on a day.
    pub const fn of(history: &'s History, books: &'s Books, today: NaiveDate) -> Self {
        Self { history, books, today }
    }
}

/// Returns the events that a command records, numbered after the last one of the history and
/// recorded today; the history takes them as they are (HIS-3).
///
/// # Errors
/// [`Refusal`] with the first rule broken, in the order of [`RefusalRule`] (HIS-5).
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::books::Books;
/// use tacite::calendar::Cadence;
/// use tacite::command::{Command, Content, NamedItem, State, When, decide};
/// use tacite::contract::*;
/// use tacite::history::History;
/// use tacite::money::{Currency, Quantity, UnitPrice};
///
/// let date = |m, d| NaiveDate::from_ymd_opt(2025, m, d).unwrap();
/// let mut history = History::new(SubscriptionId::new("sub-1")?);
/// let books = Books::new();
/// let price = Price::PerUnit(UnitPrice::whole(12));
/// let item = Item::recurring("Seats", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
/// let id = ItemId::new("seats")?;
/// let subscribe = Command::Subscribe {
///     contract: Contract::new("Team plan", CustomerId::new("cust-7")?, Currency::EUR),
///     start: date(1, 1),
///     content: Content::Items(vec![NamedItem { id, item }]),
/// };
/// for event in decide(&State::of(&history, &books, date(1, 1)), &subscribe)? {
///     history.push(event)?;
/// }
///
/// let five = Command::ChangeQuantity { id, quantity: Quantity::whole(5), when: When::NextPeriod };
/// let events = decide(&State::of(&history, &books, date(2, 20)), &five)?;
/// assert_eq!(events[0].effective_on, date(3, 1));
/// assert_eq!(events[0].recorded_on, date(2, 20));
///
/// let refusal = decide(&State::of(&history, &books, date(2, 20)), &subscribe).unwrap_err();
/// assert_eq!(
///     refusal.to_string(),
///     "subscribe (started), effective 2025-01-01: the subscription starts on 2025-01-01 already (HIS-1)",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn decide(state: &State<'_>, command: &Command) -> Result<Vec<Event>, Refusal> {
    let (less, base);
    let before = Ground::of(state.history);
    let (draft, words) = match compose(state, &before, command) {
        Ok(draft) => (draft, Ok(())),
        Err(rule) => (Draft::default(), Err(rule)),
    };
    less = history_less(state, &draft.take_back);
    base = Ground::of(&less);
    let case = Case {
        state,
        command,
        before: &before,
        base: &base,
        proposed: &draft.record,
        words: &words,
    };
    let refused = |rule| Refusal {
        command: command.name(),
        event: command.event(),
        on: case.effective_on(),
        rule,
    };
    CHECKS.iter().try_for_each(|check| check(&case)).map_err(refused)?;
    let (events, after) = record(state, &draft).map_err(|error| refused(error.into()))?;
    draft.record.iter().try_for_each(has_tax_reasons).map_err(refused)?;
    // What could not be read before may be what is being corrected.
    if let (Ok(_), Err(error)) = (&before.timeline, Timeline::fold(&after)) {
        return Err(refused(RefusalRule::Unbillable(Box::new(error))));
    }
    Ok(events)
}

/// Whoever decides not to charge a tax says why (INV-5); what is on record is left as it is.
fn has_tax_reasons(proposed: &Proposed) -> Result<(), RefusalRule> {
    let kind = &proposed.kind;
    let reasons = if let EventKind::Started { contract } = kind {
        contract.exit_fee.as_ref().map_or(Ok(()), |fee| fee.tax.check_reason())
    } else if let EventKind::ItemAdded { item, .. } = kind {
        item.tax.check_reason()
    } else if let EventKind::PlanChanged { plan } = kind {
        plan.items.iter().try_for_each(|planned| planned.item.tax.check_reason())
    } else if let EventKind::TaxChanged { tax, .. } | EventKind::ManualAdjustment { tax, .. } = kind
    {
        tax.check_reason()
    } else {
        Ok(())
    };
    reasons.map_err(RefusalRule::NoTaxReason)
}

/// The history less the events that a draft takes back, as far as it has them.
fn history_less<'s>(state: &State<'s>, take_back: &[u64]) -> Cow<'s, History> {
    if take_back.is_empty() {
        return Cow::Borrowed(state.history);
    }
    let mut base = state.history.clone();
    for sequence in take_back {
        // What can't be retracted is refused by a check.
        let _ = base.push(retraction(&base, state.today, *sequence));
    }
    Cow::Owned(base)
}

/// Makes the events of a draft, and the history that they lead to.
fn record(state: &State<'_>, draft: &Draft) -> Result<(Vec<Event>, History), HistoryError> {
    let mut after = state.history.clone();
    for sequence in &draft.take_back {
        after.push(retraction(&after, state.today, *sequence))?;
    }
    for proposed in &draft.record {
        after.push(next(&after, (state.today, proposed.on), proposed.kind.clone()))?;
    }
    let events = after.events().get(state.history.events().len()..).unwrap_or_default().to_vec();
    Ok((events, after))
}

fn retraction(history: &History, today: NaiveDate, sequence: u64) -> Event {
    next(history, (today, today), EventKind::Retracted { sequence })
}

/// Makes the next event of a history, recorded on the first date, effective on the second.
fn next(
    history: &History,
    (recorded_on, effective_on): (NaiveDate, NaiveDate),
    kind: EventKind,
) -> Event {
    let last = history.newest();
    Event { sequence: last.saturating_add(1), recorded_on, effective_on, kind }
}
