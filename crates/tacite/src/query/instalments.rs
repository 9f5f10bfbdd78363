//! The schedule of a subscription: what was billed, is to be billed and is planned (INV-13).
//!
//! A magazine at 7.50 EUR a month for 24 months has 24 instalments; on 15 March 2025 three are
//! billed or to bill and 21 are planned.
//!
//! What an instalment costs is decided by [`bill`](crate::bill) itself: the lines that it would
//! give up to the end of the range are the instalments not billed yet (L10).

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::books::{BookLine, Books, Limits, News, Posting, SettleError, Until, settle};
use crate::calendar::{CalendarError, Day, Period};
use crate::contract::{ItemId, ItemSchedule};
use crate::error::BillError;
use crate::history::History;
use crate::money::Amount;
use crate::schedule::{BillingPeriods, DayRange, OwedDays, Reference};
use crate::timeline::{Life, Timeline};

/// An échéance: what one item costs on one due date (INV-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// The day on which it falls due.
    pub due_on: NaiveDate,
    /// Which item.
    pub item: ItemId,
    /// Counts the item's reference periods from 1; 1 for a one-off.
    pub number: u32,
    /// Its reference period.
    pub period: Reference,
    /// The days of service of its billing period.
    pub billing: Period,
    /// The days of service that it charges, from the first to the last.
    pub served: Period,
    /// What it costs, excluding tax; 0 if skipped.
    pub net: Amount,
    /// How far it has come.
    pub state: InstalmentState,
}

/// How far an instalment has come (INV-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstalmentState {
    /// Due later.
    Planned,
    /// Due, not billed.
    ToBill,
    /// In the books.
    Billed,
    /// Nothing is owed: a free stub or phase, or no day of the item.
    Skipped,
    /// Billed and credited in full.
    Credited,
}

/// Lists the instalments that fall due inside a range, by due date, then by item (INV-13).
///
/// # Errors
/// [`BillError`], as [`bill`](crate::bill) up to the end of the range would.
pub fn instalments(
    history: &History,
    books: &Books,
    range: Period,
    as_of: NaiveDate,
) -> Result<Vec<Instalment>, BillError> {
    let timeline = Timeline::fold(history)?;
    let Some(life) = &timeline.life else {
        return Ok(Vec::new());
    };
    let as_of = Day::of(as_of);
    let until = Until {
        as_of: Day::of(range.last_day()),
        periods_max: Limits::default().periods_max,
        examined: News::of(history, books)?.examined,
    };
    let mut posting = Posting::nothing(history, books);
    settle(&timeline, books, until, &mut posting)?;
    let billed = books.lines().map(|issued| (issued.item, issued.line, true));
    let planned = posting.lines().map(|(item, line)| (item, line, false));
    let mut instalments: Vec<Instalment> = Vec::new();
    for (item, line, is_billed) in billed.chain(planned) {
        let due = line.due;
        if !range.contains_day(due) {
            continue;
        }
        let state = match (is_billed, due <= as_of) {
            (true, _) => InstalmentState::Billed,
            (false, true) => InstalmentState::ToBill,
            (false, false) => InstalmentState::Planned,
        };
        let net = Amount::new(line.net, life.contract.currency);
        // The lines of one item and period stand together.
        let mut together = instalments
            .iter_mut()
            .rev()
            .take_while(|known| known.item == item && known.period == line.reference);
        let same = together.find(|known| known.due_on == line.due.date() && known.state == state);
        if let Some(known) = same {
            known.served = hull(known.served, served(line));
            known.net = known.net.checked_add(net).map_err(|error| SettleError::Amount {
                item,
                reference: line.reference,
                error,
            })?;
        } else {
            instalments.push(Instalment {
                due_on: line.due.date(),
                item,
                number: number(&timeline, item, line.reference),
                period: line.reference,
                billing: line.billing,
                served: served(line),
                net,
                state,
            });
        }
    }
    skipped(&timeline, life, range, &mut instalments)?;
    let order = |id: ItemId| timeline.items.iter().position(|item| item.id == id);
    instalments.sort_by_cached_key(|instalment| (instalment.due_on, order(instalment.item)));
    Ok(instalments)
}

/// Adds the billing periods whose trigger is in the range and of which no day is owed.
fn skipped(
    timeline: &Timeline<'_>,
    life: &Life<'_>,
    range: Period,
    instalments: &mut Vec<Instalment>,
) -> Result<(), BillError> {
    for item in &timeline.items {
        let date = |error: CalendarError| SettleError::Date { item: item.id, error };
        let (ItemSchedule::Recurring(recurrence), Some(grid)) = (&item.item.schedule, item.grid)
        else {
            continue;
        };
        let periods = BillingPeriods { life, item, recurrence, grid: &grid };
        let segments = timeline.segments_of(item);
        let mut owed = OwedDays::new();
        let mut index = periods.first_index();
        while let Some(billing) = periods.at(index).map_err(date)? {
            let is_gone = periods.is_gone_by(billing.period.start_day());
            if billing.trigger >= range.end_day() || is_gone {
                break;
            }
            periods.owed(&billing, segments, &mut owed);
            if owed.is_empty() && range.contains_day(billing.trigger) {
                let period = Reference::Period(billing.nominal);
                instalments.push(Instalment {
                    due_on: billing.trigger.date(),
                    item: item.id,
                    number: number(timeline, item.id, period),
                    period,
                    billing: billing.period,
                    served: billing.period,
                    net: Amount::zero(life.contract.currency),
                    state: InstalmentState::Skipped,
                });
            }
            index = index.saturating_add(1);
        }
    }
    Ok(())
}

/// Returns the days of service that a line charges, from the first to the last. The days that a
/// `Full` stub adds are none of them.
fn served(line: &BookLine) -> Period {
    let dates = match line.reference {
        Reference::Once => None,
        Reference::Period(nominal) => {
            let day = |number: u32| nominal.start_day().saturating_plus_days(i64::from(number) - 1);
            let end = line.days.ranges().last().map_or(nominal.days() + 1, DayRange::end);
            Period::from_days(day(line.days.first().start()), day(end)).ok()
        }
    };
    dates.and_then(|dates| dates.intersection(line.billing)).unwrap_or(line.billing)
}

/// Returns the period from the earlier start to the later end.
fn hull(left: Period, right: Period) -> Period {
    let start = left.start_day().min(right.start_day());
    let end = left.end_day().max(right.end_day());
    Period::from_days(start, end).unwrap_or(left)
}

/// Counts the reference periods of an item from 1.
fn number(timeline: &Timeline<'_>, id: ItemId, reference: Reference) -> u32 {
    let item = timeline.items.iter().find(|item| item.id == id);
    match (reference, item.and_then(|item| item.grid.map(|grid| (item.from, grid)))) {
        (Reference::Period(period), Some((from, grid))) => {
            let first = grid.index_of_day(from);
            let index = grid.index_of_day(period.start_day());
            u32::try_from(index - first + 1).unwrap_or(0)
        }
        (Reference::Once, _) | (Reference::Period(_), None) => 1,
    }
}
