//! A credit names the line that charged each day, newest line first, each at most with what is left
//! of it; what remains is taken from the other lines of the same terms as a rounding part (INV-6).
//!
//! 10.00 for 30 days, 20 charged for 6.67, ten of them credited: 6.67 − 3.33 = 3.34, where ten days
//! alone cost 3.33: net −3.34, rounding −0.01.
//!
//! Which days are credited is decided by [`super::ledger`].

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use tacite::timeline::Terms;

use super::amount::{Cost, Fraction, cost};
use super::ledger::{Charge, Charged, Settled};
use super::weight::weight;
use super::{Due, OracleError};

impl Charged {
    /// Credits days of one due date and terms: A(w) − A(w − c), the days charged before weighing w.
    pub(super) fn credit(
        &mut self,
        at: Settled,
        (terms, days): (&Rc<Terms>, &BTreeSet<u32>),
        credits: &mut Vec<Charge>,
    ) -> Result<(), OracleError> {
        let ((_, reference), exponent) = (at.key, self.exponent);
        let whole = |share: &Fraction| cost(terms, share, exponent);
        let weight = |days: &BTreeSet<u32>| weight(terms.weights, reference, days.iter().copied());
        let mut charged = self.weight(reference, terms)?;
        let mut rest = whole(&charged)?.minus(whole(&charged.minus(&weight(days)?))?);
        let mut by_line: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for day in days {
            if let Some((_, ordinal)) = self.days.remove(day) {
                by_line.entry(ordinal).or_default().insert(*day);
            }
        }
        for (ordinal, days) in by_line.into_iter().rev() {
            let own = weight(&days)?;
            let after = charged.minus(&own);
            let part = whole(&charged)?.minus(whole(&after)?);
            charged = after;
            let alone = whole(&own)?;
            let taken = self.take(terms, ordinal, part);
            rest = rest.minus(taken);
            credits.extend(self.credited(at, (terms, ordinal), (days, taken, alone)));
        }
        for ordinal in self.ordinals(terms).into_iter().rev() {
            let taken = self.take(terms, ordinal, rest);
            if taken != Cost::default() {
                rest = rest.minus(taken);
                let part = (BTreeSet::new(), taken, Cost::default());
                credits.extend(self.credited(at, (terms, ordinal), part));
            }
        }
        Ok(())
    }

    fn ordinals(&self, terms: &Rc<Terms>) -> Vec<u32> {
        let lines = self.lines.iter().filter(|line| line.terms == *terms);
        lines.map(|line| line.ordinal).collect()
    }

    /// Takes an amount from a line, at most what is left of it, gross and net each for itself.
    fn take(&mut self, terms: &Rc<Terms>, ordinal: u32, wanted: Cost) -> Cost {
        let mut lines = self.lines.iter_mut();
        let found = lines.find(|line| line.terms == *terms && line.ordinal == ordinal);
        let Some(line) = found else { return Cost::default() };
        let taken = Cost {
            gross: at_most(wanted.gross, line.left.gross),
            net: at_most(wanted.net, line.left.net),
        };
        line.left = line.left.minus(taken);
        taken
    }

    fn credited(
        &mut self,
        at: Settled,
        (terms, corrected): (&Rc<Terms>, u32),
        (days, taken, alone): (BTreeSet<u32>, Cost, Cost),
    ) -> Option<Charge> {
        let mut lines = self.lines.iter();
        let line = lines.find(|line| line.terms == *terms && line.ordinal == corrected)?.clone();
        let (item, reference) = at.key;
        self.credits.push(terms.clone());
        let ordinal = self.credits.iter().filter(|other| *other == terms).count();
        Some(Charge {
            item,
            reference,
            billing: line.billing,
            terms: terms.clone(),
            days,
            due_on: match at.due {
                Due::On(date) => date,
                Due::AtOnce | Due::Never => line.due_on,
            },
            gross: -taken.gross,
            net: -taken.net,
            rounding: alone.net - taken.net,
            ordinal: u32::try_from(ordinal).unwrap_or(u32::MAX),
            corrects: Some(corrected),
        })
    }
}

/// What is wanted, but no more than there is; both are below 0 for a line that is itself below 0.
fn at_most(wanted: i64, left: i64) -> i64 {
    if left < 0 { wanted.clamp(left, 0) } else { wanted.clamp(0, left) }
}
