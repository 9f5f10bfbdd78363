//! A backup is a whole ledger as of one moment, made while others write (L5).
//!
//! At 02:00:00 F2025-0042 of 31.00 EUR is committed, at 02:00:01 the backup begins, and while it is written
//! F2025-0043 is committed: the copy ends with F2025-0042, and every sum in it is that of that moment.
//!
//! Where copies go and how many are kept is the host's business.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tacite_store::LedgerError;

use crate::error::{At, OpenError};
use crate::open::connect;
use crate::{Access, Options, SqliteLedger};

/// Why there is no backup.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BackupError {
    /// Something of the name is there already: it is not written over.
    #[error("{} is there already", path.display())]
    Exists {
        /// The name.
        path: PathBuf,
    },
    /// The copy could not be put in its place.
    #[error("{}: {message}", path.display())]
    File {
        /// Which file or directory.
        path: PathBuf,
        /// What the system says.
        message: String,
    },
    /// The ledger could not be read, or the copy not be written.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

impl From<OpenError> for BackupError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Ledger(error) => Self::Ledger(error),
            other @ (OpenError::OtherProgram { .. }
            | OpenError::Newer { .. }
            | OpenError::Older { .. }
            | OpenError::NoPath) => {
                let message = other.to_string();
                Self::Ledger(LedgerError::Unavailable { message })
            }
        }
    }
}

impl SqliteLedger {
    /// Writes a copy of the ledger to a new file, as of the moment at which it begins. Others read
    /// and write meanwhile; the copy has no room that is not used.
    ///
    /// The copy is written beside its place, as `NAME.part`, brought to the disk, and then given its
    /// name: a file of that name is a whole one.
    ///
    /// # Errors
    /// [`BackupError`]; what was begun is removed.
    ///
    /// ```
    /// use tacite_sqlite::SqliteLedger;
    ///
    /// # let directory = tempfile::tempdir()?;
    /// # let path = directory.path().join("backup.db");
    /// let ledger = SqliteLedger::in_memory()?;
    /// ledger.backup(&path)?;
    /// assert!(SqliteLedger::open_read_only(&path)?.integrity_check()?.is_empty());
    /// assert!(ledger.backup(&path).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn backup(&self, path: impl AsRef<Path>) -> Result<(), BackupError> {
        let path = path.as_ref();
        if path.symlink_metadata().is_ok() {
            return Err(BackupError::Exists { path: path.to_owned() });
        }
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let done = self.copy(&part).and_then(|()| place(&part, path));
        if done.is_err() {
            // What was begun is nobody's; that it may not be there is no fault.
            drop(fs::remove_file(&part));
        }
        done
    }

    fn copy(&self, part: &Path) -> Result<(), BackupError> {
        // What a backup that was killed left behind.
        if part.symlink_metadata().is_ok() {
            fs::remove_file(part).map_err(|error| of_file(part, &error))?;
        }
        match &self.file {
            // A connection of its own: others of this process need not wait.
            Some((path, options)) => {
                let access = match options.access {
                    Access::Write | Access::Read => Access::Read,
                    unchanging @ Access::ReadUnchanging => unchanging,
                };
                vacuum(&connect(path, &Options { access, ..options.clone() })?, part)?;
            }
            None => vacuum(&self.lock(), part)?,
        }
        Ok(())
    }
}

/// SQLite reads all of it in one transaction, and writes it in order.
fn vacuum(connection: &Connection, part: &Path) -> Result<(), BackupError> {
    let Some(name) = part.to_str() else {
        let message = String::from("the name is no UTF-8");
        return Err(BackupError::File { path: part.to_owned(), message });
    };
    connection.execute("VACUUM INTO ?1", [name]).at("the backup")?;
    Ok(())
}

/// Brings the copy to the disk and gives it its name. SQLite does the first only for its own files.
fn place(part: &Path, path: &Path) -> Result<(), BackupError> {
    let written = File::open(part).and_then(|file| file.sync_all());
    written.map_err(|error| of_file(part, &error))?;
    fs::rename(part, path).map_err(|error| of_file(path, &error))?;
    let directory = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        Some(_) | None => Path::new("."),
    };
    let named = File::open(directory).and_then(|directory| directory.sync_all());
    named.map_err(|error| of_file(directory, &error))
}

fn of_file(path: &Path, error: &std::io::Error) -> BackupError {
    BackupError::File { path: path.to_owned(), message: error.to_string() }
}
