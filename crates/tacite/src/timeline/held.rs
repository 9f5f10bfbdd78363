//! Some changes begin to hold later, or earlier, than the day from which they are: versions of a price
//! list with a period or a term, a tax with the period that its day is in (CHG-2, INV-5).
//!
//! Monthly on the 1st: a version from 20 March 2026 holds from 1 April; so does a tax of 20 March if
//! the first day of a period decides, from 1 March if the last one does.
//!
//! What holds on a day is decided in [`super::change`], what it comes to in [`super::item_fold`].

use alloc::vec::Vec;

use super::change::Field;
use super::facts::Facts;
use super::grids::{Era, Eras};
use super::item_fold::{ItemFold, Surroundings};
use super::{Life, trace::Version};
use crate::calendar::{CalendarError, Day};
use crate::contract::{
    CustomerId, Item, ItemSchedule, NewPrice, Price, PriceList, Tax, TaxPoint, VersionHolds,
};

/// A place in the order of values over time: the day, then the sequence (HIS-1).
pub(super) type Order = (Day, u64);

/// What holds for an item from other days than its own.
#[derive(Default)]
pub(super) struct Held<'h> {
    /// By rising order within a list.
    versions: Vec<HeldVersion<'h>>,
    /// By rising order.
    taxes: Vec<HeldTax>,
    /// Whether no tax of an event holds from its own day.
    moves_taxes: bool,
}

struct HeldVersion<'h> {
    /// What brought the list: the item, or the plan that changed it.
    list: Order,
    order: Order,
    /// The day from which it holds.
    from: Day,
    price: &'h Price,
    version: Version,
    /// Whether an event brought it.
    is_new: bool,
}

#[derive(Clone, Copy)]
pub(super) struct HeldTax {
    pub(super) order: Order,
    /// The day from which it holds.
    from: Day,
    pub(super) tax: Tax,
}

/// What decides which version of a list holds, beside the day.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// Nothing behind it is known yet.
    pub(super) now: Order,
    /// What brought the list that holds.
    pub(super) list: Order,
    /// The event that agreed a price outside the list, if one did.
    pub(super) agreed: Option<Order>,
    pub(super) customer: CustomerId,
}

impl<'h> Held<'h> {
    /// Finds what holds from other days, for an item with these grids.
    #[inline(never)]
    pub(super) fn of(
        life: &Life<'h>,
        fold: &ItemFold<'h>,
        (around, eras): (Surroundings<'_, 'h>, &Eras),
    ) -> Result<Self, CalendarError> {
        let tax_point = match fold.item.schedule {
            ItemSchedule::Recurring(_) => life.contract.billing.tax_point,
            // It has no period.
            ItemSchedule::Once => TaxPoint::Day,
        };
        let mut held = Self { moves_taxes: tax_point != TaxPoint::Day, ..Self::default() };
        let mut listing = Listing { around, eras, list: (fold.from, fold.sequence), holds: None };
        listing.take_list(&mut held, fold.item)?;
        for change in around.changes.iter().filter(|change| fold.is_changed_by(change)) {
            let order = (change.from, change.sequence);
            match change.field {
                Field::Planned(item) => {
                    listing.list = order;
                    listing.take_list(&mut held, item)?;
                }
                Field::Price(NewPrice::Listed { price, customer }) => {
                    let version = (change.from, *customer);
                    listing.take_version(&mut held, (order, version, price), true)?;
                }
                Field::Tax(tax) => {
                    let from = match tax_point {
                        TaxPoint::Day => continue,
                        TaxPoint::PeriodStart => eras.first_beginning_from(change.from, fold.from),
                        TaxPoint::PeriodEnd => {
                            eras.beginning_of(change.from, (fold.from, life.end))
                        }
                    };
                    held.taxes.extend(from?.map(|from| HeldTax { order, from, tax }));
                }
                Field::Removed
                | Field::Quantity(_)
                | Field::Price(NewPrice::Value(_) | NewPrice::Model(_))
                | Field::Customer(_)
                | Field::Cadence(_)
                | Field::Anchor(_)
                | Field::Timing(_)
                | Field::Granted(..)
                | Field::Withdrawn(_) => {}
            }
        }
        Ok(held)
    }

    /// Returns the version of the list that holds, if one does and no agreed price goes before it.
    pub(super) fn version(&self, asked: Asked) -> Option<(&'h Price, Version)> {
        let is_known = |held: &&HeldVersion<'h>| {
            held.list == asked.list && held.from <= asked.now.0 && held.order <= asked.now
        };
        let reaches = |held: &&HeldVersion<'h>| {
            held.version.customer.is_none_or(|customer| customer == asked.customer)
        };
        let known = self.versions.iter().filter(is_known).filter(reaches);
        let own = known.clone().filter(|held| held.version.customer.is_some());
        // A version for all is none for a customer that has its own.
        let is_its = |held: &&HeldVersion<'h>| {
            held.version.customer.is_some() || !own.clone().any(|own| own.order < held.order)
        };
        if let Some(agreed) = asked.agreed
            && !known.clone().filter(is_its).any(|held| held.is_new && held.order > agreed)
        {
            return None;
        }
        let latest =
            own.max_by_key(|held| held.order).or_else(|| known.max_by_key(|held| held.order));
        latest.map(|held| (held.price, held.version))
    }

    /// Lists the taxes of events that hold by a day other than their own.
    pub(super) fn taxes_by(&self, day: Day) -> impl Iterator<Item = HeldTax> + '_ {
        self.taxes.iter().filter(move |held| held.from <= day).copied()
    }

    pub(super) const fn moves_taxes(&self) -> bool {
        self.moves_taxes
    }

    pub(super) fn has_versions(&self) -> bool {
        !self.versions.is_empty()
    }

    /// Lists the days from which anything of it holds.
    pub(super) fn days(&self) -> impl Iterator<Item = Day> + '_ {
        let versions = self.versions.iter().map(|held| held.from);
        versions.chain(self.taxes.iter().map(|held| held.from))
    }
}

/// The list that new versions come into.
struct Listing<'l, 'h> {
    around: Surroundings<'l, 'h>,
    eras: &'l Eras,
    /// What brought it.
    list: Order,
    holds: Option<VersionHolds>,
}

impl<'h> Listing<'_, 'h> {
    fn take_list(&mut self, held: &mut Held<'h>, item: &'h Item) -> Result<(), CalendarError> {
        let list: Option<&PriceList> = item.list.as_deref();
        self.holds = list.map(|list| list.holds);
        let mut versions: Vec<_> = list.iter().flat_map(|list| &list.versions).collect();
        versions.sort_by_key(|version| version.from);
        for version in versions {
            let dated = Day::of(version.from);
            let taken = ((dated, 0), (dated, version.customer), &version.price);
            self.take_version(held, taken, false)?;
        }
        Ok(())
    }

    fn take_version(
        &self,
        held: &mut Held<'h>,
        (order, (dated, customer), price): (Order, (Day, Option<CustomerId>), &'h Price),
        is_new: bool,
    ) -> Result<(), CalendarError> {
        let said = if is_new { order.1 } else { self.list.1 };
        let version = Version { dated, customer, sequence: said };
        let from = self.holds_from(dated)?;
        held.versions.extend(from.map(|from| HeldVersion {
            list: self.list,
            order,
            from,
            price,
            version,
            is_new,
        }));
        Ok(())
    }

    /// Returns the day from which a version of a date holds; none if it never does.
    fn holds_from(&self, dated: Day) -> Result<Option<Day>, CalendarError> {
        let first = self.list.0;
        if dated <= first {
            return Ok(Some(first));
        }
        match self.holds.unwrap_or_default() {
            VersionHolds::OnTheDay => Ok(Some(dated)),
            VersionHolds::AtPeriodStart => self.eras.first_beginning_from(dated, first),
            VersionHolds::FrozenAtStart => Ok(None),
            VersionHolds::FrozenAtRenewal => {
                let found = self
                    .around
                    .facts
                    .map(|facts: &Facts<'_>| facts.term_end_from(dated, self.around.pauses));
                Ok(found.transpose()?.flatten())
            }
        }
    }
}

impl Eras {
    /// Returns the first day on or after another on which a billing period begins; a day by the
    /// item's first stands for that one. None while an open Shift pause keeps it from coming.
    fn first_beginning_from(&self, day: Day, first: Day) -> Result<Option<Day>, CalendarError> {
        if day <= first {
            return Ok(Some(first));
        }
        for era in self.list.iter().filter(|era| era.until.is_none_or(|until| day < until)) {
            let on = day.max(era.from);
            let period = era.nominal_on(on)?;
            let begins = period.start_day().plus_days(era.moved)?;
            let next = if begins == on || (on == era.from && !era.joins) {
                on
            } else {
                period.end_day().plus_days(era.moved)?
            };
            if era.until.is_none_or(|until| next < until) {
                return Ok(Some(next));
            }
        }
        Ok(None)
    }

    /// Returns the first day of the billing period that has a day, or of the next one if none has; none
    /// where nothing comes before the end.
    fn beginning_of(
        &self,
        day: Day,
        (first, end): (Day, Option<Day>),
    ) -> Result<Option<Day>, CalendarError> {
        let has = |era: &&Era| {
            era.until.is_none_or(|until| day < until) && end.is_none_or(|end| era.from < end)
        };
        let Some(index) = self.list.iter().position(|era| has(&era)) else {
            return Ok(None);
        };
        let mut known = self.list.iter().take(index + 1).rev();
        let Some(era) = known.clone().next() else {
            return Ok(None);
        };
        let on = day.max(era.from);
        let nominal = era.nominal_on(on)?;
        let begun = known.find(|era| !era.joins).unwrap_or(era);
        let begins = nominal.start_day().plus_days(begun.moved)?.max(begun.from);
        Ok(Some(begins.max(first)))
    }
}
