//! A run goes through the items and their reference periods from the frontier to the last one that
//! is due (CST-1, CHG-8).
//!
//! A monthly item charged up to 31 May: the frontier is 1 June, so a run on 15 June looks at June,
//! finds it uncharged and due, looks at July, finds it not due, and stops.
//!
//! What is charged in one reference period is decided by [`super::difference`].

use super::difference::{Key, Run};
use super::{BookLine, Books, ItemBooks, Posting};
use crate::calendar::{CalendarError, Day, Period};
use crate::contract::{ItemId, ItemSchedule};
use crate::money::MoneyError;
use crate::schedule::{BillingPeriods, DayRange, Owed, Reference, one_off_due};
use crate::timeline::{ItemTimeline, Life, Segment, Timeline};

/// Which reference periods a run looks at (CST-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Examined {
    /// Those at or after the frontier: nothing new was recorded.
    FromFrontier,
    /// Those at or after the earlier of the frontier and the first day that a new event reaches.
    From(Day),
    /// All.
    Everything,
}

/// What a run comes to.
#[derive(Debug)]
pub(crate) struct Settled {
    pub(crate) posting: Posting,
    /// The next day on which anything will be due.
    pub(crate) next_on: Option<Day>,
}

/// Why a subscription can't be settled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SettleError {
    /// Issued days are no longer owed, or at other terms.
    #[error(
        "item {item}, period {reference}: issued days {days:?} would need a credit note, which this version does not make yet (INV-6)"
    )]
    CorrectionNeeded {
        /// Which item.
        item: ItemId,
        /// Which reference period.
        reference: Reference,
        /// The first days concerned.
        days: DayRange,
    },
    /// An amount is too large.
    #[error("item {item}, period {reference}: {error}")]
    Amount {
        /// Which item.
        item: ItemId,
        /// Which reference period.
        reference: Reference,
        /// What is wrong.
        #[source]
        error: MoneyError,
    },
    /// A date lies outside the calendar.
    #[error("item {item}: {error}")]
    Date {
        /// Which item.
        item: ItemId,
        /// What is wrong.
        #[source]
        error: CalendarError,
    },
    /// The run would look at too many periods.
    #[error(
        "item {item}: more than {periods_max} periods to look at: bill up to an earlier day (CST-2)"
    )]
    TooManyPeriods {
        /// Which item.
        item: ItemId,
        /// The bound.
        periods_max: u32,
    },
}

/// How far a run goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Until {
    /// The last day that counts as due.
    pub(crate) as_of: Day,
    /// Most periods of one item to look at (CST-2).
    pub(crate) periods_max: u32,
}

/// Settles every item up to a day, that day included.
pub(crate) fn settle(
    timeline: &Timeline<'_>,
    books: &Books,
    examined: Examined,
    until: Until,
) -> Result<Settled, SettleError> {
    let mut run = Run::new(timeline, books, until.as_of);
    if examined == Examined::Everything {
        check_items(timeline, books)?;
    }
    let Some(life) = &timeline.life else {
        return Ok(run.settled);
    };
    for item in &timeline.items {
        let segments = timeline.segments_of(item);
        let place = Place {
            timeline,
            life,
            item,
            segments,
            known: books.item(item.id),
        };
        match (&item.item.schedule, item.grid) {
            (ItemSchedule::Recurring(recurrence), Some(grid)) => {
                let periods = BillingPeriods {
                    life,
                    item,
                    recurrence,
                    grid,
                };
                let walk = Walk {
                    place: &place,
                    periods,
                    examined,
                };
                walk.recurring(&mut run, until.periods_max)?;
            }
            (ItemSchedule::Once, _) | (ItemSchedule::Recurring(_), None) => {
                one_off(&place, &mut run)?;
            }
        }
    }
    Ok(run.settled)
}

/// The item that is being settled.
pub(super) struct Place<'t, 'h> {
    pub(super) timeline: &'t Timeline<'h>,
    pub(super) life: &'t Life<'h>,
    pub(super) item: &'t ItemTimeline<'h>,
    pub(super) segments: &'t [Segment],
    pub(super) known: Option<&'t ItemBooks>,
}

impl<'t> Place<'t, '_> {
    fn lines_of(&self, reference: Reference) -> &'t [BookLine] {
        self.known
            .map_or(&[][..], |known| known.lines_of(reference))
    }

    fn date(&self, error: CalendarError) -> SettleError {
        SettleError::Date {
            item: self.item.id,
            error,
        }
    }
}

/// Lines of items that the history no longer has would all have to be credited.
fn check_items(timeline: &Timeline<'_>, books: &Books) -> Result<(), SettleError> {
    let gone = |known: &&ItemBooks| timeline.items.iter().all(|item| item.id != known.id);
    for known in books.items.iter().filter(gone) {
        if let Some(line) = known.lines.first() {
            return Err(correction(known.id, line));
        }
    }
    Ok(())
}

fn one_off(place: &Place<'_, '_>, run: &mut Run<'_>) -> Result<(), SettleError> {
    let date = |error| place.date(error);
    run.owed.clear();
    let due = one_off_due(place.life, place.item, place.segments).map_err(date)?;
    if let (Some((terms, due)), Some(days)) = (due, DayRange::new(1, 2)) {
        run.owed.push(Owed { days, terms, due });
    }
    let day_after = place.item.from.succ().map_err(date)?;
    let billing = Period::from_days(place.item.from, day_after).map_err(date)?;
    let reference = Reference::Once;
    run.settle_key(&Key {
        place,
        reference,
        billing,
        lines: place.lines_of(reference),
    })?;
    Ok(())
}

/// A recurring item and the periods to look at.
struct Walk<'w, 't, 'h> {
    place: &'w Place<'t, 'h>,
    periods: BillingPeriods<'t, 'h>,
    examined: Examined,
}

impl Walk<'_, '_, '_> {
    fn recurring(&self, run: &mut Run<'_>, periods_max: u32) -> Result<(), SettleError> {
        let (place, periods) = (self.place, &self.periods);
        let date = |error| place.date(error);
        let first = periods.first_index();
        let last_charged = self.check_lines(first)?;
        let mut index = self.start_index().max(first);
        let mut frontier = None;
        let mut looked_at = 0;
        while let Some(billing) = periods.at(index).map_err(date)? {
            looked_at += 1;
            if looked_at > periods_max {
                return Err(SettleError::TooManyPeriods {
                    item: place.item.id,
                    periods_max,
                });
            }
            periods.owed(&billing, place.segments, &mut run.owed);
            let reference = Reference::Period(billing.nominal);
            let lines = place.lines_of(reference);
            let all_charged = run.settle_key(&Key {
                place,
                reference,
                billing: billing.period,
                lines,
            })?;
            if !all_charged {
                frontier.get_or_insert(billing.nominal.start_day());
            }
            let past_charged = last_charged.is_none_or(|last| last <= index);
            if past_charged && !all_charged && billing.trigger > run.as_of {
                break;
            }
            index = index.saturating_add(1);
            if past_charged && periods.is_gone_after(billing.nominal) {
                break;
            }
        }
        let frontier = match frontier {
            Some(day) => day,
            None => periods.grid.boundary_day(index).map_err(date)?,
        };
        if place.known.and_then(|known| known.frontier) != Some(frontier) {
            run.settled
                .posting
                .frontiers
                .push((place.item.id, frontier));
        }
        Ok(())
    }

    /// CST-1: where looking begins.
    fn start_index(&self) -> i64 {
        let frontier = self.place.known.and_then(|known| known.frontier);
        let from = match (self.examined, frontier) {
            (Examined::FromFrontier, Some(frontier)) => frontier,
            (Examined::From(reach), Some(frontier)) => reach.min(frontier),
            (Examined::Everything, _) | (_, None) => return i64::MIN,
        };
        self.periods.grid.index_of_day(from)
    }

    /// Returns the index of the last charged period. One that the item no longer has would have to
    /// be credited.
    fn check_lines(&self, first: i64) -> Result<Option<i64>, SettleError> {
        let Some(known) = self.place.known else {
            return Ok(None);
        };
        let index_of = |line: &BookLine| match line.reference {
            Reference::Period(period) => Some(self.periods.grid.index_of_day(period.start_day())),
            Reference::Once => None,
        };
        if self.examined != Examined::FromFrontier {
            for line in &known.lines {
                let billing = match index_of(line) {
                    Some(index) if index >= first => self.periods.at(index).ok().flatten(),
                    Some(_) | None => None,
                };
                let nominal = billing.map(|billing| Reference::Period(billing.nominal));
                if nominal != Some(line.reference) {
                    return Err(correction(self.place.item.id, line));
                }
            }
        }
        Ok(known.lines.last().and_then(index_of))
    }
}

fn correction(item: ItemId, line: &BookLine) -> SettleError {
    let days = line.days.first();
    SettleError::CorrectionNeeded {
        item,
        reference: line.reference,
        days,
    }
}
