//! Lines of one customer with the same date, currency, payment terms, means and key share a document
//! (INV-3, INV-4).
//!
//! Desk and locker both due on 1 April, on receipt: one document of two lines. Two months missed
//! and billed on 10 June: one document per due date, or one for all, as the contract says.
//!
//! What the lines are is decided by [`crate::books`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use super::payable::{PayableError, payables};
use super::totals::{Totals, totals};
use super::{Document, DocumentError, Line, OneOrMore, Payable};
use crate::calendar::Day;
use crate::contract::{
    BillingPolicy, BusinessDays, CatchUp, CustomerId, GroupingKey, GroupingWindow, PaymentMeans,
    PaymentTerms, SubscriptionId, ZeroLines,
};
use crate::money::{Currency, Rounding};

/// A line with what stands at the head of its document.
#[derive(Debug)]
pub(crate) struct RatedLine<'h> {
    pub(crate) line: Line,
    pub(crate) dated_on: Day,
    pub(crate) payment_terms: &'h PaymentTerms,
    pub(crate) payment_means: PaymentMeans,
    pub(crate) policy: &'h BillingPolicy,
}

/// Which lines of a customer may share a document.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bucket {
    /// Lines of one document date and one due date.
    Due(Day, NaiveDate),
    /// Lines of one month, by its last day.
    Month(Day),
    /// All lines of the run.
    All,
}

/// What all lines of a document have in common (INV-4).
#[derive(Clone, Copy, PartialEq, Eq)]
struct Head<'h> {
    customer: CustomerId,
    currency: Currency,
    bucket: Bucket,
    payment_terms: &'h PaymentTerms,
    payment_means: PaymentMeans,
    grouping_key: Option<GroupingKey>,
    business_days: &'h BusinessDays,
    rounding: Rounding,
}

impl<'h> RatedLine<'h> {
    fn head(&self) -> Head<'h> {
        let bucket = match (self.policy.catch_up, self.policy.window) {
            (CatchUp::AllOnOne, _) => Bucket::All,
            (CatchUp::PerDueDate, GroupingWindow::Day) => {
                Bucket::Due(self.dated_on, self.line.due_on)
            }
            (CatchUp::PerDueDate, GroupingWindow::Month) => {
                Bucket::Month(self.dated_on.month_end())
            }
        };
        Head {
            customer: self.line.terms.customer,
            currency: self.line.net.currency(),
            bucket,
            payment_terms: self.payment_terms,
            payment_means: self.payment_means,
            grouping_key: self.policy.grouping_key,
            business_days: &self.policy.business_days,
            rounding: self.line.terms.rounding,
        }
    }

    fn is_hidden(&self) -> bool {
        self.policy.zero_lines == ZeroLines::Hidden && self.line.gross.is_zero()
    }
}

impl Head<'_> {
    /// The part that has an order. Heads that are equal here may still differ in their terms, means
    /// or key, which only have to be the same.
    fn order(&self) -> (CustomerId, Currency, Bucket) {
        (self.customer, self.currency, self.bucket)
    }
}

/// A document in the making.
struct Draft<'h> {
    head: Head<'h>,
    dated_on: Day,
    lines: OneOrMore<Line>,
}

/// Makes the document of a line that has it to itself, if the line is printed.
pub(crate) fn alone(rated: RatedLine<'_>) -> Result<Option<Document>, Ungrouped> {
    if rated.is_hidden() {
        return Ok(None);
    }
    let (head, dated_on) = (rated.head(), rated.dated_on);
    document(&head, dated_on, OneOrMore::new(rated.line)).map(Some)
}

/// Groups lines into documents, by date, then customer, then order of first line.
pub(crate) fn group(mut rated: Vec<RatedLine<'_>>) -> Result<Vec<Document>, Ungrouped> {
    rated.retain(|line| !line.is_hidden());
    // Stable: within a bucket the lines keep their order.
    rated.sort_by_cached_key(|line| line.head().order());
    let mut documents = Vec::with_capacity(rated.len());
    let mut open: Vec<Draft<'_>> = Vec::new();
    for rated in rated {
        let head = rated.head();
        if open.first().is_some_and(|draft| draft.head.order() != head.order()) {
            close(&mut open, &mut documents)?;
        }
        let RatedLine { line, dated_on, .. } = rated;
        match open.iter_mut().find(|draft| draft.head == head) {
            Some(draft) => {
                draft.dated_on = draft.dated_on.max(dated_on);
                draft.lines.push(line);
            }
            None => open.push(Draft { head, dated_on, lines: OneOrMore::new(line) }),
        }
    }
    close(&mut open, &mut documents)?;
    documents.sort_by_cached_key(|document| (document.dated_on, document.customer));
    Ok(documents)
}

fn close(open: &mut Vec<Draft<'_>>, documents: &mut Vec<Document>) -> Result<(), Ungrouped> {
    for draft in open.drain(..) {
        documents.push(document(&draft.head, draft.dated_on, draft.lines)?);
    }
    Ok(())
}

/// A document that can't be made, and whose lines it would have had.
#[derive(Debug)]
pub(crate) struct Ungrouped {
    pub(crate) error: DocumentError,
    pub(crate) subscriptions: Vec<SubscriptionId>,
}

/// Makes one document. It bears the latest date of its lines.
fn document(head: &Head<'_>, dated_on: Day, lines: OneOrMore<Line>) -> Result<Document, Ungrouped> {
    let date = dated_on.date();
    let (totals, payables) = match add_up(head, dated_on, &lines) {
        Ok(added_up) => added_up,
        Err(error) => return Err(ungrouped(head.customer, date, error, &lines)),
    };
    Ok(Document {
        customer: head.customer,
        currency: head.currency,
        dated_on: date,
        payment_terms: head.payment_terms.clone(),
        payment_means: head.payment_means,
        grouping_key: head.grouping_key,
        lines,
        taxes: totals.taxes,
        net: totals.net,
        tax: totals.tax,
        total: totals.total,
        payables,
    })
}

fn add_up(
    head: &Head<'_>,
    dated_on: Day,
    lines: &OneOrMore<Line>,
) -> Result<(Totals, OneOrMore<Payable>), PayableError> {
    let totals = totals(lines, head.rounding)?;
    let payables = payables(totals.total, dated_on, head.payment_terms, head.business_days)?;
    Ok((totals, payables))
}

#[cold]
fn ungrouped(
    customer: CustomerId,
    dated_on: NaiveDate,
    error: PayableError,
    lines: &OneOrMore<Line>,
) -> Ungrouped {
    let mut subscriptions: Vec<_> = lines.iter().map(|line| line.subscription).collect();
    subscriptions.sort_unstable();
    subscriptions.dedup();
    let error = match error {
        PayableError::Amount(error) => DocumentError::Total { customer, dated_on, error },
        PayableError::Date(error) => DocumentError::PaymentDate { customer, dated_on, error },
    };
    Ungrouped { error, subscriptions }
}
