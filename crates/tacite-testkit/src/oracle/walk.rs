//! Every day of every reference period, one after the other: is it owed, at which terms, and when
//! does it fall due (CHG-3 to CHG-8, CAL-6, INV-2, INV-8).

use chrono::NaiveDate;
use tacite::contract::{DuePolicy, ItemId, LastPeriod, Recurrence, StubPrice, StubTrigger, Timing};
use tacite::timeline::Terms;

use super::OracleError;
use super::step::{Tile, document_date, next, previous, walk};
use super::story::{Member, Story};

/// A range of dates, the end excluded.
pub type Span = (NaiveDate, NaiveDate);

/// A day that is owed.
#[derive(Clone, Debug)]
pub(super) struct OwedDay {
    pub(super) item: ItemId,
    /// None for a one-off.
    pub(super) reference: Option<Span>,
    /// Days of the reference period.
    pub(super) of: u32,
    pub(super) number: u32,
    pub(super) terms: Terms,
    pub(super) billing: Span,
    pub(super) due_on: NaiveDate,
}

/// How far to walk: to the last period due by then, and all that begins before a date.
#[derive(Clone, Copy)]
pub(super) struct Horizon {
    pub(super) as_of: NaiveDate,
    pub(super) through: NaiveDate,
}

pub(super) fn owed_days(story: &Story<'_>, horizon: Horizon) -> Result<Vec<OwedDay>, OracleError> {
    let mut owed = Vec::new();
    for member in story.members()? {
        match member.recurrence() {
            None => owed.extend(one_off(story, &member)?),
            Some(recurrence) => {
                let walker = Walker { story, member: &member, recurrence };
                walker.walk(horizon, &mut owed)?;
            }
        }
    }
    Ok(owed)
}

fn one_off(story: &Story<'_>, member: &Member<'_>) -> Result<Option<OwedDay>, OracleError> {
    let day = member.from;
    if story.is_freed(member, day) {
        return Ok(None);
    }
    let policy = &story.contract.billing;
    Ok(Some(OwedDay {
        item: member.id,
        reference: None,
        of: 1,
        number: 1,
        terms: story.terms(member, day),
        billing: (day, next(day)?),
        due_on: document_date(day, policy.sending_day, &policy.business_days)?,
    }))
}

struct Walker<'w, 'h> {
    story: &'w Story<'h>,
    member: &'w Member<'h>,
    recurrence: &'w Recurrence,
}

/// A reference period with the trigger of its billing period, and the day that counts as the first.
struct Placed {
    tile: Tile,
    trigger: NaiveDate,
    counts_from: NaiveDate,
}

impl Walker<'_, '_> {
    fn walk(&self, horizon: Horizon, owed: &mut Vec<OwedDay>) -> Result<(), OracleError> {
        let from = self.member.from;
        let mut tile = Tile::holding(
            from,
            self.recurrence.cadence,
            self.member.anchor(self.recurrence)?,
            self.recurrence.overflow,
        )?;
        let has_stub = tile.start < from;
        let is_long = has_stub && self.recurrence.stubs.first_trigger == StubTrigger::Long;
        let mut index = 0;
        while self.exists(&tile) {
            let own_trigger = self.trigger(&tile)?;
            if own_trigger > horizon.as_of && tile.start > horizon.through {
                break;
            }
            let following = tile.following()?;
            let trigger = if is_long && index == 0 && self.exists(&following) {
                self.trigger(&following)?
            } else {
                own_trigger
            };
            // A Long stub and the period after it count as one.
            let counts_from = if is_long && index == 1 { from } else { self.service(&tile).0 };
            self.walk_tile(&Placed { tile, trigger, counts_from }, owed)?;
            tile = following;
            index += 1;
        }
        Ok(())
    }

    /// Whether any day of service can be in a period: it begins before the end.
    fn exists(&self, tile: &Tile) -> bool {
        self.story.end.is_none_or(|end| tile.start < end)
    }

    /// The billing period: what the item's first day and the end leave.
    fn service(&self, tile: &Tile) -> Span {
        let end = self.story.end.map_or(tile.end, |end| end.min(tile.end));
        (tile.start.max(self.member.from), end)
    }

    fn trigger(&self, tile: &Tile) -> Result<NaiveDate, OracleError> {
        let (start, end) = self.service(tile);
        let day = match self.recurrence.timing {
            Timing::Advance => start,
            Timing::Arrears => end,
        };
        let day = walk(day, i64::from(self.recurrence.offset_days))?;
        let policy = &self.story.contract.billing;
        document_date(day, policy.sending_day, &policy.business_days)
    }

    fn walk_tile(&self, placed: &Placed, owed: &mut Vec<OwedDay>) -> Result<(), OracleError> {
        let Placed { tile, trigger, counts_from } = placed;
        let billing = self.service(tile);
        let (start, end) = billing;
        let stubs = self.recurrence.stubs;
        let last = match self.story.last_period {
            None => stubs.last,
            Some(LastPeriod::Prorated) => StubPrice::Prorated,
            Some(LastPeriod::Full) => StubPrice::Full,
        };
        let (is_first, is_last) = (tile.start < start, end < tile.end);
        if is_first && stubs.first == StubPrice::Free || is_last && last == StubPrice::Free {
            return Ok(());
        }
        let first_day = owed.len();
        let (mut date, mut number) = (tile.start, 0);
        while date < tile.end {
            number += 1;
            // The day of service that this day is like, if it is charged at all.
            let like = if date < start {
                (stubs.first == StubPrice::Full).then_some(start)
            } else if date >= end {
                let day = previous(end)?;
                (last == StubPrice::Full).then_some(day)
            } else {
                Some(date)
            };
            if let Some(day) = like
                && !self.story.is_freed(self.member, day)
            {
                let terms = self.story.terms(self.member, day);
                owed.push(OwedDay {
                    item: self.member.id,
                    reference: Some((tile.start, tile.end)),
                    of: 0,
                    number,
                    terms,
                    billing,
                    due_on: *trigger,
                });
            }
            date = next(date)?;
        }
        for day in owed.iter_mut().skip(first_day) {
            day.of = number;
        }
        self.put_off(owed.get_mut(first_day..).unwrap_or_default(), *counts_from, end)
    }

    /// `OnEffect` in advance: what came later than the first day is due when its terms hold first.
    fn put_off(
        &self,
        owed: &mut [OwedDay],
        counts_from: NaiveDate,
        end: NaiveDate,
    ) -> Result<(), OracleError> {
        match (self.story.contract.billing.due, self.recurrence.timing) {
            (DuePolicy::WithPeriod, _) | (_, Timing::Arrears) => return Ok(()),
            (DuePolicy::OnEffect, Timing::Advance) => {}
        }
        let at_first = self.story.terms(self.member, counts_from);
        let mut known: Vec<(Terms, NaiveDate)> = vec![(at_first, NaiveDate::MIN)];
        let mut date = counts_from;
        while date < end {
            let terms = self.story.terms(self.member, date);
            if known.iter().all(|(other, _)| *other != terms) {
                known.push((terms, date));
            }
            date = next(date)?;
        }
        for day in owed {
            if let Some((_, holds_from)) = known.iter().find(|(terms, _)| *terms == day.terms) {
                day.due_on = day.due_on.max(*holds_from);
            }
        }
        Ok(())
    }
}
