//! Why a line costs what it costs, and why a day has none (EXP-1, EXP-2).
//!
//! [`explain`] gives the [`Derivation`] of a line: which events set its price, quantity, customer and
//! tax, which share of which period, the exact value, what rounding added, which line it corrects, why
//! it is due. It is data without words: an accountant's sentences are made of it elsewhere, in the
//! language wanted. [`explain_absence`] says why a day has no charge.
//!
//! Both read the history; a run keeps nothing for them but the integers of its lines. A line follows
//! from what was known when it was made, so the history is cut there first (HIS-2).

mod absence;
mod asked;
mod derivation;
mod due;
mod exact;
mod rule;
mod source;
mod unowed;

pub use absence::{Absence, AbsenceReason, OwedTerms, charged_by, explain_absence};
pub use derivation::{Derivation, Evaluated, ExactCost, RoundedCost};
pub use due::{CreditCause, DueMoves, DueReason};
pub use exact::{Fraction, FractionError};
pub use rule::Rule;
pub use source::{AllowanceSource, Citation, PriceSource, ReductionSource, TermsSources};
pub use unowed::{EndedBy, Unowed};

use alloc::vec::Vec;

use self::asked::Asked;
use self::source::{Which, of_adjustment, of_item};
use self::unowed::Ground;
use crate::books::{IssuedBy, IssuedLine};
use crate::calendar::{CalendarError, Period};
use crate::charge::Share;
use crate::contract::{ItemId, SubscriptionId};
use crate::document::Line;
use crate::history::History;
use crate::money::{Currency, MoneyError};
use crate::schedule::Reference;
use crate::timeline::TimelineError;

/// Returns how a line of a document comes to its amount (EXP-1).
///
/// The history may have grown since: it is cut at the newest event that the run knew. A history that was
/// closed before a day may lack what a line of earlier days follows from.
///
/// # Errors
/// [`ExplainError`]: the line is not of this history, or it can't be folded.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::books::Books;
/// use tacite::calendar::{Anchor, Cadence, DayOfMonth};
/// use tacite::contract::*;
/// use tacite::explain::{DueReason, explain};
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Currency, UnitPrice};
/// use tacite::bill;
///
/// // 30.00 a month on the 1st, from 20 January 2025.
/// let start = NaiveDate::from_ymd_opt(2025, 1, 20).unwrap();
/// let contract = Contract::new("Fee", CustomerId::new("cust-7")?, Currency::EUR);
/// let first = GridAnchor::Rule(Anchor::DayOfMonth(DayOfMonth::new(1)?));
/// let monthly = Recurrence { anchor: first, ..Recurrence::every(Cadence::MONTHLY) };
/// let price = Price::Flat(UnitPrice::whole(30));
/// let (id, item) = (ItemId::new("fee")?, Item::recurring("Fee", price, Tax::NONE, monthly));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(start, 1, EventKind::Started { contract }),
///         Event::on(start, 2, EventKind::ItemAdded { id, item }),
///     ],
/// )?;
/// let billing = bill(&history, &Books::new(), start)?;
/// let line = billing.documents[0].lines.first();
///
/// let derivation = explain(&history, line)?;
/// assert_eq!(derivation.sources.price.citation().sequence, 2);
/// assert_eq!(derivation.share.to_string(), "12/31");
/// let exact = derivation.exact.net; // 36,000/31 cents
/// assert_eq!((exact.numerator(), exact.denominator()), (36_000, 31));
/// assert_eq!(derivation.due, DueReason::PeriodStart(start));
/// assert_eq!(derivation.evaluate()?.net, line.net); // 11.61
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain(history: &History, line: &Line) -> Result<Derivation, ExplainError> {
    let whose = history.subscription();
    if line.subscription != whose {
        return Err(ExplainError::OtherSubscription { history: whose, line: line.subscription });
    }
    derived(history, &Asked::of_document(line), Some(line.net.currency()))
}

/// Returns how a line of the books comes to its amount (EXP-1), hidden zero lines included.
///
/// # Errors
/// As [`explain`].
pub fn explain_issued(
    history: &History,
    issued: &IssuedLine<'_>,
) -> Result<Derivation, ExplainError> {
    derived(history, &Asked::of_books(issued), None)
}

fn derived(
    history: &History,
    asked: &Asked<'_>,
    currency: Option<Currency>,
) -> Result<Derivation, ExplainError> {
    let newest = history.newest();
    if asked.known > newest {
        return Err(ExplainError::NotKnownYet { known: asked.known, newest });
    }
    let (item, reference) = (asked.item, asked.reference);
    let stranger = ExplainError::NotFromHere { item, period: reference };
    let known = history.until_sequence(asked.known);
    let mut contracts = known.events().iter().rev().filter_map(|event| event.kind.contract());
    let currency = currency.or_else(|| contracts.next().map(|contract| contract.currency));
    let served = asked.served();
    let (Some(currency), Some((terms_known, mut sources))) =
        (currency, sources_of(&known, asked, &served)?)
    else {
        return Err(stranger);
    };
    let share = Share::of_days(asked.terms.weights, reference, asked.days);
    let (Some(share), false) = (share, sources.is_empty()) else {
        return Err(stranger);
    };
    let ground = Ground::of(&known, item)?;
    let dated = match (asked.by, asked.corrects) {
        (IssuedBy::Cancellation, _) => Some((DueReason::Cancellation(asked.due.date()), None)),
        (IssuedBy::Run, Some(_)) => Some(ground.credit_due(asked)?),
        (IssuedBy::Run, None) => ground.charge_due(asked)?,
    };
    let Some((due, due_moves)) = dated else { return Err(stranger) };
    let first = sources.remove(0);
    Ok(Derivation {
        item,
        currency,
        known: asked.known,
        terms_known,
        served,
        reference,
        billing: asked.billing,
        days: asked.days.len(),
        share,
        terms: asked.terms.clone(),
        sources: first,
        again: sources,
        exact: ExactCost::of(asked.terms, currency, (share.days(), share.of()))?,
        before: asked.before,
        carried: asked.carried,
        corrects: asked.corrects,
        due_on: asked.due.date(),
        due,
        due_moves,
    })
}

/// Finds the events that set the terms of a line, and the newest event up to which they hold.
///
/// A charge is made at terms that hold. A credit, or what cancels one, is at terms that may hold no
/// more on its days: they are looked for in what was known before, the newest first.
fn sources_of(
    known: &History,
    asked: &Asked<'_>,
    served: &[Period],
) -> Result<Option<(u64, Vec<TermsSources>)>, ExplainError> {
    let find = |history: &History, which: Which| match asked.reference {
        Reference::Adjustment { sequence } => {
            let found = of_adjustment((history, sequence), asked.terms)?;
            Ok(found.into_iter().collect())
        }
        Reference::Once | Reference::Period(_) => {
            of_item((history, asked.item), asked.terms, served, which)
        }
    };
    for which in [Which::AllOfTheLine, Which::SomeOfTheLine, Which::Any] {
        let found = find(known, which).map_err(ExplainError::Timeline)?;
        if !found.is_empty() {
            return Ok(Some((asked.known, found)));
        }
        let earlier = known.events().iter().rev().skip(1).map(|event| event.sequence);
        let is_of_charge = asked.by == IssuedBy::Run && asked.corrects.is_none();
        for sequence in earlier.take_while(|_| !is_of_charge) {
            // What could not be billed then was not charged then.
            let found = find(&known.until_sequence(sequence), which).unwrap_or_default();
            if !found.is_empty() {
                return Ok(Some((sequence, found)));
            }
        }
    }
    Ok(None)
}

/// Why a line or an absence can't be explained.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// The history can't be folded.
    #[error(transparent)]
    Timeline(#[from] TimelineError),
    /// A date lies outside the calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// An amount is too large.
    #[error(transparent)]
    Amount(#[from] MoneyError),
    /// The line is another subscription's.
    #[error("the history is of subscription {history}, the line of subscription {line} (EXP-1)")]
    OtherSubscription {
        /// Whose history it is.
        history: SubscriptionId,
        /// Whose line.
        line: SubscriptionId,
    },
    /// The line was made from a longer history.
    #[error(
        "the line follows from event {known}, the newest event of the history is {newest} (EXP-1)"
    )]
    NotKnownYet {
        /// Sequence number of the newest event that the line follows from.
        known: u64,
        /// That of the newest event of the history; 0 if it has none.
        newest: u64,
    },
    /// Nothing in the history gives the line.
    #[error("item {item}, period {period}: the history does not give such a line (EXP-1)")]
    NotFromHere {
        /// The item of the line.
        item: ItemId,
        /// Its reference period.
        period: Reference,
    },
}
