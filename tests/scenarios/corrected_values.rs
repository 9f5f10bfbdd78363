//! Prices, quantities, taxes, discounts, grids that are corrected after they were billed (INV-6,
//! INV-7).
//!
//! Each day that changes its terms is credited at the old ones and charged at the new ones, both on
//! the day on which the new charge falls due (CHG-8).

use crate::billing::{dated, nights, printed};
use crate::written::{END_SET, FEE, Fee, by_days, price, quantity, retracted};

const WITH_PERIOD: &str = r#","billing":{"due":"with-period"}"#;

/// 10 % off, for good.
const TEN_PERCENT: &str = r#"{"discount-granted":{"id":"loyal","discount":{"label":"Loyalty","value":{"percent":"10"},"lasts":"forever"}}}"#;

/// INV-6: 3 seats, then 5 from the 5th, then 3 again from the 12th, then 4 from the 20th, each said
/// later. The days at 3 are one charge: 4 of them cost 4.65, 24 of them 27.87, 12 of them 13.94.
#[test]
fn a_quantity_goes_up_down_and_up() {
    let seats = Fee { price: r#"{"per-unit":"12.00"}"#, quantity: "3", ..FEE };
    let history = Fee { start: "2025-03-01", ..seats }.then(&[
        ("2025-03-10", "2025-03-05", &quantity("5")),
        ("2025-03-15", "2025-03-12", &quantity("3")),
        ("2025-03-20", "2025-03-20", &quantity("4")),
    ]);
    let documents = nights(&history, "2025-03-01", "2025-03-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 31 Mar 2025  3 × 12.00  36.00
                                  Net  36.00
                    VAT 20 % on 36.00   7.20
                                Total  43.20
                       Due 1 Mar 2025  43.20
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Mar 2025
      Fee  5 – 31 Mar 2025  − 3 × 12.00 × 27/31  −31.35
                                            Net  −31.35
                             VAT 20 % on −31.35   −6.27
                                          Total  −37.62
                          To refund 10 Mar 2025   37.62
    Invoice of 10 Mar 2025 · customer cust-7 · EUR
      Fee  5 – 31 Mar 2025  5 × 12.00 × 27/31  52.26
                                          Net  52.26
                            VAT 20 % on 52.26  10.45
                                        Total  62.71
                              Due 10 Mar 2025  62.71
    Credit note of 15 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 10 Mar 2025
      Fee  12 – 31 Mar 2025  − 5 × 12.00 × 20/31  −38.71
                                             Net  −38.71
                              VAT 20 % on −38.71   −7.74
                                           Total  −46.45
                           To refund 15 Mar 2025   46.45
    Invoice of 15 Mar 2025 · customer cust-7 · EUR
      Fee  12 – 31 Mar 2025  3 × 12.00 × 20/31 − 0.01 (rounding)  23.22
                                                             Net  23.22
                                               VAT 20 % on 23.22   4.64
                                                           Total  27.86
                                                 Due 15 Mar 2025  27.86
    Credit note of 20 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 15 Mar 2025
      Fee  20 – 31 Mar 2025  − 3 × 12.00 × 12/31 + 0.01 (rounding)  −13.93
                                                               Net  −13.93
                                                VAT 20 % on −13.93   −2.79
                                                             Total  −16.72
                                             To refund 20 Mar 2025   16.72
    Invoice of 20 Mar 2025 · customer cust-7 · EUR
      Fee  20 – 31 Mar 2025  4 × 12.00 × 12/31  18.58
                                           Net  18.58
                             VAT 20 % on 18.58   3.72
                                         Total  22.30
                               Due 20 Mar 2025  22.30
    ");
}

/// INV-3, INV-6: 25.00 instead of 30.00 since the start: four invoices are credited, four months
/// charged, on one invoice.
#[test]
fn a_price_list_is_corrected_after_three_months() {
    let fee = Fee::a_month(r#"{"flat":"30.00"}"#, "2025-01-01");
    let on_one = Fee { contract: r#","billing":{"catch_up":"all-on-one"}"#, ..fee };
    let late: &[(&str, &str, &str)] = &[("2025-04-10", "2025-01-01", &price("25.00"))];
    let documents = nights(&on_one.then(late), "2025-01-01", "2025-04-30");
    insta::assert_snapshot!(printed(dated(&documents, "2025-04-10", "2025-04-10")), @"
    Credit note of 10 Apr 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  1 – 31 Jan 2025  − 30.00  −30.00
                                Net  −30.00
                 VAT 20 % on −30.00   −6.00
                              Total  −36.00
              To refund 10 Apr 2025   36.00
    Credit note of 10 Apr 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  1 – 28 Feb 2025  − 30.00  −30.00
                                Net  −30.00
                 VAT 20 % on −30.00   −6.00
                              Total  −36.00
              To refund 10 Apr 2025   36.00
    Credit note of 10 Apr 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Mar 2025
      Fee  1 – 31 Mar 2025  − 30.00  −30.00
                                Net  −30.00
                 VAT 20 % on −30.00   −6.00
                              Total  −36.00
              To refund 10 Apr 2025   36.00
    Credit note of 10 Apr 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Apr 2025
      Fee  1 – 30 Apr 2025  − 30.00  −30.00
                                Net  −30.00
                 VAT 20 % on −30.00   −6.00
                              Total  −36.00
              To refund 10 Apr 2025   36.00
    Invoice of 10 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  25.00   25.00
      Fee  1 – 28 Feb 2025  25.00   25.00
      Fee  1 – 31 Mar 2025  25.00   25.00
      Fee  1 – 30 Apr 2025  25.00   25.00
                              Net  100.00
               VAT 20 % on 100.00   20.00
                            Total  120.00
                  Due 10 Apr 2025  120.00
    ");
    // By default each month has an invoice of its own.
    assert_eq!(nights(&fee.then(late), "2025-01-01", "2025-04-30").len(), 4 + 4 + 4);
}

/// INV-5: the credit keeps the old rate
#[test]
fn a_rate_of_tax_that_changed_is_credited_at_the_old_and_charged_at_the_new_one() {
    let tax = r#"{"tax-changed":{"tax":{"category":"standard","rate":"10"}}}"#;
    let history = FEE.then(&[("2025-01-20", "2025-01-16", tax)]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Jan 2025  37.20
    Credit note of 20 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  16 – 31 Jan 2025  − 31.00 × 16/31  −16.00
                                         Net  −16.00
                          VAT 20 % on −16.00   −3.20
                                       Total  −19.20
                       To refund 20 Jan 2025   19.20
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Fee  16 – 31 Jan 2025  31.00 × 16/31  16.00
                                       Net  16.00
                         VAT 10 % on 16.00   1.60
                                     Total  17.60
                           Due 20 Jan 2025  17.60
    ");
}

/// CHG-8: said on the 5th for the 16th, corrected on the 16th
#[test]
fn on_effect_a_price_said_ahead_is_corrected_on_its_day() {
    let history = FEE.then(&[("2025-01-05", "2025-01-16", &price("62.00"))]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 16 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  16 – 31 Jan 2025  − 31.00 × 16/31  −16.00
                                         Net  −16.00
                          VAT 20 % on −16.00   −3.20
                                       Total  −19.20
                       To refund 16 Jan 2025   19.20
    Invoice of 16 Jan 2025 · customer cust-7 · EUR
      Fee  16 – 31 Jan 2025  62.00 × 16/31  32.00
                                       Net  32.00
                         VAT 20 % on 32.00   6.40
                                     Total  38.40
                           Due 16 Jan 2025  38.40
    ");
}

/// CHG-8: with the policy `WithPeriod`, on the 5th
#[test]
fn with_the_period_a_price_said_ahead_is_corrected_at_once() {
    let fee = Fee { contract: WITH_PERIOD, ..FEE };
    let history = fee.then(&[("2025-01-05", "2025-01-16", &price("62.00"))]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 5 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  16 – 31 Jan 2025  − 31.00 × 16/31  −16.00
                                         Net  −16.00
                          VAT 20 % on −16.00   −3.20
                                       Total  −19.20
                        To refund 5 Jan 2025   19.20
    Invoice of 5 Jan 2025 · customer cust-7 · EUR
      Fee  16 – 31 Jan 2025  62.00 × 16/31  32.00
                                       Net  32.00
                         VAT 20 % on 32.00   6.40
                                     Total  38.40
                            Due 5 Jan 2025  38.40
    ");
}

/// CHG-8: a pause said ahead is credited at once too; taken back, its days are charged at once
#[test]
fn with_the_period_a_pause_said_ahead_is_credited_at_once() {
    let fee = Fee { contract: WITH_PERIOD, ..FEE };
    let history = fee.then(&[
        ("2025-01-05", "2025-01-16", &by_days("2025-01-26")),
        ("2025-01-07", "2025-01-07", &retracted(3)),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 5 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  16 – 25 Jan 2025  − 31.00 × 10/31  −10.00
                                         Net  −10.00
                          VAT 20 % on −10.00   −2.00
                                       Total  −12.00
                        To refund 5 Jan 2025   12.00
    Invoice of 7 Jan 2025 · customer cust-7 · EUR
      Fee  16 – 25 Jan 2025  31.00 × 10/31  10.00
                                       Net  10.00
                         VAT 20 % on 10.00   2.00
                                     Total  12.00
                            Due 7 Jan 2025  12.00
    ");
}

/// INV-6, CHG-8: January in arrears, billed on 1 February; then it is known that it was paused from
/// the 10th to the 14th; that it cost 62.00 from the 16th on; and that it ended on the 21st.
#[test]
fn january_in_arrears_is_corrected_three_times() {
    let fee = Fee { schedule: r#""every":"1 month","timing":"arrears""#, ..FEE };
    let history = fee.then(&[
        ("2025-02-05", "2025-01-10", &by_days("2025-01-15")),
        ("2025-02-06", "2025-01-16", &price("62.00")),
        ("2025-02-07", "2025-01-21", END_SET),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-03-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    Credit note of 5 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  10 – 14 Jan 2025  − 31.00 × 5/31  −5.00
                                        Net  −5.00
                          VAT 20 % on −5.00  −1.00
                                      Total  −6.00
                       To refund 5 Feb 2025   6.00
    Credit note of 6 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  16 – 31 Jan 2025  − 31.00 × 16/31  −16.00
                                         Net  −16.00
                          VAT 20 % on −16.00   −3.20
                                       Total  −19.20
                        To refund 6 Feb 2025   19.20
    Invoice of 6 Feb 2025 · customer cust-7 · EUR
      Fee  16 – 31 Jan 2025  62.00 × 16/31  32.00
                                       Net  32.00
                         VAT 20 % on 32.00   6.40
                                     Total  38.40
                            Due 6 Feb 2025  38.40
    Credit note of 7 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 6 Feb 2025
      Fee  21 – 31 Jan 2025  − 62.00 × 11/31  −22.00
                                         Net  −22.00
                          VAT 20 % on −22.00   −4.40
                                       Total  −26.40
                        To refund 7 Feb 2025   26.40
    ");
}

/// CHG-8: days that nobody knew to be free when the period was still to be billed are simply not
/// billed
#[test]
fn what_is_known_in_time_needs_no_correction_in_arrears() {
    let fee = Fee { schedule: r#""every":"1 month","timing":"arrears""#, ..FEE };
    let history = fee.then(&[("2025-01-20", "2025-01-10", &by_days("2025-01-15"))]);
    let documents = nights(&history, "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 9 Jan 2025    31.00 × 26/31  26.00
           15 – 31 Jan 2025
                                       Net  26.00
                         VAT 20 % on 26.00   5.20
                                     Total  31.20
                            Due 1 Feb 2025  31.20
    ");
}

/// CHG-8: where the item is absent, days are credited at once, also when it is said ahead
#[test]
fn an_item_removed_ahead_is_credited_at_once() {
    let removed = r#"{"item-removed":{"id":"fee"}}"#;
    let history = FEE.then(&[("2025-01-05", "2025-01-11", removed)]);
    let documents = nights(&history, "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 5 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  11 – 31 Jan 2025  − 31.00 × 21/31  −21.00
                                         Net  −21.00
                          VAT 20 % on −21.00   −4.20
                                       Total  −25.20
                        To refund 5 Jan 2025   25.20
    ");
}

/// CHG-9, INV-6: the allowance goes back with the charge: 1.60 of 16.00 in January, 3.10 of 31.00
/// in February
#[test]
fn a_discount_is_granted_late_and_withdrawn_late() {
    let withdrawn = r#"{"discount-withdrawn":{"id":"loyal"}}"#;
    let history = FEE.then(&[
        ("2025-01-20", "2025-01-16", TEN_PERCENT),
        ("2025-02-10", "2025-02-01", withdrawn),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 20 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  16 – 31 Jan 2025  − 31.00 × 16/31  −16.00
                                         Net  −16.00
                          VAT 20 % on −16.00   −3.20
                                       Total  −19.20
                       To refund 20 Jan 2025   19.20
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Fee  16 – 31 Jan 2025  31.00 × 16/31 − 1.60 (Loyalty)  14.40
                                                        Net  14.40
                                          VAT 20 % on 14.40   2.88
                                                      Total  17.28
                                            Due 20 Jan 2025  17.28
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00 − 3.10 (Loyalty)  27.90
                                               Net  27.90
                                 VAT 20 % on 27.90   5.58
                                             Total  33.48
                                    Due 1 Feb 2025  33.48
    Credit note of 10 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  1 – 28 Feb 2025  − 31.00 + 3.10 (Loyalty)  −27.90
                                                 Net  −27.90
                                  VAT 20 % on −27.90   −5.58
                                               Total  −33.48
                               To refund 10 Feb 2025   33.48
    Invoice of 10 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                  Due 10 Feb 2025  37.20
    ");
}

/// INV-8: a one-off is known by its item: moved, nothing changes; at another price, it is
/// corrected; taken back, it is credited.
#[test]
fn a_one_off_is_moved_repriced_and_taken_back() {
    let set_up = |price: &str| {
        format!(
            r#"{{"item-added":{{"id":"setup","item":{{"label":"Set-up","price":{{"flat":"{price}"}},"tax":{{"category":"standard","rate":"20"}},"schedule":"once"}}}}}}"#
        )
    };
    let history = FEE.then(&[
        ("2025-01-02", "2025-01-10", &set_up("50.00")),
        ("2025-01-15", "2025-01-15", &retracted(3)),
        ("2025-01-15", "2025-01-12", &set_up("50.00")),
        ("2025-01-16", "2025-01-16", &retracted(5)),
        ("2025-01-16", "2025-01-12", &set_up("60.00")),
        ("2025-01-17", "2025-01-17", &retracted(7)),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Invoice of 10 Jan 2025 · customer cust-7 · EUR
      Set-up  10 Jan 2025  50.00  50.00
                             Net  50.00
               VAT 20 % on 50.00  10.00
                           Total  60.00
                 Due 10 Jan 2025  60.00
    Credit note of 16 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 10 Jan 2025
      Set-up  10 Jan 2025  − 50.00  −50.00
                               Net  −50.00
                VAT 20 % on −50.00  −10.00
                             Total  −60.00
             To refund 16 Jan 2025   60.00
    Invoice of 16 Jan 2025 · customer cust-7 · EUR
      Set-up  12 Jan 2025  60.00  60.00
                             Net  60.00
               VAT 20 % on 60.00  12.00
                           Total  72.00
                 Due 16 Jan 2025  72.00
    Credit note of 17 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 16 Jan 2025
      Set-up  12 Jan 2025  − 60.00  −60.00
                               Net  −60.00
                VAT 20 % on −60.00  −12.00
                             Total  −72.00
             To refund 17 Jan 2025   72.00
    ");
}
