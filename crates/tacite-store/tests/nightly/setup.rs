//! What the tests of the job have in common: a seller's series, contracts of a fee a month, a ledger with
//! them.

use chrono::NaiveDate;
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax, Text,
};
use tacite::history::{Event, EventKind};
use tacite::issuing::{NumberFormat, NumberedOn, check_sequence};
use tacite::money::{Currency, Percent, UnitPrice};
use tacite_store::nightly::OneSeries;
use tacite_store::{
    Append, Commit, Key, Ledger, LedgerDocument, LedgerError, Position, Record, Series, SeriesId,
    Version,
};

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(crate) fn series(name: &str) -> Series {
    let id = SeriesId { issuer: Text::from("Bureaux Partagés"), name: Text::from(name) };
    let format = NumberFormat::yearly(name, 4);
    Series { id, format }
}

pub(crate) fn one_series() -> OneSeries {
    OneSeries(series("F"))
}

pub(crate) fn subscription(number: usize) -> SubscriptionId {
    SubscriptionId::new(&format!("sub-{number:05}")).unwrap()
}

/// A contract of 10.00 a month and 20 % of tax from a day on, told on that day.
pub(crate) fn fee_a_month(customer: &str, start: NaiveDate) -> Vec<Event> {
    let customer = CustomerId::new(customer).unwrap();
    let contract = Contract::new("Fee", customer, Currency::EUR);
    let price = Price::Flat(UnitPrice::whole(10));
    let tax = Tax::standard(Percent::whole(20));
    let item = Item::recurring("Fee", price, tax, Recurrence::every(Cadence::MONTHLY));
    let id = ItemId::new("fee").unwrap();
    vec![
        Event::on(start, 1, EventKind::Started { contract }),
        Event::on(start, 2, EventKind::ItemAdded { id, item }),
    ]
}

/// Appends events to the end of a stream.
pub(crate) fn record(
    ledger: &dyn Ledger,
    subscription: SubscriptionId,
    events: Vec<Event>,
) -> Result<(), LedgerError> {
    let expected = ledger.streams(&[subscription])?[0].version;
    let newest = events.last().map_or(0, |event| event.sequence);
    let mut commit = Commit::new(Key::new(format!("events/{subscription}/{newest}")).unwrap());
    let records = events.into_iter().map(Record::Event).collect();
    commit.appends.push(Append { subscription, expected, records });
    ledger.commit(&commit).map(|_| ())
}

/// Records so many contracts of 10.00 a month from a day on, `each` of one customer.
pub(crate) fn record_fees(ledger: &dyn Ledger, count: usize, (each, start): (usize, NaiveDate)) {
    let appends = (0..count).map(|number| Append {
        subscription: subscription(number),
        expected: Version::NEW,
        records: fee_a_month(&format!("cust-{:05}", number / each), start)
            .into_iter()
            .map(Record::Event)
            .collect(),
    });
    let mut commit = Commit::new(Key::new("fees").unwrap());
    commit.appends = appends.collect();
    ledger.commit(&commit).unwrap();
}

/// All documents, read in pages of 7.
pub(crate) fn documents(ledger: &dyn Ledger) -> Vec<LedgerDocument> {
    let mut documents: Vec<LedgerDocument> = Vec::new();
    loop {
        let after = documents.last().map_or(Position(0), |document| document.position);
        let page = ledger.documents(after, 7).unwrap();
        if page.is_empty() {
            return documents;
        }
        documents.extend(page);
    }
}

/// Documents as "F2025-0001 2025-01-31 12.00 EUR: sub-00001 sub-00002".
pub(crate) fn printed(documents: &[LedgerDocument]) -> Vec<String> {
    let print = |document: &LedgerDocument| {
        let tacite_store::Content::Billed(draft, _) = &document.content else {
            return format!("{} by hand", document.number);
        };
        let billed = draft.document();
        let lines = billed.lines.iter().map(|line| line.subscription.to_string());
        let lines: Vec<String> = lines.collect();
        format!("{} {} {}: {}", document.number, billed.dated_on, billed.total, lines.join(" "))
    };
    documents.iter().map(print).collect()
}

/// The numbers of each series are without gaps or doubles, and their dates never go back.
pub(crate) fn check_numbers(documents: &[LedgerDocument]) {
    for name in ["F", "A"] {
        let series = series(name);
        let of_series = documents.iter().filter(|document| document.series == series.id);
        let given: Vec<NumberedOn> = of_series
            .map(|document| NumberedOn {
                number: document.number.clone(),
                dated_on: document.content.dated_on(),
            })
            .collect();
        assert_eq!(check_sequence(&series.format, &given), []);
        let first = given.first().map(|one| one.number.as_str()[6..].to_owned());
        assert!(first.is_none_or(|first| first == "0001"));
    }
}
