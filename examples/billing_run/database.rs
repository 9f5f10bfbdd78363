//! Where everything is kept: a SQLite file, or the memory. It is used by what every ledger does; there is no
//! SQL here.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::contract::SubscriptionId;
use tacite::document::Document;
use tacite::history::History;
use tacite_sqlite::SqliteLedger;
use tacite_store::{Account, Content, Ledger, LedgerDocument, LedgerExt, MemoryLedger, Position};

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

/// Returns what a ledger knows of a subscription; nothing of one that is not there.
pub(crate) fn known(
    ledger: &dyn Ledger,
    subscription: SubscriptionId,
) -> io::Result<(History, Books)> {
    let account = account(ledger, subscription)?;
    let nothing = || (History::new(subscription), Books::new());
    Ok(account.map_or_else(nothing, |account| (account.history, account.books)))
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

/// Returns the document that billing made; none of one that a person made.
pub(crate) fn billed(document: &LedgerDocument) -> Option<&Document> {
    match &document.content {
        Content::Billed(draft, _) => Some(draft.document()),
        Content::ByHand(_) => None,
    }
}

/// Reads the documents that billing made, in the order of their commits.
pub(crate) fn billed_documents(ledger: &dyn Ledger) -> io::Result<Vec<Document>> {
    Ok(documents(ledger)?.iter().filter_map(billed).cloned().collect())
}

/// Returns when each subscription will be due next; those are left out of which that is not known.
pub(crate) fn next_due(ledger: &dyn Ledger) -> io::Result<BTreeMap<SubscriptionId, NaiveDate>> {
    let (mut next, mut after) = (BTreeMap::new(), None);
    // As late as a ledger can tell of.
    let ever = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    loop {
        let page = ledger.due(ever, after, 1_000).map_err(|error| failed(&error))?;
        let Some(last) = page.last() else { return Ok(next) };
        after = Some(last.into());
        next.extend(page.iter().filter_map(|due| Some((due.subscription, due.due_on?))));
    }
}

/// Lists the subscriptions, by id.
pub(crate) fn subscriptions(ledger: &dyn Ledger) -> io::Result<Vec<SubscriptionId>> {
    let (mut found, mut after) = (BTreeSet::new(), Position(0));
    loop {
        let page = ledger.records(after, PAGE).map_err(|error| failed(&error))?;
        let Some(last) = page.last() else { return Ok(found.into_iter().collect()) };
        after = last.position;
        found.extend(page.iter().map(|recorded| recorded.subscription));
    }
}
