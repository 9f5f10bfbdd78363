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
use crate::books::{BookLine, IssuedDocument};
use crate::contract::{Contract, CreditTax, ItemId, Tax, TaxRounding};
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
        let (rate, prices, rounding) = (terms.tax.rate, terms.prices, terms.rounding);
        let rule = TaxRule { rate, prices, rounding };
        let tax_on = |net| rule.on(net).ok();
        let discount = contract.billing.document_discount.as_ref();
        let off = |net| match discount {
            Some(discount) => percent_of(net, discount.percent, rounding).ok(),
            None => Some(0),
        };
        let (off_before, off_after) = (off(before)?, off(after)?);
        let taken = match contract.billing.tax_rounding {
            TaxRounding::PerRate => tax_on(after - off_after)? - tax_on(before - off_before)?,
            TaxRounding::PerLine => {
                let left = i128::from(charge.net) + self.credited_before(credit, (id, charge));
                let of_line = tax_on(left + i128::from(credit.net))? - tax_on(left)?;
                of_line - (tax_on(off_after)? - tax_on(off_before)?)
            }
        };
        let amount = |minor| Amount::from_minor_wide(minor, contract.currency).ok();
        let (tax, allowance) = (Some(amount(taken)?), Some(amount(off_after - off_before)?));
        let allowance = allowance.filter(|_| discount.is_some());
        Some(Box::new(Correction { tax, allowance, ..Correction::default() }))
    }

    /// Adds up what was left of an issued document at a category and rate when a credit was settled:
    /// the charges of the subscriptions before this one on it, as they were issued, and those of this
    /// one less its earlier credits.
    fn left_before(&self, credit: &BookLine, document: IssuedDocument, tax: Tax) -> i128 {
        let shared = self.books.shared_document(document).map_or(&[][..], |(_, before)| before);
        let others = shared.iter().find(|(known, _)| *known == tax).map_or(0, |(_, net)| *net);
        let charges = self.books.lines().filter(|issued| {
            issued.line.issue.document == Some(document)
                && !issued.line.is_credit()
                && issued.terms.tax == tax
        });
        let own: i128 = charges
            .map(|charge| {
                let credited = self.credited_before(credit, (charge.item, charge.line));
                i128::from(charge.line.net) + credited
            })
            .sum();
        others + own
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
