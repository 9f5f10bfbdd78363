//! An item's days are cut into segments where a value over time, a phase, a pause or a discount
//! changes, and at a stub if that is not prorated (HIS-1, CHG-2, PAU-1, CHG-6).
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
use super::incomplete::{Ends, Incomplete};
use super::pauses::PauseWindow;
use super::phases::{Phases, phase_ends};
use super::sharing::Shares;
use super::trace::{Trace, Traced, Tracing, Untraced};
use super::{AnchoredTrial, ClockEnd, Freed, ItemTimeline, Life, Segment, Terms, Timeline};
use crate::calendar::{Anchor, CalendarError, Day, Grid, Overflow};
use crate::contract::{
    Basis, GridAnchor, Item, ItemId, ItemSchedule, PauseRule, PauseShape, Phase, PhasePrice,
    Recurrence, Timing,
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
    /// What items have of amounts off the whole; none if there are no such amounts.
    pub(super) shares: Option<&'s Shares>,
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
        let Folded { grid, course, removed, anchored, stub_terms } = match &fold.item.schedule {
            // The usual item: one stretch of days, nothing to put in order.
            ItemSchedule::Recurring(recurrence)
                if is_plain
                    && recurrence.phases.is_empty()
                    && life.bill_from.is_none()
                    && recurrence.basis != Basis::FirstDay
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
                Folded { grid, course: None, removed: None, anchored: None, stub_terms: None }
            }
            ItemSchedule::Recurring(_) | ItemSchedule::Once => {
                self.fold_prepared(life, fold, around)?
            }
        };
        let segments = first..self.segments.len();
        let (id, item, from) = (*fold.id, fold.item, fold.from);
        self.items.push(ItemTimeline {
            id,
            item,
            from,
            removed,
            grid,
            course,
            anchored,
            stub_terms,
            segments,
        });
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
        let Prepared { grid, course, cuts, anchored } = fold.prepared(life, around)?;
        if matches!(fold.item.schedule, ItemSchedule::Recurring(_)) {
            if let Some((end, _)) = cuts.phases.last() {
                let (item, from, until) = (*fold.id, fold.from, Some(*end));
                self.clock_ends.push(ClockEnd { item, granted: None, from, until });
            }
            self.clock_ends.extend(cuts.discounts.iter().map(|window| window.clock_end(*fold.id)));
        }
        let first = self.segments.len();
        let removed = self.cut(life, (fold, &cuts), &mut Untraced);
        let stub_terms = (!cuts.incomplete.is_empty()).then(|| self.stub_terms(first));
        Ok(Folded { grid, course, removed, anchored, stub_terms })
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
    pub(super) fn cut(
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
            let Cuts { discounts, incomplete, .. } = cuts;
            let (version, agreed, number) = (values.version(), values.price(), cuts.first(on));
            let around = Circumstances {
                phase,
                pause,
                discounts,
                first: number,
                incomplete,
                version,
                agreed,
            };
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
            if !self.terms_at(terms).allowances.is_none() {
                self.note_grantors(*fold.id, segment, around);
            }
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
    pub(super) fn prepared<'s>(
        &self,
        life: &Life<'h>,
        around: Surroundings<'s, 'h>,
    ) -> Result<Prepared<'s, 'h>, CalendarError> {
        let ItemSchedule::Recurring(recurrence) = &self.item.schedule else {
            let none = (&Eras::default(), Overflow::Backward, &[][..]);
            let discounts = self.discounts(around, none)?;
            let held = Held::of(life, self, (around, none.0))?;
            let (phases, pauses, incomplete) = (Vec::new(), Vec::new(), Vec::new());
            let cuts = Cuts { around, phases, pauses, discounts, incomplete, held };
            return Ok(Prepared { grid: None, course: None, cuts, anchored: None });
        };
        let follows = self.item.pausing == PauseRule::Follows;
        let own: Vec<PauseWindow> = around
            .pauses
            .iter()
            .filter(|window| follows && window.until.is_none_or(|until| until > self.from))
            .copied()
            .collect();
        let phases = phase_ends(self.from, &recurrence.phases, &own)?;
        let trial = trial(&recurrence.phases, self.from, &own)?;
        let trial_end = trial.map(|trial| trial.end);
        let is_anchored_there = recurrence.anchor == GridAnchor::TrialEnd;
        let mut said = Said {
            trial_end,
            is_anchored_there,
            is_on_first_day: false,
            changes: Vec::new(),
            timings: Vec::new(),
        };
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
        let is_on_first_day = recurrence.basis == Basis::FirstDay || said.is_on_first_day;
        let is_full = discounts.iter().any(DiscountWindow::is_full_in_stubs);
        let incomplete = if is_on_first_day || is_full {
            eras.incomplete(Ends::of(life, recurrence.stubs))?
        } else {
            Vec::new()
        };
        let held = Held::of(life, self, (around, &eras))?;
        let grid = eras.list.first().map(|era| era.grid);
        let course = Course::of(eras, said.timings, &own, self.from).map(Box::new);
        let anchored = said.is_anchored_there.then_some(trial).flatten();
        let anchored = anchored.map(|trial| AnchoredTrial {
            end: if trial.comes { trial.end } else { Day::MAX },
            alters_from: self.from,
        });
        let cuts = Cuts { around, phases, pauses: own, discounts, incomplete, held };
        Ok(Prepared { grid, course, cuts, anchored })
    }

    fn discounts(
        &self,
        around: Surroundings<'_, 'h>,
        (eras, overflow, pauses): (&Eras, Overflow, &[PauseWindow]),
    ) -> Result<Vec<DiscountWindow>, CalendarError> {
        let counting = Counting { eras, overflow, pauses };
        let shared = |sequence| around.shares.and_then(|shares| shares.of(*self.id, sequence));
        discounts(around.changes, |change| self.is_changed_by(change), &counting, shared)
    }
}

/// What an item is folded from: its grids, and where its days may be cut.
pub(super) struct Prepared<'c, 'h> {
    pub(super) grid: Option<Grid>,
    pub(super) course: Option<Box<Course>>,
    pub(super) cuts: Cuts<'c, 'h>,
    /// The end of its trial, if a grid of it is anchored there.
    anchored: Option<AnchoredTrial>,
}

/// What the folding of an item gives besides its segments.
struct Folded {
    grid: Option<Grid>,
    course: Option<Box<Course>>,
    removed: Option<Day>,
    anchored: Option<AnchoredTrial>,
    stub_terms: Option<Box<[(u32, u32)]>>,
}

/// What changes say of an item's grids and timings, by rising day.
struct Said {
    trial_end: Option<Day>,
    /// Whether any grid is anchored at it.
    is_anchored_there: bool,
    /// Whether a plan brings a basis that depends on where billing periods begin.
    is_on_first_day: bool,
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
                self.is_on_first_day |= planned.basis == Basis::FirstDay;
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

/// The trial of an item, as a grid can be anchored at its end.
#[derive(Clone, Copy)]
struct Trial {
    end: Day,
    /// Whether it comes: while an open pause keeps it from that, the end is the one that was agreed.
    comes: bool,
}

/// The trial as a grid is anchored at its end. A Shift pause moves boundaries of itself, so it
/// is taken as it is without such pauses.
fn trial(
    phases: &[Phase],
    from: Day,
    pauses: &[PauseWindow],
) -> Result<Option<Trial>, CalendarError> {
    let Some(Phase { price: PhasePrice::Free | PhasePrice::FreeAsAllowance, .. }) = phases.first()
    else {
        return Ok(None);
    };
    let is_unshifted = |window: &&PauseWindow| window.shape != PauseShape::Shift;
    let unshifted: Vec<PauseWindow> = pauses.iter().filter(is_unshifted).copied().collect();
    let moved = phase_ends(from, phases, &unshifted)?;
    let agreed = phase_ends(from, phases, &[])?;
    let comes = moved.first().filter(|(end, _)| *end != Day::MAX);
    let end = comes.or(agreed.first());
    Ok(end.map(|(end, _)| Trial { end: *end, comes: comes.is_some() }))
}

/// Where the days of an item may be cut.
pub(super) struct Cuts<'c, 'h> {
    around: Surroundings<'c, 'h>,
    phases: Phases,
    /// Of the item.
    pauses: Vec<PauseWindow>,
    pub(super) discounts: Vec<DiscountWindow>,
    /// Where they matter to the terms: without proration, or to what a discount takes off.
    incomplete: Vec<Incomplete>,
    held: Held<'h>,
}

impl Cuts<'_, '_> {
    /// Returns the number of the first day of the billing period that has a day.
    fn first(&self, day: Day) -> u32 {
        Incomplete::on(&self.incomplete, day).map_or(1, |period| period.first)
    }

    /// Returns the next day on which a phase, a pause, a discount, a stub or what is held begins or
    /// ends.
    fn after(&self, day: Day) -> Option<Day> {
        let phases = self.phases.iter().map(|(end, _)| *end);
        let pauses = self.pauses.iter().flat_map(|window| [Some(window.from), window.until]);
        let discounts = self.discounts.iter().filter_map(|window| window.turns_after(day));
        let incomplete =
            self.incomplete.iter().flat_map(|period| [Some(period.from), period.until]);
        let windows = pauses.chain(incomplete).flatten();
        let days = phases.chain(windows).chain(discounts).chain(self.held.days());
        // The last day of the calendar stands for a date that never comes.
        days.filter(|next| *next > day && *next < Day::MAX).min()
    }
}
