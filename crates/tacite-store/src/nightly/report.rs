//! What a call of the nightly job did, and what it could not do (L12).
//!
//! 40 subscriptions looked at, 39 billed, 31 invoices and 1 credit note of 4,120.80 EUR; sub-8 failed:
//! the item's price is beyond what an amount can hold.

use std::collections::BTreeMap;
use std::ops::AddAssign;

use chrono::NaiveDate;
use tacite::BillError;
use tacite::contract::SubscriptionId;
use tacite::document::{Document, DocumentKind};
use tacite::money::Currency;

use super::Unissued;
use crate::{AccountError, DueAfter, LedgerError};

/// What a call did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// How many subscriptions that were due were looked at.
    pub looked_at: u64,
    /// How many postings were committed: one a subscription and night, also where nothing was due
    /// after all.
    pub billed: u64,
    /// How many commits there were.
    pub commits: u64,
    /// How many invoices were issued.
    pub invoices: u64,
    /// How many credit notes were issued.
    pub credit_notes: u64,
    /// What the documents come to, by currency.
    pub sums: BTreeMap<Currency, Sums>,
    /// How often a batch was billed again because another one wrote meanwhile.
    pub conflicts: u64,
    /// How often the ledger was asked again because it was busy or could not be reached.
    pub asked_again: u64,
    /// How many commits were there already when they were sent again: the answer had been lost.
    pub replayed: u64,
    /// What could not be billed, in the order in which it was found; of several nights in a row that
    /// fail alike, the first.
    pub failures: Vec<NightlyFailure>,
    /// Where to go on, if the call stopped before the end.
    pub resume: Option<Resume>,
}

impl Report {
    /// Counts a document that is issued.
    pub(super) fn add(&mut self, document: &Document) {
        match document.kind {
            DocumentKind::Invoice => self.invoices += 1,
            DocumentKind::CreditNote => self.credit_notes += 1,
        }
        *self.sums.entry(document.currency).or_default() += Sums {
            net: document.net.minor().into(),
            tax: document.tax.minor().into(),
            total: document.total.minor().into(),
        };
    }

    /// Adds what a later call did.
    pub fn absorb(&mut self, later: Self) {
        let Self {
            looked_at,
            billed,
            commits,
            invoices,
            credit_notes,
            sums,
            conflicts,
            asked_again,
            replayed,
            failures,
            resume,
        } = later;
        self.looked_at += looked_at;
        self.billed += billed;
        self.commits += commits;
        self.invoices += invoices;
        self.credit_notes += credit_notes;
        self.conflicts += conflicts;
        self.asked_again += asked_again;
        self.replayed += replayed;
        for (currency, later) in sums {
            *self.sums.entry(currency).or_default() += later;
        }
        for failure in failures {
            self.fail(failure);
        }
        self.resume = resume;
    }

    /// Notes a failure, unless the last one of the subscription says the same.
    pub(super) fn fail(&mut self, failure: NightlyFailure) {
        let same = |known: &&NightlyFailure| known.subscription == failure.subscription;
        let last = self.failures.iter().rev().find(same);
        if last.is_none_or(|last| last.error != failure.error) {
            self.failures.push(failure);
        }
    }
}

/// What documents come to, in minor units of their currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Without tax.
    pub net: i128,
    /// The tax.
    pub tax: i128,
    /// With tax.
    pub total: i128,
}

impl AddAssign for Sums {
    fn add_assign(&mut self, Self { net, tax, total }: Self) {
        self.net += net;
        self.tax += tax;
        self.total += total;
    }
}

/// Where a call stopped: give [`after`](Self::after) to the next one, and begin with the night.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resume {
    /// The night that is not done.
    pub as_of: NaiveDate,
    /// Who was looked at last.
    pub after: Option<DueAfter>,
}

/// A subscription that could not be billed (L12).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("subscription {subscription}, on {as_of}: {error}")]
pub struct NightlyFailure {
    /// Which.
    pub subscription: SubscriptionId,
    /// On which night.
    pub as_of: NaiveDate,
    /// Why.
    #[source]
    pub error: NightlyError,
}

/// Why a subscription could not be billed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NightlyError {
    /// It has no documents.
    #[error(transparent)]
    Bill(#[from] BillError),
    /// Its stream does not add up.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// Its documents can't be issued.
    #[error(transparent)]
    Unissued(#[from] Unissued),
    /// The ledger can't read its stream, or refuses what was made of it.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// The ledger failed; whatever was committed before stays.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped after {} commits: {error}", report.commits)]
pub struct Interrupted {
    /// What the ledger says.
    #[source]
    pub error: LedgerError,
    /// What was done until then.
    pub report: Box<Report>,
}
