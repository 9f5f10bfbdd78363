//! Where everything is kept: a SQLite file, or the memory. It is used by what every ledger does; there is no
//! SQL here.

use std::io;

use tacite::contract::SubscriptionId;
use tacite_sqlite::SqliteLedger;
use tacite_store::{Account, Ledger, LedgerDocument, LedgerExt, MemoryLedger, Position};

use crate::options::Database;

/// How many documents or records are read at once.
const PAGE: usize = 1_000;

impl Database {
    /// Opens it; the error says what is wrong with it.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Ledger>> {
        match self {
            Self::Memory => Ok(Box::new(MemoryLedger::new())),
            Self::Sqlite(path) => match SqliteLedger::open(path) {
                Ok(ledger) => Ok(Box::new(ledger)),
                Err(error) => Err(failed(&format!("{}: {error}", path.display()))),
            },
        }
    }
}

/// A database that fails ends the program.
pub(crate) fn failed(error: &impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

/// Adds a stream up; none if it is not there.
pub(crate) fn account(
    ledger: &dyn Ledger,
    subscription: SubscriptionId,
) -> io::Result<Option<Account>> {
    let stream = ledger.stream(subscription).map_err(|error| failed(&error))?;
    if stream.version == tacite_store::Version::NEW {
        return Ok(None);
    }
    stream.account().map(Some).map_err(|error| failed(&error))
}

/// Reads all documents, in the order of their commits.
pub(crate) fn documents(ledger: &dyn Ledger) -> io::Result<Vec<LedgerDocument>> {
    let mut documents: Vec<LedgerDocument> = Vec::new();
    loop {
        let after = documents.last().map_or(Position(0), |last| last.position);
        let page = ledger.documents(after, PAGE).map_err(|error| failed(&error))?;
        if page.is_empty() {
            return Ok(documents);
        }
        documents.extend(page);
    }
}

/// Lists the subscriptions, by id.
pub(crate) fn subscriptions(ledger: &dyn Ledger) -> io::Result<Vec<SubscriptionId>> {
    let (mut found, mut after) = (std::collections::BTreeSet::new(), Position(0));
    loop {
        let page = ledger.records(after, PAGE).map_err(|error| failed(&error))?;
        let Some(last) = page.last() else { return Ok(found.into_iter().collect()) };
        after = last.position;
        found.extend(page.iter().map(|recorded| recorded.subscription));
    }
}
