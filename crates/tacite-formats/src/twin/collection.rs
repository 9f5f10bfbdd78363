//! Twins of what a host does so that a document is paid: collections, requests, methods on file.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, Serializer};
use tacite::calendar::HolidayRule;
use tacite::contract::{CustomerId, PaymentMeans};
use tacite::document::Payable;
use tacite::money::Amount;
use tacite::party::{Mandate, MandateReference, Scheme, Sequence};
use tacite::payment::{Collection, GatewayReference, OnFile, PaymentBy, PaymentRequest};

use super::contract::Holidays;
use crate::fault::Fault;
use crate::guard::Step;
use crate::kind::{Unresolved, Whole};
use crate::wire::{As, is_default, twins};

twins! {
    object Collection => CollectionTwin;
    object DebitRules => DebitRules;
    object PaymentRequest => PaymentRequestTwin;
    object Payable => PayableTwin;
}

twins! {
    choice OnFile => OnFileTwin, "the method on file";
    choice PaymentBy => PaymentByTwin, "how a payment comes about";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Collection", deny_unknown_fields, expecting = "a collection")]
struct CollectionTwin {
    #[serde(with = "As::<MandateReference>")]
    mandate: MandateReference,
    #[serde(with = "As::<Sequence>")]
    sequence: Sequence,
    #[serde(with = "As::<Scheme>", default, skip_serializing_if = "is_default")]
    scheme: Scheme,
    #[serde(with = "As::<Amount>")]
    amount: Amount,
    #[serde(with = "As::<NaiveDate>")]
    due_on: NaiveDate,
    #[serde(with = "As::<NaiveDate>")]
    prenotify_by: NaiveDate,
    #[serde(with = "As::<NaiveDate>")]
    submit_on: NaiveDate,
    #[serde(with = "As::<NaiveDate>")]
    collect_on: NaiveDate,
}

/// Rules of direct debits: their calendar may be a holiday rule, which is written by its name (CAL-7).
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "rules of direct debits")]
pub struct DebitRules {
    #[serde(with = "As::<Holidays>")]
    calendar: Holidays,
    #[serde(with = "As::<u32>")]
    lead_days: u32,
    #[serde(with = "As::<u32>")]
    prenotification_days: u32,
    #[serde(with = "As::<u32>")]
    lapse_months: u32,
}

impl Whole for tacite::payment::DebitRules {
    type Twin = DebitRules;

    fn write_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { calendar, lead_days, prenotification_days, lapse_months } = self.clone();
        let calendar = calendar.into();
        DebitRules { calendar, lead_days, prenotification_days, lapse_months }.serialize(serializer)
    }

    fn resolve(twin: DebitRules, rules: &[HolidayRule]) -> Result<Self, Unresolved> {
        let DebitRules { calendar, lead_days, prenotification_days, lapse_months } = twin;
        let calendar = calendar.resolve(rules).map_err(|unknown| {
            let (name, known) = unknown.among(rules);
            let path = ["calendar", "rule"].map(|key| Step::Key(key.to_owned())).into();
            Unresolved { path, fault: Fault::UnknownHolidayRule { name, known } }
        })?;
        Ok(Self { calendar, lead_days, prenotification_days, lapse_months })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "OnFile", rename_all = "kebab-case")]
enum OnFileTwin {
    Nothing,
    Manual(#[serde(with = "As::<PaymentMeans>")] PaymentMeans),
    Mandate(#[serde(with = "As::<Mandate>")] Mandate),
    Gateway(#[serde(with = "As::<GatewayReference>")] GatewayReference),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PaymentRequest", deny_unknown_fields, expecting = "a payment request")]
struct PaymentRequestTwin {
    #[serde(with = "As::<CustomerId>")]
    customer: CustomerId,
    #[serde(with = "As::<String>")]
    document: String,
    #[serde(with = "As::<u32>")]
    number: u32,
    #[serde(with = "As::<Payable>")]
    payable: Payable,
    #[serde(with = "As::<PaymentBy>")]
    by: PaymentBy,
}

/// A payable by itself: on a document its currency is known.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Payable", deny_unknown_fields, expecting = "what is to be paid when")]
struct PayableTwin {
    #[serde(with = "As::<NaiveDate>")]
    due_on: NaiveDate,
    #[serde(with = "As::<Amount>")]
    amount: Amount,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PaymentBy", rename_all = "kebab-case")]
enum PaymentByTwin {
    Debit(#[serde(with = "As::<Collection>")] Collection),
    Gateway(#[serde(with = "As::<GatewayReference>")] GatewayReference),
    Customer(#[serde(with = "As::<PaymentMeans>")] PaymentMeans),
    AskForMethod,
}
