//! Subscriptions that are billed by hand in a line: 31.00 EUR a month with 20 % of tax is 37.20.

use chrono::NaiveDate;
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax, Text,
};
use tacite::history::{Event, EventKind};
use tacite::issuing::{Draft, NumberFormat};
use tacite::money::{Currency, Percent, UnitPrice};
use tacite_store::{
    Append, Commit, Committed, Content, Key, Ledger, LedgerError, Message, NewDocument, Posted,
    Record, Series, SeriesId, Stream, Version,
};

pub(crate) fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn sub(number: u32) -> SubscriptionId {
    SubscriptionId::new(&format!("sub-{number}")).unwrap()
}

pub(crate) fn item() -> ItemId {
    ItemId::new("desk").unwrap()
}

pub(crate) fn series() -> Series {
    Series {
        id: SeriesId { issuer: Text::from("Bureaux Partagés"), name: Text::from("invoices") },
        format: NumberFormat::yearly("F", 4),
    }
}

/// A desk at so many EUR a period.
pub(crate) fn desk(price: u32, cadence: Cadence) -> Item {
    let (price, tax) = (Price::Flat(UnitPrice::whole(price)), Tax::standard(Percent::whole(20)));
    Item::recurring("Desk", price, tax, Recurrence::every(cadence))
}

/// The contract of customer `cust-N`.
pub(crate) fn contract(number: u32) -> Contract {
    let customer = CustomerId::new(&format!("cust-{number}")).unwrap();
    Contract::new("Desk", customer, Currency::EUR)
}

/// What records a start with one item.
pub(crate) fn start(number: u32, date: &str, contract: Contract, item: Item) -> Commit {
    let events = [
        Event::on(on(date), 1, EventKind::Started { contract }),
        Event::on(on(date), 2, EventKind::ItemAdded { id: self::item(), item }),
    ];
    let mut commit = Commit::new(Key::new(format!("start of sub-{number}")).unwrap());
    commit.appends.push(Append {
        subscription: sub(number),
        expected: Version::NEW,
        records: events.into_iter().map(Record::Event).collect(),
    });
    commit
}

/// A desk at 31.00 EUR a month from 1 January 2025.
pub(crate) fn start_monthly(ledger: &impl Ledger, number: u32) {
    let commit = start(number, "2025-01-01", contract(number), desk(31, Cadence::MONTHLY));
    ledger.commit(&commit).unwrap();
}

/// Records one event more.
pub(crate) fn record(ledger: &impl Ledger, number: u32, event: Event) {
    let expected = stream(ledger, number).version;
    let mut commit = Commit::new(Key::new(format!("{expected} of sub-{number}")).unwrap());
    let records = vec![Record::Event(event)];
    commit.appends.push(Append { subscription: sub(number), expected, records });
    ledger.commit(&commit).unwrap();
}

pub(crate) fn stream(ledger: &impl Ledger, number: u32) -> Stream {
    ledger.streams(&[sub(number)]).unwrap().remove(0)
}

/// What bills a subscription up to a day: the posting, its documents, a message for each.
pub(crate) fn billing(stream: Stream, as_of: &str) -> Commit {
    let account = stream.account().unwrap();
    let subscription = account.history.subscription();
    let billed = tacite::bill(&account.history, &account.books, on(as_of)).unwrap();
    let mut commit = Commit::new(Key::new(format!("{as_of} of {subscription}")).unwrap());
    let posted = Posted { posting: billed.posting, next_on: billed.next_on };
    commit.appends.push(Append {
        subscription,
        expected: account.version,
        records: vec![Record::Posted(posted)],
    });
    for document in billed.documents {
        let body = Text::from(document.key().as_str());
        commit.outbox.push(Message { topic: Text::from("issued"), body });
        let content = Content::Billed(Box::new(Draft::of(document)), None);
        commit.documents.push(NewDocument { series: series(), content });
    }
    commit
}

/// Has the documents of a commit numbered by a series of their own.
pub(crate) fn in_series_of(number: u32, mut commit: Commit) -> Commit {
    for document in &mut commit.documents {
        document.series.id.name = Text::from(format!("invoices of {number}").as_str());
    }
    commit
}

/// Bills a subscription, again if another one wrote meanwhile.
pub(crate) fn bill(ledger: &impl Ledger, number: u32, as_of: &str) -> Committed {
    loop {
        match ledger.commit(&billing(stream(ledger, number), as_of)) {
            Err(LedgerError::Conflict { .. }) => {}
            answer => return answer.unwrap(),
        }
    }
}

/// The numbers of all documents, in the order of their commits.
pub(crate) fn numbers(ledger: &impl Ledger) -> Vec<String> {
    let documents = ledger.documents(tacite_store::Position(0), usize::MAX).unwrap();
    documents.iter().map(|document| document.number.to_string()).collect()
}

/// F2025-0001 and so many after it.
pub(crate) fn gapless(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("F2025-{number:04}")).collect()
}
