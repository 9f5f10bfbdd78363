//! How values are kept: events as JSON, which people query, what only programs read as CBOR (HIS-1, INV-1).
//!
//! The start of sub-1 is `{"format":"tacite-event","version":1,…}`, which SQL takes apart; the posting of its
//! invoice of 31.00 EUR is shorter in CBOR, and nobody's to read.
//!
//! What an encoding looks like is decided by [`tacite_formats`], which reads its older versions too.

use std::fmt::Display;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher13};
use tacite_formats::{ReadError, Reader, Value, cbor, json};
use tacite_store::LedgerError;

pub(crate) fn text<T: Value>(value: &T) -> String {
    json::write(value)
}

pub(crate) fn bytes<T: Value>(value: &T) -> Vec<u8> {
    cbor::write(value)
}

pub(crate) fn of_text<T: Value>(
    reader: Reader<'_>,
    place: impl Fn() -> String,
    text: &str,
) -> Result<T, LedgerError> {
    reader.json("value", text).map_err(|error| corrupt(place(), &error))
}

pub(crate) fn of_bytes<T: Value>(
    reader: Reader<'_>,
    place: impl Fn() -> String,
    bytes: &[u8],
) -> Result<T, LedgerError> {
    reader.cbor("value", bytes).map_err(|error| corrupt(place(), &error))
}

fn corrupt(place: String, error: &ReadError) -> LedgerError {
    LedgerError::Corrupt { place, message: error.to_string() }
}

/// Makes the error of what was read and can't be.
pub(crate) fn unreadable(place: String, message: &dyn Display) -> LedgerError {
    LedgerError::Corrupt { place, message: message.to_string() }
}

/// Returns what a snapshot is checked by: whoever alters it by accident alters this.
pub(crate) fn digest(version: u64, parts: [&[u8]; 2]) -> [u8; 16] {
    let mut hasher = SipHasher13::new();
    hasher.write_u64(version.to_le());
    for part in parts {
        hasher.write_usize(part.len().to_le());
        hasher.write(part);
    }
    hasher.finish128().as_bytes()
}

/// Keeps an unsigned number as the signed one of the same bits: SQLite has no other.
pub(crate) const fn signed(number: u64) -> i64 {
    number.cast_signed()
}

/// Returns the number that was kept.
pub(crate) const fn unsigned(number: i64) -> u64 {
    number.cast_unsigned()
}
