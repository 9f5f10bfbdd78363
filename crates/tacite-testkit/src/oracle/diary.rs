//! Of every day of an item: is it owed, at which terms, and when does it fall due; and if it was
//! charged and is not owed, when does that fall due (CHG-7, CHG-8, CAL-6, TRM-8, PAU-1).
//!
//! Monthly from 1 March, paused by days from the 10th to the 24th: the days 1 to 9 and 24 to 31 are
//! owed on 1 March, the others are freed and due for a credit on 10 March.
//!
//! On which date a number stands is decided by [`super::walk`], what was charged by
//! [`super::ledger`].

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;
use tacite::contract::{
    DuePolicy, LastPeriod, PauseShape, PhasePrice, Recurrence, StubPrice, StubTrigger, Timing,
};
use tacite::timeline::{Terms, Weights};

use super::discount::{Part, grants};
use super::glossary::{Glossary, agree};
use super::held::Held;
use super::life::Life;
use super::member::Member;
use super::sharing::Sharing;
use super::step::{days_between, walk};
use super::walk::{Horizon, Span, Walked, trigger, walked};
use super::weight::weight;
use super::{Due, OracleError, Reference};

/// A day that is owed or freed.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Days of what its number counts in.
    pub(super) of: u32,
    pub(super) billing: Span,
    /// The date on which it stands; none if an open pause holds it back.
    pub(super) date: Option<NaiveDate>,
    /// When its billing period falls due.
    pub(super) trigger: Due,
    pub(super) state: State,
}

#[derive(Clone, Debug)]
pub(super) enum State {
    Owed { terms: Rc<Terms>, due: Due },
    Freed { due: Due },
}

/// Days in order of their numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Days(Vec<(u32, Entry)>);

impl Days {
    /// Writes a day over what was written of it before.
    pub(super) fn write(&mut self, number: u32, entry: Entry) {
        if self.0.last().is_none_or(|(last, _)| *last < number) {
            self.0.push((number, entry));
            return;
        }
        match self.0.binary_search_by_key(&number, |(other, _)| *other) {
            Ok(place) => {
                if let Some(known) = self.0.get_mut(place) {
                    known.1 = entry;
                }
            }
            Err(place) => self.0.insert(place, (number, entry)),
        }
    }

    pub(super) fn get(&self, number: u32) -> Option<&Entry> {
        let place = self.0.binary_search_by_key(&number, |(other, _)| *other).ok()?;
        self.0.get(place).map(|(_, entry)| entry)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &Entry)> {
        self.0.iter().map(|(number, entry)| (*number, entry))
    }
}

/// What is known of a recurring item.
pub(super) struct Diary<'d, 'h> {
    life: &'d Life<'h>,
    member: &'d Member<'h>,
    stubs: Stubs,
    walked: Walked,
    /// By reference period and number.
    pub(super) entries: BTreeMap<Span, Days>,
    /// What was written on which date, in order.
    written: Vec<(NaiveDate, Span, u32)>,
    /// The last of them on each date, once asked for.
    by_date: OnceCell<BTreeMap<NaiveDate, (Span, u32)>>,
    /// The dates of the days of each reference period by their numbers, once asked for.
    by_number: OnceCell<BTreeMap<Span, BTreeMap<u32, NaiveDate>>>,
}

/// What incomplete billing periods cost.
#[derive(Clone, Copy)]
struct Stubs {
    first: StubPrice,
    last: StubPrice,
}

impl<'d, 'h> Diary<'d, 'h> {
    pub(super) fn of(
        life: &'d Life<'h>,
        member: &'d Member<'h>,
        (recurrence, horizon, sharing): (&Recurrence, Horizon, &Sharing<'_, '_>),
        glossary: &mut Glossary,
    ) -> Result<Self, OracleError> {
        let walked = walked(life, member, recurrence, horizon)?;
        let last = match life.last_period {
            None => recurrence.stubs.last,
            Some(LastPeriod::Prorated) => StubPrice::Prorated,
            Some(LastPeriod::Full) => StubPrice::Full,
        };
        let stubs = Stubs { first: recurrence.stubs.first, last };
        let parts = parts(&walked, stubs);
        let wording = Wording::of(life, member, (&walked, &parts, sharing), glossary)?;
        let mut diary = Self {
            life,
            member,
            stubs,
            walked,
            entries: BTreeMap::new(),
            written: Vec::new(),
            by_date: OnceCell::new(),
            by_number: OnceCell::new(),
        };
        let placed = diary.placed(recurrence)?;
        diary.write(&placed, &wording)?;
        Ok(diary)
    }

    /// Whether the first day of the item is not the first of its reference period.
    fn has_first_stub(&self) -> bool {
        self.walked.days.first().is_some_and(|first| first.number > 1)
    }

    /// The due date of each billing period, and the day that counts as its first: a Long stub and
    /// the period after it count as one.
    fn placed(&self, recurrence: &Recurrence) -> Result<Vec<Placed>, OracleError> {
        let mut placed = Vec::new();
        for period in &self.walked.periods {
            let timing = self.member.timing(recurrence, period.start);
            let day = match timing {
                Timing::Advance => Some(period.start),
                Timing::Arrears => period.end,
            };
            let trigger = match day {
                Some(day) => Due::On(trigger(self.life, recurrence, day)?),
                None => Due::Never,
            };
            placed.push(Placed { timing, trigger, counts_from: period.start });
        }
        if self.has_first_stub()
            && recurrence.stubs.first_trigger == StubTrigger::Long
            && let [stub, following, ..] = placed.as_mut_slice()
        {
            stub.trigger = following.trigger;
            following.counts_from = stub.counts_from;
        }
        Ok(placed)
    }

    fn write(&mut self, placed: &[Placed], wording: &Wording) -> Result<(), OracleError> {
        let Walked { days: all_days, periods, .. } = &self.walked;
        let (mut entries, mut by_date) = (BTreeMap::new(), Vec::with_capacity(all_days.len()));
        for of_period in all_days.chunk_by(|left, right| left.period == right.period) {
            let index = of_period.first().map_or(0, |day| day.period);
            let Some((period, placed)) = periods.get(index).zip(placed.get(index)) else {
                continue;
            };
            // The days of a billing period at the same terms are due together.
            let mut known: Vec<(Rc<Terms>, Due)> = Vec::new();
            let mut due = |terms: &Rc<Terms>| {
                if let Some((_, due)) = known.iter().find(|(other, _)| Rc::ptr_eq(other, terms)) {
                    return *due;
                }
                let due = self.due(placed, terms, wording);
                known.push((Rc::clone(terms), due));
                due
            };
            let mut days: Vec<(u32, Option<NaiveDate>, NaiveDate)> = of_period
                .iter()
                .map(|day| (day.number, (!day.is_held).then_some(day.date), day.date))
                .collect();
            let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
                continue;
            };
            let at = |number: u32| walk(period.nominal.0, i64::from(number) - 1);
            let mut written = Vec::with_capacity(days.len());
            if index == 0 && self.has_first_stub() && self.stubs.first == StubPrice::Full {
                for number in 1..first.0 {
                    let state = match self.freed(index, first.2) {
                        // The dates before the start (CHG-8).
                        Some(_) => State::Freed { due: Due::AtOnce },
                        None => owed(wording.on(first.2), &mut due),
                    };
                    written.push((number, Some(at(number)?), state));
                }
            }
            if period.is_last_stub && self.stubs.last == StubPrice::Full {
                for number in period.next_number..=period.of {
                    days.push((number, Some(walk(at(number)?, period.moved)?), last.2));
                }
            }
            for (number, date, like) in days {
                let state = match self.freed(index, like) {
                    Some(due) => State::Freed { due },
                    None => owed(wording.on(like), &mut due),
                };
                written.push((number, date, state));
            }
            let of_reference: &mut Days = entries.entry(period.nominal).or_default();
            of_reference.0.reserve(written.len());
            for (number, date, state) in written {
                by_date.extend(date.map(|date| (date, period.nominal, number)));
                let (of, trigger) = (period.of, placed.trigger);
                let billing = (period.start, period.end.unwrap_or(period.grid_end));
                of_reference.write(number, Entry { of, billing, date, trigger, state });
            }
        }
        (self.entries, self.written) = (entries, by_date);
        Ok(())
    }

    /// CHG-8: the due date of an owed day.
    fn due(&self, placed: &Placed, terms: &Rc<Terms>, wording: &Wording) -> Due {
        match (self.life.contract.billing.due, placed.timing) {
            (DuePolicy::WithPeriod, _) | (_, Timing::Arrears) => return placed.trigger,
            (DuePolicy::OnEffect, Timing::Advance) => {}
        }
        // Dates inside a Shift pause are no days of the item.
        let holds = wording
            .from(placed.counts_from)
            .find(|(date, other)| agree(other, terms) && self.walked.has_day_on(*date));
        match holds {
            Some((date, _)) if date > placed.counts_from => placed.trigger.max(Due::On(date)),
            Some(_) | None => placed.trigger,
        }
    }

    /// Why a day in a billing period is not owed, told by when a credit for it falls due.
    fn freed(&self, index: usize, date: NaiveDate) -> Option<Due> {
        if self.member.is_absent(self.life, date) || self.is_free(index, date) {
            return Some(Due::AtOnce);
        }
        let paused = self.member.window(date).filter(|window| window.shape == PauseShape::ByDays);
        self.skipped(index).or(paused.map(|window| Due::On(window.from)))
    }

    /// A free stub or phase.
    fn is_free(&self, index: usize, date: NaiveDate) -> bool {
        let is_last = self.walked.periods.get(index).is_some_and(|period| period.is_last_stub);
        index == 0 && self.has_first_stub() && self.stubs.first == StubPrice::Free
            || is_last && self.stubs.last == StubPrice::Free
            || self.member.phase(date) == Some(PhasePrice::Free)
    }

    /// PAU-1: a billing period that begins inside a pause by whole periods is skipped.
    fn skipped(&self, index: usize) -> Option<Due> {
        let period = self.walked.periods.get(index)?;
        let window = self.member.window(period.start)?;
        (window.shape == PauseShape::WholePeriods).then_some(Due::On(window.from))
    }

    pub(super) fn days(&self, reference: Span) -> Option<&Days> {
        self.entries.get(&reference)
    }

    /// When a credit falls due of a day that is no day of the item any more (CHG-8).
    pub(super) fn gone(&self, reference: Span, number: u32) -> Result<Due, OracleError> {
        Ok(self.judged(self.date_of(reference, number)?))
    }

    /// The date on which a number stands that its period does not reach, or whose period is gone.
    fn date_of(&self, reference: Span, number: u32) -> Result<NaiveDate, OracleError> {
        let by_number = self.by_number.get_or_init(|| {
            let mut dates: BTreeMap<Span, BTreeMap<u32, NaiveDate>> = BTreeMap::new();
            for day in self.walked.days.iter().filter(|day| !day.is_held) {
                if let Some(period) = self.walked.periods.get(day.period) {
                    dates.entry(period.nominal).or_default().insert(day.number, day.date);
                }
            }
            dates
        });
        let before = by_number.get(&reference).and_then(|dates| dates.range(..number).next_back());
        match before {
            Some((before, date)) => walk(*date, i64::from(number - before)),
            None => walk(reference.0, i64::from(number) - 1),
        }
    }

    /// The first rule of CHG-8 that fits a date.
    fn judged(&self, date: NaiveDate) -> Due {
        if self.member.is_absent(self.life, date) {
            return Due::AtOnce;
        }
        if let Some(end) = self.billing_end().filter(|end| date >= *end) {
            return Due::On(end);
        }
        if self.life.end.is_some_and(|end| date >= end)
            && let Some(due) = self.replaced(date)
        {
            // A day that a full stub adds is like the last day of service, whatever its own date.
            return due;
        }
        let mut periods = self.walked.periods.iter();
        let within = periods
            .position(|period| period.start <= date && period.end.is_none_or(|end| date < end));
        if self.is_free(within.unwrap_or(usize::MAX), date) {
            return Due::AtOnce;
        }
        if let Some(due) = within.and_then(|index| self.skipped(index)) {
            return due;
        }
        if let Some(window) = self.member.window(date) {
            // A Shift pause without an end ends with the contract.
            let lasts = window.until.is_some() || self.life.end.is_none_or(|end| date < end);
            match window.shape {
                PauseShape::ByDays => return Due::On(window.from),
                PauseShape::Shift if lasts => return Due::On(window.from),
                PauseShape::Shift | PauseShape::WholePeriods | PauseShape::Reduced(_) => {}
            }
        }
        self.replaced(date).unwrap_or(Due::AtOnce)
    }

    /// When the day falls due that a date is now, if it is one of the item.
    fn replaced(&self, date: NaiveDate) -> Option<Due> {
        let by_date = self.by_date.get_or_init(|| {
            self.written.iter().map(|(date, span, number)| (*date, (*span, *number))).collect()
        });
        let (span, number) = by_date.get(&date)?;
        match self.days(*span)?.get(*number)?.state {
            State::Owed { due, .. } | State::Freed { due } => Some(due),
        }
    }

    /// TRM-8: a `Full` last stub moves it to the end of the period.
    fn billing_end(&self) -> Option<NaiveDate> {
        let end = self.life.end?;
        let last = self.walked.periods.last().filter(|last| last.is_last_stub);
        match (last, self.stubs.last) {
            (Some(last), StubPrice::Full) => Some(last.grid_end),
            (Some(_), StubPrice::Prorated | StubPrice::Free) | (None, _) => Some(end),
        }
    }
}

fn owed(terms: Rc<Terms>, due: &mut impl FnMut(&Rc<Terms>) -> Due) -> State {
    let due = due(&terms);
    State::Owed { terms, due }
}

/// The numbers of the days that a billing period charges, from the first to the one after the last, in
/// its reference period.
type Charged = (Span, u32, u32);

/// The days that each billing period charges, from its first day on.
fn parts(walked: &Walked, stubs: Stubs) -> Vec<(NaiveDate, Charged)> {
    let mut parts: Vec<(NaiveDate, Charged)> = Vec::new();
    for of_period in walked.days.chunk_by(|left, right| left.period == right.period) {
        let Some(first) = of_period.first() else { continue };
        let Some(period) = walked.periods.get(first.period) else { continue };
        let mut start = first.number;
        let mut end = start + u32::try_from(of_period.len()).unwrap_or(u32::MAX);
        if first.period == 0 && stubs.first == StubPrice::Full {
            start = 1;
        }
        if period.is_last_stub && stubs.last == StubPrice::Full {
            end += (period.of + 1).saturating_sub(period.next_number);
        }
        parts.push((first.date, (period.nominal, start, end)));
    }
    parts
}

/// What charged days weigh of their reference period: by actual days as they are, else in lowest terms.
fn part(weights: Weights, (span, start, end): Charged) -> Result<Part, OracleError> {
    let share = weight(weights, Reference::Period(span), start..end)?;
    match weights {
        Weights::ActualDays => {
            let of = u32::try_from(days_between(span.0, span.1)).unwrap_or(u32::MAX);
            Ok((end - start, of))
        }
        Weights::Thirty360(_) | Weights::MonthsThenDays | Weights::OnDay(_) => share.lowest(),
    }
}

/// When a billing period falls due.
struct Placed {
    timing: Timing,
    trigger: Due,
    counts_from: NaiveDate,
}

/// The terms of every date of an item's life, freed or not.
struct Wording {
    first: NaiveDate,
    terms: Vec<Rc<Terms>>,
    none: Rc<Terms>,
}

impl Wording {
    fn of<'h>(
        life: &Life<'h>,
        member: &Member<'h>,
        (walked, parts, sharing): (&Walked, &[(NaiveDate, Charged)], &Sharing<'_, 'h>),
        glossary: &mut Glossary,
    ) -> Result<Self, OracleError> {
        let held = Held::of(life, member, walked)?;
        let grants = grants(life, member, walked)?;
        let first = member.from;
        let on = |date: NaiveDate, number: u32| -> Result<Terms, OracleError> {
            let charged = parts.iter().rev().find(|(from, _)| *from <= date);
            let plain = member.terms(life, (&[], &held), (date, number));
            let part = charged.map(|(_, charged)| part(plain.weights, *charged)).transpose()?;
            let mut off = Vec::new();
            for grant in &grants {
                if grant.of_the_whole().is_some() {
                    let share = sharing.share(life, (member.id, grant.sequence), date)?;
                    off.extend(share.map(|share| grant.allowance(Some(share), part)));
                } else if grant.holds_on(date) {
                    off.push(grant.allowance(None, part));
                }
            }
            Ok(member.terms(life, (&off, &held), (date, number)))
        };
        let none = glossary.entry(&on(first, 1)?);
        let days = days_between(first, walked.days.last().map_or(first, |day| day.date)) + 1;
        let mut terms: Vec<Rc<Terms>> = Vec::with_capacity(usize::try_from(days).unwrap_or(0));
        let mut turning = member.turning_days(life, (&grants, &held));
        turning.extend(sharing.turning_days(life));
        turning.extend(parts.iter().map(|(from, _)| *from));
        let mut turning = turning.into_iter().peekable();
        let last = walked.days.last().map_or(first, |day| day.date);
        let mut begins = walked.first_numbers().into_iter().peekable();
        let mut number = 1;
        for date in first.iter_days().take_while(|date| *date <= last) {
            let mut turns = date == first;
            // Dates between two days of a billing period are like the day before.
            while let Some((_, first)) = begins.next_if(|(begin, _)| *begin <= date) {
                turns |= number != first;
                number = first;
            }
            while turning.next_if(|day| *day <= date).is_some() {
                turns = true;
            }
            match terms.last() {
                Some(before) if !turns => terms.push(Rc::clone(before)),
                Some(_) | None => terms.push(glossary.entry(&on(date, number)?)),
            }
        }
        Ok(Self { first, terms, none })
    }

    fn on(&self, date: NaiveDate) -> Rc<Terms> {
        self.from(date).next().map_or_else(|| Rc::clone(&self.none), |(_, terms)| Rc::clone(terms))
    }

    /// The terms of every date from one on.
    fn from(&self, date: NaiveDate) -> impl Iterator<Item = (NaiveDate, &Rc<Terms>)> {
        let skip = usize::try_from(days_between(self.first, date)).unwrap_or(0);
        date.iter_days().zip(self.terms.iter().skip(skip))
    }
}
