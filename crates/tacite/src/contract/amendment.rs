//! What events carry besides items: plans, discounts, pauses, ends.
//!
//! "Paused from 10 March, by days, until 24 March" is a [`Pause`] in an event effective 10 March.
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
    /// One item, or the whole subscription.
    pub item: Option<ItemId>,
    /// How long.
    pub lasts: DiscountDuration,
    /// Discounts are taken in rising order.
    pub order: u16,
}

/// How much a discount takes off the full period price (CHG-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiscountValue {
    /// A share of it.
    Percent(Percent),
    /// An amount in major units, down to 0.
    Amount(UnitPrice),
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

/// A pause from the event's effective date (PAU-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pause {
    /// What it does to what is charged.
    pub shape: PauseShape,
    /// The day on which service resumes; open-ended if absent.
    pub until: Option<NaiveDate>,
}

/// What a pause does to what is charged (PAU-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PauseShape {
    /// Its days are freed.
    ByDays,
    /// Billing periods that begin inside it are freed.
    WholePeriods,
    /// Other terms hold inside it.
    Reduced(ReducedPrice),
    /// Day numbers keep, dates move.
    Shift,
}

/// What a reduced price is during a pause (PAU-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReducedPrice {
    /// Another price per period.
    Price(UnitPrice),
    /// A share of the price, in percent.
    Percent(Percent),
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
