//! A history in a few lines, for people who read a failed case.

use tacite::contract::{Contract, Item, ItemSchedule, NewPrice, Price};
use tacite::history::{EventKind, History};
use tacite::money::Quantity;

/// Prints a history, one event a line: sequence, effective date, recording date if it is another
/// one, kind and what matters of it.
///
/// ```
/// use tacite::contract::SubscriptionId;
/// use tacite::history::History;
///
/// let history = History::new(SubscriptionId::new("sub-1")?);
/// assert_eq!(tacite_testkit::sketch(&history), "subscription sub-1\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sketch(history: &History) -> String {
    let events = history.events().iter().map(|event| {
        let recorded = if event.recorded_on == event.effective_on {
            String::new()
        } else {
            format!(" (recorded {})", event.recorded_on)
        };
        let (sequence, effective_on) = (event.sequence, event.effective_on);
        format!("  #{sequence} {effective_on}{recorded} {}\n", kind(&event.kind))
    });
    let head = format!("subscription {}\n", history.subscription());
    core::iter::once(head).chain(events).collect()
}

fn kind(kind: &EventKind) -> String {
    let name = kind.name();
    match kind {
        EventKind::Started { contract } => format!("{name} {}", contract_of(contract)),
        EventKind::ItemAdded { id, item } => format!("{name} {id}: {}", item_of(item)),
        EventKind::ItemRemoved { id } => format!("{name} {id}"),
        EventKind::QuantityChanged { id, quantity } => format!("{name} {id}: {quantity}"),
        EventKind::PriceChanged { id, price } => format!("{name} {id}: {}", new_price(price)),
        EventKind::TaxChanged { id, tax } => {
            let id = id.map_or("all".to_owned(), |id| id.to_string());
            format!("{name} {id}: {} {} %", tax.category.code(), tax.rate)
        }
        EventKind::EndSet { last_period } => format!("{name} {last_period:?}"),
        EventKind::Transferred { customer } => format!("{name} to {customer}"),
        EventKind::Retracted { sequence } => format!("{name} #{sequence}"),
        EventKind::PlanChanged { .. }
        | EventKind::CadenceChanged { .. }
        | EventKind::TimingChanged { .. }
        | EventKind::AnchorChanged { .. }
        | EventKind::DiscountGranted { .. }
        | EventKind::DiscountWithdrawn { .. }
        | EventKind::Paused { .. }
        | EventKind::Resumed
        | EventKind::NoticeGiven { .. }
        | EventKind::NoticeWithdrawn
        | EventKind::CommitmentChanged { .. }
        | EventKind::RenewedByHand { .. }
        | EventKind::RenewalNoticeSent
        | EventKind::EndCleared
        | EventKind::Terminated { .. }
        | EventKind::Withdrawn { .. }
        | EventKind::ReferenceChanged { .. }
        | EventKind::SigningDateChanged { .. }
        | EventKind::PaymentTermsChanged { .. }
        | EventKind::PaymentMeansChanged { .. }
        | EventKind::ManualAdjustment { .. } => format!("{kind:?}"),
    }
}

fn contract_of(contract: &Contract) -> String {
    let policy = &contract.billing;
    format!(
        "{} {} {:?} {:?} {:?}{}{}{}{}",
        contract.currency,
        contract.customer,
        contract.rounding,
        policy.due,
        policy.catch_up,
        contract.term.map_or(String::new(), |term| format!(", {term:?}")),
        contract.bill_from.map_or(String::new(), |day| format!(", bill from {day}")),
        policy.sending_day.map_or(String::new(), |day| format!(", {day:?}")),
        if policy.business_days == tacite::contract::BusinessDays::default() {
            String::new()
        } else {
            format!(", {:?}", policy.business_days)
        },
    )
}

fn item_of(item: &Item) -> String {
    let price = price_of(&item.price, item.quantity);
    let code = item.plan_item.map_or(String::new(), |code| format!(" ({code})"));
    match &item.schedule {
        ItemSchedule::Once => format!("{price}{code}, once, {:?}", item.refund),
        ItemSchedule::Recurring(recurrence) => {
            let stubs = recurrence.stubs;
            let phases: Vec<String> = recurrence
                .phases
                .iter()
                .map(|phase| format!("{} {:?}", phase.length, phase.price))
                .collect();
            format!(
                "{price}{code}, every {} {:?} {:?} {:?} {:+} d, first {:?} {:?}, last {:?}, phases {:?}, \
                 {:?}",
                recurrence.cadence,
                recurrence.anchor,
                recurrence.overflow,
                recurrence.timing,
                recurrence.offset_days,
                stubs.first_trigger,
                stubs.first,
                stubs.last,
                phases,
                item.pausing,
            )
        }
    }
}

fn price_of(price: &Price, quantity: Quantity) -> String {
    match price {
        Price::Flat(price) => format!("{price} flat"),
        Price::PerUnit(price) => format!("{quantity} x {price}"),
        Price::Package { .. }
        | Price::Graduated(_)
        | Price::Volume(_)
        | Price::StairStep(_)
        | Price::Percentage(_)
        | Price::Bounded(_) => format!("{quantity} at {price:?}"),
    }
}

fn new_price(price: &NewPrice) -> String {
    match price {
        NewPrice::Value(value) => value.to_string(),
        NewPrice::Model(model) => format!("{model:?}"),
        NewPrice::Listed { price, customer } => {
            let whose = customer.map_or_else(|| "all".to_owned(), |id| id.to_string());
            format!("{price:?} in the list of {whose}")
        }
    }
}
