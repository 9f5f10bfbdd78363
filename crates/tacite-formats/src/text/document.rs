//! A printed document lets its reader check every amount: dates, calculation, tax, due dates
//! (CHG-6, CHG-10, INV-5, INV-12).
//!
//! `Seats  28 Feb – 14 Mar 2025  3 × 12.00 × 15/31  17.42` is a line of it, and on a credit note
//! `− 3 × 12.00 × 15/31  −17.42`.
//!
//! What it contains is decided by [`Document`], how a line's amount is made up by
//! [`super::calculation`].

use std::fmt;

use tacite::contract::{PriceMode, TaxCategory};
use tacite::document::{CorrectedDocument, Document, DocumentKind, Line, TaxTotal};

use super::columns::{Row, left, right, write_rows};
use super::{Language, calculation, dates, numbers, words};

/// A document and the language to print it in.
pub(super) struct Printed<'d> {
    pub(super) document: &'d Document,
    pub(super) language: Language,
}

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (document, language) = (self.document, self.language);
        let title = match document.kind {
            DocumentKind::Invoice => words::INVOICE_OF,
            DocumentKind::CreditNote => words::CREDIT_NOTE_OF,
        };
        writeln!(
            f,
            "{} {} · {} {} · {}",
            title.in_language(language),
            dates::date(document.dated_on, language),
            words::CUSTOMER.in_language(language),
            document.customer,
            self.currency(),
        )?;
        self.references(f)?;
        if let Some(corrected) = &document.corrects {
            let dated = dates::date(corrected.dated_on, language);
            let corrects = match corrected.kind {
                DocumentKind::Invoice => words::CORRECTS_INVOICE,
                DocumentKind::CreditNote => words::CORRECTS_CREDIT_NOTE,
            };
            writeln!(f, "{} {dated}", corrects.in_language(language))?;
        }
        let mut rows = Vec::new();
        for line in &document.lines {
            self.line(line, &mut rows);
        }
        let total =
            |label: String, amount| Row::Total { label, amount: numbers::amount(amount, language) };
        self.allowances(&mut rows);
        rows.push(total(words::NET.in_language(language).to_owned(), document.net));
        for tax in &document.taxes {
            rows.push(total(self.tax(tax), tax.amount));
        }
        rows.push(total(words::TOTAL.in_language(language).to_owned(), document.total));
        for prepaid in &document.prepaid {
            let paid_on = dates::date(prepaid.paid_on, language);
            let label = format!("{} {} ({paid_on})", prepaid.label, prepaid.reference);
            rows.push(total(label, prepaid.amount.negated()));
        }
        for payable in &document.payables {
            // What a credit note gives back is said in words, not by a sign.
            let (due, amount) = match document.kind {
                DocumentKind::Invoice => (words::DUE, numbers::amount(payable.amount, language)),
                DocumentKind::CreditNote => {
                    (words::TO_REFUND, numbers::amount(payable.amount.negated(), language))
                }
            };
            let on = dates::date(payable.due_on, language);
            let label = format!("{} {on}", due.in_language(language));
            rows.push(Row::Total { label, amount });
        }
        write_rows(f, &rows)?;
        for note in document.notes() {
            match note.subject.code() {
                Some(code) => writeln!(f, "{code}: {}", note.text)?,
                None => writeln!(f, "{}", note.text)?,
            }
        }
        Ok(())
    }
}

impl Printed<'_> {
    /// The currency, and whether the amounts of lines include tax.
    fn currency(&self) -> String {
        let currency = self.document.currency;
        match self.document.prices() {
            PriceMode::ExcludingTax => currency.to_string(),
            PriceMode::IncludingTax => {
                format!("{currency} · {}", words::INCLUDING_TAX.in_language(self.language))
            }
        }
    }

    /// The purchase order and the number of the contract, a line each.
    fn references(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = self.document;
        let named = [
            (words::PURCHASE_ORDER, document.purchase_order()),
            (words::CONTRACT, document.contract_number()),
        ];
        for (word, number) in named {
            if let Some(number) = number {
                writeln!(f, "{} {number}", word.in_language(self.language))?;
            }
        }
        Ok(())
    }

    /// What is taken off the document as a whole, below the sum that it is taken off.
    fn allowances(&self, rows: &mut Vec<Row<4>>) {
        let (document, language) = (self.document, self.language);
        if document.allowances.is_empty() {
            return;
        }
        let label = words::LINES_TOTAL.in_language(language).to_owned();
        let amount = numbers::amount(document.lines_total, language);
        rows.push(Row::Total { label, amount });
        for allowance in &document.allowances {
            let base = numbers::amount(allowance.base, language);
            let label = match allowance.percent {
                Some(percent) => {
                    let (percent, of) = (numbers::percent(percent, language), words::OF);
                    format!("{} {percent} {} {base}", allowance.label, of.in_language(language))
                }
                None => format!("{} {} {base}", allowance.label, words::ON.in_language(language)),
            };
            let amount = numbers::amount(allowance.amount.negated(), language);
            rows.push(Row::Total { label, amount });
        }
    }

    /// A line has a row for each run of days served.
    fn line(&self, line: &Line, rows: &mut Vec<Row<4>>) {
        let mut served = served(line, self.language).into_iter();
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
            right(calculation::of(line, self.language)),
            right(numbers::amount(line.net, self.language)),
        ]));
        let mut below: Vec<String> = served.collect();
        let corrected = line.correction.as_ref().and_then(|what| what.document.as_ref());
        if corrected.is_some() && below.is_empty() {
            below.push(String::new());
        }
        let labels = corrected.map(|document| self.corrected(document)).into_iter();
        let labels = labels.chain(std::iter::repeat(String::new()));
        let below = labels.zip(below);
        rows.extend(
            below.map(|(label, days)| Row::Cells([left(label), left(days), right(""), right("")])),
        );
    }

    /// Names the document that a line corrects, under its label.
    fn corrected(&self, document: &CorrectedDocument) -> String {
        let of = match document.kind {
            DocumentKind::Invoice => words::OF_INVOICE,
            DocumentKind::CreditNote => words::OF_CREDIT_NOTE,
        };
        let dated = dates::date(document.dated_on, self.language);
        format!("  ({} {dated})", of.in_language(self.language))
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
        if let Some(reason) = tax.tax.reason {
            label.push_str(" (");
            label.push_str(reason.as_str());
            label.push(')');
        }
        let on = words::ON.in_language(language);
        let taxable = numbers::amount(tax.taxable, language);
        format!("{label} {on} {taxable}")
    }
}

/// The dates of service among the days charged. All days charged are printed where none of them
/// is one of service, and the service that it belongs to where a rounding part has no days.
pub(super) fn served(line: &Line, language: Language) -> Vec<String> {
    let charged: Vec<_> = line.served().collect();
    if charged.is_empty() {
        return vec![dates::period(line.billing, language)];
    }
    let inside: Vec<_> =
        charged.iter().filter_map(|period| period.intersection(line.billing)).collect();
    let shown = if inside.is_empty() { charged } else { inside };
    shown.into_iter().map(|period| dates::period(period, language)).collect()
}
