//! What holds on one day, read off the events again for every day (HIS-1, HIS-2, CHG-2, CHG-5).
//!
//! Nothing is folded ahead: to know the terms of 15 March, all events up to 15 March are read.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tacite::calendar::Anchor;
use tacite::contract::{
    Contract, GridAnchor, Item, ItemId, ItemSchedule, LastPeriod, PhasePrice, Price, Recurrence,
};
use tacite::history::{Event, EventKind, History};
use tacite::money::Quantity;
use tacite::timeline::{Allowance, Terms};

use super::OracleError;
use super::step::{in_days, in_months, months_after, walk};

/// A started subscription.
pub(super) struct Story<'h> {
    pub(super) contract: &'h Contract,
    pub(super) end: Option<NaiveDate>,
    pub(super) last_period: Option<LastPeriod>,
    /// Values over time that have an effect, by (effective, sequence).
    values: Vec<&'h Event>,
}

/// An item that is there.
pub(super) struct Member<'h> {
    pub(super) id: ItemId,
    pub(super) item: &'h Item,
    pub(super) from: NaiveDate,
    pub(super) removed: Option<NaiveDate>,
    sequence: u64,
    phases: Vec<(NaiveDate, PhasePrice)>,
}

impl<'h> Story<'h> {
    /// Reads the facts of the whole life; none if nothing ever started.
    pub(super) fn of(history: &'h History) -> Result<Option<Self>, OracleError> {
        let live = live(history);
        let (mut started, mut end) = (None, None);
        for event in &live {
            if let EventKind::Started { contract } = &event.kind {
                started = Some((contract, event.effective_on));
            } else if let EventKind::EndSet { last_period } = event.kind {
                end = Some((event.effective_on, last_period));
            } else if event.kind == EventKind::EndCleared {
                end = None;
            } else if !is_value(&event.kind) {
                return Err(OracleError::Unsupported {
                    sequence: event.sequence,
                    kind: event.kind.name(),
                });
            }
        }
        let Some((contract, start)) = started else {
            return Ok(None);
        };
        let has_effect = |day: NaiveDate| day >= start && end.is_none_or(|(end, _)| day < end);
        let mut values = live;
        values.retain(|event| is_value(&event.kind) && has_effect(event.effective_on));
        values.sort_by_key(|event| (event.effective_on, event.sequence));
        Ok(Some(Self {
            contract,
            end: end.map(|(end, _)| end),
            last_period: end.and_then(|(_, last_period)| last_period),
            values,
        }))
    }

    /// Lists the items that are there: the first addition of each id counts.
    pub(super) fn members(&self) -> Result<Vec<Member<'h>>, OracleError> {
        let mut members: Vec<Member<'h>> = Vec::new();
        for event in &self.values {
            let EventKind::ItemAdded { id, item } = &event.kind else {
                continue;
            };
            if members.iter().any(|member| member.id == *id) {
                continue;
            }
            let from = event.effective_on;
            let own = (from, event.sequence);
            let removal = self.values.iter().find(|later| {
                later.kind == EventKind::ItemRemoved { id: *id }
                    && (later.effective_on, later.sequence) > own
            });
            members.push(Member {
                id: *id,
                item,
                from,
                removed: removal.map(|event| event.effective_on),
                sequence: event.sequence,
                phases: phase_ends(item, from)?,
            });
        }
        Ok(members)
    }

    /// The terms of an item on a day of its life, whether it is charged on it or not.
    pub(super) fn terms(&self, member: &Member<'_>, day: NaiveDate) -> Terms {
        let own = (member.from, member.sequence);
        let Item { mut price, mut quantity, mut tax, .. } = *member.item;
        let mut customer = self.contract.customer;
        for event in &self.values {
            if event.effective_on > day {
                break;
            }
            if let EventKind::Transferred { customer: other } = event.kind {
                customer = other;
            }
            if (event.effective_on, event.sequence) < own {
                continue;
            }
            if let EventKind::QuantityChanged { id, quantity: new } = event.kind
                && id == member.id
            {
                quantity = new;
            } else if let EventKind::PriceChanged { id, price: new } = event.kind
                && id == member.id
            {
                price = match price {
                    Price::Flat(_) => Price::Flat(new),
                    Price::PerUnit(_) => Price::PerUnit(new),
                };
            } else if let EventKind::TaxChanged { id, tax: new } = event.kind
                && id.is_none_or(|id| id == member.id)
            {
                tax = new;
            }
        }
        let mut allowance = Allowance::None;
        match (member.phase(day), price) {
            (Some(PhasePrice::FreeAsAllowance), _) => allowance = Allowance::Whole,
            (Some(PhasePrice::Price(new)), Price::Flat(_)) => price = Price::Flat(new),
            (Some(PhasePrice::Price(new)), Price::PerUnit(_)) => price = Price::PerUnit(new),
            (Some(PhasePrice::Free) | None, _) => {}
        }
        if let Price::Flat(_) = price {
            quantity = Quantity::whole(1);
        }
        Terms {
            price,
            quantity,
            unit: member.item.unit,
            allowance,
            customer,
            tax,
            basis: member.recurrence().map(|recurrence| recurrence.basis).unwrap_or_default(),
            rounding: self.contract.rounding,
        }
    }

    /// Whether a day of service of an item is not owed (CHG-7).
    pub(super) fn is_freed(&self, member: &Member<'_>, day: NaiveDate) -> bool {
        member.removed.is_some_and(|removed| day >= removed)
            || member.phase(day) == Some(PhasePrice::Free)
            || self.contract.bill_from.is_some_and(|first| day < first)
    }
}

impl<'h> Member<'h> {
    pub(super) fn recurrence(&self) -> Option<&'h Recurrence> {
        match &self.item.schedule {
            ItemSchedule::Once => None,
            ItemSchedule::Recurring(recurrence) => Some(recurrence),
        }
    }

    /// The anchor of its grid; the end of the trial is a date.
    pub(super) fn anchor(&self, recurrence: &Recurrence) -> Result<Anchor, OracleError> {
        match recurrence.anchor {
            GridAnchor::Rule(anchor) => Ok(anchor),
            GridAnchor::TrialEnd => {
                self.trial_end().map(Anchor::Date).ok_or(OracleError::NoTrial { item: self.id })
            }
        }
    }

    fn trial_end(&self) -> Option<NaiveDate> {
        let free = |price: PhasePrice| match price {
            PhasePrice::Free | PhasePrice::FreeAsAllowance => true,
            PhasePrice::Price(_) => false,
        };
        self.phases.first().filter(|(_, price)| free(*price)).map(|(end, _)| *end)
    }

    fn phase(&self, day: NaiveDate) -> Option<PhasePrice> {
        let running = self.phases.iter().find(|(end, _)| day < *end);
        running.map(|(_, price)| *price)
    }
}

/// First day after each phase; months that follow each other are added before they are counted.
fn phase_ends(item: &Item, from: NaiveDate) -> Result<Vec<(NaiveDate, PhasePrice)>, OracleError> {
    let ItemSchedule::Recurring(recurrence) = &item.schedule else {
        return Ok(Vec::new());
    };
    let mut ends = Vec::new();
    let (mut base, mut months, mut end) = (from, 0, from);
    for phase in &recurrence.phases {
        if let Some(more) = in_months(phase.length) {
            months += more;
            end = months_after(base, months)?;
        } else {
            end = walk(end, in_days(phase.length))?;
            (base, months) = (end, 0);
        }
        ends.push((end, phase.price));
    }
    Ok(ends)
}

fn is_value(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::ItemAdded { .. }
            | EventKind::ItemRemoved { .. }
            | EventKind::QuantityChanged { .. }
            | EventKind::PriceChanged { .. }
            | EventKind::TaxChanged { .. }
            | EventKind::Transferred { .. }
            | EventKind::ReferenceChanged { .. }
            | EventKind::SigningDateChanged { .. }
            | EventKind::PaymentTermsChanged { .. }
            | EventKind::PaymentMeansChanged { .. }
            | EventKind::Retracted { .. }
    )
}

/// The events that are not retracted, by sequence: retractions are resolved newest first.
fn live(history: &History) -> Vec<&Event> {
    let mut gone = BTreeSet::new();
    for event in history.events().iter().rev() {
        if let EventKind::Retracted { sequence } = event.kind
            && !gone.contains(&event.sequence)
        {
            gone.insert(sequence);
        }
    }
    let events = history.events().iter();
    events.filter(|event| !gone.contains(&event.sequence)).collect()
}
