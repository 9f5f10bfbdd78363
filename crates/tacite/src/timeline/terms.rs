//! Terms are what a day is charged at; they are compared by value (CHG-5).
//!
//! 3 seats at 12.00 EUR until 14 March, 5 from the 15th on: two terms in one month. 3, then 5, then
//! 3 again: still two, and the days at 3 make one charge.
//!
//! When terms hold is decided by [`Timeline`](super::Timeline), what they cost by
//! [`crate::charge`].

use crate::contract::{Basis, CustomerId, Price, Tax, UnitCode};
use crate::money::{Quantity, Rounding};

/// Price, quantity, unit, allowance, customer, tax, basis and rounding (CHG-5).
///
/// The reference and the payment terms of a contract are no terms: changing them changes no charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Terms {
    /// Price per period, or once.
    pub price: Price,
    /// Number of units; 1 for a flat price.
    pub quantity: Quantity,
    /// Unit of the quantity.
    pub unit: UnitCode,
    /// What is allowed for.
    pub allowance: Allowance,
    /// Who pays.
    pub customer: CustomerId,
    /// Category and rate of the tax.
    pub tax: Tax,
    /// How days weigh.
    pub basis: Basis,
    /// How exact values become amounts.
    pub rounding: Rounding,
}

/// What is taken off a charge and shown as such (CHG-2, CHG-9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Allowance {
    /// Nothing.
    #[default]
    None,
    /// All of it: a free phase shown as charge less allowance.
    Whole,
}
