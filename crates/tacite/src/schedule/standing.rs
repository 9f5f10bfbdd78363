//! When the credit of a charged day that is not owed any more falls due: that depends on the date on
//! which the day stands now (CHG-8).
//!
//! Monthly from 1 March 2025, charged; then a pause by days `[10 March, 24 March)`: day 12 stands on
//! 12 March, inside the pause, so its credit is due on 10 March. An end on 20 March instead: day 25
//! is credited on 20 March.
//!
//! Which days are charged and not owed is decided by [`crate::books`].

use smallvec::SmallVec;

use super::owed::segment_index;
use super::pieces::Piece;
use super::{BillingPeriod, BillingPeriods, OwedDays, Reference};
use crate::calendar::{CalendarError, Day, Period};
use crate::contract::StubPrice;
use crate::timeline::{Freed, Segment};

/// When something falls due (CHG-8); "at once" comes before every day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    AtOnce,
    On(Day),
}

/// Why a day is not owed, which says when the credit of it falls due if it is charged (CHG-8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unowed {
    /// It is none of a period.
    Dateless,
    /// It stands before the item's first day, after its removal, or before what is billed here.
    Absent,
    /// It stands on or after the billing end.
    Ended(Day),
    /// It stands in a free phase, or before what is billed here.
    Free,
    /// It stands in a free stub.
    FreeStub,
    /// It stands in a billing period that a pause from a day on skips.
    Skipped(Day),
    /// It stands in a pause by days.
    Paused(Day),
    /// It stands in a Shift pause.
    Shifted(Day),
    /// Its date is another day of the item now, which falls due then, if it is owed.
    Replaced(Option<Day>),
}

impl Unowed {
    /// Returns the due date of the credit of such a day.
    pub(crate) const fn due(self) -> Due {
        match self {
            Self::Dateless | Self::Absent | Self::Free | Self::FreeStub | Self::Replaced(None) => {
                Due::AtOnce
            }
            Self::Ended(day)
            | Self::Skipped(day)
            | Self::Paused(day)
            | Self::Shifted(day)
            | Self::Replaced(Some(day)) => Due::On(day),
        }
    }
}

/// The days of an item, as they stand now.
pub(crate) struct Standing<'s, 't, 'h> {
    pub(crate) periods: &'s BillingPeriods<'t, 'h>,
    pub(crate) segments: &'t [Segment],
    /// The billing period that was looked at last, and what is owed of it.
    looked_at: Option<(BillingPeriod, OwedDays)>,
}

/// A last stub that is charged in full.
struct FullStub {
    billing: BillingPeriod,
    /// Its last run of days of service.
    last: Piece,
    /// By how many days Shift pauses move the days that it adds.
    moved: i64,
}

impl<'s, 't, 'h> Standing<'s, 't, 'h> {
    pub(crate) const fn new(periods: &'s BillingPeriods<'t, 'h>, segments: &'t [Segment]) -> Self {
        Self { periods, segments, looked_at: None }
    }

    /// Returns the due date of the credit of a charged day that is not owed.
    pub(crate) fn freed(
        &mut self,
        reference: Reference,
        number: u32,
    ) -> Result<Due, CalendarError> {
        Ok(self.unowed(reference, number)?.0.due())
    }

    /// Tells why a charged day is not owed, and on which date it stands, if it has one.
    pub(crate) fn unowed(
        &mut self,
        reference: Reference,
        number: u32,
    ) -> Result<(Unowed, Option<Day>), CalendarError> {
        let Reference::Period(nominal) = reference else {
            return Ok((Unowed::Dateless, None));
        };
        let date = self.date(nominal, number)?;
        Ok((self.unowed_on(date)?, Some(date)))
    }

    /// Tells why a date on which nothing is owed has nothing.
    pub(crate) fn unowed_on(&mut self, date: Day) -> Result<Unowed, CalendarError> {
        let (life, item) = (self.periods.life, self.periods.item);
        let is_unbilled = life.bill_from.is_some_and(|from| date < from);
        if date < item.from.max(life.start) || self.periods.is_gone_by(date) || is_unbilled {
            return Ok(Unowed::Absent);
        }
        match life.end {
            Some(end) if date >= end => self.freed_after(end, date),
            Some(_) | None => self.freed_on(date),
        }
    }

    /// Lists what is owed of a reference period as the history is now.
    pub(crate) fn owed_of(&self, nominal: Period) -> Result<OwedDays, CalendarError> {
        let mut owed = OwedDays::new();
        let mut seen: SmallVec<[Day; 2]> = SmallVec::new();
        for piece in self.pieces_of(nominal) {
            let billing = self.periods.holding(piece.dates.start_day())?;
            let Some(billing) = billing.filter(|billing| billing.nominal == nominal) else {
                continue;
            };
            if !seen.contains(&billing.period.start_day()) {
                seen.push(billing.period.start_day());
                self.periods.owed(&billing, self.segments, &mut owed);
            }
        }
        Ok(owed)
    }

    /// The date is on or after the end. A last stub that is charged in full moves the billing end to
    /// the end of its reference period (TRM-8).
    fn freed_after(&mut self, end: Day, date: Day) -> Result<Unowed, CalendarError> {
        let Some(stub) = self.full_stub()? else {
            return Ok(Unowed::Ended(end));
        };
        let billing_end = stub.billing.uncut_end().max(end);
        if date >= billing_end {
            return Ok(Unowed::Ended(billing_end));
        }
        let number = stub.billing.nominal.start_day().days_until(date) - stub.moved + 1;
        match u32::try_from(number) {
            // A day that the stub adds: as it is owed, or like the last day of service.
            Ok(number) if number >= stub.last.end_number() => {
                let mut owed = OwedDays::new();
                self.periods.owed(&stub.billing, self.segments, &mut owed);
                match owed.iter().find(|part| part.days.contains(number)) {
                    Some(part) => Ok(Unowed::Replaced(Some(part.due))),
                    None => self.freed_on(stub.last.dates.end_day().pred()?),
                }
            }
            Ok(_) | Err(_) => self.freed_on(date),
        }
    }

    /// Returns the billing period that the end cuts, if all of its reference period is charged.
    fn full_stub(&self) -> Result<Option<FullStub>, CalendarError> {
        let (life, periods) = (self.periods.life, self.periods);
        let Some(end) = life.end.filter(|end| *end > periods.item.from) else {
            return Ok(None);
        };
        let billing = periods.holding(end.pred()?)?;
        Ok(billing.and_then(|billing| {
            let is_full = periods.last_stub(&billing) == Some(StubPrice::Full);
            let last = billing.served().last().filter(|_| is_full)?;
            let moved = billing.nominal.end_day().days_until(billing.uncut_end());
            Some(FullStub { billing, last, moved })
        }))
    }

    /// The date is one of service, or was.
    fn freed_on(&mut self, date: Day) -> Result<Unowed, CalendarError> {
        let segment = self.segments.get(segment_index(self.segments, date));
        let freed = segment.map_or(Freed::No, |segment| segment.freed);
        if freed == Freed::Free {
            return Ok(Unowed::Free);
        }
        self.look_at(date)?;
        let billing = self.looked_at.as_ref().map(|(billing, _)| billing);
        if let Some(billing) = billing {
            let stubs = [self.periods.first_stub(billing), self.periods.last_stub(billing)];
            if stubs.contains(&Some(StubPrice::Free)) {
                return Ok(Unowed::FreeStub);
            }
        }
        let skipped = billing.and_then(|billing| billing.pieces.as_ref()?.skipped);
        let course = self.periods.item.course.as_ref();
        let shifted = course.and_then(|course| {
            course.shifts.iter().find_map(|window| window.first_if_holding(date))
        });
        Ok(match (skipped, freed, shifted) {
            (Some(from), _, _) => Unowed::Skipped(from),
            (None, Freed::Paused(from), _) => Unowed::Paused(from),
            (None, _, Some(from)) => Unowed::Shifted(from),
            (None, Freed::No | Freed::Free, None) => Unowed::Replaced(self.replaced(date)),
        })
    }

    /// The date is another day of the item now: credit and charge fall due together.
    fn replaced(&self, date: Day) -> Option<Day> {
        let (billing, owed) = self.looked_at.as_ref()?;
        let number = billing.served().find_map(|piece| piece.number_of(date))?;
        owed.iter().find(|part| part.days.contains(number)).map(|part| part.due)
    }

    /// Looks at the billing period that holds a date, unless it was looked at last.
    fn look_at(&mut self, date: Day) -> Result<(), CalendarError> {
        // The dates of a Shift pause count too: the period goes on. While one is open, it has no end.
        let holds = |billing: &BillingPeriod| {
            let is_open = billing.is_held() || date < billing.period.end_day();
            billing.period.start_day() <= date && is_open
        };
        if self.looked_at.as_ref().is_some_and(|(billing, _)| holds(billing)) {
            return Ok(());
        }
        self.looked_at = None;
        if let Some(billing) = self.periods.holding(date)?.filter(holds) {
            let mut owed = OwedDays::new();
            self.periods.owed(&billing, self.segments, &mut owed);
            self.looked_at = Some((billing, owed));
        }
        Ok(())
    }

    /// The date on which a numbered day of a reference period stands now: that of its number; after
    /// the last number that its period reaches, counted on from it; before the first, the nominal
    /// one.
    fn date(&self, nominal: Period, number: u32) -> Result<Day, CalendarError> {
        let pieces = self.pieces_of(nominal);
        if let Some(date) = pieces.iter().find_map(|piece| piece.date_of(number)) {
            return Ok(date);
        }
        let course = self.periods.item.course.as_ref();
        let held = course.and_then(|course| course.held).filter(|held| held.nominal == nominal);
        if let Some(held) = held.filter(|held| held.number <= number) {
            return Ok(held.from);
        }
        let on = i64::from(number) - 1;
        if let Some(stub) = self.full_stub()?
            && stub.billing.nominal == nominal
            && stub.last.end_number() <= number
        {
            return nominal.start_day().plus_days(on + stub.moved);
        }
        let reached = pieces.iter().filter(|piece| piece.end_number() <= number);
        match reached.max_by_key(|piece| piece.end_number()) {
            Some(last) => {
                let on = i64::from(number - last.end_number());
                last.dates.end_day().plus_days(on)
            }
            None => nominal.start_day().plus_days(on),
        }
    }

    /// The dates of service that a reference period has in the grids of the item.
    fn pieces_of(&self, nominal: Period) -> SmallVec<[Piece; 2]> {
        let (item, life) = (self.periods.item, self.periods.life);
        let service = Period::from_days(item.from, life.end.unwrap_or(Day::MAX)).ok();
        let Some(service) = service else {
            return SmallVec::new();
        };
        if let Some(course) = &item.course {
            let pieces = course.eras.iter().filter_map(|era| era.piece_of(nominal));
            let cut = pieces.filter_map(|piece| {
                let dates = piece.dates.intersection(service)?;
                Some(Piece { dates, ..piece })
            });
            return cut.collect();
        }
        let is_its = self.periods.grid.period_of_day(nominal.start_day());
        let is_its = is_its.is_ok_and(|(_, period)| period == nominal);
        let dates = nominal.intersection(service).filter(|_| is_its);
        dates.into_iter().map(|dates| Piece::within(nominal, dates)).collect()
    }
}
