//! Lift maintenance by the quarter, renewed by the year; the condominium was told about the renewal
//! two days late, and leaves.

use tacite::query::{earliest_end, free_exit, renewal_notice_window};

use crate::billing::{dated, day, nights, printed, shipped};

/// TRM-6 (4.11): three months before 1 April is 1 January, so refusal until 31 December; from three
/// months to one month before that: 30 September (31 has no September) to 30 November
#[test]
fn the_notice_of_2_december_is_two_days_late() {
    let history = shipped("initiative-crm/lift-not-told").until_sequence(3);
    let window = renewal_notice_window(&history, day("2025-06-01")).unwrap().unwrap();
    assert_eq!(
        (window.renewal_on, window.last_refusal_day),
        (day("2026-04-01"), day("2025-12-31"))
    );
    assert_eq!((window.opens, window.closes), (day("2025-09-30"), day("2025-11-30")));
    let is_free = |date| free_exit(&history, day(date)).unwrap();
    assert!(!is_free("2026-03-31"));
    assert!(is_free("2026-04-01") && is_free("2026-06-16") && is_free("2027-03-31"));
    // By notice it would have to stay until 1 April 2027.
    assert_eq!(earliest_end(&history, day("2026-06-16")).unwrap().end, Some(day("2027-04-01")));
}

/// INV-6 (3.9, 4.10): by hand, April to June has 91 days, 76 are served.
/// - 480.00 × 76/91 = 400.879…, 400.88 stays and 79.12 comes back.
/// - VAT on it: 7.912, so 7.91. To be paid back within 30 days.
#[test]
fn who_leaves_freely_gets_the_rest_of_the_quarter_back() {
    let documents = nights(&shipped("initiative-crm/lift-not-told"), "2025-01-01", "2026-12-31");
    assert_eq!(documents.len(), 6);
    insta::assert_snapshot!(printed(dated(&documents, "2026-04-01", "2026-12-31")), @"
    Invoice of 1 Apr 2026 · customer copro-3-quai-du-port · EUR
      Lift maintenance, basic contract  1 Apr – 30 Jun 2026  480.00  480.00
                                                                Net  480.00
                                                 VAT 10 % on 480.00   48.00
                                                              Total  528.00
                                                     Due 1 May 2026  528.00
    Credit note of 16 Jun 2026 · customer copro-3-quai-du-port · EUR
    Corrects the invoice of 1 Apr 2026
      Lift maintenance, basic contract  16 – 30 Jun 2026  − 480.00 × 15/91  −79.12
                                                                       Net  −79.12
                                                        VAT 10 % on −79.12   −7.91
                                                                     Total  −87.03
                                                     To refund 16 Jul 2026   87.03
    ");
}
