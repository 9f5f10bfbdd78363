//! Coffee every 4 weeks, 1.5 kg at a time: thirteen deliveries a year, never twelve; one of
//! them three weeks later.

use tacite::contract::ItemId;
use tacite::query::stretches;

use crate::billing::{dated, nights, printed, range, shipped};

/// CAL-2 (4.2, 4.4)
#[test]
fn four_weeks_are_not_a_month() {
    let documents = nights(&shipped("exact-online/coffee"), "2025-01-01", "2025-03-10");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 13 Jan 2025 · customer exact-cust-102 · EUR
      Coffee beans  13 Jan – 9 Feb 2025  1.5 kg × 23.90  35.85
                                                    Net  35.85
                                     VAT 5.5 % on 35.85   1.97
                                                  Total  37.82
                                        Due 27 Jan 2025  37.82
    Invoice of 10 Feb 2025 · customer exact-cust-102 · EUR
      Coffee beans  10 Feb – 9 Mar 2025  1.5 kg × 23.90  35.85
                                                    Net  35.85
                                     VAT 5.5 % on 35.85   1.97
                                                  Total  37.82
                                        Due 24 Feb 2025  37.82
    Invoice of 10 Mar 2025 · customer exact-cust-102 · EUR
      Coffee beans  10 Mar – 6 Apr 2025  1.5 kg × 23.90  35.85
                                                    Net  35.85
                                     VAT 5.5 % on 35.85   1.97
                                                  Total  37.82
                                        Due 24 Mar 2025  37.82
    ");
}

/// CAL-2 (4.4): every 28 days from 13 January to 15 December 2025
#[test]
fn a_year_has_thirteen_deliveries() {
    let documents = nights(&shipped("exact-online/coffee"), "2025-01-01", "2025-12-31");
    assert_eq!(documents.len(), 13);
    insta::assert_snapshot!(printed(dated(&documents, "2025-12-01", "2025-12-31")), @"
    Invoice of 15 Dec 2025 · customer exact-cust-102 · EUR
      Coffee beans  15 Dec 2025 – 11 Jan 2026  1.5 kg × 23.90  35.85
                                                          Net  35.85
                                           VAT 5.5 % on 35.85   1.97
                                                        Total  37.82
                                              Due 29 Dec 2025  37.82
    ");
}

/// PAU-2 (4.7): the bag of 6 April was to last until 3 May. After 14 days the pause begins: 14 are
/// left on 11 May, the last of them is 24 May. Nothing is credited.
#[test]
fn a_shifted_bag_lasts_three_weeks_longer() {
    let coffee = shipped("exact-online/coffee");
    let documents = nights(&coffee, "2025-01-01", "2026-12-31");
    assert_eq!(documents.len(), 25);
    insta::assert_snapshot!(printed(dated(&documents, "2026-04-01", "2026-06-30")), @"
    Invoice of 6 Apr 2026 · customer exact-cust-102 · EUR
      Coffee beans  6 Apr – 3 May 2026  1.5 kg × 23.90  35.85
                                                   Net  35.85
                                    VAT 5.5 % on 35.85   1.97
                                                 Total  37.82
                                       Due 20 Apr 2026  37.82
    Invoice of 25 May 2026 · customer exact-cust-102 · EUR
      Coffee beans  25 May – 21 Jun 2026  1.5 kg × 23.90  35.85
                                                     Net  35.85
                                      VAT 5.5 % on 35.85   1.97
                                                   Total  37.82
                                          Due 8 Jun 2026  37.82
    Invoice of 22 Jun 2026 · customer exact-cust-102 · EUR
      Coffee beans  22 Jun – 19 Jul 2026  1.5 kg × 23.90  35.85
                                                     Net  35.85
                                      VAT 5.5 % on 35.85   1.97
                                                   Total  37.82
                                          Due 6 Jul 2026  37.82
    ");
    let beans = ItemId::new("beans").unwrap();
    let found = stretches(&coffee, beans, range("2026-04-06", "2026-05-25")).unwrap();
    let days: Vec<(String, u32)> =
        found.iter().map(|found| (found.period.to_string(), found.period.days())).collect();
    let expected = [
        ("[2026-04-06, 2026-04-20)", 14),
        ("[2026-04-20, 2026-05-11)", 21),
        ("[2026-05-11, 2026-05-25)", 14),
    ];
    assert_eq!(days, expected.map(|(period, days)| (period.to_owned(), days)));
}
