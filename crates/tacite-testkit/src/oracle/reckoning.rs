//! What a history says on a day, worked out once for several questions: of every day what it is owed
//! at and when, and what billing from nothing would give.
//!
//! One month at 30.00, charged at 20.00 by a run that knew less: its standings are 31 days charged at
//! 20.00 and owed at 30.00, its net is 30.00.
//!
//! What is owed is decided by [`super::owing`].

use chrono::NaiveDate;
use tacite::contract::DuePolicy;
use tacite::history::{EventKind, History};

use super::glossary::Glossary;
use super::life::Life;
use super::owing::Owing;
use super::{ChargedDays, Key, OracleError};

/// A history looked at on a day, with what is charged by then.
pub struct Reckoning {
    pub(super) owing: Owing,
    pub(super) policy: DuePolicy,
    /// Decimals of the currency.
    pub(super) exponent: u32,
    pub(super) as_of: NaiveDate,
}

impl Reckoning {
    /// Looks at all that is charged, and at all that is due by a day or begins by it.
    ///
    /// # Errors
    /// [`OracleError`].
    pub fn of(
        history: &History,
        charged: &ChargedDays,
        as_of: NaiveDate,
    ) -> Result<Self, OracleError> {
        let mut glossary = Glossary::default();
        for terms in charged.values().flat_map(|days| days.values()) {
            glossary.take(terms);
        }
        let numbers = |(key, days): (&Key, &std::collections::BTreeMap<u32, _>)| {
            (*key, days.keys().copied().collect())
        };
        let charged: Vec<(Key, Vec<u32>)> = charged.iter().map(numbers).collect();
        Self::with(history, (&charged, as_of), &mut glossary)
    }

    /// The same, with terms shared with what is charged.
    pub(super) fn with(
        history: &History,
        (charged, as_of): (&[(Key, Vec<u32>)], NaiveDate),
        glossary: &mut Glossary,
    ) -> Result<Self, OracleError> {
        let life = Life::of(history)?;
        let owing = Owing::of(life.as_ref(), (charged, as_of), glossary)?;
        let policy = life.as_ref().map(|life| life.contract.billing.due).unwrap_or_default();
        Ok(Self { owing, policy, exponent: exponent(history), as_of })
    }
}

/// Decimals of the currency, that of the first start (MON-3).
fn exponent(history: &History) -> u32 {
    for event in history.events() {
        if let EventKind::Started { contract } = &event.kind {
            return contract.currency.exponent();
        }
    }
    0
}
