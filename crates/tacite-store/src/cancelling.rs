//! An issued document is cancelled through the ledger: the document that gives it back gets a number, and
//! the books know of it, in one commit (INV-7, L5).
//!
//! F2025-0042 of 31 January, 43.20, is cancelled on 15 February: F2025-0043, a credit note of −43.20. If
//! the series is at 20 February already, the note is dated on the 20th, as dates don't go back.
//!
//! What is given back is decided by [`tacite::cancel_shared`].

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};
use tacite::document::Document;
use tacite::{CancelledShared, cancel_shared};

use crate::nightly::{Issuer, Unissued, key, new_document};
use crate::{
    Account, AccountError, Append, Commit, Content, DocumentName, Ledger, LedgerDocument,
    LedgerError, Posted, Record, Retry, Stream, retrying,
};

/// How often it is tried while others write, or the ledger is busy.
const TRIES_MAX: u32 = 8;

/// Cancels a document on a day, or on the date of the last document of its series if that is later;
/// returns the document that cancels it.
///
/// Lines of several subscriptions are cancelled together. Whatever the histories still owe is charged
/// again by the next nightly job.
///
/// # Errors
/// [`CancelDocumentError`], with nothing written; that of a ledger that can't be reached may come after
/// the commit, then trying again says that it is cancelled.
pub fn cancel(
    ledger: &dyn Ledger,
    issuer: &dyn Issuer,
    document: &DocumentName,
    on: NaiveDate,
) -> Result<LedgerDocument, CancelDocumentError> {
    let ledger = &retrying(ledger, TRIES_MAX);
    let found = ledger.document(document)?;
    let found = found.ok_or_else(|| CancelDocumentError::NotFound { name: document.clone() })?;
    let Content::Billed(draft, _) = &found.content else {
        return Err(CancelDocumentError::ByHand { name: document.clone() });
    };
    let mut tries = 1;
    loop {
        let commit = cancelling(ledger, issuer, (draft.document(), on))?;
        match ledger.commit(&commit) {
            Ok(_) => {
                let made = commit.documents.first().map(|new| DocumentName::Key {
                    issuer: new.series.id.issuer.clone(),
                    key: Text::from(new.content.key().as_str()),
                });
                let made = made.unwrap_or_else(|| document.clone());
                let issued = ledger.document(&made)?;
                return issued.ok_or(CancelDocumentError::NotFound { name: made });
            }
            Err(LedgerError::KeyReused { .. }) if tries < TRIES_MAX => tries += 1,
            Err(error) if error.retry() == Retry::Reread && tries < TRIES_MAX => tries += 1,
            Err(error) => return Err(error.into()),
        }
    }
}

/// Makes what is written of a cancellation, from the streams as they are.
fn cancelling(
    ledger: &impl Ledger,
    issuer: &dyn Issuer,
    (document, on): (&Document, NaiveDate),
) -> Result<Commit, CancelDocumentError> {
    let of: BTreeSet<SubscriptionId> =
        document.lines.iter().map(|line| line.subscription).collect();
    let of: Vec<SubscriptionId> = of.into_iter().collect();
    let streams = ledger.streams(&of)?;
    let accounts = streams.into_iter().map(Stream::account);
    let accounts: Vec<Account> = accounts.collect::<Result<_, _>>()?;
    let pairs = || accounts.iter().map(|account| (&account.history, &account.books));
    let mut cancelled = cancel_shared(pairs(), &document.key(), on)?;
    let series = issuer.series(&cancelled.document);
    let state = ledger.series(&series.id)?;
    if let Some(later) = state.map(|state| state.last_on).filter(|last_on| *last_on > on) {
        cancelled = cancel_shared(pairs(), &document.key(), later)?;
    }
    let CancelledShared { document, billed } = cancelled;
    let document = new_document(issuer, series, document).map_err(|(_, error)| error)?;
    // Both are in the order of the subscriptions.
    let appends = accounts.iter().zip(billed).map(|(account, billed)| Append {
        subscription: billed.subscription,
        expected: account.version,
        records: vec![Record::Posted(Posted { posting: billed.posting, next_on: billed.next_on })],
    });
    let appends: Vec<Append> = appends.collect();
    let mut commit = Commit::new(key("cancel", &appends));
    commit.outbox = issuer.messages(&document);
    commit.documents = vec![document];
    commit.appends = appends;
    Ok(commit)
}

/// Why a document was not cancelled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CancelDocumentError {
    /// There is no such document.
    #[error("there is no document {name}")]
    NotFound {
        /// What was to find it.
        name: DocumentName,
    },
    /// A person made it: what gives it back is made by a person too (3.12).
    #[error("document {name} was made by hand: cancel it by hand")]
    ByHand {
        /// What found it.
        name: DocumentName,
    },
    /// It can't be cancelled.
    #[error(transparent)]
    Cancel(#[from] tacite::CancelError),
    /// What cancels it can't be issued.
    #[error(transparent)]
    Unissued(#[from] Unissued),
    /// A stream does not add up.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// The ledger fails.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}
