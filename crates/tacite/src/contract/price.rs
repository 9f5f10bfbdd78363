//! What an item costs per period: flat, per unit, by packages, by tiers, a share of an amount, within
//! bounds; phases override it for a first while (CHG-2).
//!
//! 5 seats at 12.00 EUR per unit and month cost 60.00 EUR; 250 letters by packages of 100 at 9.00 EUR
//! cost 27.00 EUR; 2 % of 12,000.00 EUR of rents, at least 300.00 EUR, are 300.00 EUR.
//!
//! What a part of a period costs is decided by [`crate::charge`].

use alloc::sync::Arc;
use core::num::NonZeroU32;

use super::{CustomerId, Tiers};
use crate::calendar::Length;
use crate::money::{ExactDecimal, MoneyError, Percent, Quantity, UnitPrice};

/// What an item costs per period, or once (CHG-2).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Price {
    /// One price, whatever the quantity (redevance fixe).
    Flat(UnitPrice),
    /// A price for each unit.
    PerUnit(UnitPrice),
    /// A price for each package, of which the last one begun counts in full.
    Package {
        /// Price of a package.
        price: UnitPrice,
        /// Units in a package.
        size: NonZeroU32,
    },
    /// Each unit at the price of the tier that it lies in, and the fee of each tier that is reached.
    Graduated(Tiers),
    /// All units at the price of the tier that the quantity lies in, and the fee of that tier.
    Volume(Tiers),
    /// The fee of the tier that the quantity lies in, whatever its units cost.
    StairStep(Tiers),
    /// A share of an amount: the quantity is the amount, in major units of the currency.
    Percentage(Percent),
    /// What another price gives, but within bounds per period.
    Bounded(Arc<BoundedPrice>),
}

/// A price and its bounds per period (CHG-2).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct BoundedPrice {
    /// The price, with no bounds of its own.
    pub price: Price,
    /// What a period costs at least.
    pub at_least: Option<UnitPrice>,
    /// What a period costs at most.
    pub at_most: Option<UnitPrice>,
}

impl Price {
    /// Returns the price of one unit or package, or the flat price; none for a price of more than one
    /// value.
    pub fn unit_price(&self) -> Option<UnitPrice> {
        match self {
            Self::Flat(price) | Self::PerUnit(price) | Self::Package { price, .. } => Some(*price),
            Self::Graduated(_) | Self::Volume(_) | Self::StairStep(_) | Self::Percentage(_) => None,
            Self::Bounded(bounded) => bounded.price.unit_price(),
        }
    }

    /// Returns the same kind of price with another value. A price that has more than one value, or
    /// none, becomes a flat price; bounds stay.
    #[must_use]
    pub fn at(&self, value: UnitPrice) -> Self {
        match self {
            Self::Flat(_)
            | Self::Graduated(_)
            | Self::Volume(_)
            | Self::StairStep(_)
            | Self::Percentage(_) => Self::Flat(value),
            Self::PerUnit(_) => Self::PerUnit(value),
            Self::Package { size, .. } => Self::Package { price: value, size: *size },
            Self::Bounded(bounded) => {
                let price = bounded.price.at(value);
                Self::Bounded(Arc::new(BoundedPrice { price, ..(**bounded).clone() }))
            }
        }
    }

    /// Tells whether the quantity makes no difference.
    #[inline]
    pub fn is_flat(&self) -> bool {
        match self {
            Self::Flat(_) => true,
            Self::PerUnit(_)
            | Self::Package { .. }
            | Self::Graduated(_)
            | Self::Volume(_)
            | Self::StairStep(_)
            | Self::Percentage(_) => false,
            Self::Bounded(bounded) => bounded.price.is_flat(),
        }
    }

    /// Returns the exact price of a whole period for a quantity, in major units, as digits and a
    /// number of fractional digits: `digits ÷ 10^scale`.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] if it does not fit 128 bits of digits.
    ///
    /// ```
    /// use tacite::contract::{Price, Tier, Tiers, ZeroQuantity};
    /// use tacite::money::{Quantity, UnitPrice};
    ///
    /// let first = Tier::up_to(Quantity::whole(10), UnitPrice::whole(12));
    /// let rest = Tier::above(UnitPrice::whole(10)).with_fee(UnitPrice::whole(20));
    /// let tiers = Tiers::new(&[first, rest], ZeroQuantity::Nothing)?;
    /// let seats = Quantity::whole(11);
    /// assert_eq!(Price::Graduated(tiers.clone()).exact(seats)?, (150, 0));
    /// assert_eq!(Price::Volume(tiers).exact(seats)?, (130, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn exact(&self, quantity: Quantity) -> Result<(i128, u32), MoneyError> {
        self.of(quantity).map(ExactDecimal::parts)
    }

    #[inline]
    pub(crate) fn of(&self, quantity: Quantity) -> Result<ExactDecimal, MoneyError> {
        let units = ExactDecimal::from(quantity);
        match self {
            Self::Flat(price) => Ok((*price).into()),
            Self::PerUnit(price) => units.times((*price).into()),
            Self::Package { price, size } => units.packages_of(size.get())?.times((*price).into()),
            Self::Graduated(tiers) => {
                let nothing = tiers.nothing().into();
                let mut total = if units.is_zero() { nothing } else { ExactDecimal::ZERO };
                for filled in tiers.filled(quantity) {
                    let (tier, units) = filled?;
                    let cost = units.times(tier.unit_price.into())?;
                    total = total.plus(cost)?.plus(tier.flat_fee.into())?;
                }
                Ok(total)
            }
            Self::Volume(tiers) | Self::StairStep(tiers) if units.is_zero() => {
                Ok(tiers.nothing().into())
            }
            Self::Volume(tiers) => {
                let tier = tiers.holding(quantity);
                units.times(tier.unit_price.into())?.plus(tier.flat_fee.into())
            }
            Self::StairStep(tiers) => Ok(tiers.holding(quantity).flat_fee.into()),
            Self::Percentage(percent) => units.percent(*percent),
            Self::Bounded(bounded) => bounded.of(quantity),
        }
    }
}

impl BoundedPrice {
    fn of(&self, quantity: Quantity) -> Result<ExactDecimal, MoneyError> {
        let mut price = self.price.of(quantity)?;
        if let Some(least) = self.at_least.map(ExactDecimal::from)
            && price.compare(least)?.is_lt()
        {
            price = least;
        }
        if let Some(most) = self.at_most.map(ExactDecimal::from)
            && price.compare(most)?.is_gt()
        {
            price = most;
        }
        Ok(price)
    }
}

/// A price that an event sets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NewPrice {
    /// Another value of the same kind of price; see [`Price::at`].
    Value(UnitPrice),
    /// Another price, of any kind.
    Model(Price),
    /// A new version of the item's price list, from the day of the event; when it begins to hold is
    /// the list's to say ([`VersionHolds`](super::VersionHolds)).
    ///
    /// An agreed price, which the other two are, goes before the list until the next such version
    /// that reaches the customer: one of its own, or one for all if it has none.
    Listed {
        /// The price.
        price: Price,
        /// The one customer that it is for; all if absent.
        customer: Option<CustomerId>,
    },
}

impl From<UnitPrice> for NewPrice {
    fn from(value: UnitPrice) -> Self {
        Self::Value(value)
    }
}

impl From<Price> for NewPrice {
    fn from(price: Price) -> Self {
        Self::Model(price)
    }
}

impl NewPrice {
    /// Makes a new version of the price list for all customers.
    pub const fn listed(price: Price) -> Self {
        Self::Listed { price, customer: None }
    }

    /// Returns the price that takes the place of another.
    #[must_use]
    pub fn after(&self, price: &Price) -> Price {
        match self {
            Self::Value(value) => price.at(*value),
            Self::Model(model) | Self::Listed { price: model, .. } => model.clone(),
        }
    }

    /// Returns the lowest of its values: only a one-off can have one below 0 (MON-1).
    pub fn lowest(&self) -> UnitPrice {
        match self {
            Self::Value(value) => *value,
            Self::Model(model) | Self::Listed { price: model, .. } => model.lowest(),
        }
    }

    /// Tells whether a value of it is below 0.
    pub fn is_negative(&self) -> bool {
        self.lowest().is_negative()
    }
}

impl Price {
    /// Returns the lowest of its values, which is below 0 if any is.
    pub fn lowest(&self) -> UnitPrice {
        match self {
            Self::Flat(price) | Self::PerUnit(price) | Self::Package { price, .. } => *price,
            // Tiers and shares are never below 0.
            Self::Graduated(_) | Self::Volume(_) | Self::StairStep(_) | Self::Percentage(_) => {
                UnitPrice::ZERO
            }
            Self::Bounded(bounded) => {
                let bounds = [bounded.at_least, bounded.at_most];
                let below = bounds.into_iter().flatten().find(|bound| bound.is_negative());
                below.unwrap_or_else(|| bounded.price.lowest())
            }
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
    /// A share of the price, in percent: a ramp that follows the price.
    Percent(Percent),
}
