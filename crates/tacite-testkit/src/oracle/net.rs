//! What billing a history from nothing gives: the days charged and their amounts (L4).
//!
//! Whatever runs and corrections came before, once all days are due the net of the books is this.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tacite::history::History;
use tacite::timeline::Terms;

use super::{ChargedDays, Key, OracleError, charges};

/// What is charged after all credits, per item and reference period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Net {
    /// The terms of every charged day.
    pub days: ChargedDays,
    /// Gross and net per terms, in minor units; terms of which nothing is left are not listed.
    pub amounts: BTreeMap<Key, Vec<(Terms, i64, i64)>>,
}

/// Returns what billing the history from nothing charges by a day, that day included.
///
/// # Errors
/// [`OracleError`].
pub fn net(history: &History, as_of: NaiveDate) -> Result<Net, OracleError> {
    let mut net = Net::default();
    for charge in charges(history, as_of)? {
        let key = (charge.item, charge.reference);
        let days = net.days.entry(key).or_default();
        days.extend(charge.days.iter().map(|day| (*day, charge.terms.clone())));
        let amounts = net.amounts.entry(key).or_default();
        match amounts.iter_mut().find(|(terms, _, _)| *terms == charge.terms) {
            Some((_, gross, net)) => {
                *gross += charge.gross;
                *net += charge.net;
            }
            None => amounts.push((charge.terms, charge.gross, charge.net)),
        }
    }
    Ok(net)
}
