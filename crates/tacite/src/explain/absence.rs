//! Why an item has no charge for a date, or which one it has (EXP-2).
//!
//! Monthly in arrears from 1 March 2025, asked on 10 March: 5 March is owed, and due on 1 April.
//!
//! What is owed and when it is due is decided by [`crate::schedule`].

use alloc::boxed::Box;

use chrono::NaiveDate;

use super::source::cited;
use super::unowed::{Ground, Unowed};
use super::{ExplainError, TermsSources};
use crate::books::{Books, IssuedLine, served};
use crate::calendar::{CalendarError, Day, Period};
use crate::contract::{ItemId, ItemSchedule, StubPrice};
use crate::history::History;
use crate::money::Currency;
use crate::schedule::periods::NEVER;
use crate::schedule::{BillingPeriod, BillingPeriods, OwedDays, Reference, Standing, one_off_due};
use crate::timeline::Terms;

/// Why an item has no charge for a date (EXP-2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The item asked about.
    pub item: ItemId,
    /// The date asked about.
    pub date: NaiveDate,
    /// The day that counts as today.
    pub as_of: NaiveDate,
    /// Why.
    pub reason: AbsenceReason,
}

/// How a date of an item stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AbsenceReason {
    /// Nothing is owed for it.
    Unowed(Unowed),
    /// It is owed, and due after today.
    NotDueYet {
        /// When it falls due; none while an open Shift pause keeps its period from ending.
        due_on: Option<NaiveDate>,
        /// At which terms.
        owed: OwedTerms,
    },
    /// It is owed and due: a run of today charges it, unless an earlier one did.
    Owed {
        /// When it fell due.
        due_on: NaiveDate,
        /// At which terms.
        owed: OwedTerms,
    },
}

/// The terms at which a day is owed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwedTerms {
    /// The terms.
    pub terms: Box<Terms>,
    /// The first day of the item from which they hold without a break.
    pub since: NaiveDate,
    /// In which currency.
    pub currency: Currency,
    /// Which events set them for the date.
    pub sources: Box<TermsSources>,
}

/// Tells why an item has no charge for a date, as of a day and by the whole history (HIS-7); or that it
/// has one, due later or already.
///
/// A date before the start or after the end may be owed: by a stub that is charged in full.
///
/// # Errors
/// [`ExplainError::Timeline`] or [`ExplainError::Calendar`], as billing the history would.
///
/// ```
/// use chrono::NaiveDate;
/// use tacite::calendar::Cadence;
/// use tacite::contract::*;
/// use tacite::explain::{AbsenceReason, Unowed, explain_absence};
/// use tacite::history::{Event, EventKind, History};
/// use tacite::money::{Currency, UnitPrice};
///
/// let date = |text: &str| text.parse::<NaiveDate>().unwrap();
/// let contract = Contract::new("Fee", CustomerId::new("cust-7")?, Currency::EUR);
/// let price = Price::Flat(UnitPrice::whole(30));
/// let monthly = Recurrence::every(Cadence::MONTHLY);
/// let (id, item) = (ItemId::new("fee")?, Item::recurring("Fee", price, Tax::NONE, monthly));
/// let history = History::of(
///     SubscriptionId::new("sub-1")?,
///     [
///         Event::on(date("2025-03-01"), 1, EventKind::Started { contract }),
///         Event::on(date("2025-03-10"), 2, EventKind::ItemAdded { id, item }),
///     ],
/// )?;
/// let why = |day| explain_absence(&history, id, date(day), date("2025-03-31"));
/// let reason = why("2025-03-05")?.reason;
/// assert!(matches!(reason, AbsenceReason::Unowed(Unowed::BeforeItem { .. })));
/// assert!(matches!(why("2025-03-10")?.reason, AbsenceReason::Owed { .. }));
/// assert!(matches!(why("2025-04-10")?.reason, AbsenceReason::NotDueYet { .. }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain_absence(
    history: &History,
    item: ItemId,
    date: NaiveDate,
    as_of: NaiveDate,
) -> Result<Absence, ExplainError> {
    let ground = Ground::of(history, item)?;
    let reason = ground.reason(Day::of(date), Day::of(as_of))?;
    Ok(Absence { item, date, as_of, reason })
}

/// Returns the issued line that charges a date of an item and was not credited for it since.
pub fn charged_by(books: &Books, item: ItemId, date: NaiveDate) -> Option<IssuedLine<'_>> {
    let day = Day::of(date);
    let has_date = |issued: &IssuedLine<'_>| {
        let line = issued.line;
        let is_once = matches!(line.reference, Reference::Once);
        (is_once && line.billing.contains_day(day) && !line.days.is_empty())
            || served(line.reference, &line.days, &line.moved).any(|dates| dates.contains_day(day))
    };
    let lines = || books.lines().filter(move |issued| issued.item == item).filter(has_date);
    let mut charges = lines().filter(|issued| !issued.line.is_credit());
    charges.find(|charge| {
        !lines().any(|credit| {
            credit.line.corrects == Some(charge.line.ordinal)
                && credit.line.reference == charge.line.reference
                && credit.line.terms == charge.line.terms
        })
    })
}

impl Ground<'_> {
    fn reason(&self, date: Day, as_of: Day) -> Result<AbsenceReason, ExplainError> {
        let (Some(life), Some(item)) = (self.life(), self.item()) else {
            return Ok(AbsenceReason::Unowed(self.without_item(date)));
        };
        let segments = self.timeline.segments_of(item);
        if item.item.schedule == ItemSchedule::Once {
            let due = one_off_due(life, item, segments)?.filter(|_| date == item.from);
            return Ok(match due {
                Some((terms, due)) => self.owed((terms, due), item.from, as_of),
                None => AbsenceReason::Unowed(self.one_off_unowed(date)),
            });
        }
        let Some(periods) = self.periods() else {
            return Ok(AbsenceReason::Unowed(Unowed::ItemUnknown));
        };
        if let Some((billing, number)) = numbered(&periods, date)? {
            let mut owed = OwedDays::new();
            periods.owed(&billing, segments, &mut owed);
            if let Some(part) = owed.iter().find(|part| part.days.contains(number)) {
                return Ok(self.owed((part.terms, part.due), date, as_of));
            }
        }
        let why = Standing::new(&periods, segments).unowed_on(date)?;
        Ok(AbsenceReason::Unowed(self.unowed(why, date)))
    }

    /// A day is owed at terms of the timeline, and due.
    fn owed(&self, (terms, due): (u32, Day), date: Day, as_of: Day) -> AbsenceReason {
        let owed = self.owed_terms(terms, date);
        match owed {
            None => AbsenceReason::Unowed(Unowed::ItemUnknown),
            Some(owed) if due == NEVER => AbsenceReason::NotDueYet { due_on: None, owed },
            Some(owed) if due > as_of => {
                AbsenceReason::NotDueYet { due_on: Some(due.date()), owed }
            }
            Some(owed) => AbsenceReason::Owed { due_on: due.date(), owed },
        }
    }

    fn owed_terms(&self, terms: u32, date: Day) -> Option<OwedTerms> {
        let traced = self.traced.as_ref()?;
        let terms = self.timeline.terms_at(terms);
        // The days that a `Full` stub adds are like the nearest day of service, before or after.
        let on = traced.index_on(date);
        let index = (0..=on).rev().chain(on..traced.spans.len()).find(|index| {
            let span = traced.spans.get(*index);
            span.and_then(|span| traced.terms_of(span)) == Some(terms)
        })?;
        let (span, since) = (traced.spans.get(index)?, traced.since(index)?);
        let sources = cited(self.history, traced, (span.from, &span.sources), terms)?;
        Some(OwedTerms {
            terms: Box::new(terms.clone()),
            since: since.date(),
            currency: self.life()?.contract.currency,
            sources: Box::new(sources),
        })
    }
}

/// Returns the billing period of a date and the number that the date has in it: as a day of service,
/// or as one that a `Full` stub adds.
fn numbered(
    periods: &BillingPeriods<'_, '_>,
    date: Day,
) -> Result<Option<(BillingPeriod, u32)>, CalendarError> {
    let mut inside = date.max(periods.item.from);
    if let Some(end) = periods.life.end {
        inside = inside.min(end.pred()?);
    }
    let Some(billing) = periods.holding(inside)? else {
        return Ok(None);
    };
    let number = number_in(periods, &billing, date);
    Ok(number.map(|number| (billing, number)))
}

fn number_in(periods: &BillingPeriods<'_, '_>, billing: &BillingPeriod, date: Day) -> Option<u32> {
    if let Some(number) = billing.served().find_map(|piece| piece.number_of(date)) {
        return Some(number);
    }
    let nominal: Period = billing.nominal;
    let (first, last) = (billing.served().next()?, billing.served().last()?);
    let is_full = |stub: Option<StubPrice>| stub == Some(StubPrice::Full);
    if date < first.dates.start_day() && is_full(periods.first_stub(billing)) {
        let number = nominal.start_day().days_until(date) + 1;
        return u32::try_from(number).ok().filter(|number| *number >= 1 && *number < first.number);
    }
    // As the schedule places them: after the end, by as many days as Shift pauses move the period.
    let is_over = periods.life.end.is_some_and(|end| date >= end);
    if is_over && is_full(periods.last_stub(billing)) {
        let moved = nominal.end_day().days_until(billing.uncut_end());
        let number = nominal.start_day().days_until(date) - moved + 1;
        let number = u32::try_from(number).ok()?;
        return (number >= last.end_number() && number <= nominal.days()).then_some(number);
    }
    None
}
