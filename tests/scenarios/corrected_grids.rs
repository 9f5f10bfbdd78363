//! Grids that turn out to have been others: what was billed in the old periods is credited and charged
//! in the new ones, day by day (HIS-8, CHG-3, CHG-8).

use crate::billing::{dated, nights, printed};
use crate::written::{FEE, price, retracted};

fn anchor(day: u32) -> String {
    format!(r#"{{"anchor-changed":{{"id":"fee","anchor":{{"day-of-month":{day}}}}}}}"#)
}

/// CHG-3, CHG-8: to the 15th from 1 February on, and back to the 1st from 1 March on. The first
/// half of March was charged with the period of 15 February: it goes back when March is charged.
#[test]
fn an_anchor_is_moved_and_moved_back() {
    let history = FEE.then(&[
        ("2025-01-10", "2025-02-01", &anchor(15)),
        ("2025-02-20", "2025-03-01", &anchor(1)),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-03-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Jan 2025  37.20
    Invoice of 1 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 14 Feb 2025  31.00 × 14/31  14.00
                                      Net  14.00
                        VAT 20 % on 14.00   2.80
                                    Total  16.80
                           Due 1 Feb 2025  16.80
    Invoice of 15 Feb 2025 · customer cust-7 · EUR
      Fee  15 Feb – 14 Mar 2025  31.00  31.00
                                   Net  31.00
                     VAT 20 % on 31.00   6.20
                                 Total  37.20
                       Due 15 Feb 2025  37.20
    Credit note of 1 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 15 Feb 2025
      Fee  1 – 14 Mar 2025  − 31.00 × 14/28  −15.50
                                        Net  −15.50
                         VAT 20 % on −15.50   −3.10
                                      Total  −18.60
                       To refund 1 Mar 2025   18.60
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 31 Mar 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Mar 2025  37.20
    ");
}

/// CHG-8: the same, but on 20 February it turns out that the anchor never moved. Days of February
/// are replaced at once, those of March on 1 March.
#[test]
fn an_anchor_that_never_moved_is_corrected_period_by_period() {
    let history = FEE.then(&[
        ("2025-01-10", "2025-02-01", &anchor(15)),
        ("2025-02-20", "2025-02-20", &retracted(3)),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-03-31");
    insta::assert_snapshot!(printed(dated(&documents, "2025-02-20", "2025-03-31")), @"
    Credit note of 20 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  1 – 14 Feb 2025  − 31.00 × 14/31  −14.00
                                        Net  −14.00
                         VAT 20 % on −14.00   −2.80
                                      Total  −16.80
                      To refund 20 Feb 2025   16.80
    Credit note of 20 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 15 Feb 2025
      Fee  15 – 28 Feb 2025  − 31.00 × 14/28  −15.50
                                         Net  −15.50
                          VAT 20 % on −15.50   −3.10
                                       Total  −18.60
                       To refund 20 Feb 2025   18.60
    Invoice of 20 Feb 2025 · customer cust-7 · EUR
      Fee  1 – 28 Feb 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                  Due 20 Feb 2025  37.20
    Credit note of 1 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 15 Feb 2025
      Fee  1 – 14 Mar 2025  − 31.00 × 14/28  −15.50
                                        Net  −15.50
                         VAT 20 % on −15.50   −3.10
                                      Total  −18.60
                       To refund 1 Mar 2025   18.60
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 31 Mar 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Mar 2025  37.20
    ");
}

/// CHG-3: February was billed by the month when it turns out that it is the first month of a
/// quarter
#[test]
fn a_cadence_is_corrected_after_the_month_was_billed() {
    let quarterly = r#"{"cadence-changed":{"id":"fee","cadence":"3 months"}}"#;
    let history = FEE.then(&[
        ("2025-02-10", "2025-02-01", quarterly),
        ("2025-02-10", "2025-02-01", &price("90.00")),
    ]);
    let documents = nights(&history, "2025-01-01", "2025-04-30");
    insta::assert_snapshot!(printed(dated(&documents, "2025-02-02", "2025-04-30")), @"
    Credit note of 10 Feb 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Feb 2025
      Fee  1 – 28 Feb 2025  − 31.00  −31.00
                                Net  −31.00
                 VAT 20 % on −31.00   −6.20
                              Total  −37.20
              To refund 10 Feb 2025   37.20
    Invoice of 10 Feb 2025 · customer cust-7 · EUR
      Fee  1 Feb – 30 Apr 2025  90.00   90.00
                                  Net   90.00
                    VAT 20 % on 90.00   18.00
                                Total  108.00
                      Due 10 Feb 2025  108.00
    ");
}

/// CHG-8: February was billed in advance. That it is billed in arrears makes its days due later,
/// but they are charged already. March is billed at its end.
#[test]
fn a_timing_corrected_late_leaves_what_is_billed() {
    let arrears = r#"{"timing-changed":{"id":"fee","timing":"arrears"}}"#;
    let history = FEE.then(&[("2025-02-10", "2025-02-01", arrears)]);
    let documents = nights(&history, "2025-01-01", "2025-04-01");
    let dates: Vec<String> = documents.iter().map(|known| known.dated_on.to_string()).collect();
    assert_eq!(dates, ["2025-01-01", "2025-02-01", "2025-04-01"]);
    insta::assert_snapshot!(printed(&documents[2..]), @"
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 31 Mar 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Apr 2025  37.20
    ");
}
