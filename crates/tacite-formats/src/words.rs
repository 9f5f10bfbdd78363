//! What is said in place of a parser's own words.
//!
//! "invalid type: map, expected unit" is "invalid type: object, expected no value: the name alone, as a
//! string".

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

/// The message without its place, in the words of the format, on one line and of bounded length.
pub(crate) fn of_json(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    of(text.strip_suffix(&place).unwrap_or(&text))
}

/// The message in the words of the format, on one line and of bounded length.
pub(crate) fn of(text: &str) -> String {
    let mut text = text.to_owned();
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
