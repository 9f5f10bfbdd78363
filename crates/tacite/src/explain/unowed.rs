//! Why a day is not owed, with the event that says so (EXP-2, CHG-7, CHG-8).
//!
//! Monthly from 1 March 2025, paused by days `[10 March, 24 March)` by #3: 12 March is not owed,
//! because of #3.
//!
//! Whether it is owed, and which reason comes first, is decided by [`crate::schedule`].

use chrono::NaiveDate;

use super::{Citation, ExplainError};
use crate::calendar::Day;
use crate::contract::{ItemId, ItemSchedule, PauseShape, Refund};
use crate::history::History;
use crate::schedule::{self, BillingPeriods};
use crate::timeline::facts::{EndCause, Facts};
use crate::timeline::pauses::PauseWindow;
use crate::timeline::trace::Traced;
use crate::timeline::{Freed, ItemTimeline, Life, Timeline};

/// Why nothing is owed for a day (CHG-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unowed {
    /// The subscription was not started, or its start was retracted.
    NotStarted,
    /// The subscription starts later.
    BeforeStart {
        /// When it starts.
        start: NaiveDate,
        /// What says so.
        event: Citation,
    },
    /// No event that holds adds the item.
    ItemUnknown,
    /// An event adds the item, before the start or on or after the end: it has no effect (HIS-1).
    ItemWithoutEffect(Citation),
    /// The item is added later.
    BeforeItem {
        /// When.
        from: NaiveDate,
        /// What adds it.
        event: Citation,
    },
    /// The item is charged once, for another day.
    ChargedOnce {
        /// Which day.
        on: NaiveDate,
        /// What adds it.
        event: Citation,
    },
    /// The item was removed.
    Removed {
        /// The first day without it.
        from: NaiveDate,
        /// What removes it.
        event: Citation,
    },
    /// The day is billed elsewhere (HIS-6).
    BilledElsewhere {
        /// The first day that is billed here.
        until: NaiveDate,
        /// What says so.
        event: Citation,
    },
    /// The contract is over.
    Ended {
        /// The first day for which nothing is owed.
        on: NaiveDate,
        /// What ends it.
        by: EndedBy,
    },
    /// A withdrawal gives the one-off back (TRM-7).
    GivenBack(EndedBy),
    /// A free phase.
    FreePhase {
        /// Which, counted from 1.
        number: u32,
        /// The first day after it; none while a pause keeps it from ending.
        until: Option<NaiveDate>,
        /// What adds the item.
        event: Citation,
    },
    /// An incomplete period that is free (CAL-6).
    FreeStub,
    /// A pause by days, one that skips the whole billing period, or one that moves dates (PAU-1).
    Paused {
        /// What it does.
        shape: PauseShape,
        /// Its first day.
        from: NaiveDate,
        /// The day of resumption, if it is known.
        until: Option<NaiveDate>,
        /// What pauses.
        event: Citation,
    },
    /// A Shift pause whose resumption is not known: the day has no date yet (PAU-2).
    HeldBack {
        /// The first day of the pause.
        from: NaiveDate,
        /// What pauses.
        event: Citation,
    },
    /// The day is charged at other terms instead.
    OtherTerms,
    /// The grid changed: the date is another day of the item now (CHG-3).
    Replaced,
    /// The item is charged by other periods now: once instead of every so often, or the reverse.
    OtherSchedule,
    /// The adjustment or the exit fee does not hold any more (INV-9).
    AdjustmentGone,
    /// What other lines could not give back (INV-6).
    Remainder,
}

/// What ends a contract (TRM-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EndedBy {
    /// An end that was set, a termination, a withdrawal.
    Event(Citation),
    /// A notice.
    Notice(Citation),
    /// The end of the last term of the contract, which this event started.
    Term(Citation),
}

impl EndedBy {
    /// Returns the event.
    pub const fn citation(self) -> Citation {
        match self {
            Self::Event(event) | Self::Notice(event) | Self::Term(event) => event,
        }
    }
}

impl Unowed {
    /// Returns the event that says so, if one does.
    pub const fn citation(self) -> Option<Citation> {
        match self {
            Self::BeforeStart { event, .. }
            | Self::ItemWithoutEffect(event)
            | Self::BeforeItem { event, .. }
            | Self::ChargedOnce { event, .. }
            | Self::Removed { event, .. }
            | Self::BilledElsewhere { event, .. }
            | Self::FreePhase { event, .. }
            | Self::Paused { event, .. }
            | Self::HeldBack { event, .. } => Some(event),
            Self::Ended { by, .. } | Self::GivenBack(by) => Some(by.citation()),
            Self::NotStarted
            | Self::ItemUnknown
            | Self::FreeStub
            | Self::OtherTerms
            | Self::Replaced
            | Self::OtherSchedule
            | Self::AdjustmentGone
            | Self::Remainder => None,
        }
    }
}

/// A history folded, and the events that one of its items comes from.
pub(super) struct Ground<'h> {
    pub(super) history: &'h History,
    pub(super) id: ItemId,
    pub(super) timeline: Timeline<'h>,
    pub(super) facts: Facts<'h>,
    pub(super) traced: Option<Traced>,
}

impl<'h> Ground<'h> {
    pub(super) fn of(history: &'h History, id: ItemId) -> Result<Self, ExplainError> {
        let timeline = Timeline::fold(history)?;
        let traced = Timeline::trace(history, id)?;
        Ok(Self { history, id, timeline, facts: Facts::of(history), traced })
    }

    pub(super) fn item(&self) -> Option<&ItemTimeline<'h>> {
        self.timeline.items.iter().find(|item| item.id == self.id)
    }

    pub(super) fn life(&self) -> Option<&Life<'h>> {
        self.timeline.life.as_ref()
    }

    /// Returns the billing periods of the item, if it has any.
    pub(super) fn periods(&self) -> Option<BillingPeriods<'_, 'h>> {
        let (life, item) = (self.life()?, self.item()?);
        let ItemSchedule::Recurring(recurrence) = &item.item.schedule else {
            return None;
        };
        let grid = item.grid.as_ref()?;
        Some(BillingPeriods { life, item, recurrence, grid })
    }

    fn cite(&self, sequence: u64) -> Option<Citation> {
        Citation::find(self.history, sequence)
    }

    fn start(&self) -> Option<Citation> {
        self.cite(self.facts.started?.sequence)
    }

    /// Tells why nothing is owed for any day before the item is looked at, if that is so.
    pub(super) fn without_item(&self, date: Day) -> Unowed {
        let (Some(life), Some(event)) = (self.life(), self.start()) else {
            return Unowed::NotStarted;
        };
        if date < life.start {
            return Unowed::BeforeStart { start: life.start.date(), event };
        }
        if let Some(end) = life.end.filter(|end| *end <= date) {
            return self.ended(end);
        }
        let mut events = self.history.live_events().rev();
        let added = events.find(|event| event.kind.added(self.id).is_some());
        // A plan that holds may leave it out: it brings what the subscription does not have yet.
        let added = added.filter(|event| !life.has_effect(Day::of(event.effective_on)));
        added.map_or(Unowed::ItemUnknown, |event| Unowed::ItemWithoutEffect(Citation::of(event)))
    }

    /// Says why a date of the item has nothing, given what the schedule tells.
    pub(super) fn unowed(&self, why: schedule::Unowed, date: Day) -> Unowed {
        self.cited(why, date).unwrap_or(Unowed::Replaced)
    }

    fn cited(&self, why: schedule::Unowed, date: Day) -> Option<Unowed> {
        let (life, item, traced) = (self.life()?, self.item()?, self.traced.as_ref()?);
        Some(match why {
            schedule::Unowed::Absent => self.absent(life, item, date)?,
            schedule::Unowed::Ended(on) => self.ended(on),
            schedule::Unowed::Free => self.free(life, traced, date)?,
            schedule::Unowed::FreeStub => Unowed::FreeStub,
            schedule::Unowed::Skipped(from) => self.paused(PauseShape::WholePeriods, from)?,
            schedule::Unowed::Paused(from) => self.paused(PauseShape::ByDays, from)?,
            schedule::Unowed::Shifted(from) => self.paused(PauseShape::Shift, from)?,
            schedule::Unowed::Replaced(_) | schedule::Unowed::Dateless => Unowed::Replaced,
        })
    }

    fn absent(&self, life: &Life<'_>, item: &ItemTimeline<'_>, date: Day) -> Option<Unowed> {
        let traced = self.traced.as_ref()?;
        let start = self.start()?;
        Some(if date < life.start {
            Unowed::BeforeStart { start: life.start.date(), event: start }
        } else if date < item.from {
            let event = self.cite(traced.added)?;
            Unowed::BeforeItem { from: item.from.date(), event }
        } else if let Some(removed) = item.removed.filter(|removed| *removed <= date) {
            let event = self.cite(traced.removed?)?;
            Unowed::Removed { from: removed.date(), event }
        } else {
            Unowed::BilledElsewhere { until: life.bill_from?.date(), event: start }
        })
    }

    fn free(&self, life: &Life<'_>, traced: &Traced, date: Day) -> Option<Unowed> {
        // The days that a `Full` stub adds after the end are like the last day of service.
        let day = life.end.map_or(date, |end| date.min(end.saturating_plus_days(-1)));
        let spans = traced.spans.get(..=traced.index_on(day))?;
        let span = spans.iter().rev().find(|span| span.freed == Freed::Free)?;
        if let Some(first) = life.bill_from.filter(|first| span.from < *first) {
            return Some(Unowed::BilledElsewhere { until: first.date(), event: self.start()? });
        }
        let index = span.sources.phase?;
        let (end, _) = traced.phases.get(index)?;
        Some(Unowed::FreePhase {
            number: u32::try_from(index).ok()?.saturating_add(1),
            until: (*end < Day::MAX).then(|| end.date()),
            event: self.cite(traced.added)?,
        })
    }

    fn paused(&self, shape: PauseShape, from: Day) -> Option<Unowed> {
        let first = self.item()?.from;
        let is_it = |window: &&PauseWindow| window.shape == shape && window.from.max(first) == from;
        let window = self.traced.as_ref()?.pauses.iter().find(is_it)?;
        let (from, event) = (window.from.date(), self.cite(window.sequence)?);
        Some(match (shape, window.until) {
            (PauseShape::Shift, None) => Unowed::HeldBack { from, event },
            (_, until) => Unowed::Paused { shape, from, until: until.map(Day::date), event },
        })
    }

    fn ended(&self, on: Day) -> Unowed {
        match self.ended_by() {
            Some(by) => Unowed::Ended { on: on.date(), by },
            None => Unowed::NotStarted,
        }
    }

    /// Tells which fact of the whole life ends the contract.
    pub(super) fn ended_by(&self) -> Option<EndedBy> {
        let end = self.facts.end().ok()??;
        Some(match end.cause {
            EndCause::Set | EndCause::Withdrawn(_) => {
                EndedBy::Event(self.cite(self.facts.ended?.sequence)?)
            }
            EndCause::Notice => EndedBy::Notice(self.cite(self.facts.notice?.sequence)?),
            EndCause::Term => EndedBy::Term(self.start()?),
        })
    }

    /// Says why a one-off is not owed on its day, or on another one.
    pub(super) fn one_off_unowed(&self, date: Day) -> Unowed {
        self.once(date).unwrap_or(Unowed::ItemUnknown)
    }

    fn once(&self, date: Day) -> Option<Unowed> {
        let (life, item) = (self.life()?, self.item()?);
        let traced = self.traced.as_ref()?;
        if date < life.start {
            return Some(Unowed::BeforeStart { start: life.start.date(), event: self.start()? });
        }
        let by = self.ended_by().filter(|_| life.refunds && item.item.refund == Refund::Refunded);
        Some(match (item.removed, by) {
            _ if date != item.from => {
                Unowed::ChargedOnce { on: item.from.date(), event: self.cite(traced.added)? }
            }
            (Some(removed), _) if removed <= date => {
                Unowed::Removed { from: removed.date(), event: self.cite(traced.removed?)? }
            }
            (_, Some(by)) => Unowed::GivenBack(by),
            (_, None) => self.free(life, traced, date)?,
        })
    }
}
