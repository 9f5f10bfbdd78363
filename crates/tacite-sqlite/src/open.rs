//! A ledger is one file, opened for writing or for reading; any number of threads and programs may have it
//! open (INV-11).
//!
//! The nightly job writes `tacite.db` while a report reads it: the report sees sub-1's invoice of 1 January,
//! 31.00 EUR, once its commit is done, and not a half of it.
//!
//! What a commit writes is decided by [`super::write`].

use std::fmt::Write;
use std::fs::OpenOptions;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use tacite::calendar::HolidayRule;
use tacite_formats::Reader;
use tacite_store::LedgerError;

use crate::error::{At, OpenError, failed};
use crate::migration;

/// Prepared statements that a connection keeps: all there are.
const STATEMENTS_MAX: usize = 64;

/// Kibibytes of the file that a connection keeps in memory.
const CACHE_KIBIBYTES: i32 = 64 * 1024;

/// Bytes that the log keeps on the disk once it is written back.
const LOG_BYTES_KEPT: i32 = 64 << 20;

/// How long a wait for the journal mode goes on between two attempts.
const PAUSE: Duration = Duration::from_millis(5);

/// How a ledger is opened.
///
/// ```
/// use std::time::Duration;
/// use tacite_sqlite::Options;
///
/// let mut options = Options::default();
/// options.busy_timeout = Duration::from_secs(60);
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Options {
    /// What may be done with it.
    pub access: Access,
    /// The holiday rules that events may name (CAL-7).
    pub holiday_rules: Vec<HolidayRule>,
    /// How long to wait for others that write, before [`LedgerError::Busy`]: 10 seconds.
    pub busy_timeout: Duration,
    /// Pages of 4,096 bytes that the log may have before it is written back into the file: 4,000.
    pub log_pages: u32,
    /// Pages that the file may have in all, beyond which it is [full](LedgerError::Full); as many as
    /// SQLite can, if none is given.
    pub pages_max: Option<u32>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            access: Access::Write,
            holiday_rules: Vec::new(),
            busy_timeout: Duration::from_secs(10),
            log_pages: 4_000,
            pages_max: None,
        }
    }
}

/// What may be done with a ledger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Access {
    /// Read and write; the file is made if it is not there, and brought to the newest version.
    #[default]
    Write,
    /// Read, while others may write. SQLite keeps an index beside the file, so that the directory
    /// must be writable, unless somebody who may write has the ledger open.
    Read,
    /// Read a file that nobody writes, such as a backup on a medium that can't be written. If
    /// somebody does, what is read is wrong. Of a file with a log beside it, as a killed process leaves
    /// one, this is refused: open it once for writing.
    ReadUnchanging,
}

/// A ledger in one SQLite file.
///
/// It is shared between threads by reference, and does one thing at a time. Threads that shall not
/// wait for each other's reads open the file each for itself.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::contract::{Contract, CustomerId, SubscriptionId};
/// use tacite::history::{Event, EventKind};
/// use tacite::money::Currency;
/// use tacite_sqlite::SqliteLedger;
/// use tacite_store::{Append, Commit, Key, Ledger, Record, Version};
///
/// let ledger = SqliteLedger::in_memory()?;
/// let subscription = SubscriptionId::new("sub-1")?;
/// let on = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
/// let contract = Contract::new("Seats", CustomerId::new("cust-7")?, Currency::EUR);
/// let records = vec![Record::Event(Event::on(on, 1, EventKind::Started { contract }))];
///
/// let mut commit = Commit::new(Key::new("signup-7")?);
/// commit.appends.push(Append { subscription, expected: Version::NEW, records });
/// assert_eq!(ledger.commit(&commit)?.versions, [(subscription, Version(1))]);
/// assert!(ledger.commit(&commit)?.replayed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct SqliteLedger {
    connection: Mutex<Connection>,
    pub(crate) holiday_rules: Vec<HolidayRule>,
    /// The file, unless it is in memory, and how it was opened.
    pub(crate) file: Option<(PathBuf, Options)>,
}

impl SqliteLedger {
    /// Opens a file for reading and writing; it is made if it is not there. The name `:memory:` is no
    /// file, see [`in_memory`](Self::in_memory).
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        Self::open_with(path, Options::default())
    }

    /// Opens a file for reading, while others may write.
    ///
    /// # Errors
    /// [`OpenError`]; see [`Access::Read`] for what it asks of the directory.
    pub fn open_read_only(path: impl AsRef<Path>) -> Result<Self, OpenError> {
        Self::open_with(path, Options { access: Access::Read, ..Options::default() })
    }

    /// Makes a ledger in memory. It is gone when it is dropped.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn in_memory() -> Result<Self, OpenError> {
        Self::open(":memory:")
    }

    /// Opens a file as the options say.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open_with(path: impl AsRef<Path>, options: Options) -> Result<Self, OpenError> {
        let path = path.as_ref();
        if path.as_os_str().is_empty() {
            return Err(OpenError::NoPath);
        }
        let connection = match options.access {
            Access::Write => connect(path, &options)
                .and_then(|connection| prepare(connection, &options))
                .map_err(|error| clarified(path, error))?,
            Access::Read | Access::ReadUnchanging => {
                if options.access == Access::ReadUnchanging {
                    check_no_log(path)?;
                }
                let connection = connect(path, &options)?;
                migration::check_newest(&connection)?;
                connection
            }
        };
        let is_file = path != Path::new(":memory:");
        Ok(Self {
            connection: Mutex::new(connection),
            holiday_rules: options.holiday_rules.clone(),
            file: is_file.then(|| (path.to_owned(), options)),
        })
    }

    /// Returns the version of the schema that the file has.
    ///
    /// # Errors
    /// [`LedgerError`] if the storage fails.
    pub fn schema_version(&self) -> Result<u32, LedgerError> {
        migration::version(&self.lock())
    }

    /// A thread that panicked while it held the lock left no transaction open: they end when dropped.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads as of one moment.
    pub(crate) fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let mut connection = self.lock();
        let transaction = connection.transaction().at("reading")?;
        read(&transaction)
    }

    /// Writes all of it, or nothing.
    pub(crate) fn write<T>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let mut connection = self.lock();
        let begun = connection.transaction_with_behavior(TransactionBehavior::Immediate);
        let transaction = begun.at("beginning")?;
        let written = write(&transaction)?;
        transaction.commit().at("committing")?;
        Ok(written)
    }

    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader { holiday_rules: &self.holiday_rules, ..Reader::default() }
    }
}

/// Opens a file as SQLite has it.
pub(crate) fn connect(path: &Path, options: &Options) -> Result<Connection, OpenError> {
    let place = || path.display().to_string();
    let flags = OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = match options.access {
        // Of a file that may not be written SQLite makes a connection that reads.
        Access::Write => {
            let write = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
            Connection::open_with_flags(path, flags | write)
        }
        Access::Read => Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_READ_ONLY),
        Access::ReadUnchanging => {
            let flags = flags | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
            Connection::open_with_flags(unchanging(path), flags)
        }
    };
    let connection = opened.at_place(place)?;
    connection.busy_timeout(options.busy_timeout).at_place(place)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_MAX);
    // A statement is planned once, and not again for each value that it is given.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).at_place(place)?;
    connection.pragma_update(None, "cache_size", -CACHE_KIBIBYTES).at_place(place)?;
    Ok(connection)
}

/// Of a file that does not change SQLite does not read the log: what is there alone would be missing.
fn check_no_log(path: &Path) -> Result<(), LedgerError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let log = PathBuf::from(log);
    if log.metadata().is_ok_and(|log| log.len() > 0) {
        let message = format!("{} is not written back yet: open it for writing", log.display());
        return Err(LedgerError::Unavailable { message });
    }
    Ok(())
}

/// Says by an address that a file does not change.
fn unchanging(path: &Path) -> String {
    let mut address = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(byte) {
            address.push(char::from(*byte));
        } else {
            // Writing to memory does not fail.
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address.push_str("?immutable=1");
    address
}

/// Makes a connection one that writes.
fn prepare(mut connection: Connection, options: &Options) -> Result<Connection, OpenError> {
    // Nothing of a file that is another program's is changed.
    migration::check(&connection)?;
    if connection.is_readonly("main").at("the file")? {
        let message = String::from("the file, or its file system, may only be read");
        return Err(LedgerError::ReadOnly { message }.into());
    }
    write_ahead(&connection, options.busy_timeout)?;
    let set = |name, value: i64| connection.pragma_update(None, name, value).at(name);
    set("foreign_keys", 1)?;
    set("synchronous", 2)?;
    set("wal_autocheckpoint", i64::from(options.log_pages))?;
    set("journal_size_limit", i64::from(LOG_BYTES_KEPT))?;
    if let Some(pages) = options.pages_max {
        set("max_page_count", i64::from(pages))?;
    }
    migration::migrate(&mut connection)?;
    Ok(connection)
}

/// Says that a file may only be read where SQLite says that it can't be opened: to read it, it would
/// have to make a file beside it.
fn clarified(path: &Path, error: OpenError) -> OpenError {
    let refused = match &error {
        OpenError::Ledger(LedgerError::Unavailable { .. }) => {
            OpenOptions::new().write(true).open(path).err()
        }
        OpenError::Ledger(_)
        | OpenError::OtherProgram { .. }
        | OpenError::Newer { .. }
        | OpenError::Older { .. }
        | OpenError::NoPath => None,
    };
    match refused {
        Some(refused)
            if matches!(
                refused.kind(),
                ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
            ) =>
        {
            let message = format!("{}: {refused}", path.display());
            LedgerError::ReadOnly { message }.into()
        }
        Some(_) | None => error,
    }
}

/// Has changes written to a log first. SQLite does not wait for others here, who may do the same.
fn write_ahead(connection: &Connection, patience: Duration) -> Result<(), LedgerError> {
    let mut waited = Duration::ZERO;
    loop {
        let set = connection
            .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0));
        let error = match set {
            Ok(mode) if mode == "wal" || mode == "memory" => return Ok(()),
            Ok(mode) => {
                let message = format!("the journal mode is {mode}, it can't be \"wal\" here");
                return Err(LedgerError::Unavailable { message });
            }
            Err(error) => failed("journal_mode", &error),
        };
        if !matches!(error, LedgerError::Busy { .. }) || waited >= patience {
            return Err(error);
        }
        std::thread::sleep(PAUSE);
        waited += PAUSE;
    }
}
