//! Lines of one customer with the same date, currency, payment terms, means and key share a document
//! (INV-3, INV-4).
//!
//! Desk and locker both due on 1 April, on receipt: one document of two lines. Two months missed
//! and billed on 10 June: one document per due date, or one for all, as the contract says.
//!
//! What the lines are is decided by [`crate::books`].

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use chrono::NaiveDate;

use super::mentions::join;
use super::payable::{PayableError, payables};
use super::totals::{Totals, totals, usual};
use super::{CorrectedDocument, Document, DocumentError, DocumentKind, Line, OneOrMore, Payable};
use super::{least, waiting};
use crate::calendar::Day;
use crate::contract::{
    BillingPolicy, CatchUp, CustomerId, GroupingWindow, Mentions, PaymentMeans, PaymentTerms,
    SubscriptionId, Text, ZeroDocuments, ZeroLines,
};
use crate::money::{Currency, MoneyError};

/// A document in the making: a line, or several, with what stands at its head.
#[derive(Debug)]
pub(crate) struct Draft<'h> {
    pub(crate) lines: OneOrMore<Line>,
    /// Where each of the lines was rated.
    pub(crate) origins: OneOrMore<Origin>,
    /// Of a credit: the document that it corrects.
    pub(crate) corrects: Option<Corrects>,
    pub(crate) dated_on: NaiveDate,
    pub(crate) payment_terms: &'h PaymentTerms,
    pub(crate) payment_means: PaymentMeans,
    pub(crate) policy: &'h BillingPolicy,
    /// What the contract has printed, if there is anything.
    pub(crate) mentions: Option<Arc<Mentions>>,
    pub(crate) placement: Placement,
    /// Whether it may wait for the next invoice if it comes to less than one is made for (INV-4).
    pub(crate) may_wait: bool,
}

/// On which document a line is printed (INV-7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Placement {
    /// With those that share its head: charges on invoices, credits on credit notes.
    ByHead,
    /// A credit that goes on the next invoice of its customer.
    NextInvoice {
        /// The date of its credit note, if this run makes no such invoice and no later one will; it
        /// waits if there is none.
        note_on: Option<NaiveDate>,
    },
    /// What came to less than an invoice is made for: it goes on the next one that comes to enough.
    Gathered {
        /// The date of its invoice, if no later one will come.
        invoice_on: Option<NaiveDate>,
    },
}

/// A line of a run: whose it is, and its place in the posting.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    /// Counts the subscriptions of the run from 0.
    pub(crate) subscription: u32,
    /// Counts the lines of the posting from 0.
    pub(crate) position: u32,
    /// The run that settled it, and its place in that run.
    pub(crate) settled: (u64, u32),
}

/// The issued document that a credit corrects.
#[derive(Debug)]
pub(crate) struct Corrects {
    /// The run that issued it, and its place in that run; unique for the subscription.
    pub(crate) issued: (u64, Option<u32>),
    /// None if its lines were hidden: they are worth nothing, and so is what corrects them.
    pub(crate) document: Option<CorrectedDocument>,
}

/// A document and where its lines were rated.
#[derive(Debug)]
pub(crate) struct Made {
    pub(crate) document: Document,
    pub(crate) origins: OneOrMore<Origin>,
}

/// Which lines of a customer may share a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bucket {
    /// Lines of one document date and one due date.
    Due(NaiveDate, NaiveDate),
    /// Lines of one month, by its last day.
    Month(Day),
    /// All lines of the run.
    All,
}

type Order = (CustomerId, Currency, Option<(SubscriptionId, (u64, Option<u32>))>, Bucket);

impl Draft<'_> {
    /// The part of the head that has an order. Heads that are equal here may still differ in their
    /// terms, means or key, which only have to be the same.
    fn order(&self) -> Order {
        let first = self.lines.first();
        // A credit note corrects one document, of one subscription.
        let corrected =
            self.corrects.as_ref().map(|corrects| (first.subscription, corrects.issued));
        (first.terms.customer, first.net.currency(), corrected, self.bucket())
    }

    fn bucket(&self) -> Bucket {
        match (self.policy.catch_up, self.policy.window) {
            (CatchUp::AllOnOne, _) => Bucket::All,
            (CatchUp::PerDueDate, GroupingWindow::Day) => {
                // What corrects one document on one day is one note, whenever its parts fell due.
                let due_on = match self.corrects {
                    Some(_) => self.dated_on,
                    None => self.lines.first().due_on,
                };
                Bucket::Due(self.dated_on, due_on)
            }
            (CatchUp::PerDueDate, GroupingWindow::Month) => {
                Bucket::Month(Day::of(self.dated_on).month_end())
            }
        }
    }

    /// Tells whether drafts of the same order have all the rest in common too (INV-4).
    pub(super) fn has_head_of(&self, other: &Self) -> bool {
        self.payment_terms == other.payment_terms
            && self.payment_means == other.payment_means
            && self.policy.grouping_key == other.policy.grouping_key
            && self.policy.business_days == other.policy.business_days
            && self.policy.tax_rounding == other.policy.tax_rounding
            && self.policy.document_discount == other.policy.document_discount
            && self.policy.zero_documents == other.policy.zero_documents
            && self.policy.minimum == other.policy.minimum
            && self.purchase_order() == other.purchase_order()
            && self.lines.first().terms.rounding == other.lines.first().terms.rounding
            && self.lines.first().terms.prices == other.lines.first().terms.prices
    }

    fn purchase_order(&self) -> Option<&Text> {
        self.mentions.as_ref()?.purchase_order.as_ref()
    }

    /// Tells whether it is an invoice that takes a credit which waits for one: the first that is
    /// dated as the credit or later, or that takes whatever the run or month has (INV-7).
    pub(super) fn takes(&self, credit: &Self) -> bool {
        let (first, other) = (self.lines.first(), credit.lines.first());
        let asks: i128 = self.lines.iter().map(|line| i128::from(line.net.minor())).sum();
        let in_time = self.dated_on >= credit.dated_on || self.bucket() == credit.bucket();
        self.corrects.is_none()
            && asks >= 0
            && (first.terms.customer, first.net.currency())
                == (other.terms.customer, other.net.currency())
            && in_time
            && self.has_head_of(credit)
    }

    /// Tells whether a draft of one line is left out, on whichever document it would be.
    fn is_hidden(&self) -> bool {
        self.policy.zero_lines == ZeroLines::Hidden && self.lines.first().gross.is_zero()
    }

    /// Tells whether a document that has nothing but lines of 0 is left out.
    fn is_hidden_whole(&self) -> bool {
        self.policy.zero_documents == ZeroDocuments::Hidden
            && self.lines.iter().all(|line| line.gross.is_zero())
    }

    /// Adds up the lines, and splits what they come to.
    pub(super) fn sums(&self) -> Result<(Totals, OneOrMore<Payable>), Ungrouped> {
        self.split(|| totals(&self.lines, self.policy))
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "sums are large: they are made where they stay")]
    fn split(
        &self,
        totals: impl FnOnce() -> Result<Totals, MoneyError>,
    ) -> Result<(Totals, OneOrMore<Payable>), Ungrouped> {
        let totals = match totals() {
            Ok(totals) => totals,
            Err(error) => return Err(self.ungrouped(PayableError::Amount(error))),
        };
        let (total, business_days) = (totals.total, &self.policy.business_days);
        match payables(total, self.dated_on, self.payment_terms, business_days) {
            Ok(payables) => Ok((totals, payables)),
            Err(error) => Err(self.ungrouped(error)),
        }
    }

    /// Makes the document. It bears the latest date of its lines.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a document is large: it is made where it stays")]
    fn document(self, (totals, payables): (Totals, OneOrMore<Payable>)) -> Document {
        // What takes goodwill back corrects a document and asks for payment.
        let total = totals.total;
        let is_credit = total.minor() < 0 || self.corrects.is_some() && total.is_zero();
        let first = self.lines.first();
        let (customer, currency) = (first.terms.customer, first.net.currency());
        Document {
            kind: if is_credit { DocumentKind::CreditNote } else { DocumentKind::Invoice },
            corrects: self.corrects.and_then(|corrects| corrects.document),
            customer,
            currency,
            dated_on: self.dated_on,
            payment_terms: self.payment_terms.clone(),
            payment_means: self.payment_means,
            grouping_key: self.policy.grouping_key,
            lines: self.lines,
            lines_total: totals.lines_total,
            allowances: totals.allowances,
            tax_rounding: self.policy.tax_rounding,
            taxes: totals.taxes,
            net: totals.net,
            tax: totals.tax,
            total,
            prepaid: Vec::new(),
            amount_due: total,
            payables,
            mentions: self.mentions,
        }
    }

    #[cold]
    fn ungrouped(&self, error: PayableError) -> Ungrouped {
        let mut subscriptions: Vec<_> = self.lines.iter().map(|line| line.subscription).collect();
        subscriptions.sort_unstable();
        subscriptions.dedup();
        let (customer, dated_on) = (self.lines.first().terms.customer, self.dated_on);
        let error = match error {
            PayableError::Amount(error) => DocumentError::Total { customer, dated_on, error },
            PayableError::Date(error) => DocumentError::PaymentDate { customer, dated_on, error },
        };
        Ungrouped { error, subscriptions }
    }
}

/// A document that can't be made, and whose lines it would have had.
#[derive(Debug)]
pub(crate) struct Ungrouped {
    pub(crate) error: DocumentError,
    pub(crate) subscriptions: Vec<SubscriptionId>,
}

/// Makes the document of a charge that has it to itself, if the line is printed, of a contract whose
/// documents are [added up as most are](BillingPolicy::adds_up_as_usual).
pub(crate) fn alone(draft: Draft<'_>) -> Result<Vec<Document>, Ungrouped> {
    let hides = draft.policy.zero_documents == ZeroDocuments::Hidden;
    if draft.is_hidden() || hides && draft.lines.first().gross.is_zero() {
        return Ok(Vec::new());
    }
    let sums = draft.split(|| usual(&draft.lines))?;
    Ok(alloc::vec![draft.document(sums)])
}

/// Groups drafts of one line each into documents, by date, then customer, then credit notes before
/// invoices, then order of first line.
/// The order in which subscriptions come makes no difference.
///
/// # Errors
/// All the documents that can't be made.
pub(crate) fn group(mut drafts: Vec<Draft<'_>>) -> Result<Vec<Made>, Box<OneOrMore<Ungrouped>>> {
    drafts.retain(|draft| !draft.is_hidden());
    let waiting = waiting::taken_from(&mut drafts);
    let gathered = least::taken_from(&mut drafts);
    let made = Vec::with_capacity(drafts.len());
    let mut grouped = Grouped { made, failed: Vec::new(), waiting, gathered };
    grouped.take(drafts);
    if !grouped.gathered.is_empty() {
        let mut last = least::last_of(&mut grouped.gathered);
        grouped.close(&mut last);
    }
    if !grouped.waiting.is_empty() {
        let notes = waiting::notes(core::mem::take(&mut grouped.waiting));
        grouped.take(notes);
    }
    if let Some(failed) = OneOrMore::collected(grouped.failed) {
        return Err(Box::new(failed));
    }
    let mut made = grouped.made;
    // What is given back of a customer comes before what is asked for.
    made.sort_by_cached_key(|made| {
        let document = &made.document;
        (document.dated_on, document.customer, document.corrects.is_none())
    });
    Ok(made)
}

/// Makes one document of drafts that share a head, charges first; nothing of no draft.
#[cold]
pub(crate) fn joined(drafts: Vec<Draft<'_>>) -> Result<Option<Made>, Ungrouped> {
    let (credits, charges): (Vec<_>, Vec<_>) =
        drafts.into_iter().partition(|draft| draft.lines.first().is_credit());
    let mut drafts = charges.into_iter().chain(credits);
    let Some(mut whole) = drafts.next() else {
        return Ok(None);
    };
    for draft in drafts {
        whole.lines.append(draft.lines);
        whole.origins.append(draft.origins);
        join(&mut whole.mentions, draft.mentions);
    }
    let sums = whole.sums()?;
    let first = OneOrMore::new(*whole.origins.first());
    let origins = core::mem::replace(&mut whole.origins, first);
    Ok(Some(Made { document: whole.document(sums), origins }))
}

struct Grouped<'h> {
    made: Vec<Made>,
    failed: Vec<Ungrouped>,
    /// Credits for which no invoice was found yet.
    waiting: Vec<Draft<'h>>,
    /// What came to less than an invoice is made for.
    gathered: Vec<Draft<'h>>,
}

impl<'h> Grouped<'h> {
    fn take(&mut self, mut drafts: Vec<Draft<'h>>) {
        // Stable: within a bucket the lines of a subscription keep their order.
        drafts.sort_by_cached_key(|draft| (draft.order(), draft.lines.first().subscription));
        let mut open: Vec<Draft<'h>> = Vec::new();
        for draft in drafts {
            if open.first().is_some_and(|first| first.order() != draft.order()) {
                self.close(&mut open);
            }
            match open.iter_mut().find(|known| known.has_head_of(&draft)) {
                Some(known) => {
                    known.dated_on = known.dated_on.max(draft.dated_on);
                    known.may_wait &= draft.may_wait;
                    known.lines.append(draft.lines);
                    known.origins.append(draft.origins);
                    join(&mut known.mentions, draft.mentions);
                }
                None => open.push(draft),
            }
        }
        self.close(&mut open);
    }

    fn close(&mut self, open: &mut Vec<Draft<'h>>) {
        // What is not made takes no credit with it.
        open.retain(|draft| !draft.is_hidden_whole());
        if open.iter().any(|draft| draft.policy.minimum > 0) {
            least::gather(open, &mut self.gathered);
        }
        if !self.waiting.is_empty() {
            for draft in open.iter_mut() {
                draft.take_waiting(&mut self.waiting);
            }
        }
        for mut draft in open.drain(..) {
            match draft.sums() {
                Ok(sums) => {
                    let first = OneOrMore::new(*draft.origins.first());
                    let origins = core::mem::replace(&mut draft.origins, first);
                    self.made.push(Made { document: draft.document(sums), origins });
                }
                Err(failed) => self.failed.push(failed),
            }
        }
    }
}
