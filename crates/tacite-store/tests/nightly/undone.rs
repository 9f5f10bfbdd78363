//! An issued document is cancelled through the ledger, by one commit (INV-7, 0.34).

use tacite::contract::{CorrectionPolicy, Item, ItemId, Pause, PauseShape, Price, Tax, Text};
use tacite::history::{Event, EventKind};
use tacite::money::UnitPrice;
use tacite_store::nightly::{Nightly, nightly};
use tacite_store::{
    ByHand, CancelDocumentError, Commit, Content, DocumentName, Key, Ledger, MemoryLedger,
    NewDocument, cancel,
};

use crate::faults::Faulty;
use crate::setup::{
    check_numbers, day, documents, fee_a_month, one_series, printed, record, record_fees, series,
    subscription,
};

fn named(number: &str) -> DocumentName {
    let number = tacite::issuing::DocumentNumber::new(number).unwrap();
    DocumentName::Number(series("F").id, number)
}

/// 24.00 of two subscriptions on 1 January, given back on the 15th. January is still owed: the job of the
/// 15th charges it again.
#[test]
fn a_shared_invoice_is_cancelled_and_what_is_owed_is_charged_again() {
    let (ledger, issuer) = (MemoryLedger::new(), one_series());
    record_fees(&ledger, 2, (2, day(2025, 1, 1)));
    let job = Nightly::new(&issuer);
    nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
    let note = cancel(&ledger, &issuer, &named("F2025-0001"), day(2025, 1, 15)).unwrap();
    assert_eq!(note.number.as_str(), "F2025-0002");
    let due = ledger.due(day(2025, 1, 15), None, 10).unwrap();
    assert_eq!(due.len(), 2);
    assert_eq!(due[0].due_on, Some(day(2025, 1, 15)));
    nightly(&ledger, &job, day(2025, 1, 15)).unwrap();
    let issued = documents(&ledger);
    check_numbers(&issued);
    assert_eq!(
        printed(&issued),
        [
            "F2025-0001 2025-01-01 24.00 EUR: sub-00000 sub-00001",
            "F2025-0002 2025-01-15 -24.00 EUR: sub-00000 sub-00001",
            "F2025-0003 2025-01-15 24.00 EUR: sub-00000 sub-00001",
        ]
    );
    let again = cancel(&ledger, &issuer, &named("F2025-0001"), day(2025, 1, 16)).unwrap_err();
    assert!(again.to_string().ends_with("was cancelled on 2025-01-15 (INV-7)"), "{again}");
}

/// The series is at 1 February: a note asked for on 20 January is dated on it.
#[test]
fn a_note_is_dated_no_earlier_than_the_last_of_its_series() {
    let (ledger, issuer) = (MemoryLedger::new(), one_series());
    record_fees(&ledger, 1, (1, day(2025, 1, 1)));
    let job = Nightly::new(&issuer);
    nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
    nightly(&ledger, &job, day(2025, 2, 1)).unwrap();
    let note = cancel(&ledger, &issuer, &named("F2025-0001"), day(2025, 1, 20)).unwrap();
    assert_eq!(printed(&[note]), ["F2025-0003 2025-02-01 -12.00 EUR: sub-00000"]);
}

#[test]
fn what_is_not_there_and_what_was_made_by_hand_is_told() {
    let (ledger, issuer) = (MemoryLedger::new(), one_series());
    let gone = cancel(&ledger, &issuer, &named("F2025-0001"), day(2025, 1, 20)).unwrap_err();
    assert_eq!(gone.to_string(), "there is no document F2025-0001 in series F of Bureaux Partagés");
    let mut by_hand = Commit::new(Key::new("by hand").unwrap());
    let (key, body) = (Text::from("desk"), Text::from("Desk"));
    let content = Content::ByHand(ByHand { key, dated_on: day(2025, 1, 20), body });
    by_hand.documents.push(NewDocument { series: series("F"), content });
    ledger.commit(&by_hand).unwrap();
    let refused = cancel(&ledger, &issuer, &named("F2025-0001"), day(2025, 1, 20)).unwrap_err();
    assert!(matches!(refused, CancelDocumentError::ByHand { .. }));
}

/// Each call may be busy or lose its answer: there is one note all the same.
#[test]
fn a_cancellation_whose_answer_is_lost_is_there_once() {
    let mut ledger = Faulty::of(MemoryLedger::new());
    record_fees(&ledger.inner, 20, (1, day(2025, 1, 1)));
    let issuer = one_series();
    nightly(&ledger, &Nightly::new(&issuer), day(2025, 1, 1)).unwrap();
    ledger.one_of = 4;
    for number in 1..=20 {
        let name = named(&format!("F2025-{number:04}"));
        cancel(&ledger, &issuer, &name, day(2025, 1, 2)).unwrap();
    }
    let issued = documents(&ledger);
    check_numbers(&issued);
    assert_eq!(issued.len(), 40);
    let stream = ledger.inner.streams(&[subscription(3)]).unwrap().remove(0);
    assert_eq!(stream.account().unwrap().books.version(), 2);
}

/// Credits go on the next invoice. The fee of January, 10.00, is paused on [10, 20): 10/31 of it, 3.23 and
/// 0.65 of tax, wait for February. On the 12th the contract ends on the 31st and a key of 5.00 was never
/// sold: the key's invoice is cancelled before the job sees either. No invoice will ever take the 3.23: the
/// job of the 12th has to give them back.
#[test]
fn a_credit_that_waits_is_due_once_a_cancellation_leaves_no_invoice_for_it() {
    let (ledger, issuer) = (MemoryLedger::new(), one_series());
    let mut events = fee_a_month("cust-0", day(2025, 1, 1));
    let EventKind::Started { contract } = &mut events[0].kind else { panic!("a start") };
    contract.billing.corrections = CorrectionPolicy::NextInvoice;
    record(&ledger, subscription(0), events).unwrap();
    let job = Nightly::new(&issuer);
    nightly(&ledger, &job, day(2025, 1, 1)).unwrap();
    let (id, price) = (ItemId::new("key").unwrap(), Price::Flat(UnitPrice::whole(5)));
    let item = Item::once("Key", price, Tax::NONE);
    let added = Event::on(day(2025, 1, 5), 3, EventKind::ItemAdded { id, item });
    record(&ledger, subscription(0), vec![added]).unwrap();
    nightly(&ledger, &job, day(2025, 1, 5)).unwrap();
    let pause = Pause::new(PauseShape::ByDays, Some(day(2025, 1, 20)));
    let paused = Event::on(day(2025, 1, 10), 4, EventKind::Paused { pause });
    record(&ledger, subscription(0), vec![paused]).unwrap();
    assert_eq!(nightly(&ledger, &job, day(2025, 1, 10)).unwrap().credit_notes, 0);
    let mut end = Event::on(day(2025, 1, 12), 5, EventKind::EndSet { last_period: None });
    end.effective_on = day(2025, 2, 1);
    let retracted = Event::on(day(2025, 1, 12), 6, EventKind::Retracted { sequence: 3 });
    record(&ledger, subscription(0), vec![end, retracted]).unwrap();
    cancel(&ledger, &issuer, &named("F2025-0002"), day(2025, 1, 12)).unwrap();
    nightly(&ledger, &job, day(2025, 1, 12)).unwrap();
    let issued = documents(&ledger);
    check_numbers(&issued);
    assert_eq!(
        printed(&issued),
        [
            "F2025-0001 2025-01-01 12.00 EUR: sub-00000",
            "F2025-0002 2025-01-05 5.00 EUR: sub-00000",
            "F2025-0003 2025-01-12 -5.00 EUR: sub-00000",
            "F2025-0004 2025-01-12 -3.88 EUR: sub-00000",
        ]
    );
}
