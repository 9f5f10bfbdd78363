//! An item is what is sold, with its own cadence, anchor, timing, price, unit, tax and stubs (CHG-1).
//!
//! A desk at 250.00 EUR a month in advance and a locker at 30.00 EUR a quarter are two items of
//! one subscription; so is a pack of ten meeting-room hours, once.
//!
//! Which days exist is decided by [`crate::timeline`] and [`crate::schedule`], what they cost by
//! [`crate::charge`].

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::fmt;

use chrono::NaiveDate;

use super::{
    Basis, CustomerId, PauseRule, Phase, PlanItemCode, Price, PriceList, Refund, Tax, TaxReason,
    Text,
};
use crate::calendar::{Anchor, Cadence, CalendarError, Overflow};
use crate::money::Quantity;

/// What is sold: one-off or recurring (CHG-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What the customer reads on the line.
    pub label: Text,
    /// The plan item that this one was copied from, if any: plan changes match by it.
    pub plan_item: Option<PlanItemCode>,
    /// Goods or services.
    pub supply: Supply,
    /// Price, in major units of the contract's currency, per period (or once).
    ///
    /// With a price list, what holds before its first version.
    pub price: Price,
    /// Versions of the price, if it comes from a price list.
    pub list: Option<Arc<PriceList>>,
    /// Number of units; ignored by a flat price.
    pub quantity: Quantity,
    /// Unit of the quantity.
    pub unit: UnitCode,
    /// Tax category and rate.
    pub tax: Tax,
    /// Once, or every so often.
    pub schedule: ItemSchedule,
    /// Whether it is paused with the subscription (PAU-4).
    pub pausing: PauseRule,
    /// For a one-off: whether it is given back on withdrawal (TRM-7).
    pub refund: Refund,
}

impl Item {
    /// Makes a service that recurs: quantity 1, unit `C62` (one).
    pub fn recurring(label: &str, price: Price, tax: Tax, recurrence: Recurrence) -> Self {
        Self::with_schedule(label, price, tax, ItemSchedule::Recurring(recurrence))
    }

    /// Makes a service that is charged once: quantity 1, unit `C62` (one).
    pub fn once(label: &str, price: Price, tax: Tax) -> Self {
        Self::with_schedule(label, price, tax, ItemSchedule::Once)
    }

    fn with_schedule(label: &str, price: Price, tax: Tax, schedule: ItemSchedule) -> Self {
        Self {
            label: Text::from(label),
            plan_item: None,
            supply: Supply::Services,
            price,
            list: None,
            quantity: Quantity::whole(1),
            unit: UnitCode::ONE,
            tax,
            schedule,
            pausing: PauseRule::Follows,
            refund: Refund::Kept,
        }
    }

    /// Returns the item with another quantity.
    #[must_use]
    pub fn times(self, quantity: Quantity) -> Self {
        Self { quantity, ..self }
    }
}

/// When an item is charged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemSchedule {
    /// Once, on the day that the item is added (INV-8).
    Once,
    /// Every period of a grid.
    Recurring(Recurrence),
}

/// The grid of an item and how its ends are treated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// How long a period is.
    pub cadence: Cadence,
    /// Where the grid is fixed.
    pub anchor: GridAnchor,
    /// What becomes of the 31st in a month of 30 days (CAL-3).
    pub overflow: Overflow,
    /// Billed at the start or the end of the period.
    pub timing: Timing,
    /// Days added to the trigger, below 0 for early (INV-2).
    pub offset_days: i32,
    /// What becomes of incomplete periods (CAL-6).
    pub stubs: Stubs,
    /// Prices of the first while: a trial, an introductory price, a ramp (CHG-2).
    pub phases: Vec<Phase>,
    /// How a part of a period is weighed (CHG-6).
    pub basis: Basis,
}

impl Recurrence {
    /// Makes a recurrence in advance from the start date, stubs prorated by days.
    pub const fn every(cadence: Cadence) -> Self {
        Self {
            cadence,
            anchor: GridAnchor::Rule(Anchor::Start),
            overflow: Overflow::Backward,
            timing: Timing::Advance,
            offset_days: 0,
            stubs: Stubs::PRORATED,
            phases: Vec::new(),
            basis: Basis::ActualDays,
        }
    }
}

/// Where the grid of an item is fixed (CAL-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GridAnchor {
    /// By a rule of the calendar, from the item's first day.
    Rule(Anchor),
    /// At the end of the free trial with which the item's phases begin.
    TrialEnd,
}

/// At which end of a period it is billed (CHG-1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timing {
    /// At its start (terme à échoir).
    #[default]
    Advance,
    /// At the end of service in it (terme échu).
    Arrears,
}

/// What becomes of the first and the last incomplete period (CAL-6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stubs {
    /// When the first stub is billed.
    pub first_trigger: StubTrigger,
    /// What the first stub costs.
    pub first: StubPrice,
    /// What the last stub costs, unless the event that ends the contract says it (TRM-8).
    pub last: StubPrice,
}

impl Stubs {
    /// Both stubs by days, the first billed when it begins.
    pub const PRORATED: Self = Self {
        first_trigger: StubTrigger::Short,
        first: StubPrice::Prorated,
        last: StubPrice::Prorated,
    };
}

/// When a first stub is billed (CAL-6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StubTrigger {
    /// On its own.
    #[default]
    Short,
    /// Together with the period after it.
    Long,
}

/// What a stub costs (CAL-6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StubPrice {
    /// Its share of the period.
    #[default]
    Prorated,
    /// The whole period.
    Full,
    /// Nothing.
    Free,
}

/// What is supplied: an invoice says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Supply {
    /// Services.
    #[default]
    Services,
    /// Goods.
    Goods,
}

/// A unit of measure: a code of UN/ECE Recommendation 20, such as `MON`, `HUR` or `C62`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitCode([u8; 3]);

impl UnitCode {
    /// One (piece): `C62`.
    pub const ONE: Self = Self(*b"C62");
    /// Month: `MON`.
    pub const MONTH: Self = Self(*b"MON");

    /// Makes a unit code of 2 or 3 capital letters and digits; whether the list has it is not
    /// checked.
    ///
    /// # Errors
    /// [`ItemError::UnitCode`] for anything else.
    pub fn new(code: &str) -> Result<Self, ItemError> {
        let fits = matches!(code.len(), 2 | 3)
            && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let mut bytes = [b' '; 3];
        match bytes.get_mut(..code.len()) {
            Some(room) if fits => {
                room.copy_from_slice(code.as_bytes());
                Ok(Self(bytes))
            }
            _ => {
                let start: String = code.chars().take(16).collect();
                Err(ItemError::UnitCode { code: Text::from(start.as_str()) })
            }
        }
    }

    /// Returns the code.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default().trim_end()
    }
}

impl fmt::Debug for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UnitCode({:?})", self.as_str())
    }
}

/// What is wrong with an item (CHG-1, CHG-2, CAL-5).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ItemError {
    /// A unit code has not 2 or 3 capital letters or digits.
    #[error("\"{code}\" is no unit code: 2 or 3 capital letters or digits are needed (CHG-1)")]
    UnitCode {
        /// The code as given, up to 16 characters of it.
        code: Text,
    },
    /// A recurring price is below 0.
    #[error("recurring price {price} is negative, at least 0 is needed (MON-1)")]
    NegativePrice {
        /// The price as given.
        price: rust_decimal::Decimal,
    },
    /// A price within bounds is another price within bounds.
    #[error(
        "a price within bounds has a price within bounds: one pair of bounds is needed (CHG-2)"
    )]
    BoundsTwice,
    /// The lower bound of a price lies above the upper one.
    #[error(
        "the price is at least {at_least} and at most {at_most}: at least must not be above at most (CHG-2)"
    )]
    BoundsReversed {
        /// The lower bound.
        at_least: rust_decimal::Decimal,
        /// The upper bound.
        at_most: rust_decimal::Decimal,
    },
    /// A price list has two versions of one date.
    #[error("the price list has two versions from {from} for {}, one is needed (CHG-2)", whose(*.customer))]
    VersionTwice {
        /// The date.
        from: NaiveDate,
        /// The one customer that both are for; all if absent.
        customer: Option<CustomerId>,
    },
    /// The tax is of a category without a rate, and has one.
    #[error("tax category {category} has no rate, {rate} % was given (INV-5)")]
    TaxRate {
        /// Code of the category.
        category: &'static str,
        /// The rate as given.
        rate: rust_decimal::Decimal,
    },
    /// A reason for charging no tax is no code.
    #[error(
        "\"{code}\" is no tax reason: 1 to 23 capital letters, digits, hyphens and points are needed (INV-5)"
    )]
    TaxReason {
        /// The code as given, up to 24 characters of it.
        code: Text,
    },
    /// A tax is charged, or zero-rated, and has a reason why not.
    #[error("tax category {category} takes no reason, {reason} was given (INV-5)")]
    ReasonForTax {
        /// Code of the category.
        category: &'static str,
        /// The reason as given.
        reason: TaxReason,
    },
    /// No tax is charged and nobody says why.
    #[error("tax category {category} needs a reason, such as VATEX-EU-132-1I (INV-5)")]
    NoTaxReason {
        /// Code of the category.
        category: &'static str,
    },
    /// The cadence and the anchor don't fit.
    #[error(transparent)]
    Grid(#[from] CalendarError),
    /// The grid is anchored at the end of a trial that the item does not have.
    #[error("the anchor is the end of the trial, but the first phase is not free (CAL-5)")]
    NoTrial,
    /// A phase has no length.
    #[error("phase {number} has no length, at least 1 day is needed (CHG-2)")]
    EmptyPhase {
        /// The phase, counted from 1.
        number: usize,
    },
    /// A basis that counts months meets periods that have none.
    #[error(
        "basis {basis} counts months, a period of {cadence} has none: its days do not sum to it (CHG-6)"
    )]
    BasisWithoutMonths {
        /// Name of the basis.
        basis: &'static str,
        /// The cadence.
        cadence: Cadence,
    },
    /// A period has more months than days can be weighed in.
    #[error(
        "basis {basis} weighs at most {} months, a period of {cadence} has more (CHG-6)",
        super::BASIS_MONTHS_MAX
    )]
    BasisOfTooManyMonths {
        /// Name of the basis.
        basis: &'static str,
        /// The cadence.
        cadence: Cadence,
    },
}

fn whose(customer: Option<CustomerId>) -> String {
    customer.map_or_else(|| String::from("all customers"), |id| alloc::format!("customer {id}"))
}
