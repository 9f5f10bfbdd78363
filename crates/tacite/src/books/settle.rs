//! A run goes through the items and their reference periods from the frontier to the last one that
//! is due (CST-1, CHG-8).
//!
//! A monthly item charged up to 31 May: the frontier is 1 June, so a run on 15 June looks at June,
//! finds it uncharged and due, looks at July, finds it not due, and stops.
//!
//! What is charged in one reference period is decided by [`super::difference`]; what else is looked at
//! when something new was recorded, by [`super::review`].

use super::difference::{Key, Open, Run};
use super::ledger::KeyLedger;
use super::{Books, Frontier, ItemBooks, Posting};
use crate::calendar::{CalendarError, Day};
use crate::contract::{DuePolicy, ItemId, ItemSchedule};
use crate::money::MoneyError;
use crate::schedule::{BillingPeriods, OwedDays, Reference, Standing};
use crate::timeline::{ItemTimeline, Life, Segment, Timeline};

/// Which reference periods a run looks at (CST-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Examined {
    /// Those at or after the frontier: nothing new was recorded.
    FromFrontier,
    /// Those at or after the earlier of the frontier and the first day that a new event reaches;
    /// [`Day::MIN`] for all.
    From(Day),
}

/// Why a subscription can't be settled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SettleError {
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
    posting.exponent = exponent(timeline, books);
    let mut run = Run {
        timeline,
        books,
        // No day is late enough for what is never due.
        as_of: until.as_of.min(Day::MAX.saturating_plus_days(-1)),
        exponent: posting.exponent,
        policy: timeline
            .life
            .as_ref()
            .map_or(DuePolicy::OnEffect, |life| life.contract.billing.due),
        owed: OwedDays::new(),
        ledger: KeyLedger::default(),
        posting,
        next_on: None,
    };
    if let Some(life) = &timeline.life {
        for item in timeline.items.as_slice() {
            let segments = timeline.segments_of(item);
            let place = Place { life, item, segments, known: books.item(item.id), until };
            run.settle_item(&place)?;
        }
    }
    if until.examined != Examined::FromFrontier {
        run.settle_gone()?;
    }
    if !timeline.adjustments.is_empty() || books.item(ItemId::ADJUSTMENT).is_some() {
        run.settle_adjustments(until.examined)?;
    }
    Ok(run.next_on)
}

/// Decimals of the currency: where nothing was started, what is in the books has the currency that
/// its lines were made in, and nothing is multiplied but their own terms.
fn exponent(timeline: &Timeline<'_>, books: &Books) -> u32 {
    let life = timeline.life.as_ref();
    life.map_or(books.exponent, |life| life.contract.currency.exponent())
}

/// The item that is being settled.
pub(super) struct Place<'t, 'h> {
    pub(super) life: &'t Life<'h>,
    pub(super) item: &'t ItemTimeline<'h>,
    pub(super) segments: &'t [Segment],
    pub(super) known: Option<&'t ItemBooks>,
    pub(super) until: Until,
}

impl Place<'_, '_> {
    pub(super) fn date(&self, error: CalendarError) -> SettleError {
        SettleError::Date { item: self.item.id, error }
    }

    pub(super) fn frontier(&self) -> Option<Frontier> {
        self.known.and_then(|known| known.frontier)
    }

    /// CST-1: the first day that the run looks at; [`Day::MIN`] if the item was never billed.
    pub(super) fn reach(&self) -> Day {
        let Some(frontier) = self.frontier() else {
            return Day::MIN;
        };
        let known = frontier.waiting.map_or(frontier.uncharged, |day| day.min(frontier.uncharged));
        match self.until.examined {
            Examined::FromFrontier => known,
            Examined::From(reach) => reach.min(known),
        }
    }
}

impl Run<'_, '_, '_> {
    #[inline]
    fn settle_item(&mut self, place: &Place<'_, '_>) -> Result<(), SettleError> {
        let item = place.item;
        let (ItemSchedule::Recurring(recurrence), Some(grid)) = (&item.item.schedule, &item.grid)
        else {
            return self.settle_one_off(place);
        };
        let periods = BillingPeriods { life: place.life, item, recurrence, grid };
        let frontier = place.frontier();
        let is_steady = match frontier {
            Some(frontier) => {
                place.until.examined == Examined::FromFrontier && frontier.waiting.is_none()
            }
            None => place.known.is_none_or(|known| known.lines.is_empty()),
        };
        if is_steady && frontier.is_some_and(|frontier| frontier.uncharged == Day::MAX) {
            // Nothing of it will ever be due.
            return Ok(());
        }
        let next = if is_steady && item.course.is_none() {
            let from = frontier.map_or(item.from, |frontier| frontier.uncharged);
            Frontier { uncharged: self.walk(place, periods, from)?, waiting: None }
        } else {
            self.review(place, &periods, place.reach())?
        };
        self.note_frontier(item.id, frontier, next);
        Ok(())
    }

    /// Notes a frontier that moved.
    #[inline]
    pub(super) fn note_frontier(&mut self, item: ItemId, known: Option<Frontier>, next: Frontier) {
        if known != Some(next) {
            self.posting.frontiers.push((item, next));
        }
    }

    /// Goes through the periods from the frontier on: of those, nothing that is charged has to be
    /// credited. Returns the new frontier.
    fn walk(
        &mut self,
        place: &Place<'_, '_>,
        periods: BillingPeriods<'_, '_>,
        from: Day,
    ) -> Result<Day, SettleError> {
        let date = |error| place.date(error);
        let (mut index, mut nominal) = periods.grid.period_of_day(from).map_err(date)?;
        let lines = place.known.map_or(&[][..], |known| &known.lines);
        let last_charged = lines.last().map(|line| line.reference);
        let mut frontier = None;
        let (mut looked_at, mut goes_on) = (0, false);
        while let Some(billing) = periods.within(index, nominal).map_err(date)? {
            looked_at += 1;
            goes_on = false;
            place.check_count(looked_at)?;
            let reference = Reference::Period(nominal);
            let is_due = billing.trigger <= self.as_of;
            let is_new = last_charged.is_none_or(|last| last < reference);
            if is_new && periods.is_freed_from(nominal.start_day(), place.segments) {
                break;
            }
            let known = place.known.filter(|_| !is_new);
            let lines = known.map_or(&[][..], |known| known.lines_of(reference));
            let key = Key {
                item: place.item.id,
                reference,
                billing: billing.period,
                more: &[],
                moved: &[],
                lines,
            };
            let open = match periods.whole(&billing, place.segments) {
                // The usual walk charges a whole period, and ends at one that is not due.
                Some(owed) if is_new && is_due => {
                    self.charge_whole(&key, owed)?;
                    Open::default()
                }
                Some(owed) if is_new => {
                    self.will_be_due(owed.due);
                    frontier.get_or_insert(nominal.start_day());
                    break;
                }
                Some(_) | None => {
                    periods.owed(&billing, place.segments, &mut self.owed);
                    self.settle_key(&key, Some(&mut Standing::new(&periods, place.segments)))?
                }
            };
            if open.uncharged {
                frontier.get_or_insert(nominal.start_day());
            }
            // Triggers rise with the periods, but a change may fall due after its own period's
            // trigger and after the next one's. So looking ends at a trigger that can't be the next
            // due date.
            let past_charged = last_charged.is_none_or(|last| last <= reference);
            let next_is_known = self.next_on.is_some_and(|next| next <= billing.trigger);
            if past_charged && !is_due && next_is_known {
                goes_on = true;
                break;
            }
            let after = periods.after(index, nominal).map_err(date)?;
            let is_gone = periods.is_freed_from(nominal.end_day(), place.segments);
            (index, nominal) = (index.saturating_add(1), after);
            if past_charged && is_gone {
                break;
            }
        }
        // Where it stopped for good, nothing will be due but by an event that reaches it.
        Ok(frontier.unwrap_or(if goes_on { nominal.start_day() } else { Day::MAX }))
    }
}

impl Place<'_, '_> {
    pub(super) fn check_count(&self, looked_at: u32) -> Result<(), SettleError> {
        let periods_max = self.until.periods_max;
        if looked_at > periods_max {
            return Err(SettleError::TooManyPeriods { item: self.item.id, periods_max });
        }
        Ok(())
    }
}
