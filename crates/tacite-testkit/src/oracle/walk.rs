//! The days of an item, date by date: on which date each number of each reference period stands
//! (CHG-3, CHG-4, PAU-2, CAL-5).
//!
//! Monthly from 31 January, a Shift pause `[10 February, 14 February)`: day 11 of
//! `[31 January, 28 February)` stands on 14 February, day 28 on 3 March, and the next period is
//! `[4 March, 4 April)`.
//!
//! Which of the days are owed, and when they fall due, is decided by [`super::diary`].

use chrono::NaiveDate;
use tacite::calendar::{Anchor, Cadence, Overflow};
use tacite::contract::{GridAnchor, Item, ItemSchedule, PauseShape, Recurrence, StubTrigger};

use super::OracleError;
use super::life::Life;
use super::member::{Member, Said};
use super::step::{Tile, days_between, document_date, is_aligned, next, walk};

/// A range of dates, the end excluded.
pub type Span = (NaiveDate, NaiveDate);

/// A day of an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Day {
    /// The date on which it stands.
    pub(super) date: NaiveDate,
    pub(super) number: u32,
    /// Place of its billing period in [`Walked::periods`].
    pub(super) period: usize,
    /// An open Shift pause holds it back: it has no date of its own.
    pub(super) is_held: bool,
    /// Place of its grid in [`Walked::grids`].
    grid: usize,
}

/// The grid on a date, moved by so many days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Placed {
    tile: Tile,
    overflow: Overflow,
    moved: i64,
}

/// A billing period: a run of days in one reference period.
#[derive(Clone, Copy, Debug)]
pub(super) struct Billing {
    pub(super) nominal: Span,
    /// Days of the reference period.
    pub(super) of: u32,
    /// First day of service.
    pub(super) start: NaiveDate,
    /// First day after it; none while an open Shift pause holds it back.
    pub(super) end: Option<NaiveDate>,
    /// Where the grid alone would end it.
    pub(super) grid_end: NaiveDate,
    /// Whether the end of the contract cuts it.
    pub(super) is_last_stub: bool,
    /// The number after the last that has a date.
    pub(super) next_number: u32,
    pub(super) moved: i64,
}

/// The life of an item, day by day.
#[derive(Clone, Debug, Default)]
pub(super) struct Walked {
    pub(super) days: Vec<Day>,
    pub(super) periods: Vec<Billing>,
    grids: Vec<Placed>,
}

impl Walked {
    /// The first day that stands on a date or after it.
    pub(super) fn first_day_from(&self, date: NaiveDate) -> Option<&Day> {
        self.days.iter().find(|day| !day.is_held && day.date >= date)
    }

    /// The first day on a date or after it with which a billing period begins; the item's first day for
    /// a date before it.
    pub(super) fn begins_from(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.periods.iter().map(|period| period.start).find(|start| *start >= date)
    }

    /// Whether a day stands on a date, held back or not.
    pub(super) fn has_day_on(&self, date: NaiveDate) -> bool {
        // They come in order of their dates.
        self.days.binary_search_by_key(&date, |day| day.date).is_ok()
    }

    /// The first day of each billing period and its number.
    pub(super) fn first_numbers(&self) -> Vec<(NaiveDate, u32)> {
        let by_period = self.days.chunk_by(|left, right| left.period == right.period);
        by_period.filter_map(|days| days.first()).map(|day| (day.date, day.number)).collect()
    }

    /// The n-th boundary after a day as the grid is on its date, whatever comes later.
    pub(super) fn boundary_after(&self, day: &Day, count: u32) -> Result<NaiveDate, OracleError> {
        let placed = self.grids.get(day.grid).ok_or(OracleError::OutOfCalendar)?;
        let mut boundary = walk(placed.tile.end, placed.moved)?;
        let mut tile = if placed.moved == 0 {
            placed.tile.following()?
        } else {
            let anchor = Anchor::Date(boundary);
            Tile::holding(boundary, placed.tile.cadence, anchor, placed.overflow)?
        };
        for _ in 1..count {
            boundary = tile.end;
            tile = tile.following()?;
        }
        Ok(boundary)
    }
}

/// How far to walk: to the last period due by then, and all that begins before a date.
#[derive(Clone, Copy)]
pub(super) struct Horizon {
    pub(super) as_of: NaiveDate,
    pub(super) through: NaiveDate,
}

/// Walks through the life of a recurring item.
pub(super) fn walked(
    life: &Life<'_>,
    member: &Member<'_>,
    recurrence: &Recurrence,
    horizon: Horizon,
) -> Result<Walked, OracleError> {
    let mut walker = Walker::start(life, member, recurrence)?;
    while life.end.is_none_or(|end| walker.date < end) {
        walker.pass_boundary()?;
        match walker.pass_pause()? {
            Pause::None => {}
            Pause::Over => continue,
            Pause::Open => break,
        }
        walker.change_grid()?;
        if !walker.is_running && walker.is_beyond(horizon)? {
            break;
        }
        walker.take_day();
        walker.date = next(walker.date)?;
    }
    if let Some(end) = life.end {
        walker.close(end);
    }
    Ok(walker.walked)
}

/// What the grid of an item is made from.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Grid {
    cadence: Cadence,
    anchor: Anchor,
    overflow: Overflow,
}

impl Grid {
    /// The period that holds a date, counted from it.
    fn tile(&self, date: NaiveDate) -> Result<Tile, OracleError> {
        // A calendar that has no such periods is a leftover without meaning.
        let is_leftover = self.anchor == Anchor::Calendar && !is_aligned(self.cadence);
        let anchor = if is_leftover { Anchor::Start } else { self.anchor };
        Tile::holding(date, self.cadence, anchor, self.overflow)
    }
}

struct Walker<'w, 'h> {
    life: &'w Life<'h>,
    member: &'w Member<'h>,
    recurrence: &'w Recurrence,
    walked: Walked,
    date: NaiveDate,
    grid: Grid,
    tile: Tile,
    moved: i64,
    /// Whether the last billing period goes on.
    is_running: bool,
    /// How much of what was said about the item is done.
    heard: usize,
    /// The end of the tile and by how much it is moved, and where that is.
    found_end: Option<((NaiveDate, i64), NaiveDate)>,
}

/// What a Shift pause does to the date that is reached.
enum Pause {
    /// There is none.
    None,
    /// The date is the resume now.
    Over,
    /// Nothing comes after it.
    Open,
}

impl<'w, 'h> Walker<'w, 'h> {
    fn start(
        life: &'w Life<'h>,
        member: &'w Member<'h>,
        recurrence: &'w Recurrence,
    ) -> Result<Self, OracleError> {
        let date = member.from;
        let Recurrence { cadence, anchor, overflow, .. } = *recurrence;
        let mut grid = Grid { cadence, anchor: member.anchor(anchor), overflow };
        // What is said on its first day replaces its own from the start.
        let (_, heard) = changed(member, &mut grid, 0, date);
        Ok(Self {
            life,
            member,
            recurrence,
            walked: Walked::default(),
            date,
            tile: grid.tile(date)?,
            grid,
            moved: 0,
            is_running: false,
            heard,
            found_end: None,
        })
    }

    /// Where the period that runs ends by the grid.
    fn grid_end(&mut self) -> Result<NaiveDate, OracleError> {
        let asked = (self.tile.end, self.moved);
        match self.found_end {
            Some((known, end)) if known == asked => Ok(end),
            Some(_) | None => {
                let end = walk(self.tile.end, self.moved)?;
                self.found_end = Some((asked, end));
                Ok(end)
            }
        }
    }

    /// Where the period ends, moved or not, the next begins; a moved end is the new anchor.
    fn pass_boundary(&mut self) -> Result<(), OracleError> {
        let end = self.grid_end()?;
        if self.date < end {
            return Ok(());
        }
        self.close(self.date);
        if self.moved == 0 {
            self.tile = self.tile.following()?;
        } else {
            self.anchor_here()?;
        }
        Ok(())
    }

    fn anchor_here(&mut self) -> Result<(), OracleError> {
        self.grid.anchor = Anchor::Date(self.date);
        (self.tile, self.moved) = (self.grid.tile(self.date)?, 0);
        Ok(())
    }

    /// PAU-2: a Shift pause that begins here holds all back to its resume.
    fn pass_pause(&mut self) -> Result<Pause, OracleError> {
        let begins = |window: &&super::pause::Window| {
            window.shape == PauseShape::Shift && window.from == self.date
        };
        let Some(window) = self.member.windows.iter().find(begins) else {
            return Ok(Pause::None);
        };
        // A resume that is not known is the end, if that is.
        let Some(until) = window.until.or(self.life.end) else {
            self.hold_back();
            return Ok(Pause::Open);
        };
        let is_first = walk(self.tile.start, self.moved)? == self.date;
        let days = days_between(self.date, until);
        self.date = until;
        if is_first {
            self.anchor_here()?;
        } else {
            self.moved += days;
        }
        Ok(Pause::Over)
    }

    /// The days that an open pause holds back stand on its first day, if service began before it.
    fn hold_back(&mut self) {
        let grid_end = walk(self.tile.end, self.moved).unwrap_or(self.tile.end);
        let Some(period) = self.running() else { return };
        period.end = None;
        // As long as it would be without this pause.
        period.grid_end = grid_end;
        let (first, of) = (period.next_number, period.of);
        for number in first..=of {
            self.push(number, true);
        }
        self.is_running = false;
    }

    /// Grid changes said up to this date; those inside a pause waited for it.
    fn change_grid(&mut self) -> Result<(), OracleError> {
        let (is_changed, heard) = changed(self.member, &mut self.grid, self.heard, self.date);
        self.heard = heard;
        if !is_changed {
            return Ok(());
        }
        let tile = self.grid.tile(self.date)?;
        let is_same = (tile.start, tile.end) == (self.tile.start, self.tile.end);
        if !is_same || self.moved != 0 {
            self.close(self.date);
            self.moved = 0;
        }
        self.tile = tile;
        Ok(())
    }

    /// Whether what would begin here is due later, and no period asked for begins later.
    fn is_beyond(&self, horizon: Horizon) -> Result<bool, OracleError> {
        // A Long stub is billed with the period after it.
        let is_long = self.recurrence.stubs.first_trigger == StubTrigger::Long;
        if self.date <= horizon.through || is_long && self.walked.periods.len() < 2 {
            return Ok(false);
        }
        let trigger = trigger(self.life, self.recurrence, self.date)?;
        Ok(trigger > horizon.as_of)
    }

    fn take_day(&mut self) {
        let (start, end) = (self.tile.start, self.tile.end);
        let number = days_between(start, self.date) - self.moved + 1;
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        if !self.is_running {
            self.is_running = true;
            self.walked.periods.push(Billing {
                nominal: (start, end),
                of: u32::try_from(days_between(start, end)).unwrap_or(u32::MAX),
                start: self.date,
                end: None,
                grid_end: end,
                is_last_stub: false,
                next_number: number,
                moved: 0,
            });
        }
        self.push(number, false);
    }

    fn push(&mut self, number: u32, is_held: bool) {
        let Self { date, tile, moved, .. } = *self;
        let grid_end = self.grid_end().unwrap_or(tile.end);
        let Some(period) = self.walked.periods.len().checked_sub(1) else { return };
        let placed = Placed { tile, overflow: self.grid.overflow, moved };
        if self.walked.grids.last() != Some(&placed) {
            self.walked.grids.push(placed);
        }
        let grid = self.walked.grids.len() - 1;
        self.walked.days.push(Day { date, number, period, is_held, grid });
        if let Some(billing) = self.walked.periods.last_mut()
            && !is_held
        {
            billing.next_number = number + 1;
            billing.moved = moved;
            billing.grid_end = grid_end;
        }
    }

    fn running(&mut self) -> Option<&mut Billing> {
        self.walked.periods.last_mut().filter(|_| self.is_running)
    }

    /// Ends the billing period that runs.
    fn close(&mut self, end: NaiveDate) {
        let (contract_end, moved) = (self.life.end, self.moved);
        let grid_end = walk(self.tile.end, moved);
        if let Some(period) = self.running() {
            period.end = Some(end);
            if let Ok(grid_end) = grid_end {
                period.grid_end = grid_end;
            }
            period.moved = moved;
            period.is_last_stub = contract_end == Some(end) && end < period.grid_end;
        }
        self.is_running = false;
    }
}

/// Takes what was said about the grid up to a date; tells whether it changes anything.
///
/// A cadence that stays what it is changes nothing; an anchor is always counted anew.
fn changed(member: &Member<'_>, grid: &mut Grid, heard: usize, date: NaiveDate) -> (bool, usize) {
    let (cadence, mut is_changed, mut count) = (grid.cadence, false, heard);
    for (from, said) in member.said.iter().skip(heard) {
        if *from > date {
            break;
        }
        count += 1;
        match *said {
            Said::Cadence(cadence) => grid.cadence = cadence,
            Said::Plan(Item { schedule: ItemSchedule::Recurring(planned), .. }) => {
                grid.cadence = planned.cadence;
            }
            // The end of a trial that is not there is no anchor.
            Said::Anchor(GridAnchor::TrialEnd) if member.trial_end.is_none() => {}
            Said::Anchor(anchor) => {
                grid.anchor = member.anchor(anchor);
                is_changed = true;
            }
            Said::Plan(_)
            | Said::Quantity(_)
            | Said::Price(_)
            | Said::Tax(_)
            | Said::Timing(_)
            | Said::Customer(_) => {}
        }
    }
    (is_changed || cadence != grid.cadence, count)
}

/// INV-2: the trigger of a billing period that begins, or ends, on a date.
pub(super) fn trigger(
    life: &Life<'_>,
    recurrence: &Recurrence,
    date: NaiveDate,
) -> Result<NaiveDate, OracleError> {
    let policy = &life.contract.billing;
    let date = walk(date, i64::from(recurrence.offset_days))?;
    document_date(date, policy.sending_day, &policy.business_days)
}
