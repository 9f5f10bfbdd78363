//! What events would change, without recording them: the documents with them, without them, and the
//! difference (L10).
//!
//! 31.00 EUR for January 2025, billed; on the 11th the price becomes 62.00: 21 days are credited for
//! 21.00 and charged for 42.00, so 21.00 more now, and 31.00 more each month from February on.
//!
//! What is billed is decided by [`bill`] itself, run by run; what a command becomes by
//! [`crate::command`].

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use chrono::NaiveDate;

use super::QueryError;
use crate::books::Books;
use crate::contract::CustomerId;
use crate::document::{Document, Line};
use crate::engine::bill;
use crate::history::{Event, History};
use crate::money::{Amount, MoneyError};

/// How many runs a preview may need, at most (CST-2): 27 years of days.
pub const PREVIEW_RUNS_MAX: usize = 10_000;

/// How far a preview looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PreviewRange {
    /// Today: what is due by then is billed now.
    pub asked_on: NaiveDate,
    /// The last day that is looked at. An open-ended contract has no last document.
    pub until: NaiveDate,
}

/// The documents that will be issued, each on the first day on which it can be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// By the run of today.
    pub now: Vec<Document>,
    /// By the runs after it, in order.
    pub later: Vec<Document>,
}

/// What events would change (L10).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// What will be issued if the events are recorded.
    pub with: Outlook,
    /// What will be issued if they are not.
    pub without: Outlook,
    /// From the second to the first.
    pub difference: Difference,
}

/// What differs between two outlooks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Documents that are issued only with the events, or are other ones then.
    pub documents_added: Vec<Document>,
    /// Documents that are issued only without the events, or are other ones then.
    pub documents_removed: Vec<Document>,
    /// Lines that are issued only with the events, or are other ones then.
    pub lines_added: Vec<Line>,
    /// Lines that are issued only without the events, or are other ones then.
    pub lines_removed: Vec<Line>,
    /// By how much what the run of today asks for changes, by customer; those for whom nothing
    /// changes are left out.
    pub now: Vec<CustomerChange>,
    /// By how much what later runs ask for changes.
    pub later: Vec<CustomerChange>,
}

/// By how much what a customer is asked for changes; below 0 if it becomes less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CustomerChange {
    /// Whose.
    pub customer: CustomerId,
    /// Excluding tax.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
    /// Including tax.
    pub total: Amount,
}

impl Outlook {
    /// Lists all its documents, in the order in which they are issued.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.now.iter().chain(&self.later)
    }
}

impl Difference {
    /// Tells whether nothing changes.
    pub const fn is_empty(&self) -> bool {
        self.documents_added.is_empty()
            && self.documents_removed.is_empty()
            && self.lines_added.is_empty()
            && self.lines_removed.is_empty()
            && self.now.is_empty()
            && self.later.is_empty()
    }
}

/// Tells what events would change, if they were recorded (L10): [`bill`] is run today and on every
/// day up to the last one on which anything is due, once with the events and once without. Nothing
/// is written.
///
/// The events are numbered and dated as they would be recorded, and follow those of the history;
/// [`decide`](crate::command::decide) makes them of what a user says. With none, or with events that
/// charge nothing, the difference is empty. Lines are compared by what they say, whenever it became
/// known.
///
/// # Errors
/// [`QueryError::History`] for an event that the history refuses; [`QueryError::Bill`] as [`bill`];
/// [`QueryError::TooManyRuns`] past [`PREVIEW_RUNS_MAX`] runs; [`QueryError::Amount`] for a change
/// that is too large.
///
/// What would an upgrade on the 11th cost?
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::bill;
/// use tacite::books::Books;
/// use tacite::calendar::Cadence;
/// use tacite::command::{Command, State, When, decide};
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Currency, Percent, Quantity, UnitPrice};
/// use tacite::query::{PreviewRange, preview};
///
/// let date = |m, d| NaiveDate::from_ymd_opt(2025, m, d).unwrap();
/// let contract = Contract::new("Team", CustomerId::new("cust-7")?, Currency::EUR);
/// let price = Price::PerUnit(UnitPrice::whole(31));
/// let monthly = Recurrence::every(Cadence::MONTHLY);
/// let vat = Tax::standard(Percent::whole(20));
/// let (id, item) = (ItemId::new("seats")?, Item::recurring("Seats", price, vat, monthly));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date(1, 1), 1, EventKind::Started { contract }),
///         Event::on(date(1, 1), 2, EventKind::ItemAdded { id, item }),
///     ],
/// )?;
/// let mut books = Books::new();
/// books.post(bill(&history, &books, date(1, 1))?.posting)?;
///
/// let today = date(1, 11);
/// let (quantity, when) = (Quantity::whole(2), When::Now);
/// let upgrade = Command::ChangeQuantity { id, quantity, when };
/// let events = decide(&State::of(&history, &books, today), &upgrade)?;
///
/// let range = PreviewRange { asked_on: today, until: date(3, 31) };
/// let preview = preview(&history, &books, events, range)?;
/// // 21 of 31 days: 21.00 are credited, 42.00 charged.
/// assert_eq!(preview.with.now.len(), 2);
/// assert_eq!(preview.difference.now[0].net.to_string(), "21.00 EUR");
/// assert_eq!(preview.difference.now[0].total.to_string(), "25.20 EUR");
/// // February and March.
/// assert_eq!(preview.difference.later[0].net.to_string(), "62.00 EUR");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn preview(
    history: &History,
    books: &Books,
    events: impl IntoIterator<Item = Event>,
    range: PreviewRange,
) -> Result<Preview, QueryError> {
    let mut longer = history.clone();
    for event in events {
        longer.push(event)?;
    }
    let with = outlook(&longer, books, range)?;
    let without = outlook(history, books, range)?;
    let difference = difference(&with, &without)?;
    Ok(Preview { with, without, difference })
}

/// Bills today, then on each day on which anything is due.
#[expect(clippy::expect_used, reason = "invariant: a posting fits the books that it was made from")]
fn outlook(
    history: &History,
    books: &Books,
    PreviewRange { asked_on, until }: PreviewRange,
) -> Result<Outlook, QueryError> {
    let mut books = books.clone();
    let mut outlook = Outlook::default();
    let (mut next_on, mut runs) = (Some(asked_on), 0);
    while let Some(on) = next_on.filter(|on| *on <= until || runs == 0) {
        if runs == PREVIEW_RUNS_MAX {
            return Err(QueryError::TooManyRuns { until, max: PREVIEW_RUNS_MAX });
        }
        let billing = bill(history, &books, on)?;
        let issued = if runs == 0 { &mut outlook.now } else { &mut outlook.later };
        issued.extend(billing.documents);
        books.post(billing.posting).expect("invariant: the posting was made from these books");
        next_on = billing.next_on;
        runs += 1;
    }
    Ok(outlook)
}

fn difference(with: &Outlook, without: &Outlook) -> Result<Difference, MoneyError> {
    let lines = |outlook: &Outlook| -> Vec<Line> {
        outlook.documents().flat_map(|document| &document.lines).cloned().collect()
    };
    let documents = |outlook: &Outlook| outlook.documents().cloned().collect::<Vec<Document>>();
    let (documents_added, documents_removed) =
        only((documents(with), documents(without)), Document::key, |document| {
            let mut document = document.clone();
            document.lines.iter_mut().for_each(|line| line.known = 0);
            document
        });
    let (lines_added, lines_removed) =
        only((lines(with), lines(without)), Line::key, |line| Line { known: 0, ..line.clone() });
    Ok(Difference {
        documents_added,
        documents_removed,
        lines_added,
        lines_removed,
        now: changes(&with.now, &without.now)?,
        later: changes(&with.later, &without.later)?,
    })
}

/// Keeps of two lists what the other has not, in order: things are known by their keys, and are the
/// same if what they say is.
fn only<T, S: PartialEq>(
    (left, right): (Vec<T>, Vec<T>),
    key: impl Fn(&T) -> String,
    says: impl Fn(&T) -> S,
) -> (Vec<T>, Vec<T>) {
    let by_key = |list: &[T]| -> BTreeMap<String, S> {
        list.iter().map(|one| (key(one), says(one))).collect()
    };
    let (lefts, rights) = (by_key(&left), by_key(&right));
    let missing = |list: Vec<T>, others: &BTreeMap<String, S>| -> Vec<T> {
        let is_new = |one: &T| others.get(&key(one)).is_none_or(|other| *other != says(one));
        list.into_iter().filter(is_new).collect()
    };
    (missing(left, &rights), missing(right, &lefts))
}

/// Takes the sums of some documents from those of others, by customer.
fn changes(with: &[Document], without: &[Document]) -> Result<Vec<CustomerChange>, MoneyError> {
    let mut changes: Vec<CustomerChange> = Vec::new();
    let signed = with.iter().map(|document| (1, document));
    for (sign, document) in signed.chain(without.iter().map(|document| (-1, document))) {
        let known = changes.iter_mut().find(|known| known.customer == document.customer);
        let amounts = [document.net, document.tax, document.total];
        let [net, tax, total] =
            amounts.map(|amount| if sign < 0 { amount.negated() } else { amount });
        match known {
            Some(known) => {
                known.net = known.net.checked_add(net)?;
                known.tax = known.tax.checked_add(tax)?;
                known.total = known.total.checked_add(total)?;
            }
            None => changes.push(CustomerChange { customer: document.customer, net, tax, total }),
        }
    }
    changes.retain(|change| {
        ![change.net, change.tax, change.total].iter().all(|amount| amount.is_zero())
    });
    changes.sort_by_key(|change| change.customer);
    Ok(changes)
}
