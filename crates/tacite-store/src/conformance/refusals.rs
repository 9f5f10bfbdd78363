//! A commit is there or not: whatever is wrong with it, nothing of it is written.

use chrono::{NaiveDate, TimeDelta};
use tacite::contract::{SubscriptionId, Text};
use tacite::issuing::{DocumentNumber, NumberError};

use super::broken::{refused, same};
use super::look::Asked;
use super::outbox::lease_all;
use super::sample::{
    append, by_hand, day, event, invoices, key, message, night, posted, series, started, sub,
};
use super::{Broken, Fresh};
use crate::rules::COMMIT_MAX;
use crate::{
    Append, Commit, CommitFault, Ledger, LedgerError, LedgerExt, NewDocument, RecordRule, Snapshot,
    Version,
};

/// A commit that is refused, and why.
struct Refusal {
    what: &'static str,
    commit: Commit,
    error: LedgerError,
}

/// A commit with one thing wrong, and everything else right, writes nothing: each kind of refusal.
///
/// The ledger has stream sub-1 at version 3 (events 1 and 2, one posting), sub-2 at version 1, and series F
/// at F2025-0002 of 15 January.
///
/// # Errors
/// [`Broken`].
pub fn a_refused_commit_changes_nothing<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    let (one, two, three) = (sub("sub-1")?, sub("sub-2")?, sub("sub-3")?);
    ledger.commit(&append("sub-1", one, 0, started("cust-1")?)?)?;
    ledger.commit(&night(&ledger, "night-1", one, day(1))?)?;
    let mut second = append("sub-2", two, 0, vec![event(5)])?;
    second.documents.push(by_hand(invoices(), "note-1", day(15)));
    ledger.commit(&second)?;
    let mut keys = vec![key("sub-1")?, key("night-1")?, key("sub-2")?];
    let mut refusals = records(one, two)?;
    refusals.extend(commits(&ledger, one, two)?);
    refusals.extend(documents()?);
    refusals.extend(numbers()?);
    keys.extend(refusals.iter().map(|refusal| refusal.commit.key.clone()));
    let others = [series(Text::from("Other SARL"), "invoices", "A").id, invoices().id];
    let asked = Asked { streams: vec![one, two, three], series: others.to_vec(), keys };
    let before = asked.of(&ledger)?;
    for Refusal { what, mut commit, error } in refusals {
        // What is right, around what is wrong.
        let mut right = append("right", three, 0, started("cust-3")?)?;
        right.appends.append(&mut commit.appends);
        right.documents.push(by_hand(invoices(), "note-right", day(20)));
        right.documents.append(&mut commit.documents);
        let snapshot = ledger.stream(one)?.account()?.snapshot();
        right.snapshots.push(snapshot);
        right.snapshots.append(&mut commit.snapshots);
        right.outbox.push(message("issued", "never"));
        right.outbox.append(&mut commit.outbox);
        right.key = commit.key;
        refused(what, &ledger.commit(&right), &error)?;
        same(what, &asked.of(&ledger)?, &before)?;
    }
    let told = lease_all(&ledger)?;
    let never = told.iter().filter(|leased| leased.message.body.as_str() == "never").count();
    same("messages of commits that were refused", &never, &0)?;
    same("messages of the others", &told.len(), &1)
}

/// Records that do not follow.
fn records(one: SubscriptionId, two: SubscriptionId) -> Result<Vec<Refusal>, Broken> {
    let rule = |subscription, version, rule| LedgerError::Record {
        subscription,
        version: Version(version),
        rule,
    };
    Ok(vec![
        Refusal {
            what: "another version",
            commit: append("stale", one, 2, vec![event(3)])?,
            error: LedgerError::Conflict {
                subscription: one,
                expected: Version(2),
                found: Version(3),
            },
        },
        Refusal {
            what: "a conflict comes before a record that does not follow",
            commit: {
                let mut both = append("both", one, 3, vec![event(1)])?;
                let (expected, records) = (Version(7), vec![event(6)]);
                both.appends.push(Append { subscription: two, expected, records });
                both
            },
            error: LedgerError::Conflict {
                subscription: two,
                expected: Version(7),
                found: Version(1),
            },
        },
        Refusal {
            what: "a sequence number that does not rise",
            commit: append("sequence", one, 3, vec![event(3), event(3)])?,
            error: rule(one, 5, RecordRule::Sequence { sequence: 3, newest: 3 }),
        },
        Refusal {
            what: "a sequence number of 0",
            commit: append("zero", sub("sub-4")?, 0, vec![event(0)])?,
            error: rule(sub("sub-4")?, 1, RecordRule::Sequence { sequence: 0, newest: 0 }),
        },
        Refusal {
            what: "a posting made from older books",
            commit: append("old-books", one, 3, vec![posted(one, 0, None)])?,
            error: rule(one, 4, RecordRule::Posting { made_from: 0, found: 1 }),
        },
        Refusal {
            what: "the second of two postings made from the same books",
            commit: append("same-books", one, 3, vec![posted(one, 1, None), posted(one, 1, None)])?,
            error: rule(one, 5, RecordRule::Posting { made_from: 1, found: 2 }),
        },
        Refusal {
            what: "a posting of another subscription",
            commit: append("other", one, 3, vec![posted(two, 1, None)])?,
            error: rule(one, 4, RecordRule::OtherSubscription { of: two }),
        },
    ])
}

/// Commits that contradict themselves, or a key that was used.
fn commits(
    ledger: &impl Ledger,
    one: SubscriptionId,
    two: SubscriptionId,
) -> Result<Vec<Refusal>, Broken> {
    let fault = |commit: Commit, what, fault| {
        let error = LedgerError::Commit { key: commit.key.clone(), fault };
        Refusal { what, commit, error }
    };
    let mut twice = append("twice", one, 3, vec![event(3)])?;
    twice.appends.push(Append { subscription: one, expected: Version(4), records: Vec::new() });
    let snapshot = ledger.stream(one)?.account()?.snapshot();
    let with = |name: &str, snapshot| -> Result<Commit, Broken> {
        Ok(Commit { snapshots: vec![snapshot], ..append(name, one, 3, vec![event(3)])? })
    };
    let ahead = Snapshot { version: Version(5), ..snapshot.clone() };
    let (version, found) = (Version(5), Version(4));
    let of_another = Snapshot { subscription: two, ..snapshot };
    let mut large = Commit::new(key("large")?);
    large.outbox = vec![message("issued", "one of many"); COMMIT_MAX];
    // With the event, the document and the two messages around it.
    let too_large = CommitFault::TooLarge { found: COMMIT_MAX + 4, at_most: COMMIT_MAX };
    Ok(vec![
        Refusal {
            what: "a key that was used",
            commit: append("night-1", one, 3, vec![event(3)])?,
            error: LedgerError::KeyReused { key: key("night-1")? },
        },
        fault(twice, "a stream twice", CommitFault::StreamTwice { subscription: one }),
        fault(
            with("ahead", ahead)?,
            "a snapshot that is ahead",
            CommitFault::SnapshotAhead { subscription: one, version, found },
        ),
        fault(
            with("of-another", of_another)?,
            "a snapshot of another subscription",
            CommitFault::OtherSnapshot { subscription: two, of: one },
        ),
        fault(large, "a commit that is too large", too_large),
    ])
}

fn document(name: &str, documents: Vec<NewDocument>) -> Result<Commit, Broken> {
    Ok(Commit { documents, ..Commit::new(key(name)?) })
}

/// Documents that can't be kept.
fn documents() -> Result<Vec<Refusal>, Broken> {
    let fault = |name: &str, fault| -> Result<LedgerError, Broken> {
        Ok(LedgerError::Commit { key: key(name)?, fault })
    };
    let far = NaiveDate::from_ymd_opt(9999, 12, 31).map(|last| last + TimeDelta::days(1));
    let far = far.ok_or_else(|| Broken::new("the calendar ends too early"))?;
    Ok(vec![
        Refusal {
            what: "a document without a key",
            commit: document("no-key", vec![by_hand(invoices(), "", day(20))])?,
            error: fault(
                "no-key",
                CommitFault::Document { place: 1, message: String::from("its key is empty") },
            )?,
        },
        Refusal {
            what: "a document of the year 10000",
            commit: document("far", vec![by_hand(invoices(), "note-far", far)])?,
            error: fault(
                "far",
                CommitFault::Document {
                    place: 1,
                    message: String::from("its date +10000-01-01 is not in the years 1 to 9999"),
                },
            )?,
        },
        Refusal {
            what: "two documents of one key",
            commit: document(
                "twins",
                vec![
                    by_hand(invoices(), "note-2", day(20)),
                    by_hand(invoices(), "note-2", day(21)),
                ],
            )?,
            error: fault("twins", CommitFault::DocumentTwice { first: 1, place: 2 })?,
        },
    ])
}

/// Documents that can't be numbered.
fn numbers() -> Result<Vec<Refusal>, Broken> {
    let number = DocumentNumber::new("F2025-0002")?;
    let renamed = series(invoices().id.issuer, "invoices", "R");
    Ok(vec![
        Refusal {
            what: "a document that is issued",
            commit: document("again", vec![by_hand(invoices(), "note-1", day(20))])?,
            error: LedgerError::DocumentExists {
                issuer: invoices().id.issuer,
                key: Text::from("note-1"),
                number,
            },
        },
        Refusal {
            what: "a document dated before the one before it",
            commit: document("back", vec![by_hand(invoices(), "note-2", day(19))])?,
            error: LedgerError::DateGoesBack {
                series: invoices().id,
                last: DocumentNumber::new("F2025-0003")?,
                last_on: day(20),
                dated_on: day(19),
            },
        },
        Refusal {
            what: "a series whose numbers are written otherwise",
            commit: document("renamed", vec![by_hand(renamed, "note-2", day(20))])?,
            error: LedgerError::Number {
                series: invoices().id,
                error: NumberError::OtherFormat {
                    number: DocumentNumber::new("F2025-0003")?,
                    example: Text::from("R0000-0001"),
                },
            },
        },
    ])
}
