//! What was issued and turns out wrong: days too many are credited, missing ones charged, to the
//! cent.
//!
//! 10.00 EUR for June 2025: days 1 to 20 issued for 6.67, then only 10 of them right, 3.33: a
//! credit note of 3.34 (INV-6).

use crate::billing::{dated, nights, printed};
use crate::written::{END_SET, FEE, Fee, by_days, nights_on, price, retracted};

/// 10.00 for June 2025.
const JUNE: Fee = Fee::a_month(r#"{"flat":"10.00"}"#, "2025-06-01");

/// INV-6: 6.67 for 20 days, of which 10 are right: 3.33. 10/30 alone would be 3.33.
#[test]
fn ten_days_too_many_take_the_rounding_with_them() {
    let history = JUNE.then(&[
        ("2025-06-01", "2025-06-01", &by_days("2025-06-11")),
        ("2025-06-05", "2025-06-11", &by_days("2025-06-21")),
    ]);
    let documents = nights(&history, "2025-06-01", "2025-06-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jun 2025 · customer cust-7 · EUR
      Fee  11 – 30 Jun 2025  10.00 × 20/30  6.67
                                       Net  6.67
                          VAT 20 % on 6.67  1.33
                                     Total  8.00
                            Due 1 Jun 2025  8.00
    Credit note of 11 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jun 2025
      Fee  11 – 20 Jun 2025  − 10.00 × 10/30 − 0.01 (rounding)  −3.34
                                                           Net  −3.34
                                             VAT 20 % on −3.34  −0.67
                                                         Total  −4.01
                                         To refund 11 Jun 2025   4.01
    ");
}

/// CHG-9, INV-6: 10 % off. 20 days are 6.67 less 0.67, 10 days 3.33 less 0.33: so 3.34 less 0.34 go
/// back.
#[test]
fn an_allowance_goes_back_with_its_rounding() {
    let discount = r#"{"discount-granted":{"id":"loyal","discount":{"label":"Loyalty","value":{"percent":"10"},"lasts":"forever"}}}"#;
    let history = JUNE.then(&[
        ("2025-06-01", "2025-06-01", discount),
        ("2025-06-01", "2025-06-01", &by_days("2025-06-11")),
        ("2025-06-05", "2025-06-11", &by_days("2025-06-21")),
    ]);
    let documents = nights(&history, "2025-06-01", "2025-06-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jun 2025 · customer cust-7 · EUR
      Fee  11 – 30 Jun 2025  10.00 × 20/30 − 0.67 (Loyalty)  6.00
                                                        Net  6.00
                                           VAT 20 % on 6.00  1.20
                                                      Total  7.20
                                             Due 1 Jun 2025  7.20
    Credit note of 11 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jun 2025
      Fee  11 – 20 Jun 2025  − 10.00 × 10/30 − 0.01 (rounding) + 0.34 (Loyalty)  −3.00
                                                                            Net  −3.00
                                                              VAT 20 % on −3.00  −0.60
                                                                          Total  −3.60
                                                          To refund 11 Jun 2025   3.60
    ");
}

/// INV-7: first the days that are due at once, then those of 21 June. 10.00 − 6.67 = 3.33; then 26
/// days are 8.67, so 1.33 goes back. Corrections first would have given −1.34 and +3.34.
#[test]
fn june_is_corrected_due_date_by_due_date() {
    let history = JUNE.then(&[
        ("2025-06-01", "2025-06-01", &by_days("2025-06-11")),
        ("2025-06-05", "2025-06-05", &retracted(3)),
        ("2025-06-05", "2025-06-21", &by_days("2025-06-25")),
    ]);
    let documents = nights(&history, "2025-06-01", "2025-06-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jun 2025 · customer cust-7 · EUR
      Fee  11 – 30 Jun 2025  10.00 × 20/30  6.67
                                       Net  6.67
                          VAT 20 % on 6.67  1.33
                                     Total  8.00
                            Due 1 Jun 2025  8.00
    Invoice of 5 Jun 2025 · customer cust-7 · EUR
      Fee  1 – 10 Jun 2025  10.00 × 10/30  3.33
                                      Net  3.33
                         VAT 20 % on 3.33  0.67
                                    Total  4.00
                           Due 5 Jun 2025  4.00
    Credit note of 21 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jun 2025
      Fee  21 – 24 Jun 2025  − 10.00 × 4/30  −1.33
                                        Net  −1.33
                          VAT 20 % on −1.33  −0.27
                                      Total  −1.60
                      To refund 21 Jun 2025   1.60
    ");
    // One run does what two do (L3).
    assert_eq!(documents, nights_on(&history, &["2025-06-01", "2025-06-21"]));
}

/// CHG-8: due on 10 April, dated on the day on which it was recorded; 10/30 of 31.00 is 10.33
#[test]
fn a_pause_recorded_late_is_credited_on_that_day() {
    let fee = Fee { start: "2025-04-01", ..FEE };
    let history = fee.then(&[("2025-04-25", "2025-04-10", &by_days("2025-04-20"))]);
    let documents = nights(&history, "2025-04-01", "2025-04-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 30 Apr 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Apr 2025  37.20
    Credit note of 25 Apr 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Apr 2025
      Fee  10 – 19 Apr 2025  − 31.00 × 10/30  −10.33
                                         Net  −10.33
                          VAT 20 % on −10.33   −2.07
                                       Total  −12.40
                       To refund 25 Apr 2025   12.40
    ");
}

/// INV-6, CHG-8: [5, 15) was credited. Now it is [10, 25): the 5th to the 9th are charged, due with
/// the month; the 15th to the 24th are credited, due on the 10th. 1.00 a day.
#[test]
fn a_pause_is_replaced_by_another() {
    let fee = Fee { start: "2025-05-01", ..FEE };
    let history = fee.then(&[
        ("2025-05-02", "2025-05-05", &by_days("2025-05-15")),
        ("2025-05-12", "2025-05-12", &retracted(3)),
        ("2025-05-12", "2025-05-10", &by_days("2025-05-25")),
    ]);
    let documents = nights(&history, "2025-05-01", "2025-05-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 May 2025 · customer cust-7 · EUR
      Fee  1 – 31 May 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 May 2025  37.20
    Credit note of 5 May 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 May 2025
      Fee  5 – 14 May 2025  − 31.00 × 10/31  −10.00
                                        Net  −10.00
                         VAT 20 % on −10.00   −2.00
                                      Total  −12.00
                       To refund 5 May 2025   12.00
    Credit note of 12 May 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 May 2025
      Fee  15 – 24 May 2025  − 31.00 × 10/31  −10.00
                                         Net  −10.00
                          VAT 20 % on −10.00   −2.00
                                       Total  −12.00
                       To refund 12 May 2025   12.00
    Invoice of 12 May 2025 · customer cust-7 · EUR
      Fee  5 – 9 May 2025  31.00 × 5/31  5.00
                                    Net  5.00
                       VAT 20 % on 5.00  1.00
                                  Total  6.00
                        Due 12 May 2025  6.00
    ");
}

/// INV-6: 20 days credited, charged again, and credited again: each time the line that is charged
/// now is corrected. A(30) − A(20) is 3.33.
#[test]
fn a_correction_of_a_correction_names_the_correction() {
    let history = JUNE.then(&[
        ("2025-06-05", "2025-06-11", &by_days("2025-06-21")),
        ("2025-06-12", "2025-06-12", &retracted(3)),
        ("2025-06-14", "2025-06-14", &retracted(4)),
    ]);
    let documents = nights(&history, "2025-06-01", "2025-06-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jun 2025 · customer cust-7 · EUR
      Fee  1 – 30 Jun 2025  10.00  10.00
                              Net  10.00
                VAT 20 % on 10.00   2.00
                            Total  12.00
                   Due 1 Jun 2025  12.00
    Credit note of 11 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jun 2025
      Fee  11 – 20 Jun 2025  − 10.00 × 10/30  −3.33
                                         Net  −3.33
                           VAT 20 % on −3.33  −0.67
                                       Total  −4.00
                       To refund 11 Jun 2025   4.00
    Invoice of 12 Jun 2025 · customer cust-7 · EUR
      Fee  11 – 20 Jun 2025  10.00 × 10/30  3.33
                                       Net  3.33
                          VAT 20 % on 3.33  0.67
                                     Total  4.00
                           Due 12 Jun 2025  4.00
    Credit note of 14 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 12 Jun 2025
      Fee  11 – 20 Jun 2025  − 10.00 × 10/30  −3.33
                                         Net  −3.33
                           VAT 20 % on −3.33  −0.67
                                       Total  −4.00
                       To refund 14 Jun 2025   4.00
    ");
}

/// INV-6: the 16th to the 25th, of which the 21st to the 25th were charged on 3 June. Newest line
/// first: A(30) − A(25) = 1.67, then A(25) − A(20) = 1.66, of which a cent is rounding.
#[test]
fn a_credit_goes_back_over_two_lines_newest_first() {
    let history = JUNE.then(&[
        ("2025-06-01", "2025-06-21", &by_days("2025-07-01")),
        ("2025-06-03", "2025-06-03", &retracted(3)),
        ("2025-06-10", "2025-06-16", &by_days("2025-06-26")),
    ]);
    let documents = nights(&history, "2025-06-01", "2025-06-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jun 2025 · customer cust-7 · EUR
      Fee  1 – 20 Jun 2025  10.00 × 20/30  6.67
                                      Net  6.67
                         VAT 20 % on 6.67  1.33
                                    Total  8.00
                           Due 1 Jun 2025  8.00
    Invoice of 3 Jun 2025 · customer cust-7 · EUR
      Fee  21 – 30 Jun 2025  10.00 × 10/30  3.33
                                       Net  3.33
                          VAT 20 % on 3.33  0.67
                                     Total  4.00
                            Due 3 Jun 2025  4.00
    Credit note of 16 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jun 2025
      Fee  16 – 20 Jun 2025  − 10.00 × 5/30 + 0.01 (rounding)  −1.66
                                                          Net  −1.66
                                            VAT 20 % on −1.66  −0.33
                                                        Total  −1.99
                                        To refund 16 Jun 2025   1.99
    Credit note of 16 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 3 Jun 2025
      Fee  21 – 25 Jun 2025  − 10.00 × 5/30  −1.67
                                        Net  −1.67
                          VAT 20 % on −1.67  −0.33
                                      Total  −2.00
                      To refund 16 Jun 2025   2.00
    ");
}

/// INV-6, L7: 6.67 for the 1st to the 20th, 3.33 for the rest. First the 1st to the 10th are
/// credited, 3.33. Then the last ten are worth A(20) − A(10) = 3.34, but their line has 3.33: the
/// cent is taken from the older line, without days.
#[test]
fn a_cent_that_a_line_has_not_is_taken_from_an_older_one() {
    let history = JUNE.then(&[
        ("2025-06-01", "2025-06-21", &by_days("2025-07-01")),
        ("2025-06-03", "2025-06-03", &retracted(3)),
        ("2025-06-04", "2025-06-01", &by_days("2025-06-11")),
        ("2025-06-06", "2025-06-21", &by_days("2025-07-01")),
    ]);
    let documents = nights(&history, "2025-06-01", "2025-06-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jun 2025 · customer cust-7 · EUR
      Fee  1 – 20 Jun 2025  10.00 × 20/30  6.67
                                      Net  6.67
                         VAT 20 % on 6.67  1.33
                                    Total  8.00
                           Due 1 Jun 2025  8.00
    Invoice of 3 Jun 2025 · customer cust-7 · EUR
      Fee  21 – 30 Jun 2025  10.00 × 10/30  3.33
                                       Net  3.33
                          VAT 20 % on 3.33  0.67
                                     Total  4.00
                            Due 3 Jun 2025  4.00
    Credit note of 4 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jun 2025
      Fee  1 – 10 Jun 2025  − 10.00 × 10/30  −3.33
                                        Net  −3.33
                          VAT 20 % on −3.33  −0.67
                                      Total  −4.00
                       To refund 4 Jun 2025   4.00
    Credit note of 21 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jun 2025
      Fee  1 – 30 Jun 2025  − 0.01 (rounding)  −0.01
                                          Net  −0.01
                            VAT 20 % on −0.01   0.00
                                        Total  −0.01
                        To refund 21 Jun 2025   0.01
    Credit note of 21 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 3 Jun 2025
      Fee  21 – 30 Jun 2025  − 10.00 × 10/30  −3.33
                                         Net  −3.33
                           VAT 20 % on −3.33  −0.67
                                       Total  −4.00
                       To refund 21 Jun 2025   4.00
    ");
}

/// INV-6: 100.00 for 2025. Paused in March: A(365) − A(334) = 100.00 − 91.51; in June: 91.51 −
/// A(304) = 91.51 − 83.29.
#[test]
fn two_pauses_of_a_yearly_plan_are_two_credits() {
    let fee = Fee { price: r#"{"flat":"100.00"}"#, schedule: r#""every":"1 year""#, ..FEE };
    let history = fee.then(&[
        ("2025-02-15", "2025-03-01", &by_days("2025-04-01")),
        ("2025-05-20", "2025-06-01", &by_days("2025-07-01")),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-12-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 Jan – 31 Dec 2025  100.00  100.00
                                   Net  100.00
                    VAT 20 % on 100.00   20.00
                                 Total  120.00
                        Due 1 Jan 2025  120.00
    Credit note of 1 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  1 – 31 Mar 2025  − 100.00 × 31/365   −8.49
                                          Net   −8.49
                            VAT 20 % on −8.49   −1.70
                                        Total  −10.19
                         To refund 1 Mar 2025   10.19
    Credit note of 1 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  1 – 30 Jun 2025  − 100.00 × 30/365  −8.22
                                          Net  −8.22
                            VAT 20 % on −8.22  −1.64
                                        Total  −9.86
                         To refund 1 Jun 2025   9.86
    ");
}

/// INV-4, INV-6: what is hidden is not credited on paper either
#[test]
fn hidden_lines_of_0_are_corrected_out_of_sight() {
    let hidden = r#","billing":{"zero_lines":"hidden"}"#;
    let gift = Fee { contract: hidden, price: r#"{"flat":"0.00"}"#, ..FEE };
    let history = gift.then(&[
        ("2025-01-10", "2025-01-01", &price("31.00")),
        ("2025-01-20", "2025-01-01", &price("0.00")),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 10 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                  Due 10 Jan 2025  37.20
    Credit note of 20 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 10 Jan 2025
      Fee  1 – 31 Jan 2025  − 31.00  −31.00
                                Net  −31.00
                 VAT 20 % on −31.00   −6.20
                              Total  −37.20
              To refund 20 Jan 2025   37.20
    ");
}

/// INV-7: two subscriptions of a customer share an invoice of 1 January; the pause of one is
/// credited against it, by its key and its date.
#[test]
fn a_credit_note_names_the_invoice_that_subscriptions_share() {
    let first = Fee { subscription: "a", ..FEE }.then(&[]);
    let paused = Fee { subscription: "b", price: r#"{"flat":"62.00"}"#, ..FEE };
    let second = paused.then(&[("2025-01-20", "2025-01-10", &by_days("2025-01-15"))]);
    let documents = crate::billing::nights_of(&[&first, &second], "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00   31.00
      Fee  1 – 31 Jan 2025  62.00   62.00
                              Net   93.00
                VAT 20 % on 93.00   18.60
                            Total  111.60
                   Due 1 Jan 2025  111.60
    Credit note of 20 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  10 – 14 Jan 2025  − 62.00 × 5/31  −10.00
                                        Net  −10.00
                         VAT 20 % on −10.00   −2.00
                                      Total  −12.00
                      To refund 20 Jan 2025   12.00
    ");
    let corrected = documents[1].corrects.as_ref().unwrap();
    assert_eq!(corrected.key, documents[0].key());
    assert_eq!(corrected.dated_on, documents[0].dated_on);
    let (credit, charge) = (documents[1].lines.first(), &documents[0].lines[1]);
    assert_eq!(credit.corrected_key(), Some(charge.key()));
    assert!(corrected.key.starts_with("invoice:a/"), "{}", corrected.key);
}

/// INV-7: 1.00 and 2.00 a day
#[test]
fn each_subscription_of_a_shared_invoice_has_a_credit_note_of_its_own() {
    let late: &[(&str, &str, &str)] = &[("2025-01-20", "2025-01-10", &by_days("2025-01-15"))];
    let first = Fee { subscription: "a", ..FEE }.then(late);
    let second = Fee { subscription: "b", price: r#"{"flat":"62.00"}"#, ..FEE }.then(late);
    let documents = crate::billing::nights_of(&[&first, &second], "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 20 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  10 – 14 Jan 2025  − 31.00 × 5/31  −5.00
                                        Net  −5.00
                          VAT 20 % on −5.00  −1.00
                                      Total  −6.00
                      To refund 20 Jan 2025   6.00
    Credit note of 20 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  10 – 14 Jan 2025  − 62.00 × 5/31  −10.00
                                        Net  −10.00
                         VAT 20 % on −10.00   −2.00
                                      Total  −12.00
                      To refund 20 Jan 2025   12.00
    ");
    let key = Some(documents[0].key());
    for note in &documents[1..] {
        assert_eq!(note.corrects.as_ref().map(|corrected| corrected.key.clone()), key);
    }
}

/// L4, L7: whatever was corrected before, an end on the first day credits the rest: nothing is left
#[test]
fn after_many_corrections_an_end_on_the_first_day_leaves_nothing() {
    let history = JUNE.then(&[
        ("2025-06-01", "2025-06-21", &by_days("2025-07-01")),
        ("2025-06-03", "2025-06-03", &retracted(3)),
        ("2025-06-04", "2025-06-01", &by_days("2025-06-11")),
        ("2025-06-06", "2025-06-21", &by_days("2025-06-24")),
        ("2025-06-25", "2025-06-01", END_SET),
    ]);
    let documents = nights(&history, "2025-06-01", "2025-06-30");
    let net: i64 = documents.iter().map(|document| document.net.minor()).sum();
    assert_eq!(net, 0);
    insta::assert_snapshot!(printed(dated(&documents, "2025-06-25", "2025-06-25")), @"
    Credit note of 25 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jun 2025
      Fee  11 – 20 Jun 2025    − 10.00 × 10/30  −3.33
      Fee  1 – 30 Jun 2025   − 0.01 (rounding)  −0.01
                                           Net  −3.34
                             VAT 20 % on −3.34  −0.67
                                         Total  −4.01
                         To refund 25 Jun 2025   4.01
    Credit note of 25 Jun 2025 · customer cust-7 · EUR
    Corrects the invoice of 3 Jun 2025
      Fee  24 – 30 Jun 2025  − 10.00 × 7/30  −2.33
                                        Net  −2.33
                          VAT 20 % on −2.33  −0.47
                                      Total  −2.80
                      To refund 25 Jun 2025   2.80
    ");
}
