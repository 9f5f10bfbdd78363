//! What a customer reads of a pause: 120.00 EUR a month from 1 March 2025, paused from the 10th to
//! the 23rd (PAU-1, PAU-2, PAU-5).

use crate::billing::{dated, nights, printed};
use crate::written::{FEE, Fee, by_days};

const MARCH: Fee = Fee::a_month(r#"{"flat":"120.00"}"#, "2025-03-01");

fn paused(shape: &str) -> String {
    format!(r#"{{"paused":{{"pause":{{"shape":{shape},"until":"2025-03-24"}}}}}}"#)
}

/// PAU-5: 17/31 = 65.81 stays, 54.19 is credited. Triggers do not move.
#[test]
fn a_pause_by_days_is_credited_on_its_first_day() {
    let history = MARCH.then(&[("2025-03-05", "2025-03-10", &by_days("2025-03-24"))]);
    let documents = nights(&history, "2025-03-01", "2025-04-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 31 Mar 2025  120.00  120.00
                               Net  120.00
                VAT 20 % on 120.00   24.00
                             Total  144.00
                    Due 1 Mar 2025  144.00
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Mar 2025
      Fee  10 – 23 Mar 2025  − 120.00 × 14/31  −54.19
                                          Net  −54.19
                           VAT 20 % on −54.19  −10.84
                                        Total  −65.03
                        To refund 10 Mar 2025   65.03
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 30 Apr 2025  120.00  120.00
                               Net  120.00
                VAT 20 % on 120.00   24.00
                             Total  144.00
                    Due 1 Apr 2025  144.00
    ");
}

/// PAU-5: known in time, 17/31 are charged
#[test]
fn a_pause_by_days_that_is_known_leaves_days_out() {
    let history = MARCH.then(&[("2025-03-01", "2025-03-10", &by_days("2025-03-24"))]);
    let documents = nights(&history, "2025-03-01", "2025-03-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 9 Mar 2025    120.00 × 17/31  65.81
           24 – 31 Mar 2025
                                        Net  65.81
                          VAT 20 % on 65.81  13.16
                                      Total  78.97
                             Due 1 Mar 2025  78.97
    ");
}

/// PAU-1: at 40 %, 14/31 of 48.00
#[test]
fn a_reduced_price_is_printed_as_a_share_of_the_price() {
    let shape = r#"{"reduced":{"percent":"40"}}"#;
    let history = MARCH.then(&[("2025-03-05", "2025-03-10", &paused(shape))]);
    let documents = nights(&history, "2025-03-01", "2025-03-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Mar 2025
      Fee  10 – 23 Mar 2025  − 120.00 × 14/31  −54.19
                                          Net  −54.19
                           VAT 20 % on −54.19  −10.84
                                        Total  −65.03
                        To refund 10 Mar 2025   65.03
    Invoice of 10 Mar 2025 · customer cust-7 · EUR
      Fee  10 – 23 Mar 2025  120.00 × 40 % × 14/31  21.68
                                               Net  21.68
                                 VAT 20 % on 21.68   4.34
                                             Total  26.02
                                   Due 10 Mar 2025  26.02
    ");
}

/// PAU-1: at 31.00
#[test]
fn a_reduced_price_is_printed_as_a_price() {
    let shape = r#"{"reduced":{"price":"31.00"}}"#;
    let history = MARCH.then(&[("2025-03-05", "2025-03-10", &paused(shape))]);
    let documents = nights(&history, "2025-03-01", "2025-03-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Mar 2025
      Fee  10 – 23 Mar 2025  − 120.00 × 14/31  −54.19
                                          Net  −54.19
                           VAT 20 % on −54.19  −10.84
                                        Total  −65.03
                        To refund 10 Mar 2025   65.03
    Invoice of 10 Mar 2025 · customer cust-7 · EUR
      Fee  10 – 23 Mar 2025  31.00 × 14/31  14.00
                                       Net  14.00
                         VAT 20 % on 14.00   2.80
                                     Total  16.80
                           Due 10 Mar 2025  16.80
    ");
}

/// PAU-2: the days from the 10th on are served from 24 March to 14 April.
#[test]
fn a_shift_that_is_known_is_printed() {
    let history = MARCH.then(&[("2025-03-01", "2025-03-10", &paused(r#""shift""#))]);
    let documents = nights(&history, "2025-03-01", "2025-04-15");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 9 Mar 2025        120.00  120.00
           24 Mar – 14 Apr 2025
                                    Net  120.00
                     VAT 20 % on 120.00   24.00
                                  Total  144.00
                         Due 1 Mar 2025  144.00
    Invoice of 15 Apr 2025 · customer cust-7 · EUR
      Fee  15 Apr – 14 May 2025  120.00  120.00
                                    Net  120.00
                     VAT 20 % on 120.00   24.00
                                  Total  144.00
                        Due 15 Apr 2025  144.00
    ");
}

/// PAU-2: in arrears, on 15 April; the dates as above
#[test]
fn a_shift_in_arrears_is_printed() {
    let arrears = Fee { schedule: r#""every":"1 month","timing":"arrears""#, ..MARCH };
    let history = arrears.then(&[("2025-03-05", "2025-03-10", &paused(r#""shift""#))]);
    let documents = nights(&history, "2025-03-01", "2025-04-15");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 15 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 9 Mar 2025        120.00  120.00
           24 Mar – 14 Apr 2025
                                    Net  120.00
                     VAT 20 % on 120.00   24.00
                                  Total  144.00
                        Due 15 Apr 2025  144.00
    ");
}

/// PAU-2, CHG-8: known on 5 April, when April was billed. 14 of its 30 days are days of March:
/// A(30) − A(16) = 56.00 go back at once, the rest on 15 April.
#[test]
fn a_shift_recorded_late_is_printed() {
    let history = MARCH.then(&[("2025-04-05", "2025-03-10", &paused(r#""shift""#))]);
    let documents = nights(&history, "2025-03-01", "2025-04-15");
    insta::assert_snapshot!(printed(dated(&documents, "2025-04-05", "2025-04-15")), @"
    Credit note of 5 Apr 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Apr 2025
      Fee  1 – 14 Apr 2025  − 120.00 × 14/30  −56.00
                                         Net  −56.00
                          VAT 20 % on −56.00  −11.20
                                       Total  −67.20
                        To refund 5 Apr 2025   67.20
    Credit note of 15 Apr 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Apr 2025
      Fee  15 – 30 Apr 2025  − 120.00 × 16/30  −64.00
                                          Net  −64.00
                           VAT 20 % on −64.00  −12.80
                                        Total  −76.80
                        To refund 15 Apr 2025   76.80
    Invoice of 15 Apr 2025 · customer cust-7 · EUR
      Fee  15 Apr – 14 May 2025  120.00  120.00
                                    Net  120.00
                     VAT 20 % on 120.00   24.00
                                  Total  144.00
                        Due 15 Apr 2025  144.00
    ");
}

/// PAU-2, INV-6: paused by days in the days that a shift moved: 28 March to 1 April are the days 14
/// to 18 of March, and the credit names the dates that the invoice named.
#[test]
fn days_that_a_shift_moved_are_credited() {
    let fee = Fee { start: "2025-03-01", ..FEE };
    let history = fee.then(&[
        ("2025-03-05", "2025-03-10", &paused(r#""shift""#)),
        ("2025-03-26", "2025-03-28", &by_days("2025-04-02")),
    ]);
    let documents = nights(&history, "2025-03-01", "2025-04-14");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 28 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Mar 2025
      Fee  14 – 18 Mar 2025  − 31.00 × 5/31  −5.00
                                        Net  −5.00
                          VAT 20 % on −5.00  −1.00
                                      Total  −6.00
                      To refund 28 Mar 2025   6.00
    ");
}
