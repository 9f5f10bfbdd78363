//! Which event set each part of what holds on a day: the fold, told step by step (EXP-1).
//!
//! Seats at 12.00 EUR from 31 January 2025 (#2), 5 of them from 15 March (#3): from 15 March on the
//! price comes from #2, the quantity from #3.
//!
//! Which event holds is decided in [`super::change`] and [`super::item_fold`], which tell it here;
//! what it means for a line is said by [`crate::explain`](mod@crate::explain).

use alloc::vec::Vec;

use super::change::Circumstances;
use super::discounts::DiscountWindow;
use super::pauses::PauseWindow;
use super::phases::Phases;
use super::{Freed, Segment, Terms};
use crate::calendar::Day;
use crate::contract::{CustomerId, PauseShape, PhasePrice, Price};

/// A part of what an item is charged at, which one event sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Price,
    Quantity,
    Unit,
    Tax,
    Customer,
    Removal,
}

/// What listens to the fold of an item.
pub(super) trait Trace {
    /// An event sets a part of the terms, from the next segment on.
    fn sets(&mut self, part: Part, sequence: u64);

    /// A segment begins, in a phase of a number counted from 0, in a pause, with discounts.
    fn stands(&mut self, segment: Segment, phase: Option<usize>, circumstances: Circumstances<'_>);
}

/// Nothing listens: a run folds without being told where anything comes from.
pub(super) struct Untraced;

impl Trace for Untraced {
    #[inline(always)]
    fn sets(&mut self, _: Part, _: u64) {}

    #[inline(always)]
    fn stands(&mut self, _: Segment, _: Option<usize>, _: Circumstances<'_>) {}
}

/// A version of a price list, and the event that brought it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Version {
    /// The day from which it is.
    pub(crate) dated: Day,
    /// The one customer that it is for.
    pub(crate) customer: Option<CustomerId>,
    pub(crate) sequence: u64,
}

/// The events that set what holds, by sequence number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sources {
    pub(crate) price: u64,
    pub(crate) quantity: u64,
    pub(crate) unit: u64,
    pub(crate) tax: u64,
    pub(crate) customer: u64,
    /// The version of the price list that gives the price, if one does.
    pub(crate) version: Option<Version>,
    /// The phase that runs, counted from 0.
    pub(crate) phase: Option<usize>,
    /// The pause that runs.
    pub(crate) pause: Option<PauseWindow>,
    /// The discounts that give the allowances, in the order in which they are taken.
    pub(crate) discounts: Vec<u64>,
}

/// Days of an item that have the same terms from the same events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) from: Day,
    /// Index in [`Traced::terms`].
    pub(crate) terms: u32,
    /// The price that a phase or a pause puts its own over.
    pub(crate) agreed: Price,
    pub(crate) freed: Freed,
    pub(crate) sources: Sources,
}

/// An item folded, with the events that it comes from.
#[derive(Clone, Debug)]
pub(crate) struct Traced {
    /// Sequence number of the event that started the subscription.
    pub(crate) started: u64,
    /// Sequence number of the event that added the item.
    pub(crate) added: u64,
    /// Sequence number of the event that removed it.
    pub(crate) removed: Option<u64>,
    /// By rising day, the first on the item's first day.
    pub(crate) spans: Vec<Span>,
    pub(crate) terms: Vec<Terms>,
    /// The pauses that reach the item.
    pub(crate) pauses: Vec<PauseWindow>,
    /// The first day after each phase, and what it costs.
    pub(crate) phases: Phases,
}

impl Traced {
    pub(crate) fn terms_of(&self, span: &Span) -> Option<&Terms> {
        self.terms.get(span.terms as usize)
    }

    /// Returns the index of the span that holds on a day; the first one before all of them.
    pub(crate) fn index_on(&self, day: Day) -> usize {
        self.spans.partition_point(|span| span.from <= day).saturating_sub(1)
    }

    /// Returns the first day of the days without a gap, up to a span, that have its terms.
    pub(crate) fn since(&self, index: usize) -> Option<Day> {
        let spans = self.spans.get(..=index)?;
        let last = spans.last()?;
        let same = spans.iter().rev().take_while(|span| span.terms == last.terms);
        same.last().map(|span| span.from)
    }
}

/// Listens to the fold of one item.
pub(super) struct Tracing {
    started: u64,
    added: u64,
    removed: Option<u64>,
    now: Sources,
    spans: Vec<Span>,
}

impl Tracing {
    /// Begins with the events that started the subscription and added the item.
    pub(super) const fn new(started: u64, added: u64) -> Self {
        let now = Sources {
            price: added,
            quantity: added,
            unit: added,
            tax: added,
            customer: started,
            version: None,
            phase: None,
            pause: None,
            discounts: Vec::new(),
        };
        Self { started, added, removed: None, now, spans: Vec::new() }
    }

    pub(super) fn traced(
        self,
        terms: Vec<Terms>,
        pauses: Vec<PauseWindow>,
        phases: Phases,
    ) -> Traced {
        let Self { started, added, removed, spans, .. } = self;
        Traced { started, added, removed, spans, terms, pauses, phases }
    }
}

impl Trace for Tracing {
    fn sets(&mut self, part: Part, sequence: u64) {
        match part {
            Part::Price => self.now.price = sequence,
            Part::Quantity => self.now.quantity = sequence,
            Part::Unit => self.now.unit = sequence,
            Part::Tax => self.now.tax = sequence,
            Part::Customer => self.now.customer = sequence,
            Part::Removal => self.removed = Some(sequence),
        }
    }

    fn stands(&mut self, segment: Segment, phase: Option<usize>, circumstances: Circumstances<'_>) {
        let Circumstances { phase: price, pause, discounts, version, agreed, .. } = circumstances;
        let mut sources = Sources { phase, pause: pause.copied(), version, ..self.now.clone() };
        if let Some(version) = version {
            sources.price = version.sequence;
        }
        // A phase that is given whole leaves nothing for discounts to take.
        if price != Some(PhasePrice::FreeAsAllowance) {
            let running = discounts.iter().filter(|window| window.gives_on(segment.from));
            sources.discounts = running.map(DiscountWindow::sequence).collect();
        }
        let Segment { from, terms, freed } = segment;
        self.spans.push(Span { from, terms, agreed: agreed.clone(), freed, sources });
    }
}

impl Sources {
    /// Returns the pause that gives the price or reduces it, if one does (PAU-1).
    pub(crate) fn reduction(&self) -> Option<PauseWindow> {
        self.pause.filter(|pause| match pause.shape {
            PauseShape::Reduced(_) => true,
            PauseShape::ByDays | PauseShape::WholePeriods | PauseShape::Shift => false,
        })
    }
}
