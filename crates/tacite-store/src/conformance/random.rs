//! Random acts on a small world: three subscriptions, three customers, three series, thirty documents, forty keys,
//! so that most commits fit, and many do not.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tacite::contract::{SubscriptionId, Text};
use tacite::history::{Event, EventKind};

use super::answers::answers_are_those_of;
use super::look::records;
use super::sample::{
    by_hand, day, event, invoices, issuer, key, message, moment, posted, series, started, sub,
    transferred,
};
use super::{Broken, Fresh};
use crate::rules::StreamState;
use crate::{
    Append, Commit, LeaseRequest, Ledger, LedgerExt, MemoryLedger, NewDocument, Record, Series,
    SeriesId, Snapshot, Version,
};

/// Something that is done to a ledger.
#[derive(Clone, Debug)]
pub enum Act {
    /// A commit, made from what is there.
    Write(Writing),
    /// A commit that was sent is sent again.
    Again {
        /// Which, counted round and round.
        place: usize,
    },
    /// Messages are leased.
    Lease(LeaseRequest),
    /// Messages that were leased are acknowledged.
    Acknowledge {
        /// By whom.
        holder: Text,
        /// Which of all that were leased so far, counted round and round.
        places: Vec<usize>,
    },
    /// Snapshots are dropped.
    DropSnapshots,
    /// Everything is read.
    Look,
}

/// A commit to make, in small numbers.
#[derive(Clone, Debug)]
pub struct Writing {
    key: u8,
    appends: Vec<Appending>,
    documents: Vec<Issuing>,
    /// Of which streams, and whether they claim a record too many.
    snapshots: Vec<(usize, bool)>,
    messages: Vec<bool>,
}

#[derive(Clone, Debug)]
struct Appending {
    stream: usize,
    /// By how much another version is expected than there is.
    off: u64,
    records: Vec<Recording>,
}

#[derive(Clone, Copy, Debug)]
enum Recording {
    Event { rises: bool },
    Started { customer: usize },
    Transferred { customer: usize },
    Posted { fits: bool, next_on: Option<u8> },
}

#[derive(Clone, Copy, Debug)]
struct Issuing {
    series: usize,
    key: u8,
    dated: u8,
}

const CUSTOMERS: [&str; 3] = ["cust-10", "cust-9", "Ärztehaus"];

/// What is usual fifteen times of sixteen.
fn usually() -> impl Strategy<Value = bool> {
    (0..16_u8).prop_map(|number| number > 0)
}

fn recordings() -> impl Strategy<Value = Recording> {
    prop_oneof![
        4 => usually().prop_map(|rises| Recording::Event { rises }),
        2 => (0..3_usize).prop_map(|customer| Recording::Started { customer }),
        1 => (0..3_usize).prop_map(|customer| Recording::Transferred { customer }),
        4 => (usually(), proptest::option::of(0..100_u8))
            .prop_map(|(fits, next_on)| Recording::Posted { fits, next_on }),
    ]
}

fn writings() -> impl Strategy<Value = Writing> {
    let off = usually().prop_map(|is_usual| u64::from(!is_usual));
    let appendings = (0..3_usize, off, vec(recordings(), 0..4))
        .prop_map(|(stream, off, records)| Appending { stream, off, records });
    // Dates rise with the key, so that most of them do not go back.
    let issuings = (0..3_usize, 0..30_u8, 0..20_u8).prop_map(|(series, key, late)| Issuing {
        series,
        key,
        dated: key / 2 + late,
    });
    let parts = (
        0..40_u8,
        vec(appendings, 0..3),
        vec(issuings, 0..3),
        vec((0..3_usize, usually().prop_map(|is_usual| !is_usual)), 0..2),
        vec(any::<bool>(), 0..3),
    );
    parts.prop_map(|(key, appends, documents, snapshots, messages)| Writing {
        key,
        appends,
        documents,
        snapshots,
        messages,
    })
}

fn leases() -> impl Strategy<Value = LeaseRequest> {
    let topic = proptest::option::of(any::<bool>().prop_map(topic));
    (holders(), topic, 0..60_i64, -5..30_i64, 0..4_u32).prop_map(
        |(holder, topic, minute, length, at_most)| LeaseRequest {
            holder,
            topic,
            now: moment(1, minute),
            until: moment(1, minute + length),
            at_most,
        },
    )
}

fn holders() -> impl Strategy<Value = Text> {
    prop_oneof![Just(Text::from("mailer-1")), Just(Text::from("mailer-2"))]
}

fn topic(is_mail: bool) -> Text {
    Text::from(if is_mail { "mail" } else { "books" })
}

/// Up to forty random acts.
pub fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        12 => writings().prop_map(Act::Write),
        3 => (0..64_usize).prop_map(|place| Act::Again { place }),
        3 => leases().prop_map(Act::Lease),
        2 => (holders(), vec(0..16_usize, 0..4))
            .prop_map(|(holder, places)| Act::Acknowledge { holder, places }),
        1 => Just(Act::DropSnapshots),
        1 => Just(Act::Look),
    ];
    vec(act, 1..40)
}

/// Random acts are answered as by a ledger in memory: 64 sequences of up to forty acts, the same each time.
///
/// # Errors
/// [`Broken`], with the shortest sequence that was found.
pub fn random_acts_are_answered_as_in_memory<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let config = Config { cases: 64, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let ran = runner.run(&acts(), |acts| {
        answers_are_those_of(&MemoryLedger::new(), &fresh(), &acts)
            .map_err(|broken| TestCaseError::fail(broken.to_string()))
    });
    ran.map_err(|error| Broken::new(error.to_string()))
}

/// Makes commits of what a ledger has.
pub(super) struct Resolving<'r, L> {
    ledger: &'r L,
    states: Vec<(SubscriptionId, StreamState)>,
}

impl Resolving<'_, MemoryLedger> {
    pub(super) fn streams() -> Result<Vec<SubscriptionId>, Broken> {
        ["sub-2", "sub-10", "sub-ü"].into_iter().map(sub).collect()
    }

    fn all_series() -> [Series; 3] {
        let notes = series(issuer(), "credit notes", "A");
        [invoices(), notes, series(Text::from("Autre SARL"), "invoices", "F")]
    }

    pub(super) fn series() -> Vec<SeriesId> {
        Self::all_series().into_iter().map(|series| series.id).collect()
    }
}

impl<'r, L: Ledger> Resolving<'r, L> {
    pub(super) fn new(ledger: &'r L) -> Result<Self, Broken> {
        let all = records(ledger, 1_000)?;
        let state = |subscription| -> Result<(SubscriptionId, StreamState), Broken> {
            let of = all.iter().filter(|record| record.subscription == subscription);
            let records = of.map(|record| record.record.clone()).collect();
            let whole = Append { subscription, expected: Version::NEW, records };
            Ok((subscription, StreamState::NEW.after(&whole)?))
        };
        let states = Resolving::streams()?.into_iter().map(state).collect::<Result<_, _>>()?;
        Ok(Self { ledger, states })
    }

    fn state(&self, place: usize) -> Result<(SubscriptionId, StreamState), Broken> {
        self.states.get(place).copied().ok_or_else(|| Broken::new("there are three streams"))
    }

    pub(super) fn commit(&self, writing: &Writing) -> Result<Commit, Broken> {
        let mut commit = Commit::new(key(&format!("key-{}", writing.key))?);
        for appending in &writing.appends {
            commit.appends.push(self.append(appending)?);
        }
        for Issuing { series, key, dated } in &writing.documents {
            let series = Resolving::all_series().into_iter().nth(*series).unwrap_or_else(invoices);
            let document: NewDocument =
                by_hand(series, &format!("document-{key}"), day((*dated).into()));
            commit.documents.push(document);
        }
        for (place, is_ahead) in &writing.snapshots {
            let (subscription, _) = self.state(*place)?;
            let account = self.ledger.stream(subscription)?.account()?;
            let snapshot = account.snapshot();
            // A record too many for a stream that the commit leaves as it is.
            let version = Version(snapshot.version.0 + u64::from(*is_ahead));
            commit.snapshots.push(Snapshot { version, ..snapshot });
        }
        for is_mail in &writing.messages {
            commit.outbox.push(message(topic(*is_mail).as_str(), commit.key.as_str()));
        }
        Ok(commit)
    }

    fn append(&self, appending: &Appending) -> Result<Append, Broken> {
        let Appending { stream, off, records } = appending;
        let (subscription, state) = self.state(*stream)?;
        let (mut sequence, mut postings) = (state.newest_sequence, state.postings);
        let mut made = Vec::new();
        for recording in records {
            made.push(match recording {
                Recording::Event { rises } => {
                    sequence += u64::from(*rises);
                    event(sequence)
                }
                Recording::Started { customer } => {
                    sequence += 2;
                    start(CUSTOMERS.get(*customer).copied().unwrap_or_default(), sequence)?
                }
                Recording::Transferred { customer } => {
                    sequence += 1;
                    transferred(sequence, CUSTOMERS.get(*customer).copied().unwrap_or_default())?
                }
                Recording::Posted { fits, next_on } => {
                    let made_from = if *fits { postings } else { postings + 1 };
                    postings += 1;
                    posted(subscription, made_from, next_on.map(|number| day(number.into())))
                }
            });
        }
        let expected = Version(state.version.0 + off);
        Ok(Append { subscription, expected, records: made })
    }
}

/// The start of a contract, under another sequence number.
fn start(customer: &str, sequence: u64) -> Result<Record, Broken> {
    let first = started(customer)?.into_iter().next();
    match first {
        Some(Record::Event(Event { kind: kind @ EventKind::Started { .. }, .. })) => {
            Ok(Record::Event(Event::on(day(1), sequence, kind)))
        }
        Some(Record::Event(_) | Record::Posted(_)) | None => {
            Err(Broken::new(format!("no start for {customer}")))
        }
    }
}
