//! Lines and schedules as CSV: what the columns say is what the documents say.

use chrono::NaiveDate;
use tacite::bill;
use tacite::books::Books;
use tacite::calendar::{Cadence, Period};
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, Percent, UnitPrice};
use tacite::query::instalments;
use tacite_formats::csv;

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, month, day).unwrap()
}

/// A label that a spreadsheet would run, and a price that changes after it was billed.
fn history() -> History {
    let contract = Contract::new("Team", CustomerId::new("cust-7").unwrap(), Currency::EUR);
    let price = Price::PerUnit(UnitPrice::whole(12));
    let tax = Tax::standard(Percent::whole(20));
    let item = Item::recurring("=1+1, \"seats\"", price, tax, Recurrence::every(Cadence::MONTHLY));
    let id = ItemId::new("seats").unwrap();
    History::of(
        SubscriptionId::new("sub-1").unwrap(),
        [
            Event::on(date(1, 31), 1, EventKind::Started { contract }),
            Event::on(date(1, 31), 2, EventKind::ItemAdded { id, item }),
            Event {
                sequence: 3,
                recorded_on: date(2, 10),
                effective_on: date(2, 14),
                kind: EventKind::PriceChanged { id, price: UnitPrice::whole(10).into() },
            },
        ],
    )
    .unwrap()
}

#[test]
fn lines_are_rows() {
    let history = history();
    let mut books = Books::new();
    let mut documents = Vec::new();
    for (known, as_of) in [(2, date(1, 31)), (3, date(2, 14))] {
        let billing = bill(&history.until_sequence(known), &books, as_of).unwrap();
        books.post(billing.posting).unwrap();
        documents.extend(billing.documents);
    }
    insta::assert_snapshot!(csv::lines(&documents).replace("\r\n", "\n"));
    let range = Period::new(date(1, 1), date(5, 1)).unwrap();
    let schedule = instalments(&history, &books, range, date(2, 14)).unwrap();
    insta::assert_snapshot!(csv::schedule(&schedule).replace("\r\n", "\n"));
}
