//! An answer that is lost is not a commit that is lost: what is sent again is there once (L5, INV-11).

use chrono::{DateTime, NaiveDate, TimeDelta};
use tacite::contract::{Contract, CustomerId, SubscriptionId, Text};
use tacite::history::{Event, EventKind};
use tacite::issuing::NumberFormat;
use tacite::money::Currency;
use tacite_store::conformance::{Fault, Faulty};
use tacite_store::{
    Append, ByHand, Commit, Content, Key, LeaseRequest, Ledger, LedgerError, LedgerExt,
    MemoryLedger, Message, NewDocument, Position, Record, Retry, Series, SeriesId, Version,
    retrying,
};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 31).unwrap()
}

fn sub() -> SubscriptionId {
    SubscriptionId::new("sub-1").unwrap()
}

fn started(sequence: u64) -> Event {
    let contract = Contract::new("Desk", CustomerId::new("cust-1").unwrap(), Currency::EUR);
    Event::on(day(), sequence, EventKind::Started { contract })
}

/// One event, one document, one message.
fn commit() -> Commit {
    let format = NumberFormat::yearly("F", 4);
    let id = SeriesId { issuer: Text::from("Bureaux Partagés"), name: Text::from("invoices") };
    let by_hand =
        ByHand { key: Text::from("note-1"), dated_on: day(), body: Text::from("Keys, 20.00") };
    let records = vec![Record::Event(started(1))];
    Commit {
        appends: vec![Append { subscription: sub(), expected: Version::NEW, records }],
        documents: vec![NewDocument {
            series: Series { id, format },
            content: Content::ByHand(by_hand),
        }],
        outbox: vec![Message { topic: Text::from("issued"), body: Text::from("note-1") }],
        ..Commit::new(Key::new("night-1").unwrap())
    }
}

fn lease(minute: i64) -> LeaseRequest {
    let now = DateTime::UNIX_EPOCH + TimeDelta::minutes(minute);
    let (holder, topic) = (Text::from("mailer-1"), None);
    LeaseRequest { holder, topic, now, until: now + TimeDelta::minutes(10), at_most: 5 }
}

/// How many records, documents and messages there are.
fn counts(ledger: &impl Ledger) -> (usize, usize, usize) {
    let records = ledger.records(Position::default(), 10).unwrap().len();
    let documents = ledger.documents(Position::default(), 10).unwrap().len();
    (records, documents, ledger.lease(&lease(0)).unwrap().len())
}

#[test]
fn a_commit_whose_answer_is_lost_is_there_and_sent_again_it_is_there_once() {
    let ledger = Faulty::at(MemoryLedger::new(), [(1, Fault::AnswerLost)]);
    let lost = ledger.commit(&commit()).unwrap_err();
    assert!(matches!(lost, LedgerError::Unavailable { .. }));
    assert_eq!(lost.retry(), Retry::Same);
    let again = ledger.commit(&commit()).unwrap();
    assert!(again.replayed);
    assert_eq!(again.versions, [(sub(), Version(1))]);
    assert_eq!(again.numbers[0].as_str(), "F2025-0001");
    assert_eq!(counts(ledger.inner()), (1, 1, 1));
}

#[test]
fn a_commit_that_does_not_arrive_is_written_by_the_second_try() {
    for fault in [Fault::NotReached, Fault::Busy] {
        let ledger = Faulty::at(MemoryLedger::new(), [(1, fault)]);
        assert_eq!(ledger.commit(&commit()).unwrap_err().retry(), Retry::Same);
        assert_eq!(ledger.committed(&commit().key).unwrap(), None);
        assert!(!ledger.commit(&commit()).unwrap().replayed);
        assert_eq!(counts(ledger.inner()), (1, 1, 1));
    }
}

#[test]
fn who_retries_writes_once_whatever_fails_on_the_way() {
    let faults = [Fault::NotReached, Fault::AnswerLost, Fault::Busy];
    // Every way in which the first five calls can fail, or not.
    for way in 0..4_usize.pow(5) {
        let failing = (0..5_u32).filter_map(|place| {
            let fault = faults.get((way / 4_usize.pow(place)) % 4)?;
            Some((u64::from(place) + 1, *fault))
        });
        let ledger = retrying(Faulty::at(MemoryLedger::new(), failing), 6);
        assert_eq!(ledger.commit(&commit()).unwrap().numbers[0].as_str(), "F2025-0001");
        assert_eq!(counts(ledger.into_inner().inner()), (1, 1, 1), "way {way}");
    }
}

#[test]
fn retries_come_to_an_end_and_only_help_where_the_error_says_so() {
    let ledger = retrying(Faulty::new(MemoryLedger::new(), |_, _| Some(Fault::Busy)), 5);
    assert!(matches!(ledger.commit(&commit()), Err(LedgerError::Busy { .. })));
    assert_eq!(ledger.into_inner().calls(), 5);

    let ledger = retrying(Faulty::at(MemoryLedger::new(), []), 5);
    let mut stale = commit();
    stale.appends[0].expected = Version(7);
    assert!(matches!(ledger.commit(&stale), Err(LedgerError::Conflict { .. })));
    assert_eq!(ledger.into_inner().calls(), 1);
}

#[test]
fn an_acknowledgement_whose_answer_is_lost_is_given_again() {
    // A commit, a lease, and the acknowledgement.
    let ledger = retrying(Faulty::at(MemoryLedger::new(), [(3, Fault::AnswerLost)]), 2);
    ledger.commit(&commit()).unwrap();
    let leased: Vec<_> = ledger.lease(&lease(0)).unwrap().iter().map(|one| one.id).collect();
    assert_eq!(ledger.acknowledge(&Text::from("mailer-1"), &leased).unwrap(), leased);
    assert!(ledger.lease(&lease(60)).unwrap().is_empty());
}

#[test]
fn messages_whose_lease_is_lost_come_again_when_it_ends() {
    let ledger = retrying(Faulty::at(MemoryLedger::new(), [(2, Fault::AnswerLost)]), 2);
    ledger.commit(&commit()).unwrap();
    assert!(ledger.lease(&lease(0)).unwrap().is_empty(), "held by the answer that was lost");
    assert!(ledger.lease(&lease(9)).unwrap().is_empty());
    let leased = ledger.lease(&lease(10)).unwrap();
    assert_eq!((leased.len(), leased[0].attempts), (1, 2));
}

#[test]
fn what_was_recorded_with_a_lost_answer_is_not_recorded_twice() {
    // The key is asked for, the stream is read, and the answer of the commit is lost.
    let ledger = Faulty::at(MemoryLedger::new(), [(3, Fault::AnswerLost)]);
    let key = Key::new("signup-7").unwrap();
    let mut decided = 0;
    let mut record = || {
        ledger.record(sub(), &key, |account| {
            decided += 1;
            Ok::<_, std::convert::Infallible>(vec![started(account.version.0 + 1)])
        })
    };
    record().unwrap_err();
    assert!(record().unwrap().replayed);
    assert_eq!(decided, 1);
    assert_eq!(ledger.inner().stream(sub()).unwrap().version, Version(1));
}
