//! What is printed between a line's dates and its amount gives the amount (CHG-6, CHG-10, INV-6).
//!
//! 120.00 EUR a month, credited for 14 days of March 2025: `− 120.00 × 14/31` is −54.19. Ten days of
//! 10.00 EUR for 30, credited last: `− 10.00 × 10/30 − 0.01 (rounding)` is −3.34.
//!
//! The amount is decided by [`Line`]. The factors are multiplied here only to say by how much they
//! miss it.

use tacite::charge::Share;
use tacite::document::{AllowanceName, Line};
use tacite::money::{Amount, Currency};
use tacite::timeline::Terms;

use super::words;
use super::{Language, numbers, price, share};

/// Sets a sign off from what follows it: a number of its own has none between.
pub(super) const MINUS: &str = "− ";

/// Prints quantity × price × share, reduced where it is, then what is added and taken off.
///
/// A credit takes the whole back, and so begins with a minus. Without days there is nothing to
/// multiply: what was left over by rounding stands alone.
pub(super) fn of(line: &Line, language: Language) -> String {
    let mut text = String::new();
    if !line.days.is_empty() {
        let currency = line.net.currency();
        text = factors((&line.terms, line.share), currency, language);
        if line.is_credit() {
            text = negated(&text);
        }
    }
    let rounding = (rounding(line), words::ROUNDING.in_language(language));
    let allowances = allowances(line, language);
    let parts = [rounding].into_iter().chain(allowances);
    for (part, named) in parts.filter(|(part, _)| !part.is_zero()) {
        text = with_part(&text, part, named, language);
    }
    text
}

/// What is taken off, each with its name; one sum where a line does not list it.
fn allowances(line: &Line, language: Language) -> Vec<(Amount, &str)> {
    let unnamed = words::ALLOWANCE.in_language(language);
    if line.allowances.is_empty() {
        return vec![(line.allowance.negated(), unnamed)];
    }
    let listed = line.allowances.iter().map(|allowance| {
        let named = match &allowance.name {
            AllowanceName::Discount(label) => label.as_str(),
            AllowanceName::FreePhase => words::FREE_PHASE.in_language(language),
        };
        (allowance.amount.negated(), named)
    });
    listed.collect()
}

/// Prints quantity × price × share, reduced where it is.
pub(super) fn factors(
    (terms, charged): (&Terms, Share),
    currency: Currency,
    language: Language,
) -> String {
    let mut text = price(terms, currency, language);
    if let Some(kept) = terms.reduced {
        text.push_str(" × ");
        text.push_str(&numbers::percent(kept, language));
    }
    if !charged.is_whole() {
        text = format!("{text} × {}", share::printed(terms.weights, charged));
    }
    text
}

/// Prints quantity × price.
pub(super) fn price(terms: &Terms, currency: Currency, language: Language) -> String {
    price::product(terms, currency, language)
}

/// Puts a minus before a product, or takes away the one that is there.
pub(super) fn negated(text: &str) -> String {
    match text.strip_prefix('−') {
        Some(positive) => positive.to_owned(),
        None => format!("{MINUS}{text}"),
    }
}

/// Adds a part, named: ` − 36.00 (Winter)`.
fn with_part(text: &str, part: Amount, named: &str, language: Language) -> String {
    let is_below_zero = part.minor() < 0;
    let magnitude = numbers::amount(if is_below_zero { part.negated() } else { part }, language);
    let sign = match (text.is_empty(), is_below_zero) {
        (true, false) => "",
        (true, true) => MINUS,
        (false, false) => " + ",
        (false, true) => " − ",
    };
    format!("{text}{sign}{magnitude} ({named})")
}

/// By how much the amount before the allowance differs from what the printed factors come to.
///
/// The line's own rounding part is that of the amount after the allowance (INV-6), which is the same
/// where there is no allowance.
fn rounding(line: &Line) -> Amount {
    product(line)
        .map(|product| if line.is_credit() { -product } else { product })
        .and_then(|product| line.gross.minor().checked_sub(product))
        .map_or(line.rounding, |minor| Amount::new(minor, line.gross.currency()))
}

/// What the printed factors come to in minor units, rounded once (MON-2); nothing if they do not fit
/// 128 bits as they are.
fn product(line: &Line) -> Option<i64> {
    let mut factors = vec![line.terms.price.exact(line.terms.quantity).ok()?];
    if let Some(kept) = line.terms.reduced {
        factors.push((kept.mantissa(), kept.scale() + 2));
    }
    let (mut numerator, mut denominator) =
        (i128::from(line.share.days()), i128::from(line.share.of()));
    let mut scale = 0;
    for (mantissa, digits) in factors {
        numerator = numerator.checked_mul(mantissa)?;
        scale += digits;
    }
    let exponent = line.gross.currency().exponent();
    let power = |digits| 10_i128.checked_pow(digits);
    if scale > exponent {
        denominator = denominator.checked_mul(power(scale - exponent)?)?;
    } else {
        numerator = numerator.checked_mul(power(exponent - scale)?)?;
    }
    let rounded = line.terms.rounding.divide(numerator, denominator);
    i64::try_from(rounded).ok().filter(|minor| *minor != i64::MIN)
}
