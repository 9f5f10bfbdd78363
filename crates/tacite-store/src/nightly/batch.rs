//! A batch is read, billed and committed; if another one wrote meanwhile, all of that again (INV-1, L5).
//!
//! sub-1 was read at version 4, and an event was recorded before the posting was sent: conflict. Read
//! again, at version 5, it is billed with that event.
//!
//! What is asked again, and what is reported, is decided by
//! [`LedgerError::retry`](crate::LedgerError::retry).

use chrono::NaiveDate;
use tacite::contract::SubscriptionId;

use super::made::Batched;
use super::{Nightly, NightlyError, NightlyFailure, Report};
use crate::{Commit, Committed, Content, Due, Ledger, LedgerError, Record, Retry, Stream};

/// A call at work.
pub(super) struct Work<'j> {
    ledger: &'j dyn Ledger,
    pub(super) job: &'j Nightly<'j>,
    pub(super) report: Report,
}

/// The streams of a batch, and those of it that can't be read.
type Read = (Vec<Stream>, Vec<(SubscriptionId, NightlyError)>);

/// How a batch ended, unless the ledger failed.
enum Outcome {
    Done,
    /// The ledger refuses it for good.
    Refused(LedgerError),
}

impl<'j> Work<'j> {
    pub(super) fn new(ledger: &'j dyn Ledger, job: &'j Nightly<'j>) -> Self {
        Self { ledger, job, report: Report::default() }
    }

    /// Tells whether a limit of the call is reached, with so many subscriptions yet to be billed.
    pub(super) fn is_spent(&self, waiting: usize) -> bool {
        let looked_at = self.report.looked_at.saturating_add(waiting as u64);
        self.job.subscriptions_max.is_some_and(|most| looked_at >= most)
            || self.job.commits_max.is_some_and(|most| self.report.commits >= most)
    }

    pub(super) fn told(&self, as_of: NaiveDate) {
        if let Some(watch) = self.job.watch {
            watch.batch(as_of, &self.report);
        }
    }

    /// Asks the ledger, again if that helps.
    pub(super) fn again<T>(
        &mut self,
        mut ask: impl FnMut(&dyn Ledger) -> Result<T, LedgerError>,
    ) -> Result<T, LedgerError> {
        let mut tries = 1;
        loop {
            match ask(self.ledger) {
                Err(error) if error.retry() == Retry::Same && tries < self.job.tries_max => {
                    if let Some(watch) = self.job.watch {
                        watch.again(&error, tries);
                    }
                    self.report.asked_again += 1;
                    tries += 1;
                }
                answer => return answer,
            }
        }
    }

    /// Bills a batch and commits it. What is refused is tried customer by customer, and reported.
    pub(super) fn bill(&mut self, as_of: NaiveDate, batch: &[Due]) -> Result<(), LedgerError> {
        self.report.looked_at += batch.len() as u64;
        let Outcome::Refused(error) = self.bill_together(as_of, batch)? else { return Ok(()) };
        let of_one =
            |left: &Due, right: &Due| left.customer.is_some() && left.customer == right.customer;
        let groups: Vec<&[Due]> = batch.chunk_by(of_one).collect();
        if groups.len() == 1 {
            self.refused(as_of, batch, &error);
            return Ok(());
        }
        for group in groups {
            if let Outcome::Refused(error) = self.bill_together(as_of, group)? {
                self.refused(as_of, group, &error);
            }
        }
        Ok(())
    }

    fn refused(&mut self, as_of: NaiveDate, group: &[Due], error: &LedgerError) {
        for Due { subscription, .. } in group {
            let (subscription, error) = (*subscription, error.clone().into());
            self.report.fail(NightlyFailure { subscription, as_of, error });
        }
    }

    /// Bills a batch as one commit, again while others write between.
    fn bill_together(&mut self, as_of: NaiveDate, batch: &[Due]) -> Result<Outcome, LedgerError> {
        if batch.is_empty() {
            return Ok(Outcome::Done);
        }
        let mut tries = 1;
        loop {
            let (streams, unread) = self.read(batch)?;
            let streams = still_due(batch, streams, as_of);
            let made = Batched::of(self, as_of, (streams, unread))?;
            match self.send(&made.commit) {
                Ok(sent) => {
                    self.note(as_of, made, sent);
                    return Ok(Outcome::Done);
                }
                Err(error) if is_of_another(&error) => {
                    self.report.conflicts += 1;
                    if tries >= self.job.tries_max {
                        return Ok(Outcome::Refused(error));
                    }
                    tries += 1;
                }
                Err(error) if is_of_the_batch(&error) => return Ok(Outcome::Refused(error)),
                Err(error) => return Err(error),
            }
        }
    }

    /// Reads the streams of a batch. If one can't be read, each is read alone, so that it stops no other
    /// (L12).
    fn read(&mut self, batch: &[Due]) -> Result<Read, LedgerError> {
        let ids: Vec<SubscriptionId> = batch.iter().map(|due| due.subscription).collect();
        match self.again(|ledger| ledger.streams(&ids)) {
            Ok(streams) => return Ok((streams, Vec::new())),
            Err(LedgerError::Corrupt { .. }) => {}
            Err(error) => return Err(error),
        }
        let (mut streams, mut unread) = (Vec::with_capacity(ids.len()), Vec::new());
        for id in ids {
            match self.again(|ledger| ledger.streams(&[id])) {
                Ok(read) => streams.extend(read),
                Err(error @ LedgerError::Corrupt { .. }) => unread.push((id, error.into())),
                Err(error) => return Err(error),
            }
        }
        Ok((streams, unread))
    }

    fn send(&mut self, commit: &Commit) -> Result<Sent, LedgerError> {
        if commit.appends.is_empty() {
            return Ok(Sent::Nothing);
        }
        let before = self.report.asked_again;
        let Committed { replayed, .. } = self.again(|ledger| ledger.commit(commit))?;
        Ok(match (replayed, self.report.asked_again > before) {
            (false, _) => Sent::Written,
            (true, true) => Sent::Replayed,
            (true, false) => Sent::ByAnother,
        })
    }

    fn note(&mut self, as_of: NaiveDate, made: Batched, sent: Sent) {
        match sent {
            Sent::Nothing => {}
            Sent::Written | Sent::Replayed => {
                self.report.commits += 1;
                self.report.billed += made.commit.appends.len() as u64;
                self.report.replayed += u64::from(sent == Sent::Replayed);
                for document in &made.commit.documents {
                    if let Content::Billed(draft, _) = &document.content {
                        self.report.add(draft.document());
                    }
                }
            }
            Sent::ByAnother => self.report.conflicts += 1,
        }
        for (subscription, error) in made.failures {
            self.report.fail(NightlyFailure { subscription, as_of, error });
        }
    }
}

/// What became of a commit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sent {
    /// There was nothing to write.
    Nothing,
    Written,
    /// It was there when it was sent again: its answer had been lost.
    Replayed,
    /// It was there when it was sent first: another one did the same.
    ByAnother,
}

/// Tells whether another one wrote meanwhile. A key names a stream and its version, so that a key which is
/// used for something else says the same as a conflict.
fn is_of_another(error: &LedgerError) -> bool {
    error.retry() == Retry::Reread || matches!(error, LedgerError::KeyReused { .. })
}

/// Leaves out what another one billed since the list of what is due was read.
fn still_due(batch: &[Due], streams: Vec<Stream>, as_of: NaiveDate) -> Vec<Stream> {
    // In the order of the batch, less those that can't be read.
    let mut batch = batch.iter();
    let mut is_due = |stream: &Stream| {
        let due = batch.find(|due| due.subscription == stream.subscription);
        match stream.records.last() {
            Some(Record::Posted(posted)) if due.is_none_or(|due| due.version != stream.version) => {
                posted.next_on.is_some_and(|next_on| next_on <= as_of)
            }
            // What was posted up to a snapshot is not told: billed again, it gives nothing.
            Some(Record::Event(_) | Record::Posted(_)) | None => true,
        }
    };
    streams.into_iter().filter(|stream| is_due(stream)).collect()
}

/// Tells whether another batch may do better.
const fn is_of_the_batch(error: &LedgerError) -> bool {
    match error {
        LedgerError::Conflict { .. }
        | LedgerError::KeyReused { .. }
        | LedgerError::DocumentExists { .. }
        | LedgerError::DateGoesBack { .. }
        | LedgerError::Number { .. }
        | LedgerError::Record { .. }
        | LedgerError::Commit { .. } => true,
        LedgerError::ReadOnly { .. }
        | LedgerError::Full { .. }
        | LedgerError::Busy { .. }
        | LedgerError::Unavailable { .. }
        | LedgerError::Corrupt { .. } => false,
    }
}
