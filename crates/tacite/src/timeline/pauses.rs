//! Pauses become windows that don't overlap: a later pause or a resumption ends the one that runs
//! (PAU-1, HIS-3).
//!
//! Paused from 10 March until 24 March 2025, resumed on the 17th: one window, `[10 March, 17 March)`.
//!
//! What a window does to an item's days is decided in [`super::item_fold`] and [`super::grids`], what
//! it does to a date that a clock leads to in [`super::clock`].

use alloc::vec::Vec;

use crate::calendar::Day;
use crate::contract::{Clocks, Pause, PauseShape};

/// What the log says of pauses.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PauseEvent {
    pub(crate) on: Day,
    pub(crate) sequence: u64,
    /// None for a resumption.
    pub(crate) pause: Option<Pause>,
}

/// The days of a pause: from its first day up to the day of resumption, if that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PauseWindow {
    pub(crate) from: Day,
    pub(crate) until: Option<Day>,
    pub(crate) shape: PauseShape,
    pub(crate) clocks: Clocks,
    /// Sequence number of the event that began it.
    pub(crate) sequence: u64,
}

impl PauseWindow {
    pub(crate) fn contains(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// Folds pauses and resumptions that have effect into windows by rising day.
pub(crate) fn windows(events: &[PauseEvent], has_effect: impl Fn(Day) -> bool) -> Vec<PauseWindow> {
    let mut events: Vec<PauseEvent> =
        events.iter().copied().filter(|event| has_effect(event.on)).collect();
    events.sort_by_key(|event| (event.on, event.sequence));
    let mut windows: Vec<PauseWindow> = Vec::new();
    // A pause that is over when it begins is none: it ends nothing either.
    let is_empty = |event: &PauseEvent| {
        let until = event.pause.and_then(|pause| pause.until).map(Day::of);
        until.is_some_and(|until| until <= event.on)
    };
    for event in events.into_iter().filter(|event| !is_empty(event)) {
        if let Some(running) = windows.last_mut().filter(|running| running.contains(event.on)) {
            running.until = Some(event.on);
            if running.from == event.on {
                windows.pop();
            }
        }
        if let Some(pause) = event.pause {
            let Pause { shape, until, clocks } = pause;
            let (from, sequence) = (event.on, event.sequence);
            windows.push(PauseWindow { from, until: until.map(Day::of), shape, clocks, sequence });
        }
    }
    windows
}
