//! The contract is what holds for the whole subscription; items come with events of their own.
//!
//! "CUST-7, EUR, 30 days end of month, by transfer, sent on Mondays" is a contract.
//!
//! From when to when it runs is decided by the history: started, end set (HIS-1).

use alloc::sync::Arc;

use chrono::NaiveDate;

use super::{
    BillingPolicy, CustomerId, ExitFee, Lasting, Mentions, NoticePolicy, PauseLimits, PaymentMeans,
    PaymentTerms, PriceMode, RenewalNoticePolicy, Term, Text,
};
use crate::money::{Currency, Rounding};

/// What holds for the whole subscription; carried by the event that starts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contract {
    /// What the subscription is called.
    pub label: Text,
    /// Who pays.
    pub customer: CustomerId,
    /// Its one currency (MON-3).
    pub currency: Currency,
    /// The customer's own reference, printed on lines; changes no amount.
    pub reference: Option<Text>,
    /// Day of signature: changes no amount (HIS-4).
    pub signed_on: Option<NaiveDate>,
    /// Days before it are not billed, as they were elsewhere (HIS-6).
    pub bill_from: Option<NaiveDate>,
    /// When documents are to be paid.
    pub payment_terms: PaymentTerms,
    /// How documents are paid.
    pub payment_means: PaymentMeans,
    /// Whether its prices include tax (INV-5): those of its items, its fees and its adjustments.
    pub prices: PriceMode,
    /// How exact values become amounts (MON-2).
    pub rounding: Rounding,
    /// How the contract is billed.
    pub billing: BillingPolicy,
    /// What is printed on its documents beside amounts; they share it.
    pub mentions: Option<Arc<Mentions>>,
    /// How long it runs (TRM-1); open-ended from the start if absent.
    pub term: Option<Term>,
    /// How long the customer is bound (TRM-2).
    pub commitment: Option<Lasting>,
    /// What leaving inside the commitment costs (TRM-3).
    pub exit_fee: Option<ExitFee>,
    /// How notice is given (TRM-4); the contract can be left on any day if absent.
    pub notice: Option<NoticePolicy>,
    /// When the customer must be told about a tacit renewal (TRM-6); never if absent.
    pub renewal_notice: Option<RenewalNoticePolicy>,
    /// Days from the start on which a consumer may withdraw (TRM-7), the start included.
    pub withdrawal_days: Option<u32>,
    /// Limits on pauses (PAU-4).
    pub pauses: PauseLimits,
}

impl Contract {
    /// Makes a contract with the default policies, payable on receipt.
    pub fn new(label: &str, customer: CustomerId, currency: Currency) -> Self {
        Self {
            label: Text::from(label),
            customer,
            currency,
            reference: None,
            signed_on: None,
            bill_from: None,
            payment_terms: PaymentTerms::default(),
            payment_means: PaymentMeans::default(),
            prices: PriceMode::default(),
            rounding: Rounding::default(),
            billing: BillingPolicy::default(),
            mentions: None,
            term: None,
            commitment: None,
            exit_fee: None,
            notice: None,
            renewal_notice: None,
            withdrawal_days: None,
            pauses: PauseLimits::default(),
        }
    }
}
