//! An issued document is never altered: it is cancelled by another one that gives back all that is left
//! of it (INV-7, L5, rule 10).
//!
//! An invoice of 43.20, cancelled on 15 March 2025: a credit note of that day, −43.20, and books that
//! know of it. The next run charges what the history owes; to have nothing charged again, change the
//! history first.
//!
//! What is left of a document is decided by [`crate::books`].

use alloc::string::String;
use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::books::{Books, BooksMismatch, IssuedDocument, Posting, fits};
use crate::calendar::Day;
use crate::contract::SubscriptionId;
use crate::document::grouping::joined;
use crate::document::identity::named;
use crate::document::{CorrectedDocument, Document};
use crate::engine::{Billed, bill};
use crate::error::BillError;
use crate::history::History;
use crate::rating::{Rating, note};

/// What cancelling a document gives (INV-7).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// The document that cancels it, to issue: a credit note of an invoice, an invoice of a credit note.
    pub document: Document,
    /// What the books become once it is issued: give it to [`Books::post`].
    pub posting: Posting,
    /// The next day on which anything will be due: the day of the cancellation if the history still
    /// owes what is given back.
    pub next_on: Option<NaiveDate>,
}

/// What cancelling a document gives that several subscriptions share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelledShared {
    /// The document that cancels it, to issue.
    pub document: Document,
    /// The posting of each subscription, and when it will be due next.
    pub billed: Vec<Billed>,
}

/// Cancels a document of a subscription, known by its [`key`](Document::key) (INV-7).
///
/// All that is left of its charges is credited, and what its credits took back is charged again unless
/// it was charged again already. Of a document that several subscriptions share, the lines of this one
/// alone are cancelled: [`cancel_shared`] cancels all. What was taken off a draft by
/// [`allow`](Document::allow), or set off against it, is not in the books; for a document of which
/// nothing was corrected, [`Document::cancelled`] gives all of that back.
///
/// Nothing is written: post [`Cancelled::posting`] when the document is issued. The next run charges
/// what the history owes, dated on the day of the cancellation at the earliest.
///
/// # Errors
/// [`CancelError`], with nothing cancelled.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::books::Books;
/// use tacite::calendar::Cadence;
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Currency, UnitPrice};
/// use tacite::{bill, cancel};
///
/// let day = |d| NaiveDate::from_ymd_opt(2025, 1, d).unwrap();
/// let contract = Contract::new("Fee", CustomerId::new("cust-7")?, Currency::EUR);
/// let price = Price::Flat(UnitPrice::whole(36));
/// let item = Item::recurring("Fee", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
/// let id = ItemId::new("fee")?;
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(day(1), 1, EventKind::Started { contract }),
///         Event::on(day(1), 2, EventKind::ItemAdded { id, item }),
///     ],
/// )?;
/// let mut books = Books::new();
/// let billing = bill(&history, &books, day(1))?;
/// books.post(billing.posting)?;
///
/// let invoice = billing.documents[0].key();
/// let cancelled = cancel(&history, &books, &invoice, day(15))?;
/// assert_eq!(cancelled.document.total.to_string(), "-36.00 EUR");
/// assert_eq!(cancelled.document.corrects.as_ref().unwrap().key, invoice);
/// assert_eq!(cancelled.next_on, Some(day(15)));
/// books.post(cancelled.posting)?;
///
/// // January is still owed.
/// let again = bill(&history, &books, day(15))?;
/// assert_eq!((again.documents[0].dated_on, again.documents[0].total.minor()), (day(15), 3_600));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cancel(
    history: &History,
    books: &Books,
    document: &str,
    on: NaiveDate,
) -> Result<Cancelled, CancelError> {
    let CancelledShared { document: cancelling, billed } =
        cancel_shared([(history, books)], document, on)?;
    let own = billed.into_iter().next();
    let Some(Billed { posting, next_on, .. }) = own else {
        return Err(CancelError::NothingLeft { document: String::from(document) });
    };
    Ok(Cancelled { document: cancelling, posting, next_on })
}

/// Cancels a document that several subscriptions share, by one document (INV-4, INV-7).
///
/// # Errors
/// As [`cancel`]; each of the subscriptions must have a line on it.
pub fn cancel_shared<'h>(
    subscriptions: impl IntoIterator<Item = (&'h History, &'h Books)>,
    document: &str,
    on: NaiveDate,
) -> Result<CancelledShared, CancelError> {
    let (mut drafts, mut postings) = (Vec::new(), Vec::new());
    let mut subscriptions: Vec<(&History, &Books)> = subscriptions.into_iter().collect();
    subscriptions.sort_by_key(|(history, _)| history.subscription());
    for (number, (history, books)) in (0..).zip(&subscriptions) {
        let (issued, cancelled) = found(history, books, document)?;
        check_open(books, (issued, &cancelled), on)?;
        let mut posting = Posting::nothing(history, books);
        let mut rating = Rating::nothing(history, books, &mut posting);
        drafts.extend(rating.cancel(issued, &cancelled, (Day::of(on), number))?);
        postings.push(posting);
    }
    let made = joined(drafts).map_err(|failed| BillError::Document(failed.error))?;
    let Some(made) = made else {
        return Err(CancelError::NothingLeft { document: String::from(document) });
    };
    for origin in &made.origins {
        if let Some(posting) = postings.get_mut(origin.subscription as usize) {
            note(posting, *origin, 0, &made.document);
        }
    }
    let billed = subscriptions.iter().zip(postings).map(|((history, books), posting)| {
        let next_on = next_after(history, books, &posting, on)?;
        Ok(Billed { subscription: history.subscription(), posting, next_on })
    });
    let billed = billed.collect::<Result<_, CancelError>>()?;
    Ok(CancelledShared { document: made.document, billed })
}

/// Finds an issued document in the books of a subscription.
fn found(
    history: &History,
    books: &Books,
    key: &str,
) -> Result<(IssuedDocument, CorrectedDocument), CancelError> {
    fits(history, books)?;
    let subscription = history.subscription();
    let Some((issued, dated)) = named(books, subscription, key) else {
        return Err(CancelError::NotFound { subscription, document: String::from(key) });
    };
    let (key, dated_on) = (String::from(key), dated.date());
    Ok((issued, CorrectedDocument { kind: issued.kind, key, dated_on }))
}

fn check_open(
    books: &Books,
    (issued, cancelled): (IssuedDocument, &CorrectedDocument),
    on: NaiveDate,
) -> Result<(), CancelError> {
    let (document, dated_on) = (cancelled.key.clone(), cancelled.dated_on);
    let known = books.cancelled().iter().find(|known| known.document == issued);
    if let Some(known) = known {
        return Err(CancelError::AlreadyCancelled { document, on: known.on.date() });
    }
    if on < dated_on {
        return Err(CancelError::BeforeDocument { document, dated_on, on });
    }
    // What the dropped lines of a document were is not known any more.
    let is_partial = books.shared_document(issued).is_some_and(|(_, others)| !others.is_empty());
    match books.closed_before() {
        Some(closed_before) if is_partial || books.is_closed(issued) => {
            Err(CancelError::Closed { document, closed_before })
        }
        Some(_) | None => Ok(()),
    }
}

/// Returns the next day on which anything will be due once a cancellation is posted.
fn next_after(
    history: &History,
    books: &Books,
    posting: &Posting,
    on: NaiveDate,
) -> Result<Option<NaiveDate>, CancelError> {
    let mut after = books.clone();
    // It was made from these books.
    if after.post(posting.clone()).is_err() {
        return Ok(Some(on));
    }
    let now = bill(history, &after, on)?;
    // What waited for an invoice may be due without a new line (INV-7).
    let is_due = now.posting.lines().next().is_some() || !now.documents.is_empty();
    Ok(if is_due { Some(on) } else { now.next_on })
}

/// Why a document can't be cancelled (INV-7).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CancelError {
    /// The books don't fit the history.
    #[error(transparent)]
    Books(#[from] BooksMismatch),
    /// The history can't be folded, an amount is too large.
    #[error(transparent)]
    Bill(#[from] BillError),
    /// No such document was issued.
    #[error("subscription {subscription} has no line on an issued document {document} (INV-7)")]
    NotFound {
        /// Whose books were looked in.
        subscription: SubscriptionId,
        /// The key that was given.
        document: String,
    },
    /// The document is cancelled.
    #[error("document {document} was cancelled on {on} (INV-7)")]
    AlreadyCancelled {
        /// Its key.
        document: String,
        /// When.
        on: NaiveDate,
    },
    /// All of it was corrected since.
    #[error("nothing is left of document {document}: all of it was corrected since (L7)")]
    NothingLeft {
        /// Its key.
        document: String,
    },
    /// A document can't be cancelled before its date.
    #[error("document {document} is dated {dated_on}, it can't be cancelled on {on} (INV-3)")]
    BeforeDocument {
        /// Its key.
        document: String,
        /// Its date.
        dated_on: NaiveDate,
        /// The day on which it was to be cancelled.
        on: NaiveDate,
    },
    /// Lines of it are closed.
    #[error(
        "document {document} has lines of days before {closed_before}, which are closed: cancel it \
         from the whole history (INV-10)"
    )]
    Closed {
        /// Its key.
        document: String,
        /// The first day that is open.
        closed_before: NaiveDate,
    },
}
