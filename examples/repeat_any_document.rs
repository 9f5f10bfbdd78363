//! Lesson: the calendar alone repeats any kind of document (CAL-9, 2.39): here a purchase order at
//! each month end, paid on a TARGET2 business day. There is no subscription and no billing in it.
//!
//! `cargo run --example repeat_any_document`

use std::error::Error;
use std::io::{self, Write};

use chrono::NaiveDate;
use tacite::calendar::{
    Anchor, Cadence, Convention, Grid, HolidayCalendar, Overflow, Period, Rule, occurrences,
};

/// Whatever is to be repeated: the calendar only hands it back.
struct PurchaseOrder {
    supplier: &'static str,
    kilograms: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    lesson(&mut io::stdout().lock())
}

pub(crate) fn lesson(out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let date = |text: &str| text.parse::<NaiveDate>().map_err(|error| error.to_string());
    let grid = Grid::new(Cadence::MONTHLY, Anchor::Start, Overflow::Backward, date("2025-01-31")?)?;
    let order = PurchaseOrder { supplier: "Torréfaction du Port", kilograms: 25 };
    let rule = Rule::new(grid, order).times(24);
    let spring = Period::new(date("2025-02-01")?, date("2025-07-01")?)?;
    for occurrence in occurrences(&rule, spring) {
        let occurrence = occurrence?;
        let PurchaseOrder { supplier, kilograms } = occurrence.payload;
        let number = occurrence.index + 1;
        let paid_on = HolidayCalendar::Target2.adjust(occurrence.on, Convention::Following)?;
        writeln!(
            out,
            "{} order {number} of 24: {kilograms} kg from {supplier}, paid on {paid_on}",
            occurrence.on,
        )?;
    }
    Ok(())
}
