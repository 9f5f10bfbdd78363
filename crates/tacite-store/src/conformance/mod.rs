//! The conformance suite: what every [`Ledger`] promises, as functions that test one.
//!
//! Each takes a way to make a fresh, empty ledger, and says what was expected and what was found. An
//! implementer writes one line, and has a test for each promise:
//!
//! ```
//! # use tacite_store::MemoryLedger;
//! tacite_store::conformance_tests!(MemoryLedger::new);
//! ```
//!
//! [`promises`] lists them for who wants to run some, or all by other means. The writers of the suite ask up to
//! a thousand times while a ledger says that it is busy: how long it waits is its own business.
//!
//! What is promised is decided by [`Ledger`] and [`rules`](crate::rules); [`Faulty`] makes a ledger that
//! fails when it is told to.

mod answers;
mod broken;
mod concurrent;
mod documents;
mod due;
mod faulty;
mod keys;
mod look;
mod outbox;
mod random;
mod records;
mod refusals;
mod sample;
mod snapshots;
mod values;

pub use answers::answers_are_those_of;
pub use broken::Broken;
pub use concurrent::{
    a_reader_from_position_to_position_misses_nothing, eight_writers_number_without_gaps,
    eight_writers_win_each_version_once,
};
pub use documents::{
    a_document_is_found_by_number_and_key, dates_of_a_series_never_go_back,
    documents_come_in_pages, documents_made_by_hand_share_the_numbers,
    numbers_begin_anew_each_year, series_are_counted_apart,
};
pub use due::{due_comes_in_pages_by_customer, due_follows_the_newest_record};
pub use faulty::{Fault, Faulty};
pub use keys::{
    a_commit_sent_again_gets_its_first_answer, a_first_answer_is_no_replay,
    another_request_needs_another_key, snapshots_are_no_part_of_a_request,
};
pub use outbox::{
    a_lease_ends, a_message_is_held_by_one, messages_are_leased_by_topic_oldest_first,
    what_is_acknowledged_is_not_told_again,
};
pub use random::{Act, acts, random_acts_are_answered_as_in_memory};
pub use records::{
    a_stream_is_read_as_it_was_written, an_append_without_records_checks_the_version,
    an_empty_ledger_has_nothing, each_version_is_written_once, records_come_in_pages,
    two_streams_are_written_together,
};
pub use refusals::a_refused_commit_changes_nothing;
pub use snapshots::{snapshots_change_no_answer, the_newest_snapshot_stays};
pub use values::{any_text_comes_back, large_values_come_back};

use crate::Ledger;

/// A way to make a fresh, empty ledger.
pub type Fresh<'f, L> = &'f dyn Fn() -> L;

/// A promise of every ledger.
#[derive(Clone, Copy, Debug)]
pub struct Promise<L> {
    /// The name of the function that tests it.
    pub name: &'static str,
    /// The function.
    pub check: fn(Fresh<'_, L>) -> Result<(), Broken>,
}

/// Hands the names of all promises to a macro, behind what it is given.
#[doc(hidden)]
#[macro_export]
macro_rules! each_promise {
    ($with:ident!($($given:tt)*)) => {
        $with! {
            ($($given)*)
            an_empty_ledger_has_nothing
            a_refused_commit_changes_nothing
            each_version_is_written_once
            two_streams_are_written_together
            an_append_without_records_checks_the_version
            a_stream_is_read_as_it_was_written
            records_come_in_pages
            a_commit_sent_again_gets_its_first_answer
            a_first_answer_is_no_replay
            another_request_needs_another_key
            snapshots_are_no_part_of_a_request
            snapshots_change_no_answer
            the_newest_snapshot_stays
            documents_made_by_hand_share_the_numbers
            numbers_begin_anew_each_year
            series_are_counted_apart
            dates_of_a_series_never_go_back
            a_document_is_found_by_number_and_key
            documents_come_in_pages
            due_follows_the_newest_record
            due_comes_in_pages_by_customer
            a_message_is_held_by_one
            a_lease_ends
            what_is_acknowledged_is_not_told_again
            messages_are_leased_by_topic_oldest_first
            any_text_comes_back
            large_values_come_back
            eight_writers_win_each_version_once
            eight_writers_number_without_gaps
            a_reader_from_position_to_position_misses_nothing
            random_acts_are_answered_as_in_memory
        }
    };
}

/// Makes a `#[test]` of each promise, given a way to make a fresh, empty ledger.
#[macro_export]
macro_rules! conformance_tests {
    ($fresh:expr) => {
        $crate::each_promise! { __promise_tests!($fresh) }
        use $crate::__promise_tests;
    };
}

/// Makes a `#[test]` of each name.
#[doc(hidden)]
#[macro_export]
macro_rules! __promise_tests {
    (($fresh:expr) $($name:ident)*) => {$(
        #[test]
        fn $name() -> Result<(), $crate::conformance::Broken> {
            $crate::conformance::$name(&$fresh)
        }
    )*};
}

macro_rules! promise_list {
    (($ledger:ty) $($name:ident)*) => {
        vec![$(Promise { name: stringify!($name), check: $name::<$ledger> }),*]
    };
}

/// Lists all promises.
pub fn promises<L: Ledger>() -> Vec<Promise<L>> {
    each_promise! { promise_list!(L) }
}

/// Tests all promises, one after the other, each on a fresh ledger.
///
/// # Errors
/// The first promise that is [`Broken`].
pub fn all<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    promises().iter().try_for_each(|promise| (promise.check)(fresh))
}
