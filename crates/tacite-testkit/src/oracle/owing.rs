//! What a subscription owes, day by day, on the history as it is now (CHG-7, CHG-8, INV-8, INV-9).
//!
//! A desk charged by the month, a pack of hours charged once and 5.00 of goodwill are three keys:
//! a reference period, the one-off of an item, an adjustment of an event.
//!
//! The days of recurring items are decided by [`super::diary`].

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use tacite::contract::{ItemId, PauseShape, Price, Refund, UnitCode};
use tacite::money::{Quantity, UnitPrice};
use tacite::timeline::{Allowance, Allowances, Terms, Weights};

use super::cast::members;
use super::diary::{Days, Diary, Entry, State};
use super::discount::grants;
use super::glossary::Glossary;
use super::held::Held;
use super::life::{Adjustment, Life};
use super::member::Member;
use super::sharing::Sharing;
use super::step::{days_between, document_date, next, walk};
use super::walk::{Horizon, Walked};
use super::{Due, Key, OracleError, Reference};

/// Every day that is owed or freed, and when what is gone falls due.
pub(super) struct Owing {
    entries: BTreeMap<Key, Days>,
    /// Of the days asked for that are no days any more.
    gone: BTreeMap<(Key, u32), Due>,
}

impl Owing {
    /// Looks at all that is due by a day, and at the days that are charged.
    pub(super) fn of(
        life: Option<&Life<'_>>,
        (charged, as_of): (&[(Key, Vec<u32>)], NaiveDate),
        glossary: &mut Glossary,
    ) -> Result<Self, OracleError> {
        let mut owing = Self { entries: BTreeMap::new(), gone: BTreeMap::new() };
        let Some(life) = life else {
            return Ok(owing);
        };
        let horizon = horizon(life, charged, as_of)?;
        let members = members(life)?;
        let sharing = Sharing::of(life, &members, horizon)?;
        for member in &members {
            match member.recurrence() {
                None => {
                    let entry = one_off(life, member, glossary)?;
                    owing.write((member.id, Reference::Once), entry);
                }
                Some(recurrence) => {
                    let diary = Diary::of(life, member, (recurrence, horizon, &sharing), glossary)?;
                    for (key, numbers) in charged {
                        let (id, Reference::Period(span)) = *key else { continue };
                        if id != member.id {
                            continue;
                        }
                        let days = diary.days(span);
                        for number in numbers {
                            if days.is_none_or(|days| days.get(*number).is_none()) {
                                owing.gone.insert((*key, *number), diary.gone(span, *number)?);
                            }
                        }
                    }
                    for (span, days) in diary.entries {
                        owing.entries.insert((member.id, Reference::Period(span)), days);
                    }
                }
            }
        }
        for adjustment in &life.adjustments {
            let reference = Reference::Adjustment(adjustment.sequence);
            let entry = adjusted(life, adjustment, glossary)?;
            owing.write((ItemId::ADJUSTMENT, reference), entry);
        }
        Ok(owing)
    }

    /// Writes what has no period: one day.
    fn write(&mut self, key: Key, entry: Entry) {
        self.entries.entry(key).or_default().write(1, entry);
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = (Key, &Days)> {
        self.entries.iter().map(|(key, days)| (*key, days))
    }

    /// The days of a key.
    pub(super) fn days(&self, key: Key) -> Option<&Days> {
        self.entries.get(&key)
    }

    /// When a credit of a day falls due that is not owed.
    pub(super) fn credit_due(&self, key: Key, number: u32) -> Due {
        let entry = self.days(key).and_then(|days| days.get(number));
        match entry.map(|entry| &entry.state) {
            Some(State::Freed { due }) => *due,
            // An item that is not there, a one-off or an adjustment that never happened.
            Some(State::Owed { .. }) | None => {
                self.gone.get(&(key, number)).copied().unwrap_or(Due::AtOnce)
            }
        }
    }
}

/// The dates of charged days may be later than their periods: by the days of all Shift pauses.
fn horizon(
    life: &Life<'_>,
    charged: &[(Key, Vec<u32>)],
    as_of: NaiveDate,
) -> Result<Horizon, OracleError> {
    let ends = charged.iter().filter_map(|((_, reference), _)| match reference {
        Reference::Period((_, end)) => Some(*end),
        Reference::Once | Reference::Adjustment(_) => None,
    });
    let shifts = life.windows.iter().filter(|window| window.shape == PauseShape::Shift);
    let shifted: i64 =
        shifts.filter_map(|window| Some(days_between(window.from, window.until?))).sum();
    let through = match ends.max() {
        Some(end) => walk(end, shifted)?,
        None => NaiveDate::MIN,
    };
    Ok(Horizon { as_of, through })
}

/// INV-8: a one-off is owed if its item is there on its day.
fn one_off<'h>(
    life: &Life<'h>,
    member: &Member<'h>,
    glossary: &mut Glossary,
) -> Result<Entry, OracleError> {
    let day = member.from;
    let policy = &life.contract.billing;
    let trigger = Due::On(document_date(day, policy.sending_day, &policy.business_days)?);
    let is_refunded = member.item.refund == Refund::Refunded
        && life.refunded_before.is_some_and(|withdrawn| day < withdrawn);
    let state = if member.is_absent(life, day) || is_refunded {
        State::Freed { due: Due::AtOnce }
    } else {
        let walked = Walked::default();
        let grants = grants(life, member, &walked)?;
        let held = Held::of(life, member, &walked)?;
        // What is charged once has no share of an amount off the whole.
        let own = grants.iter().filter(|grant| grant.of_the_whole().is_none());
        let on_day = own.filter(|grant| grant.holds_on(day));
        let off: Vec<Allowance> = on_day.map(|grant| grant.allowance(None, None)).collect();
        let terms = glossary.entry(&member.terms(life, (&off, &held), (day, 1)));
        State::Owed { terms, due: trigger }
    };
    Ok(Entry { of: 1, billing: (day, next(day)?), date: None, trigger, state })
}

fn adjusted(
    life: &Life<'_>,
    adjustment: &Adjustment,
    glossary: &mut Glossary,
) -> Result<Entry, OracleError> {
    let Adjustment { on, amount, tax, .. } = *adjustment;
    let major = Decimal::new(amount.minor(), amount.currency().exponent());
    let price = UnitPrice::new(major).map_err(|_| OracleError::AmountOutOfRange)?;
    let terms = Terms {
        price: Price::Flat(price),
        quantity: Quantity::whole(1),
        reduced: None,
        unit: UnitCode::ONE,
        allowances: Allowances::NONE,
        customer: life.customer(on),
        tax,
        weights: Weights::ActualDays,
        prices: life.contract.prices,
        rounding: life.contract.rounding,
    };
    let state = State::Owed { terms: glossary.entry(&terms), due: Due::On(on) };
    Ok(Entry { of: 1, billing: (on, next(on)?), date: None, trigger: Due::On(on), state })
}
