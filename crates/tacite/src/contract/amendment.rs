//! What events carry besides items and pauses: plans, discounts, ends.
//!
//! "10 % off the seats until 1 April 2026" is a [`Discount`] in an event that grants it.
//!
//! What they do to an amount is decided by [`crate::timeline`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::{Item, ItemId, PlanId, Text};
use crate::money::{Percent, UnitPrice};

/// A template of items (CHG-1): subscribing copies them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub id: PlanId,
    /// Its items, with the ids that they have in the subscription.
    pub items: Vec<PlanItem>,
}

/// An item of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanItem {
    /// Its id in the subscription.
    pub id: ItemId,
    /// What is copied.
    pub item: Item,
}

/// A discount (CHG-9).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// What the customer reads.
    pub label: Text,
    /// How much.
    pub value: DiscountValue,
    /// One item, or the whole subscription: an amount is then shared by the items of one cadence.
    pub item: Option<ItemId>,
    /// How long.
    pub lasts: DiscountDuration,
    /// Discounts are taken in rising order, those of one order in the order of their grants.
    pub order: u16,
    /// What an amount takes off incomplete billing periods.
    pub in_stubs: StubDiscount,
}

/// How much a discount takes off the full period price (CHG-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiscountValue {
    /// A share of it.
    Percent(Percent),
    /// An amount in major units, down to 0.
    Amount(UnitPrice),
}

/// What an amount per period takes off a billing period that is not a whole reference period (CHG-9,
/// CAL-6).
///
/// 6.00 EUR a month off, start on 22 January, billed on the 1st: 10 of 31 days. Prorated, the stub is
/// cheaper by 6.00 × 10/31 = 1.94; in full, by 6.00. Percentages are the same either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StubDiscount {
    /// Its share, as the price.
    #[default]
    Prorated,
    /// All of the amount, spread over the days of the billing period.
    Full,
}

/// How long a discount lasts from its effective date (CHG-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiscountDuration {
    /// For good.
    Forever,
    /// Up to a date, not included.
    Until(NaiveDate),
    /// For so many periods; once is 1.
    Periods(u32),
}

/// What the last, incomplete period costs when an event ends the contract (TRM-8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LastPeriod {
    /// Its share.
    Prorated,
    /// All of it: the billing end is the period's end, the service end stays.
    Full,
}

/// What is credited when a consumer withdraws (TRM-7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WithdrawalCredit {
    /// Everything.
    #[default]
    Everything,
    /// Everything but the days served.
    LessDaysServed,
}
