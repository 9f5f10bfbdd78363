//! An item that is there, what was said about it, and what that comes to on a day (HIS-1, CHG-1,
//! CHG-2, CHG-5, PAU-1).
//!
//! Nothing is folded ahead: to know the terms of 15 March, all that was said up to 15 March is read.
//!
//! Who is there is decided by [`super::cast`], which allowances hold by [`super::discount`].

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tacite::calendar::{Anchor, Cadence};
use tacite::contract::{
    Basis, Clock, CustomerId, GridAnchor, Item, ItemId, ItemSchedule, NewPrice, PauseShape, Phase,
    PhasePrice, Price, Recurrence, ReducedPrice, Tax, Timing,
};
use tacite::money::{Percent, Quantity};
use tacite::timeline::{Allowance, Allowances, Terms, Weights};

use super::OracleError;
use super::discount::Grant;
use super::held::Held;
use super::life::Life;
use super::pause::{Window, moved};
use super::step::{in_days, in_months, months_after, walk};

/// An item that is there.
pub(super) struct Member<'h> {
    pub(super) id: ItemId,
    pub(super) item: &'h Item,
    pub(super) from: NaiveDate,
    pub(super) removed: Option<NaiveDate>,
    /// Who paid when it was added.
    pub(super) first_customer: CustomerId,
    /// What was said about it later, in order.
    pub(super) said: Vec<(NaiveDate, Said<'h>)>,
    /// The pauses that it takes part in.
    pub(super) windows: Vec<Window>,
    /// First day after each phase; none if that never comes.
    pub(super) phases: Vec<(Option<NaiveDate>, PhasePrice)>,
    /// The end of its trial as a grid can be anchored at it.
    pub(super) trial_end: Option<NaiveDate>,
}

/// What an event says about an item.
#[derive(Clone, Copy)]
pub(super) enum Said<'h> {
    Quantity(Quantity),
    Price(&'h NewPrice),
    Tax(Tax),
    Plan(&'h Item),
    Cadence(Cadence),
    Anchor(GridAnchor),
    Timing(Timing),
    Customer(CustomerId),
}

impl<'h> Member<'h> {
    pub(super) fn recurrence(&self) -> Option<&'h Recurrence> {
        recurrence(self.item)
    }

    /// MON-1: a price below 0 is for one-offs only, so it has no meaning elsewhere.
    pub(super) fn takes(&self, said: Said<'_>) -> bool {
        match said {
            Said::Price(price) => !price.is_negative() || self.recurrence().is_none(),
            Said::Quantity(_)
            | Said::Tax(_)
            | Said::Plan(_)
            | Said::Cadence(_)
            | Said::Anchor(_)
            | Said::Timing(_)
            | Said::Customer(_) => true,
        }
    }

    /// The terms of an item on a day of its life, whether it is charged on it or not, in a billing period
    /// whose first day has a number.
    pub(super) fn terms(
        &self,
        life: &Life<'_>,
        (off, held): (&[Allowance], &Held<'_>),
        (day, first): (NaiveDate, u32),
    ) -> Terms {
        let mut basis = basis(self.item);
        let Item { mut quantity, mut unit, mut tax, .. } = *self.item;
        let mut price = self.price(held, (day, self.said.len()));
        let holding = self.said.iter().zip(&held.said);
        let holding = holding.filter(|(_, holds)| holds.is_some_and(|holds| holds <= day));
        for ((_, said), _) in holding {
            match *said {
                Said::Quantity(new) => quantity = new,
                Said::Tax(new) => tax = new,
                Said::Plan(item) => {
                    (unit, tax, basis) = (item.unit, item.tax, self::basis(item));
                }
                Said::Price(_)
                | Said::Cadence(_)
                | Said::Anchor(_)
                | Said::Timing(_)
                | Said::Customer(_) => {}
            }
        }
        let mut reduced = None;
        let mut allowances = Allowances::NONE;
        match self.phase(day) {
            Some(PhasePrice::FreeAsAllowance) => allowances = Allowances::of(&[Allowance::Whole]),
            Some(PhasePrice::Price(new)) => price = price.at(new),
            Some(PhasePrice::Percent(kept)) => reduced = Some(kept),
            Some(PhasePrice::Free) | None => {}
        }
        if allowances.is_none() {
            allowances = Allowances::of(off);
        }
        match self.window(day).map(|window| window.shape) {
            Some(PauseShape::Reduced(ReducedPrice::Price(new))) => {
                (price, reduced) = (price.at(new), None);
            }
            Some(PauseShape::Reduced(ReducedPrice::Percent(kept))) => reduced = Some(kept),
            Some(PauseShape::ByDays | PauseShape::WholePeriods | PauseShape::Shift) | None => {}
        }
        // All of the price is the price.
        reduced = reduced.filter(|kept| *kept != Percent::whole(100));
        if is_for_one(&price) {
            quantity = Quantity::whole(1);
        }
        Terms {
            price,
            quantity,
            reduced,
            unit,
            allowances,
            customer: life.customer(day),
            tax,
            weights: Weights::of(basis, first),
            prices: life.contract.prices,
            rounding: life.contract.rounding,
        }
    }

    /// The days on which anything begins or ends that its terms depend on: every other day has the
    /// terms of the day before.
    pub(super) fn turning_days(
        &self,
        life: &Life<'_>,
        (grants, held): (&[Grant], &Held<'_>),
    ) -> BTreeSet<NaiveDate> {
        let mut days: BTreeSet<NaiveDate> = self.said.iter().map(|(day, _)| *day).collect();
        days.extend(held.days());
        days.extend(life.values.iter().map(|event| event.effective_on));
        days.extend(self.phases.iter().filter_map(|(end, _)| *end));
        for window in &self.windows {
            days.extend([Some(window.from), window.until].into_iter().flatten());
        }
        for grant in grants {
            days.extend([Some(grant.from), grant.until].into_iter().flatten());
        }
        days
    }

    /// The timing that holds on a day.
    pub(super) fn timing(&self, recurrence: &Recurrence, day: NaiveDate) -> Timing {
        let mut timing = recurrence.timing;
        for (_, said) in self.said.iter().filter(|(from, _)| *from <= day) {
            if let Said::Timing(new) = said {
                timing = *new;
            } else if let Said::Plan(Item { schedule: ItemSchedule::Recurring(planned), .. }) = said
            {
                timing = planned.timing;
            }
        }
        timing
    }

    /// The anchor of a grid; the end of a trial is a date.
    pub(super) fn anchor(&self, anchor: GridAnchor) -> Anchor {
        match anchor {
            GridAnchor::Rule(anchor) => anchor,
            GridAnchor::TrialEnd => self.trial_end.map_or(Anchor::Start, Anchor::Date),
        }
    }

    pub(super) fn phase(&self, day: NaiveDate) -> Option<PhasePrice> {
        let running = self.phases.iter().find(|(end, _)| end.is_none_or(|end| day < end));
        running.map(|(_, price)| *price)
    }

    /// The pause that an item is in on a day.
    pub(super) fn window(&self, day: NaiveDate) -> Option<&Window> {
        self.windows.iter().find(|window| window.covers(day))
    }

    /// Whether it is not there on a day, or not billed yet (CHG-7, HIS-6).
    pub(super) fn is_absent(&self, life: &Life<'_>, day: NaiveDate) -> bool {
        day < self.from
            || self.removed.is_some_and(|removed| day >= removed)
            || life.contract.bill_from.is_some_and(|first| day < first)
    }
}

/// CHG-2: a flat price is for one, whatever the quantity.
fn is_for_one(price: &Price) -> bool {
    match price {
        Price::Flat(_) => true,
        Price::Bounded(bounded) => is_for_one(&bounded.price),
        Price::PerUnit(_)
        | Price::Package { .. }
        | Price::Graduated(_)
        | Price::Volume(_)
        | Price::StairStep(_)
        | Price::Percentage(_) => false,
    }
}

pub(super) fn recurrence(item: &Item) -> Option<&Recurrence> {
    match &item.schedule {
        ItemSchedule::Once => None,
        ItemSchedule::Recurring(recurrence) => Some(recurrence),
    }
}

fn basis(item: &Item) -> Basis {
    recurrence(item).map(|recurrence| recurrence.basis).unwrap_or_default()
}

/// First day after each phase, moved by the days on which its clock stops.
pub(super) fn phase_ends(
    phases: &[Phase],
    from: NaiveDate,
    windows: &[Window],
) -> Result<Vec<(Option<NaiveDate>, PhasePrice)>, OracleError> {
    let agreed = agreed_ends(phases, from)?;
    let ends = phases.iter().zip(agreed).map(|(phase, end)| {
        let stopping = windows.iter().filter(|window| window.clocks.phases == Clock::Stops);
        Ok((moved(end, from, stopping)?, phase.price))
    });
    ends.collect()
}

/// The end of the trial as moved by every pause but Shift, which moves the grid itself; where that
/// never comes, the end that was agreed.
pub(super) fn trial_end(
    phases: &[Phase],
    from: NaiveDate,
    windows: &[Window],
) -> Result<Option<NaiveDate>, OracleError> {
    match phases.first().map(|phase| phase.price) {
        Some(PhasePrice::Free | PhasePrice::FreeAsAllowance) => {}
        Some(PhasePrice::Price(_) | PhasePrice::Percent(_)) | None => return Ok(None),
    }
    let Some(agreed) = agreed_ends(phases, from)?.first().copied() else {
        return Ok(None);
    };
    let stopping = windows
        .iter()
        .filter(|window| window.clocks.phases == Clock::Stops && window.shape != PauseShape::Shift);
    Ok(Some(moved(agreed, from, stopping)?.unwrap_or(agreed)))
}

/// First day after each phase; months that follow each other are added before they are counted.
fn agreed_ends(phases: &[Phase], from: NaiveDate) -> Result<Vec<NaiveDate>, OracleError> {
    let mut ends = Vec::new();
    let (mut base, mut months, mut end) = (from, 0_u32, from);
    for phase in phases {
        if let Some(more) = in_months(phase.length) {
            months = months.saturating_add(more);
            end = months_after(base, months)?;
        } else {
            end = walk(end, in_days(phase.length))?;
            (base, months) = (end, 0);
        }
        ends.push(end);
    }
    Ok(ends)
}
