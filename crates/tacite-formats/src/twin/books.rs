//! Twins of books, taken apart: what is read is put together again and checked (INV-10).
//!
//! Lines name their terms by their place in `terms`, counted from 0.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tacite::books::{
    BookLine, Books, BooksParts, Cancellation, DocumentParts, FrontierParts, IssuedDocument,
    ItemParts, LineName,
};
use tacite::calendar::Day;
use tacite::contract::{ItemId, SubscriptionId, Tax, Text};
use tacite::timeline::Terms;

use crate::wire::{As, Wire, absent, described, is_absent, is_default, made, twins};

twins! {
    object BooksParts => BooksPartsTwin;
    object ItemParts => ItemPartsTwin;
    object FrontierParts => FrontierPartsTwin;
    object DocumentParts => DocumentPartsTwin;
    object Cancellation => CancellationTwin;
}

described! {
    Books => BooksPartsTwin;
}

/// What breaks a rule is not read; the error names the line and the rule.
impl Wire for Books {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.clone().into_parts().write(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        made(deserializer, "books", |BooksTwin(parts)| {
            Self::try_from(parts).map_err(|error| error.to_string())
        })
    }
}

/// Parts that are read, and not checked yet.
#[derive(Deserialize)]
#[serde(transparent)]
struct BooksTwin(#[serde(with = "As::<BooksParts>")] BooksParts);

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "BooksParts", deny_unknown_fields, expecting = "books")]
struct BooksPartsTwin {
    #[serde(with = "As::<Option<SubscriptionId>>", default, skip_serializing_if = "is_default")]
    subscription: Option<SubscriptionId>,
    #[serde(with = "As::<u64>", default, skip_serializing_if = "is_default")]
    version: u64,
    #[serde(with = "As::<u64>", default, skip_serializing_if = "is_default")]
    seen: u64,
    #[serde(with = "As::<u32>", default, skip_serializing_if = "is_default")]
    exponent: u32,
    #[serde(with = "As::<Option<Day>>", default, skip_serializing_if = "is_default")]
    closed_before: Option<Day>,
    #[serde(with = "As::<Vec<Terms>>", default, skip_serializing_if = "is_default")]
    terms: Vec<Terms>,
    #[serde(with = "As::<Vec<ItemParts>>", default, skip_serializing_if = "is_default")]
    items: Vec<ItemParts>,
    #[serde(with = "As::<Vec<DocumentParts>>", default, skip_serializing_if = "is_default")]
    documents: Vec<DocumentParts>,
    #[serde(with = "As::<Vec<LineName>>", default, skip_serializing_if = "is_default")]
    waiting: Vec<LineName>,
    #[serde(with = "As::<Vec<Cancellation>>", default, skip_serializing_if = "is_default")]
    cancelled: Vec<Cancellation>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "ItemParts", deny_unknown_fields, expecting = "what books hold of an item")]
struct ItemPartsTwin {
    #[serde(with = "As::<ItemId>")]
    id: ItemId,
    #[serde(with = "As::<Option<FrontierParts>>", default, skip_serializing_if = "is_default")]
    frontier: Option<FrontierParts>,
    #[serde(with = "As::<Day>", default = "absent", skip_serializing_if = "is_absent")]
    open_from: Day,
    #[serde(with = "As::<Vec<BookLine>>", default, skip_serializing_if = "is_default")]
    lines: Vec<BookLine>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "FrontierParts", deny_unknown_fields, expecting = "from where a run looks")]
struct FrontierPartsTwin {
    #[serde(with = "As::<Day>", default = "never", skip_serializing_if = "is_never")]
    uncharged: Day,
    #[serde(with = "As::<Option<Day>>", default, skip_serializing_if = "is_default")]
    waiting: Option<Day>,
}

/// No period will ever have an uncharged day.
const fn never() -> Day {
    Day::MAX
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is that of serde")]
fn is_never(day: &Day) -> bool {
    *day == never()
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "DocumentParts", deny_unknown_fields, expecting = "a document shared")]
struct DocumentPartsTwin {
    #[serde(with = "As::<u64>")]
    run: u64,
    #[serde(with = "As::<u32>")]
    number: u32,
    #[serde(with = "As::<Text>")]
    key: Text,
    #[serde(with = "As::<Vec<(Tax, i128)>>", default, skip_serializing_if = "is_default")]
    before: Vec<(Tax, i128)>,
}

/// What lines of a category and rate add up to, in minor units.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "what lines of a rate add up to")]
struct RateSumTwin {
    #[serde(with = "As::<Tax>")]
    tax: Tax,
    #[serde(with = "As::<i128>")]
    sum: i128,
}

described! {
    (Tax, i128) => RateSumTwin as "RateSum";
}

impl Wire for (Tax, i128) {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RateSumTwin { tax: self.0, sum: self.1 }.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        RateSumTwin::deserialize(deserializer).map(|RateSumTwin { tax, sum }| (tax, sum))
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "Cancellation", deny_unknown_fields, expecting = "a cancellation")]
struct CancellationTwin {
    #[serde(with = "As::<IssuedDocument>")]
    document: IssuedDocument,
    #[serde(with = "As::<Day>")]
    on: Day,
    #[serde(with = "As::<u64>")]
    run: u64,
}
