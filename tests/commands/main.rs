//! What users ask for, as events or as refusals (HIS-3, HIS-5): one scenario a command, one test a
//! refusal, the order of refusals, and random commands against a reference model.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says what is refused and what is not"
)]

mod anything;
mod asked;
mod asking;
mod corrections;
mod ends;
mod expected;
mod items;
mod laws;
mod machine;
mod model;
mod order;
mod pauses;
mod plans;
mod refusals;
mod refused_items;
mod refused_pauses_and_ends;
mod said;
mod starts;
mod tax_reasons;
