//! One value as CBOR (RFC 8949), in its envelope: compact, for storage.
//!
//! The tree is that of JSON, byte for byte the same names and strings; a decimal is a text string here
//! too. Only what is written is read: lengths known, numbers and lengths in their shortest form, no
//! tags, no floats, no byte strings. So a value has one form, and a length that lies is found before
//! anything is made of it.

mod heads;

use std::convert::Infallible;

use cbor4ii::core::utils::SliceReader;
use cbor4ii::serde::{DecodeError, Deserializer, to_vec};

use crate::envelope::{self, Enveloped};
use crate::fault::{Fault, Place, ReadError};
use crate::guard::{Step, Watch};
use crate::kind::Value;
use crate::reader::Reader;
use crate::words;

/// Writes a value.
///
/// ```
/// use tacite::contract::{Plan, PlanId};
/// use tacite_formats::{cbor, json};
///
/// let plan = Plan { id: PlanId::new("basic")?, items: Vec::new() };
/// let bytes = cbor::write(&plan);
/// assert_eq!((bytes.len(), json::write(&plan).len()), (52, 70));
/// assert_eq!(cbor::read::<Plan>("plan.cbor", &bytes)?, plan);
///
/// let error = cbor::read::<Plan>("plan.cbor", &bytes[..40]).unwrap_err();
/// assert_eq!(error.to_string(), "plan.cbor: byte 39: it is cut off: 5 bytes of text are announced");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "writing to memory fails only when there is none left"
)]
pub fn write<T: Value>(value: &T) -> Vec<u8> {
    to_vec(Vec::new(), &Enveloped(value)).expect("invariant: a twin is CBOR")
}

/// Reads a value that names no holiday rule.
///
/// # Errors
/// Those of [`Reader::cbor`].
pub fn read<T: Value>(name: &str, bytes: impl AsRef<[u8]>) -> Result<T, ReadError> {
    Reader::default().cbor(name, bytes)
}

impl Reader<'_> {
    /// Reads a value; `name` is what errors call it.
    ///
    /// # Errors
    /// [`ReadError`], at the first thing that is not CBOR as it is written here, not of the kind, or
    /// beyond the limits. The place is a byte, or the path of a value.
    pub fn cbor<T: Value>(&self, name: &str, bytes: impl AsRef<[u8]>) -> Result<T, ReadError> {
        let error = |place, fault| ReadError { file: name.to_owned(), kind: T::KIND, place, fault };
        let bytes = bytes.as_ref();
        heads::check(bytes, &self.limits).map_err(|(at, fault)| error(Place::Byte(at), fault))?;
        let watch = Watch::new(self.limits);
        let mut parser = Deserializer::new(SliceReader::new(bytes));
        let envelope = envelope::read::<T, _>(&mut parser, &watch).map_err(|error| {
            let fault = watch.take_fault();
            (watch.path(), fault.unwrap_or_else(|| fault_of(&error)))
        });
        let value = envelope.and_then(|envelope| envelope.open(self, &watch));
        value.map_err(|(path, fault)| error(Place::Path(Step::spelled(&path)), fault))
    }
}

fn fault_of(error: &DecodeError<Infallible>) -> Fault {
    match error {
        DecodeError::Custom(message) => Fault::Value { message: words::of(message) },
        DecodeError::Core(error) => Fault::Syntax { message: words::of(&error.to_string()) },
    }
}
