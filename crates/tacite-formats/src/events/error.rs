//! An error names file, line, column, the value and, where there is one, the rule.
//!
//! `contracts/seats.jsonl:3:57: "2025-02-31" is no date: …` says that the third line has, from its
//! 57th character on, a date that no calendar has.

use tacite::history::HistoryError;

use super::{FORMAT, LINE_BYTES_MAX, VERSION};

/// Why a file is no event file, and where.
///
/// ```
/// use tacite_formats::events::{EventFault, read_events};
///
/// let error = read_events("new.jsonl", "").unwrap_err();
/// assert_eq!((error.line, error.column, error.fault), (1, 1, EventFault::Empty));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}:{column}: {fault}")]
#[non_exhaustive]
pub struct EventFileError {
    /// Name of the file, as the caller gave it.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Character of the line, from 1, at which the value begins that is wrong.
    pub column: usize,
    /// What is wrong.
    #[source]
    pub fault: EventFault,
}

/// What is wrong with an event file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EventFault {
    /// There is no line that is not blank.
    #[error("the file is empty, a header line is needed")]
    Empty,
    /// The first line is an object, but no header.
    #[error("the first line is no header of an event file: {message}")]
    NoHeader {
        /// What is wrong with it.
        message: String,
    },
    /// The header belongs to another format.
    #[error("format {found:?} is not {FORMAT:?}")]
    OtherFormat {
        /// The format named.
        found: String,
    },
    /// The header belongs to another version.
    #[error("version {found} is not supported, this reader knows version {VERSION}")]
    UnsupportedVersion {
        /// The version named.
        found: u64,
    },
    /// The file begins with a byte order mark.
    #[error("the file begins with a byte order mark: UTF-8 without one is needed")]
    ByteOrderMark,
    /// A byte is not UTF-8.
    #[error("byte 0x{byte:02X} is not UTF-8")]
    NotUtf8 {
        /// The byte.
        byte: u8,
    },
    /// A line is longer than [`LINE_BYTES_MAX`].
    #[error("the line has {bytes} bytes, at most {LINE_BYTES_MAX} are allowed")]
    LineTooLong {
        /// Its length.
        bytes: usize,
    },
    /// A line ends inside its object.
    #[error("the line is cut off: {message}")]
    CutOff {
        /// What was being read.
        message: String,
    },
    /// A line is no JSON.
    #[error("the line is no JSON object: {message}")]
    Syntax {
        /// What is wrong with it.
        message: String,
    },
    /// A field or a value is not one of the format.
    #[error("{message}")]
    Value {
        /// Which, and what is needed.
        message: String,
    },
    /// A value is `null`.
    #[error("null is no value of the format: leave the field out")]
    Null,
    /// An object is written as an array of its values.
    #[error("an array stands where an object with named fields is needed")]
    Array,
    /// A holiday rule is named that the caller did not pass.
    #[error("{name:?} is no holiday rule that the reader was given, which are: {known} (CAL-7)")]
    UnknownHolidayRule {
        /// The name.
        name: String,
        /// The names that the reader was given.
        known: String,
    },
    /// The history does not take the event.
    #[error(transparent)]
    History(Box<HistoryError>),
}

/// A fault and the byte of its line at which it begins.
#[derive(Debug)]
pub(super) struct Flaw {
    pub(super) offset: usize,
    pub(super) fault: EventFault,
}

impl Flaw {
    pub(super) const fn at(offset: usize, fault: EventFault) -> Self {
        Self { offset, fault }
    }
}
