//! What a user asks for becomes events, or a refusal that says which rule it breaks (HIS-3, HIS-5).
//!
//! [`decide`] is the one function. It reads a [`State`], composes the events that a [`Command`] would
//! record, turns words into dates on the way, and runs every check in a documented order. It writes
//! nothing: push the events that it returns.

mod checks;
mod compose;
mod dates;
mod decide;
mod draft;
mod ends;
mod ground;
mod pause;
mod plan_change;
mod refusal;
mod request;
mod start;
mod words;

pub use decide::{State, decide};
pub use refusal::{Refusal, RefusalRule};
pub use request::Command;
pub use words::{Content, NamedItem, NewTerm, PauseLength, PlanPolicy, Proration, When};
