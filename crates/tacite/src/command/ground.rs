//! What a history says, as far as commands ask: its facts, its pauses, its items, its end.
//!
//! Started on 1 January 2025 for a year, paused `[10 March, 24 March)` with the term's clock stopped:
//! the ground says an end on 15 January 2026 and one pause.
//!
//! What of it refuses a command is decided by [`super::checks`].

use alloc::vec::Vec;

use crate::calendar::{Anchor, Cadence, Day};
use crate::contract::{Basis, Contract, GridAnchor, ItemId, ItemSchedule, PauseRule, PauseShape};
use crate::history::{EventKind, History};
use crate::timeline::facts::Facts;
use crate::timeline::pauses::PauseWindow;
use crate::timeline::{ItemTimeline, Timeline, TimelineError};

/// A history, read for commands.
pub(super) struct Ground<'g> {
    pub(super) history: &'g History,
    pub(super) facts: Facts<'g>,
    pub(super) start: Option<Day>,
    /// First day without service.
    pub(super) end: Option<Day>,
    /// Pauses that have effect, by rising day.
    pub(super) pauses: Vec<PauseWindow>,
    pub(super) timeline: Result<Timeline<'g>, TimelineError>,
}

impl<'g> Ground<'g> {
    pub(super) fn of(history: &'g History) -> Self {
        let facts = Facts::of(history);
        let timeline = Timeline::fold(history);
        let life = timeline.as_ref().ok().and_then(|timeline| timeline.life);
        let end = life.and_then(|life| life.end);
        let start = facts.started.map(|started| started.on);
        let pauses = facts.windows(end);
        Self { history, facts, start, end, pauses, timeline }
    }

    pub(super) fn contract(&self) -> Option<&'g Contract> {
        self.facts.started.map(|started| started.contract)
    }

    /// Lists the items, by first day.
    pub(super) fn items(&self) -> &[ItemTimeline<'g>] {
        self.timeline.as_ref().map_or(&[], |timeline| &timeline.items)
    }

    pub(super) fn item(&self, id: ItemId) -> Option<&ItemTimeline<'g>> {
        self.items().iter().find(|item| item.id == id)
    }

    /// Returns the first recurring item that is there on a day or will be.
    pub(super) fn first_recurring(
        &self,
        on: Day,
        wanted: impl Fn(&ItemTimeline<'_>) -> bool,
    ) -> Option<&ItemTimeline<'g>> {
        self.items().iter().find(|item| item.grid.is_some() && !is_gone(item, on) && wanted(item))
    }

    /// Returns the pause that a day lies in.
    pub(super) fn pause_on(&self, day: Day) -> Option<&PauseWindow> {
        self.pauses.iter().find(|pause| pause.contains(day))
    }

    /// Returns the pause that runs on a day, or if none does, the next one.
    pub(super) fn pause_from(&self, day: Day) -> Option<&PauseWindow> {
        self.pause_on(day).or_else(|| self.pauses.iter().find(|pause| pause.from > day))
    }

    /// Returns the basis of an item on a day.
    pub(super) fn basis(&self, item: &ItemTimeline<'_>, on: Day) -> Option<Basis> {
        let timeline = self.timeline.as_ref().ok()?;
        let segments = timeline.segments_of(item);
        let holding = segments.iter().rfind(|segment| segment.from <= on);
        let segment = holding.or_else(|| segments.first())?;
        Some(timeline.terms_at(segment.terms).weights.basis())
    }

    /// Returns the rule that fixes an item's grid on a day.
    pub(super) fn anchor(&self, item: &ItemTimeline<'_>, on: Day) -> Option<Anchor> {
        let ItemSchedule::Recurring(recurrence) = &item.item.schedule else {
            return None;
        };
        let changes = self.history.live_events().filter_map(|event| {
            let EventKind::AnchorChanged { id, anchor } = event.kind else {
                return None;
            };
            let from = Day::of(event.effective_on).max(item.from);
            (id == item.id && from <= on).then_some((from, event.sequence, anchor))
        });
        let changed = changes.max_by_key(|(from, sequence, _)| (*from, *sequence));
        let (since, anchor) =
            changed.map_or((item.from, recurrence.anchor), |(from, _, anchor)| (from, anchor));
        // A Shift pause anchors what comes after it at a date (PAU-2).
        let shifts = self.pauses.iter().filter(|pause| {
            pause.shape == PauseShape::Shift && item.item.pausing == PauseRule::Follows
        });
        let shifted = shifts.filter_map(|pause| pause.until).rfind(|until| *until <= on);
        match (anchor, shifted) {
            (_, Some(shifted)) if shifted > since => Some(Anchor::Date(shifted.date())),
            (GridAnchor::Rule(anchor), _) => Some(anchor),
            (GridAnchor::TrialEnd, _) => None,
        }
    }
}

/// Tells whether an item is there no more on a day.
pub(super) fn is_gone(item: &ItemTimeline<'_>, on: Day) -> bool {
    item.removed.is_some_and(|removed| removed <= on)
}

/// Tells whether an item is there on a day.
pub(super) fn is_there(item: &ItemTimeline<'_>, on: Day) -> bool {
    item.from <= on && !is_gone(item, on)
}

/// Returns the cadence of an item on a day; none for a one-off.
pub(super) fn cadence(item: &ItemTimeline<'_>, on: Day) -> Option<Cadence> {
    let course = item.course.as_deref();
    let eras = course.map_or(&[][..], |course| &course.eras);
    let era = eras.iter().rev().find(|era| era.from <= on).or_else(|| eras.first());
    era.map_or(item.grid, |era| Some(era.grid)).map(crate::calendar::Grid::cadence)
}
