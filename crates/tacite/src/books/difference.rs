//! A run charges the owed days that are due and not charged yet (CHG-8, INV-6, INV-7).
//!
//! June at 10.00 EUR, days 1 to 20 charged for 6.67: the days 21 to 30 cost what 30 days cost less
//! what 20 days cost, 10.00 − 6.67 = 3.33, so that the parts of a charge always add up to it.
//!
//! Per item and reference period the due dates are gone through in order. Days that are charged
//! but no longer owed, or owed at other terms, need a credit: that is a typed error for now.

use alloc::vec::Vec;

use super::{BookLine, Books, ItemBooks, Posting};
use crate::calendar::{CalendarError, Day, Period};
use crate::charge::{Charge, Share, charge};
use crate::contract::{ItemId, ItemSchedule};
use crate::money::MoneyError;
use crate::schedule::{BillingPeriods, DayRange, DaySet, Owed, Reference, one_off_due, without};
use crate::timeline::{ItemTimeline, Life, Segment, Terms, Timeline};

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

/// Settles every item up to a day, that day included.
pub(crate) fn settle(
    timeline: &Timeline<'_>,
    books: &Books,
    examined: Examined,
    until: Until,
) -> Result<Settled, SettleError> {
    let mut run = Run {
        books,
        until,
        exponent: timeline
            .life
            .map_or(0, |life| life.contract.currency.exponent()),
        settled: Settled {
            posting: Posting {
                version: books.version,
                seen: books.seen,
                terms: Vec::new(),
                lines: Vec::new(),
                frontiers: Vec::new(),
            },
            next_on: None,
        },
    };
    if examined == Examined::Everything {
        run.check_items(timeline)?;
    }
    let Some(life) = &timeline.life else {
        return Ok(run.settled);
    };
    let mut scratch = Vec::new();
    for item in &timeline.items {
        let place = Place {
            timeline,
            life,
            item,
            segments: timeline.segments_of(item),
            known: books.item(item.id),
        };
        match &item.item.schedule {
            ItemSchedule::Once => run.one_off(&place, &mut scratch)?,
            ItemSchedule::Recurring(recurrence) => {
                let Some(grid) = item.grid else { continue };
                let periods = BillingPeriods {
                    life,
                    item,
                    recurrence,
                    grid,
                };
                run.recurring(&place, &periods, examined, &mut scratch)?;
            }
        }
    }
    Ok(run.settled)
}

/// How far a run goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Until {
    /// The last day that counts as due.
    pub(crate) as_of: Day,
    /// Most periods of one item to look at (CST-2).
    pub(crate) periods_max: u32,
}

/// The item that is being settled.
struct Place<'t, 'h> {
    timeline: &'t Timeline<'h>,
    life: &'t Life<'h>,
    item: &'t ItemTimeline<'h>,
    segments: &'t [Segment],
    known: Option<&'t ItemBooks>,
}

struct Run<'b> {
    books: &'b Books,
    until: Until,
    exponent: u32,
    settled: Settled,
}

impl Run<'_> {
    /// Lines of items that the history no longer has would all have to be credited.
    fn check_items(&self, timeline: &Timeline<'_>) -> Result<(), SettleError> {
        let gone = self.books.items.iter().find(|known| {
            !known.lines.is_empty() && timeline.items.iter().all(|item| item.id != known.id)
        });
        gone.and_then(|known| known.lines.first().map(|line| correction(known.id, line)))
            .map_or(Ok(()), Err)
    }

    fn one_off(&mut self, place: &Place<'_, '_>, owed: &mut Vec<Owed>) -> Result<(), SettleError> {
        let id = place.item.id;
        let date = |error| SettleError::Date { item: id, error };
        owed.clear();
        let due = one_off_due(place.life, place.item, place.segments).map_err(date)?;
        if let (Some((terms, due)), Some(days)) = (due, DayRange::new(1, 2)) {
            owed.push(Owed { days, terms, due });
        }
        let lines = place
            .known
            .map_or(&[][..], |known| known.lines_of(Reference::Once));
        let day_after = place.item.from.succ().map_err(date)?;
        let billing = Period::from_days(place.item.from, day_after).map_err(date)?;
        let key = Key {
            place,
            reference: Reference::Once,
            billing,
            lines,
        };
        self.key(&key, owed)?;
        Ok(())
    }

    fn recurring(
        &mut self,
        place: &Place<'_, '_>,
        periods: &BillingPeriods<'_, '_>,
        examined: Examined,
        owed: &mut Vec<Owed>,
    ) -> Result<(), SettleError> {
        let id = place.item.id;
        let date = |error| SettleError::Date { item: id, error };
        let first = periods.first_index();
        let last_charged = self.check_periods(place, periods, examined, first)?;
        let mut index = start_index(place, periods, examined).max(first);
        let mut frontier = None;
        let mut looked_at = 0;
        loop {
            looked_at += 1;
            if looked_at > self.until.periods_max {
                let periods_max = self.until.periods_max;
                return Err(SettleError::TooManyPeriods {
                    item: id,
                    periods_max,
                });
            }
            let Some(billing) = periods.at(index).map_err(date)? else {
                break;
            };
            periods.owed(&billing, place.segments, owed);
            let reference = Reference::Period(billing.nominal);
            let lines = place
                .known
                .map_or(&[][..], |known| known.lines_of(reference));
            let key = Key {
                place,
                reference,
                billing: billing.period,
                lines,
            };
            let all_charged = self.key(&key, owed)?;
            if !all_charged {
                frontier.get_or_insert(billing.nominal.start_day());
            }
            let gone = place
                .item
                .removed
                .is_some_and(|day| day <= billing.nominal.end_day());
            let waits = !all_charged && billing.trigger > self.until.as_of;
            if (gone || waits) && last_charged.is_none_or(|last| last <= index) {
                if gone {
                    index = index.saturating_add(1);
                }
                break;
            }
            index = index.saturating_add(1);
        }
        let frontier = match frontier {
            Some(day) => day,
            None => periods.grid.boundary_day(index).map_err(date)?,
        };
        if place.known.and_then(|known| known.frontier) != Some(frontier) {
            self.settled.posting.frontiers.push((id, frontier));
        }
        Ok(())
    }

    /// Returns the index of the last charged period; a charged period that the grid no longer has
    /// would have to be credited.
    fn check_periods(
        &self,
        place: &Place<'_, '_>,
        periods: &BillingPeriods<'_, '_>,
        examined: Examined,
        first: i64,
    ) -> Result<Option<i64>, SettleError> {
        let Some(known) = place.known else {
            return Ok(None);
        };
        let index_of = |line: &BookLine| match line.reference {
            Reference::Period(period) => Some(periods.grid.index_of_day(period.start_day())),
            Reference::Once => None,
        };
        if examined != Examined::FromFrontier {
            for line in &known.lines {
                let on_grid = match (line.reference, index_of(line)) {
                    (Reference::Period(period), Some(index)) => {
                        index >= first
                            && periods
                                .at(index)
                                .ok()
                                .flatten()
                                .is_some_and(|billing| billing.nominal == period)
                    }
                    _ => false,
                };
                if !on_grid {
                    return Err(correction(place.item.id, line));
                }
            }
        }
        Ok(known.lines.last().and_then(index_of))
    }

    /// Charges what is due of one item and reference period; tells whether all of it is charged.
    fn key(&mut self, key: &Key<'_, '_, '_>, owed: &mut Vec<Owed>) -> Result<bool, SettleError> {
        if !key.lines.is_empty() {
            self.check_charged(key, owed)?;
            leave_uncharged(key.lines, owed);
        }
        let as_of = self.until.as_of;
        let waiting = owed
            .iter()
            .filter(|part| part.due > as_of)
            .map(|part| part.due)
            .min();
        if let Some(due) = waiting {
            self.settled.next_on = Some(self.settled.next_on.map_or(due, |next| next.min(due)));
            owed.retain(|part| part.due <= as_of);
        }
        owed.sort_by_key(|part| part.due);
        while let Some(first) = owed.first().copied() {
            let mut days = DaySet::of(first.days);
            owed.remove(0);
            owed.retain(|part| {
                let same = part.due == first.due && part.terms == first.terms;
                if same {
                    days.insert(part.days);
                }
                !same
            });
            self.charge(key, first, days)?;
        }
        Ok(waiting.is_none())
    }

    /// Every charged day must still be owed at the terms it was charged at.
    fn check_charged(&self, key: &Key<'_, '_, '_>, owed: &[Owed]) -> Result<(), SettleError> {
        for line in key.lines {
            let terms = self.settled.posting.terms_in(self.books, line.terms);
            let still: Vec<DayRange> = owed
                .iter()
                .filter(|part| Some(key.place.timeline.terms_at(part.terms)) == terms)
                .map(|part| part.days)
                .collect();
            let mut surplus = None;
            for range in line.days.ranges() {
                without(range, &still, &mut |days| {
                    surplus.get_or_insert(days);
                });
            }
            if let Some(days) = surplus {
                let (item, reference) = (key.place.item.id, key.reference);
                return Err(SettleError::CorrectionNeeded {
                    item,
                    reference,
                    days,
                });
            }
        }
        Ok(())
    }

    /// Charges days: what all days at these terms cost, less what those charged before cost.
    fn charge(
        &mut self,
        key: &Key<'_, '_, '_>,
        owed: Owed,
        days: DaySet,
    ) -> Result<(), SettleError> {
        let (item, reference) = (key.place.item.id, key.reference);
        let amount = |error| SettleError::Amount {
            item,
            reference,
            error,
        };
        let terms = *key.place.timeline.terms_at(owed.terms);
        let index = self.terms_index(&terms);
        let earlier = key.lines.iter().chain(
            self.settled
                .posting
                .lines
                .iter()
                .rev()
                .take_while(|(id, line)| *id == item && line.reference == reference)
                .map(|(_, line)| line),
        );
        let (mut charged, mut ordinal) = (0, 1);
        for line in earlier.filter(|line| line.terms == index) {
            charged += line.days.len();
            ordinal += 1;
        }
        let of = reference.days();
        let cost = |count: u32| {
            let share = Share::new(count.min(of), of).ok_or(MoneyError::OutOfRange)?;
            charge(&terms, share, self.exponent)
        };
        let alone = cost(days.len()).map_err(amount)?;
        let cost = if charged == 0 {
            alone
        } else {
            let before = cost(charged).map_err(amount)?;
            let after = cost(charged + days.len()).map_err(amount)?;
            after.minus(before).map_err(amount)?
        };
        let rounding = Charge::minus(cost, alone).map_err(amount)?.net;
        let line = BookLine {
            reference,
            billing: key.billing,
            days,
            terms: index,
            gross: cost.gross,
            net: cost.net,
            rounding,
            due: owed.due.date(),
            ordinal,
        };
        self.settled.posting.lines.push((item, line));
        Ok(())
    }

    fn terms_index(&mut self, terms: &Terms) -> u32 {
        let new = &mut self.settled.posting.terms;
        let known = self.books.terms.iter().rposition(|known| known == terms);
        let index = known.unwrap_or_else(|| {
            let position = new
                .iter()
                .position(|known| known == terms)
                .unwrap_or_else(|| {
                    new.push(*terms);
                    new.len() - 1
                });
            self.books.terms.len() + position
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }
}

/// An item and one of its reference periods.
struct Key<'k, 't, 'h> {
    place: &'k Place<'t, 'h>,
    reference: Reference,
    billing: Period,
    /// Its lines in the books.
    lines: &'t [BookLine],
}

/// CST-1: where looking begins.
fn start_index(place: &Place<'_, '_>, periods: &BillingPeriods<'_, '_>, examined: Examined) -> i64 {
    match (examined, place.known.and_then(|known| known.frontier)) {
        (Examined::FromFrontier, Some(frontier)) => periods.grid.index_of_day(frontier),
        (Examined::From(reach), Some(frontier)) => periods.grid.index_of_day(reach.min(frontier)),
        (Examined::Everything, _) | (_, None) => i64::MIN,
    }
}

/// Leaves, of what is owed, the days that no line has.
fn leave_uncharged(lines: &[BookLine], owed: &mut Vec<Owed>) {
    let charged: Vec<DayRange> = lines.iter().flat_map(|line| line.days.ranges()).collect();
    let mut left = Vec::new();
    for part in owed.iter() {
        without(part.days, &charged, &mut |days| {
            left.push(Owed { days, ..*part })
        });
    }
    *owed = left;
}

fn correction(item: ItemId, line: &BookLine) -> SettleError {
    let days = line.days.first();
    SettleError::CorrectionNeeded {
        item,
        reference: line.reference,
        days,
    }
}
