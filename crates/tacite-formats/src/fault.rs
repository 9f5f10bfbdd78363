//! Why bytes are no value, and where.
//!
//! `books.json:1:57: "2025-02-31" is no date: …` says that from the 57th character of the first line
//! on there is a date that no calendar has; of CBOR the place is a path, such as
//! `books.cbor: value.items[2].id: …`.

use std::fmt;

use tacite::history::HistoryError;

/// Why a value can't be read.
///
/// ```
/// use tacite::history::Event;
/// use tacite_formats::{Fault, Place, json};
///
/// let error = json::read::<Event>("event.json", "{}").unwrap_err();
/// assert_eq!(error.kind, "tacite-event");
/// assert_eq!(error.place, Place::Text { line: 1, column: 1 });
/// assert!(matches!(error.fault, Fault::NoEnvelope { .. }));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}{place}: {fault}")]
#[non_exhaustive]
pub struct ReadError {
    /// Name of the file, as the caller gave it.
    pub file: String,
    /// The kind of value that was to be read, such as `tacite-event`.
    pub kind: &'static str,
    /// Where it is.
    pub place: Place,
    /// What is wrong.
    #[source]
    pub fault: Fault,
}

impl ReadError {
    /// Returns the id of the rule that is broken, such as `MON-1`, if the fault names one.
    pub fn rule(&self) -> Option<String> {
        let text = self.fault.to_string();
        let start = text.strip_suffix(')')?.rfind('(')? + 1;
        let rule = text.get(start..text.len() - 1)?;
        let (book, number) = rule.split_once('-')?;
        let is_rule = book.len() == 3
            && book.bytes().all(|byte| byte.is_ascii_uppercase())
            && number.bytes().all(|byte| byte.is_ascii_digit());
        is_rule.then(|| rule.to_owned())
    }
}

/// Where in the input something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// At a character of a text.
    Text {
        /// Line, from 1.
        line: usize,
        /// Character of the line, from 1, at which the value begins that is wrong.
        column: usize,
    },
    /// At a value, by the keys and indices that lead to it: `value.events[2].recorded_on`.
    Path(String),
    /// At a byte, from 0.
    Byte(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { line, column } => write!(f, ":{line}:{column}"),
            Self::Path(path) => write!(f, ": {path}"),
            Self::Byte(byte) => write!(f, ": byte {byte}"),
        }
    }
}

/// What is wrong with the input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// There is nothing.
    #[error("there is no value")]
    Empty,
    /// The text begins with a byte order mark.
    #[error("the text begins with a byte order mark: UTF-8 without one is needed")]
    ByteOrderMark,
    /// A byte is not UTF-8.
    #[error("byte 0x{byte:02X} is not UTF-8")]
    NotUtf8 {
        /// The byte.
        byte: u8,
    },
    /// There are more bytes than [`Limits::bytes_max`](crate::Limits::bytes_max).
    #[error("{bytes} bytes, at most {bytes_max} are allowed")]
    TooLong {
        /// How many there are.
        bytes: usize,
        /// How many may be.
        bytes_max: usize,
    },
    /// Values are nested deeper than [`Limits::depth_max`](crate::Limits::depth_max).
    #[error("objects and arrays are nested more than {depth_max} deep")]
    TooDeep {
        /// How deep they may be.
        depth_max: usize,
    },
    /// There are more values than [`Limits::count_max`](crate::Limits::count_max).
    #[error("there are more than {count_max} values")]
    TooMany {
        /// How many may be.
        count_max: u64,
    },
    /// The input ends inside a value.
    #[error("it is cut off: {message}")]
    CutOff {
        /// What was being read.
        message: String,
    },
    /// The input is not of the format's syntax.
    #[error("{message}")]
    Syntax {
        /// What is wrong with it.
        message: String,
    },
    /// The input is an object, but no envelope of a value.
    #[error("no envelope such as {{\"format\":…,\"version\":…,\"value\":…}}: {message}")]
    NoEnvelope {
        /// What is wrong with it.
        message: String,
    },
    /// The envelope is that of another kind.
    #[error("format {found:?} is not {needed:?}")]
    OtherKind {
        /// The format named.
        found: String,
        /// The format that was to be read.
        needed: &'static str,
    },
    /// The envelope has a version that this reader does not know.
    #[error("version {found} of {kind} is not supported, this reader knows version {newest}")]
    UnsupportedVersion {
        /// The kind.
        kind: &'static str,
        /// The version named.
        found: u64,
        /// The version that is read and written.
        newest: u64,
    },
    /// A value of an older version can't be turned into one of the next.
    #[error("version {version} of {kind} can't be turned into the next one: {message}")]
    Upcast {
        /// The kind.
        kind: &'static str,
        /// The older version.
        version: u64,
        /// What is wrong with it.
        message: String,
    },
    /// A value is `null`.
    #[error("null is no value of the format: leave the field out")]
    Null,
    /// An object is written as an array of its values.
    #[error("an array stands where an object with named fields is needed")]
    Array,
    /// A number has a fraction or an exponent.
    #[error("floats carry no money: a decimal is a string such as \"12.50\" (MON-1)")]
    Float,
    /// A key stands twice in an object.
    #[error("the key {key:?} stands twice in one object")]
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// A field or a value is not one of the format.
    #[error("{message}")]
    Value {
        /// Which, and what is needed.
        message: String,
    },
    /// A holiday rule is named that the caller did not pass.
    #[error("{name:?} is no holiday rule that the reader was given, which are: {known} (CAL-7)")]
    UnknownHolidayRule {
        /// The name.
        name: String,
        /// The names that the reader was given.
        known: String,
    },
    /// The history does not take an event.
    #[error(transparent)]
    History(Box<HistoryError>),
}
