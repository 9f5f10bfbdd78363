//! Property-test kit of the tacite billing engine: random histories and the laws they keep.
//!
//! [`strategies`] make contracts, histories and scenarios, biased to where billing goes wrong: month
//! ends, leap days, year ends, changes on one day. [`laws`] are functions that any program can run
//! on histories of its own: each gives a [`Violation`](laws::Violation) that says what was expected
//! and what was found. [`oracle`] is a second engine, naive on purpose, that the first is compared
//! with. [`sketch`](sketch()) prints a history in a few lines.
//!
//! # On plans of one's own
//!
//! A [`Catalogue`](strategies::Catalogue) makes random histories of the contracts and plans that one
//! sells. The laws hold on them; what else must hold of these plans is a function more:
//!
//! ```
//! use tacite::bill;
//! use tacite::books::Books;
//! use tacite::calendar::Cadence;
//! use tacite::contract::*;
//! use tacite::money::{Currency, UnitPrice};
//! use tacite_testkit::proptest::test_runner::{TestCaseError, TestError, TestRunner};
//! use tacite_testkit::strategies::Catalogue;
//! use tacite_testkit::{Scenario, laws};
//!
//! let price = Price::Flat(UnitPrice::whole(29));
//! let fee = Item::recurring("Fee", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
//! let plan = Plan {
//!     id: PlanId::new("basic")?,
//!     items: vec![PlanItem { id: ItemId::new("fee")?, item: fee }],
//! };
//! let contract = Contract::new("Basic", CustomerId::new("cust-1")?, Currency::EUR);
//! let catalogue = Catalogue::new(vec![contract], vec![plan])?;
//!
//! /// For my plans, no document is negative. It is not true: a credit note is.
//! fn no_document_is_negative(scenario: &Scenario) -> Result<(), TestCaseError> {
//!     let mut books = Books::new();
//!     for run in &scenario.runs {
//!         let billing = bill(&scenario.known_on(*run), &books, *run).unwrap();
//!         for document in &billing.documents {
//!             if document.total.minor() < 0 {
//!                 return Err(TestCaseError::fail(format!("{} on {run}", document.total)));
//!             }
//!         }
//!         books.post(billing.posting).unwrap();
//!     }
//!     Ok(())
//! }
//!
//! // The laws hold…
//! TestRunner::deterministic().run(&catalogue.scenarios(), |scenario| {
//!     laws::convergence(&scenario, 30)?;
//!     laws::replays_like_the_oracle(&scenario)?;
//!     Ok(())
//! })?;
//! // … and what does not is shown on the shortest history that was found.
//! let own = TestRunner::deterministic()
//!     .run(&catalogue.scenarios(), |scenario| no_document_is_negative(&scenario));
//! let Err(TestError::Fail(_, shortest)) = own else { panic!("a credit note was to be found") };
//! assert!(shortest.history.events().len() <= 10);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! `examples/own_catalogue` in the repository is a whole crate that does this with three plans.
//!
//! # What is public here
//!
//! Strategies are those of proptest 1, exported as [`proptest`]: use that one, so that the versions
//! fit. A [`Violation`](laws::Violation) becomes a failed case by `?`. Amounts are minor units of the
//! currency (`i64`), days numbers from 1, ranges of dates half-open. Nothing here panics on a history
//! of the strategies; what cannot be made or worked out is a typed error
//! ([`CatalogueError`](strategies::CatalogueError), [`OracleError`](oracle::OracleError)).
#![forbid(unsafe_code)]

pub mod addition;
pub mod laws;
pub mod oracle;
mod scenario;
mod sketch;
pub mod strategies;

pub use proptest;
pub use scenario::Scenario;
pub use sketch::sketch;
