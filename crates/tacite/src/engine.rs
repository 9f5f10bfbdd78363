//! Billing is a function: history, books and day in, documents and posting out (INV-1).
//!
//! Only the sequence stands here: fold, settle, head, group. A preview is the same function with a
//! longer history or a later day, and its posting dropped (L10).

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::books::{Books, Limits, Posting};
use crate::calendar::Day;
use crate::contract::{ItemSchedule, SubscriptionId};
use crate::document::Document;
use crate::document::grouping::{Ungrouped, group};
use crate::error::{BillError, Failure};
use crate::history::History;
use crate::rating::{Rating, issue, note};
use crate::timeline::Timeline;

/// What a run of one subscription gives (INV-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Billing {
    /// The documents to issue, by date.
    pub documents: Vec<Document>,
    /// What the books become once they are issued: give it to [`Books::post`].
    pub posting: Posting,
    /// The next day on which anything will be due; none if nothing ever will.
    pub next_on: Option<NaiveDate>,
}

/// Bills a subscription up to a day, that day included (INV-1).
///
/// Every event of the history counts, whenever it was recorded; `as_of` decides only what is due
/// (HIS-7). Nothing is written: post [`Billing::posting`] when the documents are issued.
///
/// # Errors
/// [`BillError`], with nothing billed.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::books::Books;
/// use tacite::calendar::Cadence;
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Currency, Percent, Quantity, UnitPrice};
/// use tacite::bill;
///
/// let start = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
/// let contract = Contract::new("Team plan", CustomerId::new("cust-7")?, Currency::EUR);
/// let price = Price::PerUnit(UnitPrice::whole(12));
/// let vat = Tax::standard(Percent::whole(20));
/// let seats = Item::recurring("Seats", price, vat, Recurrence::every(Cadence::MONTHLY))
///     .times(Quantity::whole(3));
/// let id = ItemId::new("seats")?;
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(start, 1, EventKind::Started { contract }),
///         Event::on(start, 2, EventKind::ItemAdded { id, item: seats }),
///     ],
/// )?;
///
/// let mut books = Books::new();
/// let billing = bill(&history, &books, start)?;
/// assert_eq!(billing.documents[0].total.to_string(), "43.20 EUR");
/// assert_eq!(billing.next_on, NaiveDate::from_ymd_opt(2025, 2, 28));
///
/// books.post(billing.posting)?;
/// assert!(bill(&history, &books, start)?.documents.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bill(history: &History, books: &Books, as_of: NaiveDate) -> Result<Billing, BillError> {
    bill_within(history, books, as_of, Limits::default())
}

/// Bills a subscription within bounds of your own (CST-2).
///
/// # Errors
/// [`BillError`], with nothing billed.
pub fn bill_within(
    history: &History,
    books: &Books,
    as_of: NaiveDate,
    limits: Limits,
) -> Result<Billing, BillError> {
    // Filled in place: moving it costs as much as much of what fills it.
    let mut billing =
        Billing { documents: Vec::new(), posting: Posting::nothing(history, books), next_on: None };
    let mut rating = Rating::nothing(history, books, &mut billing.posting);
    billing.next_on = rating.rate(Day::of(as_of), limits)?;
    billing.documents = rating.documents()?;
    Ok(billing)
}

/// Bills everything up to the end of a contract, now (INV-3): every future document, each with its
/// own date.
///
/// # Errors
/// [`BillError::OpenEnded`] if the contract has no end and something recurs in it: bill up to a day
/// of your choice instead. Otherwise as [`bill`].
pub fn bill_to_end(history: &History, books: &Books) -> Result<Billing, BillError> {
    let timeline = Timeline::fold(history)?;
    let ends = timeline.life.is_none_or(|life| life.end.is_some())
        || timeline
            .items
            .iter()
            .all(|item| item.removed.is_some() || matches!(item.item.schedule, ItemSchedule::Once));
    if !ends {
        return Err(BillError::OpenEnded);
    }
    bill(history, books, NaiveDate::MAX)
}

/// What a run over many subscriptions gives (INV-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The documents to issue, by date; lines of one customer may share one.
    pub documents: Vec<Document>,
    /// What was billed: the posting of each subscription and when it will be due next.
    pub billed: Vec<Billed>,
    /// What could not be billed; nothing of it is in the documents (L12).
    pub failures: Vec<Failure>,
}

/// The result of one subscription in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Billed {
    /// Which.
    pub subscription: SubscriptionId,
    /// Give it to [`Books::post`].
    pub posting: Posting,
    /// The next day on which anything will be due.
    pub next_on: Option<NaiveDate>,
}

/// Bills many subscriptions up to a day and groups their lines (INV-1, INV-4, L12).
///
/// A subscription that fails, or is given twice, is reported and stops no other. If a document that
/// several subscriptions share can't be added up, all of them are reported.
pub fn run<'h>(
    subscriptions: impl IntoIterator<Item = (&'h History, &'h Books)>,
    as_of: NaiveDate,
) -> Run {
    run_within(subscriptions, as_of, Limits::default())
}

/// Bills many subscriptions as [`run`] does, within bounds of your own (CST-2).
pub fn run_within<'h>(
    subscriptions: impl IntoIterator<Item = (&'h History, &'h Books)>,
    as_of: NaiveDate,
    limits: Limits,
) -> Run {
    let as_of = Day::of(as_of);
    let mut subscriptions: Vec<(&History, &Books)> = subscriptions.into_iter().collect();
    let mut failures = given_twice(&subscriptions);
    leave_out(&mut subscriptions, &failures);
    loop {
        let (mut drafts, mut billed) = (Vec::new(), Vec::new());
        subscriptions.retain(|(history, books)| {
            let subscription = history.subscription();
            let mut posting = Posting::nothing(history, books);
            let mut rating = Rating::nothing(history, books, &mut posting);
            match rating.rate(as_of, limits) {
                Ok(next_on) => {
                    let number = u32::try_from(billed.len()).unwrap_or(u32::MAX);
                    drafts.extend(rating.drafts(number));
                    billed.push(Billed { subscription, posting, next_on });
                    true
                }
                Err(error) => {
                    failures.push(Failure { subscription, error });
                    false
                }
            }
        });
        match group(drafts) {
            Ok(made) => {
                let documents = issue(made, |origin, number, document| {
                    if let Some(billed) = billed.get_mut(origin.subscription as usize) {
                        note(&mut billed.posting, origin, number, document);
                    }
                });
                return Run { documents, billed, failures };
            }
            // Rare: an amount beyond 64 bits, a payment date outside the calendar. What shares such
            // a document is left out, the rest is billed again.
            Err(failed) => {
                let mut shared: Vec<Failure> = failed.iter().flat_map(failures_of).collect();
                shared.sort_by_key(|failure| failure.subscription);
                shared.dedup_by_key(|failure| failure.subscription);
                leave_out(&mut subscriptions, &shared);
                failures.extend(shared);
            }
        }
    }
}

/// Finds the subscriptions that are given more than once: which books are theirs is unknown.
fn given_twice(subscriptions: &[(&History, &Books)]) -> Vec<Failure> {
    let mut ids: Vec<_> = subscriptions.iter().map(|(history, _)| history.subscription()).collect();
    ids.sort_unstable();
    let pairs = ids.iter().zip(ids.iter().skip(1));
    let mut twice: Vec<_> =
        pairs.filter(|(left, right)| left == right).map(|(id, _)| *id).collect();
    twice.dedup();
    let error = BillError::GivenTwice;
    twice.into_iter().map(|subscription| Failure { subscription, error: error.clone() }).collect()
}

/// Leaves out the subscriptions of failures, which are in order.
fn leave_out(subscriptions: &mut Vec<(&History, &Books)>, failures: &[Failure]) {
    subscriptions.retain(|(history, _)| {
        let id = history.subscription();
        failures.binary_search_by_key(&id, |failure| failure.subscription).is_err()
    });
}

fn failures_of(failed: &Ungrouped) -> impl Iterator<Item = Failure> {
    failed.subscriptions.iter().map(|subscription| Failure {
        subscription: *subscription,
        error: BillError::Document(failed.error.clone()),
    })
}
