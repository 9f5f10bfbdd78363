//! Of every day: what it is charged at, what it is owed at, and from when on the two must be the
//! same (CHG-8, L4, L6).
//!
//! Charged at 3 seats, 5 seats from 15 March known since February: days 15 to 31 stand as charged at
//! 3, owed at 5, due on 15 March.
//!
//! The days are those of [`super::owing`]; what is charged is said by the caller.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tacite::history::History;
use tacite::timeline::Terms;

use super::diary::State;
use super::ledger::when_changed;
use super::life::Life;
use super::owing::Owing;
use super::{Due, Key, OracleError};

/// The terms that every charged day is charged at, by item and reference period.
pub type ChargedDays = BTreeMap<Key, BTreeMap<u32, Terms>>;

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
    pub charged: Option<Terms>,
    /// What it is owed at.
    pub owed: Option<Terms>,
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
    let life = Life::of(history)?;
    let days: Vec<(Key, u32)> =
        charged.iter().flat_map(|(key, days)| days.keys().map(|number| (*key, *number))).collect();
    let owing = Owing::of(life.as_ref(), &days, as_of)?;
    let policy = life.as_ref().map(|life| life.contract.billing.due).unwrap_or_default();
    let mut standings = Vec::new();
    for key in owing.keys() {
        for (number, entry) in owing.days(key).into_iter().flatten() {
            let charged = charged.get(&key).and_then(|days| days.get(number)).cloned();
            let (owed, uncharged_due) = match &entry.state {
                State::Owed { terms, due } => (Some((**terms).clone()), *due),
                State::Freed { due } => (None, *due),
            };
            let changed = when_changed(policy, owed.as_ref().map(|_| uncharged_due));
            let due = changed.filter(|_| charged.is_some()).unwrap_or(uncharged_due);
            standings.push(Standing {
                key,
                number: *number,
                date: entry.date,
                charged,
                owed,
                due,
                due_from_nothing: uncharged_due,
            });
        }
    }
    for (key, number) in days {
        if owing.days(key).is_none_or(|days| !days.contains_key(&number)) {
            let due = when_changed(policy, None).unwrap_or_else(|| owing.credit_due(key, number));
            let charged = charged.get(&key).and_then(|days| days.get(&number)).cloned();
            standings.push(Standing {
                key,
                number,
                date: None,
                charged,
                owed: None,
                due,
                due_from_nothing: due,
            });
        }
    }
    Ok(standings)
}
