//! A document that is cancelled as a whole is written again with every amount negated (INV-7, rule 11).
//!
//! An invoice of 100.00 and 20.00 of tax less a deposit of 50.00: the credit note has −100.00, −20.00 and
//! the deposit back, so that every field of both adds up to 0.
//!
//! Books know nothing of it: [`cancel`](crate::cancel) is for what a subscription has charged, and for
//! documents of which a part was corrected.

use chrono::NaiveDate;

use super::{CorrectedDocument, Document, DocumentKind, Line, OneOrMore, Payable};
use crate::books::{Carried, IssuedBy};
use crate::money::Amount;

impl Document {
    /// Returns the document that gives back all of this one: a credit note of an invoice, an invoice of
    /// a credit note, naming it (INV-7). The deposits that were set off against it are set free.
    ///
    /// It is dated on a day, or as the document if that is later, and so are its payables. A line that
    /// takes back a charge bears the ordinal of the charge, so that its key is unique among
    /// cancellations; a host that corrects lines too has what [`cancel`](crate::cancel) gives instead.
    #[must_use]
    pub fn cancelled(&self, on: NaiveDate) -> Self {
        let dated_on = self.dated_on.max(on);
        let mut cancelling = self.clone();
        cancelling.kind = match self.kind {
            DocumentKind::Invoice => DocumentKind::CreditNote,
            DocumentKind::CreditNote => DocumentKind::Invoice,
        };
        let (kind, key) = (self.kind, self.key());
        cancelling.corrects = Some(CorrectedDocument { kind, key, dated_on: self.dated_on });
        cancelling.dated_on = dated_on;
        for line in cancelling.lines.iter_mut() {
            line.negate();
            line.due_on = dated_on;
        }
        for allowance in &mut cancelling.allowances {
            allowance.base = allowance.base.negated();
            allowance.amount = allowance.amount.negated();
        }
        for tax in cancelling.taxes.iter_mut() {
            tax.taxable = tax.taxable.negated();
            tax.amount = tax.amount.negated();
        }
        for prepaid in &mut cancelling.prepaid {
            prepaid.amount = prepaid.amount.negated();
        }
        for payable in cancelling.payables.iter_mut() {
            let Payable { due_on, amount } = *payable;
            *payable = Payable { due_on: due_on.max(dated_on), amount: amount.negated() };
        }
        let amounts = [
            &mut cancelling.lines_total,
            &mut cancelling.net,
            &mut cancelling.tax,
            &mut cancelling.total,
            &mut cancelling.amount_due,
        ];
        for amount in amounts {
            *amount = amount.negated();
        }
        cancelling.put_charges_first();
        cancelling
    }

    /// As on any document: the key is that of its first line.
    fn put_charges_first(&mut self) {
        let is_credit = |line: &Line| line.is_credit();
        let charges = self.lines.iter().filter(|line| !is_credit(line)).cloned();
        let credits = self.lines.iter().filter(|line| is_credit(line)).cloned();
        if let Some(lines) = OneOrMore::collected(charges.chain(credits)) {
            self.lines = lines;
        }
    }
}

impl Line {
    /// Takes back what the line charges, or charges what it takes back.
    fn negate(&mut self) {
        let (days, before) = (self.share.days(), self.before);
        self.before = match self.corrects {
            None => before.saturating_add(days),
            Some(_) => before.saturating_sub(days),
        };
        self.corrects = match self.corrects {
            None => Some(self.ordinal),
            Some(_) => None,
        };
        for amount in [&mut self.gross, &mut self.allowance, &mut self.net, &mut self.rounding] {
            *amount = amount.negated();
        }
        for allowance in &mut self.allowances {
            allowance.amount = allowance.amount.negated();
        }
        let Carried { gross, net } = self.carried;
        self.carried = Carried { gross: -gross, net: -net };
        let mut correction = self.correction.take().unwrap_or_default();
        correction.tax = correction.tax.map(Amount::negated);
        correction.allowance = correction.allowance.map(Amount::negated);
        correction.issued_by = IssuedBy::Cancellation;
        correction.document = None;
        self.correction = Some(correction);
    }
}
