//! Into which periods an item's days fall and when those are billed (CHG-3, CHG-4, CHG-8, INV-2).

mod day_set;
pub(crate) mod owed;
mod period_ends;
pub(crate) mod periods;
mod pieces;
mod reference;
pub(crate) mod standing;
mod trigger;

pub use day_set::{DayRange, DaySet, DaySetError};
pub(crate) use day_set::{intersection, without};
pub(crate) use owed::{Owed, OwedDays, one_off_due};
pub(crate) use period_ends::period_end_after;
pub(crate) use periods::{BillingPeriod, BillingPeriods};
pub(crate) use pieces::Piece;
pub use reference::Reference;
pub(crate) use standing::{Due, Standing, Unowed};
