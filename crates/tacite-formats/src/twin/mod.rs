//! The format's own picture of the core's values: one twin a value, in the folders' order.
//!
//! A twin names every field and every variant of its core value, so that a value which gets one
//! more does not compile until the format says how it is written.
//!
//! What a string or a number stands for is decided in [`crate::value`].

mod amendment;
mod book_line;
mod books;
mod collection;
mod contract;
mod document;
mod event;
mod explain;
mod history;
mod issuing;
mod item;
mod line;
mod money;
mod party;
mod pause;
mod payment;
mod posting;
mod price;
mod query;
mod quote;
mod schedule;
mod source;
mod tax;
mod term;
mod terms;

pub(crate) use contract::UnknownRule;
pub(crate) use event::{EventLine, Header};
