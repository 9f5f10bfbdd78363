//! Reads one line of JSON into a twin, and says where it failed.
//!
//! The parser counts bytes up to where it stopped; what is reported is where the value begins.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::error::{EventFault, Flaw};
use crate::place::{self, Stranger};
use crate::words;

/// The fields that are arrays; every other array is an object without its names.
const ARRAY_KEYS: [&str; 8] =
    ["by-month", "items", "instalments", "listed", "notes", "phases", "tiers", "versions"];

/// Reads a line that may have neither unknown fields nor anything that the format does not know.
pub(super) fn strict<T: DeserializeOwned>(line: &str) -> Result<T, Flaw> {
    let value = lenient(line)?;
    match place::stranger(line, &ARRAY_KEYS) {
        None => Ok(value),
        Some((offset, Stranger::Null)) => Err(Flaw::at(offset, EventFault::Null)),
        Some((offset, Stranger::Array)) => Err(Flaw::at(offset, EventFault::Array)),
    }
}

/// Reads a line for the fields that `T` has.
pub(super) fn lenient<T: DeserializeOwned>(line: &str) -> Result<T, Flaw> {
    let start = line.len() - line.trim_start().len();
    if let Some(first) = line.trim_start().chars().next().filter(|first| *first != '{') {
        let message = format!("it begins with {first:?}");
        return Err(Flaw::at(start, EventFault::Syntax { message }));
    }
    serde_json::from_str(line).map_err(|error| {
        let read = error.column();
        let message = words::of_json(&error);
        match error.classify() {
            Category::Data => {
                Flaw::at(place::value_start(line, read), EventFault::Value { message })
            }
            Category::Eof => Flaw::at(line.len(), EventFault::CutOff { message }),
            Category::Syntax | Category::Io => {
                Flaw::at(read.saturating_sub(1), EventFault::Syntax { message })
            }
        }
    })
}
