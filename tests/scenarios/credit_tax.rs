//! The tax of corrections (INV-5): each note by itself, or so that all of them add up to the tax of
//! the document corrected.
//!
//! Three fees of 0.33 EUR at 20 %: 0.99 and 0.20 of tax. Credited one by one, each note by itself
//! takes 0.07, so 0.21 in all.

use tacite::books::Books;
use tacite::document::Document;
use tacite::history::History;
use tacite::run;
use tacite_formats::text::{self, Language};

use crate::billing::{day, history, nights, printed};
use crate::written::{FEE, Fee, nights_on};

/// Three fees on one invoice of 1 January, of which some are taken back, each on its day.
fn three_fees(billing: &str, taken_back: &[(u32, &str)]) -> History {
    let mut events = format!(
        r#"{{"format":"tacite-events","version":1,"subscription":"fees"}}
{{"sequence":1,"recorded_on":"2025-01-01","event":{{"started":{{"contract":{{"label":"Fees","customer":"cust-7","currency":"EUR","billing":{billing}}}}}}}}}
"#
    );
    let mut record = |sequence: u32, recorded_on: &str, event: &str| {
        let line = format!(
            r#"{{"sequence":{sequence},"recorded_on":"{recorded_on}","effective_on":"2025-01-01","event":{event}}}"#
        );
        events.push_str(&line);
        events.push('\n');
    };
    for (sequence, id) in [(2, "one"), (3, "two"), (4, "three")] {
        let item = format!(
            r#"{{"item-added":{{"id":"{id}","item":{{"label":"Fee {id}","price":{{"flat":"0.33"}},"quantity":"1","tax":{{"category":"standard","rate":"20"}},"schedule":{{"every":"1 month"}}}}}}}}"#
        );
        record(sequence, "2025-01-01", &item);
    }
    for (sequence, on) in taken_back {
        record(sequence + 3, on, &format!(r#"{{"retracted":{{"sequence":{sequence}}}}}"#));
    }
    history(&events)
}

/// One by one: the first on the 5th, the second on the 6th, the third on the 7th.
const ONE_BY_ONE: [(u32, &str); 3] = [(2, "2025-01-05"), (3, "2025-01-06"), (4, "2025-01-07")];

const ADDS_UP: &str = r#"{"credit_tax":"adds-up"}"#;

/// The taxes of documents, in cents.
fn taxes(documents: &[Document]) -> Vec<i64> {
    documents.iter().map(|document| document.tax.minor()).collect()
}

/// INV-5: 20 % of 0.99 is 0.198, of 0.33 0.066.
#[test]
fn each_note_computes_its_own_tax() {
    let documents = nights(&three_fees("{}", &ONE_BY_ONE), "2025-01-01", "2025-01-31");
    assert_eq!(taxes(&documents), [20, -7, -7, -7]);
}

/// INV-5: T(0.99) − T(0.66) = 0.20 − 0.13, T(0.66) − T(0.33) = 0.13 − 0.07, T(0.33) = 0.07.
#[test]
fn the_tax_of_notes_adds_up_to_that_of_the_invoice() {
    let documents = nights(&three_fees(ADDS_UP, &ONE_BY_ONE), "2025-01-01", "2025-01-31");
    assert_eq!(taxes(&documents), [20, -7, -6, -7]);
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee one    1 – 31 Jan 2025  0.33  0.33
      Fee two    1 – 31 Jan 2025  0.33  0.33
      Fee three  1 – 31 Jan 2025  0.33  0.33
                                   Net  0.99
                      VAT 20 % on 0.99  0.20
                                 Total  1.19
                        Due 1 Jan 2025  1.19
    Credit note of 5 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee one  1 – 31 Jan 2025  − 0.33  −0.33
                                   Net  −0.33
                     VAT 20 % on −0.33  −0.07
                                 Total  −0.40
                  To refund 5 Jan 2025   0.40
    Credit note of 6 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee two  1 – 31 Jan 2025  − 0.33  −0.33
                                   Net  −0.33
                     VAT 20 % on −0.33  −0.06
                                 Total  −0.39
                  To refund 6 Jan 2025   0.39
    Credit note of 7 Jan 2025 · customer cust-7 · EUR
    Corrects the invoice of 1 Jan 2025
      Fee three  1 – 31 Jan 2025  − 0.33  −0.33
                                     Net  −0.33
                       VAT 20 % on −0.33  −0.07
                                   Total  −0.40
                    To refund 7 Jan 2025   0.40
    ");
    let second = text::document(&documents[2], Language::French).to_string();
    insta::assert_snapshot!(second, @"
    Avoir du 06/01/2025 · client cust-7 · EUR
    Rectifie la facture du 01/01/2025
      Fee two  du 01/01/2025 au 31/01/2025  − 0,33  −0,33
                                          Total HT  −0,33
                                TVA 20 % sur −0,33  −0,06
                                         Total TTC  −0,39
                    Net à rembourser le 06/01/2025   0,39
    ");
}

/// INV-5: on one note, the parts are what the whole is: T(0.99) − T(0.33) = 0.20 − 0.07.
#[test]
fn two_lines_of_one_note_take_back_what_is_gone_with_both() {
    let history = three_fees(ADDS_UP, &ONE_BY_ONE);
    let documents = nights_on(&history, &["2025-01-01", "2025-01-06"]);
    assert_eq!(taxes(&documents), [20, -13]);
}

/// INV-5, INV-7: on the next invoice the tax is that of the charge less that of the corrections:
/// T(0.33) − 0.07 − 0.06 = −0.06.
#[test]
fn a_correction_on_the_next_invoice_takes_its_tax_along() {
    let billing = r#"{"credit_tax":"adds-up","corrections":"next-invoice"}"#;
    let documents = nights(&three_fees(billing, &ONE_BY_ONE[..2]), "2025-01-01", "2025-02-28");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
      Fee one    1 – 31 Jan 2025  0.33  0.33
      Fee two    1 – 31 Jan 2025  0.33  0.33
      Fee three  1 – 31 Jan 2025  0.33  0.33
                                   Net  0.99
                      VAT 20 % on 0.99  0.20
                                 Total  1.19
                        Due 1 Jan 2025  1.19
    Credit note of 1 Feb 2025 · customer cust-7 · EUR
      Fee three                  1 – 28 Feb 2025    0.33   0.33
      Fee one                    1 – 31 Jan 2025  − 0.33  −0.33
        (invoice of 1 Jan 2025)
      Fee two                    1 – 31 Jan 2025  − 0.33  −0.33
        (invoice of 1 Jan 2025)
                                                     Net  −0.33
                                       VAT 20 % on −0.33  −0.06
                                                   Total  −0.39
                                    To refund 1 Feb 2025   0.39
    ");
}

/// INV-5, INV-4: two subscriptions on one invoice, 0.33 each, 0.66 and 0.13 of tax: the first takes
/// back T(0.33) = 0.07, the second T(0.66) − T(0.33) = 0.06, whichever is credited first.
#[test]
fn subscriptions_that_share_an_invoice_share_its_tax() {
    let fee = |subscription| Fee {
        subscription,
        price: r#"{"flat":"0.33"}"#,
        contract: r#","billing":{"credit_tax":"adds-up"}"#,
        ..FEE
    };
    let pair = [fee("a"), fee("b")];
    let started = pair.map(|fee| fee.then(&[]));
    let gone = pair
        .map(|fee| fee.then(&[("2025-01-05", "2025-01-01", r#"{"retracted":{"sequence":2}}"#)]));
    let mut books = [Books::new(), Books::new()];
    let first = run(started.iter().zip(&books), day("2025-01-01"));
    assert_eq!(taxes(&first.documents), [13]);
    for (books, billed) in books.iter_mut().zip(first.billed) {
        books.post(billed.posting).unwrap();
    }
    let alone = |index: usize| {
        tacite::bill(&gone[index], &books[index], day("2025-01-05")).unwrap().documents
    };
    assert_eq!((taxes(&alone(0)), taxes(&alone(1))), (vec![-7], vec![-6]));
    assert_eq!(alone(1)[0].corrects.as_ref().unwrap().key, first.documents[0].key());
}
