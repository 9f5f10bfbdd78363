//! A price list has versions, each from a date, some for one customer; what it says on a date is the
//! customer's own latest version by then, else the latest for all (CHG-2).
//!
//! 30.00 EUR, 32.00 from 1 January 2026, 31.00 for customer A from 1 March 2026: on 1 April A pays
//! 31.00 and B 32.00; on 1 February both pay 32.00.
//!
//! From which day on a version holds for an item that runs is decided by [`crate::timeline`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::{CustomerId, Item, ItemError, Price};

/// The versions of an item's price, and when a new one begins to hold (CHG-2). Before the first one
/// [`Item::price`] holds.
///
/// ```
/// use std::sync::Arc;
/// use chrono::NaiveDate;
/// use tacite::contract::*;
/// use tacite::calendar::Cadence;
/// use tacite::money::UnitPrice;
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let (a, b) = (CustomerId::new("A")?, CustomerId::new("B")?);
/// let flat = |value| Price::Flat(UnitPrice::whole(value));
/// let list = PriceList {
///     versions: vec![
///         PriceVersion::of_all(date("2026-01-01"), flat(32)),
///         PriceVersion::of_customer(a, date("2026-03-01"), flat(31)),
///     ],
///     holds: VersionHolds::AtPeriodStart,
/// };
/// let hosting = Item::recurring("Hosting", flat(30), Tax::NONE, Recurrence::every(Cadence::MONTHLY));
/// let hosting = Item { list: Some(Arc::new(list)), ..hosting };
/// assert_eq!(hosting.price_on(a, date("2025-12-31")), &flat(30));
/// assert_eq!(hosting.price_on(a, date("2026-02-01")), &flat(32));
/// assert_eq!(hosting.price_on(a, date("2026-04-01")), &flat(31));
/// assert_eq!(hosting.price_on(b, date("2026-04-01")), &flat(32));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceList {
    /// Its versions, in any order; at most one for a date and customer.
    pub versions: Vec<PriceVersion>,
    /// When a version begins to hold for an item that runs.
    pub holds: VersionHolds,
}

/// What a price list says from a date on (CHG-2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceVersion {
    /// Its date.
    pub from: NaiveDate,
    /// The one customer that it is for; all if absent.
    pub customer: Option<CustomerId>,
    /// The price.
    pub price: Price,
}

/// When a version of a price list begins to hold for an item that runs (CHG-2).
///
/// Whatever is chosen, versions dated by the item's first day hold from it on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VersionHolds {
    /// With the first billing period that begins on its date or later: no period has two prices.
    #[default]
    AtPeriodStart,
    /// On its date, also in the middle of a period.
    OnTheDay,
    /// Never: the item keeps the price of its first day.
    FrozenAtStart,
    /// With the first term that begins on its date or later (TRM-1): the price is firm for a term.
    FrozenAtRenewal,
}

impl PriceVersion {
    /// Makes a version for all customers.
    pub const fn of_all(from: NaiveDate, price: Price) -> Self {
        Self { from, customer: None, price }
    }

    /// Makes a version for one customer.
    pub const fn of_customer(customer: CustomerId, from: NaiveDate, price: Price) -> Self {
        Self { from, customer: Some(customer), price }
    }
}

impl PriceList {
    /// Returns the version that a customer has on a date; none before the first one.
    pub fn version_on(&self, customer: CustomerId, date: NaiveDate) -> Option<&PriceVersion> {
        let known = || self.versions.iter().filter(|version| version.from <= date);
        let latest = |whose: Option<CustomerId>| {
            known().filter(|version| version.customer == whose).max_by_key(|version| version.from)
        };
        latest(Some(customer)).or_else(|| latest(None))
    }

    pub(super) fn check(&self) -> Result<(), ItemError> {
        for (index, version) in self.versions.iter().enumerate() {
            version.price.check()?;
            let same = |other: &PriceVersion| {
                (other.from, other.customer) == (version.from, version.customer)
            };
            if self.versions.iter().take(index).any(same) {
                let PriceVersion { from, customer, .. } = *version;
                return Err(ItemError::VersionTwice { from, customer });
            }
        }
        Ok(())
    }
}

impl Item {
    /// Returns what the price list says for a customer on a date (CHG-2); the item's own price before
    /// its first version. What was agreed by events, and when a version begins to hold, is not in it.
    pub fn price_on(&self, customer: CustomerId, date: NaiveDate) -> &Price {
        let listed = self.list.as_ref().and_then(|list| list.version_on(customer, date));
        listed.map_or(&self.price, |version| &version.price)
    }
}
