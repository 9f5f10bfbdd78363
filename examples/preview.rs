//! Lesson: a preview is billing without posting (L10). What would two more seats from 15 March
//! cost? The same history is billed with them and without; nothing has happened.
//!
//! `cargo run --example preview`

use std::error::Error;
use std::io::{self, Write};

use chrono::NaiveDate;
use tacite::bill;
use tacite::books::Books;
use tacite::contract::ItemId;
use tacite::history::{Event, EventKind};
use tacite::money::Quantity;
use tacite::query::{CustomerChange, PreviewRange, preview};
use tacite_formats::events::read_events;
use tacite_formats::text::{self, Language};

const EVENTS: &str = r#"{"format":"tacite-events","version":1,"subscription":"team"}
{"sequence":1,"recorded_on":"2025-01-31","event":{"started":{"contract":{"label":"Team plan","customer":"cust-7","currency":"EUR"}}}}
{"sequence":2,"recorded_on":"2025-01-31","event":{"item-added":{"id":"seats","item":{"label":"Seats","price":{"per-unit":"12.00"},"quantity":"3","tax":{"category":"standard","rate":"20"},"schedule":{"every":"1 month"}}}}}
"#;

fn main() -> Result<(), Box<dyn Error>> {
    lesson(&mut io::stdout().lock())
}

pub(crate) fn lesson(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let date = |text: &str| text.parse::<NaiveDate>().map_err(|error| error.to_string());
    let history = read_events("team.jsonl", EVENTS)?.history;
    let mut books = Books::new();
    let february = bill(&history, &books, date("2025-02-20")?)?;
    books.post(february.posting)?;

    let two_more = Event {
        sequence: 3,
        recorded_on: date("2025-02-20")?,
        effective_on: date("2025-03-15")?,
        kind: EventKind::QuantityChanged {
            id: ItemId::new("seats")?,
            quantity: Quantity::whole(5),
        },
    };
    let range = PreviewRange { asked_on: date("2025-02-20")?, until: date("2025-03-31")? };
    let preview = preview(&history, &books, [two_more], range)?;
    for (title, outlook) in [("As it is", preview.without), ("With two more seats", preview.with)] {
        writeln!(out, "{title}, up to 31 March:")?;
        for document in outlook.now.iter().chain(&outlook.later) {
            write!(out, "{}", text::document(document, Language::English))?;
        }
        writeln!(out)?;
    }
    for CustomerChange { customer, net, total, .. } in preview.difference.later {
        writeln!(out, "{customer} is asked for {net} more, {total} with tax")?;
    }
    writeln!(out, "Postings in the books: {}", books.version())?;
    Ok(())
}
