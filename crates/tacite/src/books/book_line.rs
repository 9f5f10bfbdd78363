//! A book line is what the books keep of an issued line: enough to know what every day was charged
//! at, and to correct it (INV-6).
//!
//! "Days 1 to 31 of `[2025-01-01, 2025-02-01)` at 3 seats: 36.00, due on 1 January, first of its
//! kind" is a book line.
//!
//! What is still to be charged is decided by [`super::difference`].

use alloc::sync::Arc;
use alloc::vec::Vec;

use super::{Books, Issue};
use crate::calendar::{Day, Period};
use crate::contract::{ItemId, Text};
use crate::schedule::{DaySet, Reference};
use crate::timeline::Terms;

/// An issued line, as the books keep it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookLine {
    /// What its days count in.
    pub reference: Reference,
    /// The days of service of the billing period that it belongs to.
    pub billing: Period,
    /// The days charged.
    pub days: DaySet,
    /// What the days of the reference period weigh that were charged at the same terms before it, by
    /// actual days their number: a charge of weight d after n costs A(n + d) − A(n), a credit of d of n
    /// takes back A(n) − A(n − d) (CHG-6, INV-6).
    pub before: u32,
    /// Index of its terms in [`Books::terms`].
    pub terms: u32,
    /// Before the allowance, in minor units of the contract's currency.
    pub gross: i64,
    /// After the allowance, in minor units of the contract's currency.
    pub net: i64,
    /// By how much `net` differs from what its days alone would cost, in minor units (INV-6).
    pub rounding: i64,
    /// What it leaves to other lines of its terms, or takes over from them.
    pub carried: Carried,
    /// The day on which it fell due (CHG-8).
    pub due: Day,
    /// Counts the lines of one item, reference period, terms and sign, from 1 (INV-11).
    pub ordinal: u32,
    /// For a credit: the ordinal of the charge that it corrects, of the same item, reference period
    /// and terms (INV-6). A charge corrects nothing.
    pub corrects: Option<u32>,
    /// How it was issued.
    pub issue: Issue,
    /// Where Shift pauses moved its days to: from each number on, the date on which that day stands
    /// and from which the next ones follow (PAU-2). Empty if all stand where the grid puts them.
    pub moved: Vec<(u32, Day)>,
    /// What each allowance of its terms is called, in their order; nothing as a rule. A credit has the
    /// names of its charge (CHG-9).
    pub allowances: Option<Arc<[AllowanceName]>>,
}

/// What the customer reads of an allowance (CHG-9). Names are no terms: another one corrects nothing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AllowanceName {
    /// The label of a discount, as it was granted.
    Discount(Text),
    /// A free phase that is shown as charge less allowance: each language has its own word for it.
    FreePhase,
}

/// What a credit can't take back of the line that it names, since no more is left of it: positive, as
/// its amounts are less negative by it. The line that gives it back instead has it below 0. Zero nearly
/// always, and for a charge unless it makes up for what a cancelled document left (INV-6, INV-7, L7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Of the amount before the allowance, in minor units.
    pub gross: i64,
    /// Of the amount after the allowance, in minor units.
    pub net: i64,
}

/// Lists the dates on which numbered days of a reference period stand, as runs; none for what has no
/// date, or beyond the calendar.
pub(crate) fn served<'d>(
    reference: Reference,
    days: &'d DaySet,
    moved: &'d [(u32, Day)],
) -> impl Iterator<Item = Period> + 'd {
    let nominal = match reference {
        Reference::Period(period) => Some(period.start_day()),
        Reference::Once | Reference::Adjustment { .. } => None,
    };
    days.ranges().flat_map(move |range| {
        // The numbers at which a run of dates may begin: the first one, and where days were moved.
        let inside = moved
            .iter()
            .map(|(number, _)| *number)
            .filter(move |number| range.start() < *number && *number < range.end());
        core::iter::once(range.start()).chain(inside).filter_map(move |start| {
            let end = moved.iter().map(|(number, _)| *number).find(|number| *number > start);
            let end = end.map_or(range.end(), |end| end.min(range.end()));
            let place = moved.iter().take_while(|(number, _)| *number <= start).last();
            let (number, date) = place.copied().or(nominal.map(|first| (1, first)))?;
            let day = |at: u32| date.plus_days(i64::from(at) - i64::from(number)).ok();
            Period::from_days(day(start)?, day(end)?).ok()
        })
    })
}

impl BookLine {
    /// Tells whether it takes back what another line charged.
    #[inline]
    pub const fn is_credit(&self) -> bool {
        self.corrects.is_some()
    }

    /// Orders the lines of a subscription on a document: charges come before what corrects others.
    pub(crate) const fn print_order(&self) -> (bool, u64, u32) {
        (self.is_credit(), self.issue.run, self.issue.position)
    }

    /// Returns the first day that it concerns, or that its billing period has.
    pub(crate) fn first_day(&self) -> Day {
        let mut dates = served(self.reference, &self.days, &self.moved);
        let first = dates.next().map(Period::start_day);
        first.map_or(self.billing.start_day(), |first| first.max(self.billing.start_day()))
    }

    /// Returns the end of the dates that it concerns; what is no period concerns all.
    pub(crate) fn bears_until(&self) -> Day {
        match self.reference {
            Reference::Period(period) => period.end_day().max(self.billing.end_day()),
            Reference::Once | Reference::Adjustment { .. } => Day::MAX,
        }
    }

    /// Returns the days from the start of its reference period to the end of the dates that it
    /// concerns.
    pub(crate) fn length(&self) -> i64 {
        let start = self.reference.start_day();
        start.map_or(0, |start| start.days_until(self.bears_until()))
    }
}

/// An issued line with its item and terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssuedLine<'b> {
    /// The item that it charges.
    pub item: ItemId,
    /// What it was charged at.
    pub terms: &'b Terms,
    /// The line itself.
    pub line: &'b BookLine,
}

impl Books {
    /// Lists the issued lines, by item in order of first issue, then by reference period.
    pub fn lines(&self) -> impl Iterator<Item = IssuedLine<'_>> {
        self.items.iter().flat_map(move |item| {
            item.lines.iter().filter_map(move |line| {
                let terms = self.terms.get(line.terms as usize)?;
                Some(IssuedLine { item: item.id, terms, line })
            })
        })
    }
}
