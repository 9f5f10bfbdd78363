//! A subscription of 31.00 EUR a month from 1 January 2025, billed night by night.

use chrono::NaiveDate;
use tacite::bill;
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax, Text,
};
use tacite::history::{Event, EventKind};
use tacite::issuing::{Draft, NumberFormat};
use tacite::money::{Currency, Percent, UnitPrice};
use tacite::party::{
    Address, Country, CreditorId, Customer, Iban, Mandate, MandateReference, Party, Scheme, Seller,
    Sequence,
};
use tacite_store::{
    Append, Commit, Content, Key, Ledger, LedgerExt, Message, NewDocument, Parties, Posted, Record,
    Series, SeriesId,
};

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

pub(crate) fn sub() -> SubscriptionId {
    SubscriptionId::new("sub-1").unwrap()
}

pub(crate) fn customer() -> CustomerId {
    CustomerId::new("cust-7").unwrap()
}

pub(crate) fn key(name: &str) -> Key {
    Key::new(name).unwrap()
}

pub(crate) fn item() -> ItemId {
    ItemId::new("desk").unwrap()
}

pub(crate) fn started() -> Vec<Event> {
    let contract = Contract::new("Desk", customer(), Currency::EUR);
    let price = Price::Flat(UnitPrice::whole(31));
    let vat = Tax::standard(Percent::whole(20));
    let desk = Item::recurring("Desk", price, vat, Recurrence::every(Cadence::MONTHLY));
    vec![
        Event::on(day(1, 1), 1, EventKind::Started { contract }),
        Event::on(day(1, 1), 2, EventKind::ItemAdded { id: item(), item: desk }),
    ]
}

pub(crate) fn series() -> Series {
    let format = NumberFormat::yearly("F", 4);
    let id = SeriesId { issuer: Text::from("Bureaux Partagés"), name: Text::from("invoices") };
    Series { id, format }
}

pub(crate) fn parties() -> Parties {
    let address = |street: &str| Address {
        lines: vec![Text::from(street)],
        post_code: Some(Text::from("69002")),
        city: Text::from("Lyon"),
        country: Country::FRANCE,
    };
    let seller = Seller::new(Party::new("Bureaux Partagés SAS", address("1 rue Mercière")));
    let party = Party::new("Durand", address("3 place Bellecour"));
    Parties { seller, customer: Customer::new(customer(), party), mandate: None }
}

pub(crate) fn mandate() -> Mandate {
    Mandate {
        reference: MandateReference::new("RUM-7").unwrap(),
        signed_on: day(1, 1),
        sequence: Sequence::First,
        scheme: Scheme::Core,
        creditor: CreditorId::new("FR72 ZZZ 123456").unwrap(),
        debtor: Iban::new("FR76 3000 6000 0112 3456 7890 189").unwrap(),
        last_collected_on: None,
    }
}

/// What a night's run commits.
pub(crate) fn night(ledger: &impl Ledger, name: &str, as_of: NaiveDate) -> Commit {
    let account = ledger.stream(sub()).unwrap().account().unwrap();
    let billing = bill(&account.history, &account.books, as_of).unwrap();
    let posted = Posted { posting: billing.posting, next_on: billing.next_on };
    let mut commit = Commit::new(key(name));
    let (expected, records) = (account.version, vec![Record::Posted(posted)]);
    commit.appends.push(Append { subscription: sub(), expected, records });
    for document in billing.documents {
        let (topic, body) = (Text::from("issued"), Text::from(document.key().as_str()));
        commit.outbox.push(Message { topic, body });
        let content = Content::Billed(Box::new(Draft::of(document)), Some(Box::new(parties())));
        commit.documents.push(NewDocument { series: series(), content });
    }
    commit
}
