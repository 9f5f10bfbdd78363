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
use crate::money::{Amount, MoneyError};
use crate::schedule::{BillingPeriods, OwedDays, Reference};
use crate::timeline::{Life, Timeline};

/// An échéance: what one item costs on one due date (INV-13).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instalment {
    /// The day on which it falls due.
    pub due_on: NaiveDate,
    /// Which item.
    pub item: ItemId,
    /// Counts the item's reference periods from 1; 1 for a one-off, 0 for a period that the item no
    /// longer has.
    pub number: u32,
    /// Its reference period.
    pub period: Reference,
    /// The days of service of its billing period.
    pub billing: Period,
    /// The days of service that it charges, from the first to the last.
    pub served: Period,
    /// What is left of it after credits, excluding tax unless the prices include it; 0 if skipped.
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
    let mut instalments: Vec<Instalment> = Vec::new();
    for charged in charged(books, &posting)? {
        let Charged { item, line, is_billed, net, is_credited } = charged;
        let due = line.due;
        if !range.contains_day(due) {
            continue;
        }
        let state = match (is_billed, due <= as_of) {
            (true, _) if is_credited => InstalmentState::Credited,
            (true, _) => InstalmentState::Billed,
            (false, true) => InstalmentState::ToBill,
            (false, false) => InstalmentState::Planned,
        };
        let net = Amount::new(net, life.contract.currency);
        // The lines of one item and period stand together.
        let mut together = instalments
            .iter_mut()
            .rev()
            .take_while(|known| known.item == item && known.period == line.reference);
        let same = together.find(|known| known.due_on == line.due.date() && known.state == state);
        if let Some(known) = same {
            known.served = hull(known.served, served(line));
            known.net = known.net.checked_add(net).map_err(|error| amount(item, line, error))?;
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

/// A charge and what is left of it.
struct Charged<'l> {
    item: ItemId,
    line: &'l BookLine,
    is_billed: bool,
    /// What is left after all credits, those that are still to be billed too.
    net: i64,
    /// Whether all its days are credited by lines in the books.
    is_credited: bool,
}

/// Lists the charges in the books and those that a run would make.
fn charged<'l>(books: &'l Books, posting: &'l Posting) -> Result<Vec<Charged<'l>>, SettleError> {
    let billed = books.lines().map(|issued| (issued.item, issued.line, true));
    let planned = posting.lines().map(|(item, line)| (item, line, false));
    let mut charged: Vec<Charged<'_>> = Vec::new();
    for (item, line, is_billed) in billed.chain(planned) {
        let Some(corrected) = line.corrects else {
            let (net, is_credited) = (line.net, false);
            charged.push(Charged { item, line, is_billed, net, is_credited });
            continue;
        };
        let of = (item, line.reference, line.terms, corrected);
        let known = charged.iter_mut().rev().find(|known| {
            let charge = known.line;
            (known.item, charge.reference, charge.terms, charge.ordinal) == of
        });
        if let Some(known) = known {
            let net = known.net.checked_add(line.net).ok_or(MoneyError::OutOfRange);
            known.net = net.map_err(|error| amount(item, line, error))?;
            let days: u32 = line.days.len();
            known.is_credited |= is_billed && days > 0 && is_all_credited(books, known);
        }
    }
    Ok(charged)
}

fn is_all_credited(books: &Books, charge: &Charged<'_>) -> bool {
    let line = charge.line;
    let credits = books
        .lines_of(charge.item, line.reference)
        .iter()
        .filter(|credit| credit.corrects == Some(line.ordinal) && credit.terms == line.terms);
    credits.map(|credit| credit.days.len()).sum::<u32>() == line.days.len()
}

#[cold]
fn amount(item: ItemId, line: &BookLine, error: MoneyError) -> SettleError {
    SettleError::Amount { item, reference: line.reference, error }
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
        let mut next = periods.holding(item.from).map_err(date)?;
        while let Some(billing) = next {
            let is_gone = periods.is_gone_by(billing.period.start_day());
            if billing.trigger >= range.end_day() || is_gone {
                break;
            }
            owed.clear();
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
            next = periods.next(&billing).map_err(date)?;
        }
    }
    Ok(())
}

/// Returns the days of service that a line charges, from the first to the last. The days that a
/// `Full` stub adds are none of them.
fn served(line: &BookLine) -> Period {
    let dates = crate::books::served(line.reference, &line.days, &line.moved);
    let all = dates.filter_map(|dates| dates.intersection(line.billing)).reduce(hull);
    all.unwrap_or(line.billing)
}

/// Returns the period from the earlier start to the later end.
fn hull(left: Period, right: Period) -> Period {
    let start = left.start_day().min(right.start_day());
    let end = left.end_day().max(right.end_day());
    Period::from_days(start, end).unwrap_or(left)
}

/// Counts the reference periods of an item from 1; 0 for one that it no longer has.
fn number(timeline: &Timeline<'_>, id: ItemId, reference: Reference) -> u32 {
    let item = timeline.items.iter().find(|item| item.id == id);
    let (Reference::Period(period), Some((item, grid))) =
        (reference, item.and_then(|item| Some((item, item.grid.as_ref()?))))
    else {
        return 1;
    };
    if item.course.is_none() {
        let first = grid.index_of_day(item.from);
        let index = grid.index_of_day(period.start_day());
        return u32::try_from(index - first + 1).unwrap_or(0);
    }
    let (Some(life), ItemSchedule::Recurring(recurrence)) = (&timeline.life, &item.item.schedule)
    else {
        return 0;
    };
    let periods = BillingPeriods { life, item, recurrence, grid };
    let mut number = 0;
    let mut next = periods.holding(item.from).ok().flatten();
    let mut before = None;
    while let Some(billing) =
        next.filter(|billing| billing.nominal.start_day() <= period.start_day())
    {
        number += u32::from(before != Some(billing.nominal));
        if billing.nominal == period {
            return number;
        }
        before = Some(billing.nominal);
        next = periods.next(&billing).ok().flatten();
    }
    0
}
