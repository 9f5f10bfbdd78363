//! Twins of postings, taken apart: the lines of a run and what they make of the books.
//!
//! Terms that the books have are not repeated: those of a posting follow them.

use serde::de::Deserializer;
use serde::{Deserialize, Serialize, Serializer};
use tacite::books::{
    BookLine, Cancellation, DocumentParts, FrontierParts, IssuedDocument, LineName, Posting,
    PostingParts, WaitParts,
};
use tacite::calendar::Day;
use tacite::contract::{ItemId, SubscriptionId};
use tacite::timeline::Terms;

use crate::wire::{As, Wire, described, is_default, twins};

twins! {
    object PostingParts => PostingPartsTwin;
    object WaitParts => WaitPartsTwin;
}

described! {
    Posting => PostingPartsTwin;
}

/// A posting is not checked: the books that it makes are, where they are put together.
impl Wire for Posting {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.clone().into_parts().write(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PostingParts::read(deserializer).map(Self::from)
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "PostingParts", deny_unknown_fields, expecting = "a posting")]
struct PostingPartsTwin {
    #[serde(with = "As::<SubscriptionId>")]
    subscription: SubscriptionId,
    #[serde(with = "As::<u64>", default, skip_serializing_if = "is_default")]
    version: u64,
    #[serde(with = "As::<u64>", default, skip_serializing_if = "is_default")]
    seen: u64,
    #[serde(with = "As::<Vec<Terms>>", default, skip_serializing_if = "is_default")]
    terms: Vec<Terms>,
    #[serde(with = "As::<Vec<(ItemId, BookLine)>>", default, skip_serializing_if = "is_default")]
    lines: Vec<(ItemId, BookLine)>,
    #[serde(
        with = "As::<Vec<(ItemId, FrontierParts)>>",
        default,
        skip_serializing_if = "is_default"
    )]
    frontiers: Vec<(ItemId, FrontierParts)>,
    #[serde(with = "As::<Vec<DocumentParts>>", default, skip_serializing_if = "is_default")]
    documents: Vec<DocumentParts>,
    #[serde(with = "As::<Vec<WaitParts>>", default, skip_serializing_if = "is_default")]
    waits: Vec<WaitParts>,
    #[serde(with = "As::<Option<Cancellation>>", default, skip_serializing_if = "is_default")]
    cancelled: Option<Cancellation>,
    #[serde(with = "As::<u32>", default, skip_serializing_if = "is_default")]
    exponent: u32,
}

/// A line and its item.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a line and its item")]
struct ItemLineTwin {
    #[serde(with = "As::<ItemId>")]
    item: ItemId,
    #[serde(with = "As::<BookLine>")]
    line: BookLine,
}

described! {
    (ItemId, BookLine) => ItemLineTwin as "ItemLine";
}

impl Wire for (ItemId, BookLine) {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ItemLineTwin { item: self.0, line: self.1.clone() }.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ItemLineTwin::deserialize(deserializer).map(|ItemLineTwin { item, line }| (item, line))
    }
}

/// An item and from where a run looks for it.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "from where a run looks for an item")]
struct ItemFrontierTwin {
    #[serde(with = "As::<ItemId>")]
    item: ItemId,
    #[serde(with = "As::<FrontierParts>")]
    frontier: FrontierParts,
}

described! {
    (ItemId, FrontierParts) => ItemFrontierTwin as "ItemFrontier";
}

impl Wire for (ItemId, FrontierParts) {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ItemFrontierTwin { item: self.0, frontier: self.1 }.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let twin = ItemFrontierTwin::deserialize(deserializer)?;
        Ok((twin.item, twin.frontier))
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "WaitParts", deny_unknown_fields, expecting = "a line that waits")]
struct WaitPartsTwin {
    #[serde(with = "As::<LineName>")]
    line: LineName,
    #[serde(
        with = "As::<Option<(IssuedDocument, Day)>>",
        default,
        skip_serializing_if = "is_default"
    )]
    printed: Option<(IssuedDocument, Day)>,
}

/// The document that a line which waited is on, and its date.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "where a line was printed")]
struct PrintedTwin {
    #[serde(with = "As::<IssuedDocument>")]
    document: IssuedDocument,
    #[serde(with = "As::<Day>")]
    dated: Day,
}

described! {
    (IssuedDocument, Day) => PrintedTwin as "Printed";
}

impl Wire for (IssuedDocument, Day) {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        PrintedTwin { document: self.0, dated: self.1 }.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PrintedTwin::deserialize(deserializer)
            .map(|PrintedTwin { document, dated }| (document, dated))
    }
}
