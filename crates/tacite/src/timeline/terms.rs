//! Terms are what a day is charged at; they are compared by value (CHG-5).
//!
//! 3 seats at 12.00 EUR until 14 March, 5 from the 15th on: two terms in one month. 3, then 5, then
//! 3 again: still two, and the days at 3 make one charge.
//!
//! When terms hold is decided by [`Timeline`](super::Timeline), what they cost by
//! [`crate::charge`].

use alloc::sync::Arc;

use super::Weights;
use crate::contract::{CustomerId, Price, PriceMode, Tax, UnitCode};
use crate::money::{ExactDecimal, MoneyError, Percent, Quantity, Rounding, UnitPrice};

/// Price, quantity, unit, allowance, customer, tax, basis and rounding (CHG-5).
///
/// The reference and the payment terms of a contract are no terms: changing them changes no charge.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Terms {
    /// Price per period, or once.
    pub price: Price,
    /// Number of units; 1 for a flat price.
    pub quantity: Quantity,
    /// The share of the price that is charged, in percent, in a pause at a reduced price (PAU-1).
    pub reduced: Option<Percent>,
    /// Unit of the quantity.
    pub unit: UnitCode,
    /// What is allowed for.
    pub allowances: Allowances,
    /// Who pays.
    pub customer: CustomerId,
    /// Category and rate of the tax.
    pub tax: Tax,
    /// Whether price and amounts include it.
    pub prices: PriceMode,
    /// How days weigh.
    pub weights: Weights,
    /// How exact values become amounts.
    pub rounding: Rounding,
}

impl Terms {
    /// Returns the exact price of a whole period, before allowances, in major units.
    pub(crate) fn full_price(&self) -> Result<ExactDecimal, MoneyError> {
        let full = self.price.of(self.quantity)?;
        self.reduced.map_or(Ok(full), |kept| full.percent(kept))
    }
}

/// What is taken off a charge and shown as such (CHG-2, CHG-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Allowance {
    /// All of it: a free phase shown as charge less allowance.
    Whole,
    /// A share of what is left, in percent.
    Percent(Percent),
    /// An amount in major units per period, down to 0.
    Amount(UnitPrice),
    /// An amount in major units that an incomplete billing period takes off in full, down to 0: the
    /// price of the full period is less by `amount × of ÷ days`.
    AmountInStub {
        /// How much.
        amount: UnitPrice,
        /// What the days weigh that the billing period charges, by actual days their number; at
        /// least 1.
        days: u32,
        /// What the days of the reference period weigh, by actual days their number.
        of: u32,
    },
}

/// Allowances in the order in which they are taken; usually none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Allowances(Option<Arc<[Allowance]>>);

impl Allowances {
    /// Nothing is taken off.
    pub const NONE: Self = Self(None);

    /// Makes allowances of a list, taken in its order.
    pub fn of(list: &[Allowance]) -> Self {
        Self((!list.is_empty()).then(|| Arc::from(list)))
    }

    /// Returns the list.
    #[inline]
    pub fn as_slice(&self) -> &[Allowance] {
        self.0.as_deref().unwrap_or_default()
    }

    /// Tells whether nothing is taken off.
    #[inline]
    pub const fn is_none(&self) -> bool {
        self.0.is_none()
    }
}
