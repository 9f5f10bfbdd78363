//! The facts of a whole life follow the sequence of the log: the last one not retracted holds
//! (HIS-1); the end that no fact sets is the one that the term leads to (TRM-1).
//!
//! An end set for 1 June, then notice for 1 May: the contract ends on 1 May, as that was recorded
//! last; the notice withdrawn, it ends on 1 June again.
//!
//! Which ends a customer may choose is decided by [`crate::query`].

use alloc::vec::Vec;

use super::clock::moved;
use super::pauses::{PauseEvent, PauseWindow, windows};
use crate::calendar::{CalendarError, Day, Length, Overflow, Unit};
use crate::contract::{Contract, LastPeriod, Lasting, Renewal, WithdrawalCredit};
use crate::history::{Event, EventKind, History};
use crate::money::Amount;

/// What a log says of the whole life of a subscription.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts<'h> {
    pub(crate) started: Option<Started<'h>>,
    pub(crate) ended: Option<Ended>,
    pub(crate) notice: Option<Notice>,
    /// The newest renewal by hand.
    pub(crate) renewed: Option<Dated>,
    /// All renewals by hand that lead to a later day than their own.
    pub(crate) renewals_by_hand: Vec<Dated>,
    /// Changes of the commitment that are not retracted, in order of the log.
    pub(crate) commitments: Vec<CommitmentChange>,
    /// Days on which the customer was told about a coming renewal.
    pub(crate) renewal_notices: Vec<Day>,
    pub(crate) pauses: Vec<PauseEvent>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Started<'h> {
    pub(crate) contract: &'h Contract,
    pub(crate) on: Day,
    pub(crate) sequence: u64,
}

/// An end that an event set.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ended {
    pub(crate) on: Day,
    pub(crate) sequence: u64,
    pub(crate) last_period: Option<LastPeriod>,
    pub(crate) by: Ending,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Ending {
    Set,
    Terminated { exit_fee: Option<Amount> },
    Withdrawn(WithdrawalCredit),
}

/// A notice that was given.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Notice {
    pub(crate) given_on: Day,
    pub(crate) end: Day,
    pub(crate) sequence: u64,
}

/// A date and the day from which the event that set it holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Dated {
    pub(crate) set_on: Day,
    pub(crate) date: Day,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct CommitmentChange {
    pub(crate) from: Day,
    pub(crate) sequence: u64,
    pub(crate) until: Option<Day>,
}

/// How a life ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct End {
    /// First day without service.
    pub(crate) on: Day,
    /// What its last period costs; what its items say if absent.
    pub(crate) last_period: Option<LastPeriod>,
    pub(crate) cause: EndCause,
}

impl End {
    /// Returns the first day without service of what started on a day.
    pub(crate) const fn service_end(self, start: Day) -> Day {
        match self.cause {
            // TRM-7: nothing was ever owed.
            EndCause::Withdrawn(WithdrawalCredit::Everything) => start,
            EndCause::Withdrawn(WithdrawalCredit::LessDaysServed)
            | EndCause::Set
            | EndCause::Notice
            | EndCause::Term => self.on,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndCause {
    Set,
    Notice,
    Withdrawn(WithdrawalCredit),
    /// The end of the last term.
    Term,
}

impl<'h> Facts<'h> {
    /// Reads the events that are not retracted, in the order of the log.
    pub(crate) fn of(history: &'h History) -> Self {
        Self::of_first(history, usize::MAX)
    }

    /// Reads the events that were not retracted when so many had been recorded.
    pub(crate) fn of_first(history: &'h History, events: usize) -> Self {
        let mut facts = Self::default();
        for event in history.live_events_of_first(events) {
            facts.take(event);
        }
        facts
    }

    /// Returns the first day without service, if there is any.
    ///
    /// # Errors
    /// As [`end`](Self::end).
    pub(crate) fn service_end(&self) -> Result<Option<Day>, CalendarError> {
        let Some(started) = self.started else {
            return Ok(None);
        };
        Ok(self.end()?.map(|end| end.service_end(started.on)))
    }

    /// Takes an event, if it is such a fact or a pause.
    pub(crate) fn take(&mut self, event: &'h Event) {
        let (on, sequence) = (Day::of(event.effective_on), event.sequence);
        let mut end = |last_period, by| {
            self.ended = Some(Ended { on, sequence, last_period, by });
        };
        match &event.kind {
            EventKind::Started { contract } => {
                self.started = Some(Started { contract, on, sequence });
            }
            EventKind::EndSet { last_period } => end(*last_period, Ending::Set),
            EventKind::Terminated { last_period, exit_fee, .. } => {
                end(*last_period, Ending::Terminated { exit_fee: *exit_fee });
            }
            EventKind::Withdrawn { credit } => {
                end(Some(LastPeriod::Prorated), Ending::Withdrawn(*credit));
            }
            EventKind::EndCleared => self.ended = None,
            EventKind::NoticeGiven { end } => {
                self.notice = Some(Notice { given_on: on, end: Day::of(*end), sequence });
            }
            EventKind::NoticeWithdrawn => self.notice = None,
            EventKind::RenewedByHand { until } => {
                let renewed = Dated { set_on: on, date: Day::of(*until) };
                self.renewed = Some(renewed);
                self.renewals_by_hand.extend((renewed.date > on).then_some(renewed));
            }
            EventKind::CommitmentChanged { until } => {
                let until = until.map(Day::of);
                self.commitments.push(CommitmentChange { from: on, sequence, until });
            }
            EventKind::RenewalNoticeSent => self.renewal_notices.push(on),
            EventKind::Paused { pause } => {
                self.pauses.push(PauseEvent { on, sequence, pause: Some(*pause) });
            }
            EventKind::Resumed => self.pauses.push(PauseEvent { on, sequence, pause: None }),
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
            | EventKind::Transferred { .. }
            | EventKind::ReferenceChanged { .. }
            | EventKind::SigningDateChanged { .. }
            | EventKind::PaymentTermsChanged { .. }
            | EventKind::PaymentMeansChanged { .. }
            | EventKind::ManualAdjustment { .. }
            | EventKind::Retracted { .. } => {}
        }
    }

    /// Returns the end, if there is any: the newest that an event set, else that of the last term.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] if the end of the first term is.
    pub(crate) fn end(&self) -> Result<Option<End>, CalendarError> {
        match (self.ended, self.notice) {
            (Some(ended), notice)
                if notice.is_none_or(|notice| notice.sequence < ended.sequence) =>
            {
                let cause = match ended.by {
                    Ending::Set | Ending::Terminated { .. } => EndCause::Set,
                    Ending::Withdrawn(credit) => EndCause::Withdrawn(credit),
                };
                Ok(Some(End { on: ended.on, last_period: ended.last_period, cause }))
            }
            (_, Some(notice)) => {
                Ok(Some(End { on: notice.end, last_period: None, cause: EndCause::Notice }))
            }
            (_, None) => {
                let end = self.last_term_end(&self.all_windows())?;
                Ok(end.map(|on| End { on, last_period: None, cause: EndCause::Term }))
            }
        }
    }

    /// Tells whether one-offs that are given back on withdrawal are, given the first day without
    /// service (TRM-7).
    pub(crate) fn refunds(&self, end: Option<Day>) -> bool {
        self.ended.is_some_and(|ended| {
            matches!(ended.by, Ending::Withdrawn(WithdrawalCredit::LessDaysServed))
                && end == Some(ended.on)
        })
    }

    /// Returns the pauses that have effect, given the end.
    pub(crate) fn windows(&self, end: Option<Day>) -> Vec<PauseWindow> {
        let start = self.started.map(|started| started.on);
        windows(&self.pauses, |on| {
            start.is_some_and(|start| start <= on) && end.is_none_or(|end| on < end)
        })
    }

    fn all_windows(&self) -> Vec<PauseWindow> {
        self.windows(None)
    }

    /// The end of the last term, for a contract whose terms come to an end (TRM-1).
    fn last_term_end(&self, windows: &[PauseWindow]) -> Result<Option<Day>, CalendarError> {
        let Some((_, term)) = self.term() else {
            return Ok(None);
        };
        match term.renewal {
            Renewal::None => self.term_end(0, windows),
            Renewal::Tacit { at_most: Some(at_most), .. } => {
                self.term_end(u64::from(at_most), windows)
            }
            Renewal::Tacit { at_most: None, .. } | Renewal::OpenEnded => Ok(None),
            Renewal::ByHand => {
                let first = self.term_end(0, windows)?;
                let renewed = self.renewed.map(|renewed| {
                    moved(renewed.date, renewed.set_on, windows, |clocks| clocks.term)
                });
                Ok(match (first, renewed) {
                    (Some(first), Some(renewed)) => renewed.map(|renewed| renewed.max(first)),
                    (first, None) => first,
                    (None, Some(_)) => None,
                })
            }
        }
    }

    fn term(&self) -> Option<(Day, crate::contract::Term)> {
        let started = self.started?;
        started.contract.term.map(|term| (started.on, term))
    }

    /// Returns the end of the term of a number, counted from 0, moved by the days stopped (TRM-1,
    /// PAU-3). There is none without terms, after the last one, or while an open pause stops the
    /// clock before it.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] outside the calendar.
    pub(crate) fn term_end(
        &self,
        number: u64,
        windows: &[PauseWindow],
    ) -> Result<Option<Day>, CalendarError> {
        let Some((start, term)) = self.term() else {
            return Ok(None);
        };
        let date = match (term.first, term.renewal, number) {
            (first, _, 0) => lasting(first, start)?,
            (first, Renewal::Tacit { length, at_most }, number)
                if at_most.is_none_or(|at_most| number <= u64::from(at_most)) =>
            {
                renewed_end(start, first, length, number)?
            }
            (
                _,
                Renewal::Tacit { .. } | Renewal::None | Renewal::OpenEnded | Renewal::ByHand,
                _,
            ) => {
                return Ok(None);
            }
        };
        Ok(moved(date, start, windows, |clocks| clocks.term))
    }

    /// Returns the end of the commitment as it stands on a day, moved by the days stopped (TRM-2,
    /// PAU-3).
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] outside the calendar.
    pub(crate) fn commitment_end(
        &self,
        on: Day,
        windows: &[PauseWindow],
    ) -> Result<Option<Commitment>, CalendarError> {
        let Some(started) = self.started else {
            return Ok(None);
        };
        let holds = |change: &&CommitmentChange| started.on <= change.from && change.from <= on;
        let changes = self.commitments.iter().filter(holds);
        let changed = changes.max_by_key(|change| (change.from, change.sequence));
        let (date, set_on) = if let Some(change) = changed {
            (change.until, change.from)
        } else {
            let agreed = started.contract.commitment;
            (agreed.map(|agreed| lasting(agreed, started.on)).transpose()?, started.on)
        };
        let clock = |clocks: &crate::contract::Clocks| clocks.commitment;
        Ok(date.map(|date| Commitment { end: moved(date, set_on, windows, clock) }))
    }
}

/// The commitment that holds on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Commitment {
    /// First day without it; none while an open pause keeps it from coming.
    pub(crate) end: Option<Day>,
}

/// Returns the end of what lasts for a length from the start, or until a date.
pub(crate) fn lasting(lasting: Lasting, start: Day) -> Result<Day, CalendarError> {
    match lasting {
        Lasting::For(length) => length.after_day(start, Overflow::Backward),
        Lasting::Until(date) => Ok(Day::of(date)),
    }
}

/// Start + first + k × renewal, in one step where both are months or both are days (TRM-1).
fn renewed_end(
    start: Day,
    first: Lasting,
    renewal: Length,
    number: u64,
) -> Result<Day, CalendarError> {
    let times = u32::try_from(number).unwrap_or(u32::MAX);
    let renewals = Length { count: renewal.count.saturating_mul(times), unit: renewal.unit };
    let together = match first {
        Lasting::For(first) => sum(first, renewals),
        Lasting::Until(_) => None,
    };
    match together {
        Some(length) => length.after_day(start, Overflow::Backward),
        None => renewals.after_day(lasting(first, start)?, Overflow::Backward),
    }
}

/// Adds lengths that count in the same steps.
fn sum(left: Length, right: Length) -> Option<Length> {
    let in_months = |length: Length| match length.unit {
        Unit::Month => Some(length.count),
        Unit::Year => Some(length.count.saturating_mul(12)),
        Unit::Day | Unit::Week => None,
    };
    let in_days = |length: Length| match length.unit {
        Unit::Day => Some(length.count),
        Unit::Week => Some(length.count.saturating_mul(7)),
        Unit::Month | Unit::Year => None,
    };
    if let (Some(left), Some(right)) = (in_months(left), in_months(right)) {
        return Some(Length::months(left.saturating_add(right)));
    }
    let (left, right) = (in_days(left)?, in_days(right)?);
    Some(Length::days(left.saturating_add(right)))
}
