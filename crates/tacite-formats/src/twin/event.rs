//! Twins of the header, of an event and of its kinds.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};
use tacite::calendar::{Cadence, HolidayRule};
use tacite::contract::{
    CustomerId, Discount, DiscountId, GridAnchor, Item, ItemId, LastPeriod, NewPrice, Pause,
    PaymentMeans, PaymentTerms, Plan, SubscriptionId, Tax, Text, Timing, WithdrawalCredit,
};
use tacite::history::EventKind as Core;
use tacite::money::{Amount, Quantity};

use super::contract::{Contract, UnknownRule};
use crate::kind::{Unresolved, Whole};
use crate::value::Sequence;
use crate::wire::{As, is_default, twins};

twins! {
    object Event => Event;
}

twins! {
    choice Kind => Kind, "an event such as {\"item-removed\":{\"id\":\"seats\"}}";
}

/// The first line.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a header")]
pub(crate) struct Header {
    #[serde(with = "As::<Text>")]
    #[cfg_attr(feature = "schema", schemars(extend("const" = crate::events::FORMAT)))]
    pub(crate) format: Text,
    #[serde(with = "As::<u64>")]
    #[cfg_attr(feature = "schema", schemars(extend("const" = crate::events::VERSION)))]
    pub(crate) version: u64,
    #[serde(with = "As::<SubscriptionId>")]
    pub(crate) subscription: SubscriptionId,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    pub(crate) comment: Option<Text>,
}

/// An event by itself.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "an event")]
pub struct Event {
    #[serde(with = "Sequence")]
    sequence: u64,
    #[serde(with = "As::<NaiveDate>")]
    recorded_on: NaiveDate,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    effective_on: Option<NaiveDate>,
    #[serde(with = "As::<Kind>", rename = "event")]
    kind: Kind,
}

/// Every other line of an event file: an event and what somebody says about it.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "an event")]
pub(crate) struct EventLine {
    #[serde(with = "Sequence")]
    sequence: u64,
    #[serde(with = "As::<NaiveDate>")]
    recorded_on: NaiveDate,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    effective_on: Option<NaiveDate>,
    #[serde(with = "As::<Kind>", rename = "event")]
    kind: Kind,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    pub(crate) comment: Option<Text>,
}

impl EventLine {
    pub(crate) fn of(event: &tacite::history::Event, comment: Option<Text>) -> Self {
        let Event { sequence, recorded_on, effective_on, kind } = event.into();
        Self { sequence, recorded_on, effective_on, kind, comment }
    }

    pub(crate) fn resolve(
        self,
        rules: &[HolidayRule],
    ) -> Result<tacite::history::Event, UnknownRule> {
        let Self { sequence, recorded_on, effective_on, kind, comment: _ } = self;
        Event { sequence, recorded_on, effective_on, kind }.resolve(rules)
    }
}

impl From<&tacite::history::Event> for Event {
    fn from(event: &tacite::history::Event) -> Self {
        Self {
            sequence: event.sequence,
            recorded_on: event.recorded_on,
            effective_on: (event.effective_on != event.recorded_on).then_some(event.effective_on),
            kind: Kind::of(event.kind.clone()),
        }
    }
}

impl Event {
    pub(crate) fn resolve(
        self,
        rules: &[HolidayRule],
    ) -> Result<tacite::history::Event, UnknownRule> {
        Ok(tacite::history::Event {
            sequence: self.sequence,
            recorded_on: self.recorded_on,
            effective_on: self.effective_on.unwrap_or(self.recorded_on),
            kind: self.kind.resolve(rules)?,
        })
    }
}

/// What happened. A kind without fields is written as a string.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Kind {
    Started {
        contract: Contract,
    },
    ItemAdded {
        #[serde(with = "As::<ItemId>")]
        id: ItemId,
        #[serde(with = "As::<Item>")]
        item: Item,
    },
    ItemRemoved {
        #[serde(with = "As::<ItemId>")]
        id: ItemId,
    },
    QuantityChanged {
        #[serde(with = "As::<ItemId>")]
        id: ItemId,
        #[serde(with = "As::<Quantity>")]
        quantity: Quantity,
    },
    PriceChanged {
        #[serde(with = "As::<ItemId>")]
        id: ItemId,
        #[serde(with = "As::<NewPrice>")]
        price: NewPrice,
    },
    PlanChanged {
        #[serde(with = "As::<Plan>")]
        plan: Plan,
    },
    CadenceChanged {
        #[serde(with = "As::<ItemId>")]
        id: ItemId,
        #[serde(with = "As::<Cadence>")]
        cadence: Cadence,
    },
    TimingChanged {
        #[serde(with = "As::<ItemId>")]
        id: ItemId,
        #[serde(with = "As::<Timing>")]
        timing: Timing,
    },
    AnchorChanged {
        #[serde(with = "As::<ItemId>")]
        id: ItemId,
        #[serde(with = "As::<GridAnchor>")]
        anchor: GridAnchor,
    },
    DiscountGranted {
        #[serde(with = "As::<DiscountId>")]
        id: DiscountId,
        #[serde(with = "As::<Discount>")]
        discount: Discount,
    },
    DiscountWithdrawn {
        #[serde(with = "As::<DiscountId>")]
        id: DiscountId,
    },
    TaxChanged {
        #[serde(with = "As::<Option<ItemId>>", default, skip_serializing_if = "is_default")]
        id: Option<ItemId>,
        #[serde(with = "As::<Tax>")]
        tax: Tax,
    },
    Paused {
        #[serde(with = "As::<Pause>")]
        pause: Pause,
    },
    Resumed,
    NoticeGiven {
        #[serde(with = "As::<NaiveDate>")]
        end: NaiveDate,
    },
    NoticeWithdrawn,
    CommitmentChanged {
        #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
        until: Option<NaiveDate>,
    },
    RenewedByHand {
        #[serde(with = "As::<NaiveDate>")]
        until: NaiveDate,
    },
    RenewalNoticeSent,
    EndSet {
        #[serde(with = "As::<Option<LastPeriod>>", default, skip_serializing_if = "is_default")]
        last_period: Option<LastPeriod>,
    },
    EndCleared,
    Terminated {
        #[serde(with = "As::<Option<LastPeriod>>", default, skip_serializing_if = "is_default")]
        last_period: Option<LastPeriod>,
        #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
        reason: Option<Text>,
        #[serde(with = "As::<Option<Amount>>", default, skip_serializing_if = "is_default")]
        exit_fee: Option<Amount>,
    },
    Withdrawn {
        #[serde(with = "As::<WithdrawalCredit>", default, skip_serializing_if = "is_default")]
        credit: WithdrawalCredit,
    },
    Transferred {
        #[serde(with = "As::<CustomerId>")]
        customer: CustomerId,
    },
    ReferenceChanged {
        #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
        reference: Option<Text>,
    },
    SigningDateChanged {
        #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
        signed_on: Option<NaiveDate>,
    },
    PaymentTermsChanged {
        #[serde(with = "As::<PaymentTerms>")]
        payment_terms: PaymentTerms,
    },
    PaymentMeansChanged {
        #[serde(with = "As::<PaymentMeans>")]
        payment_means: PaymentMeans,
    },
    ManualAdjustment {
        #[serde(with = "As::<Amount>")]
        amount: Amount,
        #[serde(with = "As::<Tax>")]
        tax: Tax,
        #[serde(with = "As::<Text>")]
        label: Text,
    },
    Retracted {
        #[serde(with = "Sequence")]
        sequence: u64,
    },
}

impl Whole for tacite::history::Event {
    type Twin = Event;

    fn write_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Event::from(self).serialize(serializer)
    }

    fn resolve(twin: Event, rules: &[HolidayRule]) -> Result<Self, Unresolved> {
        twin.resolve(rules).map_err(|unknown| unknown.unresolved(rules))
    }
}

impl Kind {
    fn of(kind: Core) -> Self {
        match kind {
            Core::Started { contract } => Self::Started { contract: (&contract).into() },
            Core::ItemAdded { id, item } => Self::ItemAdded { id, item },
            Core::ItemRemoved { id } => Self::ItemRemoved { id },
            Core::QuantityChanged { id, quantity } => Self::QuantityChanged { id, quantity },
            Core::PriceChanged { id, price } => Self::PriceChanged { id, price },
            Core::PlanChanged { plan } => Self::PlanChanged { plan },
            Core::CadenceChanged { id, cadence } => Self::CadenceChanged { id, cadence },
            Core::TimingChanged { id, timing } => Self::TimingChanged { id, timing },
            Core::AnchorChanged { id, anchor } => Self::AnchorChanged { id, anchor },
            Core::DiscountGranted { id, discount } => Self::DiscountGranted { id, discount },
            Core::DiscountWithdrawn { id } => Self::DiscountWithdrawn { id },
            Core::TaxChanged { id, tax } => Self::TaxChanged { id, tax },
            Core::Paused { pause } => Self::Paused { pause },
            Core::Resumed => Self::Resumed,
            Core::NoticeGiven { end } => Self::NoticeGiven { end },
            Core::NoticeWithdrawn => Self::NoticeWithdrawn,
            Core::CommitmentChanged { until } => Self::CommitmentChanged { until },
            Core::RenewedByHand { until } => Self::RenewedByHand { until },
            Core::RenewalNoticeSent => Self::RenewalNoticeSent,
            Core::EndSet { last_period } => Self::EndSet { last_period },
            Core::EndCleared => Self::EndCleared,
            Core::Terminated { last_period, reason, exit_fee } => {
                Self::Terminated { last_period, reason, exit_fee }
            }
            Core::Withdrawn { credit } => Self::Withdrawn { credit },
            Core::Transferred { customer } => Self::Transferred { customer },
            Core::ReferenceChanged { reference } => Self::ReferenceChanged { reference },
            Core::SigningDateChanged { signed_on } => Self::SigningDateChanged { signed_on },
            Core::PaymentTermsChanged { payment_terms } => {
                Self::PaymentTermsChanged { payment_terms }
            }
            Core::PaymentMeansChanged { payment_means } => {
                Self::PaymentMeansChanged { payment_means }
            }
            Core::ManualAdjustment { amount, tax, label } => {
                Self::ManualAdjustment { amount, tax, label }
            }
            Core::Retracted { sequence } => Self::Retracted { sequence },
        }
    }

    fn resolve(self, rules: &[HolidayRule]) -> Result<Core, UnknownRule> {
        Ok(match self {
            Self::Started { contract } => Core::Started { contract: contract.resolve(rules)? },
            Self::ItemAdded { id, item } => Core::ItemAdded { id, item },
            Self::ItemRemoved { id } => Core::ItemRemoved { id },
            Self::QuantityChanged { id, quantity } => Core::QuantityChanged { id, quantity },
            Self::PriceChanged { id, price } => Core::PriceChanged { id, price },
            Self::PlanChanged { plan } => Core::PlanChanged { plan },
            Self::CadenceChanged { id, cadence } => Core::CadenceChanged { id, cadence },
            Self::TimingChanged { id, timing } => Core::TimingChanged { id, timing },
            Self::AnchorChanged { id, anchor } => Core::AnchorChanged { id, anchor },
            Self::DiscountGranted { id, discount } => Core::DiscountGranted { id, discount },
            Self::DiscountWithdrawn { id } => Core::DiscountWithdrawn { id },
            Self::TaxChanged { id, tax } => Core::TaxChanged { id, tax },
            Self::Paused { pause } => Core::Paused { pause },
            Self::Resumed => Core::Resumed,
            Self::NoticeGiven { end } => Core::NoticeGiven { end },
            Self::NoticeWithdrawn => Core::NoticeWithdrawn,
            Self::CommitmentChanged { until } => Core::CommitmentChanged { until },
            Self::RenewedByHand { until } => Core::RenewedByHand { until },
            Self::RenewalNoticeSent => Core::RenewalNoticeSent,
            Self::EndSet { last_period } => Core::EndSet { last_period },
            Self::EndCleared => Core::EndCleared,
            Self::Terminated { last_period, reason, exit_fee } => {
                Core::Terminated { last_period, reason, exit_fee }
            }
            Self::Withdrawn { credit } => Core::Withdrawn { credit },
            Self::Transferred { customer } => Core::Transferred { customer },
            Self::ReferenceChanged { reference } => Core::ReferenceChanged { reference },
            Self::SigningDateChanged { signed_on } => Core::SigningDateChanged { signed_on },
            Self::PaymentTermsChanged { payment_terms } => {
                Core::PaymentTermsChanged { payment_terms }
            }
            Self::PaymentMeansChanged { payment_means } => {
                Core::PaymentMeansChanged { payment_means }
            }
            Self::ManualAdjustment { amount, tax, label } => {
                Core::ManualAdjustment { amount, tax, label }
            }
            Self::Retracted { sequence } => Core::Retracted { sequence },
        })
    }
}
