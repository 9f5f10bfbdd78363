//! The lines of the document that cancels another one (INV-7).
//!
//! An invoice of 36.00 and 7.20 of tax, cancelled on 15 March: a credit note of 15 March, each line
//! with the label of the one that it takes back, and its tax if taxes add up.
//!
//! What is taken back is decided by [`crate::books`].

use alloc::boxed::Box;
use alloc::vec::Vec;

use super::Rating;
use crate::books::{BookLine, IssuedBy, IssuedDocument};
use crate::calendar::Day;
use crate::contract::{Contract, ItemId};
use crate::document::grouping::{Corrects, Draft, Origin, Placement};
use crate::document::{CorrectedDocument, Correction};
use crate::error::BillError;

impl<'h> Rating<'_, 'h> {
    /// Fills the posting with what cancels a document, and makes a draft of each line;
    /// `subscription` is the place of this one among those that share the document.
    pub(crate) fn cancel(
        &mut self,
        document: IssuedDocument,
        cancelled: &CorrectedDocument,
        (on, subscription): (Day, u32),
    ) -> Result<Vec<Draft<'h>>, BillError> {
        self.timeline.take(self.history)?;
        self.books.cancel(document, on, self.posting)?;
        let Some(contract) = self.contract() else {
            return Ok(Vec::new());
        };
        let lines = (0..).zip(&self.posting.lines);
        let drafts = lines.map(|(position, (id, line))| {
            let settled = super::settled(line);
            let origin = Origin { subscription, position, settled };
            let mut draft = self.cancelling_draft(contract, origin, (*id, line));
            let issued = (document.run, Some(document.number));
            draft.corrects = Some(Corrects { issued, document: Some(cancelled.clone()) });
            draft.dated_on = on.date();
            draft.placement = Placement::ByHead;
            draft
        });
        Ok(drafts.collect())
    }

    fn cancelling_draft(
        &self,
        contract: &'h Contract,
        origin: Origin,
        (id, line): (ItemId, &BookLine),
    ) -> Draft<'h> {
        let mut draft = if line.is_credit() {
            self.credit_draft(contract, origin, (id, line))
        } else {
            self.draft(contract, origin, (id, line))
        };
        let again = (!line.is_credit()).then(|| self.taken_back(contract, id, line)).flatten();
        for line in draft.lines.iter_mut() {
            let mut correction: Box<Correction> =
                again.clone().or(line.correction.take()).unwrap_or_default();
            correction.issued_by = IssuedBy::Cancellation;
            line.correction = Some(correction);
        }
        draft
    }

    /// The tax that the credit took back which a line charges again in full, if taxes add up (INV-5).
    fn taken_back(
        &self,
        contract: &Contract,
        id: ItemId,
        charge: &BookLine,
    ) -> Option<Box<Correction>> {
        let cancelled = self.posting.cancelled?.document;
        self.taken_back_on(contract, (id, charge), cancelled)
    }

    /// The tax with which an issued line charges again what a cancelled credit took back.
    pub(super) fn charged_again(
        &self,
        contract: &Contract,
        id: ItemId,
        charge: &BookLine,
    ) -> Option<Box<Correction>> {
        let run = charge.issue.run;
        let cancelled = self.books.cancelled().iter().find(|cancelled| cancelled.run == run)?;
        self.taken_back_on(contract, (id, charge), cancelled.document)
    }

    fn taken_back_on(
        &self,
        contract: &Contract,
        (id, charge): (ItemId, &BookLine),
        cancelled: IssuedDocument,
    ) -> Option<Box<Correction>> {
        let credits = self.books.lines_of(id, charge.reference).iter();
        let mut credits = credits.filter(|credit| {
            credit.is_credit()
                && credit.issue.document == Some(cancelled)
                && credit.terms == charge.terms
                && (&credit.days, credit.gross, credit.net)
                    == (&charge.days, -charge.gross, -charge.net)
        });
        let credit = credits.next()?;
        let corrected = self.corrected(id, credit, credit.corrects?)?;
        // What was not issued when it was credited had no tax to take back.
        corrected.issue.document.filter(|charged| charged.run < cancelled.run)?;
        let mut correction = self.correction(contract, (id, credit), corrected)?;
        correction.tax = correction.tax.map(crate::money::Amount::negated);
        correction.allowance = correction.allowance.map(crate::money::Amount::negated);
        Some(correction)
    }
}
