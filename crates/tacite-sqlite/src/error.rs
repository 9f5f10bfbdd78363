//! What SQLite says becomes what a ledger says, with the place that it was at (INV-11).
//!
//! Sub-1 is billed on 1 January, 31.00 EUR, and the disk is full: `there is no room to write`, and stream,
//! document and number are as before.
//!
//! Whether asking again helps is decided by [`LedgerError::retry`].

use rusqlite::{Error, ErrorCode, ffi};
use tacite_store::LedgerError;

/// Why a file can't be opened as a ledger.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// The file is a database of another program.
    #[error(
        "the database is another program's: application id {application_id}, version {user_version}"
    )]
    OtherProgram {
        /// The application id of the file.
        application_id: i32,
        /// The version of the file.
        user_version: i32,
    },
    /// The file was written by a newer version of this crate.
    #[error("the ledger has schema version {found}, this program knows {known} at most")]
    Newer {
        /// The version of the schema.
        found: u32,
        /// The newest one known.
        known: u32,
    },
    /// The file is of an older version, or empty, and may only be read.
    #[error(
        "the ledger has schema version {found}: open it once for writing, to bring it to {known}"
    )]
    Older {
        /// The version of the schema; 0 if there is none.
        found: u32,
        /// The newest one known.
        known: u32,
    },
    /// The path names no file.
    #[error(
        "the path of a ledger is empty: SQLite would keep it in a file that is gone afterwards"
    )]
    NoPath,
    /// The storage failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Says what went wrong, at a place.
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "SQLite has more codes than a ledger has errors"
)]
pub(crate) fn failed(place: &str, error: &Error) -> LedgerError {
    let message = error.to_string();
    let corrupt = |message| LedgerError::Corrupt { place: place.to_owned(), message };
    let Error::SqliteFailure(cause, _) = error else {
        // The database answered, with what no ledger writes.
        return corrupt(message);
    };
    let message = format!("{place}: {message}");
    match cause.code {
        ErrorCode::DiskFull => LedgerError::Full { message },
        // The index of the log is in a file of its own, which could not grow.
        ErrorCode::SystemIoFailure if cause.extended_code == ffi::SQLITE_IOERR_SHMSIZE => {
            LedgerError::Full { message }
        }
        ErrorCode::ReadOnly | ErrorCode::PermissionDenied => LedgerError::ReadOnly { message },
        ErrorCode::DatabaseBusy
        | ErrorCode::DatabaseLocked
        | ErrorCode::FileLockingProtocolFailed => LedgerError::Busy { message },
        ErrorCode::DatabaseCorrupt
        | ErrorCode::NotADatabase
        | ErrorCode::ConstraintViolation
        | ErrorCode::TypeMismatch
        | ErrorCode::SchemaChanged => corrupt(error.to_string()),
        _ => LedgerError::Unavailable { message },
    }
}

/// Gives errors of the database their place.
pub(crate) trait At<T> {
    /// Says at which place it was, if it failed.
    fn at(self, place: &str) -> Result<T, LedgerError>;

    /// As [`at`](Self::at), for a place that is spelled only then.
    fn at_place(self, place: impl FnOnce() -> String) -> Result<T, LedgerError>;
}

impl<T> At<T> for Result<T, Error> {
    fn at(self, place: &str) -> Result<T, LedgerError> {
        self.map_err(|error| failed(place, &error))
    }

    fn at_place(self, place: impl FnOnce() -> String) -> Result<T, LedgerError> {
        self.map_err(|error| failed(&place(), &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_sqlite_become_errors_of_a_ledger() {
        let message = |code| {
            let code = ffi::Error::new(code);
            failed("sub-1", &Error::SqliteFailure(code, Some(String::from("no")))).to_string()
        };
        let expected = [
            (ffi::SQLITE_FULL, "there is no room to write: sub-1: no"),
            (ffi::SQLITE_IOERR_SHMSIZE, "there is no room to write: sub-1: no"),
            (ffi::SQLITE_READONLY, "the ledger can only be read: sub-1: no"),
            (ffi::SQLITE_READONLY_DIRECTORY, "the ledger can only be read: sub-1: no"),
            (ffi::SQLITE_PERM, "the ledger can only be read: sub-1: no"),
            (ffi::SQLITE_BUSY, "the ledger is busy: sub-1: no"),
            (ffi::SQLITE_BUSY_SNAPSHOT, "the ledger is busy: sub-1: no"),
            (ffi::SQLITE_LOCKED, "the ledger is busy: sub-1: no"),
            (ffi::SQLITE_IOERR, "the ledger can't be reached: sub-1: no"),
            (ffi::SQLITE_IOERR_FSYNC, "the ledger can't be reached: sub-1: no"),
            (ffi::SQLITE_CANTOPEN, "the ledger can't be reached: sub-1: no"),
            (ffi::SQLITE_CORRUPT, "sub-1: no"),
            (ffi::SQLITE_NOTADB, "sub-1: no"),
            (ffi::SQLITE_CONSTRAINT_UNIQUE, "sub-1: no"),
        ];
        for (code, expected) in expected {
            assert_eq!(message(code), expected, "{code}");
        }
        // A row that no ledger writes.
        assert_eq!(
            failed("sub-1", &Error::QueryReturnedNoRows).retry(),
            tacite_store::Retry::Useless
        );
    }
}
