//! Twins of the contract and its policies.
//!
//! A holiday rule is a name in a file and a function in the core: what leads to it is read into
//! twins of its own, and resolved once the caller's rules are at hand.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tacite::calendar::{Convention, DayOfMonth, HolidayCalendar, HolidayRule};
use tacite::contract::{
    BillingPolicy, BusinessDays, CatchUp, CorrectionPolicy, CreditTax, CustomerId,
    DocumentDiscount, DuePolicy, ExitFee, GroupingKey, GroupingWindow, Lasting, Mentions,
    NoticePolicy, PauseLimits, PaymentMeans, PaymentTerms, PriceMode, RenewalNoticePolicy,
    SendingDay, TaxPoint, TaxRounding, Term, Text, ZeroDocuments, ZeroLines,
};
use tacite::money::{Currency, Rounding};

use crate::fault::Fault;
use crate::guard::Step;
use crate::kind::Unresolved;
use crate::value::shortened;
use crate::wire::{As, is_default, twins};

twins! {
    choice DuePolicy => DuePolicyTwin, "when a change falls due";
    choice CatchUp => CatchUpTwin, "how a late run groups";
    choice GroupingWindow => GroupingWindowTwin, "a grouping window";
    choice ZeroLines => ZeroLinesTwin, "whether lines of 0 are printed";
    choice CorrectionPolicy => CorrectionPolicyTwin, "where corrections are printed";
    choice TaxPoint => TaxPointTwin, "which day's tax a period has";
    choice CreditTax => CreditTaxTwin, "how the tax of corrections is computed";
    choice SendingDay => SendingDayTwin, "a sending day";
    choice Convention => ConventionTwin, "a business day convention";
    choice Rounding => RoundingTwin, "a rounding";
    choice Holidays => Holidays, "holidays";
}

/// The name of a holiday rule that the caller does not have.
#[derive(Debug)]
pub(crate) struct UnknownRule(String);

impl UnknownRule {
    /// The name, and which names the caller has.
    pub(crate) fn among(self, rules: &[HolidayRule]) -> (String, String) {
        let known: Vec<_> = rules.iter().map(|rule| rule.name).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        (shortened(&self.0), known)
    }

    /// Where in its event the name is.
    pub(crate) fn path() -> Vec<Step> {
        let path = ["event", "started", "contract", "billing", "business_days", "holidays", "rule"];
        path.map(|key| Step::Key(key.to_owned())).into()
    }

    pub(super) fn unresolved(self, rules: &[HolidayRule]) -> Unresolved {
        let (name, known) = self.among(rules);
        let fault = Fault::UnknownHolidayRule { name, known };
        Unresolved { path: Self::path(), fault }
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a contract")]
pub(super) struct Contract {
    #[serde(with = "As::<Text>")]
    label: Text,
    #[serde(with = "As::<CustomerId>")]
    customer: CustomerId,
    #[serde(with = "As::<Currency>")]
    currency: Currency,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    reference: Option<Text>,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    signed_on: Option<NaiveDate>,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    bill_from: Option<NaiveDate>,
    #[serde(with = "As::<PaymentTerms>", default, skip_serializing_if = "is_default")]
    payment_terms: PaymentTerms,
    #[serde(with = "As::<PaymentMeans>", default, skip_serializing_if = "is_default")]
    payment_means: PaymentMeans,
    #[serde(with = "As::<PriceMode>", default, skip_serializing_if = "is_default")]
    prices: PriceMode,
    #[serde(with = "As::<Rounding>", default, skip_serializing_if = "is_default")]
    rounding: Rounding,
    #[serde(default, skip_serializing_if = "is_default")]
    billing: Billing,
    #[serde(with = "As::<Option<Arc<Mentions>>>", default, skip_serializing_if = "is_default")]
    mentions: Option<Arc<Mentions>>,
    #[serde(with = "As::<Option<Term>>", default, skip_serializing_if = "is_default")]
    term: Option<Term>,
    #[serde(with = "As::<Option<Lasting>>", default, skip_serializing_if = "is_default")]
    commitment: Option<Lasting>,
    #[serde(with = "As::<Option<ExitFee>>", default, skip_serializing_if = "is_default")]
    exit_fee: Option<ExitFee>,
    #[serde(with = "As::<Option<NoticePolicy>>", default, skip_serializing_if = "is_default")]
    notice: Option<NoticePolicy>,
    #[serde(
        with = "As::<Option<RenewalNoticePolicy>>",
        default,
        skip_serializing_if = "is_default"
    )]
    renewal_notice: Option<RenewalNoticePolicy>,
    #[serde(with = "As::<Option<u32>>", default, skip_serializing_if = "is_default")]
    withdrawal_days: Option<u32>,
    #[serde(with = "As::<PauseLimits>", default, skip_serializing_if = "is_default")]
    pauses: PauseLimits,
}

impl From<&tacite::contract::Contract> for Contract {
    fn from(contract: &tacite::contract::Contract) -> Self {
        let tacite::contract::Contract {
            label,
            customer,
            currency,
            reference,
            signed_on,
            bill_from,
            payment_terms,
            payment_means,
            prices,
            rounding,
            billing,
            mentions,
            term,
            commitment,
            exit_fee,
            notice,
            renewal_notice,
            withdrawal_days,
            pauses,
        } = contract.clone();
        Self {
            label,
            customer,
            currency,
            reference,
            signed_on,
            bill_from,
            payment_terms,
            payment_means,
            prices,
            rounding,
            billing: billing.into(),
            mentions,
            term,
            commitment,
            exit_fee,
            notice,
            renewal_notice,
            withdrawal_days,
            pauses,
        }
    }
}

impl Contract {
    pub(super) fn resolve(
        self,
        rules: &[HolidayRule],
    ) -> Result<tacite::contract::Contract, UnknownRule> {
        Ok(tacite::contract::Contract {
            label: self.label,
            customer: self.customer,
            currency: self.currency,
            reference: self.reference,
            signed_on: self.signed_on,
            bill_from: self.bill_from,
            payment_terms: self.payment_terms,
            payment_means: self.payment_means,
            prices: self.prices,
            rounding: self.rounding,
            billing: self.billing.resolve(rules)?,
            mentions: self.mentions,
            term: self.term,
            commitment: self.commitment,
            exit_fee: self.exit_fee,
            notice: self.notice,
            renewal_notice: self.renewal_notice,
            withdrawal_days: self.withdrawal_days,
            pauses: self.pauses,
        })
    }
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a billing policy")]
struct Billing {
    #[serde(with = "As::<DuePolicy>", default, skip_serializing_if = "is_default")]
    due: DuePolicy,
    #[serde(with = "As::<CatchUp>", default, skip_serializing_if = "is_default")]
    catch_up: CatchUp,
    #[serde(with = "As::<GroupingWindow>", default, skip_serializing_if = "is_default")]
    window: GroupingWindow,
    #[serde(with = "As::<Option<GroupingKey>>", default, skip_serializing_if = "is_default")]
    grouping_key: Option<GroupingKey>,
    #[serde(with = "As::<ZeroLines>", default, skip_serializing_if = "is_default")]
    zero_lines: ZeroLines,
    #[serde(with = "As::<ZeroDocuments>", default, skip_serializing_if = "is_default")]
    zero_documents: ZeroDocuments,
    #[serde(with = "As::<CorrectionPolicy>", default, skip_serializing_if = "is_default")]
    corrections: CorrectionPolicy,
    #[serde(with = "As::<CreditTax>", default, skip_serializing_if = "is_default")]
    credit_tax: CreditTax,
    #[serde(with = "As::<TaxRounding>", default, skip_serializing_if = "is_default")]
    tax_rounding: TaxRounding,
    #[serde(with = "As::<TaxPoint>", default, skip_serializing_if = "is_default")]
    tax_point: TaxPoint,
    #[serde(
        with = "As::<Option<Arc<DocumentDiscount>>>",
        default,
        skip_serializing_if = "is_default"
    )]
    document_discount: Option<Arc<DocumentDiscount>>,
    #[serde(with = "As::<u32>", default, skip_serializing_if = "is_default")]
    minimum: u32,
    #[serde(with = "As::<Option<SendingDay>>", default, skip_serializing_if = "is_default")]
    sending_day: Option<SendingDay>,
    #[serde(default, skip_serializing_if = "is_default")]
    business_days: BusinessDaysTwin,
}

impl From<BillingPolicy> for Billing {
    fn from(policy: BillingPolicy) -> Self {
        let BillingPolicy {
            due,
            catch_up,
            window,
            grouping_key,
            zero_lines,
            zero_documents,
            corrections,
            credit_tax,
            tax_rounding,
            document_discount,
            minimum,
            tax_point,
            sending_day,
            business_days,
        } = policy;
        Self {
            due,
            catch_up,
            window,
            grouping_key,
            zero_lines,
            zero_documents,
            corrections,
            credit_tax,
            tax_rounding,
            document_discount,
            minimum,
            tax_point,
            sending_day,
            business_days: business_days.into(),
        }
    }
}

impl Billing {
    fn resolve(self, rules: &[HolidayRule]) -> Result<BillingPolicy, UnknownRule> {
        Ok(BillingPolicy {
            due: self.due,
            catch_up: self.catch_up,
            window: self.window,
            grouping_key: self.grouping_key,
            zero_lines: self.zero_lines,
            zero_documents: self.zero_documents,
            corrections: self.corrections,
            credit_tax: self.credit_tax,
            tax_rounding: self.tax_rounding,
            document_discount: self.document_discount,
            minimum: self.minimum,
            tax_point: self.tax_point,
            sending_day: self.sending_day,
            business_days: self.business_days.resolve(rules)?,
        })
    }
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "how dates avoid holidays")]
struct BusinessDaysTwin {
    #[serde(with = "As::<Holidays>", default, skip_serializing_if = "is_default")]
    holidays: Holidays,
    #[serde(with = "As::<Convention>", default, skip_serializing_if = "is_default")]
    documents: Convention,
    #[serde(with = "As::<Convention>", default, skip_serializing_if = "is_default")]
    payments: Convention,
}

impl From<BusinessDays> for BusinessDaysTwin {
    fn from(days: BusinessDays) -> Self {
        let BusinessDays { holidays, documents, payments } = days;
        Self { holidays: holidays.into(), documents, payments }
    }
}

impl BusinessDaysTwin {
    fn resolve(self, rules: &[HolidayRule]) -> Result<BusinessDays, UnknownRule> {
        Ok(BusinessDays {
            holidays: self.holidays.resolve(rules)?,
            documents: self.documents,
            payments: self.payments,
        })
    }
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum Holidays {
    #[default]
    WeekendsOnly,
    Target2,
    Listed(#[serde(with = "As::<BTreeSet<NaiveDate>>")] BTreeSet<NaiveDate>),
    Rule(#[serde(with = "As::<Text>")] Text),
}

impl From<HolidayCalendar> for Holidays {
    fn from(calendar: HolidayCalendar) -> Self {
        match calendar {
            HolidayCalendar::WeekendsOnly => Self::WeekendsOnly,
            HolidayCalendar::Target2 => Self::Target2,
            HolidayCalendar::Listed(days) => Self::Listed(days),
            HolidayCalendar::Rule(rule) => Self::Rule(Text::from(rule.name)),
        }
    }
}

impl Holidays {
    pub(super) fn resolve(self, rules: &[HolidayRule]) -> Result<HolidayCalendar, UnknownRule> {
        Ok(match self {
            Self::WeekendsOnly => HolidayCalendar::WeekendsOnly,
            Self::Target2 => HolidayCalendar::Target2,
            Self::Listed(days) => HolidayCalendar::Listed(days),
            Self::Rule(name) => match rules.iter().find(|rule| rule.name == name.as_str()) {
                Some(rule) => HolidayCalendar::Rule(*rule),
                None => return Err(UnknownRule(name.as_str().to_owned())),
            },
        })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "DuePolicy", rename_all = "kebab-case")]
enum DuePolicyTwin {
    OnEffect,
    WithPeriod,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "CatchUp", rename_all = "kebab-case")]
enum CatchUpTwin {
    PerDueDate,
    AllOnOne,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "GroupingWindow", rename_all = "kebab-case")]
enum GroupingWindowTwin {
    Day,
    Month,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ZeroLines", rename_all = "kebab-case")]
enum ZeroLinesTwin {
    Shown,
    Hidden,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "CorrectionPolicy", rename_all = "kebab-case")]
enum CorrectionPolicyTwin {
    CreditNote,
    NextInvoice,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "TaxPoint", rename_all = "kebab-case")]
enum TaxPointTwin {
    Day,
    PeriodStart,
    PeriodEnd,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "CreditTax", rename_all = "kebab-case")]
enum CreditTaxTwin {
    PerDocument,
    AddsUp,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "SendingDay", rename_all = "kebab-case")]
enum SendingDayTwin {
    Weekday(#[serde(with = "As::<chrono::Weekday>")] chrono::Weekday),
    DayOfMonth(#[serde(with = "As::<DayOfMonth>")] DayOfMonth),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Convention", rename_all = "kebab-case")]
enum ConventionTwin {
    Unadjusted,
    Following,
    ModifiedFollowing,
    Preceding,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Rounding", rename_all = "kebab-case")]
enum RoundingTwin {
    HalfAwayFromZero,
    HalfEven,
}
