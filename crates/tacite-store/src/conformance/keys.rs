//! Idempotency keys: the same request is answered again, another one is refused.

use super::broken::{refused, same};
use super::look::Asked;
use super::outbox::lease_all;
use super::sample::{append, by_hand, day, event, invoices, key, message, night, started, sub};
use super::{Broken, Fresh};
use crate::{Commit, Ledger, LedgerError, LedgerExt};

/// A ledger with a subscription, and the commit of its first night, which is not sent yet.
fn before_the_night(ledger: &impl Ledger) -> Result<(Asked, Commit), Broken> {
    let one = sub("sub-1")?;
    ledger.commit(&append("sub-1", one, 0, started("cust-1")?)?)?;
    let commit = night(ledger, "night-1", one, day(1))?;
    let keys = vec![key("sub-1")?, key("night-1")?];
    Ok((Asked { streams: vec![one], series: vec![invoices().id], keys }, commit))
}

/// A commit sent again gets its first answer, whatever was written since, and writes nothing.
///
/// # Errors
/// [`Broken`].
pub fn a_commit_sent_again_gets_its_first_answer<L: Ledger>(
    fresh: Fresh<'_, L>,
) -> Result<(), Broken> {
    let ledger = fresh();
    let (asked, commit) = before_the_night(&ledger)?;
    let mut first = ledger.commit(&commit)?;
    first.replayed = true;
    let mut later = night(&ledger, "night-32", sub("sub-1")?, day(32))?;
    later.documents.push(by_hand(invoices(), "note-1", day(40)));
    ledger.commit(&later)?;
    let before = asked.of(&ledger)?;
    for _ in 0..3 {
        same("the first answer again", &ledger.commit(&commit)?, &first)?;
        same("what can be read", &asked.of(&ledger)?, &before)?;
    }
    let told = ledger.committed(&commit.key)?;
    same("what a key was answered", &told, &Some(first))?;
    // One of each night.
    same("messages", &lease_all(&ledger)?.len(), &2)
}

/// What is written is not called a replay, and what was there is.
///
/// # Errors
/// [`Broken`].
pub fn a_first_answer_is_no_replay<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    let (_, commit) = before_the_night(&ledger)?;
    same("written", &ledger.commit(&commit)?.replayed, &false)?;
    same("there already", &ledger.commit(&commit)?.replayed, &true)
}

/// Another request with a key that was used is refused, whatever differs, and even if it would be refused
/// anyway.
///
/// # Errors
/// [`Broken`].
pub fn another_request_needs_another_key<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    let (asked, commit) = before_the_night(&ledger)?;
    ledger.commit(&commit)?;
    let before = asked.of(&ledger)?;
    let mut others = vec![Commit::new(commit.key.clone())];
    let mut change = |change: &dyn Fn(&mut Commit)| {
        let mut other = commit.clone();
        change(&mut other);
        others.push(other);
    };
    change(&|other| other.outbox.clear());
    change(&|other| other.outbox.push(message("issued", "again")));
    change(&|other| other.documents.clear());
    change(&|other| other.documents.push(by_hand(invoices(), "note-1", day(40))));
    change(&|other| other.appends.iter_mut().for_each(|append| append.records.push(event(9))));
    change(&|other| other.appends.iter_mut().for_each(|append| append.expected.0 += 1));
    let reused = LedgerError::KeyReused { key: commit.key.clone() };
    for other in &others {
        refused("another request", &ledger.commit(other), &reused)?;
    }
    same("what can be read", &asked.of(&ledger)?, &before)
}

/// A commit is the same request with or without snapshots; replayed, none of them is kept.
///
/// # Errors
/// [`Broken`].
pub fn snapshots_are_no_part_of_a_request<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    let (asked, mut commit) = before_the_night(&ledger)?;
    let first = ledger.commit(&commit)?;
    let before = asked.of(&ledger)?;
    let account = ledger.stream(sub("sub-1")?)?.account()?;
    commit.snapshots.push(account.snapshot());
    let again = ledger.commit(&commit)?;
    same("versions", &again.versions, &first.versions)?;
    same("numbers", &again.numbers, &first.numbers)?;
    same("what can be read", &asked.of(&ledger)?, &before)
}
