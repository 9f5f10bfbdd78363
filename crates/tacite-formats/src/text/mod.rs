//! Documents and schedules printed for people, in English and in French (INV-13, EXP-1).
//!
//! Seats, 3 × 12.00 EUR, from 31 January up to and excluding 28 February 2025, are printed as
//! `31 Jan – 27 Feb 2025` or `du 31/01/2025 au 27/02/2025`: a last day is inclusive on paper and
//! nowhere else (CAL-1).
//!
//! What a line costs and when it falls due is decided before: it is read from the [`Document`] and
//! the [`Instalment`]s. Which column a text stands in is decided in `columns`, how an amount is made
//! up in `calculation`, how a line is explained in `derivation`, a missing one in `absence`, how a number reads in `numbers`, a date in `dates`, a word in `words`.

mod absence;
mod calculation;
mod columns;
mod dates;
mod derivation;
mod document;
mod invoice;
mod numbers;
mod price;
mod reasons;
mod schedule;
mod share;
mod words;

use std::fmt;

use chrono::NaiveDate;
use tacite::document::{CorrectedDocument, Document, Line};
use tacite::explain::{Absence, Derivation};
use tacite::issuing::NumberedDocument;
use tacite::money::Amount;
use tacite::query::Instalment;

/// A language that documents are printed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// `31 Jan 2025`, `1,234.50`, `VAT 20 %`.
    #[default]
    English,
    /// `31/01/2025`, `1 234,50`, `TVA 20 %`.
    French,
}

/// Prints a document: its kind, date and customer, the date of the invoice that it corrects if it
/// corrects one, each line with the dates served and its calculation, tax by rate, totals, and what
/// is to be paid when.
///
/// The calculation of a line is `quantity × unit price`, then `× 40 %` at a reduced price, then
/// `× days/days of the period` unless it is the whole period, then a rounding part and an allowance
/// if there are any; a credit begins with a minus. What is printed there gives the amount at the end
/// of the line. The dates are those of the service: the days that a `Full` stub adds outside it are
/// charged, but not printed.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::{bill, books::Books, calendar::Cadence, contract::*, money::*};
/// use tacite::history::{Event, EventKind, History};
/// use tacite_formats::text::{self, Language};
///
/// let start = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
/// let contract = Contract::new("Seats", CustomerId::new("cust-7")?, Currency::EUR);
/// let price = Price::PerUnit(UnitPrice::whole(12));
/// let monthly = Recurrence::every(Cadence::MONTHLY);
/// let seats = Item::recurring("Seats", price, Tax::standard(Percent::whole(20)), monthly)
///     .times(Quantity::whole(3));
/// let event = |sequence, kind| Event { sequence, recorded_on: start, effective_on: start, kind };
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         event(1, EventKind::Started { contract }),
///         event(2, EventKind::ItemAdded { id: ItemId::new("seats")?, item: seats }),
///     ],
/// )?;
/// let billing = bill(&history, &Books::new(), start)?;
/// assert_eq!(
///     text::document(&billing.documents[0], Language::English).to_string(),
///     "\
/// Invoice of 31 Jan 2025 · customer cust-7 · EUR
///   Seats  31 Jan – 27 Feb 2025  3 × 12.00  36.00
///                                      Net  36.00
///                        VAT 20 % on 36.00   7.20
///                                    Total  43.20
///                          Due 31 Jan 2025  43.20
/// ",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn document(document: &Document, language: Language) -> impl fmt::Display {
    document::Printed { document, language }
}

/// Prints an issued document in full, as it is sent: title and number, seller and customer with their
/// numbers, the period, references, a row for each line, a total for each rate, why no tax is charged
/// where none is, what is to be paid when, by which means, and the notes that the law wants.
///
/// `docs/rules/issuing.md` has one. Amounts and dates are those of the document; a credit note says
/// what is to be refunded in words, not by a sign, and names what it corrects by number.
pub fn invoice(issued: &NumberedDocument, language: Language) -> impl fmt::Display {
    invoice::Printed { issued, language }
}

/// Prints a schedule: each instalment with the day on which it falls due, its number, its item, the
/// dates served, what it costs excluding tax, and its state (INV-13).
pub fn schedule(instalments: &[Instalment], language: Language) -> impl fmt::Display {
    schedule::Printed { instalments, language }
}

/// Prints how a line comes to its amount, in lines that can be checked by hand: the price and the event
/// that says it, the share, the exact value, what rounding makes of it, why it is due; for a credit, the
/// line and the document that it corrects, and why (EXP-1).
///
/// The label and the keys are those of the line, `corrects` is what its document corrects; every
/// amount comes of the derivation.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::{bill, books::Books, calendar::Cadence, contract::*, explain, money::*};
/// use tacite::history::{Event, EventKind, History};
/// use tacite_formats::text::{self, Explained, Language};
///
/// let start = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
/// let contract = Contract::new("Seats", CustomerId::new("cust-7")?, Currency::EUR);
/// let price = Price::PerUnit(UnitPrice::whole(12));
/// let monthly = Recurrence::every(Cadence::MONTHLY);
/// let seats = Item::recurring("Seats", price, Tax::standard(Percent::whole(20)), monthly)
///     .times(Quantity::whole(3));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(start, 1, EventKind::Started { contract }),
///         Event::on(start, 2, EventKind::ItemAdded { id: ItemId::new("seats")?, item: seats }),
///     ],
/// )?;
/// let billing = bill(&history, &Books::new(), start)?;
/// let line = billing.documents[0].lines.first();
/// let derivation = explain::explain(&history, line)?;
/// let explained = Explained { derivation: &derivation, line, corrects: None };
/// assert_eq!(
///     text::derivation(explained, Language::English).to_string(),
///     "\
/// Seats, 31 Jan – 27 Feb 2025
///   Price     12.00: the item as added (event 2 of 31 Jan 2025)
///   Quantity  3 (event 2 of 31 Jan 2025)
///   Share     the whole of 31 Jan – 27 Feb 2025
///   Exact     3 × 12.00 = 36.00
///   Net       36.00 EUR
///   Tax       VAT 20 % (event 2 of 31 Jan 2025)
///   Customer  cust-7 (event 1 of 31 Jan 2025)
///   Due       31 Jan 2025: the billing period begins, billed in advance
///   Rules     MON-2, HIS-1, CHG-6, INV-2
/// ",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn derivation(explained: Explained<'_>, language: Language) -> impl fmt::Display {
    derivation::Printed { explained, language }
}

/// A line, how it comes to its amount, and the document that it corrects.
#[derive(Clone, Copy, Debug)]
pub struct Explained<'e> {
    /// How.
    pub derivation: &'e Derivation,
    /// The line.
    pub line: &'e Line,
    /// What the document of the line corrects, if it is a credit note.
    pub corrects: Option<&'e CorrectedDocument>,
}

/// Prints in a sentence or two why an item has no charge for a date, or at which terms it has one
/// (EXP-2).
pub fn absence(absence: &Absence, language: Language) -> impl fmt::Display {
    absence::Printed { absence, language }
}

/// Prints an amount with its currency's decimals, digits grouped by three, without the currency.
///
/// ```
/// use tacite::money::{Amount, Currency};
/// use tacite_formats::text::{self, Language};
///
/// let amount = Amount::new(-123_450, Currency::EUR);
/// assert_eq!(text::amount(amount, Language::English).to_string(), "−1,234.50");
/// assert_eq!(text::amount(amount, Language::French).to_string(), "−1\u{202f}234,50");
/// ```
pub fn amount(amount: Amount, language: Language) -> impl fmt::Display {
    numbers::amount(amount, language)
}

/// Prints a date.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite_formats::text::{self, Language};
///
/// let date = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
/// assert_eq!(text::date(date, Language::English).to_string(), "31 Jan 2025");
/// assert_eq!(text::date(date, Language::French).to_string(), "31/01/2025");
/// ```
pub fn date(date: NaiveDate, language: Language) -> impl fmt::Display {
    dates::date(date, language)
}
