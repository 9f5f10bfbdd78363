//! What an item's price becomes at the next renewal, by the formula of its contract (CHG-2, TRM-1).
//!
//! A year from 1 January 2025 at 1,000.00 EUR, by an index with a lag of 3 months, S0 = 280.0 published
//! on 31 August 2024 and S = 294.7 on 31 August 2025: 1,052.50 EUR from 1 January 2026.
//!
//! Nothing is recorded: the host does, by [`Command::ChangePrice`](crate::command::Command) with the
//! price and the day that are returned.

use chrono::NaiveDate;

use super::QueryError;
use super::agreed::Agreed;
use crate::calendar::{Day, Length};
use crate::contract::{
    Coefficient, IndexSeries, IndexValue, ItemId, Price, Renewal, Revision, RevisionBase,
    RevisionError, RevisionPolicy,
};
use crate::history::History;
use crate::timeline::Timeline;
use crate::timeline::facts::EndCause;

/// By what a price is revised: the contract's policy, and the index as it is known.
#[derive(Clone, Copy, Debug)]
pub struct Revising<'r> {
    /// The formula.
    pub policy: &'r RevisionPolicy,
    /// The values of the index; none are looked at where the formula has no index.
    pub series: &'r IndexSeries,
}

/// A price as it will be from the next renewal on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RevisedPrice {
    /// The first day of the new term.
    pub on: NaiveDate,
    /// The price that it is counted from.
    pub from: Price,
    /// The revised price.
    pub to: Price,
    /// The values of the index, if there is one.
    pub index: Option<IndexUsed>,
    /// What the price was multiplied by, before floor and cap.
    pub coefficient: Coefficient,
}

/// The values of an index that a revision was made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IndexUsed {
    /// S0.
    pub base: IndexValue,
    /// S.
    pub current: IndexValue,
}

/// Returns what the price of an item becomes at the first renewal after a day (CHG-2, TRM-1); none if
/// there is no renewal to come, or the item is not there on the day before it.
///
/// The price counted from is the one agreed or listed on that day: a phase or a pause that has a price
/// of its own then does not enter it. Values published after `as_of` are not looked at.
///
/// # Errors
/// [`QueryError::Revision`] for a formula that has no result, such as an index without a value in time;
/// [`QueryError::Calendar`] if a date lies outside the calendar.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::{Cadence, Length};
/// use tacite::contract::*;
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Currency, Quantity, UnitPrice};
/// use tacite::query::{Revising, revision};
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let mut contract = Contract::new("Upkeep", CustomerId::new("cust-7")?, Currency::EUR);
/// let renewal = Renewal::Tacit { length: Length::years(1), at_most: None };
/// contract.term = Some(Term { first: Lasting::For(Length::years(1)), renewal });
/// let price = Price::Flat(UnitPrice::whole(1_000));
/// let item = Item::recurring("Upkeep", price, Tax::NONE, Recurrence::every(Cadence::YEARLY));
/// let id = ItemId::new("upkeep")?;
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-01-01"), 1, EventKind::Started { contract }),
///         Event::on(date("2025-01-01"), 2, EventKind::ItemAdded { id, item }),
///     ],
/// )?;
/// let value = |on, value: &str| -> Result<_, Box<dyn std::error::Error>> {
///     Ok(IndexValue { published_on: date(on), value: Quantity::new(value.parse().unwrap())? })
/// };
/// let series = IndexSeries::new(&[value("2024-08-31", "280.0")?, value("2025-08-31", "294.7")?])?;
/// let by = Revision::Index { base: RevisionBase::PreviousTerm, lag_months: 3 };
/// let policy = RevisionPolicy::new(by);
/// let revising = Revising { policy: &policy, series: &series };
/// let revised = revision(&history, date("2025-10-15"), id, revising)?.expect("it renews itself");
/// assert_eq!(revised.on, date("2026-01-01"));
/// assert_eq!(revised.to, Price::Flat(UnitPrice::new("1052.50".parse().unwrap())?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn revision(
    history: &History,
    as_of: NaiveDate,
    item: ItemId,
    revising: Revising<'_>,
) -> Result<Option<RevisedPrice>, QueryError> {
    let Some(agreed) = Agreed::of(history)? else {
        return Ok(None);
    };
    let Some(on) = agreed.next_term(as_of)? else {
        return Ok(None);
    };
    let Some(in_force) = price_before(history, item, on)? else {
        return Ok(None);
    };
    let policy = revising.policy;
    let (from, index, coefficient) = match &policy.by {
        Revision::Up(share) => (in_force, None, Coefficient::up(*share)?),
        Revision::Down(share) => (in_force, None, Coefficient::down(*share)?),
        Revision::Index { base, lag_months } => {
            let published = |begins: Day| {
                let by = Length::months(*lag_months).before_day(begins)?.date().min(as_of);
                let value = revising.series.last_by(by);
                value.ok_or(QueryError::Revision(RevisionError::NoValue { by }))
            };
            let (from, base) = match base {
                RevisionBase::Agreed { price, value } => (price.clone(), *value),
                RevisionBase::PreviousTerm => {
                    let last = on.pred()?;
                    let begun = agreed.facts.term_begin_by(last, &agreed.pauses)?;
                    (in_force, published(begun.unwrap_or(agreed.start))?)
                }
            };
            let current = published(on)?;
            let coefficient = Coefficient::of_index(base, current)?;
            (from, Some(IndexUsed { base, current }), coefficient)
        }
    };
    let to = policy.revised(&from, coefficient)?;
    Ok(Some(RevisedPrice { on: on.date(), from, to, index, coefficient }))
}

impl Agreed<'_> {
    /// Returns the first day after another on which a new term begins, or would if the contract is
    /// renewed by hand.
    fn next_term(&self, as_of: NaiveDate) -> Result<Option<Day>, QueryError> {
        let after = Day::of(as_of).succ()?;
        let Some(on) = self.facts.term_end_from(after, &self.pauses)? else {
            return Ok(None);
        };
        let by_hand = self.contract.term.is_some_and(|term| term.renewal == Renewal::ByHand);
        let is_over = self.end.is_some_and(|end| {
            end.on < on || end.on == on && !(by_hand && end.cause == EndCause::Term)
        });
        Ok((!is_over).then_some(on))
    }
}

/// The price of an item on the day before another, whatever phase or pause has one of its own then.
fn price_before(history: &History, item: ItemId, on: Day) -> Result<Option<Price>, QueryError> {
    let Some(traced) = Timeline::trace(history, item)? else {
        return Ok(None);
    };
    let last = on.pred()?;
    let span = traced.spans.get(traced.index_on(last)).filter(|span| span.from <= last);
    let is_removed = traced
        .removed
        .and_then(|sequence| history.event(sequence))
        .is_some_and(|event| Day::of(event.effective_on) <= last);
    Ok(span.filter(|_| !is_removed).map(|span| span.agreed.clone()))
}
