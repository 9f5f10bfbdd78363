//! Twins of drafts, of what issuing adds to them, and of issued documents.
//!
//! An issued document is read by issuing it again: one whose amounts don't add up, that is for
//! another customer or corrects a document without a number is refused (INV-11, INV-7).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tacite::contract::Text;
use tacite::document::Document;
use tacite::issuing::{
    DocumentNumber, Draft, DraftParts, Issuing, NumberFormat, NumberYear, NumberedDocument,
    NumberedOn, issue,
};
use tacite::party::{Customer, Delivery, Mandate, Seller};

use crate::wire::{As, Wire, described, is_default, made, twins};

twins! {
    object NumberFormat => NumberFormatTwin;
    object NumberedOn => NumberedOnTwin;
    object Issuing => IssuingTwin;
    object DraftParts => DraftTwin;
}

twins! {
    choice NumberYear => NumberYearTwin, "whether a number has the year";
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "NumberFormat", deny_unknown_fields, expecting = "how numbers are written")]
struct NumberFormatTwin {
    #[serde(with = "As::<Text>")]
    prefix: Text,
    #[serde(with = "As::<NumberYear>", default, skip_serializing_if = "is_default")]
    year: NumberYear,
    #[serde(with = "As::<Text>")]
    separator: Text,
    #[serde(with = "As::<u32>")]
    digits: u32,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "NumberYear", rename_all = "kebab-case")]
enum NumberYearTwin {
    Absent,
    FourDigits,
    TwoDigits,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "NumberedOn", deny_unknown_fields, expecting = "a number and its date")]
struct NumberedOnTwin {
    #[serde(with = "As::<DocumentNumber>")]
    number: DocumentNumber,
    #[serde(with = "As::<NaiveDate>")]
    dated_on: NaiveDate,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Issuing", deny_unknown_fields, expecting = "what issuing adds to a draft")]
struct IssuingTwin {
    #[serde(with = "As::<DocumentNumber>")]
    number: DocumentNumber,
    #[serde(with = "As::<Seller>")]
    seller: Seller,
    #[serde(with = "As::<Customer>")]
    customer: Customer,
    #[serde(with = "As::<Option<Mandate>>", default, skip_serializing_if = "is_default")]
    mandate: Option<Mandate>,
    #[serde(with = "As::<Corrected>", default, skip_serializing_if = "is_default")]
    corrected: Corrected,
}

/// The numbers of corrected documents, by their keys.
type Corrected = BTreeMap<String, DocumentNumber>;

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "DraftParts", deny_unknown_fields, expecting = "a draft")]
struct DraftTwin {
    #[serde(with = "As::<Document>")]
    document: Document,
    #[serde(with = "As::<Vec<Text>>", default, skip_serializing_if = "is_default")]
    notes: Vec<Text>,
    #[serde(with = "As::<Option<Delivery>>", default, skip_serializing_if = "is_default")]
    delivery: Option<Delivery>,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    private_note: Option<Text>,
}

described! {
    Draft => DraftTwin;
    NumberedDocument => NumberedDocumentTwin;
}

impl Wire for Draft {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.clone().into_parts().write(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DraftParts::read(deserializer).map(Self::from)
    }
}

/// What issuing adds and the draft that it was, side by side.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "an issued document")]
struct NumberedDocumentTwin {
    #[serde(with = "As::<DocumentNumber>")]
    number: DocumentNumber,
    #[serde(with = "As::<Seller>")]
    seller: Seller,
    #[serde(with = "As::<Customer>")]
    customer: Customer,
    #[serde(with = "As::<Option<Mandate>>", default, skip_serializing_if = "is_default")]
    mandate: Option<Mandate>,
    #[serde(with = "As::<Corrected>", default, skip_serializing_if = "is_default")]
    corrected: Corrected,
    #[serde(with = "As::<Document>")]
    document: Document,
    #[serde(with = "As::<Vec<Text>>", default, skip_serializing_if = "is_default")]
    notes: Vec<Text>,
    #[serde(with = "As::<Option<Delivery>>", default, skip_serializing_if = "is_default")]
    delivery: Option<Delivery>,
}

impl Wire for NumberedDocument {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (draft, issuing) = self.clone().into_parts();
        let Issuing { number, seller, customer, mandate, corrected } = issuing;
        // What is issued has no private note (0.17).
        let DraftParts { document, notes, delivery, private_note: _ } = draft.into_parts();
        let twin = NumberedDocumentTwin {
            number,
            seller,
            customer,
            mandate,
            corrected,
            document,
            notes,
            delivery,
        };
        twin.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        made(deserializer, "an issued document", NumberedDocumentTwin::issued)
    }
}

impl NumberedDocumentTwin {
    fn issued(self) -> Result<NumberedDocument, String> {
        let Self { number, seller, customer, mandate, corrected, document, notes, delivery } = self;
        let draft = Draft::from(DraftParts { document, notes, delivery, private_note: None });
        let shown = number.clone();
        let issuing = Issuing { number, seller, customer, mandate, corrected };
        issue(draft, issuing).map_err(|error| format!("{shown} is no issued document: {error}"))
    }
}
