//! Of one reference period, what is charged is made what is owed: due date by due date, credits and
//! then charges, per terms (INV-6, INV-7, CHG-8).
//!
//! June at 10.00 EUR, days 1 to 20 charged for 6.67: the days 21 to 30 cost what 30 days cost less
//! what 20 days cost, 10.00 − 6.67 = 3.33, so that the parts of a charge always add up to it. If only
//! days 1 to 10 are right (3.33), 10 days are credited for 6.67 − 3.33 = 3.34.
//!
//! Which line a credit names is decided in [`super::credit`], which periods are looked at in
//! [`super::review`] and [`super::settle`].

use alloc::vec::Vec;

use super::ledger::KeyLedger;
use super::settle::SettleError;
use super::{BookLine, Books, Carried, Posting};
use crate::calendar::{Day, Period};
use crate::charge::{Charge, Share, charge};
use crate::contract::{DuePolicy, ItemId};
use crate::money::MoneyError;
use crate::schedule::periods::NEVER;
use crate::schedule::{DayRange, DaySet, Due, Owed, OwedDays, Reference, Standing, without};
use crate::timeline::{Terms, Timeline};

/// A run of one subscription.
pub(super) struct Run<'b, 't, 'h> {
    pub(super) timeline: &'t Timeline<'h>,
    pub(super) books: &'b Books,
    pub(super) as_of: Day,
    /// Decimals of the contract's currency.
    pub(super) exponent: u32,
    pub(super) policy: DuePolicy,
    /// What is owed of the reference period being settled.
    pub(super) owed: OwedDays,
    /// What is still charged of it.
    pub(super) ledger: KeyLedger,
    pub(super) posting: &'b mut Posting,
    /// The next day on which anything will be due.
    pub(super) next_on: Option<Day>,
}

/// An item and one of its reference periods.
#[derive(Clone, Copy)]
pub(super) struct Key<'t> {
    pub(super) item: ItemId,
    pub(super) reference: Reference,
    /// Its first billing period.
    pub(super) billing: Period,
    /// Its other billing periods, each with the number of its first day, rising.
    pub(super) more: &'t [(u32, Period)],
    /// Where Shift pauses move its days to.
    pub(super) moved: &'t [(u32, Day)],
    /// Its lines in the books.
    pub(super) lines: &'t [BookLine],
}

/// What is left open of a reference period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Open {
    /// Owed days wait to be charged.
    pub(super) uncharged: bool,
    /// Charged days wait to be credited.
    pub(super) waiting: bool,
}

/// A part of the difference between what is charged and what is owed.
#[derive(Clone, Copy, Debug)]
struct Step {
    due: Due,
    days: DayRange,
    change: StepChange,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum StepChange {
    /// Of days charged at terms of the books.
    Credit { terms: u32 },
    /// At terms of the timeline; the line falls due on a day.
    Charge { terms: u32, due: Day },
}

impl StepChange {
    /// Tells whether days make one line. What is charged at once does, whatever billing periods it is
    /// in: it bears the due date of its first day.
    fn is_one_line_with(self, other: Self, due: Due) -> bool {
        match (self, other) {
            (Self::Charge { terms, .. }, Self::Charge { terms: others, .. })
                if due == Due::AtOnce =>
            {
                terms == others
            }
            (Self::Charge { .. } | Self::Credit { .. }, _) => self == other,
        }
    }
}

impl Run<'_, '_, '_> {
    /// Takes note that something will be due on a day.
    pub(super) fn will_be_due(&mut self, on: Day) {
        if on != NEVER {
            self.next_on = Some(self.next_on.map_or(on, |next| next.min(on)));
        }
    }

    /// Settles what is due of a reference period, from what is owed of it. Charged days that are not
    /// owed are judged by where they stand; without that, their credits are due at once.
    pub(super) fn settle_key(
        &mut self,
        key: &Key<'_>,
        standing: Option<&mut Standing<'_, '_, '_>>,
    ) -> Result<Open, SettleError> {
        let mut owed = core::mem::take(&mut self.owed);
        self.ledger = KeyLedger::of(key.lines);
        let mut steps = self.steps(key, &owed, standing)?;
        owed.clear();
        self.owed = owed;
        steps.sort_by_key(|step| step.due);
        let mut open = Open::default();
        for same_due in steps.chunk_by(|left, right| left.due == right.due) {
            match same_due.first().map(|step| step.due) {
                Some(Due::On(day)) if day > self.as_of => {
                    self.will_be_due(day);
                    for step in same_due {
                        match step.change {
                            StepChange::Credit { .. } => open.waiting = true,
                            StepChange::Charge { .. } => open.uncharged = true,
                        }
                    }
                }
                Some(due) => self.settle_step(key, due, same_due)?,
                None => {}
            }
        }
        if self.ledger.carries() && open == Open::default() {
            self.settle_drift(key)?;
        }
        Ok(open)
    }

    /// Lists what is to be charged and credited, and when.
    fn steps(
        &self,
        key: &Key<'_>,
        owed: &[Owed],
        standing: Option<&mut Standing<'_, '_, '_>>,
    ) -> Result<Vec<Step>, SettleError> {
        let charged = self.ledger.charged();
        let charged_days: Vec<DayRange> = charged.iter().map(|(days, _)| *days).collect();
        let mut steps = Vec::new();
        for part in owed {
            let new = StepChange::Charge { terms: part.terms, due: part.due };
            without(part.days, &charged_days, &mut |days| {
                steps.push(Step { due: Due::On(part.due), days, change: new });
            });
            let known = self.known_index(self.timeline.terms_at(part.terms));
            for (days, terms) in charged.iter().filter(|(_, terms)| Some(*terms) != known) {
                if let Some(days) = days.common(part.days) {
                    let due = match self.policy {
                        DuePolicy::WithPeriod if part.due != NEVER => Due::AtOnce,
                        DuePolicy::WithPeriod | DuePolicy::OnEffect => Due::On(part.due),
                    };
                    let old = StepChange::Credit { terms: *terms };
                    steps
                        .extend([Step { due, days, change: old }, Step { due, days, change: new }]);
                }
            }
        }
        let owed_days: Vec<DayRange> = owed.iter().map(|part| part.days).collect();
        let mut freed = Vec::new();
        for (days, terms) in charged {
            without(days, &owed_days, &mut |days| freed.push((days, terms)));
        }
        steps.extend(self.free(key, &freed, standing)?);
        Ok(steps)
    }

    /// Lists the credits of charged days that are not owed.
    fn free(
        &self,
        key: &Key<'_>,
        freed: &[(DayRange, u32)],
        standing: Option<&mut Standing<'_, '_, '_>>,
    ) -> Result<Vec<Step>, SettleError> {
        let standing = standing.filter(|_| self.policy == DuePolicy::OnEffect);
        let Some(standing) = standing else {
            let at_once = freed.iter().map(|(days, terms)| Step {
                due: Due::AtOnce,
                days: *days,
                change: StepChange::Credit { terms: *terms },
            });
            return Ok(at_once.collect());
        };
        let mut steps = Vec::new();
        let date = |error| SettleError::Date { item: key.item, error };
        for (days, terms) in freed {
            let (mut start, mut running) = (days.start(), None);
            let change = StepChange::Credit { terms: *terms };
            let mut push = |start, end, due: Option<Due>| {
                if let (Some(days), Some(due)) = (DayRange::new(start, end), due) {
                    steps.push(Step { due, days, change });
                }
            };
            for number in days.start()..days.end() {
                let due = standing.freed(key.reference, number).map_err(date)?;
                if running != Some(due) {
                    push(start, number, running);
                    (start, running) = (number, Some(due));
                }
            }
            push(start, days.end(), running);
        }
        Ok(steps)
    }

    /// INV-6: the days too many are credited, then the missing ones charged.
    fn settle_step(&mut self, key: &Key<'_>, due: Due, steps: &[Step]) -> Result<(), SettleError> {
        let mut changes: Vec<(StepChange, DaySet)> = Vec::new();
        for step in steps {
            match changes.iter_mut().find(|(change, _)| change.is_one_line_with(step.change, due)) {
                Some((_, days)) => days.insert(step.days),
                None => changes.push((step.change, DaySet::of(step.days))),
            }
        }
        for (change, days) in &changes {
            if let StepChange::Credit { terms } = change {
                self.credit(key, (*terms, due), days)?;
            }
        }
        for (change, days) in changes {
            if let StepChange::Charge { terms, due } = change {
                let index = self.terms_index(terms);
                let charged = self.weight_charged(key, index)?;
                let ordinal = self.ledger.next_charge(index);
                let drift = self.ledger.drift(index);
                self.charge(key, Charging { terms, index, due, charged, drift, ordinal }, days)?;
                self.take_last();
            }
        }
        Ok(())
    }

    /// Charges all days of a reference period of which nothing was ever charged.
    #[inline]
    pub(super) fn charge_whole(&mut self, key: &Key<'_>, owed: Owed) -> Result<(), SettleError> {
        let Owed { days, terms, due } = owed;
        let index = self.terms_index(terms);
        let drift = Charge::NOTHING;
        let charging = Charging { terms, index, due, charged: 0, drift, ordinal: 1 };
        self.charge(key, charging, DaySet::of(days))
    }

    /// Enters the line made last.
    pub(super) fn take_last(&mut self) {
        if let Some((_, line)) = self.posting.lines.last() {
            self.ledger.take(line);
        }
    }

    /// Charges days: what all days at these terms cost, less what those charged before cost.
    #[inline]
    fn charge(
        &mut self,
        key: &Key<'_>,
        Charging { terms, index, due, charged, drift, ordinal }: Charging,
        days: DaySet,
    ) -> Result<(), SettleError> {
        let terms = self.timeline.terms_at(terms);
        let share = key.share(terms, &days)?;
        let alone = self.cost(key, terms, share)?;
        let (added, rounding) = if charged == 0 && drift == Charge::NOTHING {
            (alone, 0)
        } else {
            let at = |weight| self.cost(key, terms, key.weighing(share, weight)?);
            let all = at(charged + share.days())?;
            let known = at(charged)?.plus(drift);
            let added = all.minus(known).map_err(|error| key.amount(error))?;
            (added, added.minus(alone).map_err(|error| key.amount(error))?.net)
        };
        let line = BookLine {
            reference: key.reference,
            billing: key.billing_of(&days),
            days,
            before: charged,
            terms: index,
            gross: added.gross,
            net: added.net,
            rounding,
            carried: Carried { gross: -drift.gross, net: -drift.net },
            due,
            ordinal,
            corrects: None,
            issue: self.posting.next_issue(due),
            moved: key.moved.to_vec(),
            allowances: None,
        };
        self.posting.lines.push((key.item, line));
        Ok(())
    }

    /// A(w) of CHG-6 for a share of the reference period.
    #[inline]
    pub(super) fn cost(
        &self,
        key: &Key<'_>,
        terms: &Terms,
        share: Share,
    ) -> Result<Charge, SettleError> {
        charge(terms, share, self.exponent).map_err(|error| key.amount(error))
    }

    /// Returns the index that terms have in the books, or will have once this run is posted.
    fn terms_index(&mut self, terms: u32) -> u32 {
        let terms = self.timeline.terms_at(terms);
        self.known_index(terms).unwrap_or_else(|| {
            self.posting.terms.push(terms.clone());
            let index = self.books.terms.len() + self.posting.terms.len() - 1;
            u32::try_from(index).unwrap_or(u32::MAX)
        })
    }

    /// Returns the index of terms that the books know, or will once this run is posted.
    #[inline]
    fn known_index(&self, terms: &Terms) -> Option<u32> {
        let books = &self.books.terms;
        let known = books.iter().rposition(|known| known == terms).or_else(|| {
            let new = self.posting.terms.iter().position(|known| known == terms);
            new.map(|position| books.len() + position)
        });
        known.map(|index| u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// At which terms days are charged, and when that falls due.
#[derive(Clone, Copy)]
struct Charging {
    /// Index in the timeline.
    terms: u32,
    /// Index in the books.
    index: u32,
    due: Day,
    /// What days weigh that are charged at them before.
    charged: u32,
    /// By how much what is left of those differs from what they cost.
    drift: Charge,
    /// Of the new line.
    ordinal: u32,
}

impl Key<'_> {
    /// Returns the billing period of the first of some days.
    #[inline]
    fn billing_of(&self, days: &DaySet) -> Period {
        let first = days.first().map_or(1, DayRange::start);
        let later = self.more.iter().take_while(|(number, _)| *number <= first).last();
        later.map_or(self.billing, |(_, billing)| *billing)
    }

    /// Returns what days of it weigh at some terms.
    #[inline]
    pub(super) fn share(&self, terms: &Terms, days: &DaySet) -> Result<Share, SettleError> {
        let share = Share::of_days(terms.weights, self.reference, days);
        share.ok_or_else(|| self.amount(MoneyError::OutOfRange))
    }

    /// Returns a share of it of another weight.
    pub(super) fn weighing(&self, share: Share, weight: u32) -> Result<Share, SettleError> {
        share.weighing(weight).ok_or_else(|| self.amount(MoneyError::OutOfRange))
    }

    #[cold]
    pub(super) fn amount(&self, error: MoneyError) -> SettleError {
        SettleError::Amount { item: self.item, reference: self.reference, error }
    }
}
