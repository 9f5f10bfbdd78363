//! A nightly job in memory, by the engine alone: each night it knows what has been recorded so far, bills what is due, and posts
//! it (3.10, 3.11, 4.17).
//!
//! A subscription is skipped on a night when nothing of it is due and nothing new was recorded: that
//! is what `next_on` is for (INV-1).

use chrono::NaiveDate;
use tacite::books::Books;
use tacite::contract::SubscriptionId;
use tacite::document::Document;
use tacite::history::History;
use tacite::{Failure, run};

/// The job: subscriptions and how far they are billed.
pub(crate) struct Nightly<'h> {
    accounts: Vec<Account<'h>>,
}

/// A subscription and how far it is billed.
pub(crate) struct Account<'h> {
    /// Everything that is ever recorded.
    whole: &'h History,
    /// What is recorded so far.
    pub(crate) known: History,
    /// What is issued.
    pub(crate) books: Books,
    /// The next day on which anything will be due.
    pub(crate) next_on: Option<NaiveDate>,
}

/// What one night gives.
pub(crate) struct Night {
    /// The documents issued.
    pub(crate) documents: Vec<Document>,
    /// What could not be billed, and why (L12). It is tried again when something new is recorded.
    pub(crate) failures: Vec<(SubscriptionId, String)>,
}

impl<'h> Nightly<'h> {
    /// Sets the job up: nothing is billed.
    pub(crate) fn new(histories: impl IntoIterator<Item = &'h History>) -> Self {
        let account = |whole: &'h History| Account {
            whole,
            known: History::new(whole.subscription()),
            books: Books::new(),
            next_on: None,
        };
        Self { accounts: histories.into_iter().map(account).collect() }
    }

    /// Bills what is due on a night.
    pub(crate) fn night(&mut self, tonight: NaiveDate) -> Night {
        let mut due: Vec<&mut Account<'h>> = self
            .accounts
            .iter_mut()
            .filter_map(|account| account.is_up(tonight).then_some(account))
            .collect();
        let result = run(due.iter().map(|account| (&account.known, &account.books)), tonight);
        let mut failures = Vec::new();
        for Failure { subscription, error } in result.failures {
            let failed = due.iter_mut().find(|due| due.subscription() == subscription);
            if let Some(account) = failed {
                account.next_on = None;
            }
            failures.push((subscription, error.to_string()));
        }
        for billed in result.billed {
            let account = due.iter_mut().find(|due| due.subscription() == billed.subscription);
            if let Some(account) = account {
                account.next_on = billed.next_on;
                if let Err(stale) = account.books.post(billed.posting) {
                    failures.push((billed.subscription, stale.to_string()));
                }
            }
        }
        failures.sort_by_key(|(subscription, _)| *subscription);
        Night { documents: result.documents, failures }
    }

    /// Finds a subscription.
    pub(crate) fn account(&self, subscription: SubscriptionId) -> Option<&Account<'h>> {
        self.accounts.iter().find(|account| account.subscription() == subscription)
    }
}

impl Account<'_> {
    fn subscription(&self) -> SubscriptionId {
        self.whole.subscription()
    }

    /// Learns what was recorded up to tonight; tells whether there is anything to do.
    fn is_up(&mut self, tonight: NaiveDate) -> bool {
        let events = self.whole.events();
        let recorded = events.iter().take_while(|event| event.recorded_on <= tonight).last();
        let known = self.known.events().last().map(|event| event.sequence);
        let news = recorded.map(|event| event.sequence).filter(|newest| Some(*newest) != known);
        if let Some(newest) = news {
            self.known = self.whole.until_sequence(newest);
        }
        news.is_some() || self.next_on.is_some_and(|next_on| next_on <= tonight)
    }
}
