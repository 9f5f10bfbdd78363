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
    CustomerId, GridAnchor, Item, ItemId, ItemSchedule, Phase, PhasePrice, Price, Tax,
};
use crate::money::{Quantity, UnitPrice};

/// An item as it was added.
pub(super) struct ItemFold<'h> {
    pub(super) id: ItemId,
    pub(super) item: &'h Item,
    pub(super) from: Day,
    pub(super) sequence: u64,
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

/// Folds one item: its first and last day, its grid, its segments.
pub(super) fn fold_item<'h>(
    timeline: &mut Timeline<'h>,
    life: &Life<'h>,
    fold: &ItemFold<'h>,
    changes: &[Change],
) -> Result<ItemTimeline<'h>, CalendarError> {
    let first = timeline.segments.len();
    let (grid, phases) = match &fold.item.schedule {
        ItemSchedule::Once => (None, Vec::new()),
        ItemSchedule::Recurring(recurrence) => {
            let phases = phase_ends(fold.from, &recurrence.phases)?;
            let anchor = match (recurrence.anchor, phases.first()) {
                (GridAnchor::Rule(anchor), _) => anchor,
                (GridAnchor::TrialEnd, Some((end, _))) => Anchor::Date(end.date()),
                // Not reached: a history takes no such item (ItemError::NoTrial).
                (GridAnchor::TrialEnd, None) => Anchor::Start,
            };
            let grid = Grid::from_day(recurrence.cadence, anchor, recurrence.overflow, fold.from)?;
            (Some(grid), phases)
        }
    };
    let mut removed = None;
    let mut values = Values::of(life, fold);
    let mut pending = changes
        .iter()
        .filter(|change| {
            change.item.is_none_or(|id| id == fold.id)
            // What was changed before the item was added was overwritten by it, save the customer.
            && ((change.from, change.sequence) > (fold.from, fold.sequence)
                || matches!(change.field, Field::Customer(_)))
        })
        .peekable();
    let mut from = fold.from;
    loop {
        while let Some(change) = pending.next_if(|change| change.from <= from) {
            match change.field {
                Field::Removed => removed = removed.or(Some(change.from)),
                Field::Quantity(quantity) => values.quantity = quantity,
                Field::Price(price) => values.price = values.price.at(price),
                Field::Tax(tax) => values.tax = tax,
                Field::Customer(customer) => values.customer = customer,
            }
        }
        let phase = phases.iter().find(|(end, _)| *end > from);
        push_segment(
            timeline,
            life,
            fold.item,
            &values.in_phase(phase.map(|(_, price)| *price), from),
            first,
        );
        let bill_from = life
            .contract
            .bill_from
            .map(Day::of)
            .filter(|day| *day > from);
        let next = [
            pending.peek().map(|change| change.from),
            phase.map(|(end, _)| *end),
            bill_from,
        ];
        match next.into_iter().flatten().min() {
            Some(next) if life.end.is_none_or(|end| next < end) => from = next,
            _ => break,
        }
    }
    let segments = first..timeline.segments.len();
    Ok(ItemTimeline {
        id: fold.id,
        item: fold.item,
        from: fold.from,
        removed,
        grid,
        segments,
    })
}

/// The values of an item on one day.
#[derive(Clone, Copy)]
struct Values {
    from: Day,
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
            price: fold.item.price,
            quantity: fold.item.quantity,
            tax: fold.item.tax,
            customer: life.contract.customer,
            allowance: Allowance::None,
            free: false,
        }
    }

    /// CHG-2: a phase overrides the price. Terms hold on through freed days (CHG-8).
    fn in_phase(self, phase: Option<PhasePrice>, from: Day) -> Self {
        let values = Self { from, ..self };
        match phase {
            None => values,
            Some(PhasePrice::Free) => Self {
                free: true,
                ..values
            },
            Some(PhasePrice::FreeAsAllowance) => Self {
                allowance: Allowance::Whole,
                ..values
            },
            Some(PhasePrice::Price(price)) => Self {
                price: self.price.at(price),
                ..values
            },
        }
    }
}

fn push_segment(
    timeline: &mut Timeline<'_>,
    life: &Life<'_>,
    item: &Item,
    values: &Values,
    first: usize,
) {
    let terms = Terms {
        price: values.price,
        quantity: match values.price {
            Price::Flat(_) => Quantity::whole(1),
            Price::PerUnit(_) => values.quantity,
        },
        unit: item.unit,
        allowance: values.allowance,
        customer: values.customer,
        tax: values.tax,
        basis: match &item.schedule {
            ItemSchedule::Once => crate::contract::Basis::default(),
            ItemSchedule::Recurring(recurrence) => recurrence.basis,
        },
        rounding: life.contract.rounding,
    };
    let terms = timeline.intern(terms);
    let unbilled = life
        .contract
        .bill_from
        .is_some_and(|day| values.from < Day::of(day));
    let freed = values.free || unbilled;
    // A change that leaves the terms as they are cuts nothing.
    let same = |last: &Segment| last.terms == terms && last.freed == freed;
    if !timeline
        .segments
        .get(first..)
        .and_then(<[Segment]>::last)
        .is_some_and(same)
    {
        timeline.segments.push(Segment {
            from: values.from,
            terms,
            freed,
        });
    }
}

impl Timeline<'_> {
    /// CHG-5: terms are compared by value, so equal ones get one index.
    fn intern(&mut self, terms: Terms) -> u32 {
        let known = self.terms.iter().position(|known| *known == terms);
        let index = known.unwrap_or_else(|| {
            self.terms.push(terms);
            self.terms.len() - 1
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }
}

/// Returns the first day after each phase. Months that follow each other are added before they are
/// counted, so that ends don't drift.
fn phase_ends(from: Day, phases: &[Phase]) -> Result<Vec<(Day, PhasePrice)>, CalendarError> {
    let mut ends = Vec::with_capacity(phases.len());
    let (mut base, mut months) = (from, 0_u32);
    for phase in phases {
        let Length { count, unit } = phase.length;
        let end = match unit {
            Unit::Day | Unit::Week => {
                base = phase.length.after_day(
                    ends.last().map_or(from, |(end, _)| *end),
                    Overflow::Backward,
                )?;
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
