//! A ledger that breaks a promise is found out: each flaw below, by at least the promises named.

use std::collections::BTreeSet;
use std::sync::Mutex;

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};
use tacite_store::conformance::promises;
use tacite_store::{
    Commit, Committed, Content, DocumentName, Due, DueAfter, Key, LeaseRequest, LeasedMessage,
    Ledger, LedgerDocument, LedgerError, MemoryLedger, MessageId, Position, Recorded, SeriesId,
    SeriesState, Stream,
};

/// What is wrong with a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flaw {
    None,
    WritesTwice,
    AnswersAnyRequest,
    TakesAnyVersion,
    TellsOfWhatItRefused,
    KeepsTheKeyOfWhatItRefused,
    NumbersByThousand,
    ForgetsTheBody,
    LeavesOutARecord,
    ListsDueBackward,
    ForgetsWhoIsDueAtOnce,
    LeasesTwice,
    LeasesForEver,
    TakesAnyAcknowledgement,
    KeepsSnapshots,
    DropsAllWithTheSnapshots,
    FindsDocumentsOfOthers,
    PanicsNowAndThen,
}

struct Flawed {
    flaw: Flaw,
    ledger: MemoryLedger,
    refused: Mutex<BTreeSet<Key>>,
    sent: Mutex<u64>,
}

impl Flawed {
    fn has(&self, flaw: Flaw) -> bool {
        self.flaw == flaw
    }

    fn told(&self, mut outbox: Vec<tacite_store::Message>) {
        outbox.truncate(1);
        let mut sent = self.sent.lock().unwrap();
        *sent += 1;
        let key = Key::new(format!("told-{sent}")).unwrap();
        self.ledger.commit(&Commit { outbox, ..Commit::new(key) }).unwrap();
    }

    fn write(&self, commit: &Commit) -> Result<Committed, LedgerError> {
        match self.ledger.commit(commit) {
            Err(LedgerError::Conflict { found, subscription, .. })
                if self.has(Flaw::TakesAnyVersion) =>
            {
                let mut commit = commit.clone();
                let of = |append: &&mut tacite_store::Append| append.subscription == subscription;
                commit.appends.iter_mut().find(of).unwrap().expected = found;
                self.write(&commit)
            }
            Err(LedgerError::KeyReused { .. }) if self.has(Flaw::AnswersAnyRequest) => {
                Ok(self.ledger.committed(&commit.key)?.unwrap())
            }
            answer => answer,
        }
    }
}

impl Ledger for Flawed {
    fn commit(&self, commit: &Commit) -> Result<Committed, LedgerError> {
        if self.refused.lock().unwrap().contains(&commit.key) {
            return Err(LedgerError::KeyReused { key: commit.key.clone() });
        }
        if self.has(Flaw::PanicsNowAndThen) && commit.key.as_str().contains("-3-") {
            // Without the message of a panic in the output of the tests.
            std::panic::resume_unwind(Box::new("now and then"));
        }
        let mut commit = commit.clone();
        for document in &mut commit.documents {
            if let Content::ByHand(by_hand) = &mut document.content
                && self.has(Flaw::ForgetsTheBody)
            {
                by_hand.body = Text::from("");
            }
        }
        let answer = self.write(&commit);
        match &answer {
            Ok(committed) if committed.replayed && self.has(Flaw::WritesTwice) => {
                self.told(commit.outbox);
            }
            Err(_) if self.has(Flaw::TellsOfWhatItRefused) => self.told(commit.outbox),
            Err(_) if self.has(Flaw::KeepsTheKeyOfWhatItRefused) => {
                self.refused.lock().unwrap().insert(commit.key);
            }
            Ok(_) | Err(_) => {}
        }
        answer
    }

    fn committed(&self, key: &Key) -> Result<Option<Committed>, LedgerError> {
        self.ledger.committed(key)
    }

    fn streams(&self, subscriptions: &[SubscriptionId]) -> Result<Vec<Stream>, LedgerError> {
        self.ledger.streams(subscriptions)
    }

    fn records(&self, after: Position, at_most: usize) -> Result<Vec<Recorded>, LedgerError> {
        let after = if self.has(Flaw::LeavesOutARecord) && after.0 > 0 {
            Position(after.0.saturating_add(1))
        } else {
            after
        };
        self.ledger.records(after, at_most)
    }

    fn due(
        &self,
        on: NaiveDate,
        after: Option<DueAfter>,
        at_most: usize,
    ) -> Result<Vec<Due>, LedgerError> {
        let mut due = self.ledger.due(on, after, at_most)?;
        if self.has(Flaw::ListsDueBackward) {
            due.reverse();
        }
        if self.has(Flaw::ForgetsWhoIsDueAtOnce) {
            due.retain(|due| due.due_on.is_some());
        }
        Ok(due)
    }

    fn documents(
        &self,
        after: Position,
        at_most: usize,
    ) -> Result<Vec<LedgerDocument>, LedgerError> {
        let mut documents = self.ledger.documents(after, at_most)?;
        if self.has(Flaw::NumbersByThousand) {
            for document in &mut documents {
                let number = document.number.as_str().replace("-0", "-1");
                document.number = tacite::issuing::DocumentNumber::new(&number).unwrap();
            }
        }
        Ok(documents)
    }

    fn document(&self, name: &DocumentName) -> Result<Option<LedgerDocument>, LedgerError> {
        if let DocumentName::Key { key, .. } = name
            && self.has(Flaw::FindsDocumentsOfOthers)
        {
            let all = self.ledger.documents(Position::default(), usize::MAX)?;
            return Ok(all.into_iter().find(|one| one.content.key() == key.as_str()));
        }
        self.ledger.document(name)
    }

    fn series(&self, series: &SeriesId) -> Result<Option<SeriesState>, LedgerError> {
        self.ledger.series(series)
    }

    fn lease(&self, request: &LeaseRequest) -> Result<Vec<LeasedMessage>, LedgerError> {
        let mut request = request.clone();
        if self.has(Flaw::LeasesTwice) {
            request.until = request.now;
        }
        if self.has(Flaw::LeasesForEver) {
            request.until = chrono::DateTime::<chrono::Utc>::MAX_UTC;
        }
        self.ledger.lease(&request)
    }

    fn acknowledge(
        &self,
        holder: &Text,
        messages: &[MessageId],
    ) -> Result<Vec<MessageId>, LedgerError> {
        let told = self.ledger.acknowledge(holder, messages)?;
        Ok(if self.has(Flaw::TakesAnyAcknowledgement) { messages.to_vec() } else { told })
    }

    fn drop_snapshots(&self) -> Result<(), LedgerError> {
        if self.has(Flaw::KeepsSnapshots) {
            return Ok(());
        }
        if self.has(Flaw::DropsAllWithTheSnapshots) {
            return Err(LedgerError::Corrupt {
                place: String::from("snapshots"),
                message: String::from("there is nothing else"),
            });
        }
        self.ledger.drop_snapshots()
    }
}

/// Which of some promises a ledger with a flaw keeps.
fn kept(flaw: Flaw, names: &[&str]) -> Vec<&'static str> {
    let fresh = || Flawed {
        flaw,
        ledger: MemoryLedger::new(),
        refused: Mutex::default(),
        sent: Mutex::default(),
    };
    let named = promises().into_iter().filter(|promise| names.contains(&promise.name));
    named.filter(|promise| (promise.check)(&fresh).is_ok()).map(|promise| promise.name).collect()
}

#[test]
fn a_flaw_breaks_the_promises_that_speak_of_it() {
    let cases: [(Flaw, &[&str]); 17] = [
        (
            Flaw::WritesTwice,
            &["a_commit_sent_again_gets_its_first_answer", "random_acts_are_answered_as_in_memory"],
        ),
        (Flaw::AnswersAnyRequest, &["another_request_needs_another_key"]),
        (
            Flaw::TakesAnyVersion,
            &["each_version_is_written_once", "eight_writers_win_each_version_once"],
        ),
        (Flaw::TellsOfWhatItRefused, &["a_refused_commit_changes_nothing"]),
        (Flaw::KeepsTheKeyOfWhatItRefused, &["dates_of_a_series_never_go_back"]),
        (
            Flaw::NumbersByThousand,
            &["documents_made_by_hand_share_the_numbers", "eight_writers_number_without_gaps"],
        ),
        (Flaw::ForgetsTheBody, &["any_text_comes_back"]),
        (
            Flaw::LeavesOutARecord,
            &["records_come_in_pages", "a_reader_from_position_to_position_misses_nothing"],
        ),
        (Flaw::ListsDueBackward, &["due_comes_in_pages_by_customer"]),
        (Flaw::ForgetsWhoIsDueAtOnce, &["due_follows_the_newest_record"]),
        (Flaw::LeasesTwice, &["a_message_is_held_by_one"]),
        (Flaw::LeasesForEver, &["a_lease_ends"]),
        (Flaw::TakesAnyAcknowledgement, &["what_is_acknowledged_is_not_told_again"]),
        (Flaw::KeepsSnapshots, &["snapshots_change_no_answer", "the_newest_snapshot_stays"]),
        (Flaw::DropsAllWithTheSnapshots, &["snapshots_change_no_answer"]),
        (Flaw::FindsDocumentsOfOthers, &["a_document_is_found_by_number_and_key"]),
        (
            Flaw::PanicsNowAndThen,
            &[
                "eight_writers_win_each_version_once",
                "eight_writers_number_without_gaps",
                "a_reader_from_position_to_position_misses_nothing",
            ],
        ),
    ];
    for (flaw, names) in cases {
        let known = promises::<MemoryLedger>().into_iter().map(|promise| promise.name);
        assert_eq!(known.filter(|name| names.contains(name)).count(), names.len(), "{names:?}");
        assert_eq!(kept(flaw, names), [""; 0], "{flaw:?}");
        assert_eq!(kept(Flaw::None, names).len(), names.len(), "without the flaw");
    }
}

#[test]
fn what_is_broken_is_told_at_the_place_where_it_differs() {
    let fresh = || Flawed {
        flaw: Flaw::ListsDueBackward,
        ledger: MemoryLedger::new(),
        refused: Mutex::default(),
        sent: Mutex::default(),
    };
    let broken = tacite_store::conformance::due_comes_in_pages_by_customer(&fresh).unwrap_err();
    let text = broken.to_string();
    assert!(text.starts_with("by customer:\n found    ["), "{text}");
    assert!(text.contains("\n expected [\"sub-11\", \"sub-2\","), "{text}");
}
