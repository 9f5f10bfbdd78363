//! An amount off the whole subscription is shared by the items of one cadence, day by day: by weights
//! that are their exact prices for a full period before allowances (CHG-9, MON-4).
//!
//! 10.00 EUR a month off seats at 30.00 and support at 20.00: 6.00 and 4.00. Storage at 50.00 is added
//! on 16 March 2025: from that day on 3.00, 2.00 and 5.00.
//!
//! From when to when a discount holds for an item is decided in [`super::discounts`], what a share
//! takes off by [`crate::charge`].

use alloc::sync::Arc;
use alloc::vec::Vec;

use rust_decimal::Decimal;

use super::change::{Change, Circumstances, Field};
use super::discounts::DiscountWindow;
use super::item_fold::{ItemFold, Prepared, Surroundings};
use super::trace::{Part, Trace};
use super::{AnchoredTrial, Life, Segment, Timeline, TimelineError};
use crate::calendar::{Cadence, CalendarError, Day};
use crate::contract::{DiscountValue, ItemId, ItemSchedule, PhasePrice};
use crate::money::{ExactDecimal, MoneyError, UnitPrice, split_whole};

/// What an item has of an amount, from each day on; nothing before the first one.
pub(super) type Share = Arc<[(Day, UnitPrice)]>;

/// An amount off the whole, as one item has it.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    /// The first day on which it holds no more, for all items.
    pub(super) until: Option<Day>,
    pub(super) share: Share,
}

/// What each item has of each amount off the whole, by item and by the event that grants it.
#[derive(Debug)]
pub(super) struct Shares(Vec<(ItemId, u64, Shared)>);

impl Shares {
    /// Returns what an item has of the amount that an event grants.
    pub(super) fn of(&self, item: ItemId, sequence: u64) -> Option<Shared> {
        let own = self.0.binary_search_by_key(&(item, sequence), |(id, grant, _)| (*id, *grant));
        let own = own.ok().and_then(|index| self.0.get(index));
        own.map(|(_, _, shared)| shared.clone())
    }

    /// Shares all amounts off the whole; none if there is no such amount, as a rule.
    pub(super) fn find<'h>(
        life: &Life<'h>,
        added: &[ItemFold<'h>],
        around: Surroundings<'_, 'h>,
    ) -> Result<Option<Self>, TimelineError> {
        let is_shared = |change: &Change<'_>| match change.field {
            Field::Granted(_, discount) => {
                discount.item.is_none() && matches!(discount.value, DiscountValue::Amount(_))
            }
            Field::Removed
            | Field::Quantity(_)
            | Field::Price(_)
            | Field::Tax(_)
            | Field::Customer(_)
            | Field::Cadence(_)
            | Field::Anchor(_)
            | Field::Timing(_)
            | Field::Planned(_)
            | Field::Withdrawn(_) => false,
        };
        if around.changes.iter().any(is_shared) {
            return Self::among(life, added, around).map(Some);
        }
        Ok(None)
    }

    #[cold]
    fn among<'h>(
        life: &Life<'h>,
        added: &[ItemFold<'h>],
        around: Surroundings<'_, 'h>,
    ) -> Result<Self, TimelineError> {
        let mut members = Vec::new();
        for (index, fold) in added.iter().enumerate() {
            // The first item of an id is the one that counts.
            let is_new = added.iter().take(index).all(|known| known.id != fold.id);
            let recurs = matches!(fold.item.schedule, ItemSchedule::Recurring(_));
            if is_new && recurs && life.has_effect(fold.from) {
                let member = Member::of(life, fold, around);
                members
                    .push(member.map_err(|error| TimelineError::Item { item: *fold.id, error })?);
            }
        }
        let windows = members.iter().flat_map(|member| &member.windows);
        let amounts = windows.filter_map(|window| Some((window.sequence(), window.shared()?)));
        let mut grants: Vec<(u64, UnitPrice)> = amounts.collect();
        grants.sort_unstable_by_key(|(sequence, _)| *sequence);
        grants.dedup_by_key(|(sequence, _)| *sequence);
        let decimals = life.contract.currency.exponent();
        let mut shares = Vec::new();
        for (sequence, amount) in grants {
            let Some(window) = counted(&members, sequence) else {
                continue;
            };
            let grant = Grant { sequence, amount, decimals, members: &members, window };
            let shared = grant.shares();
            shares.extend(shared.map_err(|error| TimelineError::Amount { sequence, error })?);
        }
        shares.sort_unstable_by_key(|(item, sequence, _)| (*item, *sequence));
        Ok(Self(shares))
    }
}

/// Returns when an amount holds: n periods are counted by the first item, in the order in which they
/// were added, that is there on the day of the grant or, if there is none, that comes next.
fn counted(members: &[Member], sequence: u64) -> Option<&DiscountWindow> {
    let from = members.iter().find_map(|member| member.window(sequence))?.from;
    let there = members.iter().find(|member| member.cadence_on(from).is_some());
    let coming = || {
        let later = |member: &&Member| member.first_day().is_some_and(|first| from < first);
        members.iter().filter(later).min_by_key(|member| member.first_day())
    };
    there.or_else(coming)?.window(sequence)
}

/// A recurring item that may have a share.
struct Member {
    id: ItemId,
    removed: Option<Day>,
    /// By rising day; none where it has no days any more.
    cadences: Vec<(Day, Cadence)>,
    /// What a full period costs before allowances from a day on; 0 in a free phase.
    prices: Vec<(Day, Result<ExactDecimal, MoneyError>)>,
    windows: Vec<DiscountWindow>,
}

impl Member {
    fn of<'h>(
        life: &Life<'h>,
        fold: &ItemFold<'h>,
        around: Surroundings<'_, 'h>,
    ) -> Result<Self, CalendarError> {
        let Prepared { grid, course, cuts, .. } = fold.prepared(life, around)?;
        let mut alone = Timeline::empty();
        let mut stretches = Stretches(Vec::new());
        let removed = alone.cut(life, (fold, &cuts), &mut stretches);
        let price = |(from, terms, is_free): (Day, u32, bool)| {
            let price = if is_free {
                Ok(ExactDecimal::ZERO)
            } else {
                alone.terms_at(terms).full_price().map(ExactDecimal::at_least_zero)
            };
            (from, price)
        };
        let prices = stretches.0.into_iter().map(price).collect();
        let cadences = match course {
            Some(course) => {
                let with_days =
                    |from: Day, until: Option<Day>| until.is_none_or(|until| from < until);
                let eras = course.eras.iter().filter(|era| with_days(era.from, era.until));
                eras.map(|era| (era.from, era.grid.cadence())).collect()
            }
            None => grid.into_iter().map(|grid| (fold.from, grid.cadence())).collect(),
        };
        Ok(Self { id: *fold.id, removed, cadences, prices, windows: cuts.discounts })
    }

    /// Returns its cadence on a day, if it is there.
    fn cadence_on(&self, day: Day) -> Option<Cadence> {
        let is_there = self.removed.is_none_or(|removed| day < removed);
        let last = self.cadences.partition_point(|(from, _)| *from <= day).checked_sub(1)?;
        self.cadences.get(last).filter(|_| is_there).map(|(_, cadence)| *cadence)
    }

    /// Returns the first day on which it is there, if it ever is.
    fn first_day(&self) -> Option<Day> {
        let first = self.cadences.first().map(|(from, _)| *from)?;
        self.cadence_on(first).map(|_| first)
    }

    fn price_on(&self, day: Day) -> Result<ExactDecimal, MoneyError> {
        let last = self.prices.partition_point(|(from, _)| *from <= day).checked_sub(1);
        let price = last.and_then(|last| self.prices.get(last));
        price.map_or(Ok(ExactDecimal::ZERO), |(_, price)| price.clone())
    }

    /// Returns when the amount that an event grants holds for it.
    fn window(&self, sequence: u64) -> Option<&DiscountWindow> {
        self.windows.iter().find(|window| window.sequence() == sequence)
    }

    /// Lists the days on which its price, its cadence or its presence may change.
    fn turning_days(&self) -> impl Iterator<Item = Day> + '_ {
        let cadences = self.cadences.iter().map(|(from, _)| *from);
        let prices = self.prices.iter().map(|(from, _)| *from);
        cadences.chain(prices).chain(self.removed)
    }
}

/// An amount off the whole.
struct Grant<'m> {
    sequence: u64,
    amount: UnitPrice,
    /// Of the currency.
    decimals: u32,
    /// In order of being added.
    members: &'m [Member],
    /// When it holds.
    window: &'m DiscountWindow,
}

impl Grant<'_> {
    fn shares(&self) -> Result<Vec<(ItemId, u64, Shared)>, MoneyError> {
        let DiscountWindow { from, until, .. } = *self.window;
        let turning = self.members.iter().flat_map(Member::turning_days);
        let mut days: Vec<Day> = turning.filter(|day| self.window.contains(*day)).collect();
        days.extend(Some(from).filter(|from| self.window.contains(*from)));
        days.sort_unstable();
        days.dedup();
        let mut shares: Vec<Vec<(Day, UnitPrice)>> =
            self.members.iter().map(|_| Vec::new()).collect();
        for day in days {
            let parts = self.parts(day)?;
            for (share, part) in shares.iter_mut().zip(parts) {
                if share.last().map_or(UnitPrice::ZERO, |(_, last)| *last) != part {
                    share.push((day, part));
                }
            }
        }
        let of_members = self.members.iter().zip(shares).map(|(member, share)| {
            (member.id, self.sequence, Shared { until, share: Arc::from(share) })
        });
        Ok(of_members.collect())
    }

    /// Returns what each member has on a day: whole minor units, or finer ones if the amount has them.
    fn parts(&self, day: Day) -> Result<Vec<UnitPrice>, MoneyError> {
        // The first item that is there says which cadence the amount is for.
        let leading = self.members.iter().find_map(|member| member.cadence_on(day));
        let weights = self.members.iter().map(|member| {
            let is_in = leading.is_some() && member.cadence_on(day) == leading;
            if is_in { member.price_on(day) } else { Ok(ExactDecimal::ZERO) }
        });
        let weights = weights.collect::<Result<Vec<ExactDecimal>, MoneyError>>()?;
        if weights.iter().all(|weight| weight.is_zero()) {
            return Ok(weights.iter().map(|_| UnitPrice::ZERO).collect());
        }
        let scale = self.amount.scale().max(self.decimals);
        let whole = ExactDecimal::from(self.amount).digits_at(scale)?;
        let finest = weights.iter().map(|weight| weight.parts().1).max().unwrap_or(0);
        let weights = weights.iter().map(|weight| weight.digits_at(finest));
        let weights = weights.collect::<Result<Vec<i128>, MoneyError>>()?;
        let parts = split_whole(whole, &weights)?;
        parts.into_iter().map(|part| price(part, scale)).collect()
    }
}

fn price(digits: i128, scale: u32) -> Result<UnitPrice, MoneyError> {
    let value = Decimal::try_from_i128_with_scale(digits, scale);
    UnitPrice::new(value.map_err(|_| MoneyError::OutOfRange)?)
}

/// Listens to the fold of an item: on which days its price may change, and whether it is free.
struct Stretches(Vec<(Day, u32, bool)>);

impl Trace for Stretches {
    fn sets(&mut self, _: Part, _: u64) {}

    fn stands(&mut self, segment: Segment, _: Option<usize>, circumstances: Circumstances<'_>) {
        let is_free = match circumstances.phase {
            Some(PhasePrice::Free | PhasePrice::FreeAsAllowance) => true,
            Some(PhasePrice::Price(_) | PhasePrice::Percent(_)) | None => false,
        };
        self.0.push((segment.from, segment.terms, is_free));
    }
}

impl Timeline<'_> {
    /// A pause in the trial of an item may move its periods and so the end of what it has of an amount:
    /// that alters what the others have of it.
    #[cold]
    pub(super) fn reach_together(&mut self) {
        let trials = self.items.iter().filter_map(|item| item.anchored);
        let together = trials.reduce(|known, other| AnchoredTrial {
            end: known.end.max(other.end),
            alters_from: known.alters_from.min(other.alters_from),
        });
        for item in self.items.iter_mut().filter(|item| item.grid.is_some()) {
            item.anchored = together;
        }
    }
}
