//! Runnable lessons, in the order in which they are best read; each runs with
//! `cargo run --example NAME`.
//!
//! | lesson | shows |
//! | --- | --- |
//! | `first_invoice` | a contract, an item, two invoices: bill, print, post |
//! | `preview` | what a change would cost: bill a longer history, post nothing |
//! | `repeat_any_document` | the calendar alone, with a payload of your own |
//! | `billing_run` | the main job: event files billed night by night into a SQLite file, with schedules and totals; with `--explain-end`, when a contract can be left and what that costs; with `--document`, a document as it is sent |
//!
//! `contracts/` has the event files that `billing_run` bills, by the system or the trade that they
//! come from.
