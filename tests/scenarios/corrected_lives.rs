//! Starts and ends that move after they were billed, withdrawals, what lies outside the rules
//! (HIS-1, TRM-7, TRM-8, INV-8, INV-9).

use tacite::command::Command;

use crate::billing::{dated, day, nights, printed};
use crate::written::{END_CLEARED, END_SET, FEE, Fee, retracted, says};

const TERMINATED: &str = r#"{"terminated":{}}"#;
const TERMINATED_IN_FULL: &str = r#"{"terminated":{"last_period":"full"}}"#;

/// A fee of 100.00 for 2025.
const YEARLY: Fee = Fee { price: r#"{"flat":"100.00"}"#, schedule: r#""every":"1 year""#, ..FEE };

/// A set-up of 50.00 on the first day.
fn set_up(refund: &str) -> String {
    format!(
        r#"{{"item-added":{{"id":"setup","item":{{"label":"Set-up","price":{{"flat":"50.00"}},"tax":{{"category":"standard","rate":"20"}},"schedule":"once","refund":"{refund}"}}}}}}"#
    )
}

fn adjusted(amount: &str, label: &str) -> String {
    format!(
        r#"{{"manual-adjustment":{{"amount":{{"amount":"{amount}","currency":"EUR"}},"tax":{{"category":"standard","rate":"20"}},"label":"{label}"}}}}"#
    )
}

/// INV-6, CHG-8: the end of 1 April is credited on 1 April. On the 10th it is put off to 1 June: 61
/// days are charged again, A(151) − A(90) = 41.37 − 24.66. On the 20th it is 1 May: May goes back
/// from that invoice on 1 May, A(151) − A(120) = 41.37 − 32.88.
#[test]
fn a_yearly_plan_is_terminated_twice() {
    let history = YEARLY.then(&[
        ("2025-03-10", "2025-04-01", TERMINATED),
        ("2025-04-10", "2025-06-01", END_SET),
        ("2025-04-20", "2025-05-01", TERMINATED),
    ]);
    let documents = nights(&history, "2025-01-01", "2026-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 Jan – 31 Dec 2025  100.00  100.00
                                   Net  100.00
                    VAT 20 % on 100.00   20.00
                                 Total  120.00
                        Due 1 Jan 2025  120.00
    Credit note of 1 Apr 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  1 Apr – 31 Dec 2025  − 100.00 × 275/365  −75.34
                                               Net  −75.34
                                VAT 20 % on −75.34  −15.07
                                             Total  −90.41
                              To refund 1 Apr 2025   90.41
    Invoice of 10 Apr 2025 · customer cust-7 · EUR
      Fee  1 Apr – 31 May 2025  100.00 × 61/365  16.71
                                            Net  16.71
                              VAT 20 % on 16.71   3.34
                                          Total  20.05
                                Due 10 Apr 2025  20.05
    Credit note of 1 May 2025 · customer cust-7 · EUR
    Corrects the invoice of 10 Apr 2025
      Fee  1 – 31 May 2025  − 100.00 × 31/365   −8.49
                                          Net   −8.49
                            VAT 20 % on −8.49   −1.70
                                        Total  −10.19
                         To refund 1 May 2025   10.19
    ");
}

/// CHG-8: an end is credited on the end. Put off before that, only the later one is.
#[test]
fn an_end_put_off_in_time_is_credited_once() {
    let history = YEARLY.then(&[
        ("2025-03-10", "2025-07-01", TERMINATED),
        ("2025-05-20", "2025-09-01", TERMINATED),
    ]);
    let documents = nights(&history, "2025-01-01", "2026-01-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 1 Sep 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  1 Sep – 31 Dec 2025  − 100.00 × 122/365  −33.42
                                               Net  −33.42
                                VAT 20 % on −33.42   −6.68
                                             Total  −40.10
                              To refund 1 Sep 2025   40.10
    ");
}

/// INV-6, INV-7: an end of 16 January that is recorded on 10 March: a credit note for each invoice
#[test]
fn an_end_long_ago_is_credited_invoice_by_invoice() {
    let history = FEE.then(&[("2025-03-10", "2025-01-16", TERMINATED)]);
    let documents = nights(&history, "2025-01-01", "2025-04-30");
    insta::assert_snapshot!(printed(dated(&documents, "2025-03-02", "2025-04-30")), @"
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  16 – 31 Jan 2025  − 31.00 × 16/31  −16.00
                                         Net  −16.00
                          VAT 20 % on −16.00   −3.20
                                       Total  −19.20
                       To refund 10 Mar 2025   19.20
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  1 – 28 Feb 2025  − 31.00  −31.00
                                Net  −31.00
                 VAT 20 % on −31.00   −6.20
                              Total  −37.20
              To refund 10 Mar 2025   37.20
    Credit note of 10 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Mar 2025
      Fee  1 – 31 Mar 2025  − 31.00  −31.00
                                Net  −31.00
                 VAT 20 % on −31.00   −6.20
                              Total  −37.20
              To refund 10 Mar 2025   37.20
    ");
}

/// INV-6: 18 of 28 days go back on the end and are charged again when it is cleared
#[test]
fn an_end_that_was_credited_is_cleared() {
    let history = FEE
        .then(&[("2025-02-05", "2025-02-11", END_SET), ("2025-02-20", "2025-02-20", END_CLEARED)]);
    let documents = nights(&history, "2025-01-01", "2025-03-01");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    Credit note of 11 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  11 – 28 Feb 2025  − 31.00 × 18/28  −19.93
                                         Net  −19.93
                          VAT 20 % on −19.93   −3.99
                                       Total  −23.92
                       To refund 11 Feb 2025   23.92
    Invoice of 20 Feb 2025 · customer cust-7 · EUR
      Fee  11 – 28 Feb 2025  31.00 × 18/28  19.93
                                       Net  19.93
                         VAT 20 % on 19.93   3.99
                                     Total  23.92
                           Due 20 Feb 2025  23.92
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 31 Mar 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Mar 2025  37.20
    ");
}

/// TRM-8: service ends on 10 February, the month is charged in full, so to re-open it costs nothing
#[test]
fn a_full_last_period_that_is_reopened_gives_no_lines() {
    let end = ("2025-02-05", "2025-02-10", TERMINATED_IN_FULL);
    let closed = nights(&FEE.then(&[end]), "2025-01-01", "2025-04-30");
    let dates: Vec<String> = closed.iter().map(|known| known.dated_on.to_string()).collect();
    assert_eq!(dates, ["2025-01-01", "2025-02-01"]);
    let history = FEE.then(&[end, ("2025-02-20", "2025-02-20", END_CLEARED)]);
    let reopened = nights(&history, "2025-01-01", "2025-03-01");
    assert_eq!(reopened[..2], closed);
    insta::assert_snapshot!(printed(&reopened[2..]), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 31 Mar 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Mar 2025  37.20
    ");
}

/// TRM-8, INV-2: in arrears the whole month is due on the end
#[test]
fn a_full_last_period_in_arrears_is_due_on_the_end() {
    let arrears = Fee { schedule: r#""every":"1 month","timing":"arrears""#, ..FEE };
    let history = arrears.then(&[("2025-02-05", "2025-02-10", TERMINATED_IN_FULL)]);
    let documents = nights(&history, "2025-01-01", "2025-04-30");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Invoice of 10 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 9 Feb 2025  31.00  31.00
                             Net  31.00
               VAT 20 % on 31.00   6.20
                           Total  37.20
                 Due 10 Feb 2025  37.20
    ");
}

/// TRM-8: terminated by days, and then in full after all: the 19 days that were credited are
/// charged
#[test]
fn a_last_period_is_charged_in_full_after_all() {
    let history = FEE.then(&[
        ("2025-02-05", "2025-02-10", TERMINATED),
        ("2025-02-12", "2025-02-10", TERMINATED_IN_FULL),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-04-30");
    insta::assert_snapshot!(printed(&documents[2..]), @"
    Credit note of 10 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  10 – 28 Feb 2025  − 31.00 × 19/28  −21.04
                                         Net  −21.04
                          VAT 20 % on −21.04   −4.21
                                       Total  −25.25
                       To refund 10 Feb 2025   25.25
    Invoice of 12 Feb 2025 · customer cust-7 · EUR
      Fee  10 – 28 Feb 2025  31.00 × 19/28  21.04
                                       Net  21.04
                         VAT 20 % on 21.04   4.21
                                     Total  25.25
                           Due 12 Feb 2025  25.25
    ");
}

/// HIS-1, CHG-8: the grid is on the 1st. From 1 to 16 January: 15 days go back at once. Then to 20
/// December: 12 days of December, and the 15 of January again.
#[test]
fn a_start_is_moved_later_and_then_earlier() {
    let on_the_1st = Fee { schedule: r#""every":"1 month","anchor":{"day-of-month":1}"#, ..FEE };
    let mut history = on_the_1st.then(&[]);
    says(&mut history, "2025-01-10", &Command::MoveStart { to: day("2025-01-16") });
    says(&mut history, "2025-01-20", &Command::MoveStart { to: day("2024-12-20") });
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Jan 2025  37.20
    Credit note of 10 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  1 – 15 Jan 2025  − 31.00 × 15/31  −15.00
                                        Net  −15.00
                         VAT 20 % on −15.00   −3.00
                                      Total  −18.00
                      To refund 10 Jan 2025   18.00
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Fee  20 – 31 Dec 2024  31.00 × 12/31  12.00
                                       Net  12.00
                         VAT 20 % on 12.00   2.40
                                     Total  14.40
                           Due 20 Jan 2025  14.40
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 15 Jan 2025  31.00 × 15/31  15.00
                                      Net  15.00
                        VAT 20 % on 15.00   3.00
                                    Total  18.00
                          Due 20 Jan 2025  18.00
    ");
}

/// CHG-3, CHG-8: the grid follows the start. The days before the new start go back at once, the
/// others when the period that replaces them is charged.
#[test]
fn a_start_that_is_moved_takes_its_grid_along() {
    let mut history = FEE.then(&[]);
    says(&mut history, "2025-01-05", &Command::MoveStart { to: day("2025-01-11") });
    let documents = nights(&history, "2025-01-01", "2025-02-11");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Jan 2025  37.20
    Credit note of 5 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  1 – 10 Jan 2025  − 31.00 × 10/31  −10.00
                                        Net  −10.00
                         VAT 20 % on −10.00   −2.00
                                      Total  −12.00
                       To refund 5 Jan 2025   12.00
    Credit note of 11 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  11 – 31 Jan 2025  − 31.00 × 21/31  −21.00
                                         Net  −21.00
                          VAT 20 % on −21.00   −4.20
                                       Total  −25.20
                       To refund 11 Jan 2025   25.20
    Invoice of 11 Jan 2025 · customer cust-7 · EUR
      Fee  11 Jan – 10 Feb 2025  31.00  31.00
                                   Net  31.00
                     VAT 20 % on 31.00   6.20
                                 Total  37.20
                       Due 11 Jan 2025  37.20
    Invoice of 11 Feb 2025 · customer cust-7 · EUR
      Fee  11 Feb – 10 Mar 2025  31.00  31.00
                                   Net  31.00
                     VAT 20 % on 31.00   6.20
                                 Total  37.20
                       Due 11 Feb 2025  37.20
    ");
}

/// HIS-2: without a start nothing is owed; its retraction retracted, all is owed again
#[test]
fn a_start_is_retracted_and_comes_back() {
    let history = FEE.then(&[
        ("2025-01-10", "2025-01-10", &retracted(1)),
        ("2025-01-12", "2025-01-12", &retracted(3)),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-02-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Jan 2025  37.20
    Credit note of 10 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  1 – 31 Jan 2025  − 31.00  −31.00
                                Net  −31.00
                 VAT 20 % on −31.00   −6.20
                              Total  −37.20
              To refund 10 Jan 2025   37.20
    Invoice of 12 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                  Due 12 Jan 2025  37.20
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Feb 2025  37.20
    ");
}

/// TRM-7: everything goes back, the one-off too
#[test]
fn a_withdrawal_credits_everything() {
    let consumer = Fee { contract: r#","withdrawal_days":14"#, ..FEE };
    let history = consumer.then(&[
        ("2025-01-01", "2025-01-01", &set_up("kept")),
        ("2025-01-10", "2025-01-10", r#"{"withdrawn":{}}"#),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee     1 – 31 Jan 2025  31.00  31.00
      Set-up  1 Jan 2025       50.00  50.00
                                 Net  81.00
                   VAT 20 % on 81.00  16.20
                               Total  97.20
                      Due 1 Jan 2025  97.20
    Credit note of 10 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee     1 – 31 Jan 2025  − 31.00  −31.00
      Set-up  1 Jan 2025       − 50.00  −50.00
                                   Net  −81.00
                    VAT 20 % on −81.00  −16.20
                                 Total  −97.20
                 To refund 10 Jan 2025   97.20
    ");
}

/// TRM-7: nine days are paid; a one-off that is refunded goes back at once
#[test]
fn a_withdrawal_less_the_days_served_refunds_some_one_offs() {
    let consumer = Fee { contract: r#","withdrawal_days":14"#, ..FEE };
    let withdrawn = r#"{"withdrawn":{"credit":"less-days-served"}}"#;
    let after = |refund: &str| {
        let history = consumer.then(&[
            ("2025-01-01", "2025-01-01", &set_up(refund)),
            ("2025-01-10", "2025-01-10", withdrawn),
        ]);
        nights(&history, "2025-01-01", "2025-02-28")
    };
    insta::assert_snapshot!(printed(dated(&after("refunded"), "2025-01-10", "2025-02-28")), @"
    Credit note of 10 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee     10 – 31 Jan 2025  − 31.00 × 22/31  −22.00
      Set-up  1 Jan 2025                − 50.00  −50.00
                                            Net  −72.00
                             VAT 20 % on −72.00  −14.40
                                          Total  −86.40
                          To refund 10 Jan 2025   86.40
    ");
    insta::assert_snapshot!(printed(dated(&after("kept"), "2025-01-10", "2025-02-28")), @"
    Credit note of 10 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  10 – 31 Jan 2025  − 31.00 × 22/31  −22.00
                                         Net  −22.00
                          VAT 20 % on −22.00   −4.40
                                       Total  −26.40
                       To refund 10 Jan 2025   26.40
    ");
}

/// INV-9: a credit of its own. What takes it back asks for 18.00, so it is an invoice.
#[test]
fn goodwill_is_given_and_taken_back() {
    let history = FEE.then(&[
        ("2025-01-08", "2025-01-10", &adjusted("-15.00", "Goodwill")),
        ("2025-01-12", "2025-01-12", &retracted(3)),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 10 Jan 2025 · customer cust-7 · EUR
      Goodwill  10 Jan 2025  −15.00  −15.00
                                Net  −15.00
                 VAT 20 % on −15.00   −3.00
                              Total  −18.00
              To refund 10 Jan 2025   18.00
    Invoice of 12 Jan 2025 · customer cust-7 · EUR
    Corrects the credit note of 10 Jan 2025
      Goodwill  10 Jan 2025  15.00  15.00
                               Net  15.00
                 VAT 20 % on 15.00   3.00
                             Total  18.00
                   Due 12 Jan 2025  18.00
    ");
}

/// INV-9: an adjustment after the end counts
#[test]
fn a_fee_after_the_end_is_charged_and_credited() {
    let history = FEE.then(&[
        ("2025-01-08", "2025-02-01", END_SET),
        ("2025-02-10", "2025-02-15", &adjusted("20.00", "Key lost")),
        ("2025-02-20", "2025-02-20", &retracted(4)),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Invoice of 15 Feb 2025 · customer cust-7 · EUR
      Key lost  15 Feb 2025  20.00  20.00
                               Net  20.00
                 VAT 20 % on 20.00   4.00
                             Total  24.00
                   Due 15 Feb 2025  24.00
    Credit note of 20 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 15 Feb 2025
      Key lost  15 Feb 2025  − 20.00  −20.00
                                 Net  −20.00
                  VAT 20 % on −20.00   −4.00
                               Total  −24.00
               To refund 20 Feb 2025   24.00
    ");
}

/// TRM-3: the fee is due on the end, and goes back with it
#[test]
fn an_exit_fee_is_charged_on_the_end_and_credited_when_the_end_is_cleared() {
    let value = r#"{"fixed":{"amount":"50.00","currency":"EUR"}}"#;
    let contract = format!(
        r#","commitment":{{"for":"12 months"}},"exit_fee":{{"label":"Early exit","value":{value},"tax":{{"category":"standard","rate":"20"}}}}"#
    );
    let bound = Fee { contract: contract.leak(), ..FEE };
    let terminated = r#"{"terminated":{"exit_fee":{"amount":"50.00","currency":"EUR"}}}"#;
    let history = bound.then(&[
        ("2025-01-10", "2025-01-17", terminated),
        ("2025-01-20", "2025-01-20", END_CLEARED),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 17 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  17 – 31 Jan 2025  − 31.00 × 15/31  −15.00
                                         Net  −15.00
                          VAT 20 % on −15.00   −3.00
                                       Total  −18.00
                       To refund 17 Jan 2025   18.00
    Invoice of 17 Jan 2025 · customer cust-7 · EUR
      Early exit  17 Jan 2025  50.00  50.00
                                 Net  50.00
                   VAT 20 % on 50.00  10.00
                               Total  60.00
                     Due 17 Jan 2025  60.00
    Credit note of 20 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 17 Jan 2025
      Early exit  17 Jan 2025  − 50.00  −50.00
                                   Net  −50.00
                    VAT 20 % on −50.00  −10.00
                                 Total  −60.00
                 To refund 20 Jan 2025   60.00
    Invoice of 20 Jan 2025 · customer cust-7 · EUR
      Fee  17 – 31 Jan 2025  31.00 × 15/31  15.00
                                       Net  15.00
                         VAT 20 % on 15.00   3.00
                                     Total  18.00
                           Due 20 Jan 2025  18.00
    ");
}
