//! What each day of a reference period weighs, day by day, in exact fractions (CHG-6).
//!
//! March 2025 by 30/360, European: the 30th stands where the 31st does, so it weighs nothing, and the
//! 31st 1 of 30.
//!
//! Which basis holds on a day is decided by [`super::member`].

use chrono::{Datelike, NaiveDate};
use tacite::calendar::{DayCount, Overflow};
use tacite::contract::BASIS_MONTHS_MAX;
use tacite::timeline::Weights;

use super::amount::Fraction;
use super::step::{YearMonth, days_between, next, walk};
use super::walk::Span;
use super::{OracleError, Reference};

/// What days of a reference period weigh, by their numbers; all of them weigh 1.
pub(super) fn weight(
    weights: Weights,
    reference: Reference,
    days: impl Iterator<Item = u32>,
) -> Result<Fraction, OracleError> {
    let Reference::Period(span) = reference else {
        return Ok(Fraction::of(i64::from(u32::try_from(days.count()).unwrap_or(u32::MAX)), 1));
    };
    match weights {
        Weights::ActualDays => Ok(alike(span, days)),
        Weights::OnDay(wanted) => {
            Ok(Fraction::of(i64::from(days.filter(|day| *day == wanted).count() > 0), 1))
        }
        Weights::Thirty360(dialect) => match months(span)? {
            Some(_) => counted(dialect, span, days),
            None => Ok(alike(span, days)),
        },
        Weights::MonthsThenDays => match months(span)? {
            Some(months) if months.len() <= BASIS_MONTHS_MAX as usize => Ok(monthly(&months, days)),
            Some(_) | None => Ok(alike(span, days)),
        },
    }
}

fn alike((start, end): Span, days: impl Iterator<Item = u32>) -> Fraction {
    Fraction::of(days.map(|_| 1).sum(), days_between(start, end))
}

/// Every day weighs by how far the next one is from it, in months of 30 days.
fn counted(
    dialect: DayCount,
    (start, end): Span,
    days: impl Iterator<Item = u32>,
) -> Result<Fraction, OracleError> {
    let place = |date: NaiveDate| -> Result<i64, OracleError> {
        let is_february_end = date.month() == 2 && next(date)?.month() == 3;
        let day = match dialect {
            // The 31st is a day of its own, unless it all began on a 30th.
            DayCount::Bond if start.day() < 30 => date.day(),
            DayCount::German if is_february_end => 30,
            DayCount::Bond | DayCount::European | DayCount::German => date.day().min(30),
        };
        let months = i64::from(date.year()) * 12 + i64::from(date.month());
        Ok(months * 30 + i64::from(day))
    };
    let mut sum = 0;
    for number in days {
        let date = walk(start, i64::from(number) - 1)?;
        sum += place(next(date)?)? - place(date)?;
    }
    Ok(Fraction::of(sum, place(end)? - place(start)?))
}

/// Every month weighs the same, and so does every day of one.
fn monthly(months: &[i64], days: impl Iterator<Item = u32>) -> Fraction {
    let mut in_month = vec![0; months.len()];
    for number in days {
        let mut left = i64::from(number);
        for (length, count) in months.iter().zip(&mut in_month) {
            if left <= *length {
                *count += 1;
                break;
            }
            left -= length;
        }
    }
    let count = i64::try_from(months.len()).unwrap_or(i64::MAX);
    let parts = months.iter().zip(in_month);
    parts.fold(Fraction::zero(), |sum, (length, days)| {
        if days == 0 { sum } else { sum.plus(&Fraction::of(days, length * count)) }
    })
}

/// The lengths of the months of a period, if it is of whole months: its ends are one day of the month, as
/// far as their months have it.
fn months((start, end): Span) -> Result<Option<Vec<i64>>, OracleError> {
    let day = start.day().max(end.day());
    let stands_for = |month: YearMonth, date: NaiveDate| -> Result<bool, OracleError> {
        Ok(month.place(day, Overflow::Backward)? == date
            || month.place(day, Overflow::Forward)? == date)
    };
    for back in [0, -1] {
        let mut month = YearMonth::of(start).step(back);
        if !stands_for(month, start)? {
            continue;
        }
        let (mut lengths, mut from) = (Vec::new(), start);
        while from < end {
            month = month.step(1);
            let is_last = stands_for(month, end)?;
            let until = if is_last { end } else { month.place(day, Overflow::Backward)? };
            lengths.push(days_between(from, until));
            from = until;
        }
        if from == end {
            return Ok(Some(lengths));
        }
    }
    Ok(None)
}

/// Whether days of a period weigh so much of so much, for laws that need no more.
pub(crate) fn is_weight(
    weights: Weights,
    period: Option<Span>,
    days: impl Iterator<Item = u32>,
    (part, of): (u32, u32),
) -> Result<bool, OracleError> {
    let reference = period.map_or(Reference::Once, Reference::Period);
    let share = weight(weights, reference, days)?;
    Ok(share.minus(&Fraction::of(part.into(), of.into())).is_zero())
}
