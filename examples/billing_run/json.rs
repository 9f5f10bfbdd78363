//! Documents as JSON: one a line, decimals as strings, a period's end is the first day after it.

use std::io::{self, Write};

use serde::Serialize;
use tacite::calendar::Period;
use tacite::contract::{PaymentMeans, Price, Supply, Tax};
use tacite::document::{Document, Line};
use tacite::money::Amount;
use tacite::schedule::Reference;

#[derive(Serialize)]
struct JsonDocument {
    key: String,
    customer: String,
    currency: String,
    dated_on: String,
    payment_means: &'static str,
    grouping_key: Option<String>,
    lines: Vec<JsonLine>,
    taxes: Vec<JsonTax>,
    net: String,
    tax: String,
    total: String,
    payables: Vec<JsonPayable>,
}

#[derive(Serialize)]
struct JsonLine {
    key: String,
    subscription: String,
    item: String,
    label: String,
    reference: Option<String>,
    supply: &'static str,
    period: Option<JsonPeriod>,
    billing: JsonPeriod,
    served: Vec<JsonPeriod>,
    share: String,
    price_kind: &'static str,
    price: String,
    quantity: String,
    unit: String,
    tax_category: &'static str,
    tax_rate: String,
    due_on: String,
    gross: String,
    allowance: String,
    net: String,
    rounding: String,
}

#[derive(Serialize)]
struct JsonPeriod {
    start: String,
    end: String,
}

#[derive(Serialize)]
struct JsonTax {
    category: &'static str,
    rate: String,
    taxable: String,
    amount: String,
}

#[derive(Serialize)]
struct JsonPayable {
    due_on: String,
    amount: String,
}

/// Writes a document on a line of its own.
pub(crate) fn write(out: &mut impl Write, document: &Document) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &JsonDocument::of(document)).map_err(io::Error::from)?;
    writeln!(out)
}

impl JsonDocument {
    fn of(document: &Document) -> Self {
        let tax = |total: &tacite::document::TaxTotal| {
            let (category, rate) = tax(total.tax);
            JsonTax {
                category,
                rate,
                taxable: decimal(total.taxable),
                amount: decimal(total.amount),
            }
        };
        let payable = |payable: &tacite::document::Payable| JsonPayable {
            due_on: payable.due_on.to_string(),
            amount: decimal(payable.amount),
        };
        Self {
            key: document.key(),
            customer: document.customer.to_string(),
            currency: document.currency.to_string(),
            dated_on: document.dated_on.to_string(),
            payment_means: match document.payment_means {
                PaymentMeans::Transfer => "transfer",
                PaymentMeans::DirectDebit => "direct-debit",
                PaymentMeans::Card => "card",
                PaymentMeans::Cheque => "cheque",
                PaymentMeans::Cash => "cash",
                PaymentMeans::Other => "other",
            },
            grouping_key: document.grouping_key.map(|key| key.to_string()),
            lines: document.lines.iter().map(JsonLine::of).collect(),
            taxes: document.taxes.iter().map(tax).collect(),
            net: decimal(document.net),
            tax: decimal(document.tax),
            total: decimal(document.total),
            payables: document.payables.iter().map(payable).collect(),
        }
    }
}

impl JsonLine {
    fn of(line: &Line) -> Self {
        let (price_kind, price) = match line.terms.price {
            Price::Flat(price) => ("flat", price),
            Price::PerUnit(price) => ("per-unit", price),
        };
        let (tax_category, tax_rate) = tax(line.terms.tax);
        Self {
            key: line.key(),
            subscription: line.subscription.to_string(),
            item: line.item.to_string(),
            label: line.label.to_string(),
            reference: line.reference.as_ref().map(ToString::to_string),
            supply: match line.supply {
                Supply::Services => "services",
                Supply::Goods => "goods",
            },
            period: match line.period {
                Reference::Once => None,
                Reference::Period(period) => Some(JsonPeriod::of(period)),
            },
            billing: JsonPeriod::of(line.billing),
            served: line.served().flatten().map(JsonPeriod::of).collect(),
            share: line.share.to_string(),
            price_kind,
            price: price.to_string(),
            quantity: line.terms.quantity.to_string(),
            unit: line.terms.unit.as_str().to_owned(),
            tax_category,
            tax_rate,
            due_on: line.due_on.to_string(),
            gross: decimal(line.gross),
            allowance: decimal(line.allowance),
            net: decimal(line.net),
            rounding: decimal(line.rounding),
        }
    }
}

impl JsonPeriod {
    fn of(period: Period) -> Self {
        Self { start: period.start().to_string(), end: period.end().to_string() }
    }
}

fn tax(tax: Tax) -> (&'static str, String) {
    (tax.category.code(), tax.rate.to_string())
}

fn decimal(amount: Amount) -> String {
    amount.to_decimal().to_string()
}
