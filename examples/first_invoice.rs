//! Lesson: the first invoice. Three seats from 31 January, billed on that day and a month later.
//!
//! `cargo run --example first_invoice`

use std::error::Error;
use std::io::{self, Write};

use chrono::NaiveDate;
use tacite::calendar::Cadence;
use tacite::contract::{
    Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::{Currency, Percent, Quantity, UnitPrice};
use tacite::{bill, books::Books};
use tacite_formats::text::{self, Language};

fn main() -> Result<(), Box<dyn Error>> {
    lesson(&mut io::stdout().lock())
}

pub(crate) fn lesson(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let start = NaiveDate::from_ymd_opt(2025, 1, 31).ok_or("no such day")?;
    let contract = Contract::new("Team plan", CustomerId::new("cust-7")?, Currency::EUR);
    let price = Price::PerUnit(UnitPrice::whole(12));
    let monthly = Recurrence::every(Cadence::MONTHLY);
    let seats = Item::recurring("Seats", price, Tax::standard(Percent::whole(20)), monthly)
        .times(Quantity::whole(3));
    let started = EventKind::Started { contract };
    let added = EventKind::ItemAdded { id: ItemId::new("seats")?, item: seats };
    let event = |sequence, kind| Event { sequence, recorded_on: start, effective_on: start, kind };
    let events = [event(1, started), event(2, added)];
    let history = History::of(SubscriptionId::new("sub-1")?, events)?;

    let mut books = Books::new();
    let mut today = Some(start);
    for _ in 0..2 {
        let Some(as_of) = today else { break };
        let billing = bill(&history, &books, as_of)?;
        for document in &billing.documents {
            write!(out, "{}", text::document(document, Language::English))?;
        }
        today = billing.next_on;
        // From here on the documents count as issued: billing again gives nothing.
        books.post(billing.posting)?;
    }
    if let Some(next_on) = today {
        writeln!(out, "Next due: {}", text::date(next_on, Language::English))?;
    }
    Ok(())
}
