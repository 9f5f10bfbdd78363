//! A credit names the line that charged each day, newest line first, and takes at most what is left
//! of it; a remainder comes from the other lines of the same terms (INV-6, L7).
//!
//! June at 10.00 EUR: days 1 to 20 for 6.67 by line 1, days 21 to 30 for 3.33 by line 2. All days are
//! freed: line 2 gives back 10.00 − 6.67 = 3.33, line 1 gives back 6.67.
//!
//! How many days are credited, and when, is decided by [`super::difference`].

use super::difference::{Key, Run};
use super::ledger::OpenCharge;
use super::settle::SettleError;
use super::{BookLine, Carried};
use crate::charge::{Charge, Share};
use crate::money::MoneyError;
use crate::schedule::{DaySet, Due, intersection};

impl Run<'_, '_, '_> {
    /// Credits days charged at some terms: what all days at these terms cost, less what those that
    /// stay cost.
    pub(super) fn credit(
        &mut self,
        key: &Key<'_>,
        (terms, due): (u32, Due),
        days: &DaySet,
    ) -> Result<(), SettleError> {
        let mut before = self.weight_charged(key, terms)?;
        let mut remainder = Charge::NOTHING;
        // What a cancelled document left: it goes with the first line.
        let mut drift = self.ledger.drift(terms);
        // The newest line first. Lines are entered as they are made.
        for index in (0..self.ledger.open.len()).rev() {
            let Some(open) = self.open(index, terms) else {
                continue;
            };
            let own = intersection(&open.days, days);
            if own.is_empty() {
                continue;
            }
            let weight = self.share_at(key, terms, &own)?.days();
            let after = before.saturating_sub(weight);
            let more = self.cost_at(key, terms, before)?;
            let wanted = more.minus(self.cost_at(key, terms, after)?);
            let formula = wanted.map_err(|error| key.amount(error))?;
            let wanted = formula.plus(core::mem::take(&mut drift));
            let given = wanted.at_most(open.left);
            remainder = remainder.plus(wanted.minus(given).map_err(|error| key.amount(error))?);
            let left_over = formula.minus(given).map_err(|error| key.amount(error))?;
            let alone = self.cost_at(key, terms, weight)?;
            let carried = Carried { gross: left_over.gross, net: left_over.net };
            self.give_back(key, &Credit { open, due, given, alone, before, carried }, own);
            before = after;
        }
        remainder = remainder.plus(drift);
        for index in (0..self.ledger.open.len()).rev() {
            if remainder == Charge::NOTHING {
                break;
            }
            let Some(open) = self.open(index, terms) else {
                continue;
            };
            let given = remainder.at_most(open.left);
            if given == Charge::NOTHING {
                continue;
            }
            remainder = remainder.minus(given).map_err(|error| key.amount(error))?;
            let alone = Charge::NOTHING;
            let carried = Carried { gross: -given.gross, net: -given.net };
            let credit = Credit { open, due, given, alone, before, carried };
            self.give_back(key, &credit, DaySet::EMPTY);
        }
        Ok(())
    }

    fn open(&self, index: usize, terms: u32) -> Option<OpenCharge> {
        self.ledger.open.get(index).filter(|open| open.terms == terms).cloned()
    }

    /// A(w) at terms of the books.
    fn cost_at(&self, key: &Key<'_>, terms: u32, weight: u32) -> Result<Charge, SettleError> {
        match self.posting.terms_in(self.books, terms) {
            Some(terms) => {
                let none = key.share(terms, &DaySet::EMPTY)?;
                self.cost(key, terms, key.weighing(none, weight)?)
            }
            None => Ok(Charge::NOTHING),
        }
    }

    /// What days weigh at terms of the books.
    fn share_at(&self, key: &Key<'_>, terms: u32, days: &DaySet) -> Result<Share, SettleError> {
        match self.posting.terms_in(self.books, terms) {
            Some(terms) => key.share(terms, days),
            // A credit is of terms that the books have.
            None => Err(key.amount(MoneyError::OutOfRange)),
        }
    }

    /// What the days weigh that are charged at terms of the books.
    pub(super) fn weight_charged(&self, key: &Key<'_>, terms: u32) -> Result<u32, SettleError> {
        let mut weight = 0;
        for days in self.ledger.days_at(terms) {
            weight += self.share_at(key, terms, days)?.days();
        }
        Ok(weight)
    }

    fn give_back(&mut self, key: &Key<'_>, credit: &Credit, days: DaySet) {
        let Credit { open, due, given, alone, before, carried } = credit;
        let due = match due {
            Due::On(day) => *day,
            // What is due at once is due since the line was that it corrects.
            Due::AtOnce => open.due,
        };
        let line = BookLine {
            reference: key.reference,
            billing: open.billing,
            days,
            before: *before,
            terms: open.terms,
            gross: -given.gross,
            net: -given.net,
            rounding: alone.net - given.net,
            carried: *carried,
            due,
            ordinal: self.ledger.next_credit(open.terms),
            corrects: Some(open.ordinal),
            issue: self.posting.next_issue(due),
            moved: open.moved.clone(),
            allowances: None,
        };
        self.posting.lines.push((key.item, line));
        self.take_last();
    }
}

/// What is taken back of a charge.
struct Credit {
    open: OpenCharge,
    due: Due,
    given: Charge,
    /// What its days alone would cost.
    alone: Charge,
    /// What days weigh that are charged at its terms before it.
    before: u32,
    carried: Carried,
}
