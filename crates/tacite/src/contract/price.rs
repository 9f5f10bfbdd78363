//! A price is flat or per unit; phases override it for a first while (CHG-2).
//!
//! 5 seats at 12.00 EUR per unit and month cost 60.00 EUR; a free phase of 14 days and then a price
//! of 9.00 EUR for 3 months is a trial with an introductory price.
//!
//! What a part of a period costs is decided by [`crate::charge`].

use crate::calendar::Length;
use crate::money::UnitPrice;

/// What an item costs per period, or once (CHG-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Price {
    /// One price, whatever the quantity (redevance fixe).
    Flat(UnitPrice),
    /// A price for each unit.
    PerUnit(UnitPrice),
}

impl Price {
    /// Returns the price of one unit, or the flat price.
    pub const fn unit_price(self) -> UnitPrice {
        match self {
            Self::Flat(price) | Self::PerUnit(price) => price,
        }
    }

    /// Returns the same kind of price with another value.
    #[must_use]
    pub const fn at(self, price: UnitPrice) -> Self {
        match self {
            Self::Flat(_) => Self::Flat(price),
            Self::PerUnit(_) => Self::PerUnit(price),
        }
    }
}

/// A stretch of an item's life, from its first day or the end of the phase before, with a price of
/// its own (CHG-2).
///
/// Lengths in months that follow each other are added before they are counted from the first day:
/// from 31 January, two phases of one month end on 28 February and 31 March.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Phase {
    /// How long it lasts.
    pub length: Length,
    /// What it costs.
    pub price: PhasePrice,
}

/// What a phase costs (CHG-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PhasePrice {
    /// Nothing is owed: its days are freed (CHG-7).
    Free,
    /// The price is owed and allowed for in full, so that the document shows both.
    FreeAsAllowance,
    /// Another unit price.
    Price(UnitPrice),
}
