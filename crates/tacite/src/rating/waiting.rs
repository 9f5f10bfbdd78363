//! Which credits go on the next invoice, and which of them need not wait for one (INV-7).
//!
//! A monthly fee, credited on 10 April: the credit waits for the invoice of 1 May. If the contract
//! ends on 30 April nothing will ever be due again, and it is a credit note of 10 April.
//!
//! Which invoice takes it is decided by [`crate::document`], how it is kept by [`crate::books`].

use alloc::vec::Vec;

use super::Rating;
use crate::books::BookLine;
use crate::calendar::Day;
use crate::contract::{Contract, CorrectionPolicy, CustomerId, ItemId, ZeroDocuments, ZeroLines};
use crate::document::grouping::{Draft, Origin, Placement};

impl<'h> Rating<'_, 'h> {
    /// Takes note of the credits that go on the next invoice: those that waited, and those of this
    /// run.
    #[inline]
    pub(super) fn wait(&mut self) {
        if self.books.waiting().next().is_some() || self.next_invoice_takes_corrections() {
            self.take_waiting();
        }
    }

    fn next_invoice_takes_corrections(&self) -> bool {
        self.timeline.life.as_ref().is_some_and(|life| match life.contract.billing.corrections {
            CorrectionPolicy::CreditNote => false,
            CorrectionPolicy::NextInvoice => true,
        })
    }

    #[cold]
    fn take_waiting(&mut self) {
        let mut begin: Vec<(usize, Day)> = Vec::new();
        if let Some(life) =
            self.timeline.life.as_ref().filter(|_| self.next_invoice_takes_corrections())
        {
            let policy = &life.contract.billing;
            let hides = policy.zero_lines == ZeroLines::Hidden
                || policy.zero_documents == ZeroDocuments::Hidden;
            for (place, (id, line)) in self.posting.lines.iter().enumerate() {
                let Some(ordinal) = line.corrects.filter(|_| !hides || line.gross != 0) else {
                    continue;
                };
                let corrected = self.corrected(*id, line, ordinal);
                begin.push((place, self.dated(line, corrected)));
            }
        }
        self.posting.wait(self.books, begin);
    }

    /// Makes the drafts of what waited when the run began.
    pub(super) fn waited(
        &self,
        contract: &'h Contract,
        subscription: u32,
    ) -> impl Iterator<Item = Draft<'h>> {
        self.posting.waited(self.books).map(move |(position, id, line)| {
            self.waiting_draft(contract, Origin { subscription, position }, (id, line))
        })
    }

    /// Makes the draft of a credit that goes on the next invoice: it bears its own date, and the head
    /// of the invoice that this run makes.
    #[cold]
    pub(super) fn waiting_draft(
        &self,
        contract: &'h Contract,
        origin: Origin,
        (id, credit): (ItemId, &BookLine),
    ) -> Draft<'h> {
        let mut draft = self.credit_draft(contract, origin, (id, credit));
        let own = credit.issue.dated;
        let now = self.latest().map_or(own, |latest| latest.max(own));
        let header = self.timeline.header(contract, now);
        draft.payment_terms = header.payment_terms;
        draft.payment_means = header.payment_means;
        draft.dated_on = own.date();
        let rounding = draft.lines.first().terms.rounding;
        let customer = draft.lines.first().terms.customer;
        let waits = self.next_on.is_some()
            && contract.billing.corrections == CorrectionPolicy::NextInvoice
            && contract.rounding == rounding
            && self.charges_after(customer, now);
        draft.placement = Placement::NextInvoice { note_on: (!waits).then(|| now.date()) };
        draft
    }

    /// Returns the latest day that this run settles or has learnt something on.
    fn latest(&self) -> Option<Day> {
        let due = self.posting.lines.iter().map(|(_, line)| line.due);
        due.chain(self.recorded).max()
    }

    /// Tells whether anything of the subscription may be charged to a customer after a day: what was
    /// transferred to another one is not.
    fn charges_after(&self, customer: CustomerId, day: Day) -> bool {
        self.timeline.items.iter().any(|item| {
            let segments = self.timeline.segments_of(item);
            let ends = segments.iter().skip(1).map(|next| Some(next.from));
            let is_over = match item.grid {
                Some(_) => item.removed.is_some_and(|removed| removed <= day),
                None => item.from <= day,
            };
            !is_over
                && segments.iter().zip(ends.chain([None])).any(|(segment, end)| {
                    end.is_none_or(|end| end > day)
                        && self.timeline.terms_at(segment.terms).customer == customer
                })
        })
    }
}
