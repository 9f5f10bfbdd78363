//! What happened: events and the log that keeps them (HIS-1 to HIS-4).

mod closing;
mod error;
mod event;
mod log;
mod parts;

pub use error::{HistoryError, HistoryRule};
pub use event::{Event, EventKind};
pub use log::{EVENTS_MAX, History};
pub use parts::{ClosingParts, HistoryParts};
