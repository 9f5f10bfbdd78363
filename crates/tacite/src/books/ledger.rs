//! What is still charged of one item and reference period: the lines that charged days, less what
//! was credited of each (INV-6).
//!
//! "Days 1 to 20 for 6.67 by line 1, days 21 to 30 for 3.33 by line 2; 21 to 30 credited on line 2":
//! line 1 stands as it was, of line 2 nothing is left.
//!
//! What is to be charged or credited next is decided by [`super::difference`].

use alloc::vec::Vec;

use super::BookLine;
use crate::calendar::{Day, Period};
use crate::charge::Charge;
use crate::schedule::{DayRange, DaySet};

/// A charge and what is left of it.
#[derive(Clone, Debug)]
pub(super) struct OpenCharge {
    /// Index of its terms in the books.
    pub(super) terms: u32,
    pub(super) ordinal: u32,
    /// Days not credited.
    pub(super) days: DaySet,
    /// Amount not credited.
    pub(super) left: Charge,
    pub(super) due: Day,
    pub(super) billing: Period,
    /// Where its days stood when they were charged.
    pub(super) moved: Vec<(u32, Day)>,
}

/// The charges of one item and reference period, in order of issue.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyLedger {
    pub(super) open: Vec<OpenCharge>,
    /// Terms of the credits.
    credits: Vec<u32>,
    /// What lines have beside their own days, by terms, where it is not 0.
    carried: Vec<(u32, Charge)>,
}

impl KeyLedger {
    /// Reads the lines of a key, in order of issue.
    pub(super) fn of(lines: &[BookLine]) -> Self {
        let mut ledger = Self::default();
        for line in lines {
            ledger.take(line);
        }
        ledger
    }

    /// Takes the next line.
    pub(super) fn take(&mut self, line: &BookLine) {
        let amount = Charge { gross: line.gross, net: line.net };
        let carried = Charge { gross: line.carried.gross, net: line.carried.net };
        if carried != Charge::NOTHING {
            self.carried.push((line.terms, carried));
        }
        let Some(corrected) = line.corrects else {
            self.open.push(OpenCharge {
                terms: line.terms,
                ordinal: line.ordinal,
                days: line.days.clone(),
                left: amount,
                due: line.due,
                billing: line.billing,
                moved: line.moved.clone(),
            });
            return;
        };
        self.credits.push(line.terms);
        let is_it = |open: &&mut OpenCharge| (open.terms, open.ordinal) == (line.terms, corrected);
        if let Some(open) = self.open.iter_mut().find(is_it) {
            open.days.remove(&line.days);
            open.left = open.left.plus(amount);
        }
    }

    /// Lists the charged days with the terms at which they are charged, by rising number.
    pub(super) fn charged(&self) -> Vec<(DayRange, u32)> {
        let each =
            self.open.iter().flat_map(|open| open.days.ranges().map(|days| (days, open.terms)));
        let mut charged: Vec<(DayRange, u32)> = each.collect();
        charged.sort_unstable();
        charged
    }

    /// Lists the days charged at some terms, line by line.
    pub(super) fn days_at(&self, terms: u32) -> impl Iterator<Item = &DaySet> {
        self.open.iter().filter(move |open| open.terms == terms).map(|open| &open.days)
    }

    /// Returns by how much what is left of the charges at some terms differs from what their days cost:
    /// 0, but after a document was cancelled that charged a part of them (INV-7).
    pub(super) fn drift(&self, terms: u32) -> Charge {
        let own = self.carried.iter().filter(|(known, _)| *known == terms);
        own.fold(Charge::NOTHING, |sum, (_, carried)| sum.plus(*carried))
    }

    /// Lists the terms at which what is left may differ from what the days cost.
    pub(super) fn drifting(&self) -> Vec<u32> {
        let mut terms: Vec<u32> = self.carried.iter().map(|(terms, _)| *terms).collect();
        terms.sort_unstable();
        terms.dedup();
        terms.retain(|terms| self.drift(*terms) != Charge::NOTHING);
        terms
    }

    /// Tells whether any line has anything beside its own days.
    #[inline]
    pub(super) const fn carries(&self) -> bool {
        !self.carried.is_empty()
    }

    /// Returns the ordinal of the next charge at some terms.
    pub(super) fn next_charge(&self, terms: u32) -> u32 {
        ordinal(self.open.iter().filter(|open| open.terms == terms).count())
    }

    /// Returns the ordinal of the next credit at some terms.
    pub(super) fn next_credit(&self, terms: u32) -> u32 {
        ordinal(self.credits.iter().filter(|known| **known == terms).count())
    }
}

fn ordinal(before: usize) -> u32 {
    u32::try_from(before).map_or(u32::MAX, |before| before.saturating_add(1))
}
