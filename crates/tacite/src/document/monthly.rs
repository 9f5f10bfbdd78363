//! What a recurring line is worth a month: what its terms make its whole reference period cost, excluding
//! tax, divided by the months of the period (CHG-6, MON-2).
//!
//! 50.00 a month from 11 January: the line charges 21/31, 33.87, and is worth 50.00 a month. 1,200.00 a
//! year is worth 100.00 a month; what a credit takes back, −100.00.
//!
//! What it charges is decided by [`crate::charge`]; which lines are added up, and for which month, by who
//! asks.

use super::Line;
use crate::calendar::WholeMonths;
use crate::charge::{Share, charge};
use crate::contract::PriceMode;
use crate::money::{Amount, MoneyError, power_of_ten, product};
use crate::schedule::Reference;

/// A week is worth 52 twelfths of itself a month (4.16): twelve months have 364 days.
const DAYS_OF_52_WEEKS: i128 = 364;
const MONTHS_OF_52_WEEKS: i128 = 12;

impl Line {
    /// Returns what the line is worth a month, rounded once, as its terms round; none for what does
    /// not recur.
    ///
    /// A period that is no whole number of months counts its days, of which a month has 364/12: a week
    /// counts 52/12, four weeks 13/12. A line that takes back is worth as much below 0.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] if the amount does not fit, which that of a run does.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use tacite::books::Books;
    /// use tacite::calendar::Cadence;
    /// use tacite::contract::*;
    /// use tacite::history::{Event, EventKind, History};
    /// use tacite::money::{Amount, Currency, UnitPrice};
    ///
    /// let on = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
    /// let contract = Contract::new("Domain", CustomerId::new("cust-7")?, Currency::EUR);
    /// let price = Price::Flat(UnitPrice::whole(30));
    /// let item = Item::recurring("Domain", price, Tax::NONE, Recurrence::every(Cadence::YEARLY));
    /// let id = ItemId::new("domain")?;
    /// let history = History::of(
    ///     SubscriptionId::new("sub-1")?,
    ///     [
    ///         Event::on(on, 1, EventKind::Started { contract }),
    ///         Event::on(on, 2, EventKind::ItemAdded { id, item }),
    ///     ],
    /// )?;
    /// let billing = tacite::bill(&history, &Books::new(), on)?;
    /// let line = &billing.documents[0].lines[0];
    /// assert_eq!(line.net, Amount::new(30_00, Currency::EUR));
    /// assert_eq!(line.monthly()?, Some(Amount::new(2_50, Currency::EUR)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn monthly(&self) -> Result<Option<Amount>, MoneyError> {
        let Reference::Period(period) = self.period else { return Ok(None) };
        let Some(all) = Share::new(1, 1) else { return Ok(None) };
        let currency = self.net.currency();
        let whole = i128::from(charge(&self.terms, all, currency.exponent())?.net);
        let takes_back =
            if self.net.is_zero() { self.is_credit() } else { self.net.minor().is_negative() };
        let sign = if takes_back { -1 } else { 1 };
        let (times, by) = match WholeMonths::of(period) {
            Some(months) => (1, i128::from(months.count())),
            None => (DAYS_OF_52_WEEKS, MONTHS_OF_52_WEEKS * i128::from(period.days())),
        };
        let (untaxed, taxed) = match self.terms.prices {
            PriceMode::ExcludingTax => (1, 1),
            PriceMode::IncludingTax => {
                let rate = self.terms.tax.rate;
                let hundred = power_of_ten(rate.scale() + 2).ok_or(MoneyError::OutOfRange)?;
                (hundred, hundred + rate.mantissa())
            }
        };
        let numerator = [sign, times, untaxed].into_iter().try_fold(whole, product);
        let numerator = numerator.ok_or(MoneyError::OutOfRange)?;
        let denominator = product(by, taxed).ok_or(MoneyError::OutOfRange)?;
        let monthly = self.terms.rounding.divide(numerator, denominator);
        Amount::from_minor_wide(monthly, currency).map(Some)
    }
}
