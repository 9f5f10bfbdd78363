//! What billing a history from nothing gives: the days charged and their amounts (L4).
//!
//! Whatever runs and corrections came before, once all days are due the net of the books is this.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;
use tacite::history::History;
use tacite::timeline::Terms;

use super::reckoning::Reckoning;
use super::{Charge, ChargedDays, Key, Ledger, OracleError};

/// What is charged after all credits, per item and reference period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Net {
    /// The terms of every charged day.
    pub days: ChargedDays,
    /// Gross and net per terms, in minor units; terms of which nothing is left are not listed.
    pub amounts: Amounts,
}

/// Returns what billing the history from nothing charges by a day, that day included.
///
/// # Errors
/// [`OracleError`].
pub fn net(history: &History, as_of: NaiveDate) -> Result<Net, OracleError> {
    Reckoning::of(history, &ChargedDays::new(), as_of)?.net()
}

/// Gross and net per terms, in minor units, per item and reference period.
pub type Amounts = BTreeMap<Key, Vec<(Rc<Terms>, i64, i64)>>;

impl Reckoning {
    /// Returns what billing the history from nothing charges by the day of the reckoning.
    ///
    /// # Errors
    /// [`OracleError::AmountOutOfRange`].
    pub fn net(&self) -> Result<Net, OracleError> {
        let charges = Ledger::new().settle(self)?;
        let mut days = ChargedDays::new();
        for charge in &charges {
            let of_key = days.entry((charge.item, charge.reference)).or_default();
            of_key.extend(charge.days.iter().map(|day| (*day, Rc::clone(&charge.terms))));
        }
        Ok(Net { days, amounts: added_up(charges) })
    }

    /// Returns the amounts of that only.
    ///
    /// # Errors
    /// [`OracleError::AmountOutOfRange`].
    pub fn amounts(&self) -> Result<Amounts, OracleError> {
        Ledger::new().settle(self).map(added_up)
    }
}

fn added_up(charges: Vec<Charge>) -> Amounts {
    let mut sums = Amounts::new();
    for charge in charges {
        let amounts = sums.entry((charge.item, charge.reference)).or_default();
        match amounts.iter_mut().find(|(terms, _, _)| *terms == charge.terms) {
            Some((_, gross, net)) => {
                *gross += charge.gross;
                *net += charge.net;
            }
            None => amounts.push((charge.terms, charge.gross, charge.net)),
        }
    }
    sums
}
