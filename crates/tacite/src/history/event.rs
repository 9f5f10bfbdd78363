//! An event is a fact: numbered, recorded on one day, effective on another (HIS-1, HIS-4).
//!
//! "#3, recorded 2025-02-20, effective 2025-03-15: quantity of `seats` is 5" is an event.
//!
//! Whether it may be recorded is decided by commands, what it means by [`crate::timeline`].

use chrono::NaiveDate;

use super::HistoryRule;
use crate::calendar::Cadence;
use crate::contract::{
    Contract, CustomerId, Discount, DiscountId, GridAnchor, Item, ItemId, LastPeriod, NewPrice,
    Pause, PaymentMeans, PaymentTerms, Plan, Tax, Text, Timing, WithdrawalCredit,
};
use crate::money::{Amount, Quantity};

/// A fact in the life of a subscription (HIS-1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Place in the log, rising; gaps are fine.
    pub sequence: u64,
    /// Day on which it was recorded.
    pub recorded_on: NaiveDate,
    /// Day from which it holds: past, present or future. The start for `Started`; the first day
    /// without service for `EndSet` and `Terminated`.
    pub effective_on: NaiveDate,
    /// What happened.
    pub kind: EventKind,
}

impl Event {
    /// Makes an event recorded on the day from which it holds.
    pub const fn on(day: NaiveDate, sequence: u64, kind: EventKind) -> Self {
        Self { sequence, recorded_on: day, effective_on: day, kind }
    }
}

/// What an event says (HIS-4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The subscription starts on the effective date. Fact of the whole life.
    Started {
        /// What was agreed.
        contract: Contract,
    },
    /// An item is there from the effective date; a one-off is owed on it.
    ItemAdded {
        /// Its id, never used for another item.
        id: ItemId,
        /// What it is.
        item: Item,
    },
    /// An item is there no more.
    ItemRemoved {
        /// Which.
        id: ItemId,
    },
    /// An item has another quantity.
    QuantityChanged {
        /// Which item.
        id: ItemId,
        /// The new quantity.
        quantity: Quantity,
    },
    /// An item has another price.
    PriceChanged {
        /// Which item.
        id: ItemId,
        /// The new price.
        price: NewPrice,
    },
    /// Items are matched with those of another plan by their codes.
    PlanChanged {
        /// The new plan.
        plan: Plan,
    },
    /// An item has another cadence.
    CadenceChanged {
        /// Which item.
        id: ItemId,
        /// The new cadence.
        cadence: Cadence,
    },
    /// An item is billed at the other end of its period.
    TimingChanged {
        /// Which item.
        id: ItemId,
        /// The new timing.
        timing: Timing,
    },
    /// An item has another anchor (HIS-8).
    AnchorChanged {
        /// Which item.
        id: ItemId,
        /// The new anchor.
        anchor: GridAnchor,
    },
    /// A discount is granted.
    DiscountGranted {
        /// Its id.
        id: DiscountId,
        /// What it is.
        discount: Discount,
    },
    /// A discount is withdrawn.
    DiscountWithdrawn {
        /// Which.
        id: DiscountId,
    },
    /// The tax treatment is another one.
    TaxChanged {
        /// Of one item, or of all.
        id: Option<ItemId>,
        /// The new tax.
        tax: Tax,
    },
    /// A pause begins.
    Paused {
        /// What kind of pause.
        pause: Pause,
    },
    /// The running pause ends.
    Resumed,
    /// The customer gave notice.
    NoticeGiven {
        /// The first day without service, that the notice leads to.
        end: NaiveDate,
    },
    /// The notice is taken back.
    NoticeWithdrawn,
    /// The commitment ends on another day, or there is none.
    CommitmentChanged {
        /// First day without commitment.
        until: Option<NaiveDate>,
    },
    /// The contract is renewed by hand.
    RenewedByHand {
        /// The end of the new term, excluded.
        until: NaiveDate,
    },
    /// The customer was told about the coming tacit renewal.
    RenewalNoticeSent,
    /// The contract ends on the effective date. Fact of the whole life.
    EndSet {
        /// What the last period costs; what its item says if absent.
        last_period: Option<LastPeriod>,
    },
    /// The contract has no end any more. Fact of the whole life.
    EndCleared,
    /// The contract is terminated on the effective date.
    Terminated {
        /// What the last period costs; what its item says if absent.
        last_period: Option<LastPeriod>,
        /// Why.
        reason: Option<Text>,
        /// The exit fee accepted.
        exit_fee: Option<Amount>,
    },
    /// The consumer withdraws in the cooling-off period (TRM-7).
    Withdrawn {
        /// What is credited.
        credit: WithdrawalCredit,
    },
    /// The subscription passes to another customer.
    Transferred {
        /// Who pays from now on.
        customer: CustomerId,
    },
    /// The customer's reference is another one. Changes no amount.
    ReferenceChanged {
        /// The new reference.
        reference: Option<Text>,
    },
    /// The day of signature is corrected. Changes no amount.
    SigningDateChanged {
        /// The day of signature.
        signed_on: Option<NaiveDate>,
    },
    /// Documents are to be paid by other terms.
    PaymentTermsChanged {
        /// The new terms.
        payment_terms: PaymentTerms,
    },
    /// Documents are paid by other means.
    PaymentMeansChanged {
        /// The new means.
        payment_means: PaymentMeans,
    },
    /// An amount outside every rule, such as goodwill (INV-9).
    ManualAdjustment {
        /// How much, below 0 for a credit.
        amount: Amount,
        /// Its tax.
        tax: Tax,
        /// What the customer reads.
        label: Text,
    },
    /// An earlier event never happened (HIS-2).
    Retracted {
        /// Its sequence number.
        sequence: u64,
    },
}

impl EventKind {
    /// Checks what needs no other event.
    pub(super) fn check(&self) -> Result<(), HistoryRule> {
        match self {
            Self::Started { contract } => {
                contract.payment_terms.check()?;
                Ok(contract.check()?)
            }
            Self::ItemAdded { id, item } => {
                id.check()?;
                Ok(item.check()?)
            }
            Self::PlanChanged { plan } => plan.items.iter().try_for_each(|planned| {
                planned.id.check()?;
                Ok(planned.item.check()?)
            }),
            Self::PriceChanged { price, .. } => Ok(price.check()?),
            Self::DiscountGranted { discount, .. } => Ok(discount.check()?),
            Self::Paused { pause } => Ok(pause.check()?),
            Self::PaymentTermsChanged { payment_terms } => Ok(payment_terms.check()?),
            Self::ManualAdjustment { tax, .. } | Self::TaxChanged { tax, .. } => Ok(tax.check()?),
            Self::ItemRemoved { .. }
            | Self::QuantityChanged { .. }
            | Self::CadenceChanged { .. }
            | Self::TimingChanged { .. }
            | Self::AnchorChanged { .. }
            | Self::DiscountWithdrawn { .. }
            | Self::Resumed
            | Self::NoticeGiven { .. }
            | Self::NoticeWithdrawn
            | Self::CommitmentChanged { .. }
            | Self::RenewedByHand { .. }
            | Self::RenewalNoticeSent
            | Self::EndSet { .. }
            | Self::EndCleared
            | Self::Terminated { .. }
            | Self::Withdrawn { .. }
            | Self::Transferred { .. }
            | Self::ReferenceChanged { .. }
            | Self::SigningDateChanged { .. }
            | Self::PaymentMeansChanged { .. }
            | Self::Retracted { .. } => Ok(()),
        }
    }

    /// Returns the contract, of the event that starts.
    pub(crate) const fn contract(&self) -> Option<&Contract> {
        if let Self::Started { contract } = self { Some(contract) } else { None }
    }

    /// Returns the item of an id that the event adds, of itself or with a plan.
    pub(crate) fn added(&self, wanted: ItemId) -> Option<&Item> {
        if let Self::ItemAdded { id, item } = self {
            return (*id == wanted).then_some(item);
        }
        if let Self::PlanChanged { plan } = self {
            let planned = plan.items.iter().find(|planned| planned.id == wanted);
            return planned.map(|planned| &planned.item);
        }
        None
    }

    /// Returns the name of the kind, as the event format writes it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Started { .. } => "started",
            Self::ItemAdded { .. } => "item-added",
            Self::ItemRemoved { .. } => "item-removed",
            Self::QuantityChanged { .. } => "quantity-changed",
            Self::PriceChanged { .. } => "price-changed",
            Self::PlanChanged { .. } => "plan-changed",
            Self::CadenceChanged { .. } => "cadence-changed",
            Self::TimingChanged { .. } => "timing-changed",
            Self::AnchorChanged { .. } => "anchor-changed",
            Self::DiscountGranted { .. } => "discount-granted",
            Self::DiscountWithdrawn { .. } => "discount-withdrawn",
            Self::TaxChanged { .. } => "tax-changed",
            Self::Paused { .. } => "paused",
            Self::Resumed => "resumed",
            Self::NoticeGiven { .. } => "notice-given",
            Self::NoticeWithdrawn => "notice-withdrawn",
            Self::CommitmentChanged { .. } => "commitment-changed",
            Self::RenewedByHand { .. } => "renewed-by-hand",
            Self::RenewalNoticeSent => "renewal-notice-sent",
            Self::EndSet { .. } => "end-set",
            Self::EndCleared => "end-cleared",
            Self::Terminated { .. } => "terminated",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Transferred { .. } => "transferred",
            Self::ReferenceChanged { .. } => "reference-changed",
            Self::SigningDateChanged { .. } => "signing-date-changed",
            Self::PaymentTermsChanged { .. } => "payment-terms-changed",
            Self::PaymentMeansChanged { .. } => "payment-means-changed",
            Self::ManualAdjustment { .. } => "manual-adjustment",
            Self::Retracted { .. } => "retracted",
        }
    }
}
