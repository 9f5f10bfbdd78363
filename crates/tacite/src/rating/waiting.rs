//! Which lines go on the next invoice, and which of them need not wait for one (INV-4, INV-7).
//!
//! A monthly fee, credited on 10 April: the credit waits for the invoice of 1 May. If the contract
//! ends on 30 April nothing will ever be due again, and it is a credit note of 10 April. So it is
//! with charges that come to less than an invoice is made for.
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
        let life = self.timeline.life.as_ref();
        if self.books.waiting().next().is_some()
            || self.next_invoice_takes_corrections()
            || life.is_some_and(|life| life.contract.billing.minimum > 0)
        {
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
        if let Some(life) = &self.timeline.life {
            let policy = &life.contract.billing;
            let hides = policy.zero_lines == ZeroLines::Hidden
                || policy.zero_documents == ZeroDocuments::Hidden;
            for (place, (id, line)) in self.posting.lines.iter().enumerate() {
                let waits = line.is_credit() && self.next_invoice_takes_corrections()
                    || self.gathers(policy.minimum, *id, line);
                if waits && (!hides || line.gross != 0) {
                    let corrected = line.corrects.and_then(|of| self.corrected(*id, line, of));
                    begin.push((place, self.dated(line, corrected)));
                }
            }
        }
        self.posting.wait(self.books, begin);
    }

    /// Tells whether a line is on no invoice before there is enough for one: a charge, or what corrects a
    /// charge that is on none yet.
    pub(super) fn gathers(&self, minimum: u32, id: ItemId, line: &BookLine) -> bool {
        let Some(ordinal) = line.corrects else {
            return minimum > 0 || self.books.waits(id, line);
        };
        self.corrected(id, line, ordinal).is_some_and(|charge| {
            let is_new = minimum > 0 && charge.issue.run == line.issue.run;
            charge.issue.document.is_none() && (is_new || self.books.waits(id, charge))
        })
    }

    /// Makes the draft of a line that waits until there is enough for an invoice.
    #[cold]
    pub(super) fn gathered_draft(
        &self,
        contract: &'h Contract,
        origin: Origin,
        (id, line): (ItemId, &BookLine),
    ) -> Draft<'h> {
        let mut draft = self.draft(contract, origin, (id, line));
        draft.corrects = None;
        let now = self.latest().map_or(line.issue.dated, |latest| latest.max(line.issue.dated));
        draft.may_wait = contract.billing.minimum > 0 && self.will_charge(contract, &draft, now);
        if self.books.waits(id, line) {
            let now = self.in_series(now);
            let header = self.timeline.header(contract, now);
            draft.payment_terms = header.payment_terms;
            draft.payment_means = header.payment_means;
            draft.dated_on = line.issue.dated.date();
            let invoice_on = (!draft.may_wait).then(|| now.date());
            draft.placement = Placement::Gathered { invoice_on };
        }
        draft
    }

    /// Makes the drafts of what waited when the run began.
    pub(super) fn waited(
        &self,
        contract: &'h Contract,
        subscription: u32,
    ) -> impl Iterator<Item = Draft<'h>> {
        self.posting.waited(self.books).map(move |(position, id, line)| {
            let origin = Origin { subscription, position, settled: super::settled(line) };
            if self.gathers(contract.billing.minimum, id, line) {
                self.gathered_draft(contract, origin, (id, line))
            } else {
                self.waiting_draft(contract, origin, (id, line))
            }
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
        let waits = contract.billing.corrections == CorrectionPolicy::NextInvoice
            && self.will_charge(contract, &draft, now);
        let now = self.in_series(now);
        let header = self.timeline.header(contract, now);
        draft.payment_terms = header.payment_terms;
        draft.payment_means = header.payment_means;
        draft.dated_on = own.date();
        draft.placement = Placement::NextInvoice { note_on: (!waits).then(|| now.date()) };
        draft
    }

    /// Tells whether an invoice that a draft fits may come after a day.
    fn will_charge(&self, contract: &Contract, draft: &Draft<'_>, day: Day) -> bool {
        let terms = &draft.lines.first().terms;
        self.next_on.is_some()
            && (contract.rounding, contract.prices) == (terms.rounding, terms.prices)
            && self.charges_after(terms.customer, day)
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
