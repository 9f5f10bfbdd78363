//! Lift maintenance of a condominium, by calendar year from 1 March 2025, revised each January; renewed
//! by the year unless three months' notice is given.

use tacite::calendar::Period;
use tacite::query::{
    Coming, earliest_end, free_exit, next_renewal, reminders, renewal_notice_window, renewals_due,
};

use crate::billing::{day, nights, printed, range, shipped};

/// CAL-5, CAL-6, CHG-6 (3.9): 306 of 365 days
#[test]
fn the_first_year_is_prorated_to_its_end_and_the_next_has_the_revised_price() {
    let documents = nights(&shipped("initiative-crm/lift-maintenance"), "2025-01-01", "2026-12-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Mar 2025 · customer copro-12-rue-des-lilas · EUR
      Lift maintenance, extended contract  1 Mar – 31 Dec 2025  1,850.00 × 306/365  1,550.96
                                                                               Net  1,550.96
                                                              VAT 10 % on 1,550.96    155.10
                                                                             Total  1,706.06
                                                                   Due 31 Mar 2025  1,706.06
    Invoice of 1 Jan 2026 · customer copro-12-rue-des-lilas · EUR
      Lift maintenance, extended contract  1 Jan – 31 Dec 2026  1,905.50  1,905.50
                                                                     Net  1,905.50
                                                    VAT 10 % on 1,905.50    190.55
                                                                   Total  2,096.05
                                                         Due 31 Jan 2026  2,096.05
    ");
}

/// TRM-4, L14 (4.10): 1 January 2027 less three months is 1 October, so 30 September is the last day
#[test]
fn notice_of_30_september_ends_the_year_and_of_1_october_the_next() {
    let history = shipped("initiative-crm/lift-maintenance");
    for (asked_on, end, last) in [
        ("2025-03-01", "2026-01-01", "2025-09-30"),
        ("2025-09-30", "2026-01-01", "2025-09-30"),
        ("2025-10-01", "2027-01-01", "2026-09-30"),
        ("2026-09-30", "2027-01-01", "2026-09-30"),
        ("2026-10-01", "2028-01-01", "2027-09-30"),
    ] {
        let found = earliest_end(&history, day(asked_on)).unwrap();
        assert_eq!((found.end, found.last_notice_day), (Some(day(end)), Some(day(last))));
    }
}

/// TRM-1 (0.6, 0.21, 2.44, 3.3): no event renews it
#[test]
fn it_renews_itself_each_january() {
    let history = shipped("initiative-crm/lift-maintenance");
    let renewal = next_renewal(&history, day("2026-01-01")).unwrap().unwrap();
    assert_eq!((renewal.on, renewal.number), (day("2027-01-01"), 2));
    assert_eq!(renewal.new_term_end, Some(day("2028-01-01")));
    // Of two condominiums, one renews in January 2026, the other in April.
    let other = shipped("initiative-crm/lift-not-told");
    let due = |period: Period| -> Vec<String> {
        let listing = renewals_due([&history, &other], period);
        assert_eq!(listing.failures, []);
        listing.found.iter().map(|(id, renewals)| format!("{id} {}", renewals[0].on)).collect()
    };
    assert_eq!(due(range("2026-01-01", "2026-02-01")), ["initiative-lift 2026-01-01"]);
    assert_eq!(due(range("2026-04-01", "2026-05-01")), ["initiative-lift-not-told 2026-04-01"]);
}

/// TRM-6 (0.20): told inside the window, twice, so it never is free to leave
#[test]
fn it_was_told_in_time() {
    let history = shipped("initiative-crm/lift-maintenance");
    let window = renewal_notice_window(&history, day("2026-01-01")).unwrap().unwrap();
    assert_eq!((window.opens, window.closes), (day("2026-06-30"), day("2026-08-30")));
    assert!(!free_exit(&history, day("2026-01-01")).unwrap());
    assert!(!free_exit(&history, day("2027-01-01")).unwrap());
    // Not told in 2027, as far as is known.
    assert!(free_exit(&history, day("2028-01-01")).unwrap());
}

/// 3.13: 30, 7 and 1 days before
#[test]
fn reminders_come_before_each_renewal() {
    let history = shipped("initiative-crm/lift-maintenance");
    let found = reminders(&history, &[30, 7, 1], range("2025-12-01", "2026-02-01")).unwrap();
    let days: Vec<String> = found.iter().map(|reminder| reminder.on.to_string()).collect();
    assert_eq!(days, ["2025-12-02", "2025-12-25", "2025-12-31"]);
    assert!(found.iter().all(|reminder| reminder.of == Coming::Renewal(day("2026-01-01"))));
}
