//! The course of an item is what makes its periods other than those of one grid: eras, changes of
//! timing, pauses that skip or move periods (PAU-1, PAU-2, HIS-8).
//!
//! The usual item has none: its periods are those of its grid from its first day on.
//!
//! What the periods are then is decided by [`crate::schedule`].

use alloc::vec::Vec;

use super::grids::{Era, Eras, HeldBack};
use super::pauses::PauseWindow;
use crate::calendar::Day;
use crate::contract::{PauseShape, Timing};

/// What makes an item's periods other than those of one grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Course {
    /// By rising day, at least one.
    pub(crate) eras: Vec<Era>,
    pub(crate) held: Option<HeldBack>,
    /// By rising day.
    timings: Vec<(Day, Timing)>,
    /// The item's days of pauses that skip whole periods.
    pub(crate) skips: Vec<DayWindow>,
    /// The item's days of pauses that shift.
    pub(crate) shifts: Vec<DayWindow>,
    /// The first day of a pause without an end that skips all periods which begin in it.
    pub(crate) skipped_from: Option<Day>,
}

/// Days from one on, up to another if that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayWindow {
    pub(crate) from: Day,
    pub(crate) until: Option<Day>,
}

impl DayWindow {
    pub(crate) fn contains(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

impl Course {
    /// Makes the course of an item from its first day, if it has one.
    pub(super) fn of(
        eras: Eras,
        timings: Vec<(Day, Timing)>,
        pauses: &[PauseWindow],
        from: Day,
    ) -> Option<Self> {
        let of_shape = |shape: PauseShape| {
            let windows = pauses.iter().filter(|window| window.shape == shape);
            let own = |window: &PauseWindow| DayWindow {
                from: window.from.max(from),
                until: window.until,
            };
            windows.map(own).collect::<Vec<_>>()
        };
        let skips = of_shape(PauseShape::WholePeriods);
        let shifts = of_shape(PauseShape::Shift);
        let open = skips.iter().find(|window| window.until.is_none());
        let skipped_from = open.map(|window| window.from);
        let Eras { list, held } = eras;
        let is_plain = list.len() == 1
            && list.first().is_some_and(|era| era.until.is_none() && era.moved == 0)
            && held.is_none()
            && timings.is_empty()
            && skips.is_empty()
            && shifts.is_empty();
        (!is_plain).then_some(Self { eras: list, held, timings, skips, shifts, skipped_from })
    }

    /// Returns the day from which periods are reached when a change reaches a day: the period that a
    /// Shift pause moves goes on after its nominal range, and what ends inside it began before it.
    pub(crate) fn reached_from(&self, day: Day) -> Day {
        let goes_on = |window: &DayWindow| match window.until {
            Some(until) => {
                let moved = self.eras.iter().find(|era| era.moved != 0 && era.from == until);
                moved.map_or(Some(until), |era| era.until)
            }
            None => None,
        };
        self.shifts.iter().rev().fold(day, |day, window| {
            let holds = window.from <= day && goes_on(window).is_none_or(|until| day <= until);
            if holds { window.from } else { day }
        })
    }

    /// Returns the timing of a billing period that begins on a day, given what the item says.
    pub(crate) fn timing(&self, agreed: Timing, on: Day) -> Timing {
        let changes = self.timings.iter().take_while(|(from, _)| *from <= on);
        changes.last().map_or(agreed, |(_, timing)| *timing)
    }
}
