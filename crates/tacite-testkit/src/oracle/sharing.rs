//! What each item has of an amount off the whole on a day: a share of whole minor units, or of finer
//! ones if the amount has them, by what the items of one cadence cost (CHG-9, MON-4).
//!
//! 10.00 a month off 30.00 and 20.00: 6.00 and 4.00. 0.01 off three equal items: the first one has it.
//!
//! When a discount holds for an item is decided by [`super::discount`].

use std::collections::BTreeSet;

use chrono::NaiveDate;
use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};
use rust_decimal::Decimal;
use tacite::calendar::Cadence;
use tacite::contract::{DiscountValue, Item, ItemId, ItemSchedule, PauseShape, PhasePrice};
use tacite::history::EventKind;
use tacite::money::UnitPrice;

use super::OracleError;
use super::amount::{Fraction, decimal, full_price};
use super::discount::{Grant, grants};
use super::held::Held;
use super::life::Life;
use super::member::{Member, Said};
use super::walk::{Horizon, walked};

/// The items that may have a share, in the order in which they were added, each with its discounts.
pub(super) struct Sharing<'m, 'h> {
    members: Vec<(&'m Member<'h>, Vec<Grant>, Held<'h>)>,
}

impl<'m, 'h> Sharing<'m, 'h> {
    /// Looks at all items, if an amount off the whole was granted.
    pub(super) fn of(
        life: &Life<'h>,
        all: &'m [Member<'h>],
        horizon: Horizon,
    ) -> Result<Self, OracleError> {
        let mut sharing = Self { members: Vec::new() };
        let is_granted = life.values.iter().any(|event| {
            let EventKind::DiscountGranted { discount, .. } = &event.kind else { return false };
            discount.item.is_none() && matches!(discount.value, DiscountValue::Amount(_))
        });
        if !is_granted {
            return Ok(sharing);
        }
        // Each is walked as far as the one that is walked furthest.
        let mut through = horizon.through;
        for member in all {
            if let Some(recurrence) = member.recurrence() {
                let days = walked(life, member, recurrence, horizon)?.days;
                through = days.last().map_or(through, |last| through.max(last.date));
            }
        }
        for member in all {
            if let Some(recurrence) = member.recurrence() {
                let far = walked(life, member, recurrence, Horizon { through, ..horizon })?;
                let held = Held::of(life, member, &far)?;
                sharing.members.push((member, grants(life, member, &far)?, held));
            }
        }
        Ok(sharing)
    }

    /// The days on which what any item has may change.
    pub(super) fn turning_days(&self, life: &Life<'_>) -> BTreeSet<NaiveDate> {
        let mut days = BTreeSet::new();
        for (member, grants, held) in &self.members {
            days.extend(member.turning_days(life, (grants, held)));
            days.extend([Some(member.from), member.removed].into_iter().flatten());
        }
        days
    }

    /// The discount as the item has it that counts its periods: the first one that is there on the day
    /// of the grant, else the one that comes next.
    fn counted(&self, life: &Life<'_>, sequence: u64) -> Option<&Grant> {
        let granted = self.members.iter().filter_map(|(member, grants, _)| {
            Some((member, grants.iter().find(|grant| grant.sequence == sequence)?))
        });
        let mut coming: Option<(NaiveDate, &Grant)> = None;
        for (member, grant) in granted {
            if cadence_on(life, member, grant.from).is_some() {
                return Some(grant);
            }
            let Some(first) = wakes(life, member, member.from) else { continue };
            let comes = grant.from < first && cadence_on(life, member, first).is_some();
            if comes && coming.is_none_or(|(known, _)| first < known) {
                coming = Some((first, grant));
            }
        }
        coming.map(|(_, grant)| grant)
    }

    /// What an item has on a day of what an event grants; none if it has no share.
    pub(super) fn share(
        &self,
        life: &Life<'_>,
        (id, sequence): (ItemId, u64),
        day: NaiveDate,
    ) -> Result<Option<UnitPrice>, OracleError> {
        let there: Vec<_> = self
            .members
            .iter()
            .filter_map(|own| Some((own, cadence_on(life, own.0, day)?)))
            .collect();
        let Some((_, leading)) = there.first() else {
            return Ok(None);
        };
        if !self.counted(life, sequence).is_some_and(|grant| grant.holds_on(day)) {
            return Ok(None);
        }
        let (mut weights, mut amount, mut own) = (Vec::new(), None, None);
        for ((member, grants, held), cadence) in &there {
            let granted = grants.iter().find(|grant| grant.sequence == sequence);
            if let (Some(grant), true) = (granted, cadence == leading) {
                amount = grant.of_the_whole();
                if member.id == id {
                    own = Some(weights.len());
                }
                weights.push(weight(life, (member, held), day));
            }
        }
        let (Some(amount), Some(own)) = (amount, own) else {
            return Ok(None);
        };
        let scale = amount.scale().max(life.contract.currency.exponent());
        let units =
            decimal(amount.mantissa(), amount.scale()).times(&decimal(10_i128.pow(scale), 0));
        let parts = parts(&units.floor(), &weights);
        let part = parts.and_then(|parts| parts.get(own).cloned()).unwrap_or_default();
        if part.is_zero() {
            return Ok(None);
        }
        let digits = part.to_i128().ok_or(OracleError::AmountOutOfRange)?;
        let part = Decimal::try_from_i128_with_scale(digits, scale).ok();
        let part = part.and_then(|part| UnitPrice::new(part).ok());
        part.map(Some).ok_or(OracleError::AmountOutOfRange)
    }
}

/// MON-4: everyone's share rounded down, then one more for the largest remainders, the earlier first.
/// None if nothing weighs.
fn parts(units: &BigInt, weights: &[Fraction]) -> Option<Vec<BigInt>> {
    let total = weights.iter().fold(Fraction::zero(), |sum, weight| sum.plus(weight));
    if !total.is_positive() {
        return None;
    }
    let exact =
        weights.iter().map(|weight| weight.times(&Fraction::whole(units.clone())).over(&total));
    let exact: Vec<Fraction> = exact.collect();
    let mut parts: Vec<BigInt> = exact.iter().map(Fraction::floor).collect();
    let mut left = units - parts.iter().sum::<BigInt>();
    let mut is_served = vec![false; parts.len()];
    while !left.is_zero() {
        let rest = |place: usize| exact[place].minus(&Fraction::whole(parts[place].clone()));
        let waiting = (0..parts.len()).filter(|place| !is_served[*place]);
        let next = waiting.reduce(|best, other| {
            if rest(other).minus(&rest(best)).is_positive() { other } else { best }
        })?;
        is_served[next] = true;
        parts[next] += 1;
        left -= 1;
    }
    Some(parts)
}

/// What a full period costs before allowances; nothing in a free phase.
fn weight(life: &Life<'_>, (member, held): (&Member<'_>, &Held<'_>), day: NaiveDate) -> Fraction {
    match member.phase(day) {
        Some(PhasePrice::Free | PhasePrice::FreeAsAllowance) => Fraction::zero(),
        Some(PhasePrice::Price(_) | PhasePrice::Percent(_)) | None => {
            full_price(&member.terms(life, (&[], held), (day, 1)))
        }
    }
}

/// The cadence of an item on a day, if it is there.
fn cadence_on(life: &Life<'_>, member: &Member<'_>, day: NaiveDate) -> Option<Cadence> {
    let mut cadence = member.recurrence()?.cadence;
    let is_removed = member.removed.is_some_and(|removed| removed <= day);
    if is_removed || wakes(life, member, member.from)? > day {
        return None;
    }
    for (from, said) in &member.said {
        if wakes(life, member, *from).is_none_or(|wakes| wakes > day) {
            continue;
        }
        if let Said::Cadence(new) = said {
            cadence = *new;
        } else if let Said::Plan(Item { schedule: ItemSchedule::Recurring(planned), .. }) = said {
            cadence = planned.cadence;
        }
    }
    Some(cadence)
}

/// PAU-2: what is said of a grid inside a Shift pause holds from the resume on; never while that is
/// not known.
fn wakes(life: &Life<'_>, member: &Member<'_>, day: NaiveDate) -> Option<NaiveDate> {
    let mut day = day;
    for window in member.windows.iter().filter(|window| window.shape == PauseShape::Shift) {
        if window.covers(day) {
            day = window.until.or(life.end)?;
        }
    }
    Some(day)
}
