//! The nightly job: whatever is due is billed and committed, once, however often the job is stopped and
//! however many run it (INV-1, L5, L12).
//!
//! On the night of 31 January 2025 sub-1 and sub-2 of cust-7 are due: one commit has the posting of
//! each, and invoice F2025-0042 of 86.40 that they share. Stopped before it, the job bills them when it
//! is called again; stopped after it, neither is due any more.
//!
//! What is billed is decided by [`tacite::run_within`], who is due by
//! [`Ledger::due`]. Which series numbers a document and what else stands on it is
//! the host's to say: [`Issuer`].

mod batch;
mod issuer;
mod made;
mod page;
mod report;

pub(crate) use issuer::new_document;
pub(crate) use made::key;

pub use issuer::{Issuer, OneSeries, Unissued};
pub use report::{Interrupted, NightlyError, NightlyFailure, Report, Resume, Sums};

use std::hash::Hasher;
use std::num::NonZeroUsize;

use chrono::NaiveDate;
use siphasher::sip::SipHasher13;

use crate::{DueAfter, Ledger, LedgerError};
use batch::Work;
use page::Pages;

/// How the job is done; [`new`](Self::new) has what is usual.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Nightly<'i> {
    /// Says what the host has to say about documents.
    pub issuer: &'i dyn Issuer,
    /// What goes into one commit. Default [`Batch::Customers`] of 100.
    pub batch: Batch,
    /// How many subscriptions that are due are asked for at once. Default 1,000.
    pub page: usize,
    /// How many subscriptions of one customer are billed together at most: those beyond are billed
    /// after them, on documents of their own. Default 10,000.
    pub customer_max: usize,
    /// After how many records of a stream a posting comes with a snapshot, so that so many are read at
    /// most; none for never. Default 16.
    pub snapshot_every: Option<NonZeroUsize>,
    /// How often a batch is billed when others write between, and how often the ledger is asked when
    /// it is busy or can't be reached. Default 8.
    pub tries_max: u32,
    /// After how many subscriptions a call stops, once the batch is done. Default none.
    pub subscriptions_max: Option<u64>,
    /// After how many commits a call stops. Default none.
    pub commits_max: Option<u64>,
    /// Where to begin on the first night: [`Resume::after`] of a call that was stopped. Default at the
    /// beginning, which costs no more than a look at what failed.
    pub after: Option<DueAfter>,
    /// Which part of the customers is billed. Default all.
    pub share: Share,
    /// Is told how far the job is.
    pub watch: Option<&'i dyn Watch>,
}

impl<'i> Nightly<'i> {
    /// The job as usual.
    pub const fn new(issuer: &'i dyn Issuer) -> Self {
        Self {
            issuer,
            batch: Batch::Customers(100),
            page: 1_000,
            customer_max: 10_000,
            snapshot_every: NonZeroUsize::new(16),
            tries_max: 8,
            subscriptions_max: None,
            commits_max: None,
            after: None,
            share: Share::ALL,
            watch: None,
        }
    }
}

/// What goes into one commit (L5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batch {
    /// Whole customers, until there are this many subscriptions or more: subscriptions of one customer
    /// share documents (INV-4).
    Customers(usize),
    /// Each subscription alone: none shares a document with another.
    Subscription,
}

/// A part of the customers, so that workers need not get in each other's way: worker 0 of 4, 1 of 4 …
///
/// Nothing depends on it: workers that bill the same customers conflict, and one of them wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    worker: u64,
    of: u64,
}

impl Share {
    /// Everybody.
    pub const ALL: Self = Self { worker: 0, of: 1 };

    /// The part of one of several workers, counted from 0; none if there is no such worker.
    pub const fn of(worker: u32, workers: u32) -> Option<Self> {
        if worker < workers {
            Some(Self { worker: worker as u64, of: workers as u64 })
        } else {
            None
        }
    }

    /// Tells whether a customer, or a subscription without one, is in this part. A name is in the same
    /// part on every machine and in every version (`SipHash` 1-3 of its bytes, with a key of zeros).
    pub fn has(self, name: &str) -> bool {
        let mut hasher = SipHasher13::new();
        hasher.write(name.as_bytes());
        hasher.finish() % self.of == self.worker
    }
}

/// Is told how far the job is; it can wait where waiting helps, since the job has no clock.
pub trait Watch: Sync {
    /// A batch of what is due on a night is billed, or reported.
    fn batch(&self, as_of: NaiveDate, so_far: &Report) {
        let _ = (as_of, so_far);
    }

    /// The ledger is asked again, having been asked so often.
    fn again(&self, error: &LedgerError, tries: u32) {
        let _ = (error, tries);
    }
}

/// Bills everything that is due on a night or before (INV-1).
///
/// What can't be billed is reported and stops nothing else (L12); it is due again in the next call.
///
/// # Errors
/// [`Interrupted`] if the ledger fails, with what was done so far: whatever was committed stays, call
/// again for the rest.
pub fn nightly(
    ledger: &dyn Ledger,
    job: &Nightly<'_>,
    as_of: NaiveDate,
) -> Result<Report, Interrupted> {
    nightly_through(ledger, job, (as_of, as_of))
}

/// Bills night by night, from one night to another, both included: what a job does that was missed for
/// a week.
///
/// In one go as of the last night, the first customer's invoice of Sunday would come before the second
/// one's invoice of Monday; dates of a series don't go back, so the latter would be dated on Sunday
/// (INV-11). Night by night, each is dated as it would have been. For the same reason several workers
/// begin with a night once all are through with the one before: one that is ahead holds the others to
/// its dates. Lines and amounts are the same in any case.
///
/// # Errors
/// As [`nightly`].
pub fn nightly_through(
    ledger: &dyn Ledger,
    job: &Nightly<'_>,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Report, Interrupted> {
    let mut work = Work::new(ledger, job);
    let mut after = job.after;
    for as_of in from.iter_days().take_while(|night| *night <= to) {
        match night(&mut work, as_of, after.take()) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => return Err(Interrupted { error, report: Box::new(work.report) }),
        }
    }
    Ok(work.report)
}

/// Bills one night; tells whether all of it is done.
fn night(
    work: &mut Work<'_>,
    as_of: NaiveDate,
    after: Option<DueAfter>,
) -> Result<bool, LedgerError> {
    let mut pages = Pages::new(work.job, as_of, after);
    work.report.resume = Some(Resume { as_of, after });
    let least = match work.job.batch {
        Batch::Customers(least) => least,
        Batch::Subscription => 1,
    };
    let mut batch = Vec::new();
    loop {
        let group = if work.is_spent(batch.len()) { None } else { pages.group(work)? };
        let goes_on = group.is_some();
        batch.extend(group.into_iter().flatten());
        if batch.len() >= least || !goes_on {
            work.bill(as_of, &batch)?;
            if let Some(last) = batch.last() {
                work.report.resume = Some(Resume { as_of, after: Some(last.into()) });
                work.told(as_of);
            }
            batch.clear();
        }
        if !goes_on {
            break;
        }
    }
    if pages.is_over() {
        work.report.resume = None;
    }
    Ok(pages.is_over())
}
