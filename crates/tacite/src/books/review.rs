//! When something new was recorded, or charged days wait to be credited, a run looks at every
//! reference period from the first day that is reached: those that the item has now, and those that
//! the books have lines of (CST-1, L4).
//!
//! A pause from 10 March 2025, recorded on 5 May: March, April and May are looked at again, February
//! is not.
//!
//! What is done in each is decided by [`super::difference`].

use alloc::vec::Vec;

use super::difference::{Key, Run};
use super::settle::{Examined, Place, SettleError};
use super::{BookLine, Frontier, ItemBooks};
use crate::calendar::{Day, Period};
use crate::contract::ItemId;
use crate::schedule::{
    BillingPeriod, BillingPeriods, DayRange, Owed, OwedDays, Piece, Reference, Standing,
    one_off_due,
};
use crate::timeline::Adjustment;

/// A reference period to settle, and what is owed of it.
struct Reviewed {
    reference: Reference,
    billing: Period,
    /// The end of the dates that bear on it.
    until: Day,
    /// Its other billing periods, each with the number of its first day.
    more: Vec<(u32, Period)>,
    /// Where Shift pauses move its days to.
    moved: Vec<(u32, Day)>,
    owed: OwedDays,
}

impl Run<'_, '_, '_> {
    /// Settles the reference periods of a recurring item that reach a day or lie after it. Returns the
    /// new frontier.
    ///
    /// One that ends on the day is looked at too: what comes on it may have cut it short.
    pub(super) fn review(
        &mut self,
        place: &Place<'_, '_>,
        periods: &BillingPeriods<'_, '_>,
        reach: Day,
    ) -> Result<Frontier, SettleError> {
        let reach = place.item.reached_from(reach);
        let from = place.beginning(periods, reach)?;
        let (mut examined, stopped_at) = self.owed_from(place, periods, from)?;
        examined.sort_by_key(|key| key.reference);
        let mut gone = Vec::new();
        for reference in place.known.into_iter().flat_map(|known| known.reaching(reach)) {
            let now = examined.binary_search_by_key(&reference, |key| key.reference);
            if let Some(key) = now.ok().and_then(|index| examined.get_mut(index)) {
                key.until = Day::MAX;
            } else {
                gone.extend(place.known.and_then(|known| {
                    let line = known.lines_of(reference).first()?;
                    Some(Reviewed::of(reference, line.billing, Day::MAX))
                }));
            }
        }
        examined.extend(gone);
        let open_from = place.known.map_or(Day::MIN, |known| known.open_from);
        examined.retain(|key| key.until >= reach.max(open_from));
        examined.sort_by_key(|key| key.reference);
        let mut next = Frontier { uncharged: stopped_at, waiting: None };
        let mut standing = Standing::new(periods, place.segments);
        for Reviewed { reference, billing, more, moved, owed, .. } in examined {
            let lines = place.known.map_or(&[][..], |known| known.lines_of(reference));
            self.owed = owed;
            let key =
                Key { item: place.item.id, reference, billing, more: &more, moved: &moved, lines };
            let open = self.settle_key(&key, Some(&mut standing))?;
            if open.uncharged {
                next.uncharged = next.uncharged.min(billing.start_day());
            }
            if open.waiting {
                let first = reference.start_day().unwrap_or(Day::MIN);
                next.waiting = Some(next.waiting.map_or(first, |known| known.min(first)));
            }
        }
        Ok(next)
    }

    /// Lists what is owed of the billing periods from a day on, up to the last one that may matter,
    /// and the day on which the one after it begins; [`Day::MAX`] if nothing of it is
    /// owed.
    fn owed_from(
        &self,
        place: &Place<'_, '_>,
        periods: &BillingPeriods<'_, '_>,
        from: Day,
    ) -> Result<(Vec<Reviewed>, Day), SettleError> {
        let date = |error| place.date(error);
        let last_charged = place.known.and_then(ItemBooks::last_day).unwrap_or(Day::MIN);
        let mut examined: Vec<Reviewed> = Vec::new();
        let (mut next_due, mut looked_at) = (None, 0);
        let mut billing = periods.holding(from).map_err(date)?;
        while let Some(current) = billing {
            looked_at += 1;
            place.check_count(looked_at)?;
            let (start, is_past) =
                (current.period.start_day(), current.period.start_day() > last_charged);
            if is_past && periods.is_freed_from(start, place.segments) {
                return Ok((examined, Day::MAX));
            }
            let is_due = current.trigger <= self.as_of;
            if is_past && !is_due && next_due.is_some_and(|next| next <= current.trigger) {
                return Ok((examined, start));
            }
            let mut owed = OwedDays::new();
            periods.owed(&current, place.segments, &mut owed);
            let later = owed.iter().map(|part| part.due).filter(|due| *due > self.as_of).min();
            // What a Shift pause moved to days to come may be charged already.
            let reference = Reference::Period(current.nominal);
            let is_new = place.known.is_none_or(|known| known.lines_of(reference).is_empty());
            if is_past && is_new {
                next_due = next_due.into_iter().chain(later).min();
            }
            billing = periods.next(&current).map_err(date)?;
            add(&mut examined, &current, owed);
        }
        Ok((examined, Day::MAX))
    }

    /// Settles an item that is charged once; all else that was ever charged for it is credited.
    pub(super) fn settle_one_off(&mut self, place: &Place<'_, '_>) -> Result<(), SettleError> {
        let frontier = place.frontier();
        // Its day decides: what reaches only later days does not alter it.
        if frontier.is_some() && place.reach() > place.item.from {
            return Ok(());
        }
        let date = |error| place.date(error);
        let due = one_off_due(place.life, place.item, place.segments).map_err(date)?;
        let (from, item) = (place.item.from, place.item.id);
        let day_after = from.succ().map_err(date)?;
        let billing = Period::from_days(from, day_after).map_err(date)?;
        self.owed.clear();
        if let Some((terms, due)) = due {
            self.owed.push(Owed { days: DayRange::FIRST, terms, due });
        }
        let reference = Reference::Once;
        let lines = place.known.map_or(&[][..], |known| known.lines_of(reference));
        let key = Key { item, reference, billing, more: &[], moved: &[], lines };
        let open = self.settle_key(&key, None)?;
        if let Some(known) = place.known {
            self.credit_all(known, |other| other != reference)?;
        }
        let uncharged = if open.uncharged { from } else { Day::MAX };
        self.note_frontier(item, frontier, Frontier { uncharged, waiting: None });
        Ok(())
    }

    /// Credits what was charged for items that the history no longer has, at once (CHG-8).
    pub(super) fn settle_gone(&mut self) -> Result<(), SettleError> {
        for known in &self.books.items {
            let is_there = self.timeline.items.iter().any(|item| item.id == known.id);
            if !is_there && known.id != ItemId::ADJUSTMENT {
                self.credit_all(known, |_| true)?;
            }
        }
        Ok(())
    }

    /// Settles manual adjustments and exit fees (INV-9, TRM-3): all of them if something new was
    /// recorded, else those that were not due before.
    pub(super) fn settle_adjustments(&mut self, examined: Examined) -> Result<(), SettleError> {
        let (item, timeline, books) = (ItemId::ADJUSTMENT, self.timeline, self.books);
        let known = books.item(item);
        let frontier = known.and_then(|known| known.frontier);
        let from = match examined {
            Examined::FromFrontier => frontier.map_or(Day::MIN, |frontier| frontier.uncharged),
            Examined::From(_) => Day::MIN,
        };
        let date = |error| SettleError::Date { item, error };
        let mut uncharged = Day::MAX;
        for Adjustment { sequence, on, terms, .. } in timeline.adjustments.iter().copied() {
            if on < from {
                continue;
            }
            let billing = Period::from_days(on, on.succ().map_err(date)?).map_err(date)?;
            let reference = Reference::Adjustment { sequence };
            let lines = known.map_or(&[][..], |known| known.lines_of(reference));
            self.owed.clear();
            self.owed.push(Owed { days: DayRange::FIRST, terms, due: on });
            let key = Key { item, reference, billing, more: &[], moved: &[], lines };
            if self.settle_key(&key, None)?.uncharged {
                uncharged = uncharged.min(on);
            }
        }
        self.note_frontier(item, frontier, Frontier { uncharged, waiting: None });
        let Some(known) = known.filter(|_| examined != Examined::FromFrontier) else {
            return Ok(());
        };
        self.credit_all(known, |reference| {
            timeline.adjustments.iter().all(|adjustment| {
                reference != Reference::Adjustment { sequence: adjustment.sequence }
            })
        })
    }

    /// Credits all that is still charged in the reference periods that are chosen.
    fn credit_all(
        &mut self,
        known: &ItemBooks,
        chosen: impl Fn(Reference) -> bool,
    ) -> Result<(), SettleError> {
        for lines in known.lines.chunk_by(|left, right| left.reference == right.reference) {
            if let Some(first) = lines.first().filter(|first| chosen(first.reference)) {
                self.owed.clear();
                let (reference, billing) = (first.reference, first.billing);
                self.settle_key(
                    &Key { item: known.id, reference, billing, more: &[], moved: &[], lines },
                    None,
                )?;
            }
        }
        Ok(())
    }
}

impl Place<'_, '_> {
    /// A reference period is always settled whole: looking begins at the first day of the earliest
    /// one that is reached.
    fn beginning(&self, periods: &BillingPeriods<'_, '_>, reach: Day) -> Result<Day, SettleError> {
        let before = reach.saturating_plus_days(-1);
        let billing = periods.holding(before).map_err(|error| self.date(error))?;
        let now =
            billing.map(|billing| billing.nominal.start_day().min(billing.period.start_day()));
        let then = self.known.into_iter().flat_map(|known| known.reaching(reach));
        let then = then.filter_map(Reference::start_day).min();
        Ok(now.into_iter().chain(then).fold(reach, Day::min))
    }
}

impl Reviewed {
    /// A reference period of which nothing is owed yet, with its first billing period.
    fn of(reference: Reference, billing: Period, until: Day) -> Self {
        let (more, moved, owed) = (Vec::new(), Vec::new(), OwedDays::new());
        Self { reference, billing, until, more, moved, owed }
    }
}

/// Adds what is owed of a billing period to its reference period, which may have another one.
fn add(examined: &mut Vec<Reviewed>, billing: &BillingPeriod, owed: OwedDays) {
    let reference = Reference::Period(billing.nominal);
    // Only where grids change may one have another billing period.
    let known = match billing.pieces {
        Some(_) => examined.iter().rposition(|known| known.reference == reference),
        None => None,
    };
    if known.is_none() {
        examined.push(Reviewed::of(reference, billing.period, billing.bears_until()));
    }
    let last = examined.len().saturating_sub(1);
    let Some(key) = examined.get_mut(known.unwrap_or(last)) else {
        return;
    };
    if known.is_some() {
        let first = billing.served().next().map_or(1, |piece| piece.number);
        key.more.push((first, billing.period));
        key.until = key.until.max(billing.bears_until());
    }
    key.owed.extend(owed);
    let stands_elsewhere = |piece: &Piece| *piece != Piece::within(billing.nominal, piece.dates);
    if !key.moved.is_empty() || billing.served().any(|piece| stands_elsewhere(&piece)) {
        let places = billing.served().map(|piece| (piece.number, piece.dates.start_day()));
        key.moved.extend(places);
    }
}

impl ItemBooks {
    /// Lists the reference periods of which there are lines and that reach a day or end on it. What is
    /// no period has no date: it is among them always.
    fn reaching(&self, day: Day) -> impl Iterator<Item = Reference> + '_ {
        let earliest = day.saturating_plus_days(-self.longest);
        let start = self.lines.partition_point(|line| {
            line.reference.start_day().is_none_or(|start| start < earliest)
        });
        let lines = self.lines.get(start..).unwrap_or_default();
        let dateless = self.lines.partition_point(|line| line.reference.start_day().is_none());
        let dateless = self.lines.get(..dateless).unwrap_or_default();
        let chunks = dateless.chunk_by(same).chain(lines.chunk_by(same));
        chunks.filter_map(move |lines| {
            let mut ends = lines.iter().map(BookLine::bears_until);
            let reaches = ends.any(|end| end >= day);
            lines.first().filter(|_| reaches).map(|line| line.reference)
        })
    }

    /// Returns the last day that any line concerns.
    fn last_day(&self) -> Option<Day> {
        let dated = self.lines.iter().filter(|line| line.reference.start_day().is_some());
        dated.map(|line| line.bears_until().saturating_plus_days(-1)).max()
    }
}

fn same(left: &BookLine, right: &BookLine) -> bool {
    left.reference == right.reference
}
