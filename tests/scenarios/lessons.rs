//! What the lessons among the examples print.

#[expect(dead_code, reason = "an example has a main of its own")]
#[path = "../../examples/first_invoice.rs"]
mod first_invoice;
#[expect(dead_code, reason = "an example has a main of its own")]
#[path = "../../examples/preview.rs"]
mod preview;
#[expect(dead_code, reason = "an example has a main of its own")]
#[path = "../../examples/repeat_any_document.rs"]
mod repeat_any_document;

use std::error::Error;

fn printed(lesson: impl FnOnce(&mut Vec<u8>) -> Result<(), Box<dyn Error>>) -> String {
    let mut out = Vec::new();
    lesson(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// INV-1: bill, print, post, and again on the next due day.
#[test]
fn the_first_invoice_lesson_prints_two_invoices() {
    insta::assert_snapshot!(printed(first_invoice::lesson), @"
    Invoice of 31 Jan 2025 · customer cust-7 · EUR
      Seats  31 Jan – 27 Feb 2025  3 × 12.00  36.00
                                         Net  36.00
                           VAT 20 % on 36.00   7.20
                                       Total  43.20
                             Due 31 Jan 2025  43.20
    Invoice of 28 Feb 2025 · customer cust-7 · EUR
      Seats  28 Feb – 30 Mar 2025  3 × 12.00  36.00
                                         Net  36.00
                           VAT 20 % on 36.00   7.20
                                       Total  43.20
                             Due 28 Feb 2025  43.20
    Next due: 31 Mar 2025
    ");
}

/// L10
#[test]
fn the_preview_lesson_shows_what_two_more_seats_cost() {
    insta::assert_snapshot!(printed(preview::lesson), @"
    As it is, up to 31 March:
    Invoice of 28 Feb 2025 · customer cust-7 · EUR
      Seats  28 Feb – 30 Mar 2025  3 × 12.00  36.00
                                         Net  36.00
                           VAT 20 % on 36.00   7.20
                                       Total  43.20
                             Due 28 Feb 2025  43.20
    Invoice of 31 Mar 2025 · customer cust-7 · EUR
      Seats  31 Mar – 29 Apr 2025  3 × 12.00  36.00
                                         Net  36.00
                           VAT 20 % on 36.00   7.20
                                       Total  43.20
                             Due 31 Mar 2025  43.20

    With two more seats, up to 31 March:
    Invoice of 28 Feb 2025 · customer cust-7 · EUR
      Seats  28 Feb – 14 Mar 2025  3 × 12.00 × 15/31  17.42
                                                 Net  17.42
                                   VAT 20 % on 17.42   3.48
                                               Total  20.90
                                     Due 28 Feb 2025  20.90
    Invoice of 15 Mar 2025 · customer cust-7 · EUR
      Seats  15 – 30 Mar 2025  5 × 12.00 × 16/31  30.97
                                             Net  30.97
                               VAT 20 % on 30.97   6.19
                                           Total  37.16
                                 Due 15 Mar 2025  37.16
    Invoice of 31 Mar 2025 · customer cust-7 · EUR
      Seats  31 Mar – 29 Apr 2025  5 × 12.00  60.00
                                         Net  60.00
                           VAT 20 % on 60.00  12.00
                                       Total  72.00
                             Due 31 Mar 2025  72.00

    cust-7 is asked for 36.39 EUR more, 43.66 EUR with tax
    Postings in the books: 1
    ");
}

/// CAL-9 (2.39)
#[test]
fn the_repetition_lesson_needs_no_subscription() {
    insta::assert_snapshot!(printed(repeat_any_document::lesson), @"
    2025-02-28 order 2 of 24: 25 kg from Torréfaction du Port, paid on 2025-02-28
    2025-03-31 order 3 of 24: 25 kg from Torréfaction du Port, paid on 2025-03-31
    2025-04-30 order 4 of 24: 25 kg from Torréfaction du Port, paid on 2025-04-30
    2025-05-31 order 5 of 24: 25 kg from Torréfaction du Port, paid on 2025-06-02
    2025-06-30 order 6 of 24: 25 kg from Torréfaction du Port, paid on 2025-06-30
    ");
}
