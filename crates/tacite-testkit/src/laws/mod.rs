//! The laws of the rule book as functions, to be run on random histories or on one's own.
//!
//! | function | law |
//! | --- | --- |
//! | [`determinism`] | L1: same history, books and day, same result |
//! | [`idempotence`] | L2: billing again gives nothing |
//! | [`split`] | L3: billing in steps gives the lines of billing in one go |
//! | [`convergence`] | L4: settled days are charged as the final history says, to the cent |
//! | [`frozen`] | L5: issued lines stay as they are |
//! | [`no_day_twice`] | L6: no day of an item is charged twice, nor one that is freed |
//! | [`no_credit_beyond`] | L7: credits never exceed the line that they correct |
//! | [`tiling`] | L8: periods tile the time line |
//! | [`order`] | L9: events that don't meet may arrive in any order |
//! | [`preview`] | L10: what is planned is what is billed |
//! | [`preview_of_events`] | L10: what events would change is what they change |
//! | [`explained`], [`absent`] | L11: a derivation gives the amount; a day is said to be charged if it is |
//! | [`isolation`] | L12: a bad subscription stops no other |
//! | [`incremental`] | L13: billing from a checkpoint is billing from the history |
//! | [`notice`] | L14: notice on the last day is in time, one day later it is not |
//! | [`splitting`], [`payables`] | L15: parts add up to the whole |
//! | [`nightly`] | INV-1: `next_on` is exact, and nights without it may be skipped |
//! | [`books_and_documents_agree`] | INV-4, INV-7: every line of the books is on one document, hidden zeros and what waits aside |
//! | [`corrections_and_documents_agree`] | the same of runs that correct earlier ones |
//! | [`cancellation`] | INV-7: a cancelled document leaves nothing, and what is owed is charged again |
//! | [`tax_adds_up`] | INV-5: the taxes of corrections add up, where the contract says so |
//! | [`sound_books`] | INV-10: books pass their check |
//! | [`postings`] | INV-1: books are what their postings make of them, taken apart and put together |
//! | [`dated_from`] | INV-3, INV-11: a first date for documents moves dates, and nothing else |
//! | [`matches_oracle`], [`replays_like_the_oracle`] | CHG-3 to CHG-8 and INV-6, against the [`oracle`](crate::oracle) |
//!
//! Except for those that compare errors, a law asks for a history that can be billed.

mod absent;
mod cancellation;
mod checkpoint;
mod compared;
mod convergence;
mod credit_tax;
mod dated_from;
mod days;
mod explained;
mod frozen;
mod isolation;
mod nightly;
mod notice;
mod oracle;
mod order;
mod postings;
mod preview;
mod preview_of_events;
mod runs;
mod sources;
mod splitting;
mod tiling;

pub use absent::absent;
pub use cancellation::cancellation;
pub use checkpoint::{Incremental, incremental};
pub use compared::{books_and_documents_agree, corrections_and_documents_agree};
pub use convergence::convergence;
pub use credit_tax::tax_adds_up;
pub use dated_from::dated_from;
pub use days::no_day_twice;
pub use explained::explained;
pub use frozen::{frozen, no_credit_beyond, sound_books};
pub use isolation::isolation;
pub use nightly::nightly;
pub use notice::notice;
pub use oracle::{matches_oracle, replays_like_the_oracle};
pub use order::order;
pub use postings::postings;
pub use preview::preview;
pub use preview_of_events::preview_of_events;
pub use runs::{books_of, determinism, idempotence, split};
pub use splitting::{payables, splitting};
pub use tiling::tiling;

use core::fmt;

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::history::History;
use tacite::{Billing, bill};

/// A law that does not hold, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The law: its id and name.
    pub law: &'static str,
    /// What was expected and what was found.
    pub message: String,
}

impl Violation {
    fn new(law: &'static str, message: String) -> Self {
        Self { law, message }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.law, self.message)
    }
}

impl std::error::Error for Violation {}

/// Bills; an error breaks the law, since the history was said to be billable.
fn billed(
    law: &'static str,
    history: &History,
    books: &Books,
    as_of: NaiveDate,
) -> Result<Billing, Violation> {
    bill(history, books, as_of)
        .map_err(|error| Violation::new(law, format!("as of {as_of}: {error}")))
}

/// Bills and posts; returns what the run gave.
fn posted(
    law: &'static str,
    history: &History,
    books: &mut Books,
    as_of: NaiveDate,
) -> Result<Billing, Violation> {
    let billing = billed(law, history, books, as_of)?;
    books
        .post(billing.posting.clone())
        .map_err(|error| Violation::new(law, format!("as of {as_of}: {error}")))?;
    Ok(billing)
}
