//! Of every day: what it is charged at, what it is owed at, and from when on the two must be the
//! same (CHG-8, L4, L6).
//!
//! Charged at 3 seats, 5 seats from 15 March known since February: days 15 to 31 stand as charged at
//! 3, owed at 5, due on 15 March.
//!
//! The days are those of [`super::owing`]; what is charged is said by the caller.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;
use tacite::history::History;
use tacite::timeline::Terms;

use super::diary::{Entry, State};
use super::ledger::when_changed;
use super::reckoning::Reckoning;
use super::{Due, Key, OracleError};

/// The terms that every charged day is charged at, by item and reference period.
pub type ChargedDays = BTreeMap<Key, BTreeMap<u32, Rc<Terms>>>;

/// How it stands with one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The item and what its days are counted in.
    pub key: Key,
    /// Number of the day.
    pub number: u32,
    /// The date on which it stands, if it is a day of the item now and no open pause holds it back;
    /// none for what has no date (INV-8).
    pub date: Option<NaiveDate>,
    /// What it is charged at.
    pub charged: Option<Rc<Terms>>,
    /// What it is owed at.
    pub owed: Option<Rc<Terms>>,
    /// From when on it must be charged as it is owed.
    pub due: Due,
    /// When it would fall due if nothing were charged.
    pub due_from_nothing: Due,
}

impl Standing {
    /// Tells whether a run settles it (CHG-8).
    pub fn is_settled(&self, as_of: NaiveDate) -> bool {
        self.due.is_by(as_of)
    }
}

/// Lists every day that is charged, or that is owed in a period which begins by a day or is due by
/// it.
///
/// # Errors
/// [`OracleError`].
pub fn standings(
    history: &History,
    charged: &ChargedDays,
    as_of: NaiveDate,
) -> Result<Vec<Standing>, OracleError> {
    Reckoning::of(history, charged, as_of).map(|reckoning| reckoning.standings(charged).collect())
}

impl Reckoning {
    /// Lists every day that is charged, or that is owed in a period which begins by the day of the
    /// reckoning or is due by it. What is charged must be what the reckoning was made with.
    pub fn standings<'r>(&'r self, charged: &'r ChargedDays) -> impl Iterator<Item = Standing> {
        let owed = self.owing.keys().flat_map(move |(key, days)| {
            let charged = charged.get(&key);
            days.iter().map(move |(number, entry)| {
                self.standing((key, number), entry, charged.and_then(|days| days.get(&number)))
            })
        });
        let gone = charged.iter().flat_map(move |(key, charged)| {
            let days = self.owing.days(*key);
            charged
                .iter()
                .filter(move |(number, _)| days.is_none_or(|days| days.get(**number).is_none()))
                .map(|(number, terms)| self.gone((*key, *number), terms))
        });
        owed.chain(gone)
    }

    fn standing(
        &self,
        (key, number): (Key, u32),
        entry: &Entry,
        charged: Option<&Rc<Terms>>,
    ) -> Standing {
        let (owed, uncharged_due) = match &entry.state {
            State::Owed { terms, due } => (Some(Rc::clone(terms)), *due),
            State::Freed { due } => (None, *due),
        };
        let changed = when_changed(self.policy, owed.as_ref().map(|_| uncharged_due));
        Standing {
            key,
            number,
            date: entry.date,
            charged: charged.cloned(),
            owed,
            due: changed.filter(|_| charged.is_some()).unwrap_or(uncharged_due),
            due_from_nothing: uncharged_due,
        }
    }

    /// Of a charged day that is no day of the item any more.
    fn gone(&self, (key, number): (Key, u32), charged: &Rc<Terms>) -> Standing {
        let due =
            when_changed(self.policy, None).unwrap_or_else(|| self.owing.credit_due(key, number));
        Standing {
            key,
            number,
            date: None,
            charged: Some(Rc::clone(charged)),
            owed: None,
            due,
            due_from_nothing: due,
        }
    }
}
