//! Policies are values of the contract, never global switches.
//!
//! A contract that sends on Mondays, settles changes on the day they take effect and hides zero
//! lines says so in its [`BillingPolicy`].
//!
//! How they are applied is decided by [`crate::schedule`] (triggers), [`crate::books`] (due dates)
//! and [`crate::document`] (grouping).

use alloc::sync::Arc;

use chrono::Weekday;

use super::{GroupingKey, Text};
use crate::calendar::{CalendarError, Convention, Day, DayOfMonth, HolidayCalendar};
use crate::money::Percent;

/// How a contract is billed; the default is the first choice of every policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BillingPolicy {
    /// When a change falls due (CHG-8).
    pub due: DuePolicy,
    /// How a run that is late groups what it missed (INV-3).
    pub catch_up: CatchUp,
    /// Which document dates share a document (INV-4).
    pub window: GroupingWindow,
    /// Keeps lines apart from others of the same customer (INV-4).
    pub grouping_key: Option<GroupingKey>,
    /// Whether lines of 0 are printed (INV-4).
    pub zero_lines: ZeroLines,
    /// Whether documents that have nothing but lines of 0 are made (INV-4).
    pub zero_documents: ZeroDocuments,
    /// Where corrections are printed (INV-7).
    pub corrections: CorrectionPolicy,
    /// How the tax of corrections is computed (INV-5).
    pub credit_tax: CreditTax,
    /// What is rounded: the tax of a rate, or that of a line (INV-5).
    pub tax_rounding: TaxRounding,
    /// What is taken off every document as a whole (EN 16931 BG-20).
    pub document_discount: Option<Arc<DocumentDiscount>>,
    /// The least total that an invoice is made for, in minor units of the contract's currency: what
    /// comes to less waits for the next invoice, or for the last one. 0 if any is.
    pub minimum: u32,
    /// Which day's tax a period has (INV-5).
    pub tax_point: TaxPoint,
    /// The day on which documents are sent (INV-2).
    pub sending_day: Option<SendingDay>,
    /// How document and payment dates avoid holidays (CAL-7).
    pub business_days: BusinessDays,
}

/// When what a change adds falls due (CHG-8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DuePolicy {
    /// On the day that it takes effect, but not before the period is due.
    #[default]
    OnEffect,
    /// With the period, whenever in it the change takes effect.
    WithPeriod,
}

/// How a run that is late groups what it missed (INV-3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CatchUp {
    /// One document per due date.
    #[default]
    PerDueDate,
    /// All on one document, dated as the latest of them.
    AllOnOne,
}

/// Which document dates share a document (INV-4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GroupingWindow {
    /// The same day.
    #[default]
    Day,
    /// The same calendar month; the document bears the latest date.
    Month,
}

/// Whether lines of 0 are printed (INV-4). They are in the books either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZeroLines {
    /// Printed.
    #[default]
    Shown,
    /// Left out; a document with no other line is not made.
    Hidden,
}

/// Whether documents that have nothing but lines of 0 are made (INV-4). The lines are in the books
/// either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ZeroDocuments {
    /// They are.
    #[default]
    Shown,
    /// They are not.
    Hidden,
}

/// Where corrections of issued lines are printed (INV-7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CorrectionPolicy {
    /// On a credit note that names the document corrected.
    #[default]
    CreditNote,
    /// On the next invoice of the customer; on a credit note if none will come.
    NextInvoice,
}

/// How the tax of what corrects an issued document is computed (INV-5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CreditTax {
    /// On each document by itself, as on any other.
    #[default]
    PerDocument,
    /// As the tax on what was left of the document corrected, less the tax on what is left then: so
    /// the corrections of a document never add up to more or less than its tax.
    AddsUp,
}

/// What is rounded: the tax of a rate, or that of a line (INV-5).
///
/// Three lines of 31.80 EUR at 21 %: 20.03 per rate, 20.04 per line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxRounding {
    /// Once for each category and rate of a document, as EN 16931 has it.
    #[default]
    PerRate,
    /// Once for each line; the tax of a rate is their sum.
    PerLine,
}

/// What is taken off every document as a whole, invoices and credit notes alike, so that a credit
/// gives back what was paid (EN 16931 BG-20).
///
/// It is taken off the sum of each category and rate, rounded once for each: 10 % of 200.00 at 20 %
/// and of 50.00 at 5.5 % are two allowances, 20.00 and 5.00.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentDiscount {
    /// What the customer reads.
    pub label: Text,
    /// How much of the lines' sum is taken off, in percent.
    pub percent: Percent,
}

/// Which day's tax holds for a billing period, when it changes in the course of it (INV-5).
///
/// It moves what events say of the tax alone; the tax that an item or a plan brings holds on its day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxPoint {
    /// Every day has its own: a change cuts the period in two lines.
    #[default]
    Day,
    /// That of the first day of the period, for all of it.
    PeriodStart,
    /// That of the last day of the period, for all of it.
    PeriodEnd,
}

/// The day of the week or month on which a contract's documents are sent (INV-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SendingDay {
    /// A day of the week.
    Weekday(Weekday),
    /// A day of the month, clamped to the month's length.
    DayOfMonth(DayOfMonth),
}

impl SendingDay {
    /// Returns the first sending day on or after a day.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] past the last representable day.
    pub fn next_on_or_after(self, day: Day) -> Result<Day, CalendarError> {
        match self {
            Self::Weekday(weekday) => {
                let ahead = weekday.days_since(day.weekday());
                day.plus_days(i64::from(ahead))
            }
            Self::DayOfMonth(number) => number.next_on_or_after(day),
        }
    }
}

/// How document and payment dates avoid holidays (CAL-7). Service periods never move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessDays {
    /// Which days are holidays.
    pub holidays: HolidayCalendar,
    /// How the trigger of a document moves (INV-2).
    pub documents: Convention,
    /// How the date on which a payment is due moves (INV-12).
    pub payments: Convention,
}

impl Default for BusinessDays {
    /// No date moves.
    fn default() -> Self {
        Self {
            holidays: HolidayCalendar::WeekendsOnly,
            documents: Convention::Unadjusted,
            payments: Convention::Unadjusted,
        }
    }
}
