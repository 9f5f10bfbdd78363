//! The format's own picture of the core's values: one twin a value, in the folders' order.
//!
//! A twin names every field and every variant of its core value, so that a value which gets one
//! more does not compile until the format says how it is written.
//!
//! What a string or a number stands for is decided in [`crate::value`].

mod amendment;
mod contract;
mod event;
mod item;
mod pause;
mod payment;
mod price;
mod tax;
mod term;

pub(crate) use contract::UnknownRule;
pub(crate) use event::{Event, Header};
