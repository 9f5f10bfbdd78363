//! Direct debits: when they are announced, submitted and collected (0.15, 0.39, 2.18 to 2.21, 2.36;
//! INV-12, CAL-7; rules 15 and 16).
//!
//! TARGET2 is closed on week-ends, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December. Easter
//! Sunday is on 5 April 2026; 1 May 2026 is a Friday, 25 December 2026 a Friday, 1 January 2027 a Friday.

use tacite::contract::{DueRule, PartOfTotal, PaymentMeans, PaymentPart, PaymentTerms};
use tacite::document::{Document, Payable};
use tacite::money::{Amount, Currency, Percent};
use tacite::party::{CreditorId, Iban, Mandate, MandateReference, Scheme, Sequence};
use tacite::payment::{
    Collection, CollectionError, DebitRules, GatewayReference, OnFile, PaymentBy, collection,
    collections, payment_requests,
};

use crate::billing::{day, nights};
use crate::written::{FEE, Fee};

/// RUM `MNDT-42`, signed on 3 January 2026, recurrent.
fn mandate() -> Mandate {
    Mandate {
        reference: MandateReference::new("MNDT-42").unwrap(),
        signed_on: day("2026-01-03"),
        sequence: Sequence::Recurrent,
        scheme: Scheme::Core,
        creditor: CreditorId::new("FR72ZZZ123456").unwrap(),
        debtor: Iban::new("FR7630006000011234567890189").unwrap(),
        last_collected_on: None,
    }
}

fn euros(due_on: &str, minor: i64) -> Payable {
    Payable { due_on: day(due_on), amount: Amount::new(minor, Currency::EUR) }
}

/// 120.00 of a document of a day, due on another.
fn of(dated_on: &str, due_on: &str, rules: &DebitRules) -> Result<Collection, CollectionError> {
    collection(day(dated_on), euros(due_on, 12_000), &mandate(), rules)
}

/// Prenotified by, submitted on, collected on.
fn dates(dated_on: &str, due_on: &str) -> [String; 3] {
    let made = of(dated_on, due_on, &DebitRules::default()).unwrap();
    [made.prenotify_by, made.submit_on, made.collect_on].map(|date| date.to_string())
}

#[test]
fn a_debit_is_submitted_on_the_bank_day_before() {
    // Wednesday 15 April 2026.
    assert_eq!(dates("2026-04-01", "2026-04-15"), ["2026-04-01", "2026-04-14", "2026-04-15"]);
    // Monday 20 April: submitted on the Friday.
    assert_eq!(dates("2026-04-01", "2026-04-20"), ["2026-04-06", "2026-04-17", "2026-04-20"]);
}

#[test]
fn a_due_day_on_which_banks_are_closed_moves_to_the_next_one() {
    // Good Friday, 3 April 2026: Easter Monday is closed too, so Tuesday; submitted on Thursday 2 April.
    assert_eq!(dates("2026-03-01", "2026-04-03"), ["2026-03-20", "2026-04-02", "2026-04-07"]);
    // Easter Monday.
    assert_eq!(dates("2026-03-01", "2026-04-06"), ["2026-03-23", "2026-04-02", "2026-04-07"]);
    // Friday 1 May: Monday 4 May; submitted on Thursday 30 April.
    assert_eq!(dates("2026-04-01", "2026-05-01"), ["2026-04-17", "2026-04-30", "2026-05-04"]);
    // Christmas, a Friday, then 26 December and the Sunday: Monday 28 December.
    assert_eq!(dates("2026-12-01", "2026-12-25"), ["2026-12-11", "2026-12-24", "2026-12-28"]);
    // New year 2027, a Friday: Monday 4 January; submitted on Thursday 31 December.
    assert_eq!(dates("2026-12-01", "2027-01-01"), ["2026-12-18", "2026-12-31", "2027-01-04"]);
    // 8 May and Ascension Day, Thursday 14 May 2026, are open.
    assert_eq!(dates("2026-04-01", "2026-05-14"), ["2026-04-30", "2026-05-13", "2026-05-14"]);
}

#[test]
fn banks_and_debtors_may_agree_on_other_days() {
    // Two bank days before Tuesday 7 April, Easter between: Wednesday 1 April. Two days' notice.
    let agreed = DebitRules { lead_days: 2, prenotification_days: 2, ..DebitRules::default() };
    let made = of("2026-04-03", "2026-04-05", &agreed).unwrap();
    assert_eq!(made.prenotify_by, day("2026-04-03"));
    assert_eq!((made.submit_on, made.collect_on), (day("2026-04-01"), day("2026-04-07")));
}

#[test]
fn a_document_must_leave_fourteen_days_to_tell_the_debtor() {
    let rules = DebitRules::default();
    assert!(of("2026-04-17", "2026-05-01", &rules).is_ok());
    let error = of("2026-04-18", "2026-05-01", &rules).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the document is dated 2026-04-18, the debtor must be told by 2026-04-17 of what is due on \
         2026-05-01 (INV-12)"
    );
}

#[test]
fn a_mandate_lapses_after_36_months_without_a_debit() {
    let rules = DebitRules::default();
    let used = Mandate { last_collected_on: Some(day("2026-02-28")), ..mandate() };
    let asked = |due_on| collection(day("2029-01-01"), euros(due_on, 100), &used, &rules);
    // 28 February 2029 is a Wednesday.
    assert!(asked("2029-02-28").is_ok());
    let error = asked("2029-03-01").unwrap_err();
    assert_eq!(
        error.to_string(),
        "mandate MNDT-42, last used on 2026-02-28, lapses after 2029-02-28 (INV-12)"
    );
    // Never used: from the signature, 3 January 2026. 3 January 2029 is a Wednesday.
    let unused = |due_on| of("2028-12-01", due_on, &rules);
    assert!(unused("2029-01-03").is_ok());
    assert!(matches!(unused("2029-01-04"), Err(CollectionError::Lapsed { .. })));
}

#[test]
fn what_no_bank_would_take_is_refused() {
    let rules = DebitRules::default();
    let asked = |payable, mandate: &Mandate| {
        collection(day("2026-03-01"), payable, mandate, &rules).unwrap_err().to_string()
    };
    let dollars = Payable { due_on: day("2026-04-15"), amount: Amount::new(100, Currency::USD) };
    assert_eq!(
        asked(dollars, &mandate()),
        "a SEPA direct debit is in EUR, the document in USD (INV-12)"
    );
    assert_eq!(
        asked(euros("2026-04-15", 0), &mandate()),
        "0.00 EUR can't be collected, an amount above 0 is needed (INV-12)"
    );
    let unsigned = Mandate { signed_on: day("2026-04-15"), ..mandate() };
    assert_eq!(
        asked(euros("2026-04-15", 100), &unsigned),
        "mandate MNDT-42 is signed on 2026-04-15, the debit is submitted on 2026-04-14 (INV-12)"
    );
    let used = Mandate {
        sequence: Sequence::OneOff,
        last_collected_on: Some(day("2026-02-02")),
        ..mandate()
    };
    assert_eq!(
        asked(euros("2026-04-15", 100), &used),
        "mandate MNDT-42 had its last collection on 2026-02-02 (INV-12)"
    );
}

/// An invoice of 1 January 2026, 31.00 and 6.20 of tax, half after 30 days and half after 60.
fn in_two_parts() -> Document {
    let document =
        nights(&Fee { start: "2026-01-01", ..FEE }.then(&[]), "2026-01-01", "2026-01-01");
    let mut document = document.into_iter().next().unwrap();
    let half = |days| PaymentPart {
        part: PartOfTotal::Percent(Percent::whole(50)),
        due: DueRule::Net { days },
    };
    document.payment_terms = PaymentTerms::Instalments(vec![half(30), half(60)]);
    document.payables = tacite::document::OneOrMore::new(euros("2026-01-31", 1_860));
    document.payables.push(euros("2026-03-02", 1_860));
    document
}

#[test]
fn each_part_of_a_document_is_a_debit_and_the_first_makes_the_next_recurrent() {
    let first = Mandate { sequence: Sequence::First, ..mandate() };
    let made = collections(&in_two_parts(), &first, &DebitRules::default()).unwrap();
    let said: Vec<_> =
        made.iter().map(|one| (one.sequence.code(), one.collect_on.to_string())).collect();
    // 31 January 2026 is a Saturday.
    assert_eq!(said, [("FRST", "2026-02-02".into()), ("RCUR", "2026-03-02".into())]);
    let once = Mandate { sequence: Sequence::OneOff, ..mandate() };
    let error = collections(&in_two_parts(), &once, &DebitRules::default()).unwrap_err();
    assert_eq!(error.to_string(), "mandate MNDT-42 had its last collection on 2026-02-02 (INV-12)");
}

#[test]
fn what_is_on_file_says_how_a_document_is_paid() {
    let (document, rules) = (in_two_parts(), DebitRules::default());
    let ways = |on_file: OnFile, this_time| -> Vec<PaymentBy> {
        let requests = payment_requests(&document, &on_file, this_time, &rules).unwrap();
        requests.into_iter().map(|request| request.by).collect()
    };
    // 2.19: nothing on file, the customer is asked.
    assert_eq!(ways(OnFile::Nothing, None), [PaymentBy::AskForMethod, PaymentBy::AskForMethod]);
    // 2.20: it pays by itself.
    let cheque = PaymentBy::Customer(PaymentMeans::Cheque);
    let manual = OnFile::Manual(PaymentMeans::Cheque);
    assert_eq!(ways(manual, None), [cheque.clone(), cheque.clone()]);
    // 2.21: not by the card this time.
    let card = OnFile::Gateway(GatewayReference::new("pm_1Mx").unwrap());
    assert_eq!(ways(card.clone(), Some(PaymentMeans::Cheque)), [cheque.clone(), cheque]);
    assert!(matches!(ways(card, None).as_slice(), [PaymentBy::Gateway(_), PaymentBy::Gateway(_)]));
    let debits = ways(OnFile::Mandate(mandate()), None);
    assert!(matches!(debits.as_slice(), [PaymentBy::Debit(_), PaymentBy::Debit(_)]));
}

#[test]
fn a_request_names_its_document_and_part() {
    let document = in_two_parts();
    let requests =
        payment_requests(&document, &OnFile::Nothing, None, &DebitRules::default()).unwrap();
    let second = requests.last().unwrap();
    assert_eq!((second.number, second.payable.amount.minor()), (2, 1_860));
    assert_eq!(second.document, document.key());
    // A credit note asks for nothing.
    let note = document.cancelled(day("2026-01-15"));
    let rules = DebitRules::default();
    assert_eq!(payment_requests(&note, &OnFile::Nothing, None, &rules).unwrap(), []);
}
