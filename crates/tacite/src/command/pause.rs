//! A pause is recorded, or retracted and recorded again with a later end; resumptions that it would
//! run into go with it (PAU-1).
//!
//! Paused `[10 March, 24 March)`, then extended on 20 March 2025 until 7 April: the first `paused`
//! is retracted, a second one says until 7 April.
//!
//! Whether pauses overlap or break their limits is decided by [`super::checks`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::draft::Draft;
use super::ground::Ground;
use crate::calendar::Day;
use crate::contract::Pause;
use crate::history::EventKind;

/// A pause. A resumption left over from a pause that was retracted would cut it short: it is
/// retracted too.
pub(super) fn paused(ground: &Ground<'_>, from: NaiveDate, pause: Pause) -> Draft {
    Draft::replacement(resumptions(ground, from, pause.until), from, EventKind::Paused { pause })
}

/// The pause that runs today or comes next, with a later end.
pub(super) fn extended(ground: &Ground<'_>, today: NaiveDate, until: NaiveDate) -> Draft {
    let Some(window) = ground.pause_from(Day::of(today)) else {
        return Draft::default();
    };
    let Some(EventKind::Paused { pause }) =
        ground.history.event(window.sequence).map(|event| &event.kind)
    else {
        return Draft::default();
    };
    let (from, pause) = (window.from.date(), Pause { until: Some(until), ..*pause });
    let mut take_back = alloc::vec![window.sequence];
    take_back.extend(resumptions(ground, from, pause.until));
    Draft::replacement(take_back, from, EventKind::Paused { pause })
}

/// Lists the resumptions that lie inside a pause.
fn resumptions(ground: &Ground<'_>, from: NaiveDate, until: Option<NaiveDate>) -> Vec<u64> {
    let inside = |on: NaiveDate| from < on && until.is_none_or(|until| on < until);
    let events = ground.history.live_events();
    events
        .filter(|event| event.kind == EventKind::Resumed && inside(event.effective_on))
        .map(|event| event.sequence)
        .collect()
}
