//! Corrections on the next invoice, where the contract says so (INV-7).
//!
//! 31.00 EUR for April 2025, paused from the 10th to the 19th: the 10.33 that come back are a line of
//! the invoice of 1 May.

use tacite::books::Books;
use tacite::document::DocumentKind;
use tacite::{bill, run};
use tacite_formats::text::{self, Language};

use crate::billing::{day, nights, nights_of, printed};
use crate::written::{END_SET, FEE, Fee, by_days, nights_on, price, retracted};

/// 31.00 a month from 1 April 2025.
const APRIL: Fee =
    Fee { start: "2025-04-01", contract: r#","billing":{"corrections":"next-invoice"}"#, ..FEE };

/// A pause of ten days of April: 10/30 of 31.00 is 10.33.
const PAUSED: (&str, &str) = ("2025-04-10", "2025-04-20");

/// INV-7: 31.00 − 10.33 = 20.67, and 20 % of it is 4.13.
#[test]
fn a_credit_waits_for_the_invoice_of_the_next_month() {
    let history = APRIL.then(&[("2025-04-05", PAUSED.0, &by_days(PAUSED.1))]);
    let documents = nights(&history, "2025-04-01", "2025-06-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 30 Apr 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Apr 2025  37.20
    Invoice of 1 May 2025 · customer cust-7 · EUR
      Fee                        1 – 31 May 2025             31.00   31.00
      Fee                        10 – 19 Apr 2025  − 31.00 × 10/30  −10.33
        (invoice of 1 Apr 2025)
                                                               Net   20.67
                                                 VAT 20 % on 20.67    4.13
                                                             Total   24.80
                                                    Due 1 May 2025   24.80
    Invoice of 1 Jun 2025 · customer cust-7 · EUR
      Fee  1 – 30 Jun 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Jun 2025  37.20
    ");
    let may = text::document(&documents[1], Language::French).to_string();
    insta::assert_snapshot!(may, @"
    Facture du 01/05/2025 · client cust-7 · EUR
      Fee                        du 01/05/2025 au 31/05/2025            31,00   31,00
      Fee                        du 10/04/2025 au 19/04/2025  − 31,00 × 10/30  −10,33
        (facture du 01/04/2025)
                                                                     Total HT   20,67
                                                           TVA 20 % sur 20,67    4,13
                                                                    Total TTC   24,80
                                          Net à payer, échéance le 01/05/2025   24,80
    ");
    let line = &documents[1].lines[1];
    assert_eq!(line.corrected_key(), Some(documents[0].lines[0].key()));
    let corrected = line.correction.as_ref().unwrap().document.as_ref().unwrap();
    assert_eq!(corrected.key, documents[0].key());
    // Catching up in one run gives the same documents, once it is known what the nights knew.
    assert_eq!(nights_on(&history, &["2025-04-01", "2025-06-01"]), documents);
}

/// INV-1: it is in the books from the 10th on, and on no document until 1 May.
#[test]
fn what_waits_is_in_the_books() {
    let (at_first, then) =
        (APRIL.then(&[]), APRIL.then(&[("2025-04-05", PAUSED.0, &by_days(PAUSED.1))]));
    let mut books = Books::new();
    let mut waiting = Vec::new();
    for (history, night) in
        [(at_first, "2025-04-01"), (then.clone(), "2025-04-10"), (then, "2025-05-01")]
    {
        let billing = bill(&history, &books, day(night)).unwrap();
        books.post(billing.posting).unwrap();
        let nets: Vec<i64> = books.waiting().map(|waiting| waiting.line.net).collect();
        waiting.push((books.lines().count(), nets));
        assert!(bill(&history, &books, day(night)).unwrap().documents.is_empty(), "L2");
    }
    assert_eq!(waiting, [(1, vec![]), (2, vec![-1033]), (3, vec![])]);
}

/// INV-7, INV-3: two credits of April on the invoice of May; it costs less than they give back, so it
/// is a credit note by its total, and names no document.
#[test]
fn an_invoice_that_comes_to_less_than_nothing_is_a_credit_note() {
    let history = APRIL.then(&[
        ("2025-04-02", "2025-04-02", &by_days("2025-04-27")),
        ("2025-04-28", "2025-05-01", &price("1.00")),
    ]);
    let documents = nights(&history, "2025-04-01", "2025-05-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 30 Apr 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Apr 2025  37.20
    Credit note of 1 May 2025 · customer cust-7 · EUR
      Fee                        1 – 31 May 2025             1.00    1.00
      Fee                        2 – 26 Apr 2025  − 31.00 × 25/30  −25.83
        (invoice of 1 Apr 2025)
                                                              Net  −24.83
                                               VAT 20 % on −24.83   −4.97
                                                            Total  −29.80
                                             To refund 1 May 2025   29.80
    ");
    assert_eq!((documents[1].kind, &documents[1].corrects), (DocumentKind::CreditNote, &None));
    assert!(documents[1].key().starts_with("credit-note:fee/fee/2025-05-01..2025-06-01/"));
}

/// INV-7: after the end nothing is due any more, so what comes back is a credit note of its own, and
/// so is what waited.
#[test]
fn nothing_waits_for_an_invoice_that_will_not_come() {
    let history = APRIL.then(&[
        ("2025-04-05", PAUSED.0, &by_days(PAUSED.1)),
        ("2025-04-22", "2025-04-26", END_SET),
    ]);
    let documents = nights(&history, "2025-04-01", "2025-05-31");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 30 Apr 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Apr 2025  37.20
    Credit note of 26 Apr 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Apr 2025
      Fee  10 – 19 Apr 2025  − 31.00 × 10/30  −10.33
      Fee  26 – 30 Apr 2025   − 31.00 × 5/30   −5.17
                                         Net  −15.50
                          VAT 20 % on −15.50   −3.10
                                       Total  −18.60
                       To refund 26 Apr 2025   18.60
    ");
}

/// INV-7: the customer of April is not that of May, who has nothing to do with its credit.
#[test]
fn a_transfer_leaves_no_credit_behind() {
    let history = APRIL.then(&[
        ("2025-04-05", PAUSED.0, &by_days(PAUSED.1)),
        ("2025-04-15", "2025-05-01", r#"{"transferred":{"customer":"cust-8"}}"#),
    ]);
    let documents = nights(&history, "2025-04-01", "2025-05-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 30 Apr 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Apr 2025  37.20
    Credit note of 1 May 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Apr 2025
      Fee  10 – 19 Apr 2025  − 31.00 × 10/30  −10.33
                                         Net  −10.33
                          VAT 20 % on −10.33   −2.07
                                       Total  −12.40
                        To refund 1 May 2025   12.40
    Invoice of 1 May 2025 · customer cust-8 · EUR
      Fee  1 – 31 May 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 May 2025  37.20
    ");
}

/// INV-7: another subscription of the customer is billed first, and takes the credit.
#[test]
fn the_next_invoice_may_be_of_another_subscription() {
    let fee = APRIL.then(&[("2025-04-05", PAUSED.0, &by_days(PAUSED.1))]);
    let other = Fee { subscription: "other", start: "2025-04-01", contract: APRIL.contract, ..FEE };
    let other = Fee { price: r#"{"flat":"50.00"}"#, ..other };
    let other = Fee { schedule: r#""every":"1 month","anchor":{"day-of-month":15}"#, ..other };
    let other = other.then(&[]);
    let documents = nights_of(&[&fee, &other], "2025-04-01", "2025-05-01");
    let mut fee_books = Books::new();
    let known = APRIL.then(&[]);
    let first = bill(&known, &fee_books, day("2025-04-01")).unwrap();
    fee_books.post(first.posting).unwrap();
    let tenth = bill(&fee, &fee_books, day("2025-04-10")).unwrap();
    assert!(tenth.documents.is_empty());
    fee_books.post(tenth.posting).unwrap();
    // A host that runs all of a customer's subscriptions together.
    let mut other_books = Books::new();
    let begun = bill(&other, &other_books, day("2025-04-14")).unwrap();
    other_books.post(begun.posting).unwrap();
    let fifteenth = run([(&fee, &fee_books), (&other, &other_books)], day("2025-04-15"));
    insta::assert_snapshot!(printed(&fifteenth.documents), @"
    Invoice of 15 Apr 2025 · customer cust-7 · EUR
      Fee                        10 – 19 Apr 2025      − 31.00 × 10/30  −10.33
        (invoice of 1 Apr 2025)
      Fee                        15 Apr – 14 May 2025            50.00   50.00
                                                                   Net   39.67
                                                     VAT 20 % on 39.67    7.93
                                                                 Total   47.60
                                                       Due 15 Apr 2025   47.60
    ");
    for billed in fifteenth.billed {
        let books =
            if billed.subscription.as_str() == "fee" { &mut fee_books } else { &mut other_books };
        books.post(billed.posting).unwrap();
    }
    assert_eq!(fee_books.waiting().count(), 0);
    assert_eq!(documents.iter().filter(|document| document.corrects.is_some()).count(), 0);
}

/// INV-7, INV-9: goodwill that is taken back asks for payment; it waits as well.
#[test]
fn goodwill_taken_back_waits_for_the_next_invoice() {
    let goodwill = r#"{"manual-adjustment":{"amount":{"amount":"-5.00","currency":"EUR"},"tax":{"category":"standard","rate":"20"},"label":"Goodwill"}}"#;
    let history = APRIL.then(&[
        ("2025-04-05", "2025-04-05", goodwill),
        ("2025-04-10", "2025-04-10", &retracted(3)),
    ]);
    let documents = nights(&history, "2025-04-01", "2025-05-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Apr 2025 · customer cust-7 · EUR
      Fee  1 – 30 Apr 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Apr 2025  37.20
    Credit note of 5 Apr 2025 · customer cust-7 · EUR
      Goodwill  5 Apr 2025  −5.00  −5.00
                              Net  −5.00
                VAT 20 % on −5.00  −1.00
                            Total  −6.00
             To refund 5 Apr 2025   6.00
    Invoice of 1 May 2025 · customer cust-7 · EUR
      Fee                            1 – 31 May 2025  31.00  31.00
      Goodwill                       5 Apr 2025        5.00   5.00
        (credit note of 5 Apr 2025)
                                                        Net  36.00
                                          VAT 20 % on 36.00   7.20
                                                      Total  43.20
                                             Due 1 May 2025  43.20
    ");
}

/// INV-7, INV-12: the terms change between the correction and the invoice, which is to be paid by its
/// own.
#[test]
fn a_change_of_payment_terms_keeps_no_credit_back() {
    let net_30 = r#"{"payment-terms-changed":{"payment_terms":{"net":{"days":30}}}}"#;
    let history = APRIL.then(&[
        ("2025-04-05", PAUSED.0, &by_days(PAUSED.1)),
        ("2025-04-22", "2025-04-22", net_30),
    ]);
    let documents = nights(&history, "2025-04-02", "2025-05-01");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Invoice of 1 May 2025 · customer cust-7 · EUR
      Fee                        1 – 31 May 2025             31.00   31.00
      Fee                        10 – 19 Apr 2025  − 31.00 × 10/30  −10.33
        (invoice of 1 Apr 2025)
                                                               Net   20.67
                                                 VAT 20 % on 20.67    4.13
                                                             Total   24.80
                                                   Due 31 May 2025   24.80
    ");
}

/// INV-7, INV-3: all that a late run makes is on one invoice, corrections too, dated as the latest.
#[test]
fn a_catch_up_on_one_invoice_has_its_corrections() {
    let fee = Fee {
        contract: r#","billing":{"corrections":"next-invoice","catch_up":"all-on-one"}"#,
        ..APRIL
    };
    let history = fee.then(&[("2025-04-05", PAUSED.0, &by_days(PAUSED.1))]);
    let documents = nights_on(&history, &["2025-04-01", "2025-06-15"]);
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Invoice of 1 Jun 2025 · customer cust-7 · EUR
      Fee                        1 – 31 May 2025             31.00   31.00
      Fee                        1 – 30 Jun 2025             31.00   31.00
      Fee                        10 – 19 Apr 2025  − 31.00 × 10/30  −10.33
        (invoice of 1 Apr 2025)
                                                               Net   51.67
                                                 VAT 20 % on 51.67   10.33
                                                             Total   62.00
                                                    Due 1 Jun 2025   62.00
    ");
}

/// INV-7: the customer leaves and is refunded at once; what waited would be a line of no invoice.
#[test]
fn what_waited_is_refunded_on_the_day_on_which_the_end_is_known() {
    let history = APRIL.then(&[
        ("2025-04-05", PAUSED.0, &by_days(PAUSED.1)),
        ("2025-04-22", "2025-05-01", END_SET),
    ]);
    let documents = nights(&history, "2025-04-01", "2025-05-31");
    insta::assert_snapshot!(printed(&documents[1..]), @"
    Credit note of 22 Apr 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Apr 2025
      Fee  10 – 19 Apr 2025  − 31.00 × 10/30  −10.33
                                         Net  −10.33
                          VAT 20 % on −10.33   −2.07
                                       Total  −12.40
                       To refund 22 Apr 2025   12.40
    ");
}
