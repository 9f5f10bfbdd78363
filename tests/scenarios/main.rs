//! Scenarios: given events, when billed as of a day, then these documents, printed.
//!
//! One file for each shipped contract, named by its source system; then one for each group of rules.
//! The amounts were checked by an arithmetic that shares no code with the engine.
#![expect(clippy::unwrap_used, reason = "a test says which events are read and billed")]

mod absences;
mod bases;
mod batches;
mod bill_to_end;
mod billing;
mod changes;
mod closed_days;
mod corrected_grids;
mod corrected_lives;
mod corrected_values;
mod corrections;
mod credit_tax;
mod currencies;
mod customers;
mod demand;
mod dokos_coworking;
mod drafts;
mod due_policies;
mod eko_maintenance;
mod eko_repetitions;
mod ends;
mod exact_cleaning;
mod exact_coffee;
mod exact_meal_box;
mod exact_razor_blades;
mod explained;
mod grouping;
mod initiative_lift_maintenance;
mod initiative_lift_not_told;
mod initiative_magazine;
mod items;
mod lessons;
mod lmb_entered_late;
mod lmb_future_start;
mod lmb_later_start;
mod lmb_mid_month;
mod lmb_renewal_price;
mod memberships;
mod next_invoice;
mod pauses_printed;
mod payment_terms;
mod phases;
mod plan_changes;
mod press_weekly;
mod previews;
mod printed_languages;
mod refusals;
mod saas_dinar;
mod saas_leap_day;
mod saas_team_seats;
mod saas_two_yearly_lease;
mod saas_yen;
mod schedules;
mod sending_days;
mod shipped_commands;
mod shipped_contracts;
mod starts;
mod stubs;
mod telecom_phone;
mod transfers;
mod whole_discounts;
mod written;
