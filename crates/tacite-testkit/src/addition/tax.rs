//! What is taken off a document and the tax of every rate, again (INV-5).

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};
use tacite::contract::{PriceMode, Tax, TaxRounding};
use tacite::document::{Document, DocumentAllowance, Line};
use tacite::money::{Percent, Rounding};
use tacite::timeline::Terms;

use super::{Misadded, big, expect, rounded};

/// What all rates come to.
#[derive(Default)]
pub(super) struct Taxes {
    pub(super) taxable: BigInt,
    pub(super) tax: BigInt,
}

/// A percentage of a discount is rounded once a rate; an amount is split by the weight of what is
/// left of the rates, none more than a minor unit off (MON-4).
pub(super) fn check_allowances(document: &Document) -> Result<(), Misadded> {
    let mut left: Vec<(Tax, BigInt)> = Vec::new();
    for tax in rates(document) {
        let lines = document.lines.iter().filter(|line| line.terms.tax == tax);
        left.push((tax, lines.map(|line| big(line.net)).sum()));
    }
    let mut rest = document.allowances.as_slice();
    while let Some(first) = rest.first() {
        let is_same = |other: &DocumentAllowance| {
            (other.label.as_str(), other.percent) == (first.label.as_str(), first.percent)
        };
        let mut seen: Vec<Tax> = Vec::new();
        let of_one = rest.iter().take_while(|other| {
            let is_new = !seen.contains(&other.tax);
            seen.push(other.tax);
            is_new && is_same(other)
        });
        let (of_one, later) = rest.split_at(of_one.count().max(1));
        check_one(document, of_one, &mut left)?;
        rest = later;
    }
    Ok(())
}

/// Checks the parts of one allowance, and takes them off what is left.
fn check_one(
    document: &Document,
    parts: &[DocumentAllowance],
    left: &mut [(Tax, BigInt)],
) -> Result<(), Misadded> {
    let whole: BigInt = left.iter().map(|(_, sum)| sum).sum();
    let total: BigInt = parts.iter().map(|part| big(part.amount)).sum();
    for part in parts {
        let Some((_, base)) = left.iter_mut().find(|(tax, _)| *tax == part.tax) else {
            let message = format!("{:?} is no rate of a line", part.tax);
            return Err(Misadded::new("allowance tax", message));
        };
        expect("allowance base", base, part.base)?;
        if let Some(percent) = part.percent {
            let expected = by_percent(document, part.tax, percent);
            expect("allowance amount", &expected, part.amount)?;
        } else {
            let off = big(part.amount) * &whole - &total * &*base;
            if off.abs() >= whole.abs() {
                let message = format!("{} is not its share of {total}", part.amount);
                return Err(Misadded::new("allowance amount", message));
            }
        }
        *base -= big(part.amount);
    }
    Ok(())
}

/// The percentage of what is not corrected by documents that add up, and what those say.
fn by_percent(document: &Document, tax: Tax, percent: Percent) -> BigInt {
    let of_rate = || document.lines.iter().filter(|line| line.terms.tax == tax);
    let computed: BigInt =
        of_rate().filter(|line| own_tax(line).is_none()).map(|line| big(line.net)).sum();
    let own: BigInt = of_rate().map(own_allowance).sum();
    percent_of(computed, percent, document.lines.first().terms.rounding) + own
}

pub(super) fn check_taxes(document: &Document) -> Result<Taxes, Misadded> {
    let wanted = rates(document);
    let found: Vec<Tax> = document.taxes.iter().map(|total| total.tax).collect();
    if wanted != found {
        return Err(Misadded::new("taxes", format!("{found:?} for lines of {wanted:?}")));
    }
    let mut sums = Taxes::default();
    for total in &document.taxes {
        let of_rate = || document.lines.iter().filter(|line| line.terms.tax == total.tax);
        let off = document.allowances.iter().filter(|off| off.tax == total.tax);
        let left: BigInt = of_rate().map(|line| big(line.net)).sum::<BigInt>()
            - off.map(|off| big(off.amount)).sum::<BigInt>();
        let tax = tax_of(document, total.tax);
        let taxable = match document.lines.first().terms.prices {
            PriceMode::ExcludingTax => left,
            PriceMode::IncludingTax => left - &tax,
        };
        expect("tax amount", &tax, total.amount)?;
        expect("taxable", &taxable, total.taxable)?;
        sums.taxable += taxable;
        sums.tax += tax;
    }
    Ok(sums)
}

/// The tax of a rate: that of corrections is theirs, the rest is rounded once for the rate or for
/// each of its lines and allowances.
fn tax_of(document: &Document, tax: Tax) -> BigInt {
    let of_rate = || document.lines.iter().filter(|line| line.terms.tax == tax);
    let theirs: BigInt = of_rate().filter_map(own_tax).sum();
    let mut parts: Vec<BigInt> =
        of_rate().filter(|line| own_tax(line).is_none()).map(|line| big(line.net)).collect();
    let off = || document.allowances.iter().filter(|off| off.tax == tax);
    let by_amount = off().filter(|off| off.percent.is_none());
    parts.extend(by_amount.map(|off| -big(off.amount)));
    let by_percent: BigInt =
        off().filter(|off| off.percent.is_some()).map(|off| big(off.amount)).sum();
    parts.push(of_rate().map(own_allowance).sum::<BigInt>() - by_percent);
    let head = &document.lines.first().terms;
    let in_one = |minor: BigInt| tax_on(minor, &Terms { tax, ..head.clone() });
    match document.tax_rounding {
        TaxRounding::PerRate => theirs + in_one(parts.into_iter().sum()),
        TaxRounding::PerLine => theirs + parts.into_iter().map(in_one).sum::<BigInt>(),
    }
}

/// The tax on minor units, or in them, rounded.
pub(crate) fn tax_on(minor: BigInt, terms: &Terms) -> BigInt {
    let rate = share(terms.tax.rate);
    let rate = match terms.prices {
        PriceMode::ExcludingTax => rate,
        PriceMode::IncludingTax => &rate / (BigRational::from(BigInt::from(1)) + &rate),
    };
    rounded(&(BigRational::from(minor) * rate), terms.rounding)
}

/// A percentage of minor units, rounded.
pub(crate) fn percent_of(minor: BigInt, percent: Percent, rounding: Rounding) -> BigInt {
    rounded(&(BigRational::from(minor) * share(percent)), rounding)
}

/// The rates of a document, in the order of their first lines.
fn rates(document: &Document) -> Vec<Tax> {
    let mut rates = Vec::new();
    for line in &document.lines {
        if !rates.contains(&line.terms.tax) {
            rates.push(line.terms.tax);
        }
    }
    rates
}

fn own_tax(line: &Line) -> Option<BigInt> {
    line.correction.as_ref().and_then(|correction| correction.tax).map(big)
}

fn own_allowance(line: &Line) -> BigInt {
    let own = line.correction.as_ref().and_then(|correction| correction.allowance);
    own.map_or_else(BigInt::zero, big)
}

fn share(percent: Percent) -> BigRational {
    let hundred = BigInt::from(10).pow(percent.scale() + 2);
    BigRational::new(BigInt::from(percent.mantissa()), hundred)
}
