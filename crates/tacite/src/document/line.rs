//! A line says what was charged, for which days, at which terms, and why it costs that (CHG-10).
//!
//! Seats, 3 × 12.00 EUR, days 1 to 14 of `[2025-01-01, 2025-02-01)`, 14/31: 16.26 EUR, due on
//! 1 January, is a line.
//!
//! Which lines share a document is decided by [`super::grouping`].

use alloc::string::String;
use core::fmt::{self, Write};

use chrono::NaiveDate;

use super::identity::{Escaped, terms_digest};
use crate::calendar::{CalendarError, Period};
use crate::charge::Share;
use crate::contract::{ItemId, SubscriptionId, Supply, Text};
use crate::money::Amount;
use crate::schedule::{DaySet, Reference};
use crate::timeline::Terms;

/// A line of a document (CHG-10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The subscription that it is charged for.
    pub subscription: SubscriptionId,
    /// The item that it is charged for.
    pub item: ItemId,
    /// What the customer reads.
    pub label: Text,
    /// The customer's reference on the document's date.
    pub reference: Option<Text>,
    /// Goods or services.
    pub supply: Supply,
    /// What its days count in: the reference period.
    pub period: Reference,
    /// The days of service of its billing period.
    pub billing: Period,
    /// The days charged, as numbers in the reference period.
    pub days: DaySet,
    /// The days charged, of the days of the reference period.
    pub share: Share,
    /// What they are charged at.
    pub terms: Terms,
    /// When it fell due (CHG-8).
    pub due_on: NaiveDate,
    /// Before the allowance, excluding tax.
    pub gross: Amount,
    /// What is taken off.
    pub allowance: Amount,
    /// After the allowance, excluding tax.
    pub net: Amount,
    /// By how much `net` differs from what its days alone would cost (INV-6).
    pub rounding: Amount,
    /// Counts the lines of one item, reference period and terms, from 1.
    pub ordinal: u32,
}

impl Line {
    /// Returns the dates charged: one period for each run of days, the one-off's day for a one-off.
    ///
    /// Dates before the start or after the end stand for the days that a `Full` stub adds.
    ///
    /// # Errors
    /// [`CalendarError::OutOfRange`] if a line made by hand has days outside the calendar.
    pub fn served(&self) -> impl Iterator<Item = Result<Period, CalendarError>> + '_ {
        let first = match self.period {
            Reference::Once => self.billing.start_day(),
            Reference::Period(period) => period.start_day(),
        };
        self.days.ranges().map(move |range| {
            let day = |number: u32| first.plus_days(i64::from(number) - 1);
            Period::from_days(day(range.start())?, day(range.end())?)
        })
    }

    /// Returns the identity of the line, fit as an idempotency key (INV-11): subscription, item,
    /// reference period, terms, sign and ordinal; never the day of the run.
    pub fn key(&self) -> String {
        let mut key = String::new();
        // Writing to a string can't fail.
        let _infallible = self.write_key(&mut key);
        key
    }

    fn write_key(&self, key: &mut String) -> fmt::Result {
        let (subscription, item) = (self.subscription.as_str(), self.item.as_str());
        write!(key, "{}/{}/", Escaped(subscription), Escaped(item))?;
        match self.period {
            Reference::Once => write!(key, "once")?,
            Reference::Period(period) => write!(key, "{}..{}", period.start(), period.end())?,
        }
        write!(key, "/{:016x}/+/{}", terms_digest(&self.terms), self.ordinal)
    }
}
