//! A printed document lets its reader check every amount: dates, calculation, tax, due dates
//! (CHG-6, CHG-10, INV-5, INV-12).
//!
//! `Seats  28 Feb – 14 Mar 2025  3 × 12.00 × 15/31  17.42` is a line of it.
//!
//! What it contains is decided by [`Document`]; a document that can't be corrected yet is always an
//! invoice.

use std::fmt;

use tacite::contract::{Price, TaxCategory};
use tacite::document::{Document, Line, TaxTotal};
use tacite::money::Amount;

use super::columns::{Row, left, right, write_rows};
use super::{Language, dates, numbers, words};

/// A document and the language to print it in.
pub(super) struct Printed<'d> {
    pub(super) document: &'d Document,
    pub(super) language: Language,
}

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (document, language) = (self.document, self.language);
        writeln!(
            f,
            "{} {} · {} {} · {}",
            words::INVOICE_OF.in_language(language),
            dates::date(document.dated_on, language),
            words::CUSTOMER.in_language(language),
            document.customer,
            document.currency,
        )?;
        let mut rows = Vec::new();
        for line in &document.lines {
            self.line(line, &mut rows);
        }
        let total =
            |label: String, amount| Row::Total { label, amount: numbers::amount(amount, language) };
        rows.push(total(words::NET.in_language(language).to_owned(), document.net));
        for tax in &document.taxes {
            rows.push(total(self.tax(tax), tax.amount));
        }
        rows.push(total(words::TOTAL.in_language(language).to_owned(), document.total));
        for payable in &document.payables {
            let due = words::DUE.in_language(language);
            let on = dates::date(payable.due_on, language);
            rows.push(total(format!("{due} {on}"), payable.amount));
        }
        write_rows(f, &rows)
    }
}

impl Printed<'_> {
    /// A line has a row for each run of days served.
    fn line(&self, line: &Line, rows: &mut Vec<Row<4>>) {
        let mut served = self.served(line).into_iter();
        let label = match &line.reference {
            Some(reference) => {
                let word = words::REFERENCE.in_language(self.language);
                format!("{} ({word} {reference})", line.label)
            }
            None => line.label.to_string(),
        };
        rows.push(Row::Cells([
            left(label),
            left(served.next().unwrap_or_default()),
            right(self.calculation(line)),
            right(numbers::amount(line.net, self.language)),
        ]));
        rows.extend(served.map(|more| Row::Cells([left(""), left(more), right(""), right("")])));
    }

    /// The dates of service among the days charged. All days charged are printed where none of them
    /// is one of service.
    fn served(&self, line: &Line) -> Vec<String> {
        let Ok(charged) = line.served().collect::<Result<Vec<_>, _>>() else {
            return vec![line.period.to_string()];
        };
        let inside: Vec<_> =
            charged.iter().filter_map(|period| period.intersection(line.billing)).collect();
        let shown = if inside.is_empty() { charged } else { inside };
        shown.into_iter().map(|period| dates::period(period, self.language)).collect()
    }

    fn calculation(&self, line: &Line) -> String {
        let language = self.language;
        let currency = line.net.currency();
        let mut text = match line.terms.price {
            Price::Flat(price) => numbers::price(price, currency, language),
            Price::PerUnit(price) => {
                let quantity = numbers::quantity(line.terms.quantity, language);
                let price = numbers::price(price, currency, language);
                match words::unit(&line.terms.unit, language) {
                    Some(unit) => format!("{quantity} {unit} × {price}"),
                    None => format!("{quantity} × {price}"),
                }
            }
        };
        if !line.share.is_whole() {
            text = format!("{text} × {}", line.share);
        }
        for (part, word) in
            [(line.rounding, words::ROUNDING), (line.allowance.negated(), words::ALLOWANCE)]
        {
            if !part.is_zero() {
                text.push_str(&self.part(part, word));
            }
        }
        text
    }

    /// A part added or taken off, named: ` − 36.00 (allowance)`.
    fn part(&self, part: Amount, word: words::Word) -> String {
        let (sign, magnitude) =
            if part.minor() < 0 { ('−', part.negated()) } else { ('+', part) };
        let magnitude = numbers::amount(magnitude, self.language);
        format!(" {sign} {magnitude} ({})", word.in_language(self.language))
    }

    fn tax(&self, tax: &TaxTotal) -> String {
        let language = self.language;
        let mut label = words::tax(tax.tax.category).in_language(language).to_owned();
        match tax.tax.category {
            TaxCategory::Standard | TaxCategory::ZeroRated => {
                label.push(' ');
                label.push_str(&numbers::percent(tax.tax.rate, language));
            }
            TaxCategory::Exempt
            | TaxCategory::ReverseCharge
            | TaxCategory::IntraCommunity
            | TaxCategory::Export
            | TaxCategory::OutOfScope => {}
        }
        let on = words::ON.in_language(language);
        let taxable = numbers::amount(tax.taxable, language);
        format!("{label} {on} {taxable}")
    }
}
