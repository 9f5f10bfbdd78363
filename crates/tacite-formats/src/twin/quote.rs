//! Twins of what queries answer in money: quotes, previews, interest for late payment.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tacite::calendar::Period;
use tacite::contract::{CustomerId, LastPeriod, Tax};
use tacite::document::{Document, Line};
use tacite::money::{Amount, Percent, Rounding};
use tacite::query::{
    CustomerChange, Debtor, Difference, InterestPart, LateInterest, LateInterestTerms, Outlook,
    Preview, PreviewRange, RecoveryFee, ReferenceRate, RemainingCommitment, TerminationAsk,
    TerminationQuote, YearBasis,
};

use crate::wire::{As, is_default, twins};

twins! {
    object TerminationAsk => TerminationAskTwin;
    object TerminationQuote => TerminationQuoteTwin;
    object PreviewRange => PreviewRangeTwin;
    object Preview => PreviewTwin;
    object Outlook => OutlookTwin;
    object Difference => DifferenceTwin;
    object CustomerChange => CustomerChangeTwin;
    object LateInterestTerms => LateInterestTermsTwin;
    object ReferenceRate => ReferenceRateTwin;
    object LateInterest => LateInterestTwin;
    object InterestPart => InterestPartTwin;
    object RecoveryFee => RecoveryFeeTwin;
}

twins! {
    choice YearBasis => YearBasisTwin, "what days are counted of";
    choice Debtor => DebtorTwin, "who owes";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "TerminationAsk", deny_unknown_fields, expecting = "what is asked of an end")]
struct TerminationAskTwin {
    #[serde(with = "As::<NaiveDate>")]
    asked_on: NaiveDate,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    end_on: Option<NaiveDate>,
    #[serde(with = "As::<Option<LastPeriod>>", default, skip_serializing_if = "is_default")]
    last_period: Option<LastPeriod>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "TerminationQuote", deny_unknown_fields, expecting = "what an end would cost")]
struct TerminationQuoteTwin {
    #[serde(with = "As::<NaiveDate>")]
    end: NaiveDate,
    #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
    last_notice_day: Option<NaiveDate>,
    #[serde(
        with = "As::<Option<RemainingCommitment>>",
        default,
        skip_serializing_if = "is_default"
    )]
    remaining: Option<RemainingCommitment>,
    #[serde(with = "As::<Option<Amount>>", default, skip_serializing_if = "is_default")]
    exit_fee: Option<Amount>,
    #[serde(with = "As::<Amount>")]
    credit: Amount,
    #[serde(with = "As::<Vec<Document>>", default, skip_serializing_if = "is_default")]
    documents: Vec<Document>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PreviewRange", deny_unknown_fields, expecting = "what is looked at")]
struct PreviewRangeTwin {
    #[serde(with = "As::<NaiveDate>")]
    asked_on: NaiveDate,
    #[serde(with = "As::<NaiveDate>")]
    until: NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Preview", deny_unknown_fields, expecting = "a preview")]
struct PreviewTwin {
    #[serde(with = "As::<Outlook>", default, skip_serializing_if = "is_default")]
    with: Outlook,
    #[serde(with = "As::<Outlook>", default, skip_serializing_if = "is_default")]
    without: Outlook,
    #[serde(with = "As::<Difference>", default, skip_serializing_if = "is_default")]
    difference: Difference,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Outlook", deny_unknown_fields, expecting = "documents to come")]
struct OutlookTwin {
    #[serde(with = "As::<Vec<Document>>", default, skip_serializing_if = "is_default")]
    now: Vec<Document>,
    #[serde(with = "As::<Vec<Document>>", default, skip_serializing_if = "is_default")]
    later: Vec<Document>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Difference", deny_unknown_fields, expecting = "what events would change")]
struct DifferenceTwin {
    #[serde(with = "As::<Vec<Document>>", default, skip_serializing_if = "is_default")]
    documents_added: Vec<Document>,
    #[serde(with = "As::<Vec<Document>>", default, skip_serializing_if = "is_default")]
    documents_removed: Vec<Document>,
    #[serde(with = "As::<Vec<Line>>", default, skip_serializing_if = "is_default")]
    lines_added: Vec<Line>,
    #[serde(with = "As::<Vec<Line>>", default, skip_serializing_if = "is_default")]
    lines_removed: Vec<Line>,
    #[serde(with = "As::<Vec<CustomerChange>>", default, skip_serializing_if = "is_default")]
    now: Vec<CustomerChange>,
    #[serde(with = "As::<Vec<CustomerChange>>", default, skip_serializing_if = "is_default")]
    later: Vec<CustomerChange>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "CustomerChange", deny_unknown_fields, expecting = "what changes for a customer")]
struct CustomerChangeTwin {
    #[serde(with = "As::<CustomerId>")]
    customer: CustomerId,
    #[serde(with = "As::<Amount>")]
    net: Amount,
    #[serde(with = "As::<Amount>")]
    tax: Amount,
    #[serde(with = "As::<Amount>")]
    total: Amount,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "LateInterestTerms", deny_unknown_fields, expecting = "terms of late interest")]
struct LateInterestTermsTwin {
    #[serde(with = "As::<Vec<ReferenceRate>>")]
    rates: Vec<ReferenceRate>,
    #[serde(with = "As::<Percent>")]
    margin: Percent,
    #[serde(with = "As::<YearBasis>", default, skip_serializing_if = "is_default")]
    basis: YearBasis,
    #[serde(with = "As::<Rounding>", default, skip_serializing_if = "is_default")]
    rounding: Rounding,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ReferenceRate", deny_unknown_fields, expecting = "a rate of reference")]
struct ReferenceRateTwin {
    #[serde(with = "As::<NaiveDate>")]
    from: NaiveDate,
    #[serde(with = "As::<Percent>")]
    percent: Percent,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "LateInterest", deny_unknown_fields, expecting = "late interest")]
struct LateInterestTwin {
    #[serde(with = "As::<Amount>")]
    amount: Amount,
    #[serde(with = "As::<Vec<InterestPart>>", default, skip_serializing_if = "is_default")]
    parts: Vec<InterestPart>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "InterestPart", deny_unknown_fields, expecting = "a part of late interest")]
struct InterestPartTwin {
    #[serde(with = "As::<Period>")]
    days: Period,
    #[serde(with = "As::<Percent>")]
    percent: Percent,
    #[serde(with = "As::<u32>")]
    year: u32,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "RecoveryFee", deny_unknown_fields, expecting = "a fixed charge for recovery")]
struct RecoveryFeeTwin {
    #[serde(with = "As::<Amount>")]
    amount: Amount,
    #[serde(with = "As::<Tax>")]
    tax: Tax,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "YearBasis", rename_all = "kebab-case")]
enum YearBasisTwin {
    Of365,
    Of360,
    Actual,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Debtor", rename_all = "kebab-case")]
enum DebtorTwin {
    Business,
    Consumer,
}
