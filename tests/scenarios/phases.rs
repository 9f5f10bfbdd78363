//! Trials and introductory prices.

use crate::billing::{history, nights, printed};

/// 9.00 for three months from 15 January, then 12.00; on the 1st.
const INTRODUCTORY: &str = r#"{"format":"tacite-events","version":1,"subscription":"intro"}
{"sequence":1,"recorded_on":"2025-01-15","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-15","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"12.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":{"day-of-month":1},"phases":[{"length":"3 months","price":{"price":"9.00"}}]}}}}}
"#;

/// 14 days free, then 31.00 a month; the grid begins with the trial.
const TRIAL: &str = r#"{"format":"tacite-events","version":1,"subscription":"trial"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","phases":[{"length":"14 days","price":"free"}]}}}}}
"#;

/// 14 days free, then 31.00 a month; the grid begins after the trial.
const TRIAL_FIRST: &str = r#"{"format":"tacite-events","version":1,"subscription":"trial-first"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":"trial-end","phases":[{"length":"14 days","price":"free"}]}}}}}
"#;

/// A free month, shown as charge less allowance.
const SHOWN: &str = r#"{"format":"tacite-events","version":1,"subscription":"shown"}
{"sequence":1,"recorded_on":"2025-01-01","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-01","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"31.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","phases":[{"length":"1 month","price":"free-as-allowance"}]}}}}}
"#;

/// 10.00, 20.00 and then 30.00, from 31 January.
const RAMP: &str = r#"{"format":"tacite-events","version":1,"subscription":"ramp"}
{"sequence":1,"recorded_on":"2025-01-31","event":{"started":{"contract":{"label":"Contract","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-31","event":{"item-added":{"id":"fee","item":{"label":"Fee","price":{"flat":"30.00"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month","anchor":"start-or-month-end","phases":[{"length":"1 month","price":{"price":"10.00"}},{"length":"1 month","price":{"price":"20.00"}}]}}}}}
"#;

/// CHG-2, CHG-6: 17/31 of 9.00; in April 14/30 of 9.00 and, on the 15th, 16/30 of 12.00
#[test]
fn an_introductory_price_ends_inside_a_month() {
    let documents = nights(&history(INTRODUCTORY), "2025-01-15", "2025-05-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 15 Jan 2025 · customer cust-7 · EUR
      Fee  15 – 31 Jan 2025  9.00 × 17/31  4.94
                                      Net  4.94
                         VAT 20 % on 4.94  0.99
                                    Total  5.93
                          Due 15 Jan 2025  5.93
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  9.00   9.00
                             Net   9.00
                VAT 20 % on 9.00   1.80
                           Total  10.80
                  Due 1 Feb 2025  10.80
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 31 Mar 2025  9.00   9.00
                             Net   9.00
                VAT 20 % on 9.00   1.80
                           Total  10.80
                  Due 1 Mar 2025  10.80
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 14 Apr 2025  9.00 × 14/30  4.20
                                     Net  4.20
                        VAT 20 % on 4.20  0.84
                                   Total  5.04
                          Due 1 Apr 2025  5.04
    Invoice of 15 Apr 2025 · customer cust-7 · EUR
      Fee  15 – 30 Apr 2025  12.00 × 16/30  6.40
                                       Net  6.40
                          VAT 20 % on 6.40  1.28
                                     Total  7.68
                           Due 15 Apr 2025  7.68
    Invoice of 1 May 2025 · customer cust-7 · EUR
      Fee  1 – 31 May 2025  12.00  12.00
                              Net  12.00
                VAT 20 % on 12.00   2.40
                            Total  14.40
                   Due 1 May 2025  14.40
    ");
}

/// CHG-7, CHG-8: the terms hold through the free days, so 17/31 are due on the 1st
#[test]
fn the_days_after_a_trial_are_due_with_their_period() {
    let documents = nights(&history(TRIAL), "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  15 – 31 Jan 2025  31.00 × 17/31  17.00
                                       Net  17.00
                         VAT 20 % on 17.00   3.40
                                     Total  20.40
                            Due 1 Jan 2025  20.40
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
}

/// CAL-5: nothing before the 15th
#[test]
fn a_grid_that_begins_after_the_trial_bills_whole_months() {
    let documents = nights(&history(TRIAL_FIRST), "2025-01-01", "2025-02-15");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 15 Jan 2025 · customer cust-7 · EUR
      Fee  15 Jan – 14 Feb 2025  31.00  31.00
                                   Net  31.00
                     VAT 20 % on 31.00   6.20
                                 Total  37.20
                       Due 15 Jan 2025  37.20
    Invoice of 15 Feb 2025 · customer cust-7 · EUR
      Fee  15 Feb – 14 Mar 2025  31.00  31.00
                                   Net  31.00
                     VAT 20 % on 31.00   6.20
                                 Total  37.20
                       Due 15 Feb 2025  37.20
    ");
}

/// CHG-2
#[test]
fn a_free_month_can_be_shown_as_charge_less_allowance() {
    let documents = nights(&history(SHOWN), "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00 − 31.00 (free phase)  0.00
                                                   Net  0.00
                                      VAT 20 % on 0.00  0.00
                                                 Total  0.00
                                        Due 1 Jan 2025  0.00
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
}

/// CHG-2, CAL-3: phases end on 28 February and 31 March
#[test]
fn a_ramp_has_a_price_for_each_month() {
    let documents = nights(&history(RAMP), "2025-01-31", "2025-04-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 31 Jan 2025 · customer cust-7 · EUR
      Fee  31 Jan – 27 Feb 2025  10.00  10.00
                                   Net  10.00
                     VAT 20 % on 10.00   2.00
                                 Total  12.00
                       Due 31 Jan 2025  12.00
    Invoice of 28 Feb 2025 · customer cust-7 · EUR
      Fee  28 Feb – 30 Mar 2025  20.00  20.00
                                   Net  20.00
                     VAT 20 % on 20.00   4.00
                                 Total  24.00
                       Due 28 Feb 2025  24.00
    Invoice of 31 Mar 2025 · customer cust-7 · EUR
      Fee  31 Mar – 29 Apr 2025  30.00  30.00
                                   Net  30.00
                     VAT 20 % on 30.00   6.00
                                 Total  36.00
                       Due 31 Mar 2025  36.00
    Invoice of 30 Apr 2025 · customer cust-7 · EUR
      Fee  30 Apr – 30 May 2025  30.00  30.00
                                   Net  30.00
                     VAT 20 % on 30.00   6.00
                                 Total  36.00
                       Due 30 Apr 2025  36.00
    ");
}
