//! Two requests have the same hash if, and only if, they differ in nothing but snapshots.

use proptest::collection::vec;
use proptest::prelude::*;
use tacite::contract::{CustomerId, SubscriptionId, Text};
use tacite::history::{Event, EventKind};
use tacite::issuing::{Draft, NumberYear};
use tacite_store::{
    Append, ByHand, Commit, Content, Ledger, LedgerExt, MemoryLedger, Message, NewDocument,
    Parties, Posted, Record, RequestHash, Version,
};

use super::sample::{day, key, mandate, night, series, started, sub};

/// A commit with something of everything.
fn whole() -> Commit {
    let ledger = MemoryLedger::new();
    let mut commit = Commit::new(key("sign-up"));
    let records = started().into_iter().map(Record::Event).collect();
    commit.appends.push(Append { subscription: sub(), expected: Version::NEW, records });
    ledger.commit(&commit).unwrap();
    let mut night = night(&ledger, "night", day(1, 1));
    night.appends.append(&mut commit.appends);
    let by_hand =
        ByHand { key: Text::from("note-1"), dated_on: day(1, 1), body: Text::from("Keys") };
    night.documents.push(NewDocument { series: series(), content: Content::ByHand(by_hand) });
    night
}

type Change = fn(&mut Commit);

fn posted(commit: &mut Commit) -> &mut Posted {
    match &mut commit.appends[0].records[0] {
        Record::Posted(posted) => posted,
        Record::Event(_) => panic!("the night's append comes first"),
    }
}

fn billed(commit: &mut Commit) -> (&mut Draft, &mut Option<Box<Parties>>) {
    match &mut commit.documents[0].content {
        Content::Billed(draft, parties) => (draft, parties),
        Content::ByHand(_) => panic!("the invoice comes first"),
    }
}

fn by_hand(commit: &mut Commit) -> &mut ByHand {
    match &mut commit.documents[1].content {
        Content::ByHand(by_hand) => by_hand,
        Content::Billed(..) => panic!("the note comes second"),
    }
}

fn of_parties(commit: &mut Commit) -> &mut Parties {
    billed(commit).1.as_deref_mut().unwrap()
}

/// One change of each part.
const CHANGES: [Change; 27] = [
    |commit| commit.key = key("other"),
    |commit| commit.appends[0].expected.0 += 1,
    |commit| commit.appends[0].subscription = SubscriptionId::new("sub-2").unwrap(),
    |commit| commit.appends.swap(0, 1),
    |commit| drop(commit.appends.pop()),
    |commit| commit.appends[1].records.swap(0, 1),
    |commit| drop(commit.appends[1].records.pop()),
    |commit| posted(commit).next_on = None,
    |commit| posted(commit).next_on = Some(day(2, 2)),
    |commit| {
        let mut parts = posted(commit).posting.clone().into_parts();
        parts.seen += 1;
        posted(commit).posting = parts.into();
    },
    |commit| {
        let customer = CustomerId::new("cust-8").unwrap();
        commit.appends[1].records[0] =
            Record::Event(Event::on(day(1, 1), 1, EventKind::Transferred { customer }));
    },
    |commit| commit.documents.swap(0, 1),
    |commit| drop(commit.documents.pop()),
    |commit| commit.documents[0].series.id.issuer = Text::from("Autre SARL"),
    |commit| commit.documents[0].series.id.name = Text::from("credit notes"),
    |commit| commit.documents[0].series.format.digits = 5,
    |commit| commit.documents[0].series.format.year = NumberYear::TwoDigits,
    |commit| billed(commit).0.notes.push(Text::from("Thank you")),
    |commit| billed(commit).0.private_note = Some(Text::from("A good customer")),
    |commit| *billed(commit).1 = None,
    |commit| of_parties(commit).seller.company = Some(Text::from("SAS, 1 000 €")),
    |commit| of_parties(commit).customer.party.legal_name = Text::from("Durant"),
    |commit| of_parties(commit).mandate = Some(mandate()),
    |commit| by_hand(commit).dated_on = day(1, 2),
    |commit| by_hand(commit).body = Text::from("Keys, 2"),
    |commit| commit.outbox[0].topic = Text::from("paid"),
    |commit| commit.outbox[0].body = Text::from(""),
];

#[test]
fn a_change_of_any_part_makes_another_request() {
    let commit = whole();
    let mut hashes = vec![commit.request_hash()];
    for change in CHANGES {
        let mut changed = commit.clone();
        change(&mut changed);
        assert_ne!(changed, commit, "the change changes something");
        hashes.push(changed.request_hash());
    }
    assert_eq!(hashes.len(), 28);
    hashes.sort_unstable();
    hashes.dedup();
    assert_eq!(hashes.len(), 28);
}

#[test]
fn a_snapshot_makes_no_other_request() {
    let ledger = MemoryLedger::new();
    let mut commit = whole();
    let hash = commit.request_hash();
    commit.snapshots.push(ledger.stream(sub()).unwrap().account().unwrap().snapshot());
    assert_eq!(commit.request_hash(), hash);
}

#[test]
fn a_hash_is_kept_as_bytes_and_printed_in_hexadecimal() {
    let hash = whole().request_hash();
    assert_eq!(RequestHash::of_bytes(*hash.as_bytes()), hash);
    assert_eq!(RequestHash::of_bytes([0xa7; 32]).to_string(), "a7".repeat(32));
}

/// An answer is kept for years: what a request hashes to must not change under it. If this fails, a form has
/// changed that is said to be canonical.
#[test]
fn the_hash_of_a_request_stays_what_it_is() {
    let mut commit = Commit::new(key("night-1"));
    let records = vec![Record::Event(Event::on(day(1, 1), 1, EventKind::Resumed))];
    commit.appends.push(Append { subscription: sub(), expected: Version(3), records });
    commit.outbox.push(Message { topic: Text::from("issued"), body: Text::from("é") });
    insta::assert_snapshot!(commit.request_hash(), @"a0f727f368db87bd7b3253a32af15f02f498553d8568ae3b096fad06434bb317");
}

/// Texts that run into each other if they are not kept apart.
fn texts() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[ab]{0,2}").unwrap()
}

fn small() -> impl Strategy<Value = Commit> {
    let message = (texts(), texts()).prop_map(|(topic, body)| Message {
        topic: Text::from(topic.as_str()),
        body: Text::from(body.as_str()),
    });
    let document = (texts(), texts(), texts(), 1..3_u32).prop_map(|(issuer, name, body, on)| {
        let mut series = series();
        series.id.issuer = Text::from(issuer.as_str());
        series.id.name = Text::from(name.as_str());
        let (key, body) = (Text::from("k"), Text::from(body.as_str()));
        let content = Content::ByHand(ByHand { key, dated_on: day(1, on), body });
        NewDocument { series, content }
    });
    let record = (1..3_u64, texts()).prop_map(|(sequence, reference)| {
        let reference = Some(Text::from(reference.as_str()));
        let kind = EventKind::ReferenceChanged { reference };
        Record::Event(Event::on(day(1, 1), sequence, kind))
    });
    let append = (0..2_u64, vec(record, 0..2)).prop_map(|(expected, records)| Append {
        subscription: sub(),
        expected: Version(expected),
        records,
    });
    (vec(append, 0..2), vec(document, 0..2), vec(message, 0..2)).prop_map(
        |(appends, documents, outbox)| Commit {
            appends,
            documents,
            outbox,
            ..Commit::new(key("k"))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn requests_are_the_same_if_their_hashes_are(one in small(), other in small()) {
        prop_assert_eq!(one == other, one.request_hash() == other.request_hash());
        prop_assert_eq!(one.request_hash(), one.clone().request_hash());
    }
}
