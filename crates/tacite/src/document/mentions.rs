//! What a document says beside amounts: the period served, goods or services, orders and notes
//! (EN 16931 BG-14, BT-12, BT-13, BG-1).
//!
//! Desk for January and locker for the quarter: served from 1 January up to and excluding 1 April;
//! services.
//!
//! What is agreed to be printed is decided by the contract.

use alloc::sync::Arc;

use super::Document;
use crate::calendar::Period;
use crate::contract::{Mentions, Note, PriceMode, Supply, Text};

/// What is supplied on a document: an invoice in France says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Goods only.
    Goods,
    /// Services only.
    Services,
    /// Both.
    Mixed,
}

impl Document {
    /// Tells whether the amounts of its lines and allowances include tax. A document is of one mode.
    pub const fn prices(&self) -> PriceMode {
        self.lines.first().terms.prices
    }

    /// Returns the period from the first to the last day served by what it charges or credits (EN
    /// 16931 BG-14).
    ///
    /// The days that a `Full` stub adds are no days of service; where a line has none of them, its
    /// billing period counts.
    pub fn service_period(&self) -> Period {
        let of_line = |line: &super::Line| {
            let served = line.served().filter_map(|days| days.intersection(line.billing));
            served.reduce(Period::spanning).unwrap_or(line.billing)
        };
        let first = of_line(self.lines.first());
        self.lines.rest().iter().map(of_line).fold(first, Period::spanning)
    }

    /// Tells whether its lines are goods, services or both.
    pub fn nature(&self) -> Nature {
        let nature = |supply| match supply {
            Supply::Goods => Nature::Goods,
            Supply::Services => Nature::Services,
        };
        let first = nature(self.lines.first().supply);
        let is_one = self.lines.rest().iter().all(|line| nature(line.supply) == first);
        if is_one { first } else { Nature::Mixed }
    }

    /// Returns the customer's purchase order (EN 16931 BT-13).
    pub fn purchase_order(&self) -> Option<&Text> {
        self.mentions.as_ref()?.purchase_order.as_ref()
    }

    /// Returns the number of the contract (EN 16931 BT-12), if all its lines are of one.
    pub fn contract_number(&self) -> Option<&Text> {
        self.mentions.as_ref()?.contract_number.as_ref()
    }

    /// Lists its notes (EN 16931 BG-1).
    pub fn notes(&self) -> &[Note] {
        self.mentions.as_ref().map_or(&[], |mentions| &mentions.notes)
    }
}

/// Joins what two contracts have printed on a document that they share: every note once, the number
/// only if it is that of both.
#[inline]
pub(super) fn join(known: &mut Option<Arc<Mentions>>, other: Option<Arc<Mentions>>) {
    if known.is_some() || other.is_some() {
        join_some(known, other);
    }
}

#[cold]
fn join_some(known: &mut Option<Arc<Mentions>>, other: Option<Arc<Mentions>>) {
    let (known, other) = (known.get_or_insert_default(), other.unwrap_or_default());
    if *known == other {
        return;
    }
    let known = Arc::make_mut(known);
    if known.contract_number != other.contract_number {
        known.contract_number = None;
    }
    for note in &other.notes {
        if !known.notes.contains(note) {
            known.notes.push(note.clone());
        }
    }
}
