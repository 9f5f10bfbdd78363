//! What every ledger checks before it writes, in one order (INV-11, INV-1, HIS-1).
//!
//! Stream sub-1 has events 1 and 2 and no posting: its next event is 3 or later, its first posting was made
//! from books of version 0. A commit that expects version 1 of it is a conflict, whatever else is wrong.
//!
//! An implementation says by [`Stored`] what it has, asks [`decide`], and writes the [`Changes`] in the
//! transaction in which it read. How it keeps them is its own business.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use tacite::contract::{CustomerId, SubscriptionId, Text};
use tacite::issuing::DocumentNumber;

use crate::{
    Append, Commit, CommitFault, Committed, Key, LedgerError, NewDocument, Posted, Record,
    RecordRule, RequestHash, Series, SeriesId, SeriesState, Snapshot, Version,
};

/// Most records, documents and messages that one commit may have together.
pub const COMMIT_MAX: usize = 100_000;

/// What a ledger has, as far as a commit asks for it.
pub trait Stored {
    /// Finds what a key was answered.
    ///
    /// # Errors
    /// Whatever the storage says.
    fn answer(&mut self, key: &Key) -> Result<Option<Answer>, LedgerError>;

    /// Tells how far a stream is; [`StreamState::NEW`] if there is none.
    ///
    /// # Errors
    /// Whatever the storage says.
    fn stream(&mut self, subscription: SubscriptionId) -> Result<StreamState, LedgerError>;

    /// Finds the number of a document by its key, among those of an issuer.
    ///
    /// # Errors
    /// Whatever the storage says.
    fn number(&mut self, issuer: &Text, key: &str) -> Result<Option<DocumentNumber>, LedgerError>;

    /// Tells how far a series is.
    ///
    /// # Errors
    /// Whatever the storage says.
    fn series(&mut self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError>;
}

/// What a ledger keeps of a commit with its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The request.
    pub request: RequestHash,
    /// What it was answered.
    pub committed: Committed,
}

impl Answer {
    /// Gives the first answer again.
    pub fn again(self) -> Committed {
        Committed { replayed: true, ..self.committed }
    }
}

/// What becomes of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is there: this is its answer, and nothing is written.
    Replay(Committed),
    /// It is written, with what follows from it.
    Write(Changes),
}

/// What a commit changes beside what it says itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// The streams afterwards, in the order of the appends. One without records stays as it is, and if
    /// there is none yet, none is made.
    pub streams: Vec<(SubscriptionId, StreamState)>,
    /// The series afterwards, each once.
    pub series: BTreeMap<SeriesId, SeriesState>,
    /// What is kept with the key, and answered: the numbers are those of the documents, in order.
    pub answer: Answer,
}

/// Decides on a commit: replayed, written, or refused by the first thing that is wrong.
///
/// In this order: the key was used, for this request or for another one; faults of the commit itself; a
/// stream at another version than expected; a record that does not follow; a snapshot that is ahead of
/// its stream; a document that is there; the date and then the number of a document.
///
/// `request` is the commit's [`request_hash`](Commit::request_hash). It takes a while for a large one:
/// make it before anything is locked.
///
/// # Errors
/// [`LedgerError`] if the commit is refused, or if the storage fails.
pub fn decide(
    commit: &Commit,
    request: RequestHash,
    stored: &mut impl Stored,
) -> Result<Decision, LedgerError> {
    if let Some(first) = stored.answer(&commit.key)? {
        return if first.request == request {
            Ok(Decision::Replay(first.again()))
        } else {
            Err(LedgerError::KeyReused { key: commit.key.clone() })
        };
    }
    let fault = |fault| LedgerError::Commit { key: commit.key.clone(), fault };
    check(commit).map_err(fault)?;
    let mut before = Vec::with_capacity(commit.appends.len());
    for append in &commit.appends {
        let state = stored.stream(append.subscription)?;
        state.expect(append)?;
        before.push(state);
    }
    let mut streams = Vec::with_capacity(before.len());
    for (append, state) in commit.appends.iter().zip(before) {
        streams.push((append.subscription, state.after(append)?));
    }
    for Snapshot { subscription, version, .. } in &commit.snapshots {
        let known = streams.iter().find(|(stream, _)| stream == subscription);
        let found = match known {
            Some((_, state)) => state.version,
            None => stored.stream(*subscription)?.version,
        };
        if *version > found {
            let (subscription, version) = (*subscription, *version);
            return Err(fault(CommitFault::SnapshotAhead { subscription, version, found }));
        }
    }
    for document in &commit.documents {
        let (issuer, key) = (&document.series.id.issuer, document.content.key());
        if let Some(number) = stored.number(issuer, &key)? {
            let (issuer, key) = (issuer.clone(), Text::from(key.as_str()));
            return Err(LedgerError::DocumentExists { issuer, key, number });
        }
    }
    let (series, numbers) = number(&commit.documents, stored)?;
    let versions = streams.iter().map(|(stream, state)| (*stream, state.version)).collect();
    let committed = Committed { versions, numbers, replayed: false };
    Ok(Decision::Write(Changes { streams, series, answer: Answer { request, committed } }))
}

/// Numbers documents in order, each series from where it is.
fn number(
    documents: &[NewDocument],
    stored: &mut impl Stored,
) -> Result<(BTreeMap<SeriesId, SeriesState>, Vec<DocumentNumber>), LedgerError> {
    let mut states: BTreeMap<SeriesId, SeriesState> = BTreeMap::new();
    let mut numbers = Vec::with_capacity(documents.len());
    for NewDocument { series, content } in documents {
        let before = match states.get(&series.id) {
            Some(state) => Some(state.clone()),
            None => stored.series(&series.id)?,
        };
        let after = next_number(series, before.as_ref(), content.dated_on())?;
        numbers.push(after.last.clone());
        states.insert(series.id.clone(), after);
    }
    Ok((states, numbers))
}

/// Returns how far a series is once it has numbered a document of a date (INV-11, rule 10).
///
/// # Errors
/// [`LedgerError::DateGoesBack`] or [`LedgerError::Number`].
pub fn next_number(
    series: &Series,
    state: Option<&SeriesState>,
    dated_on: NaiveDate,
) -> Result<SeriesState, LedgerError> {
    if let Some(SeriesState { last, last_on }) = state
        && dated_on < *last_on
    {
        let (series, last, last_on) = (series.id.clone(), last.clone(), *last_on);
        return Err(LedgerError::DateGoesBack { series, last, last_on, dated_on });
    }
    let next = series.format.next(state.map(|state| &state.last), dated_on);
    let error = |error| LedgerError::Number { series: series.id.clone(), error };
    Ok(SeriesState { last: next.map_err(error)?, last_on: dated_on })
}

/// How far a stream is: all that a commit asks of it, so that a ledger need not read its records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StreamState {
    /// How many records it has.
    pub version: Version,
    /// The sequence number of its newest event, or 0. It may be as large as a `u64` can be.
    pub newest_sequence: u64,
    /// How many postings it has.
    pub postings: u64,
    /// Who pays, as the newest record says that speaks of it (see [`Record::customer`]).
    pub customer: Option<CustomerId>,
    /// When it is due.
    pub due: DueState,
}

/// When a stream is due, as its newest record says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DueState {
    /// Nothing will be due, unless something is recorded.
    #[default]
    Never,
    /// The newest record is an event: something may be due on any day.
    AtOnce,
    /// Something is due on this day, and not before.
    On(NaiveDate),
}

impl DueState {
    /// Tells whether something is due on a day or before.
    pub fn is_by(self, on: NaiveDate) -> bool {
        match self {
            Self::Never => false,
            Self::AtOnce => true,
            Self::On(due_on) => due_on <= on,
        }
    }

    /// Returns since when, as [`Due::due_on`](crate::Due::due_on) says it.
    pub const fn due_on(self) -> Option<NaiveDate> {
        match self {
            Self::Never | Self::AtOnce => None,
            Self::On(due_on) => Some(due_on),
        }
    }
}

impl StreamState {
    /// A stream that is not there yet.
    pub const NEW: Self = Self {
        version: Version::NEW,
        newest_sequence: 0,
        postings: 0,
        customer: None,
        due: DueState::Never,
    };

    /// Checks that the stream is at the version that an append expects.
    ///
    /// # Errors
    /// [`LedgerError::Conflict`].
    pub fn expect(&self, append: &Append) -> Result<(), LedgerError> {
        let (expected, found) = (append.expected, self.version);
        if expected == found {
            return Ok(());
        }
        Err(LedgerError::Conflict { subscription: append.subscription, expected, found })
    }

    /// Returns how far the stream is after an append.
    ///
    /// # Errors
    /// [`LedgerError::Conflict`] if it is at another version than expected, [`LedgerError::Record`] with
    /// the first record that does not follow from those before it.
    pub fn after(mut self, append: &Append) -> Result<Self, LedgerError> {
        self.expect(append)?;
        for record in &append.records {
            let version = Version(self.version.0.saturating_add(1));
            let subscription = append.subscription;
            self.take(subscription, record).map_err(|rule| LedgerError::Record {
                subscription,
                version,
                rule,
            })?;
            self.version = version;
            self.customer = record.customer().or(self.customer);
        }
        Ok(self)
    }

    fn take(&mut self, subscription: SubscriptionId, record: &Record) -> Result<(), RecordRule> {
        match record {
            Record::Event(event) => {
                let (sequence, newest) = (event.sequence, self.newest_sequence);
                if sequence <= newest {
                    return Err(RecordRule::Sequence { sequence, newest });
                }
                self.newest_sequence = sequence;
                self.due = DueState::AtOnce;
            }
            Record::Posted(Posted { posting, next_on }) => {
                if posting.subscription() != subscription {
                    return Err(RecordRule::OtherSubscription { of: posting.subscription() });
                }
                let (made_from, found) = (posting.made_from(), self.postings);
                if made_from != found {
                    return Err(RecordRule::Posting { made_from, found });
                }
                self.postings = found.saturating_add(1);
                self.due = next_on.map_or(DueState::Never, DueState::On);
            }
        }
        Ok(())
    }
}

/// Tells whether a snapshot takes the place of the one that is kept: the newest one stays, and one of
/// nothing is not kept.
pub fn keeps_snapshot(kept: Option<Version>, version: Version) -> bool {
    version > Version::NEW && kept.is_none_or(|kept| kept <= version)
}

/// Finds the first fault of a commit by itself, whatever a ledger has: its size, streams named twice,
/// snapshots of others, keys and dates of documents.
///
/// # Errors
/// [`CommitFault`].
pub fn check(commit: &Commit) -> Result<(), CommitFault> {
    let Commit { key: _, appends, documents, snapshots, outbox } = commit;
    let records: usize = appends.iter().map(|append| append.records.len()).sum();
    let found = records.saturating_add(documents.len()).saturating_add(outbox.len());
    if found > COMMIT_MAX {
        return Err(CommitFault::TooLarge { found, at_most: COMMIT_MAX });
    }
    let mut streams: Vec<SubscriptionId> = appends.iter().map(|one| one.subscription).collect();
    streams.sort_unstable();
    let twice = streams.iter().zip(streams.iter().skip(1)).find(|(one, next)| one == next);
    if let Some((subscription, _)) = twice {
        return Err(CommitFault::StreamTwice { subscription: *subscription });
    }
    snapshots.iter().try_for_each(check_snapshot)?;
    let mut places = BTreeMap::new();
    for (place, document) in documents.iter().enumerate() {
        let key = document.content.key();
        check_document(&key, document.content.dated_on())
            .map_err(|message| CommitFault::Document { place, message })?;
        if let Some(first) = places.insert((&document.series.id.issuer, key), place) {
            return Err(CommitFault::DocumentTwice { first, place });
        }
    }
    Ok(())
}

fn check_snapshot(snapshot: &Snapshot) -> Result<(), CommitFault> {
    let (subscription, checkpoint) = (snapshot.subscription, &snapshot.checkpoint);
    let of_books = checkpoint.books.subscription();
    let mut of = [Some(checkpoint.history.subscription()), of_books].into_iter().flatten();
    match of.find(|of| *of != subscription) {
        Some(of) => Err(CommitFault::OtherSnapshot { subscription, of }),
        None => Ok(()),
    }
}

fn check_document(key: &str, dated_on: NaiveDate) -> Result<(), String> {
    if key.is_empty() {
        return Err(String::from("its key is empty"));
    }
    if !(1..=9999).contains(&dated_on.year()) {
        return Err(format!("its date {dated_on} is not in the years 1 to 9999"));
    }
    Ok(())
}
