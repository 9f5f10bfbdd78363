//! A document and its full credit are nothing, field by field (INV-6, MON-2).

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_traits::Zero;
use tacite::contract::{ItemId, SubscriptionId};
use tacite::document::{Document, DocumentKind, Line};
use tacite::schedule::Reference;
use tacite::timeline::Terms;

use super::{Misadded, big};

/// Checks that a document and the one that credits it in full come to nothing in every field: days,
/// gross, allowance and net of every charge, what is taken off and the tax of every rate, and the
/// totals.
///
/// # Errors
/// [`Misadded`], naming the first field that something is left of.
pub fn check_full_credit(document: &Document, credit: &Document) -> Result<(), Misadded> {
    if (document.customer, document.currency) != (credit.customer, credit.currency) {
        let message = format!("{} is not {}", credit.customer, document.customer);
        return Err(Misadded::new("customer", message));
    }
    if document.kind == credit.kind && !document.total.is_zero() {
        let kind = match document.kind {
            DocumentKind::Invoice => "invoice",
            DocumentKind::CreditNote => "credit note",
        };
        return Err(Misadded::new("kind", format!("an {kind} does not credit an {kind}")));
    }
    check_lines(document, credit)?;
    let mut left: BTreeMap<(&'static str, String), BigInt> = BTreeMap::new();
    for side in [document, credit] {
        let mut add = |field, of: String, minor| *left.entry((field, of)).or_default() += minor;
        add("lines_total", String::new(), big(side.lines_total));
        for off in &side.allowances {
            add("allowance amount", format!("{} at {:?}", off.label, off.tax), big(off.amount));
        }
        for total in &side.taxes {
            add("taxable", format!("at {:?}", total.tax), big(total.taxable));
            add("tax amount", format!("at {:?}", total.tax), big(total.amount));
        }
        add("net", String::new(), big(side.net));
        add("tax", String::new(), big(side.tax));
        add("total", String::new(), big(side.total));
    }
    match left.into_iter().find(|(_, minor)| !minor.is_zero()) {
        None => Ok(()),
        Some(((field, of), minor)) => {
            Err(Misadded::new(field, format!("{minor} minor units are left {of}")))
        }
    }
}

/// The lines of an item, reference period and terms.
struct Charge<'l> {
    subscription: SubscriptionId,
    item: ItemId,
    period: Reference,
    terms: &'l Terms,
    lines: Vec<&'l Line>,
}

fn check_lines(document: &Document, credit: &Document) -> Result<(), Misadded> {
    let mut charges: Vec<Charge<'_>> = Vec::new();
    for line in document.lines.iter().chain(&credit.lines) {
        let is_of = |known: &&mut Charge<'_>| {
            (known.subscription, known.item, known.period, known.terms)
                == (line.subscription, line.item, line.period, &line.terms)
        };
        match charges.iter_mut().find(is_of) {
            Some(known) => known.lines.push(line),
            None => charges.push(Charge {
                subscription: line.subscription,
                item: line.item,
                period: line.period,
                terms: &line.terms,
                lines: Vec::from([line]),
            }),
        }
    }
    for Charge { item, period, lines, .. } in charges {
        let days: i64 = lines
            .iter()
            .map(|line| {
                if line.is_credit() { -i64::from(line.days.len()) } else { line.days.len().into() }
            })
            .sum();
        if days != 0 {
            let message = format!("{days} days of {item} in {period} are left");
            return Err(Misadded::new("line days", message));
        }
        let sums = [
            ("line gross", lines.iter().map(|line| big(line.gross)).sum::<BigInt>()),
            ("line allowance", lines.iter().map(|line| big(line.allowance)).sum()),
            ("line net", lines.iter().map(|line| big(line.net)).sum()),
        ];
        if let Some((field, left)) = sums.into_iter().find(|(_, left)| !left.is_zero()) {
            let message = format!("{left} minor units of {item} in {period} are left");
            return Err(Misadded::new(field, message));
        }
    }
    Ok(())
}
