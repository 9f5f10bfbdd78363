//! Values at the edges: any text, large numbers, long bodies.

use chrono::NaiveDate;
use tacite::contract::{SubscriptionId, Text};
use tacite::history::{Event, EventKind};

use super::broken::same;
use super::documents::issue;
use super::look::{Asked, due};
use super::outbox::lease_all;
use super::sample::{append, day, event, key, message, moment, posted, series, transferred};
use super::{Broken, Fresh};
use crate::{
    ByHand, Commit, Content, LeaseRequest, Ledger, LedgerExt, NewDocument, Record, Version,
};

/// Texts that other systems have stumbled over. Control characters stand in texts for people only.
const TEXTS: [&str; 10] = [
    "'; DROP TABLE documents; --",
    "\" OR 1=1",
    "%_\\*?[a-z]",
    "$1 :name @name ?1 {} {0}",
    "Zoë Grüße — 東京 🚀",
    "e\u{301} is not \u{e9}",
    "\u{202e}right to left",
    "NULL",
    "0012",
    "1e3",
];

/// Any text comes back byte by byte, as a name, a key, a body or a topic, and names what it named.
///
/// # Errors
/// [`Broken`].
pub fn any_text_comes_back<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let ledger = fresh();
    let mut asked = Asked::default();
    for (place, text) in TEXTS.into_iter().enumerate() {
        let (one, key) = (SubscriptionId::new(text)?, key(text)?);
        let words = Text::from(format!("{text}\n\t{text}").as_str());
        let reference = Some(words.clone());
        let kind = EventKind::ReferenceChanged { reference };
        let events = vec![Record::Event(Event::on(day(1), 1, kind)), transferred(2, text)?];
        let mut commit = append(text, one, 0, events.clone())?;
        let of = series(Text::from(text), text, "N");
        let by_hand = ByHand { key: Text::from(text), dated_on: day(1), body: words.clone() };
        let content = Content::ByHand(by_hand);
        commit.documents.push(NewDocument { series: of.clone(), content: content.clone() });
        commit.outbox.push(message(text, words.as_str()));
        ledger.commit(&commit)?;
        asked.streams.push(one);
        asked.series.push(of.id.clone());
        asked.keys.push(key);
        let seen = asked.of(&ledger)?;
        same("records", &seen.streams.last().map(|stream| &stream.records), &Some(&events))?;
        same("document", &seen.documents.last().map(|(_, _, content)| content), &Some(&content))?;
        same("series", &seen.documents.last().map(|(series, ..)| series), &Some(&of.id))?;
        let states = seen.series.iter().flatten().count();
        same("series that count", &states, &(place + 1))?;
        same("keys", &seen.committed.iter().flatten().count(), &(place + 1))?;
        let request = LeaseRequest {
            holder: Text::from(text),
            topic: Some(Text::from(text)),
            now: moment(1, 0),
            until: moment(1, 10),
            at_most: 9,
        };
        let leased = ledger.lease(&request)?;
        let messages: Vec<_> = leased.iter().map(|leased| &leased.message).collect();
        same("message", &messages, &vec![&message(text, words.as_str())])?;
        let ids: Vec<_> = leased.iter().map(|leased| leased.id).collect();
        same("told", &ledger.acknowledge(&Text::from(text), &ids)?, &ids)?;
    }
    same("nothing is left to tell", &lease_all(&ledger)?.len(), &0)
}

/// Long texts, many records, numbers and dates at the ends of what they can be come back as they are.
///
/// # Errors
/// [`Broken`].
pub fn large_values_come_back<L: Ledger>(fresh: Fresh<'_, L>) -> Result<(), Broken> {
    let (ledger, one) = (fresh(), SubscriptionId::new(&"é".repeat(19))?);
    let long = "Grüße, 東京 \u{1f680} ".repeat(60_000);
    let many: Vec<Record> = (1..=2_000).map(event).collect();
    let mut commit = append(&"k".repeat(255), one, 0, many.clone())?;
    let of = series(Text::from("Longue SARL"), "invoices", "F");
    let content = Content::ByHand(ByHand {
        key: Text::from("k".repeat(2_000).as_str()),
        dated_on: NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or_default(),
        body: Text::from(long.as_str()),
    });
    commit.documents.push(NewDocument { series: of.clone(), content: content.clone() });
    commit.outbox.push(message("long", &long));
    ledger.commit(&commit)?;
    same("2,000 records", &ledger.stream(one)?.records, &many)?;
    let document = ledger.documents(crate::Position::default(), 1)?;
    let document: Vec<_> = document.iter().map(|document| &document.content).collect();
    same("a body of 1.3 MB", &document, &vec![&content])?;
    let told = lease_all(&ledger)?;
    same(
        "a message of 1.3 MB",
        &told.first().map(|told| told.message.body.as_str() == long),
        &Some(true),
    )?;
    // The last sequence number, and a next day beyond every year of four digits.
    let far = NaiveDate::MAX;
    let last = vec![event(u64::MAX - 1), event(u64::MAX), posted(one, 0, Some(far))];
    ledger.commit(&append("last", one, 2_000, last.clone())?)?;
    let stream = ledger.stream(one)?;
    same("version", &stream.version, &Version(2_003))?;
    same("records", &stream.records.get(2_000..).map(<[Record]>::to_vec), &Some(last))?;
    same("not due in 9999", &due(&ledger, day(2_900_000), 5)?.len(), &0)?;
    let due = due(&ledger, far, 5)?;
    same(
        "due at the end of the calendar",
        &due.iter().map(|due| due.due_on).collect(),
        &vec![Some(far)],
    )?;
    let early = NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default();
    let first =
        Content::ByHand(ByHand { key: Text::from("first"), dated_on: early, body: Text::from("") });
    let other = series(Text::from("Vieille SARL"), "invoices", "");
    let numbers = issue(&ledger, "early", vec![NewDocument { series: other, content: first }])?;
    same("a document of the year 1", &numbers, &vec![String::from("0001-0001")])?;
    let empty = Commit::new(key("empty")?);
    let nothing = ledger.commit(&empty)?;
    same("a commit of nothing", &(nothing.versions.len(), nothing.numbers.len()), &(0, 0))
}
