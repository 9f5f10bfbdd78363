//! Finds the place of a value in a line, so that an error points at its first character.
//!
//! In `{"recorded_on":"2025-02-31"}` the parser stops after the date, at byte 27; the date begins
//! at byte 15.

use crate::fault::Fault;
use crate::guard::Step;
use crate::limits::Limits;

/// A piece of a JSON line: a bracket, a colon, a comma, a string with its quotes, or a bare word.
#[derive(Clone, Copy, Debug)]
struct Token<'l> {
    start: usize,
    text: &'l str,
}

impl Token<'_> {
    const fn end(self) -> usize {
        self.start + self.text.len()
    }
}

/// Returns the byte at which the value begins that the parser had trouble with.
///
/// `read` is how many bytes it had read then: up to the end of the value, or up to its start if it
/// was a bracket. Of an object or an array the start is returned.
pub(crate) fn value_start(line: &str, read: usize) -> usize {
    let mut open = Vec::new();
    for token in tokens(line) {
        let start = match token.text {
            "{" | "[" => {
                open.push(token.start);
                token.start
            }
            "}" | "]" => open.pop().unwrap_or(token.start),
            _ => token.start,
        };
        let leads_to_a_value = matches!(token.text, "{" | "[" | ":" | ",");
        if token.end() > read || (token.end() == read && !leads_to_a_value) {
            return start;
        }
    }
    0
}

/// Returns the byte at which the value begins that a path of keys leads to.
pub(crate) fn value_of(line: &str, path: &[&str]) -> Option<usize> {
    let mut keys: Vec<&str> = Vec::new();
    let mut previous = "";
    for token in tokens(line) {
        if previous == ":" && keys == path {
            return Some(token.start);
        }
        match token.text {
            "{" | "[" => keys.push(""),
            "}" | "]" => {
                keys.pop();
            }
            ":" => {
                if let Some(key) = keys.last_mut() {
                    *key = unquoted(previous);
                }
            }
            _ => {}
        }
        previous = token.text;
    }
    None
}

/// Returns the byte at which the value begins that a path of keys and indices leads to, or the last value
/// on the way that is there.
pub(crate) fn value_at(text: &str, path: &[Step]) -> Option<usize> {
    let mut tokens = tokens(text);
    let mut place = tokens.next()?;
    for step in path {
        match entered(&mut tokens, place, step) {
            Some(inner) => place = inner,
            None => break,
        }
    }
    Some(place.start)
}

/// Returns the first token of a value inside another, whose first token was the last that was read.
fn entered<'l>(
    tokens: &mut impl Iterator<Item = Token<'l>>,
    outer: Token<'l>,
    step: &Step,
) -> Option<Token<'l>> {
    let mut index = 0;
    loop {
        let first = tokens.next()?;
        let is_wanted = match (outer.text, step) {
            ("[", Step::Index(wanted)) => {
                if index == *wanted {
                    return Some(first);
                }
                index += 1;
                false
            }
            ("{", Step::Key(wanted)) => {
                tokens.next()?;
                unquoted(first.text) == wanted
            }
            _ => return None,
        };
        let value = if outer.text == "{" { tokens.next()? } else { first };
        if is_wanted {
            return Some(value);
        }
        skip(tokens, value)?;
        if tokens.next()?.text != "," {
            return None;
        }
    }
}

/// Reads on to the end of a value whose first token was read.
fn skip<'l>(tokens: &mut impl Iterator<Item = Token<'l>>, first: Token<'l>) -> Option<()> {
    let mut open = usize::from(matches!(first.text, "{" | "["));
    while open > 0 {
        match tokens.next()?.text {
            "{" | "[" => open += 1,
            "}" | "]" => open -= 1,
            _ => {}
        }
    }
    Some(())
}

/// Returns the text of a file, if it is UTF-8 of allowed length.
pub(crate) fn text<'t>(bytes: &'t [u8], limits: &Limits) -> Result<&'t str, (usize, Fault)> {
    let bytes_max = limits.bytes_max;
    if bytes.len() > bytes_max {
        return Err((0, Fault::TooLong { bytes: bytes.len(), bytes_max }));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err((0, Fault::ByteOrderMark));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let offset = error.valid_up_to();
        (offset, Fault::NotUtf8 { byte: bytes.get(offset).copied().unwrap_or_default() })
    })?;
    if text.trim_ascii().is_empty() { Err((0, Fault::Empty)) } else { Ok(text) }
}

/// Returns line and column of a byte: lines and characters of the line, from 1.
pub(crate) fn line_and_column(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = bytes.get(..offset).unwrap_or(bytes);
    let line = before.split(|byte| *byte == b'\n');
    let (lines, last) = line.fold((0, &[][..]), |(lines, _), line| (lines + 1, line));
    (lines.max(1), String::from_utf8_lossy(last).chars().count() + 1)
}

/// Returns the byte of a text that a parser calls a line and how many bytes of it were read.
pub(crate) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    (start + column).min(text.len())
}

/// What a line has that JSON knows and the format does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stranger {
    /// `null`.
    Null,
    /// An array in place of an object.
    Array,
}

/// Returns the first `null`, or array that is not the value of one of the keys named.
///
/// The line must be JSON. Derived readers take both: `null` for what is absent, an array for an
/// object without its names.
pub(crate) fn stranger(line: &str, array_keys: &[&str]) -> Option<(usize, Stranger)> {
    let (mut key, mut previous) = ("", "");
    for token in tokens(line) {
        match token.text {
            "null" => return Some((token.start, Stranger::Null)),
            "[" if previous != ":" || !array_keys.contains(&unquoted(key)) => {
                return Some((token.start, Stranger::Array));
            }
            ":" => key = previous,
            _ => {}
        }
        previous = token.text;
    }
    None
}

/// Returns the column of a byte: characters, from 1.
pub(crate) fn column(line: &str, offset: usize) -> usize {
    line.char_indices().take_while(|(start, _)| *start < offset).count() + 1
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

fn tokens(line: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = line.get(at..)?;
        let start = at + (rest.len() - rest.trim_start().len());
        let text = first_token(line.get(start..)?)?;
        at = start + text.len();
        Some(Token { start, text })
    })
}

fn first_token(text: &str) -> Option<&str> {
    let end = match text.as_bytes().first()? {
        b'"' => string_end(text),
        b'{' | b'}' | b'[' | b']' | b':' | b',' => 1,
        _ => text
            .find(|character: char| {
                character.is_whitespace()
                    || matches!(character, '"' | '{' | '}' | '[' | ']' | ':' | ',')
            })
            .unwrap_or(text.len()),
    };
    text.get(..end)
}

fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"a": {"b\"": [1, "é"], "c": null}, "d":[]}"#;

    #[test]
    fn a_value_is_found_by_its_end() {
        let place = |read| value_start(LINE, read);
        assert_eq!(place(0), 0, "nothing is read: the whole");
        assert_eq!(place(5), 6, "the colon is read: the object after it");
        assert_eq!(place(16), 15, "in an array: its first number");
        assert_eq!(place(34), 30, "a word is read: the word");
        assert_eq!(place(35), 6, "the brace at the end: the whole object");
        assert_eq!(place(1000), 0);
    }

    #[test]
    fn a_value_is_found_by_its_path() {
        assert_eq!(value_of(LINE, &["a", "c"]), Some(30));
        assert_eq!(value_of(LINE, &["d"]), Some(41));
        assert_eq!(value_of(LINE, &["c"]), None);
    }

    #[test]
    fn null_and_arrays_are_strangers() {
        assert_eq!(stranger(LINE, &["b\\\"", "d"]), Some((30, Stranger::Null)));
        assert_eq!(stranger(LINE, &["d"]), Some((14, Stranger::Array)));
        assert_eq!(stranger(r#"{"a":"null [ \" null"}"#, &[]), None);
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(column("ééa", 4), 3);
        assert_eq!(column("a", 100), 2);
    }
}
