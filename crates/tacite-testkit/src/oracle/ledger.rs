//! The oracle's books: every charged day with its terms and the line that charged it, and what a run
//! adds to them (INV-6, INV-7).
//!
//! June at 10.00, days 11 to 30 charged for 6.67. A pause of days 1 to 10 is retracted, days 21 to 24
//! are paused: 3.33 on 1 June for ten days more, then −1.33 on 21 June for four days less.
//!
//! Which lines a credit names is decided by [`super::credit`], what is owed by [`super::owing`].

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::NaiveDate;
use tacite::contract::{DuePolicy, ItemId};
use tacite::history::History;
use tacite::timeline::Terms;

use super::amount::{Cost, Fraction, cost};
use super::diary::{Entry, State};
use super::glossary::Glossary;
use super::owing::Owing;
use super::reckoning::Reckoning;
use super::walk::Span;
use super::weight::weight;
use super::{Due, Key, OracleError, Reference};

/// What the oracle charges or credits: days of one item, reference period, terms and due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The item.
    pub item: ItemId,
    /// What its days count in.
    pub reference: Reference,
    /// The days of service of its billing period; of a credit, those of the charge.
    pub billing: Span,
    /// What they are charged at.
    pub terms: Rc<Terms>,
    /// Numbers of the days; none for a rounding part alone.
    pub days: BTreeSet<u32>,
    /// When they fall due.
    pub due_on: NaiveDate,
    /// Before the allowance, in minor units, below 0 for a credit.
    pub gross: i64,
    /// After the allowance, in minor units, below 0 for a credit.
    pub net: i64,
    /// By how much `net` differs from what its days alone cost.
    pub rounding: i64,
    /// Counts the lines of one item, reference period, terms and sign.
    pub ordinal: u32,
    /// For a credit, the ordinal of the charge that it corrects.
    pub corrects: Option<u32>,
}

/// A line issued, and what is left of it.
#[derive(Clone, Debug)]
pub(super) struct Issued {
    pub(super) terms: Rc<Terms>,
    pub(super) ordinal: u32,
    pub(super) billing: Span,
    pub(super) due_on: NaiveDate,
    pub(super) left: Cost,
}

/// What is charged of one key.
#[derive(Clone, Debug)]
pub(super) struct Charged {
    /// Days of what the numbers count in.
    pub(super) of: u32,
    /// Decimals of the currency.
    pub(super) exponent: u32,
    /// Every charged day with its terms and the ordinal of its line.
    pub(super) days: BTreeMap<u32, (Rc<Terms>, u32)>,
    /// The charges made, in order.
    pub(super) lines: Vec<Issued>,
    /// The terms of each credit made.
    pub(super) credits: Vec<Rc<Terms>>,
}

/// What is being settled: one due date of one key.
#[derive(Clone, Copy)]
pub(super) struct Settled {
    pub(super) key: Key,
    pub(super) due: Due,
}

/// A day that is charged otherwise than it is owed.
struct Change<'e> {
    number: u32,
    due: Due,
    /// At which terms it is to be credited.
    credit: Option<Rc<Terms>>,
    /// What it is to be charged as.
    charge: Option<(&'e Rc<Terms>, &'e Entry)>,
}

/// What the oracle has charged so far.
///
/// It is the oracle's counterpart of [`Books`](tacite::books::Books): bill at several dates, with
/// the history as known at each.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    charged: BTreeMap<Key, Charged>,
    glossary: Glossary,
}

/// Returns what is charged if everything is billed at once.
///
/// # Errors
/// [`OracleError`].
pub fn charges(history: &History, as_of: NaiveDate) -> Result<Vec<Charge>, OracleError> {
    Ledger::new().bill(history, as_of)
}

impl Ledger {
    /// Makes the ledger of a subscription of which nothing is charged.
    pub fn new() -> Self {
        Self::default()
    }

    /// Credits and charges what is due, in the order of due dates: at each, first the days too many,
    /// then the missing ones (INV-6, INV-7).
    ///
    /// # Errors
    /// [`OracleError`]; nothing is charged then.
    pub fn bill(
        &mut self,
        history: &History,
        as_of: NaiveDate,
    ) -> Result<Vec<Charge>, OracleError> {
        let numbers =
            |(key, charged): (&Key, &Charged)| (*key, charged.days.keys().copied().collect());
        let days: Vec<(Key, Vec<u32>)> = self.charged.iter().map(numbers).collect();
        let reckoning = Reckoning::with(history, (&days, as_of), &mut self.glossary)?;
        self.settle(&reckoning)
    }

    /// Credits and charges what is due; nothing if there is an error.
    pub(super) fn settle(&mut self, reckoning: &Reckoning) -> Result<Vec<Charge>, OracleError> {
        let Reckoning { owing, policy, exponent, as_of } = reckoning;
        let keys: BTreeSet<Key> =
            self.charged.keys().copied().chain(owing.keys().map(|(key, _)| key)).collect();
        let (mut settled, mut lines) = (Vec::new(), Vec::new());
        let nothing = Charged {
            of: 1,
            exponent: *exponent,
            days: BTreeMap::new(),
            lines: Vec::new(),
            credits: Vec::new(),
        };
        for key in keys {
            let known = self.charged.get(&key).unwrap_or(&nothing);
            let mut changes = changes(key, known, owing, *policy);
            changes.retain(|change| change.due.is_by(*as_of));
            if changes.is_empty() {
                continue;
            }
            let mut known = known.clone();
            if let Some((_, entry)) = owing.days(key).and_then(|days| days.iter().next()) {
                known.of = entry.of;
            }
            changes.sort_by_key(|change| (change.due, change.number));
            for step in changes.chunk_by(|left, right| left.due == right.due) {
                known.settle(key, step, &mut lines)?;
            }
            settled.push((key, known));
        }
        self.charged.extend(settled);
        self.charged.retain(|_, known| !known.lines.is_empty());
        Ok(lines)
    }
}

/// The days of a key that are charged otherwise than they are owed, with their due dates (CHG-8).
fn changes<'e>(key: Key, known: &Charged, owing: &'e Owing, policy: DuePolicy) -> Vec<Change<'e>> {
    let days = owing.days(key);
    let mut numbers: Vec<u32> = known.days.keys().copied().collect();
    numbers.extend(days.iter().flat_map(|days| days.iter()).map(|(number, _)| number));
    numbers.sort_unstable();
    numbers.dedup();
    let changes = numbers.into_iter().filter_map(|number| {
        let entry = days.and_then(|days| days.get(number));
        let owed = entry.and_then(|entry| match &entry.state {
            State::Owed { terms, due } => Some((terms, entry, *due)),
            State::Freed { .. } => None,
        });
        let credit = known.days.get(&number).map(|(terms, _)| terms.clone());
        let due = match (&credit, owed) {
            (None, None) => return None,
            (Some(terms), Some((owed, _, _))) if terms == owed => return None,
            (None, Some((_, _, due))) => due,
            (Some(_), owed) => when_changed(policy, owed.map(|(_, _, due)| due))
                .unwrap_or_else(|| owing.credit_due(key, number)),
        };
        let charge = owed.map(|(terms, entry, _)| (terms, entry));
        Some(Change { number, due, credit, charge })
    });
    changes.collect()
}

/// When a charged day falls due that is owed at other terms, or not at all; nothing if that depends
/// on why it is freed.
pub(super) fn when_changed(policy: DuePolicy, owed: Option<Due>) -> Option<Due> {
    match (policy, owed) {
        (_, Some(Due::Never)) => Some(Due::Never),
        (DuePolicy::WithPeriod, _) => Some(Due::AtOnce),
        (DuePolicy::OnEffect, owed) => owed,
    }
}

impl Charged {
    /// Settles one due date.
    fn settle(
        &mut self,
        key: Key,
        step: &[Change<'_>],
        lines: &mut Vec<Charge>,
    ) -> Result<(), OracleError> {
        let at = Settled { key, due: step.first().map_or(Due::Never, |change| change.due) };
        let credits = by_terms(
            step.iter()
                .filter_map(|change| change.credit.as_ref().map(|terms| (terms, change.number))),
        );
        for (terms, numbers) in credits {
            self.credit(at, (terms, &numbers), lines)?;
        }
        let charges = by_terms(
            step.iter().filter_map(|change| change.charge.map(|(terms, _)| (terms, change.number))),
        );
        for (terms, numbers) in charges {
            let first = step.iter().find(|change| numbers.contains(&change.number));
            if let Some((_, entry)) = first.and_then(|change| change.charge) {
                lines.push(self.charge(at, (terms, numbers), entry)?);
            }
        }
        Ok(())
    }

    /// What the days weigh that are charged at some terms.
    pub(super) fn weight(
        &self,
        reference: Reference,
        terms: &Rc<Terms>,
    ) -> Result<Fraction, OracleError> {
        let at_terms = self.days.iter().filter(|(_, (other, _))| other == terms);
        weight(terms.weights, reference, at_terms.map(|(number, _)| *number))
    }

    /// Charges days of one due date and terms: A(w + d) − A(w), the days charged before weighing w.
    fn charge(
        &mut self,
        at: Settled,
        (terms, days): (&Rc<Terms>, BTreeSet<u32>),
        entry: &Entry,
    ) -> Result<Charge, OracleError> {
        let (item, reference) = at.key;
        let before = self.weight(reference, terms)?;
        let own = weight(terms.weights, reference, days.iter().copied())?;
        let whole = |share: &Fraction| cost(terms, share, self.exponent);
        let added = whole(&before.plus(&own))?.minus(whole(&before)?);
        let rounding = added.net - whole(&own)?.net;
        let earlier = self.lines.iter().filter(|line| line.terms == *terms).count();
        let ordinal = u32::try_from(earlier + 1).unwrap_or(u32::MAX);
        let due_on = match (at.due, entry.trigger) {
            (Due::On(date), _) | (Due::AtOnce, Due::On(date)) => date,
            (Due::AtOnce | Due::Never, _) => entry.billing.0,
        };
        let billing = entry.billing;
        self.days.extend(days.iter().map(|day| (*day, (terms.clone(), ordinal))));
        self.lines.push(Issued { terms: terms.clone(), ordinal, billing, due_on, left: added });
        Ok(Charge {
            item,
            reference,
            billing,
            terms: terms.clone(),
            days,
            due_on,
            gross: added.gross,
            net: added.net,
            rounding,
            ordinal,
            corrects: None,
        })
    }
}

/// Gathers day numbers by their terms, in order of the lowest.
fn by_terms<'t>(
    days: impl Iterator<Item = (&'t Rc<Terms>, u32)>,
) -> Vec<(&'t Rc<Terms>, BTreeSet<u32>)> {
    let mut gathered: Vec<(&Rc<Terms>, BTreeSet<u32>)> = Vec::new();
    for (terms, number) in days {
        match gathered.iter_mut().find(|(known, _)| *known == terms) {
            Some((_, numbers)) => {
                numbers.insert(number);
            }
            None => gathered.push((terms, BTreeSet::from([number]))),
        }
    }
    gathered
}
