//! Where the terms of a line come from: for each of their parts the event that set it (EXP-1).
//!
//! Seats at 12.00 EUR from 31 January 2025 (#2), 5 of them from 15 March (#3): a line from 15 March
//! has its price from #2 and its quantity from #3.
//!
//! Which event holds is decided by [`crate::timeline`].

use alloc::vec::Vec;

use chrono::NaiveDate;

use crate::calendar::{Day, Period};
use crate::contract::{
    CustomerId, DiscountId, DiscountValue, ItemId, PauseShape, PhasePrice, ReducedPrice,
};
use crate::history::{Event, EventKind, History};
use crate::money::UnitPrice;
use crate::timeline::trace::{Sources, Traced, Version};
use crate::timeline::{Terms, Timeline, TimelineError};

/// An event, as a derivation names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Citation {
    /// Its place in the log.
    pub sequence: u64,
    /// The day on which it was recorded.
    pub recorded_on: NaiveDate,
    /// The day from which it holds.
    pub effective_on: NaiveDate,
}

impl Citation {
    pub(super) const fn of(event: &Event) -> Self {
        let Event { sequence, recorded_on, effective_on, .. } = *event;
        Self { sequence, recorded_on, effective_on }
    }

    /// Cites an event that the history has.
    pub(super) fn find(history: &History, sequence: u64) -> Option<Self> {
        history.event(sequence).map(Self::of)
    }
}

/// Where a price comes from (CHG-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PriceSource {
    /// The item as it was added.
    Item(Citation),
    /// A plan, which brought the item or changed it.
    Plan(Citation),
    /// A change of the price.
    PriceChange(Citation),
    /// A version of its price list.
    Version {
        /// The date of the version.
        from: NaiveDate,
        /// The one customer that it is for; all if absent.
        customer: Option<CustomerId>,
        /// What brought it: the item, a plan, or a change of the price.
        event: Citation,
    },
    /// A phase of the item.
    Phase {
        /// Which, counted from 1.
        number: u32,
        /// What added the item.
        item: Citation,
    },
    /// A pause at a price of its own.
    Pause(Citation),
    /// A manual adjustment.
    Adjustment(Citation),
    /// A termination, by which the exit fee was accepted.
    ExitFee(Citation),
}

impl PriceSource {
    /// Returns the event that says the price.
    pub const fn citation(self) -> Citation {
        match self {
            Self::Item(event)
            | Self::Plan(event)
            | Self::PriceChange(event)
            | Self::Version { event, .. }
            | Self::Phase { item: event, .. }
            | Self::Pause(event)
            | Self::Adjustment(event)
            | Self::ExitFee(event) => event,
        }
    }
}

/// What gives an allowance (CHG-2, CHG-9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AllowanceSource {
    /// A discount.
    Discount {
        /// Which.
        id: DiscountId,
        /// What granted it.
        granted: Citation,
    },
    /// A share of an amount off the whole subscription.
    Share {
        /// Which discount.
        id: DiscountId,
        /// What granted it.
        granted: Citation,
        /// What is shared.
        of: UnitPrice,
    },
    /// A phase that is shown as charge less allowance.
    Phase {
        /// Which, counted from 1.
        number: u32,
        /// What added the item.
        item: Citation,
    },
}

impl AllowanceSource {
    /// Returns the event that gives it.
    pub const fn citation(self) -> Citation {
        match self {
            Self::Discount { granted: event, .. }
            | Self::Share { granted: event, .. }
            | Self::Phase { item: event, .. } => event,
        }
    }
}

/// What keeps a share of the price (PAU-1, CHG-2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReductionSource {
    /// A pause.
    Pause(Citation),
    /// A phase of the item.
    Phase {
        /// Which, counted from 1.
        number: u32,
        /// What added the item.
        item: Citation,
    },
}

impl ReductionSource {
    /// Returns the event that says the share.
    pub const fn citation(self) -> Citation {
        match self {
            Self::Pause(event) | Self::Phase { item: event, .. } => event,
        }
    }
}

/// Where terms come from, part by part.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TermsSources {
    /// The first day of the line on which these events set the terms.
    pub from: NaiveDate,
    /// Of the price.
    pub price: PriceSource,
    /// Of the quantity; a flat price is for one, whatever it says.
    pub quantity: Citation,
    /// Of the unit.
    pub unit: Citation,
    /// Of the tax.
    pub tax: Citation,
    /// Of the customer: the start, or a transfer.
    pub customer: Citation,
    /// Of the rounding: the start.
    pub contract: Citation,
    /// What keeps a share of the price, if anything does.
    pub reduced: Option<ReductionSource>,
    /// Of each allowance of the terms, in their order.
    pub allowances: Vec<AllowanceSource>,
}

impl TermsSources {
    /// Lists every event that it names.
    pub fn citations(&self) -> impl Iterator<Item = Citation> + '_ {
        let Self { quantity, unit, tax, customer, contract, .. } = *self;
        let set = [self.price.citation(), quantity, unit, tax, customer, contract];
        let allowances = self.allowances.iter().map(|source| source.citation());
        let reduced = self.reduced.map(ReductionSource::citation);
        set.into_iter().chain(reduced).chain(allowances)
    }
}

/// Lists where terms come from on the dates of a line, by date; empty if the item never has them in
/// this history.
pub(super) fn of_item(
    (history, id): (&History, ItemId),
    terms: &Terms,
    served: &[Period],
    which: Which,
) -> Result<Vec<TermsSources>, TimelineError> {
    let Some(traced) = Timeline::trace(history, id)? else {
        return Ok(Vec::new());
    };
    let found = spans_with(&traced, terms, served, which);
    let mut sources: Vec<TermsSources> = Vec::new();
    let mut seen: Vec<&Sources> = Vec::new();
    for (from, index) in found {
        let Some(span) = traced.spans.get(index) else { continue };
        let set = &span.sources;
        // What runs in the background of days is no source of their terms.
        let is_known = seen.iter().any(|known| same(known, set));
        if let (false, Some(cited)) = (is_known, cited(history, &traced, (from, set), terms)) {
            seen.push(set);
            sources.push(cited);
        }
    }
    Ok(sources)
}

/// Which days are looked at for terms.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    /// Those of the line, and all of them must have the terms.
    AllOfTheLine,
    /// Those of the line that have the terms.
    SomeOfTheLine,
    /// All: the days of a `Full` stub, and those that a Shift pause holds back, are charged at the
    /// terms of other days.
    Any,
}

/// Lists the spans that have terms on dates, each with the first of these dates.
fn spans_with(
    traced: &Traced,
    terms: &Terms,
    served: &[Period],
    which: Which,
) -> Vec<(Day, usize)> {
    let has_terms = |index: &usize| {
        traced.spans.get(*index).is_some_and(|span| traced.terms_of(span) == Some(terms))
    };
    let with_terms = (0..traced.spans.len()).filter(has_terms);
    let from = |index: usize| traced.spans.get(index).map(|span| span.from);
    let first_in = |index: usize| {
        let (start, end) = (from(index)?, from(index + 1).unwrap_or(Day::MAX));
        let own = served.iter().map(|dates| dates.start_day().max(start).min(dates.end_day()));
        let inside = |(day, dates): (Day, &Period)| {
            let is_in = day < dates.end_day() && (day < end);
            is_in.then_some(day)
        };
        own.zip(served).find_map(inside)
    };
    let of_the_line = || {
        let with_days = with_terms.clone().filter_map(|index| Some((first_in(index)?, index)));
        with_days.collect::<Vec<_>>()
    };
    match which {
        Which::AllOfTheLine => {
            let end = |index: usize| from(index + 1).unwrap_or(Day::MAX);
            let days = |index: usize| from(index).zip(Some(end(index)));
            let covered: i64 = with_terms
                .clone()
                .filter_map(days)
                .flat_map(|(start, end)| served.iter().map(move |dates| (dates, start, end)))
                .map(|(dates, start, end)| {
                    let (start, end) = (dates.start_day().max(start), dates.end_day().min(end));
                    start.days_until(end).max(0)
                })
                .sum();
            let all: i64 = served.iter().map(|dates| i64::from(dates.days())).sum();
            if covered == all { of_the_line() } else { Vec::new() }
        }
        Which::SomeOfTheLine => of_the_line(),
        Which::Any => {
            // The nearest before the line, else the first after it.
            let start = served.first().map_or(Day::MIN, |dates| dates.start_day());
            let before = with_terms.clone().rfind(|index| from(*index) <= Some(start));
            let mut with_terms = with_terms;
            let found = before.or_else(|| with_terms.next());
            found.and_then(|index| Some((from(index)?, index))).into_iter().collect()
        }
    }
}

/// Tells whether two days have all parts of their terms from the same events.
fn same(left: &Sources, right: &Sources) -> bool {
    let phase = |sources: &Sources| sources.phase;
    let pause = |sources: &Sources| sources.reduction().map(|pause| pause.sequence);
    let set = |sources: &Sources| {
        let Sources { price, quantity, unit, tax, customer, .. } = *sources;
        [price, quantity, unit, tax, customer]
    };
    set(left) == set(right)
        && left.version == right.version
        && phase(left) == phase(right)
        && pause(left) == pause(right)
        && left.discounts == right.discounts
}

/// Cites the events that set terms from a day on.
pub(super) fn cited(
    history: &History,
    traced: &Traced,
    (from, set): (Day, &Sources),
    terms: &Terms,
) -> Option<TermsSources> {
    let find = |sequence| Citation::find(history, sequence);
    let item = find(traced.added)?;
    let phase = set.phase.and_then(|index| {
        let (_, price) = traced.phases.get(index)?;
        Some((u32::try_from(index).ok()?.saturating_add(1), *price))
    });
    let event = history.event(set.price)?;
    let mut price = if let Some(Version { dated, customer, .. }) = set.version {
        PriceSource::Version { from: dated.date(), customer, event: Citation::of(event) }
    } else if let EventKind::PlanChanged { .. } = event.kind {
        PriceSource::Plan(Citation::of(event))
    } else if let EventKind::PriceChanged { .. } = event.kind {
        PriceSource::PriceChange(Citation::of(event))
    } else {
        PriceSource::Item(Citation::of(event))
    };
    let (mut reduced, mut allowances) = (None, Vec::new());
    match phase {
        Some((number, PhasePrice::Price(_))) => price = PriceSource::Phase { number, item },
        Some((number, PhasePrice::Percent(_))) => {
            reduced = terms.reduced.map(|_| ReductionSource::Phase { number, item });
        }
        Some((number, PhasePrice::FreeAsAllowance)) => {
            allowances.push(AllowanceSource::Phase { number, item });
        }
        Some((_, PhasePrice::Free)) | None => {}
    }
    if let Some(pause) = set.reduction() {
        let event = find(pause.sequence)?;
        match pause.shape {
            PauseShape::Reduced(ReducedPrice::Price(_)) => {
                (price, reduced) = (PriceSource::Pause(event), None);
            }
            PauseShape::Reduced(ReducedPrice::Percent(_)) => {
                reduced = terms.reduced.map(|_| ReductionSource::Pause(event));
            }
            PauseShape::ByDays | PauseShape::WholePeriods | PauseShape::Shift => {}
        }
    }
    for sequence in &set.discounts {
        let event = history.event(*sequence)?;
        if let EventKind::DiscountGranted { id, discount } = &event.kind {
            let (id, granted) = (*id, Citation::of(event));
            allowances.push(match (discount.item, discount.value) {
                (None, DiscountValue::Amount(of)) => AllowanceSource::Share { id, granted, of },
                (Some(_), DiscountValue::Amount(_)) | (_, DiscountValue::Percent(_)) => {
                    AllowanceSource::Discount { id, granted }
                }
            });
        }
    }
    Some(TermsSources {
        from: from.date(),
        price,
        quantity: find(set.quantity)?,
        unit: find(set.unit)?,
        tax: find(set.tax)?,
        customer: find(set.customer)?,
        contract: find(traced.started)?,
        reduced,
        allowances,
    })
}

/// Tells where the terms of an adjustment or exit fee come from, if the history has it at these terms.
pub(super) fn of_adjustment(
    (history, sequence): (&History, u64),
    terms: &Terms,
) -> Result<Option<TermsSources>, TimelineError> {
    let timeline = Timeline::fold(history)?;
    let mut adjustments = timeline.adjustments.iter();
    let found = adjustments.find(|adjustment| {
        adjustment.sequence == sequence && timeline.terms_at(adjustment.terms) == terms
    });
    let started = crate::timeline::facts::Facts::of(history).started;
    let contract = started.and_then(|started| Citation::find(history, started.sequence));
    let (Some(adjustment), Some(contract), Some(event)) =
        (found, contract, history.event(sequence))
    else {
        return Ok(None);
    };
    let own = Citation::of(event);
    let (price, tax) = if let EventKind::ManualAdjustment { .. } = event.kind {
        (PriceSource::Adjustment(own), own)
    } else {
        // The tax of an exit fee is agreed in the contract.
        (PriceSource::ExitFee(own), contract)
    };
    let transfer = adjustment.transferred.and_then(|sequence| Citation::find(history, sequence));
    Ok(Some(TermsSources {
        from: adjustment.on.date(),
        price,
        quantity: own,
        unit: own,
        tax,
        customer: transfer.unwrap_or(contract),
        contract,
        reduced: None,
        allowances: Vec::new(),
    }))
}
