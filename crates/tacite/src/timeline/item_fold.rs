//! An item's days are cut into segments where a value over time, a phase, a pause or a discount
//! changes (HIS-1, CHG-2, PAU-1).
//!
//! Added on 31 January at 9.00 EUR with a free phase of 14 days, 10.00 EUR from 1 March: free from
//! 31 January, 9.00 from 14 February, 10.00 from 1 March.
//!
//! Which of the days are owed is decided by [`crate::schedule`].

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::change::{Change, Circumstances, Field, Values};
use super::course::Course;
use super::discounts::{Counting, DiscountWindow, discounts};
use super::facts::Facts;
use super::grids::{Eras, GridChange, GridRules};
use super::held::Held;
use super::pauses::PauseWindow;
use super::phases::{Phases, phase_ends};
use super::trace::{Trace, Traced, Tracing, Untraced};
use super::{ClockEnd, Freed, ItemTimeline, Life, Segment, Terms, Timeline};
use crate::calendar::{Anchor, CalendarError, Day, Grid, Overflow};
use crate::contract::{
    GridAnchor, Item, ItemId, ItemSchedule, PauseRule, PauseShape, Phase, PhasePrice, Recurrence,
    Timing,
};
use crate::history::{Event, EventKind};

/// An item as it was added.
pub(super) struct ItemFold<'h> {
    pub(super) id: &'h ItemId,
    pub(super) item: &'h Item,
    pub(super) from: Day,
    pub(super) sequence: u64,
}

impl<'h> ItemFold<'h> {
    /// Returns the item that an event adds, if it adds one.
    #[inline]
    pub(super) fn of(event: &'h Event) -> Option<Self> {
        let EventKind::ItemAdded { id, item } = &event.kind else {
            return None;
        };
        Some(Self { id, item, from: Day::of(event.effective_on), sequence: event.sequence })
    }

    /// What was changed before the item was added was overwritten by it, save what is agreed for
    /// all of the contract.
    pub(super) fn is_changed_by(&self, change: &Change<'_>) -> bool {
        let later = (change.from, change.sequence) > (self.from, self.sequence);
        if let (Field::Price(price), ItemSchedule::Recurring(_)) =
            (change.field, &self.item.schedule)
            && price.is_negative()
        {
            // MON-1: below 0 is for one-offs only, so it has no meaning here.
            return false;
        }
        change.item.is_none_or(|id| id == *self.id) && (later || change.is_of_the_contract())
    }
}

/// What bears on all items: changes by rising day and sequence, pauses by rising day.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'s, 'h> {
    /// Of the whole life; none where only items were added.
    pub(super) facts: Option<&'s Facts<'h>>,
    pub(super) changes: &'s [Change<'h>],
    pub(super) pauses: &'s [PauseWindow],
}

impl<'h> Timeline<'h> {
    /// Folds one item: its first and last day, its grids, its segments.
    pub(super) fn fold_item(
        &mut self,
        life: &Life<'h>,
        fold: &ItemFold<'h>,
        around: Surroundings<'_, 'h>,
    ) -> Result<(), CalendarError> {
        let first = self.segments.len();
        let is_plain = around.changes.is_empty() && around.pauses.is_empty();
        let Folded { grid, course, removed, anchored_at } = match &fold.item.schedule {
            // The usual item: one stretch of days, nothing to put in order.
            ItemSchedule::Recurring(recurrence)
                if is_plain
                    && recurrence.phases.is_empty()
                    && life.bill_from.is_none()
                    && fold.item.list.is_none() =>
            {
                let terms = self.intern(Terms::agreed(life.contract, fold.item));
                self.segments.push(Segment { from: fold.from, terms, freed: Freed::No });
                let anchor = match recurrence.anchor {
                    GridAnchor::Rule(anchor) => anchor,
                    // Not reached: a history takes no such item (`ItemError::NoTrial`).
                    GridAnchor::TrialEnd => Anchor::Start,
                };
                let Recurrence { cadence, overflow, .. } = *recurrence;
                let grid = Some(Grid::from_day(cadence, anchor, overflow, fold.from)?);
                Folded { grid, course: None, removed: None, anchored_at: None }
            }
            ItemSchedule::Recurring(_) | ItemSchedule::Once => {
                self.fold_prepared(life, fold, around)?
            }
        };
        let segments = first..self.segments.len();
        let (id, item, from) = (*fold.id, fold.item, fold.from);
        let own = ItemTimeline { id, item, from, removed, grid, course, anchored_at, segments };
        self.items.push(own);
        Ok(())
    }

    /// Folds an item that something changes, apart from the usual one: what it needs is large.
    #[inline(never)]
    fn fold_prepared(
        &mut self,
        life: &Life<'h>,
        fold: &ItemFold<'h>,
        around: Surroundings<'_, 'h>,
    ) -> Result<Folded, CalendarError> {
        let Prepared { grid, course, cuts, anchored_at } = fold.prepared(life, around)?;
        if matches!(fold.item.schedule, ItemSchedule::Recurring(_)) {
            if let Some((end, _)) = cuts.phases.last() {
                let (item, from, until) = (*fold.id, fold.from, Some(*end));
                self.clock_ends.push(ClockEnd { item, granted: None, from, until });
            }
            self.clock_ends.extend(cuts.discounts.iter().map(|window| window.clock_end(*fold.id)));
        }
        let removed = self.cut(life, (fold, &cuts), &mut Untraced);
        Ok(Folded { grid, course, removed, anchored_at })
    }

    /// Folds one item into an empty timeline and tells which events set what holds on which day.
    pub(super) fn trace_item(
        &mut self,
        life: &Life<'h>,
        (fold, started): (&ItemFold<'h>, u64),
        around: Surroundings<'_, 'h>,
    ) -> Result<Traced, CalendarError> {
        let Prepared { cuts, .. } = fold.prepared(life, around)?;
        let mut tracing = Tracing::new(started, fold.sequence);
        self.cut(life, (fold, &cuts), &mut tracing);
        let terms = self.terms.iter().cloned().collect();
        Ok(tracing.traced(terms, cuts.pauses, cuts.phases))
    }

    /// Cuts the days of an item into segments; returns the day on which it is removed, if it is.
    #[inline(never)]
    fn cut(
        &mut self,
        life: &Life<'h>,
        (fold, cuts): (&ItemFold<'h>, &Cuts<'_, 'h>),
        trace: &mut impl Trace,
    ) -> Option<Day> {
        let first = self.segments.len();
        let mut values = Values::of(life, fold.item, (fold.from, fold.sequence));
        let changes = cuts.around.changes.iter();
        let mut pending = changes.filter(|change| fold.is_changed_by(change)).peekable();
        loop {
            while let Some(change) = pending.next_if(|change| change.from <= values.from) {
                if let Field::Planned(item) = change.field {
                    self.labels.push((*fold.id, change.from, &item.label));
                }
                values.set(change, &cuts.held, trace);
            }
            values.take_held(&cuts.held, trace);
            let on = values.from;
            let running = cuts.phases.iter().enumerate().find(|(_, (end, _))| *end > on);
            let phase = running.map(|(_, (_, price))| *price);
            let pause = cuts.pauses.iter().find(|window| window.contains(on));
            let version = values.version();
            let (agreed, discounts) = (values.price(), &cuts.discounts);
            let around = Circumstances { phase, pause, discounts, version, agreed };
            let terms = self.intern(values.terms(life.contract, fold.item, around));
            let unbilled = life.bill_from.is_some_and(|day| on < day);
            let freed = match pause {
                _ if unbilled || phase == Some(PhasePrice::Free) => Freed::Free,
                Some(window) if window.shape == PauseShape::ByDays => {
                    Freed::Paused(window.from.max(fold.from))
                }
                Some(_) | None => Freed::No,
            };
            let segment = Segment { from: on, terms, freed };
            trace.stands(segment, running.map(|(number, _)| number), around);
            // A change that leaves the terms as they are cuts nothing.
            let same = |last: &Segment| last.terms == segment.terms && last.freed == segment.freed;
            if !self.segments.get(first..).and_then(<[Segment]>::last).is_some_and(same) {
                self.segments.push(segment);
            }
            let next = [pending.peek().map(|change| change.from), cuts.after(on), life.bill_from];
            let next = next.into_iter().flatten().filter(|next| *next > on).min();
            match next {
                Some(next) if life.end.is_none_or(|end| next < end) => values.from = next,
                Some(_) | None => return values.removed,
            }
        }
    }

    /// CHG-5: terms are compared by value, so equal ones get one index.
    #[inline]
    pub(super) fn intern(&mut self, terms: Terms) -> u32 {
        let known = self.terms.iter().position(|known| *known == terms);
        let index = known.unwrap_or_else(|| {
            self.terms.push(terms);
            self.terms.len() - 1
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }
}

impl<'h> ItemFold<'h> {
    /// Puts in order all that an item is folded from.
    #[inline(never)]
    fn prepared<'s>(
        &self,
        life: &Life<'h>,
        around: Surroundings<'s, 'h>,
    ) -> Result<Prepared<'s, 'h>, CalendarError> {
        let ItemSchedule::Recurring(recurrence) = &self.item.schedule else {
            let none = (&Eras::default(), Overflow::Backward, &[][..]);
            let discounts = self.discounts(around, none)?;
            let held = Held::of(life, self, (around, none.0))?;
            let cuts = Cuts { around, phases: Vec::new(), pauses: Vec::new(), discounts, held };
            return Ok(Prepared { grid: None, course: None, cuts, anchored_at: None });
        };
        let follows = self.item.pausing == PauseRule::Follows;
        let own: Vec<PauseWindow> = around
            .pauses
            .iter()
            .filter(|window| follows && window.until.is_none_or(|until| until > self.from))
            .copied()
            .collect();
        let phases = phase_ends(self.from, &recurrence.phases, &own)?;
        let trial_end = trial_end(&recurrence.phases, self.from, &own)?;
        let is_anchored_there = recurrence.anchor == GridAnchor::TrialEnd;
        let mut said =
            Said { trial_end, is_anchored_there, changes: Vec::new(), timings: Vec::new() };
        for change in around.changes.iter().filter(|change| self.is_changed_by(change)) {
            said.take(change, self.from);
        }
        // Not reached without a trial: a history takes no such item (`ItemError::NoTrial`).
        let anchor = anchor(recurrence.anchor, trial_end).unwrap_or(Anchor::Start);
        let rules = GridRules {
            from: self.from,
            end: life.end,
            cadence: recurrence.cadence,
            anchor,
            overflow: recurrence.overflow,
            changes: &said.changes,
            pauses: &own,
        };
        let eras = rules.eras()?;
        let pauses = if follows { around.pauses } else { &[] };
        let discounts = self.discounts(around, (&eras, recurrence.overflow, pauses))?;
        let held = Held::of(life, self, (around, &eras))?;
        let grid = eras.list.first().map(|era| era.grid);
        let course = Course::of(eras, said.timings, &own, self.from).map(Box::new);
        let anchored_at = trial_end.filter(|_| said.is_anchored_there);
        let cuts = Cuts { around, phases, pauses: own, discounts, held };
        Ok(Prepared { grid, course, cuts, anchored_at })
    }

    fn discounts(
        &self,
        around: Surroundings<'_, 'h>,
        (eras, overflow, pauses): (&Eras, Overflow, &[PauseWindow]),
    ) -> Result<Vec<DiscountWindow>, CalendarError> {
        let counting = Counting { eras, overflow, pauses };
        discounts(around.changes, |change| self.is_changed_by(change), &counting)
    }
}

/// What an item is folded from: its grids, and where its days may be cut.
struct Prepared<'c, 'h> {
    grid: Option<Grid>,
    course: Option<Box<Course>>,
    cuts: Cuts<'c, 'h>,
    /// The end of its trial, if a grid of it is anchored there.
    anchored_at: Option<Day>,
}

/// What the folding of an item gives besides its segments.
struct Folded {
    grid: Option<Grid>,
    course: Option<Box<Course>>,
    removed: Option<Day>,
    anchored_at: Option<Day>,
}

/// What changes say of an item's grids and timings, by rising day.
struct Said {
    trial_end: Option<Day>,
    /// Whether any grid is anchored at it.
    is_anchored_there: bool,
    changes: Vec<GridChange>,
    timings: Vec<(Day, Timing)>,
}

impl Said {
    /// Takes a change of an item that is there from a day on.
    fn take(&mut self, change: &Change<'_>, first: Day) {
        let from = change.from.max(first);
        let (mut cadence, mut anchored) = (None, None);
        match change.field {
            Field::Cadence(new) => cadence = Some(new),
            // The end of a trial that is not there is no anchor.
            Field::Anchor(new) => {
                self.is_anchored_there |= new == GridAnchor::TrialEnd;
                anchored = anchor(new, self.trial_end);
            }
            Field::Timing(timing) => self.timings.push((from, timing)),
            Field::Planned(Item { schedule: ItemSchedule::Recurring(planned), .. }) => {
                cadence = Some(planned.cadence);
                self.timings.push((from, planned.timing));
            }
            Field::Planned(_)
            | Field::Removed
            | Field::Quantity(_)
            | Field::Price(_)
            | Field::Tax(_)
            | Field::Customer(_)
            | Field::Granted(..)
            | Field::Withdrawn(_) => {}
        }
        if cadence.is_some() || anchored.is_some() {
            self.changes.push(GridChange { from, cadence, anchor: anchored });
        }
    }
}

/// CAL-5: an anchor at the end of the trial is a date, if there is a trial.
fn anchor(anchor: GridAnchor, trial_end: Option<Day>) -> Option<Anchor> {
    match anchor {
        GridAnchor::Rule(anchor) => Some(anchor),
        GridAnchor::TrialEnd => trial_end.map(|end| Anchor::Date(end.date())),
    }
}

/// The end of the trial as a grid is anchored at it. A Shift pause moves boundaries of itself, so it
/// is taken as it is without such pauses.
fn trial_end(
    phases: &[Phase],
    from: Day,
    pauses: &[PauseWindow],
) -> Result<Option<Day>, CalendarError> {
    let Some(Phase { price: PhasePrice::Free | PhasePrice::FreeAsAllowance, .. }) = phases.first()
    else {
        return Ok(None);
    };
    let is_unshifted = |window: &&PauseWindow| window.shape != PauseShape::Shift;
    let unshifted: Vec<PauseWindow> = pauses.iter().filter(is_unshifted).copied().collect();
    let moved = phase_ends(from, phases, &unshifted)?;
    // While an open pause keeps it from coming, the grid has the end that was agreed.
    let agreed = phase_ends(from, phases, &[])?;
    let comes = moved.first().filter(|(end, _)| *end != Day::MAX);
    Ok(comes.or(agreed.first()).map(|(end, _)| *end))
}

/// Where the days of an item may be cut.
struct Cuts<'c, 'h> {
    around: Surroundings<'c, 'h>,
    phases: Phases,
    /// Of the item.
    pauses: Vec<PauseWindow>,
    discounts: Vec<DiscountWindow>,
    held: Held<'h>,
}

impl Cuts<'_, '_> {
    /// Returns the next day on which a phase, a pause, a discount or what is held begins or ends.
    fn after(&self, day: Day) -> Option<Day> {
        let phases = self.phases.iter().map(|(end, _)| *end);
        let pauses = self.pauses.iter().flat_map(|window| [Some(window.from), window.until]);
        let discounts = self.discounts.iter().flat_map(|window| [Some(window.from), window.until]);
        let days = phases.chain(pauses.flatten()).chain(discounts.flatten());
        let days = days.chain(self.held.days());
        // The last day of the calendar stands for a date that never comes.
        days.filter(|next| *next > day && *next < Day::MAX).min()
    }
}
