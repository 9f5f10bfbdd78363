//! Twins of what books keep of a line: amounts in minor units, as books know no currency.
//!
//! `{"reference":"2025-01-01/2025-02-01","days":"1-31","terms":0,"net":3600,"due":"2025-01-01",
//! "issue":{"run":1,"document":{"number":0},"dated":"2025-01-01","known":2}}` is the usual line: its
//! billing period is its reference period, nothing is allowed for, and the run that settled it made its
//! document.

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tacite::books::{
    AllowanceName, BookLine, Carried, DocumentKind, Issue, IssuedBy, IssuedDocument, LineName,
};
use tacite::calendar::{Day, Period};
use tacite::contract::ItemId;
use tacite::schedule::{DaySet, Reference};

use super::line::{billing_at, billing_of, first, is_first};
use crate::wire::{Absent, As, Wire, absent, described, is_absent, is_default, made, twins};

twins! {
    object Carried => CarriedMinorTwin;
    object IssuedDocument => IssuedDocumentTwin;
    object LineName => LineNameTwin;
}

impl Absent for DocumentKind {
    const ABSENT: Self = Self::Invoice;
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Carried", deny_unknown_fields, expecting = "what a line leaves to others")]
struct CarriedMinorTwin {
    #[serde(with = "As::<i64>", default, skip_serializing_if = "is_default")]
    gross: i64,
    #[serde(with = "As::<i64>", default, skip_serializing_if = "is_default")]
    net: i64,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "IssuedDocument", deny_unknown_fields, expecting = "a document of a run")]
struct IssuedDocumentTwin {
    #[serde(with = "As::<u64>")]
    run: u64,
    #[serde(with = "As::<u32>")]
    number: u32,
    #[serde(with = "As::<DocumentKind>", default = "absent", skip_serializing_if = "is_absent")]
    kind: DocumentKind,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "LineName", deny_unknown_fields, expecting = "what names a line")]
struct LineNameTwin {
    #[serde(with = "As::<ItemId>")]
    item: ItemId,
    #[serde(with = "As::<Reference>")]
    reference: Reference,
    #[serde(with = "As::<u32>")]
    terms: u32,
    #[serde(default, skip_serializing_if = "is_default")]
    is_credit: bool,
    #[serde(with = "As::<u32>", default = "first", skip_serializing_if = "is_first")]
    ordinal: u32,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a line of books")]
struct BookLineTwin {
    #[serde(with = "As::<Reference>")]
    reference: Reference,
    /// Absent if it is the reference period.
    #[serde(with = "As::<Option<Period>>", default, skip_serializing_if = "is_default")]
    billing: Option<Period>,
    #[serde(with = "As::<DaySet>")]
    days: DaySet,
    #[serde(with = "As::<u32>", default, skip_serializing_if = "is_default")]
    before: u32,
    #[serde(with = "As::<u32>")]
    terms: u32,
    /// Absent if it is `net`.
    #[serde(with = "As::<Option<i64>>", default, skip_serializing_if = "is_default")]
    gross: Option<i64>,
    #[serde(with = "As::<i64>")]
    net: i64,
    #[serde(with = "As::<i64>", default, skip_serializing_if = "is_default")]
    rounding: i64,
    #[serde(with = "As::<Carried>", default, skip_serializing_if = "is_default")]
    carried: Carried,
    #[serde(with = "As::<Day>")]
    due: Day,
    #[serde(with = "As::<u32>", default = "first", skip_serializing_if = "is_first")]
    ordinal: u32,
    #[serde(with = "As::<Option<u32>>", default, skip_serializing_if = "is_default")]
    corrects: Option<u32>,
    #[serde(with = "As::<Issue>")]
    issue: Issue,
    #[serde(with = "As::<Vec<(u32, Day)>>", default, skip_serializing_if = "is_default")]
    moved: Vec<(u32, Day)>,
    #[serde(
        with = "As::<Option<Vec<AllowanceName>>>",
        default,
        skip_serializing_if = "is_default"
    )]
    allowances: Option<Vec<AllowanceName>>,
}

described! {
    BookLine => BookLineTwin;
    Issue => IssueTwin;
}

impl Wire for BookLine {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self {
            reference,
            billing,
            days,
            before,
            terms,
            gross,
            net,
            rounding,
            carried,
            due,
            ordinal,
            corrects,
            issue,
            moved,
            allowances,
        } = self.clone();
        let twin = BookLineTwin {
            reference,
            billing: billing_of(billing, reference),
            days,
            before,
            terms,
            gross: (gross != net).then_some(gross),
            net,
            rounding,
            carried,
            due,
            ordinal,
            corrects,
            issue,
            moved,
            allowances: allowances.map(|names| names.to_vec()),
        };
        twin.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        made(deserializer, "a line of books", BookLineTwin::resolve)
    }
}

impl BookLineTwin {
    fn resolve(self) -> Result<BookLine, String> {
        Ok(BookLine {
            reference: self.reference,
            billing: billing_at(self.billing, self.reference)?,
            days: self.days,
            before: self.before,
            terms: self.terms,
            gross: self.gross.unwrap_or(self.net),
            net: self.net,
            rounding: self.rounding,
            carried: self.carried,
            due: self.due,
            ordinal: self.ordinal,
            corrects: self.corrects,
            issue: self.issue,
            moved: self.moved,
            allowances: self.allowances.map(Arc::from),
        })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "how a line was issued")]
struct IssueTwin {
    #[serde(with = "As::<u64>")]
    run: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    document: Option<OwnDocumentTwin>,
    #[serde(with = "As::<u32>", default, skip_serializing_if = "is_default")]
    position: u32,
    #[serde(with = "As::<Day>")]
    dated: Day,
    #[serde(with = "As::<u64>", default, skip_serializing_if = "is_default")]
    known: u64,
    #[serde(with = "As::<IssuedBy>", default, skip_serializing_if = "is_default")]
    by: IssuedBy,
}

/// The document of a line: of the run that settled it, unless it says another one.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LineDocument"))]
#[serde(deny_unknown_fields, expecting = "the document of a line")]
struct OwnDocumentTwin {
    #[serde(with = "As::<Option<u64>>", default, skip_serializing_if = "is_default")]
    run: Option<u64>,
    #[serde(with = "As::<u32>")]
    number: u32,
    #[serde(with = "As::<DocumentKind>", default = "absent", skip_serializing_if = "is_absent")]
    kind: DocumentKind,
}

impl Wire for Issue {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { run: settled, document, position, dated, known, by } = *self;
        let document = document.map(|IssuedDocument { run, number, kind }| OwnDocumentTwin {
            run: (run != settled).then_some(run),
            number,
            kind,
        });
        IssueTwin { run: settled, document, position, dated, known, by }.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let IssueTwin { run: settled, document, position, dated, known, by } =
            IssueTwin::deserialize(deserializer)?;
        let document = document.map(|OwnDocumentTwin { run, number, kind }| IssuedDocument {
            run: run.unwrap_or(settled),
            number,
            kind,
        });
        Ok(Self { run: settled, document, position, dated, known, by })
    }
}
