//! Reads one line of JSON into a twin, and says where it failed.
//!
//! The parser counts bytes up to where it stopped; what is reported is where the value begins.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::error::{EventFault, Flaw};
use super::place::{self, Stranger};

/// The fields that are arrays; every other array is an object without its names.
const ARRAY_KEYS: [&str; 8] =
    ["by-month", "items", "instalments", "listed", "notes", "phases", "tiers", "versions"];

/// Where a message is cut: a line may be one unknown name of a mebibyte.
const MESSAGE_BYTES_MAX: usize = 1000;

/// What the parser says in words of Rust, and what is said instead; without a comma, up to the end.
const WORDS: [(&str, &str); 5] = [
    ("invalid type: map,", "invalid type: object,"),
    ("invalid type: sequence,", "invalid type: array,"),
    (", expected unit", ", expected no value: the name alone, as a string"),
    (", expected a sequence", ", expected an array"),
    (", expected struct variant", ", expected an object with named fields"),
];

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
        let message = message(&error);
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

/// The message without its place, in the words of the format, on one line and of bounded length.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let mut text = text.strip_suffix(&place).unwrap_or(&text).to_owned();
    for (parsers, ours) in WORDS {
        if let Some(start) = text.find(parsers) {
            let end = if ours.ends_with(',') { start + parsers.len() } else { text.len() };
            text.replace_range(start..end, ours);
        }
    }
    let mut message = String::new();
    for character in text.chars() {
        if message.len() >= MESSAGE_BYTES_MAX {
            message.push('…');
            break;
        }
        if character.is_control() {
            message.extend(character.escape_default());
        } else {
            message.push(character);
        }
    }
    message
}
