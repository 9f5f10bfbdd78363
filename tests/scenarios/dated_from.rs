//! Documents in the order of their numbers: none is dated before the last one of its series (INV-3,
//! INV-11).

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::document::Document;
use tacite::history::History;
use tacite::{Limits, bill_within, run_within};

use crate::billing::{day, printed};
use crate::written::{END_SET, FEE, Fee, by_days};

/// 31.00 a month from 1 March 2025, within 14 days; from 3 March on within 30.
const MARCH: Fee =
    Fee { start: "2025-03-01", contract: r#","payment_terms":{"net":{"days":14}}"#, ..FEE };

const THIRTY_DAYS: (&str, &str, &str) = (
    "2025-03-01",
    "2025-03-03",
    r#"{"payment-terms-changed":{"payment_terms":{"net":{"days":30}}}}"#,
);

/// Bills and posts, dating nothing before a day.
fn billed(history: &History, books: &mut Books, as_of: &str, from: &str) -> Vec<Document> {
    let limits = Limits::dated_from(day(from));
    let billing = bill_within(history, books, day(as_of), limits).unwrap();
    books.post(billing.posting).unwrap();
    let again = bill_within(history, books, day(as_of), limits).unwrap();
    assert_eq!(again.documents, []);
    billing.documents
}

fn dates(documents: &[Document]) -> Vec<NaiveDate> {
    documents.iter().map(|document| document.dated_on).collect()
}

/// INV-11, INV-12: the last invoice of the series is dated 4 March. The fee fell due on the 1st: it is on
/// an invoice of the 4th, to be paid by the terms of that day, 30 days later.
#[test]
fn a_document_bears_the_date_of_the_last_one_and_its_terms_follow() {
    let history = MARCH.then(&[THIRTY_DAYS]);
    let free = bill_within(&history, &Books::new(), day("2025-03-05"), Limits::default()).unwrap();
    assert_eq!(dates(&free.documents), [day("2025-03-01")]);
    assert_eq!(free.documents[0].payables[0].due_on, day("2025-03-15"));
    let documents = billed(&history, &mut Books::new(), "2025-03-05", "2025-03-04");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 4 Mar 2025 · customer cust-7 · EUR
      Fee  1 – 31 Mar 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 3 Apr 2025  37.20
    ");
    assert_eq!(documents[0].lines[0].due_on, day("2025-03-01"));
    assert_eq!(documents[0].key(), free.documents[0].key());
}

/// INV-3: April falls due after the last document of the series, and keeps its date.
#[test]
fn what_falls_due_later_keeps_its_date() {
    let history = MARCH.then(&[]);
    let mut books = Books::new();
    let documents = billed(&history, &mut books, "2025-04-05", "2025-03-04");
    assert_eq!(dates(&documents), [day("2025-03-04"), day("2025-04-01")]);
    let documents = billed(&history, &mut books, "2025-06-02", "2025-05-20");
    assert_eq!(dates(&documents), [day("2025-05-20"), day("2025-06-01")]);
}

/// INV-7, INV-11: ten days of March are credited on the 10th, after an invoice of the 15th was issued to
/// somebody else: the credit note is of the 15th, 10.00 and 2.00.
#[test]
fn a_credit_note_bears_it_too() {
    let pause = by_days("2025-03-20");
    let history = MARCH.then(&[("2025-03-10", "2025-03-10", &pause)]);
    let mut books = Books::new();
    let invoice = billed(&history.until_sequence(2), &mut books, "2025-03-05", "2025-03-04");
    let notes = billed(&history, &mut books, "2025-03-16", "2025-03-15");
    insta::assert_snapshot!(printed(&notes), @"
    Credit note of 15 Mar 2025 · customer cust-7 · EUR
    Corrects the invoice of 4 Mar 2025
      Fee  10 – 19 Mar 2025  − 31.00 × 10/31  −10.00
                                         Net  −10.00
                          VAT 20 % on −10.00   −2.00
                                       Total  −12.00
                       To refund 29 Mar 2025   12.00
    ");
    let corrected = notes[0].corrects.as_ref().unwrap();
    assert_eq!((&corrected.key, corrected.dated_on), (&invoice[0].key(), day("2025-03-04")));
    assert_eq!(notes[0].lines[0].due_on, day("2025-03-10"));
}

/// INV-7: a credit waits for the next invoice although the last document of the series is dated after
/// that one falls due: both are dated as that document. If no invoice comes, it is a note of that date.
#[test]
fn a_credit_waits_for_the_next_invoice_whatever_the_date_of_the_last() {
    let fee = Fee { contract: r#","billing":{"corrections":"next-invoice"}"#, ..MARCH };
    let pause = by_days("2025-03-20");
    let recorded = [("2025-03-10", "2025-03-10", pause.as_str())];
    let history = fee.then(&recorded);
    let mut books = Books::new();
    billed(&history.until_sequence(2), &mut books, "2025-03-01", "2025-03-01");
    assert_eq!(billed(&history, &mut books, "2025-03-10", "2025-04-15"), []);
    assert_eq!(books.waiting().count(), 1);
    let documents = billed(&history, &mut books, "2025-04-01", "2025-04-15");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 15 Apr 2025 · customer cust-7 · EUR
      Fee                        1 – 30 Apr 2025             31.00   31.00
      Fee                        10 – 19 Mar 2025  − 31.00 × 10/31  −10.00
        (invoice of 1 Mar 2025)
                                                               Net   21.00
                                                 VAT 20 % on 21.00    4.20
                                                             Total   25.20
                                                   Due 15 Apr 2025   25.20
    ");

    let [pause] = recorded;
    let history = fee.then(&[pause, ("2025-03-10", "2025-04-01", END_SET)]);
    let mut books = Books::new();
    billed(&history.until_sequence(2), &mut books, "2025-03-01", "2025-03-01");
    let notes = billed(&history, &mut books, "2025-03-10", "2025-04-15");
    assert_eq!(dates(&notes), [day("2025-04-15")]);
    assert_eq!(books.waiting().count(), 0);
}

/// INV-4, INV-11: a run of several subscriptions dates none of their documents earlier.
#[test]
fn a_run_of_several_dates_none_earlier() {
    let first = MARCH.then(&[]);
    let second = Fee { subscription: "second", start: "2025-03-05", ..MARCH }.then(&[]);
    let books = Books::new();
    let both = [(&first, &books), (&second, &books)];
    let run = run_within(both, day("2025-03-06"), Limits::dated_from(day("2025-03-04")));
    assert_eq!(run.failures, []);
    assert_eq!(dates(&run.documents), [day("2025-03-04"), day("2025-03-05")]);
}
