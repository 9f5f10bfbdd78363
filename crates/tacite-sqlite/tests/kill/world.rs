//! Generated subscriptions: what is told of them on which night, the same every time.

use std::error::Error;

use chrono::{Days, NaiveDate};
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax, Text,
};
use tacite::history::{Event, EventKind};
use tacite::issuing::NumberFormat;
use tacite::money::{Currency, Percent, Quantity, UnitPrice};
use tacite_store::{Series, SeriesId};

/// The first night, on which all subscriptions are told of.
pub(crate) const FIRST: NaiveDate = day(1, 1);
/// The night on which each third one changes its quantity.
pub(crate) const CHANGED: NaiveDate = day(1, 31);
/// The last night.
pub(crate) const LAST: NaiveDate = day(2, 28);

const fn day(month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(2025, month, day) {
        Some(date) => date,
        None => NaiveDate::MIN,
    }
}

/// The series of all documents.
pub(crate) fn series() -> Series {
    let id = SeriesId { issuer: Text::from("Bureaux Partagés"), name: Text::from("F") };
    let format = NumberFormat::yearly("F", 6);
    Series { id, format }
}

/// The id of a subscription, counted from 0.
pub(crate) fn subscription(number: usize) -> Result<SubscriptionId, Box<dyn Error>> {
    Ok(SubscriptionId::new(&format!("sub-{number:06}"))?)
}

/// What is told of a subscription on a night.
pub(crate) fn told(number: usize, night: NaiveDate) -> Result<Vec<Event>, Box<dyn Error>> {
    let id = ItemId::new("seats")?;
    if night == CHANGED && number.is_multiple_of(3) {
        // Ten days ago: there is something to correct.
        let since = night - Days::new(10);
        let quantity = Quantity::whole(9);
        let mut change = Event::on(since, 3, EventKind::QuantityChanged { id, quantity });
        change.recorded_on = night;
        return Ok(vec![change]);
    }
    if night != FIRST {
        return Ok(Vec::new());
    }
    // One to three subscriptions a customer, months that begin on each day from 1 to 28 January.
    let customer = CustomerId::new(&format!("cust-{:06}", number - number % 7 % 3))?;
    let start = FIRST + Days::new(number as u64 * 11 % 28);
    let contract = Contract::new("Seats", customer, Currency::EUR);
    let cents = u32::try_from(number % 50)? + 10;
    let price = Price::PerUnit(UnitPrice::whole(cents));
    let tax = Tax::standard(Percent::whole(20));
    let item = Item::recurring("Seats", price, tax, Recurrence::every(Cadence::MONTHLY))
        .times(Quantity::whole(u32::try_from(number % 5)? + 1));
    let mut events = vec![
        Event::on(start, 1, EventKind::Started { contract }),
        Event::on(start, 2, EventKind::ItemAdded { id, item }),
    ];
    for event in &mut events {
        event.recorded_on = night;
    }
    Ok(events)
}
