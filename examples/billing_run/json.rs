//! Documents as JSON: one a line, decimals as strings, a period's end is the first day after it.

use std::io::{self, Write};

use serde::Serialize;
use tacite::calendar::Period;
use tacite::contract::{Note, PaymentMeans, Price, PriceMode, Supply, Tax};
use tacite::document::{CorrectedDocument, Document, DocumentAllowance, DocumentKind, Line};
use tacite::money::Amount;
use tacite::schedule::Reference;
use tacite::timeline::Allowance;

#[derive(Serialize)]
struct JsonDocument {
    key: String,
    kind: &'static str,
    corrects: Option<JsonCorrected>,
    customer: String,
    currency: String,
    dated_on: String,
    payment_means: &'static str,
    grouping_key: Option<String>,
    prices_include_tax: bool,
    lines: Vec<JsonLine>,
    lines_total: String,
    /// What is taken off it as a whole, by category and rate.
    allowances: Vec<JsonOffTheWhole>,
    taxes: Vec<JsonTax>,
    net: String,
    tax: String,
    total: String,
    payables: Vec<JsonPayable>,
    purchase_order: Option<String>,
    contract_number: Option<String>,
    notes: Vec<JsonNote>,
}

#[derive(Serialize)]
struct JsonOffTheWhole {
    label: String,
    category: &'static str,
    rate: String,
    base: String,
    percent: Option<String>,
    amount: String,
}

#[derive(Serialize)]
struct JsonNote {
    code: Option<&'static str>,
    text: String,
}

/// The issued document that a credit note corrects.
#[derive(Serialize)]
struct JsonCorrected {
    kind: &'static str,
    key: String,
    dated_on: String,
}

#[derive(Serialize)]
struct JsonLine {
    key: String,
    /// The key of the line that a credit corrects.
    corrects: Option<String>,
    corrected_document: Option<JsonCorrected>,
    subscription: String,
    item: String,
    label: String,
    reference: Option<String>,
    supply: &'static str,
    period: Option<JsonPeriod>,
    /// The sequence number of the event that made an adjustment or an exit fee.
    adjustment: Option<u64>,
    billing: JsonPeriod,
    served: Vec<JsonPeriod>,
    share: String,
    /// How the days of the share weigh.
    basis: &'static str,
    price_kind: &'static str,
    /// Of one unit or package, or the flat price.
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<String>,
    quantity: String,
    unit: String,
    /// The share of the price that a pause leaves, in percent.
    reduced: Option<String>,
    allowances: Vec<JsonAllowance>,
    tax_category: &'static str,
    tax_rate: String,
    due_on: String,
    gross: String,
    allowance: String,
    net: String,
    rounding: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
enum JsonAllowance {
    Whole,
    Percent(String),
    Amount(String),
    AmountInStub { amount: String, days: u32, of: u32 },
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
    /// Why none is charged.
    reason: Option<String>,
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
                reason: total.tax.reason_code().map(|reason| reason.to_string()),
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
            kind: kind(document.kind),
            corrects: document.corrects.as_ref().map(JsonCorrected::of),
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
            prices_include_tax: document.prices() == PriceMode::IncludingTax,
            lines: document.lines.iter().map(JsonLine::of).collect(),
            lines_total: decimal(document.lines_total),
            allowances: document.allowances.iter().map(JsonOffTheWhole::of).collect(),
            taxes: document.taxes.iter().map(tax).collect(),
            net: decimal(document.net),
            tax: decimal(document.tax),
            total: decimal(document.total),
            payables: document.payables.iter().map(payable).collect(),
            purchase_order: document.purchase_order().map(ToString::to_string),
            contract_number: document.contract_number().map(ToString::to_string),
            notes: document.notes().iter().map(JsonNote::of).collect(),
        }
    }
}

impl JsonOffTheWhole {
    fn of(off: &DocumentAllowance) -> Self {
        let (category, rate) = tax(off.tax);
        Self {
            label: off.label.to_string(),
            category,
            rate,
            base: decimal(off.base),
            percent: off.percent.map(|percent| percent.to_string()),
            amount: decimal(off.amount),
        }
    }
}

impl JsonNote {
    fn of(note: &Note) -> Self {
        Self { code: note.subject.code(), text: note.text.to_string() }
    }
}

const fn kind(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Invoice => "invoice",
        DocumentKind::CreditNote => "credit-note",
    }
}

impl JsonCorrected {
    fn of(document: &CorrectedDocument) -> Self {
        Self {
            kind: kind(document.kind),
            key: document.key.clone(),
            dated_on: document.dated_on.to_string(),
        }
    }
}

/// The kind of a price, and its value if it has one.
fn price_of(price: &Price) -> (&'static str, Option<String>) {
    let kind = match price {
        Price::Flat(_) => "flat",
        Price::PerUnit(_) => "per-unit",
        Price::Package { .. } => "package",
        Price::Graduated(_) => "graduated",
        Price::Volume(_) => "volume",
        Price::StairStep(_) => "stair-step",
        Price::Percentage(_) => "percentage",
        Price::Bounded(_) => "bounded",
    };
    (kind, price.unit_price().map(|price| price.to_string()))
}

impl JsonLine {
    fn of(line: &Line) -> Self {
        let (price_kind, price) = price_of(&line.terms.price);
        let (tax_category, tax_rate) = tax(line.terms.tax);
        let (period, adjustment) = match line.period {
            Reference::Once => (None, None),
            Reference::Adjustment { sequence } => (None, Some(sequence)),
            Reference::Period(period) => (Some(JsonPeriod::of(period)), None),
        };
        Self {
            key: line.key(),
            corrects: line.corrected_key(),
            corrected_document: line
                .correction
                .as_ref()
                .and_then(|correction| correction.document.as_ref())
                .map(JsonCorrected::of),
            subscription: line.subscription.to_string(),
            item: line.item.to_string(),
            label: line.label.to_string(),
            reference: line.reference.as_ref().map(ToString::to_string),
            supply: match line.supply {
                Supply::Services => "services",
                Supply::Goods => "goods",
            },
            period,
            adjustment,
            billing: JsonPeriod::of(line.billing),
            served: line.served().map(JsonPeriod::of).collect(),
            share: line.share.to_string(),
            basis: line.terms.weights.basis().name(),
            price_kind,
            price,
            quantity: line.terms.quantity.to_string(),
            unit: line.terms.unit.as_str().to_owned(),
            reduced: line.terms.reduced.map(|kept| kept.to_string()),
            allowances: line.terms.allowances.as_slice().iter().map(JsonAllowance::of).collect(),
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

impl JsonAllowance {
    fn of(allowance: &Allowance) -> Self {
        match allowance {
            Allowance::Whole => Self::Whole,
            Allowance::Percent(percent) => Self::Percent(percent.to_string()),
            Allowance::Amount(amount) => Self::Amount(amount.to_string()),
            Allowance::AmountInStub { amount, days, of } => {
                Self::AmountInStub { amount: amount.to_string(), days: *days, of: *of }
            }
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

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use tacite::calendar::Cadence;
    use tacite::contract::{
        Contract, CustomerId, Item, ItemId, Price, Recurrence, SubscriptionId, Tax,
    };
    use tacite::document::OneOrMore;
    use tacite::history::{Event, EventKind, History};
    use tacite::money::{Currency, Percent, UnitPrice};
    use tacite::timeline::Allowances;
    use tacite::{bill, books::Books};

    use super::*;

    fn invoice() -> Document {
        let day = NaiveDate::from_ymd_opt(2025, 3, 1).unwrap();
        let contract = Contract::new("Desk", CustomerId::new("cust-7").unwrap(), Currency::EUR);
        let price = Price::Flat(UnitPrice::whole(120));
        let item = Item::recurring("Desk", price, Tax::NONE, Recurrence::every(Cadence::MONTHLY));
        let id = ItemId::new("desk").unwrap();
        let events = [
            Event::on(day, 1, EventKind::Started { contract }),
            Event::on(day, 2, EventKind::ItemAdded { id, item }),
        ];
        let history = History::of(SubscriptionId::new("sub-1").unwrap(), events).unwrap();
        bill(&history, &Books::new(), day).unwrap().documents.remove(0)
    }

    #[test]
    fn a_credit_note_names_what_it_corrects() {
        let invoice = invoice();
        let mut line = invoice.lines.first().clone();
        line.corrects = Some(1);
        line.terms.reduced = Some(Percent::whole(40));
        let fifth = Percent::whole(20);
        line.terms.allowances = Allowances::of(&[Allowance::Percent(fifth), Allowance::Whole]);
        let corrected = line.corrected_key().unwrap();
        let mut fee = line.clone();
        fee.period = Reference::Adjustment { sequence: 7 };
        let mut lines = OneOrMore::new(line);
        lines.push(fee);
        let credit_note = Document {
            kind: DocumentKind::CreditNote,
            corrects: Some(CorrectedDocument {
                kind: invoice.kind,
                key: invoice.key(),
                dated_on: invoice.dated_on,
            }),
            lines,
            ..invoice.clone()
        };
        let json = serde_json::to_value(JsonDocument::of(&credit_note)).unwrap();
        assert_eq!(json["kind"], "credit-note");
        assert_eq!(json["corrects"]["kind"], "invoice");
        assert_eq!(json["corrects"]["key"], invoice.key());
        assert_eq!(json["corrects"]["dated_on"], "2025-03-01");
        let line = &json["lines"][0];
        assert_eq!((&line["corrects"], &line["reduced"]), (&corrected.into(), &"40".into()));
        assert_eq!(line["allowances"].to_string(), r#"[{"percent":"20"},"whole"]"#);
        assert_eq!(line["adjustment"], serde_json::Value::Null);
        let fee = &json["lines"][1];
        assert_eq!((&fee["period"], &fee["adjustment"]), (&serde_json::Value::Null, &7.into()));
    }
}
