//! What the suite writes: a subscription of 31.00 EUR a month from 1 January 2025, its nights, documents made by
//! hand.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use tacite::bill;
use tacite::books::{Posting, PostingParts};
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax, Text,
};
use tacite::history::{Event, EventKind};
use tacite::issuing::{Draft, NumberFormat};
use tacite::money::{Currency, Percent, UnitPrice};

use super::Broken;
use crate::{
    Append, ByHand, Commit, Content, Key, Ledger, LedgerExt, Message, NewDocument, Posted, Record,
    Series, SeriesId, Version,
};

/// A day of 2025, counted from 1 January as 1.
pub(super) fn day(number: i64) -> NaiveDate {
    moment(number, 0).date_naive()
}

/// A minute of a day of 2025.
pub(super) fn moment(number: i64, minute: i64) -> DateTime<Utc> {
    // 31 December 2024, 00:00.
    DateTime::UNIX_EPOCH + TimeDelta::days(20_088 + number) + TimeDelta::minutes(minute)
}

pub(super) fn sub(name: &str) -> Result<SubscriptionId, Broken> {
    Ok(SubscriptionId::new(name)?)
}

pub(super) fn key(name: &str) -> Result<Key, Broken> {
    Ok(Key::new(name)?)
}

/// A commit of one append.
pub(super) fn append(
    name: &str,
    subscription: SubscriptionId,
    expected: u64,
    records: Vec<Record>,
) -> Result<Commit, Broken> {
    let mut commit = Commit::new(key(name)?);
    commit.appends.push(Append { subscription, expected: Version(expected), records });
    Ok(commit)
}

/// An event of no consequence.
pub(super) fn event(sequence: u64) -> Record {
    let reference = Some(Text::from(format!("order {sequence}").as_str()));
    Record::Event(Event::on(day(1), sequence, EventKind::ReferenceChanged { reference }))
}

pub(super) fn transferred(sequence: u64, customer: &str) -> Result<Record, Broken> {
    let customer = CustomerId::new(customer)?;
    Ok(Record::Event(Event::on(day(1), sequence, EventKind::Transferred { customer })))
}

/// Events 1 and 2: started, with an item of 31.00 a month.
pub(super) fn started(customer: &str) -> Result<Vec<Record>, Broken> {
    let contract = Contract::new("Desk", CustomerId::new(customer)?, Currency::EUR);
    let price = Price::Flat(UnitPrice::whole(31));
    let vat = Tax::standard(Percent::whole(20));
    let item = Item::recurring("Desk", price, vat, Recurrence::every(Cadence::MONTHLY));
    let id = ItemId::new("desk")?;
    let events = [EventKind::Started { contract }, EventKind::ItemAdded { id, item }];
    let events = (1..).zip(events).map(|(sequence, kind)| Event::on(day(1), sequence, kind));
    Ok(events.map(Record::Event).collect())
}

/// A posting that issues nothing, made from books of a version.
pub(super) fn posted(
    subscription: SubscriptionId,
    version: u64,
    next_on: Option<NaiveDate>,
) -> Record {
    let parts = PostingParts {
        subscription,
        version,
        seen: 0,
        terms: Vec::new(),
        lines: Vec::new(),
        frontiers: Vec::new(),
        documents: Vec::new(),
        waits: Vec::new(),
        cancelled: None,
        exponent: 2,
    };
    Record::Posted(Posted { posting: Posting::from(parts), next_on })
}

/// What a night's run of a subscription commits: its posting, its invoices, a message about each.
pub(super) fn night(
    ledger: &impl Ledger,
    name: &str,
    subscription: SubscriptionId,
    as_of: NaiveDate,
) -> Result<Commit, Broken> {
    let account = ledger.stream(subscription)?.account()?;
    let billing = bill(&account.history, &account.books, as_of)?;
    let posted = Posted { posting: billing.posting, next_on: billing.next_on };
    let records = vec![Record::Posted(posted)];
    let mut commit = append(name, subscription, account.version.0, records)?;
    for document in billing.documents {
        commit.outbox.push(message("issued", &document.key()));
        let content = Content::Billed(Box::new(Draft::of(document)), None);
        commit.documents.push(NewDocument { series: invoices(), content });
    }
    Ok(commit)
}

pub(super) fn message(topic: &str, body: &str) -> Message {
    Message { topic: Text::from(topic), body: Text::from(body) }
}

pub(super) fn issuer() -> Text {
    Text::from("Bureaux Partagés")
}

/// F2025-0001 and so on.
pub(super) fn invoices() -> Series {
    series(issuer(), "invoices", "F")
}

pub(super) fn series(issuer: Text, name: &str, prefix: &str) -> Series {
    let format = NumberFormat::yearly(prefix, 4);
    Series { id: SeriesId { issuer, name: Text::from(name) }, format }
}

/// A document that a person made.
pub(super) fn by_hand(series: Series, key: &str, dated_on: NaiveDate) -> NewDocument {
    let (key, body) = (Text::from(key), Text::from("Keys lost, 20.00 EUR"));
    NewDocument { series, content: Content::ByHand(ByHand { key, dated_on, body }) }
}
