//! The grids of an item's life: where a change of cadence or anchor cuts its periods, and how Shift
//! pauses move them (HIS-8, PAU-2, CHG-3).
//!
//! Monthly from 31 January 2025, Shift pause `[10 February, 17 February)`: the period
//! `[31 January, 28 February)` keeps its name and its 28 day numbers, the last 18 of which stand on
//! 17 February to 6 March; 7 March begins the next one.
//!
//! Which days of a period are charged is decided by [`crate::schedule`].

use alloc::vec::Vec;

use super::pauses::PauseWindow;
use crate::calendar::{Anchor, Cadence, CalendarError, Day, Grid, Overflow, Period};
use crate::contract::PauseShape;

/// Dates on which an item's periods follow one grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Era {
    pub(crate) from: Day,
    /// The first date that it does not have: of the next era, or of a Shift pause.
    pub(crate) until: Option<Day>,
    pub(crate) grid: Grid,
    /// By how many days Shift pauses moved the dates of its one period.
    pub(crate) moved: i64,
    /// Whether the billing period before it goes on in it.
    pub(crate) joins: bool,
}

impl Era {
    /// Returns the reference period of a date.
    pub(crate) fn nominal_on(&self, date: Day) -> Result<Period, CalendarError> {
        Ok(self.grid.period_of_day(date.plus_days(-self.moved)?)?.1)
    }
}

/// The days of a running period that an open Shift pause holds back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeldBack {
    /// The first day of the pause, on which they stand.
    pub(crate) from: Day,
    pub(crate) nominal: Period,
    /// Where the period would end without the pause.
    pub(crate) uncut_end: Day,
    /// Number of the first day held back.
    pub(crate) number: u32,
}

/// A change of the grid: of the cadence, the anchor, or both.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GridChange {
    pub(crate) from: Day,
    pub(crate) cadence: Option<Cadence>,
    pub(crate) anchor: Option<Anchor>,
}

impl GridChange {
    /// Of changes that take effect on one day, by rising sequence, the last of each field holds
    /// (HIS-1): a cadence that is changed and changed back is none.
    fn together(changes: &[Self]) -> Self {
        let none = Self { from: Day::MIN, cadence: None, anchor: None };
        changes.iter().fold(none, |known, change| Self {
            from: change.from,
            cadence: change.cadence.or(known.cadence),
            anchor: change.anchor.or(known.anchor),
        })
    }
}

/// What an item's grids are made from.
pub(crate) struct GridRules<'g> {
    pub(crate) from: Day,
    /// The first day without service, if it is known: an open Shift pause ends with it.
    pub(crate) end: Option<Day>,
    pub(crate) cadence: Cadence,
    pub(crate) anchor: Anchor,
    pub(crate) overflow: Overflow,
    /// By rising day; those on the first day replace what the item says.
    pub(crate) changes: &'g [GridChange],
    /// By rising day, of any shape.
    pub(crate) pauses: &'g [PauseWindow],
}

/// The eras of an item, by rising day, and what an open Shift pause holds back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Eras {
    pub(crate) list: Vec<Era>,
    pub(crate) held: Option<HeldBack>,
}

/// Shift pauses that follow each other without a day between them.
#[derive(Clone, Copy)]
struct Shift {
    from: Day,
    until: Option<Day>,
    /// The first day of the last of them.
    last_from: Day,
}

impl GridRules<'_> {
    /// Makes the eras.
    pub(crate) fn eras(&self) -> Result<Eras, CalendarError> {
        let (mut cadence, mut anchor) = (self.cadence, self.anchor);
        let first = self.changes.partition_point(|change| change.from <= self.from);
        let (at_first, mut changes) = self.changes.split_at(first);
        for change in at_first {
            cadence = change.cadence.unwrap_or(cadence);
            anchor = change.anchor.unwrap_or(anchor);
        }
        let grid = self.grid(cadence, anchor, self.from)?;
        let mut making = Making { rules: self, cadence, anchor, eras: Eras::default() };
        making.begin(Era { from: self.from, until: None, grid, moved: 0, joins: false });
        for shift in self.shifts() {
            let before = changes.partition_point(|change| change.from < shift.from);
            let (now, later) = changes.split_at(before);
            changes = later;
            making.change_by_day(now)?;
            making.run_to(shift.from)?;
            let Some(until) = shift.until else {
                making.hold_back(shift)?;
                return Ok(making.eras);
            };
            making.shift(shift.from, until)?;
            // Changes inside the pause sleep until it is over, and wake up with those of that day.
            let asleep = changes.partition_point(|change| change.from <= until);
            let (now, later) = changes.split_at(asleep);
            changes = later;
            // What would wake up when the contract is over has no effect.
            if self.end.is_none_or(|end| until < end) {
                making.change(GridChange::together(now), until)?;
            }
        }
        making.change_by_day(changes)?;
        making.run_to(Day::MAX)?;
        Ok(making.eras)
    }

    /// The Shift pauses from the item's first day on; one without an end lasts up to the end. What
    /// wakes up when one ends sleeps on if another begins.
    fn shifts(&self) -> Vec<Shift> {
        let mut shifts: Vec<Shift> = Vec::new();
        for window in self.pauses.iter().filter(|window| window.shape == PauseShape::Shift) {
            let from = window.from.max(self.from);
            let until = window.until.or(self.end.filter(|end| *end > from));
            if until.is_some_and(|until| until <= from) {
                continue;
            }
            match shifts.last_mut() {
                Some(last) if last.until == Some(from) => {
                    (last.until, last.last_from) = (until, from);
                }
                Some(_) | None => shifts.push(Shift { from, until, last_from: from }),
            }
        }
        shifts
    }

    /// Makes a grid. The calendar has not every cadence: the start anchors those that it lacks.
    fn grid(&self, cadence: Cadence, anchor: Anchor, from: Day) -> Result<Grid, CalendarError> {
        match Grid::from_day(cadence, anchor, self.overflow, from) {
            Err(CalendarError::UnalignedCadence { .. }) => {
                Grid::from_day(cadence, Anchor::Start, self.overflow, from)
            }
            made => made,
        }
    }
}

struct Making<'m> {
    rules: &'m GridRules<'m>,
    cadence: Cadence,
    anchor: Anchor,
    eras: Eras,
}

impl Making<'_> {
    /// Begins an era. The one before it ends by then; if that leaves it no date, it is none.
    fn begin(&mut self, mut era: Era) {
        if let Some(last) = self.eras.list.last_mut() {
            let until = last.until.map_or(era.from, |until| until.min(era.from));
            last.until = Some(until);
            if until <= last.from {
                era.joins &= last.joins;
                self.eras.list.pop();
            }
        }
        self.eras.list.push(era);
    }

    #[expect(clippy::expect_used, reason = "invariant: the first era is there before all else")]
    fn last(&self) -> Era {
        *self.eras.list.last().expect("invariant: an item has an era")
    }

    /// The period that runs on a date of the last era.
    fn running(&self, on: Day) -> Result<Period, CalendarError> {
        self.last().nominal_on(on)
    }

    /// Ends the moved period, if its end comes by then: a new grid begins at it (PAU-2).
    fn run_to(&mut self, on: Day) -> Result<(), CalendarError> {
        let era = self.last();
        if era.moved == 0 {
            return Ok(());
        }
        let end = self.running(era.from)?.end_day().plus_days(era.moved)?;
        if end <= on {
            self.restart(end)?;
        }
        Ok(())
    }

    /// Begins a grid anchored at a date.
    fn restart(&mut self, on: Day) -> Result<(), CalendarError> {
        self.anchor = Anchor::Date(on.date());
        let grid = self.rules.grid(self.cadence, self.anchor, on)?;
        self.begin(Era { from: on, until: None, grid, moved: 0, joins: false });
        Ok(())
    }

    fn change_by_day(&mut self, changes: &[GridChange]) -> Result<(), CalendarError> {
        let by_day = changes.chunk_by(|left, right| left.from == right.from);
        by_day
            .filter_map(|day| Some((day.first()?.from, day)))
            .try_for_each(|(on, day)| self.change(GridChange::together(day), on))
    }

    fn change(&mut self, change: GridChange, on: Day) -> Result<(), CalendarError> {
        let is_other = change.cadence.is_some_and(|cadence| cadence != self.cadence);
        if change.anchor.is_none() && !is_other {
            return Ok(());
        }
        self.run_to(on)?;
        self.cadence = change.cadence.unwrap_or(self.cadence);
        self.anchor = change.anchor.unwrap_or(self.anchor);
        let era = self.last();
        let grid = self.rules.grid(self.cadence, self.anchor, on)?;
        // A change that leaves the period as it is cuts nothing.
        let joins = era.moved == 0 && grid.period_of_day(on)?.1 == self.running(on)?;
        self.begin(Era { from: on, until: None, grid, moved: 0, joins });
        Ok(())
    }

    fn shift(&mut self, from: Day, until: Day) -> Result<(), CalendarError> {
        let (era, nominal) = (self.last(), self.running(from)?);
        if from.plus_days(-era.moved)? == nominal.start_day() {
            self.close(from);
            return self.restart(until);
        }
        let moved = era.moved + from.days_until(until);
        self.close(from);
        self.begin(Era { from: until, until: None, grid: era.grid, moved, joins: true });
        Ok(())
    }

    fn hold_back(&mut self, shift: Shift) -> Result<(), CalendarError> {
        let Shift { from, last_from, .. } = shift;
        let (era, nominal) = (self.last(), self.running(from)?);
        let begun = self.eras.list.iter().rev().find(|era| !era.joins).unwrap_or(&era);
        let first = nominal.start_day().plus_days(begun.moved)?.max(begun.from);
        let number = nominal.start_day().days_until(from) - era.moved + 1;
        if let (true, Ok(number)) = (first < from, u32::try_from(number)) {
            let moved = era.moved + from.days_until(last_from);
            let uncut_end = nominal.end_day().plus_days(moved)?;
            self.eras.held = Some(HeldBack { from: last_from, nominal, uncut_end, number });
        }
        self.close(from);
        Ok(())
    }

    /// Ends the last era at a date; one that has no date is none.
    fn close(&mut self, at: Day) {
        if let Some(last) = self.eras.list.last_mut() {
            last.until = Some(at);
        }
    }
}
