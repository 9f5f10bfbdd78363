//! From draft to issued document: words change before, nothing after; numbers are in order (0.17, 0.34,
//! 0.35, 0.38, 3.12; INV-11; rules 10 and 14).

use std::collections::BTreeMap;

use tacite::contract::{CustomerId, Text};
use tacite::document::Document;
use tacite::issuing::{
    DocumentNumber, Draft, Issuing, NumberFormat, NumberYear, NumberedOn, check_sequence, issue,
};
use tacite::party::{Address, Country, Customer, Party, Seller};

use crate::billing::{day, nights};
use crate::written::{FEE, by_days};

fn address(street: &str, post_code: &str, city: &str) -> Address {
    Address {
        lines: vec![Text::from(street)],
        post_code: Some(Text::from(post_code)),
        city: Text::from(city),
        country: Country::FRANCE,
    }
}

fn issuing(number: &str) -> Issuing {
    let seller = Party::new("Bureaux Partagés SAS", address("12 rue de la Paix", "75002", "Paris"));
    let buyer = Party::new("Durand SARL", address("3 place Bellecour", "69002", "Lyon"));
    Issuing {
        number: DocumentNumber::new(number).unwrap(),
        seller: Seller::new(seller),
        customer: Customer::new(CustomerId::new("cust-7").unwrap(), buyer),
        mandate: None,
        corrected: BTreeMap::new(),
    }
}

/// The invoice of 1 January 2025: 31.00 and 6.20 of tax.
fn january() -> Document {
    nights(&FEE.then(&[]), "2025-01-01", "2025-01-01").into_iter().next().unwrap()
}

#[test]
fn labels_and_notes_of_a_draft_change_and_its_amounts_do_not() {
    let mut draft = Draft::of(january());
    let key = draft.document().key();
    draft.relabel(0, Text::from("Desk 12, first floor")).unwrap();
    draft.notes.push(Text::from("Thank you."));
    draft.private_note = Some(Text::from("pays late"));
    let issued = issue(draft, issuing("F2025-0001")).unwrap();
    let line = issued.document().lines.first();
    assert_eq!((line.label.as_str(), line.net.minor()), ("Desk 12, first floor", 3_100));
    assert_eq!((issued.document().key(), issued.document().total.minor()), (key, 3_720));
    assert_eq!(issued.notes(), [Text::from("Thank you.")]);
    // The private note is nowhere in it.
    assert!(!format!("{issued:?}").contains("pays late"));
}

/// A store keeps the parts; what they make is what was issued, or the same refusal.
#[test]
fn an_issued_document_is_made_again_of_its_parts() {
    let mut draft = Draft::of(january());
    draft.notes.push(Text::from("Thank you."));
    draft.private_note = Some(Text::from("pays late"));
    let parts = draft.clone().into_parts();
    assert_eq!(parts.private_note, draft.private_note);
    assert_eq!(Draft::from(parts), draft);
    let issued = issue(draft, issuing("F2025-0001")).unwrap();
    let (mut again, how) = issued.clone().into_parts();
    assert_eq!((again.private_note.take(), &how.number), (None, issued.number()));
    assert_eq!(issue(again, how.clone()).unwrap(), issued);
    let mut document = january();
    document.total = tacite::money::Amount::new(3_721, document.currency);
    let error = issue(Draft::of(document), how).unwrap_err();
    assert_eq!(
        error.to_string(),
        "net and tax add up to 37.20 EUR, the document says 37.21 EUR (INV-11)"
    );
}

#[test]
fn a_line_that_is_not_there_can_t_be_relabelled() {
    let error = Draft::of(january()).relabel(1, Text::from("x")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no line at place 1, the document has 1, counted from 0 (INV-11)"
    );
}

#[test]
fn amounts_that_do_not_add_up_are_not_issued() {
    let mut document = january();
    document.tax = tacite::money::Amount::new(621, document.currency);
    let error = issue(Draft::of(document), issuing("F1")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the taxes add up to 6.20 EUR, the document says 6.21 EUR (INV-11)"
    );
    let mut other = issuing("F1");
    other.customer.id = CustomerId::new("cust-8").unwrap();
    let error = issue(Draft::of(january()), other).unwrap_err();
    assert_eq!(error.to_string(), "the document is for customer cust-7, not for cust-8 (INV-11)");
}

#[test]
fn a_credit_note_is_issued_with_the_number_of_what_it_corrects() {
    // 10 to 19 January paused, told on the 20th: 10/31 of 31.00 back.
    let history = FEE.then(&[("2025-01-20", "2025-01-10", &by_days("2025-01-20"))]);
    let documents = nights(&history, "2025-01-01", "2025-01-31");
    let note = documents.last().unwrap().clone();
    assert_eq!(note.net.minor(), -1_000);
    let key = note.corrects.as_ref().unwrap().key.clone();
    assert_eq!(key, documents.first().unwrap().key());
    let error = issue(Draft::of(note.clone()), issuing("A2025-0001")).unwrap_err();
    assert_eq!(error.to_string(), format!("it corrects {key}, whose number is not given (INV-7)"));
    let mut known = issuing("A2025-0001");
    known.corrected.insert(key, DocumentNumber::new("F2025-0001").unwrap());
    let issued = issue(Draft::of(note.clone()), known).unwrap();
    let corrected = issued.corrected_number(note.corrects.as_ref().unwrap()).unwrap();
    assert_eq!(corrected.as_str(), "F2025-0001");
}

fn format_of(prefix: &str, year: NumberYear) -> NumberFormat {
    NumberFormat { prefix: Text::from(prefix), year, separator: Text::from("-"), digits: 4 }
}

fn numbered(entries: &[(&str, &str)]) -> Vec<NumberedOn> {
    let one = |(number, dated_on): &(&str, &str)| NumberedOn {
        number: DocumentNumber::new(number).unwrap(),
        dated_on: day(dated_on),
    };
    entries.iter().map(one).collect()
}

fn faults(format: &NumberFormat, entries: &[(&str, &str)]) -> Vec<String> {
    let faults = check_sequence(format, &numbered(entries));
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn documents_made_by_hand_are_in_the_same_series() {
    let format = format_of("F", NumberYear::FourDigits);
    let by_hand = DocumentNumber::new("F2025-0041").unwrap();
    let next = format.next(Some(&by_hand), day("2025-01-31")).unwrap();
    assert_eq!(next.as_str(), "F2025-0042");
    let series = [
        ("F2025-0041", "2025-01-15"),
        (next.as_str(), "2025-01-31"),
        ("F2025-0043", "2025-01-31"),
        ("F2026-0001", "2026-01-01"),
    ];
    assert_eq!(faults(&format, &series), [""; 0]);
}

#[test]
fn gaps_doubles_and_dates_that_go_back_are_found() {
    let format = format_of("F", NumberYear::FourDigits);
    let series = [
        ("F2025-0006", "2025-02-10"),
        ("F2025-0001", "2025-01-01"),
        ("F2025-0002", "2025-02-02"),
        ("F2025-0002", "2025-02-03"),
        ("F2025-0003", "2025-02-01"),
        ("F2026-0002", "2026-01-02"),
        ("F2026-0003", "2025-12-31"),
        ("A2025-0001", "2025-01-01"),
    ];
    assert_eq!(
        faults(&format, &series),
        [
            "A2025-0001 is not of the series, whose numbers are written like F0000-0001 (INV-11)",
            "F2026-0003 is dated 2025-12-31 (INV-11)",
            "F2025-0002 is given to documents of 2025-02-02 and 2025-02-03 (INV-11)",
            "F2025-0003 is dated 2025-02-01, F2025-0002 is dated 2025-02-03 (INV-11)",
            "2 missing before F2025-0006, from F2025-0004 on (INV-11)",
            "1 missing before F2026-0002, from F2026-0001 on (INV-11)",
            "F2026-0003 is dated 2025-12-31, F2026-0002 is dated 2026-01-02 (INV-11)",
        ]
    );
}

#[test]
fn a_series_without_years_goes_on_for_ever() {
    let format = format_of("", NumberYear::Absent);
    let last = DocumentNumber::new("-9999").unwrap();
    assert_eq!(format.next(Some(&last), day("2030-01-01")).unwrap().as_str(), "-10000");
    let short = format_of("F", NumberYear::TwoDigits);
    assert_eq!(short.next(None, day("2026-01-01")).unwrap().as_str(), "F26-0001");
    let error = short.next(Some(&last), day("2026-01-01")).unwrap_err();
    assert_eq!(
        error.to_string(),
        "-9999 is not of the series, whose numbers are written like F00-0001 (INV-11)"
    );
}

#[test]
fn the_last_number_that_can_be_counted_is_given_once() {
    let format = NumberFormat {
        prefix: Text::from("F"),
        year: NumberYear::Absent,
        separator: Text::from("-"),
        digits: 4,
    };
    let last = DocumentNumber::new("F-18446744073709551615").unwrap();
    let refused = format.next(Some(&last), day("2025-01-31")).unwrap_err();
    assert_eq!(refused.to_string(), "no number follows F-18446744073709551615 (INV-11)");
}
