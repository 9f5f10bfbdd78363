//! Twins of what shapes a document as a whole: price mode, tax rounding, discount, mentions.

use serde::{Deserialize, Serialize};
use tacite::contract::{
    DocumentDiscount, Mentions, Note, NoteSubject, PriceMode, TaxRounding, Text, ZeroDocuments,
};
use tacite::money::Percent;

use crate::wire::{As, is_default, twins};

twins! {
    choice PriceMode => PriceModeTwin, "whether prices include tax";
    choice TaxRounding => TaxRoundingTwin, "a tax rounding";
    choice ZeroDocuments => ZeroDocumentsTwin, "whether documents of 0 are made";
    choice NoteSubject => NoteSubjectTwin, "the subject of a note";
}

twins! {
    object DocumentDiscount => DocumentDiscountTwin;
    object Mentions => MentionsTwin;
    object Note => NoteTwin;
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PriceMode", rename_all = "kebab-case")]
enum PriceModeTwin {
    ExcludingTax,
    IncludingTax,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "TaxRounding", rename_all = "kebab-case")]
enum TaxRoundingTwin {
    PerRate,
    PerLine,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ZeroDocuments", rename_all = "kebab-case")]
enum ZeroDocumentsTwin {
    Shown,
    Hidden,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "DocumentDiscount", deny_unknown_fields, expecting = "a document discount")]
struct DocumentDiscountTwin {
    #[serde(with = "As::<Text>")]
    label: Text,
    #[serde(with = "As::<Percent>")]
    percent: Percent,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Mentions", deny_unknown_fields, expecting = "mentions")]
struct MentionsTwin {
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    purchase_order: Option<Text>,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    contract_number: Option<Text>,
    #[serde(with = "As::<Vec<Note>>", default, skip_serializing_if = "is_default")]
    notes: Vec<Note>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Note", deny_unknown_fields, expecting = "a note")]
struct NoteTwin {
    #[serde(with = "As::<NoteSubject>")]
    subject: NoteSubject,
    #[serde(with = "As::<Text>")]
    text: Text,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "NoteSubject", rename_all = "kebab-case")]
enum NoteSubjectTwin {
    LatePenalties,
    RecoveryFee,
    EarlyPayment,
    General,
}
