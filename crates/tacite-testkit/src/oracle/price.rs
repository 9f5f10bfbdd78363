//! What a price comes to for a quantity, unit by unit and tier by tier, in exact fractions (CHG-2).
//!
//! 11 seats, up to 10 at 12.00 and above at 10.00: 130.00 graduated, 110.00 by volume.
//!
//! What a part of a period costs is decided by [`super::amount`].

use num_bigint::BigInt;
use tacite::contract::{Price, Tiers, ZeroQuantity};
use tacite::money::{Quantity, UnitPrice};

use super::amount::{Fraction, decimal};

/// The exact price of a whole period, in major units.
pub(super) fn period_price(price: &Price, quantity: Quantity) -> Fraction {
    let units = decimal(quantity.mantissa(), quantity.scale());
    match price {
        Price::Flat(price) => money(*price),
        Price::PerUnit(price) => units.times(&money(*price)),
        Price::Package { price, size } => {
            let full = units.floor() / BigInt::from(size.get());
            let rest = units.minus(&Fraction::whole(&full * BigInt::from(size.get())));
            let packages = if rest.is_positive() { full + 1 } else { full };
            money(*price).times(&Fraction::whole(packages))
        }
        Price::Graduated(tiers) => {
            if quantity == Quantity::ZERO {
                return for_nothing(tiers);
            }
            // Every tier that begins below the quantity is reached.
            let mut begins = Fraction::zero();
            let mut total = Fraction::zero();
            for tier in tiers.as_slice() {
                if !units.minus(&begins).is_positive() {
                    break;
                }
                let ends = tier.up_to.map(|bound| decimal(bound.mantissa(), bound.scale()));
                let ends = match ends {
                    Some(bound) if units.minus(&bound).is_positive() => bound,
                    Some(_) | None => units.clone(),
                };
                let cost = ends.minus(&begins).times(&money(tier.unit_price));
                total = total.plus(&cost).plus(&money(tier.flat_fee));
                begins = ends;
            }
            total
        }
        Price::Volume(tiers) | Price::StairStep(tiers) => {
            if quantity == Quantity::ZERO {
                return for_nothing(tiers);
            }
            let is_above = |bound: Quantity| {
                units.minus(&decimal(bound.mantissa(), bound.scale())).is_positive()
            };
            let mut list = tiers.as_slice().iter();
            let tier = list.find(|tier| tier.up_to.is_none_or(|bound| !is_above(bound)));
            let Some(tier) = tier else { return Fraction::zero() };
            let fee = money(tier.flat_fee);
            if matches!(price, Price::StairStep(_)) {
                return fee;
            }
            fee.plus(&units.times(&money(tier.unit_price)))
        }
        Price::Percentage(percent) => {
            units.times(&decimal(percent.mantissa(), percent.scale() + 2))
        }
        Price::Bounded(bounded) => {
            let mut cost = period_price(&bounded.price, quantity);
            if let Some(least) = bounded.at_least.map(money)
                && least.minus(&cost).is_positive()
            {
                cost = least;
            }
            if let Some(most) = bounded.at_most.map(money)
                && cost.minus(&most).is_positive()
            {
                cost = most;
            }
            cost
        }
    }
}

fn for_nothing(tiers: &Tiers) -> Fraction {
    match (tiers.zero(), tiers.as_slice()) {
        (ZeroQuantity::FirstFee, [first, ..]) => money(first.flat_fee),
        (ZeroQuantity::FirstFee, []) | (ZeroQuantity::Nothing, _) => Fraction::zero(),
    }
}

fn money(price: UnitPrice) -> Fraction {
    decimal(price.mantissa(), price.scale())
}
