//! All that can be read of a ledger, so that before and after can be compared.

use chrono::NaiveDate;
use tacite::contract::SubscriptionId;
use tacite::issuing::DocumentNumber;

use super::Broken;
use super::broken::same;
use super::sample::day;
use crate::{
    Content, DocumentName, Due, DueAfter, Key, Ledger, LedgerDocument, Position, Record, Recorded,
    SeriesId, SeriesState, Stream, Version,
};
use tacite::contract::Text;

/// Versions and numbers. Whether it was a replay is left out: who asks again after a lost answer can't know
/// who wrote.
pub(super) type Answered = (Vec<(SubscriptionId, Version)>, Vec<DocumentNumber>);

/// What is read of a ledger. Positions are left out: they may leave places out, another time others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen {
    pub(super) streams: Vec<Stream>,
    pub(super) records: Vec<(SubscriptionId, Version, Record)>,
    pub(super) documents: Vec<(SeriesId, DocumentNumber, Content)>,
    pub(super) due: Vec<(NaiveDate, Vec<Due>)>,
    pub(super) series: Vec<Option<SeriesState>>,
    pub(super) committed: Vec<Option<Answered>>,
}

/// What is asked after.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) streams: Vec<SubscriptionId>,
    pub(super) series: Vec<SeriesId>,
    pub(super) keys: Vec<Key>,
}

impl Asked {
    /// Reads everything, in pages of three.
    pub(super) fn of(&self, ledger: &impl Ledger) -> Result<Seen, Broken> {
        let days = [0, 1, 31, 32, 60, 91, 400];
        let due = days.map(|number| Ok((day(number), due(ledger, day(number), 3)?)));
        let streams = ledger.streams(&self.streams)?;
        let asked: Vec<_> = streams.iter().map(|stream| stream.subscription).collect();
        same("streams come in the order asked for", &asked, &self.streams)?;
        let records = records(ledger, 3)?.into_iter();
        let documents = documents(ledger, 3)?;
        for document in &documents {
            found_by_name(ledger, document)?;
        }
        let committed = self.keys.iter().map(|key| Ok(ledger.committed(key)?));
        let committed: Result<Vec<_>, Broken> = committed.collect();
        Ok(Seen {
            streams,
            records: records.map(|one| (one.subscription, one.version, one.record)).collect(),
            documents: documents
                .into_iter()
                .map(|one| (one.series, one.number, one.content))
                .collect(),
            due: due.into_iter().collect::<Result<_, Broken>>()?,
            series: self.series.iter().map(|id| ledger.series(id)).collect::<Result<_, _>>()?,
            committed: committed?
                .into_iter()
                .map(|answer| answer.map(|answer| (answer.versions, answer.numbers)))
                .collect(),
        })
    }
}

fn found_by_name(ledger: &impl Ledger, document: &LedgerDocument) -> Result<(), Broken> {
    let number = DocumentName::Number(document.series.clone(), document.number.clone());
    let issuer = document.series.issuer.clone();
    let key = DocumentName::Key { issuer, key: Text::from(document.content.key().as_str()) };
    for name in [number, key] {
        let found = ledger.document(&name)?;
        same("a document listed is found by its name", &found.as_ref(), &Some(document))?;
    }
    Ok(())
}

/// Reads pages of so many until one is not full.
fn pages<T, P: Copy>(
    begin: P,
    size: usize,
    mut page: impl FnMut(P) -> Result<Vec<T>, Broken>,
    place: impl Fn(&T) -> P,
) -> Result<Vec<T>, Broken> {
    let (mut all, mut after) = (Vec::new(), begin);
    loop {
        let next = page(after)?;
        let found = next.len();
        if found > size {
            return Err(Broken::new(format!("{found} on a page of at most {size}")));
        }
        all.extend(next);
        match all.last() {
            Some(last) if found == size => after = place(last),
            Some(_) | None => return Ok(all),
        }
    }
}

/// Reads all records, and checks that positions rise.
pub(super) fn records(ledger: &impl Ledger, size: usize) -> Result<Vec<Recorded>, Broken> {
    let page = |after| Ok(ledger.records(after, size)?);
    let all = pages(Position::default(), size, page, |record| record.position)?;
    rising(all.iter().map(|record| record.position))?;
    Ok(all)
}

/// Reads all documents, and checks that positions rise.
pub(super) fn documents(ledger: &impl Ledger, size: usize) -> Result<Vec<LedgerDocument>, Broken> {
    let page = |after| Ok(ledger.documents(after, size)?);
    let all = pages(Position::default(), size, page, |document| document.position)?;
    rising(all.iter().map(|document| document.position))?;
    Ok(all)
}

fn rising(positions: impl Iterator<Item = Position>) -> Result<(), Broken> {
    let mut last = Position::default();
    for position in positions {
        if position <= last {
            return Err(Broken::new(format!("position {position} comes after {last}")));
        }
        last = position;
    }
    Ok(())
}

/// Reads all that is due.
pub(super) fn due(ledger: &impl Ledger, on: NaiveDate, size: usize) -> Result<Vec<Due>, Broken> {
    let page = |after| Ok(ledger.due(on, after, size)?);
    pages(None, size, page, |due| Some(DueAfter::from(due)))
}
