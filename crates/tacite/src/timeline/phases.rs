//! Phases follow each other from an item's first day; pauses that stop their clock put their ends off
//! (CHG-2, PAU-3).
//!
//! From 31 January 2025, two phases of one month end on 28 February and 31 March; with a pause
//! `[10 February, 17 February)` that stops the clock, on 7 March and 7 April.
//!
//! What a phase costs is decided by its price.

use alloc::vec::Vec;

use super::clock::moved;
use super::pauses::PauseWindow;
use crate::calendar::{CalendarError, Day, Length, Overflow, Unit};
use crate::contract::{Phase, PhasePrice};

/// The first day after each phase, and what it costs.
pub(super) type Phases = Vec<(Day, PhasePrice)>;

/// Returns the first day after each phase. Months that follow each other are added before they are
/// counted, so that ends don't drift; each end is then moved by the days stopped before it.
pub(super) fn phase_ends(
    from: Day,
    phases: &[Phase],
    pauses: &[PauseWindow],
) -> Result<Phases, CalendarError> {
    let mut ends: Phases = Vec::with_capacity(phases.len());
    let (mut base, mut months, mut before) = (from, 0_u32, from);
    for phase in phases {
        let Length { count, unit } = phase.length;
        let end = match unit {
            Unit::Day | Unit::Week => {
                base = phase.length.after_day(before, Overflow::Backward)?;
                months = 0;
                base
            }
            Unit::Month | Unit::Year => {
                let per_unit = if unit == Unit::Year { 12 } else { 1 };
                months = months.saturating_add(count.saturating_mul(per_unit));
                Length::months(months).after_day(base, Overflow::Backward)?
            }
        };
        before = end;
        ends.push((end, phase.price));
    }
    for (end, _) in &mut ends {
        *end = moved(*end, from, pauses, |clocks| clocks.phases).unwrap_or(Day::MAX);
    }
    Ok(ends)
}
