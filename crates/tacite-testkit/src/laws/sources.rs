//! L11: the events that a derivation names say what its terms are.
//!
//! 5 seats at 12.00 since a change of quantity: the event named for the quantity says 5, the one named
//! for the price 12.00.
//!
//! What else a derivation is held to is decided in [`super::explained`].

use rust_decimal::Decimal;
use tacite::contract::{
    DiscountValue, Item, ItemId, ItemSchedule, NewPrice, PauseShape, PhasePrice, Price,
    PriceVersion, ReducedPrice, StubDiscount, Tax,
};
use tacite::explain::{
    AllowanceSource, Citation, Derivation, PriceSource, ReductionSource, TermsSources,
};
use tacite::history::{EventKind, History};
use tacite::money::{Percent, UnitPrice};
use tacite::timeline::Allowance;

/// The events named say what the terms are.
pub(super) fn check_sources(
    history: &History,
    derivation: &Derivation,
    sources: &TermsSources,
) -> Result<(), String> {
    let (terms, id) = (&derivation.terms, derivation.item);
    let kind = |citation: Citation| history.event(citation.sequence).map(|event| &event.kind);
    let wrong = |part: &str, citation: Citation| {
        Err(format!("event {} does not say the {part} of {terms:?}", citation.sequence))
    };
    let price = &terms.price;
    let event = sources.price.citation();
    if !kind(event).is_some_and(|kind| says_price(kind, (id, sources.price), price)) {
        return wrong("price", event);
    }
    let is_quantity = kind(sources.quantity).is_some_and(|kind| {
        if let EventKind::QuantityChanged { id: of, quantity } = kind {
            return *of == id && *quantity == terms.quantity;
        }
        items(kind).any(|(of, item)| of == id && item.quantity == terms.quantity)
    });
    if !terms.price.is_flat() && !is_quantity {
        return wrong("quantity", sources.quantity);
    }
    if !kind(sources.tax).is_some_and(|kind| says_tax(kind, id, terms.tax)) {
        return wrong("tax", sources.tax);
    }
    let is_customer = kind(sources.customer).is_some_and(|kind| {
        if let EventKind::Transferred { customer } = kind {
            return *customer == terms.customer;
        }
        matches!(kind, EventKind::Started { contract } if contract.customer == terms.customer)
    });
    if !is_customer {
        return wrong("customer", sources.customer);
    }
    let is_rounding = matches!(kind(sources.contract),
        Some(EventKind::Started { contract }) if contract.rounding == terms.rounding);
    if !is_rounding {
        return wrong("rounding", sources.contract);
    }
    let kept = sources.reduced.and_then(|source| kept(kind(source.citation())?, id, source));
    if kept != terms.reduced {
        return Err(format!("the pause keeps {kept:?} of {terms:?}"));
    }
    let list = terms.allowances.as_slice();
    let is_given = |(source, allowance)| gives(history, source, allowance);
    let mut given = sources.allowances.iter().copied().zip(list.iter().copied());
    if sources.allowances.len() != list.len() || !given.all(is_given) {
        return Err(format!("the allowances of {terms:?} are not of {:?}", sources.allowances));
    }
    Ok(())
}

fn says_price(kind: &EventKind, (id, source): (ItemId, PriceSource), price: &Price) -> bool {
    match (kind, source) {
        (EventKind::PriceChanged { id: of, price: new }, PriceSource::PriceChange(_)) => {
            let is_new = match new {
                NewPrice::Value(value) => price.unit_price() == Some(*value),
                NewPrice::Model(model) => model == price,
                // It is the source of a version.
                NewPrice::Listed { .. } => false,
            };
            *of == id && is_new
        }
        (EventKind::PlanChanged { plan }, PriceSource::Plan(_)) => {
            // An item that the plan matches keeps its own id.
            plan.items.iter().any(|planned| planned.item.price == *price)
        }
        (EventKind::ItemAdded { id: of, item }, PriceSource::Item(_)) => {
            *of == id && item.price == *price
        }
        (
            EventKind::PriceChanged { id: of, price: NewPrice::Listed { price: new, customer } },
            PriceSource::Version { customer: whose, .. },
        ) => *of == id && new == price && *customer == whose,
        (kind, PriceSource::Version { from, customer, .. }) => items(kind).any(|(of, item)| {
            let versions = item.list.iter().flat_map(|list| &list.versions);
            let is_plan = matches!(kind, EventKind::PlanChanged { .. });
            let says = |version: &PriceVersion| {
                (version.from, version.customer, &version.price) == (from, customer, price)
            };
            (is_plan || of == id) && versions.clone().any(says)
        }),
        (kind, PriceSource::Phase { number, .. }) => items(kind).any(|(of, item)| {
            let ItemSchedule::Recurring(recurrence) = &item.schedule else { return false };
            let phase = recurrence.phases.get(number as usize - 1).map(|phase| phase.price);
            of == id && price.unit_price().map(PhasePrice::Price) == phase
        }),
        (EventKind::Paused { pause }, PriceSource::Pause(_)) => {
            let reduced = price.unit_price().map(ReducedPrice::Price);
            reduced.map(PauseShape::Reduced) == Some(pause.shape)
        }
        (EventKind::ManualAdjustment { amount, .. }, PriceSource::Adjustment(_))
        | (EventKind::Terminated { exit_fee: Some(amount), .. }, PriceSource::ExitFee(_)) => {
            let major = Decimal::new(amount.minor(), amount.currency().exponent());
            price.unit_price().is_some_and(|price| price.to_decimal() == major.normalize())
        }
        _ => false,
    }
}

/// The share of the price that a pause or a phase keeps.
fn kept(kind: &EventKind, id: ItemId, source: ReductionSource) -> Option<Percent> {
    if let ReductionSource::Phase { number, .. } = source {
        let of_item = items(kind).filter(|(of, _)| *of == id);
        let phases = of_item.filter_map(|(_, item)| match &item.schedule {
            ItemSchedule::Recurring(recurrence) => recurrence.phases.get(number as usize - 1),
            ItemSchedule::Once => None,
        });
        return phases.map(|phase| phase.price).find_map(|price| match price {
            PhasePrice::Percent(kept) => Some(kept),
            PhasePrice::Free | PhasePrice::FreeAsAllowance | PhasePrice::Price(_) => None,
        });
    }
    let EventKind::Paused { pause } = kind else { return None };
    let PauseShape::Reduced(ReducedPrice::Percent(kept)) = pause.shape else { return None };
    Some(kept)
}

fn says_tax(kind: &EventKind, id: ItemId, tax: Tax) -> bool {
    if let EventKind::TaxChanged { id: of, tax: new } = kind {
        return of.is_none_or(|of| of == id) && *new == tax;
    }
    if let EventKind::ManualAdjustment { tax: own, .. } = kind {
        return *own == tax;
    }
    if let EventKind::Started { contract } = kind {
        return contract.exit_fee.as_ref().map_or(Tax::NONE, |fee| fee.tax) == tax;
    }
    // An item that a plan matches keeps its own id.
    let is_plan = matches!(kind, EventKind::PlanChanged { .. });
    items(kind).any(|(of, item)| (is_plan || of == id) && item.tax == tax)
}

/// Whether a source gives an allowance: an amount of its own in full, one off the whole in part.
fn gives(history: &History, source: AllowanceSource, allowance: Allowance) -> bool {
    let kind = history.event(source.citation().sequence).map(|event| &event.kind);
    match (source, kind) {
        (
            AllowanceSource::Discount { id, .. },
            Some(EventKind::DiscountGranted { id: of, discount }),
        ) if id == *of => match (discount.value, allowance) {
            (DiscountValue::Percent(percent), Allowance::Percent(off)) => percent == off,
            (DiscountValue::Amount(amount), Allowance::Amount(off)) => {
                discount.item.is_some() && amount == off
            }
            (DiscountValue::Amount(amount), Allowance::AmountInStub { amount: off, days, of }) => {
                let is_full = discount.in_stubs == StubDiscount::Full && 0 < days && days < of;
                discount.item.is_some() && is_full && amount == off
            }
            _ => false,
        },
        (
            AllowanceSource::Share { id, of: whole, .. },
            Some(EventKind::DiscountGranted { id: of, discount }),
        ) if id == *of => {
            let is_whole = (discount.item, discount.value) == (None, DiscountValue::Amount(whole));
            is_whole && is_part(allowance, whole)
        }
        (AllowanceSource::Phase { number, .. }, Some(kind)) => {
            let mut given = items(kind).filter_map(|(_, item)| match &item.schedule {
                ItemSchedule::Recurring(recurrence) => recurrence.phases.get(number as usize - 1),
                ItemSchedule::Once => None,
            });
            allowance == Allowance::Whole
                && given.any(|phase| phase.price == PhasePrice::FreeAsAllowance)
        }
        _ => false,
    }
}

/// Whether an allowance is above 0 and no more than an amount.
fn is_part(allowance: Allowance, whole: UnitPrice) -> bool {
    let (Allowance::Amount(part) | Allowance::AmountInStub { amount: part, .. }) = allowance else {
        return false;
    };
    let part = part.to_decimal();
    Decimal::ZERO < part && part <= whole.to_decimal()
}

/// The items that an event adds.
pub(super) fn items(kind: &EventKind) -> impl Iterator<Item = (ItemId, &Item)> {
    let one = if let EventKind::ItemAdded { id, item } = kind { Some((*id, item)) } else { None };
    let plan = if let EventKind::PlanChanged { plan } = kind { plan.items.as_slice() } else { &[] };
    one.into_iter().chain(plan.iter().map(|planned| (planned.id, &planned.item)))
}
