//! A promise that a ledger broke: what was expected, and what was found.

use std::fmt;

use crate::{AccountError, LedgerError};

/// What a ledger did otherwise than it promises, or why that could not be found out.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}")]
pub struct Broken {
    what: String,
}

impl Broken {
    /// Says what is broken.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into() }
    }
}

/// A test that returns it shows the text.
impl fmt::Debug for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

macro_rules! broken_by {
    ($($error:ty),* $(,)?) => {$(
        impl From<$error> for Broken {
            fn from(error: $error) -> Self {
                Self::new(error.to_string())
            }
        }
    )*};
}

broken_by!(
    LedgerError,
    AccountError,
    tacite::BillError,
    tacite::checkpoint::CloseError,
    tacite::contract::IdentifierError,
    tacite::party::PartyError,
    crate::KeyError,
);

/// Compares what a ledger answered with what it should have.
pub(super) fn same<T: PartialEq + fmt::Debug>(
    what: &str,
    found: &T,
    expected: &T,
) -> Result<(), Broken> {
    if found == expected {
        return Ok(());
    }
    let (found, expected) = (format!("{found:?}"), format!("{expected:?}"));
    let alike = found.chars().zip(expected.chars()).take_while(|(one, other)| one == other).count();
    let near =
        |text: &str| -> String { text.chars().skip(alike.saturating_sub(80)).take(240).collect() };
    Err(Broken::new(format!("{what}:\n found    {}\n expected {}", near(&found), near(&expected))))
}

/// Compares what a commit was refused with.
pub(super) fn refused<T: fmt::Debug>(
    what: &str,
    found: &Result<T, LedgerError>,
    expected: &LedgerError,
) -> Result<(), Broken> {
    match found {
        Err(error) => same(what, error, expected),
        Ok(answer) => {
            let answer: String = format!("{answer:?}").chars().take(240).collect();
            Err(Broken::new(format!("{what}: expected {expected}, but it was answered {answer}")))
        }
    }
}
