//! The days on which billing periods of an item end, whatever cuts or moves them (CHG-4, HIS-8, PAU-2).
//!
//! Monthly on the 1st from 20 January 2025: periods end on 1 February, 1 March, 1 April. With the
//! anchor set to the 15th on 15 March, the third one ends on 15 March.
//!
//! The end of the contract cuts periods too: that is decided in [`super::periods`].

use crate::calendar::{CalendarError, Day};
use crate::timeline::ItemTimeline;
use crate::timeline::grids::Era;

/// Returns the first day after a day on which a period of an item ends. There is none for a one-off,
/// nor while an open Shift pause keeps the running period from ending.
///
/// # Errors
/// [`CalendarError::OutOfRange`] if it lies outside the calendar.
pub(crate) fn period_end_after(
    item: &ItemTimeline<'_>,
    day: Day,
) -> Result<Option<Day>, CalendarError> {
    let Some(grid) = item.grid else {
        return Ok(None);
    };
    let day = day.max(item.from);
    let Some(course) = &item.course else {
        return grid.boundary_day(grid.index_of_day(day) + 1).map(Some);
    };
    for (index, era) in course.eras.iter().enumerate() {
        if era.until.is_some_and(|until| until <= day) {
            continue;
        }
        let end = boundary_from(era, day.max(era.from).succ()?)?;
        let Some(until) = era.until.filter(|until| *until < end) else {
            return Ok(Some(end));
        };
        let next = course.eras.get(index + 1);
        let goes_on = next.map_or(course.held.is_some(), |next| next.joins);
        if !goes_on {
            return Ok(Some(until));
        }
    }
    Ok(None)
}

/// Returns the first boundary of an era's grid on or after a date, as its dates are moved.
fn boundary_from(era: &Era, date: Day) -> Result<Day, CalendarError> {
    let nominal = date.plus_days(-era.moved)?;
    era.grid.boundary_day(era.grid.next_index(nominal))?.plus_days(era.moved)
}
