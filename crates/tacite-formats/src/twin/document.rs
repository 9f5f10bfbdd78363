//! Twins of documents: all amounts are in the currency that the document names.
//!
//! `{"kind":"invoice","currency":"EUR","net":"36.00","tax":"7.20","total":"43.20"}` is a part of one.

use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use tacite::books::DocumentKind;
use tacite::contract::{
    CustomerId, GroupingKey, Mentions, PaymentMeans, PaymentTerms, Tax, TaxRounding, Text,
};
use tacite::document::{
    CorrectedDocument, Document, DocumentAllowance, ForeignTax, OneOrMore, Payable, Prepaid,
    TaxTotal,
};
use tacite::money::{Amount, Currency, MoneyError, Percent};

use super::line::LineTwin;
use super::money::{InCurrency, Money, all_at, all_of};
use crate::wire::{As, Wire, described, is_default, made};

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a document")]
struct DocumentTwin {
    #[serde(with = "As::<DocumentKind>")]
    kind: DocumentKind,
    #[serde(with = "As::<Option<CorrectedDocument>>", default, skip_serializing_if = "is_default")]
    corrects: Option<CorrectedDocument>,
    #[serde(with = "As::<CustomerId>")]
    customer: CustomerId,
    #[serde(with = "As::<Currency>")]
    currency: Currency,
    #[serde(with = "As::<NaiveDate>")]
    dated_on: NaiveDate,
    #[serde(with = "As::<PaymentTerms>", default, skip_serializing_if = "is_default")]
    payment_terms: PaymentTerms,
    #[serde(with = "As::<PaymentMeans>", default, skip_serializing_if = "is_default")]
    payment_means: PaymentMeans,
    #[serde(with = "As::<Option<GroupingKey>>", default, skip_serializing_if = "is_default")]
    grouping_key: Option<GroupingKey>,
    lines: Vec<LineTwin>,
    #[serde(with = "As::<Money>")]
    lines_total: Money,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    allowances: Vec<DocumentAllowanceTwin>,
    #[serde(with = "As::<TaxRounding>", default, skip_serializing_if = "is_default")]
    tax_rounding: TaxRounding,
    taxes: Vec<TaxTotalTwin>,
    #[serde(with = "As::<Money>")]
    net: Money,
    #[serde(with = "As::<Money>")]
    tax: Money,
    #[serde(with = "As::<Money>")]
    total: Money,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    prepaid: Vec<PrepaidTwin>,
    #[serde(with = "As::<Money>")]
    amount_due: Money,
    payables: Vec<PayableTwin>,
    #[serde(with = "As::<Option<Arc<Mentions>>>", default, skip_serializing_if = "is_default")]
    mentions: Option<Arc<Mentions>>,
}

described! {
    Document => DocumentTwin;
    ForeignTax => ForeignTaxTwin;
}

impl Wire for Document {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        DocumentTwin::of(self).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        made(deserializer, "a document", DocumentTwin::resolve)
    }
}

impl DocumentTwin {
    fn of(document: &Document) -> Self {
        let Document {
            kind,
            corrects,
            customer,
            currency,
            dated_on,
            payment_terms,
            payment_means,
            grouping_key,
            lines,
            lines_total,
            allowances,
            tax_rounding,
            taxes,
            net,
            tax,
            total,
            prepaid,
            amount_due,
            payables,
            mentions,
        } = document;
        let money = |amount| Money::of(amount, *currency);
        Self {
            kind: *kind,
            corrects: corrects.clone(),
            customer: *customer,
            currency: *currency,
            dated_on: *dated_on,
            payment_terms: payment_terms.clone(),
            payment_means: *payment_means,
            grouping_key: *grouping_key,
            lines: all_of(lines, *currency),
            lines_total: money(lines_total),
            allowances: all_of(allowances, *currency),
            tax_rounding: *tax_rounding,
            taxes: all_of(taxes, *currency),
            net: money(net),
            tax: money(tax),
            total: money(total),
            prepaid: all_of(prepaid, *currency),
            amount_due: money(amount_due),
            payables: all_of(payables, *currency),
            mentions: mentions.clone(),
        }
    }

    fn resolve(self) -> Result<Document, String> {
        let currency = self.currency;
        Ok(Document {
            kind: self.kind,
            corrects: self.corrects,
            customer: self.customer,
            currency,
            dated_on: self.dated_on,
            payment_terms: self.payment_terms,
            payment_means: self.payment_means,
            grouping_key: self.grouping_key,
            lines: some(self.lines, currency, "line")?,
            lines_total: self.lines_total.at(currency)?,
            allowances: all_at(self.allowances, currency)?,
            tax_rounding: self.tax_rounding,
            taxes: some(self.taxes, currency, "tax")?,
            net: self.net.at(currency)?,
            tax: self.tax.at(currency)?,
            total: self.total.at(currency)?,
            prepaid: all_at(self.prepaid, currency)?,
            amount_due: self.amount_due.at(currency)?,
            payables: some(self.payables, currency, "payable")?,
            mentions: self.mentions,
        })
    }
}

/// Reads a list that a document has an element of.
fn some<T, W: InCurrency<T>>(
    written: Vec<W>,
    currency: Currency,
    name: &str,
) -> Result<OneOrMore<T>, String> {
    let mut read = Vec::with_capacity(written.len());
    for (number, written) in (1..).zip(written) {
        let element = written.at(currency);
        read.push(element.map_err(|error| format!("{name} {number}: {error}"))?);
    }
    OneOrMore::collected(read).ok_or_else(|| format!("a document has a {name}: none is given"))
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(
    feature = "schema",
    derive(schemars::JsonSchema),
    schemars(rename = "DocumentAllowance")
)]
#[serde(deny_unknown_fields, expecting = "what is taken off a document")]
struct DocumentAllowanceTwin {
    #[serde(with = "As::<Text>")]
    label: Text,
    #[serde(with = "As::<Tax>")]
    tax: Tax,
    #[serde(with = "As::<Money>")]
    base: Money,
    #[serde(with = "As::<Option<Percent>>", default, skip_serializing_if = "is_default")]
    percent: Option<Percent>,
    #[serde(with = "As::<Money>")]
    amount: Money,
}

impl InCurrency<DocumentAllowance> for DocumentAllowanceTwin {
    fn of(allowance: &DocumentAllowance, currency: Currency) -> Self {
        let DocumentAllowance { label, tax, base, percent, amount } = allowance;
        let (base, amount) = (Money::of(base, currency), Money::of(amount, currency));
        Self { label: label.clone(), tax: *tax, base, percent: *percent, amount }
    }

    fn at(self, currency: Currency) -> Result<DocumentAllowance, String> {
        let (base, amount) = (self.base.at(currency)?, self.amount.at(currency)?);
        let Self { label, tax, percent, .. } = self;
        Ok(DocumentAllowance { label, tax, base, percent, amount })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "TaxTotal"))]
#[serde(deny_unknown_fields, expecting = "the tax of a rate")]
struct TaxTotalTwin {
    #[serde(with = "As::<Tax>")]
    tax: Tax,
    #[serde(with = "As::<Money>")]
    taxable: Money,
    #[serde(with = "As::<Money>")]
    amount: Money,
}

impl InCurrency<TaxTotal> for TaxTotalTwin {
    fn of(TaxTotal { tax, taxable, amount }: &TaxTotal, currency: Currency) -> Self {
        let (taxable, amount) = (Money::of(taxable, currency), Money::of(amount, currency));
        Self { tax: *tax, taxable, amount }
    }

    fn at(self, currency: Currency) -> Result<TaxTotal, String> {
        let (taxable, amount) = (self.taxable.at(currency)?, self.amount.at(currency)?);
        Ok(TaxTotal { tax: self.tax, taxable, amount })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Prepaid"))]
#[serde(deny_unknown_fields, expecting = "what was paid ahead")]
struct PrepaidTwin {
    #[serde(with = "As::<Text>")]
    label: Text,
    #[serde(with = "As::<Text>")]
    reference: Text,
    #[serde(with = "As::<NaiveDate>")]
    paid_on: NaiveDate,
    #[serde(with = "As::<Money>")]
    amount: Money,
}

impl InCurrency<Prepaid> for PrepaidTwin {
    fn of(prepaid: &Prepaid, currency: Currency) -> Self {
        let Prepaid { label, reference, paid_on, amount } = prepaid;
        let (label, reference) = (label.clone(), reference.clone());
        Self { label, reference, paid_on: *paid_on, amount: Money::of(amount, currency) }
    }

    fn at(self, currency: Currency) -> Result<Prepaid, String> {
        let Self { label, reference, paid_on, amount } = self;
        Ok(Prepaid { label, reference, paid_on, amount: amount.at(currency)? })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Payable"))]
#[serde(deny_unknown_fields, expecting = "what is to be paid when")]
struct PayableTwin {
    #[serde(with = "As::<NaiveDate>")]
    due_on: NaiveDate,
    #[serde(with = "As::<Money>")]
    amount: Money,
}

impl InCurrency<Payable> for PayableTwin {
    fn of(Payable { due_on, amount }: &Payable, currency: Currency) -> Self {
        Self { due_on: *due_on, amount: Money::of(amount, currency) }
    }

    fn at(self, currency: Currency) -> Result<Payable, String> {
        Ok(Payable { due_on: self.due_on, amount: self.amount.at(currency)? })
    }
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "tax in another currency")]
struct ForeignTaxTwin {
    #[serde(with = "As::<Currency>")]
    currency: Currency,
    #[serde(with = "As::<Decimal>")]
    rate: Decimal,
    taxes: Vec<RateTaxTwin>,
    #[serde(with = "As::<Money>")]
    total: Money,
}

/// The tax of a category and rate alone.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RateTax"))]
#[serde(deny_unknown_fields, expecting = "the tax of a rate")]
struct RateTaxTwin {
    #[serde(with = "As::<Tax>")]
    tax: Tax,
    #[serde(with = "As::<Money>")]
    amount: Money,
}

impl InCurrency<(Tax, Amount)> for RateTaxTwin {
    fn of((tax, amount): &(Tax, Amount), currency: Currency) -> Self {
        Self { tax: *tax, amount: Money::of(amount, currency) }
    }

    fn at(self, currency: Currency) -> Result<(Tax, Amount), String> {
        Ok((self.tax, self.amount.at(currency)?))
    }
}

impl Wire for ForeignTax {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { rate, taxes, total } = self;
        let currency = total.currency();
        let (taxes, total) = (all_of(taxes, currency), Money::of(total, currency));
        ForeignTaxTwin { currency, rate: *rate, taxes, total }.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        made(deserializer, "tax in another currency", ForeignTaxTwin::resolve)
    }
}

impl ForeignTaxTwin {
    fn resolve(self) -> Result<ForeignTax, String> {
        let Self { currency, rate, taxes, total } = self;
        if rate <= Decimal::ZERO {
            return Err(MoneyError::ExchangeRate { rate }.to_string());
        }
        let taxes = some(taxes, currency, "tax")?;
        Ok(ForeignTax { rate, taxes, total: total.at(currency)? })
    }
}
