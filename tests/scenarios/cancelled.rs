//! An issued document is cancelled by another one, and what is owed is billed again (INV-7, L2, L5 to
//! L7; rules 10 and 11).
//!
//! The fee is 31.00 a month in advance and 20 % of tax: 1.00 a day in January 2025.

use tacite::books::Books;
use tacite::document::{Document, DocumentKind};
use tacite::explain::explain;
use tacite::history::History;
use tacite::{CancelError, Cancelled, bill, cancel, cancel_shared, run};
use tacite_formats::text::{self, Explained, Language};
use tacite_testkit::addition;

use crate::billing::{day, printed};
use crate::written::{FEE, Fee, by_days, retracted};

/// Bills up to a day and posts.
fn billed(history: &History, books: &mut Books, as_of: &str) -> Vec<Document> {
    let billing = bill(history, books, day(as_of)).unwrap();
    books.post(billing.posting).unwrap();
    billing.documents
}

/// Cancels and posts.
fn cancelled(history: &History, books: &mut Books, document: &Document, on: &str) -> Document {
    let Cancelled { document, posting, .. } =
        cancel(history, books, &document.key(), day(on)).unwrap();
    books.post(posting).unwrap();
    document
}

/// Net, tax and total in cents.
fn amounts(document: &Document) -> [i64; 3] {
    [document.net.minor(), document.tax.minor(), document.total.minor()]
}

#[test]
fn a_cancelled_invoice_is_credited_in_full_and_billed_again() {
    let (history, mut books) = (FEE.then(&[]), Books::new());
    let invoice = billed(&history, &mut books, "2025-01-01").remove(0);
    let note = cancelled(&history, &mut books, &invoice, "2025-01-15");
    let again = billed(&history, &mut books, "2025-01-15");
    insta::assert_snapshot!(printed(&[vec![invoice, note], again].concat()), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                   Due 1 Jan 2025  37.20
    Credit note of 15 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee  1 – 31 Jan 2025  − 31.00  −31.00
                                Net  −31.00
                 VAT 20 % on −31.00   −6.20
                              Total  −37.20
              To refund 15 Jan 2025   37.20
    Invoice of 15 Jan 2025 · customer cust-7 · EUR
      Fee  1 – 31 Jan 2025  31.00  31.00
                              Net  31.00
                VAT 20 % on 31.00   6.20
                            Total  37.20
                  Due 15 Jan 2025  37.20
    ");
    assert_eq!(billed(&history, &mut books, "2025-01-31"), []);
    assert_eq!(billed(&history, &mut books, "2025-02-01").len(), 1);
}

/// The host ends the contract first: nothing is owed any more.
#[test]
fn nothing_is_billed_again_if_the_history_owes_nothing() {
    let history = FEE.then(&[("2025-01-14", "2025-01-01", r#"{"end-set":{}}"#)]);
    let mut books = Books::new();
    let before = history.until_sequence(2);
    let invoice = billed(&before, &mut books, "2025-01-01").remove(0);
    let made = cancel(&before, &books, &invoice.key(), day("2025-01-15")).unwrap();
    assert_eq!(made.next_on, Some(day("2025-01-15")));
    let made = cancel(&history, &books, &invoice.key(), day("2025-01-15")).unwrap();
    assert_eq!(made.next_on, None);
    books.post(made.posting).unwrap();
    assert_eq!(billed(&history, &mut books, "2025-12-31"), []);
}

/// 10 to 19 January are paused and credited, 10.00; 21.00 are left of the invoice.
#[test]
fn only_what_is_left_of_a_document_is_credited() {
    let history = FEE.then(&[("2025-01-20", "2025-01-10", &by_days("2025-01-20"))]);
    let mut books = Books::new();
    let invoice = billed(&history.until_sequence(2), &mut books, "2025-01-01").remove(0);
    let credited = billed(&history, &mut books, "2025-01-20");
    assert_eq!(credited.iter().map(amounts).collect::<Vec<_>>(), [[-1_000, -200, -1_200]]);
    let note = cancelled(&history, &mut books, &invoice, "2025-01-25");
    assert_eq!(amounts(&note), [-2_100, -420, -2_520]);
    let again = billed(&history, &mut books, "2025-01-25");
    assert_eq!(again.iter().map(amounts).collect::<Vec<_>>(), [[2_100, 420, 2_520]]);
    let line = again[0].lines.first();
    assert_eq!((line.days.len(), again[0].dated_on), (21, day("2025-01-25")));
}

#[test]
fn a_document_is_cancelled_once_and_not_before_its_date() {
    let (history, mut books) = (FEE.then(&[]), Books::new());
    let invoice = billed(&history, &mut books, "2025-01-01").remove(0);
    let refused = |books: &Books, key: &str, on| {
        cancel(&history, books, key, day(on)).unwrap_err().to_string()
    };
    let key = invoice.key();
    assert_eq!(
        refused(&books, &key, "2024-12-31"),
        format!("document {key} is dated 2025-01-01, it can't be cancelled on 2024-12-31 (INV-3)")
    );
    assert_eq!(
        refused(&books, "invoice:other", "2025-01-15"),
        "subscription fee has no line on an issued document invoice:other (INV-7)"
    );
    cancelled(&history, &mut books, &invoice, "2025-01-15");
    assert_eq!(
        refused(&books, &key, "2025-01-16"),
        format!("document {key} was cancelled on 2025-01-15 (INV-7)")
    );
}

#[test]
fn nothing_is_left_of_a_document_that_was_corrected_in_full() {
    let history = FEE.then(&[("2025-01-05", "2025-01-01", &retracted(2))]);
    let mut books = Books::new();
    let invoice = billed(&history.until_sequence(2), &mut books, "2025-01-01").remove(0);
    assert_eq!(billed(&history, &mut books, "2025-01-05").len(), 1);
    let error = cancel(&history, &books, &invoice.key(), day("2025-01-06")).unwrap_err();
    assert!(matches!(error, CancelError::NothingLeft { .. }), "{error}");
}

/// The credit note of a pause is cancelled: 10.00 are charged again, by an invoice that names it. The
/// next run credits them again, as the pause stands.
#[test]
fn a_cancelled_credit_note_is_charged_again() {
    let history = FEE.then(&[("2025-01-20", "2025-01-10", &by_days("2025-01-20"))]);
    let mut books = Books::new();
    billed(&history.until_sequence(2), &mut books, "2025-01-01");
    let note = billed(&history, &mut books, "2025-01-20").remove(0);
    let invoice = cancelled(&history, &mut books, &note, "2025-01-22");
    assert_eq!((invoice.kind, amounts(&invoice)), (DocumentKind::Invoice, [1_000, 200, 1_200]));
    assert_eq!(invoice.corrects.as_ref().unwrap().key, note.key());
    let derivation = explain(&history, invoice.lines.first()).unwrap();
    let explained =
        Explained { derivation: &derivation, line: invoice.lines.first(), corrects: None };
    let explained = text::derivation(explained, Language::English).to_string();
    assert!(explained.contains("22 Jan 2025: its document is cancelled"), "{explained}");
    let again = billed(&history, &mut books, "2025-01-22");
    assert_eq!(again.iter().map(amounts).collect::<Vec<_>>(), [[-1_000, -200, -1_200]]);
}

/// 10.00 for the 30 days of June in parts: days 21 to 30 for 3.33, then 11 to 20 for 3.34 (6.67 − 3.33),
/// then 1 to 10 for 3.33. The invoice of 3.34 is cancelled; what is left of 20 days is 6.66, a cent less
/// than they cost. The pause of 1 to 10 June is then recorded again: what is left of the other 10 days
/// and the 10 charged again comes to 6.67.
#[test]
fn the_cents_of_a_cancelled_part_are_made_up_for() {
    let fee = Fee { start: "2025-06-01", price: r#"{"flat":"10.00"}"#, ..FEE };
    let history = fee.then(&[
        ("2025-06-01", "2025-06-01", &by_days("2025-06-21")),
        ("2025-06-02", "2025-06-01", &retracted(3)),
        ("2025-06-02", "2025-06-01", &by_days("2025-06-11")),
        ("2025-06-03", "2025-06-01", &retracted(5)),
    ]);
    let mut books = Books::new();
    let mut parts = Vec::new();
    for (sequence, night) in [(3, "2025-06-01"), (5, "2025-06-02"), (6, "2025-06-03")] {
        parts.extend(billed(&history.until_sequence(sequence), &mut books, night));
    }
    assert_eq!(parts.iter().map(|part| part.net.minor()).collect::<Vec<_>>(), [333, 334, 333]);
    let note = cancelled(&history, &mut books, &parts[1], "2025-06-04");
    assert_eq!(note.net.minor(), -334);
    let again = billed(&history, &mut books, "2025-06-04");
    assert_eq!(again.iter().map(|document| document.net.minor()).collect::<Vec<_>>(), [334]);
    let sum: i64 = books.lines().map(|issued| issued.line.net).sum();
    assert_eq!(sum, 1_000);
}

/// The same, but the days of the cancelled part are not owed any more: 20 days cost 6.67, 6.66 are left,
/// so a cent is charged by a line without days.
#[test]
fn a_cent_that_no_day_makes_up_for_is_a_line_of_its_own() {
    let fee = Fee { start: "2025-06-01", price: r#"{"flat":"10.00"}"#, ..FEE };
    let paused = r#"{"paused":{"pause":{"shape":"by-days","until":"2025-06-21"}}}"#;
    let history = fee.then(&[
        ("2025-06-01", "2025-06-01", &by_days("2025-06-21")),
        ("2025-06-02", "2025-06-01", &retracted(3)),
        ("2025-06-02", "2025-06-01", &by_days("2025-06-11")),
        ("2025-06-03", "2025-06-01", &retracted(5)),
        ("2025-06-04", "2025-06-11", paused),
    ]);
    let mut books = Books::new();
    let mut parts = Vec::new();
    for (sequence, night) in [(3, "2025-06-01"), (5, "2025-06-02"), (6, "2025-06-03")] {
        parts.extend(billed(&history.until_sequence(sequence), &mut books, night));
    }
    cancelled(&history, &mut books, &parts[1], "2025-06-04");
    let again = billed(&history, &mut books, "2025-06-04");
    insta::assert_snapshot!(printed(&again), @"
    Invoice of 4 Jun 2025 · customer cust-7 · EUR
      Fee  1 – 30 Jun 2025  0.01 (rounding)  0.01
                                        Net  0.01
                           VAT 20 % on 0.01  0.00
                                      Total  0.01
                             Due 4 Jun 2025  0.01
    ");
    let sum: i64 = books.lines().map(|issued| issued.line.net).sum();
    assert_eq!(sum, 667);
    assert!(Books::try_from(books.into_parts()).is_ok());
}

/// Two fees of one customer on one invoice: 0.33 + 0.33 and 0.13 of tax, not 0.07 twice.
#[test]
fn a_shared_document_is_cancelled_by_one_note_and_a_posting_each() {
    let fee = |subscription: &'static str| {
        Fee { subscription, price: r#"{"flat":"0.33"}"#, ..FEE }.then(&[])
    };
    let (one, two) = (fee("one"), fee("two"));
    let (mut first, mut second) = (Books::new(), Books::new());
    let made = run([(&one, &first), (&two, &second)], day("2025-01-01"));
    let mut postings = made.billed.into_iter();
    first.post(postings.next().unwrap().posting).unwrap();
    second.post(postings.next().unwrap().posting).unwrap();
    let invoice = made.documents.first().unwrap();
    assert_eq!(amounts(invoice), [66, 13, 79]);
    let key = invoice.key();
    let note = cancel_shared([(&one, &first), (&two, &second)], &key, day("2025-01-05")).unwrap();
    assert_eq!(amounts(&note.document), [-66, -13, -79]);
    let mut postings = note.billed.into_iter();
    first.post(postings.next().unwrap().posting).unwrap();
    second.post(postings.next().unwrap().posting).unwrap();
    let again = run([(&one, &first), (&two, &second)], day("2025-01-05"));
    assert_eq!(again.documents.iter().map(amounts).collect::<Vec<_>>(), [[66, 13, 79]]);
    // The lines of one alone.
    let own = cancel(
        &two,
        &{
            let mut books = second;
            books.post(again.billed[1].posting.clone()).unwrap();
            books
        },
        &again.documents[0].key(),
        day("2025-01-06"),
    )
    .unwrap();
    assert_eq!(amounts(&own.document), [-33, -7, -40]);
}

/// Every field of an invoice and of what cancels it adds up to 0, deposits and allowances included.
#[test]
fn a_document_and_what_cancels_it_add_up_to_nothing_in_every_field() {
    let mut books = Books::new();
    let mut invoice = billed(&FEE.then(&[]), &mut books, "2025-01-01").remove(0);
    let euros = |minor| tacite::money::Amount::new(minor, invoice.currency);
    let (off, deposit) = (euros(100), euros(1_000));
    invoice.allow("Goodwill", off).unwrap();
    let prepayment = tacite::document::Prepayment {
        customer: invoice.customer,
        label: "Deposit".into(),
        reference: "AC-1".into(),
        paid_on: day("2024-12-15"),
        amount: deposit,
    };
    let mut invoices = [invoice];
    assert_eq!(tacite::document::set_off(&mut invoices, vec![prepayment]), []);
    let [invoice] = invoices;
    // 31.00 − 1.00 = 30.00, 6.00 of tax; 36.00 − 10.00 = 26.00 to pay.
    assert_eq!((amounts(&invoice), invoice.amount_due.minor()), ([3_000, 600, 3_600], 2_600));
    let note = invoice.cancelled(day("2025-01-15"));
    addition::check(&note).unwrap();
    assert_eq!((note.kind, note.dated_on), (DocumentKind::CreditNote, day("2025-01-15")));
    let fields = |document: &Document| {
        let mut fields = vec![document.lines_total, document.net, document.tax];
        fields.extend([document.total, document.amount_due]);
        fields.extend(document.allowances.iter().map(|allowance| allowance.amount));
        fields.extend(document.prepaid.iter().map(|prepaid| prepaid.amount));
        fields.extend(document.taxes.iter().flat_map(|tax| [tax.taxable, tax.amount]));
        fields.extend(document.payables.iter().map(|payable| payable.amount));
        fields.extend(document.lines.iter().flat_map(|line| [line.gross, line.net, line.rounding]));
        fields
    };
    let (charged, given_back) = (fields(&invoice), fields(&note));
    assert_eq!(charged.len(), given_back.len());
    for (left, right) in charged.iter().zip(&given_back) {
        assert_eq!(left.minor() + right.minor(), 0);
    }
    // What cancels the note is the invoice again.
    assert_eq!(fields(&note.cancelled(day("2025-01-16"))), charged);
}

/// CHG-9: 31.00 for 10 of 31 days, less 6.00 (1.94) and 10 % (0.80): 7.26. What cancels it gives each of
/// them back, so that its line reads −10.00 + 1.94 + 0.80 = −7.26.
#[test]
fn what_cancels_a_discounted_line_gives_back_each_allowance() {
    let grant = |id: &str, value: &str| {
        format!(
            r#"{{"discount-granted":{{"id":"{id}","discount":{{"label":"{id}","value":{{{value}}},"lasts":"forever"}}}}}}"#
        )
    };
    let fee = Fee {
        start: "2025-01-22",
        schedule: r#""every":"1 month","anchor":{"day-of-month":1}"#,
        ..FEE
    };
    let (six, ten) = (grant("team", r#""amount":"6.00""#), grant("loyal", r#""percent":"10""#));
    let history =
        fee.then(&[("2025-01-22", "2025-01-22", &six), ("2025-01-22", "2025-01-22", &ten)]);
    let invoice = billed(&history, &mut Books::new(), "2025-01-22").remove(0);
    let note = invoice.cancelled(day("2025-01-25"));
    addition::check(&note).unwrap();
    insta::assert_snapshot!(printed([&note]), @"
    Credit note of 25 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 22 Jan 2025
      Fee  22 – 31 Jan 2025  − 31.00 × 10/31 + 1.94 (team) + 0.80 (loyal)  −7.26
                                                                      Net  −7.26
                                                        VAT 20 % on −7.26  −1.45
                                                                    Total  −8.71
                                                    To refund 25 Jan 2025   8.71
    ");
}

/// INV-5, adding up: 31.07 and 17.03 less 3.3 %. Four days back are 4.01 + 2.20 = 6.21, of what was taken
/// off 1.59 − 1.38 = 0.21, tax 9.30 − 8.10 = 1.20: 7.20. By itself 6.21 less 0.20 would be 6.01, with
/// tax 7.21: what cancels the note, and what cancels or corrects that, is 7.20.
#[test]
fn what_is_charged_again_is_given_back_to_the_cent() {
    let contract = r#","billing":{"credit_tax":"adds-up","document_discount":{"label":"Fidelity","percent":"3.3"}}"#;
    let other = r#"{"item-added":{"id":"other","item":{"label":"Other","price":{"flat":"17.03"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}"#;
    let fee = Fee { contract, price: r#"{"flat":"31.07"}"#, ..FEE };
    let pause = by_days("2025-01-15");
    let history =
        fee.then(&[("2025-01-01", "2025-01-01", other), ("2025-01-11", "2025-01-11", &pause)]);
    let mut books = Books::new();
    billed(&history.until_sequence(3), &mut books, "2025-01-01");
    let note = billed(&history, &mut books, "2025-01-11").remove(0);
    let invoice = cancelled(&history, &mut books, &note, "2025-01-16");
    let (again, mut settled) =
        (cancelled(&history, &mut books.clone(), &invoice, "2025-01-16"), books);
    let settled = billed(&history, &mut settled, "2025-01-16").remove(0);
    for document in [&note, &again, &settled] {
        addition::check(document).unwrap();
        assert_eq!(amounts(document), [-600, -120, -720]);
    }
    assert_eq!(amounts(&invoice), [600, 120, 720]);
}

#[test]
fn closed_days_can_t_be_cancelled() {
    let (known, mut books) = (FEE.then(&[]), Books::new());
    let invoices = billed(&known, &mut books, "2025-03-01");
    let closed = tacite::checkpoint::close(&known, &books, day("2025-02-15")).unwrap();
    // The lines of January are gone, those of February stay.
    let january = cancel(&closed.history, &closed.books, &invoices[0].key(), day("2025-03-02"));
    assert!(matches!(january, Err(CancelError::NotFound { .. })));
    let february = cancel(&closed.history, &closed.books, &invoices[1].key(), day("2025-03-02"));
    assert_eq!(amounts(&february.unwrap().document), [-3_100, -620, -3_720]);
}
