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
use crate::schedule::{BillingPeriods, DayRange, DaySet, Owed, OwedDays, Reference, one_off_due};
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
    /// Which periods are looked at.
    pub(crate) examined: Examined,
}

/// Settles every item up to a day, that day included: adds to the posting what it comes to. Returns
/// the next day on which anything will be due.
pub(crate) fn settle(
    timeline: &Timeline<'_>,
    books: &Books,
    until: Until,
    posting: &mut Posting,
) -> Result<Option<Day>, SettleError> {
    if until.examined == Examined::Everything {
        check_items(timeline, books)?;
    }
    let Some(life) = &timeline.life else {
        return Ok(None);
    };
    let mut run = Run {
        books,
        as_of: until.as_of,
        exponent: life.contract.currency.exponent(),
        owed: OwedDays::new(),
        posting,
        next_on: None,
    };
    for item in timeline.items.as_slice() {
        let segments = timeline.segments_of(item);
        let place = Place { timeline, life, item, segments, known: books.item(item.id) };
        match (&item.item.schedule, &item.grid) {
            (ItemSchedule::Recurring(recurrence), Some(grid)) => {
                let periods = BillingPeriods { life, item, recurrence, grid };
                let walk = Walk { place: &place, periods, examined: until.examined };
                walk.recurring(&mut run, until.periods_max)?;
            }
            (ItemSchedule::Once, _) | (ItemSchedule::Recurring(_), None) => {
                one_off(&place, &mut run)?;
            }
        }
    }
    Ok(run.next_on)
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
        self.known.map_or(&[][..], |known| known.lines_of(reference))
    }

    fn date(&self, error: CalendarError) -> SettleError {
        SettleError::Date { item: self.item.id, error }
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
    // A period charged before the item became a one-off would have to be credited.
    for line in place.known.map_or(&[][..], |known| &known.lines) {
        if line.reference != Reference::Once {
            return Err(correction(place.item.id, line));
        }
    }
    run.owed.clear();
    let due = one_off_due(place.life, place.item, place.segments).map_err(date)?;
    if let (Some((terms, due)), Some(days)) = (due, DayRange::new(1, 2)) {
        run.owed.push(Owed { days, terms, due });
    }
    let day_after = place.item.from.succ().map_err(date)?;
    let billing = Period::from_days(place.item.from, day_after).map_err(date)?;
    let reference = Reference::Once;
    run.settle_key(&Key { place, reference, billing, lines: place.lines_of(reference) })?;
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
        let (mut index, mut nominal) = self.start()?;
        let lines = place.known.map_or(&[][..], |known| &known.lines);
        let last_charged = lines.last().map(|line| line.reference);
        let mut frontier = None;
        let mut looked_at = 0;
        while let Some(billing) = periods.within(index, nominal).map_err(date)? {
            looked_at += 1;
            if looked_at > periods_max {
                return Err(SettleError::TooManyPeriods { item: place.item.id, periods_max });
            }
            let reference = Reference::Period(nominal);
            let is_due = billing.trigger <= run.as_of;
            let is_new = last_charged.is_none_or(|last| last < reference);
            if is_new && periods.is_gone_by(nominal.start_day()) {
                break;
            }
            let lines = if is_new { &[][..] } else { place.lines_of(reference) };
            let key = Key { place, reference, billing: billing.period, lines };
            let all_charged = match periods.whole(&billing, place.segments) {
                // The usual walk charges a whole period, and ends at one that is not due.
                Some(owed) if is_new && is_due => {
                    run.charge(&key, owed, DaySet::of(owed.days))?;
                    true
                }
                Some(owed) if is_new => {
                    run.will_be_due(owed.due);
                    frontier.get_or_insert(nominal.start_day());
                    break;
                }
                Some(_) | None => {
                    periods.owed(&billing, place.segments, &mut run.owed);
                    run.settle_key(&key)?
                }
            };
            if !all_charged {
                frontier.get_or_insert(nominal.start_day());
            }
            // Triggers rise with the periods, but a change may fall due after its own period's trigger
            // and after the next one's. So looking ends at a trigger that can't be the next due date.
            let past_charged = last_charged.is_none_or(|last| last <= reference);
            let next_is_known = run.next_on.is_some_and(|next| next <= billing.trigger);
            if past_charged && !is_due && next_is_known {
                break;
            }
            let after = periods.after(index, nominal).map_err(date)?;
            let is_gone = periods.is_gone_by(nominal.end_day());
            (index, nominal) = (index.saturating_add(1), after);
            if past_charged && is_gone {
                break;
            }
        }
        let frontier = frontier.unwrap_or(nominal.start_day());
        if place.known.and_then(|known| known.frontier) != Some(frontier) {
            run.posting.frontiers.push((place.item.id, frontier));
        }
        Ok(())
    }

    /// CST-1: where looking begins.
    fn start(&self) -> Result<(i64, Period), SettleError> {
        let grid = self.periods.grid;
        let frontier = self.place.known.and_then(|known| known.frontier);
        let first = self.place.item.from;
        let from = match (self.examined, frontier) {
            (Examined::FromFrontier, Some(frontier)) => frontier,
            (Examined::From(reach), Some(frontier)) => reach.min(frontier).max(first),
            (Examined::FromFrontier | Examined::From(_) | Examined::Everything, _) => first,
        };
        if self.examined != Examined::FromFrontier {
            self.check_lines()?;
        }
        grid.period_of_day(from).map_err(|error| self.place.date(error))
    }

    /// Every charged period must still be one of the item's, or it would have to be credited.
    fn check_lines(&self) -> Result<(), SettleError> {
        let first = self.periods.first_index();
        for line in self.place.known.map_or(&[][..], |known| &known.lines) {
            let billing = match line.reference {
                Reference::Period(period) => {
                    let index = self.periods.grid.index_of_day(period.start_day());
                    let is_later = index >= first;
                    is_later.then(|| self.periods.at(index).ok().flatten()).flatten()
                }
                Reference::Once => None,
            };
            let nominal = billing.map(|billing| Reference::Period(billing.nominal));
            if nominal != Some(line.reference) {
                return Err(correction(self.place.item.id, line));
            }
        }
        Ok(())
    }
}

fn correction(item: ItemId, line: &BookLine) -> SettleError {
    let days = line.days.first();
    SettleError::CorrectionNeeded { item, reference: line.reference, days }
}
