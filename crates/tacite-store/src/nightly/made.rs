//! What is written of a batch: a posting a subscription, its documents in the order of their dates, and
//! no date before the last one of its series (INV-3, INV-11).
//!
//! The last invoice of series F is dated 31 January. A fee that was due on the 29th, and could not be
//! billed then, is billed now: its invoice would be dated on the 29th, so the batch is billed again from the
//! 31st on. Lines and amounts are the same.
//!
//! What is due is decided by [`tacite::run_within`].

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tacite::books::Posting;
use tacite::checkpoint::Checkpoint;
use tacite::contract::SubscriptionId;
use tacite::document::Document;
use tacite::{Billed, Limits, run_within};

use super::batch::Work;
use super::issuer::new_document;
use super::{Issuer, Nightly, NightlyError, Unissued};
use crate::{
    Account, Append, Commit, Key, LedgerError, NewDocument, Posted, Record, SeriesId, Snapshot,
    Stream, Version,
};

/// A batch as it is committed, and what of it could not be billed.
pub(super) struct Batched {
    pub(super) commit: Commit,
    pub(super) failures: Vec<(SubscriptionId, NightlyError)>,
}

impl Batched {
    /// Bills streams as of a night; `failures` are of those that can't be read.
    ///
    /// # Errors
    /// [`LedgerError`] if a series can't be read.
    pub(super) fn of(
        work: &mut Work<'_>,
        as_of: NaiveDate,
        (streams, mut failures): (Vec<Stream>, Vec<(SubscriptionId, NightlyError)>),
    ) -> Result<Self, LedgerError> {
        let mut accounts = Vec::with_capacity(streams.len());
        for stream in streams {
            let subscription = stream.subscription;
            match stream.account() {
                Ok(account) => accounts.push(account),
                Err(error) => failures.push((subscription, error.into())),
            }
        }
        let mut limits = Limits::default();
        loop {
            let pairs = accounts.iter().map(|account| (&account.history, &account.books));
            let run = run_within(pairs, as_of, limits);
            let documents = match drafts(work.job.issuer, run.documents) {
                Ok(documents) => documents,
                Err((of, error)) => {
                    // Without these, what they shared with others is another document.
                    accounts.retain(|account| !of.contains(&account.history.subscription()));
                    failures.extend(of.into_iter().map(|id| (id, error.clone().into())));
                    continue;
                }
            };
            // A host that sets dates back is told so by the ledger.
            let later = dated_from(work, &documents)?.map(Limits::dated_from);
            if let Some(later) = later.filter(|later| later.dated_from > limits.dated_from) {
                limits = later;
                continue;
            }
            let failed = run.failures.into_iter();
            failures.extend(failed.map(|failure| (failure.subscription, failure.error.into())));
            let commit = commit(work.job, accounts, run.billed, documents);
            return Ok(Self { commit, failures });
        }
    }
}

/// Makes drafts of documents, with what the host has to say; or says who can't be billed, and why.
fn drafts(
    issuer: &dyn Issuer,
    documents: Vec<Document>,
) -> Result<Vec<NewDocument>, (BTreeSet<SubscriptionId>, Unissued)> {
    let draft = |document: Document| {
        new_document(issuer, issuer.series(&document), document).map_err(|(document, error)| {
            (document.lines.iter().map(|line| line.subscription).collect(), error)
        })
    };
    documents.into_iter().map(draft).collect()
}

/// Returns the day from which documents have to be dated, if one of these is dated before the last of
/// its series.
fn dated_from(
    work: &mut Work<'_>,
    documents: &[NewDocument],
) -> Result<Option<NaiveDate>, LedgerError> {
    let mut states: Vec<(&SeriesId, Option<NaiveDate>)> = Vec::new();
    let mut latest = None;
    for document in documents {
        let id = &document.series.id;
        let known = states.iter().find(|(known, _)| *known == id);
        let last_on = if let Some((_, last_on)) = known {
            *last_on
        } else {
            let state = work.again(|ledger| ledger.series(id))?;
            let last_on = state.map(|state| state.last_on);
            states.push((id, last_on));
            last_on
        };
        latest = latest.max(last_on.filter(|last_on| document.content.dated_on() < *last_on));
    }
    Ok(latest)
}

/// Puts together what is written: the documents are in the order of their dates already.
fn commit(
    job: &Nightly<'_>,
    accounts: Vec<Account>,
    billed: Vec<Billed>,
    documents: Vec<NewDocument>,
) -> Commit {
    let (mut appends, mut snapshots) = (Vec::with_capacity(billed.len()), Vec::new());
    // In the order of the accounts, less those that failed.
    let mut billed = billed.into_iter().peekable();
    for account in accounts {
        let subscription = account.history.subscription();
        let own = billed.next_if(|billed| billed.subscription == subscription);
        let Some(Billed { posting, next_on, .. }) = own else { continue };
        let expected = account.version;
        if job.snapshot_every.is_some_and(|every| account.since_snapshot + 1 >= every.get()) {
            snapshots.extend(snapshot(account, posting.clone()));
        }
        let records = vec![Record::Posted(Posted { posting, next_on })];
        appends.push(Append { subscription, expected, records });
    }
    let outbox = documents.iter().flat_map(|new| job.issuer.messages(new)).collect();
    Commit { key: key("nightly", &appends), appends, documents, snapshots, outbox }
}

fn snapshot(account: Account, posting: Posting) -> Option<Snapshot> {
    let Account { version, history, mut books, since_snapshot: _ } = account;
    books.post(posting).ok()?;
    let (subscription, version) = (history.subscription(), Version(version.0.saturating_add(1)));
    Some(Snapshot { subscription, version, checkpoint: Checkpoint { history, books } })
}

/// Names a commit by the first stream that it appends to, and the version expected of it: of all commits
/// that would append there, only one is ever written.
#[expect(clippy::expect_used, reason = "invariant: an identifier is short and has no controls")]
pub(crate) fn key(what: &str, appends: &[Append]) -> Key {
    let key = match appends.first() {
        Some(Append { subscription, expected, .. }) => format!("{what}/{subscription}/{expected}"),
        None => what.to_owned(),
    };
    Key::new(key).expect("invariant: an identifier is short and has no controls")
}
