//! Into which periods an item's days fall and when those are billed (CHG-3, CHG-4, CHG-8, INV-2).

mod day_set;
pub(crate) mod owed;
mod periods;
mod reference;
mod trigger;

pub(crate) use day_set::without;
pub use day_set::{DayRange, DaySet};
pub(crate) use owed::{Owed, OwedDays, one_off_due};
pub(crate) use periods::{BillingPeriod, BillingPeriods};
pub use reference::Reference;
