//! Twins of terms, commitments, exit fees, notice and withdrawal.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tacite::calendar::Length;
use tacite::contract::{
    ExitFee, ExitFeeValue, Lasting, NoticeEnd, NoticePolicy, Refund, Renewal, RenewalNoticePolicy,
    Tax, Term, Text,
};
use tacite::money::{Amount, Percent};

use crate::wire::{As, is_default, twins};

twins! {
    object Term => TermTwin;
    object NoticePolicy => NoticePolicyTwin;
    object ExitFee => ExitFeeTwin;
    object RenewalNoticePolicy => RenewalNoticePolicyTwin;
}

twins! {
    choice Lasting => LastingTwin, "a length or an end such as {\"for\":\"12 months\"}";
    choice Renewal => RenewalTwin, "a renewal";
    choice NoticeEnd => NoticeEndTwin, "an end that notice leads to";
    choice ExitFeeValue => ExitFeeValueTwin, "the value of an exit fee";
    choice Refund => RefundTwin, "whether a one-off is given back";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Term", deny_unknown_fields, expecting = "a term")]
struct TermTwin {
    #[serde(with = "As::<Lasting>")]
    first: Lasting,
    #[serde(with = "As::<Renewal>")]
    renewal: Renewal,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Lasting", rename_all = "kebab-case")]
enum LastingTwin {
    For(#[serde(with = "As::<Length>")] Length),
    Until(#[serde(with = "As::<NaiveDate>")] NaiveDate),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Renewal", rename_all = "kebab-case", deny_unknown_fields)]
enum RenewalTwin {
    None,
    Tacit {
        #[serde(with = "As::<Length>")]
        length: Length,
        #[serde(with = "As::<Option<u32>>", default, skip_serializing_if = "is_default")]
        at_most: Option<u32>,
    },
    OpenEnded,
    ByHand,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "NoticePolicy", deny_unknown_fields, expecting = "how notice is given")]
struct NoticePolicyTwin {
    #[serde(with = "As::<Length>")]
    length: Length,
    #[serde(with = "As::<NoticeEnd>")]
    ends: NoticeEnd,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "NoticeEnd", rename_all = "kebab-case")]
enum NoticeEndTwin {
    TermEnd,
    PeriodEnd,
    MonthEnd,
    AnyDay,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ExitFee", deny_unknown_fields, expecting = "an exit fee")]
struct ExitFeeTwin {
    #[serde(with = "As::<Text>")]
    label: Text,
    #[serde(with = "As::<ExitFeeValue>")]
    value: ExitFeeValue,
    #[serde(with = "As::<Tax>")]
    tax: Tax,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ExitFeeValue", rename_all = "kebab-case")]
enum ExitFeeValueTwin {
    Fixed(#[serde(with = "As::<Amount>")] Amount),
    ShareOfRemaining(#[serde(with = "As::<Percent>")] Percent),
    ByMonth(#[serde(with = "As::<Vec<Amount>>")] Vec<Amount>),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(
    remote = "RenewalNoticePolicy",
    deny_unknown_fields,
    expecting = "when a renewal is announced"
)]
struct RenewalNoticePolicyTwin {
    #[serde(with = "As::<Length>")]
    opens: Length,
    #[serde(with = "As::<Length>")]
    closes: Length,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Refund", rename_all = "kebab-case")]
enum RefundTwin {
    Kept,
    Refunded,
}
