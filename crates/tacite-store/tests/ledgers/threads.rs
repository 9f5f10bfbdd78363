//! A ledger on a thread of its own: it ends with the value, it tells if it died, and what was begun is done.

use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::thread::ThreadId;

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};
use tacite_store::{
    AsyncLedger, Blocking, Commit, Committed, DocumentName, Due, DueAfter, Key, LeaseRequest,
    LeasedMessage, Ledger, LedgerDocument, LedgerError, LedgerExt, MemoryLedger, MessageId,
    OnThread, Position, Recorded, Retry, SeriesId, SeriesState, Stream, Version,
};

use super::sample::{key, night, started, sub};

/// A ledger that panics when it is asked what is due.
#[derive(Debug, Default)]
struct Fragile(Arc<MemoryLedger>);

impl Ledger for Fragile {
    fn commit(&self, commit: &Commit) -> Result<Committed, LedgerError> {
        self.0.commit(commit)
    }

    fn committed(&self, key: &Key) -> Result<Option<Committed>, LedgerError> {
        self.0.committed(key)
    }

    fn streams(&self, subscriptions: &[SubscriptionId]) -> Result<Vec<Stream>, LedgerError> {
        self.0.streams(subscriptions)
    }

    fn records(&self, after: Position, at_most: usize) -> Result<Vec<Recorded>, LedgerError> {
        self.0.records(after, at_most)
    }

    fn due(&self, _: NaiveDate, _: Option<DueAfter>, _: usize) -> Result<Vec<Due>, LedgerError> {
        // Without the message of a panic in the output of the tests.
        std::panic::resume_unwind(Box::new("asked what is due"))
    }

    fn documents(
        &self,
        after: Position,
        at_most: usize,
    ) -> Result<Vec<LedgerDocument>, LedgerError> {
        self.0.documents(after, at_most)
    }

    fn document(&self, name: &DocumentName) -> Result<Option<LedgerDocument>, LedgerError> {
        self.0.document(name)
    }

    fn series(&self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError> {
        self.0.series(series)
    }

    fn lease(&self, request: &LeaseRequest) -> Result<Vec<LeasedMessage>, LedgerError> {
        self.0.lease(request)
    }

    fn acknowledge(
        &self,
        holder: &Text,
        messages: &[MessageId],
    ) -> Result<Vec<MessageId>, LedgerError> {
        self.0.acknowledge(holder, messages)
    }

    fn drop_snapshots(&self) -> Result<(), LedgerError> {
        self.0.drop_snapshots()
    }
}

fn sign_up() -> Commit {
    let mut commit = Commit::new(key("sign-up"));
    let records = started().into_iter().map(tacite_store::Record::Event).collect();
    commit.appends.push(tacite_store::Append {
        subscription: sub(),
        expected: Version::NEW,
        records,
    });
    commit
}

#[test]
fn a_thread_that_died_is_told_and_the_ledger_goes_on() {
    let kept = Arc::new(MemoryLedger::new());
    let on_thread = Blocking(OnThread::start(Fragile(Arc::clone(&kept))).unwrap());
    on_thread.commit(&sign_up()).unwrap();
    for _ in 0..2 {
        let died = on_thread.due(NaiveDate::MAX, None, 1).unwrap_err();
        assert!(matches!(died, LedgerError::Unavailable { .. }));
        assert_eq!(died.retry(), Retry::Same);
    }
    let died = on_thread.stream(sub()).unwrap_err();
    assert_eq!(
        died.to_string(),
        "the ledger can't be reached: the thread of the ledger died: a call panicked"
    );
    assert!(on_thread.0.stop().is_err());
    // Another thread for the same ledger.
    let again = Blocking(OnThread::start(Arc::clone(&kept)).unwrap());
    assert!(again.commit(&sign_up()).unwrap().replayed);
}

#[test]
fn dropping_it_ends_the_thread_and_gives_the_ledger_free() {
    let kept = Arc::new(MemoryLedger::new());
    let on_thread = OnThread::start(Arc::clone(&kept)).unwrap();
    assert_eq!(Arc::strong_count(&kept), 2);
    drop(on_thread);
    // What the thread owned is dropped once it has ended.
    assert_eq!(Arc::strong_count(&kept), 1);
}

#[test]
fn stopping_it_gives_the_ledger_back() {
    let on_thread = Blocking(OnThread::start(MemoryLedger::new()).unwrap());
    on_thread.commit(&sign_up()).unwrap();
    let ledger = on_thread.0.stop().unwrap();
    assert_eq!(ledger.stream(sub()).unwrap().version, Version(2));
}

#[test]
fn a_call_that_was_begun_is_made_though_nobody_waits_for_it() {
    let kept = Arc::new(MemoryLedger::new());
    let on_thread = OnThread::start(Arc::clone(&kept)).unwrap();
    {
        let begun = std::pin::pin!(on_thread.commit(sign_up()));
        let _: Poll<_> = begun.poll(&mut Context::from_waker(Waker::noop()));
    }
    let never_polled = on_thread.commit(Commit::new(key("never")));
    drop(never_polled);
    drop(on_thread);
    assert_eq!(kept.stream(sub()).unwrap().version, Version(2));
    assert_eq!(kept.committed(&key("never")).unwrap(), None);
}

#[test]
fn calls_of_many_threads_are_made_on_one_and_answered_to_each() {
    let on_thread = OnThread::start(MemoryLedger::new()).unwrap();
    let ledger = Blocking(on_thread);
    ledger.commit(&sign_up()).unwrap();
    let here: ThreadId = std::thread::current().id();
    std::thread::scope(|scope| {
        for month in 1..=8 {
            let ledger = &ledger;
            scope.spawn(move || {
                assert_ne!(std::thread::current().id(), here);
                let name = format!("month-{month}");
                let commit = Commit::new(key(&name));
                assert!(!ledger.commit(&commit).unwrap().replayed);
                assert!(ledger.commit(&commit).unwrap().replayed);
            });
        }
    });
    let night = night(&ledger, "night", super::sample::day(1, 1));
    assert_eq!(ledger.commit(&night).unwrap().numbers[0].as_str(), "F2025-0001");
}
