//! Streams add up; what is decided is recorded once; documents are printed with the numbers of what they correct
//! (INV-1, INV-7, HIS-1, 3.12).

use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};

use tacite::contract::{SubscriptionId, Text};
use tacite::history::{Event, EventKind};
use tacite::money::UnitPrice;
use tacite_formats::text::{self, Language};
use tacite_store::{
    Account, AccountFault, Append, ByHand, Commit, Content, DocumentName, Key, Ledger, LedgerError,
    LedgerExt, MemoryLedger, NewDocument, NumberedError, Record, RecordError, Stream, Version,
};

use super::sample::{day, item, key, night, series, started, sub};

/// Recorded, and billed in January and February.
fn billed() -> MemoryLedger {
    let ledger = MemoryLedger::new();
    ledger.record(sub(), &key("sign-up"), |_| Ok::<_, Infallible>(started())).unwrap();
    for (name, as_of) in [("night-1", day(1, 1)), ("night-2", day(2, 1))] {
        ledger.commit(&night(&ledger, name, as_of)).unwrap();
    }
    ledger
}

fn price_changed(account: &Account, price: u32, effective_on: chrono::NaiveDate) -> Event {
    let sequence = account.history.events().last().map_or(1, |last| last.sequence + 1);
    let price = UnitPrice::whole(price).into();
    let mut event = Event::on(day(2, 1), sequence, EventKind::PriceChanged { id: item(), price });
    event.effective_on = effective_on;
    event
}

#[test]
fn a_stream_adds_up_to_a_history_and_books() {
    let account = billed().stream(sub()).unwrap().account().unwrap();
    assert_eq!((account.version, account.since_snapshot), (Version(4), 4));
    assert_eq!(account.history.events(), started());
    assert_eq!((account.books.version(), account.books.seen()), (2, 2));
    let net: Vec<i64> = account.books.lines().map(|issued| issued.line.net).collect();
    assert_eq!(net, [3100, 3100]);
}

#[test]
fn from_a_snapshot_only_what_came_after_it_is_read() {
    let ledger = billed();
    let snapshot = ledger.stream(sub()).unwrap().account().unwrap().snapshot();
    let snapshots = vec![snapshot];
    ledger.commit(&Commit { snapshots, ..Commit::new(key("snapshot")) }).unwrap();
    ledger.commit(&night(&ledger, "night-3", day(3, 1))).unwrap();
    let from_snapshot = ledger.stream(sub()).unwrap().account().unwrap();
    assert_eq!((from_snapshot.version, from_snapshot.since_snapshot), (Version(5), 1));
    ledger.drop_snapshots().unwrap();
    let whole = ledger.stream(sub()).unwrap().account().unwrap();
    assert_eq!(whole.since_snapshot, 5);
    assert_eq!((from_snapshot.history, from_snapshot.books), (whole.history, whole.books));
}

#[test]
fn a_stream_that_does_not_add_up_is_named_with_the_version() {
    let stream = billed().stream(sub()).unwrap();
    let broken = |change: &dyn Fn(&mut Stream)| {
        let mut stream = stream.clone();
        change(&mut stream);
        stream.account().unwrap_err()
    };
    let lost = broken(&|stream| drop(stream.records.pop()));
    assert_eq!(
        lost.to_string(),
        "stream sub-1, version 4: snapshot and records reach to version 3"
    );
    let swapped = broken(&|stream| stream.records.swap(0, 1));
    assert_eq!(swapped.version, Version(2));
    assert!(matches!(swapped.fault, AccountFault::Event(_)), "{swapped}");
    let skipped = broken(&|stream| drop(stream.records.remove(2)));
    assert_eq!(skipped.version, Version(3));
    assert!(matches!(skipped.fault, AccountFault::Posting(_)), "{skipped}");
    let of_another = broken(&|stream| {
        stream.snapshot = Some(stream.clone().account().unwrap().snapshot());
        stream.records.clear();
        stream.subscription = SubscriptionId::new("sub-2").unwrap();
    });
    assert_eq!(
        of_another.to_string(),
        "stream sub-2, version 4: the snapshot is of subscription sub-1"
    );
}

#[test]
fn what_a_history_does_not_take_is_not_recorded() {
    let ledger = billed();
    let refused = ledger.record(sub(), &key("other"), |_| {
        Ok::<_, Infallible>(vec![Event::on(day(2, 1), 9, EventKind::Retracted { sequence: 7 })])
    });
    assert!(matches!(refused, Err(RecordError::Event(_))), "{refused:?}");
    assert_eq!(ledger.stream(sub()).unwrap().version, Version(4));
    // The key is free still.
    let recorded = ledger.record(sub(), &key("other"), |account| {
        Ok::<_, Infallible>(vec![price_changed(account, 32, day(3, 1))])
    });
    assert_eq!(recorded.unwrap().versions, [(sub(), Version(5))]);
}

#[test]
fn who_came_too_late_decides_again() {
    let ledger = billed();
    let read = AtomicU64::new(0);
    let recorded = ledger.record(sub(), &key("mine"), |account| {
        // Somebody else is faster, twice.
        let attempt = read.fetch_add(1, Ordering::SeqCst);
        if attempt < 2 {
            let other = key(&format!("theirs-{attempt}"));
            ledger
                .record(sub(), &other, |account| {
                    Ok::<_, Infallible>(vec![price_changed(account, 40, day(4, 1))])
                })
                .unwrap();
        }
        Ok::<_, Infallible>(vec![price_changed(account, 50, day(5, 1))])
    });
    assert_eq!(recorded.unwrap().versions, [(sub(), Version(7))]);
    let account = ledger.stream(sub()).unwrap().account().unwrap();
    let sequences: Vec<u64> = account.history.events().iter().map(|one| one.sequence).collect();
    assert_eq!(sequences, [1, 2, 3, 4, 5]);
}

#[test]
fn who_always_comes_too_late_is_told_so_in_the_end() {
    let ledger = billed();
    let mut attempts = 0;
    let recorded = ledger.record(sub(), &key("mine"), |account| {
        attempts += 1;
        let expected = account.version;
        let records = vec![Record::Event(price_changed(account, 40, day(4, 1)))];
        let mut commit = Commit::new(key(&format!("theirs-{attempts}")));
        commit.appends.push(Append { subscription: sub(), expected, records });
        ledger.commit(&commit).unwrap();
        Ok::<_, Infallible>(vec![price_changed(account, 50, day(5, 1))])
    });
    assert!(matches!(recorded, Err(RecordError::Ledger(LedgerError::Conflict { .. }))));
    assert_eq!(attempts, tacite_store::ATTEMPTS_MAX);
}

#[test]
fn eight_threads_record_their_event_once_each() {
    let ledger = billed();
    std::thread::scope(|scope| {
        for writer in 0..8 {
            let ledger = &ledger;
            scope.spawn(move || {
                let key = key(&format!("writer-{writer}"));
                let price = 40 + writer;
                let decide = |account: &Account| {
                    Ok::<_, Infallible>(vec![price_changed(account, price, day(6, 1))])
                };
                ledger.record(sub(), &key, decide).unwrap();
                assert!(ledger.record(sub(), &key, decide).unwrap().replayed);
            });
        }
    });
    assert_eq!(ledger.stream(sub()).unwrap().account().unwrap().history.events().len(), 10);
}

#[test]
fn a_credit_note_is_printed_with_the_number_of_the_invoice_that_it_corrects() {
    let ledger = billed();
    // February costs 21.00 from the 15th on: 14 of 28 days at 31.00 are given back, 15.50, and 10.50 charged.
    ledger
        .record(sub(), &key("cheaper"), |account| {
            Ok::<_, Infallible>(vec![price_changed(account, 21, day(2, 15))])
        })
        .unwrap();
    ledger.commit(&night(&ledger, "night-3", day(2, 15))).unwrap();
    let name = |number: &str| {
        let number = tacite::issuing::DocumentNumber::new(number).unwrap();
        DocumentName::Number(series().id, number)
    };
    let mut printed = Vec::new();
    for number in ["F2025-0003", "F2025-0004"] {
        let document = ledger.document(&name(number)).unwrap().unwrap();
        printed.push(document.numbered(&ledger).unwrap());
    }
    let note = printed.iter().find(|document| document.document().corrects.is_some()).unwrap();
    let corrected = note.document().corrects.as_ref().unwrap();
    assert_eq!(note.document().net.to_string(), "-15.50 EUR");
    assert_eq!(note.corrected_number(corrected).unwrap().as_str(), "F2025-0002");
    let text = text::invoice(note, Language::French).to_string();
    assert!(text.contains("la facture n°\u{a0}F2025-0002 du 01/02/2025"), "{text}");
}

#[test]
fn a_document_made_by_hand_or_without_parties_is_not_printed() {
    let ledger = billed();
    let commit = night(&ledger, "night-3", day(3, 1));
    let mut documents = commit.documents.clone();
    for document in &mut documents {
        if let Content::Billed(_, parties) = &mut document.content {
            *parties = None;
        }
    }
    let by_hand = ByHand { key: Text::from("note-1"), dated_on: day(3, 1), body: Text::from("") };
    documents.push(NewDocument { series: series(), content: Content::ByHand(by_hand) });
    ledger.commit(&Commit { documents, ..commit }).unwrap();
    let all = ledger.documents(tacite_store::Position::default(), 10).unwrap();
    let errors: Vec<_> =
        all.into_iter().filter_map(|document| document.numbered(&ledger).err()).collect();
    assert!(
        matches!(&errors[..], [NumberedError::NoParties { .. }, NumberedError::ByHand { .. }]),
        "{errors:?}"
    );
}

#[test]
fn a_key_is_1_to_255_characters_without_controls() {
    assert!(Key::new("é".repeat(255)).is_ok());
    let refused = [String::new(), "k".repeat(256), String::from("a\nb")];
    let refused = refused.map(|key| Key::new(key).unwrap_err().to_string());
    assert_eq!(
        refused,
        [
            "a key of 0 characters: 1 to 255 are needed",
            "a key of 256 characters: 1 to 255 are needed",
            "a key with a control character at place 1, counted from 0",
        ]
    );
}
