//! Who is due is read page by page, and handed out customer by customer (INV-4).
//!
//! A page of 1,000 ends with sub-3 of cust-7, the next one begins with sub-4 of cust-7: both belong to
//! one group, since they may share a document.
//!
//! Who is due is decided by [`Ledger::due`](crate::Ledger::due); what is billed by [`super::batch`].

use std::collections::VecDeque;

use chrono::NaiveDate;

use super::batch::Work;
use super::{Batch, Nightly, Share};
use crate::{Due, DueAfter, LedgerError};

/// The subscriptions due on a night, as far as they are read.
pub(super) struct Pages {
    on: NaiveDate,
    /// The last one read.
    after: Option<DueAfter>,
    read: VecDeque<Due>,
    /// Whether there is no page after those read.
    is_last: bool,
    page: usize,
    group_max: usize,
    share: Share,
}

impl Pages {
    pub(super) fn new(job: &Nightly<'_>, on: NaiveDate, after: Option<DueAfter>) -> Self {
        let group_max = match job.batch {
            Batch::Customers(_) => job.customer_max.max(1),
            Batch::Subscription => 1,
        };
        let (page, share) = (job.page.max(1), job.share);
        Self { on, after, read: VecDeque::new(), is_last: false, page, group_max, share }
    }

    /// Tells whether everything was handed out.
    pub(super) fn is_over(&self) -> bool {
        self.is_last && self.read.is_empty()
    }

    /// Hands out the subscriptions of the next customer; none at the end.
    pub(super) fn group(&mut self, work: &mut Work<'_>) -> Result<Option<Vec<Due>>, LedgerError> {
        while let Some(first) = self.next(work)? {
            let mut group = vec![first];
            // Those without a customer were not started: they share nothing.
            while first.customer.is_some()
                && group.len() < self.group_max
                && self.peek(work)?.is_some_and(|next| next.customer == first.customer)
            {
                group.extend(self.read.pop_front());
            }
            let subscription = first.subscription;
            let of_customer =
                first.customer.as_ref().map(|customer| self.share.has(customer.as_str()));
            if of_customer.unwrap_or_else(|| self.share.has(subscription.as_str())) {
                return Ok(Some(group));
            }
        }
        Ok(None)
    }

    fn next(&mut self, work: &mut Work<'_>) -> Result<Option<Due>, LedgerError> {
        self.peek(work)?;
        Ok(self.read.pop_front())
    }

    fn peek(&mut self, work: &mut Work<'_>) -> Result<Option<&Due>, LedgerError> {
        if self.read.is_empty() && !self.is_last {
            let page = work.again(|ledger| ledger.due(self.on, self.after, self.page))?;
            self.is_last = page.len() < self.page;
            self.after = page.last().map(DueAfter::from).or(self.after);
            self.read.extend(page);
        }
        Ok(self.read.front())
    }
}
