//! Pauses are windows of dates, read off the events in order; they stop clocks (PAU-1 to PAU-3).
//!
//! Paused on 10 March until 24 March, resumed on 20 March: the window `[10 March, 20 March)`. A date
//! of 1 July set on 1 January comes on 11 July then, if its clock stops.
//!
//! What a window does to the days in it is decided by [`super::walk`] and [`super::diary`].

use chrono::NaiveDate;
use tacite::contract::{Clocks, PauseShape};
use tacite::history::{Event, EventKind};

use super::OracleError;
use super::step::{days_between, walk};

/// A pause: its first day, and the first day after it if that is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    pub(super) from: NaiveDate,
    pub(super) until: Option<NaiveDate>,
    pub(super) shape: PauseShape,
    pub(super) clocks: Clocks,
}

impl Window {
    pub(super) fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.runs_after(day)
    }

    fn runs_after(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day < until)
    }
}

/// The windows that events open and close, which come by (effective, sequence).
pub(super) fn windows(events: &[&Event]) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    for event in events {
        let day = event.effective_on;
        if let EventKind::Paused { pause } = &event.kind {
            if pause.until.is_some_and(|until| until <= day) {
                continue;
            }
            close(&mut windows, day);
            windows.push(Window {
                from: day,
                until: pause.until,
                shape: pause.shape,
                clocks: pause.clocks,
            });
        } else if event.kind == EventKind::Resumed {
            close(&mut windows, day);
        }
    }
    windows
}

/// Ends the window that runs on a day; one that began on it is none any more.
fn close(windows: &mut Vec<Window>, day: NaiveDate) {
    if let Some(running) = windows.last_mut()
        && running.covers(day)
    {
        running.until = Some(day);
        if running.from == day {
            windows.pop();
        }
    }
}

/// The windows as an item sees them that is there from a day on.
pub(super) fn seen_from(windows: &[Window], from: NaiveDate) -> Vec<Window> {
    let ahead = windows.iter().filter(|window| window.runs_after(from));
    ahead.map(|window| Window { from: window.from.max(from), ..*window }).collect()
}

/// PAU-3: a date set by an event, moved by the days that windows stop; nothing if it never comes.
///
/// The windows come in order and don't overlap.
pub(super) fn moved<'w>(
    date: NaiveDate,
    set_on: NaiveDate,
    stopping: impl Iterator<Item = &'w Window>,
) -> Result<Option<NaiveDate>, OracleError> {
    let (mut at, mut left) = (set_on, days_between(set_on, date));
    if left <= 0 {
        return Ok(Some(date));
    }
    for window in stopping.filter(|window| window.runs_after(set_on)) {
        let running = days_between(at, window.from).max(0);
        if running >= left {
            break;
        }
        left -= running;
        match window.until {
            Some(until) => at = until,
            None => return Ok(None),
        }
    }
    walk(at, left).map(Some)
}
