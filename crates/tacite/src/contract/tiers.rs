//! Tiers price a quantity by the range that it lies in (CHG-2).
//!
//! Up to 10 seats at 12.00 EUR, up to 50 at 10.00 and a fee of 20.00, above at 8.00: 11 seats cost
//! 10 × 12.00 + 1 × 10.00 + 20.00 = 150.00 graduated, 11 × 10.00 + 20.00 = 130.00 by volume.
//!
//! Which of the two a price means is decided by [`Price`](super::Price).

use alloc::sync::Arc;

use crate::money::{ExactDecimal, MoneyError, Quantity, UnitPrice};

/// A range of quantities and what it costs (CHG-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tier {
    /// The largest quantity in it; none for the last tier, which has no bound.
    pub up_to: Option<Quantity>,
    /// Price of one unit in it.
    pub unit_price: UnitPrice,
    /// Fee for it as a whole.
    pub flat_fee: UnitPrice,
}

impl Tier {
    /// Makes a tier up to a quantity, that quantity included.
    pub const fn up_to(bound: Quantity, unit_price: UnitPrice) -> Self {
        Self { up_to: Some(bound), unit_price, flat_fee: UnitPrice::ZERO }
    }

    /// Makes the last tier, of all that lies above the others.
    pub const fn above(unit_price: UnitPrice) -> Self {
        Self { up_to: None, unit_price, flat_fee: UnitPrice::ZERO }
    }

    /// Returns the tier with a fee for it as a whole.
    #[must_use]
    pub const fn with_fee(self, flat_fee: UnitPrice) -> Self {
        Self { flat_fee, ..self }
    }
}

/// What a quantity of 0 costs where there are tiers (CHG-2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZeroQuantity {
    /// Nothing.
    #[default]
    Nothing,
    /// The flat fee of the first tier.
    FirstFee,
}

/// One or more tiers, their bounds rising, the last without a bound (CHG-2).
///
/// ```
/// use tacite::contract::{Tier, Tiers, ZeroQuantity};
/// use tacite::money::{Quantity, UnitPrice};
///
/// let first = Tier::up_to(Quantity::whole(10), UnitPrice::whole(12));
/// let rest = Tier::above(UnitPrice::whole(10)).with_fee(UnitPrice::whole(20));
/// let tiers = Tiers::new(&[first, rest], ZeroQuantity::Nothing)?;
/// assert_eq!(tiers.holding(Quantity::whole(10)), first); // bounds are inclusive
/// assert_eq!(tiers.holding(Quantity::whole(11)), rest);
/// assert!(Tiers::new(&[rest, first], ZeroQuantity::Nothing).is_err());
/// # Ok::<(), tacite::contract::TiersError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tiers {
    tiers: Arc<[Tier]>,
    zero: ZeroQuantity,
}

impl Tiers {
    /// Makes tiers of a list.
    ///
    /// # Errors
    /// [`TiersError`] naming the tier: none, a last one with a bound, another without, a bound that
    /// does not rise, a price or fee below 0.
    pub fn new(tiers: &[Tier], zero: ZeroQuantity) -> Result<Self, TiersError> {
        let Some((last, bounded)) = tiers.split_last() else {
            return Err(TiersError::None);
        };
        let mut below = Quantity::ZERO;
        for (number, tier) in (1..).zip(bounded) {
            let Some(bound) = tier.up_to else {
                return Err(TiersError::NoBound { number });
            };
            if bound.to_decimal() <= below.to_decimal() {
                let (bound, below) = (bound.to_decimal(), below.to_decimal());
                return Err(TiersError::Bound { number, bound, below });
            }
            below = bound;
        }
        if let Some(bound) = last.up_to {
            let (number, bound) = (tiers.len(), bound.to_decimal());
            return Err(TiersError::LastBound { number, bound });
        }
        for (number, tier) in (1..).zip(tiers) {
            let prices = [tier.unit_price, tier.flat_fee];
            if let Some(price) = prices.into_iter().find(|price| price.is_negative()) {
                return Err(TiersError::Negative { number, price: price.to_decimal() });
            }
        }
        Ok(Self { tiers: Arc::from(tiers), zero })
    }

    /// Returns the tiers, by rising bound.
    pub fn as_slice(&self) -> &[Tier] {
        &self.tiers
    }

    /// Returns what a quantity of 0 costs.
    pub const fn zero(&self) -> ZeroQuantity {
        self.zero
    }

    /// Returns the tier that a quantity lies in; the first one for 0.
    pub fn holding(&self, quantity: Quantity) -> Tier {
        let quantity = quantity.to_decimal();
        let is_in = |tier: &&Tier| tier.up_to.is_none_or(|bound| quantity <= bound.to_decimal());
        let found = self.tiers.iter().find(is_in).or(self.tiers.last());
        // A list of tiers is never empty.
        found.copied().unwrap_or(Tier::above(UnitPrice::ZERO))
    }

    /// Returns what each tier gives of a quantity: how many units lie in it, from the first one to the
    /// one that the quantity reaches. Nothing for a quantity of 0.
    pub(crate) fn filled(
        &self,
        quantity: Quantity,
    ) -> impl Iterator<Item = Result<(Tier, ExactDecimal), MoneyError>> + '_ {
        let (total, mut below) = (ExactDecimal::from(quantity), ExactDecimal::ZERO);
        let mut is_over = total.is_zero();
        self.tiers.iter().map_while(move |tier| {
            if is_over {
                return None;
            }
            let mut part = || {
                let bound = tier.up_to.map_or(total, ExactDecimal::from);
                let reached = if total.compare(bound)?.is_le() { total } else { bound };
                is_over = total.compare(bound)?.is_le();
                let units = reached.less(below)?;
                below = reached;
                Ok((*tier, units))
            };
            Some(part())
        })
    }

    /// What a quantity of 0 costs.
    pub(super) fn nothing(&self) -> UnitPrice {
        match (self.zero, self.tiers.first()) {
            (ZeroQuantity::FirstFee, Some(first)) => first.flat_fee,
            (ZeroQuantity::FirstFee, None) | (ZeroQuantity::Nothing, _) => UnitPrice::ZERO,
        }
    }
}

/// Why tiers are none (CHG-2).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TiersError {
    /// There is no tier.
    #[error("a price by tiers has no tier, at least 1 is needed (CHG-2)")]
    None,
    /// A tier before the last has no bound.
    #[error("tier {number} has no bound, only the last one can be without (CHG-2)")]
    NoBound {
        /// The tier, counted from 1.
        number: usize,
    },
    /// A bound does not lie above the one before it.
    #[error("tier {number} is up to {bound}, more than {below} is needed (CHG-2)")]
    Bound {
        /// The tier, counted from 1.
        number: usize,
        /// Its bound.
        bound: rust_decimal::Decimal,
        /// The bound before it; 0 for the first.
        below: rust_decimal::Decimal,
    },
    /// The last tier has a bound, so that larger quantities have no price.
    #[error("tier {number} is the last and is up to {bound}: it must have no bound (CHG-2)")]
    LastBound {
        /// The tier, counted from 1.
        number: usize,
        /// Its bound.
        bound: rust_decimal::Decimal,
    },
    /// A price or fee is below 0.
    #[error("tier {number} has a price of {price}, at least 0 is needed (MON-1)")]
    Negative {
        /// The tier, counted from 1.
        number: usize,
        /// The price as given.
        price: rust_decimal::Decimal,
    },
}
