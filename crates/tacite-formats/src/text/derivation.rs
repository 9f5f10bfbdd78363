//! An explained line has a row for each step, so that it can be checked by hand (EXP-1).
//!
//! `Exact  120.00 × 14/31 = 54.193548…, rounded half away from zero: 54.19` is a row of a credit.
//!
//! The steps are those of [`Derivation`]; reasons are worded in [`super::reasons`].

use std::fmt;

use tacite::contract::TaxCategory;
use tacite::document::Line;
use tacite::explain::{CreditCause, DueReason, Evaluated, Fraction};
use tacite::money::{Amount, MoneyError};
use tacite::timeline::Allowance;

use super::columns::{Row, left, write_rows};
use super::words::{self, Word, word};
use super::{Explained, Language, calculation, dates, numbers, price, reasons, share};

/// An explained line and the language to print it in.
pub(super) struct Printed<'e> {
    pub(super) explained: Explained<'e>,
    pub(super) language: Language,
}

const PRICE: Word = word("Price", "Prix");
const QUANTITY: Word = word("Quantity", "Quantité");
const REDUCED: Word = word("Reduced", "Réduit");
const AGAIN: Word = word("Again", "À nouveau");
const ALLOWANCE: Word = word("Allowance", "Remise");
const SHARE: Word = word("Share", "Part");
const EXACT: Word = word("Exact", "Exact");
const CORRECTION: Word = word("Correction", "Rectification");
const CARRIED: Word = word("Carried", "Report");
const ROUNDING: Word = word("Rounding", "Arrondi");
const NET: Word = word("Net", "HT");
const TAX: Word = word("Tax", "Taxe");
const CUSTOMER: Word = word("Customer", "Client");
const DUE: Word = word("Due", "Échéance");
const WHY: Word = word("Why", "Motif");
const CORRECTS: Word = word("Corrects", "Rectifie");
const RULES: Word = word("Rules", "Règles");

/// A row: its name and what it says.
type Said = (Word, String);

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, language) = (self.explained.line, self.language);
        let served: Vec<String> = self
            .explained
            .derivation
            .served
            .iter()
            .map(|dates| dates::period(*dates, language))
            .collect();
        writeln!(f, "{}, {}", line.label, served.join(", "))?;
        // Where an amount does not fit, no line was made.
        let steps = self.steps().map_err(|_| fmt::Error)?;
        let rows: Vec<Row<2>> = steps
            .into_iter()
            .map(|(name, said)| Row::Cells([left(name.in_language(language)), left(said)]))
            .collect();
        write_rows(f, &rows)
    }
}

impl Printed<'_> {
    fn steps(&self) -> Result<Vec<Said>, MoneyError> {
        let (derivation, language) = (self.explained.derivation, self.language);
        let evaluated = derivation.evaluate()?;
        let mut said = self.terms();
        let alone = derivation.cost(derivation.share.days())?;
        if derivation.days > 0 {
            said.push((SHARE, share::of_period(derivation, language)));
            said.push((EXACT, self.exact(derivation.exact.gross, alone.gross)));
        }
        said.extend(self.allowances(&evaluated)?);
        said.extend(self.correction()?);
        let money = |amount| numbers::amount(amount, language);
        if derivation.days > 0 && !evaluated.rounding.is_zero() {
            const ALONE: Word =
                word("{0}: its days alone would cost {1}", "{0} : ses jours seuls coûteraient {1}");
            let alone = evaluated.net.checked_sub(evaluated.rounding)?;
            said.push((
                ROUNDING,
                ALONE.with(&[&money(evaluated.rounding), &money(alone)], language),
            ));
        }
        let currency = derivation.currency.code();
        said.push((NET, format!("{} {currency}", money(evaluated.net))));
        said.extend([self.tax(), self.customer(), self.due()]);
        said.extend(self.causes());
        said.extend(self.corrected());
        let rules: Vec<String> = derivation.rules().iter().map(ToString::to_string).collect();
        said.push((RULES, rules.join(", ")));
        Ok(said)
    }

    /// Price, quantity, reduction, and where they come from.
    fn terms(&self) -> Vec<Said> {
        let (derivation, language) = (self.explained.derivation, self.language);
        let (terms, sources) = (&derivation.terms, &derivation.sources);
        let said_price = price::agreed(&terms.price, derivation.currency, language);
        let colon = colon(language);
        let mut said = vec![(
            PRICE,
            format!("{said_price}{colon}{}", reasons::price(sources.price, language)),
        )];
        if !terms.price.is_flat() {
            let quantity = numbers::quantity(terms.quantity, language);
            let event = reasons::event(sources.quantity, language);
            said.push((QUANTITY, format!("{quantity} {event}")));
        }
        if let (Some(kept), Some(source)) = (terms.reduced, sources.reduced) {
            const KEPT: Word = word("to {0} {1}", "à {0} {1}");
            let kept = numbers::percent(kept, language);
            let said_by = reasons::reduction(source, language);
            said.push((REDUCED, KEPT.with(&[&kept, &said_by], language)));
        }
        for more in &derivation.again {
            const FROM: Word = word("the same terms from {0} on", "mêmes conditions dès le {0}");
            let from = FROM.with(&[&dates::date(more.from, language)], language);
            let price = reasons::price(more.price, language);
            let newest = more.citations().max_by_key(|cited| cited.sequence);
            let newest = newest.map_or(String::new(), |cited| reasons::event(cited, language));
            let said_by = if more.price == sources.price { newest } else { price };
            said.push((AGAIN, format!("{from}{colon}{said_by}")));
        }
        said
    }

    /// The product, its exact value, and what rounding makes of it; a credit begins with a minus.
    fn exact(&self, value: Fraction, rounded: i64) -> String {
        let (derivation, language) = (self.explained.derivation, self.language);
        let terms = (&derivation.terms, derivation.share);
        let mut factors = calculation::factors(terms, derivation.currency, language);
        if derivation.is_credit() {
            factors = calculation::negated(&factors);
        }
        let text = self.value(value);
        // A factor alone is its own value.
        let is_said = factors.replace(calculation::MINUS, "−") == text;
        let text = if is_said { text } else { format!("{factors} = {text}") };
        self.rounded(text, (value, rounded))
    }

    /// An exact value, with the sign of the line.
    fn value(&self, value: Fraction) -> String {
        let derivation = self.explained.derivation;
        let text = numbers::exact(value, derivation.currency, self.language);
        let is_turned = derivation.is_credit() && value.numerator() != 0;
        match text.strip_prefix('−') {
            Some(positive) if is_turned => positive.to_owned(),
            None if is_turned => format!("−{text}"),
            Some(_) | None => text,
        }
    }

    /// Adds how an exact value is rounded, if it has to be.
    fn rounded(&self, text: String, (value, rounded): (Fraction, i64)) -> String {
        let (derivation, language) = (self.explained.derivation, self.language);
        if value.denominator() == 1 {
            return text;
        }
        let mode = reasons::rounding(derivation.terms.rounding).in_language(language);
        let rounded = if derivation.is_credit() { -rounded } else { rounded };
        let amount = numbers::amount(Amount::new(rounded, derivation.currency), language);
        format!("{text}, {mode}{}{amount}", colon(language))
    }

    fn allowances(&self, evaluated: &Evaluated) -> Result<Vec<Said>, MoneyError> {
        const ALL: Word = word("all of it", "la totalité");
        const PER_PERIOD: Word = word("{0} per period", "{0} par période");
        const IN_STUB: Word = word(
            "{0} in an incomplete period, {0} × {1}/{2} per period",
            "{0} dans une période incomplète, {0} × {1}/{2} par période",
        );
        const LEFT: Word = word("after it {0}", "après elle {0}");
        const SHOWN: Word = word("{0} − {1} = {2}", "{0} − {1} = {2}");
        let (derivation, language) = (self.explained.derivation, self.language);
        let list = derivation.terms.allowances.as_slice();
        let currency = derivation.currency;
        let mut said: Vec<Said> = list
            .iter()
            .zip(&derivation.sources.allowances)
            .map(|(allowance, source)| {
                let off = match allowance {
                    Allowance::Whole => ALL.in_language(language).to_owned(),
                    Allowance::Percent(off) => numbers::percent(*off, language),
                    Allowance::Amount(off) => {
                        PER_PERIOD.with(&[&numbers::price(*off, currency, language)], language)
                    }
                    Allowance::AmountInStub { amount, days, of } => {
                        let off = numbers::price(*amount, currency, language);
                        IN_STUB.with(&[&off, &of.to_string(), &days.to_string()], language)
                    }
                };
                let source = reasons::allowance(*source, currency, language);
                (ALLOWANCE, format!("{off}{}{source}", colon(language)))
            })
            .collect();
        if list.is_empty() {
            return Ok(said);
        }
        if derivation.days > 0 {
            let value = derivation.exact.net;
            let exact = LEFT.with(&[&self.value(value)], language);
            let alone = derivation.cost(derivation.share.days())?;
            said.push((EXACT, self.rounded(exact, (value, alone.net))));
        }
        let taken = evaluated.gross.checked_sub(evaluated.net)?;
        let money = |amount| numbers::amount(amount, language);
        let shown = [money(evaluated.gross), money(taken), money(evaluated.net)];
        let [gross, taken, net] = &shown;
        said.push((ALLOWANCE, SHOWN.with(&[gross, taken, net], language)));
        Ok(said)
    }

    /// What was charged before at the same terms, and what stays (INV-6).
    fn correction(&self) -> Result<Vec<Said>, MoneyError> {
        const ADDED: Word = word(
            "charged before, {0}: {1}; with these, {2}: {3}",
            "déjà facturé, {0} : {1} ; avec ceux-ci, {2} : {3}",
        );
        const TAKEN: Word = word(
            "charged before, {0}: {1}; after the credit, {2}: {3}",
            "déjà facturé, {0} : {1} ; après l'avoir, {2} : {3}",
        );
        const LEFT: Word = word(
            "{0}: no more is left of the line corrected, another one gives it back",
            "{0} : il ne reste pas plus de la ligne rectifiée, une autre le rend",
        );
        const CANCELLED: Word = word(
            "{0}: makes up for what parts of the charge were rounded to, one of which is cancelled",
            "{0} : compense l'arrondi des parties de la facturation, dont une est annulée",
        );
        const TAKEN_OVER: Word = word(
            "{0}: taken over from a line of which no more is left",
            "{0} : repris d'une ligne dont il ne reste pas plus",
        );
        let (derivation, language) = (self.explained.derivation, self.language);
        let mut said = Vec::new();
        let days = derivation.days;
        if days > 0 && (derivation.is_credit() || derivation.before > 0) {
            let cost = |weight: u32| {
                let cost = derivation.cost(weight)?;
                let amount = Amount::new(cost.net, derivation.currency);
                Ok((
                    share::weighing(derivation, weight, language),
                    numbers::amount(amount, language),
                ))
            };
            let (before, before_cost) = cost(derivation.before)?;
            let (after, after_cost) = cost(derivation.after())?;
            let named = if derivation.is_credit() { TAKEN } else { ADDED };
            let parts = [&*before, &before_cost, &after, &after_cost];
            said.push((CORRECTION, named.with(&parts, language)));
        }
        let carried = Amount::new(derivation.carried.net, derivation.currency);
        if !carried.is_zero() {
            let named = match (&derivation.due, derivation.is_credit()) {
                (DueReason::Cancellation(_), _) | (_, false) => CANCELLED,
                (_, true) if days > 0 => LEFT,
                (_, true) => TAKEN_OVER,
            };
            said.push((CARRIED, named.with(&[&numbers::amount(carried, language)], language)));
        }
        Ok(said)
    }

    fn tax(&self) -> Said {
        let (derivation, language) = (self.explained.derivation, self.language);
        let tax = derivation.terms.tax;
        let mut text = words::tax(tax.category).in_language(language).to_owned();
        match tax.category {
            TaxCategory::Standard | TaxCategory::ZeroRated => {
                text.push(' ');
                text.push_str(&numbers::percent(tax.rate, language));
            }
            TaxCategory::Exempt
            | TaxCategory::ReverseCharge
            | TaxCategory::IntraCommunity
            | TaxCategory::Export
            | TaxCategory::OutOfScope => {}
        }
        (TAX, format!("{text} {}", reasons::event(derivation.sources.tax, language)))
    }

    fn customer(&self) -> Said {
        let (derivation, language) = (self.explained.derivation, self.language);
        let event = reasons::event(derivation.sources.customer, language);
        (CUSTOMER, format!("{} {event}", derivation.terms.customer))
    }

    fn due(&self) -> Said {
        const AT_ONCE: Word = word("with the line corrected", "avec la ligne rectifiée");
        let (derivation, language) = (self.explained.derivation, self.language);
        let mut text = dates::date(derivation.due_on, language);
        if let Some(reason) = reasons::due(&derivation.due, language) {
            text = format!("{text}{}{reason}", colon(language));
        } else if self.credit_causes().iter().all(|cause| cause.due_on.is_none()) {
            text = format!("{text}{}{}", colon(language), AT_ONCE.in_language(language));
        }
        if let Some(moves) = derivation.due_moves {
            text = format!("{text}, {}", reasons::moves(moves, language));
        }
        (DUE, text)
    }

    fn credit_causes(&self) -> &[CreditCause] {
        match &self.explained.derivation.due {
            DueReason::Credit(causes) => causes,
            DueReason::PeriodStart(_)
            | DueReason::PeriodEnd(_)
            | DueReason::NextPeriodStart(_)
            | DueReason::NextPeriodEnd(_)
            | DueReason::TermsHold(_)
            | DueReason::OneOff(_)
            | DueReason::Adjustment(_)
            | DueReason::ExitFee(_)
            | DueReason::Cancellation(_) => &[],
        }
    }

    /// Why days are credited; which ones, if not all for one reason.
    fn causes(&self) -> Vec<Said> {
        const DAYS: Word = word("days {0} to {1}: {2}", "jours {0} à {1} : {2}");
        let (causes, language) = (self.credit_causes(), self.language);
        let is_one = causes.windows(2).all(|pair| match pair {
            [left, right] => left.why == right.why,
            _ => true,
        });
        let shown = if is_one { causes.get(..1).unwrap_or_default() } else { causes };
        let each = shown.iter().map(|cause| {
            let why = reasons::unowed(cause.why, language);
            let text = match cause.days.filter(|_| !is_one) {
                Some(days) => {
                    let (first, last) = (days.start(), days.end().saturating_sub(1));
                    DAYS.with(&[&first.to_string(), &last.to_string(), &why], language)
                }
                None => why,
            };
            (WHY, text)
        });
        each.collect()
    }

    /// The document and the line that a credit corrects.
    fn corrected(&self) -> Option<Said> {
        const INVOICE: Word = word("the invoice of {0}, line {1}", "la facture du {0}, ligne {1}");
        const LINE: Word = word("line {0}", "ligne {0}");
        let (Explained { line, corrects, .. }, language) = (self.explained, self.language);
        let key = Line::corrected_key(line)?;
        let text = match corrects {
            Some(document) => {
                INVOICE.with(&[&dates::date(document.dated_on, language), &key], language)
            }
            None => LINE.with(&[&key], language),
        };
        Some((CORRECTS, text))
    }
}

/// A colon has a space before it in French.
const fn colon(language: Language) -> &'static str {
    match language {
        Language::English => ": ",
        Language::French => " : ",
    }
}
