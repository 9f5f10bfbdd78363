//! Who, what, at which terms, day by day: the days of an item in stretches that are alike (HIS-1,
//! CHG-5, CHG-7).
//!
//! 3 seats from 1 January 2025, 5 from the 15th, paused by days `[20 January, 25 January)`: owed at 3
//! up to the 14th, owed at 5 up to the 19th, paused up to the 24th, owed at 5 from the 25th.
//!
//! When the days fall due and what was billed of them is decided by [`crate::schedule`] and
//! [`crate::books`].

use alloc::vec::Vec;

use super::QueryError;
use crate::calendar::{CalendarError, Day, Period};
use crate::contract::{ItemId, ItemSchedule, Refund, StubPrice};
use crate::history::History;
use crate::schedule::BillingPeriods;
use crate::timeline::{DayWindow, Freed, ItemTimeline, Terms, Timeline};

/// Days that follow each other, with the same terms and standing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The days.
    pub period: Period,
    /// The terms that hold, also where nothing is owed.
    pub terms: Terms,
    /// Whether they are owed.
    pub standing: Standing,
}

/// Whether days are owed, and why not (CHG-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// They are charged at their terms.
    Owed,
    /// A free phase, a free stub, or a one-off that was given back.
    Free,
    /// A pause by days, a billing period skipped by a pause, or the days that a Shift pause leaves
    /// out.
    Paused,
    /// Before the first day that is billed here (HIS-6).
    BilledElsewhere,
}

/// Lists the days of an item inside a range, in stretches that are alike, by date. Days on which it
/// is not there have none: before its first one, from its removal or the end of the contract on. A
/// one-off has its one day.
///
/// # Errors
/// [`QueryError::Timeline`] or [`QueryError::Calendar`], as folding the history would.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{Cadence, Period};
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Currency, UnitPrice};
/// use tacite::query::{Standing, stretches};
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let contract = Contract::new("Fee", CustomerId::new("cust-7")?, Currency::EUR);
/// let price = Price::Flat(UnitPrice::whole(30));
/// let monthly = Recurrence::every(Cadence::MONTHLY);
/// let (id, item) = (ItemId::new("fee")?, Item::recurring("Fee", price, Tax::NONE, monthly));
/// let pause = Pause::new(PauseShape::ByDays, Some(date("2025-03-24")));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-03-01"), 1, EventKind::Started { contract }),
///         Event::on(date("2025-03-01"), 2, EventKind::ItemAdded { id, item }),
///         Event::on(date("2025-03-10"), 3, EventKind::Paused { pause }),
///     ],
/// )?;
/// let march = Period::new(date("2025-03-01"), date("2025-04-01"))?;
/// let found = stretches(&history, id, march)?;
/// let days: Vec<_> = found.iter().map(|found| (found.period.days(), found.standing)).collect();
/// assert_eq!(days, [(9, Standing::Owed), (14, Standing::Paused), (8, Standing::Owed)]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn stretches(
    history: &History,
    item: ItemId,
    range: Period,
) -> Result<Vec<Stretch>, QueryError> {
    let timeline = Timeline::fold(history)?;
    let found = timeline.items.iter().find(|known| known.id == item);
    let (Some(life), Some(item)) = (&timeline.life, found) else {
        return Ok(Vec::new());
    };
    let until = [life.end, item.removed, Some(range.end_day())].into_iter().flatten().min();
    let mut until = until.unwrap_or(range.end_day());
    let free = match &item.item.schedule {
        ItemSchedule::Once => {
            until = until.min(item.from.succ()?);
            Frees::default()
        }
        ItemSchedule::Recurring(recurrence) => match &item.grid {
            Some(grid) => Frees::of(&BillingPeriods { life, item, recurrence, grid })?,
            None => Frees::default(),
        },
    };
    let mut day = item.from.max(range.start_day());
    let segments = timeline.segments_of(item);
    let mut stretches: Vec<Stretch> = Vec::new();
    while day < until {
        let index = segments.partition_point(|segment| segment.from <= day).saturating_sub(1);
        let Some(segment) = segments.get(index) else {
            break;
        };
        let next = segments.get(index + 1).map(|next| next.from);
        let cuts = [next, life.bill_from, free.next_cut(day)];
        let next = cuts.into_iter().flatten().filter(|cut| *cut > day).min();
        let end = next.map_or(until, |next| next.min(until));
        let standing = match segment.freed {
            _ if life.bill_from.is_some_and(|first| day < first) => Standing::BilledElsewhere,
            _ if life.refunds && is_refunded(item) => Standing::Free,
            _ if free.is_paused(day) => Standing::Paused,
            Freed::Paused(_) => Standing::Paused,
            _ if free.is_stub(day) => Standing::Free,
            Freed::Free => Standing::Free,
            Freed::No => Standing::Owed,
        };
        let (period, terms) = (Period::from_days(day, end)?, timeline.terms_at(segment.terms));
        match stretches.last_mut() {
            Some(last) if last.standing == standing && last.terms == *terms => {
                last.period = Period::from_days(last.period.start_day(), end)?;
            }
            Some(_) | None => stretches.push(Stretch { period, terms: terms.clone(), standing }),
        }
        day = end;
    }
    Ok(stretches)
}

/// Tells whether a one-off is given back on withdrawal (TRM-7).
fn is_refunded(item: &ItemTimeline<'_>) -> bool {
    let is_once = matches!(item.item.schedule, ItemSchedule::Once);
    is_once && item.item.refund == Refund::Refunded
}

/// The days that periods free, whatever their terms say.
#[derive(Default)]
struct Frees {
    /// Skipped billing periods and the gaps of Shift pauses.
    paused: Vec<DayWindow>,
    stubs: Vec<DayWindow>,
}

impl Frees {
    fn of(periods: &BillingPeriods<'_, '_>) -> Result<Self, CalendarError> {
        let (life, item) = (periods.life, periods.item);
        let (mut paused, mut stubs) = (Vec::new(), Vec::new());
        if let Some(course) = &item.course {
            for window in &course.skips {
                paused.extend(skipped(periods, *window)?);
            }
            paused.extend(&course.shifts);
        }
        if let Some(first) = periods.holding(item.from)?
            && periods.first_stub(&first) == Some(StubPrice::Free)
        {
            stubs.push(DayWindow::of(first.period));
        }
        if let Some(end) = life.end
            && let Some(last) = periods.holding(end.saturating_plus_days(-1))?
            && periods.last_stub(&last) == Some(StubPrice::Free)
        {
            stubs.push(DayWindow::of(last.period));
        }
        Ok(Self { paused, stubs })
    }

    /// Returns the first day after a day on which any of them begins or ends.
    fn next_cut(&self, day: Day) -> Option<Day> {
        let windows = self.paused.iter().chain(&self.stubs);
        let cuts = windows.flat_map(|window| [Some(window.from), window.until]);
        cuts.flatten().filter(|cut| *cut > day).min()
    }

    fn is_paused(&self, day: Day) -> bool {
        self.paused.iter().any(|window| window.contains(day))
    }

    fn is_stub(&self, day: Day) -> bool {
        self.stubs.iter().any(|window| window.contains(day))
    }
}

/// Returns the days of the billing periods that begin inside a pause (PAU-1): they follow each
/// other.
fn skipped(
    periods: &BillingPeriods<'_, '_>,
    window: DayWindow,
) -> Result<Option<DayWindow>, CalendarError> {
    let mut first = periods.holding(window.from)?;
    if let Some(running) = first.take_if(|first| first.period.start_day() < window.from) {
        first = periods.next(&running)?;
    }
    let Some(from) =
        first.map(|first| first.period.start_day()).filter(|from| window.contains(*from))
    else {
        return Ok(None);
    };
    let last = match window.until {
        Some(until) => periods.holding(until.pred()?)?,
        None => None,
    };
    Ok(Some(DayWindow { from, until: last.map(|last| last.period.end_day()) }))
}

impl DayWindow {
    fn of(period: Period) -> Self {
        Self { from: period.start_day(), until: Some(period.end_day()) }
    }
}
