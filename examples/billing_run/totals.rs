//! What was billed in all, by month and currency.

use std::collections::BTreeMap;
use std::io::{self, Write};

use chrono::{Datelike, NaiveDate};
use tacite::document::Document;
use tacite::money::{Amount, Currency, MoneyError};
use tacite_formats::text::{self, Language};

/// Sums of documents, by currency and month of their dates.
#[derive(Default)]
pub(crate) struct Totals {
    months: BTreeMap<(Currency, (i32, u32)), Sum>,
}

#[derive(Clone, Copy)]
struct Sum {
    documents: usize,
    net: Amount,
    tax: Amount,
    total: Amount,
}

impl Sum {
    const fn nothing(currency: Currency) -> Self {
        let zero = Amount::zero(currency);
        Self { documents: 0, net: zero, tax: zero, total: zero }
    }

    fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Ok(Self {
            documents: self.documents + other.documents,
            net: self.net.checked_add(other.net)?,
            tax: self.tax.checked_add(other.tax)?,
            total: self.total.checked_add(other.total)?,
        })
    }
}

impl Totals {
    /// Adds a document.
    ///
    /// # Errors
    /// [`MoneyError`] if a sum is too large.
    pub(crate) fn add(&mut self, document: &Document) -> Result<(), MoneyError> {
        let currency = document.currency;
        let key = (currency, month(document.dated_on));
        let sum = self.months.entry(key).or_insert(Sum::nothing(currency));
        *sum = sum.plus(Sum {
            documents: 1,
            net: document.net,
            tax: document.tax,
            total: document.total,
        })?;
        Ok(())
    }

    /// Prints a table for each currency.
    pub(crate) fn print(&self, out: &mut impl Write, language: Language) -> io::Result<()> {
        let (documents, net, tax, total, sum) = match language {
            Language::English => ("Documents", "Net", "Tax", "Total", "Sum"),
            Language::French => ("Documents", "HT", "TVA", "TTC", "Somme"),
        };
        let mut currencies: Vec<Currency> = self.months.keys().map(|(code, _)| *code).collect();
        currencies.dedup();
        for currency in currencies {
            writeln!(out)?;
            writeln!(out, "  {currency}      {documents:>9}  {net:>14}  {tax:>14}  {total:>14}")?;
            let mut all = Some(Sum::nothing(currency));
            let of_currency = self.months.iter().filter(|((code, _), _)| *code == currency);
            for ((_, (year, month)), of_month) in of_currency {
                row(out, &format!("{year:04}-{month:02}"), of_month, language)?;
                all = all.and_then(|all| all.plus(*of_month).ok());
            }
            if let Some(all) = all {
                row(out, sum, &all, language)?;
            }
        }
        Ok(())
    }
}

fn row(out: &mut impl Write, label: &str, sum: &Sum, language: Language) -> io::Result<()> {
    let amount = |amount| text::amount(amount, language).to_string();
    writeln!(
        out,
        "  {label:<7}  {:>9}  {:>14}  {:>14}  {:>14}",
        sum.documents,
        amount(sum.net),
        amount(sum.tax),
        amount(sum.total),
    )
}

fn month(date: NaiveDate) -> (i32, u32) {
    (date.year(), date.month())
}
