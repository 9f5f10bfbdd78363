//! Transfers: the new customer is charged from that day, issued documents keep the old one (HIS-4,
//! INV-7).

use crate::billing::{dated, nights, printed};
use crate::written::{FEE, Fee, by_days, price, retracted};

const TO_CUST_9: &str = r#"{"transferred":{"customer":"cust-9"}}"#;

/// CHG-5, CHG-8: said on the 5th for the 16th; both documents on the 16th
#[test]
fn a_transfer_said_ahead_is_billed_on_its_day() {
    let history = FEE.then(&[("2025-01-05", "2025-01-16", TO_CUST_9)]);
    let documents = nights(&history, "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Jan 2025  37.20
    Credit note of 16 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  16 – 31 Jan 2025  − 31.00 × 16/31  −16.00
                                         Net  −16.00
                          VAT 20 % on −16.00   −3.20
                                       Total  −19.20
                       To refund 16 Jan 2025   19.20
    Invoice of 16 Jan 2025 · customer cust-9 · EUR
      Fee  16 – 31 Jan 2025  31.00 × 16/31  16.00
                                       Net  16.00
                         VAT 20 % on 16.00   3.20
                                     Total  19.20
                           Due 16 Jan 2025  19.20
    Invoice of 1 Feb 2025 · customer cust-9 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
}

/// On a boundary nothing is corrected.
#[test]
fn a_transfer_on_the_first_day_of_a_period_needs_no_credit() {
    let history = FEE.then(&[("2025-01-20", "2025-02-01", TO_CUST_9)]);
    let documents = nights(&history, "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Jan 2025  37.20
    Invoice of 1 Feb 2025 · customer cust-9 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
}

/// INV-7: known on 10 February. The old customer has a credit note for each invoice, the new one an
/// invoice for each month. The invoices of January and February stay as they are.
#[test]
fn a_back_dated_transfer_reaches_over_two_invoices() {
    let history = FEE.then(&[("2025-02-10", "2025-01-16", TO_CUST_9)]);
    let documents = nights(&history, "2025-01-01", "2025-03-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Jan 2025  37.20
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    Credit note of 10 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  16 – 31 Jan 2025  − 31.00 × 16/31  −16.00
                                         Net  −16.00
                          VAT 20 % on −16.00   −3.20
                                       Total  −19.20
                       To refund 10 Feb 2025   19.20
    Credit note of 10 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  1 – 28 Feb 2025  − 31.00  −31.00
                                Net  −31.00
                 VAT 20 % on −31.00   −6.20
                              Total  −37.20
              To refund 10 Feb 2025   37.20
    Invoice of 10 Feb 2025 · customer cust-9 · EUR
      Fee  16 – 31 Jan 2025  31.00 × 16/31  16.00
                                       Net  16.00
                         VAT 20 % on 16.00   3.20
                                     Total  19.20
                           Due 10 Feb 2025  19.20
    Invoice of 10 Feb 2025 · customer cust-9 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                  Due 10 Feb 2025  37.20
    Invoice of 1 Mar 2025 · customer cust-9 · EUR
      Fee  1 – 31 Mar 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Mar 2025  37.20
    ");
}

/// In arrears both customers have an invoice for their days of January.
#[test]
fn in_arrears_each_customer_has_an_invoice_for_its_days() {
    let arrears = Fee { schedule: r#""every":"1 month","timing":"arrears""#, ..FEE };
    let history = arrears.then(&[("2025-01-05", "2025-01-16", TO_CUST_9)]);
    let documents = nights(&history, "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 15 Jan 2025  31.00 × 15/31  15.00
                                      Net  15.00
                        VAT 20 % on 15.00   3.00
                                    Total  18.00
                           Due 1 Feb 2025  18.00
    Invoice of 1 Feb 2025 · customer cust-9 · EUR
      Fee  16 – 31 Jan 2025  31.00 × 16/31  16.00
                                       Net  16.00
                         VAT 20 % on 16.00   3.20
                                     Total  19.20
                            Due 1 Feb 2025  19.20
    ");
}

/// CHG-5: passed on and back inside a month, the days of the first customer are one charge
#[test]
fn a_subscription_comes_back_to_its_first_customer() {
    let back = r#"{"transferred":{"customer":"cust-7"}}"#;
    let history =
        FEE.then(&[("2024-12-20", "2025-01-11", TO_CUST_9), ("2024-12-20", "2025-01-21", back)]);
    let documents = nights(&history, "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 10 Jan 2025   31.00 × 21/31  21.00
           21 – 31 Jan 2025
                                       Net  21.00
                         VAT 20 % on 21.00   4.20
                                     Total  25.20
                            Due 1 Jan 2025  25.20
    Invoice of 11 Jan 2025 · customer cust-9 · EUR
      Fee  11 – 20 Jan 2025  31.00 × 10/31  10.00
                                       Net  10.00
                         VAT 20 % on 10.00   2.00
                                     Total  12.00
                           Due 11 Jan 2025  12.00
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
}

/// A transfer that was a mistake: the new customer's invoice is credited, the old one is charged
/// again.
#[test]
fn a_transfer_is_retracted() {
    let history = FEE.then(&[
        ("2025-01-05", "2025-01-16", TO_CUST_9),
        ("2025-01-20", "2025-01-20", &retracted(3)),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(dated(&documents, "2025-01-20", "2025-02-01")), @"
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Fee  16 – 31 Jan 2025  31.00 × 16/31  16.00
                                       Net  16.00
                         VAT 20 % on 16.00   3.20
                                     Total  19.20
                           Due 20 Jan 2025  19.20
    Credit note of 20 Jan 2025 · customer cust-9 · EUR
    Corrects the invoice of 16 Jan 2025
      Fee  16 – 31 Jan 2025  − 31.00 × 16/31  −16.00
                                         Net  −16.00
                          VAT 20 % on −16.00   −3.20
                                       Total  −19.20
                       To refund 20 Jan 2025   19.20
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
}

/// INV-7: a pause of [11, 21) around the transfer of the 16th: five days for each of them
#[test]
fn a_pause_around_a_transfer_is_credited_to_both_customers() {
    let history = FEE.then(&[
        ("2025-01-05", "2025-01-16", TO_CUST_9),
        ("2025-01-25", "2025-01-11", &by_days("2025-01-21")),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(dated(&documents, "2025-01-25", "2025-01-31")), @"
    Credit note of 25 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  11 – 15 Jan 2025  − 31.00 × 5/31  −5.00
                                        Net  −5.00
                          VAT 20 % on −5.00  −1.00
                                      Total  −6.00
                      To refund 25 Jan 2025   6.00
    Credit note of 25 Jan 2025 · customer cust-9 · EUR
    Corrects the invoice of 16 Jan 2025
      Fee  16 – 20 Jan 2025  − 31.00 × 5/31  −5.00
                                        Net  −5.00
                          VAT 20 % on −5.00  −1.00
                                      Total  −6.00
                      To refund 25 Jan 2025   6.00
    ");
}

/// INV-6: the price of January was 62.00 from the 11th on: five days of the old customer, sixteen
/// of the new one
#[test]
fn a_price_corrected_around_a_transfer_is_corrected_for_both_customers() {
    let history = FEE.then(&[
        ("2025-01-05", "2025-01-16", TO_CUST_9),
        ("2025-01-25", "2025-01-11", &price("62.00")),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(dated(&documents, "2025-01-25", "2025-01-31")), @"
    Credit note of 25 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  11 – 15 Jan 2025  − 31.00 × 5/31  −5.00
                                        Net  −5.00
                          VAT 20 % on −5.00  −1.00
                                      Total  −6.00
                      To refund 25 Jan 2025   6.00
    Invoice of 25 Jan 2025 · customer cust-7 · EUR
      Fee  11 – 15 Jan 2025  62.00 × 5/31  10.00
                                      Net  10.00
                        VAT 20 % on 10.00   2.00
                                    Total  12.00
                          Due 25 Jan 2025  12.00
    Credit note of 25 Jan 2025 · customer cust-9 · EUR
    Corrects the invoice of 16 Jan 2025
      Fee  16 – 31 Jan 2025  − 31.00 × 16/31  −16.00
                                         Net  −16.00
                          VAT 20 % on −16.00   −3.20
                                       Total  −19.20
                       To refund 25 Jan 2025   19.20
    Invoice of 25 Jan 2025 · customer cust-9 · EUR
      Fee  16 – 31 Jan 2025  62.00 × 16/31  32.00
                                       Net  32.00
                         VAT 20 % on 32.00   6.40
                                     Total  38.40
                           Due 25 Jan 2025  38.40
    ");
}
