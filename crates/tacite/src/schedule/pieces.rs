//! The billing periods of an item whose grid changes or is moved by pauses (CHG-4, PAU-1, PAU-2).
//!
//! Monthly from 1 March 2025, Shift pause `[10 March, 17 March)`: the billing period has two pieces,
//! `[1 March, 10 March)` with the numbers 1 to 9 and `[17 March, 8 April)` with 10 to 31.
//!
//! Where eras begin is decided by [`crate::timeline`], which of the days are owed in [`super::owed`].

use alloc::boxed::Box;

use smallvec::SmallVec;

use super::DayRange;
use super::periods::{BillingPeriod, BillingPeriods, NEVER};
use crate::calendar::{CalendarError, Day, Period};
use crate::contract::{StubTrigger, Timing};
use crate::timeline::grids::Era;
use crate::timeline::{Course, DayWindow};

/// What a billing period is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pieces {
    /// Runs of dates of service, rising.
    pub(crate) dates: SmallVec<[Piece; 2]>,
    /// Runs of dates of the Long stub that counts as one with it, if there is one (CHG-8).
    pub(crate) lead: SmallVec<[Period; 1]>,
    /// Days that an open Shift pause holds back, and the day on which they stand.
    pub(crate) held: Option<(Day, DayRange)>,
    /// Whether the item begins in the middle of it.
    pub(crate) is_first_stub: bool,
    /// The first day of the pause that skips it, if one does.
    pub(crate) skipped: Option<Day>,
    /// Where its service would end if the contract went on.
    pub(crate) uncut_end: Day,
}

/// A run of dates of service and the number of its first day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) dates: Period,
    pub(crate) number: u32,
}

impl Piece {
    /// Numbers dates inside a reference period that is not moved.
    pub(crate) fn within(nominal: Period, dates: Period) -> Self {
        let number = nominal.start_day().days_until(dates.start_day()) + 1;
        Self { dates, number: u32::try_from(number).unwrap_or(1) }
    }

    /// Returns the number after the last one.
    pub(crate) fn end_number(&self) -> u32 {
        self.number.saturating_add(self.dates.days())
    }

    /// Returns the number of a date, if it is one of these.
    pub(crate) fn number_of(&self, date: Day) -> Option<u32> {
        let offset = u32::try_from(self.dates.start_day().days_until(date)).ok()?;
        self.dates.contains_day(date).then(|| self.number.saturating_add(offset))
    }

    /// Returns the date of a number, if it is one of these.
    pub(crate) fn date_of(&self, number: u32) -> Option<Day> {
        let offset = number.checked_sub(self.number)?;
        let date = self.dates.start_day().saturating_plus_days(offset.into());
        (number < self.end_number()).then_some(date)
    }
}

impl Era {
    fn ends_by(&self, day: Day) -> bool {
        self.until.is_some_and(|until| until <= day)
    }

    /// Returns the dates of a reference period in it, if it has any.
    pub(super) fn piece_of(&self, nominal: Period) -> Option<Piece> {
        if self.nominal_on(nominal.start_day().plus_days(self.moved).ok()?).ok()? != nominal {
            return None;
        }
        let start = nominal.start_day().plus_days(self.moved).ok()?.max(self.from);
        let end = nominal.end_day().plus_days(self.moved).ok()?;
        let end = self.until.map_or(end, |until| until.min(end));
        let dates = Period::from_days(start, end).ok()?;
        let number = nominal.start_day().days_until(start) - self.moved + 1;
        Some(Piece { dates, number: u32::try_from(number).ok()? })
    }
}

impl BillingPeriods<'_, '_> {
    pub(super) fn course_holding(
        &self,
        course: &Course,
        day: Day,
    ) -> Result<Option<BillingPeriod>, CalendarError> {
        match course.begins(day)? {
            Some(start) => self.course_period(course, start),
            None => Ok(None),
        }
    }

    pub(super) fn course_next(
        &self,
        course: &Course,
        billing: &BillingPeriod,
    ) -> Result<Option<BillingPeriod>, CalendarError> {
        match course.after(billing.uncut_end()) {
            Some(start) => self.course_period(course, start),
            None => Ok(None),
        }
    }

    /// Returns the billing period that begins on a date.
    fn course_period(
        &self,
        course: &Course,
        start: Day,
    ) -> Result<Option<BillingPeriod>, CalendarError> {
        let Some(mut billing) = course.uncut(start)? else {
            return Ok(None);
        };
        if let Some(end) = self.life.end
            && !billing.cut_by(end)
        {
            return Ok(None);
        }
        billing.trigger = self.course_trigger(&billing)?;
        if self.recurrence.stubs.first_trigger == StubTrigger::Long {
            self.join_long_course(course, &mut billing)?;
        }
        Ok(Some(billing))
    }

    /// INV-2: in arrears a period has no trigger while an open Shift pause keeps it from ending.
    fn course_trigger(&self, billing: &BillingPeriod) -> Result<Day, CalendarError> {
        match self.timing_on(billing.period.start_day()) {
            Timing::Arrears if billing.is_held() => Ok(NEVER),
            timing @ (Timing::Arrears | Timing::Advance) => self.trigger_of(billing.period, timing),
        }
    }

    fn join_long_course(
        &self,
        course: &Course,
        billing: &mut BillingPeriod,
    ) -> Result<(), CalendarError> {
        let Some(pieces) = billing.pieces.as_mut() else {
            return Ok(());
        };
        if pieces.is_first_stub {
            let next = course.after(pieces.uncut_end);
            let next = next.map(|start| course.uncut(start)).transpose()?.flatten();
            if let Some(mut next) = next
                && self.life.end.is_none_or(|end| next.cut_by(end))
            {
                billing.trigger = self.course_trigger(&next)?;
            }
            return Ok(());
        }
        let Some(begun) = course.eras.first().map(|era| era.from) else {
            return Ok(());
        };
        if let Some(first) = course.uncut(begun)?
            && let Some(stub) = first.pieces.as_ref().filter(|stub| stub.is_first_stub)
            && course.after(stub.uncut_end) == Some(billing.period.start_day())
        {
            billing.opens = begun;
            pieces.lead = stub.dates.iter().map(|piece| piece.dates).collect();
        }
        Ok(())
    }
}

impl BillingPeriod {
    /// Tells whether an open Shift pause holds days of it back.
    pub(super) fn is_held(&self) -> bool {
        self.pieces.as_ref().is_some_and(|pieces| pieces.held.is_some())
    }

    /// Returns the end of the dates that bear on it: of its reference period, where the grid puts it
    /// and where a pause moves it. While an open Shift pause holds days back, there is none.
    pub(crate) fn bears_until(&self) -> Day {
        if self.is_held() {
            return NEVER;
        }
        self.nominal.end_day().max(self.period.end_day()).max(self.uncut_end())
    }

    /// Returns where its service would end if the contract went on.
    pub(crate) fn uncut_end(&self) -> Day {
        self.pieces.as_ref().map_or(self.nominal.end_day(), |pieces| pieces.uncut_end)
    }

    /// Cuts it at the end of the contract; tells whether any day is left.
    fn cut_by(&mut self, end: Day) -> bool {
        let Some(pieces) = self.pieces.as_mut() else {
            return true;
        };
        if self.period.start_day() >= end {
            return false;
        }
        pieces.dates.retain(|piece| piece.dates.start_day() < end);
        for piece in &mut pieces.dates {
            if let Ok(dates) = Period::from_days(piece.dates.start_day(), end) {
                piece.dates = piece.dates.intersection(dates).unwrap_or(piece.dates);
            }
        }
        let end = self.period.end_day().min(end);
        if let Ok(period) = Period::from_days(self.period.start_day(), end) {
            self.period = period;
        }
        true
    }
}

impl Course {
    /// Returns the billing period that begins on a date, were there no end; its trigger is not set.
    fn uncut(&self, start: Day) -> Result<Option<BillingPeriod>, CalendarError> {
        let Some(mut index) = self.era_on(start) else {
            return Ok(None);
        };
        let mut dates: SmallVec<[Piece; 2]> = SmallVec::new();
        let nominal = match self.eras.get(index) {
            Some(era) => era.nominal_on(start)?,
            None => return Ok(None),
        };
        let (mut is_open, mut cut_on) = (true, None);
        while let Some(era) = self.eras.get(index).filter(|_| is_open) {
            if let Some(piece) = era.piece_of(nominal) {
                dates.push(piece);
            }
            let whole = nominal.end_day().plus_days(era.moved)?;
            let next = self.eras.get(index + 1);
            // The end of an era ends the period too, unless the next one joins it.
            let is_cut = era.until.is_some_and(|until| until < whole);
            is_open = is_cut && next.is_some_and(|next| next.joins);
            cut_on = next.filter(|next| is_cut && !next.joins).map(|next| next.from);
            index += 1;
        }
        let (Some(first), Some(last)) = (dates.first(), dates.last()) else {
            return Ok(None);
        };
        let is_first = self.eras.first().is_some_and(|era| era.from == start);
        let is_first_stub = is_first && first.number > 1;
        let is_last = index == self.eras.len();
        let held = self.held.filter(|held| is_last && held.nominal == nominal);
        // A change that slept through a Shift pause cuts where it wakes up. While a pause is open,
        // the period is as long as it would be without it.
        let end = held.map(|held| held.uncut_end).or(cut_on);
        let end = end.unwrap_or(last.dates.end_day());
        let period = Period::from_days(start.max(first.dates.start_day()), end)?;
        let held = held.and_then(|held| {
            Some((held.from, DayRange::new(held.number, nominal.days().saturating_add(1))?))
        });
        let skipped = self.skips.iter().find(|window| window.contains(start));
        let pieces = Pieces {
            dates,
            lead: SmallVec::new(),
            held,
            is_first_stub,
            skipped: skipped.map(|window| window.from),
            uncut_end: period.end_day(),
        };
        let pieces = Some(Box::new(pieces));
        Ok(Some(BillingPeriod { nominal, period, trigger: NEVER, opens: start, pieces }))
    }

    /// Returns the index of the era that has a date.
    fn era_on(&self, date: Day) -> Option<usize> {
        let index = self.eras.partition_point(|era| era.from <= date).checked_sub(1)?;
        let era = self.eras.get(index)?;
        (!era.ends_by(date)).then_some(index)
    }

    /// Returns the first date on or after another that any era has.
    fn after(&self, date: Day) -> Option<Day> {
        if self.era_on(date).is_some() {
            return Some(date);
        }
        self.eras.iter().map(|era| era.from).find(|from| *from > date)
    }

    /// Returns the first date of the billing period that holds a day or, if none does, of the first
    /// one after it.
    fn begins(&self, day: Day) -> Result<Option<Day>, CalendarError> {
        let mut day = day;
        let mut index = self.eras.partition_point(|era| era.from <= day).saturating_sub(1);
        if self.eras.get(index).is_some_and(|era| era.ends_by(day)) {
            // In a gap: the period before it goes on, or another one begins after it.
            match self.eras.get(index + 1) {
                Some(next) if next.joins => {}
                Some(next) => return Ok(Some(next.from)),
                None if self.held.is_some() => {}
                None => return Ok(None),
            }
        }
        loop {
            let Some(era) = self.eras.get(index) else {
                return Ok(None);
            };
            // The date, or the last one before it that the era has.
            day = day.max(era.from);
            if let Some(until) = era.until {
                day = day.min(until.pred()?);
            }
            let start = era.nominal_on(day)?.start_day().plus_days(era.moved)?;
            match index.checked_sub(1) {
                Some(before) if era.joins && start < era.from => index = before,
                _ => return Ok(Some(start.max(era.from))),
            }
        }
    }
}

impl DayWindow {
    /// Returns the first day of the window, if it holds a day.
    pub(super) fn first_if_holding(&self, day: Day) -> Option<Day> {
        self.contains(day).then_some(self.from)
    }
}
