//! What each price model, price list, tax point, ramp and revision comes to, by hand (CHG-2, INV-5).
//!
//! Every amount was worked out on paper first.
#![expect(clippy::unwrap_used, reason = "a test says which prices and histories there are")]
#![expect(dead_code, reason = "the other scenarios use more of what they have in common")]

#[path = "../scenarios/billing.rs"]
mod billing;

mod closing;
mod lists;
mod models;
mod ramps;
mod refused;
mod revisions;
mod shipped;
mod tax_points;
