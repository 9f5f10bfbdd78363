//! A phone plan bound for twelve months and, with a new phone, for twelve more; left in the 19th
//! month for the fee of the table.

use tacite::books::Books;
use tacite::command::{Command, State, decide};
use tacite::history::History;
use tacite::money::{Amount, Currency};
use tacite::query::{
    SubscriptionState, earliest_end, earliest_end_with_fee, exit_fee, remaining_commitment, status,
};

use crate::billing::{billed_until, dated, day, nights, printed, shipped};

/// What is known before the customer leaves.
fn before_leaving() -> History {
    shipped("telecom/phone").until_sequence(4)
}

/// TRM-2 (1.13): the second commitment holds from its first day on, so the day between is free
#[test]
fn the_new_phone_binds_for_twelve_more_months_from_its_own_day_on() {
    let history = before_leaving();
    let left = |date| remaining_commitment(&history, day(date)).unwrap().unwrap();
    let on_the_last_day = left("2026-02-09");
    assert_eq!((on_the_last_day.end, on_the_last_day.days), (Some(day("2026-02-10")), Some(1)));
    let a_day_later = left("2026-02-10");
    assert_eq!((a_day_later.end, a_day_later.days), (Some(day("2027-02-10")), Some(365)));
    assert_eq!(a_day_later.whole_months, Some(12));
    // Ten days' notice for 10 February, the one end between the two: 30 January.
    let end = |date| earliest_end(&history, day(date)).unwrap().end;
    assert_eq!(end("2026-01-30"), Some(day("2026-02-10")));
    assert_eq!(end("2026-01-31"), Some(day("2027-02-10")));
}

/// TRM-3: 20.00 for each month that remains of the first year, 5.00 for each of the second
#[test]
fn the_table_has_a_fee_for_each_month_and_none_between_the_two_commitments() {
    let history = before_leaving();
    for (end_on, fee) in [
        ("2025-02-11", Some(24_000)),
        ("2025-03-09", Some(24_000)),
        ("2025-03-10", Some(22_000)),
        ("2026-01-10", Some(2_000)),
        ("2026-02-10", None),
        ("2026-02-11", Some(6_000)),
        ("2026-08-10", Some(3_000)),
        ("2026-09-09", Some(3_000)),
        ("2026-09-10", Some(2_500)),
        ("2027-02-09", Some(500)),
        ("2027-02-10", None),
    ] {
        let end = day(end_on);
        let quoted = exit_fee(&history, &Books::new(), end, end).unwrap();
        assert_eq!(quoted, fee.map(|minor| Amount::new(minor, Currency::EUR)), "{end_on}");
    }
}

/// TRM-4 (1.14): 24 August and ten whole days, 25 August to 3 September
#[test]
fn ten_days_of_notice_lead_to_4_september_for_the_fee() {
    let history = before_leaving();
    let with_fee = earliest_end_with_fee(&history, day("2026-08-24")).unwrap();
    assert_eq!(with_fee.end, Some(day("2026-09-04")));
    assert_eq!(with_fee.last_notice_day, Some(day("2026-08-24")));
    let without = earliest_end(&history, day("2026-08-24")).unwrap();
    assert_eq!(without.end, Some(day("2027-02-10")));
}

/// TRM-3, INV-6, INV-9 (1.22, 2.8, 2.9): by hand, 10 August to 9 September has 31 days.
/// - 25 of them are served: 20.00 × 25/31 = 16.129…, 16.13 stays and 3.87 comes back.
/// - VAT on it: 0.774, so 0.77.
/// - The fee: 18 months are over since 10 February 2025, 6 are left, at 5.00 each.
#[test]
fn the_days_after_the_end_are_credited_and_the_fee_is_charged_on_it() {
    let documents = nights(&shipped("telecom/phone"), "2025-01-01", "2026-12-31");
    assert_eq!(documents.len(), 21);
    insta::assert_snapshot!(printed(dated(&documents, "2026-08-01", "2026-12-31")), @"
    Invoice of 10 Aug 2026 · customer telecom-cust-701 · EUR
      Phone plan, 50 GB (reference 06 99 00 12 34)  10 Aug – 9 Sep 2026  20.00  20.00
                                                                           Net  20.00
                                                             VAT 20 % on 20.00   4.00
                                                                         Total  24.00
                                                               Due 10 Aug 2026  24.00
    Credit note of 4 Sep 2026 · customer telecom-cust-701 · EUR
    Corrects the invoice of 10 Aug 2026
      Phone plan, 50 GB (reference 06 99 00 12 34)  4 – 9 Sep 2026  − 20.00 × 6/31  −3.87
                                                                               Net  −3.87
                                                                 VAT 20 % on −3.87  −0.77
                                                                             Total  −4.64
                                                              To refund 4 Sep 2026   4.64
    Invoice of 4 Sep 2026 · customer telecom-cust-701 · EUR
      Early exit (reference 06 99 00 12 34)  4 Sep 2026  30.00  30.00
                                                           Net  30.00
                                             VAT 20 % on 30.00   6.00
                                                         Total  36.00
                                                Due 4 Sep 2026  36.00
    ");
}

/// HIS-5, TRM-3: quoted first, accepted then
#[test]
fn who_does_not_accept_the_fee_stays() {
    let (history, books) = (before_leaving(), billed_until(&before_leaving(), "2026-08-23"));
    let leave = |accepted_fee| {
        let (on, last_period, reason) = (day("2026-09-04"), None, None);
        let command = Command::Terminate { on, last_period, reason, accepted_fee };
        decide(&State::of(&history, &books, day("2026-08-24")), &command)
    };
    let refused = |minor: Option<i64>| {
        let refusal = leave(minor.map(|minor| Amount::new(minor, Currency::EUR))).unwrap_err();
        refusal.to_string()
    };
    insta::assert_snapshot!(refused(None), @"terminate (terminated), effective 2026-09-04: the exit fee of 30.00 EUR for leaving inside the commitment is not accepted (TRM-2)");
    insta::assert_snapshot!(refused(Some(2_999)), @"terminate (terminated), effective 2026-09-04: an exit fee of 29.99 EUR is accepted, 30.00 EUR is due (TRM-3)");
}

/// TRM-9 (2.37)
#[test]
fn terminated_it_is_served_until_its_end() {
    let history = shipped("telecom/phone");
    let state = |date| status(&history, day(date)).unwrap().state;
    assert_eq!(state("2026-08-23"), SubscriptionState::Active);
    assert_eq!(state("2026-08-24"), SubscriptionState::Terminated);
    assert_eq!(state("2026-09-03"), SubscriptionState::Terminated);
    assert_eq!(state("2026-09-04"), SubscriptionState::Ended);
}
