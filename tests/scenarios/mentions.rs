//! What documents say beside amounts, and which contracts share one. INV-4; rows 1.19 and 2.10, rule 14.

use tacite::contract::NoteSubject;
use tacite::document::Nature;

use crate::billing::{as_of, history, nights_of, printed};
use crate::taxes::{VAT_20, fees};

fn mentions(order: &str, number: &str) -> String {
    format!(
        r#","mentions":{{"purchase_order":"{order}","contract_number":"{number}","notes":[{{"subject":"late-penalties","text":"12.15 % a year from the day after the due date"}},{{"subject":"recovery-fee","text":"40.00 EUR for each invoice paid late"}},{{"subject":"general","text":"Thank you"}}]}}"#
    )
}

#[test]
fn orders_numbers_and_notes_are_printed() {
    let documents =
        as_of(&fees(&mentions("PO-1", "C-9"), &[("desk", "30", "1", VAT_20)]), "2025-01-01");
    insta::assert_snapshot!(printed(&documents), @"
    Invoice of 1 Jan 2025 · customer cust-7 · EUR
    Purchase order PO-1
    Contract C-9
      desk  1 – 31 Jan 2025  1 × 30.00  30.00
                                   Net  30.00
                     VAT 20 % on 30.00   6.00
                                 Total  36.00
                        Due 1 Jan 2025  36.00
    PMD: 12.15 % a year from the day after the due date
    PMT: 40.00 EUR for each invoice paid late
    Thank you
    ");
    let codes: Vec<_> = documents[0].notes().iter().map(|note| note.subject.code()).collect();
    assert_eq!(codes, [Some("PMD"), Some("PMT"), None]);
    assert_eq!(NoteSubject::EarlyPayment.code(), Some("AAB"));
}

/// Two contracts of one order share a document, each note is said once, and no number is that of both;
/// another order has a document of its own.
#[test]
fn each_purchase_order_has_a_document_of_its_own() {
    let named = |name: &str, order, number| {
        let events = fees(&mentions(order, number), &[("desk", "30", "1", VAT_20)]);
        history(&events.replace("\"fees\"", &format!("\"{name}\"")))
    };
    let (first, second) = (named("a", "PO-1", "C-1"), named("b", "PO-1", "C-2"));
    let other = named("c", "PO-2", "C-3");
    let documents = nights_of(&[&first, &second, &other], "2025-01-01", "2025-01-01");
    let heads: Vec<_> = documents
        .iter()
        .map(|document| {
            let text = |text: Option<&tacite::contract::Text>| text.map(ToString::to_string);
            let number = text(document.contract_number());
            (document.lines.len(), text(document.purchase_order()), number, document.notes().len())
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(heads, [(2, some("PO-1"), None, 3), (1, some("PO-2"), some("C-3"), 3)]);
}

/// A month from 1 January and a quarter from the 10th: up to and excluding 10 April.
#[test]
fn a_document_says_which_days_it_serves_and_whether_goods() {
    let mut events = fees("", &[("desk", "30", "1", VAT_20)]);
    events.push_str(
        r#"{"sequence":3,"recorded_on":"2025-01-01","event":{"item-added":{"id":"box","item":{"label":"box","supply":"goods","price":{"flat":"9"},"tax":{"category":"standard","rate":"20"},"schedule":{"every":"3 months","anchor":{"date":"2025-01-01"}}}}}}
"#,
    );
    let documents = as_of(&events, "2025-02-01");
    assert_eq!(documents[0].service_period().to_string(), "[2025-01-01, 2025-04-01)");
    assert_eq!(documents[0].nature(), Nature::Mixed);
    assert_eq!(documents[1].service_period().to_string(), "[2025-02-01, 2025-03-01)");
    assert_eq!(documents[1].nature(), Nature::Services);
}

/// INV-4: with two lines of 0 on it, a document of 0 is made or not.
#[test]
fn a_document_of_nothing_but_zero_is_shown_or_hidden() {
    let lines = [("gift", "0", "1", VAT_20), ("fee", "30", "1", VAT_20)];
    let hidden = r#","billing":{"zero_documents":"hidden"}"#;
    let made = |contract: &str, lines: &[_]| {
        let documents = as_of(&fees(contract, lines), "2025-01-01");
        documents.iter().map(|document| document.lines.len()).collect::<Vec<_>>()
    };
    assert_eq!(made("", &lines[..1]), [1]);
    assert_eq!(made(hidden, &lines[..1]), [0_usize; 0]);
    assert_eq!(made(hidden, &[lines[0], ("more", "0", "1", VAT_20)]), [0_usize; 0]);
    // The line of 0 is printed where there is a document.
    assert_eq!(made(hidden, &lines), [2]);
}
