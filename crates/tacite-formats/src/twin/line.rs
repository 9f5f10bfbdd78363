//! Twins of the lines of documents.
//!
//! The amounts of a line are in one currency, which the line says where it stands alone; the lines of a
//! document have that of the document.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tacite::books::{AllowanceName, Carried, DocumentKind, IssuedBy};
use tacite::calendar::{Day, Period};
use tacite::charge::Share;
use tacite::contract::{ItemId, SubscriptionId, Supply, Text};
use tacite::document::{CorrectedDocument, Correction, Line, LineAllowance};
use tacite::money::Currency;
use tacite::schedule::{DaySet, Reference};
use tacite::timeline::Terms;

use super::money::{CarriedTwin, InCurrency, Money, all_at, all_of};
use crate::wire::{As, Wire, described, is_default, made, twins};

twins! {
    choice AllowanceName => AllowanceNameTwin, "what an allowance is called";
    choice DocumentKind => DocumentKindTwin, "what a document is";
    choice IssuedBy => IssuedByTwin, "what had a line issued";
}

twins! {
    object CorrectedDocument => CorrectedDocumentTwin;
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "AllowanceName", rename_all = "kebab-case")]
enum AllowanceNameTwin {
    Discount(#[serde(with = "As::<Text>")] Text),
    FreePhase,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "DocumentKind", rename_all = "kebab-case")]
enum DocumentKindTwin {
    Invoice,
    CreditNote,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "IssuedBy", rename_all = "kebab-case")]
enum IssuedByTwin {
    Run,
    Cancellation,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(remote = "CorrectedDocument", deny_unknown_fields, expecting = "a document corrected")]
struct CorrectedDocumentTwin {
    #[serde(with = "As::<DocumentKind>")]
    kind: DocumentKind,
    key: String,
    #[serde(with = "As::<NaiveDate>")]
    dated_on: NaiveDate,
}

/// From a day number on, days stand on the dates from one on (PAU-2).
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "where days were moved to")]
struct MovedTwin {
    #[serde(with = "As::<u32>")]
    from: u32,
    #[serde(with = "As::<Day>")]
    to: Day,
}

described! {
    (u32, Day) => MovedTwin as "Moved";
}

impl Wire for (u32, Day) {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        MovedTwin { from: self.0, to: self.1 }.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        MovedTwin::deserialize(deserializer).map(|MovedTwin { from, to }| (from, to))
    }
}

/// The ordinal of most lines (INV-11).
pub(super) const fn first() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is that of serde")]
pub(super) const fn is_first(ordinal: &u32) -> bool {
    *ordinal == first()
}

/// Returns what is written of a billing period: nothing where it is the reference period.
pub(super) fn billing_of(billing: Period, reference: Reference) -> Option<Period> {
    (reference != Reference::Period(billing)).then_some(billing)
}

/// Returns the billing period: the reference period if none is written.
pub(super) fn billing_at(written: Option<Period>, reference: Reference) -> Result<Period, String> {
    match (written, reference) {
        (Some(billing), _) => Ok(billing),
        (None, Reference::Period(period)) => Ok(period),
        (None, Reference::Once | Reference::Adjustment { .. }) => {
            Err(format!("a line of {reference} has no period: it needs a \"billing\" (CHG-3)"))
        }
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "DocumentLine"))]
#[serde(deny_unknown_fields, expecting = "a line")]
pub(super) struct LineTwin {
    /// Absent where what the line is a part of says it.
    #[serde(with = "As::<Option<Currency>>", default, skip_serializing_if = "is_default")]
    currency: Option<Currency>,
    #[serde(with = "As::<SubscriptionId>")]
    subscription: SubscriptionId,
    #[serde(with = "As::<ItemId>")]
    item: ItemId,
    #[serde(with = "As::<Text>")]
    label: Text,
    #[serde(with = "As::<Option<Text>>", default, skip_serializing_if = "is_default")]
    reference: Option<Text>,
    #[serde(with = "As::<Supply>", default, skip_serializing_if = "is_default")]
    supply: Supply,
    #[serde(with = "As::<Reference>")]
    period: Reference,
    /// Absent if it is the period.
    #[serde(with = "As::<Option<Period>>", default, skip_serializing_if = "is_default")]
    billing: Option<Period>,
    #[serde(with = "As::<DaySet>")]
    days: DaySet,
    #[serde(with = "As::<Share>")]
    share: Share,
    #[serde(with = "As::<Terms>")]
    terms: Terms,
    #[serde(with = "As::<NaiveDate>")]
    due_on: NaiveDate,
    #[serde(with = "As::<Money>")]
    gross: Money,
    #[serde(with = "As::<Option<Money>>", default, skip_serializing_if = "Option::is_none")]
    allowance: Option<Money>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    allowances: Vec<LineAllowanceTwin>,
    #[serde(with = "As::<Money>")]
    net: Money,
    #[serde(with = "As::<Option<Money>>", default, skip_serializing_if = "Option::is_none")]
    rounding: Option<Money>,
    #[serde(with = "As::<u32>", default, skip_serializing_if = "is_default")]
    before: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    carried: Option<CarriedTwin>,
    #[serde(with = "As::<u32>", default = "first", skip_serializing_if = "is_first")]
    ordinal: u32,
    #[serde(with = "As::<Option<u32>>", default, skip_serializing_if = "is_default")]
    corrects: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    correction: Option<CorrectionTwin>,
    #[serde(with = "As::<Vec<(u32, Day)>>", default, skip_serializing_if = "is_default")]
    moved: Vec<(u32, Day)>,
    #[serde(with = "As::<u64>", default, skip_serializing_if = "is_default")]
    known: u64,
}

described! {
    Line => LineTwin;
}

/// A line says its currency where it stands alone.
impl Wire for Line {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        LineTwin::alone(self).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        made(deserializer, "a line", |twin: LineTwin| match twin.currency {
            Some(currency) => twin.at(currency),
            None => Err(String::from("missing field `currency`")),
        })
    }
}

impl InCurrency<Line> for LineTwin {
    fn of(line: &Line, currency: Currency) -> Self {
        let twin = Self::alone(line);
        Self { currency: twin.currency.filter(|own| *own != currency), ..twin }
    }

    fn at(self, currency: Currency) -> Result<Line, String> {
        let currency = self.currency.unwrap_or(currency);
        Ok(Line {
            subscription: self.subscription,
            item: self.item,
            label: self.label,
            reference: self.reference,
            supply: self.supply,
            period: self.period,
            billing: billing_at(self.billing, self.period)?,
            days: self.days,
            share: self.share,
            terms: self.terms,
            due_on: self.due_on,
            gross: self.gross.at(currency)?,
            allowance: Money::or_zero(self.allowance, currency)?,
            allowances: all_at(self.allowances, currency)?,
            net: self.net.at(currency)?,
            rounding: Money::or_zero(self.rounding, currency)?,
            before: self.before,
            carried: self.carried.map_or(Ok(Carried::default()), |twin| twin.at(currency))?,
            ordinal: self.ordinal,
            corrects: self.corrects,
            correction: self.correction.map(|twin| twin.at(currency)).transpose()?.map(Box::new),
            moved: self.moved,
            known: self.known,
        })
    }
}

impl LineTwin {
    fn alone(line: &Line) -> Self {
        let currency = line.net.currency();
        let Line {
            subscription,
            item,
            label,
            reference,
            supply,
            period,
            billing,
            days,
            share,
            terms,
            due_on,
            gross,
            allowance,
            allowances,
            net,
            rounding,
            before,
            carried,
            ordinal,
            corrects,
            correction,
            moved,
            known,
        } = line.clone();
        Self {
            currency: Some(currency),
            subscription,
            item,
            label,
            reference,
            supply,
            period,
            billing: billing_of(billing, period),
            days,
            share,
            terms,
            due_on,
            gross: Money::of(&gross, currency),
            allowance: Money::unless_zero(allowance, currency),
            allowances: all_of(&allowances, currency),
            net: Money::of(&net, currency),
            rounding: Money::unless_zero(rounding, currency),
            before,
            carried: (carried != Carried::default()).then(|| CarriedTwin::of(&carried, currency)),
            ordinal,
            corrects,
            correction: correction.map(|correction| CorrectionTwin::of(&correction, currency)),
            moved,
            known,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LineAllowance"))]
#[serde(deny_unknown_fields, expecting = "an allowance of a line")]
struct LineAllowanceTwin {
    #[serde(with = "As::<AllowanceName>")]
    name: AllowanceName,
    #[serde(with = "As::<Money>")]
    amount: Money,
}

impl InCurrency<LineAllowance> for LineAllowanceTwin {
    fn of(LineAllowance { name, amount }: &LineAllowance, currency: Currency) -> Self {
        Self { name: name.clone(), amount: Money::of(amount, currency) }
    }

    fn at(self, currency: Currency) -> Result<LineAllowance, String> {
        Ok(LineAllowance { name: self.name, amount: self.amount.at(currency)? })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Correction"))]
#[serde(deny_unknown_fields, expecting = "what a line corrects")]
struct CorrectionTwin {
    #[serde(with = "As::<Option<CorrectedDocument>>", default, skip_serializing_if = "is_default")]
    document: Option<CorrectedDocument>,
    #[serde(with = "As::<Option<Money>>", default, skip_serializing_if = "Option::is_none")]
    tax: Option<Money>,
    #[serde(with = "As::<Option<Money>>", default, skip_serializing_if = "Option::is_none")]
    allowance: Option<Money>,
    #[serde(with = "As::<IssuedBy>", default, skip_serializing_if = "is_default")]
    issued_by: IssuedBy,
}

impl InCurrency<Correction> for CorrectionTwin {
    fn of(correction: &Correction, currency: Currency) -> Self {
        let Correction { document, tax, allowance, issued_by } = correction;
        Self {
            document: document.clone(),
            tax: tax.map(|tax| Money::of(&tax, currency)),
            allowance: allowance.map(|allowance| Money::of(&allowance, currency)),
            issued_by: *issued_by,
        }
    }

    fn at(self, currency: Currency) -> Result<Correction, String> {
        Ok(Correction {
            document: self.document,
            tax: self.tax.map(|tax| tax.at(currency)).transpose()?,
            allowance: self.allowance.map(|allowance| allowance.at(currency)).transpose()?,
            issued_by: self.issued_by,
        })
    }
}
