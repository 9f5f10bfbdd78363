//! An item's days are cut into segments where a value over time or a phase changes (HIS-1, CHG-2).
//!
//! Added on 31 January at 9.00 EUR with a free phase of 14 days, 10.00 EUR from 1 March: free from
//! 31 January, 9.00 from 14 February, 10.00 from 1 March.
//!
//! Which of the days are owed is decided by [`crate::schedule`].

use alloc::vec::Vec;

use super::{Allowance, ItemTimeline, Life, Segment, Terms, Timeline};
use crate::calendar::{Anchor, CalendarError, Day, Grid, Length, Overflow, Unit};
use crate::contract::{
    Basis, Contract, CustomerId, GridAnchor, Item, ItemId, ItemSchedule, Phase, PhasePrice, Price,
    Recurrence, Tax,
};
use crate::history::{Event, EventKind};
use crate::money::{Quantity, UnitPrice};

/// An item as it was added.
pub(super) struct ItemFold<'h> {
    pub(super) id: &'h ItemId,
    pub(super) item: &'h Item,
    pub(super) from: Day,
    pub(super) sequence: u64,
}

impl<'h> ItemFold<'h> {
    /// Returns the item that an event adds, if it adds one.
    #[inline]
    pub(super) fn of(event: &'h Event) -> Option<Self> {
        let EventKind::ItemAdded { id, item } = &event.kind else {
            return None;
        };
        Some(Self { id, item, from: Day::of(event.effective_on), sequence: event.sequence })
    }
}

/// A value over time, of one item or of all.
#[derive(Clone, Copy)]
pub(super) struct Change {
    pub(super) from: Day,
    pub(super) sequence: u64,
    pub(super) item: Option<ItemId>,
    pub(super) field: Field,
}

/// The field that a change sets.
#[derive(Clone, Copy)]
pub(super) enum Field {
    Removed,
    Quantity(Quantity),
    Price(UnitPrice),
    Tax(Tax),
    Customer(CustomerId),
}

impl<'h> Timeline<'h> {
    /// Folds one item: its first and last day, its grid, its segments.
    pub(super) fn fold_item(
        &mut self,
        life: &Life<'h>,
        fold: &ItemFold<'h>,
        changes: &[Change],
    ) -> Result<(), CalendarError> {
        let (grid, phases) = match &fold.item.schedule {
            ItemSchedule::Once => (None, Vec::new()),
            ItemSchedule::Recurring(recurrence) if recurrence.phases.is_empty() => {
                (Some(grid(recurrence, fold.from, &[])?), Vec::new())
            }
            ItemSchedule::Recurring(recurrence) => {
                let phases = phase_ends(fold.from, &recurrence.phases)?;
                (Some(grid(recurrence, fold.from, &phases)?), phases)
            }
        };
        let first = self.segments.len();
        let removed = if changes.is_empty() && phases.is_empty() && life.bill_from.is_none() {
            // The usual item: one stretch of days, nothing to put in order.
            let terms = self.intern(Terms::agreed(life.contract, fold.item));
            self.segments.push(Segment { from: fold.from, terms, freed: false });
            None
        } else {
            self.cut(life, fold, &Cuts { changes, phases: &phases })
        };
        let segments = first..self.segments.len();
        let (id, item, from) = (*fold.id, fold.item, fold.from);
        self.items.push(ItemTimeline { id, item, from, removed, grid, segments });
        Ok(())
    }

    /// Cuts the days of an item into segments; returns the day on which it is removed, if it is.
    #[inline(never)]
    fn cut(&mut self, life: &Life<'h>, fold: &ItemFold<'h>, cuts: &Cuts<'_>) -> Option<Day> {
        let first = self.segments.len();
        let mut values = Values::of(life, fold);
        let mut pending =
            cuts.changes.iter().filter(|change| fold.is_changed_by(change)).peekable();
        loop {
            while let Some(change) = pending.next_if(|change| change.from <= values.from) {
                values.set(change);
            }
            let phase = cuts.phases.iter().find(|(end, _)| *end > values.from);
            let segment =
                self.segment(&values.in_phase(phase.map(|(_, price)| *price)), life, fold);
            // A change that leaves the terms as they are cuts nothing.
            let same = |last: &Segment| last.terms == segment.terms && last.freed == segment.freed;
            if !self.segments.get(first..).and_then(<[Segment]>::last).is_some_and(same) {
                self.segments.push(segment);
            }
            let bill_from = life.bill_from.filter(|day| *day > values.from);
            let next =
                [pending.peek().map(|change| change.from), phase.map(|(end, _)| *end), bill_from];
            match next.into_iter().flatten().min() {
                Some(next) if life.end.is_none_or(|end| next < end) => values.from = next,
                Some(_) | None => return values.removed,
            }
        }
    }
}

impl ItemFold<'_> {
    /// What was changed before the item was added was overwritten by it, save the customer, who is
    /// the contract's.
    fn is_changed_by(&self, change: &Change) -> bool {
        let later = (change.from, change.sequence) > (self.from, self.sequence);
        let contract_wide = matches!(change.field, Field::Customer(_));
        if let (Field::Price(price), ItemSchedule::Recurring(_)) =
            (change.field, &self.item.schedule)
            && price.is_negative()
        {
            // MON-1: below 0 is for one-offs only, so it has no meaning here.
            return false;
        }
        change.item.is_none_or(|id| id == *self.id) && (later || contract_wide)
    }
}

/// CAL-5: the grid of an item from its first day.
fn grid(
    recurrence: &Recurrence,
    from: Day,
    phases: &[(Day, PhasePrice)],
) -> Result<Grid, CalendarError> {
    let anchor = match (recurrence.anchor, phases.first()) {
        (GridAnchor::Rule(anchor), _) => anchor,
        (GridAnchor::TrialEnd, Some((end, _))) => Anchor::Date(end.date()),
        // Not reached: a history takes no such item (`ItemError::NoTrial`).
        (GridAnchor::TrialEnd, None) => Anchor::Start,
    };
    Grid::from_day(recurrence.cadence, anchor, recurrence.overflow, from)
}

/// Where the days of an item may be cut.
struct Cuts<'c> {
    /// Of all items, by day and sequence.
    changes: &'c [Change],
    /// The first day after each phase.
    phases: &'c [(Day, PhasePrice)],
}

/// The values of an item from one day on.
#[derive(Clone, Copy)]
struct Values {
    from: Day,
    removed: Option<Day>,
    price: Price,
    quantity: Quantity,
    tax: Tax,
    customer: CustomerId,
    allowance: Allowance,
    free: bool,
}

impl Values {
    fn of(life: &Life<'_>, fold: &ItemFold<'_>) -> Self {
        Self {
            from: fold.from,
            removed: None,
            price: fold.item.price,
            quantity: fold.item.quantity,
            tax: fold.item.tax,
            customer: life.contract.customer,
            allowance: Allowance::None,
            free: false,
        }
    }

    fn set(&mut self, change: &Change) {
        match change.field {
            // The first removal counts: an id is never used again.
            Field::Removed => self.removed = self.removed.or(Some(change.from)),
            Field::Quantity(quantity) => self.quantity = quantity,
            Field::Price(price) => self.price = self.price.at(price),
            Field::Tax(tax) => self.tax = tax,
            Field::Customer(customer) => self.customer = customer,
        }
    }

    /// CHG-2: a phase overrides the price. Terms hold on through freed days (CHG-8).
    fn in_phase(self, phase: Option<PhasePrice>) -> Self {
        match phase {
            None => self,
            Some(PhasePrice::Free) => Self { free: true, ..self },
            Some(PhasePrice::FreeAsAllowance) => Self { allowance: Allowance::Whole, ..self },
            Some(PhasePrice::Price(price)) => Self { price: self.price.at(price), ..self },
        }
    }
}

impl Timeline<'_> {
    /// Makes the segment that begins with these values.
    fn segment(&mut self, values: &Values, life: &Life<'_>, fold: &ItemFold<'_>) -> Segment {
        let terms = self.intern(Terms {
            price: values.price,
            quantity: charged_quantity(values.price, values.quantity),
            allowance: values.allowance,
            customer: values.customer,
            tax: values.tax,
            ..Terms::agreed(life.contract, fold.item)
        });
        let unbilled = life.bill_from.is_some_and(|day| values.from < day);
        Segment { from: values.from, terms, freed: values.free || unbilled }
    }

    /// CHG-5: terms are compared by value, so equal ones get one index.
    #[inline]
    fn intern(&mut self, terms: Terms) -> u32 {
        let known = self.terms.iter().position(|known| *known == terms);
        let index = known.unwrap_or_else(|| {
            self.terms.push(terms);
            self.terms.len() - 1
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }
}

impl Terms {
    /// Makes the terms of an item as it was added.
    #[inline]
    fn agreed(contract: &Contract, item: &Item) -> Self {
        Self {
            price: item.price,
            quantity: charged_quantity(item.price, item.quantity),
            unit: item.unit,
            allowance: Allowance::None,
            customer: contract.customer,
            tax: item.tax,
            basis: match &item.schedule {
                ItemSchedule::Once => Basis::default(),
                ItemSchedule::Recurring(recurrence) => recurrence.basis,
            },
            rounding: contract.rounding,
        }
    }
}

/// CHG-2: a flat price is for one, whatever the quantity.
const fn charged_quantity(price: Price, quantity: Quantity) -> Quantity {
    match price {
        Price::Flat(_) => Quantity::whole(1),
        Price::PerUnit(_) => quantity,
    }
}

/// Returns the first day after each phase. Months that follow each other are added before they are
/// counted, so that ends don't drift.
fn phase_ends(from: Day, phases: &[Phase]) -> Result<Vec<(Day, PhasePrice)>, CalendarError> {
    let mut ends: Vec<(Day, PhasePrice)> = Vec::with_capacity(phases.len());
    let (mut base, mut months) = (from, 0_u32);
    for phase in phases {
        let Length { count, unit } = phase.length;
        let end = match unit {
            Unit::Day | Unit::Week => {
                let before = ends.last().map_or(from, |(end, _)| *end);
                base = phase.length.after_day(before, Overflow::Backward)?;
                months = 0;
                base
            }
            Unit::Month | Unit::Year => {
                let per_unit = if unit == Unit::Year { 12 } else { 1 };
                months = months.saturating_add(count.saturating_mul(per_unit));
                Length::months(months).after_day(base, Overflow::Backward)?
            }
        };
        ends.push((end, phase.price));
    }
    Ok(ends)
}
