//! Random histories of all thirty kinds.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use tacite::contract::{CustomerId, DiscountId, ItemId, SubscriptionId, WithdrawalCredit};
use tacite::history::{Event, EventKind, History};
use tacite_formats::events::EventFile;

use crate::values::{
    amount, anchor, cadence, contract, date, discount, id, item, label, last_period, name,
    new_price, payment_means, payment_terms, plan, quantity, tax, text, timing,
};
use crate::whole_life::pause;

/// A file whose history takes every event: those that it does not take are left out.
pub(crate) fn file() -> impl Strategy<Value = EventFile> {
    let event = (1_u64..1000, date(), of(date()), kind(), of(text()));
    (name(), of(text()), vec(event, 0..8)).prop_map(|(id, comment, events)| {
        let mut history = History::new(SubscriptionId::new(&id).unwrap());
        let (mut sequence, mut comments) = (0, BTreeMap::new());
        for (gap, recorded_on, effective_on, kind, comment) in events {
            let kind = if sequence > 0 && matches!(kind, EventKind::Retracted { .. }) {
                EventKind::Retracted { sequence }
            } else {
                kind
            };
            let effective_on = effective_on.unwrap_or(recorded_on);
            let event = Event { sequence: sequence + gap, recorded_on, effective_on, kind };
            if history.push(event).is_ok() {
                sequence += gap;
                comments.extend(comment.map(|comment| (sequence, comment)));
            }
        }
        EventFile { history, comment, comments }
    })
}

fn kind() -> BoxedStrategy<EventKind> {
    prop_oneof![
        contract().prop_map(|contract| EventKind::Started { contract }),
        item_kind(),
        item_kind(),
        discount_or_pause(),
        life_kind(),
        life_kind(),
        document_kind(),
    ]
    .boxed()
}

fn item_kind() -> BoxedStrategy<EventKind> {
    let item_id = || id(ItemId::new);
    prop_oneof![
        (item_id(), item()).prop_map(|(id, item)| EventKind::ItemAdded { id, item }),
        item_id().prop_map(|id| EventKind::ItemRemoved { id }),
        (item_id(), quantity())
            .prop_map(|(id, quantity)| EventKind::QuantityChanged { id, quantity }),
        (item_id(), new_price()).prop_map(|(id, price)| EventKind::PriceChanged { id, price }),
        plan().prop_map(|plan| EventKind::PlanChanged { plan }),
        (item_id(), cadence()).prop_map(|(id, cadence)| EventKind::CadenceChanged { id, cadence }),
        (item_id(), timing()).prop_map(|(id, timing)| EventKind::TimingChanged { id, timing }),
        (item_id(), anchor()).prop_map(|(id, anchor)| EventKind::AnchorChanged { id, anchor }),
        (of(item_id()), tax()).prop_map(|(id, tax)| EventKind::TaxChanged { id, tax }),
    ]
    .boxed()
}

fn discount_or_pause() -> BoxedStrategy<EventKind> {
    let discount_id = || id(DiscountId::new);
    prop_oneof![
        (discount_id(), discount())
            .prop_map(|(id, discount)| EventKind::DiscountGranted { id, discount }),
        discount_id().prop_map(|id| EventKind::DiscountWithdrawn { id }),
        pause().prop_map(|pause| EventKind::Paused { pause }),
        Just(EventKind::Resumed),
    ]
    .boxed()
}

fn life_kind() -> BoxedStrategy<EventKind> {
    let credit = select(vec![WithdrawalCredit::Everything, WithdrawalCredit::LessDaysServed]);
    prop_oneof![
        date().prop_map(|end| EventKind::NoticeGiven { end }),
        Just(EventKind::NoticeWithdrawn),
        of(date()).prop_map(|until| EventKind::CommitmentChanged { until }),
        date().prop_map(|until| EventKind::RenewedByHand { until }),
        Just(EventKind::RenewalNoticeSent),
        last_period().prop_map(|last_period| EventKind::EndSet { last_period }),
        Just(EventKind::EndCleared),
        (last_period(), of(label()), of(amount())).prop_map(|(last_period, reason, exit_fee)| {
            EventKind::Terminated { last_period, reason, exit_fee }
        }),
        credit.prop_map(|credit| EventKind::Withdrawn { credit }),
        any::<u64>().prop_map(|sequence| EventKind::Retracted { sequence }),
    ]
    .boxed()
}

fn document_kind() -> BoxedStrategy<EventKind> {
    prop_oneof![
        id(CustomerId::new).prop_map(|customer| EventKind::Transferred { customer }),
        of(label()).prop_map(|reference| EventKind::ReferenceChanged { reference }),
        of(date()).prop_map(|signed_on| EventKind::SigningDateChanged { signed_on }),
        payment_terms().prop_map(|payment_terms| EventKind::PaymentTermsChanged { payment_terms }),
        payment_means().prop_map(|payment_means| EventKind::PaymentMeansChanged { payment_means }),
        (amount(), tax(), label()).prop_map(|(amount, tax, label)| EventKind::ManualAdjustment {
            amount,
            tax,
            label
        }),
    ]
    .boxed()
}
