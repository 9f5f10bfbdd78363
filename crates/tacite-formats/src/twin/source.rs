//! Twins of where terms come from, and of why nothing is owed: what cites an event.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tacite::contract::{CustomerId, DiscountId, PauseShape};
use tacite::explain::{
    AllowanceSource, Citation, EndedBy, PriceSource, ReductionSource, TermsSources, Unowed,
};
use tacite::money::UnitPrice;

use crate::value::Sequence;
use crate::wire::{As, is_default, twins};

twins! {
    object Citation => CitationTwin;
    object TermsSources => TermsSourcesTwin;
}

twins! {
    choice PriceSource => PriceSourceTwin, "where a price comes from";
    choice AllowanceSource => AllowanceSourceTwin, "what gives an allowance";
    choice ReductionSource => ReductionSourceTwin, "what keeps a share of the price";
    choice Unowed => UnowedTwin, "why nothing is owed";
    choice EndedBy => EndedByTwin, "what ends a contract";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Citation", deny_unknown_fields, expecting = "an event that is named")]
struct CitationTwin {
    #[serde(with = "Sequence")]
    sequence: u64,
    #[serde(with = "As::<NaiveDate>")]
    recorded_on: NaiveDate,
    #[serde(with = "As::<NaiveDate>")]
    effective_on: NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "TermsSources", deny_unknown_fields, expecting = "where terms come from")]
struct TermsSourcesTwin {
    #[serde(with = "As::<NaiveDate>")]
    from: NaiveDate,
    #[serde(with = "As::<PriceSource>")]
    price: PriceSource,
    #[serde(with = "As::<Citation>")]
    quantity: Citation,
    #[serde(with = "As::<Citation>")]
    unit: Citation,
    #[serde(with = "As::<Citation>")]
    tax: Citation,
    #[serde(with = "As::<Citation>")]
    customer: Citation,
    #[serde(with = "As::<Citation>")]
    contract: Citation,
    #[serde(with = "As::<Option<ReductionSource>>", default, skip_serializing_if = "is_default")]
    reduced: Option<ReductionSource>,
    #[serde(with = "As::<Vec<AllowanceSource>>", default, skip_serializing_if = "is_default")]
    allowances: Vec<AllowanceSource>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PriceSource", rename_all = "kebab-case", deny_unknown_fields)]
enum PriceSourceTwin {
    Item(#[serde(with = "As::<Citation>")] Citation),
    Plan(#[serde(with = "As::<Citation>")] Citation),
    PriceChange(#[serde(with = "As::<Citation>")] Citation),
    Version {
        #[serde(with = "As::<NaiveDate>")]
        from: NaiveDate,
        #[serde(with = "As::<Option<CustomerId>>", default, skip_serializing_if = "is_default")]
        customer: Option<CustomerId>,
        #[serde(with = "As::<Citation>")]
        event: Citation,
    },
    Phase {
        #[serde(with = "As::<u32>")]
        number: u32,
        #[serde(with = "As::<Citation>")]
        item: Citation,
    },
    Pause(#[serde(with = "As::<Citation>")] Citation),
    Adjustment(#[serde(with = "As::<Citation>")] Citation),
    ExitFee(#[serde(with = "As::<Citation>")] Citation),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "AllowanceSource", rename_all = "kebab-case", deny_unknown_fields)]
enum AllowanceSourceTwin {
    Discount {
        #[serde(with = "As::<DiscountId>")]
        id: DiscountId,
        #[serde(with = "As::<Citation>")]
        granted: Citation,
    },
    Share {
        #[serde(with = "As::<DiscountId>")]
        id: DiscountId,
        #[serde(with = "As::<Citation>")]
        granted: Citation,
        #[serde(with = "As::<UnitPrice>")]
        of: UnitPrice,
    },
    Phase {
        #[serde(with = "As::<u32>")]
        number: u32,
        #[serde(with = "As::<Citation>")]
        item: Citation,
    },
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ReductionSource", rename_all = "kebab-case", deny_unknown_fields)]
enum ReductionSourceTwin {
    Pause(#[serde(with = "As::<Citation>")] Citation),
    Phase {
        #[serde(with = "As::<u32>")]
        number: u32,
        #[serde(with = "As::<Citation>")]
        item: Citation,
    },
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Unowed", rename_all = "kebab-case", deny_unknown_fields)]
enum UnowedTwin {
    NotStarted,
    BeforeStart {
        #[serde(with = "As::<NaiveDate>")]
        start: NaiveDate,
        #[serde(with = "As::<Citation>")]
        event: Citation,
    },
    ItemUnknown,
    ItemWithoutEffect(#[serde(with = "As::<Citation>")] Citation),
    BeforeItem {
        #[serde(with = "As::<NaiveDate>")]
        from: NaiveDate,
        #[serde(with = "As::<Citation>")]
        event: Citation,
    },
    ChargedOnce {
        #[serde(with = "As::<NaiveDate>")]
        on: NaiveDate,
        #[serde(with = "As::<Citation>")]
        event: Citation,
    },
    Removed {
        #[serde(with = "As::<NaiveDate>")]
        from: NaiveDate,
        #[serde(with = "As::<Citation>")]
        event: Citation,
    },
    BilledElsewhere {
        #[serde(with = "As::<NaiveDate>")]
        until: NaiveDate,
        #[serde(with = "As::<Citation>")]
        event: Citation,
    },
    Ended {
        #[serde(with = "As::<NaiveDate>")]
        on: NaiveDate,
        #[serde(with = "As::<EndedBy>")]
        by: EndedBy,
    },
    GivenBack(#[serde(with = "As::<EndedBy>")] EndedBy),
    FreePhase {
        #[serde(with = "As::<u32>")]
        number: u32,
        #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
        until: Option<NaiveDate>,
        #[serde(with = "As::<Citation>")]
        event: Citation,
    },
    FreeStub,
    Paused {
        #[serde(with = "As::<PauseShape>")]
        shape: PauseShape,
        #[serde(with = "As::<NaiveDate>")]
        from: NaiveDate,
        #[serde(with = "As::<Option<NaiveDate>>", default, skip_serializing_if = "is_default")]
        until: Option<NaiveDate>,
        #[serde(with = "As::<Citation>")]
        event: Citation,
    },
    HeldBack {
        #[serde(with = "As::<NaiveDate>")]
        from: NaiveDate,
        #[serde(with = "As::<Citation>")]
        event: Citation,
    },
    OtherTerms,
    Replaced,
    OtherSchedule,
    AdjustmentGone,
    Remainder,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "EndedBy", rename_all = "kebab-case")]
enum EndedByTwin {
    Event(#[serde(with = "As::<Citation>")] Citation),
    Notice(#[serde(with = "As::<Citation>")] Citation),
    Term(#[serde(with = "As::<Citation>")] Citation),
}
