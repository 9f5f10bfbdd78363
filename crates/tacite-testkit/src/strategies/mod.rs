//! Random contracts, histories and scenarios, biased to where billing goes wrong.
//!
//! Everything shrinks: to fewer events, to a flat price of 1 every month in advance from 1 January
//! 2025, to a contract without policies.
//!
//! ```
//! use proptest::strategy::{Strategy, ValueTree};
//! use proptest::test_runner::TestRunner;
//! use tacite_testkit::strategies;
//!
//! let mut runner = TestRunner::deterministic();
//! let scenario = strategies::scenarios().new_tree(&mut runner).unwrap().current();
//! assert!(scenario.runs.is_sorted());
//! ```

mod amounts;
mod catalogue;
mod changes;
mod contracts;
mod dates;
mod histories;
mod items;
mod parties;
mod pauses;

pub use amounts::{currencies, percents, prices, quantities, taxes};
pub use catalogue::{Catalogue, CatalogueError};
pub use contracts::{billing_policies, contracts, notice_policies, payment_terms};
pub use dates::{Moment, dates, moments};
pub use histories::{days_ahead, histories, histories_without_corrections, scenarios};
pub use items::{
    anchors, bases, cadences, items, phases, price_lists, price_models, recurrences, stubs,
};
pub use parties::{
    accounts, addresses, bics, countries, creditor_ids, customers, deliveries, ibans,
    mandate_references, mandates, parties, sellers, sirens, sirets, vat_numbers,
};
pub use pauses::{discount_values, pause_shapes, stopped_clocks, terms};
