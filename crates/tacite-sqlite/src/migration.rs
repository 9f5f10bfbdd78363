//! A file has a version, and is brought to the newest one step by step when it is opened for writing.
//!
//! A file of version 1, with an invoice of 31.00 EUR, is a file of version 1 ever after, for a program that
//! knows 1; a program that knows 3 makes it one of 2 and then of 3, in one transaction.
//!
//! What the tables mean is told by `docs/SQLITE.md`.

use rusqlite::{Connection, TransactionBehavior};
use tacite_store::LedgerError;

use crate::error::{At, OpenError};

/// Says that a file is a ledger: "taci", as a number.
pub(crate) const APPLICATION_ID: i32 = 0x7461_6369;

/// What makes a file of the version before one of the next: the first one, of an empty file.
const MIGRATIONS: [&str; 1] = [include_str!("schema/1.sql")];

/// The newest version of the schema.
pub const SCHEMA_VERSION: u32 = 1;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Found {
    /// Nothing is in it yet.
    Empty,
    /// A ledger of a version.
    Ledger(u32),
}

/// Tells what a file is, as of one moment: another program may be making it.
fn identify_at_once(connection: &Connection) -> Result<Found, OpenError> {
    let transaction = connection.unchecked_transaction().at("the header")?;
    identify(&transaction)
}

/// Tells what a file is, in a transaction.
fn identify(connection: &Connection) -> Result<Found, OpenError> {
    let number = |sql| connection.query_row(sql, [], |row| row.get::<_, i32>(0)).at("the header");
    let application_id = number("PRAGMA application_id")?;
    let user_version = number("PRAGMA user_version")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    match (application_id, u32::try_from(user_version)) {
        (0, Ok(0)) if tables == 0 => Ok(Found::Empty),
        (APPLICATION_ID, Ok(version)) if version > SCHEMA_VERSION => {
            Err(OpenError::Newer { found: version, known: SCHEMA_VERSION })
        }
        (APPLICATION_ID, Ok(version)) if version > 0 => Ok(Found::Ledger(version)),
        _ => Err(OpenError::OtherProgram { application_id, user_version }),
    }
}

/// Checks that a file may be written by this program, before anything is.
pub(crate) fn check(connection: &Connection) -> Result<(), OpenError> {
    identify_at_once(connection).map(|_| ())
}

/// Checks that a file can be read as it is.
pub(crate) fn check_newest(connection: &Connection) -> Result<(), OpenError> {
    match identify_at_once(connection)? {
        Found::Ledger(SCHEMA_VERSION) => Ok(()),
        Found::Empty => Err(OpenError::Older { found: 0, known: SCHEMA_VERSION }),
        Found::Ledger(found) => Err(OpenError::Older { found, known: SCHEMA_VERSION }),
    }
}

/// Brings a file to the newest version.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), OpenError> {
    if identify_at_once(connection)? == Found::Ledger(SCHEMA_VERSION) {
        return Ok(());
    }
    let begun = connection.transaction_with_behavior(TransactionBehavior::Immediate);
    let transaction = begun.at("the schema")?;
    // Another program may have done it meanwhile.
    let version = match identify(&transaction)? {
        Found::Empty => 0,
        Found::Ledger(version) => version,
    };
    let steps = (1_u32..).zip(MIGRATIONS).filter(|(to, _)| *to > version);
    for (to, sql) in steps {
        transaction.execute_batch(sql).at_place(|| format!("schema version {to}"))?;
    }
    mark(&transaction).at("the header")?;
    transaction.commit().at("the schema")?;
    Ok(())
}

fn mark(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", SCHEMA_VERSION)
}

/// Makes a database in memory of the newest version, in which rows may refer to none.
pub(crate) fn scratch() -> rusqlite::Result<Connection> {
    let connection = Connection::open_in_memory()?;
    connection.pragma_update(None, "foreign_keys", 0)?;
    for sql in MIGRATIONS {
        connection.execute_batch(sql)?;
    }
    Ok(connection)
}

/// Reads the version of the schema.
pub(crate) fn version(connection: &Connection) -> Result<u32, LedgerError> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0)).at("the header")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_a_step_to_every_version() {
        assert_eq!(u32::try_from(MIGRATIONS.len()), Ok(SCHEMA_VERSION));
    }
}
