//! The table of a printed document: a row for each line, then totals for each rate (CHG-10, INV-5).
//!
//! `Seats  du 28/02/2025 au 14/03/2025  3  12,00  15/31  17,42` is a row of it; `TVA 20 % sur 17,42  3,48`
//! is a total.
//!
//! How a line's amount is made up is decided by [`calculation`], tax by the document.

use std::fmt;

use tacite::contract::{Price, PriceMode, TaxCategory, TaxReason};
use tacite::document::{Document, DocumentKind, Line, TaxTotal};
use tacite::money::Amount;

use super::super::columns::{Row, left, right, write_rows};
use super::super::words::{self, Word, word};
use super::super::{calculation, dates, document, numbers, share};
use super::Printed;

const LABEL: Word = word("Description", "Désignation");
const SERVED: Word = word("Period", "Période");
const QUANTITY: Word = word("Quantity", "Quantité");
const SHARE: Word = word("Share", "Part");
const PRICE: Word = word("Unit price", "P.U.");
const AMOUNT: Word = word("Amount", "Montant");
const EXCLUDING: Word = word("excl. tax", "HT");
const INCLUDING: Word = word("incl. tax", "TTC");
const LINES_TOTAL: Word = word("Lines", "Total des lignes");
const TOTAL_EXCLUDING: Word = word("Total excl. tax", "Total HT");
const TOTAL_INCLUDING: Word = word("Total incl. tax", "Total TTC");
const PREPAID: Word = word("{0} ({1}, paid on {2})", "{0} ({1}, réglé le {2})");
const TO_PAY: Word = word("To pay", "Net à payer");
const TO_REFUND: Word = word("To refund", "Net à rembourser");
const OFF: Word = word("{0}, {1} of {2}", "{0}, {1} sur {2}");

impl Printed<'_> {
    pub(super) fn write_table(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let document = self.issued.document();
        let mode = self.say(match document.prices() {
            PriceMode::ExcludingTax => EXCLUDING,
            PriceMode::IncludingTax => INCLUDING,
        });
        let mut rows = vec![Row::Cells([
            left(self.say(LABEL)),
            left(self.say(SERVED)),
            right(self.say(QUANTITY)),
            right(format!("{} {mode}", self.say(PRICE))),
            right(self.say(SHARE)),
            right(format!("{} {mode}", self.say(AMOUNT))),
        ])];
        for line in &document.lines {
            self.line(line, &mut rows);
        }
        self.totals(document, &mut rows);
        write_rows(f, &rows)?;
        self.write_reasons(f)
    }

    /// A row for each run of days, then what else makes up the amount.
    fn line(&self, line: &Line, rows: &mut Vec<Row<6>>) {
        let language = self.language;
        let mut served = document::served(line, language).into_iter();
        let label = match &line.reference {
            Some(reference) => {
                format!("{} ({} {reference})", line.label, self.say(words::REFERENCE))
            }
            None => line.label.to_string(),
        };
        let [quantity, price, share] = self.factors(line);
        rows.push(Row::Cells([
            left(label),
            left(served.next().unwrap_or_default()),
            right(quantity),
            right(price),
            right(share),
            right(numbers::amount(line.net, language)),
        ]));
        let below = |label: String, days: String| {
            Row::Cells([left(label), left(days), right(""), right(""), right(""), right("")])
        };
        rows.extend(served.map(|days| below(String::new(), days)));
        if !is_plain(line) {
            rows.push(below(format!("  {}", calculation::of(line, language)), String::new()));
        }
        let corrected =
            line.correction.as_ref().and_then(|correction| correction.document.as_ref());
        rows.extend(
            corrected.map(|one| below(format!("  ({})", self.corrected(one)), String::new())),
        );
    }

    /// Quantity with its unit, unit price, and the share of the period.
    fn factors(&self, line: &Line) -> [String; 3] {
        let language = self.language;
        if line.days.is_empty() {
            return Default::default();
        }
        let currency = line.net.currency();
        let quantity = numbers::quantity(line.terms.quantity, language);
        let quantity = match words::unit(&line.terms.unit, language) {
            Some(unit) => format!("{quantity} {unit}"),
            None => quantity,
        };
        let (quantity, price) = if let Price::PerUnit(price) = &line.terms.price {
            (quantity, numbers::price(*price, currency, language))
        } else if let Price::Flat(price) = &line.terms.price {
            ("1".to_owned(), numbers::price(*price, currency, language))
        } else {
            (quantity, String::new())
        };
        let quantity = if line.is_credit() { format!("−{quantity}") } else { quantity };
        let share = share::printed(line.terms.weights, line.share);
        let share = if share.is_whole() { String::new() } else { share.to_string() };
        [quantity, price, share]
    }

    fn totals(&self, document: &Document, rows: &mut Vec<Row<6>>) {
        let language = self.language;
        let mut total = |label: String, amount: Amount| {
            rows.push(Row::Total { label, amount: numbers::amount(amount, language) });
        };
        if !document.allowances.is_empty() {
            total(self.say(LINES_TOTAL).to_owned(), document.lines_total);
        }
        for allowance in &document.allowances {
            let base = numbers::amount(allowance.base, language);
            let label = match allowance.percent {
                Some(percent) => {
                    let percent = numbers::percent(percent, language);
                    OFF.with(&[allowance.label.as_str(), &percent, &base], language)
                }
                None => allowance.label.to_string(),
            };
            total(label, allowance.amount.negated());
        }
        total(self.say(TOTAL_EXCLUDING).to_owned(), document.net);
        for tax in &document.taxes {
            total(self.tax(tax), tax.amount);
        }
        total(self.say(TOTAL_INCLUDING).to_owned(), document.total);
        for prepaid in &document.prepaid {
            let paid_on = dates::date(prepaid.paid_on, language);
            let parts = [prepaid.label.as_str(), prepaid.reference.as_str(), &paid_on];
            total(PREPAID.with(&parts, language), prepaid.amount.negated());
        }
        let (label, due) = match document.kind {
            DocumentKind::Invoice => (TO_PAY, document.amount_due),
            DocumentKind::CreditNote => (TO_REFUND, document.amount_due.negated()),
        };
        total(format!("{} ({})", self.say(label), document.currency), due);
    }

    /// Names a rate and what it is computed on.
    fn tax(&self, tax: &TaxTotal) -> String {
        let language = self.language;
        let on = numbers::amount(tax.taxable, language);
        let rate = match tax.tax.category {
            TaxCategory::Standard | TaxCategory::ZeroRated => {
                format!(" {}", numbers::percent(tax.tax.rate, language))
            }
            TaxCategory::Exempt
            | TaxCategory::ReverseCharge
            | TaxCategory::IntraCommunity
            | TaxCategory::Export
            | TaxCategory::OutOfScope => String::new(),
        };
        let named = self.say(words::tax(tax.tax.category));
        format!("{named}{rate} {} {on}", self.say(words::ON))
    }

    /// Says in words why no tax is charged, each reason once.
    fn write_reasons(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut said: Vec<String> = Vec::new();
        for tax in &self.issued.document().taxes {
            let reason = tax.tax.reason_code();
            let words = reason_words(tax.tax.category, reason.as_ref());
            let words = words.map(|word| self.say(word).to_owned());
            let text = match (words, tax.tax.reason) {
                (Some(words), _) => words,
                // A code that is not known here says itself.
                (None, Some(code)) => code.to_string(),
                (None, None) => continue,
            };
            if !said.contains(&text) {
                said.push(text);
            }
        }
        if !said.is_empty() {
            writeln!(f)?;
        }
        said.iter().try_for_each(|text| writeln!(f, "  {text}"))
    }
}

/// Tells whether quantity, price and share alone give the amount.
fn is_plain(line: &Line) -> bool {
    let is_listed = matches!(&line.terms.price, Price::PerUnit(_))
        || matches!(&line.terms.price, Price::Flat(_));
    is_listed
        && line.allowance.is_zero()
        && line.rounding.is_zero()
        && line.terms.reduced.is_none()
        && !line.days.is_empty()
}

/// The words of the law for a reason that it knows, or of the category.
fn reason_words(category: TaxCategory, reason: Option<&TaxReason>) -> Option<Word> {
    const FRANCHISE: Word = word(
        "VAT not applicable, article 293 B of the French tax code",
        "TVA non applicable, article 293 B du CGI",
    );
    const REVERSE: Word = word(
        "Reverse charge: VAT is owed by the customer",
        "Autoliquidation\u{a0}: TVA due par le preneur",
    );
    const WITHIN: Word = word(
        "Intra-Community supply, exempt from VAT (article 138 of directive 2006/112/EC)",
        "Livraison intracommunautaire exonérée, article 262 ter I du CGI",
    );
    const EXPORT: Word = word(
        "Export, exempt from VAT (article 146 of directive 2006/112/EC)",
        "Exportation exonérée, article 262 I du CGI",
    );
    const TEACHING: Word = word(
        "Exempt from VAT: teaching (article 132(1)(i) of directive 2006/112/EC)",
        "Exonération de TVA\u{a0}: enseignement, article 261-4-4° du CGI",
    );
    match reason.map(TaxReason::as_str) {
        Some("VATEX-FR-FRANCHISE") => return Some(FRANCHISE),
        Some("VATEX-EU-132-1I") => return Some(TEACHING),
        Some(_) | None => {}
    }
    match category {
        TaxCategory::ReverseCharge => Some(REVERSE),
        TaxCategory::IntraCommunity => Some(WITHIN),
        TaxCategory::Export => Some(EXPORT),
        TaxCategory::Standard
        | TaxCategory::ZeroRated
        | TaxCategory::Exempt
        | TaxCategory::OutOfScope => None,
    }
}
