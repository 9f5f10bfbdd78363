//! A command is what a user asks for, in the user's words; it is no event yet (HIS-3).
//!
//! "Pause from 10 March 2025 for three weeks" is a [`Command::Pause`] with [`PauseLength::Weeks`]; the
//! event that comes of it says "until 31 March 2025", and does not move any more.
//!
//! Which events a command becomes is decided by [`decide`](super::decide), what they do by
//! [`crate::timeline`].

use chrono::NaiveDate;

use super::words::{Content, NewTerm, PauseLength, PlanPolicy, Proration, When};
use crate::calendar::{Anchor, Cadence};
use crate::contract::{
    Clocks, Contract, CustomerId, Discount, DiscountId, Item, ItemId, LastPeriod, NewPrice,
    PauseShape, PaymentMeans, PaymentTerms, Plan, Tax, Text, Timing, WithdrawalCredit,
};
use crate::history::EventKind;
use crate::money::{Amount, Quantity};

/// What a user asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Starts the subscription: one `started`, then one `item-added` for each item.
    Subscribe {
        /// What is agreed.
        contract: Contract,
        /// First day of service: past, present or future (HIS-6).
        start: NaiveDate,
        /// Where the items come from.
        content: Content,
    },
    /// Adds an item.
    AddItem {
        /// Its id, never used before (CHG-1).
        id: ItemId,
        /// What it is.
        item: Item,
        /// From when on.
        when: When,
    },
    /// Removes an item.
    RemoveItem {
        /// Which.
        id: ItemId,
        /// The first day without it.
        when: When,
    },
    /// Changes the quantity of an item.
    ChangeQuantity {
        /// Which item.
        id: ItemId,
        /// The new quantity.
        quantity: Quantity,
        /// From when on.
        when: When,
    },
    /// Changes the price of an item. At the next renewal, this is LMB's renewal price.
    ChangePrice {
        /// Which item.
        id: ItemId,
        /// The new price.
        price: NewPrice,
        /// From when on.
        when: When,
    },
    /// Passes to another plan: items are matched by the codes of their plan items.
    ChangePlan {
        /// The new plan. An item of it that nothing matches is added under its own id, which must
        /// never have been used.
        plan: Plan,
        /// The day from which the policy counts, usually today.
        on: NaiveDate,
        /// When the plan changes and what becomes of the running period.
        policy: PlanPolicy,
        /// Whether the unused days of the old plan are credited.
        proration: Proration,
    },
    /// Changes the tax treatment.
    ChangeTax {
        /// Of one item, or of all that are there.
        id: Option<ItemId>,
        /// The new tax.
        tax: Tax,
        /// From when on.
        when: When,
    },
    /// Changes how long an item's periods are.
    ChangeCadence {
        /// Which item.
        id: ItemId,
        /// The new cadence.
        cadence: Cadence,
        /// From when on.
        when: When,
    },
    /// Changes at which end of its periods an item is billed.
    ChangeTiming {
        /// Which item.
        id: ItemId,
        /// The new timing.
        timing: Timing,
        /// From when on.
        when: When,
    },
    /// Changes where an item's periods begin (HIS-8).
    ChangeAnchor {
        /// Which item.
        id: ItemId,
        /// The new anchor.
        anchor: Anchor,
        /// From when on; at the end of what is issued if absent, so that issued days stay.
        on: Option<NaiveDate>,
    },
    /// Grants a discount, or replaces the one of the same id.
    GrantDiscount {
        /// Its id.
        id: DiscountId,
        /// What it is.
        discount: Discount,
        /// From when on.
        when: When,
    },
    /// Withdraws a discount.
    WithdrawDiscount {
        /// Which.
        id: DiscountId,
        /// The first day without it.
        when: When,
    },
    /// Changes when documents are to be paid.
    ChangePaymentTerms {
        /// The new terms.
        payment_terms: PaymentTerms,
        /// From documents of this day on.
        on: NaiveDate,
    },
    /// Changes how documents are paid.
    ChangePaymentMeans {
        /// The new means.
        payment_means: PaymentMeans,
        /// From documents of this day on.
        on: NaiveDate,
    },
    /// Changes the customer's reference; changes no amount.
    ChangeReference {
        /// The new reference.
        reference: Option<Text>,
        /// From documents of this day on.
        on: NaiveDate,
    },
    /// Pauses the subscription (PAU-1).
    Pause {
        /// First day of the pause.
        from: NaiveDate,
        /// How long.
        length: PauseLength,
        /// What it does to what is charged.
        shape: PauseShape,
        /// Which clocks stop (PAU-3).
        clocks: Clocks,
    },
    /// Makes the running pause longer, or if none runs today, the next one: it is retracted and
    /// recorded again with the later end.
    ExtendPause {
        /// The day on which service resumes.
        until: NaiveDate,
    },
    /// Ends a pause; on its first day, the pause never was.
    Resume {
        /// The day on which service resumes.
        on: NaiveDate,
    },
    /// Records the customer's notice; the end that it leads to is stored (TRM-4).
    GiveNotice {
        /// The day on which the customer gave it.
        on: NaiveDate,
    },
    /// Takes the notice back.
    WithdrawNotice,
    /// Shortens, lengthens, sets or lifts the commitment (TRM-2).
    ChangeCommitment {
        /// First day without commitment; no commitment any more if absent.
        until: Option<NaiveDate>,
        /// From when on.
        on: NaiveDate,
    },
    /// Renews by hand a contract that renews so (TRM-1), from the end of its term on.
    Renew {
        /// How long the new term is.
        term: NewTerm,
    },
    /// Records that the customer was told about the coming tacit renewal (TRM-6).
    SendRenewalNotice {
        /// The day on which it was sent.
        on: NaiveDate,
    },
    /// Sets the end, or moves it either way.
    SetEnd {
        /// First day without service.
        on: NaiveDate,
        /// What the last period costs (TRM-8); what its items say if absent.
        last_period: Option<LastPeriod>,
    },
    /// Clears the end that was set: the contract goes on as its term says.
    ClearEnd,
    /// Terminates the contract. Needs no notice: whoever asks for it has waived it. Inside the
    /// commitment the fee must be accepted as [`exit_fee`](crate::query::exit_fee) quotes it (TRM-3).
    Terminate {
        /// First day without service.
        on: NaiveDate,
        /// What the last period costs (TRM-8); what its items say if absent.
        last_period: Option<LastPeriod>,
        /// Why.
        reason: Option<Text>,
        /// The exit fee that the customer accepts.
        accepted_fee: Option<Amount>,
    },
    /// Withdraws in the cooling-off period (TRM-7).
    Withdraw {
        /// The day of withdrawal.
        on: NaiveDate,
        /// What is credited.
        credit: WithdrawalCredit,
    },
    /// Passes the subscription to another customer; issued documents keep the old one.
    Transfer {
        /// Who pays from then on.
        to: CustomerId,
        /// From when on.
        on: NaiveDate,
    },
    /// Corrects the day of signature; changes no amount.
    CorrectSigningDate {
        /// The day of signature.
        signed_on: Option<NaiveDate>,
    },
    /// Moves the start. The start is retracted and recorded again, and so is every value that was
    /// effective on the day of the old start: items, prices, discounts, taxes, terms of payment.
    MoveStart {
        /// The new first day of service.
        to: NaiveDate,
    },
    /// Deletes a subscription that no line was ever issued of: its start is retracted. Retracting
    /// that retraction brings it back.
    Delete,
    /// Charges or credits an amount outside every rule, such as goodwill (INV-9).
    Adjust {
        /// How much, below 0 for a credit.
        amount: Amount,
        /// Its tax.
        tax: Tax,
        /// What the customer reads.
        label: Text,
        /// The day on which it is due; after the end too.
        on: NaiveDate,
    },
    /// Corrects a mistake: retracts an event and records another in its place.
    Correct {
        /// The event retracted.
        sequence: u64,
        /// The day from which the new one holds.
        effective_on: NaiveDate,
        /// What it says.
        kind: EventKind,
    },
    /// Retracts an event, or a retraction (HIS-2).
    Retract {
        /// Which.
        sequence: u64,
    },
}

impl Command {
    /// Returns the name of the command, as refusals write it.
    pub const fn name(&self) -> &'static str {
        self.names().0
    }

    /// Returns the kind of the first event that the command records, retractions aside.
    pub const fn event(&self) -> &'static str {
        self.names().1
    }

    const fn names(&self) -> (&'static str, &'static str) {
        match self {
            Self::Subscribe { .. } => ("subscribe", "started"),
            Self::AddItem { .. } => ("add-item", "item-added"),
            Self::RemoveItem { .. } => ("remove-item", "item-removed"),
            Self::ChangeQuantity { .. } => ("change-quantity", "quantity-changed"),
            Self::ChangePrice { .. } => ("change-price", "price-changed"),
            Self::ChangePlan { .. } => ("change-plan", "plan-changed"),
            Self::ChangeTax { .. } => ("change-tax", "tax-changed"),
            Self::ChangeCadence { .. } => ("change-cadence", "cadence-changed"),
            Self::ChangeTiming { .. } => ("change-timing", "timing-changed"),
            Self::ChangeAnchor { .. } => ("change-anchor", "anchor-changed"),
            Self::GrantDiscount { .. } => ("grant-discount", "discount-granted"),
            Self::WithdrawDiscount { .. } => ("withdraw-discount", "discount-withdrawn"),
            Self::ChangePaymentTerms { .. } => ("change-payment-terms", "payment-terms-changed"),
            Self::ChangePaymentMeans { .. } => ("change-payment-means", "payment-means-changed"),
            Self::ChangeReference { .. } => ("change-reference", "reference-changed"),
            Self::Pause { .. } => ("pause", "paused"),
            Self::ExtendPause { .. } => ("extend-pause", "paused"),
            Self::Resume { .. } => ("resume", "resumed"),
            Self::GiveNotice { .. } => ("give-notice", "notice-given"),
            Self::WithdrawNotice => ("withdraw-notice", "notice-withdrawn"),
            Self::ChangeCommitment { .. } => ("change-commitment", "commitment-changed"),
            Self::Renew { .. } => ("renew", "renewed-by-hand"),
            Self::SendRenewalNotice { .. } => ("send-renewal-notice", "renewal-notice-sent"),
            Self::SetEnd { .. } => ("set-end", "end-set"),
            Self::ClearEnd => ("clear-end", "end-cleared"),
            Self::Terminate { .. } => ("terminate", "terminated"),
            Self::Withdraw { .. } => ("withdraw", "withdrawn"),
            Self::Transfer { .. } => ("transfer", "transferred"),
            Self::CorrectSigningDate { .. } => ("correct-signing-date", "signing-date-changed"),
            Self::MoveStart { .. } => ("move-start", "started"),
            Self::Delete => ("delete", "retracted"),
            Self::Adjust { .. } => ("adjust", "manual-adjustment"),
            Self::Correct { kind, .. } => ("correct", kind.name()),
            Self::Retract { .. } => ("retract", "retracted"),
        }
    }
}
