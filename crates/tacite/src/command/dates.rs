//! Words become dates: "next period", "at renewal", "for three weeks" (HIS-3).
//!
//! Monthly on the 1st, said on 20 February 2025: the next period begins on 1 March 2025; a pause
//! for three weeks from 10 March 2025 lasts until the 31st.
//!
//! Whether something may be effective on that date is decided by [`super::checks`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::ground::{Ground, cadence};
use super::refusal::RefusalRule;
use super::words::{PauseLength, When};
use crate::books::Books;
use crate::calendar::{Day, Length, Overflow};
use crate::contract::{ItemId, PauseRule};
use crate::schedule::{DayRange, Reference, period_end_after, without};
use crate::timeline::ItemTimeline;

/// Returns the day from which a change of an item, or of the whole, holds.
///
/// An item that is not there, or is charged once, leads to no date.
pub(super) fn effective(
    ground: &Ground<'_>,
    when: When,
    id: Option<ItemId>,
    today: NaiveDate,
) -> Result<NaiveDate, RefusalRule> {
    match when {
        When::Now => Ok(today),
        When::On(date) => Ok(date),
        When::NextPeriod => {
            let day = Day::of(today);
            let item = match id {
                Some(id) => {
                    let item = ground.item(id).ok_or(RefusalRule::UnknownItem { id })?;
                    Some(item)
                        .filter(|item| item.grid.is_some())
                        .ok_or(RefusalRule::NotRecurring { id })?
                }
                None => ground.first_recurring(day, |_| true).ok_or(RefusalRule::NothingRecurs)?,
            };
            next_period(item, day)
        }
        When::NextRenewal => renewal(ground, today),
    }
}

/// Returns the day of the next renewal.
pub(super) fn renewal(ground: &Ground<'_>, today: NaiveDate) -> Result<NaiveDate, RefusalRule> {
    let renewal = crate::query::next_renewal(ground.history, today)?;
    renewal.map(|renewal| renewal.on).ok_or(RefusalRule::NoRenewal { day: today })
}

/// Returns the first day of the first period of an item that begins after a day.
fn next_period(item: &ItemTimeline<'_>, day: Day) -> Result<NaiveDate, RefusalRule> {
    if day < item.from { Ok(item.from.date()) } else { period_end(item, day) }
}

/// Returns the first day after a day on which a period of an item ends.
pub(super) fn period_end(item: &ItemTimeline<'_>, day: Day) -> Result<NaiveDate, RefusalRule> {
    let end = period_end_after(item, day)?;
    end.map(Day::date).ok_or(RefusalRule::EndlessPeriod { day: day.date() })
}

/// Returns the day on which a pause ends; none if it is open.
pub(super) fn pause_end(
    ground: &Ground<'_>,
    from: NaiveDate,
    length: PauseLength,
) -> Result<Option<NaiveDate>, RefusalRule> {
    let counted = |length: Length| length.after(from, Overflow::Backward);
    Ok(match length {
        PauseLength::Open => None,
        PauseLength::Until(date) => Some(date),
        PauseLength::Days(days) => Some(counted(Length::days(days))?),
        PauseLength::Weeks(weeks) => Some(counted(Length::weeks(weeks))?),
        PauseLength::Periods(periods) => {
            let day = Day::of(from);
            let follows = |item: &ItemTimeline<'_>| item.item.pausing == PauseRule::Follows;
            let item = ground.first_recurring(day, follows).ok_or(RefusalRule::NothingRecurs)?;
            Some(periods_after(item, day, periods)?.date())
        }
    })
}

/// Returns the day that lies so many periods of an item after a day.
pub(super) fn periods_after(
    item: &ItemTimeline<'_>,
    day: Day,
    periods: u32,
) -> Result<Day, RefusalRule> {
    if let (Some(grid), None) = (item.grid, &item.course)
        && grid.is_boundary(day)
    {
        return Ok(grid.boundary_day(grid.index_of_day(day).saturating_add(i64::from(periods)))?);
    }
    let cadence = cadence(item, day).ok_or(RefusalRule::NothingRecurs)?;
    let count = cadence.count().saturating_mul(periods);
    Ok(Length { count, unit: cadence.unit() }.after_day(day, Overflow::Backward)?)
}

/// Returns the first day of an item that is not issued: the day after the last one that is charged
/// and not credited, or its first day (HIS-8).
pub(super) fn issued_end(books: &Books, item: &ItemTimeline<'_>) -> Day {
    let mut end = item.from;
    let lines = || books.lines().filter(|issued| issued.item == item.id);
    for issued in lines().filter(|issued| !issued.line.is_credit()) {
        let line = issued.line;
        let credits: Vec<DayRange> = lines()
            .map(|other| other.line)
            .filter(|other| {
                other.corrects == Some(line.ordinal)
                    && (other.reference, other.terms) == (line.reference, line.terms)
            })
            .flat_map(|credit| credit.days.ranges())
            .collect();
        let mut last = 0;
        for range in line.days.ranges() {
            without(range, &credits, &mut |kept| last = kept.end() - 1);
        }
        let (Reference::Period(nominal), 1..) = (line.reference, last) else {
            continue;
        };
        let after = nominal.start_day().saturating_plus_days(i64::from(last));
        // A Shift pause moves days, so that the period's service ends after its nominal end.
        let is_moved = line.billing.end_day() > nominal.end_day();
        end = end.max(if is_moved { line.billing.end_day() } else { after });
    }
    end
}
