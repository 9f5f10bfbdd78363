//! A module entered in November 2026 that starts in February 2027.

use crate::billing::{Nightly, day, nights, printed_schedule, range, schedule, shipped};

/// HIS-6, INV-1 (1.7)
#[test]
fn a_contract_that_starts_later_is_planned_and_not_billed() {
    let module = shipped("lmb/future-start");
    assert_eq!(nights(&module, "2026-11-01", "2027-01-31"), []);
    let mut job = Nightly::new([&module]);
    job.night(day("2026-11-02"));
    let account = job.account(module.subscription()).unwrap();
    assert_eq!(account.next_on, Some(day("2027-02-01")));
    let planned = schedule(&module, "2026-12-31", range("2026-11-01", "2027-04-01"));
    insta::assert_snapshot!(printed_schedule(&planned), @"
    Due         No  Item     Service            Net       State
    1 Feb 2027   1  loyalty  1 – 28 Feb 2027  19.00  EUR  planned
    1 Mar 2027   2  loyalty  1 – 31 Mar 2027  19.00  EUR  planned
    ");
}
