//! The tax of corrections, where the contract lets it add up (INV-5).
//!
//! Three lines of 0.33 EUR at 20 % are an invoice of 0.99 and 0.20. Credited one by one: the tax on
//! 0.99 less that on 0.66 is 0.07, then 0.13 less 0.07 is 0.06, then 0.07: 0.20 in all. Each by
//! itself would be 0.07, and 0.21 in all.
//!
//! What is credited is decided by [`crate::books`], what a document adds up to by
//! [`crate::document`].

use alloc::boxed::Box;

use super::Rating;
use crate::books::{BookLine, IssuedBy, IssuedDocument, IssuedLine};
use crate::contract::{Contract, CreditTax, DocumentDiscount, ItemId, Tax, TaxRounding};
use crate::document::Correction;
use crate::document::grouping::{Draft, Origin};
use crate::document::totals::{TaxRule, percent_of};
use crate::money::Amount;

impl<'h> Rating<'_, 'h> {
    /// Makes the draft of a credit, with the tax that it takes back.
    #[cold]
    pub(super) fn credit_draft(
        &self,
        contract: &'h Contract,
        origin: Origin,
        (id, credit): (ItemId, &BookLine),
    ) -> Draft<'h> {
        let mut draft = self.draft(contract, origin, (id, credit));
        let charge = credit.corrects.and_then(|ordinal| self.corrected(id, credit, ordinal));
        let correction = charge.and_then(|charge| self.correction(contract, (id, credit), charge));
        draft.lines.iter_mut().for_each(|line| line.correction.clone_from(&correction));
        draft
    }

    /// Returns the tax that a credit takes back, if the contract lets it add up; none if the document
    /// that it corrects is not issued yet.
    pub(super) fn correction(
        &self,
        contract: &Contract,
        (id, credit): (ItemId, &BookLine),
        charge: &BookLine,
    ) -> Option<Box<Correction>> {
        match contract.billing.credit_tax {
            CreditTax::PerDocument => return None,
            CreditTax::AddsUp => {}
        }
        let document = charge.issue.document?;
        let terms = self.posting.terms_in(self.books, credit.terms)?;
        let before = self.left_before(credit, document, terms.tax);
        let after = before + i128::from(credit.net);
        let discount = contract.billing.document_discount.as_deref();
        let (rate, prices, rounding) = (terms.tax.rate, terms.prices, terms.rounding);
        let rule = Rule { tax: TaxRule { rate, prices, rounding }, discount };
        let (off_before, off_after) = (rule.off(before)?, rule.off(after)?);
        let mut taken = match contract.billing.tax_rounding {
            TaxRounding::PerRate => rule.tax(after - off_after)? - rule.tax(before - off_before)?,
            TaxRounding::PerLine => {
                let left = i128::from(charge.net) + self.credited_before(credit, (id, charge));
                let of_line = rule.tax(left + i128::from(credit.net))? - rule.tax(left)?;
                of_line - (rule.tax(off_after)? - rule.tax(off_before)?)
            }
        };
        let mut off = off_after - off_before;
        if let Some(beyond) = self.beyond(contract, document, (terms.tax, rule)) {
            // It is there as long as all of the document is.
            let times = i128::from(after == beyond.all) - i128::from(before == beyond.all);
            (taken, off) = (taken + times * beyond.tax, off + times * beyond.off);
        }
        let amount = |minor| Amount::from_minor_wide(minor, contract.currency).ok();
        let (tax, allowance) = (Some(amount(taken)?), Some(amount(off)?));
        let allowance = allowance.filter(|_| discount.is_some());
        Some(Box::new(Correction { tax, allowance, ..Correction::default() }))
    }

    /// Returns what an issued document has at a category and rate beyond what its lines come to by
    /// themselves: a line that charges again what a cancelled credit took back has the tax of that
    /// credit. None where there is no such line.
    fn beyond(
        &self,
        contract: &Contract,
        document: IssuedDocument,
        (tax, rule): (Tax, Rule<'_>),
    ) -> Option<Beyond> {
        let charges = || self.charges_on(document, tax);
        charges().find(|charge| charge.line.issue.by == IssuedBy::Cancellation)?;
        let mut computed = self.of_others(document, tax);
        let (mut again, mut lines, mut own, mut own_off) = (0, 0, 0, 0);
        for IssuedLine { item, line, .. } in charges() {
            let net = i128::from(line.net);
            let Some(issued) = self.charged_again(contract, item, line) else {
                computed += net;
                continue;
            };
            (again, lines) = (again + net, lines + rule.tax(net)?);
            own += issued.tax.map_or(0, |tax| i128::from(tax.minor()));
            own_off += issued.allowance.map_or(0, |off| i128::from(off.minor()));
        }
        let all = computed + again;
        let (off, off_all) = (rule.off(computed)?, rule.off(all)?);
        let tax = match contract.billing.tax_rounding {
            TaxRounding::PerRate => rule.tax(computed - off)? - rule.tax(all - off_all)?,
            TaxRounding::PerLine => rule.tax(off_all)? - rule.tax(off)? - lines,
        };
        Some(Beyond { all, tax: own + tax, off: own_off + off - off_all })
    }

    /// Adds up what was left of an issued document at a category and rate when a credit was settled:
    /// the charges of the subscriptions before this one on it, as they were issued, and those of this
    /// one less its earlier credits.
    fn left_before(&self, credit: &BookLine, document: IssuedDocument, tax: Tax) -> i128 {
        let own: i128 = self
            .charges_on(document, tax)
            .map(|charge| {
                let credited = self.credited_before(credit, (charge.item, charge.line));
                i128::from(charge.line.net) + credited
            })
            .sum();
        self.of_others(document, tax) + own
    }

    /// What the subscriptions before this one have on an issued document at a category and rate.
    fn of_others(&self, document: IssuedDocument, tax: Tax) -> i128 {
        let shared = self.books.shared_document(document).map_or(&[][..], |(_, before)| before);
        shared.iter().find(|(known, _)| *known == tax).map_or(0, |(_, net)| *net)
    }

    /// Lists the charges of this subscription on an issued document at a category and rate.
    fn charges_on(
        &self,
        document: IssuedDocument,
        tax: Tax,
    ) -> impl Iterator<Item = IssuedLine<'_>> {
        self.books.lines().filter(move |issued| {
            issued.line.issue.document == Some(document)
                && !issued.line.is_credit()
                && issued.terms.tax == tax
        })
    }

    /// Adds up the credits of a charge that were settled before another credit.
    fn credited_before(&self, credit: &BookLine, (item, charge): (ItemId, &BookLine)) -> i128 {
        let settled = |line: &BookLine| (line.issue.run, line.issue.position);
        let own = self.posting.lines.iter().filter(|(known, _)| *known == item);
        let credits = self.books.lines_of(item, charge.reference).iter();
        let credits = credits.chain(own.map(|(_, line)| line)).filter(|line| {
            line.reference == charge.reference
                && line.terms == charge.terms
                && line.corrects == Some(charge.ordinal)
                && settled(line) < settled(credit)
        });
        credits.map(|line| i128::from(line.net)).sum()
    }
}

/// What an issued document has beyond what its lines come to by themselves.
struct Beyond {
    /// What all of its lines add up to, credits apart.
    all: i128,
    /// Tax.
    tax: i128,
    /// Taken off as a whole.
    off: i128,
}

/// How tax, and what is taken off the whole, follow from an amount.
#[derive(Clone, Copy)]
struct Rule<'c> {
    tax: TaxRule,
    discount: Option<&'c DocumentDiscount>,
}

impl Rule<'_> {
    fn tax(self, minor: i128) -> Option<i128> {
        self.tax.on(minor).ok()
    }

    fn off(self, minor: i128) -> Option<i128> {
        match self.discount {
            Some(discount) => percent_of(minor, discount.percent, self.tax.rounding).ok(),
            None => Some(0),
        }
    }
}
