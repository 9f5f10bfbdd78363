//! The README and the rule pages, so that their examples are compiled and run as doc tests; and how many
//! cases the random tests run.

pub mod cases;

#[doc = include_str!("../../README.md")]
pub mod readme {}

#[doc = include_str!("../../docs/rules/calendar.md")]
pub mod calendar {}

#[doc = include_str!("../../docs/rules/money.md")]
pub mod money {}

#[doc = include_str!("../../docs/rules/history.md")]
pub mod history {}

#[doc = include_str!("../../docs/rules/charges.md")]
pub mod charges {}

#[doc = include_str!("../../docs/rules/discount.md")]
pub mod discount {}
#[doc = include_str!("../../docs/rules/price.md")]
pub mod price {}

#[doc = include_str!("../../docs/rules/documents.md")]
pub mod documents {}

#[doc = include_str!("../../docs/rules/tax.md")]
pub mod tax {}

#[doc = include_str!("../../docs/rules/payment-terms.md")]
pub mod payment_terms {}

#[doc = include_str!("../../docs/rules/pause.md")]
pub mod pause {}

#[doc = include_str!("../../docs/rules/corrections.md")]
pub mod corrections {}

#[doc = include_str!("../../docs/rules/closing.md")]
pub mod closing {}

#[doc = include_str!("../../docs/rules/term.md")]
pub mod term {}

#[doc = include_str!("../../docs/rules/notice.md")]
pub mod notice {}

#[doc = include_str!("../../docs/rules/renewal.md")]
pub mod renewal {}
#[doc = include_str!("../../docs/rules/commands.md")]
pub mod commands {}

#[doc = include_str!("../../docs/rules/explain.md")]
pub mod explain {}

#[doc = include_str!("../../docs/rules/issuing.md")]
pub mod issuing {}

#[doc = include_str!("../../docs/NIGHTLY.md")]
pub mod nightly {}

#[doc = include_str!("../../docs/rules/collection.md")]
pub mod collection {}

#[doc = include_str!("../../docs/FORMATS.md")]
pub mod formats {}
#[doc = include_str!("../../docs/STORAGE.md")]
pub mod storage {}
