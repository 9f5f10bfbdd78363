//! A clock that a pause stops leads to a later date: by as many days as were stopped before it
//! (PAU-3).
//!
//! A commitment set on 1 January up to 1 July 2025, a pause `[10 March, 24 March)`: 14 days stopped,
//! so it ends on 15 July. A second pause from 10 July for a week comes before that, so 22 July.
//!
//! Which pauses stop which clock is decided by their events.

use super::pauses::PauseWindow;
use crate::calendar::Day;
use crate::contract::{Clock, Clocks};

/// Which of the clocks of a pause is asked for.
pub(crate) type WhichClock = fn(&Clocks) -> Clock;

/// Returns the date that a date moves to, set on a day: the first one before which as many days are
/// not stopped; none if a pause without an end keeps it from coming.
pub(crate) fn moved(
    date: Day,
    set_on: Day,
    windows: &[PauseWindow],
    clock: WhichClock,
) -> Option<Day> {
    let (mut at, mut left) = (set_on, set_on.days_until(date));
    if left <= 0 {
        return Some(date);
    }
    for window in windows.iter().filter(|window| clock(&window.clocks) == Clock::Stops) {
        let from = window.from.max(at);
        if window.until.is_some_and(|until| until <= from) {
            continue;
        }
        let before = at.days_until(from);
        if before >= left {
            break;
        }
        left -= before;
        at = window.until?;
    }
    at.plus_days(left).ok()
}
