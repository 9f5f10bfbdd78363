//! Questions about a subscription; they write nothing (INV-13, TRM-5).
//!
//! When can it end, what would that cost, when must notice be given, what holds on which day: each
//! question is a pure function of a history, and of the books where money is asked for. Today is an
//! argument.

mod agreed;
mod commitment;
mod error;
mod exit_fee;
mod forecast;
mod instalments;
mod late_payment;
mod listing;
mod notice;
mod pauses;
mod preview;
mod quote;
mod reminders;
mod renewal;
mod renewal_notice;
mod revision;
mod status;
mod stretches;

pub use commitment::{RemainingCommitment, remaining_commitment};
pub use error::QueryError;
pub use exit_fee::exit_fee;
pub use forecast::{MonthForecast, can_delete, forecast};
pub use instalments::{Instalment, InstalmentState, instalments};
pub use late_payment::{
    Debtor, InterestPart, LateInterest, LateInterestError, LateInterestTerms, RecoveryFee,
    ReferenceRate, YearBasis, late_interest, recovery_fee,
};
pub use listing::{Listing, QueryFailure};
pub use notice::{EarliestEnd, earliest_end, earliest_end_with_fee, last_notice_day};
pub use pauses::{PauseSpan, pauses};
pub use preview::{
    CustomerChange, Difference, Outlook, PREVIEW_RUNS_MAX, Preview, PreviewRange, preview,
};
pub use quote::{TerminationAsk, TerminationQuote, termination_quote};
pub use reminders::{Coming, Reminder, reminders};
pub use renewal::{NextRenewal, RENEWALS_MAX, next_renewal, renewals, renewals_due};
pub use renewal_notice::{RenewalNoticeWindow, free_exit, renewal_notice_window};
pub use revision::{IndexUsed, RevisedPrice, Revising, revision};
pub use status::{Status, SubscriptionState, active, status};
pub use stretches::{Standing, Stretch, stretches};
