//! What comes to less than an invoice is made for waits for the next one, or for the last. INV-4; L2, L3.

use tacite::books::Books;
use tacite::{bill, run};
use tacite_testkit::addition;

use crate::billing::{day, history, nights, printed};
use crate::taxes::{VAT_20, fees};

/// 7.50 a month is 9.00 with tax; an invoice is made from 20.00 on.
const LEAST: &str = r#","billing":{"minimum":2000}"#;

fn monthly(later: &[(&str, &str, &str)]) -> tacite::history::History {
    let mut events = fees(LEAST, &[("desk", "7.50", "1", VAT_20)]);
    for (sequence, (recorded_on, effective_on, event)) in (3..).zip(later) {
        let line = format!(
            r#"{{"sequence":{sequence},"recorded_on":"{recorded_on}","effective_on":"{effective_on}","event":{event}}}"#
        );
        events.push_str(&line);
        events.push('\n');
    }
    history(&events)
}

/// 9.00, 18.00, 27.00: the third month is the first one that is enough.
#[test]
fn months_wait_until_there_is_enough_for_an_invoice() {
    let documents = nights(&monthly(&[]), "2025-01-01", "2025-06-30");
    for document in &documents {
        addition::check(document).unwrap();
    }
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      desk  1 – 31 Jan 2025  1 × 7.50   7.50
      desk  1 – 28 Feb 2025  1 × 7.50   7.50
      desk  1 – 31 Mar 2025  1 × 7.50   7.50
                                  Net  22.50
                    VAT 20 % on 22.50   4.50
                                Total  27.00
                       Due 1 Mar 2025  27.00
    Invoice of 1 Jun 2025 · customer cust-7 · EUR
      desk  1 – 30 Apr 2025  1 × 7.50   7.50
      desk  1 – 31 May 2025  1 × 7.50   7.50
      desk  1 – 30 Jun 2025  1 × 7.50   7.50
                                  Net  22.50
                    VAT 20 % on 22.50   4.50
                                Total  27.00
                       Due 1 Jun 2025  27.00
    ");
}

/// L3: in one go as night by night.
#[test]
fn one_late_run_makes_the_invoices_of_the_nights() {
    let history = monthly(&[]);
    let billing = bill(&history, &Books::new(), day("2025-06-30")).unwrap();
    assert_eq!(printed(&billing.documents), printed(&nights(&history, "2025-01-01", "2025-06-30")));
}

/// Two months, then the end: 18.00 is less than 20.00, but nothing more will be due.
#[test]
fn the_last_invoice_is_made_whatever_it_comes_to() {
    let ended = [("2025-02-10", "2025-03-01", r#"{"end-set":{}}"#)];
    let documents = nights(&monthly(&ended), "2025-01-01", "2025-06-30");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 10 Feb 2025 · customer cust-7 · EUR
      desk  1 – 31 Jan 2025  1 × 7.50   7.50
      desk  1 – 28 Feb 2025  1 × 7.50   7.50
                                  Net  15.00
                    VAT 20 % on 15.00   3.00
                                Total  18.00
                      Due 10 Feb 2025  18.00
    ");
    // Known from the start on, the end does not make an invoice of January.
    let known = [("2025-01-01", "2025-03-01", r#"{"end-set":{}}"#)];
    let documents = nights(&monthly(&known), "2025-01-01", "2025-06-30");
    let made: Vec<_> = documents
        .iter()
        .map(|document| format!("{} {}", document.dated_on, document.total))
        .collect();
    assert_eq!(made, ["2025-02-01 18.00 EUR"]);
}

/// A pause of 11 to 31 January, told while January waits: 21/31 of 7.50 are 5.08 back. The credit is on
/// the invoice of its charge, and there is no note: 7.50 − 5.08 + 7.50 + 7.50 = 17.42, with tax 20.90.
#[test]
fn what_corrects_a_charge_that_waits_is_on_its_invoice() {
    let paused = r#"{"paused":{"pause":{"shape":"by-days","until":"2025-02-01"}}}"#;
    let history = monthly(&[("2025-01-11", "2025-01-11", paused)]);
    let documents = nights(&history, "2025-01-01", "2025-04-30");
    addition::check(&documents[0]).unwrap();
    insta::assert_snapshot!(printed(&documents[..1]), @"
    Invoice of 1 Mar 2025 · customer cust-7 · EUR
      desk  1 – 31 Jan 2025             1 × 7.50   7.50
      desk  1 – 28 Feb 2025             1 × 7.50   7.50
      desk  1 – 31 Mar 2025             1 × 7.50   7.50
      desk  11 – 31 Jan 2025  − 1 × 7.50 × 21/31  −5.08
                                             Net  17.42
                               VAT 20 % on 17.42   3.48
                                           Total  20.90
                                  Due 1 Mar 2025  20.90
    ");
}

/// While January waits it is in the books, so that no day is charged twice.
#[test]
fn what_waits_is_in_the_books() {
    let history = monthly(&[]);
    let mut books = Books::new();
    let billing = bill(&history, &books, day("2025-01-01")).unwrap();
    assert_eq!((billing.documents.len(), billing.next_on), (0, Some(day("2025-02-01"))));
    books.post(billing.posting).unwrap();
    assert_eq!((books.lines().count(), books.waiting().count()), (1, 1));
    let again = bill(&history, &books, day("2025-01-31")).unwrap();
    assert!(again.documents.is_empty());
    assert_eq!(Books::try_from(books.clone().into_parts()), Ok(books));
}

/// Two subscriptions of a customer: 9.00 + 9.00 wait, 9.00 × 4 are enough in February.
#[test]
fn subscriptions_of_a_customer_come_to_enough_together() {
    let first = monthly(&[]);
    let second = fees(LEAST, &[("desk", "7.50", "1", VAT_20)]).replace("\"fees\"", "\"other\"");
    let second = history(&second);
    let (mut one, mut two) = (Books::new(), Books::new());
    let mut made = Vec::new();
    for night in ["2025-01-01", "2025-02-01"] {
        let run = run([(&second, &two), (&first, &one)], day(night));
        let mut postings = run.billed.into_iter().map(|billed| billed.posting);
        two.post(postings.next().unwrap()).unwrap();
        one.post(postings.next().unwrap()).unwrap();
        made.extend(run.documents);
    }
    let made: Vec<_> = made
        .iter()
        .map(|document| format!("{} lines, {}", document.lines.len(), document.total))
        .collect();
    assert_eq!(made, ["4 lines, 36.00 EUR"]);
    assert_eq!((one.waiting().count(), two.waiting().count()), (0, 0));
}
