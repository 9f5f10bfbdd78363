//! Why a question has no answer: one type for all of them.
//!
//! Notice for a contract whose open pause keeps every term from ending: a termination quote without
//! a date is [`QueryError::NeverEnds`].
//!
//! What the caller does about it is not decided here.

use chrono::NaiveDate;

use crate::calendar::CalendarError;
use crate::contract::RevisionError;
use crate::error::BillError;
use crate::history::HistoryError;
use crate::money::MoneyError;
use crate::timeline::TimelineError;

/// Why a question about a subscription has no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The history can't be folded.
    #[error(transparent)]
    Timeline(#[from] TimelineError),
    /// A hypothetical history can't be billed.
    #[error(transparent)]
    Bill(#[from] BillError),
    /// A date lies outside the calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// The hypothetical event does not fit the history.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// An amount is too large.
    #[error(transparent)]
    Amount(#[from] MoneyError),
    /// The subscription was not started, so it can't be left.
    #[error("the subscription was not started (HIS-2)")]
    NotStarted,
    /// No end can be named.
    #[error(
        "asked on {asked_on}, the contract can't be left: an open pause keeps every end from coming (TRM-4, PAU-3)"
    )]
    NeverEnds {
        /// The day on which it was asked.
        asked_on: NaiveDate,
    },
    /// What remains of a commitment can't be counted.
    #[error(
        "leaving on {end_on} costs a share of what remains of a commitment that has no end while a pause is open (TRM-3, PAU-3)"
    )]
    EndlessCommitment {
        /// First day without service.
        end_on: NaiveDate,
    },
    /// A preview needs more runs than it may take.
    #[error("a preview up to {until} needs more than {max} runs: ask for a shorter one (CST-2)")]
    TooManyRuns {
        /// The last day asked for.
        until: NaiveDate,
        /// The bound.
        max: usize,
    },
    /// A price can't be revised.
    #[error(transparent)]
    Revision(#[from] RevisionError),
    /// A range holds more renewals than are listed.
    #[error("the range holds more than {max} renewals: ask for a shorter one (CST-2)")]
    TooManyRenewals {
        /// The bound.
        max: usize,
    },
}
