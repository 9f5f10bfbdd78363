//! From which day on what was said holds, where that is not its own day: versions of price lists, and
//! taxes of a period's first or last day (CHG-2, INV-5).
//!
//! Monthly on the 1st, a version from 20 March: it holds from 1 April, the first day on or after the
//! 20th with which a billing period begins.
//!
//! What comes of it on a day is decided by [`super::member`].

use chrono::NaiveDate;
use tacite::contract::{CustomerId, Item, NewPrice, Price, PriceVersion, TaxPoint, VersionHolds};

use super::OracleError;
use super::life::Life;
use super::member::{Member, Said, recurrence};
use super::walk::Walked;

/// The days from which things hold for a member.
pub(super) struct Held<'h> {
    /// For each thing said, in order; none if it never holds.
    pub(super) said: Vec<Option<NaiveDate>>,
    /// The versions of the item's own list, then those of every plan that changed it.
    pub(super) lists: Vec<List<'h>>,
}

/// A list that came with an item or a plan.
pub(super) struct List<'h> {
    /// How much had been said when it came: nothing for the item's own.
    pub(super) after: usize,
    pub(super) versions: Vec<(NaiveDate, &'h PriceVersion)>,
}

impl<'h> Held<'h> {
    pub(super) fn of(
        life: &Life<'h>,
        member: &Member<'h>,
        walked: &Walked,
    ) -> Result<Self, OracleError> {
        let mut held = Self { said: Vec::new(), lists: Vec::new() };
        let mut base = (member.item, member.from);
        held.lists.push(list(life, base, 0, walked)?);
        for (index, (from, said)) in member.said.iter().enumerate() {
            held.said.push(match *said {
                Said::Plan(item) => {
                    base = (item, *from);
                    held.lists.push(list(life, base, index + 1, walked)?);
                    Some(*from)
                }
                Said::Price(NewPrice::Listed { .. }) => version_holds(life, base, *from, walked)?,
                Said::Tax(_) => tax_holds(life, member, *from, walked),
                Said::Price(NewPrice::Value(_) | NewPrice::Model(_))
                | Said::Quantity(_)
                | Said::Customer(_)
                | Said::Cadence(_)
                | Said::Anchor(_)
                | Said::Timing(_) => Some(*from),
            });
        }
        Ok(held)
    }

    /// Every day from which anything begins to hold.
    pub(super) fn days(&self) -> impl Iterator<Item = NaiveDate> + '_ {
        let said = self.said.iter().flatten().copied();
        let listed = self.lists.iter().flat_map(|list| &list.versions).map(|(holds, _)| *holds);
        said.chain(listed)
    }
}

fn list<'h>(
    life: &Life<'h>,
    base: (&'h Item, NaiveDate),
    after: usize,
    walked: &Walked,
) -> Result<List<'h>, OracleError> {
    let mut versions = Vec::new();
    for version in base.0.list.iter().flat_map(|list| &list.versions) {
        if let Some(holds) = version_holds(life, base, version.from, walked)? {
            versions.push((holds, version));
        }
    }
    versions.sort_by_key(|(_, version)| version.from);
    Ok(List { after, versions })
}

/// The day from which a version holds that is from a date, in the list of an item that is there since
/// a day.
fn version_holds(
    life: &Life<'_>,
    (item, since): (&Item, NaiveDate),
    dated: NaiveDate,
    walked: &Walked,
) -> Result<Option<NaiveDate>, OracleError> {
    if dated <= since {
        return Ok(Some(since));
    }
    match item.list.as_ref().map(|list| list.holds).unwrap_or_default() {
        VersionHolds::AtPeriodStart => Ok(walked.begins_from(dated)),
        VersionHolds::OnTheDay => Ok(Some(dated)),
        VersionHolds::FrozenAtStart => Ok(None),
        VersionHolds::FrozenAtRenewal => life.term_begins_from(dated),
    }
}

fn tax_holds(
    life: &Life<'_>,
    member: &Member<'_>,
    dated: NaiveDate,
    walked: &Walked,
) -> Option<NaiveDate> {
    if recurrence(member.item).is_none() {
        return Some(dated);
    }
    match life.contract.billing.tax_point {
        TaxPoint::Day => Some(dated),
        TaxPoint::PeriodStart if dated <= member.from => Some(member.from),
        TaxPoint::PeriodStart => walked.begins_from(dated),
        TaxPoint::PeriodEnd => {
            let day = walked.first_day_from(dated)?;
            walked.periods.get(day.period).map(|period| period.start)
        }
    }
}

impl Member<'_> {
    /// The price on a day, after so much was said, whatever phase or pause has one of its own.
    pub(super) fn price(&self, held: &Held<'_>, (day, heard): (NaiveDate, usize)) -> Price {
        let by_day = |index: &usize| self.said.get(*index).is_some_and(|(from, _)| *from <= day);
        let heard = heard.min(self.said.len());
        let is_plan = |index: &usize| matches!(self.said.get(*index), Some((_, Said::Plan(_))));
        let plan = (0..heard).rev().filter(by_day).find(is_plan);
        let base = match plan.and_then(|index| self.said.get(index)) {
            Some((_, Said::Plan(item))) => item,
            Some(_) | None => self.item,
        };
        let since = plan.map_or(0, |index| index + 1);
        let customer = self.payer((day, heard));
        let reaches = |whose: &Option<CustomerId>| whose.is_none_or(|whose| whose == customer);
        let agreed = (since..heard).rev().filter(by_day).find(|index| {
            let said = self.said.get(*index);
            matches!(said, Some((_, Said::Price(NewPrice::Value(_) | NewPrice::Model(_)))))
        });
        // Everything the list says: date, how late it was said, price, whose.
        let mut known: Vec<(NaiveDate, usize, &Price, Option<CustomerId>)> = Vec::new();
        for list in held.lists.iter().filter(|list| list.after == since) {
            let holding = list.versions.iter().filter(|(holds, _)| *holds <= day);
            known.extend(
                holding.map(|(_, version)| (version.from, 0, &version.price, version.customer)),
            );
        }
        for index in (since..heard).filter(by_day) {
            if let Some((from, Said::Price(NewPrice::Listed { price, customer }))) =
                self.said.get(index)
                && held.said.get(index).copied().flatten().is_some_and(|holds| holds <= day)
            {
                known.push((*from, index + 1, price, *customer));
            }
        }
        known.retain(|(_, _, _, whose)| reaches(whose));
        // Who has a version of its own has none that is for all after it.
        let is_its = |from: NaiveDate, said: usize, whose: Option<CustomerId>| {
            let mut own = known.iter().filter(|(_, _, _, whose)| whose.is_some());
            whose.is_some() || own.all(|(own, own_said, _, _)| (*own, *own_said) >= (from, said))
        };
        let ends = |(from, said, _, whose): &(_, usize, _, _), agreed| {
            *said > agreed && is_its(*from, *said, *whose)
        };
        if let Some(index) = agreed
            && !known.iter().any(|version| ends(version, index + 1))
        {
            return match self.said.get(index) {
                Some((_, Said::Price(NewPrice::Model(price)))) => price.clone(),
                Some((from, Said::Price(NewPrice::Value(value)))) => {
                    self.price(held, (*from, index)).at(*value)
                }
                Some(_) | None => base.price.clone(),
            };
        }
        let has_own = known.iter().any(|(_, _, _, whose)| whose.is_some());
        known.retain(|(_, _, _, whose)| whose.is_some() || !has_own);
        let last = known.into_iter().max_by_key(|(from, said, _, _)| (*from, *said));
        last.map_or_else(|| base.price.clone(), |(_, _, price, _)| price.clone())
    }

    /// Who pays on a day, after so much was said.
    fn payer(&self, (day, heard): (NaiveDate, usize)) -> CustomerId {
        let mut payer = self.first_customer;
        for (from, said) in self.said.iter().take(heard) {
            if let Said::Customer(customer) = said
                && *from <= day
            {
                payer = *customer;
            }
        }
        payer
    }
}
