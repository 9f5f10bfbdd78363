//! Scenarios: given events, when billed as of a day, then these documents, printed.
//!
//! One file for each shipped contract, named by its source system; then one for each group of rules.
//! The amounts were checked by an arithmetic that shares no code with the engine.
#![expect(clippy::unwrap_used, reason = "a test says which events are read and billed")]

mod billing;

mod dokos_coworking;
mod eko_maintenance;
mod eko_repetitions;
mod exact_cleaning;
mod exact_coffee;
mod exact_meal_box;
mod exact_razor_blades;
mod initiative_lift_maintenance;
mod initiative_magazine;
mod lmb_entered_late;
mod lmb_future_start;
mod lmb_later_start;
mod lmb_mid_month;
mod saas_dinar;
mod saas_leap_day;
mod saas_team_seats;
mod saas_two_yearly_lease;
mod saas_yen;

mod bill_to_end;
mod changes;
mod currencies;
mod due_policies;
mod ends;
mod grouping;
mod items;
mod lessons;
mod payment_terms;
mod phases;
mod printed_languages;
mod refusals;
mod schedules;
mod sending_days;
mod shipped_contracts;
mod starts;
mod stubs;
