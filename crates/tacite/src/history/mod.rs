//! What happened: events and the log that keeps them (HIS-1 to HIS-4).

mod event;
mod log;

pub use event::{Event, EventKind};
pub use log::{EVENTS_MAX, History, HistoryError, HistoryRule};
