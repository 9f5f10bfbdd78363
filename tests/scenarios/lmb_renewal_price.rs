//! A standing discount, a commitment shortened from two years to one, notice given and taken back
//! for a renewal price of the customer's own.

use tacite::query::{SubscriptionState, earliest_end, next_renewal, remaining_commitment, status};

use crate::billing::{dated, day, nights, printed, shipped};

/// CHG-9 (1.18): by hand, 89.00 less 10 % is 80.10, VAT 16.02
#[test]
fn a_standing_discount_is_on_every_invoice() {
    let documents = nights(&shipped("lmb/renewal-price"), "2025-01-01", "2026-12-31");
    assert_eq!(documents.len(), 22);
    assert!(documents.iter().all(|document| document.lines[0].allowance.minor() > 0));
    insta::assert_snapshot!(printed(&documents[..1]), @"
    Invoice of 1 Mar 2025 · customer lmb-cust-405 · EUR
      Till software (reference Caisse 12)  1 – 31 Mar 2025  89.00 − 8.90 (Traders' association)  80.10
                                                                                            Net  80.10
                                                                              VAT 20 % on 80.10  16.02
                                                                                          Total  96.12
                                                                                Due 11 Mar 2025  96.12
    ");
}

/// TRM-1 (1.16, 1.17): by hand, 85.00 less 10 % is 76.50, VAT 15.30. The notice in between, given on
/// 20 January and taken back on 10 February, costs and credits nothing.
#[test]
fn the_renewal_has_the_price_of_the_customers_own() {
    let documents = nights(&shipped("lmb/renewal-price"), "2025-01-01", "2026-12-31");
    insta::assert_snapshot!(printed(dated(&documents, "2026-02-01", "2026-03-31")), @"
    Invoice of 1 Feb 2026 · customer lmb-cust-405 · EUR
      Till software (reference Caisse 12)  1 – 28 Feb 2026  89.00 − 8.90 (Traders' association)  80.10
                                                                                            Net  80.10
                                                                              VAT 20 % on 80.10  16.02
                                                                                          Total  96.12
                                                                                Due 11 Feb 2026  96.12
    Invoice of 1 Mar 2026 · customer lmb-cust-405 · EUR
      Till software (reference Caisse 12)  1 – 31 Mar 2026  85.00 − 8.50 (Traders' association)  76.50
                                                                                            Net  76.50
                                                                              VAT 20 % on 76.50  15.30
                                                                                          Total  91.80
                                                                                Due 11 Mar 2026  91.80
    ");
}

/// TRM-2, TRM-4 (1.13): as known before and after 3 November 2025
#[test]
fn a_commitment_that_is_shortened_frees_the_end_of_the_first_year() {
    let whole = shipped("lmb/renewal-price");
    let (before, after) = (whole.until_sequence(4), whole.until_sequence(5));
    let end = |history, date| earliest_end(history, day(date)).unwrap().end;
    assert_eq!(end(&before, "2025-11-03"), Some(day("2027-03-01")));
    assert_eq!(end(&after, "2025-11-03"), Some(day("2026-03-01")));
    // A month's notice to 1 March: until 31 January.
    assert_eq!(end(&after, "2026-01-31"), Some(day("2026-03-01")));
    assert_eq!(end(&after, "2026-02-01"), Some(day("2027-03-01")));
    let left = |date| remaining_commitment(&after, day(date)).unwrap().unwrap().end;
    assert_eq!(left("2025-11-02"), Some(day("2027-03-01")));
    assert_eq!(left("2025-11-03"), Some(day("2026-03-01")));
}

/// TRM-9 (1.14, 1.15): what is known each day
#[test]
fn notice_stops_the_renewal_until_it_is_taken_back() {
    let whole = shipped("lmb/renewal-price");
    let (noticed, withdrawn) = (whole.until_sequence(6), whole.until_sequence(7));
    let state = |history, date| status(history, day(date)).unwrap().state;
    assert_eq!(state(&noticed, "2026-01-19"), SubscriptionState::Active);
    assert_eq!(state(&noticed, "2026-01-20"), SubscriptionState::NoticeGiven);
    assert_eq!(state(&noticed, "2026-03-01"), SubscriptionState::Ended);
    assert_eq!(next_renewal(&noticed, day("2026-02-01")), Ok(None));
    assert_eq!(state(&withdrawn, "2026-03-01"), SubscriptionState::Active);
    let renewal = next_renewal(&withdrawn, day("2026-02-10")).unwrap().unwrap();
    assert_eq!((renewal.on, renewal.number), (day("2026-03-01"), 1));
}

/// 1.12, 1.20: one has no effect, the other is printed from its day on
#[test]
fn the_signing_date_changes_nothing_and_the_reference_is_printed() {
    let whole = shipped("lmb/renewal-price");
    let documents = nights(&whole, "2025-01-01", "2025-04-30");
    let as_signed_before = nights(&whole.until_sequence(3), "2025-01-01", "2025-04-30");
    assert_eq!(documents, as_signed_before);
    let later = nights(&whole, "2025-01-01", "2026-06-30");
    let reference = |date| dated(&later, date, date)[0].lines[0].reference.clone();
    assert_eq!(reference("2026-05-01"), Some("Caisse 12".into()));
    assert_eq!(reference("2026-06-01"), Some("Caisse 12 bis".into()));
}
