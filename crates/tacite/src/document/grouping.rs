//! Lines of one customer with the same date, currency, payment terms, means and key share a document
//! (INV-3, INV-4).
//!
//! Desk and locker both due on 1 April, on receipt: one document of two lines. Two months missed
//! and billed on 10 June: one document per due date, or one for all, as the contract says.
//!
//! What the lines are is decided by [`crate::books`].

use alloc::vec::Vec;
use core::cmp::Ordering;

use chrono::NaiveDate;

use super::payable::{PayableError, payables};
use super::totals::{Totals, totals};
use super::{Document, DocumentError, Line, Payable};
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
    /// Orders by what has an order. Heads that are equal here may still differ in their terms,
    /// means or key, which only have to be the same.
    fn order(&self, other: &Self) -> Ordering {
        self.customer
            .cmp(&other.customer)
            .then_with(|| self.currency.cmp(&other.currency))
            .then_with(|| self.bucket.cmp(&other.bucket))
    }
}

/// A document in the making.
struct Draft<'h> {
    head: Head<'h>,
    dated_on: Day,
    lines: Vec<Line>,
}

/// Groups lines into documents, by date, then customer, then order of first line.
pub(crate) fn group(mut rated: Vec<RatedLine<'_>>) -> Result<Vec<Document>, Ungrouped> {
    rated.retain(|line| !line.is_hidden());
    // Stable: within a bucket the lines keep their order.
    rated.sort_by(|left, right| left.head().order(&right.head()));
    let mut documents = Vec::with_capacity(usize::from(!rated.is_empty()));
    let mut open: Vec<Draft<'_>> = Vec::new();
    for rated in rated {
        let head = rated.head();
        let RatedLine { line, dated_on, .. } = rated;
        if open
            .first()
            .is_some_and(|draft| draft.head.order(&head) != Ordering::Equal)
        {
            close(&mut open, &mut documents)?;
        }
        match open.iter_mut().find(|draft| draft.head == head) {
            Some(draft) => {
                draft.dated_on = draft.dated_on.max(dated_on);
                draft.lines.push(line);
            }
            None => open.push(Draft {
                head,
                dated_on,
                lines: alloc::vec![line],
            }),
        }
    }
    close(&mut open, &mut documents)?;
    documents.sort_by(|left, right| {
        left.dated_on
            .cmp(&right.dated_on)
            .then_with(|| left.customer.cmp(&right.customer))
    });
    Ok(documents)
}

fn close(open: &mut Vec<Draft<'_>>, documents: &mut Vec<Document>) -> Result<(), Ungrouped> {
    for mut draft in open.drain(..) {
        let lines = core::mem::take(&mut draft.lines);
        documents.push(document(&draft, lines)?);
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
fn document(draft: &Draft<'_>, lines: Vec<Line>) -> Result<Document, Ungrouped> {
    let Draft { head, dated_on, .. } = draft;
    let (totals, payables) = add_up(head, *dated_on, &lines).map_err(|error| {
        let mut subscriptions: Vec<_> = lines.iter().map(|line| line.subscription).collect();
        subscriptions.sort_unstable();
        subscriptions.dedup();
        Ungrouped {
            error,
            subscriptions,
        }
    })?;
    Ok(Document {
        customer: head.customer,
        currency: head.currency,
        dated_on: dated_on.date(),
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
    lines: &[Line],
) -> Result<(Totals, Vec<Payable>), DocumentError> {
    let (customer, date) = (head.customer, dated_on.date());
    let total_error = |error| DocumentError::Total {
        customer,
        dated_on: date,
        error,
    };
    let totals = totals(lines, head.currency, head.rounding).map_err(total_error)?;
    let payables = payables(
        totals.total,
        dated_on,
        head.payment_terms,
        head.business_days,
    )
    .map_err(|error| match error {
        PayableError::Amount(error) => total_error(error),
        PayableError::Date(error) => DocumentError::PaymentDate {
            customer,
            dated_on: date,
            error,
        },
    })?;
    Ok((totals, payables))
}
