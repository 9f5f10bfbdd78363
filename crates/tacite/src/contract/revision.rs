//! A price is revised by a percentage or by an index: P = P0 × S ÷ S0, rounded once, not below a floor
//! nor above a cap (CHG-2).
//!
//! 1,000.00 EUR with S0 = 280.0 and S = 294.7: 1,052.50 EUR; with a cap of 4 %, 1,040.00 EUR.
//!
//! When it is revised, and from which price, is decided by [`crate::query`]; that it then holds, by an
//! event.

use alloc::sync::Arc;
use alloc::vec::Vec;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{BoundedPrice, IndexValue, Price, Tier, Tiers};
use crate::money::{MoneyError, Percent, Rounding, UnitPrice, power_of_ten, product};

/// How a price is revised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisionPolicy {
    /// By what.
    pub by: Revision,
    /// How many fractional digits a revised price has; at most 12.
    pub digits: u32,
    /// How it is rounded to them.
    pub rounding: Rounding,
    /// What it does not fall below.
    pub floor: Floor,
    /// What it does not rise above.
    pub cap: Cap,
}

/// By what a price is revised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    /// Up by a share of the price.
    Up(Percent),
    /// Down by a share of the price.
    Down(Percent),
    /// By an index: P = P0 × S ÷ S0.
    Index {
        /// P0 and S0.
        base: RevisionBase,
        /// S is the last value published by so many months before the renewal.
        lag_months: u32,
    },
}

/// From which price and value of the index a revision counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RevisionBase {
    /// P0 is the price in force, S0 the last value published by so many months before its term began.
    PreviousTerm,
    /// P0 and S0 stand in the contract, and every revision counts from them.
    Agreed {
        /// P0.
        price: Price,
        /// S0.
        value: IndexValue,
    },
}

/// What a revised price does not fall below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Floor {
    /// Nothing: the price follows down.
    #[default]
    None,
    /// The price that it is counted from.
    Base,
    /// A value, for a price that has one value.
    Value(UnitPrice),
}

/// What a revised price does not rise above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Cap {
    /// Nothing: the price follows up.
    #[default]
    None,
    /// So many percent more than the price that it is counted from.
    Percent(Percent),
    /// A value, for a price that has one value.
    Value(UnitPrice),
}

/// What a price is multiplied by: a fraction, so that nothing is rounded on the way (MON-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Coefficient {
    numerator: i128,
    denominator: i128,
}

/// Why a price has no revision.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RevisionError {
    /// The base value of the index is 0.
    #[error("the base value of the index is 0, more than 0 is needed (CHG-2)")]
    BaseIsZero,
    /// No value of the index was published in time.
    #[error("the index has no value published by {by} (CHG-2)")]
    NoValue {
        /// The last day that counts.
        by: NaiveDate,
    },
    /// A price goes down by more than all of it.
    #[error("a price can't go down by {percent} %, at most 100 % is possible (CHG-2)")]
    BelowZero {
        /// The percentage.
        percent: Decimal,
    },
    /// A floor or cap is a value, and the price has none or several.
    #[error("a floor or cap of {bound} needs a price of one value, not of none or several (CHG-2)")]
    NotOneValue {
        /// The floor or cap.
        bound: Decimal,
    },
    /// The floor lies above the cap.
    #[error("the floor of {floor} lies above the cap of {cap} (CHG-2)")]
    FloorAboveCap {
        /// The floor.
        floor: Decimal,
        /// The cap.
        cap: Decimal,
    },
    /// Two numbers are no coefficient.
    #[error(
        "{numerator}/{denominator} is no coefficient: at least 0 over at least 1 is needed (CHG-2)"
    )]
    NoCoefficient {
        /// The numerator.
        numerator: i128,
        /// The denominator.
        denominator: i128,
    },
    /// A revised value is none that a price can have.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl Coefficient {
    /// Makes a coefficient of [`parts`](Self::parts) that were kept.
    ///
    /// ```
    /// use tacite::contract::Coefficient;
    /// use tacite::money::Percent;
    ///
    /// let up = Coefficient::up(Percent::whole(3))?;
    /// assert_eq!(up.parts(), (103, 100));
    /// assert_eq!(Coefficient::new(103, 100)?, up);
    /// assert!(Coefficient::new(103, 0).is_err());
    /// # Ok::<(), tacite::contract::RevisionError>(())
    /// ```
    ///
    /// # Errors
    /// [`RevisionError::NoCoefficient`] for a numerator below 0 or a denominator below 1.
    pub const fn new(numerator: i128, denominator: i128) -> Result<Self, RevisionError> {
        if numerator < 0 || denominator < 1 {
            return Err(RevisionError::NoCoefficient { numerator, denominator });
        }
        Ok(Self { numerator, denominator })
    }

    /// Returns the coefficient S ÷ S0 of an index.
    ///
    /// # Errors
    /// [`RevisionError::BaseIsZero`]; [`RevisionError::Money`] if it does not fit 128 bits.
    pub fn of_index(base: IndexValue, current: IndexValue) -> Result<Self, RevisionError> {
        let (base, current) = (base.value, current.value);
        if base.mantissa() == 0 {
            return Err(RevisionError::BaseIsZero);
        }
        let scale = base.scale().max(current.scale());
        let at = |mantissa, own| {
            let power = power_of_ten(scale - own);
            power.and_then(|power| product(mantissa, power)).ok_or(MoneyError::OutOfRange)
        };
        let numerator = at(current.mantissa(), current.scale())?;
        let denominator = at(base.mantissa(), base.scale())?;
        Ok(Self { numerator, denominator })
    }

    /// Returns the coefficient of a price that goes up by a share.
    ///
    /// # Errors
    /// [`RevisionError::Money`] if it does not fit 128 bits.
    pub fn up(share: Percent) -> Result<Self, RevisionError> {
        let whole = power_of_ten(share.scale() + 2).ok_or(MoneyError::OutOfRange)?;
        let numerator = whole.checked_add(share.mantissa()).ok_or(MoneyError::OutOfRange)?;
        Ok(Self { numerator, denominator: whole })
    }

    /// Returns the coefficient of a price that goes down by a share.
    ///
    /// # Errors
    /// [`RevisionError::BelowZero`] for a share above 100 %.
    pub fn down(share: Percent) -> Result<Self, RevisionError> {
        let whole = power_of_ten(share.scale() + 2).ok_or(MoneyError::OutOfRange)?;
        let numerator = whole - share.mantissa();
        if numerator < 0 {
            return Err(RevisionError::BelowZero { percent: share.to_decimal() });
        }
        Ok(Self { numerator, denominator: whole })
    }

    /// Returns it as numerator and denominator, the latter above 0.
    pub const fn parts(self) -> (i128, i128) {
        (self.numerator, self.denominator)
    }

    fn is_below(self, other: Self) -> Result<bool, MoneyError> {
        let left = product(self.numerator, other.denominator);
        let right = product(other.numerator, self.denominator);
        left.zip(right).map(|(left, right)| left < right).ok_or(MoneyError::OutOfRange)
    }

    const ONE: Self = Self { numerator: 1, denominator: 1 };
}

impl RevisionPolicy {
    /// Makes a policy of cents, rounded half away from zero, without floor or cap.
    pub const fn new(by: Revision) -> Self {
        let rounding = Rounding::HalfAwayFromZero;
        Self { by, digits: 2, rounding, floor: Floor::None, cap: Cap::None }
    }

    /// Returns what a price becomes: every unit price, fee and bound is multiplied and rounded on its
    /// own; a share of an amount stays what it is, since the amount moves by itself.
    ///
    /// # Errors
    /// [`RevisionError::NotOneValue`], [`RevisionError::FloorAboveCap`], or
    /// [`RevisionError::Money`] for a value that a price can't have.
    ///
    /// ```
    /// use tacite::contract::{Coefficient, Price, Revision, RevisionPolicy};
    /// use tacite::money::{Percent, UnitPrice};
    ///
    /// let policy = RevisionPolicy::new(Revision::Up(Percent::whole(3)));
    /// let price = Price::PerUnit(UnitPrice::whole(12));
    /// let revised = policy.revised(&price, Coefficient::up(Percent::whole(3))?)?;
    /// assert_eq!(revised, Price::PerUnit(UnitPrice::new("12.36".parse().unwrap())?));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn revised(&self, base: &Price, coefficient: Coefficient) -> Result<Price, RevisionError> {
        let mut coefficient = coefficient;
        if self.floor == Floor::Base && coefficient.is_below(Coefficient::ONE)? {
            coefficient = Coefficient::ONE;
        }
        if let Cap::Percent(most) = self.cap {
            let most = Coefficient::up(most)?;
            if most.is_below(coefficient)? {
                coefficient = most;
            }
        }
        let revised = self.each(base, coefficient)?;
        self.within(revised)
    }

    fn each(&self, price: &Price, by: Coefficient) -> Result<Price, RevisionError> {
        let value = |value| self.value(value, by);
        let tiers = |tiers: &Tiers| {
            let tier = |tier: &Tier| {
                let (unit_price, flat_fee) = (value(tier.unit_price)?, value(tier.flat_fee)?);
                Ok::<_, RevisionError>(Tier { up_to: tier.up_to, unit_price, flat_fee })
            };
            let revised: Vec<Tier> = tiers.as_slice().iter().map(tier).collect::<Result<_, _>>()?;
            // Bounds stay and values stay at least 0.
            let revised = Tiers::new(&revised, tiers.zero());
            revised.map_err(|_| RevisionError::Money(MoneyError::OutOfRange))
        };
        Ok(match price {
            Price::Flat(price) => Price::Flat(value(*price)?),
            Price::PerUnit(price) => Price::PerUnit(value(*price)?),
            Price::Package { price, size } => Price::Package { price: value(*price)?, size: *size },
            Price::Graduated(list) => Price::Graduated(tiers(list)?),
            Price::Volume(list) => Price::Volume(tiers(list)?),
            Price::StairStep(list) => Price::StairStep(tiers(list)?),
            Price::Percentage(share) => Price::Percentage(*share),
            Price::Bounded(bounded) => Price::Bounded(Arc::new(BoundedPrice {
                price: self.each(&bounded.price, by)?,
                at_least: bounded.at_least.map(value).transpose()?,
                at_most: bounded.at_most.map(value).transpose()?,
            })),
        })
    }

    fn value(&self, price: UnitPrice, by: Coefficient) -> Result<UnitPrice, RevisionError> {
        let (numerator, denominator) = self.exact(price, by)?;
        let mut digits = self.rounding.divide(numerator, denominator);
        if let (Cap::Percent(most), false) = (self.cap, price.is_negative()) {
            // Rounding does not take a value above its cap.
            let (numerator, denominator) = self.exact(price, Coefficient::up(most)?)?;
            digits = digits.min(numerator.div_euclid(denominator));
        }
        let decimal = Decimal::try_from_i128_with_scale(digits, self.digits);
        let revised = UnitPrice::new(decimal.map_err(|_| MoneyError::OutOfRange)?)?;
        // Rounding does not take a value below its floor either.
        let is_below = self.floor == Floor::Base && revised.to_decimal() < price.to_decimal();
        Ok(if is_below { price } else { revised })
    }

    /// Returns what a value comes to, before rounding, in units of the last digit kept: a fraction whose
    /// denominator is above 0.
    fn exact(&self, price: UnitPrice, by: Coefficient) -> Result<(i128, i128), MoneyError> {
        let numerator = product(price.mantissa(), by.numerator)
            .and_then(|digits| product(digits, power_of_ten(self.digits)?));
        let denominator =
            power_of_ten(price.scale()).and_then(|power| product(power, by.denominator));
        numerator.zip(denominator).ok_or(MoneyError::OutOfRange)
    }

    /// Puts a revised price of one value within a floor and a cap that are values.
    fn within(&self, revised: Price) -> Result<Price, RevisionError> {
        let floor = match self.floor {
            Floor::Value(floor) => Some(floor),
            Floor::None | Floor::Base => None,
        };
        let cap = match self.cap {
            Cap::Value(cap) => Some(cap),
            Cap::None | Cap::Percent(_) => None,
        };
        let Some(bound) = floor.or(cap) else {
            return Ok(revised);
        };
        let Some(value) = revised.unit_price() else {
            return Err(RevisionError::NotOneValue { bound: bound.to_decimal() });
        };
        if let (Some(floor), Some(cap)) = (floor, cap)
            && cap.to_decimal() < floor.to_decimal()
        {
            let (floor, cap) = (floor.to_decimal(), cap.to_decimal());
            return Err(RevisionError::FloorAboveCap { floor, cap });
        }
        let mut bounded = value;
        if let Some(floor) = floor.filter(|floor| value.to_decimal() < floor.to_decimal()) {
            bounded = floor;
        }
        if let Some(cap) = cap.filter(|cap| cap.to_decimal() < value.to_decimal()) {
            bounded = cap;
        }
        Ok(revised.at(bounded))
    }
}
