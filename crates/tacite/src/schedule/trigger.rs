//! The trigger of a billing period is its start or its service end, moved three times (INV-2).
//!
//! In advance from Thursday 2 January 2025, three days early, sent on Mondays: 30 December 2024 is
//! a Monday, so that is the trigger.
//!
//! When a change inside the period falls due is decided by [`super::owed`].

use crate::calendar::{CalendarError, Convention, Day};
use crate::contract::BillingPolicy;

/// Moves a day by an offset, to the next sending day, then to a business day (INV-2).
#[inline]
pub(crate) fn trigger(
    policy: &BillingPolicy,
    from: Day,
    offset_days: i32,
) -> Result<Day, CalendarError> {
    let moves = offset_days != 0
        || policy.sending_day.is_some()
        || policy.business_days.documents != Convention::Unadjusted;
    if moves { moved(policy, from, offset_days) } else { Ok(from) }
}

fn moved(policy: &BillingPolicy, from: Day, offset_days: i32) -> Result<Day, CalendarError> {
    let mut day = from;
    if offset_days != 0 {
        day = day.plus_days(i64::from(offset_days))?;
    }
    if let Some(sending_day) = policy.sending_day {
        day = sending_day.next_on_or_after(day)?;
    }
    match policy.business_days.documents {
        Convention::Unadjusted => Ok(day),
        moved @ (Convention::Following | Convention::ModifiedFollowing | Convention::Preceding) => {
            policy.business_days.holidays.adjust_day(day, moved)
        }
    }
}
