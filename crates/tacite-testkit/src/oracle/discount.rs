//! From when to when a discount holds for an item (CHG-9).
//!
//! Granted on 10 January for one period of a monthly item on the 1st: up to 1 February. Paused from
//! 15 to 20 January with the clock of discounts stopped: up to 6 February.
//!
//! What an allowance takes off is decided by [`super::amount`].

use chrono::NaiveDate;
use tacite::contract::{
    Clock, Discount, DiscountDuration, DiscountId, DiscountValue, PauseRule, StubDiscount,
};
use tacite::history::EventKind;
use tacite::money::UnitPrice;
use tacite::timeline::Allowance;

use super::OracleError;
use super::life::Life;
use super::member::Member;
use super::pause::moved;
use super::walk::Walked;

/// A discount that an item has.
pub(super) struct Grant {
    id: DiscountId,
    pub(super) from: NaiveDate,
    pub(super) until: Option<NaiveDate>,
    order: u16,
    pub(super) sequence: u64,
    value: DiscountValue,
    in_stubs: StubDiscount,
    /// Whether it is an amount off the whole.
    is_of_the_whole: bool,
    /// Whether it is this item's at all.
    is_own: bool,
}

/// What the days weigh that an incomplete billing period charges, of those of its reference period.
pub(super) type Part = (u32, u32);

impl Grant {
    /// The amount off the whole that it is, if it is one.
    pub(super) fn of_the_whole(&self) -> Option<UnitPrice> {
        match self.value {
            DiscountValue::Amount(amount) => self.is_of_the_whole.then_some(amount),
            DiscountValue::Percent(_) => None,
        }
    }

    /// What it takes off a day on which it holds: all of it or, of an amount off the whole, a share.
    pub(super) fn allowance(&self, share: Option<UnitPrice>, part: Option<Part>) -> Allowance {
        let amount = match (self.value, share) {
            (DiscountValue::Percent(percent), _) => return Allowance::Percent(percent),
            (DiscountValue::Amount(_), Some(share)) => share,
            (DiscountValue::Amount(amount), None) => amount,
        };
        match (self.in_stubs, part) {
            (StubDiscount::Full, Some((days, of))) if 0 < days && days < of => {
                Allowance::AmountInStub { amount, days, of }
            }
            (StubDiscount::Prorated | StubDiscount::Full, _) => Allowance::Amount(amount),
        }
    }

    pub(super) fn holds_on(&self, day: NaiveDate) -> bool {
        self.is_own && self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// The discounts of an item in the order in which they are taken.
pub(super) fn grants(
    life: &Life<'_>,
    member: &Member<'_>,
    walked: &Walked,
) -> Result<Vec<Grant>, OracleError> {
    let mut grants: Vec<Grant> = Vec::new();
    let close = |grants: &mut Vec<Grant>, id: DiscountId, day: NaiveDate| {
        for grant in grants.iter_mut().filter(|grant| grant.id == id) {
            grant.until = Some(grant.until.map_or(day, |until| until.min(day)));
        }
    };
    for event in &life.values {
        let day = event.effective_on;
        if let EventKind::DiscountWithdrawn { id } = event.kind {
            close(&mut grants, id, day);
        }
        if let EventKind::DiscountGranted { id, discount } = &event.kind {
            // Granted again, it is replaced from then on.
            close(&mut grants, *id, day);
            grants.push(Grant {
                id: *id,
                from: day,
                until: until(life, member, walked, (discount, day))?,
                order: discount.order,
                sequence: event.sequence,
                value: discount.value,
                in_stubs: discount.in_stubs,
                is_of_the_whole: discount.item.is_none(),
                is_own: discount.item.is_none_or(|id| id == member.id),
            });
        }
    }
    grants.sort_by_key(|grant| (grant.order, grant.sequence));
    Ok(grants)
}

/// The first day on which it holds no more; none if it is for good.
fn until(
    life: &Life<'_>,
    member: &Member<'_>,
    walked: &Walked,
    (discount, granted_on): (&Discount, NaiveDate),
) -> Result<Option<NaiveDate>, OracleError> {
    let follows = member.recurrence().is_some() && member.item.pausing == PauseRule::Follows;
    let stopping = || {
        let stops = life.windows.iter().filter(|window| window.clocks.discounts == Clock::Stops);
        stops.filter(|_| follows)
    };
    match discount.lasts {
        DiscountDuration::Forever => Ok(None),
        DiscountDuration::Until(date) => moved(date, granted_on, stopping()),
        DiscountDuration::Periods(0) => Ok(Some(granted_on)),
        // Counted from the first day that the item has from then on: a grant while nothing runs
        // counts from the resume. A one-off has one period only.
        DiscountDuration::Periods(count) => match walked.first_day_from(granted_on) {
            None => Ok(None),
            Some(day) => moved(walked.boundary_after(day, count)?, day.date, stopping()),
        },
    }
}
