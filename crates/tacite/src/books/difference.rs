//! Of one reference period, the owed days that are due and not charged yet are charged (INV-6, INV-7).
//!
//! June at 10.00 EUR, days 1 to 20 charged for 6.67: the days 21 to 30 cost what 30 days cost less
//! what 20 days cost, 10.00 − 6.67 = 3.33, so that the parts of a charge always add up to it.
//!
//! The due dates are gone through in order. Days that are charged but no longer owed, or owed at
//! other terms, need a credit: that is a typed error for now. Which periods are looked at is decided
//! by [`super::settle`].

use alloc::vec::Vec;

use super::settle::{Place, SettleError};
use super::{BookLine, Books, Posting};
use crate::calendar::{Day, Period};
use crate::charge::{Share, charge};
use crate::money::MoneyError;
use crate::schedule::{DayRange, DaySet, Owed, OwedDays, Reference, without};
use crate::timeline::Terms;

/// A run of one subscription.
pub(super) struct Run<'b> {
    pub(super) books: &'b Books,
    pub(super) as_of: Day,
    /// Decimals of the contract's currency.
    pub(super) exponent: u32,
    /// What is owed of the reference period being settled.
    pub(super) owed: OwedDays,
    pub(super) posting: &'b mut Posting,
    /// The next day on which anything will be due.
    pub(super) next_on: Option<Day>,
}

/// An item and one of its reference periods.
pub(super) struct Key<'k, 't, 'h> {
    pub(super) place: &'k Place<'t, 'h>,
    pub(super) reference: Reference,
    pub(super) billing: Period,
    /// Its lines in the books.
    pub(super) lines: &'t [BookLine],
}

impl Run<'_> {
    /// Takes note that something will be due on a day.
    pub(super) fn will_be_due(&mut self, on: Day) {
        self.next_on = Some(self.next_on.map_or(on, |next| next.min(on)));
    }

    /// Charges what is due of a reference period, from what is owed of it; tells whether all of it
    /// is charged then.
    pub(super) fn settle_key(&mut self, key: &Key<'_, '_, '_>) -> Result<bool, SettleError> {
        let mut owed = core::mem::take(&mut self.owed);
        if !key.lines.is_empty() {
            self.check_charged(key, &owed)?;
            leave_uncharged(key.lines, &mut owed);
        }
        let waiting = owed.iter().map(|part| part.due).filter(|due| *due > self.as_of).min();
        if let Some(due) = waiting {
            self.will_be_due(due);
            owed.retain(|part| part.due <= self.as_of);
        }
        if let [only] = owed.as_slice() {
            self.charge(key, *only, DaySet::of(only.days))?;
        } else {
            self.charge_by_due_date(key, &mut owed)?;
        }
        owed.clear();
        self.owed = owed;
        Ok(waiting.is_none())
    }

    /// INV-7: due dates in order; within one, each terms' days form one line.
    fn charge_by_due_date(
        &mut self,
        key: &Key<'_, '_, '_>,
        owed: &mut OwedDays,
    ) -> Result<(), SettleError> {
        owed.sort_by_key(|part| part.due);
        while let Some(first) = owed.first().copied() {
            let mut days = DaySet::of(first.days);
            owed.retain(|part| {
                let same = part.due == first.due && part.terms == first.terms;
                if same {
                    days.insert(part.days);
                }
                !same
            });
            self.charge(key, first, days)?;
        }
        Ok(())
    }

    /// Every charged day must still be owed at the terms that it was charged at.
    fn check_charged(&self, key: &Key<'_, '_, '_>, owed: &[Owed]) -> Result<(), SettleError> {
        for line in key.lines {
            let terms = self.posting.terms_in(self.books, line.terms);
            let still: Vec<DayRange> = owed
                .iter()
                .filter(|part| Some(key.place.timeline.terms_at(part.terms)) == terms)
                .map(|part| part.days)
                .collect();
            let mut surplus = None;
            for range in line.days.ranges() {
                without(range, &still, &mut |days| {
                    surplus.get_or_insert(days);
                });
            }
            if let Some(days) = surplus {
                let (item, reference) = (key.place.item.id, key.reference);
                return Err(SettleError::CorrectionNeeded { item, reference, days });
            }
        }
        Ok(())
    }

    /// Charges days: what all days at these terms cost, less what those charged before cost.
    pub(super) fn charge(
        &mut self,
        key: &Key<'_, '_, '_>,
        owed: Owed,
        days: DaySet,
    ) -> Result<(), SettleError> {
        let (item, reference) = (key.place.item.id, key.reference);
        let amount = |error| SettleError::Amount { item, reference, error };
        let terms = key.place.timeline.terms_at(owed.terms);
        let index = self.terms_index(terms);
        let (charged, ordinal) = self.charged_before(key, index);
        let cost = |count: u32| {
            Share::new(count, reference.days())
                .ok_or(MoneyError::OutOfRange)
                .and_then(|share| charge(terms, share, self.exponent))
                .map_err(amount)
        };
        let alone = cost(days.len())?;
        let (added, rounding) = if charged == 0 {
            (alone, 0)
        } else {
            let added = cost(charged + days.len())?.minus(cost(charged)?).map_err(amount)?;
            (added, added.minus(alone).map_err(amount)?.net)
        };
        let line = BookLine {
            reference,
            billing: key.billing,
            days,
            terms: index,
            gross: added.gross,
            net: added.net,
            rounding,
            due: owed.due,
            ordinal,
        };
        self.posting.lines.push((item, line));
        Ok(())
    }

    /// Returns the days charged before at the same terms, and the ordinal of the next line.
    fn charged_before(&self, key: &Key<'_, '_, '_>, terms: u32) -> (u32, u32) {
        let this_run = self.posting.lines.iter().rev();
        let this_run = this_run
            .take_while(|(id, line)| *id == key.place.item.id && line.reference == key.reference)
            .map(|(_, line)| line);
        key.lines
            .iter()
            .chain(this_run)
            .filter(|line| line.terms == terms)
            .fold((0, 1), |(days, ordinal), line| (days + line.days.len(), ordinal + 1))
    }

    /// Returns the index that terms have in the books, or will have once this run is posted.
    fn terms_index(&mut self, terms: &Terms) -> u32 {
        let known = self.books.terms.iter().rposition(|known| known == terms);
        let new = &mut self.posting.terms;
        let index = known.unwrap_or_else(|| {
            let position = new.iter().position(|known| known == terms).unwrap_or_else(|| {
                new.push(*terms);
                new.len() - 1
            });
            self.books.terms.len() + position
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }
}

/// Leaves, of what is owed, the days that no line has.
fn leave_uncharged(lines: &[BookLine], owed: &mut OwedDays) {
    let charged: Vec<DayRange> = lines.iter().flat_map(|line| line.days.ranges()).collect();
    let mut left = OwedDays::new();
    for part in owed.iter() {
        without(part.days, &charged, &mut |days| {
            left.push(Owed { days, ..*part });
        });
    }
    *owed = left;
}
