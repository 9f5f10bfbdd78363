//! What a ledger in memory has, and how a commit changes it.
//!
//! Records and documents stand in the order of their commits: the position of each is its place, from 1.
//!
//! What is refused is decided by [`crate::rules`].

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};
use tacite::issuing::DocumentNumber;

use super::outbox::Outbox;
use crate::rules::{Answer, Changes, Stored, StreamState, keeps_snapshot};
use crate::{
    Commit, Committed, DocumentName, Due, DueAfter, Key, LedgerDocument, LedgerError, NewDocument,
    Position, Record, Recorded, SeriesId, SeriesState, Snapshot, Stream, Version,
};

/// All that a ledger in memory has.
#[derive(Debug, Default)]
pub(super) struct Kept {
    answers: BTreeMap<Key, Answer>,
    streams: BTreeMap<SubscriptionId, KeptStream>,
    /// Every stream, by who pays.
    by_customer: BTreeSet<DueAfter>,
    /// Where each record is, in the order of the commits: the stream, and its place from 0.
    order: Vec<(SubscriptionId, usize)>,
    documents: Vec<LedgerDocument>,
    /// Places of documents from 0, by issuer and key.
    keys: BTreeMap<(Text, String), usize>,
    numbers: BTreeMap<(SeriesId, DocumentNumber), usize>,
    series: BTreeMap<SeriesId, SeriesState>,
    pub(super) outbox: Outbox,
}

#[derive(Debug, Default)]
struct KeptStream {
    state: StreamState,
    records: Vec<Record>,
    snapshot: Option<Snapshot>,
}

impl Stored for Kept {
    fn answer(&mut self, key: &Key) -> Result<Option<Answer>, LedgerError> {
        Ok(self.answers.get(key).cloned())
    }

    fn stream(&mut self, subscription: SubscriptionId) -> Result<StreamState, LedgerError> {
        Ok(self.streams.get(&subscription).map_or(StreamState::NEW, |stream| stream.state))
    }

    fn number(&mut self, issuer: &Text, key: &str) -> Result<Option<DocumentNumber>, LedgerError> {
        let place = self.keys.get(&(issuer.clone(), key.to_owned()));
        let document = place.and_then(|place| self.documents.get(*place));
        Ok(document.map(|document| document.number.clone()))
    }

    fn series(&mut self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError> {
        Ok(self.series_state(series).cloned())
    }
}

impl Kept {
    /// Writes what was decided. Nothing here can fail.
    pub(super) fn write(&mut self, commit: &Commit, changes: Changes) -> Committed {
        let Changes { streams, series, answer } = changes;
        for (append, (subscription, state)) in commit.appends.iter().zip(streams) {
            if !append.records.is_empty() {
                self.append(subscription, state, &append.records);
            }
        }
        for snapshot in &commit.snapshots {
            if let Some(stream) = self.streams.get_mut(&snapshot.subscription)
                && keeps_snapshot(
                    stream.snapshot.as_ref().map(|kept| kept.version),
                    snapshot.version,
                )
            {
                stream.snapshot = Some(snapshot.clone());
            }
        }
        for (document, number) in commit.documents.iter().zip(&answer.committed.numbers) {
            self.issue(document, number);
        }
        self.series.extend(series);
        for message in &commit.outbox {
            self.outbox.push(message.clone());
        }
        let committed = answer.committed.clone();
        self.answers.insert(commit.key.clone(), answer);
        committed
    }

    fn append(&mut self, subscription: SubscriptionId, state: StreamState, records: &[Record]) {
        let stream = self.streams.entry(subscription).or_default();
        self.by_customer.remove(&DueAfter { customer: stream.state.customer, subscription });
        self.by_customer.insert(DueAfter { customer: state.customer, subscription });
        let first = stream.records.len();
        self.order.extend((first..).take(records.len()).map(|place| (subscription, place)));
        stream.records.extend_from_slice(records);
        stream.state = state;
    }

    fn issue(&mut self, document: &NewDocument, number: &DocumentNumber) {
        let place = self.documents.len();
        let NewDocument { series, content } = document;
        let issued = LedgerDocument {
            position: position(place),
            series: series.id.clone(),
            number: number.clone(),
            content: content.clone(),
        };
        self.keys.insert((series.id.issuer.clone(), content.key()), place);
        self.numbers.insert((series.id.clone(), number.clone()), place);
        self.documents.push(issued);
    }

    pub(super) fn committed(&self, key: &Key) -> Option<Committed> {
        self.answers.get(key).cloned().map(Answer::again)
    }

    pub(super) fn read(&self, subscription: SubscriptionId) -> Stream {
        let Some(KeptStream { state, records, snapshot }) = self.streams.get(&subscription) else {
            let records = Vec::new();
            return Stream { subscription, version: Version::NEW, snapshot: None, records };
        };
        let after = snapshot.as_ref().map_or(0, |snapshot| place_after(snapshot.version.0));
        let records = records.get(after..).unwrap_or_default().to_vec();
        Stream { subscription, version: state.version, snapshot: snapshot.clone(), records }
    }

    pub(super) fn records(&self, after: Position, at_most: usize) -> Vec<Recorded> {
        let first = place_after(after.0);
        let ordered = self.order.iter().enumerate().skip(first).take(at_most);
        let recorded = ordered.filter_map(|(at, (subscription, place))| {
            let record = self.streams.get(subscription)?.records.get(*place)?.clone();
            let version = Version(position(*place).0);
            Some(Recorded { position: position(at), subscription: *subscription, version, record })
        });
        recorded.collect()
    }

    pub(super) fn due(
        &self,
        on: NaiveDate,
        after: Option<DueAfter>,
    ) -> impl Iterator<Item = Due> + use<'_> {
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        self.by_customer.range((from, Bound::Unbounded)).filter_map(move |place| {
            let DueAfter { customer, subscription } = *place;
            let state = self.streams.get(&subscription)?.state;
            let due_on = state.due.due_on();
            let version = state.version;
            state.due.is_by(on).then_some(Due { customer, subscription, version, due_on })
        })
    }

    pub(super) fn documents(&self, after: Position, at_most: usize) -> Vec<LedgerDocument> {
        self.documents.iter().skip(place_after(after.0)).take(at_most).cloned().collect()
    }

    pub(super) fn document(&self, name: &DocumentName) -> Option<&LedgerDocument> {
        let place = match name {
            DocumentName::Number(series, number) => {
                self.numbers.get(&(series.clone(), number.clone()))
            }
            DocumentName::Key { issuer, key } => {
                self.keys.get(&(issuer.clone(), key.as_str().to_owned()))
            }
        };
        self.documents.get(*place?)
    }

    pub(super) fn series_state(&self, series: &SeriesId) -> Option<&SeriesState> {
        self.series.get(series)
    }

    pub(super) fn drop_snapshots(&mut self) {
        for stream in self.streams.values_mut() {
            stream.snapshot = None;
        }
    }
}

/// The position of a place from 0.
fn position(place: usize) -> Position {
    Position(u64::try_from(place).map_or(u64::MAX, |place| place.saturating_add(1)))
}

/// The place from 0 after so many.
fn place_after(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
