//! Reads and writes whole files: a header, then one event a line.
//!
//! A file of two events has three lines that are not blank. How one line is read is decided in the
//! twins; whether its event is legal, by the history.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use serde::{Deserialize, Serialize};
use tacite::calendar::HolidayRule;
use tacite::contract::Text;
use tacite::history::{Event, History, HistoryError, HistoryRule};

use super::error::{EventFault, EventFileError, Flaw};
use super::{FORMAT, LINE_BYTES_MAX, VERSION, json};
use crate::place;
use crate::twin::{self, UnknownRule};
use crate::wire::As;

/// What an event file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventFile {
    /// The events.
    pub history: History,
    /// The comment of the header.
    pub comment: Option<String>,
    /// Comments of events, by sequence number; one without an event is not written.
    pub comments: BTreeMap<u64, String>,
}

impl EventFile {
    /// Makes a file without comments.
    pub const fn new(history: History) -> Self {
        Self { history, comment: None, comments: BTreeMap::new() }
    }
}

/// Reads an event file that names no holiday rule.
///
/// # Errors
/// Those of [`Reader::read`].
pub fn read_events(name: &str, text: impl AsRef<[u8]>) -> Result<EventFile, EventFileError> {
    Reader::default().read(name, text.as_ref())
}

/// Reads event files, with what a file only names.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::HolidayRule;
/// use tacite_formats::events::Reader;
///
/// let rule = HolidayRule { name: "never", is_holiday: |_: NaiveDate| false };
/// let text = concat!(
///     r#"{"format":"tacite-events","version":1,"subscription":"sub-1"}"#, "\n",
///     r#"{"sequence":1,"recorded_on":"2025-01-31","event":{"started":{"contract":{"#,
///     r#""label":"Team plan","customer":"cust-7","currency":"EUR","billing":{"#,
///     r#""business_days":{"holidays":{"rule":"never"},"documents":"following"}}}}}}"#,
/// );
/// let reader = Reader { holiday_rules: &[rule] };
/// assert!(reader.read("one.jsonl", text.as_bytes()).is_ok());
///
/// let error = Reader::default().read("one.jsonl", text.as_bytes()).unwrap_err();
/// assert!(error.to_string().contains("\"never\" is no holiday rule"));
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'r> {
    /// The holiday rules that files may name (CAL-7).
    pub holiday_rules: &'r [HolidayRule],
}

impl Reader<'_> {
    /// Reads an event file; `name` is what errors call it.
    ///
    /// # Errors
    /// [`EventFileError`], at the first line that is not of the format or that the history does not
    /// take: at most [`EVENTS_MAX`](tacite::history::EVENTS_MAX) events, of at most
    /// [`LINE_BYTES_MAX`] bytes each.
    pub fn read(&self, name: &str, text: &[u8]) -> Result<EventFile, EventFileError> {
        let error = |line: usize, column: usize, fault: EventFault| EventFileError {
            file: name.to_owned(),
            line,
            column,
            fault,
        };
        if text.starts_with(b"\xEF\xBB\xBF") {
            return Err(error(1, 1, EventFault::ByteOrderMark));
        }
        let mut file = None;
        for (index, bytes) in text.split(|byte| *byte == b'\n').enumerate() {
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let number = index + 1;
            let line = utf8(bytes).map_err(|(column, fault)| error(number, column, fault))?;
            let read = match &mut file {
                None => header(line).map(|read| file = Some(read)),
                Some(file) => self.push(file, line),
            };
            read.map_err(|flaw| error(number, place::column(line, flaw.offset), flaw.fault))?;
        }
        file.ok_or_else(|| error(1, 1, EventFault::Empty))
    }

    fn push(&self, file: &mut EventFile, line: &str) -> Result<(), Flaw> {
        let mut twin: twin::EventLine = json::strict(line)?;
        let comment = twin.comment.take();
        let event =
            twin.resolve(self.holiday_rules).map_err(|unknown| self.unknown_rule(unknown, line))?;
        let (sequence, kind) = (event.sequence, event.kind.name());
        file.history.push(event).map_err(|error| {
            let offset = blamed(line, kind, &error).unwrap_or_default();
            Flaw::at(offset, EventFault::History(Box::new(error)))
        })?;
        if let Some(comment) = comment {
            file.comments.insert(sequence, comment.as_str().to_owned());
        }
        Ok(())
    }

    fn unknown_rule(&self, unknown: UnknownRule, line: &str) -> Flaw {
        let (name, known) = unknown.among(self.holiday_rules);
        let fault = EventFault::UnknownHolidayRule { name, known };
        Flaw::at(place::value_at(line, &UnknownRule::path()).unwrap_or_default(), fault)
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, (usize, EventFault)> {
    if bytes.len() > LINE_BYTES_MAX {
        let fault = EventFault::LineTooLong { bytes: bytes.len() };
        return Err((1, fault));
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let column = String::from_utf8_lossy(valid).chars().count() + 1;
        let byte = bytes.get(error.valid_up_to()).copied().unwrap_or_default();
        (column, EventFault::NotUtf8 { byte })
    })
}

/// What every version has: which format it is comes before what it says.
#[derive(Deserialize)]
#[serde(expecting = "a header")]
struct Probe {
    format: String,
    #[serde(with = "As::<NonZeroU64>")]
    version: NonZeroU64,
}

fn header(line: &str) -> Result<EventFile, Flaw> {
    let probe: Probe = json::lenient(line).map_err(|mut flaw| {
        if let EventFault::Value { message } = flaw.fault {
            flaw.fault = EventFault::NoHeader { message };
        }
        flaw
    })?;
    let at = |key| place::value_of(line, &[key]).unwrap_or_default();
    if probe.format != FORMAT {
        let found = crate::value::shortened(&probe.format);
        return Err(Flaw::at(at("format"), EventFault::OtherFormat { found }));
    }
    let found = probe.version.get();
    if found != VERSION {
        let fault = EventFault::UnsupportedVersion { found };
        return Err(Flaw::at(at("version"), fault));
    }
    let header: twin::Header = json::strict(line)?;
    Ok(EventFile {
        history: History::new(header.subscription),
        comment: header.comment.map(|comment| comment.as_str().to_owned()),
        comments: BTreeMap::new(),
    })
}

/// Finds the value that the history blames.
fn blamed(line: &str, kind: &str, error: &HistoryError) -> Option<usize> {
    let at = |path: &[&str]| place::value_of(line, path);
    let within = |field: &[&str]| {
        let mut path = vec!["event", kind];
        path.extend(field);
        at(&path)
    };
    match &error.rule {
        HistoryRule::SequenceNotRising { .. } => at(&["sequence"]),
        HistoryRule::NothingToRetract { .. } | HistoryRule::Closed { .. } => within(&["sequence"]),
        HistoryRule::EndBeforeStart { .. } => {
            within(&["end"]).or_else(|| at(&["effective_on"])).or_else(|| at(&["recorded_on"]))
        }
        HistoryRule::OtherCurrency { given, .. } => {
            let given = format!("\"{given}\"");
            let is_given =
                |start: &usize| line.get(*start..).is_some_and(|at| at.starts_with(&given));
            within(&["contract", "currency"])
                .filter(is_given)
                .or_else(|| within(&["contract", "exit_fee", "value"]))
                .or_else(|| within(&["amount", "currency"]))
                .or_else(|| within(&["exit_fee", "currency"]))
        }
        HistoryRule::Item(_) => {
            within(&["item"]).or_else(|| within(&["plan"])).or_else(|| within(&["price"]))
        }
        HistoryRule::PaymentTerms(_) => {
            within(&["payment_terms"]).or_else(|| within(&["contract", "payment_terms"]))
        }
        HistoryRule::Contract(_) => {
            let places = [&["contract"][..], &["discount"], &["pause"], &["id"], &["plan"]];
            places.into_iter().find_map(within)
        }
        HistoryRule::TooManyEvents => Some(0),
        _ => None,
    }
}

/// Writes an event file in its one canonical form: defaults left out, fields in the order of
/// `docs/EVENT_FORMAT.md`, one line an event, a line feed after each.
///
/// Reading it gives the same file, provided that the reader has the holiday rules named, that no
/// event is numbered 0 and that no line gets longer than [`LINE_BYTES_MAX`].
///
/// ```
/// use tacite::contract::SubscriptionId;
/// use tacite::history::History;
/// use tacite_formats::events::{EventFile, write_events};
///
/// let file = EventFile::new(History::new(SubscriptionId::new("sub-1")?));
/// assert_eq!(
///     write_events(&file),
///     "{\"format\":\"tacite-events\",\"version\":1,\"subscription\":\"sub-1\"}\n",
/// );
/// # Ok::<(), tacite::contract::IdentifierError>(())
/// ```
pub fn write_events(file: &EventFile) -> String {
    let mut text = String::new();
    push_line(
        &mut text,
        &twin::Header {
            format: Text::from(FORMAT),
            version: VERSION,
            subscription: file.history.subscription(),
            comment: file.comment.as_deref().map(Text::from),
        },
    );
    for event in file.history.events() {
        push_event(&mut text, event, file.comments.get(&event.sequence));
    }
    text
}

fn push_event(text: &mut String, event: &Event, comment: Option<&String>) {
    let comment = comment.map(|comment| Text::from(comment.as_str()));
    push_line(text, &twin::EventLine::of(event, comment));
}

#[expect(clippy::expect_used, reason = "keys are strings and writing to memory does not fail")]
fn push_line(text: &mut String, value: &impl Serialize) {
    let line = serde_json::to_string(value).expect("invariant: a twin is JSON");
    text.push_str(&line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use tacite::money::Currency;

    use super::*;

    #[test]
    fn a_currency_is_blamed_where_it_is_given() {
        let line =
            r#"{"event":{"started":{"contract":{"currency":"EUR","exit_fee":{"value":1}}}}}"#;
        let place = |given| {
            let rule = HistoryRule::OtherCurrency { agreed: Currency::KWD, given };
            blamed(line, "started", &HistoryError { sequence: 1, kind: "started", rule })
        };
        assert_eq!(place(Currency::EUR), line.find("\"EUR\""));
        assert_eq!(place(Currency::JPY), line.find("1}"), "the fee, as the contract is in EUR");
    }
}
