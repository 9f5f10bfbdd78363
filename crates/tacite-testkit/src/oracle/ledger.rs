//! The oracle's books: every charged day with the terms it was charged at.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tacite::contract::ItemId;
use tacite::history::History;
use tacite::timeline::Terms;

use super::OracleError;
use super::amount::cost;
use super::story::Story;
use super::walk::{Horizon, OwedDay, Span, owed_days};

/// What the oracle charges: the days of one item, reference period, terms and due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The item.
    pub item: ItemId,
    /// Its reference period; none for a one-off.
    pub reference: Option<Span>,
    /// The days of service of its billing period.
    pub billing: Span,
    /// What they are charged at.
    pub terms: Terms,
    /// Numbers of the days.
    pub days: BTreeSet<u32>,
    /// When they fall due.
    pub due_on: NaiveDate,
    /// Before the allowance, in minor units.
    pub gross: i64,
    /// After the allowance, in minor units.
    pub net: i64,
    /// By how much `net` differs from what its days alone cost.
    pub rounding: i64,
    /// Counts the charges of one item, reference period and terms.
    pub ordinal: u32,
}

/// An item and one of its reference periods.
type Key = (ItemId, Option<Span>);

/// What is charged of one key: every day with its terms, and the terms of every charge made.
#[derive(Clone, Debug, Default)]
struct Charged {
    days: BTreeMap<u32, Terms>,
    charges: Vec<Terms>,
}

/// What the oracle has charged so far.
///
/// It is the oracle's counterpart of [`Books`](tacite::books::Books): bill at several dates, with
/// the history as known at each.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    charged: BTreeMap<Key, Charged>,
}

/// Returns what is charged if everything is billed at once, by item, period and due date.
///
/// # Errors
/// [`OracleError`], except `CorrectionNeeded`.
pub fn charges(history: &History, as_of: NaiveDate) -> Result<Vec<Charge>, OracleError> {
    Ledger::new().bill(history, as_of)
}

impl Ledger {
    /// Makes the ledger of a subscription of which nothing is charged.
    pub const fn new() -> Self {
        Self { charged: BTreeMap::new() }
    }

    /// Charges what is due and not charged yet, in the order of due dates (INV-6, INV-7).
    ///
    /// # Errors
    /// [`OracleError`]; nothing is charged then.
    pub fn bill(
        &mut self,
        history: &History,
        as_of: NaiveDate,
    ) -> Result<Vec<Charge>, OracleError> {
        let story = Story::of(history)?;
        let through = self.charged.keys().filter_map(|(_, span)| *span);
        let horizon = Horizon {
            as_of,
            through: through.map(|(start, _)| start).max().unwrap_or(NaiveDate::MIN),
        };
        let mut owed = match &story {
            None => Vec::new(),
            Some(story) => owed_days(story, horizon)?,
        };
        self.check(&owed)?;
        let exponent = story.map_or(0, |story| story.contract.currency.exponent());
        owed.retain(|day| day.due_on <= as_of && !self.is_charged(day));
        owed.sort_by_key(|day| (day.item, day.reference, day.due_on));
        let mut charges: Vec<Charge> = Vec::new();
        let mut charged = self.charged.clone();
        let same_due = |left: &OwedDay, right: &OwedDay| {
            (left.item, left.reference, left.due_on) == (right.item, right.reference, right.due_on)
        };
        for due in owed.chunk_by(same_due) {
            let mut left: Vec<&OwedDay> = due.iter().collect();
            while let Some(first) = left.first().copied() {
                let (same, others): (Vec<_>, Vec<_>) =
                    left.into_iter().partition(|day| day.terms == first.terms);
                left = others;
                let known = charged.entry(first.key()).or_default();
                charges.push(known.charge(first, &same, exponent)?);
            }
        }
        self.charged = charged;
        Ok(charges)
    }

    fn is_charged(&self, day: &OwedDay) -> bool {
        let known = self.charged.get(&day.key());
        known.is_some_and(|known| known.days.contains_key(&day.number))
    }

    /// Every charged day must still be owed at the terms it was charged at.
    fn check(&self, owed: &[OwedDay]) -> Result<(), OracleError> {
        let same_key = |left: &OwedDay, right: &OwedDay| left.key() == right.key();
        let now: BTreeMap<Key, &[OwedDay]> =
            owed.chunk_by(same_key).filter_map(|days| Some((days.first()?.key(), days))).collect();
        for ((item, reference), charged) in &self.charged {
            let owed = now.get(&(*item, *reference)).copied().unwrap_or_default();
            for (day, terms) in &charged.days {
                let found = owed.iter().find(|owed| owed.number == *day);
                if found.map(|owed| &owed.terms) != Some(terms) {
                    return Err(OracleError::CorrectionNeeded {
                        item: *item,
                        reference: *reference,
                        day: *day,
                    });
                }
            }
        }
        Ok(())
    }
}

impl OwedDay {
    fn key(&self) -> Key {
        (self.item, self.reference)
    }
}

impl Charged {
    /// Charges days of one due date and terms: A(w + d) − A(w), w being charged before (INV-6).
    fn charge(
        &mut self,
        first: &OwedDay,
        same: &[&OwedDay],
        exponent: u32,
    ) -> Result<Charge, OracleError> {
        let at_terms = |terms: &&Terms| **terms == first.terms;
        let before = self.days.values().filter(at_terms).count();
        let days: BTreeSet<u32> = same.iter().map(|day| day.number).collect();
        let whole = |count| cost(&first.terms, count, first.of, exponent);
        let (old, new) = (whole(before)?, whole(before + days.len())?);
        let alone = whole(days.len())?;
        self.days.extend(days.iter().map(|day| (*day, first.terms)));
        self.charges.push(first.terms);
        let ordinal = self.charges.iter().filter(at_terms).count();
        Ok(Charge {
            item: first.item,
            reference: first.reference,
            billing: first.billing,
            terms: first.terms,
            days,
            due_on: first.due_on,
            gross: new.gross - old.gross,
            net: new.net - old.net,
            rounding: new.net - old.net - alone.net,
            ordinal: u32::try_from(ordinal).unwrap_or(u32::MAX),
        })
    }
}
